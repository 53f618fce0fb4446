//! What happened in the days before the demonstration begins: told by the acts themselves, one after the other, so
//! that duties, askings, notices and the audit are what they would be after such a week.

use super::fill::Filling;
use super::step_to;
use super::year::is_confirmed_late;
use crate::clocks::Clocks;
use bothy_actions::access::{Known, begin_sign_in, end_sign_in, who_is};
use bothy_actions::duties::{see_today, take_duty};
use bothy_actions::rota::{Reply, answer_offer, give_seat, hand_back_seat};
use bothy_actions::safety::{Worry, acknowledge_concern, raise_concern};
use bothy_actions::sessions::{Preparation, SessionSeen, prepare_session, see_session};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::duties::{DutyRule, DutyState};
use bothy_domain::ids::{ActId, ConcernId, OrganisationId, PersonId, SeatId, SessionId};
use bothy_domain::rota::Seat;
use bothy_domain::safety::{About, Danger};
use bothy_domain::sessions::SessionState;
use bothy_store::StoreError;
use bothy_store::sessions::Session;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How many days before the demonstration's clock the telling begins.
pub(super) const DAYS_TOLD: i64 = 9;

/// How many seats are handed back in these days, in one organisation of any size.
const SEATS_TOLD: usize = 9;

/// One thing that happened.
pub struct Happening {
    /// When.
    pub at: Timestamp,
    organisation: OrganisationId,
    coordinator: PersonId,
    what: What,
}

enum What {
    /// Somebody cannot come and hands their seat back.
    HandedBack { seat: SeatId, by: PersonId },
    /// One of those who were asked says yes; where nobody was asked or nobody could, the coordinator finds somebody.
    SaidYes { session: SessionId },
    /// Nobody has answered: the coordinator takes the duty.
    Taken { session: SessionId },
    /// And finds somebody.
    Found { session: SessionId },
    /// A place says yes.
    Confirmed { session: SessionId },
    /// Somebody tells a worry.
    Worry,
    /// One of the two named people has it in hand.
    WorryInHand { lead: PersonId },
}

/// What is told of one organisation.
pub(super) fn told(filling: &Filling) -> Vec<Happening> {
    let [Some(lead), Some(coordinator)] = filling.organisation.readers else { return Vec::new() };
    let organisation = filling.organisation.id;
    let mut told = Vec::new();
    let mut tell = |at: Timestamp, what: What| told.push(Happening { at, organisation, coordinator, what });
    let hours = |at: Timestamp, hours: i64| at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(at);
    let told_at = hours(filling.now, -20);
    tell(told_at, What::Worry);
    let read_at = told_at.saturating_add(SignedDuration::from_mins(35)).unwrap_or(told_at);
    tell(read_at, What::WorryInHand { lead });
    let mut coming: Vec<&(Session, Vec<Seat>)> =
        filling.sessions.iter().filter(|(session, seats)| is_told(filling, session, seats)).collect();
    coming.sort_by_key(|(session, _)| session.starts_at);
    for (session, _) in &coming {
        if session.place.is_some() && session.place_confirmed_at.is_none() && late(filling, session) {
            tell(hours(session.starts_at, -49), What::Confirmed { session: session.id });
        }
    }
    // Evenly over the days, however many sessions there are.
    let every = coming.len().div_ceil(SEATS_TOLD).max(1);
    for (at, (session, seats)) in coming.into_iter().step_by(every).enumerate() {
        let Some((seat, by)) = seats.iter().rev().find_map(|seat| Some((seat.id, seat.holder()?))) else { continue };
        let (id, starts) = (session.id, session.starts_at);
        tell(hours(starts, -60), What::HandedBack { seat, by });
        if at % 2 == 0 {
            tell(hours(starts, -53), What::SaidYes { session: id });
        } else {
            tell(hours(starts, -40), What::Taken { session: id });
            tell(hours(starts, -38), What::Found { session: id });
        }
    }
    told
}

/// Sessions of these days that were to run, with every seat held, and of which all that is told lies before the
/// demonstration begins.
fn is_told(filling: &Filling, session: &Session, seats: &[Seat]) -> bool {
    let begins = filling.told_from.saturating_add(SignedDuration::from_hours(61)).unwrap_or(filling.told_from);
    let ends = filling.now.saturating_add(SignedDuration::from_hours(37)).unwrap_or(filling.now);
    matches!(session.state, SessionState::Planned)
        && (begins..ends).contains(&session.starts_at)
        && seats.len() > 1
        && seats.iter().all(|seat| seat.holder().is_some())
}

fn late(filling: &Filling, session: &Session) -> bool {
    let number = filling.groups.iter().position(|group| group.id == session.group).unwrap_or(usize::MAX);
    let week = if session.starts_at < filling.now && session.date != filling.today { -1 } else { 0 };
    is_confirmed_late(number, week)
}

/// Lives through these days, from wake to wake, up to an instant.
///
/// # Errors
/// The store's own.
pub(super) async fn live_through(
    bothy: &Bothy,
    clocks: &Clocks,
    happens: Vec<Happening>,
    until: Timestamp,
) -> Result<(), StoreError> {
    let from = until.saturating_sub(SignedDuration::from_hours(24 * DAYS_TOLD)).unwrap_or(until);
    clocks.set(from);
    for happening in happens.iter().filter(|one| one.at >= from && one.at <= until) {
        step_to(bothy, clocks, happening.at).await?;
        happening.happen(bothy).await?;
    }
    step_to(bothy, clocks, until).await?;
    clocks.set(until);
    Ok(())
}

