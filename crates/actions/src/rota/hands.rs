//! What passing on, swapping and putting back have in common: several seats under one lock, and what was done as text.

use super::with_seat::{entry, tell};
use crate::access::Known;
use crate::error::ActionError;
use crate::sessions::tell::tell_of_two;
use bothy_domain::access::permit::FillSeat;
use bothy_domain::access::{Permit, Standing};
use bothy_domain::ids::{ActId, OrganisationId, PersonId, SeatId};
use bothy_domain::rota::exchange::{ExchangeRefused, Passing, Side, When};
use bothy_domain::rota::{Candidate, Holding, Seat};
use bothy_domain::sessions::SessionState;
use bothy_store::duties::{Locked, Subject, SubjectKind, lock};
use bothy_store::rota::{candidates, find, save_seat};
use bothy_store::sessions::Session;
use bothy_store::{Audit, StoreError, Writing, access, people, sessions};
use jiff::Timestamp;
use jiff::civil::Date;

pub(super) type Refused = ActionError<ExchangeRefused>;

/// The name under which a passing on is spent.
pub(super) const PASS_ON: &str = "pass-on-seat";
/// The name under which a swap is spent.
pub(super) const SWAP: &str = "swap-seats";

/// What an exchange did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanged {
    /// The act that did it: what it did is put back by this id.
    pub act: ActId,
    /// The seats, with who had them and who has them now.
    pub passings: Vec<Passing>,
    /// The day of the first seat's session.
    pub date: Date,
}

/// A seat with its session, read after the lock.
pub(super) struct Place {
    pub(super) seat: Seat,
    pub(super) session: Session,
}

/// Seats with all that is known around them.
pub(super) struct Places {
    pub(super) places: Vec<Place>,
    pub(super) standing: Standing,
    pub(super) locked: Locked,
}

/// Locks the sessions of these seats and these people at once, in one order, then reads the seats.
pub(super) async fn lock_seats(
    w: &mut Writing,
    who: &Known,
    seats: &[SeatId],
    people: &[PersonId],
    now: Timestamp,
) -> Result<Places, Refused> {
    let organisation = who.sign_in.organisation;
    let mut subjects: Vec<Subject> =
        people.iter().map(|id| Subject::of(organisation, SubjectKind::Person, id.uuid())).collect();
    for seat in seats {
        let Some(before) = find(w, organisation, *seat).await? else { return Err(ActionError::NotFound) };
        subjects.push(Subject::of(organisation, SubjectKind::Session, before.session.uuid()));
    }
    let locked = lock(w, &subjects).await?;
    let mut places = Vec::new();
    for seat in seats {
        let Some(seat) = find(w, organisation, *seat).await? else { return Err(ActionError::NotFound) };
        let session = sessions::lock_and_find(w, &locked, organisation, seat.session).await?;
        let Some(session) = session else { return Err(ActionError::NotFound) };
        places.push(Place { seat, session });
    }
    let standing = people::standing(w, organisation, who.sign_in.person, now).await?;
    Ok(Places { places, standing, locked })
}

impl Places {
    /// Whoever exchanges seats plans every session that is touched; one that is called off asks for nobody.
    pub(super) fn allowed(&self, organisation: OrganisationId) -> Result<(), Refused> {
        for place in &self.places {
            Permit::<FillSeat>::ask(&self.standing, place.session.within(organisation))?;
        }
        for place in &self.places {
            if let SessionState::CalledOff { .. } = place.session.state {
                return Err(ActionError::Rule(ExchangeRefused::TooLate));
            }
        }
        Ok(())
    }

    /// One seat, or two.
    pub(super) fn both(&self) -> Result<(&Place, Option<&Place>), Refused> {
        match &self.places[..] {
            [one] => Ok((one, None)),
            [one, other] => Ok((one, Some(other))),
            _ => Err(ActionError::NotFound),
        }
    }
}

impl Place {
    pub(super) fn when(&self) -> When {
        when(&self.session)
    }

