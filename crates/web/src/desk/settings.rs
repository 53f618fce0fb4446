//! `/settings` from what an organisation says of itself.

mod versions;

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{
    AsksForm, ClosedDay, HelpLineForm, ReachHourForm, Settings as Page, Stale, StaleText, TaskLine,
};
use crate::parts::{Choice, Errors};
use crate::words::{self, key};
use bothy_actions::help::{HelpLine, WeekHours};
use bothy_actions::organisations::Settings;
use bothy_domain::ids::{PersonId, ReachHourId};
use bothy_domain::organisations::reach::{ReachHour, WAYS};
use bothy_domain::organisations::set_up::{Stands, Task};
use bothy_domain::supporters::everyone::{AskedOfAll, ReferencesAsked, SupervisionAsked};
use jiff::civil::{Date, Time, Weekday};

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
        open: open_words(desk, &line.hours),
        source: line.source.clone(),
        checked: said.put("day", words::day_and_month(desk.words, day, desk.today())).to_string(),
        checked_on: boxes(day),
        problem: String::new(),
    }
}

/// One thing to set up, in words. `mail` is where the mail server is named; empty for whoever does not name it.
fn task(desk: &Desk, mail: &str, (task, stands): (Task, Stands)) -> TaskLine {
    let (what, why, old, href) = match task {
        Task::Readers => (key("settings-task-readers"), key("settings-task-readers-why"), None, "#readers-h"),
        Task::HelpLines => (
            key("settings-task-lines"),
            key("settings-task-lines-why"),
            Some(key("settings-task-lines-old")),
            "#lines-h",
        ),
        Task::Hours => (key("settings-task-hours"), key("settings-task-hours-why"), None, "#hours-h"),
        Task::Administrators => {
            (key("settings-task-administrators"), key("settings-task-administrators-why"), None, "#people-l")
        }
        Task::RecoverySheet => {
            (key("settings-task-sheet"), key("settings-task-sheet-why"), Some(key("settings-task-sheet-old")), "")
        }
        Task::Letters => (key("settings-task-letters"), key("settings-task-letters-why"), None, mail),
        Task::Tls => (key("settings-task-tls"), key("settings-task-tls-why"), None, ""),
        Task::Backup => {
            (key("settings-task-backup"), key("settings-task-backup-why"), Some(key("settings-task-backup-old")), "")
        }
        Task::Proof => {
            (key("settings-task-proof"), key("settings-task-proof-why"), Some(key("settings-task-proof-old")), "")
        }
    };
    let detail = old.filter(|_| stands == Stands::Old).unwrap_or(why);
    TaskLine {
        what: desk.words.t(what).to_owned(),
        detail: desk.words.t(detail).to_owned(),
        href: href.to_owned(),
        done: stands == Stands::Done,
        letters: task == Task::Letters && stands == Stands::Done,
    }
}

/// The hours of a line as people say them: "Monday to Thursday, 6pm to 2am. Friday, 6pm to Monday, 6am".
fn open_words(desk: &Desk, hours: &str) -> String {
    let Some(read) = WeekHours::read(hours) else { return desk.words.t(key("said-hours-unknown")).to_owned() };
    if read == WeekHours::Always {
        return desk.words.t(key("said-always")).to_owned();
    }
    let day = |day: Weekday| words::weekday(desk.words, day).to_owned();
    // Days that follow each other with the same hours are said once: first day, last day, from, to.
    let mut runs: Vec<(Weekday, Weekday, Time, Time)> = Vec::new();
    let mut said = Vec::new();
    for ((first, from), (last, to)) in read.spans() {
        let within_a_day = first == last || (last == first.next() && to <= from);
        match runs.last_mut() {
            Some(run) if within_a_day && run.1.next() == first && (run.2, run.3) == (from, to) => run.1 = first,
            _ if within_a_day => runs.push((first, first, from, to)),
            _ => said.push(
                desk.words
                    .say(key("settings-open-over"))
                    .put("first", day(first))
                    .put("from", words::clock(desk.words, from))
                    .put("last", day(last))
                    .put("to", words::clock(desk.words, to))
                    .to_string(),
            ),
        }
    }
    let runs = runs.into_iter().map(|(first, last, from, to)| {
        let said = if first == last { key("settings-open-day") } else { key("settings-open-days") };
        let said = desk.words.say(said).put("first", day(first)).put("last", day(last));
        said.put("from", words::clock(desk.words, from)).put("to", words::clock(desk.words, to)).to_string()
    });
    runs.chain(said).collect::<Vec<_>>().join(". ")
}

fn boxes(day: Date) -> (String, String, String) {
    (day.day().to_string(), day.month().to_string(), day.year().to_string())
}

fn way(desk: &Desk, way: &str) -> &'static str {
    desk.words.t(match way {
        "ring" => key("said-way-ring"),
        "come-in" => key("said-way-come-in"),
        "online" => key("said-way-online"),
        _ => key("said-way-write"),
    })
}

/// The name of a weekday by its number; 1 is Monday.
pub fn weekday(desk: &Desk, day: i8) -> String {
    let day = Weekday::from_monday_one_offset(day).unwrap_or(Weekday::Monday);
    words::weekday(desk.words, day).to_owned()
}

fn days(desk: &Desk) -> impl Iterator<Item = (String, String)> {
    (1..=7).map(|day| (day.to_string(), weekday(desk, day)))
}

/// A time as it can be typed again: "9am", "4:30pm", "12am".
fn typed(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    let half = if hour < 12 { "am" } else { "pm" };
    let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
    if minute == 0 { format!("{shown}{half}") } else { format!("{shown}:{minute:02}{half}") }
}

