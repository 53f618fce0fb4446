### for: staff
### Sessions, seats and duties as every staff page says them.

desk-moment = { $day }, { $time }
desk-left = { $length } left
desk-late = { $length } late
desk-by = by { $moment }
desk-was-due = due { $moment }
desk-to-go = to go
desk-is-late = late
desk-you = You
desk-climbed = It is late, so every { $role } sees it too.
desk-climbed-person = It was late, so it came to the next person.
desk-about-session = { $day }, { $time }. { $place }
desk-now-session = See the session and who could
desk-now-other = See what it is about

nobody-yet = Nobody yet
seat-facilitator = Facilitator
seat-co-facilitator = Second facilitator
seat-online-host = Online host
seat-turn-keeper = Turn-keeper
seat-greeter = Greeter
seat-walk-leader = Walk leader
seat-back-marker = Back-marker
lacks-check = No { $check } check
lacks-check-after = { $check } check runs out on { $day }
lacks-training = Has not done: { $step }
lacks-training-after = { $step } runs out on { $day }
lacks-references = { $have ->
    [0] Two references are wanted, none is there
   *[other] Two references are wanted, one is there
}
lacks-supervision = Has had no supervision yet
lacks-supervision-after = { $weeks ->
    [one] Supervision was last on { $day }. It holds one week
   *[other] Supervision was last on { $day }. It holds { $weeks } weeks
}
lacks-hat = No longer a supporter that day

ready-yes = Ready. { $names }
ready-off = Called off
need-seat = Nobody as { $role }
need-minimum = { $have } of { $want } facilitators
need-place = No place yet
need-place-confirmed = The place has not said yes
need-opener = Nobody named to open
need-way-in = No link or number yet
need-way-in-tried = Nobody has tried the link
need-line-minimum = Enough facilitators
need-line-place = A place
need-line-place-confirmed = The place says yes
need-line-opener = Somebody opens
need-line-way-in = A link or a number
need-line-way-in-tried = The link was tried

duty-seat-empty = { $group } needs a { $role }
duty-somebody-wanted = { $group } needs somebody
duty-place-missing = { $group } has no place
duty-place-not-confirmed = Confirm the place for { $group }
duty-no-opener = Find somebody to open for { $group }
duty-link-missing = { $group } has no link or number
duty-link-not-tried = Try the link for { $group }
duty-check-running-out = The { $check } check of { $name } runs out on { $day }
duty-training-running-out = { $name }: { $step } runs out on { $day }
duty-supervision-running-out = { $name } needs supervision by { $day }
duty-review-running-out = Look at what we say about a place again
duty-import-row-waiting = Look at the rows that wait from a file
duty-closed-day-unknown = Look up the next bank holidays
duty-worry-waiting = Somebody told us a worry
duty-notice-undelivered = A message could not be sent

ended-seat-empty = A seat was filled
ended-place-missing = A place was found
ended-place-not-confirmed = The place said yes
ended-no-opener = Somebody opens
ended-link-missing = There is a link or a number
ended-link-not-tried = The link was tried
ended-check-running-out = A check was renewed
ended-training-running-out = A training step was done again
ended-supervision-running-out = Supervision took place
ended-review-running-out = What we say about a place was looked at
ended-import-row-waiting = Rows from a file were looked at
ended-closed-day-unknown = The next bank holidays are known
ended-worry-waiting = Somebody has the worry in hand
ended-notice-undelivered = A message that could not be sent was dealt with
# $what is what was owed, as it stood in the list.
ended-called-off = No longer needed: { $what }
ended-time-passed = Not done in time: { $what }
# $what says how it ended, $about of what or whom.
ended-well-about = { $what }: { $about }
ended-about = { $what }. { $about }

rule-seat-empty = A seat that nobody has is ours to fill before the session.
rule-place-missing = A session in a room needs a room.
rule-place-not-confirmed = A place counts only when it has said yes.
rule-no-opener = A locked place needs somebody who opens it.
rule-link-missing = People at home need a link or a number.
rule-link-not-tried = A link counts only when somebody has tried it.
rule-check-running-out = A check is renewed before it runs out.
rule-training-running-out = A training step is done again before it runs out.
rule-supervision-running-out = A supporter has supervision before the last one has run out.
rule-review-running-out = What we say about a place is looked at once a year.
rule-import-row-waiting = A row that leaves a doubt is looked at within a week.
rule-closed-day-unknown = We know the holidays before people plan around them.
rule-worry-waiting = A worry is read by a person, and soon.
rule-notice-undelivered = If a message does not go, a person tells them.

