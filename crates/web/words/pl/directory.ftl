### for: everyone
### Other services of the area: the list, and one of them.

directory-title = Inne miejsca, które pomagają
directory-heading = { $count ->
    [0] Inne miejsca, które pomagają
    [one] { $count } inne miejsce, które pomaga
    [few] { $count } inne miejsca, które pomagają
   *[many] { $count } innych miejsc, które pomagają
}
directory-found = { $count ->
    [0] Nic ze słowami „{ $words }”
    [one] { $count } miejsce ze słowami „{ $words }”
    [few] { $count } miejsca ze słowami „{ $words }”
   *[many] { $count } miejsc ze słowami „{ $words }”
}
directory-lead = To nie są nasze miejsca. Mówimy, skąd o każdym wiemy i kiedy ktoś od nas ostatnio to sprawdzał.
directory-for = Dla kogo:
directory-words = Szukaj słowa
directory-words-hint = Po angielsku. Na przykład „home” (dom), „money” (pieniądze) albo „women” (kobiety)
directory-look = Szukaj
directory-all = Pokaż wszystkie
directory-none = Nic tu jeszcze nie ma
directory-not-found = Nie ma tu nic takiego
directory-none-what = Ktoś od nas może o czymś wiedzieć.
directory-now = Chcesz z kimś teraz porozmawiać?
directory-now-link = Gdzie możesz zadzwonić
directory-back = Inne miejsca, które pomagają
directory-never-year = Przepisane z listy z roku { $year }. Od tego czasu nikt tutaj tego nie sprawdzał.
directory-never = Przepisane z listy. Nikt tutaj tego nie sprawdzał.
directory-never-own = Zapisane przez nas. Nikt tutaj jeszcze tego nie sprawdzał.
directory-checked = Sprawdzone przez nas { $day }.
directory-long-ago = Ostatnio sprawdzone przez nas { $day }. To ponad rok temu.
listing-over = Nie jest nasze
listing-old-what = To miejsce mogło się przenieść albo zamknąć. Jego numer może już należeć do kogoś innego.
listing-short = W skrócie
listing-what = Co robią
listing-for = Dla kogo
listing-come = Jak przyjść
listing-area = Gdzie działają
listing-where = Gdzie
listing-telephone = Telefon
listing-number-old = Dawno nie sprawdzaliśmy tego numeru, więc nie można stąd na niego zadzwonić.
listing-website = Strona internetowa
listing-source = Skąd to wiemy
listing-source-year = { $source }, { $year }
listing-source-own = Zapisane przez kogoś od nas
groups-others = Inne miejsca, które pomagają
groups-others-what = W okolicy jest więcej niż nasze grupy.
groups-others-link = Zobacz inne miejsca, które pomagają
groups-others-found = { $count ->
    [one] Twoje słowa są w opisie jednego miejsca, które nie jest nasze:
   *[other] Twoje słowa są w opisach innych miejsc, które nie są nasze. Ich liczba: { $count }
 }
groups-others-all = Zobacz wszystkie: { $count }
help-others = Nic ci teraz nie grozi, ale szukasz czegoś innego?
help-others-link = Inne miejsca, które pomagają
