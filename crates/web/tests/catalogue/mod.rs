//! The keys that pages ask for, and those that the files of words have.
#![allow(clippy::string_slice, reason = "tests may stop at once; not every test uses everything")]

use std::path::Path;

/// Every source that asks for words, without its tests.
pub fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    let mut folders = vec![root.join("src"), root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
                let text = std::fs::read_to_string(&path).unwrap();
                let tests_begin = text.find("#[cfg(test)]").unwrap_or(text.len());
                all.push((path.strip_prefix(root).unwrap().display().to_string(), text[..tests_begin].to_owned()));
            }
        }
    }
    all
}

/// Every key asked for: `t("…")`, `say("…")`, `key("…")`, and the second word of `one_of(…)`.
pub fn keys_asked_for() -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for (path, text) in sources() {
        for call in ["t(\"", "say(\"", "key(\""] {
            for (at, _) in text.match_indices(call) {
                let before = text[..at].chars().next_back();
                if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                    continue;
                }
                let comment = text[..at].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("//"));
                if let Some(key) = text[at + call.len()..].split('"').next()
                    && !comment
                {
                    asked.push((path.clone(), key.to_owned()));
                }
            }
        }
    }
    asked
}

/// The keys of one file of the catalogue.
pub fn keys_of(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
        .collect()
}
