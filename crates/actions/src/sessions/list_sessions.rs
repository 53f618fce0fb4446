//! The sessions and seats that somebody plans or holds, a page at a time: for programs, which read long lists.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::sessions::see_session::SeesAs;
use bothy_domain::access::permit::holds;
use bothy_domain::access::{Scope, Standing};
use bothy_domain::ids::{GroupId, OrganisationId, PersonId, SeatId, SessionId};
use bothy_domain::rota::Seat;
use bothy_domain::sessions::readiness::SessionFacts;
use bothy_store::people::Named;
use bothy_store::rota::{find as find_seat, seats_of};
use bothy_store::sessions::{LookedAt, Session, Wanted, facts, find, page};
use bothy_store::{StoreError, Tx, people};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Which sessions a program asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Those that are not over at this instant.
    pub from: Timestamp,
    /// Those that begin before this instant.
    pub to: Timestamp,
    /// Only those of this group.
    pub group: Option<GroupId>,
    /// How many at most.
    pub limit: usize,
}

/// Which seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatsWanted {
    /// All of them.
    All,
    /// Those that nobody holds.
    Empty,
    /// Those that somebody holds.
    Held,
    /// One's own.
    Mine,
}

/// A session as a list shows it.
#[derive(Debug, Clone)]
pub struct SessionListed {
    /// The session.
    pub session: Session,
    /// Its facts.
    pub facts: SessionFacts,
    /// Its seats.
    pub seats: Vec<Seat>,
    /// Whether this person plans it, or only holds a seat on it.
    pub sees_as: SeesAs,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct PageOf<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// Everybody who is named.
    pub people: BTreeMap<PersonId, Named>,
    /// Whether there is more after it.
    pub more: More,
}

/// Whether there is more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum More {
    /// There is.
    Yes,
    /// This was the last.
    No,
}

/// Why a list does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListRefused {
    /// What it is to go on after is none of it.
    #[error("this is not in the list")]
    NotInTheList,
}

type Refused = ActionError<ListRefused>;

fn sees_as(standing: &Standing, session: &Session, seats: &[Seat]) -> Option<SeesAs> {
    let within = session.within(standing.organisation);
    if Scope::of(standing).shows(session.branch, Some(session.group)) {
        return Some(SeesAs::Planner);
    }
    seats.iter().any(|seat| holds(standing, &within, seat.holder())).then_some(SeesAs::Holder)
}

struct Reader<'t> {
    tx: &'t mut Tx,
    organisation: OrganisationId,
    standing: Standing,
    now: Timestamp,
}

impl Reader<'_> {
    async fn listed(&mut self, sessions: Vec<Session>) -> Result<Vec<SessionListed>, StoreError> {
        let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
        let mut seats = seats_of(self.tx, self.organisation, &ids).await?;
        let mut known = facts(self.tx, self.organisation, &ids, LookedAt::Now(self.now)).await?;
        let listed = sessions.into_iter().filter_map(|session| {
            let seats = seats.remove(&session.id).unwrap_or_default();
            let sees_as = sees_as(&self.standing, &session, &seats)?;
            Some(SessionListed { facts: known.remove(&session.id)?, session, seats, sees_as })
        });
        Ok(listed.collect())
    }

    /// The session after which a list goes on, if this person may see it.
    async fn seen(&mut self, id: SessionId) -> Result<SessionListed, Refused> {
        let found = find(self.tx, self.organisation, id).await?;
        let listed = self.listed(found.into_iter().collect()).await?;
        listed.into_iter().next().ok_or(ActionError::Rule(ListRefused::NotInTheList))
    }

    /// Goes through the span, so many at a time, until `enough` says so. What the rule does not let this person see
    /// is left out here, and the reading goes on: no page is short for a reason that nobody may know.
    async fn read(
        &mut self,
        span: &Span,
        mut after: Option<(Timestamp, SessionId)>,
        mut enough: impl FnMut(SessionListed) -> bool,
    ) -> Result<(), StoreError> {
        let limit = i64::try_from(span.limit.saturating_add(1)).unwrap_or(i64::MAX);
        let scope = Scope::of(&self.standing);
        loop {
            let wanted = Wanted { from: span.from, to: span.to, group: span.group, after, limit };
            let read = page(self.tx, &scope, wanted).await?;
            let whole = i64::try_from(read.len()).is_ok_and(|read| read == limit);
            after = read.last().map(|last| (last.starts_at, last.id));
            for one in self.listed(read).await? {
                if enough(one) {
                    return Ok(());
                }
            }
            if !whole {
                return Ok(());
            }
        }
    }

    async fn named(&mut self, mut named: Vec<PersonId>) -> Result<BTreeMap<PersonId, Named>, StoreError> {
        named.sort_unstable();
        named.dedup();
        people::named(self.tx, self.organisation, &named).await
    }
}

