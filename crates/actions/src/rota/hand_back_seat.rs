//! A supporter hands back a seat: who knows the group and could hold it is asked in the same commit (AV5).

use super::with_seat::{Done, Held, Reach, Refused, ask_all, entry, lock_seat, made_before, spend, tell_who_plans};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::access::permit::{Within, holds};
use bothy_domain::access::{Act, Permit, Standing};
use bothy_domain::ids::{ActId, OfferId, OrganisationId, PersonId, SeatId, SessionId};
use bothy_domain::rota::{Answer, Seat};
use bothy_store::rota::{Offer, answer, ask, save_seat};
use bothy_store::{Audit, Commit, Writing};
use jiff::Timestamp;
use uuid::Uuid;

/// Handing back THAT seat: for its holder, while they are a supporter.
#[derive(Debug)]
pub enum HandBack {}

/// A seat as the permit to hand it back sees it.
#[derive(Debug, Clone, Copy)]
pub struct OwnSeat {
    /// The session that it is on.
    pub within: Within,
    /// Who holds it.
    pub holder: Option<PersonId>,
}

impl Act for HandBack {
    type Thing = OwnSeat;

    fn allows(standing: &Standing, thing: &OwnSeat) -> bool {
        holds(standing, &thing.within, thing.holder)
    }
}

/// What became of handing back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedBack {
    /// The session that now lacks somebody.
    pub session: SessionId,
    /// How many people were asked.
    pub asked: usize,
}

struct Input {
    who: Known,
    act: ActId,
    seat: SeatId,
    now: Timestamp,
}

/// Hands back a seat and asks those who know the group and could hold it; the duty to fill it is planned in the same
/// commit. With nobody to ask, whoever plans the session is told at once.
///
/// # Errors
/// Too late, or not there for this person (a seat that somebody else holds looks the same as none).
pub async fn hand_back_seat(bothy: &Bothy, who: &Known, act: ActId, seat: SeatId) -> Result<HandedBack, Refused> {
    let input = Input { who: who.clone(), act, seat, now: bothy.now() };
    bothy.db.write("hand_back_seat", input, |w, input| Box::pin(hand_back_in(w, input))).await
}

async fn hand_back_in(w: &mut Writing, input: &Input) -> Done<HandedBack> {
    let organisation = input.who.sign_in.organisation;
    let person = input.who.sign_in.person;
    let words = input.seat.to_string();
    let Held { seat, session, standing, locked } = lock_seat(w, &input.who, input.seat, &[person], input.now).await?;
    // After the lock: of two presses of one button, the second finds what the first made.
    if let Some(made) = made_before(w, organisation, input.act, &words).await? {
        let session = made.parse().map_err(|_| ActionError::NotFound)?;
        return Ok(Commit::Unchanged(HandedBack { session, asked: 0 }));
    }
    Permit::<HandBack>::ask(&standing, OwnSeat { within: session.within(organisation), holder: seat.holder() })?;
    let seat = seat.hand_back(person, session.starts_at, input.now).map_err(ActionError::Rule)?;
    save_seat(w, &locked, organisation, &seat).await?;
    note_who_handed_back(w, organisation, &seat, person, input.now).await?;
    let asked = match session.state {
        bothy_domain::sessions::SessionState::Planned => {
            let reach = Reach::WhoKnowsTheGroup;
            let asked = ask_all(w, organisation, &seat, &session, reach, Some(person), input.now).await?;
            if asked == 0 {
                tell_who_plans(w, organisation, &seat, &session, input.now).await?;
            }
            asked
        }
        bothy_domain::sessions::SessionState::CalledOff { .. } => 0,
    };
    spend(w, organisation, input.act, "hand-back", &words, &session.id.to_string(), input.now).await?;
    replan(w, locked, input.now).await?;
    let audit = Audit::of(entry(&input.who, "seat-handed-back", seat.id.to_string(), input.now));
    Ok(Commit::Changed(HandedBack { session: session.id, asked }, audit))
}

/// Whoever hands a seat back has said that they cannot: they are not asked for it, now or by a wider asking.
async fn note_who_handed_back(
    w: &mut Writing,
    organisation: OrganisationId,
    seat: &Seat,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Refused> {
    let offer = Offer {
        id: OfferId::new(Uuid::now_v7()),
        seat: seat.id,
        session: seat.session,
        person,
        asked_at: now,
        answer: None,
        answered_at: None,
    };
    ask(w, organisation, &offer).await?;
    answer(w, organisation, offer.id, Answer::HandedBack, now).await?;
    Ok(())
}
