//! A zone told in full (VTIMEZONE), worked out from its changes.
//!
//! Where the changes follow one rule a year (the last Sunday of March) they are told as that rule,
//! which every reader knows; where they do not, each change is told by itself.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{Offset, TimeZone};

use super::{local_stamp, text, years_from};
use crate::zone;
use bothy_domain::sessions::recurrence::code;

/// So many years of changes tell "the last Sunday" from "the fourth Sunday".
const YEARS_TO_SEE_A_RULE: i16 = 12;
/// Zones that keep no rule change at most a few times a year.
const MOST_CHANGES: usize = 600;

/// One change of the clocks.
#[derive(Debug, Clone)]
struct Change {
    /// What the wall showed when it came.
    at: DateTime,
    from: Offset,
    to: Offset,
    /// What the zone is called afterwards.
    called: String,
}

/// Writes the block for a zone, good for every day from `first` to `last` (and, where it follows
/// a rule, for ever after).
pub(super) fn write(out: &mut String, name: &str, zone: &TimeZone, first: Date, last: Date) {
    out.push_str("BEGIN:VTIMEZONE\r\n");
    text(out, "TZID", name);
    let all = changes(zone, first, last);
    let kinds = [Kind::Forward, Kind::Back].map(|kind| {
        let of_kind: Vec<&Change> = all.iter().filter(|change| Kind::of(change) == kind).collect();
        (kind, of_kind)
    });
    // What held before the first of them, where a day asked for lies before it.
    if all.first().is_none_or(|change| change.at.date() >= first) {
        write_steady(out, zone, first);
    }
    for (kind, changes) in &kinds {
        match yearly_rule(changes) {
            Some(rule) => {
                if let Some(begins) = changes.first() {
                    write_change(out, *kind, begins, Some(&rule));
                }
            }
            None => changes.iter().for_each(|change| write_change(out, *kind, change, None)),
        }
    }
    out.push_str("END:VTIMEZONE\r\n");
}

/// Which of the two halves of a zone block a change belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Forward,
    Back,
}

impl Kind {
    /// By the jump itself: what a zone calls "summer time" differs (Dublin's winter).
    fn of(change: &Change) -> Self {
        if change.to > change.from { Self::Forward } else { Self::Back }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Forward => "DAYLIGHT",
            Self::Back => "STANDARD",
        }
    }
}

/// The changes that matter, beginning with the last one of each kind before the first day.
fn changes(zone: &TimeZone, first: Date, last: Date) -> Vec<Change> {
    let begins = zone::instant(years_from(first, -2), Time::midnight(), zone);
    let ends = zone::instant(years_from(last, YEARS_TO_SEE_A_RULE), Time::midnight(), zone);
    let mut offset = zone.to_offset(begins);
    let mut all = Vec::new();
    let following = zone.following(begins).take_while(|change| change.timestamp() < ends);
    for change in following.take(MOST_CHANGES) {
        let (from, to) = (offset, change.offset());
        offset = to;
        if from != to {
            let at = from.to_datetime(change.timestamp());
            all.push(Change { at, from, to, called: change.abbreviation().to_owned() });
        }
    }
    all
}

/// A zone whose clocks stay: one entry from the beginning of time.
fn write_steady(out: &mut String, zone: &TimeZone, first: Date) {
    let at = zone::instant(first, Time::midnight(), zone);
    let offset = zone.to_offset(at);
    let called = zone.to_offset_info(at).abbreviation().to_owned();
    let begins = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
    write_change(out, Kind::Back, &Change { at: begins, from: offset, to: offset, called }, None);
}

fn write_change(out: &mut String, kind: Kind, change: &Change, rule: Option<&str>) {
    let _ = write!(out, "BEGIN:{}\r\nDTSTART:", kind.name());
    local_stamp(out, change.at);
    out.push_str("\r\nTZOFFSETFROM:");
    write_offset(out, change.from);
    out.push_str("\r\nTZOFFSETTO:");
    write_offset(out, change.to);
    out.push_str("\r\n");
    text(out, "TZNAME", &change.called);
    if let Some(rule) = rule {
        let _ = write!(out, "RRULE:{rule}\r\n");
    }
    let _ = write!(out, "END:{}\r\n", kind.name());
}

fn write_offset(out: &mut String, offset: Offset) {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    let _ = write!(out, "{sign}{:02}{:02}", minutes / 60, minutes % 60);
    if seconds % 60 != 0 {
        let _ = write!(out, "{:02}", seconds.abs() % 60);
    }
}

/// The one rule that these changes follow year for year, if they do.
fn yearly_rule(changes: &[&Change]) -> Option<String> {
    let first = changes.first()?;
    let in_order = changes.iter().zip(changes.iter().skip(1));
    let each_year = in_order.into_iter().all(|(one, next)| next.at.year() == one.at.year() + 1);
    let alike = changes.iter().all(|change| {
        (change.at.time(), change.from, change.to, change.called.as_str(), change.at.month(), change.at.weekday())
            == (first.at.time(), first.from, first.to, first.called.as_str(), first.at.month(), first.at.weekday())
    });
    if changes.len() < usize::try_from(YEARS_TO_SEE_A_RULE).unwrap_or(0) || !each_year || !alike {
        return None;
    }
    let nth = [1_i8, 2, 3, 4, -1, -2]
        .into_iter()
        .find(|nth| changes.iter().all(|change| is_nth(change.at.date(), *nth, first.at.weekday())))?;
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{}", first.at.month(), code(first.at.weekday())))
}

fn is_nth(day: Date, nth: i8, weekday: Weekday) -> bool {
    day.nth_weekday_of_month(nth, weekday).is_ok_and(|named| named == day)
}
