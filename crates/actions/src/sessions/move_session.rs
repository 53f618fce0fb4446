//! One session is moved to another day or hour; its place and link are to be confirmed again.

use super::change::{Change, ChangeRefused, Changed, Refused, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::rota::withdraw_offers::ask_again;
use bothy_domain::access::permit::ChangeSession;
use bothy_domain::ids::{ActId, SessionId};
use bothy_domain::rota::candidates::keeps_at;
use bothy_domain::rota::{Holding, Seat};
use bothy_domain::sessions::SessionRefused;
use bothy_store::duties::Locked;
use bothy_store::rota::{candidates, save_seat, seats_of};
use bothy_store::sessions::Session;
use bothy_store::{StoreError, Writing};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// When a session is to be instead, by the clock on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTime {
    /// On which day.
    pub date: Date,
    /// From when.
    pub starts: Time,
    /// Until when.
    pub ends: Time,
}

/// Moves one session. Who cannot hold their seat at the new time is taken off it, and told.
///
/// # Errors
/// It has begun, the new time is past, somebody changed it meanwhile, or it is not there for this person.
pub async fn move_session(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    session: SessionId,
    version: i64,
    to: NewTime,
) -> Result<SessionId, Refused> {
    let words = format!("{session} {} {} {}", to.date, to.starts, to.ends);
    let sent = Change {
        who: who.clone(),
        act,
        session,
        version: Some(version),
        name: "session-moved",
        words,
        reason: None,
        input: to,
    };
    change::<ChangeSession, _, _>(bothy, sent, |w, session, sent, locked, now| {
        Box::pin(move_in(w, session, sent, locked, now))
    })
    .await
}

async fn move_in(
    w: &mut Writing,
    mut session: Session,
    sent: &Change<NewTime>,
    locked: &Locked,
    now: Timestamp,
) -> Result<Changed, Refused> {
    let organisation = sent.who.sign_in.organisation;
    let zone = TimeZone::get(&session.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let instant = |at: Time| {
        let zoned = sent.input.date.to_datetime(at).to_zoned(zone.clone());
        zoned
            .map(|at| at.timestamp())
            .map_err(|_| ActionError::Rule(ChangeRefused::Session(SessionRefused::IntoThePast)))
    };
    let (starts_at, ends_at) = (instant(sent.input.starts)?, instant(sent.input.ends)?);
    let may = session.state.may_move(session.starts_at, starts_at, ends_at, now);
    may.map_err(|refused| ActionError::Rule(ChangeRefused::from(refused)))?;
    session.date = sent.input.date;
    session.starts = sent.input.starts;
    session.ends = sent.input.ends;
    (session.starts_at, session.ends_at) = (starts_at, ends_at);
    session.moved_by_hand = true;
    session.since = now;
    session.place_confirmed_at = None;
    session.opener = None;
    let seats = seats_of(w, organisation, &[session.id]).await?.remove(&session.id).unwrap_or_default();
    for seat in seats {
        let Some(holder) = seat.holder() else { continue };
        let who = candidates(w, organisation, &session, Some(holder), now).await?;
        if who.iter().any(|who| !keeps_at(&seat, session.date, starts_at, ends_at, who)) {
            let empty = Seat { holding: Holding::Empty { since: now }, ..seat };
            save_seat(w, locked, organisation, &empty).await?;
            super::tell::tell_one(w, organisation, holder, "seat-lost-by-move", &session, now).await?;
        }
    }
    ask_again(w, locked, organisation, &session, now).await?;
    Ok(Changed { session, tell: Some("session-moved") })
}
