//! An event as it is kept: what was understood of it, so that it can be let in later just as it was shown.

use super::Understood;
use crate::places::postcodes;
use bothy_calendar::rule_text::{parse_rrule, write_rrule};
use bothy_calendar::saying;
use bothy_domain::imports::{EventMeeting, EventRow, EventSeries, Postcode, Whereabouts, in_words};
use bothy_domain::sessions::Mode;
use bothy_domain::sessions::recurrence::{Ends, Pattern};
use bothy_store::StoreError;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// An event with its rules as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::imports) struct EventSaid {
    /// Its lasting name in the calendar.
    pub uid: String,
    /// A hash of all that was said, by which a change is seen.
    pub mark: String,
    name: String,
    venue: String,
    mode: String,
    series: Vec<SeriesSaid>,
    alone: Vec<[String; 3]>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SeriesSaid {
    rule: String,
    starts: String,
    ends: String,
    first_on: String,
    off: Vec<String>,
}

impl EventSaid {
    pub fn of(row: &EventRow, mark: String) -> Self {
        let series = row.series.iter().map(|one| SeriesSaid {
            rule: write_rrule(&one.pattern.every, one.ends),
            starts: one.pattern.starts.to_string(),
            ends: one.pattern.ends.to_string(),
            first_on: one.first_on.to_string(),
            off: one.off.iter().map(ToString::to_string).collect(),
        });
        let alone = row.alone.iter().map(|one| [one.date.to_string(), one.starts.to_string(), one.ends.to_string()]);
        Self {
            uid: row.uid.clone(),
            mark,
            name: row.name.clone(),
            venue: row.venue.clone(),
            mode: row.mode.code().to_owned(),
            series: series.collect(),
            alone: alone.collect(),
        }
    }

    /// The row again.
    pub fn row(&self, postcode: &str) -> Result<EventRow, StoreError> {
        let unknown = || StoreError::Unknown { column: "cells" };
        let known = |postcode: &Postcode| postcodes::find(postcode.as_str());
        let (whereabouts, _) = bothy_domain::imports::whereabouts::whereabouts(postcode, None, &known);
        let whereabouts: Whereabouts = whereabouts;
        let alone = self
            .alone
            .iter()
            .map(|[on, starts, ends]| Ok(EventMeeting { date: day(on)?, starts: hour(starts)?, ends: hour(ends)? }));
        Ok(EventRow {
            uid: self.uid.clone(),
            name: self.name.clone(),
            venue: self.venue.clone(),
            whereabouts,
            mode: Mode::of_code(&self.mode).ok_or_else(unknown)?,
            series: self.series.iter().map(SeriesSaid::series).collect::<Result<_, StoreError>>()?,
            alone: alone.collect::<Result<_, StoreError>>()?,
        })
    }
}

impl SeriesSaid {
    fn series(&self) -> Result<EventSeries, StoreError> {
        let (every, ends) = parse_rrule(&self.rule).map_err(|_| StoreError::Unknown { column: "cells" })?;
        Ok(EventSeries {
            pattern: Pattern { every, starts: hour(&self.starts)?, ends: hour(&self.ends)? },
            first_on: day(&self.first_on)?,
            ends,
            off: self.off.iter().map(|on| day(on)).collect::<Result<_, StoreError>>()?,
        })
    }
}

fn day(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| StoreError::Unknown { column: "cells" })
}

fn hour(text: &str) -> Result<Time, StoreError> {
    text.parse().map_err(|_| StoreError::Unknown { column: "cells" })
}

impl Understood {
    /// A rule with its end and the days that it leaves out.
    pub(in crate::imports) fn of_event(series: &EventSeries) -> Self {
        let mut one = Self::of(&series.pattern);
        one.rule = write_rrule(&series.pattern.every, series.ends);
        // Writing into a String cannot fail.
        let _ = match series.ends {
            Ends::Never => Ok(()),
            Ends::On(last) => write!(one.words, ", up to {}", saying::date_in_full(last)),
            Ends::After(1) => write!(one.words, ", once"),
            Ends::After(meetings) => {
                write!(one.words, ", {meetings} times from {}", saying::date_in_full(series.first_on))
            }
        };
        for (number, on) in series.off.iter().enumerate() {
            let _ = write!(one.words, "{}{}", if number == 0 { "; not on " } else { ", " }, saying::date_in_full(*on));
        }
        one
    }

    /// A meeting by itself.
    pub(in crate::imports) fn of_meeting(meeting: &EventMeeting) -> Self {
        Self {
            days: Vec::new(),
            start: meeting.starts.strftime("%H:%M").to_string(),
            end: meeting.ends.strftime("%H:%M").to_string(),
            rule: String::new(),
            words: format!("{}, {}", saying::date_in_full(meeting.date), in_words::hours(meeting.starts, meeting.ends)),
        }
    }
}
