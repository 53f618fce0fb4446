### for: everyone
### Short pages: privacy, ease of use, the closed page, what went wrong.

privacy-lead = The short version, in plain words.
privacy-looking = When you look around
privacy-looking-what = You need no name to look. If you type a postcode to find a group, we do not keep it. Nothing on these pages comes from anyone else, so nobody else learns that you were here.
privacy-worry = When you tell us a worry
privacy-worry-what = Two named people can read it. You do not have to say who you are. We keep it for as long as it takes to put things right, and we write down who looked.
privacy-worry-limit = If a life may be at risk we may need to tell someone. We try to tell you first.
privacy-work = When you help here
privacy-work-what = We keep your name, what you do here, and when your checks run out. What you change is written down with the time.
privacy-leaving = When you leave
privacy-leaving-what = “Leave” signs you out and shows a plain page. It does not clear the list of pages in your browser.
privacy-cookies = Cookies: what your browser keeps for us
privacy-cookies-what = We set none while you look around. When you sign in, two keep you signed in and know this device again. When you tell us a worry, one keeps its name for ten minutes. When you say yes, one keeps your language for a year, and nothing else about you.
privacy-cookies-language = See your language, or take it back
privacy-ask = To ask, change or remove something
privacy-ask-nobody = We have not yet named who answers. Ask anyone who helps here.

access-lead = These pages should work for you. If they don’t, that is ours to put right.
access-can = What you can do
access-keyboard = Use everything with a keyboard, or by voice.
access-text = Make the text twice as large, or set your own spacing.
access-dark = Choose light or dark on your phone or computer. We follow it.
access-script = Turn scripts off. Every form still works.
access-print = Print a group’s page on one sheet.
access-not = What is not good enough yet
access-not-people = We have tried these pages with tools. We have not yet tried them with people who use a screen reader.
access-not-languages = Pages for everyone are in English and Polish. No one who grew up with Polish has read them yet. What groups say of themselves is in English. So is all that is behind a sign-in.
access-tell = Tell us what gets in your way
access-tell-nobody = We have not yet named who answers. Ask anyone who helps here.

language-ask = Shall we remember English on this phone or computer?
language-remembered = We remember English on this phone or computer
language-what = If you say yes, your browser keeps one word for us for a year: your language. If you press “Leave”, it is gone too.
language-now = What is kept now:
language-yes = Yes, remember it
language-no = No, thank you
language-back = Go back
language-forget = Forget it
done-language-kept = We will remember your language here.
done-language-forgotten = Your language is not kept here any more.

left-title = Closed
left-heading = This page is closed
left-what = You can shut this window now.

trouble-not-found = There is no page here
trouble-not-found-what = It may have moved, or you may need to sign in first.
trouble-home = To the front door
trouble-sent = You already sent this
trouble-sent-what = We have the first one. Nothing was done twice.
trouble-sent-change = We have the first one. Nothing was done twice. You can change it there.
trouble-sent-look = See what we have
trouble-changed = Someone changed this while you were writing
trouble-changed-what = Nothing of yours is lost. Have a look, then try again.
trouble-changed-look = See how it is now
trouble-kept = What you wrote
trouble-form = We could not read that form
trouble-form-what = Nothing was changed. Please go back and try once more.
trouble-away = We can’t get to our records just now
trouble-away-what = We are sorry. Please try again in a few minutes. The lines below can help now.
trouble-ours = Something broke on our side
trouble-ours-what = We are sorry. Nothing you did caused it. Please try again in a few minutes.

demo-heading = Try Bothy
demo-lead = All people here are made up. Change what you like.
demo-who = Be one of these
demo-be = Be { $name }
demo-clock = It is { $now } here
demo-clock-what = You can move this clock forward. Promises run out as they would.
demo-hour = One hour on
demo-day = One day on
demo-week = One week on
demo-try = Things to try
demo-try-1 = Be Joan and hand back a seat. Then be Aileen, and see what Today says.
demo-try-2 = With no sign-in at all:
demo-try-3 = See what would have been sent:
demo-try-4 = There is a second organisation, with nothing in common:
demo-outbox = The outbox
trouble-guessed = We can’t look that up just now
trouble-guessed-what = Many wrong words were tried, so we wait a minute or two. Nothing you told us is lost: it stands with the two who read it.
trouble-guessed-now = If it cannot wait, ring one of the lines below. You can also write to us again.
trouble-guessed-again = Write to us again