/// One span as it stands, in words.
pub fn said(desk: &Desk, span: &ReachHour) -> String {
    let said = desk.words.say(key("settings-hour-said")).put("way", way(desk, &span.way));
    let said = said.put("day", weekday(desk, span.day));
    said.put("time", words::span(desk.words, span.starts, span.ends)).to_string()
}

fn hour(desk: &Desk, id: ReachHourId, span: &ReachHour) -> ReachHourForm {
    ReachHourForm {
        id: id.to_string(),
        said: said(desk, span),
        version: span.version(),
        way: span.way.clone(),
        day: span.day.to_string(),
        starts: typed(span.starts),
        ends: typed(span.ends),
        says: span.says.clone(),
        problem: String::new(),
    }
}

/// What is asked of every supporter, as a form carries it to see whether somebody changed it meanwhile.
fn asks_version(asks: AskedOfAll) -> String {
    let references = if asks.references == ReferencesAsked::Two { "yes" } else { "no" };
    match asks.supervision {
        SupervisionAsked::Weeks(weeks) => format!("{references} {weeks}"),
        SupervisionAsked::No => format!("{references} no"),
    }
}

/// What stood on the page; none where it is not ours.
pub fn asks_of_version(version: &str) -> Option<AskedOfAll> {
    let (references, weeks) = version.split_once(' ')?;
    let asks = AskedOfAll {
        references: if references == "yes" { ReferencesAsked::Two } else { ReferencesAsked::No },
        supervision: match weeks {
            "no" => SupervisionAsked::No,
            weeks => SupervisionAsked::Weeks(weeks.parse().ok()?),
        },
    };
    (asks_version(asks) == version).then_some(asks)
}

fn asks_form(desk: &Desk, asks: AskedOfAll) -> AsksForm {
    let usual = match AskedOfAll::USUAL.supervision {
        SupervisionAsked::Weeks(weeks) => weeks,
        SupervisionAsked::No => 0,
    };
    let weeks = match asks.supervision {
        SupervisionAsked::Weeks(weeks) => Some(weeks),
        SupervisionAsked::No => None,
    };
    let references = (asks.references == ReferencesAsked::Two).then(|| "references".to_owned());
    let supervision = weeks.map(|_| "supervision".to_owned());
    AsksForm {
        version: asks_version(asks),
        choices: vec![
            Choice::new("references", desk.words.t(key("settings-asks-references"))),
            Choice::new("supervision", desk.words.t(key("settings-asks-supervision"))),
        ],
        chosen: references.into_iter().chain(supervision).collect(),
        weeks: weeks.unwrap_or(usual).to_string(),
        reason: String::new(),
    }
}

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &Settings) -> Page {
    let [first, second] = seen.organisation.readers;
    let nobody = (String::new(), desk.words.t(key("desk-no-reader")).to_owned());
    let people = seen.people.iter().map(|person| (person.id.to_string(), person.shown_name.clone()));
    let (before, also): (Vec<_>, Vec<_>) = seen.tasks.iter().copied().partition(|(one, _)| one.keeps_closed());
    let mail = if seen.administers { format!("{}/settings/mail", frame.prefix) } else { String::new() };
    let coming = seen.closed.iter().filter(|closed| closed.on >= desk.today());
    Page {
        frame,
        acts: acts(),
        tasks: before.into_iter().map(|one| task(desk, &mail, one)).collect(),
        other_tasks: also.into_iter().map(|one| task(desk, &mail, one)).collect(),
        administers: seen.administers,
        version: version(seen.organisation.readers),
        people: std::iter::once(nobody).chain(people).collect(),
        first_reader: id(first),
        second_reader: id(second),
        lines: seen.lines.iter().map(|one| line(desk, one)).collect(),
        new_line: HelpLineForm { checked_on: boxes(desk.today()), ..HelpLineForm::default() },
        hours: seen.hours.iter().map(|(id, span)| hour(desk, *id, span)).collect(),
        new_hour: ReachHourForm::default(),
        ways: WAYS.into_iter().map(|one| (one.to_owned(), way(desk, one).to_owned())).collect(),
        days: days(desk).collect(),
        new_days: days(desk)
            .chain([
                ("1-5".to_owned(), desk.words.t(key("staff-settings-weekdays")).to_owned()),
                ("1-7".to_owned(), desk.words.t(key("staff-settings-every-day")).to_owned()),
            ])
            .collect(),
        asks: asks_form(desk, seen.organisation.asks),
        versions: versions::lines(desk, &seen.asked),
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

/// What is asked of every supporter, in a line.
pub(super) fn asks_words(desk: &Desk, asks: AskedOfAll) -> String {
    let form = asks_form(desk, asks);
    let said = form.choices.iter().filter(|choice| form.chosen.contains(&choice.value)).map(|choice| {
        match choice.value.as_str() {
            "supervision" => desk.words.say(key("settings-asks-said")).put("weeks", &form.weeks).to_string(),
            _ => choice.words.clone(),
        }
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { desk.words.t(key("settings-asks-nothing")).to_owned() } else { said.join(". ") }
}

/// Two set what is asked at once: what stands now beside what was chosen.
pub fn asks_stale(desk: &Desk, seen: &Settings, chosen: AskedOfAll) -> Stale {
    let text = StaleText {
        label: desk.words.t(key("settings-asks")).to_owned(),
        theirs: asks_words(desk, seen.organisation.asks),
        yours: asks_words(desk, chosen),
    };
    let (by, at) = versions::last_of_all(desk, &seen.asked);
    Stale { by, at, texts: vec![text] }
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
