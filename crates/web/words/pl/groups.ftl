### for: everyone
### The list of what is on, and one group.

groups-title = Grupy
groups-heading = { $count ->
    [one] Możesz przyjść na { $count } spotkanie
    [few] Możesz przyjść na { $count } spotkania
   *[many] Możesz przyjść na { $count } spotkań
}
groups-none = Teraz nie ma żadnych grup
groups-none-what = W tej chwili nie ma grupy, którą można pokazać.
groups-none-yet = Nic nie jest jeszcze zaplanowane
groups-none-next = Gdy ustalimy termin, pojawi się tutaj. Nadal możesz porozmawiać z kimś od nas.
groups-fits = Nic ci nie pasuje?
groups-fits-what = Powiedz nam, co by pasowało. Ktoś od nas może to z tobą omówić.
groups-fits-link = Zobacz, kiedy jesteśmy

group-back = Wszystkie grupy
group-short = W skrócie
group-when = Kiedy
group-where = Gdzie
group-anywhere = W domu albo tam, gdzie jesteś.
group-how = Jak
group-for = Dla kogo
group-kind = Kto może przyjść
group-kind-open = Można dołączyć, kiedy się chce.
group-kind-drop-in = Każdy może zajrzeć. Nie musisz wcześniej dawać znać.
group-kind-closed = Te same osoby od początku do końca.
group-kind-rolling = Gdy zwolni się miejsce, dołącza ktoś nowy.
group-kind-activity = Ludzie przychodzą, żeby robić coś razem.
group-kind-chat = Ludzie spotykają się w internecie i piszą.
group-kind-course = Kurs, za każdym razem jedna część.
group-own-weeks = Od { $first } do { $last }
group-own-from = Od { $first }
group-own-until = Do { $last }
group-own-join = Możesz dołączyć do { $day }
group-own-holds = { $count ->
    [one] Najwyżej { $count } osoba
    [few] Najwyżej { $count } osoby
   *[many] Najwyżej { $count } osób
}
group-own-parts = { $count ->
    [one] { $count } część: { $titles }
    [few] { $count } części: { $titles }
   *[many] { $count } części: { $titles }
}
group-door = Drzwi
group-not-open = Ta grupa jeszcze nie działa
group-not-open-what = Zacznie, gdy wyznaczymy dwie osoby, które dbają o bezpieczeństwo. Terminy pojawią się tutaj.
group-order = Co się dzieje, po kolei
group-place = Jak wejść
group-starts = Spacer zaczyna się tutaj:
group-map = { $place } na mapie
group-map-what = Otworzy się inna strona, OpenStreetMap.
group-no-facts = Nikt od nas nie był jeszcze w tym miejscu. Zapytaj nas, zanim przyjdziesz.
group-coming = Następne terminy
group-calendar = Dodaj do swojego kalendarza
group-none = Nie ma jeszcze terminu
group-none-what = Nowe terminy najpierw pojawią się tutaj.
group-questions = O co ludzie pytają
group-know = Warto wiedzieć
group-know-listen = Możesz tylko słuchać.
group-know-leave = W każdej chwili możesz wyjść albo iść do domu.
group-know-stays = To, co tu powiesz, zostaje tutaj. Mówimy komuś innemu tylko wtedy, gdy zagrożone jest czyjeś życie.
group-not-for = To może nie być dla ciebie, jeśli
group-not-now = potrzebujesz pomocy natychmiast.
group-not-now-link = Zobacz, gdzie możesz zadzwonić
group-next = Następny raz
group-ask = Najpierw nas zapytaj
group-lamp = Lampa świeci się, gdy dwie osoby od nas są na miejscu, a sala jest gotowa.
