//! Our form parts against GOV.UK Frontend's own fixtures, for the parts and options in use.
//!
//! `govuk_fixtures.json` is cut from the package (see its first line); white space, and two ways
//! of writing a quote, are the only differences allowed.
#![allow(clippy::string_slice, reason = "a test stops at the first thing that is not as it says")]

use bothy_web::pages::{Flash, Frame};
use bothy_web::parts::Errors;
use serde_json::Value;

struct Fixture {
    component: String,
    name: String,
    options: Value,
    html: String,
}

fn fixtures() -> Vec<Fixture> {
    let file: Value = serde_json::from_str(include_str!("govuk_fixtures.json")).unwrap();
    file["fixtures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fixture| Fixture {
            component: fixture["component"].as_str().unwrap().to_owned(),
            name: fixture["name"].as_str().unwrap().to_owned(),
            options: fixture["options"].clone(),
            html: fixture["html"].as_str().unwrap().to_owned(),
        })
        .collect()
}

/// White space between and beside tags means nothing here; inside words one space is left.
/// What a textarea holds is kept.
fn normal(html: &str) -> String {
    let mut text = html.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in [("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'")] {
        text = text.replace(from, to);
    }
    while text.contains("> ") || text.contains(" <") {
        text = text.replace("> ", ">").replace(" <", "<");
    }
    text
}

fn text<'o>(options: &'o Value, name: &str) -> &'o str {
    options[name].as_str().or_else(|| options[name]["text"].as_str()).unwrap_or("")
}

fn id_of(options: &Value) -> String {
    ["id", "idPrefix", "name"].map(|name| text(options, name)).into_iter().find(|id| !id.is_empty()).unwrap().to_owned()
}

fn error_of(options: &Value) -> Option<&str> {
    options["errorMessage"]["text"].as_str()
}

fn items(options: &Value) -> Vec<(String, String, bool)> {
    let written = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    options["items"]
        .as_array()
        .map(|items| {
            items
                .iter()
                .map(|item| (written(&item["value"]), text(item, "text").to_owned(), item["checked"] == true))
                .collect()
        })
        .unwrap_or_default()
}

fn our_input(o: &Value, frame: &Frame) -> String {
    let (label, hint) = (text(o, "label"), text(o, "hint"));
    let mut part =
        frame.input(text(o, "name"), label).id(id_of(o)).hint(hint).error(error_of(o)).value(text(o, "value"));
    if let Some(width) = text(o, "classes").strip_prefix("govuk-input--width-") {
        part = part.width(width.parse().unwrap());
    }
    part = match text(o, "type") {
        "number" => part.kind("number"),
        _ => part,
    };
    part = if text(o, "inputmode") == "decimal" { part.inputmode("decimal") } else { part };
    part = if text(o, "autocomplete") == "postal-code" { part.autocomplete("postal-code") } else { part };
    part = if o["spellcheck"] == false { part.no_spellcheck() } else { part };
    part.to_string()
}

