### for: staff
### Settings.

staff-settings-over = Settings
staff-settings-title = { $count ->
    [0] Two people read worries
    [1] One more person is needed to read worries
   *[other] Two people are needed to read worries
}
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
