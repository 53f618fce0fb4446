//! One session as a row.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::Sealed;
use crate::sealing::columns::{Column, SESSION_PASSCODE};
use crate::time::{day, hour, instant, maybe, micros};
use crate::way_in::letting_in;
use bothy_domain::access::permit::Within;
use bothy_domain::ids::{BranchId, GroupId, HallId, OrganisationId, PersonId, PlaceId, SeriesId, SessionId};
use bothy_domain::places::PlaceKind;
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{LettingIn, Mode, SessionState};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use uuid::Uuid;

/// One meeting of a group, with the names that lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which session.
    pub id: SessionId,
    /// Of which group.
    pub group: GroupId,
    /// The group's name.
    pub group_name: String,
    /// The group's word in addresses.
    pub group_slug: String,
    /// The group's branch.
    pub branch: Option<BranchId>,
    /// The series that made it.
    pub series: Option<SeriesId>,
    /// The day on which the series put it.
    pub original_date: Date,
    /// The day on which it stands.
    pub date: Date,
    /// When it begins, by the clock on the wall.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
    /// The zone of that clock.
    pub zone: String,
    /// First instant.
    pub starts_at: Timestamp,
    /// The instant at which it is over.
    pub ends_at: Timestamp,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
    /// The place's name.
    pub place_name: Option<String>,
    /// Whether that place is a building or the way of a walk; a building where there is none.
    pub place_kind: PlaceKind,
    /// Which room in the building.
    pub hall: Option<HallId>,
    /// Since when the place is confirmed.
    pub place_confirmed_at: Option<Timestamp>,
    /// Who opens.
    pub opener: Option<PersonId>,
    /// The link, as data; empty where there is none.
    pub link: String,
    /// The telephone number, as data; empty where there is none.
    pub phone: String,
    /// How people are let in there.
    pub letting_in: LettingIn,
    /// Since when somebody tried the link or the number.
    pub way_in_confirmed_at: Option<Timestamp>,
    /// Planned or called off.
    pub state: SessionState,
    /// Who let it be ready with fewer, and when.
    pub overridden: Option<(PersonId, Timestamp)>,
    /// Whether somebody moved it by hand.
    pub moved_by_hand: bool,
    /// Since when it is there: when it was made, or last moved. What it needs has its time from then on.
    pub since: Timestamp,
    /// Raised by every change; a form carries it.
    pub version: i64,
}

impl Session {
    /// The thing for a permit.
    pub fn within(&self, organisation: OrganisationId) -> Within {
        Within { organisation, branch: self.branch, group: Some(self.group) }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    group_id: Uuid,
    group_name: String,
    group_slug: String,
    branch_id: Option<Uuid>,
    series_id: Option<Uuid>,
    original_date: String,
    on_date: String,
    starts: String,
    ends: String,
    zone: String,
    starts_at: i64,
    ends_at: i64,
    mode: String,
    place_id: Option<Uuid>,
    place_name: Option<String>,
    on_a_walk: bool,
    hall_id: Option<Uuid>,
    place_confirmed_at: Option<i64>,
    opener_id: Option<Uuid>,
    link: String,
    phone: String,
    waiting_room: String,
    locks: String,
    meeting_id: String,
    passcode: String,
    way_in_confirmed_at: Option<i64>,
    called_off_at: Option<i64>,
    called_off_why: Option<String>,
    overridden_by: Option<Uuid>,
    overridden_at: Option<i64>,
    moved_by_hand: bool,
    since_at: i64,
    version: i64,
}

impl Sealed for Row {
    const COLUMN: Column = SESSION_PASSCODE;

