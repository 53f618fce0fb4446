//! A seat that somebody holds: to whom it could be passed on, with whom it could be swapped, and what each would bring.

use super::hands::when;
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::permit::plans;
use bothy_domain::access::{Scope, Standing};
use bothy_domain::ids::{OrganisationId, PersonId, SeatId, SessionId};
use bothy_domain::rota::candidates::{Familiar, hindrances};
use bothy_domain::rota::exchange::without;
use bothy_domain::rota::strain::{Kept, Strain, strains};
use bothy_domain::rota::{Candidate, Hindrance, Seat};
use bothy_domain::sessions::SessionState;
use bothy_store::people::Named;
use bothy_store::rota::{candidates, find, kept_between, seats_of};
use bothy_store::sessions::{self, Session, between, by_ids};
use bothy_store::{StoreError, Tx, people};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// How far before and after its own session seats are shown to swap for.
const AROUND: SignedDuration = SignedDuration::from_hours(15 * 24);
/// So much before and after a session is read to see what is hard on somebody: its whole week, and a day more.
const WEEK_AND_MORE: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Somebody who would take a seat.
#[derive(Debug, Clone)]
pub struct Taking {
    /// The seat.
    pub seat: Seat,
    /// Its session.
    pub session: Session,
    /// Who has it.
    pub from: PersonId,
    /// Who would have it.
    pub to: PersonId,
    /// Whether they know its group; none where that was not asked yet.
    pub familiar: Option<Familiar>,
    /// How many seats they hold that week without this one, and how many they said are enough; none where that was not
    /// asked yet.
    pub carries: Option<(u16, Option<u16>)>,
    /// Everything in the way; nothing, if they could.
    pub found: Vec<Hindrance>,
    /// What would be hard on them.
    pub strains: Vec<Strain>,
}

/// Two seats that could be swapped.
#[derive(Debug, Clone)]
pub struct Swapping {
    /// The other's seat, with who would take it: the holder of the one that is looked at.
    pub theirs: Taking,
    /// What would be hard on the other, on the seat that is looked at.
    pub strains: Vec<Strain>,
}

/// A seat that somebody holds, as whoever plans it sees it.
#[derive(Debug, Clone)]
pub struct SeatSeen {
    /// The seat.
    pub seat: Seat,
    /// Its session.
    pub session: Session,
    /// Who has it; none where nobody does.
    pub holder: Option<PersonId>,
    /// Everybody else to whom it could be passed on or not, who could first.
    pub takers: Vec<Taking>,
    /// The seats of others that it could be swapped for: of the same group first, then by start.
    pub swaps: Vec<Swapping>,
    /// The sessions that strains speak of, as far as this person plans them.
    pub known: BTreeMap<SessionId, Session>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
}

/// With what a seat is exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// It is passed on to somebody.
    Person(PersonId),
    /// It is swapped for another seat.
    Seat(SeatId),
}

/// An exchange before it is made: one seat, or two.
#[derive(Debug, Clone)]
pub struct ExchangeSeen {
    /// The seats with who would take them.
    pub takings: Vec<Taking>,
    /// The sessions that strains speak of, as far as this person plans them.
    pub known: BTreeMap<SessionId, Session>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
}

/// Reads to whom a seat could be passed on and for which it could be swapped.
///
/// # Errors
/// Nothing there for this person, or the store's own.
pub async fn see_seat(bothy: &Bothy, who: &Known, seat: SeatId) -> Result<SeatSeen, ActionError<Never>> {
    let input = (who.standing.clone(), seat, bothy.now());
    bothy
        .db
        .snapshot("see_seat", input, |tx, (standing, seat, now)| {
            Box::pin(async move { read_seat(tx, standing, *seat, *now).await })
        })
        .await
}

/// Reads one exchange before it is made, by the same rules that make it.
///
/// # Errors
/// Nothing there for this person, or the store's own.
pub async fn see_exchange(
    bothy: &Bothy,
    who: &Known,
    seat: SeatId,
    with: With,
) -> Result<ExchangeSeen, ActionError<Never>> {
    let input = (who.standing.clone(), seat, with, bothy.now());
    bothy
        .db
        .snapshot("see_exchange", input, |tx, (standing, seat, with, now)| {
            Box::pin(async move { read_exchange(tx, standing, *seat, *with, *now).await })
        })
        .await
}

async fn planned(tx: &mut Tx, standing: &Standing, seat: SeatId) -> Result<(Seat, Session), ActionError<Never>> {
    let organisation = standing.organisation;
    let Some(seat) = find(tx, organisation, seat).await? else { return Err(ActionError::NotFound) };
    let Some(session) = sessions::find(tx, organisation, seat.session).await? else {
        return Err(ActionError::NotFound);
    };
    if !plans(standing, &session.within(organisation)) {
        return Err(ActionError::NotFound);
    }
    Ok((seat, session))
}

