//! The rows of sessions that a series makes, each with its seats and its subject; and calling sessions off.

use super::days::meeting_of;
use crate::rota::withdraw_offers::withdraw_offers;
use crate::sessions::tell::tell_one;
use bothy_domain::ids::{OrganisationId, SeatId, SessionId};
use bothy_domain::places::PlaceKind;
use bothy_domain::rota::{Holding, Seat, SeatRole};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{Mode, SessionRefused, SessionState};
use bothy_store::duties::{Locked, Subject, SubjectKind, lock, make};
use bothy_store::series::{Series, holders_of};
use bothy_store::sessions::{Session, save};
use bothy_store::{StoreError, Writing, rota, sessions};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// Locks the calendar of an organisation: whoever makes or closes days waits here for the other.
pub(crate) async fn lock_calendar(w: &mut Writing, organisation: OrganisationId) -> Result<Locked, StoreError> {
    let subject = Subject::of(organisation, SubjectKind::Calendar, organisation.uuid());
    make(w, subject).await?;
    lock(w, &[subject]).await
}

/// Locks these sessions and everybody who holds a seat on them, in the order of their ids.
pub(crate) async fn lock_sessions(
    w: &mut Writing,
    locked: &mut Locked,
    organisation: OrganisationId,
    sessions: &[SessionId],
) -> Result<(), StoreError> {
    let subject = |id: &SessionId| Subject::of(organisation, SubjectKind::Session, id.uuid());
    let mut wanted: Vec<Subject> = sessions.iter().map(subject).collect();
    let before = holders_of(w, organisation, sessions).await?;
    wanted.extend(before.iter().map(|(_, person)| Subject::of(organisation, SubjectKind::Person, person.uuid())));
    locked.subjects.extend(lock(w, &wanted).await?.subjects);
    // Who took a seat between the reading and the lock is locked as well; nobody can follow them now.
    let late: Vec<Subject> = holders_of(w, organisation, sessions)
        .await?
        .into_iter()
        .map(|(_, person)| Subject::of(organisation, SubjectKind::Person, person.uuid()))
        .filter(|subject| !locked.subjects.contains_key(subject))
        .collect();
    locked.subjects.extend(lock(w, &late).await?.subjects);
    Ok(())
}

/// Makes the sessions of a series on these days, with empty seats; a meeting that has begun is not made.
pub(super) async fn make_sessions(
    w: &mut Writing,
    locked: &mut Locked,
    organisation: OrganisationId,
    series: &Series,
    days: &[Date],
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let mut made = Vec::new();
    for day in days {
        let meeting = meeting_of(series, *day)?;
        if meeting.starts > now {
            made.push(session_of(series, *day, (meeting.starts, meeting.ends), now));
        }
    }
    add_all(w, locked, organisation, series, made, now).await
}

/// Makes a session that no series makes, like one of `like` but for its day and hours; none where it has begun.
pub(crate) async fn make_alone(
    w: &mut Writing,
    locked: &mut Locked,
    organisation: OrganisationId,
    like: &Series,
    day: Date,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let meeting = meeting_of(like, day)?;
    if meeting.starts <= now {
        return Ok(Vec::new());
    }
    let session = session_of(like, day, (meeting.starts, meeting.ends), now);
    add_all(w, locked, organisation, like, vec![Session { series: None, ..session }], now).await
}

async fn add_all(
    w: &mut Writing,
    locked: &mut Locked,
    organisation: OrganisationId,
    series: &Series,
    made: Vec<Session>,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let subjects: Vec<Subject> =
        made.iter().map(|one| Subject::of(organisation, SubjectKind::Session, one.id.uuid())).collect();
    for subject in &subjects {
        make(w, *subject).await?;
    }
    locked.subjects.extend(lock(w, &subjects).await?.subjects);
    for session in &made {
        sessions::add(w, organisation, session).await?;
        for number in 1..=series.seats {
            let seat = Seat {
                id: SeatId::new(Uuid::now_v7()),
                session: session.id,
                number,
                role: role(series.mode, number, series.seats),
                asks: series.asks.clone(),
                holding: Holding::Empty { since: now },
            };
            rota::add_seat(w, organisation, &seat).await?;
        }
    }
    Ok(made.into_iter().map(|session| session.id).collect())
}

/// The first seat holds the session, the others hold it too; of a hybrid one the last looks after the screen.
fn role(mode: Mode, number: u16, of: u16) -> SeatRole {
    match mode {
        _ if number == 1 => SeatRole::Facilitator,
        Mode::Hybrid if number == of => SeatRole::OnlineHost,
        Mode::InPerson | Mode::Online | Mode::Phone | Mode::Hybrid => SeatRole::CoFacilitator,
    }
}

fn session_of(series: &Series, day: Date, (starts_at, ends_at): (Timestamp, Timestamp), now: Timestamp) -> Session {
    Session {
        id: SessionId::new(Uuid::now_v7()),
        group: series.group,
        group_name: String::new(),
        group_slug: String::new(),
        branch: None,
        series: Some(series.id),
        original_date: day,
        date: day,
        starts: series.starts,
        ends: series.ends,
        zone: series.zone.clone(),
        starts_at,
        ends_at,
        mode: series.mode,
        place: series.place,
        place_name: None,
        place_kind: PlaceKind::Building,
        hall: series.hall,
        place_confirmed_at: None,
        opener: None,
        link: series.link.clone(),
        phone: series.phone.clone(),
        letting_in: series.letting_in.clone(),
        way_in_confirmed_at: None,
        state: SessionState::Planned,
        overridden: None,
        moved_by_hand: false,
        since: now,
        version: 1,
    }
}

/// Why a session was not called off: the rule's own no, or the store's.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotCalledOff {
    /// The session's own life says no.
    #[error("{0}")]
    Session(#[from] SessionRefused),
    /// The store's own.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Calls one locked session off and tells everybody who holds a seat on it.
pub(crate) async fn call_off_in(
    w: &mut Writing,
    organisation: OrganisationId,
    session: &Session,
    why: WhyCalledOff,
    now: Timestamp,
) -> Result<(), NotCalledOff> {
    let state = session.state.call_off(why, session.starts_at, now)?;
    let session = Session { state, ..session.clone() };
    save(w, organisation, &session).await?;
    for (_, person) in holders_of(w, organisation, &[session.id]).await? {
        tell_one(w, organisation, person, "session-called-off", &session, now).await?;
    }
    withdraw_offers(w, organisation, &session, now).await?;
    Ok(())
}
