### for: staff
### A register of one session on paper, and the week pack.

register-title = Paper register
register-back = The session
register-lead = No names are printed into it. It holds what you write with a pen.
register-open = Print a paper register
register-over = Register of one session
register-who = Who holds it
register-nobody = Nobody yet:
register-opens = Opens the door
register-call = People can ring in on { $number }
register-called-off = This session is called off: { $why }
register-people = Who came
register-people-how = First names only, or a stroke for each person. Nobody has to give a name.
register-name = First name, or a stroke
register-came = Came at
register-left = Left at
register-count = How many came, all in all:
register-first = Here for the first time:
register-order = What happens
register-order-none = Nobody has written down what happens. Tick what you did.
register-step-hello = Hello, and who we are
register-step-agreed = What the group agreed
register-step-round = A round for everybody
register-step-talk = Talk
register-step-end = How each of us goes home
register-if = What to do if
register-if-danger = A life may be in danger now: ring { $number }. Stay with them until help comes.
register-if-danger-none = A life may be in danger now: ring for an ambulance. Stay with them until help comes.
register-if-worry = You are worried about somebody: tell { $names } today. You need not be sure.
register-if-worry-none = You are worried about somebody: tell your coordinator today. You need not be sure.
register-if-few = Fewer than { $count } of you are there: do not hold it. Tell people kindly when the next one is.
register-if-talk = Somebody wants to talk to someone tonight:
register-readers = { $first } or { $second }
register-keep = This sheet holds names. Keep it with you, hand it to your coordinator, and leave it nowhere.

pack-link = Week pack for a day without power
pack-title = Week pack
pack-over = For a day without power
pack-lead = The rota of one week, the phone list and a register for each session. Each begins on a page of its own.
pack-looked = That you opened this is written down, because names leave Bothy with it.
pack-weeks = Weeks
pack-rota = Rota of the week
pack-phones = Phone list
pack-head = { $organisation }. Week of { $dates }. Printed on { $moment }.
pack-secret = This holds names. Keep it locked away, and destroy it when the week is over.
pack-nothing = Nothing is planned.
pack-no-sessions = Nothing is planned in this week, so there are no registers.
pack-off = Called off: { $why }
pack-lines = Help lines
pack-no-lines = No help line is written down yet.
pack-places = Places
pack-no-places = None of these sessions has a place.
pack-place-opening = Open
pack-place-caretaker = Looks after it
pack-place-keys = Keys
pack-place-unknown = Not written down
pack-own-numbers = Numbers of supporters are not held here. Add by hand those that you were given for this.
pack-more = { $count ->
    [one] One session more is on the rota above without a register. Choose a branch to print its register.
   *[other] { $count } sessions more are on the rota above without a register. Choose a branch to print theirs.
}
