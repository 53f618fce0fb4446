### for: staff
### Somebody leaves for good: what goes, what stays and why, holds, and all that is held about them.

going-over = { $name }. What is held, and letting it go
going-title = Before { $name } is erased
going-title-waits = { $name } cannot be erased now
going-goes = What goes
going-goes-note = It is gone from here at once, and from backups as they grow old. Nobody can bring it back.
going-line = { $what }: { $count }
going-to-come = { $count ->
    [0] No session to come is theirs.
    [one] One session to come asks for somebody else at once.
   *[other] { $count } sessions to come ask for somebody else at once.
}
going-stays = What stays, and why
going-stays-note = It says “Somebody who left” where their name stood.
going-erase = Erase them
going-erase-note = They are signed out everywhere and get no more letters. What others wrote about them in words of their own cannot be found: look there yourself.
going-reason = Why
going-reason-hint = For example: asked by letter on 3 November. Leave out their name.
going-erase-do = Erase { $name } for good
going-holds = Holds
going-holds-note = While there is a hold, nothing of theirs is erased or let go.
going-no-holds = There is none.
going-hold-by = By { $name }, { $moment }.
going-hold-until = Until { $day }.
going-hold-open = Without an end.
going-hold-end = End this hold
going-hold = Put a hold on
going-hold-until-when = Last day, if there is one
going-hold-do = Hold this record
going-record = All that is held
going-record-note = As a file, to hand to them and to nobody else. That you took it out is written down.
going-record-do = Take it out
going-link = What is held, and erasing
going-link-note = For when they ask what is held about them, or want it gone.
going-say-reason = Say why.
going-say-long = That is longer than we can keep. Could you shorten it?
going-say-date = Write a day, a month and a year, or leave all three empty.
going-say-over = That day has passed. Write one to come.
going-waits-held = There is a hold on this record. It is erased once the hold has ended.
going-waits-themselves = Nobody erases themselves. Somebody else does it.
going-waits-readers = Worries go to them. Name another reader under Settings first.
going-waits-worries = A worry waits to be read. It is read first.
going-waits-last = Nobody else looks after Bothy here. Invite another administrator first.

done-erased = They are erased. Their seats to come are asked for again.
done-held = The hold is on.
done-hold-ended = The hold has ended.
