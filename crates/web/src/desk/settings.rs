//! `/settings` from what an organisation says of itself.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{ClosedDay, HelpLineForm, Settings as Page, Stale, StaleText};
use crate::parts::Errors;
use crate::words::{self, key};
use bothy_actions::help::HelpLine;
use bothy_actions::organisations::Settings;
use bothy_domain::ids::PersonId;
use jiff::civil::Date;

/// The readers as a form carries them, to see whether somebody named others meanwhile.
pub fn version(readers: [Option<PersonId>; 2]) -> String {
    let [first, second] = readers.map(|one| one.map(|id| id.to_string()).unwrap_or_default());
    format!("{first} {second}")
}

fn id(reader: Option<PersonId>) -> String {
    reader.map(|id| id.to_string()).unwrap_or_default()
}

fn line(desk: &Desk, line: &HelpLine) -> HelpLineForm {
    let day = line.checked_on;
    let said = desk.words.say(key("desk-line-checked"));
    HelpLineForm {
        id: line.id.to_string(),
        number: line.number.clone(),
        name: line.name.clone(),
        hours: line.hours.clone(),
        source: line.source.clone(),
        checked: said.put("day", words::day_and_month(desk.words, day, desk.today())).to_string(),
        checked_on: boxes(day),
        problem: String::new(),
    }
}

fn boxes(day: Date) -> (String, String, String) {
    (day.day().to_string(), day.month().to_string(), day.year().to_string())
}

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &Settings) -> Page {
    let [first, second] = seen.organisation.readers;
    let nobody = (String::new(), desk.words.t(key("desk-no-reader")).to_owned());
    let people = seen.people.iter().map(|person| (person.id.to_string(), person.shown_name.clone()));
    let coming = seen.closed.iter().filter(|closed| closed.on >= desk.today());
    Page {
        frame,
        acts: acts(),
        version: version(seen.organisation.readers),
        people: std::iter::once(nobody).chain(people).collect(),
        first_reader: id(first),
        second_reader: id(second),
        lines: seen.lines.iter().map(|one| line(desk, one)).collect(),
        new_line: HelpLineForm { checked_on: boxes(desk.today()), ..HelpLineForm::default() },
        closed: coming
            .map(|closed| {
                let own = closed.source == "own";
                let holiday = desk.words.say(key("desk-bank-holiday")).put("name", &closed.name).to_string();
                ClosedDay {
                    id: if own { closed.on.to_string() } else { String::new() },
                    day: words::day(desk.words, closed.on, desk.today()),
                    why: if own { closed.name.clone() } else { holiday },
                }
            })
            .collect(),
        closed_on: <_>::default(),
        closed_why: String::new(),
        errors: Errors::default(),
        stale: None,
    }
}

/// Two named readers at once: those who stand now beside those who were chosen.
pub fn stale(desk: &Desk, seen: &Settings, chosen: [&str; 2]) -> Stale {
    let name = |id: &str| {
        let found = seen.people.iter().find(|person| person.id.to_string() == id);
        found.map_or_else(|| desk.words.t(key("desk-no-reader")).to_owned(), |person| person.shown_name.clone())
    };
    let labels = [key("staff-settings-first"), key("staff-settings-second")];
    let now = seen.organisation.readers.map(id);
    let texts = labels
        .into_iter()
        .zip(now.iter().zip(chosen))
        .filter(|(_, (theirs, yours))| theirs.as_str() != *yours)
        .map(|(label, (theirs, yours))| StaleText {
            label: desk.words.t(label).to_owned(),
            theirs: name(theirs),
            yours: name(yours),
        })
        .collect();
    let by = desk.words.t(key("desk-somebody")).to_owned();
    Stale { by, at: desk.words.t(key("desk-meanwhile")).to_owned(), texts }
}
