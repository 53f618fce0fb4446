//! Feeds of services to rows: what Open Referral UK and ALISS say of a service, under the names of our columns.
//!
//! Only what is said of the service itself is taken, from where the standard has it. Numbers that point elsewhere (a
//! parent of an organisation, a place of another service) are followed nowhere, so that nothing can lead in a circle.
//! Names of contacts are people, and are not taken.

use super::bytes::{MOST_BYTES_OF_SERVICES, NotRead, text_of};
use super::json;
use super::table::{MOST_ROWS, MOST_UNREADABLE, Table, fitting};
use bothy_domain::directory::LONGEST_LINE;
use bothy_domain::imports::Refusal;
use serde_json::Value;
use std::collections::HashSet;

/// In which form a file lists services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceForm {
    /// Open Referral UK 3.0, or what is near it.
    OpenReferral,
    /// An answer of the API of ALISS.
    Aliss,
}

const HEADERS: [&str; 15] = [
    "Name",
    "Description",
    "For whom",
    "How to come",
    "Area served",
    "Venue",
    "Address",
    "Town",
    "Postcode",
    "Latitude",
    "Longitude",
    "Website",
    "Telephone",
    "Closure",
    "Last checked",
];

/// The name of the last column: the number that the service has where it comes from.
const NUMBER: &str = "Number there";

/// Those that stand on one line and have an end.
const LINES: [&str; 6] = ["Name", "Venue", "Address", "Town", "Website", "Telephone"];

/// Cuts a feed into a table.
///
/// # Errors
/// Refuses what is too large or no text, has too many rows, or is hardly a feed.
pub fn table(bytes: &[u8], form: ServiceForm) -> Result<Table, NotRead> {
    let text = text_of(bytes, MOST_BYTES_OF_SERVICES)?;
    let lists: &[&str] = match form {
        ServiceForm::OpenReferral => &["contents", "services"],
        ServiceForm::Aliss => &["data", "results", "services"],
    };
    let found = json::rows(&text, lists);
    if found.len() > MOST_ROWS {
        return Err(NotRead::TooManyRows { most: MOST_ROWS });
    }
    let headers: Vec<String> = HEADERS.into_iter().chain([NUMBER]).map(String::from).collect();
    let mut numbers = HashSet::new();
    let mut rows = Vec::with_capacity(found.len());
    let mut unreadable = Vec::new();
    for said in found {
        let row = object(said).and_then(|service| cells(&service, form, &headers, &mut numbers));
        if matches!(row, Err(Refusal::Unreadable { .. })) {
            unreadable.push(rows.len() + 1);
        }
        if let (true, Some(first)) = (unreadable.len() > MOST_UNREADABLE, unreadable.first()) {
            return Err(NotRead::TooManyUnreadable { most: MOST_UNREADABLE, first: *first });
        }
        rows.push(row);
    }
    Ok(Table { headers, rows })
}

fn object(said: &str) -> Result<Value, Refusal> {
    match serde_json::from_str(said) {
        Ok(Value::Object(service)) => Ok(Value::Object(service)),
        Ok(_) => Err(Refusal::Unreadable { why: "it is no object".into() }),
        // The message says where and what; it repeats nothing of the row.
        Err(error) => Err(Refusal::Unreadable { why: error.to_string() }),
    }
}

fn cells(
    service: &Value,
    form: ServiceForm,
    headers: &[String],
    numbers: &mut HashSet<String>,
) -> Result<Vec<String>, Refusal> {
    let number = text(&service["id"]).to_owned();
    let said = match form {
        ServiceForm::OpenReferral => open_referral(service),
        ServiceForm::Aliss => aliss(service),
    };
    let row = fitting(said.into_iter().chain([number.clone()]).collect(), headers)?;
    for (cell, header) in row.iter().zip(headers) {
        let letters = cell.chars().count();
        if letters > LONGEST_LINE && LINES.contains(&header.as_str()) {
            return Err(Refusal::TooLong { column: header.clone(), letters, most: LONGEST_LINE });
        }
    }
    let name = row.first().cloned().unwrap_or_default();
    // Without a name it is refused for that.
    if !name.is_empty() && !number.is_empty() && !numbers.insert(number.clone()) {
        return Err(Refusal::NumberTwice { name, number: number.chars().take(100).collect() });
    }
    Ok(row)
}

/// A text; nothing where it is none.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default().trim()
}

/// A text further in; nothing where it is none.
fn inner<'v>(value: &'v Value, path: &str) -> &'v str {
    value.pointer(path).map(text).unwrap_or_default()
}

