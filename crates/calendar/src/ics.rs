//! Calendar feeds that people subscribe to from their phones.
//!
//! Each session is an event of its own, never a rule: a rule could not say that one meeting moved.
//! Times are wall-clock with a zone (and that zone told in full), because phones show those right
//! even when a government changes the clocks after the feed was read. What a phone shows on a
//! locked screen is the caller's choice: names and words come in as arguments.

mod cleaning;
mod zone_block;

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::zone;
use cleaning::{Limit, address, many_lines, one_line};

/// How often a phone should look again.
const LOOK_AGAIN: &str = "PT1H";
/// Who wrote the feed, as RFC 5545 asks for it.
const PRODUCT: &str = "-//Bothy//Bothy//EN";
/// The longest line that every reader takes, in octets without its end.
const LONGEST_LINE: usize = 75;

/// Whether an event will happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedStatus {
    /// It stands.
    Confirmed,
    /// It was called off; phones strike it through.
    Cancelled,
}

/// One session in a feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedEvent {
    /// The session's own lasting name; the same in every feed and for ever.
    pub uid: String,
    /// Grows with every change, so that phones take the newer one.
    pub sequence: u32,
    /// When it begins, by the clock on the wall.
    pub starts: (Date, Time),
    /// When it ends, by the clock on the wall; an end that is not later ends as it starts.
    pub ends: (Date, Time),
    /// The zone of that wall; one without a name (UTC, fixed offsets) is written in UTC.
    pub zone: TimeZone,
    /// What it is called, on one line.
    pub summary: String,
    /// Where, on one line; left out when empty.
    pub location: String,
    /// More about it; left out when empty.
    pub description: String,
    /// Its page; left out unless it is a whole http or https address.
    pub url: String,
    /// Whether it will happen.
    pub status: FeedStatus,
    /// When it was last changed.
    pub last_modified: Timestamp,
}

/// A feed as text, ready to be sent as `text/calendar; charset=utf-8`.
///
/// `name` is what the calendar is called on the phone. The same arguments give the same text, so
/// that it can be compared and cached; `now` only goes into the stamps that RFC 5545 asks for.
pub fn feed(name: &str, events: &[FeedEvent], now: Timestamp) -> String {
    let mut out = String::with_capacity(600 + events.len() * 600);
    out.push_str("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    text(&mut out, "PRODID", PRODUCT);
    out.push_str("CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
    let name = one_line(name, Limit::Line);
    if !name.is_empty() {
        text(&mut out, "NAME", &name);
        text(&mut out, "X-WR-CALNAME", &name);
    }
    let zones = zones_of(events);
    if let [zone] = zones.as_slice() {
        text(&mut out, "X-WR-TIMEZONE", zone.name);
    }
    // Writing into a String cannot fail.
    let _ = write!(out, "REFRESH-INTERVAL;VALUE=DURATION:{LOOK_AGAIN}\r\nX-PUBLISHED-TTL:{LOOK_AGAIN}\r\n");
    for used in &zones {
        zone_block::write(&mut out, used.name, used.zone, used.first, used.last);
    }
    let stamp = utc_stamp(now);
    for event in events {
        write_event(&mut out, event, &stamp);
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

/// A zone that a feed needs, and from when to when.
struct ZoneInUse<'e> {
    name: &'e str,
    zone: &'e TimeZone,
    first: Date,
    last: Date,
}

fn zones_of(events: &[FeedEvent]) -> Vec<ZoneInUse<'_>> {
    let mut zones: Vec<ZoneInUse<'_>> = Vec::new();
    for event in events {
        let Some(name) = zone_name(&event.zone) else { continue };
        let (first, last) = (event.starts.0, event.ends.0.max(event.starts.0));
        match zones.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                known.first = known.first.min(first);
                known.last = known.last.max(last);
            }
            None => zones.push(ZoneInUse { name, zone: &event.zone, first, last }),
        }
    }
    zones
}

/// The name under which a zone is written; none for UTC, which needs no zone.
fn zone_name(zone: &TimeZone) -> Option<&str> {
    zone.iana_name().filter(|name| *name != "UTC" && *name != "Etc/UTC")
}

fn write_event(out: &mut String, event: &FeedEvent, stamp: &str) {
    out.push_str("BEGIN:VEVENT\r\n");
    text(out, "UID", &one_line(&event.uid, Limit::Line));
    let _ = write!(out, "DTSTAMP:{stamp}\r\nLAST-MODIFIED:{}\r\n", utc_stamp(event.last_modified));
    let _ = write!(out, "SEQUENCE:{}\r\n", event.sequence);
    let starts = event.starts.0.to_datetime(event.starts.1);
    let ends = event.ends.0.to_datetime(event.ends.1).max(starts);
    moment(out, "DTSTART", starts, &event.zone);
    moment(out, "DTEND", ends, &event.zone);
    text(out, "SUMMARY", &one_line(&event.summary, Limit::Line));
    optional(out, "LOCATION", &one_line(&event.location, Limit::Line));
    optional(out, "DESCRIPTION", &many_lines(&event.description, Limit::Text));
    if let Some(address) = address(&event.url) {
        // An address is no text: its commas and semicolons stay as they are.
        fold(out, &format!("URL:{address}"));
    }
    out.push_str(match event.status {
        FeedStatus::Confirmed => "STATUS:CONFIRMED\r\n",
        FeedStatus::Cancelled => "STATUS:CANCELLED\r\n",
    });
    out.push_str("END:VEVENT\r\n");
}

fn moment(out: &mut String, key: &str, at: DateTime, zone: &TimeZone) {
    match zone_name(zone) {
        Some(name) => {
            let _ = write!(out, "{key};TZID={name}:");
            local_stamp(out, at);
            out.push_str("\r\n");
        }
        None => {
            let _ = write!(out, "{key}:{}\r\n", utc_stamp(zone::instant(at.date(), at.time(), zone)));
        }
    }
}

/// A line of words: escaped, folded.
fn text(out: &mut String, key: &str, value: &str) {
    let mut line = String::with_capacity(key.len() + value.len() + 16);
    line.push_str(key);
    line.push(':');
    for letter in value.chars() {
        match letter {
            '\n' => line.push_str("\\n"),
            '\\' | ',' | ';' => line.extend(['\\', letter]),
            other => line.push(other),
        }
    }
    fold(out, &line);
}

fn optional(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        text(out, key, value);
    }
}

/// Lines of at most 75 octets, broken between letters and never inside one (RFC 5545 3.1).
fn fold(out: &mut String, line: &str) {
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            octets = 1;
        }
        octets += letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}

fn utc_stamp(at: Timestamp) -> String {
    let mut stamp = String::with_capacity(16);
    local_stamp(&mut stamp, TimeZone::UTC.to_datetime(at));
    stamp.push('Z');
    stamp
}

fn local_stamp(out: &mut String, at: DateTime) {
    // RFC 5545 has four digits for a year and no minus sign.
    let year = at.year().max(0);
    let _ = write!(out, "{year:04}{:02}{:02}T", at.month(), at.day());
    let _ = write!(out, "{:02}{:02}{:02}", at.hour(), at.minute(), at.second());
}

/// Moves a day by years, staying inside the calendar.
fn years_from(day: Date, years: i16) -> Date {
    day.saturating_add(years.years())
}

#[cfg(test)]
mod tests;
