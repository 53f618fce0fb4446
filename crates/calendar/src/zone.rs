//! From the clock on the wall to instants and back.
//!
//! Sessions are promised in wall-clock time in a zone; instants are worked out from it and never
//! the other way round. On the night when the clocks go forward a time that does not exist moves
//! later by the jump; on the night when they go back a time that comes twice means the first one
//! (RFC 5545's reading, `jiff`'s "compatible").

use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

/// There is no zone of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no time zone called {name:?}")]
pub struct UnknownZone {
    /// What was asked for, cut to 60 characters.
    pub name: String,
}

/// The zone of this name, such as `Europe/London`, from the data that comes with the program.
///
/// # Errors
/// When no such zone is known.
pub fn named(name: &str) -> Result<TimeZone, UnknownZone> {
    TimeZone::get(name).map_err(|_| UnknownZone { name: name.chars().take(60).collect() })
}

/// The instant at which the clock on the wall in `zone` shows this date and time.
///
/// At the very ends of the calendar (years -9999 and 9999) it is the nearest instant there is.
pub fn instant(date: Date, time: Time, zone: &TimeZone) -> Timestamp {
    let nearest = if date.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    zone.to_timestamp(date.to_datetime(time)).unwrap_or(nearest)
}

/// What the clock on the wall in `zone` shows at this instant.
pub fn wall(at: Timestamp, zone: &TimeZone) -> DateTime {
    zone.to_datetime(at)
}

/// The day it is in `zone` at this instant.
pub fn day_of(at: Timestamp, zone: &TimeZone) -> Date {
    wall(at, zone).date()
}

/// A whole day in `zone`: from its first instant up to, but not with, the next day's first.
///
/// 23 or 25 hours long when the clocks change.
pub fn whole_day(date: Date, zone: &TimeZone) -> Range<Timestamp> {
    let begins = instant(date, Time::midnight(), zone);
    let ends = date.tomorrow().map_or(Timestamp::MAX, |next| instant(next, Time::midnight(), zone));
    begins..ends
}

/// One meeting as instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// When it begins.
    pub starts: Timestamp,
    /// When it ends; always later.
    pub ends: Timestamp,
}

impl Meeting {
    /// How long it really lasts, in whole minutes.
    pub fn minutes(self) -> i64 {
        self.ends.duration_since(self.starts).as_mins()
    }
}

