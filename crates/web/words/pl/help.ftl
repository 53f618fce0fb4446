### for: everyone
### Whom to ring. Numbers are never written here: they come from the organisation’s own list.

help-heading = { $count ->
    [one] Pod jednym z tych numerów ktoś teraz odbierze
   *[other] Pod { $count } z tych numerów ktoś teraz odbierze
}
help-none-open = Te numery będą czynne później
help-danger = W niebezpieczeństwie? Zadzwoń pod { $number }
help-danger-what = Jeśli czujesz, że możesz nie zadbać o swoje bezpieczeństwo, to też się liczy. Nikomu nie zabierasz czasu.
help-ring = Zadzwoń: { $number }
help-cannot-speak = Nie mogę mówić
help-no-number = W niebezpieczeństwie?
help-then = Po telefonie wróć tutaj
help-then-link = Wtedy powiedz nam, żeby ktoś od nas też mógł pomóc
help-lines = Numery, pod które możesz zadzwonić
help-lines-in = Gdzie zadzwonić: { $area }
help-open = Czynne teraz
help-later = Czynne później
help-no-lines = Nie mamy tu jeszcze żadnych numerów. Przepraszamy.
help-checked = Sprawdzone { $day }
help-unchecked = Jeszcze nie sprawdzone
help-source = Skąd to wiemy: { $source }
help-wrong = Któryś numer jest zły?
help-wrong-link = Powiedz nam
help-ringing = Co się dzieje, gdy dzwonisz
help-ringing-1 = Telefon może długo dzwonić
help-ringing-1-what = Dłużej w nocy. Możesz się rozłączyć i spróbować jeszcze raz.
help-ringing-2 = Ktoś się przywita
help-ringing-2-what = Zwykle po angielsku. Nie musisz podawać imienia. Możesz zapytać o tłumacza („Polish, please”), ale nie pod każdym numerem jest.
help-ringing-3 = Ktoś może zapytać: „Are you safe now?”
help-ringing-3-what = To znaczy: „Czy nic ci teraz nie grozi?”. Możesz powiedzieć „no” (nie). Możesz powiedzieć „I don’t know” (nie wiem).
help-ringing-4 = Mówisz albo nie mówisz
help-ringing-4-what = W każdej chwili możesz przestać. Możesz zadzwonić znowu.
help-silent = Jeśli nie możesz mówić
help-read-out = Przeczytaj to na głos albo pokaż komuś
# In English, because whoever answers reads or hears it; what it means stands under it.
help-sentence = I am not safe. I can’t say much. Please ask me things I can answer with yes or no.
help-sentence-own = To znaczy: Grozi mi niebezpieczeństwo. Nie mogę dużo mówić. Pytaj mnie tak, żeby dało się odpowiedzieć „tak” lub „nie”.
help-worried = Coś cię martwi, ale nikomu nic teraz nie grozi?
help-worried-tell = Powiedz nam, co cię martwi
help-worried-or = w trzech krokach. Albo zobacz,
help-worried-reach = kiedy ktoś od nas może porozmawiać
