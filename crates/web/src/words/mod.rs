//! What Bothy says: every word on a page comes from a Fluent file in `words/<language>/`.
//!
//! A file holds one screen and says in its first line for whom it is
//! (`### for: everyone` or `### for: staff`); the reading test is stricter for everyone.
//! Templates ask by key: `frame.t("front-title")` for a plain line, `frame.say("groups-count")
//! .count("count", 6)` for one with a gap in it. A key in a Rust value goes through [`key`],
//! so that the test can see it. That no key is missing and none is left over is tested in
//! `tests/every_template_renders.rs`; nothing here fails at run time.

mod wanted;
mod when;
mod wording;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Mutex, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use wanted::preferred;
pub use when::{clock, day, day_and_month, month, near_day, on_day, on_near_day, span, weekday, weekly};
pub use wording::{first_large, tenths};

#[derive(rust_embed::Embed)]
#[folder = "words/"]
struct Files;

/// All the words of one language, parsed once.
pub struct Words {
    language: String,
    /// Messages without gaps, ready to print: nearly all of them, and a page has a hundred.
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
    /// The keys that were asked for and are not here: English stood in for them.
    missed: Mutex<BTreeSet<String>>,
}

/// Marks a string in Rust code as a key of the catalogue, so that the test finds it.
pub const fn key(key: &'static str) -> &'static str {
    key
}

/// The languages there are words for; the first is the one used where nothing is said.
pub fn languages() -> &'static [Words] {
    static ALL: OnceLock<Vec<Words>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut names: Vec<String> =
            Files::iter().filter_map(|path| path.split_once('/').map(|(language, _)| language.to_owned())).collect();
        names.sort();
        names.dedup();
        // English first: it is the language every key is written in before it is translated.
        names.sort_by_key(|name| name != "en");
        names.into_iter().map(Words::read).collect()
    })
}

/// The words of a language (`en`), or English where we have none in it.
pub fn words(language: &str) -> &'static Words {
    let all = languages();
    let found = all.iter().find(|words| words.language == language);
    match found.or(all.first()) {
        Some(words) => words,
        None => {
            static NONE: OnceLock<Words> = OnceLock::new();
            NONE.get_or_init(|| Words::read("en".to_owned()))
        }
    }
}

/// The language of this name, where there are words in it.
pub fn named(language: &str) -> Option<&'static Words> {
    languages().iter().find(|words| words.language == language)
}

/// English, as every organisation starts.
pub fn english() -> &'static Words {
    words("en")
}

/// Each file of the catalogue as `(path, text)`, for the tests that read it.
pub fn files() -> Vec<(String, String)> {
    Files::iter()
        .filter_map(|path| {
            let file = Files::get(&path)?;
            Some((path.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

impl Words {
    fn read(language: String) -> Self {
        let locale: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolating marks are invisible letters around each gap; they break searching and copying.
        bundle.set_use_isolating(false);
        let mut plain = HashMap::new();
        let folder = format!("{language}/");
        for (path, text) in files() {
            if !path.starts_with(&folder) {
                continue;
            }
            // What could be read of a broken file is used; the test refuses the rest.
            let resource = match FluentResource::try_new(text) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            for entry in resource.entries() {
                if let fluent_syntax::ast::Entry::Message(message) = entry
                    && let Some(line) = message.value.as_ref().and_then(without_gaps)
                {
                    plain.insert(message.id.name.to_owned(), line);
                }
            }
            bundle.add_resource_overriding(resource);
        }
        Words { language, plain, bundle, missed: Mutex::default() }
    }

    /// The short name of the language, as it stands in an address: `en`, `pl`.
    pub fn code(&self) -> &str {
        &self.language
    }

    /// Whether these are the words in which every key is written first.
    pub fn is_english(&self) -> bool {
        self.language == "en"
    }

    /// The language of these words as `<html lang>` wants it.
    pub fn language(&self) -> &str {
        match self.language.as_str() {
            "en" => "en-GB",
            other => other,
        }
    }

    /// A line without gaps, in English where this language has none. An unknown key gives an empty line, never a
    /// broken page.
    pub fn t(&self, key: &str) -> &str {
        let own = self.plain.get(key);
        let line = own.or_else(|| self.instead(key).and_then(|english| english.plain.get(key)));
        line.map_or("", String::as_str)
    }

    /// English, for a key that this language has no words for. It is noted, so that a test sees it.
    fn instead(&self, key: &str) -> Option<&'static Words> {
        if self.is_english() || self.has(key) {
            return None;
        }
        if let Ok(mut missed) = self.missed.lock() {
            missed.insert(key.to_owned());
        }
        Some(english())
    }

    /// The keys that were asked for in this language so far and were said in English instead.
    pub fn missed(&self) -> Vec<String> {
        self.missed.lock().map(|missed| missed.iter().cloned().collect()).unwrap_or_default()
    }

    /// A line with gaps, to be filled by [`Saying::put`] and [`Saying::count`].
    pub fn say(&self, key: &'static str) -> Saying<'_> {
        Saying { words: self, key, gaps: FluentArgs::new() }
    }

    /// Whether this key has words (for the test of the catalogue).
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

fn without_gaps(pattern: &fluent_syntax::ast::Pattern<&str>) -> Option<String> {
    let mut line = String::new();
    for element in &pattern.elements {
        match element {
            fluent_syntax::ast::PatternElement::TextElement { value } => line.push_str(value),
            fluent_syntax::ast::PatternElement::Placeable { .. } => return None,
        }
    }
    Some(line)
}

/// A line whose gaps are being filled; it prints itself.
pub struct Saying<'w> {
    words: &'w Words,
    key: &'static str,
    gaps: FluentArgs<'w>,
}

impl Saying<'_> {
    /// Fills a gap with words, a name, a time.
    pub fn put(mut self, gap: &'static str, value: impl fmt::Display) -> Self {
        self.gaps.set(gap, FluentValue::from(value.to_string()));
        self
    }

    /// Fills a gap with a number, which may choose between "one" and "other".
    pub fn count(mut self, gap: &'static str, number: impl Count) -> Self {
        self.gaps.set(gap, FluentValue::from(number.number()));
        self
    }

    fn line(&self) -> Cow<'_, str> {
        let words = self.words.instead(self.key).unwrap_or(self.words);
        let Some(pattern) = words.bundle.get_message(self.key).and_then(|message| message.value()) else {
            return Cow::Borrowed("");
        };
        // An unfilled gap prints its own name; the test looks for that.
        words.bundle.format_pattern(pattern, Some(&self.gaps), &mut Vec::new())
    }
}

impl fmt::Display for Saying<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())
    }
}

/// What can be counted in a sentence.
pub trait Count {
    /// The number, for choosing between "one" and "other".
    fn number(&self) -> u64;
}

impl Count for usize {
    fn number(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }
}

impl Count for u32 {
    fn number(&self) -> u64 {
        u64::from(*self)
    }
}

impl Count for u64 {
    fn number(&self) -> u64 {
        *self
    }
}

impl<T: Count + ?Sized> Count for &T {
    fn number(&self) -> u64 {
        (**self).number()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_line_and_one_with_a_gap_both_come_from_the_files() {
        assert_eq!(english().t("skip-link"), "Skip to the main part");
        assert_eq!(english().say("front-lamp").put("place", "Leith").to_string(), "The lamp is lit at Leith");
    }

    #[test]
    fn an_unknown_language_gets_english() {
        assert_eq!(words("tlh").language(), "en-GB");
    }
}
