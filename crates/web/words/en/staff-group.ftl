### for: staff
### A group from the inside, its series, and a rule changed from a date on.

staff-group-is-open = Open to the public
staff-group-not-open = Only we can see it
staff-group-outside = As everyone sees it
staff-group-may-open = All is there. It may open
staff-group-before = { $count ->
    [one] One thing before it may open
   *[other] { $count } things before it may open
}
staff-group-open = Open it to the public
staff-group-settings = Go to settings
staff-group-series = When it meets
staff-group-no-series = It has no days yet.
staff-group-change-rule = Change this from a date on
staff-group-new-series = Add days and times
staff-group-add-series = Add these sessions
staff-group-what = What it is
staff-group-purpose = What it is for
staff-group-for-whom = Who it is for
staff-group-what-happens = What happens
staff-group-how-to-come = How to come
staff-group-kind = Who may come, and when
staff-group-kind-hint = When you save another choice, the questions that belong to it show below.
staff-own-first = First day
staff-own-last = Last day
staff-own-join = Last day to join
staff-own-join-hint = Leave it empty if nobody joins once it has begun, or if it does not matter.
staff-own-holds = How many people it holds
staff-own-holds-hint = Leave it empty if there is no limit.
staff-own-effort = What the body has to do
staff-own-effort-hint = How far, how steep, and where one can rest.
staff-own-who-reads = Who reads along
staff-own-who-reads-hint = Say as well when nobody does. Everyone sees it.
staff-own-weeks = For how many weeks two people meet
staff-parts-title = { $count ->
    [0] The parts of the course
    [one] One part of the course
   *[other] { $count } parts of the course
}
staff-parts-note = One part is taken up at each meeting, in this order. A meeting that is called off uses none up.
staff-parts-this-week = This week
staff-parts-change = Write or change the parts
staff-parts-row = Part { $number }
staff-parts-order = Place in the order
staff-parts-name = Title
staff-parts-material = What to read or do
staff-parts-link-hint = Where more of it is. Leave it empty if there is nothing.
staff-parts-save = Save the parts
staff-questions-title = { $count ->
    [0] Questions people ask
    [one] One question people ask
   *[other] { $count } questions people ask
 }
staff-questions-note = They stand on the group’s page for everybody, and the group is found by their words. Write them as people ask them: “Can I just listen?”
staff-questions-none = No question is answered yet. What do people ask you before they come the first time?
staff-questions-change = Write or change the questions
staff-questions-row = Question { $number }
staff-questions-asked = The question
staff-questions-answer = The answer
staff-questions-save = Save the questions
staff-parts-more = To add more, save. New empty rows show after that. A row with nothing in it goes.
staff-group-minimum = Facilitators at least
staff-group-minimum-hint = With fewer than this, a session is not ready. Two is usual; one where two people meet alone.
staff-group-minimum-why = Why you change that number
staff-group-minimum-why-hint = You may leave this empty. What has begun is judged by the number that stood then.
staff-group-next = Next sessions
staff-group-no-sessions = None are planned.

staff-series-days = On which days?
staff-series-rhythm = How often?
staff-series-first = First date
staff-series-mode = How people come
staff-series-place = Place
staff-series-seats = How many facilitators?
staff-series-check = Check each of them needs
staff-series-training = Training each of them needs
staff-series-until = Last date
staff-series-until-hint = Leave it empty if the group goes on.
staff-series-hall = Room in the building
staff-series-way-in = Coming in from afar
staff-series-closed = Closed days
staff-series-weeks = Weeks off
staff-series-weeks-hint = One on each line, such as 21 December 2026 to 3 January 2027: Winter break. A date stands for its whole week, Monday to Sunday.
staff-series-change = Change when it meets
staff-series-change-note = First you see what would happen to each session. Nothing is saved until you say so.
staff-series-change-from = From which day?
staff-series-see = See what would happen
staff-series-over = A change from { $from }. Nothing is saved yet
staff-series-nothing = Nothing would change
staff-series-moved = { $count ->
    [one] 1 moves
   *[other] { $count } move
}
staff-series-kept = { $count ->
    [one] 1 stays
   *[other] { $count } stay
}
staff-series-cancelled = { $count ->
    [one] 1 is called off
   *[other] { $count } are called off
}
staff-series-new = { $count ->
    [one] 1 is new
   *[other] { $count } are new
}
staff-series-now = Now
staff-series-from = From { $from }
staff-series-each = Each one that is coming
staff-series-becomes = becomes
staff-series-not-there = Not there before,
staff-series-off = Not on
staff-series-as-it-was = as it was
staff-series-is-new = new
staff-series-know = Worth knowing before you save
staff-series-save = Save it
staff-series-seats-touched = { $count ->
    [0] Nobody’s seat changes.
    [one] One person’s seat moves with it.
   *[other] { $count } people’s seats move with it.
}
staff-series-confirm = Change it
staff-series-leave = Leave it all as it is
