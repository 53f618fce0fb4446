### for: everyone
### Days and times. The clock counts to 24, so there is no noon and no midnight in it.

number-point = ,

when-clock = 24
when-span = { $from }–{ $to }
when-today = Dzisiaj
when-tomorrow = Jutro
when-yesterday = Wczoraj
when-monday = Poniedziałek
when-tuesday = Wtorek
when-wednesday = Środa
when-thursday = Czwartek
when-friday = Piątek
when-saturday = Sobota
when-sunday = Niedziela

when-on-today = dzisiaj
when-on-tomorrow = jutro
when-on-monday = w poniedziałek
when-on-tuesday = we wtorek
when-on-wednesday = w środę
when-on-thursday = w czwartek
when-on-friday = w piątek
when-on-saturday = w sobotę
when-on-sunday = w niedzielę

when-mondays = W poniedziałki
when-tuesdays = We wtorki
when-wednesdays = W środy
when-thursdays = W czwartki
when-fridays = W piątki
when-saturdays = W soboty
when-sundays = W niedziele

when-january = stycznia
when-february = lutego
when-march = marca
when-april = kwietnia
when-may = maja
when-june = czerwca
when-july = lipca
when-august = sierpnia
when-september = września
when-october = października
when-november = listopada
when-december = grudnia
