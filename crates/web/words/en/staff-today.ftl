### for: staff
### What needs someone today, and the duties wherever they stand.

staff-today-title = { $count ->
    [0] Nothing needs you now
    [1] One thing needs someone
    [2] Two things need someone
    [3] Three things need someone
    [4] Four things need someone
    [5] Five things need someone
    [6] Six things need someone
    [7] Seven things need someone
    [8] Eight things need someone
    [9] Nine things need someone
    [10] Ten things need someone
   *[other] { $count } things need someone
}
staff-today-open = These need someone
staff-today-passed = Waiting for your yes
staff-today-passed-note = It stays with them until you say yes
staff-today-in-hand = In hand
staff-today-in-hand-note = Someone has each of these
staff-today-done = { $count ->
    [one] One thing is over since yesterday
   *[other] { $count } things are over since yesterday
}
staff-today-day = The day
staff-today-sessions = Sessions today
staff-today-no-sessions = Nothing is on today.
staff-today-rota = See the next two weeks
staff-today-empty = All is in hand. Anything new will stand here first.

staff-nobody = Nobody yet
staff-take = I’ll take it
staff-not-mine = Pass it on or give it back
staff-pass-to = Who might take it?
staff-pass = Ask them to take it
staff-give-back = Give it back to everyone
staff-passed-ask = { $name } asks if you would take this.
staff-yes = Yes, I will
staff-no = No, I can’t
staff-stale = { $name } changed this { $when }, while you were writing
staff-stale-kept = Nothing of yours is lost, and nothing is saved yet. Your words stand in the form below. Look at both, then save.
staff-stale-theirs = { $what }, as it stands now
staff-stale-yours = { $what }, as you wrote it
