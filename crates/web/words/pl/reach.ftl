### for: everyone
### When can I reach someone?

reach-now = Możesz teraz z kimś porozmawiać
reach-next = Ktoś od nas będzie tu { $when }
reach-unknown = Teraz nikogo tu nie ma
reach-voice = Możesz powiedzieć tylko: „Chcę usłyszeć czyjś głos”.
reach-nobody = Lampa się nie świeci
reach-nobody-what = Nikt od nas nie może teraz odpowiedzieć. Pod tymi numerami ktoś odpowie.
reach-lines = Zobacz, gdzie możesz zadzwonić
reach-ways = { $count ->
    [one] Dziś na { $count } sposób
    [few] Dziś na { $count } sposoby
   *[many] Dziś na { $count } sposobów
}
reach-strip = Każda linia to czas od 6:00 do północy. Pionowy znak to teraz
reach-none = Godziny nie są jeszcze ustalone
reach-none-what = Gdy będziemy wiedzieć, kto jest i kiedy, pokażemy to tutaj.
reach-session = Najbliższe spotkanie, na które możesz przyjść
reach-week = Następne dni
reach-day = Dzień
reach-nothing = Nic
reach-shut = Gdy nas nie ma
reach-shut-what = W nocy nikt tu nie czyta wiadomości. Twoja bezpiecznie poczeka. Ktoś ją przeczyta, gdy wrócimy.
reach-cannot-wait = Nie możesz czekać?
reach-broken = Jeśli nie ma nas wtedy, kiedy mieliśmy być
reach-broken-what = Lampa na tej stronie gaśnie, a my mówimy dlaczego.
