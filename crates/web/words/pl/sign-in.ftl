### for: everyone
### Getting in: the password, the second step, links, lost phones.

sign-in-hello = Miło cię widzieć
sign-in-demo = To jest wersja próbna. Wciel się w jedną z jej zmyślonych osób.
sign-in-email = Twój e-mail
sign-in-password = Twoje hasło
sign-in-device = Czyj to telefon lub komputer?
sign-in-own = Mój własny
sign-in-own-hint = Nie wylogujemy cię, dopóki z niego korzystasz.
sign-in-shared = Używają go też inni
sign-in-shared-hint = Wylogujemy cię po 15 minutach bez korzystania ze strony.
sign-in-which-device = Powiedz, proszę, czyj to telefon lub komputer.
sign-in-no-email = Wpisz, proszę, swój e-mail.
sign-in-no-password = Wpisz, proszę, swoje hasło.
sign-in-wrong = Ten e-mail i to hasło do siebie nie pasują. Sprawdź, proszę, jedno i drugie.
sign-in-wait = { $count ->
    [one] Za dużo nieudanych prób. Spróbuj, proszę, za { $count } sekundę.
    [few] Za dużo nieudanych prób. Spróbuj, proszę, za { $count } sekundy.
   *[many] Za dużo nieudanych prób. Spróbuj, proszę, za { $count } sekund.
}
sign-in-wait-minutes = { $count ->
    [one] Za dużo nieudanych prób. Spróbuj, proszę, za { $count } minutę.
    [few] Za dużo nieudanych prób. Spróbuj, proszę, za { $count } minuty.
   *[many] Za dużo nieudanych prób. Spróbuj, proszę, za { $count } minut.
}
sign-in-crowded = Loguje się teraz wiele osób. Spróbuj, proszę, za minutę.
sign-in-passkey = Zaloguj się kluczem dostępu
sign-in-passkey-plain = Klucze dostępu wymagają nowszej przeglądarki z włączonymi skryptami. E-mail i hasło też wystarczą.
passkey-cancelled = Nic się nie stało. Próba jest przerwana, trwała za długo albo to urządzenie nie ma dla nas klucza. E-mail i hasło też wystarczą.
passkey-unsupported = Ta przeglądarka lub to urządzenie tego nie potrafi. E-mail i hasło też wystarczą.
passkey-failed = Nie udało się. Spróbuj, proszę, jeszcze raz albo użyj e-maila i hasła.
passkey-away = Nie ma z nami połączenia. Spróbuj, proszę, za minutę.
passkey-over = Trwało to za długo albo przyszło dwa razy. Naciśnij, proszę, przycisk jeszcze raz.
passkey-wrong = Ten klucz tu nie pasuje. Użyj, proszę, e-maila i hasła.
passkey-not-here = Pod tym adresem klucze dostępu nie działają. E-mail i hasło wystarczą.
sign-in-elsewhere = Zaloguj się przez { $name }
onward-heading = Dalej do { $name }
onward-lead = Tam się logujesz i od razu tu wracasz.
onward-go = Dalej
elsewhere-not-set-up = Tej drogi logowania już nie ma. Użyj, proszę, e-maila i hasła.
elsewhere-over = Trwało to za długo, przyszło dwa razy albo zaczęło się w innej przeglądarce. Zacznij, proszę, od nowa.
elsewhere-stopped = Nic się nie stało: próba jest przerwana albo tam odmówiono. Spróbuj jeszcze raz albo użyj e-maila i hasła.
elsewhere-said-no = Coś tam poszło nie tak. Spróbuj, proszę, jeszcze raz albo użyj e-maila i hasła.
elsewhere-unknown = Z tym kontem nikt tu nie jest jeszcze połączony. Użyj e-maila i hasła, a potem połącz je na stronie „How you sign in”. Jeśli masz zaproszenie, otwórz je jeszcze raz.
elsewhere-taken = To konto jest tu połączone z kimś innym. Powiedz o tym, proszę, osobie, która zarządza stroną.
elsewhere-away = Nie ma połączenia z miejscem, w którym się logujesz. Spróbuj, proszę, za kilka minut albo użyj e-maila i hasła.
elsewhere-not-believed = Nie wiemy na pewno, że to ty. Spróbuj, proszę, jeszcze raz albo użyj e-maila i hasła.
elsewhere-wrong-set-up = Ta droga logowania jest źle ustawiona. Powiedz, proszę, osobie, która zarządza stroną, a dziś użyj e-maila i hasła.
invite-elsewhere = Możesz też obejść się bez hasła, jeśli masz konto tam, gdzie pracujesz.
invite-elsewhere-go = Użyj { $name }
done-elsewhere-accepted = Udało się. Od teraz loguj się swoim kontem.
sign-in-lost = Nie mam już telefonu albo hasła
sign-in-no-need = Na grupę możesz przyjść bez logowania.
sign-in-no-need-groups = Zobacz grupy
sign-in-again = Zacznij od nowa

