### for: staff
### Settings.

staff-settings-over = Settings
staff-settings-title = { $count ->
    [0] Two people read worries
    [1] One more person is needed to read worries
   *[other] Two people are needed to read worries
}
settings-tasks = { $count ->
    [0] All is set up
    [one] One thing is still to be set up
   *[other] { $count } things are still to be set up
}
settings-before-opening = { $count ->
    [0] A group may open to the public
   *[other] Before a group may open to the public
}
settings-also = Also
staff-settings-try-letters = Send me a letter
settings-task-letters = Let letters leave
settings-task-letters-why = Who is asked, and who reads worries, hears of it by email. An administrator names the mail server here.
settings-task-tls = Let people open it from elsewhere, safely
settings-task-tls-why = Until then it answers on its own machine only. Whoever runs it: bothy serve --tls-cert and --tls-key, or --behind-proxy.
settings-task-readers = Name two people who read worries
settings-task-readers-why = No group opens to the public before.
settings-task-lines = Write help lines down
settings-task-lines-why = They stand on every page for who needs somebody now. Look at each once a year.
settings-task-lines-old = One of them was not looked at for a year. Ring it, and write down that you did.
settings-task-hours = Say when somebody can be reached
settings-task-hours-why = Otherwise nobody knows when to ring.
settings-task-administrators = Let a second administrator in
settings-task-administrators-why = One may be ill, or lose their phone.
settings-task-sheet = Print the recovery sheet and confirm it
settings-task-sheet-why = Without the key nothing that is sealed can be read again. Whoever runs the machine: bothy keys sheet.
settings-task-sheet-old = The master key was changed, and the sheet that is kept is of the earlier one. Whoever runs the machine: bothy keys sheet.
settings-task-backup = Make a backup
settings-task-backup-why = Every night by itself is best. Whoever runs the machine: bothy backup.
settings-task-backup-old = The last one is more than a week old.
settings-task-proof = Prove that a backup can be read
settings-task-proof-why = A backup that nobody tried is a hope. Whoever runs the machine: bothy restore --check.
settings-task-proof-old = The last proof is more than three months old.
staff-settings-readers = Who reads worries
staff-settings-readers-note = If one is ill, the other is there. No group opens to the public before two are named.
staff-settings-first = First reader
staff-settings-second = Second reader
staff-settings-readers-save = Save both
staff-settings-lines = Help lines for your area
staff-settings-no-lines = None yet. The foot of each page can show no number until one of you has rung it.
staff-settings-change = Change or check again
staff-settings-number = Number
staff-settings-name = Whose line it is
staff-settings-hours = When it is open
staff-settings-hours-hint = Write “always”. Or days and times like this: mon 18:00 tue 02:00; fri 18:00 mon 06:00.
settings-open-day = { $first }, { $from } to { $to }
settings-open-days = { $first } to { $last }, { $from } to { $to }
settings-open-over = { $first }, { $from } to { $last }, { $to }
staff-settings-source = Where you found the number
staff-settings-source-hint = An address, a leaflet, or who rang it.
staff-settings-add-line = Add a line
staff-settings-closed = Days when nobody is here
staff-settings-no-closed = No such day is known.
staff-settings-open-again = We are here after all
staff-settings-add-day = Add a day
staff-settings-which-day = Which day?
staff-settings-why = Why?
staff-settings-hours-of-ways = When people can reach you
staff-settings-hours-note = Each page that asks “When can I reach someone?” is made from these. Say only what you can keep.
staff-settings-no-hours = No hours yet.
staff-settings-change-hours = Change or take away
staff-settings-remove-hours = Nobody is there then
staff-settings-add-hours = Add hours
staff-settings-way = How can people reach you?
staff-settings-day = Which day?
staff-settings-from = From
staff-settings-to = Until
staff-settings-to-hint = Until 12am is the end of the day. If someone is there over midnight, add what comes after it to the next day.
staff-settings-says = Number, place or words
staff-settings-says-hint = A number that rings here, or where to come.
staff-settings-weekdays = Monday to Friday
staff-settings-every-day = Every day
