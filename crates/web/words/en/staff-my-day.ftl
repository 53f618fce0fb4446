### for: staff
### A supporter's own day.

staff-my-day-asked = { $count ->
    [one] One question for you
   *[other] { $count } questions for you
}
staff-my-day-next = { $group } is next
staff-my-day-none = Nothing is waiting for you
staff-my-day-can-you = Can you hold { $group }?
staff-my-day-yes = Yes, I can
staff-my-day-no = No, not this time
staff-my-day-no-changes = If you say no, nothing changes for you. Someone else is asked too.
staff-my-day-duties = Yours to do
staff-my-day-sessions = Your next sessions
staff-my-day-hand-back = I can’t make it
staff-my-day-empty = You hold no session in the weeks ahead. When a seat would suit you, we ask here.
