//! What is printed for a session and for a week, so that a group can be held without power: no more than the pages show.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::permit::{SeePlace, Within, holds, plans};
use bothy_domain::access::{Permit, Role, Scope};
use bothy_domain::ids::{BranchId, GroupId, OrganisationId, PersonId, PlaceId, SessionId};
use bothy_domain::rota::Seat;
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::groups::{self, Group};
use bothy_store::people::Named;
use bothy_store::places::{self, Place};
use bothy_store::rota::seats_of;
use bothy_store::sessions::{LookedAt, Session, between, facts, find};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, organisations, people};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// One session with what its paper register says.
#[derive(Debug, Clone)]
pub struct Register {
    /// The session.
    pub session: Session,
    /// Its seats.
    pub seats: Vec<Seat>,
    /// Its group, with what happens.
    pub group: Group,
    /// Where it is held; none where it is in no place.
    pub place: Option<Place>,
}

/// A register with the names of those who hold it.
#[derive(Debug, Clone)]
pub struct RegisterSeen {
    /// The register.
    pub register: Register,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
}

/// A week as it is printed.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The sessions by start, called off or not.
    pub sessions: Vec<Register>,
    /// The facts of each.
    pub facts: BTreeMap<SessionId, SessionFacts>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// The branches that this person plans, by name.
    pub branches: Vec<(BranchId, String)>,
    /// Whether this person may see how a place is run.
    pub sees_places: bool,
}

/// What is asked for: one week, in all branches or in one.
#[derive(Debug, Clone, Copy)]
pub struct PackAsked {
    /// The first instant of the week.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// Only this branch.
    pub only: Option<BranchId>,
}

/// Reads what stands on the register of one session, for who plans it or holds a seat on it.
///
/// # Errors
/// Nothing there for this person, or the store's own.
pub async fn see_register(bothy: &Bothy, who: &Known, id: SessionId) -> Result<RegisterSeen, ActionError<Never>> {
    let input = (who.clone(), id);
    bothy
        .db
        .snapshot("see_register", input, |tx, (who, id)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let Some(session) = find(tx, organisation, *id).await? else { return Err(ActionError::NotFound) };
                let within = session.within(organisation);
                let Some(register) = registers(tx, organisation, vec![session]).await?.pop() else {
                    return Err(ActionError::NotFound);
                };
                let held = register.seats.iter().any(|seat| holds(&who.standing, &within, seat.holder()));
                if !held && !plans(&who.standing, &within) {
                    return Err(ActionError::NotFound);
                }
                let mut named = named_on(&register);
                named.sort_unstable();
                named.dedup();
                let people = people::named(tx, organisation, &named).await?;
                Ok(RegisterSeen { register, people })
            })
        })
        .await
}

/// Reads the week pack in the branches that this person plans. Names leave the service with it, so the look is written
/// down, in the same commit that reads.
///
/// # Errors
/// This person plans nothing here, or the store's own.
pub async fn see_pack(bothy: &Bothy, who: &Known, asked: PackAsked) -> Result<Pack, ActionError<Never>> {
    let input = (who.clone(), asked, bothy.now());
    bothy
        .db
        .write("see_pack", input, |w, (who, asked, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(w, organisation, who.sign_in.person, *now).await?;
                if !standing.wears_somewhere(Role::Coordinator) {
                    return Err(ActionError::NotFound);
                }
                let scope = Scope::of(&standing);
                let mut branches = organisations::branches(w, organisation).await?;
                branches.retain(|(branch, _)| scope.shows(Some(*branch), None));
                let mut sessions = between(w, &scope, asked.from, asked.to).await?;
                // One that began the week before stands in the pack of that week.
                sessions.retain(|session| {
                    session.starts_at >= asked.from && (asked.only.is_none() || session.branch == asked.only)
                });
                let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
                let facts = facts(w, organisation, &ids, LookedAt::Now(*now)).await?;
                let sessions = registers(w, organisation, sessions).await?;
                let sees_places = Permit::<SeePlace>::ask(&standing, Within::organisation(organisation)).is_ok();
                let mut named: Vec<PersonId> = sessions.iter().flat_map(named_on).collect();
                named.extend(
                    facts
                        .values()
                        .flat_map(|facts| &facts.seats)
                        .filter_map(|seat| seat.holder.as_ref().map(|(person, _)| *person)),
                );
                if sees_places {
                    let places = sessions.iter().filter_map(|one| one.place.as_ref());
                    named.extend(places.flat_map(|place| [place.key_holder, place.second_key_holder]).flatten());
                }
                named.sort_unstable();
                named.dedup();
                let people = people::named(w, organisation, &named).await?;
                let entry = Entry {
                    organisation,
                    at: *now,
                    by: Some(who.sign_in.person),
                    act: "week-pack-read",
                    thing: organisation.to_string(),
                    reason: None,
                };
                Ok(Commit::Changed(Pack { sessions, facts, people, branches, sees_places }, Audit::of(entry)))
            })
        })
        .await
}

fn named_on(register: &Register) -> Vec<PersonId> {
    register.seats.iter().filter_map(Seat::holder).chain(register.session.opener).collect()
}

/// The registers of sessions, in their order; each group and place is read once.
async fn registers(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: Vec<Session>,
) -> Result<Vec<Register>, StoreError> {
    let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
    let mut seats = seats_of(tx, organisation, &ids).await?;
    let mut groups: BTreeMap<GroupId, Group> = BTreeMap::new();
    let mut places: BTreeMap<PlaceId, Place> = BTreeMap::new();
    let mut all = Vec::new();
    for session in sessions {
        if !groups.contains_key(&session.group)
            && let Some(group) = groups::find(tx, organisation, session.group).await?
        {
            groups.insert(group.id, group);
        }
        if let Some(id) = session.place
            && !places.contains_key(&id)
            && let Some(place) = places::find(tx, organisation, id).await?
        {
            places.insert(id, place);
        }
        let Some(group) = groups.get(&session.group).cloned() else { continue };
        let place = session.place.and_then(|id| places.get(&id).cloned());
        all.push(Register { seats: seats.remove(&session.id).unwrap_or_default(), group, place, session });
    }
    Ok(all)
}
