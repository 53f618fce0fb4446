### for: everyone
### What is said of sessions, hours and lines, made from what is really there.

said-on = Spotkanie będzie.
said-there-one = { $name } już tam jest.
said-there-two = { $first } i { $second } już tam są.
said-lit = Lampa się świeci. { $who }
said-people = Szukamy jeszcze jednej osoby do prowadzenia.
said-place = Czekamy jeszcze na odpowiedź w sprawie sali.
said-technology = Musimy jeszcze sprawdzić połączenie.
said-off = Spotkania nie będzie.
said-off-people = Zabrakło nam osób do prowadzenia.
said-off-place = To miejsce jest zamknięte.
said-off-weather = Pogoda jest zbyt zła.
said-off-week = W tym tygodniu mamy przerwę.
said-off-rule = Grupa spotyka się teraz w innych terminach.
said-off-other = Przepraszamy.
said-moved = Tym razem nie o zwykłej porze albo nie w zwykłym miejscu.
said-tonight = Dziś wieczorem
said-to = do { $time }
said-in-person = W sali
said-online = Przez internet
said-phone = Przez telefon
said-hybrid = W sali albo przez internet
said-weekly = { $days }, { $hours }
said-once = { $day }, { $hours }
said-cafe-until = { $name } do { $time }.
said-always = Dzień i noc
said-open-until = Czynne do { $time }
said-open-from = Czynne { $day } od { $time }
said-hours-unknown = Nie znamy godzin
said-ring = Zadzwoń
said-today-at = dzisiaj o { $time }
said-tomorrow-at = jutro o { $time }
said-next-at = { $day } o { $time }
said-day-at = { $day } o { $time }
said-way-ring = Zadzwoń do nas
said-way-come-in = Przyjdź
said-way-online = Pisz z innymi
said-way-write = Napisz do nas
said-column-ring = Telefon
said-column-come-in = Na miejscu
said-column-online = Internet
said-column-write = Pisanie
said-until = Czynne do { $time }.
said-until-day = Czynne do { $time } { $day }.
said-always-open = Czynne dzień i noc.
said-shut = Teraz nieczynne.
said-next = Następnym razem: { $when }.
said-checked = Sprawdzone { $day }
said-unchecked = Nikt jeszcze tego nie sprawdził
said-by-today = { $time } dzisiaj
said-by-day = { $time } { $day }
said-hours-left = { $count ->
    [one] { $count } godz.
    [few] { $count } godz.
   *[many] { $count } godz.
}
said-at-most = najwyżej
said-sent = Wysłane o { $when }
said-told = Mamy twoje zmartwienie
said-told-what = Czego dotyczy: { $about }.
said-read = { $name } czyta to najpóźniej wtedy
said-read-what = Jeśli nie, od razu dowie się o tym { $second }.
said-has = { $name } już to ma
said-has-what = Ta osoba teraz się tym zajmuje.

refused-too-large = To więcej, niż możemy przyjąć. Wróć i wyślij mniej naraz.
refused-too-long = To dłuższe, niż możemy przyjąć. Spróbuj napisać krócej.

demo-try-coordinator = Zobacz, co dziś kogoś potrzebuje, i weź to na siebie.
demo-try-supporter = Zobacz swoje spotkania i oddaj jedno z nich.
demo-try-safeguarding = Zobacz, jak przychodzi zmartwienie.
demo-try-administrator = Obejrzyj, co jest ustawione.
demo-try-other = Rozejrzyj się.

done-clock = Zegar jest przesunięty.
