### for: staff
### Lists brought in.

staff-imports-title = Lists brought in
staff-imports-lead = Places and groups from a council’s file: nothing of them is public until one of us has looked. Other places that help are listed at once, as not checked.
staff-imports-how = Bring in a list
staff-imports-how-say = Whoever looks after the server runs this beside the file:
staff-imports-dry = With --dry-run it only says what would happen. Leave that out to bring the rows in. Each run can be undone.
staff-imports-empty = No list has been brought in yet.
staff-imports-runs = What was brought in
staff-run-in = { $count ->
    [one] One row came in.
   *[other] { $count } rows came in.
}
staff-run-look = { $count ->
    [0] None needs a look
    [one] One needs a look
   *[other] { $count } need a look
}
staff-run-undo = Undo all of it
staff-run-imported = Brought in
staff-run-imported-note = Not public until one of us lets each one in.
staff-run-listed-note = On the list of other places that help, marked as copied and not checked.
staff-run-is-listed = Brought in. It is on the list of other places that help.
staff-run-waiting = Waiting for one of us
staff-run-waiting-note = Something was in doubt, and we do not guess.
staff-run-refused = Not brought in
staff-run-refused-note = Something was missing or could not be read.
staff-run-rows = Each row
staff-run-row = Row
staff-run-number = Row { $number }
staff-run-no-name = No name
staff-run-says = In the file
staff-run-understood = What we understood
staff-run-nothing = No days or times
staff-run-what = What became of it
staff-run-decide = You decide
staff-run-is-in = Brought in.
staff-run-waits = Waiting.
staff-run-is-out = Not brought in.
staff-run-let = Let in.
staff-run-not-ours = Not for us.
staff-run-let-in = Let it in
staff-run-not-for-us = Not for us
staff-run-none = Nothing to do