async fn reader<'t>(tx: &'t mut Tx, who: &Known, now: Timestamp) -> Result<Reader<'t>, StoreError> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Ok(Reader { tx, organisation, standing, now })
}

/// Reads the sessions of a span that this person plans or holds a seat on, after one of them.
///
/// # Errors
/// The one to go on after is none that they may see.
pub async fn list_sessions(
    bothy: &Bothy,
    who: &Known,
    span: Span,
    after: Option<SessionId>,
) -> Result<PageOf<SessionListed>, Refused> {
    let input = (who.clone(), span, after, bothy.now());
    bothy
        .db
        .snapshot("list_sessions", input, |tx, (who, span, after, now)| {
            Box::pin(async move {
                let mut reader = reader(tx, who, *now).await?;
                let after = match after {
                    Some(id) => Some(reader.seen(*id).await?.session).map(|last| (last.starts_at, last.id)),
                    None => None,
                };
                let mut items = Vec::new();
                reader
                    .read(span, after, |one| {
                        items.push(one);
                        items.len() > span.limit
                    })
                    .await?;
                let more = if items.len() > span.limit { More::Yes } else { More::No };
                items.truncate(span.limit);
                let seats = items.iter().flat_map(|one| &one.seats);
                let named = seats.filter_map(Seat::holder).chain(items.iter().filter_map(|one| one.session.opener));
                let named = named.collect();
                Ok(PageOf { people: reader.named(named).await?, items, more })
            })
        })
        .await
}

/// Reads the seats of a span that this person plans or holds, or is together on a session with, after one of them.
///
/// # Errors
/// The one to go on after is none that they may see.
pub async fn list_seats(
    bothy: &Bothy,
    who: &Known,
    span: Span,
    wanted: SeatsWanted,
    after: Option<SeatId>,
) -> Result<PageOf<(Seat, SessionListed)>, Refused> {
    let input = (who.clone(), span, wanted, after, bothy.now());
    bothy
        .db
        .snapshot("list_seats", input, |tx, (who, span, wanted, after, now)| {
            Box::pin(async move { seats_in(&mut reader(tx, who, *now).await?, span, *wanted, *after).await })
        })
        .await
}

async fn seats_in(
    reader: &mut Reader<'_>,
    span: &Span,
    wanted: SeatsWanted,
    after: Option<SeatId>,
) -> Result<PageOf<(Seat, SessionListed)>, Refused> {
    let me = reader.standing.person;
    let fits = |seat: &Seat| match wanted {
        SeatsWanted::All => true,
        SeatsWanted::Empty => seat.holder().is_none(),
        SeatsWanted::Held => seat.holder().is_some(),
        SeatsWanted::Mine => seat.holder() == Some(me),
    };
    let mut items: Vec<(Seat, SessionListed)> = Vec::new();
    let mut add = |one: SessionListed, beyond: u16| {
        let seats = one.seats.iter().filter(|seat| seat.number > beyond && fits(seat));
        items.extend(seats.map(|seat| (seat.clone(), one.clone())));
        items.len() > span.limit
    };
    let mut last = None;
    let mut full = false;
    if let Some(id) = after {
        let seat = find_seat(reader.tx, reader.organisation, id).await?;
        let seat = seat.ok_or(ActionError::Rule(ListRefused::NotInTheList))?;
        let session = reader.seen(seat.session).await?;
        last = Some((session.session.starts_at, session.session.id));
        full = add(session, seat.number);
    }
    if !full {
        reader.read(span, last, |one| add(one, 0)).await?;
    }
    let more = if items.len() > span.limit { More::Yes } else { More::No };
    items.truncate(span.limit);
    let named = items.iter().filter_map(|(seat, _)| seat.holder()).collect();
    Ok(PageOf { people: reader.named(named).await?, items, more })
}
