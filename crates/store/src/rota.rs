//! Seats, offers of seats, and what is known of those who could hold one.

pub mod candidates;
pub mod kept;

pub use candidates::candidates;
pub use kept::kept_between;

use crate::db::{Tx, Writing};
use crate::duties::Locked;
use crate::error::StoreError;
use crate::policies;
use crate::time::{instant, maybe, micros};
use bothy_domain::ids::{OfferId, OrganisationId, PersonId, SeatId, SessionId};
use bothy_domain::organisations::policy_versions::PolicyVersions;
use bothy_domain::rota::{Answer, Holding, Seat, SeatRole};
use bothy_domain::supporters::checks::{Asks, CheckKind, TrainingStep};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct SeatRow {
    id: Uuid,
    session_id: Uuid,
    number: i32,
    role: String,
    asks_check: Option<String>,
    asks_training: Option<String>,
    holder_id: Option<Uuid>,
    since_at: i64,
    starts_at: i64,
}

impl SeatRow {
    /// The seat, with what is asked of whoever holds it: what was asked when its session began.
    fn seat(self, versions: &PolicyVersions) -> Result<Seat, StoreError> {
        let everyone = versions.asked_at(instant(self.starts_at)?);
        let since = instant(self.since_at)?;
        Ok(Seat {
            id: SeatId::new(self.id),
            session: SessionId::new(self.session_id),
            number: u16::try_from(self.number).map_err(|_| StoreError::Unknown { column: "number" })?,
            role: SeatRole::of_code(&self.role).ok_or(StoreError::Unknown { column: "role" })?,
            asks: Asks {
                check: self.asks_check.map(CheckKind::named),
                training: self.asks_training.map(TrainingStep::named),
                everyone: everyone.ok_or(StoreError::Unknown { column: "policy_version" })?,
            },
            holding: match self.holder_id {
                Some(by) => Holding::Held { by: PersonId::new(by), since },
                None => Holding::Empty { since },
            },
        })
    }
}

/// The seats of these sessions, by number.
///
/// # Errors
/// The database's own.
pub async fn seats_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: &[SessionId],
) -> Result<BTreeMap<SessionId, Vec<Seat>>, StoreError> {
    let versions = policies::versions(tx, organisation).await?;
    seats_asking(tx, organisation, sessions, &versions).await
}

/// The seats of these sessions, by number, where the versions of what is asked for are read already.
pub(crate) async fn seats_asking(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: &[SessionId],
    versions: &PolicyVersions,
) -> Result<BTreeMap<SessionId, Vec<Seat>>, StoreError> {
    let ids: Vec<Uuid> = sessions.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        SeatRow,
        "SELECT t.id, t.session_id, t.number, t.role, t.asks_check, t.asks_training, t.holder_id, t.since_at,
         s.starts_at
         FROM seat t JOIN session s ON s.organisation_id = t.organisation_id AND s.id = t.session_id WHERE t.organisation_id = $1 AND t.session_id",
        " ORDER BY t.session_id, t.number",
        organisation.uuid(),
        &ids
    )?;
    let mut all: BTreeMap<SessionId, Vec<Seat>> = BTreeMap::new();
    for row in rows {
        let seat = row.seat(versions)?;
        all.entry(seat.session).or_default().push(seat);
    }
    Ok(all)
}

/// One seat.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, seat: SeatId) -> Result<Option<Seat>, StoreError> {
    let row = one!(
        tx,
        SeatRow,
        "SELECT t.id, t.session_id, t.number, t.role, t.asks_check, t.asks_training, t.holder_id, t.since_at,
         s.starts_at
         FROM seat t JOIN session s ON s.organisation_id = t.organisation_id AND s.id = t.session_id WHERE t.organisation_id = $1 AND t.id = $2",
        organisation.uuid(),
        seat.uuid()
    )?;
    let versions = policies::versions(tx, organisation).await?;
    row.map(|row| row.seat(&versions)).transpose()
}

/// Adds a seat to a session.
///
/// # Errors
/// The database's own.
pub async fn add_seat(w: &mut Writing, organisation: OrganisationId, seat: &Seat) -> Result<(), StoreError> {
    let (holder, since) = holding(seat);
    run!(
        w,
        "INSERT INTO seat (organisation_id, id, session_id, number, role, asks_check, asks_training, holder_id, since_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        organisation.uuid(),
        seat.id.uuid(),
        seat.session.uuid(),
        i32::from(seat.number),
        seat.role.code(),
        seat.asks.check.as_ref().map(CheckKind::word),
        seat.asks.training.as_ref().map(TrainingStep::word),
        holder,
        since
    )?;
    Ok(())
}