/// The objects of a list; none where it is no list.
fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The first of these that says anything.
fn first<'v>(said: impl IntoIterator<Item = &'v str>) -> String {
    said.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

/// A number as it stands; coordinates are numbers in one feed and texts in another.
fn number(value: &Value) -> String {
    if value.is_number() { value.to_string() } else { text(value).to_owned() }
}

/// Each that says anything, once; not more than a line of them.
fn together<'v>(said: impl IntoIterator<Item = &'v str>) -> String {
    let mut all = String::new();
    for text in said {
        let length = all.chars().count() + text.chars().count() + 2;
        if text.is_empty() || length > LONGEST_LINE || all.split("; ").any(|before| before == text) {
            continue;
        }
        if !all.is_empty() {
            all.push_str("; ");
        }
        all.push_str(text);
    }
    all
}

/// What it does, with who runs it and what it counts as, where that is not said already.
fn description(service: &Value, by: &str, kinds: &str) -> String {
    let what = text(&service["description"]);
    let mut parts = vec![what.to_owned()];
    if !what.is_empty() && !by.is_empty() && !what.contains(by) && !text(&service["name"]).contains(by) {
        parts.push(format!("Run by {by}."));
    }
    if !what.is_empty() && !kinds.is_empty() {
        parts.push(format!("{kinds}."));
    }
    parts.join("\n")
}

fn open_referral(service: &Value) -> [String; 15] {
    let by = &service["organization"];
    let nested = list(&service["service_at_locations"]).map(|at| &at["location"]);
    let places: Vec<&Value> = nested.chain(list(&service["locations"])).filter(|place| place.is_object()).collect();
    let place = places.iter().find(|place| list(&place["addresses"]).next().is_some()).or(places.first());
    let nothing = Value::Null;
    let place = place.copied().unwrap_or(&nothing);
    let address = list(&place["addresses"]).next().unwrap_or(&nothing);
    let phones = |of: &'_ Value| {
        list(&of["phones"]).map(|phone| text(&phone["number"])).find(|said| !said.is_empty()).map(String::from)
    };
    let telephone = phones(service)
        .or_else(|| phones(place))
        .or_else(|| phones(by))
        .or_else(|| list(&service["contacts"]).find_map(&phones))
        .unwrap_or_default();
    let areas = list(&service["service_areas"]).map(|area| {
        let name = text(&area["name"]);
        if name.is_empty() { text(&area["service_area"]) } else { name }
    });
    let kinds = together(list(&service["attributes"]).map(|one| inner(one, "/taxonomy_term/name")));
    let status = text(&service["status"]);
    let how = [
        text(&service["application_process"]),
        text(&service["fees_description"]),
        text(&service["fees"]),
        text(&service["email"]),
    ];
    let how: Vec<&str> = how.into_iter().filter(|part| !part.is_empty()).collect();
    [
        text(&service["name"]).to_owned(),
        description(service, text(&by["name"]), &kinds),
        for_whom(service),
        how.join("\n"),
        together(areas),
        text(&place["name"]).to_owned(),
        text(&address["address_1"]).to_owned(),
        text(&address["city"]).to_owned(),
        text(&address["postal_code"]).to_owned(),
        number(&place["latitude"]),
        number(&place["longitude"]),
        first([text(&service["url"]), text(&by["website"]), text(&by["url"])]),
        telephone,
        if status.eq_ignore_ascii_case("active") { String::new() } else { status.to_owned() },
        first([text(&service["assured_date"]), text(&service["last_modified"])]),
    ]
}

fn for_whom(service: &Value) -> String {
    let eligible = text(&service["eligibility_description"]);
    let ages = match (service["minimum_age"].as_f64(), service["maximum_age"].as_f64()) {
        (Some(from), Some(to)) => format!("Ages {from} to {to}"),
        (Some(from), None) => format!("From age {from}"),
        (None, Some(to)) => format!("Up to age {to}"),
        (None, None) => String::new(),
    };
    [eligible, &ages].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn aliss(service: &Value) -> [String; 15] {
    let nothing = Value::Null;
    let place = list(&service["locations"]).find(|place| place.is_object()).unwrap_or(&nothing);
    let street = text(&place["street_address"]);
    let kinds = together(list(&service["categories"]).map(|one| text(&one["name"])));
    [
        text(&service["name"]).to_owned(),
        description(service, inner(service, "/organisation/name"), &kinds),
        String::new(),
        text(&service["email"]).to_owned(),
        together(list(&service["service_areas"]).map(|area| text(&area["name"]))),
        text(&place["name"]).to_owned(),
        if street.is_empty() { text(&place["formatted_address"]) } else { street }.to_owned(),
        text(&place["locality"]).to_owned(),
        text(&place["postal_code"]).to_owned(),
        number(&place["latitude"]),
        number(&place["longitude"]),
        text(&service["url"]).to_owned(),
        text(&service["phone"]).to_owned(),
        String::new(),
        first([text(&service["last_updated"]), text(&service["last_edited"]), text(&service["updated_on"])]),
    ]
}
