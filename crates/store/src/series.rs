//! Series as rows: the rules that make sessions, their weeks off, and the sessions each has made.
//!
//! The rule is kept as RFC 5545 text and read by `calendar`; a series ends its segment and the next one
//! begins when its rule changes (house law 9). Not here: which days a rule means.

pub mod made;
mod weeks_off;

pub use made::{following_from, hand_on, holders_of, sessions_from};
pub use weeks_off::{take_week_off, weeks_off};

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::Sealed;
use crate::sealing::columns::{Column, SERIES_PASSCODE};
use crate::time::{day, hour, hour_text};
use crate::way_in::{letting_in, locks_text};
use bothy_domain::access::permit::Within;
use bothy_domain::ids::{BranchId, GroupId, HallId, OrganisationId, PlaceId, SeriesId};
use bothy_domain::sessions::{LettingIn, Mode};
use bothy_domain::supporters::checks::{Asks, CheckKind, TrainingStep};
use jiff::civil::{Date, Time};
use uuid::Uuid;

/// One rule that makes sessions of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Which series.
    pub id: SeriesId,
    /// Of which group.
    pub group: GroupId,
    /// How often, as RFC 5545 text; with a number of meetings where it ends after so many.
    pub rule: String,
    /// When a meeting begins, by the clock on the wall.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
    /// The zone of that clock.
    pub zone: String,
    /// The first meeting.
    pub first_on: Date,
    /// The last day on which it may meet; none where it goes on.
    pub last_on: Option<Date>,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
    /// Which room in the building.
    pub hall: Option<HallId>,
    /// The link, as data; empty where there is none.
    pub link: String,
    /// The telephone number, as data; empty where there is none.
    pub phone: String,
    /// How people are let in there.
    pub letting_in: LettingIn,
    /// How many seats each session gets.
    pub seats: u16,
    /// What each seat asks for.
    pub asks: Asks,
    /// Whether it leaves out the closed days of the organisation.
    pub follows_closed_days: bool,
    /// The last day up to which its sessions were made.
    pub made_until: Option<Date>,
    /// Raised by every change; a form carries it.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    group_id: Uuid,
    rule: String,
    starts: String,
    ends: String,
    zone: String,
    first_on: String,
    last_on: Option<String>,
    mode: String,
    place_id: Option<Uuid>,
    hall_id: Option<Uuid>,
    link: String,
    phone: String,
    waiting_room: String,
    locks: String,
    meeting_id: String,
    passcode: String,
    seats: i32,
    asks_check: Option<String>,
    asks_training: Option<String>,
    follows_closed_days: bool,
    made_until: Option<String>,
    version: i64,
}

impl Sealed for Row {
    const COLUMN: Column = SERIES_PASSCODE;

    fn sealed(&mut self) -> (Uuid, &mut String) {
        (self.id, &mut self.passcode)
    }
}

impl Row {
    fn series(self) -> Result<Series, StoreError> {
        Ok(Series {
            id: SeriesId::new(self.id),
            group: GroupId::new(self.group_id),
            rule: self.rule,
            starts: hour(&self.starts)?,
            ends: hour(&self.ends)?,
            zone: self.zone,
            first_on: day(&self.first_on)?,
            last_on: self.last_on.as_deref().map(day).transpose()?,
            mode: Mode::of_code(&self.mode).ok_or(StoreError::Unknown { column: "mode" })?,
            place: self.place_id.map(PlaceId::new),
            hall: self.hall_id.map(HallId::new),
            link: self.link,
            phone: self.phone,
            letting_in: letting_in(&self.waiting_room, &self.locks, self.meeting_id, self.passcode)?,
            seats: u16::try_from(self.seats).map_err(|_| StoreError::Unknown { column: "seats" })?,
            asks: Asks {
                check: self.asks_check.map(CheckKind::named),
                training: self.asks_training.map(TrainingStep::named),
                ..Asks::default()
            },
            follows_closed_days: self.follows_closed_days,
            made_until: self.made_until.as_deref().map(day).transpose()?,
            version: self.version,
        })
    }
}

/// The columns of every reading of series; a macro, because SQL texts are constants.
macro_rules! select {
    ($after:literal) => {
        concat!(
            "SELECT id, group_id, rule, starts, ends, zone, first_on, last_on, mode, place_id, hall_id, link, phone,
             waiting_room, locks, meeting_id, passcode, seats, asks_check, asks_training, follows_closed_days,
             made_until, version FROM series ",
            $after
        )
    };
}

/// One series.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: SeriesId) -> Result<Option<Series>, StoreError> {
    let row = one!(tx, Row, select!("WHERE organisation_id = $1 AND id = $2"), organisation.uuid(), id.uuid())?;
    let rows = tx.open_rows(organisation, row.into_iter().collect()).await?;
    rows.into_iter().next().map(Row::series).transpose()
}

/// All series of a group, the ended ones too, by their first meeting.
///
/// # Errors
/// The database's own.
pub async fn of_group(tx: &mut Tx, organisation: OrganisationId, group: GroupId) -> Result<Vec<Series>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!("WHERE organisation_id = $1 AND group_id = $2 ORDER BY first_on, id"),
        organisation.uuid(),
        group.uuid()
    )?;
    tx.open_rows(organisation, rows).await?.into_iter().map(Row::series).collect()
}

