//! The worker's act: every series has its sessions made 18 months ahead, whatever day it is.

use super::Refused;
use super::days::{Off, days, horizon, zone_of};
use super::making::{lock_calendar, make_sessions};
use crate::bothy::Bothy;
use crate::duties::replan;
use bothy_calendar::zone::day_of;
use bothy_domain::ids::{OrganisationId, SeriesId};
use bothy_store::series::{self, Series};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// Makes the sessions that are missing up to 18 months ahead, one small commit for each series that has any.
///
/// Done twice it makes nothing twice. A series whose stored rule cannot be read is passed over, and said in
/// the log, so that it does not stop the others. Returns how many sessions were made.
///
/// # Errors
/// The store's own.
pub async fn make_ahead(bothy: &Bothy) -> Result<usize, StoreError> {
    let now = bothy.now();
    // A day more than the horizon in UTC is no earlier than the horizon in any zone.
    let until = horizon(day_of(now, &TimeZone::UTC)).saturating_add(1.day());
    let behind = bothy
        .db
        .snapshot("not_made_until", until, |tx, until| {
            Box::pin(async move { series::not_made_until(tx, *until).await })
        })
        .await?;
    let mut made = 0;
    for (organisation, series) in behind {
        let input = (organisation, series, now);
        let answer = bothy.db.write("make_ahead", input, |w, input| Box::pin(ahead_in(w, *input))).await;
        match answer {
            Ok(sessions) => made += sessions,
            Err(Refused::Store(error)) => return Err(error),
            Err(error) => tracing::error!(%series, %error, "the sessions of a series cannot be made"),
        }
    }
    Ok(made)
}

async fn ahead_in(
    w: &mut Writing,
    (organisation, id, now): (OrganisationId, SeriesId, Timestamp),
) -> Result<Commit<usize>, Refused> {
    let Some(before) = series::find(w, organisation, id).await? else { return Ok(Commit::Unchanged(0)) };
    // Most rounds find nothing to make: that is seen without locking anything.
    if still_to_make(w, organisation, &before, now).await?.0.is_empty() {
        return Ok(Commit::Unchanged(0));
    }
    let mut locked = lock_calendar(w, organisation).await?;
    let Some(series) = series::find(w, organisation, id).await? else { return Ok(Commit::Unchanged(0)) };
    let (days, until) = still_to_make(w, organisation, &series, now).await?;
    if days.is_empty() {
        return Ok(Commit::Unchanged(0));
    }
    let made = make_sessions(w, &mut locked, organisation, &series, &days, now).await?;
    series::made_until(w, organisation, id, until).await?;
    replan(w, locked, now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: now,
        by: None,
        act: "series-made-ahead",
        thing: id.to_string(),
        reason: None,
    });
    Ok(Commit::Changed(made.len(), audit))
}

/// The days of a series that have no session yet, and up to when they reach.
async fn still_to_make(
    w: &mut Writing,
    organisation: OrganisationId,
    series: &Series,
    now: Timestamp,
) -> Result<(Vec<Date>, Date), Refused> {
    let today = day_of(now, &zone_of(&series.zone)?);
    let until = horizon(today);
    let from = series.made_until.map_or(today, |made| made.saturating_add(1.day())).max(today);
    if from > until {
        return Ok((Vec::new(), until));
    }
    let weeks = series::weeks_off(w, organisation, series.id).await?;
    let off = Off::of(w, organisation, series, &weeks).await?;
    Ok((days(series, &off, from..=until)?, until))
}
