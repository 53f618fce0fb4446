//! What every act on a seat has in common: its session's subject and the people's, locked before anything is read.

use crate::access::Known;
use crate::error::ActionError;
pub(super) use crate::sessions::tell::tell;
use bothy_domain::access::permit::plans;
use bothy_domain::access::{Role, Standing};
use bothy_domain::ids::{ActId, OfferId, OrganisationId, PersonId, SeatId};
pub(super) use bothy_domain::rota::candidates::Reach;
use bothy_domain::rota::candidates::who_is_asked;
use bothy_domain::rota::{Answer, Seat, SeatRefused};
use bothy_domain::sessions::SessionState;
use bothy_store::duties::{Locked, Subject, SubjectKind, lock};
use bothy_store::rota::{Offer, ask, candidates, find, find_offer, offers_of};
use bothy_store::sessions::Session;
use bothy_store::{Commit, Entry, Writing, access, people, sessions};
use jiff::Timestamp;
use uuid::Uuid;

pub(super) type Refused = ActionError<SeatRefused>;

/// A seat with all that is known around it, read after the lock.
pub(super) struct Held {
    pub(super) seat: Seat,
    pub(super) session: Session,
    pub(super) standing: Standing,
    pub(super) locked: Locked,
}

/// Locks the seat's session and these people, then reads the seat, its session and who acts.
pub(super) async fn lock_seat(
    w: &mut Writing,
    who: &Known,
    seat: SeatId,
    people: &[PersonId],
    now: Timestamp,
) -> Result<Held, Refused> {
    let organisation = who.sign_in.organisation;
    let Some(before) = find(w, organisation, seat).await? else { return Err(ActionError::NotFound) };
    let mut subjects = vec![Subject::of(organisation, SubjectKind::Session, before.session.uuid())];
    subjects.extend(people.iter().map(|id| Subject::of(organisation, SubjectKind::Person, id.uuid())));
    let locked = lock(w, &subjects).await?;
    let Some(seat) = find(w, organisation, seat).await? else { return Err(ActionError::NotFound) };
    let Some(session) = sessions::lock_and_find(w, &locked, organisation, seat.session).await? else {
        return Err(ActionError::NotFound);
    };
    let standing = people::standing(w, organisation, who.sign_in.person, now).await?;
    Ok(Held { seat, session, standing, locked })
}

/// A session that was called off asks for nobody.
pub(super) fn still_planned(session: &Session) -> Result<(), Refused> {
    match session.state {
        SessionState::Planned => Ok(()),
        SessionState::CalledOff { .. } => Err(ActionError::Rule(SeatRefused::TooLate)),
    }
}

/// Asks those whom `reach` takes in and who could hold an empty seat, except `not` and whoever said no to it: one
/// asking and one notice each. Returns how many are asked now.
pub(super) async fn ask_all(
    w: &mut Writing,
    organisation: OrganisationId,
    seat: &Seat,
    session: &Session,
    reach: Reach,
    not: Option<PersonId>,
    now: Timestamp,
) -> Result<usize, Refused> {
    let all = candidates(w, organisation, session, None, now).await?;
    let mut passed_over: Vec<PersonId> = offers_of(w, organisation, session.id)
        .await?
        .into_iter()
        .filter(|offer| offer.seat == seat.id && offer.says_no(session.since))
        .map(|offer| offer.person)
        .collect();
    passed_over.extend(not);
    let asking = who_is_asked(seat, session.date, session.starts_at, session.ends_at, &all, reach, &passed_over);
    let mut asked = 0;
    for person in asking {
        let offer = Offer {
            id: OfferId::new(Uuid::now_v7()),
            seat: seat.id,
            session: session.id,
            person,
            asked_at: now,
            answer: None,
            answered_at: None,
        };
        if ask(w, organisation, &offer).await? == 1 {
            tell(w, organisation, person, "seat-asked", session, &offer.id.to_string(), now).await?;
            asked += 1;
        }
    }
    Ok(asked)
}

/// Nobody is left who might still say yes: whoever plans this session is told, so that they need not look for it.
pub(super) async fn tell_who_plans(
    w: &mut Writing,
    organisation: OrganisationId,
    seat: &Seat,
    session: &Session,
    now: Timestamp,
) -> Result<(), Refused> {
    for person in people::wearing(w, organisation, Role::Coordinator, now).await? {
        let standing = people::standing(w, organisation, person.id, now).await?;
        if plans(&standing, &session.within(organisation)) {
            tell(w, organisation, person.id, "seat-nobody-left", session, &seat.id.to_string(), now).await?;
        }
    }
    Ok(())
}

/// Everybody else who was asked for a seat that is filled is thanked; their asking is closed.
pub(super) async fn thank_the_others(
    w: &mut Writing,
    organisation: OrganisationId,
    seat: SeatId,
    session: &Session,
    by: PersonId,
    now: Timestamp,
) -> Result<(), Refused> {
    let open = offers_of(w, organisation, session.id).await?;
    for offer in open.into_iter().filter(|offer| offer.seat == seat && offer.answer.is_none()) {
        bothy_store::rota::answer(
            w,
            organisation,
            offer.id,
            if offer.person == by { Answer::Yes } else { Answer::Filled },
            now,
        )
        .await?;
        if offer.person != by {
            tell(w, organisation, offer.person, "seat-filled", session, &offer.id.to_string(), now).await?;
        }
    }
    Ok(())
}

/// The thing that the same act made before, if this is the same act again.
pub(super) async fn made_before(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
    words: &str,
) -> Result<Option<String>, Refused> {
    match access::spent(w, organisation, act.uuid()).await? {
        None => Ok(None),
        Some((hash, made)) if hash == crate::access::token_hash(words) => Ok(Some(made)),
        Some((_, made)) => Err(ActionError::SentBefore { made }),
    }
}

/// Spends the id of an act in the commit that has its effect.
pub(super) async fn spend(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
    name: &str,
    words: &str,
    made: &str,
    now: Timestamp,
) -> Result<(), Refused> {
    let hash = crate::access::token_hash(words);
    Ok(access::spend(w, organisation, act.uuid(), name, &hash, made, now).await?)
}

/// An entry about a seat.
pub(super) fn entry(who: &Known, act: &'static str, thing: String, now: Timestamp) -> Entry {
    Entry { organisation: who.sign_in.organisation, at: now, by: Some(who.sign_in.person), act, thing, reason: None }
}

/// Looks up the seat of an asking that was made of this person, and no other.
pub(super) async fn own_offer(w: &mut Writing, who: &Known, offer: OfferId) -> Result<Offer, Refused> {
    let found = find_offer(w, who.sign_in.organisation, offer).await?;
    found.filter(|offer| offer.person == who.sign_in.person).ok_or(ActionError::NotFound)
}

/// What an act on a seat commits.
pub(super) type Done<T> = Result<Commit<T>, Refused>;
