//! A group from the inside, for a coordinator: its words, its series, its next sessions, what is missing to open it.

use super::edit_group::{ALL_SESSIONS, within};
use super::open_group::{purpose, safety};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::permit::EditGroup;
use bothy_domain::access::{Permit, Role};
use bothy_domain::groups::course::paced;
use bothy_domain::groups::{CoursePart, OpenRefused, OwnFact, Question};
use bothy_domain::ids::{HallId, OrganisationId, PersonId, PlaceId, SeriesId, SessionId};
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::groups::course::parts;
use bothy_store::groups::questions::questions;
use bothy_store::groups::{Group, by_slug, find};
use bothy_store::people::Named;
use bothy_store::places::Place;
use bothy_store::series::{Series, halls, of_group as series_of_group, weeks_off};
use bothy_store::sessions::{LookedAt, Session, facts, of_group};
use bothy_store::{StoreError, Tx, audit, people, places};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What can be chosen for a series.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    /// The organisation's places, by name.
    pub places: Vec<Place>,
    /// The rooms of all places by name, each with its place.
    pub halls: Vec<(PlaceId, HallId, String)>,
    /// The checks that supporters have shown, by the organisation's own words.
    pub checks: BTreeSet<String>,
    /// The training steps that supporters have done.
    pub trainings: BTreeSet<String>,
}

/// A group from the inside.
#[derive(Debug, Clone)]
pub struct Inside {
    /// The group.
    pub group: Group,
    /// Why it cannot open yet; none where it may, or is open.
    pub before_opening: Vec<OpenRefused>,
    /// Its series that have not ended, by their first meeting.
    pub series: Vec<Series>,
    /// The weeks off of each.
    pub weeks_off: BTreeMap<SeriesId, Vec<(Date, String)>>,
    /// The parts of its material, each with the day on which it is taken up; empty where it is no course.
    pub parts: Vec<(CoursePart, Option<Date>)>,
    /// What people ask, and its answers.
    pub questions: Vec<Question>,
    /// What can be chosen for a new one.
    pub offered: Offered,
    /// Its next sessions.
    pub sessions: Vec<Session>,
    /// The facts of each.
    pub facts: BTreeMap<SessionId, SessionFacts>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// Who changed the group last, and when.
    pub changed: Option<(PersonId, Timestamp)>,
}

/// Reads a group from the inside, with at most `limit` of its next sessions.
///
/// # Errors
/// The group is not there for this person.
pub async fn see_group_inside(
    bothy: &Bothy,
    who: &Known,
    slug: &str,
    limit: i64,
) -> Result<Inside, ActionError<Never>> {
    let input = (who.clone(), slug.to_owned(), limit, bothy.now());
    bothy
        .db
        .snapshot("see_group_inside", input, |tx, (who, slug, limit, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let Some(group) = by_slug(tx, organisation, slug).await? else { return Err(ActionError::NotFound) };
                inside(tx, who, group, *limit, *now).await
            })
        })
        .await
}

async fn inside(
    tx: &mut Tx,
    who: &Known,
    group: Group,
    limit: i64,
    now: Timestamp,
) -> Result<Inside, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Permit::<EditGroup>::ask(&standing, within(organisation, &group))?;
    let before_opening = group.state.before_opening(safety(tx, organisation).await?, purpose(&group));
    let sessions = of_group(tx, organisation, group.id, now, limit).await?;
    let ids: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
    let facts = facts(tx, organisation, &ids, LookedAt::Now(now)).await?;
    let changed = audit::last_of(tx, organisation, &group.id.to_string()).await?;
    let holders = facts.values().flat_map(|facts| &facts.seats);
    let mut named: BTreeSet<PersonId> = holders.filter_map(|seat| seat.holder.as_ref().map(|(by, _)| *by)).collect();
    named.extend(changed.map(|(by, _)| by));
    let named: Vec<PersonId> = named.into_iter().collect();
    let mut series = series_of_group(tx, organisation, group.id).await?;
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    // A part that was changed from its first day on never meets: the part after it stands for both.
    series.retain(|one| one.last_on.is_none_or(|last| last >= today && last >= one.first_on));
    let mut off = BTreeMap::new();
    for one in &series {
        off.insert(one.id, weeks_off(tx, organisation, one.id).await?);
    }
    Ok(Inside {
        before_opening,
        series,
        weeks_off: off,
        parts: parts_by_day(tx, organisation, &group).await?,
        questions: questions(tx, organisation, group.id).await?,
        offered: offered(tx, who, now).await?,
        sessions,
        facts,
        people: people::named(tx, organisation, &named).await?,
        changed,
        group,
    })
}

/// The parts of a course, each with the day on which it is taken up, if that is planned.
pub(crate) async fn parts_by_day(
    tx: &mut Tx,
    organisation: OrganisationId,
    group: &Group,
) -> Result<Vec<(CoursePart, Option<Date>)>, StoreError> {
    if !group.kind.has(OwnFact::Parts) {
        return Ok(Vec::new());
    }
    let parts = parts(tx, organisation, group.id).await?;
    let all = of_group(tx, organisation, group.id, Timestamp::UNIX_EPOCH, ALL_SESSIONS).await?;
    let meetings: Vec<(Date, SessionState)> = all
        .iter()
        .filter(|session| group.own.holds_day(session.date))
        .map(|session| (session.date, session.state))
        .collect();
    let days = paced(parts.len(), &meetings);
    Ok(parts.into_iter().zip(days).collect())
}

/// What can be chosen for a series of this organisation.
async fn offered(tx: &mut Tx, who: &Known, now: Timestamp) -> Result<Offered, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let supporters = people::wearing(tx, organisation, Role::Supporter, now).await?;
    let ids: Vec<PersonId> = supporters.into_iter().map(|person| person.id).collect();
    let shown = people::shown(tx, organisation, &ids).await?;
    let mut offered = Offered {
        places: places::all(tx, organisation).await?,
        halls: halls(tx, organisation).await?,
        ..Offered::default()
    };
    for one in shown.into_values() {
        offered.checks.extend(one.checks.into_iter().map(|(kind, _)| kind.word().to_owned()));
        offered.trainings.extend(one.training.into_iter().map(|(step, _)| step.word().to_owned()));
    }
    Ok(offered)
}

/// A series with its group and what can be chosen for its next segment.
#[derive(Debug, Clone)]
pub struct SeriesSeen {
    /// The series.
    pub series: Series,
    /// Its weeks off.
    pub weeks_off: Vec<(Date, String)>,
    /// Its group.
    pub group: Group,
    /// What can be chosen.
    pub offered: Offered,
}

/// Reads a series for the form that changes it.
///
/// # Errors
/// The series is not there for this person.
pub async fn see_series(
    bothy: &Bothy,
    who: &Known,
    series: bothy_domain::ids::SeriesId,
) -> Result<SeriesSeen, ActionError<Never>> {
    let input = (who.clone(), series, bothy.now());
    bothy
        .db
        .snapshot("see_series", input, |tx, (who, series, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let Some(series) = bothy_store::series::find(tx, organisation, *series).await? else {
                    return Err(ActionError::NotFound);
                };
                let Some(group) = find(tx, organisation, series.group).await? else {
                    return Err(ActionError::NotFound);
                };
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                Permit::<EditGroup>::ask(&standing, within(organisation, &group))?;
                let weeks_off = weeks_off(tx, organisation, series.id).await?;
                Ok(SeriesSeen { series, weeks_off, group, offered: offered(tx, who, *now).await? })
            })
        })
        .await
}