/// A session for the rule of what is hard.
fn kept(session: &Session) -> Kept {
    Kept {
        session: session.id,
        date: session.date,
        starts: session.starts_at,
        ends: session.ends_at,
        place: session.place,
    }
}

type Held = BTreeMap<PersonId, Vec<Kept>>;

/// What would be hard on somebody who takes a seat on a session and gives up what they hold on another.
fn hard(held: &Held, person: PersonId, takes: &Session, gives: Option<SessionId>, limit: Option<u16>) -> Vec<Strain> {
    let holds: Vec<Kept> =
        held.get(&person).into_iter().flatten().filter(|one| Some(one.session) != gives).copied().collect();
    strains(&kept(takes), &holds, limit)
}

fn found(seat: &Seat, session: &Session, who: &Candidate) -> Vec<Hindrance> {
    hindrances(seat, session.date, session.starts_at, session.ends_at, who)
}

async fn read_seat(
    tx: &mut Tx,
    standing: &Standing,
    id: SeatId,
    now: Timestamp,
) -> Result<SeatSeen, ActionError<Never>> {
    let organisation = standing.organisation;
    let (seat, session) = planned(tx, standing, id).await?;
    let mut seen = SeatSeen {
        holder: seat.holder(),
        takers: Vec::new(),
        swaps: Vec::new(),
        known: BTreeMap::new(),
        people: BTreeMap::new(),
        seat,
        session,
    };
    let (seat, session) = (&seen.seat, &seen.session);
    if let Some(holder) = seen.holder
        && now < session.starts_at
        && session.state == SessionState::Planned
    {
        let all = candidates(tx, organisation, session, None, now).await?;
        let scope = Scope::of(standing);
        let (from, to) = span(session, AROUND);
        let others = between(tx, &scope, from.max(now), to).await?;
        let (from, to) = span(session, SignedDuration::from_hours(23 * 24));
        let held = kept_between(tx, organisation, from, to).await?;
        let seats = seats_of(tx, organisation, &others.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
        seen.takers = takers(seat, session, holder, &all, &held);
        let limit = people::named(tx, organisation, &[holder]).await?.get(&holder).and_then(|one| one.limit_a_week);
        seen.swaps = swaps(seat, session, (holder, limit), &all, (&others, &seats), &held, now);
    }
    let strains = seen.takers.iter().flat_map(|one| &one.strains);
    let strains: Vec<Strain> = strains
        .chain(seen.swaps.iter().flat_map(|one| one.strains.iter().chain(&one.theirs.strains)))
        .copied()
        .collect();
    seen.known = known(tx, standing, &strains).await?;
    let mut named: Vec<PersonId> = seen.holder.into_iter().collect();
    named.extend(seen.takers.iter().map(|one| one.to));
    named.extend(seen.swaps.iter().map(|one| one.theirs.from));
    seen.people = named_all(tx, organisation, named).await?;
    Ok(seen)
}

fn span(session: &Session, around: SignedDuration) -> (Timestamp, Timestamp) {
    let from = session.starts_at.checked_sub(around).unwrap_or(session.starts_at);
    (from, session.starts_at.checked_add(around).unwrap_or(session.starts_at))
}

async fn named_all(
    tx: &mut Tx,
    organisation: OrganisationId,
    mut named: Vec<PersonId>,
) -> Result<BTreeMap<PersonId, Named>, StoreError> {
    named.sort_unstable();
    named.dedup();
    people::named(tx, organisation, &named).await
}

/// The sessions that strains speak of, as far as this person plans them: of the others they learn only that they are.
async fn known(
    tx: &mut Tx,
    standing: &Standing,
    strains: &[Strain],
) -> Result<BTreeMap<SessionId, Session>, StoreError> {
    let mut ids: Vec<SessionId> = strains.iter().filter_map(Strain::session).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let organisation = standing.organisation;
    let mut known = by_ids(tx, organisation, &ids).await?;
    known.retain(|_, session| plans(standing, &session.within(organisation)));
    Ok(known)
}

fn takers(seat: &Seat, session: &Session, holder: PersonId, all: &[Candidate], held: &Held) -> Vec<Taking> {
    let mut takers: Vec<(&Candidate, Taking)> = all
        .iter()
        .filter(|one| one.person != holder)
        .map(|one| {
            let taking = Taking {
                seat: seat.clone(),
                session: session.clone(),
                from: holder,
                to: one.person,
                familiar: Some(one.knows_the_group),
                carries: Some((one.held_that_week, one.limit_a_week)),
                found: found(seat, session, one),
                strains: hard(held, one.person, session, None, one.limit_a_week),
            };
            (one, taking)
        })
        .collect();
    takers.sort_by_key(|(who, one)| {
        (!one.found.is_empty(), who.knows_the_group, one.strains.len(), who.held_that_week, who.person)
    });
    takers.into_iter().map(|(_, taking)| taking).collect()
}

/// The seats of others that could be swapped for this one, as far as one look tells: what stands in the way of the
/// holder on the other seat is asked again, by the whole rule, before it is made.
fn swaps(
    seat: &Seat,
    session: &Session,
    (holder, limit): (PersonId, Option<u16>),
    all: &[Candidate],
    (others, seats): (&[Session], &BTreeMap<SessionId, Vec<Seat>>),
    held: &Held,
    now: Timestamp,
) -> Vec<Swapping> {
    let mut swaps = Vec::new();
    for other in others.iter().filter(|one| now < one.starts_at && one.state == SessionState::Planned) {
        for theirs in seats.get(&other.id).into_iter().flatten().filter(|one| one.id != seat.id) {
            let Some(person) = theirs.holder().filter(|person| *person != holder) else { continue };
            let Some(who) = all.iter().find(|one| one.person == person) else { continue };
            let who = without(who, when(other), session.date);
            let would = hard(held, holder, other, Some(session.id), limit);
            let clash = would.iter().any(|one| matches!(one, Strain::AtTheSameTime { .. }));
            let there = held.get(&holder).into_iter().flatten().any(|one| one.session == other.id);
            if clash || (there && other.id != session.id) || !found(seat, session, &who).is_empty() {
                continue;
            }
            swaps.push(Swapping {
                strains: hard(held, person, session, Some(other.id), who.limit_a_week),
                theirs: Taking {
                    seat: theirs.clone(),
                    session: other.clone(),
                    from: person,
                    to: holder,
                    familiar: None,
                    carries: None,
                    found: Vec::new(),
                    strains: would,
                },
            });
        }
    }
    swaps.sort_by_key(|one| (one.theirs.session.group != session.group, one.theirs.session.starts_at));
    swaps
}

async fn read_exchange(
    tx: &mut Tx,
    standing: &Standing,
    id: SeatId,
    with: With,
    now: Timestamp,
) -> Result<ExchangeSeen, ActionError<Never>> {
    let organisation = standing.organisation;
    let (seat, session) = planned(tx, standing, id).await?;
    let Some(holder) = seat.holder() else { return Err(ActionError::NotFound) };
    let mut takings = Vec::new();
    match with {
        With::Person(to) => takings.push(taking(tx, organisation, (&seat, &session), (holder, to), None, now).await?),
        With::Seat(other) => {
            let (their_seat, their_session) = planned(tx, standing, other).await?;
            let Some(them) = their_seat.holder() else { return Err(ActionError::NotFound) };
            let mine = (&seat, &session);
            let theirs = (&their_seat, &their_session);
            takings.push(taking(tx, organisation, mine, (holder, them), Some(&their_session), now).await?);
            takings.push(taking(tx, organisation, theirs, (them, holder), Some(&session), now).await?);
        }
    }
    let strains: Vec<Strain> = takings.iter().flat_map(|one| one.strains.iter().copied()).collect();
    let known = known(tx, standing, &strains).await?;
    let named = takings.iter().flat_map(|one| [one.from, one.to]).collect();
    Ok(ExchangeSeen { takings, known, people: named_all(tx, organisation, named).await? })
}

/// One side of an exchange: who takes the seat, having given up what they hold on another session.
async fn taking(
    tx: &mut Tx,
    organisation: OrganisationId,
    (seat, session): (&Seat, &Session),
    (from, to): (PersonId, PersonId),
    gives: Option<&Session>,
    now: Timestamp,
) -> Result<Taking, ActionError<Never>> {
    let all = candidates(tx, organisation, session, Some(to), now).await?;
    let Some(candidate) = all.into_iter().next() else { return Err(ActionError::NotFound) };
    let (start, end) = span(session, WEEK_AND_MORE);
    let held = kept_between(tx, organisation, start, end).await?;
    let who = match gives {
        Some(given) => without(&candidate, when(given), session.date),
        None => candidate,
    };
    Ok(Taking {
        found: found(seat, session, &who),
        strains: hard(&held, to, session, gives.map(|one| one.id), who.limit_a_week),
        familiar: Some(who.knows_the_group),
        carries: Some((who.held_that_week, who.limit_a_week)),
        seat: seat.clone(),
        session: session.clone(),
        from,
        to,
    })
}
