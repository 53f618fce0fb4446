//! Calendar files of other programs: their events as rules and meetings by the organisation's own clock.
//!
//! A file comes from anywhere, so nothing in it decides how long reading takes: lines, depth, events and dates all
//! have their limits, and no rule is walked further than the days asked for. Who is invited, who invites and what an
//! event's description says are never kept: they are about people. What an event means for us is decided in
//! `bothy_domain::imports::event_rows`.

mod components;
mod lines;
mod meetings;
mod other_rules;
mod zones;

#[cfg(test)]
mod tests;

use bothy_domain::imports::SaidEvent;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use lines::LONGEST_LINE;

/// The most events that one file may hold: ten years of a busy calendar.
pub const MOST_EVENTS: usize = 10_000;
/// The most days that one event may name one by one.
pub const MOST_DATES: usize = 2_000;

/// By whose clock, and which days are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ours<'z> {
    /// The organisation's zone.
    pub zone: &'z TimeZone,
    /// The first day that matters.
    pub today: Date,
    /// The last day up to which meetings are told one by one.
    pub until: Date,
}

/// Why a file is no calendar at all. Each is a sentence that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACalendar {
    /// Nothing in it begins a calendar.
    #[error("This is no calendar. Export it from its program as a calendar file (.ics).")]
    NotOne,
    /// A calendar without events.
    #[error("There is no event in this calendar.")]
    NoEvent,
    /// More than a person could look through.
    #[error("The calendar has more than {most} events. Export only those that are still to come.")]
    TooManyEvents {
        /// Events allowed.
        most: usize,
    },
}

/// The events of a calendar file, in their order, each with its changed meetings.
///
/// # Errors
/// The file is no calendar, or holds too much.
pub fn events(text: &str, ours: Ours<'_>) -> Result<Vec<SaidEvent>, NotACalendar> {
    let file = components::read(text)?;
    let mut clocks = zones::Clocks::new(ours, file.zones);
    let mut odd_rules = other_rules::Purse::new();
    Ok(meetings::by_uid(file.events).into_iter().map(|event| event.said(&mut clocks, &mut odd_rules, ours)).collect())
}
