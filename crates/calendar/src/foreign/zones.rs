//! The clocks of other calendars: names of zones as programs write them, and zones told in full under a name of
//! their own.

use super::Ours;
use super::lines::Line;
use crate::zone::{instant, named, wall};
use jiff::civil::{DateTime, Time, date};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// By which clock a time is said.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Clock {
    /// By the organisation's own, or by none (a floating time).
    Ours,
    /// By that of a zone.
    Zone(String, TimeZone),
    /// By that of a zone that nobody knows; its hours are read as ours.
    Unknown(String),
}

impl Clock {
    /// The zone of that clock.
    pub fn zone<'z>(&'z self, ours: &Ours<'z>) -> &'z TimeZone {
        match self {
            Self::Zone(_, zone) => zone,
            Self::Ours | Self::Unknown(_) => ours.zone,
        }
    }

    /// What our clock shows when this one shows a time.
    pub fn on_ours(&self, at: DateTime, ours: &Ours<'_>) -> DateTime {
        match self {
            Self::Zone(_, zone) => wall(instant(at.date(), at.time(), zone), ours.zone),
            Self::Ours | Self::Unknown(_) => at,
        }
    }
}

/// A zone told in full (VTIMEZONE), as far as it tells which one is meant.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub name: String,
    location: String,
    /// Month of the change and seconds east of Greenwich after it; the last one that stands there.
    standard: Option<(i8, i32)>,
    daylight: Option<(i8, i32)>,
    month: Option<i8>,
    offset: Option<i32>,
}

impl Told {
    /// Takes a line of the zone or of one of its halves.
    pub fn take(&mut self, line: &Line) {
        match line.name.as_str() {
            "TZID" => self.name = line.value.chars().take(200).collect(),
            "X-LIC-LOCATION" => self.location = line.value.chars().take(200).collect(),
            "TZOFFSETTO" => self.offset = offset(&line.value),
            "DTSTART" => self.month = self.month.or_else(|| line.value.get(4..6)?.parse().ok()),
            "RRULE" => {
                let month = line.value.split(';').find_map(|part| part.trim().strip_prefix("BYMONTH="));
                self.month = month.and_then(|month| month.parse().ok()).or(self.month);
            }
            _ => {}
        }
    }

    /// A half of the zone has ended.
    pub fn end_half(&mut self, daylight: bool) {
        let half = self.month.take().zip(self.offset.take());
        let slot = if daylight { &mut self.daylight } else { &mut self.standard };
        *slot = half.or(*slot);
    }

    /// Whether its summers and winters are those of our zone.
    fn is_like(&self, ours: &Ours<'_>) -> bool {
        let year = ours.today.year();
        let east = |month: i8| {
            let noon = Time::constant(12, 0, 0, 0);
            ours.zone.to_offset(instant(date(year, month, 15), noon, ours.zone)).seconds()
        };
        match (self.standard, self.daylight) {
            (Some((_, only)), None) => (1..=12).all(|month| east(month) == only),
            (Some((ends, winter)), Some((begins, summer))) => {
                let middle = |month: i8| (1..=12).contains(&month);
                middle(ends)
                    && middle(begins)
                    && east(begins % 12 + 1) == summer
                    && east(ends % 12 + 1) == winter
                    // In the month of the change the middle still has the clock from before.
                    && east(begins) == winter
                    && east(ends) == summer
            }
            (None, _) => false,
        }
    }
}

/// "+0100" in seconds.
fn offset(text: &str) -> Option<i32> {
    let (sign, figures) = match text.trim().split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let hours: i32 = figures.get(..2)?.parse().ok()?;
    let minutes: i32 = figures.get(2..4)?.parse().ok()?;
    Some(sign * (hours * 3_600 + minutes * 60))
}

/// The clocks of one file: each name is looked up once.
pub(super) struct Clocks<'z> {
    ours: Ours<'z>,
    told: BTreeMap<String, Told>,
    known: BTreeMap<String, Clock>,
}

/// More names than any calendar has: the rest is looked up as unknown.
const MOST_NAMES: usize = 500;

impl<'z> Clocks<'z> {
    pub fn new(ours: Ours<'z>, told: Vec<Told>) -> Self {
        let told = told.into_iter().map(|one| (one.name.clone(), one)).collect();
        Self { ours, told, known: BTreeMap::new() }
    }

