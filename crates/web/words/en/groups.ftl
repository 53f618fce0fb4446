### for: everyone
### The list of what is on, and one group.

groups-title = Groups
groups-heading = { $count ->
    [1] One group you could go to
    [2] Two groups you could go to
    [3] Three groups you could go to
    [4] Four groups you could go to
    [5] Five groups you could go to
    [6] Six groups you could go to
    [7] Seven groups you could go to
    [8] Eight groups you could go to
    [9] Nine groups you could go to
    [10] Ten groups you could go to
   *[other] { $count } groups you could go to
}
groups-none = No groups just now
groups-none-what = There is no group to show just now.
groups-none-yet = Nothing is planned yet
groups-none-next = When a date is set it shows here. You can still talk to one of us.
groups-fits = Nothing that fits?
groups-fits-what = Tell us what would. One of us can talk it over with you.
groups-fits-link = See when we are here

group-back = All groups
group-short = In short
group-when = When
group-where = Where
group-anywhere = At home, or wherever you are.
group-how = How
group-for = For whom
group-kind = Who may come
group-kind-open = People join when they like.
group-kind-drop-in = Anyone may drop in. You need not tell us first.
group-kind-closed = The same people from first to last.
group-kind-rolling = When a place comes free, someone new joins.
group-kind-activity = People come for what we do together.
group-kind-chat = People meet online and type.
group-kind-course = A course, one part each time.
group-own-weeks = From { $first } to { $last }
group-own-from = From { $first }
group-own-until = Until { $last }
group-own-join = You can join until { $day }
group-own-holds = Up to { $count } people
group-own-parts = { $count ->
    [one] One part: { $titles }
   *[other] { $count } parts: { $titles }
}
group-door = The door
group-not-open = This group is not open yet
group-not-open-what = It opens when two people are named to look after safety. Dates will show here.
group-order = What happens, in order
group-place = Getting in
group-starts = The walk starts at
group-map = { $place } on a map
group-map-what = This opens another site, OpenStreetMap.
group-no-facts = Nobody has looked at this place for us yet. Ask us before you come.
group-coming = Next dates
group-calendar = Add to your calendar
group-none = No date is set
group-none-what = New dates show here first.
group-questions = Questions people ask
group-know = Good to know
group-know-listen = You can just listen.
group-know-leave = You can step out or go home at any time.
group-know-stays = What is said here stays here. We only tell someone else if a life may be at risk.
group-not-for = It may not suit, if
group-not-now = you need help right now.
group-not-now-link = See who you can ring
group-next = Next time
group-ask = Ask us first
group-lamp = The lamp is lit while two of us are there and the room is ready.