impl Happening {
    async fn happen(&self, bothy: &Bothy) -> Result<(), StoreError> {
        let act = ActId::new(Uuid::now_v7());
        match self.what {
            What::HandedBack { seat, by } => {
                let Some(holder) = self.known(bothy, by).await? else { return Ok(()) };
                went(hand_back_seat(bothy, &holder, act, seat).await)?;
                self.leave(bothy, holder).await
            }
            What::SaidYes { session } => {
                let Some(seen) = self.seen(bothy, session).await? else { return Ok(()) };
                for offer in seen.offers.iter().filter(|offer| offer.answer.is_none()) {
                    let Some(asked) = self.known(bothy, offer.person).await? else { continue };
                    let yes = went(answer_offer(bothy, &asked, act, offer.id, Reply::Yes).await)?;
                    self.leave(bothy, asked).await?;
                    if yes {
                        return Ok(());
                    }
                }
                self.find_somebody(bothy, &seen, act).await
            }
            What::Taken { session } => self.take(bothy, session).await,
            What::Found { session } => match self.seen(bothy, session).await? {
                Some(seen) => self.find_somebody(bothy, &seen, act).await,
                None => Ok(()),
            },
            What::Confirmed { session } => {
                let Some(coordinator) = self.known(bothy, self.coordinator).await? else { return Ok(()) };
                went(prepare_session(bothy, &coordinator, act, session, Preparation::PlaceConfirmed).await)?;
                self.leave(bothy, coordinator).await
            }
            What::Worry => self.worry(bothy, act).await,
            What::WorryInHand { lead } => self.worry_in_hand(bothy, lead).await,
        }
    }

    /// Gives each empty seat to somebody in whose way nothing stands, who knows the group if there is such a person.
    async fn find_somebody(&self, bothy: &Bothy, seen: &SessionSeen, act: ActId) -> Result<(), StoreError> {
        let Some(coordinator) = self.known(bothy, self.coordinator).await? else { return Ok(()) };
        for (seat, could) in &seen.could {
            if let Some(free) = could.iter().find(|one| one.found.is_empty()) {
                went(give_seat(bothy, &coordinator, act, *seat, free.who.person).await)?;
            }
        }
        self.leave(bothy, coordinator).await
    }

    async fn take(&self, bothy: &Bothy, session: SessionId) -> Result<(), StoreError> {
        let Some(coordinator) = self.known(bothy, self.coordinator).await? else { return Ok(()) };
        let today = see_today(bothy, &coordinator, self.at, self.at).await?;
        let open = today.duties.iter().find(|one| {
            one.subject == session.uuid()
                && one.duty.rule == DutyRule::SeatEmpty
                && matches!(one.duty.state, DutyState::Open)
        });
        if let Some(open) = open {
            went(take_duty(bothy, &coordinator, None, open.duty.id).await)?;
        }
        self.leave(bothy, coordinator).await
    }

    async fn worry(&self, bothy: &Bothy, act: ActId) -> Result<(), StoreError> {
        let worry = Worry {
            act,
            danger: Danger::No,
            about: About::SomebodyElse,
            words: String::from("Somebody from the walk did not come twice. Could one of you ring?"),
            reach_back: String::new(),
        };
        went(raise_concern(bothy, self.organisation, worry).await).map(drop)
    }

    async fn worry_in_hand(&self, bothy: &Bothy, lead: PersonId) -> Result<(), StoreError> {
        let Some(lead) = self.known(bothy, lead).await? else { return Ok(()) };
        let today = see_today(bothy, &lead, self.at, self.at).await?;
        if let Some(waiting) = today.duties.iter().find(|one| one.duty.rule == DutyRule::WorryWaiting) {
            went(acknowledge_concern(bothy, &lead, ConcernId::new(waiting.subject)).await)?;
        }
        self.leave(bothy, lead).await
    }

    async fn seen(&self, bothy: &Bothy, session: SessionId) -> Result<Option<SessionSeen>, StoreError> {
        let Some(coordinator) = self.known(bothy, self.coordinator).await? else { return Ok(None) };
        let seen = match see_session(bothy, &coordinator, session).await {
            Ok(seen) => Some(seen),
            Err(ActionError::Store(error)) => return Err(error),
            Err(_) => None,
        };
        self.leave(bothy, coordinator).await?;
        Ok(seen)
    }

    /// Signs somebody in.
    async fn known(&self, bothy: &Bothy, person: PersonId) -> Result<Option<Known>, StoreError> {
        match begin_sign_in(bothy, self.organisation, person).await {
            Ok(token) => who_is(bothy, &token).await,
            Err(ActionError::Store(error)) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// And out again.
    async fn leave(&self, bothy: &Bothy, who: Known) -> Result<(), StoreError> {
        went(end_sign_in(bothy, who.sign_in).await).map(drop)
    }
}

/// Whether it was done. A refusal is a part of the story, too; that the database is away is not.
fn went<T, E: std::fmt::Debug + std::fmt::Display>(answer: Result<T, ActionError<E>>) -> Result<bool, StoreError> {
    match answer {
        Ok(_) => Ok(true),
        Err(ActionError::Store(error)) => Err(error),
        Err(refused) => {
            tracing::debug!(?refused, "refused in the days before");
            Ok(false)
        }
    }
}
