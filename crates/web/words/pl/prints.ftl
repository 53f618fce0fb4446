### for: everyone
### What is printed of a group: a poster and cards.

prints-h = Do druku
prints-how = Żeby wydrukować, naciśnij Ctrl i P albo znajdź „Drukuj” w swojej przeglądarce.
prints-poster = Plakat
prints-poster-large = Plakat z dużymi literami
prints-cards = Karteczki do wycięcia
prints-sheet = Ta strona na jednej kartce
prints-sheet-large = Ta strona z dużymi literami
prints-group = Strona grupy
prints-usual = Plakat ze zwykłymi literami
prints-poster-over = Plakat, A4, jedna strona
prints-poster-over-large = Plakat z dużymi literami, A4, jedna strona
prints-poster-title = Plakat: { $group }
prints-cards-over = Osiem karteczek na jednej stronie, A4
prints-cards-title = Karteczki: { $group }
prints-no-address = Nie ma tu kodu ani adresu strony, żeby nikt nie trafił w złe miejsce. Osoby, które prowadzą tę stronę, nie podały jeszcze jej adresu. Gdy to zrobią, wydrukuj to jeszcze raz.
prints-no-code = Adres strony jest za długi na kod. Jest tu napisany słowami.
prints-come-in = Wejdź. Nie musisz nic tłumaczyć.
prints-join = Dołącz do nas. Nie musisz nic tłumaczyć.
prints-scan = Sprawdź, czy spotkanie będzie
prints-scan-how = Skieruj tu telefon.
prints-scan-none = Zajrzyj tu, zanim przyjdziesz.
prints-or-ring = Albo zadzwoń
prints-ring = Zadzwoń
prints-for = Dla kogo:
