### for: everyone
### Finding a group: what can be chosen, what was chosen, and what is nearest to nothing.

find-choose = Wybierz, co ci pasuje
find-near = Jak daleko od ciebie?
find-near-hint = Kod pocztowy albo nazwa miejsca. Nie zapisujemy tego.
find-near-no-postcode = Nie znamy tego kodu. Znamy tylko kody ze Szkocji. Możesz wpisać jego pierwszą połowę, na przykład EH6.
find-near-no-name = Nie znamy miejsca o takiej nazwie. Spróbuj wpisać kod pocztowy.
find-near-several = Kilka naszych miejsc o tej nazwie leży daleko od siebie. Spróbuj wpisać kod pocztowy.
find-within = Nie dalej niż
find-within-any = Dowolna odległość
find-within-miles = { $count ->
    [one] { $count } mila
    [few] { $count } mile
   *[many] { $count } mil
}
find-words = Własnymi słowami
find-words-hint = Szukamy w tym, co grupy piszą po angielsku. Na przykład „grief” (żałoba).
find-ways = Jak chcesz się spotykać?
find-way-room = W sali
find-way-online = Przez internet
find-way-phone = Przez telefon
find-way-both = W sali albo przez internet
find-days = W które dni?
find-parts = O jakiej porze dnia?
find-part-morning = Rano
find-part-afternoon = Po południu
find-part-evening = Wieczorem
find-needs = Pomoże mi, jeśli
find-need-step-free = nie ma schodów
find-need-toilets = jest toaleta, z której mogę korzystać
find-need-loop = jest pętla słuchowa
find-need-noise = jest cicho
find-need-light = jest dobre światło
find-need-privacy = nikt obcy nie słyszy
find-need-bus = blisko staje autobus
find-need-parking = mogę zaparkować
find-kinds = Jaka grupa?
find-kind-open = Dołączasz, kiedy chcesz
find-kind-drop-in = Po prostu przychodzisz
find-kind-closed = Za każdym razem te same osoby
find-kind-rolling = Dołączasz, gdy zwolni się miejsce
find-kind-activity = Robimy coś razem
find-kind-chat = Piszesz z innymi
find-kind-course = Kurs
find-show = Pokaż takie

find-chosen = Twój wybór
find-chosen-near = Blisko: { $place }
find-chosen-within = { $count ->
    [one] Najwyżej { $count } mila
    [few] Najwyżej { $count } mile
   *[many] Najwyżej { $count } mil
}
find-chosen-words = „{ $words }”
find-take-away = , usuń to
find-clear = Usuń wszystko
find-as = Pokaż jako
find-as-list = Lista
find-as-week = Tydzień

find-lead = W ciągu najbliższych dwóch tygodni.
find-lead-from = Przez dwa tygodnie, zaczynając { $day }.
find-lead-week = Przez siedem dni, zaczynając { $day }.
find-lead-nearest = Każdego dnia najpierw to, co najbliżej. Mile liczymy w linii prostej, a droga jest dłuższa.
find-lead-listen = Na każdym spotkaniu możesz tylko słuchać.

find-far-quarter = Bliżej niż ćwierć mili
find-far-tenths = Około { $miles } mili
find-far-miles = Około { $miles } mil
find-far-one = Około 1 mili
find-far-from = stąd: { $place }
find-far-middle = od środka miejsca: { $place }
find-far-anywhere = Gdziekolwiek jesteś
find-no-steps = Bez schodów
find-just-turn-up = Po prostu przyjdź
find-lit = Lampa się świeci

find-none = Nic nie pasuje do wszystkiego naraz
find-none-what = Żadna grupa nie pasuje teraz do całego twojego wyboru.
find-none-met = W tych dniach nic nie pasuje do tego:
find-none-instead = Co jest blisko tego
find-none-later = Najbliższe, które pasuje, jest { $day }
find-none-clear = Zobacz wszystkie grupy
find-without-words = { $count ->
    [one] { $count } bez twoich słów
   *[many] { $count } bez twoich słów
}
find-without-days = { $count ->
    [one] { $count } w inne dni
   *[many] { $count } w inne dni
}
find-without-parts = { $count ->
    [one] { $count } o innej porze dnia
   *[many] { $count } o innej porze dnia
}
find-without-within = { $count ->
    [one] { $count } dalej od ciebie
   *[many] { $count } dalej od ciebie
}
find-without-ways = { $count ->
    [one] { $count } w inny sposób
   *[many] { $count } w inny sposób
}
find-without-needs = { $count ->
    [one] { $count } tam, gdzie nie wiemy o wszystkim, czego potrzebujesz
   *[many] { $count } tam, gdzie nie wiemy o wszystkim, czego potrzebujesz
}
find-without-kinds = { $count ->
    [one] { $count } innego rodzaju
   *[many] { $count } innego rodzaju
}

find-week-day = Dzień
find-week-cut = W tym tygodniu jest więcej, niż mieści się na jednej stronie.
