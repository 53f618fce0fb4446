//! `/people/{id}`: one person who helps, what is asked of them and what is there.

use super::needs::check;
use super::people::{clock, hats, thing};
use super::{Desk, acts};
use crate::here::role_key;
use crate::pages::Frame;
use crate::pages::staff::{GivingForm, HatLine, OpenRecord, Person, PersonPage, RecordLine, ThingLine, TypedRecord};
use crate::parts::{Errors, Stone};
use crate::words::{self, key};
use bothy_actions::supporters::{HelperSeen, MayRecord, Written};
use bothy_domain::access::{Hat, Role};
use bothy_domain::supporters::everyone::{SupervisionAsked, references_on};
use bothy_domain::supporters::outlook::{Stands, Thing};
use bothy_domain::supporters::record::Recorded;
use jiff::Timestamp;
use jiff::civil::Date;

/// How many of the seats to come are shown.
const SEATS: usize = 6;

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &HelperSeen) -> PersonPage {
    let person = &seen.helper.person;
    let worn = |hat: &&Hat| hat.until.is_none_or(|until| desk.now < until);
    let now: Vec<Hat> = seen.helper.hats.iter().filter(worn).cloned().collect();
    let supports = now.iter().any(|hat| hat.role == Role::Supporter);
    PersonPage {
        frame,
        acts: acts(),
        href: format!("/people/{}", person.id),
        person: Person {
            name: person.shown_name.clone(),
            stone: Stone::of(&person.id.to_string(), &person.shown_name),
            note: String::new(),
        },
        over: over(desk, seen, &now),
        title: title(desk, seen),
        things: seen.outlook.iter().map(|(what, stands)| thing_line(desk, seen, what, *stands)).collect(),
        may_record: seen.may_record == MayRecord::Yes,
        may_let_go: false,
        may_sign_out: false,
        typed: TypedRecord::default(),
        today: words_of(desk.today()),
        kinds: choices(desk, &seen.kinds, check),
        steps: choices(desk, &seen.steps, str::to_owned),
        written: seen.written.iter().rev().map(|one| record_line(desk, seen, one)).collect(),
        hats: seen.helper.hats.iter().map(|hat| hat_line(desk, seen, hat)).collect(),
        giving: None,
        limit: if supports { limit(desk, person.limit_a_week) } else { String::new() },
        seats: seats(desk, seen),
        more_seats: more_seats(desk, seen),
        sees_seats: supports && seen.sees_seats,
        open: OpenRecord::None,
        errors: Errors::default(),
    }
}

/// A day as it stands in three boxes.
pub fn words_of(day: Date) -> (String, String, String) {
    (day.day().to_string(), day.month().to_string(), day.year().to_string())
}

fn day(desk: &Desk, on: Date) -> String {
    words::day_and_month(desk.words, on, desk.today())
}

fn day_of(desk: &Desk, at: Timestamp) -> String {
    day(desk, bothy_calendar::zone::day_of(at, &desk.zone))
}

fn over(desk: &Desk, seen: &HelperSeen, now: &[Hat]) -> String {
    let name = &seen.helper.person.shown_name;
    match now.iter().map(|hat| hat.from).min() {
        None => desk.words.say(key("person-left")).put("name", name).to_string(),
        Some(since) => {
            let said = desk.words.say(key("person-since")).put("name", name);
            said.put("hats", hats(desk, now, &seen.branches)).put("day", day_of(desk, since)).to_string()
        }
    }
}

fn title(desk: &Desk, seen: &HelperSeen) -> String {
    if seen.outlook.is_empty() {
        let name = &seen.helper.person.shown_name;
        return desk.words.say(key("person-title-nothing")).put("name", name).to_string();
    }
    let count = seen.outlook.iter().filter(|(_, stands)| stands.wants_a_look()).count();
    desk.words.say(key("person-title")).count("count", count).to_string()
}

