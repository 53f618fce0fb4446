//! The other languages beside English: all that a guest can meet is said in them, with the same gaps, and as plainly.
#![allow(clippy::string_slice, reason = "a test stops at the first thing that is not as it says")]

use crate::catalogue;

use std::collections::{BTreeMap, BTreeSet};

use bothy_web::pages::samples;
use bothy_web::words::{Words, files, languages, words};
use catalogue::{keys_asked_for, keys_of};

/// Where the pages are made that somebody meets who is not signed in. A new page belongs into one of these.
const FOR_EVERYONE: [&str; 25] = [
    "templates/public/",
    "templates/base.html",
    "templates/base_public.html",
    "templates/base_bare.html",
    "templates/tongues.html",
    "templates/foot.html",
    "templates/help_now.html",
    "templates/parts/",
    "src/pages/public/",
    "src/pages/frame.rs",
    "src/pages/tongues.rs",
    "src/parts/",
    "src/words/",
    "src/routes/public/",
    "src/routes/demo.rs",
    "src/routes/getting_in/sign_in.rs",
    "src/routes/getting_in/recover.rs",
    "src/routes/getting_in/elsewhere.rs",
    "src/routes/getting_in/link.rs",
    "src/routes/getting_in/mod.rs",
    "src/routes/getting_in/passkeys.rs",
    "src/routes/getting_in/step.rs",
    "src/desk/directory.rs",
    "src/refusals.rs",
    "src/server.rs",
];

/// What those places ask for and no guest meets, by how the key begins, with the reason.
const NOT_FOR_GUESTS: [(&str, &str); 23] = [
    ("tab-", "the bar of those who work here"),
    ("role-about-", "on the pages of people and their roles"),
    ("directory-add", "for who keeps the directory"),
    ("directory-own", "for who tells people of it"),
    ("directory-off", "for who keeps the directory"),
    ("listing-", "for who keeps the directory or tells people of it; what a guest sees is rendered below"),
    ("signpost", "for who tells people of other services"),
    ("concern-signed-in", "for who is signed in"),
    ("when-am", "a clock that counts to 24 has no halves"),
    ("when-pm", "a clock that counts to 24 has no halves"),
    ("when-noon", "12:00"),
    ("when-midnight", "0:00"),
    ("account-", "for who is signed in"),
    ("elsewhere-linked-already", "for who is signed in and links an account"),
    ("elsewhere-not-just-now", "for who is signed in and links an account"),
    ("passkey-enough", "for who is signed in and adds a passkey"),
    ("passkey-known", "for who is signed in and adds a passkey"),
    ("passkey-long-name", "for who is signed in and adds a passkey"),
    ("passkey-no-name", "for who is signed in and adds a passkey"),
    ("passkey-not-just-now", "for who is signed in and adds a passkey"),
    ("passkey-not-right", "for who is signed in and adds a passkey"),
    ("done-passkey-", "for who is signed in and removes a passkey"),
    ("done-elsewhere-", "for who is signed in, but for one that is rendered in the browser"),
];

fn others() -> impl Iterator<Item = &'static Words> {
    languages().iter().filter(|words| !words.is_english())
}

#[test]
fn polish_is_there() {
    assert!(others().any(|words| words.code() == "pl"));
    assert!(words("pl").has("front-heading") && !words("pl").has("today-heading"));
}

#[test]
fn every_template_for_guests_is_said_in_each_language_without_help_from_english() {
    for words in others() {
        for sample in samples(words).unwrap() {
            let language = format!("<html lang=\"{}\"", words.language());
            assert!(sample.html.contains(&language), "{} ({})", sample.page, sample.state);
        }
        assert_eq!(words.missed(), Vec::<String>::new(), "said in English on a page in {}", words.code());
    }
}

#[test]
fn everything_that_a_guest_can_be_told_is_said_in_each_language() {
    let asked = keys_asked_for();
    for place in FOR_EVERYONE {
        let there = |path: &String| path.starts_with(place);
        let exists = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(place).exists();
        assert!(exists || asked.iter().any(|(path, _)| there(path)), "{place} is gone");
    }
    let for_guests = asked
        .iter()
        .filter(|(path, _)| FOR_EVERYONE.iter().any(|place| path.starts_with(place)))
        .filter(|(_, key)| !NOT_FOR_GUESTS.iter().any(|(start, _)| key.starts_with(start)));
    let for_guests: BTreeSet<&str> = for_guests.map(|(_, key)| key.as_str()).collect();
    assert!(for_guests.len() > 300, "only {} keys were found", for_guests.len());
    for words in others() {
        let missing: Vec<_> = for_guests.iter().filter(|key| !words.has(key)).collect();
        assert!(missing.is_empty(), "no words in {}: {missing:?}", words.code());
    }
}

/// Each message of one language: its text, by its key.
fn messages(code: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (path, text) in files() {
        if !path.starts_with(&format!("{code}/")) {
            continue;
        }
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let [found] = keys_of(line).as_slice() {
                key = found.clone();
                all.insert(key.clone(), line.split_once('=').unwrap().1.trim().to_owned());
            } else if line.starts_with([' ', '}']) && !line.trim().is_empty() {
                let text: &mut String = all.get_mut(&key).unwrap();
                text.push('\n');
                text.push_str(line.trim());
            }
        }
    }
    all
}

