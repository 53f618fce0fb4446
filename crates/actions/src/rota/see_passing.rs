//! What was passed on or swapped a moment ago, for whoever may put it back.

use super::hands::done_by;
use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::access::permit::plans;
use bothy_domain::ids::{ActId, OrganisationId, PersonId, SeatId, SessionId};
use bothy_domain::rota::exchange::Passing;
use bothy_domain::rota::{Holding, Seat, SeatRole};
use bothy_domain::sessions::SessionState;
use bothy_store::people::Named;
use bothy_store::rota::find;
use bothy_store::sessions::{Session, by_ids};
use bothy_store::{StoreError, people};
use std::collections::BTreeMap;

/// What one act passed on or swapped.
#[derive(Debug, Clone)]
pub struct PassingSeen {
    /// The act.
    pub act: ActId,
    /// The seats, with who had them and who has them now.
    pub passings: Vec<Passing>,
    /// The session of each seat.
    pub sessions: BTreeMap<SeatId, Session>,
    /// What whoever has each seat does.
    pub roles: BTreeMap<SeatId, SeatRole>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// Whether it can still be put back.
    pub open: StillOpen,
}

/// Whether what was done can still be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StillOpen {
    /// Nobody has changed it.
    Yes,
    /// Somebody changed it since, or a session has begun.
    No,
}

/// Reads what an act passed on or swapped, for who plans every session that it touched; for anybody else nothing.
///
/// # Errors
/// The store's own.
pub async fn see_passing(bothy: &Bothy, who: &Known, act: ActId) -> Result<Option<PassingSeen>, StoreError> {
    let organisation: OrganisationId = who.sign_in.organisation;
    let input = (organisation, who.standing.clone(), act, bothy.now());
    bothy
        .db
        .snapshot("see_passing", input, |tx, (organisation, standing, act, now)| {
            Box::pin(async move {
                let Some((at, passings)) = done_by(tx, *organisation, *act).await? else { return Ok(None) };
                let mut seats: Vec<Seat> = Vec::new();
                for passing in &passings {
                    let Some(seat) = find(tx, *organisation, passing.seat).await? else { return Ok(None) };
                    seats.push(seat);
                }
                let ids: Vec<SessionId> = seats.iter().map(|seat| seat.session).collect();
                let of_id = by_ids(tx, *organisation, &ids).await?;
                let sessions: BTreeMap<SeatId, Session> =
                    seats.iter().filter_map(|seat| Some((seat.id, of_id.get(&seat.session)?.clone()))).collect();
                let all = sessions.values().all(|session| plans(standing, &session.within(*organisation)));
                if !all || sessions.len() < passings.len() {
                    return Ok(None);
                }
                let as_left = passings
                    .iter()
                    .zip(&seats)
                    .all(|(passing, seat)| seat.holding == (Holding::Held { by: passing.to, since: at }));
                let to_come =
                    sessions.values().all(|session| *now < session.starts_at && session.state == SessionState::Planned);
                let named: Vec<PersonId> = passings.iter().flat_map(|one| [one.from, one.to]).collect();
                let people = people::named(tx, *organisation, &named).await?;
                let open = if as_left && to_come { StillOpen::Yes } else { StillOpen::No };
                let roles = seats.iter().map(|seat| (seat.id, seat.role)).collect();
                Ok(Some(PassingSeen { act: *act, passings, sessions, roles, people, open }))
            })
        })
        .await
}
