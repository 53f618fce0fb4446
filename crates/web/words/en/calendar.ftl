### for: everyone
### One's own sessions in the calendar of one's own phone.

calendar-heading = Your sessions in your own calendar
calendar-lead = Your phone can show when you have a session. It shows the time, and one word that you choose. It never says which group, where, or who.
calendar-made = Your link is made
calendar-made-once = We show it once. If you lose it, end it here and make a new one.
calendar-add = Add it to this phone or computer
calendar-address = Or copy the link
calendar-address-hint = In your calendar, look for “Subscribe” or “From URL”, and paste it there.
calendar-square = Point a phone at a square
calendar-links = Links that work now
calendar-end = End this link
calendar-new = Make a link
calendar-another = Make another link
calendar-word = What your calendar shows
calendar-word-hint = Other people may see your screen. A plain word is best: “Busy”, “Appointment”.
calendar-word-first = Busy
calendar-make = Make my private link
calendar-most = You can have { $count } links.
calendar-enough = You have as many links as one person can have. End one first.
calendar-sees = What to know
calendar-sees-when = Your calendar looks for changes about once an hour. A session that is called off is struck through.
calendar-sees-gone = A session you hand back goes away. One that you say yes to comes in.
calendar-sees-lost = Whoever has the link sees your times and your word, and nothing else. If it is in the wrong hands, end it here.
calendar-new-line = Made: { $made }. Not read yet.
calendar-read-line = Made: { $made }. Last read: { $read }.
calendar-no-word = Please say what your calendar shows.
calendar-long-word = That is too long. Please use 40 letters or fewer.
calendar-tells = That would tell others which group it is. Please choose a plain word.
calendar-account = Your phone’s own calendar can show when you have a session.
calendar-account-link = Put your sessions in your own calendar
done-calendar-ended = That link is ended. Nothing can be read by it now.