fn choices(desk: &Desk, known: &[String], name: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let another = (String::new(), desk.words.t(key("person-another")).to_owned());
    known.iter().map(|word| (word.clone(), name(word))).chain([another]).collect()
}

/// Who wrote it down, where that is known.
fn by(desk: &Desk, seen: &HelperSeen, written: &Written) -> Option<String> {
    let person = seen.people.get(&written.noted.by?)?;
    Some(desk.words.say(key("person-detail-by")).put("name", &person.shown_name).to_string())
}

fn thing_line(desk: &Desk, seen: &HelperSeen, what: &Thing, stands: Stands) -> ThingLine {
    let good = matches!(stands, Stands::Holds(_));
    ThingLine { clock: clock(desk, stands), good, what: thing(desk, what), detail: detail(desk, seen, what, stands) }
}

fn detail(desk: &Desk, seen: &HelperSeen, what: &Thing, stands: Stands) -> String {
    let newest = |fits: &dyn Fn(&Recorded) -> bool| seen.written.iter().rfind(|one| fits(&one.what));
    let said = |key: &'static str, found: &Written| {
        let on = desk.words.say(key).put("day", day(desk, found.what.on())).to_string();
        std::iter::once(on).chain(by(desk, seen, found)).collect::<Vec<_>>().join(" ")
    };
    match what {
        Thing::Check(kind) => match newest(&|one| matches!(one, Recorded::Check(has, _) if has == kind)) {
            Some(found) => said(key("person-detail-seen"), found),
            None => not_there(desk, stands),
        },
        Thing::Training(step) => match newest(&|one| matches!(one, Recorded::Training(has, _) if has == step)) {
            Some(found) => said(key("person-detail-done"), found),
            None => not_there(desk, stands),
        },
        Thing::References => references(desk, seen),
        Thing::Supervision => supervision(desk, seen),
    }
}

fn not_there(desk: &Desk, stands: Stands) -> String {
    match stands {
        Stands::Missing | Stands::NotHeld => desk.words.t(key("person-detail-not-needed")).to_owned(),
        Stands::RanOut(_) | Stands::RunsOut(_) | Stands::Holds(_) => String::new(),
    }
}

fn references(desk: &Desk, seen: &HelperSeen) -> String {
    let all: Vec<_> = seen
        .written
        .iter()
        .filter_map(|one| match &one.what {
            Recorded::Reference(reference) => Some(reference.clone()),
            Recorded::Check(..) | Recorded::Training(..) | Recorded::Supervision(_) => None,
        })
        .collect();
    let names = all.iter().map(|one| {
        let said = desk.words.say(key("person-detail-reference")).put("name", &one.referee);
        said.put("day", day(desk, one.taken_on)).to_string()
    });
    let names = names.collect::<Vec<_>>().join("; ");
    let said = desk.words.say(key("person-detail-references")).put("names", names);
    said.count("count", references_on(&all, desk.today())).to_string()
}

fn supervision(desk: &Desk, seen: &HelperSeen) -> String {
    let last = seen.written.iter().filter_map(|one| match one.what {
        Recorded::Supervision(on) => Some(on),
        Recorded::Check(..) | Recorded::Training(..) | Recorded::Reference(_) => None,
    });
    match (last.max(), seen.asks.supervision) {
        (Some(last), SupervisionAsked::Weeks(weeks)) => {
            let said = desk.words.say(key("person-detail-supervision")).put("day", day(desk, last));
            said.count("weeks", u32::from(weeks)).to_string()
        }
        (Some(_), SupervisionAsked::No) => String::new(),
        (None, _) => desk.words.t(key("person-detail-no-supervision")).to_owned(),
    }
}

