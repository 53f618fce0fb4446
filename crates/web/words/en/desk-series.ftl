### for: staff
### Rules of series in words, and what is wrong with one.

rule-first = first { $day }
rule-second = second { $day }
rule-third = third { $day }
rule-fourth = fourth { $day }
rule-fifth = fifth { $day }
rule-last = last { $day }
rule-other-nth = one { $day }
rule-weekly = Every { $days }
rule-fortnightly = Every two weeks, { $days }
rule-weeks = Every { $count } weeks, { $days }
rule-monthly = Each month: { $which }
rule-months = Every { $count } months: { $which }
rule-month-days = Each month on day { $days }
rule-days = { $count ->
    [one] Every day
   *[other] Every { $count } days
}
rule-yearly = Once a year
rule-with-hours = { $rule }, { $hours }
rule-from = { $rule }, from { $from }
rule-from-to = { $rule }, from { $from } to { $to }
rule-closed-days = Off on closed days
series-none = None
series-week = Every week
series-fortnight = Every two weeks
series-month-1 = First of the month
series-month-2 = Second of the month
series-month-3 = Third of the month
series-month-4 = Fourth of the month
series-month-last = Last of the month
series-other-ways = Its place or its way in is another one, so that has to be said yes to again.
series-say-days = Choose at least one day of the week.
series-say-rhythm = Choose how often it meets.
series-say-time = We could not read this time. Write it as 18:30.
series-say-end = It has to end after it starts, on the same day.
series-say-date = We could not read this date. Write day, month and year.
series-say-mode = Choose how people come.
series-say-seats = Choose a number from 1 to { $most }.
series-not-its-day = That is not one of its days. The next one is { $next }.
series-past = That day is past. Choose today or later.
series-over = This rule ends on { $last }. Change the one that comes after it.
series-goes-on = From a later day on, this rule was changed already. Change the part that comes after it first.
series-no-meeting = This rule has no meeting that we can plan.
series-begun = One of its sessions has begun. Try again in a moment.
series-seats-stay = How many facilitators there are, and what each of them needs, stays as it is.
series-told = People whose sessions move or are called off are told. Whoever can’t be there then does not keep the seat.
series-counted = This rule ends after a number of sessions. They are counted anew from the day of the change.
done-series-made = It meets now. The sessions are in the rota.
done-series-changed = It is changed, and everybody on it is told.