/// Adds a series.
///
/// # Errors
/// The database's own.
pub async fn add(w: &mut Writing, organisation: OrganisationId, series: &Series) -> Result<(), StoreError> {
    let (owner, id) = (organisation.uuid(), series.id.uuid());
    let passcode = w.seal_said(owner, SERIES_PASSCODE, id, &series.letting_in.passcode).await?;
    run!(
        w,
        "INSERT INTO series (organisation_id, id, group_id, rule, starts, ends, zone, first_on, last_on, mode, place_id,
         hall_id, link, phone, seats, asks_check, asks_training, follows_closed_days, made_until, waiting_room, locks,
         meeting_id, passcode, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
         $23, 1)",
        owner,
        id,
        series.group.uuid(),
        &series.rule,
        hour_text(series.starts),
        hour_text(series.ends),
        &series.zone,
        series.first_on.to_string(),
        series.last_on.map(|day| day.to_string()),
        series.mode.code(),
        series.place.map(PlaceId::uuid),
        series.hall.map(HallId::uuid),
        &series.link,
        &series.phone,
        i32::from(series.seats),
        series.asks.check.as_ref().map(CheckKind::word),
        series.asks.training.as_ref().map(TrainingStep::word),
        series.follows_closed_days,
        series.made_until.map(|day| day.to_string()),
        series.letting_in.waiting_room.code(),
        locks_text(series.letting_in.locks),
        &series.letting_in.meeting_id,
        passcode
    )?;
    Ok(())
}

/// Ends a segment: the series does not meet after this day.
///
/// # Errors
/// The database's own.
pub async fn end(
    w: &mut Writing,
    organisation: OrganisationId,
    series: SeriesId,
    last_on: Date,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE series SET last_on = $3, version = version + 1 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        series.uuid(),
        last_on.to_string()
    )
}

/// Notes up to which day the sessions of a series are made.
///
/// # Errors
/// The database's own.
pub async fn made_until(
    w: &mut Writing,
    organisation: OrganisationId,
    series: SeriesId,
    until: Date,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE series SET made_until = $3 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        series.uuid(),
        until.to_string()
    )
}

#[derive(sqlx::FromRow)]
struct Behind {
    organisation_id: Uuid,
    id: Uuid,
}

/// The series of groups that have not ended whose sessions are not made up to this day.
///
/// A group read from a file makes none until a person has looked at it.
///
/// # Errors
/// The database's own.
pub async fn not_made_until(tx: &mut Tx, until: Date) -> Result<Vec<(OrganisationId, SeriesId)>, StoreError> {
    let rows = all!(
        tx,
        Behind,
        "SELECT s.organisation_id, s.id FROM series s
         JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
         WHERE g.state <> 'ended' AND (g.import_run_id IS NULL OR g.looked_at IS NOT NULL)
           AND (s.made_until IS NULL OR s.made_until < $1)
           AND (s.last_on IS NULL OR s.made_until IS NULL OR s.last_on > s.made_until)
         ORDER BY s.organisation_id, s.id",
        until.to_string()
    )?;
    Ok(rows.into_iter().map(|row| (OrganisationId::new(row.organisation_id), SeriesId::new(row.id))).collect())
}

#[derive(sqlx::FromRow)]
struct Found {
    #[expect(dead_code, reason = "read only to see that the row is there")]
    id: Uuid,
}

/// What a series needs to know of its group: its name and the thing for a permit; none where there is no such group.
///
/// # Errors
/// The database's own.
pub async fn group(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: GroupId,
) -> Result<Option<(String, Within)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Group {
        name: String,
        branch_id: Option<Uuid>,
    }
    let row = one!(
        tx,
        Group,
        "SELECT name, branch_id FROM peer_group WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid()
    )?;
    Ok(row.map(|row| {
        let branch = row.branch_id.map(BranchId::new);
        (row.name, Within { organisation, branch, group: Some(id) })
    }))
}

/// The rooms of all places that are still used, by name, each with its place.
///
/// # Errors
/// The database's own.
pub async fn halls(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(PlaceId, HallId, String)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Hall {
        id: Uuid,
        place_id: Uuid,
        name: String,
    }
    let rows = all!(
        tx,
        Hall,
        "SELECT id, place_id, name FROM hall WHERE organisation_id = $1 AND retired_at IS NULL ORDER BY name, id",
        organisation.uuid()
    )?;
    Ok(rows.into_iter().map(|row| (PlaceId::new(row.place_id), HallId::new(row.id), row.name)).collect())
}

/// Whether this place, and this room in it, are the organisation's own.
///
/// # Errors
/// The database's own.
pub async fn place_is_ours(
    tx: &mut Tx,
    organisation: OrganisationId,
    place: Option<PlaceId>,
    hall: Option<HallId>,
) -> Result<bool, StoreError> {
    let Some(place) = place else { return Ok(hall.is_none()) };
    let row = match hall {
        None => one!(
            tx,
            Found,
            "SELECT id FROM place WHERE organisation_id = $1 AND id = $2",
            organisation.uuid(),
            place.uuid()
        )?,
        Some(hall) => one!(
            tx,
            Found,
            "SELECT id FROM hall WHERE organisation_id = $1 AND place_id = $2 AND id = $3",
            organisation.uuid(),
            place.uuid(),
            hall.uuid()
        )?,
    };
    Ok(row.is_some())
}
