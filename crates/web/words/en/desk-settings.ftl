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
settings-hour-said = { $way }: { $day }, { $time }
settings-hour-way = Choose how people can reach you.
settings-hour-day = Choose a day.
settings-hour-time = Write both times, for example 9am and 4:30pm.
settings-hour-words = Say which number to ring, or where to come.
settings-hour-number = This does not look like a number that can be rung. Could you check?
settings-hour-long = That is longer than we can take. Could you make it shorter?
settings-hour-ends = It ends before it begins. If someone is there over midnight, add two: one until 12am, one from 12am on the next day.
settings-hour-overlaps = These hours overlap others on { $day }. Change those instead.
settings-hour-meanwhile = Somebody changed this meanwhile. It now says: { $now }. To save what you typed here, press again.
settings-hour-gone = Somebody took these hours away meanwhile.
done-letter-on-its-way = A letter to you is on its way. If it is not there in five minutes, look in Today: what cannot be delivered stands there.
done-readers = Both are named to read worries.
done-line = The line is saved.
done-hours = The hours are saved. Everybody sees them now.
done-hours-gone = The hours are taken away. Everybody sees it now.
done-day-closed = The day is closed. Sessions on it that keep closed days are off, and everybody on them is told.
done-day-open = The day is open. Sessions that were called off stay off until one of us says that they run.
