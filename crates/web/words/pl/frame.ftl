### for: everyone
### What stands around every page, and the parts of forms.

frame-title = Bothy
skip-link = Przejdź do głównej części

language-name = Polski
language-label = Język
language-keep = Zapamiętać język?

nav-label = Menu główne
nav-groups = Grupy
nav-reach = Kontakt
nav-concern = Coś cię martwi?
nav-sign-in = Zaloguj się

leave = Wyjdź
leave-what = z tej strony
help-now = Pomoc teraz
help-now-danger = Zagrożenie teraz
help-now-say = Jeśli czujesz, że możesz nie zadbać o swoje bezpieczeństwo, zadzwoń pod numer { $number }. Nikomu nie zabierasz czasu.
help-now-say-none = Jeśli czujesz, że możesz nie zadbać o swoje bezpieczeństwo, poproś kogoś obok, żeby wezwał pomoc.
help-now-more = Zobacz wszystkie numery i co się dzieje, gdy dzwonisz
help-now-checked = Numery sprawdzone { $day }

foot-who = { $organisation }. Ludzie, którzy przez to przeszli, obok ludzi, którzy przez to przechodzą.
foot-privacy = Co robimy z tym, co nam mówisz
foot-accessibility = Jak ułatwić sobie korzystanie ze strony

form-error-prefix = Błąd:
form-problem = Zajrzyj jeszcze raz do tych miejsc
form-day = Dzień
form-month = Miesiąc
form-year = Rok

pages-label = Strony
pages-previous = Poprzednia
pages-next = Następna
pages-page = strona

banner-done = Gotowe
banner-note = Warto wiedzieć
