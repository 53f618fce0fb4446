//! Somebody leaves for good: each seat of theirs to come is empty, and asked for as one that was handed back.

use super::with_seat::{Reach, ask_all, tell_who_plans};
use crate::error::ActionError;
use bothy_domain::ids::{OrganisationId, PersonId, SeatId};
use bothy_domain::organisations::Policy;
use bothy_domain::rota::asking::is_asked_at_once;
use bothy_domain::sessions::SessionState;
use bothy_store::duties::Locked;
use bothy_store::rota::{save_seat, seats_of};
use bothy_store::sessions::Session;
use bothy_store::{StoreError, Writing};
use jiff::Timestamp;

/// Empties the seats that somebody holds on a session to come, whose subject is locked, and, where it is within the
/// days that the planner looks ahead, asks those who know the group. With nobody to ask, whoever plans it is told.
/// Returns the seats.
///
/// # Errors
/// The store's own.
pub(crate) async fn empty_seats(
    w: &mut Writing,
    locked: &Locked,
    organisation: OrganisationId,
    person: PersonId,
    session: &Session,
    now: Timestamp,
) -> Result<Vec<SeatId>, StoreError> {
    let mut emptied = Vec::new();
    let seats = seats_of(w, organisation, &[session.id]).await?;
    for seat in seats.into_values().flatten() {
        // The rule says whether it can still be handed back; what is under way stays as it was.
        let Ok(seat) = seat.hand_back(person, session.starts_at, now) else { continue };
        save_seat(w, locked, organisation, &seat).await?;
        emptied.push(seat.id);
        if matches!(session.state, SessionState::CalledOff { .. })
            || !is_asked_at_once(session.starts_at, now, &Policy::default())
        {
            continue;
        }
        let asked = ask_all(w, organisation, &seat, session, Reach::WhoKnowsTheGroup, Some(person), now).await;
        if asked.map_err(only_store)? == 0 {
            tell_who_plans(w, organisation, &seat, session, now).await.map_err(only_store)?;
        }
    }
    Ok(emptied)
}

/// Asking and telling refuse nothing of themselves.
fn only_store<R: std::fmt::Debug + std::fmt::Display>(error: ActionError<R>) -> StoreError {
    match error {
        ActionError::Store(error) => error,
        ActionError::NotFound | ActionError::Rule(_) | ActionError::SentBefore { .. } | ActionError::Stale => {
            StoreError::Stopped
        }
    }
}
