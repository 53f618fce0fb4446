//! Every page in every state and language prints, and what it prints can be read by everyone:
//! one main heading, ids once, a label for each field, no script or style in the page, and the
//! id of the act in every form that changes something. And the catalogue: no key is missing in
//! any language, none is left over.
#![allow(clippy::string_slice, reason = "a test stops at the first thing that is not as it says")]

use crate::catalogue;
use crate::markup;

use std::collections::BTreeSet;

use bothy_web::pages::samples;
use bothy_web::words::{files, languages};
use catalogue::{keys_asked_for, keys_of, sources};
use markup::{Tag, tags, text_of_first};

/// The page after leaving tells nothing about where one was, so it has no way to tell a worry.
const TELLS_NOTHING: &str = "b-body--left";

fn problems_of(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut found = Vec::new();
    let mains = tags.iter().filter(|tag| tag.name == "h1").count();
    if mains != 1 {
        found.push(format!("{mains} h1"));
    }
    if text_of_first(html, "title").trim().is_empty() {
        found.push("no title".to_owned());
    }
    if !tags.iter().any(|tag| tag.name == "html" && tag.attribute("lang").is_some_and(|lang| !lang.is_empty())) {
        found.push("no language".to_owned());
    }
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    for id in &once {
        if ids.iter().filter(|other| *other == id).count() > 1 {
            found.push(format!("id {id} stands twice"));
        }
    }
    let labels: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.attribute("for")).collect();
    for tag in &tags {
        found.extend(problems_of_tag(tag, &once, &labels));
    }
    found.extend(unlabelled_pictures(&tags));
    found.extend(forms_without_act(html));
    if !html.contains("/concern\"") && !html.contains(TELLS_NOTHING) {
        found.push("no way to tell a worry".to_owned());
    }
    found.extend(empty_pieces(html));
    found
}

/// Headings, links and labels with nothing in them, and gaps nobody filled.
fn empty_pieces(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    if html.contains("{$") || html.contains("{ $") {
        found.push("a gap in the words that nobody filled".to_owned());
    }
    for name in ["h1", "h2", "h3", "a", "button", "label", "legend", "strong", "p", "title", "summary", "th"] {
        for (at, opening) in html.match_indices(&format!("<{name}")) {
            let rest = &html[at + opening.len()..];
            if rest.starts_with([' ', '>'])
                && let Some((_, inside)) = rest.split_once('>')
                && inside.trim_start().starts_with(&format!("</{name}>"))
            {
                found.push(format!("an empty {name}: {}", &html[at..html.len().min(at + 80)]));
            }
        }
    }
    found
}

fn problems_of_tag(tag: &Tag<'_>, ids: &BTreeSet<&str>, labels: &BTreeSet<&str>) -> Vec<String> {
    let mut found = Vec::new();
    let field = matches!(tag.name, "select" | "textarea")
        || (tag.name == "input" && !matches!(tag.attribute("type"), Some("hidden" | "submit")));
    if field && !tag.attribute("id").is_some_and(|id| labels.contains(id)) && tag.attribute("aria-label").is_none() {
        found.push(format!("a field without a label: {}", tag.whole));
    }
    if tag.attribute("style").is_some() || tag.name == "style" {
        found.push(format!("a style in the page: {}", tag.whole));
    }
    // A block of data is read by search engines and run by nobody.
    let is_data = tag.attribute("type") == Some("application/ld+json");
    if tag.name == "script" && tag.attribute("src").is_none() && !is_data {
        found.push("a script in the page".to_owned());
    }
    if let Some(handler) = tag.attributes.iter().find(|(name, _)| name.starts_with("on")) {
        found.push(format!("a handler in the page: {}", handler.0));
    }
    for name in ["aria-labelledby", "aria-describedby"] {
        for id in tag.attribute(name).unwrap_or_default().split_whitespace() {
            if !ids.contains(id) {
                found.push(format!("{name} names {id}, which is not there"));
            }
        }
    }
    for name in ["href", "src", "action"] {
        let Some(address) = tag.attribute(name) else { continue };
        if address.is_empty() || address.starts_with("javascript") || address == "#" {
            found.push(format!("an address that leads nowhere: {}", tag.whole));
        }
        if let Some(id) = address.strip_prefix('#')
            && !ids.contains(id)
        {
            found.push(format!("a link to #{id}, which is not there"));
        }
        if name != "href" && address.contains("://") || tag.name == "link" && address.contains("://") {
            found.push(format!("something of another host: {}", tag.whole));
        }
    }
    found
}

