### for: everyone
### What is printed of a group: a poster and cards.

prints-h = To print
prints-how = To print, press Ctrl and P, or find Print in your browser.
prints-poster = A poster
prints-poster-large = A poster in large type
prints-cards = Cards to cut out
prints-sheet = This page on one sheet
prints-sheet-large = This page in large type
prints-group = The group’s page
prints-usual = A poster in the usual type
prints-poster-over = Poster, A4, one page
prints-poster-over-large = Poster in large type, A4, one page
prints-poster-title = A poster for { $group }
prints-cards-over = Eight cards on one page, A4
prints-cards-title = Cards for { $group }
prints-no-address = There is no code and no web address on this, so that nobody is sent to a wrong page. Whoever runs this site has not told it its own address yet. When they have, print this again.
prints-no-code = The web address is too long for a code. It stands here in words.
prints-come-in = Come in. You don’t have to explain.
prints-join = Join us. You don’t have to explain.
prints-scan = See if it is on
prints-scan-how = Point your phone here.
prints-scan-none = Look here before you come.
prints-or-ring = Or ring
prints-ring = Ring
prints-for = For:
