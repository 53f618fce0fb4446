### for: everyone
### What is said of sessions, hours and lines, made from what is really there.

said-on = It is on.
said-there-one = { $name } is there now.
said-there-two = { $first } and { $second } are there now.
said-lit = The lamp is lit. { $who }
said-people = We still need one more person to hold it.
said-place = We still need to hear about the room.
said-technology = We still need to try the link.
said-off = It is off.
said-off-people = We did not have enough people to hold it.
said-off-place = The place is shut.
said-off-weather = The weather is too bad.
said-off-week = It is our week off.
said-off-rule = The group meets at other times now.
said-off-other = We are sorry.
said-moved = It is not at its usual time or place this once.
said-tonight = Tonight
said-to = to { $time }
said-in-person = In the room
said-on-a-walk = On a walk
said-online = Online
said-phone = By phone
said-hybrid = In the room or online
said-weekly = { $days }, { $hours }
said-once = { $day }, { $hours }
said-cafe-until = { $name } until { $time }.
said-always = Day and night
said-open-until = Open until { $time }
said-open-from = { $day } from { $time }
said-hours-unknown = We don’t know its hours
said-ring = Ring
said-today-at = today, { $time }
said-tomorrow-at = tomorrow, { $time }
said-next-at = { $day }, { $time }
said-day-at = { $day }, { $time }
said-way-ring = Ring us
said-way-come-in = Come in
said-way-online = Type with others
said-way-write = Write to us
said-column-ring = Ring
said-column-come-in = Come in
said-column-online = Online
said-column-write = Write
said-until = Open until { $time }.
said-until-day = Open until { $day }, { $time }.
said-always-open = Open day and night.
said-shut = Shut now.
said-next = Next: { $when }.
said-checked = Checked { $day }
said-unchecked = Nobody has looked yet
said-by-today = { $time } today
said-by-day = { $time } on { $day }
said-hours-left = { $count ->
    [one] 1 h
   *[other] { $count } h
}
said-at-most = at most
said-sent = Sent { $when }
said-told = You told us
said-told-what = About: { $about }.
said-read = { $name } has read it by now
said-read-what = If not, { $second } is told at once.
said-has = { $name } has it
said-has-what = They look after it now.

refused-too-large = That is more than we can take. Go back, and send less at once.
refused-too-long = That is longer than we can take. Could you make it shorter?

demo-try-coordinator = See what needs someone today, and take it.
demo-try-supporter = See your sessions and hand one back.
demo-try-safeguarding = See a worry come in.
demo-try-administrator = Look at what is set up.
demo-try-other = Look around.

done-clock = The clock has moved.