fn unlabelled_pictures(tags: &[Tag<'_>]) -> Vec<String> {
    tags.iter()
        .filter(|tag| tag.name == "svg" || tag.name == "img")
        .filter(|tag| tag.attribute("aria-hidden").is_none() && tag.attribute("role").is_none())
        .filter(|tag| tag.name == "svg" || tag.attribute("alt").is_none_or(|alt| alt.trim().is_empty()))
        .map(|tag| format!("a picture neither hidden nor named: {}", tag.whole))
        .collect()
}

/// Leaving needs no act: it ends a sign-in, and doing it twice is doing it once. Signing in twice is being signed in,
/// a link works once by itself, and of two askings to be let in again the second finds the first. The demo's own
/// buttons change no record of anyone.
const NEEDS_NO_ACT: [&str; 8] =
    ["/leave\"", "/language\"", "/sign-out\"", "/sign-in", "/invite/", "/recover\"", "/demo/", "method=\"get\""];

fn forms_without_act(html: &str) -> Vec<String> {
    html.split("<form ")
        .skip(1)
        .filter_map(|rest| rest.split("</form>").next())
        .filter(|form| {
            let opening = form.split('>').next().unwrap_or_default();
            !NEEDS_NO_ACT.iter().any(|exempt| opening.contains(exempt))
                && !form.contains("<input type=\"hidden\" name=\"act\" value=\"")
        })
        .map(|form| format!("a form without the id of its act: {}", form.split('>').next().unwrap_or_default()))
        .collect()
}

#[test]
fn every_page_prints_in_every_state_and_language() {
    let mut found = Vec::new();
    for words in languages() {
        let all = samples(words).unwrap();
        assert!(!all.is_empty());
        for sample in &all {
            for problem in problems_of(&sample.html) {
                found.push(format!("{} ({}, {}): {problem}", sample.page, sample.state, words.language()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_checks_of_the_markup_can_fail() {
    let bad = r##"<html lang=""><title></title><h1 id="a">x</h1><h1 id="a">y</h1><input name="x" type="text">
        <a href="#"> </a><form method="post" action="/x"></form><p style="a">q</p><svg></svg>"##;
    let found = problems_of(bad).join("\n");
    for part in [
        "2 h1",
        "no title",
        "no language",
        "id a stands twice",
        "without a label",
        "leads nowhere",
        "without the id",
        "a style",
        "neither hidden",
        "an empty a",
    ] {
        assert!(found.contains(part), "{part} not in:\n{found}");
    }
}

#[test]
fn a_private_page_has_a_title_that_tells_nothing() {
    for sample in samples(&languages()[0]).unwrap() {
        let private = sample.html.contains("b-body--staff") || sample.page.starts_with("concern");
        if private {
            assert_eq!(text_of_first(&sample.html, "title").trim(), "Bothy", "{} ({})", sample.page, sample.state);
        }
    }
}

#[test]
fn every_key_has_words_in_english() {
    let asked = keys_asked_for();
    assert!(asked.len() > 50, "the search for keys found only {}", asked.len());
    let english = &languages()[0];
    assert!(english.is_english());
    let missing = asked.iter().filter(|(_, key)| !english.has(key)).map(|(path, key)| format!("{key} ({path})"));
    let missing = missing.collect::<Vec<_>>();
    assert!(missing.is_empty(), "without words: {}", missing.join("\n"));
}

#[test]
fn no_words_are_left_over_or_written_twice() {
    let asked: BTreeSet<String> = keys_asked_for().into_iter().map(|(_, key)| key).collect();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, text) in files() {
        for key in keys_of(&text) {
            if !asked.contains(&key) {
                found.push(format!("{key} ({path}) is asked for nowhere"));
            }
            let language = path.split('/').next().unwrap_or_default().to_owned();
            if !seen.insert((language, key.clone())) {
                found.push(format!("{key} ({path}) is written twice"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_files_of_words_are_whole() {
    for (path, text) in files() {
        if let Err((_, errors)) = fluent_syntax::parser::parse(text.as_str()) {
            panic!("{path}: {errors:?}");
        }
        assert!(
            text.starts_with("### for: everyone\n") || text.starts_with("### for: staff\n"),
            "{path} does not say for whom it is"
        );
    }
}

#[test]
fn a_line_with_gaps_is_never_asked_for_as_a_plain_one() {
    let plain_asks: Vec<(String, String)> = sources()
        .into_iter()
        .flat_map(|(path, text)| {
            text.match_indices(".t(\"")
                .filter_map(|(at, call)| {
                    text[at + call.len()..].split('"').next().map(|key| (path.clone(), key.to_owned()))
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let words = &languages()[0];
    let wrong: Vec<_> = plain_asks.into_iter().filter(|(_, key)| words.has(key) && words.t(key).is_empty()).collect();
    assert!(wrong.is_empty(), "ask with say(…) and fill the gaps: {wrong:?}");
}
