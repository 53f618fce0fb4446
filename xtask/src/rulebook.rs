//! `docs/rulebook.md`: the first sentence of every rule of the heart, so that a person who does
//! not read Rust can read what Bothy holds to.
//!
//! A rule is a `pub fn` in a folder of `crates/domain/src` that is named after the work. Its
//! doc comment's first line is its sentence; a rule without one is a fault of `check`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::tree;
use crate::whereabouts::CONCEPTS;

const FILE: &str = "docs/rulebook.md";
const HEART: &str = "crates/domain/src";

/// Public functions that only name, make or show a value. They carry words too, but no rule.
const PLAIN: [&str; 11] =
    ["new", "named", "word", "code", "of_code", "by", "thing", "hats", "kept_from", "id", "organisation"];

/// One rule: what it is called in the code, its sentence, and the file it stands in.
#[derive(Debug, PartialEq, Eq)]
struct Rule {
    name: String,
    sentence: String,
    file: String,
}

/// Writes the rulebook afresh.
pub fn write() -> Result<(), String> {
    let (rules, silent) = gather()?;
    tree::write(FILE, &page(&rules))?;
    println!("{FILE}: {} rules", rules.values().map(Vec::len).sum::<usize>());
    for fault in silent {
        println!("  {fault}");
    }
    Ok(())
}

/// What is wrong with the rulebook: rules without words, or a page that is older than the rules.
pub fn faults() -> Result<Vec<String>, String> {
    let (rules, mut faults) = gather()?;
    let there = tree::text(Path::new(FILE)).ok().flatten().unwrap_or_default();
    if there != page(&rules) {
        faults.push(format!("{FILE} is older than the rules: run `cargo xtask rulebook`"));
    }
    Ok(faults)
}

type ByConcept = BTreeMap<String, Vec<Rule>>;

fn gather() -> Result<(ByConcept, Vec<String>), String> {
    let mut rules = ByConcept::new();
    let mut silent = Vec::new();
    for file in tree::files()? {
        let Ok(inside) = file.strip_prefix(HEART) else { continue };
        let concept = inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let Some(concept) = concept.map(|name| name.trim_end_matches(".rs").to_owned()) else { continue };
        if !tree::is(&file, "rs") || !CONCEPTS.contains(&concept.as_str()) {
            continue;
        }
        let text = tree::text(&file)?.unwrap_or_default();
        let (found, without) = read(&text, &file.display().to_string());
        silent.extend(without);
        if !found.is_empty() {
            rules.entry(concept).or_default().extend(found);
        }
    }
    Ok((rules, silent))
}

/// Reads the rules of one file, and the faults of those that have no sentence. The file's own
/// tests (from the first `#[cfg(test)]` on) are not rules.
fn read(text: &str, file: &str) -> (Vec<Rule>, Vec<String>) {
    let (mut rules, mut silent) = (Vec::new(), Vec::new());
    let mut words: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        if let Some(word) = line.strip_prefix("///") {
            words.push(word.trim());
        } else if let Some(name) = function(line) {
            match first_sentence(&words) {
                Some(_) if PLAIN.contains(&name) => {}
                Some(sentence) => rules.push(Rule { name: name.to_owned(), sentence, file: file.to_owned() }),
                None => silent.push(format!("{file}: the rule `{name}` has no sentence above it")),
            }
            words.clear();
        } else if !line.starts_with("#[") && !continues_attribute(line) {
            words.clear();
        }
    }
    (rules, silent)
}

/// The name, where a line opens a public function.
fn function(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const fn "))?;
    rest.split(['(', '<']).next().map(str::trim)
}

/// A long attribute goes on over several lines and must not part a rule from its words.
fn continues_attribute(line: &str) -> bool {
    line.ends_with(")]") || line.starts_with("reason =")
}

/// The words up to the first full stop that ends a sentence, or to the end of the paragraph.
fn first_sentence(words: &[&str]) -> Option<String> {
    let paragraph: Vec<&str> = words.iter().copied().take_while(|line| !line.is_empty()).collect();
    let whole = paragraph.join(" ");
    let sentence = match whole.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => whole,
    };
    if sentence.is_empty() { None } else { Some(sentence) }
}

fn page(rules: &ByConcept) -> String {
    let mut page = String::from(
        "# The rulebook\n\nEvery rule that Bothy holds to, in the words that stand above it in the code. \
         Written by `cargo xtask rulebook`; do not edit it here.\n",
    );
    for (concept, rules) in rules {
        page.push_str(&format!("\n## {concept}\n\n"));
        for rule in rules {
            let Rule { name, sentence, file } = rule;
            page.push_str(&format!("- {sentence} ([`{name}`](../{file}))\n"));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        read(text, "f.rs").0.into_iter().map(|rule| rule.name).collect()
    }

    #[test]
    fn a_rule_is_its_name_and_its_first_sentence() {
        let (rules, silent) =
            read("/// Two people hold a session. Why: safety.\n#[must_use]\npub fn ready(x: u8) {}", "f.rs");
        assert_eq!(silent, Vec::<String>::new());
        assert_eq!(
            rules,
            [Rule { name: "ready".into(), sentence: "Two people hold a session.".into(), file: "f.rs".into() }]
        );
    }

    #[test]
    fn a_sentence_may_run_over_two_lines() {
        let (rules, _) = read("/// Nobody holds\n/// two seats at once\n///\n/// More.\npub fn one() {}", "f.rs");
        assert_eq!(rules.first().map(|rule| rule.sentence.as_str()), Some("Nobody holds two seats at once"));
    }

    #[test]
    fn a_rule_without_words_is_a_fault() {
        let (rules, silent) = read("/// About something else.\nstruct X;\npub fn bare() {}", "f.rs");
        assert!(rules.is_empty());
        assert_eq!(silent.len(), 1);
    }

    #[test]
    fn private_functions_and_tests_are_not_rules() {
        assert!(names("/// a\nfn x() {}\n#[cfg(test)]\nmod t { /// b\n pub fn y() {} }").is_empty());
    }

    #[test]
    fn a_name_for_storing_is_not_a_rule() {
        assert!(names("/// The word under which it is stored.\npub fn code(self) {}").is_empty());
    }

    #[test]
    fn methods_of_a_state_are_rules_too() {
        assert_eq!(names("impl Seat {\n    /// A seat is given once.\n    pub fn give<T>(self) {}"), ["give"]);
    }
}