    /// The clock of a name; that of Greenwich for `utc`.
    pub fn clock(&mut self, name: Option<&str>, utc: bool) -> Clock {
        match name {
            _ if utc => Clock::Zone(String::from("UTC"), TimeZone::UTC),
            None | Some("") => Clock::Ours,
            Some(name) => {
                if let Some(known) = self.known.get(name) {
                    return known.clone();
                }
                let clock = self.find(name);
                if self.known.len() < MOST_NAMES {
                    self.known.insert(name.to_owned(), clock.clone());
                }
                clock
            }
        }
    }

    fn find(&self, name: &str) -> Clock {
        let short: String = name.chars().take(60).collect();
        let told = self.told.get(name);
        let zone = of_name(name).or_else(|| of_name(&told?.location));
        match zone {
            Some(zone) if zone == *self.ours.zone => Clock::Ours,
            Some(zone) => Clock::Zone(short, zone),
            None if told.is_some_and(|told| told.is_like(&self.ours)) => Clock::Ours,
            None => Clock::Unknown(short),
        }
    }
}

/// A zone by its own name, by the one that Windows gives it, or by the end of a longer name
/// (`/freeassociation.sourceforge.net/Tzfile/Europe/London`).
fn of_name(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if name.is_empty() || name.len() > 200 {
        return None;
    }
    if let Some((_, zone)) = OF_WINDOWS.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name)) {
        return named(zone).ok();
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let last = |many: usize| parts.len().checked_sub(many).and_then(|from| parts.get(from..)).map(|end| end.join("/"));
    let whole = parts.len() <= 3 && !name.starts_with('/');
    let mut tries = [whole.then(|| name.to_owned()), last(3), last(2)].into_iter().flatten();
    tries.find_map(|name| named(&name).ok())
}

/// The names that Windows and Outlook give to zones, for those that calendars in these islands hold.
const OF_WINDOWS: [(&str, &str); 24] = [
    ("GMT Standard Time", "Europe/London"),
    ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
    ("(UTC) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
    ("GMT+00:00/+01:00", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("Coordinated Universal Time", "UTC"),
    ("(UTC) Coordinated Universal Time", "UTC"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Romance Standard Time", "Europe/Paris"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kyiv"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Pakistan Standard Time", "Asia/Karachi"),
    ("China Standard Time", "Asia/Shanghai"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        let london = named("Europe/London").unwrap();
        let ours = Ours { zone: &london, today: date(2026, 11, 24), until: date(2028, 5, 24) };
        let said = match Clocks::new(ours, Vec::new()).clock(Some(name), false) {
            Clock::Ours => String::from("ours"),
            Clock::Zone(_, zone) => zone.iana_name().unwrap_or("UTC").to_owned(),
            Clock::Unknown(name) => format!("? {name}"),
        };
        assert_eq!(said, expected, "{name}");
    }

    #[test]
    fn zones_are_known_by_the_names_that_programs_write() {
        check("Europe/London", "ours");
        check("GMT Standard Time", "ours");
        check("/freeassociation.sourceforge.net/Tzfile/Europe/London", "ours");
        check("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin");
        check("W. Europe Standard Time", "Europe/Berlin");
        check("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires");
        check("Customized Time Zone", "? Customized Time Zone");
        check("../../etc/passwd", "? ../../etc/passwd");
    }

    #[test]
    fn a_zone_told_in_full_is_ours_only_where_its_summers_and_winters_are() {
        let london = named("Europe/London").unwrap();
        let ours = Ours { zone: &london, today: date(2026, 11, 24), until: date(2028, 5, 24) };
        let told = |winter, summer, begins, ends| Told {
            name: "Ours in all but name".into(),
            standard: Some((ends, winter)),
            daylight: Some((begins, summer)),
            ..Told::default()
        };
        for (one, alike) in [
            (told(0, 3_600, 3, 10), true),
            (told(3_600, 7_200, 3, 10), false),
            (told(0, 3_600, 10, 3), false),
            (told(0, 3_600, 0, 99), false),
        ] {
            assert_eq!(one.is_like(&ours), alike, "{one:?}");
        }
    }
}