why-too-few-people = Not enough of us can be there
why-place-closed = The place is shut
why-weather = The weather
why-week-off = A week off
why-rule-changed = The group meets at another time now
why-other = Another reason
mode-in-person = In the room
mode-online = Online
mode-phone = By phone
mode-hybrid = In the room and online

cannot-elsewhere = On another session then
cannot-other-seat = Has another seat here
cannot-here = Not on this session
cannot-limit = { $limit ->
    [one] One session a week is enough for them
   *[other] { $limit } sessions a week are enough for them
}
cannot-no-supporter = Not a supporter that day
cannot-taken = Somebody else said yes first
cannot-theirs = They have this seat already
cannot-not-theirs = They do not have this seat
cannot-too-late = The session has begun or is off
cannot-not-asked = This was answered already

asked-waiting = Asked, no answer yet
asked-yes = Said yes
asked-no = Can’t this time
asked-handed-back = Handed it back
asked-filled = Thanked, it is filled
asked-withdrawn = No longer asked, it was moved or called off

session-overridden = { $name } said that fewer are enough this once.
session-opens = { $name } opens
session-nobody-opens = Nobody is named to open
session-place-yes = It said yes. Noted { $moment }.
session-place-no = No yes yet
session-tried = Tried { $moment }
session-not-tried = Nobody has tried it yet
rota-from-to = { $from } to { $to }

done-handed-back = Your seat is handed back. Thank you for saying so. Those who know the group are being asked.
done-handed-back-none = Your seat is handed back. Thank you for saying so. The coordinators are told, and look for somebody.
done-yes = It is yours. Thank you.
done-no = That is fine. Thank you for saying so.
done-asked = Those who could are being asked now.
done-asked-nobody = Nobody was left to ask. See below who could, and who can’t and why.
done-given = The seat is filled, and they are told.
done-taken-back = The seat is empty again, and they are told.
done-put-back = It is as it was, and they are told again.
done-not-put-back-changed = It was not undone. Somebody has changed one of these seats since, and this is how they stand now.
done-not-put-back-cannot = It was not undone. Somebody can’t hold their old seat any more. Look at the seats to see why.
done-not-put-back-late = It was not undone. A session has begun, or is off.
done-taken = It is yours now. Thank you.
done-passed = They are asked. It stays with you until they say yes.
done-given-back = It is everybody’s again.
done-saved = It is saved.
done-place-added = The place is added. Now write what it is like.
done-picture-up = The picture is up.
done-picture-down = The picture is down.
done-called-off = It is called off, and everybody on it is told.
done-moved = It is moved, and everybody on it is told.
done-runs = It runs after all, and everybody on it is told.
done-seat-gone = Somebody else said yes first. Thank you all the same.
done-seat-in-the-way = You can’t hold it as things stand. Ask your coordinator.
done-duty-taken-already = Somebody else has just taken it.
done-duty-closed = It is no longer needed.
done-duty-not-yours = You do not have this one.
done-duty-asked-already = Somebody is asked already, and has not said yes or no.
done-duty-to-yourself = You have it yourself.
done-duty-not-asked = You were not asked for this one.
done-duty-not-a-person = A program cannot take this on. Ask a person.
done-duty-nobody-chosen = Choose who might take it.
seat-nobody-chosen = Choose who should have the seat.
change-has-begun = The session has begun.
change-is-over = The session is over. What was arranged for it stays as it was.
change-off-already = It is called off already.
change-not-off = It is not called off.
change-past = That time is past. Choose a time to come.
change-ends-before-start = It has to end after it starts.
change-no-reason = Write why it is safe with fewer.
change-nothing-to-confirm = There is nothing to confirm yet.
change-not-known = We do not know this person.
change-time-not-read = Write a day and two times, such as 18:30.
change-no-why = Choose why it is off.
done-acknowledged = It is noted that you have it.
done-looks-let-go = Administrators can see now who opened it.
done-worry-has-it = The other of you said so first.
