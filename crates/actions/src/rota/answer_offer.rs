//! The yes or no of somebody who was asked for a seat: the first yes has it, the others are thanked.

use super::with_seat::{
    Done, Held, Refused, entry, lock_seat, made_before, own_offer, spend, still_planned, tell, tell_who_plans,
    thank_the_others,
};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, OfferId, SessionId};
use bothy_domain::rota::candidates::hindrances;
use bothy_domain::rota::{Answer, SeatRefused};
use bothy_store::rota::{answer, candidates, offers_of, save_seat};
use bothy_store::{Audit, Commit, Writing};
use jiff::Timestamp;

/// An answer to being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// They would.
    Yes,
    /// They would rather not; nobody asks why.
    No,
}

impl Reply {
    fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Which session.
    pub session: SessionId,
    /// What they said.
    pub reply: Reply,
}

struct Input {
    who: Known,
    act: ActId,
    offer: OfferId,
    reply: Reply,
    now: Timestamp,
}

/// Takes the answer of somebody who was asked for a seat.
///
/// # Errors
/// Somebody was first, something stands in the way by now, or it was never asked of this person.
pub async fn answer_offer(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    offer: OfferId,
    reply: Reply,
) -> Result<Answered, Refused> {
    let input = Input { who: who.clone(), act, offer, reply, now: bothy.now() };
    bothy.db.write("answer_offer", input, |w, input| Box::pin(answer_in(w, input))).await
}

async fn answer_in(w: &mut Writing, input: &Input) -> Done<Answered> {
    let organisation = input.who.sign_in.organisation;
    let person = input.who.sign_in.person;
    let words = format!("{} {}", input.offer, input.reply.code());
    let before = own_offer(w, &input.who, input.offer).await?;
    let Held { seat, session, standing: _, locked } =
        lock_seat(w, &input.who, before.seat, &[person], input.now).await?;
    // After the lock: of two presses of one button, the second finds what the first made.
    if let Some(made) = made_before(w, organisation, input.act, &words).await? {
        let session = made.parse().map_err(|_| ActionError::NotFound)?;
        return Ok(Commit::Unchanged(Answered { session, reply: input.reply }));
    }
    let offer = own_offer(w, &input.who, input.offer).await?;
    if let Some(said) = offer.answer {
        let by = seat.holder().filter(|_| said == Answer::Filled);
        return Err(ActionError::Rule(by.map_or(SeatRefused::NotAsked, |by| SeatRefused::TakenAlready { by })));
    }
    if input.reply == Reply::Yes {
        still_planned(&session)?;
        let all = candidates(w, organisation, &session, Some(person), input.now).await?;
        let hindered =
            all.iter().flat_map(|who| hindrances(&seat, session.date, session.starts_at, session.ends_at, who)).next();
        if let Some(refused) = hindered {
            return Err(ActionError::Rule(refused));
        }
        let seat = seat.take(person, session.starts_at, input.now).map_err(ActionError::Rule)?;
        save_seat(w, &locked, organisation, &seat).await?;
        answer(w, organisation, offer.id, Answer::Yes, input.now).await?;
        thank_the_others(w, organisation, seat.id, &session, person, input.now).await?;
        tell(w, organisation, person, "seat-yours", &session, &offer.id.to_string(), input.now).await?;
    } else {
        answer(w, organisation, offer.id, Answer::No, input.now).await?;
        let others = offers_of(w, organisation, session.id).await?;
        let waiting = others.iter().any(|other| other.seat == seat.id && other.answer.is_none());
        if !waiting && seat.holder().is_none() && still_planned(&session).is_ok() {
            tell_who_plans(w, organisation, &seat, &session, input.now).await?;
        }
    }
    spend(w, organisation, input.act, "answer-offer", &words, &session.id.to_string(), input.now).await?;
    replan(w, locked, input.now).await?;
    let act = if input.reply == Reply::Yes { "seat-taken" } else { "seat-declined" };
    let audit = Audit::of(entry(&input.who, act, offer.id.to_string(), input.now));
    Ok(Commit::Changed(Answered { session: session.id, reply: input.reply }, audit))
}
