### for: everyone
### Days and times.

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
