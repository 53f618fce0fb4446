### for: staff
### What was promised and what was kept.

reports-title = Promised and kept
reports-none = No session of yours was over in this time.
reports-all = { $count ->
    [one] The one session took place.
   *[other] All { $count } sessions took place.
}
reports-some = { $took } of { $promised } sessions took place. { $lost ->
    [one] One was lost.
   *[other] { $lost } were lost.
}
reports-from-to = { $from } to { $to }
reports-span = How far back
reports-weeks-4 = 4 weeks
reports-weeks-13 = 13 weeks
reports-weeks-52 = A year
reports-cut = There is more than can be counted at once: the last days are missing. Please choose a shorter time.
reports-groups = Group by group
reports-group = Group
reports-promised = Promised
reports-took-place = Took place
reports-with-fewer = Of these, with fewer people than planned
reports-lost = Lost
reports-why = Why each was lost
reports-none-lost = None was lost.
reports-nobody = Nobody was down to hold it, and it was not called off.
reports-notice-days = { $count ->
    [one] Called off the day before.
   *[other] Called off { $count } days before.
}
reports-notice-hours = { $count ->
    [one] Called off one hour before.
   *[other] Called off { $count } hours before.
}
reports-notice-late = Called off less than an hour before.
reports-how = How this is counted
reports-how-promised = Promised: it stood in the calendar, and its day is over.
reports-how-took-place = Took place: it was not called off, and somebody held a seat on it.
reports-how-break = A week off or a new time that was said two weeks before is not counted: nobody relied on that day.
reports-how-not = Who came is not counted here. Time that two people spend together is nobody else’s business, and is not in it.
staff-more-reports = Promised and kept
staff-more-reports-note = Which sessions took place, and why the others did not.
