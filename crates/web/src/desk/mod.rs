//! The desk: what acts read, as the staff pages say it.
//!
//! Only words and order here; what is owed and what is ready was decided in `domain`.

pub mod account;
pub mod asked;
pub mod audit;
pub mod calendar;
pub mod concern;
pub mod directory;
pub mod duty;
pub mod ending;
pub mod exchange;
pub mod going;
pub mod group_inside;
pub mod imports;
pub mod keeping;
pub mod more;
pub mod my_day;
pub mod needs;
pub mod own_facts;
pub mod own_mail;
pub mod people;
pub mod person;
pub mod place_running;
pub mod places;
pub mod prints;
pub mod reports;
pub mod rota;
pub mod series;
pub mod session;
pub mod settings;
pub mod signing_out;
pub mod today;
pub mod way_in;
pub mod weeks_off;

use crate::pages::staff::{Acts, Person};
use crate::parts::{Pressing, PromiseClock, Stone};
use crate::words::{self, Words, key};
use bothy_actions::access::Named;
use bothy_calendar::saying::{Left, NearDay, left};
use bothy_domain::ids::{ActId, PersonId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

/// From where a page is seen: whose words, whose clock on the wall, and by whom.
#[derive(Clone)]
pub struct Desk {
    /// The words of the reader's language.
    pub words: &'static Words,
    /// The organisation's zone.
    pub zone: TimeZone,
    /// The instant that the page speaks of.
    pub now: Timestamp,
    /// Who reads.
    pub me: PersonId,
}

impl Desk {
    /// Today, where the organisation is.
    pub fn today(&self) -> Date {
        bothy_calendar::zone::day_of(self.now, &self.zone)
    }

    /// "Tomorrow, 7pm" for an instant.
    pub fn moment(&self, at: Timestamp) -> String {
        let wall = bothy_calendar::zone::wall(at, &self.zone);
        let day = words::near_day(self.words, wall.date(), self.today());
        self.words
            .say(key("desk-moment"))
            .put("day", day)
            .put("time", words::clock(self.words, wall.time()))
            .to_string()
    }

    /// The promise clock of something due, with how much of its last three days is left.
    pub fn clock(&self, due: Timestamp) -> PromiseClock {
        let until = due.duration_since(self.now);
        let (pressing, words) = match left(self.now, due) {
            Left::Late(length) => (Pressing::Late, self.words.say(key("desk-late")).put("length", length).to_string()),
            Left::Still(length) => {
                let pressing = if until < SignedDuration::from_hours(3) {
                    Pressing::Now
                } else if until < SignedDuration::from_hours(24) {
                    Pressing::Soon
                } else {
                    Pressing::Calm
                };
                (pressing, self.words.say(key("desk-left")).put("length", length).to_string())
            }
        };
        let share = until.as_secs_f32() / SignedDuration::from_hours(72).as_secs_f32();
        PromiseClock { pressing, left: share.clamp(0.02, 1.0), words, by: self.by(due) }
    }

    /// The big clock of the one most pressing thing: the time itself, and "to go" or "late".
    pub fn big_clock(&self, due: Timestamp) -> PromiseClock {
        let (words, by) = match left(self.now, due) {
            Left::Late(length) => (length.to_string(), key("desk-is-late")),
            Left::Still(length) => (length.to_string(), key("desk-to-go")),
        };
        PromiseClock { words, by: self.words.t(by).to_owned(), ..self.clock(due) }
    }

    /// Short enough to stand beside a line: the hour today, the day this week, the date after that.
    fn by(&self, due: Timestamp) -> String {
        let wall = bothy_calendar::zone::wall(due, &self.zone);
        let moment = match bothy_calendar::saying::near(wall.date(), self.today()) {
            NearDay::Today => words::clock(self.words, wall.time()),
            NearDay::Tomorrow | NearDay::ThisWeek(_) => words::near_day(self.words, wall.date(), self.today()),
            NearDay::Yesterday | NearDay::Other(_) => words::day_and_month(self.words, wall.date(), self.today()),
        };
        let name = if due < self.now { key("desk-was-due") } else { key("desk-by") };
        self.words.say(name).put("moment", moment).to_string()
    }

    /// Somebody by name, with a short line under it.
    pub fn person(&self, id: PersonId, people: &BTreeMap<PersonId, Named>, note: &str) -> Person {
        let name = people.get(&id).map_or("", |person| person.shown_name.as_str());
        Person { name: name.to_owned(), stone: Stone::of(&id.to_string(), name), note: note.to_owned() }
    }

    /// Only the name of somebody.
    pub fn name(&self, id: PersonId, people: &BTreeMap<PersonId, Named>) -> String {
        people.get(&id).map(|person| person.shown_name.clone()).unwrap_or_default()
    }

    /// Names in a row: "Joan, Tam".
    pub fn names(&self, ids: impl Iterator<Item = PersonId>, people: &BTreeMap<PersonId, Named>) -> String {
        ids.map(|id| self.name(id, people)).collect::<Vec<_>>().join(", ")
    }
}

/// Ids of acts for the forms of a page.
pub fn acts() -> Acts {
    Acts(new_act)
}

/// The id of one new act, as a form carries it.
pub fn new_act() -> String {
    ActId::new(Uuid::now_v7()).to_string()
}
