//! A duty as a line: what, why, the rule that asks for it, by when, and who has it.

use super::Desk;
use super::needs::{check, role, what};
use crate::pages::staff::{DoneLine, DutyLine};
use crate::words::{self, key};
use bothy_actions::access::Named;
use bothy_actions::duties::Listed;
use bothy_actions::sessions::Session;
use bothy_domain::duties::{DutyRule, DutyState, Over, Owner};
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::sessions::readiness::{Need, SessionFacts, readiness};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What the lines of a page draw on.
pub struct Around<'a> {
    /// The sessions that duties are about.
    pub sessions: &'a BTreeMap<SessionId, Session>,
    /// Their facts.
    pub facts: &'a BTreeMap<SessionId, SessionFacts>,
    /// Everybody who is named.
    pub people: &'a BTreeMap<PersonId, Named>,
}

/// The plain rule behind a duty.
pub fn rule(desk: &Desk, rule: DutyRule) -> String {
    let key = match rule {
        DutyRule::SeatEmpty => key("rule-seat-empty"),
        DutyRule::PlaceMissing => key("rule-place-missing"),
        DutyRule::PlaceNotConfirmed => key("rule-place-not-confirmed"),
        DutyRule::NoOpener => key("rule-no-opener"),
        DutyRule::LinkMissing => key("rule-link-missing"),
        DutyRule::LinkNotTried => key("rule-link-not-tried"),
        DutyRule::CheckRunningOut => key("rule-check-running-out"),
        DutyRule::TrainingRunningOut => key("rule-training-running-out"),
        DutyRule::SupervisionRunningOut => key("rule-supervision-running-out"),
        DutyRule::ReviewRunningOut => key("rule-review-running-out"),
        DutyRule::ImportRowWaiting => key("rule-import-row-waiting"),
        DutyRule::ClosedDayUnknown => key("rule-closed-day-unknown"),
        DutyRule::WorryWaiting => key("rule-worry-waiting"),
        DutyRule::NoticeUndelivered => key("rule-notice-undelivered"),
    };
    desk.words.t(key).to_owned()
}

/// One duty as a line.
pub fn line(desk: &Desk, one: &Listed, around: &Around<'_>) -> DutyLine {
    let session = around.sessions.get(&SessionId::new(one.subject)).filter(|_| one.kind == "session");
    let facts = session.and_then(|session| around.facts.get(&session.id));
    let holder = one.duty.holder();
    let waiting_for = match one.duty.state {
        DutyState::Passing { to, .. } => desk.name(to, around.people),
        _ => String::new(),
    };
    DutyLine {
        id: one.duty.id.to_string(),
        what: what_it_is(desk, one, session, facts, around),
        href: href(one),
        why: session.map(|session| about(desk, session)).unwrap_or_default(),
        rule: rule(desk, one.duty.rule),
        clock: desk.clock(one.duty.due_by),
        climbed: climbed(desk, one),
        owner: holder.map(|person| {
            let note = if person == desk.me { desk.words.t(key("desk-you")) } else { "" };
            desk.person(person, around.people, note)
        }),
        mine: holder == Some(desk.me),
        waiting_for,
    }
}

/// A duty that is over: how it ended, what it was about, and when. What was missed is said to be missed.
pub fn ended(desk: &Desk, one: &Listed, around: &Around<'_>) -> DoneLine {
    let session = around.sessions.get(&SessionId::new(one.subject)).filter(|_| one.kind == "session");
    let (how, at) = match one.duty.state {
        DutyState::Closed { how, at } => (how, at),
        _ => (Over::Satisfied, one.raised_at),
    };
    let owed = || match (one.duty.rule, session) {
        (DutyRule::SeatEmpty, Some(session)) => {
            desk.words.say(key("duty-somebody-wanted")).put("group", session.group_name.as_str()).to_string()
        }
        _ => what_it_is(desk, one, session, None, around),
    };
    let about = match (session, one.kind.as_str()) {
        (Some(session), _) if how == Over::Satisfied => {
            format!("{}. {}", session.group_name, words::near_day(desk.words, session.date, desk.today()))
        }
        (Some(session), _) => words::near_day(desk.words, session.date, desk.today()),
        (None, "person") if how == Over::Satisfied => desk.name(PersonId::new(one.subject), around.people),
        (None, _) => String::new(),
    };
    let what = match how {
        Over::Satisfied => desk.words.t(satisfied(one.duty.rule)).to_owned(),
        Over::CalledOff => desk.words.say(key("ended-called-off")).put("what", owed()).to_string(),
        Over::TimePassed => desk.words.say(key("ended-time-passed")).put("what", owed()).to_string(),
    };
    let what = match about.is_empty() {
        true => what,
        false if how == Over::Satisfied => {
            desk.words.say(key("ended-well-about")).put("what", what).put("about", about).to_string()
        }
        false => desk.words.say(key("ended-about")).put("what", what).put("about", about).to_string(),
    };
    DoneLine { what, href: href(one), when: desk.moment(at) }
}

