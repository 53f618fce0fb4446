//! What the beginning of an address says: whose pages, and in which language (`/o/leith/pl/groups`).

use crate::api;
use crate::here::Here;
use crate::words::{self, Words};
use axum::http::Uri;

/// The organisation that a path begins with, and the rest.
pub fn split(path: &str) -> (Option<&str>, &str) {
    let Some(rest) = path.strip_prefix("/o/") else { return (None, path) };
    match rest.split_once('/') {
        Some((slug, _)) => {
            let end = "/o/".len() + slug.len();
            (path.get(..end), path.get(end..).unwrap_or("/"))
        }
        None => (Some(path), "/"),
    }
}

/// The address as the pages know it: without organisation and language.
pub fn inner_uri(uri: &Uri, path: &str) -> Option<Uri> {
    match uri.query() {
        Some(query) => format!("{path}?{query}").parse().ok(),
        None => path.parse().ok(),
    }
}

/// A path that begins with a language.
pub struct Spoken<'p> {
    /// The words of the language.
    pub words: &'static Words,
    /// The path without it.
    pub rest: &'p str,
}

/// The language that a path begins with. Programs ask at their own address, in no language.
pub fn spoken(path: &str) -> Option<Spoken<'_>> {
    let (first, rest) = match path.strip_prefix('/')?.split_once('/') {
        Some((first, _)) => (first, path.get(first.len().saturating_add(1)..)?),
        None => (path.strip_prefix('/')?, "/"),
    };
    let words = words::named(first)?;
    // Two strokes would be another host, once the language is taken away.
    let ours = !rest.starts_with("//") && !rest.contains('\\');
    (ours && !api::is_api(rest)).then_some(Spoken { words, rest })
}

/// The path that was asked for, without the prefix, and what stands after the question mark.
pub fn with_query(here: &Here) -> String {
    if here.query.is_empty() { here.path.clone() } else { format!("{}?{}", here.path, here.query) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_begin_with_a_language_of_ours_and_with_no_other() {
        let read = |path| spoken(path).map(|spoken| (spoken.words.code(), spoken.rest));
        assert_eq!(read("/pl"), Some(("pl", "/")));
        assert_eq!(read("/pl/"), Some(("pl", "/")));
        assert_eq!(read("/pl/groups/walk"), Some(("pl", "/groups/walk")));
        assert_eq!(read("/en/help"), Some(("en", "/help")));
        for none in [
            "/",
            "/groups",
            "/PL/help",
            "/de/help",
            "/plain",
            "/pl-PL/help",
            "",
            "pl/help",
            "/pl/api/v1",
            "/pl//x",
            "/pl/\\x",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
        // One language is enough: the second would be a page that is not there.
        assert_eq!(read("/pl/en/help"), Some(("pl", "/en/help")));
    }
}