    /// Somebody as the rota sees them for this session.
    pub(super) async fn candidate(
        &self,
        w: &mut Writing,
        organisation: OrganisationId,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Candidate, Refused> {
        let found = candidates(w, organisation, &self.session, Some(person), now).await?;
        found.into_iter().next().ok_or(ActionError::NotFound)
    }

    pub(super) fn side<'a>(&'a self, from: PersonId, to: &'a Candidate) -> Side<'a> {
        Side { seat: &self.seat, on: self.when(), from, to }
    }
}

/// When a session is, for the rules of the rota.
pub(super) fn when(session: &Session) -> When {
    When { session: session.id, date: session.date, starts: session.starts_at, ends: session.ends_at }
}

/// Writes who holds the seats now. Two seats of one session are emptied first: nobody holds both for a moment.
pub(super) async fn save_all(
    w: &mut Writing,
    locked: &Locked,
    organisation: OrganisationId,
    seats: &[Seat],
    now: Timestamp,
) -> Result<(), StoreError> {
    if let [one, other] = seats
        && one.session == other.session
    {
        let empty = Seat { holding: Holding::Empty { since: now }, ..one.clone() };
        save_seat(w, locked, organisation, &empty).await?;
        save_seat(w, locked, organisation, other).await?;
        return save_seat(w, locked, organisation, one).await;
    }
    for seat in seats {
        save_seat(w, locked, organisation, seat).await?;
    }
    Ok(())
}

/// The two of a swap are told, each in one notice of both sessions.
pub(super) async fn tell_both(
    w: &mut Writing,
    organisation: OrganisationId,
    kind: &str,
    (one, other): (&Place, &Place),
    (has_one, has_other): (PersonId, PersonId),
    now: Timestamp,
) -> Result<(), StoreError> {
    let about = |place: &Place| place.seat.id.to_string();
    tell_of_two(w, organisation, has_one, kind, (&one.session, &other.session), &about(one), now).await?;
    tell_of_two(w, organisation, has_other, kind, (&other.session, &one.session), &about(other), now).await
}

/// Whoever had one seat and whoever has it now are told.
pub(super) async fn tell_of_one(
    w: &mut Writing,
    organisation: OrganisationId,
    place: &Place,
    passing: Passing,
    now: Timestamp,
) -> Result<(), StoreError> {
    let about = place.seat.id.to_string();
    tell(w, organisation, passing.from, "seat-taken-back", &place.session, &about, now).await?;
    tell(w, organisation, passing.to, "seat-given", &place.session, &about, now).await
}

/// Entries about every seat and whoever has it now.
pub(super) fn entries(who: &Known, act: &'static str, passings: &[Passing], now: Timestamp) -> Option<Audit> {
    let mut all = passings.iter().flat_map(|one| {
        [entry(who, act, one.seat.to_string(), now), entry(who, "seat-given-to", one.to.to_string(), now)]
    });
    let first = Audit::of(all.next()?);
    Some(all.fold(first, Audit::and))
}

/// What was done, as the spent act keeps it.
pub(super) fn as_text(passings: &[Passing]) -> String {
    let words: Vec<String> = passings.iter().map(|one| format!("{} {} {}", one.seat, one.from, one.to)).collect();
    words.join(" ")
}

/// What this press made when it came the first time: of two presses of one button, the second finds what the first made,
/// once the lock is theirs. None where it is the first.
pub(super) async fn made_before(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
    words: &str,
) -> Result<Option<Vec<Passing>>, Refused> {
    match access::spent(w, organisation, act.uuid()).await? {
        None => Ok(None),
        Some((hash, made)) if hash != crate::access::token_hash(words) => Err(ActionError::SentBefore { made }),
        Some((_, made)) => of_text(&made).map(Some).ok_or(ActionError::NotFound),
    }
}

/// What was done, read back.
fn of_text(text: &str) -> Option<Vec<Passing>> {
    let words: Vec<&str> = text.split(' ').collect();
    words
        .chunks(3)
        .map(|one| match one {
            [seat, from, to] => {
                Some(Passing { seat: seat.parse().ok()?, from: from.parse().ok()?, to: to.parse().ok()? })
            }
            _ => None,
        })
        .collect()
}

/// What an act with this id passed on or swapped, and when; none where it did neither.
pub(super) async fn done_by(
    tx: &mut bothy_store::Tx,
    organisation: OrganisationId,
    act: ActId,
) -> Result<Option<(Timestamp, Vec<Passing>)>, StoreError> {
    for name in [PASS_ON, SWAP] {
        if let Some((at, made)) = access::made_by(tx, organisation, act.uuid(), name).await? {
            return Ok(of_text(&made).map(|passings| (at, passings)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_was_done_is_read_back_as_it_was() {
        let id = |number| Uuid::from_u128(number);
        let one = |number| Passing {
            seat: SeatId::new(id(number)),
            from: PersonId::new(id(number + 1)),
            to: PersonId::new(id(number + 2)),
        };
        for passings in [vec![one(1)], vec![one(1), one(7)]] {
            assert_eq!(of_text(&as_text(&passings)), Some(passings));
        }
        assert_eq!(of_text("seat_1 person_2"), None);
        assert_eq!(of_text(""), None);
    }
}
