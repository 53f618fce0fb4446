### for: everyone
### When can I reach someone?

reach-now = You can reach someone right now
reach-next = One of us is here { $when }
reach-unknown = Nobody is here right now
reach-voice = You can just say “I wanted to hear a voice”.
reach-nobody = The lamp is out
reach-nobody-what = Nobody from here can answer just now. These lines can.
reach-lines = See who you can ring
reach-ways = { $count ->
    [1] One way, today
    [2] Two ways, today
    [3] Three ways, today
    [4] Four ways, today
    [5] Five ways, today
    [6] Six ways, today
    [7] Seven ways, today
    [8] Eight ways, today
    [9] Nine ways, today
    [10] Ten ways, today
   *[other] { $count } ways, today
}
reach-strip = Each line is 6am to midnight. The upright mark is now
reach-none = No hours are set yet
reach-none-what = When we know who is here and when, it shows here.
reach-session = The next group you could come to
reach-week = The next days
reach-day = Day
reach-nothing = Nothing
reach-shut = When we are shut
reach-shut-what = Nobody here reads messages at night. Yours waits, safe. Someone reads it when we open.
reach-cannot-wait = Can’t wait?
reach-broken = If we are not there when we said
reach-broken-what = The lamp on this page goes out, and we say why.
