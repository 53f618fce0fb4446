//! Groups that everybody may see, a piece at a time: what programs elsewhere may read of them, and nothing of people.
//!
//! Not read here at all: links, numbers and passcodes of sessions, who holds them, what a place keeps for whoever works
//! there. Not here: whether a group is for everybody, which `domain/groups` says; the text only leaves out the others.

use super::{Group, Row};
use crate::db::{Inner, Tx, ids_as_json};
use crate::error::StoreError;
use crate::time::{day, hour, micros};
use bothy_domain::ids::{GroupId, OrganisationId, PlaceId, SeriesId, SessionId};
use bothy_domain::sessions::Mode;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use uuid::Uuid;

/// A rule by which a group meets, without what only its members are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedSeries {
    /// Which.
    pub id: SeriesId,
    /// Of which group.
    pub group: GroupId,
    /// How often, as RFC 5545 text.
    pub rule: String,
    /// When a meeting begins, by the clock on the wall.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
    /// The first meeting.
    pub first_on: Date,
    /// The last day on which it may meet; none where it goes on.
    pub last_on: Option<Date>,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
}

/// A coming session, without what only its members are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedSession {
    /// Which.
    pub id: SessionId,
    /// Of which group.
    pub group: GroupId,
    /// The rule that made it; none where it was planned alone.
    pub series: Option<SeriesId>,
    /// The day.
    pub date: Date,
    /// When it begins, by the clock on the wall.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
    /// Whether somebody moved this one alone.
    pub moved_by_hand: bool,
}

/// How many groups everybody may see.
///
/// # Errors
/// The database's own.
pub async fn how_many(tx: &mut Tx, organisation: OrganisationId) -> Result<u64, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        groups: i64,
    }
    let row = one!(
        tx,
        Count,
        "SELECT COUNT(*) AS groups FROM peer_group
         WHERE organisation_id = $1 AND state IN ('open', 'pausing') AND kind <> 'one-to-one'",
        organisation.uuid()
    )?;
    Ok(row.map_or(0, |row| u64::try_from(row.groups).unwrap_or(0)))
}

/// The groups that everybody may see, by their ids: at most so many after one of them, or from the first.
///
/// # Errors
/// The database's own.
pub async fn after(
    tx: &mut Tx,
    organisation: OrganisationId,
    after: Option<GroupId>,
    limit: u32,
) -> Result<Vec<Group>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE organisation_id = $1 AND state IN ('open', 'pausing') AND kind <> 'one-to-one' AND id > $2 \
             ORDER BY id LIMIT $3"
        ),
        organisation.uuid(),
        after.map_or(Uuid::nil(), GroupId::uuid),
        i64::from(limit)
    )?;
    rows.into_iter().map(Row::group).collect()
}

/// The same past so many of them, for who asks for a page by its number.
///
/// # Errors
/// The database's own.
pub async fn past(tx: &mut Tx, organisation: OrganisationId, skip: u64, limit: u32) -> Result<Vec<Group>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE organisation_id = $1 AND state IN ('open', 'pausing') AND kind <> 'one-to-one' \
             ORDER BY id LIMIT $2 OFFSET $3"
        ),
        organisation.uuid(),
        i64::from(limit),
        i64::try_from(skip).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(Row::group).collect()
}

#[derive(sqlx::FromRow)]
struct SeriesRow {
    id: Uuid,
    group_id: Uuid,
    rule: String,
    starts: String,
    ends: String,
    first_on: String,
    last_on: Option<String>,
    mode: String,
    place_id: Option<Uuid>,
}

/// The rules of these groups that have made sessions, in the order of their first meetings: a rule that has made none
/// yet is on no page either.
///
/// # Errors
/// The database's own.
pub async fn series_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    groups: &[GroupId],
) -> Result<Vec<PublishedSeries>, StoreError> {
    let ids: Vec<Uuid> = groups.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        SeriesRow,
        "SELECT id, group_id, rule, starts, ends, first_on, last_on, mode, place_id FROM series
         WHERE organisation_id = $1 AND made_until IS NOT NULL AND group_id",
        " ORDER BY first_on, id",
        organisation.uuid(),
        &ids
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(PublishedSeries {
                id: SeriesId::new(row.id),
                group: GroupId::new(row.group_id),
                rule: row.rule,
                starts: hour(&row.starts)?,
                ends: hour(&row.ends)?,
                first_on: day(&row.first_on)?,
                last_on: row.last_on.as_deref().map(day).transpose()?,
                mode: Mode::of_code(&row.mode).ok_or(StoreError::Unknown { column: "mode" })?,
                place: row.place_id.map(PlaceId::new),
            })
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    group_id: Uuid,
    series_id: Option<Uuid>,
    on_date: String,
    starts: String,
    ends: String,
    mode: String,
    place_id: Option<Uuid>,
    moved_by_hand: bool,
}

macro_rules! coming {
    ($list:literal) => {
        concat!(
            "SELECT id, group_id, series_id, on_date, starts, ends, mode, place_id, moved_by_hand FROM session
             WHERE organisation_id = $1 AND called_off_at IS NULL AND starts_at > $3 AND group_id",
            $list,
            " ORDER BY starts_at, id"
        )
    };
}

/// The sessions of these groups that are still to come and not called off, by their start.
///
/// # Errors
/// The database's own.
pub async fn sessions_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    groups: &[GroupId],
    now: Timestamp,
) -> Result<Vec<PublishedSession>, StoreError> {
    let ids: Vec<Uuid> = groups.iter().map(|id| id.uuid()).collect();
    let rows = match tx.inner() {
        Inner::Lite(open) => {
            sqlx::query_as::<_, SessionRow>(coming!(" IN (SELECT unhex(value) FROM json_each($2))"))
                .bind(organisation.uuid())
                .bind(ids_as_json(&ids))
                .bind(micros(now))
                .fetch_all(&mut **open)
                .await
        }
        Inner::Pg(open) => {
            sqlx::query_as::<_, SessionRow>(coming!(" = ANY($2)"))
                .bind(organisation.uuid())
                .bind(&ids)
                .bind(micros(now))
                .fetch_all(&mut **open)
                .await
        }
    }?;
    rows.into_iter()
        .map(|row| {
            Ok(PublishedSession {
                id: SessionId::new(row.id),
                group: GroupId::new(row.group_id),
                series: row.series_id.map(SeriesId::new),
                date: day(&row.on_date)?,
                starts: hour(&row.starts)?,
                ends: hour(&row.ends)?,
                mode: Mode::of_code(&row.mode).ok_or(StoreError::Unknown { column: "mode" })?,
                place: row.place_id.map(PlaceId::new),
                moved_by_hand: row.moved_by_hand,
            })
        })
        .collect()
}
