### for: everyone
### Days and times.

# What stands between a whole number and its tenths.
number-point = .

# 12 or 24: how far the clock of this language counts.
when-clock = 12
when-am = am
when-pm = pm
when-noon = noon
when-midnight = midnight
when-span = { $from } to { $to }
when-today = Today
when-tomorrow = Tomorrow
when-yesterday = Yesterday
when-monday = Monday
when-tuesday = Tuesday
when-wednesday = Wednesday
when-thursday = Thursday
when-friday = Friday
when-saturday = Saturday
when-sunday = Sunday

# The same inside a sentence.
when-on-today = Today
when-on-tomorrow = Tomorrow
when-on-monday = Monday
when-on-tuesday = Tuesday
when-on-wednesday = Wednesday
when-on-thursday = Thursday
when-on-friday = Friday
when-on-saturday = Saturday
when-on-sunday = Sunday

# On that day of every week.
when-mondays = Mondays
when-tuesdays = Tuesdays
when-wednesdays = Wednesdays
when-thursdays = Thursdays
when-fridays = Fridays
when-saturdays = Saturdays
when-sundays = Sundays

# As a month stands after the number of a day.
when-january = January
when-february = February
when-march = March
when-april = April
when-may = May
when-june = June
when-july = July
when-august = August
when-september = September
when-october = October
when-november = November
when-december = December
