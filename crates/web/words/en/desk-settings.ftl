### for: staff
### Settings, made from what is written down.

desk-line-checked = Checked { $day }
desk-no-reader = Nobody yet
desk-bank-holiday = { $name }, bank holiday
desk-meanwhile = meanwhile
settings-same-reader = Choose two different people, so that one may be ill.
settings-two-readers = Choose both people.
settings-not-known = We do not know this person.
settings-line-number = This does not look like a number that can be rung. Could you check?
settings-line-name = Say whose line it is.
settings-line-source = Say where you found the number.
settings-line-hours = Write when it is open as: always, or mon 09:00 mon 17:00; tue 09:00 tue 17:00
settings-line-date = Write the day when one of us last checked it. It can’t be a day to come.
settings-line-long = That is longer than we can take. Could you make it shorter?
settings-day = We could not read this date. Write day, month and year.
settings-day-past = That day is past.
settings-day-why = Say why nobody is here that day.
settings-day-session = A session on that day can’t be called off. Look at the rota first.
done-readers = Both are named to read worries.
done-line = The line is saved.
done-day-closed = The day is closed. Sessions on it that keep closed days are off, and everybody on them is told.
done-day-open = The day is open. Sessions that were called off stay off until one of us says that they run.
