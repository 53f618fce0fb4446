//! A link, a number and how people are let in there: its form, what was typed, and how it is said.

use super::Desk;
use crate::pages::staff::WayInFields;
use crate::words::key;
use bothy_domain::sessions::LettingIn;
use bothy_domain::sessions::way_in::{Locks, WaitingRoom, WayInRefused, checked_link};

/// The minutes after which a meeting may lock, as they are offered; any other that is stored is offered too.
const MINUTES: [u16; 7] = [0, 5, 10, 15, 20, 30, 60];

fn wait_words(desk: &Desk, wait: WaitingRoom) -> String {
    let key = match wait {
        WaitingRoom::NotSaid => key("wait-not-said"),
        WaitingRoom::StraightIn => key("wait-straight-in"),
        WaitingRoom::UntilOneOfUs => key("wait-until-one-of-us"),
        WaitingRoom::OneByOne => key("wait-one-by-one"),
    };
    desk.words.t(key).to_owned()
}

fn lock_words(desk: &Desk, locks: Locks) -> String {
    match locks {
        Locks::NotSaid => desk.words.t(key("lock-not-said")).to_owned(),
        Locks::Never => desk.words.t(key("lock-never")).to_owned(),
        Locks::After(0) => desk.words.t(key("lock-at-start")).to_owned(),
        Locks::After(minutes) => desk.words.say(key("lock-after")).count("minutes", u32::from(minutes)).to_string(),
    }
}

fn lock_value(locks: Locks) -> String {
    match locks {
        Locks::NotSaid => "not-said".to_owned(),
        Locks::Never => "never".to_owned(),
        Locks::After(minutes) => minutes.to_string(),
    }
}

fn lock_of(value: &str) -> Locks {
    match value {
        "never" => Locks::Never,
        minutes => minutes.parse().map_or(Locks::NotSaid, Locks::After),
    }
}

/// The form as it stands.
pub fn fields(desk: &Desk, link: &str, phone: &str, letting: &LettingIn) -> WayInFields {
    offer(
        desk,
        WayInFields {
            link: link.to_owned(),
            phone: phone.to_owned(),
            wait: letting.waiting_room.code().to_owned(),
            lock: lock_value(letting.locks),
            meeting_id: letting.meeting_id.clone(),
            passcode: letting.passcode.clone(),
            ..WayInFields::default()
        },
    )
}

/// Puts what may be chosen beside what was chosen.
pub fn offer(desk: &Desk, fields: WayInFields) -> WayInFields {
    let mut locks = vec![Locks::NotSaid, Locks::Never];
    locks.extend(MINUTES.map(Locks::After));
    let chosen = lock_of(&fields.lock);
    if !locks.contains(&chosen) {
        locks.push(chosen);
    }
    WayInFields {
        waits: WaitingRoom::ALL.into_iter().map(|one| (one.code().to_owned(), wait_words(desk, one))).collect(),
        locks: locks.into_iter().map(|one| (lock_value(one), lock_words(desk, one))).collect(),
        ..fields
    }
}

/// How people are let in, as it was chosen.
pub fn letting_in(fields: &WayInFields) -> LettingIn {
    LettingIn {
        waiting_room: WaitingRoom::of_code(&fields.wait).unwrap_or_default(),
        locks: lock_of(&fields.lock),
        meeting_id: fields.meeting_id.clone(),
        passcode: fields.passcode.clone(),
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayInField {
    /// The link.
    Link,
    /// The telephone number.
    Phone,
    /// The number of the meeting.
    MeetingId,
}

/// What is wrong, and at which field.
pub fn refused(desk: &Desk, refused: WayInRefused) -> (WayInField, String) {
    let (field, key) = match refused {
        WayInRefused::NotHttps => (WayInField::Link, key("way-in-not-https")),
        WayInRefused::NoAddress => (WayInField::Link, key("way-in-no-address")),
        WayInRefused::NameBeforeAddress => (WayInField::Link, key("way-in-name-first")),
        WayInRefused::NoNumber => (WayInField::Phone, key("way-in-no-number")),
        WayInRefused::TooLong | WayInRefused::LocksTooLate => (WayInField::MeetingId, key("way-in-too-long")),
    };
    (field, desk.words.t(key).to_owned())
}

/// How people are let in, a line for each thing that was said.
pub fn lines(desk: &Desk, letting: &LettingIn) -> Vec<String> {
    let mut lines = Vec::new();
    if letting.waiting_room != WaitingRoom::NotSaid {
        lines.push(wait_words(desk, letting.waiting_room));
    }
    match letting.locks {
        Locks::NotSaid => {}
        Locks::Never => lines.push(desk.words.t(key("said-never-locked")).to_owned()),
        when => {
            lines.push(desk.words.say(key("said-locks")).put("when", lock_words(desk, when)).to_string());
        }
    }
    if !letting.meeting_id.is_empty() {
        lines.push(desk.words.say(key("said-meeting-id")).put("id", &letting.meeting_id).to_string());
    }
    if !letting.passcode.is_empty() {
        lines.push(desk.words.say(key("said-passcode")).put("code", &letting.passcode).to_string());
    }
    lines
}

/// The link as something to press; empty where it was written before links were looked at and is none.
pub fn href(link: &str) -> String {
    checked_link(link).unwrap_or_default()
}
