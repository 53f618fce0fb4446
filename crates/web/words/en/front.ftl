### for: everyone
### The front door.

front-heading = Come in. You don’t have to explain.
front-lead = Groups and calls with people who have been through hard times too. It is free. You do not need a doctor to send you.
front-find = Find a group
front-talk = Talk to one person first
front-lamp = The lamp is lit at { $place }
front-lamp-come = Just turn up, or stay ten minutes.
front-lamp-door = How to find the door
front-next = Next you could come to
front-all = See all groups
front-none = Nothing is planned just now
front-none-what = New dates show here first. You can still talk to one of us.
front-not-open = We are not open yet
front-not-open-what = We open when two people are named to look after safety. The lines below can help today.
front-what = What happens when you come
front-door = Someone is at the door
front-door-what = They show you where to sit, or stay with you outside for a bit.
front-listen = You can just listen
front-listen-what = Nobody has to speak. You can step out at any time.
front-ask = We ask, you choose
front-ask-what = We ask if you would like us to ring after. If you say no, nothing changes.
front-promise = What we promise
front-promise-kept = What we promise, and if we keep it
front-not-counted = We will count how we do, and say it here.
front-counted = { $over }, counted by us.
front-on = If we say a group is on, it is on.
front-on-what = If we have to call it off, we say so here with the reason.
front-stays = What you say stays with the group.
front-stays-what = We only tell someone else if a life may be at risk. We try to tell you first.

will-called-off = Called off.
will-moved = Not as usual.
will-not-known = It may be a holiday. We don’t know yet if it is on.
