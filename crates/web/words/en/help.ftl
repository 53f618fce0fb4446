### for: everyone
### Whom to ring. Numbers are never written here: they come from the organisation’s own list.

help-heading = { $count ->
    [1] One of these can answer you now
    [2] Two of these can answer you now
    [3] Three of these can answer you now
    [4] Four of these can answer you now
    [5] Five of these can answer you now
    [6] Six of these can answer you now
    [7] Seven of these can answer you now
    [8] Eight of these can answer you now
    [9] Nine of these can answer you now
    [10] Ten of these can answer you now
   *[other] { $count } of these can answer you now
}
help-none-open = These lines open later
help-danger = In danger now? Ring { $number }
help-danger-what = If you may not be able to keep yourself safe, that counts. You will not be wasting anyone’s time.
help-ring = Ring { $number }
help-cannot-speak = I can’t speak
help-no-number = In danger now?
help-then = When you have rung, come back
help-then-link = Then tell us, so that one of us can help too
help-lines = Lines you can ring
help-lines-in = In { $area }
help-open = Open now
help-later = Open later
help-no-lines = We have no lines to show here yet. We are sorry.
help-checked = Checked { $day }
help-unchecked = Not checked yet
help-source = From { $source }
help-wrong = Is a number wrong?
help-wrong-link = Tell us
help-ringing = What happens when you ring
help-ringing-1 = It may ring for a while
help-ringing-1-what = More so at night. It is all right to hang up and try again.
help-ringing-2 = A person says hello
help-ringing-2-what = You don’t have to give your name.
help-ringing-3 = They may ask, “Are you safe now?”
help-ringing-3-what = You can say “no”. You can say “I don’t know”.
help-ringing-4 = You talk, or you don’t
help-ringing-4-what = You can stop at any time. You can ring again.
help-silent = If you can’t speak
help-read-out = Read this out, or show it to someone
help-sentence = I am not safe. I can’t say much. Please ask me things I can answer with yes or no.
# The same for whoever reads the page in another language; on an English page it is not said twice.
help-sentence-own = I am not safe. I can’t say much. Please ask me things I can answer with yes or no.
help-worried = Worried, but not in danger?
help-worried-tell = Tell us a worry
help-worried-or = in three taps. Or see
help-worried-reach = when one of us can talk
