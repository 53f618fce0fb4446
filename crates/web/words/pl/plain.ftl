### for: everyone
### Short pages: privacy, ease of use, the closed page, what went wrong.

privacy-lead = Krótko i prostymi słowami.
privacy-looking = Gdy tylko oglądasz
privacy-looking-what = Do oglądania nie trzeba imienia. Jeśli wpiszesz kod pocztowy, żeby znaleźć grupę, nie zapisujemy go. Nic na tych stronach nie pochodzi od nikogo innego. Nikt inny nie dowie się więc, że tu jesteś.
privacy-worry = Gdy mówisz nam, co cię martwi
privacy-worry-what = Mogą to przeczytać dwie wyznaczone osoby. Nie musisz mówić, kim jesteś. Trzymamy to tak długo, jak trzeba, żeby sprawę naprawić. Zapisujemy, kto to oglądał.
privacy-worry-limit = Jeśli zagrożone jest czyjeś życie, możemy musieć komuś powiedzieć. Staramy się najpierw powiedzieć tobie.
privacy-work = Gdy tu pomagasz
privacy-work-what = Przechowujemy twoje imię, to, co tu robisz, i daty ważności twoich zaświadczeń. Gdy coś zmieniasz, zapisujemy to z godziną.
privacy-leaving = Gdy wychodzisz
privacy-leaving-what = Przycisk „Wyjdź” wylogowuje cię i pokazuje zwykłą stronę. Nie czyści listy stron w twojej przeglądarce.
privacy-cookies = Ciasteczka: co przechowuje dla nas twoja przeglądarka
privacy-cookies-what = Gdy tylko oglądasz, nie ma żadnych. Gdy się logujesz, dwa pamiętają logowanie i to urządzenie. Gdy mówisz nam, co cię martwi, jedno przez dziesięć minut pamięta nazwę zmartwienia. Gdy powiesz „tak”, jedno przez rok pamięta twój język i nic więcej o tobie.
privacy-cookies-language = Zobacz swój język albo cofnij zgodę
privacy-ask = Jeśli chcesz zapytać, coś zmienić lub usunąć
privacy-ask-nobody = Nie mamy jeszcze osoby, która odpowiada. Zapytaj kogokolwiek, kto tu pomaga.

access-lead = Te strony mają działać dla ciebie. Jeśli nie działają, naprawić to musimy my.
access-can = Co możesz zrobić
access-keyboard = Korzystać ze wszystkiego klawiaturą albo głosem.
access-text = Powiększyć tekst dwa razy albo ustawić własne odstępy.
access-dark = Wybrać jasny lub ciemny wygląd w telefonie czy komputerze. Strona się dostosuje.
access-script = Wyłączyć skrypty. Każdy formularz nadal działa.
access-print = Wydrukować stronę grupy na jednej kartce.
access-not = Co nie jest jeszcze dość dobre
access-not-people = Sprawdzaliśmy te strony narzędziami. Nie sprawdzaliśmy ich jeszcze z osobami, które używają czytnika ekranu.
access-not-languages = Strony dla wszystkich są po angielsku i po polsku. Nikt, dla kogo polski jest pierwszym językiem, jeszcze ich nie czytał. Grupy piszą o sobie po angielsku. Po zalogowaniu wszystko jest po angielsku.
access-tell = Powiedz nam, co ci przeszkadza
access-tell-nobody = Nie mamy jeszcze osoby, która odpowiada. Zapytaj kogokolwiek, kto tu pomaga.

language-ask = Czy zapamiętać polski na tym telefonie lub komputerze?
language-remembered = Na tym telefonie lub komputerze pamiętamy polski
language-what = Jeśli powiesz „tak”, twoja przeglądarka przez rok przechowa dla nas jedno słowo: twój język. Gdy naciśniesz „Wyjdź”, to też zniknie.
language-now = Teraz pamiętamy:
language-yes = Tak, zapamiętaj
language-no = Nie, dziękuję
language-back = Wróć
language-forget = Zapomnij
done-language-kept = Będziemy tu pamiętać twój język.
done-language-forgotten = Twój język nie jest już tu zapamiętany.

left-title = Zamknięte
left-heading = Ta strona jest zamknięta
left-what = Możesz teraz zamknąć to okno.

trouble-not-found = Tu nie ma żadnej strony
trouble-not-found-what = Mogła się przenieść albo trzeba się najpierw zalogować.
trouble-home = Na stronę główną
trouble-sent = To już do nas dotarło
trouble-sent-what = Mamy pierwszą wysłaną wersję. Nic nie zrobiło się dwa razy.
trouble-sent-change = Mamy pierwszą wysłaną wersję. Nic nie zrobiło się dwa razy. Możesz ją tam zmienić.
trouble-sent-look = Zobacz, co mamy
trouble-changed = Ktoś zmienił to w tym samym czasie
trouble-changed-what = Nic twojego nie przepadło. Zobacz, jak jest teraz, i spróbuj jeszcze raz.
trouble-changed-look = Zobacz, jak jest teraz
trouble-kept = Twój tekst
trouble-form = Nie udało nam się odczytać tego formularza
trouble-form-what = Nic się nie zmieniło. Wróć, proszę, i spróbuj jeszcze raz.
trouble-away = W tej chwili nie mamy dostępu do naszych zapisów
trouble-away-what = Przepraszamy. Spróbuj, proszę, za kilka minut. Numery na dole strony mogą pomóc już teraz.
trouble-ours = Coś się u nas zepsuło
trouble-ours-what = Przepraszamy. To nie twoja wina. Spróbuj, proszę, za kilka minut.

demo-heading = Wypróbuj Bothy
demo-lead = Wszystkie osoby są tu zmyślone. Zmieniaj, co chcesz. Po zalogowaniu strony są po angielsku.
demo-who = Wciel się w jedną z tych osób
demo-be = Wybierz: { $name }
demo-clock = Tutaj jest teraz: { $now }
demo-clock-what = Możesz przesunąć ten zegar do przodu. Terminy obietnic miną tak, jak minęłyby naprawdę.
demo-hour = O godzinę
demo-day = O dzień
demo-week = O tydzień
demo-try = Czego możesz spróbować
demo-try-1 = Wybierz Joan i oddaj miejsce. Potem wybierz Aileen i zobacz, co jest na stronie „Today”.
demo-try-2 = Zupełnie bez logowania:
demo-try-3 = Zobacz, co zostałoby wysłane:
demo-try-4 = Jest też druga organizacja, która nie ma z tą nic wspólnego:
demo-outbox = Skrzynka nadawcza
trouble-guessed = W tej chwili nie możemy tego sprawdzić
trouble-guessed-what = Ktoś próbował wielu złych słów, więc czekamy minutę lub dwie. Nic, co do nas trafiło, nie przepadło. Mają to dwie osoby, które to czytają.
trouble-guessed-now = Jeśli to nie może czekać, zadzwoń pod jeden z numerów na dole strony. Możesz też napisać do nas jeszcze raz.
trouble-guessed-again = Napisz do nas jeszcze raz