fn gaps(text: &str) -> BTreeSet<String> {
    let names = text.split('$').skip(1);
    let end = |name: &str| name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    names.map(|name| name[..end(name).unwrap_or(name.len())].to_owned()).collect()
}

#[test]
fn a_line_has_the_same_gaps_in_each_language() {
    let english = messages("en");
    for words in others() {
        let mut found = Vec::new();
        for (key, text) in messages(words.code()) {
            let Some(in_english) = english.get(&key) else { panic!("{key} is not in English") };
            let (own, theirs) = (gaps(&text), gaps(in_english));
            // A number may stand as a word, or need no word: but a name or a time is never left out or made up.
            let counted =
                |gaps: &BTreeSet<String>| gaps.iter().filter(|gap| *gap != "count").cloned().collect::<BTreeSet<_>>();
            if counted(&own) != counted(&theirs) || own.is_empty() != theirs.is_empty() {
                found.push(format!("{key}: {own:?}, in English {theirs:?}"));
            }
        }
        assert!(found.is_empty(), "{}: {}", words.code(), found.join("\n"));
    }
}

#[test]
fn no_number_to_ring_is_written_into_words() {
    for (path, text) in files() {
        for number in ["999", "112", "111", "116", "0800", "85258"] {
            assert!(!text.contains(number), "{path}: {number} belongs into the organisation's own list");
        }
    }
}

#[test]
fn what_is_read_out_to_whoever_answers_stays_in_english() {
    for words in others() {
        assert_eq!(words.t("help-sentence"), languages()[0].t("help-sentence"));
        assert_ne!(words.t("help-sentence-own"), words.t("help-sentence"));
    }
}

#[test]
fn polish_counts_in_its_own_forms() {
    let polish = words("pl");
    let said =
        |key, count: u32| polish.say(key).count("count", count).put("titles", "A").put("words", "dom").to_string();
    let groups = [1_u32, 2, 5, 12, 22, 25].map(|count| said("groups-heading", count));
    assert_eq!(
        groups,
        [
            "Możesz przyjść na 1 spotkanie",
            "Możesz przyjść na 2 spotkania",
            "Możesz przyjść na 5 spotkań",
            "Możesz przyjść na 12 spotkań",
            "Możesz przyjść na 22 spotkania",
            "Możesz przyjść na 25 spotkań",
        ]
    );
    assert_eq!([1, 3, 10].map(|count| said("find-within-miles", count)), ["1 mila", "3 mile", "10 mil"]);
    assert_eq!(
        [1, 4, 8, 22].map(|count| said("group-own-holds", count)),
        ["Najwyżej 1 osoba", "Najwyżej 4 osoby", "Najwyżej 8 osób", "Najwyżej 22 osoby"]
    );
    assert_eq!(
        [0, 1, 3, 5].map(|count| said("directory-found", count)),
        [
            "Nic ze słowami „dom”",
            "1 miejsce ze słowami „dom”",
            "3 miejsca ze słowami „dom”",
            "5 miejsc ze słowami „dom”"
        ]
    );
    assert!(
        said("sign-in-wait", 31).ends_with("za 31 sekund.") && said("sign-in-wait", 32).ends_with("za 32 sekundy.")
    );
    assert_eq!(said("help-heading", 1), "Pod jednym z tych numerów ktoś teraz odbierze");
}

/// What is not said in Polish: to a reader who may be anybody, from above, or of them as of a thing to be handled.
const NOT_IN_POLISH: [&str; 24] = [
    "pan",
    "pani",
    "państwo",
    "państwa",
    "pacjent",
    "pacjenta",
    "klient",
    "klienta",
    "przypadek",
    "choroba psychiczna",
    "zaburzenie",
    "zaburzenia",
    "ofiara",
    "cierpi",
    "samobójca",
    "normalny",
    "powinieneś",
    "powinnaś",
    "musisz natychmiast",
    "chciałbyś",
    "chciałabyś",
    "zrobiłeś",
    "zrobiłaś",
    "użytkownik",
];

#[test]
fn polish_speaks_to_one_person_of_no_known_gender_and_in_short_sentences() {
    let mut found = Vec::new();
    for (key, text) in messages("pl") {
        let plain: String =
            text.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
        let said = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
        found.extend(
            NOT_IN_POLISH
                .iter()
                .filter(|word| said.contains(&format!(" {word} ")))
                .map(|word| format!("{key}: {word}")),
        );
        // The reader is addressed with small letters inside a sentence.
        for large in [" Ty ", " Ci ", " Cię ", " Ciebie ", " Tobie ", " Twój ", " Twoja ", " Twoje ", " Twojego "] {
            let inside = text
                .match_indices(large)
                .any(|(at, _)| text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == ','));
            if inside {
                found.push(format!("{key}:{large}"));
            }
        }
        // "zrobiłeś", "wysłałaś": of whom we do not know.
        found.extend(
            said.split(' ')
                .filter(|word| word.ends_with("łeś") || word.ends_with("łaś"))
                .map(|word| format!("{key}: {word}")),
        );
        if text.contains('!') {
            found.push(format!("{key}: an exclamation mark"));
        }
        for sentence in text.split(['.', '?', ':', '\n']) {
            let words = sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
            if words > 20 {
                found.push(format!("{key}: {words} words: {sentence}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
