//! The planner: what is owed about one subject at one instant, and when that next changes.

mod others;
mod promised;
mod session;
#[cfg(test)]
pub(crate) mod tests;

use super::rule::DutyRule;
use crate::access::roles::{Hat, Role};
use crate::ids::PersonId;
use crate::organisations::Policy;
use crate::safety::concern::Concern;
use crate::sessions::readiness::SessionFacts;
use crate::sessions::session::SessionState;
use crate::supporters::checks::{CheckKind, TrainingStep};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use jiff::Timestamp;
use jiff::civil::Date;

/// Everything about one subject on which its duties depend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facts {
    /// One session.
    Session(SessionFacts),
    /// One supporter.
    Person(PersonFacts),
    /// One place.
    Place(PlaceFacts),
    /// One reading of a file.
    Import(ImportFacts),
    /// The closed days of an organisation.
    Calendar(CalendarFacts),
    /// One worry.
    Concern(Concern),
    /// One notice to one person.
    Notice(NoticeFacts),
}

/// What is known about what somebody who helps here has shown, and for how long they help.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// While they wear any hat of those who help here.
    pub helps: Worn,
    /// While they wear a supporter's hat.
    pub supports: Worn,
    /// Each check that runs out: its kind, its last day, and the last instant of that day by the
    /// organisation's clock. A kind that never runs out is left out by whoever loads this.
    pub checks: Vec<(CheckKind, Date, Timestamp)>,
    /// Each training step that runs out, in the same way.
    pub training: Vec<(TrainingStep, Date, Timestamp)>,
    /// The last day on which their supervision holds and its last instant; none where the organisation does not ask
    /// for it, or they never had any.
    pub supervised_until: Option<(Date, Timestamp)>,
}

/// From when until when somebody wears hats of one kind, from the first to the last of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Worn {
    /// They do not and will not.
    #[default]
    Never,
    /// They do.
    From {
        /// From this instant.
        from: Timestamp,
        /// Until just before this one; none means that nobody has set an end.
        until: Option<Timestamp>,
    },
}

impl Worn {
    /// The span from the first to the last of these hats.
    pub fn of<'h>(hats: impl IntoIterator<Item = &'h Hat>) -> Self {
        hats.into_iter().fold(Self::Never, |so_far, hat| match so_far {
            Self::Never => Self::From { from: hat.from, until: hat.until },
            Self::From { from, until } => {
                Self::From { from: from.min(hat.from), until: until.zip(hat.until).map(|(one, other)| one.max(other)) }
            }
        })
    }
}

/// What is known about the facts of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceFacts {
    /// When its facts want another look; none means they never do.
    pub review_due_at: Option<Timestamp>,
    /// Whether any session meets there.
    pub in_use: InUse,
}

/// Whether a place is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InUse {
    /// Sessions meet there.
    Yes,
    /// None does.
    No,
}

/// What waits of one file that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportFacts {
    /// How many rows wait for a person.
    pub waiting: usize,
    /// Since when.
    pub since: Timestamp,
}

/// How far the closed days are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarFacts {
    /// The last instant of the last day for which they are known.
    pub known_until_at: Timestamp,
    /// Whether any series keeps to them.
    pub sessions_follow_it: SessionsFollow,
}

/// Whether any series keeps to a calendar of closed days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionsFollow {
    /// At least one does.
    Yes,
    /// None does.
    No,
}

/// What became of a notice that did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeFacts {
    /// When the program stopped trying.
    pub gave_up_at: Timestamp,
    /// When somebody brought it to the person in another way.
    pub dealt_with_at: Option<Timestamp>,
}

/// What makes a duty a new promise within its subject, such as `seat-2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occasion(String);

