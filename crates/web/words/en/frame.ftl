### for: everyone
### What stands around every page, and the parts of forms.

frame-title = Bothy
skip-link = Skip to the main part

# The name of this language in itself.
language-name = English
language-label = Language
language-keep = Remember language?

nav-label = Main
nav-groups = Groups
nav-reach = Reach us
nav-concern = Tell us a worry
nav-sign-in = Sign in

tab-today = Today
tab-my-day = My day
tab-rota = Rota
tab-groups = Groups
tab-people = People
tab-places = Places
tab-concerns = Concerns
tab-more = More

leave = Leave
leave-what = this page
help-now = Help now
# What the number for danger now is called in other languages; in English the organisation names it.
help-now-danger = Danger now
help-now-say = If you may not be able to keep yourself safe, ring { $number }. You will not be wasting anyone’s time.
help-now-say-none = If you may not be able to keep yourself safe, ask someone near you to ring for help.
help-now-more = See every line, and what happens when you ring
help-now-checked = Numbers checked { $day }

foot-who = { $organisation }. People who have been there, alongside people who are there.
foot-privacy = What we do with what you say
foot-accessibility = Make this easier to use
foot-on-call = On call today:
foot-sign-out = Sign out
foot-danger = In danger now:

form-error-prefix = Error:
form-problem = Something needs another look
form-day = Day
form-month = Month
form-year = Year

pages-label = Pages
pages-previous = Previous
pages-next = Next
pages-page = page

banner-done = Done
banner-note = Good to know