    fn sealed(&mut self) -> (Uuid, &mut String) {
        (self.id, &mut self.passcode)
    }
}

impl Row {
    fn session(self) -> Result<Session, StoreError> {
        let state = match (self.called_off_at, self.called_off_why.as_deref()) {
            (None, _) => SessionState::Planned,
            (Some(at), why) => SessionState::CalledOff {
                at: instant(at)?,
                why: why.and_then(WhyCalledOff::of_code).ok_or(StoreError::Unknown { column: "called_off_why" })?,
            },
        };
        let overridden = match (self.overridden_by, self.overridden_at) {
            (Some(by), Some(at)) => Some((PersonId::new(by), instant(at)?)),
            _ => None,
        };
        Ok(Session {
            id: SessionId::new(self.id),
            group: GroupId::new(self.group_id),
            group_name: self.group_name,
            group_slug: self.group_slug,
            branch: self.branch_id.map(BranchId::new),
            series: self.series_id.map(SeriesId::new),
            original_date: day(&self.original_date)?,
            date: day(&self.on_date)?,
            starts: hour(&self.starts)?,
            ends: hour(&self.ends)?,
            zone: self.zone,
            starts_at: instant(self.starts_at)?,
            ends_at: instant(self.ends_at)?,
            mode: Mode::of_code(&self.mode).ok_or(StoreError::Unknown { column: "mode" })?,
            place: self.place_id.map(PlaceId::new),
            place_name: self.place_name,
            place_kind: if self.on_a_walk { PlaceKind::Route } else { PlaceKind::Building },
            hall: self.hall_id.map(HallId::new),
            place_confirmed_at: maybe(self.place_confirmed_at)?,
            opener: self.opener_id.map(PersonId::new),
            link: self.link,
            phone: self.phone,
            letting_in: letting_in(&self.waiting_room, &self.locks, self.meeting_id, self.passcode)?,
            way_in_confirmed_at: maybe(self.way_in_confirmed_at)?,
            state,
            overridden,
            moved_by_hand: self.moved_by_hand,
            since: instant(self.since_at)?,
            version: self.version,
        })
    }
}

/// The columns and joins of every reading of sessions; a macro, because SQL texts are constants.
///
/// What asks for sessions that are not over also says that they began less than two days (172,800,000,000 µs) ago:
/// a session is shorter than that, and the index by start then leaves out years of past ones.
macro_rules! select {
    ($after:literal) => {
        concat!(
            "SELECT s.id, s.group_id, g.name AS group_name, g.slug AS group_slug, g.branch_id, s.series_id,
             s.original_date, s.on_date, s.starts, s.ends, s.zone, s.starts_at, s.ends_at, s.mode, s.place_id,
             p.name AS place_name, EXISTS (SELECT 1 FROM route r WHERE r.organisation_id = s.organisation_id
             AND r.place_id = s.place_id) AS on_a_walk, s.hall_id, s.place_confirmed_at, s.opener_id, s.link, s.phone,
             s.way_in_confirmed_at, s.called_off_at, s.called_off_why, s.overridden_by, s.overridden_at,
             s.moved_by_hand, s.since_at, s.waiting_room, s.locks, s.meeting_id, s.passcode, s.version
             FROM session s
             JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
             LEFT JOIN place p ON p.organisation_id = s.organisation_id AND p.id = s.place_id ",
            $after
        )
    };
}

mod lists;

pub use lists::{at_place, between, over_between};

async fn sessions_of(tx: &mut Tx, organisation: OrganisationId, rows: Vec<Row>) -> Result<Vec<Session>, StoreError> {
    tx.open_rows(organisation, rows).await?.into_iter().map(Row::session).collect()
}

/// One session.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: SessionId) -> Result<Option<Session>, StoreError> {
    let row = one!(tx, Row, select!("WHERE s.organisation_id = $1 AND s.id = $2"), organisation.uuid(), id.uuid())?;
    let rows = tx.open_rows(organisation, row.into_iter().collect()).await?;
    rows.into_iter().next().map(Row::session).transpose()
}

/// These sessions, by id.
///
/// # Errors
/// The database's own.
pub async fn by_ids(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: &[SessionId],
) -> Result<std::collections::BTreeMap<SessionId, Session>, StoreError> {
    let ids: Vec<Uuid> = sessions.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(tx, Row, select!("WHERE s.organisation_id = $1 AND s.id"), "", organisation.uuid(), &ids)?;
    let sessions = sessions_of(tx, organisation, rows).await?;
    Ok(sessions.into_iter().map(|session| (session.id, session)).collect())
}

/// One session, read after its subject was locked; the lock is the proof.
///
/// # Errors
/// The database's own.
pub async fn lock_and_find(
    w: &mut Writing,
    _locked: &crate::duties::Locked,
    organisation: OrganisationId,
    id: SessionId,
) -> Result<Option<Session>, StoreError> {
    find(w, organisation, id).await
}

/// The sessions of a group from an instant on, called off or not.
///
/// # Errors
/// The database's own.
pub async fn of_group(
    tx: &mut Tx,
    organisation: OrganisationId,
    group: GroupId,
    from: Timestamp,
    limit: i64,
) -> Result<Vec<Session>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE s.organisation_id = $1 AND s.group_id = $2 AND s.ends_at > $3 AND s.starts_at > $3 - 172800000000 ORDER BY s.starts_at, s.id LIMIT $4"
        ),
        organisation.uuid(),
        group.uuid(),
        micros(from),
        limit
    )?;
    sessions_of(tx, organisation, rows).await
}

/// The sessions of open groups that everybody may see, by start.
///
/// # Errors
/// The database's own.
pub async fn public_between(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> Result<Vec<Session>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE s.organisation_id = $1 AND s.ends_at > $2 AND s.starts_at > $2 - 172800000000 AND s.starts_at < $3 AND g.state IN ('open', 'pausing')
             ORDER BY s.starts_at, s.id LIMIT $4"
        ),
        organisation.uuid(),
        micros(from),
        micros(to),
        limit
    )?;
    sessions_of(tx, organisation, rows).await
}

/// The sessions on which a person holds a seat, by start.
///
/// # Errors
/// The database's own.
pub async fn held_by(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let rows = all!(
        tx,
        Row,
        select!(
            "WHERE s.organisation_id = $1 AND s.ends_at > $2 AND s.starts_at > $2 - 172800000000 AND s.starts_at < $3 AND EXISTS
             (SELECT 1 FROM seat t WHERE t.organisation_id = s.organisation_id AND t.session_id = s.id AND t.holder_id = $4)
             ORDER BY s.starts_at, s.id"
        ),
        organisation.uuid(),
        micros(from),
        micros(to),
        person.uuid()
    )?;
    sessions_of(tx, organisation, rows).await
}