/// GOV.UK's English words stand in for ours, which differ.
fn ours(fixture: &Fixture, frame: &Frame) -> String {
    let o = &fixture.options;
    let (label, hint, legend) = (text(o, "label"), text(o, "hint"), text(&o["fieldset"], "legend"));
    match fixture.component.as_str() {
        "input" => our_input(o, frame),
        "textarea" => {
            let rows = u8::try_from(o["rows"].as_u64().unwrap_or(5)).unwrap();
            let part = frame.textarea(text(o, "name"), label).id(id_of(o)).hint(hint).error(error_of(o));
            part.rows(rows).value(text(o, "value")).to_string()
        }
        "radios" => {
            let mut part = frame.radios(text(o, "name"), legend).id(id_of(o)).hint(hint).error(error_of(o));
            for (value, words, checked) in items(o) {
                part = part.choice(&value, &words);
                part = if checked { part.chosen(&value) } else { part };
            }
            part = if text(o, "classes").ends_with("inline") { part.inline() } else { part };
            part.to_string()
        }
        "checkboxes" => {
            let hints = o["items"].as_array().unwrap().iter().map(|item| text(item, "hint").to_owned());
            let choices: Vec<_> = items(o)
                .into_iter()
                .zip(hints)
                .map(|((value, words, _), hint)| bothy_web::parts::Choice { value, words, hint })
                .collect();
            frame
                .checkboxes(text(o, "name"), legend)
                .id(id_of(o))
                .hint(hint)
                .error(error_of(o))
                .choices(&choices)
                .to_string()
        }
        "select" => {
            let items: Vec<_> = items(o).into_iter().map(|(value, words, _)| (value, words)).collect();
            frame.select(text(o, "name"), label).id(id_of(o)).hint(hint).error(error_of(o)).items(&items).to_string()
        }
        "date-input" => {
            let name = if text(o, "namePrefix").is_empty() { id_of(o) } else { text(o, "namePrefix").to_owned() };
            let value =
                |part: &str| o["values"][format!("{name}-{part}")].as_u64().map_or(String::new(), |n| n.to_string());
            let part = frame.date(&name, legend).id(id_of(o)).hint(hint).error(error_of(o));
            part.values(value("day"), value("month"), value("year")).to_string()
        }
        "error-summary" => {
            let mut errors = Errors::default();
            errors.add("example-error-1", o["errorList"][0]["text"].as_str().unwrap());
            errors.add("example-error-2", o["errorList"][1]["text"].as_str().unwrap());
            frame.error_summary(&errors).to_string().replace(frame.t("form-problem"), "There is a problem")
        }
        "notification-banner" => {
            let words = text(o, "text").to_owned();
            let success = text(o, "type") == "success";
            let (notice, key, title) = if success {
                (Flash::Done(words), "banner-done", "Success")
            } else {
                (Flash::Note(words), "banner-note", "Important")
            };
            let frame = Frame { notice: Some(notice), ..frame.clone() };
            frame.banner().unwrap().to_string().replace(frame.t(key), title)
        }
        "pagination" => {
            let href = |way: &str| o[way]["href"].as_str().map(str::to_owned);
            let ours = frame.pages(&href("previous"), &href("next")).to_string();
            ours.replace(frame.t("pages-label"), "Pagination")
        }
        other => panic!("no part of ours for {other}"),
    }
}

/// Without a name prefix GOV.UK sends `day`; ours always carries the field's name.
fn theirs(fixture: &Fixture) -> String {
    let html = normal(&fixture.html);
    if fixture.component == "date-input" && text(&fixture.options, "namePrefix").is_empty() {
        let id = id_of(&fixture.options);
        return ["day", "month", "year"]
            .iter()
            .fold(html, |html, part| html.replace(&format!("name=\"{part}\""), &format!("name=\"{id}-{part}\"")));
    }
    html
}

#[test]
fn our_form_parts_are_the_packages_own_markup() {
    let frame = Frame::sample("/");
    let mut compared = 0;
    let mut differ = Vec::new();
    for fixture in fixtures() {
        if matches!(fixture.component.as_str(), "button" | "skip-link") {
            continue;
        }
        compared += 1;
        let (ours, theirs) = (normal(&ours(&fixture, &frame)), theirs(&fixture));
        if ours != theirs {
            differ.push(format!("{} ({})\n  theirs: {theirs}\n  ours:   {ours}", fixture.component, fixture.name));
        }
    }
    assert!(compared > 30, "only {compared} compared");
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Buttons and the skip link stand in the templates as plain markup: their opening tags must be
/// the package's, save the script hook where there is no script.
#[test]
fn buttons_and_the_skip_link_in_pages_are_the_packages_own() {
    let known = |component: &str| -> Vec<String> {
        fixtures()
            .into_iter()
            .filter(|fixture| fixture.component == component)
            .map(|fixture| fixture.html.split('>').next().unwrap().to_owned())
            .collect()
    };
    let buttons = known("button");
    assert!(
        buttons.iter().any(|tag| tag == r#"<button type="submit" class="govuk-button" data-module="govuk-button""#)
    );
    assert!(known("skip-link").iter().any(|tag| tag.contains(r#"class="govuk-skip-link""#)));
    for sample in bothy_web::pages::samples(bothy_web::words::english()).unwrap() {
        for tag in sample.html.split('<').filter(|tag| tag.starts_with("button ") && tag.contains("govuk-button")) {
            let opening = tag.split('>').next().unwrap();
            assert!(
                opening.contains(r#"type="submit""#) && opening.contains(r#"data-module="govuk-button""#),
                "{} ({}): <{opening}>",
                sample.page,
                sample.state
            );
        }
        for tag in sample.html.split('<').filter(|tag| tag.starts_with("a ") && tag.contains("class=\"govuk-button")) {
            assert!(tag.contains(r#"role="button" draggable="false""#), "{} ({}): <{tag}", sample.page, sample.state);
        }
    }
}
