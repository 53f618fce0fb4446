//! Words by which a group is found: the same letters whatever their case, accents or endings.
//!
//! What a group says of itself and what somebody types are cut into words in the same way, here and nowhere else, so
//! that every database answers alike. Nothing that is typed is a sign with a meaning: quotes and stars are no letters.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// The longest word that counts, in letters; what goes beyond is cut off on both sides.
const LONGEST: usize = 40;

/// How many words of one question count.
const MOST_SOUGHT: usize = 8;

/// How many letters of one question are read.
const READ: usize = 300;

/// How many different words of one thing are kept.
const MOST_KEPT: usize = 600;

/// Words that stand in nearly everything, or say only that a group is looked for.
const SAY_NOTHING: [&str; 29] = [
    "a", "an", "and", "any", "are", "at", "by", "for", "from", "group", "i", "in", "is", "it", "me", "my", "near",
    "of", "on", "or", "our", "people", "the", "to", "we", "who", "with", "you", "your",
];

/// What somebody looks for, word by word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    words: Vec<String>,
}

impl Sought {
    /// What was typed, as the words that count; of a long text the beginning.
    ///
    /// Words that say nothing are left out, unless nothing else was typed.
    pub fn read(said: &str) -> Self {
        let all = words_in(said.chars().take(READ));
        let says = |word: &&String| !SAY_NOTHING.contains(&word.as_str());
        let last = all.len().saturating_sub(1);
        // The last word may be half typed: "of" may become "office", and is sought as it stands if it is all there is.
        let mut words: Vec<String> = all.iter().filter(says).cloned().collect();
        if words.is_empty() {
            words.extend(all.get(last).cloned());
        }
        let mut once = BTreeSet::new();
        words.retain(|word| once.insert(word.clone()));
        words.truncate(MOST_SOUGHT);
        Self { words }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// For each word, the first and the last key between which it is found; the last word may be the beginning of one.
    pub fn spans(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let last = self.words.len().saturating_sub(1);
        let span = |(place, word): (usize, &String)| {
            let from = word.clone().into_bytes();
            let mut to = from.clone();
            if place == last {
                // No letter in UTF-8 begins with this byte: all that goes on from here lies before it.
                to.push(u8::MAX);
            }
            (from, to)
        };
        self.words.iter().enumerate().map(span).collect()
    }

    /// The words as they are sought.
    pub fn words(&self) -> &[String] {
        &self.words
    }
}

/// The words by which a thing is found that says all this of itself, each once.
pub fn words_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let mut once = BTreeSet::new();
    for text in texts {
        for word in words_in(text.chars()) {
            if once.len() >= MOST_KEPT {
                break;
            }
            once.insert(word);
        }
    }
    once.into_iter().collect()
}

/// A name with its letters laid bare, its words in their order: "Na h-Eileanan Siar" is "na h eileanan siar".
pub fn bare(name: &str) -> String {
    let mut all = String::new();
    for letter in name.chars().take(READ).flat_map(char::to_lowercase) {
        match plain(letter) {
            Plain::Letters(letters) => all.push_str(letters),
            Plain::Itself(letter) => all.push(letter),
            Plain::Nothing => {}
            Plain::Between => all.push(' '),
        }
    }
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words_in(letters: impl Iterator<Item = char>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut length = 0;
    for letter in letters.flat_map(char::to_lowercase) {
        match plain(letter) {
            Plain::Nothing => {}
            Plain::Between => {
                words.extend(one(&mut word));
                length = 0;
            }
            _ if length >= LONGEST => {}
            Plain::Letters(letters) => {
                word.push_str(letters);
                length += 1;
            }
            Plain::Itself(letter) => {
                word.push(letter);
                length += 1;
            }
        }
    }
    words.extend(one(&mut word));
    words
}

/// The word that has gathered, one and many alike: "walks" is found by "walk".
fn one(word: &mut String) -> Option<String> {
    let word = core::mem::take(word);
    let many = word.chars().count() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let bare = if many { word.strip_suffix('s').map(String::from) } else { None };
    Some(bare.unwrap_or(word)).filter(|word| !word.is_empty())
}

enum Plain {
    Letters(&'static str),
    Itself(char),
    /// A mark upon a letter, an apostrophe within a word, a mark that only says which way to read.
    Nothing,
    Between,
}

/// A letter without what stands on it. Letters of scripts that we do not know are taken as they are.
fn plain(letter: char) -> Plain {
    let letters = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | 'ʼ' | '\u{ad}' => return Plain::Nothing,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            return Plain::Nothing;
        }
        other if other.is_alphanumeric() => return Plain::Itself(other),
        _ => return Plain::Between,
    };
    Plain::Letters(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    /// Whether what is typed finds what is said, by the keys alone, as the rows do.
    fn finds(typed: &str, said: &str) -> bool {
        let kept = words_of([said]);
        let spans = Sought::read(typed).spans();
        spans
            .iter()
            .all(|(from, to)| kept.iter().any(|word| word.as_bytes() >= &from[..] && word.as_bytes() <= &to[..]))
    }

    #[test]
    fn case_accents_and_endings_do_not_matter() {
        for (typed, said) in [
            ("cafe", "Open Café"),
            ("CAFÉ", "an open cafe"),
            ("cafe\u{301}", "Café"),
            ("mens", "Men’s shed"),
            ("men's", "Mens shed"),
            ("walk", "Walks and talks"),
            ("walks", "A walk"),
            ("hearing voices", "For people who hear voices: hearing-voices network"),
            ("hear", "A hearing group"),
            ("drop in", "A drop-in"),
            ("ceilidh", "Cèilidh"),
            ("ΚΑΦΕ", "καφε"),
            ("الدعم", "مجموعة الدعم"),
        ] {
            assert!(finds(typed, said), "{typed} / {said}");
        }
    }

    #[test]
    fn every_word_counts_and_only_the_last_may_be_half_typed() {
        assert!(finds("hearing voi", "Hearing voices"));
        assert!(!finds("hear voices", "Hearing voices"));
        assert!(!finds("hearing grief", "Hearing voices"));
        assert!(!finds("ring", "Hearing"));
    }

    #[test]
    fn words_that_say_nothing_are_left_out_unless_they_are_all_there_is() {
        assert_eq!(Sought::read("a group for people who hear").words(), vec!["hear"]);
        assert_eq!(Sought::read("the").words(), vec!["the"]);
        assert!(Sought::read("").is_empty());
        assert!(Sought::read("\"* () - : ^ \u{0} 🫖 \u{202e}").is_empty());
    }

    #[test]
    fn a_very_long_word_is_cut_and_still_finds_itself() {
        let long = "x".repeat(10_000);
        assert!(finds(&long, &long));
        assert_eq!(Sought::read(&long).words()[0].chars().count(), 40);
    }

    #[test]
    fn a_name_is_laid_bare() {
        assert_eq!(bare("  Na h-Eileanan Siar "), "na h eileanan siar");
        assert_eq!(bare("St. Mary’s Café"), "st marys cafe");
    }

    proptest! {
        #[test]
        fn anything_typed_is_a_handful_of_short_words(typed in any::<String>()) {
            let sought = Sought::read(&typed);
            prop_assert!(sought.words().len() <= 8);
            for word in sought.words() {
                prop_assert!(word.chars().count() <= 80 && word.chars().all(char::is_alphanumeric));
            }
        }

        #[test]
        fn a_thing_is_found_by_all_its_own_words(words in proptest::collection::vec("\\PC{1,12}", 1..6)) {
            let said = words.join(" ");
            prop_assert!(finds(&said, &said));
        }
    }
}