fn satisfied(rule: DutyRule) -> &'static str {
    match rule {
        DutyRule::SeatEmpty => key("ended-seat-empty"),
        DutyRule::PlaceMissing => key("ended-place-missing"),
        DutyRule::PlaceNotConfirmed => key("ended-place-not-confirmed"),
        DutyRule::NoOpener => key("ended-no-opener"),
        DutyRule::LinkMissing => key("ended-link-missing"),
        DutyRule::LinkNotTried => key("ended-link-not-tried"),
        DutyRule::CheckRunningOut => key("ended-check-running-out"),
        DutyRule::TrainingRunningOut => key("ended-training-running-out"),
        DutyRule::SupervisionRunningOut => key("ended-supervision-running-out"),
        DutyRule::ReviewRunningOut => key("ended-review-running-out"),
        DutyRule::ImportRowWaiting => key("ended-import-row-waiting"),
        DutyRule::ClosedDayUnknown => key("ended-closed-day-unknown"),
        DutyRule::WorryWaiting => key("ended-worry-waiting"),
        DutyRule::NoticeUndelivered => key("ended-notice-undelivered"),
    }
}

fn climbed(desk: &Desk, one: &Listed) -> String {
    if one.duty.climbed == 0 {
        return String::new();
    }
    match one.duty.owner {
        Owner::Role(role) => {
            let role = desk.words.t(crate::here::role_key(role)).to_lowercase();
            desk.words.say(key("desk-climbed")).put("role", role).to_string()
        }
        Owner::Person(_) => desk.words.t(key("desk-climbed-person")).to_owned(),
    }
}

/// Where a duty is done.
pub fn href(one: &Listed) -> String {
    match one.kind.as_str() {
        "session" => format!("/sessions/{}", SessionId::new(one.subject)),
        "person" => format!("/people/{}", PersonId::new(one.subject)),
        "concern" => format!("/concerns/{}", bothy_domain::ids::ConcernId::new(one.subject)),
        "import" => format!("/imports/{}", bothy_domain::ids::ImportRunId::new(one.subject)),
        _ => String::from("/today"),
    }
}

/// "Tuesday 24 November, 7pm. Balerno Library".
pub fn about(desk: &Desk, session: &Session) -> String {
    let place = session.place_name.clone().unwrap_or_default();
    desk.words
        .say(key("desk-about-session"))
        .put("day", words::near_day(desk.words, session.date, desk.today()))
        .put("time", words::span(desk.words, session.starts, session.ends))
        .put("place", place)
        .to_string()
        .trim_end_matches([' ', '.'])
        .to_owned()
}

fn what_it_is(
    desk: &Desk,
    one: &Listed,
    session: Option<&Session>,
    facts: Option<&SessionFacts>,
    around: &Around<'_>,
) -> String {
    let group = session.map_or("", |session| session.group_name.as_str());
    let say = |name: &'static str| desk.words.say(name).put("group", group).to_string();
    match one.duty.rule {
        DutyRule::SeatEmpty => seat(desk, one, group, facts),
        DutyRule::PlaceMissing => say(key("duty-place-missing")),
        DutyRule::PlaceNotConfirmed => say(key("duty-place-not-confirmed")),
        DutyRule::NoOpener => say(key("duty-no-opener")),
        DutyRule::LinkMissing => say(key("duty-link-missing")),
        DutyRule::LinkNotTried => say(key("duty-link-not-tried")),
        DutyRule::CheckRunningOut | DutyRule::TrainingRunningOut | DutyRule::SupervisionRunningOut => {
            running_out(desk, one, around)
        }
        DutyRule::ReviewRunningOut => desk.words.t(key("duty-review-running-out")).to_owned(),
        DutyRule::ImportRowWaiting => desk.words.t(key("duty-import-row-waiting")).to_owned(),
        DutyRule::ClosedDayUnknown => desk.words.t(key("duty-closed-day-unknown")).to_owned(),
        DutyRule::WorryWaiting => desk.words.t(key("duty-worry-waiting")).to_owned(),
        DutyRule::NoticeUndelivered => desk.words.t(key("duty-notice-undelivered")).to_owned(),
    }
}

/// What of somebody runs out, and after which day: its due time is the midnight that ends that day.
fn running_out(desk: &Desk, one: &Listed, around: &Around<'_>) -> String {
    let (what, until) = promised(one.duty.occasion.word());
    let day = until.map(|day| words::day_and_month(desk.words, day, desk.today())).unwrap_or_default();
    let said = match one.duty.rule {
        DutyRule::TrainingRunningOut => desk.words.say(key("duty-training-running-out")).put("step", what),
        DutyRule::SupervisionRunningOut => desk.words.say(key("duty-supervision-running-out")),
        _ => desk.words.say(key("duty-check-running-out")).put("check", check(what)),
    };
    said.put("name", desk.name(PersonId::new(one.subject), around.people)).put("day", day).to_string()
}

/// The kind and the last day that an occasion such as `first-aid-2026-12-07` names.
fn promised(occasion: &str) -> (&str, Option<Date>) {
    let at = occasion.len().saturating_sub("-2026-12-07".len());
    let (what, day) = occasion.split_at_checked(at).unwrap_or((occasion, ""));
    (what, day.trim_start_matches('-').parse().ok())
}

fn seat(desk: &Desk, one: &Listed, group: &str, facts: Option<&SessionFacts>) -> String {
    let number: Option<u16> = one.duty.occasion.word().split('-').nth(1).and_then(|text| text.parse().ok());
    let seat = facts.and_then(|facts| facts.seats.iter().find(|seat| Some(seat.number) == number));
    match seat {
        Some(seat) => desk
            .words
            .say(key("duty-seat-empty"))
            .put("group", group)
            .put("role", role(desk, seat.role).to_lowercase())
            .to_string(),
        None => {
            let open = facts.and_then(|facts| {
                readiness(facts).open().find(|need| matches!(need, Need::Minimum { .. })).map(|need| what(desk, need))
            });
            format!("{group}. {}", open.unwrap_or_default())
        }
    }
}
