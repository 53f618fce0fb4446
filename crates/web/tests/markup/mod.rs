//! A small reader of our own markup, enough to check what pages print.
#![allow(clippy::string_slice, reason = "each test program uses a part of it")]

/// An opening tag.
pub struct Tag<'h> {
    pub name: &'h str,
    pub attributes: Vec<(&'h str, &'h str)>,
    pub whole: &'h str,
}

impl<'h> Tag<'h> {
    pub fn attribute(&self, name: &str) -> Option<&'h str> {
        self.attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| *value)
    }
}

/// All opening tags, in order. Our templates quote every attribute with double quotes, or with
/// single ones where the value holds double ones.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = end_of_tag(rest);
        let (whole, after) = rest.split_at(end);
        if whole.starts_with(|first: char| first.is_ascii_alphabetic()) {
            all.push(read(whole));
        }
        rest = after;
    }
    all
}

fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, letter) in rest.char_indices() {
        match (quote, letter) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn read(whole: &str) -> Tag<'_> {
    let name_end = whole.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(whole.len());
    let (name, mut rest) = whole.split_at(name_end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        match after.strip_prefix('=') {
            Some(value) => {
                let quote = value.chars().next().unwrap_or('"');
                let value = value.strip_prefix(quote).unwrap_or(value);
                let close = value.find(quote).unwrap_or(value.len());
                attributes.push((attribute, &value[..close]));
                rest = value.get(close + 1..).unwrap_or("");
            }
            None => {
                attributes.push((attribute, ""));
                rest = after;
            }
        }
    }
    Tag { name, attributes, whole }
}

/// The text inside the first element of a name.
pub fn text_of_first<'h>(html: &'h str, name: &str) -> &'h str {
    html.split_once(&format!("<{name}"))
        .and_then(|(_, rest)| rest.split_once('>'))
        .and_then(|(_, rest)| rest.split_once("</"))
        .map_or("", |(text, _)| text)
}