/// A meeting on this day, from and to these times by the clock on the wall.
///
/// Wall start and wall end are kept across a clock change, so that 00:30 to 02:30 lasts one hour
/// in spring and three in autumn. An end that is not after its start by the clock belongs to the
/// next day. Where the jump in spring would leave nothing of the meeting (01:30 to 02:30), it
/// keeps its length and begins when the jump is over.
pub fn meeting(date: Date, starts: Time, ends: Time, zone: &TimeZone) -> Meeting {
    let end_date = if ends > starts { date } else { date.saturating_add(Span::new().days(1)) };
    let begins = instant(date, starts, zone);
    let over = instant(end_date, ends, zone);
    if over > begins {
        return Meeting { starts: begins, ends: over };
    }
    let by_the_wall = end_date.to_datetime(ends).duration_since(date.to_datetime(starts));
    let kept = by_the_wall.max(SignedDuration::from_mins(1));
    Meeting { starts: begins, ends: begins.saturating_add(kept).unwrap_or(Timestamp::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    const LONDON: &str = "Europe/London";
    const NEW_YORK: &str = "America/New_York";
    const LORD_HOWE: &str = "Australia/Lord_Howe";

    fn at(hour: i8, minute: i8) -> Time {
        time(hour, minute, 0, 0)
    }

    #[track_caller]
    fn check(zone: &str, day: Date, hour: i8, minute: i8, expected: &str) {
        let zone = named(zone).unwrap();
        assert_eq!(instant(day, at(hour, minute), &zone).to_string(), expected);
    }

    #[track_caller]
    fn check_meeting(zone: &str, day: Date, from: (i8, i8), to: (i8, i8), expected: (&str, &str, i64)) {
        let zone = named(zone).unwrap();
        let meeting = meeting(day, at(from.0, from.1), at(to.0, to.1), &zone);
        let got = (meeting.starts.to_string(), meeting.ends.to_string(), meeting.minutes());
        assert_eq!((got.0.as_str(), got.1.as_str(), got.2), expected);
    }

    #[test]
    fn seven_in_the_evening_stays_seven_on_both_sides_of_the_spring_change() {
        check(LONDON, date(2026, 3, 24), 19, 0, "2026-03-24T19:00:00Z");
        check(LONDON, date(2026, 3, 31), 19, 0, "2026-03-31T18:00:00Z");
        check(LONDON, date(2027, 3, 23), 19, 0, "2027-03-23T19:00:00Z");
        check(LONDON, date(2027, 3, 30), 19, 0, "2027-03-30T18:00:00Z");
    }

    #[test]
    fn seven_in_the_evening_stays_seven_on_both_sides_of_the_autumn_change() {
        check(LONDON, date(2026, 10, 20), 19, 0, "2026-10-20T18:00:00Z");
        check(LONDON, date(2026, 10, 27), 19, 0, "2026-10-27T19:00:00Z");
        check(LONDON, date(2027, 10, 26), 19, 0, "2027-10-26T18:00:00Z");
        check(LONDON, date(2027, 11, 2), 19, 0, "2027-11-02T19:00:00Z");
    }

    #[test]
    fn a_time_that_does_not_exist_moves_later_by_the_jump() {
        check(LONDON, date(2026, 3, 29), 1, 30, "2026-03-29T01:30:00Z");
        check(LONDON, date(2027, 3, 28), 1, 30, "2027-03-28T01:30:00Z");
        check(NEW_YORK, date(2026, 3, 8), 2, 30, "2026-03-08T07:30:00Z");
    }

    #[test]
    fn a_time_that_comes_twice_means_the_first() {
        check(LONDON, date(2026, 10, 25), 1, 30, "2026-10-25T00:30:00Z");
        check(LONDON, date(2027, 10, 31), 1, 30, "2027-10-31T00:30:00Z");
        check(NEW_YORK, date(2026, 11, 1), 1, 30, "2026-11-01T05:30:00Z");
    }

    #[test]
    fn lord_howe_moves_by_half_an_hour() {
        check(LORD_HOWE, date(2026, 10, 4), 2, 15, "2026-10-03T15:45:00Z");
        check(LORD_HOWE, date(2026, 4, 5), 1, 45, "2026-04-04T14:45:00Z");
        check_meeting(
            LORD_HOWE,
            date(2026, 4, 5),
            (1, 0),
            (3, 0),
            ("2026-04-04T14:00:00Z", "2026-04-04T16:30:00Z", 150),
        );
    }

    #[test]
    fn a_night_session_is_an_hour_shorter_in_spring() {
        let expected = ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", 60);
        check_meeting(LONDON, date(2026, 3, 29), (0, 30), (2, 30), expected);
        let expected = ("2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z", 60);
        check_meeting(LONDON, date(2027, 3, 28), (0, 30), (2, 30), expected);
    }

    #[test]
    fn a_night_session_is_an_hour_longer_in_autumn() {
        let expected = ("2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z", 180);
        check_meeting(LONDON, date(2026, 10, 25), (0, 30), (2, 30), expected);
        let expected = ("2027-10-30T23:30:00Z", "2027-10-31T02:30:00Z", 180);
        check_meeting(LONDON, date(2027, 10, 31), (0, 30), (2, 30), expected);
    }

    #[test]
    fn a_meeting_swallowed_by_the_jump_keeps_its_length() {
        let expected = ("2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z", 60);
        check_meeting(LONDON, date(2026, 3, 29), (1, 30), (2, 30), expected);
        let expected = ("2026-03-29T01:30:00Z", "2026-03-29T02:00:00Z", 30);
        check_meeting(LONDON, date(2026, 3, 29), (1, 30), (2, 0), expected);
    }

    #[test]
    fn an_end_before_its_start_is_on_the_next_day() {
        let expected = ("2026-11-24T22:00:00Z", "2026-11-25T06:00:00Z", 480);
        check_meeting(LONDON, date(2026, 11, 24), (22, 0), (6, 0), expected);
    }

    #[test]
    fn the_days_of_the_changes_have_23_and_25_hours() {
        let zone = named(LONDON).unwrap();
        let hours = |day| {
            let whole = whole_day(day, &zone);
            whole.end.duration_since(whole.start).as_hours()
        };
        assert_eq!([date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 24)].map(hours), [23, 25, 24]);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_accident() {
        let zone = named(NEW_YORK).unwrap();
        assert_eq!(instant(Date::MAX, at(23, 59), &zone), Timestamp::MAX);
        let meeting = meeting(Date::MAX, at(23, 0), at(1, 0), &zone);
        assert_eq!(meeting.minutes(), 0);
    }

    #[test]
    fn a_zone_that_nobody_knows_is_refused() {
        assert_eq!(named("Scotland/Leith").unwrap_err().name, "Scotland/Leith");
    }
}