/// Writes who holds a seat. The session's subject is locked: `locked` is the proof.
///
/// # Errors
/// The database's own.
pub async fn save_seat(
    w: &mut Writing,
    _locked: &Locked,
    organisation: OrganisationId,
    seat: &Seat,
) -> Result<(), StoreError> {
    let (holder, since) = holding(seat);
    run!(
        w,
        "UPDATE seat SET holder_id = $3, since_at = $4 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        seat.id.uuid(),
        holder,
        since
    )?;
    Ok(())
}

fn holding(seat: &Seat) -> (Option<Uuid>, i64) {
    match seat.holding {
        Holding::Held { by, since } => (Some(by.uuid()), micros(since)),
        Holding::Empty { since } => (None, micros(since)),
    }
}

/// One asking of one person for one seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which asking.
    pub id: OfferId,
    /// For which seat.
    pub seat: SeatId,
    /// On which session.
    pub session: SessionId,
    /// Of whom.
    pub person: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// How it ended; none while it is open.
    pub answer: Option<Answer>,
    /// When that was.
    pub answered_at: Option<Timestamp>,
}

impl Offer {
    /// Whether they have said that they cannot hold it as it is now; `since` is when the session was last moved.
    pub fn says_no(&self, since: Timestamp) -> bool {
        self.answer.is_some_and(|answer| answer.is_a_no(self.answered_at, since))
    }
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    id: Uuid,
    seat_id: Uuid,
    session_id: Uuid,
    person_id: Uuid,
    asked_at: i64,
    answer: Option<String>,
    answered_at: Option<i64>,
}

impl OfferRow {
    fn offer(self) -> Result<Offer, StoreError> {
        let answer = match self.answer.as_deref() {
            None => None,
            Some(word) => Some(Answer::of(word).ok_or(StoreError::Unknown { column: "seat_offer.answer" })?),
        };
        Ok(Offer {
            id: OfferId::new(self.id),
            seat: SeatId::new(self.seat_id),
            session: SessionId::new(self.session_id),
            person: PersonId::new(self.person_id),
            asked_at: instant(self.asked_at)?,
            answer,
            answered_at: maybe(self.answered_at)?,
        })
    }
}

/// One asking.
///
/// # Errors
/// The database's own.
pub async fn find_offer(
    tx: &mut Tx,
    organisation: OrganisationId,
    offer: OfferId,
) -> Result<Option<Offer>, StoreError> {
    let row = one!(
        tx,
        OfferRow,
        "SELECT id, seat_id, session_id, person_id, asked_at, answer, answered_at
         FROM seat_offer WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        offer.uuid()
    )?;
    row.map(OfferRow::offer).transpose()
}

/// All askings for the seats of a session, oldest first.
///
/// # Errors
/// The database's own.
pub async fn offers_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    session: SessionId,
) -> Result<Vec<Offer>, StoreError> {
    let rows = all!(
        tx,
        OfferRow,
        "SELECT id, seat_id, session_id, person_id, asked_at, answer, answered_at
         FROM seat_offer WHERE organisation_id = $1 AND session_id = $2 ORDER BY asked_at, id",
        organisation.uuid(),
        session.uuid()
    )?;
    rows.into_iter().map(OfferRow::offer).collect()
}

/// The askings that wait for a person's answer, oldest first.
///
/// # Errors
/// The database's own.
pub async fn offers_to(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Vec<Offer>, StoreError> {
    let rows = all!(
        tx,
        OfferRow,
        "SELECT id, seat_id, session_id, person_id, asked_at, answer, answered_at
         FROM seat_offer WHERE organisation_id = $1 AND person_id = $2 AND answer IS NULL ORDER BY asked_at, id",
        organisation.uuid(),
        person.uuid()
    )?;
    rows.into_iter().map(OfferRow::offer).collect()
}

/// Asks one person for one seat; an asking that is still open is not made twice. Returns how many were made.
///
/// # Errors
/// The database's own.
pub async fn ask(w: &mut Writing, organisation: OrganisationId, offer: &Offer) -> Result<u64, StoreError> {
    run!(
        w,
        "INSERT INTO seat_offer (organisation_id, id, seat_id, session_id, person_id, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        organisation.uuid(),
        offer.id.uuid(),
        offer.seat.uuid(),
        offer.session.uuid(),
        offer.person.uuid(),
        micros(offer.asked_at)
    )
}

/// Writes an answer to an asking that has none.
///
/// # Errors
/// The database's own.
pub async fn answer(
    w: &mut Writing,
    organisation: OrganisationId,
    offer: OfferId,
    answer: Answer,
    at: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE seat_offer SET answer = $3, answered_at = $4 WHERE organisation_id = $1 AND id = $2 AND answer IS NULL",
        organisation.uuid(),
        offer.uuid(),
        answer.word(),
        micros(at)
    )
}