impl Occasion {
    /// Takes the word of an occasion.
    pub fn named(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    /// The word under which it is stored.
    pub fn word(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who owes something: exactly one role or one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Whoever wears this hat for the subject.
    Role(Role),
    /// This person.
    Person(PersonId),
}

/// One thing that is owed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The rule that says so.
    pub rule: DutyRule,
    /// What makes it this promise and no other.
    pub occasion: Occasion,
    /// Who owes it now.
    pub owner: Owner,
    /// The last instant at which doing it is still in time.
    pub due_by: Timestamp,
    /// How often it has moved on to the next owner because nobody did it.
    pub climbed: u8,
}

/// How the duties of a subject end that are no longer wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Over {
    /// What was owed was done.
    Satisfied,
    /// It is not needed any more: called off, no longer in use.
    CalledOff,
    /// The time for it has gone by.
    TimePassed,
}

impl Over {
    /// All ways in which a duty ends.
    pub const ALL: [Self; 3] = [Self::Satisfied, Self::CalledOff, Self::TimePassed];

    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::CalledOff => "called-off",
            Self::TimePassed => "time-passed",
        }
    }

    /// The value of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|over| over.code() == code)
    }
}

/// What is owed about one subject at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What is owed, by rule and occasion; no two have both the same.
    pub duties: Vec<Owed>,
    /// The next instant at which `duties` differs if nobody does anything; none means never.
    pub changes_at: Option<Timestamp>,
    /// How duties end that were kept and are not in `duties`.
    pub over: Over,
}

/// What is owed follows from the facts, the policy and the time alone, and stays the same until the plan's own next change.
///
/// Law 2. Planning twice gives the same plan; the order of seats or checks in the facts does not matter.
pub fn plan(facts: &Facts, policy: &Policy, now: Timestamp) -> Plan {
    let mut promises = match facts {
        Facts::Session(session) => session::promises(session, policy),
        Facts::Person(person) => others::of_person(person, policy),
        Facts::Place(place) => others::of_place(place, policy),
        Facts::Import(import) => others::of_import(import, policy),
        Facts::Calendar(calendar) => others::of_calendar(calendar, policy),
        Facts::Concern(concern) => others::of_concern(concern, policy),
        Facts::Notice(notice) => others::of_notice(notice, policy),
    };
    promises.sort();
    promises.dedup_by(|later, earlier| (later.rule, &later.occasion) == (earlier.rule, &earlier.occasion));
    Plan {
        duties: promises.iter().filter_map(|promise| promise.owed(now)).collect(),
        changes_at: promises
            .iter()
            .filter_map(|promise| promise.changes_after(now))
            .chain(unused_place(facts, now))
            .min(),
        over: over(facts, now),
    }
}

/// Days after which a place that nobody used is asked again whether somebody does.
const ASKED_AGAIN_DAYS: i64 = 30;

/// A place that is not in use is asked about again when its facts want a look, and monthly after that.
///
/// It is written down before its first session is made, and making a session does not touch the place: without this
/// a new hall would never be looked at again.
fn unused_place(facts: &Facts, now: Timestamp) -> Option<Timestamp> {
    match facts {
        Facts::Place(PlaceFacts { in_use: InUse::No, review_due_at: Some(at) }) if now < *at => Some(*at),
        Facts::Place(PlaceFacts { in_use: InUse::No, review_due_at: Some(_) }) => {
            Some(promised::after(now, promised::days(ASKED_AGAIN_DAYS)))
        }
        _ => None,
    }
}

fn over(facts: &Facts, now: Timestamp) -> Over {
    match facts {
        Facts::Session(SessionFacts { state: SessionState::CalledOff { .. }, .. })
        | Facts::Place(PlaceFacts { in_use: InUse::No, .. })
        | Facts::Calendar(CalendarFacts { sessions_follow_it: SessionsFollow::No, .. })
        | Facts::Person(PersonFacts { helps: Worn::Never, .. }) => Over::CalledOff,
        Facts::Person(PersonFacts { helps: Worn::From { until: Some(until), .. }, .. }) if now >= *until => {
            Over::CalledOff
        }
        Facts::Session(session) if now >= session.starts => Over::TimePassed,
        Facts::Session(_)
        | Facts::Person(_)
        | Facts::Place(_)
        | Facts::Import(_)
        | Facts::Calendar(_)
        | Facts::Concern(_)
        | Facts::Notice(_) => Over::Satisfied,
    }
}
