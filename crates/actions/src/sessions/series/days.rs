//! The days on which a series meets: its rule without its weeks off and, if it follows them, without closed days.

use super::{Refused, SeriesRefused};
use crate::error::ActionError;
use bothy_calendar::expand::dates;
use bothy_calendar::rule_text::{parse_rrule, write_rrule};
use bothy_calendar::zone::{Meeting, meeting, named};
use bothy_domain::ids::OrganisationId;
use bothy_domain::organisations::Policy;
use bothy_domain::sessions::change::monday_of;
use bothy_domain::sessions::recurrence::{Ends, Every, Pattern};
use bothy_store::series::Series;
use bothy_store::{StoreError, Tx, organisations};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// More days than any rule has in the time for which sessions are made.
const ALL_DAYS: usize = 2_000;

/// The days that are left out.
pub(super) struct Off {
    /// The Mondays of the weeks off.
    weeks: BTreeSet<Date>,
    /// The closed days; empty for a series that does not follow them.
    closed: BTreeSet<Date>,
}

impl Off {
    /// Reads what a series leaves out. A day among the weeks off stands for its whole week, Monday to Sunday.
    pub(super) async fn of(
        tx: &mut Tx,
        organisation: OrganisationId,
        series: &Series,
        weeks: &[(Date, String)],
    ) -> Result<Self, StoreError> {
        let closed = if series.follows_closed_days {
            organisations::closed_days(tx, organisation).await?.into_iter().map(|closed| closed.on).collect()
        } else {
            BTreeSet::new()
        };
        Ok(Self { weeks: weeks.iter().map(|(day, _)| monday_of(*day)).collect(), closed })
    }

    fn leaves_out(&self, day: Date) -> bool {
        self.closed.contains(&day) || self.weeks.contains(&monday_of(day))
    }
}

/// The rule of a stored series with its hours, and when it ends.
///
/// # Errors
/// A stored rule that is none.
pub fn rule_of(series: &Series) -> Result<(Pattern, Ends), StoreError> {
    let (every, counted) = parse_rrule(&series.rule).map_err(|_| StoreError::Unknown { column: "rule" })?;
    let ends = match (counted, series.last_on) {
        (Ends::Never, Some(last)) => Ends::On(last),
        (ends, _) => ends,
    };
    Ok((Pattern { every, starts: series.starts, ends: series.ends }, ends))
}

/// A rule as a series stores it: its text, and its last day if it has one.
pub(crate) fn stored(every: &Every, ends: Ends) -> (String, Option<Date>) {
    match ends {
        Ends::On(last) => (write_rrule(every, Ends::Never), Some(last)),
        Ends::Never | Ends::After(_) => (write_rrule(every, ends), None),
    }
}

/// The days within a span on which a series meets, in order. Weeks off and closed days count as meetings
/// where a series ends after so many.
pub(super) fn days(series: &Series, off: &Off, between: RangeInclusive<Date>) -> Result<Vec<Date>, Refused> {
    let (pattern, ends) = rule_of(series)?;
    // A counted series whose segment was ended has both: the number in its rule and a last day.
    let last = series.last_on.map_or(*between.end(), |last| last.min(*between.end()));
    let all = dates(&pattern.every, series.first_on, ends, *between.start()..=last, ALL_DAYS)
        .map_err(|refused| ActionError::Rule(SeriesRefused::from(refused)))?;
    Ok(all.into_iter().filter(|day| !off.leaves_out(*day)).collect())
}

/// The zone of a series.
pub(super) fn zone_of(name: &str) -> Result<TimeZone, StoreError> {
    named(name).map_err(|_| StoreError::Unknown { column: "zone" })
}

/// A meeting of a series as instants.
pub(super) fn meeting_of(series: &Series, day: Date) -> Result<Meeting, StoreError> {
    Ok(meeting(day, series.starts, series.ends, &zone_of(&series.zone)?))
}

/// The last day up to which sessions are made.
pub(crate) fn horizon(today: Date) -> Date {
    let months = Policy::default().months_made_ahead;
    today.saturating_add(Span::new().try_months(months).unwrap_or_else(|_| 18.months()))
}