fn record_line(desk: &Desk, seen: &HelperSeen, written: &Written) -> RecordLine {
    let (what, until) = match &written.what {
        Recorded::Check(kind, span) => (thing(desk, &Thing::Check(kind.clone())), span.until),
        Recorded::Training(step, span) => (thing(desk, &Thing::Training(step.clone())), span.until),
        Recorded::Reference(reference) => (reference.referee.clone(), None),
        Recorded::Supervision(_) => (thing(desk, &Thing::Supervision), None),
    };
    let on = day(desk, written.what.on());
    let said = match until {
        None => desk.words.say(key("person-history-line")).put("what", what).put("day", on),
        Some(until) => {
            let said = desk.words.say(key("person-history-until")).put("what", what).put("day", on);
            said.put("until", day(desk, until))
        }
    };
    let by = written.noted.by.and_then(|by| seen.people.get(&by));
    let noted = written.noted.at.map(|at| {
        let moment = desk.moment(at);
        match by {
            Some(person) => {
                let said = desk.words.say(key("person-history-noted")).put("name", &person.shown_name);
                said.put("moment", moment).to_string()
            }
            None => desk.words.say(key("person-history-noted-at")).put("moment", moment).to_string(),
        }
    });
    RecordLine { id: written.id.to_string(), what: said.to_string(), noted: noted.unwrap_or_default() }
}

fn hat_line(desk: &Desk, seen: &HelperSeen, hat: &Hat) -> HatLine {
    let branch = hat.branch.and_then(|branch| seen.branches.get(&branch).cloned());
    let place = branch.unwrap_or_else(|| desk.words.t(key("person-hat-all")).to_owned());
    let from = day_of(desk, hat.from);
    let span = match hat.until {
        None => desk.words.say(key("person-hat-from")).put("day", from),
        Some(until) => desk.words.say(key("person-hat-span")).put("from", from).put("until", day_of(desk, until)),
    };
    HatLine {
        role: desk.words.t(role_key(hat.role)).to_owned(),
        detail: format!("{place}, {span}"),
        end: String::new(),
    }
}

/// Says where each hat that is not over is ended: for who may.
pub fn with_endings(made: &mut PersonPage, seen: &HelperSeen, now: Timestamp) {
    for (line, hat) in made.hats.iter_mut().zip(&seen.helper.hats) {
        if hat.until.is_none_or(|until| now < until) {
            line.end = format!("/people/{}/hats/{}/end", seen.helper.person.id, hat.id);
        }
    }
}

/// The form by which they are given a further role. Members come in by their own door, referrers by theirs.
pub fn giving(desk: &Desk, seen: &HelperSeen) -> GivingForm {
    let given = |role: &Role| !matches!(role, Role::Member | Role::Referrer);
    let everywhere = (String::new(), desk.words.t(key("people-in-everywhere")).to_owned());
    let branches = seen.branches.iter().map(|(id, name)| (id.to_string(), name.clone()));
    GivingForm {
        roles: Role::ALL
            .into_iter()
            .filter(given)
            .map(|role| (role.code().to_owned(), desk.words.t(role_key(role)).to_owned()))
            .collect(),
        branches: std::iter::once(everywhere).chain(branches).collect(),
        role: String::new(),
        branch: String::new(),
    }
}

fn limit(desk: &Desk, limit: Option<u16>) -> String {
    match limit {
        None => desk.words.t(key("person-limit-none")).to_owned(),
        Some(limit) => desk.words.say(key("person-limit-week")).count("count", u32::from(limit)).to_string(),
    }
}

fn seats(desk: &Desk, seen: &HelperSeen) -> Vec<(String, String, String)> {
    let line = |session: &bothy_actions::sessions::Session| {
        let planned = seen.scope.shows(session.branch, Some(session.group));
        let href = if planned { format!("/sessions/{}", session.id) } else { String::new() };
        (desk.moment(session.starts_at), session.group_name.clone(), href)
    };
    seen.seats.iter().take(SEATS).map(line).collect()
}

fn more_seats(desk: &Desk, seen: &HelperSeen) -> String {
    let more = seen.seats.len().saturating_sub(SEATS);
    match seen.seats.last() {
        Some(last) if more > 0 => {
            let said = desk.words.say(key("person-more-seats")).count("count", more);
            said.put("day", day(desk, last.date)).to_string()
        }
        _ => String::new(),
    }
}
