### for: staff
### The week: gaps, sessions, who carries what; a seat that changes hands.

staff-rota-over = Rota, { $dates }
staff-rota-title = { $count ->
    [0] No gaps this week
    [1] One gap to fill
    [2] Two gaps to fill
    [3] Three gaps to fill
    [4] Four gaps to fill
    [5] Five gaps to fill
    [6] Six gaps to fill
    [7] Seven gaps to fill
    [8] Eight gaps to fill
    [9] Nine gaps to fill
    [10] Ten gaps to fill
   *[other] { $count } gaps to fill
}
staff-rota-branches = Branches
staff-rota-all = All branches
staff-rota-more-loads = { $count ->
    [one] One more person
   *[other] { $count } more people
}
staff-rota-weeks = Weeks
staff-rota-previous = Week before
staff-rota-this = This week
staff-rota-next = Week after
staff-rota-gaps = Seats nobody holds yet
staff-rota-ask = Ask who knows it
staff-rota-today = Today
staff-rota-nothing = Nothing on.
staff-rota-empty = Nothing is on this week. A quiet one.
staff-rota-empty-next = Look at the week after
staff-rota-week = The week
staff-rota-how = Press a name to give the seat to somebody else, or to swap it.
staff-rota-morning = Morning
staff-rota-afternoon = Afternoon
staff-rota-evening = Evening
staff-rota-change = { $role }. Give it to somebody else, or swap
staff-rota-ask-one = { $role }. Ask somebody
staff-rota-nobody-had = Nobody had it
staff-rota-ready = All ready
staff-rota-more-gaps = { $count ->
    [one] One more gap
   *[other] { $count } more gaps
}
staff-rota-undo = Undo
staff-rota-undo-over = It has changed since, or begun, so it can’t be undone from here.
staff-rota-key = A dotted strand is not ready yet.
staff-rota-loads = Who is carrying what
staff-rota-load = { $held } of { $limit } this week
staff-rota-load-enough = { $held } of { $limit }. That is enough
staff-rota-load-free = { $held } this week. No limit set

### A seat that changes hands
exchange-back-week = The week
exchange-back = Choose again
exchange-title = { $name } has this seat
exchange-intro = Ask them both first. Here you write down what they said yes to.
exchange-session = The session, and all its seats
exchange-not-done = That was not done
exchange-give-h = Give it to somebody else
exchange-give = Give
exchange-nobody = Nobody else could hold it as things stand.
exchange-swap-h = Swap it for another seat
exchange-swap = Swap
exchange-swap-note = Seats to come, from two weeks before to two weeks after.
exchange-no-swap = There is no seat of somebody else that it could be swapped for.
exchange-more-swaps = { $count ->
    [one] One seat of another group
   *[other] { $count } seats of other groups
}
exchange-later-swaps = { $count ->
    [one] One more, later than these
   *[other] { $count } more, later than these
}
exchange-swap-title = Swap { $one } and { $other }?
exchange-give-title = Give this seat to { $name }?
exchange-now = Now
exchange-then = Then
exchange-told-both = Both are told at once. Each can still hand their seat back.
exchange-told = Both are told at once: who has it now, and who had it. It can still be handed back.
exchange-swap-do = Swap these two seats
exchange-give-do = Give it to { $name }
exchange-leave = Leave it as it is
exchange-cannot = So this can’t be done as things stand.
exchange-other = Choose somebody else
exchange-changed-since = Somebody has changed this meanwhile. This is how it stands now.
exchange-one-person = Both seats are the same person’s.
exchange-done-swap = Swapped, and both are told
exchange-done-give = Passed on, and both are told
exchange-done-line = { $to }: { $group } on { $day }, { $role }. It was { $from }’s.

### What is hard on whoever holds a seat: a warning, not a refusal
hard-another = another session
hard-same-time = At the same time as { $group }
hard-no-time = { $minutes ->
    [0] No time
    [one] One minute
   *[other] Only { $minutes } minutes
} to get from here to { $group }, or back
hard-rest = { $hours ->
    [0] No hour
    [one] One hour
   *[other] Only { $hours } hours
} of rest between this and { $group }
hard-limit = { $held } this week. They said { $limit } { $limit ->
    [one] is
   *[other] are
} enough
