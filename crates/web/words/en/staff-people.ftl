### for: staff
### Those who help: what each has shown, what is missing, what runs out.

people-over = People who help
people-count = { $count ->
    [0] Nobody helps here yet
    [one] One person helps
   *[other] { $count } people help
}
people-looks = { $count ->
    [0] All is in order
    [one] One needs a look
   *[other] { $count } need a look
}
people-title = { $people }. { $looks }
people-soonest = Look at these first
people-of-those = { $count ->
    [0] Nobody
    [one] One person
   *[other] { $count } people
}
people-filter = What to show
people-show-all = Everybody ({ $count })
people-show-any = Needs a look ({ $count })
people-show-check = Checks ({ $count })
people-show-training = Training ({ $count })
people-show-references = References ({ $count })
people-show-supervision = Supervision ({ $count })
people-find = Name
people-find-go = Find
people-find-clear = Show everybody again
people-none = Nobody fits. Try part of a name.
people-none-yet = Nobody helps here yet. An administrator invites people under Settings.
people-who = Who
people-hats = Hats
people-week = This week
people-week-of = { $held } of { $limit }
people-week-enough = { $held } of { $limit }. Enough
people-week-free = { $count ->
    [0] None
    [one] One session
   *[other] { $count } sessions
}
people-shown = Checks and training
people-next = Next seat
people-next-none = None
people-nothing-asked = Nothing is asked
people-all-good = All good
people-more = and { $count } more

thing-check = { $name } check
thing-training = Training: { $name }
thing-references = References
thing-supervision = Supervision
stands-missing = { $thing }: missing
stands-ran-out = { $thing } ran out on { $day }
stands-runs-out = { $thing } runs out on { $day }
clock-missing = Missing
clock-ran-out = Ran out
clock-today = Runs out today
clock-days = { $count ->
    [one] 1 day left
   *[other] { $count } days left
}
clock-good = Good
clock-not-held = Not held
clock-on = on { $day }
clock-by = by { $day }
clock-to = to { $day }

person-since = { $name }. { $hats }, since { $day }
person-left = { $name }. No longer helps here
person-title = { $count ->
    [0] All that is asked is there
    [one] One thing needs a look
   *[other] { $count } things need a look
}
person-title-nothing = Nothing is asked of { $name }
person-what = What is asked, and what is there
person-nothing = Nothing has been written down yet.
person-detail-seen = Seen on { $day }.
person-detail-done = Done on { $day }.
person-detail-by = Written down by { $name }.
person-detail-not-needed = Some sessions ask for it.
person-detail-references = { $count ->
    [0] Two references are wanted, none is there.
    [one] Two references are wanted, one is there: { $names }.
   *[other] { $names }.
}
person-detail-reference = { $name }, { $day }
person-detail-supervision = { $weeks ->
    [one] Last on { $day }. It holds one week.
   *[other] Last on { $day }. It holds { $weeks } weeks.
}
person-detail-no-supervision = None is written down yet.
person-add = Write something down
person-add-note = Only that you saw it, and when. Never the paper itself, and nothing of what was said.
person-add-check = A check
person-add-training = A training step
person-add-reference = A reference
person-add-supervision = Supervision
person-own = Somebody else writes down what you have shown. Nobody vouches for themselves.
person-kind = Kind of check
person-step = Which step
person-another = Another kind
person-another-name = If it is another, what is it called?
person-kind-hint = For example PVG
person-step-hint = For example facilitator
person-seen-on = Day you saw it
person-done-on = Day it was done
person-until = Last day it holds
person-until-hint = Leave it empty if it does not run out.
person-referee = Who gave the reference
person-referee-hint = A name. Two references come from two people.
person-taken-on = Day it was taken up
person-held-on = Day it was held
person-write = Write it down
person-history = { $count ->
    [one] All that is written down: one line
   *[other] All that is written down: { $count } lines
}
person-history-line = { $what }, { $day }
person-history-until = { $what }, { $day } to { $until }
person-history-noted = Written down by { $name }, { $moment }
person-history-noted-at = Written down { $moment }
person-take-off = Take it off, it was a slip
person-hats = Hats
person-hat-all = In the whole organisation
person-hat-from = since { $day }
person-hat-span = { $from } to { $until }
person-limit = Their own limit
person-limit-none = No limit is set.
person-limit-week = { $count ->
    [one] One session a week is enough.
   *[other] { $count } sessions a week are enough.
}
person-seats = Next seats
person-more-seats = { $count ->
    [one] And one more, on { $day }.
   *[other] And { $count } more until { $day }.
}
person-no-seats = No seat in the next eight weeks.
person-supervision-private = Supervision
person-supervision-note = What is said there stays there. Only the day is written down.
person-say-name = Say what it is called.
person-say-long = That is longer than we can keep. Could you shorten it?
person-say-date = Write a day, a month and a year.
person-say-later = That day is still to come. Write it down once it is done.
person-say-long-ago = That is too long ago. Could you check the year?
person-say-ends = It ends before it begins. Could you check the two days?
person-say-referee = There is a reference of theirs already. A second one comes from somebody else.
person-say-there = That is written down already.

settings-asks = What we ask of every supporter
settings-asks-note = Whoever lacks it is given no seat. A check and a training step are asked for by each series.
settings-asks-what = Ask for
settings-asks-references = Two references, of two people
settings-asks-supervision = Supervision
settings-asks-weeks = One time of supervision holds, in weeks
settings-asks-weeks-hint = From 1 to 52. We suggest 8.
settings-asks-reason = Why you change it
settings-asks-reason-hint = You may leave this empty. Whoever reads the audit reads it, too.
settings-asks-long = That is longer than we can take. Could you make it shorter?
settings-versions = What we asked for, and from when
settings-versions-note = A session is judged by what was asked for when it began. What you change counts for those to come.
settings-versions-none = Nothing was changed yet.
settings-version-since = { $when }: version { $number }
settings-version-as-it-stood = As it stood: { $now }
settings-version-of-all = Of every supporter: { $now }
settings-version-before = Before: { $before }
settings-version-why = Why: { $why }
settings-version-minimum = { $group }, facilitators at least: { $now }
settings-asks-save = Save what we ask
settings-asks-said = Supervision, every { $weeks } weeks
settings-asks-nothing = Neither references nor supervision
settings-asks-number = Write a number of weeks from 1 to 52.

done-recorded = It is written down.
done-record-off = It is taken off. That it stood there is kept in the record of what was done.
done-asks = It is saved. Everybody and every coming session is looked at again.
