### for: everyone
### The front door.

front-heading = Wejdź. Nie musisz nic tłumaczyć.
front-lead = Grupy i rozmowy z ludźmi, którzy też mają za sobą trudny czas. To nic nie kosztuje. Nie potrzebujesz skierowania od lekarza.
front-find = Znajdź grupę
front-talk = Najpierw porozmawiaj z jedną osobą
front-lamp = Lampa się świeci: { $place }
front-lamp-come = Po prostu przyjdź albo zajrzyj na dziesięć minut.
front-lamp-door = Jak znaleźć drzwi
front-next = Najbliższe spotkania, na które możesz przyjść
front-all = Zobacz wszystkie grupy
front-none = Na razie nic nie jest zaplanowane
front-none-what = Nowe terminy najpierw pojawią się tutaj. Nadal możesz porozmawiać z kimś od nas.
front-not-open = Jeszcze nie działamy
front-not-open-what = Zaczniemy, gdy wyznaczymy dwie osoby, które dbają o bezpieczeństwo. Dziś pomogą ci numery na dole strony.
front-what = Co się dzieje, gdy przychodzisz
front-door = Przy drzwiach ktoś czeka
front-door-what = Pokaże ci, gdzie usiąść, albo postoi z tobą chwilę na zewnątrz.
front-listen = Możesz tylko słuchać
front-listen-what = Nikt nie musi mówić. W każdej chwili możesz wyjść.
front-ask = My pytamy, ty wybierasz
front-ask-what = Pytamy, czy mamy później zadzwonić. Jeśli powiesz „nie”, nic się nie zmieni.
front-promise = Co obiecujemy
front-promise-kept = Co obiecujemy i czy dotrzymujemy słowa
front-not-counted = Będziemy liczyć, jak nam idzie, i powiemy o tym tutaj.
front-counted = { $over }, według naszych własnych obliczeń.
front-on = Jeśli mówimy, że spotkanie będzie, to będzie.
front-on-what = Jeśli musimy je odwołać, mówimy o tym tutaj i podajemy powód.
front-stays = To, co powiesz, zostaje w grupie.
front-stays-what = Mówimy komuś innemu tylko wtedy, gdy zagrożone jest czyjeś życie. Staramy się najpierw powiedzieć o tym tobie.

will-called-off = Odwołane.
will-moved = Inaczej niż zwykle.
will-not-known = Może być wtedy święto. Nie wiemy jeszcze, czy spotkanie będzie.
