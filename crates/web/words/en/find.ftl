### for: everyone
### Finding a group: what can be chosen, what was chosen, and what is nearest to nothing.

find-choose = Choose what suits you
find-near = How far from you?
find-near-hint = A postcode or the name of a place. We do not keep it.
find-near-no-postcode = We do not know this postcode. We only know those in Scotland. You can try its first half, like EH6.
find-near-no-name = We know no place called that. Try a postcode.
find-near-several = Some of our places with that name are far apart. Try a postcode.
find-within = No further than
find-within-any = Any distance
find-within-miles = { $count ->
    [one] One mile
   *[other] { $count } miles
}
find-words = In your own words
find-words-hint = Like “grief” or “hearing voices”.
find-ways = How would you like to meet?
find-way-room = In a room
find-way-online = Online
find-way-phone = By phone
find-way-both = Both: in a room or online
find-days = Which days?
find-parts = What time of day?
find-part-morning = Morning
find-part-afternoon = Afternoon
find-part-evening = Evening
find-needs = It would help if
find-need-step-free = there are no steps
find-need-toilets = there is a toilet I can use
find-need-loop = there is a hearing loop
find-need-noise = it is quiet
find-need-light = the light is good
find-need-privacy = it is private
find-need-bus = a bus stops near
find-need-parking = I can park
find-kinds = What kind of group?
find-kind-open = Join when you like
find-kind-drop-in = Just turn up
find-kind-closed = The same people each time
find-kind-rolling = Join when a place comes free
find-kind-activity = Something to do
find-kind-chat = Type with others
find-kind-course = A course
find-show = Show these

find-chosen = What you chose
find-chosen-near = Near { $place }
find-chosen-within = { $count ->
    [one] Up to one mile
   *[other] Up to { $count } miles
}
find-chosen-words = “{ $words }”
find-take-away = , take this away
find-clear = Clear all
find-as = Show as
find-as-list = A list
find-as-week = A week

find-lead = In the next two weeks.
find-lead-from = In the two weeks from { $day }.
find-lead-week = In the seven days from { $day }.
find-lead-nearest = Nearest first on each day. Miles are in a straight line; the way there is longer.
find-lead-listen = You can just listen at any of them.

find-far-quarter = Less than a quarter of a mile
find-far-tenths = About { $miles } miles
find-far-miles = About { $miles } miles
find-far-one = About 1 mile
find-far-from = from { $place }
find-far-middle = from the middle of { $place }
find-far-anywhere = Anywhere
find-no-steps = No steps
find-just-turn-up = Just turn up
find-lit = The lamp is lit

find-none = Nothing fits all of that
find-none-what = No group fits all that you chose just now.
find-none-met = In these days, nothing at all fits:
find-none-instead = What comes near
find-none-later = The next that fits is on { $day }
find-none-clear = See every group
find-without-words = { $count ->
    [one] One without your words
   *[other] { $count } without your words
}
find-without-days = { $count ->
    [one] One on other days
   *[other] { $count } on other days
}
find-without-parts = { $count ->
    [one] One at other times of the day
   *[other] { $count } at other times of the day
}
find-without-within = { $count ->
    [one] One further away
   *[other] { $count } further away
}
find-without-ways = { $count ->
    [one] One that meets in another way
   *[other] { $count } that meet in another way
}
find-without-needs = { $count ->
    [one] One where we do not know of all that you need
   *[other] { $count } where we do not know of all that you need
}
find-without-kinds = { $count ->
    [one] One of another kind
   *[other] { $count } of other kinds
}

find-week-day = Day
find-week-cut = There is more in this week than fits on one page.