sign-in-code-heading = Jeszcze jeden krok
sign-in-code-lead = Otwórz w telefonie aplikację, która pokazuje kody. Wpisz sześć cyfr, które teraz pokazuje.
sign-in-code = Kod
sign-in-code-hint = Albo jeden z zapisanych kodów zapasowych.
sign-in-code-go = Dalej
sign-in-code-wrong = Ten kod nie działa albo był już użyty. Poczekaj, proszę, na następny.
sign-in-code-lost = Nie mam już telefonu ani kodów zapasowych

set-up-heading = Zadbajmy o bezpieczeństwo wszystkich
set-up-lead = Widać tu sprawy innych ludzi. Dlatego potrzebne są hasło i telefon.
set-up-app = Weź do telefonu aplikację, która pokazuje kody. Może to robić aplikacja z hasłami, którą masz w telefonie.
set-up-read = Niech odczyta ten kwadrat.
set-up-type = Albo wpisz w niej to:
set-up-then = Pokaże sześć cyfr. Wpisz je tutaj.

spare-heading = Schowaj te kody w bezpiecznym miejscu
spare-lead = Gdy zgubisz telefon, jeden z nich wystarczy. Każdy działa raz.
spare-keep = Zapisz je albo wydrukuj tę stronę. Nie możemy ich pokazać jeszcze raz.
spare-on = Mam je zapisane

invite-welcome = Witaj, { $name }
invite-back = Witaj znowu, { $name }
invite-lead = Wybierz hasło. Potem możesz się zalogować.
invite-back-ends = Wszystko, co działało wcześniej, przestanie wtedy działać: stare hasło, klucze dostępu, połączone konto, kody i wszystkie urządzenia.
invite-email-hint = Tym się logujesz.
invite-password = Nowe hasło
invite-password-hint = 12 liter lub więcej. Dobre są trzy słowa, które tylko ty ułożysz razem.
invite-go = Zachowaj to hasło
invite-over = Ten link już nie działa
invite-over-what = Działa raz i tylko przez kilka dni. Poproś o nowy osobę, od której go masz.

password-short = Trochę za krótkie. Użyj, proszę, 12 liter lub więcej.
password-long = To więcej, niż możemy odczytać. Użyj, proszę, 256 liter lub mniej.
password-common = To jedno z pierwszych, których każdy by spróbował. Wybierz, proszę, inne.
password-name = To głównie imię lub nazwa. Wybierz, proszę, coś, czego nikt nie zgadnie.

recover-heading = Pomożemy ci wejść z powrotem
recover-lead = Najpierw porozmawiają z tobą dwie osoby od nas. Potem wyślemy ci link.
recover-ask = Poproś o ponowne wejście
recover-ring = Jeśli nie możesz już czytać swojej poczty, zadzwoń do nas.

done-recover-asked = Dziękujemy. Jeśli ten e-mail jest tu znany, odezwą się do ciebie dwie osoby od nas.
