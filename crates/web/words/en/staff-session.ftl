### for: staff
### One session: readiness, seats, place, way in, moving it and calling it off.

staff-save = Save

staff-session-group = The group from the inside
staff-session-ready = { $count ->
    [0] Ready. It will run
    [one] Nearly ready. One thing left
   *[other] Not ready yet. { $count } things left
}
staff-session-was-ready = { $count ->
    [0] It had all that it needed
    [one] One thing was missing
   *[other] { $count } things were missing
}
staff-session-left = { $count ->
    [0] All ready
   *[other] { $count } left
}
staff-session-people = People
staff-session-place = Place
staff-session-technology = Link and phone
staff-session-met = Done:
staff-session-excused = Let be this once:
staff-session-to-do = To do:
staff-session-seats = Who holds it
staff-session-hand-back = I can’t make it. Hand this seat back
staff-session-hand-back-note = That is fine. Bothy asks the people who know this group, at once.
staff-session-asked = Asked so far
staff-session-could = { $count ->
    [one] One person knows this group, and could
   *[other] { $count } people know this group, and could
}
staff-session-could-new = { $count ->
    [one] One person is new to this group, and could
   *[other] { $count } people are new to this group, and could
}
staff-session-cannot = { $count ->
    [one] One person can’t, and why
   *[other] { $count } people can’t, and why
}
staff-session-ask = Ask the people who know this group
staff-session-ask-new = { $count ->
    [one] Ask one person who is new to this group, too
   *[other] Ask { $count } people who are new to this group, too
}
staff-session-ask-new-why = Nobody else who knows this group is left to ask.
could-load = { $held } of { $limit } this week
could-load-free = { $held } this week
staff-session-ask-note = Each of them is asked at once. The first yes has the seat.
staff-session-nobody-could = Nobody could hold it as things stand. The reasons are below.
staff-session-give-by-hand = Give it to one person
staff-session-give-to = Who has said yes to you?
staff-session-give = Give them the seat
staff-session-change-holder = Take the seat back
staff-session-pass-on = Give it to somebody else, or swap
staff-session-take-back = Take it back and look for someone else
staff-session-fewer = Are fewer people enough this once?
staff-session-reason = Why it is safe with fewer
staff-session-reason-hint = Your name and your words are kept with the session. A session with nobody never runs.
staff-session-let-fewer = Let it run with fewer
staff-session-change = Move it or call it off
staff-session-move = Move it to another day or time
staff-session-new-day = New day
staff-session-start = Starts at
staff-session-end = Ends at
staff-session-time-hint = For example 18:30
staff-session-move-note = Only this one moves. The place and the people are asked again.
staff-session-move-do = Move it
staff-session-call-off = Call it off
staff-session-why = Why is it off?
staff-session-call-off-do = Call this session off
session-done-h = What can be done now
session-on = It has begun. Its time and its seats stay as they are. How people come in, the place and who opens can still be changed.
session-on-holder = It has begun. Its time and its seats stay as they are.
session-over = It is over. It is not moved or called off any more, its seats stay as they were, and what happened to it stands here.
session-done-next = The group, and its next sessions
session-done-worry = Something worried you? Tell us
staff-session-off = This one is called off
staff-session-run = Run it after all
staff-session-aside = Place, way in and what happened
staff-session-confirm = The place has said yes
staff-session-opener = Who opens
staff-session-opener-do = Save who opens
staff-session-way-in = How people come in from afar
staff-session-no-way-in = There is no link and no number yet.
staff-session-tried = I tried it, it works
staff-session-change-way = Change the link or the number
staff-session-link = Link
staff-session-link-hint = Any address that people can open. It is not shown to the public.
staff-session-phone = Phone number to join by
staff-session-history = What happened
staff-session-wait = Who lets people in
staff-session-lock = When it locks
staff-session-meeting-id = Meeting number
staff-session-meeting-id-hint = If the link asks for one. Leave it empty if not.
staff-session-passcode = Passcode

### What is different this once, and what happened
session-held = Judged by what was asked for when it began (version { $number }, { $when }). Of every supporter: { $asked }. { $minimum ->
    [1] At least one facilitator.
   *[other] At least { $minimum } facilitators.
}
session-moved-from = Moved this once from { $day }.
session-other-time = This once at { $time }. The series says { $usual }.
session-other-place = This once not where the series meets.
session-other-mode = This once: { $mode }.
past-by = { $name }: { $what }
past-place-confirmed = The place said yes.
past-place-not-confirmed = The place has not said yes after all.
past-opener-named = Who opens was changed.
past-way-in-changed = The way in was changed.
past-place-changed = Another place.
past-way-in-tried = The way in was tried.
past-minimum-overridden = Fewer people are enough this once.
past-minimum-counts-again = Fewer people are not enough any more.
past-session-moved = Moved to another day or time.
past-session-called-off = Called off.
past-session-runs-after-all = It runs after all.
past-seat-handed-back = Handed back: { $role }.
past-seat-asked = People were asked: { $role }.
past-seat-given = Filled by hand: { $role }.
past-seat-taken-back = Taken back: { $role }.
past-seat-passed-on = Passed on to somebody else: { $role }.
past-seat-swapped = Swapped: { $role }.
past-seat-put-back = Put back as it was: { $role }.
past-seat-taken = Said yes.
past-seat-declined = Can’t this time.
