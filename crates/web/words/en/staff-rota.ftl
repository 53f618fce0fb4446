### for: staff
### Two weeks of sessions.

staff-rota-over = Rota, { $dates }
staff-rota-title = { $count ->
    [0] No gaps in these two weeks
    [1] One gap in these two weeks
    [2] Two gaps in these two weeks
    [3] Three gaps in these two weeks
    [4] Four gaps in these two weeks
    [5] Five gaps in these two weeks
    [6] Six gaps in these two weeks
    [7] Seven gaps in these two weeks
    [8] Eight gaps in these two weeks
    [9] Nine gaps in these two weeks
    [10] Ten gaps in these two weeks
   *[other] { $count } gaps in these two weeks
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
