### for: staff
### Two weeks of sessions.

staff-rota-over = Rota, { $dates }
staff-rota-title = { $count ->
    [0] No gaps
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
staff-rota-one-week = There is much on, so this is one week at a time.
staff-rota-more-loads = { $count ->
    [one] One more person
   *[other] { $count } more people
}
staff-rota-weeks = Weeks
staff-rota-previous = Week before
staff-rota-this = This week
staff-rota-next = Week after
staff-rota-gaps = Gaps
staff-rota-ask = Ask who knows it
staff-rota-today = { $date }, today
staff-rota-nothing = Nothing on.
staff-rota-empty = No sessions are planned in these weeks.
staff-rota-aside = Key and load
staff-rota-key = A dotted strand is not ready yet.
staff-rota-loads = Who is carrying what
staff-rota-load = { $held } of { $limit } this week
staff-rota-load-enough = { $held } of { $limit }. That is enough
staff-rota-load-free = { $held } this week. No limit set
