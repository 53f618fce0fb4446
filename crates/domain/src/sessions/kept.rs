//! What was promised and what was kept (AV14): of the sessions that people could rely on, which took place, with how
//! many, and why each that did not was lost.

use super::readiness::{SessionFacts, Strand, readiness};
use super::{SessionState, WhyCalledOff};
use jiff::{SignedDuration, Timestamp};

/// A break that is said so long before is part of the promise, not a break of it: nobody relied on that day.
const SAID_IN_TIME: SignedDuration = SignedDuration::from_hours(24 * 14);

/// What became of one session that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It took place with everybody it was to have.
    Whole,
    /// It took place with fewer than it was to have.
    WithFewer,
    /// Nobody was down to hold it, and nobody called it off: whoever came found nobody.
    WithNobody,
    /// It was called off.
    Lost {
        /// Why.
        why: WhyCalledOff,
        /// How long before it was to begin.
        notice: SignedDuration,
    },
    /// A break that was said a fortnight before: never promised.
    NotPromised,
}

impl Kept {
    /// Whether people relied on it.
    pub const fn was_promised(self) -> bool {
        !matches!(self, Self::NotPromised)
    }

    /// Whether somebody was there for whoever came.
    pub const fn took_place(self) -> bool {
        matches!(self, Self::Whole | Self::WithFewer)
    }
}

/// What became of a session that is over. A session that nobody held is lost, whatever the calendar says.
pub fn kept(facts: &SessionFacts) -> Kept {
    match facts.state {
        SessionState::CalledOff { at, why } => lost(why, at, facts.starts),
        SessionState::Planned if facts.seats.iter().all(|seat| seat.holder.is_none()) => Kept::WithNobody,
        SessionState::Planned => {
            let readiness = readiness(facts);
            let missing = readiness.of_strand(Strand::People);
            // A minimum that was let be is still fewer than was promised.
            if missing.0 == missing.1 && facts.overridden.is_none() { Kept::Whole } else { Kept::WithFewer }
        }
    }
}

fn lost(why: WhyCalledOff, at: Timestamp, starts: Timestamp) -> Kept {
    let notice = starts.duration_since(at);
    match why {
        WhyCalledOff::WeekOff | WhyCalledOff::RuleChanged if notice >= SAID_IN_TIME => Kept::NotPromised,
        WhyCalledOff::TooFewPeople
        | WhyCalledOff::PlaceClosed
        | WhyCalledOff::Weather
        | WhyCalledOff::WeekOff
        | WhyCalledOff::RuleChanged
        | WhyCalledOff::Other => Kept::Lost { why, notice },
    }
}

/// How many of a group's sessions were promised, and how many of these took place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// People relied on so many.
    pub promised: u32,
    /// So many took place.
    pub took_place: u32,
    /// So many of these with fewer than they were to have.
    pub with_fewer: u32,
}

impl Tally {
    /// One session more.
    pub const fn add(&mut self, kept: Kept) {
        self.promised += kept.was_promised() as u32;
        self.took_place += kept.took_place() as u32;
        self.with_fewer += matches!(kept, Kept::WithFewer) as u32;
    }

    /// So many were promised and did not take place.
    pub const fn lost(self) -> u32 {
        self.promised - self.took_place
    }
}

#[cfg(test)]
#[path = "kept_tests.rs"]
mod tests;
