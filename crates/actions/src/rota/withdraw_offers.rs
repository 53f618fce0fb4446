//! Who was asked for a seat is not left asking: an asking ends with its session, or is put again for the new time.

use crate::sessions::tell::tell;
use bothy_domain::ids::{OfferId, OrganisationId};
use bothy_domain::rota::candidates::who_could;
use bothy_domain::rota::{Answer, Seat};
use bothy_store::duties::Locked;
use bothy_store::rota::{Offer, answer, ask, candidates, offers_of, seats_of};
use bothy_store::sessions::Session;
use bothy_store::{StoreError, Writing};
use jiff::Timestamp;
use uuid::Uuid;

async fn withdraw(
    w: &mut Writing,
    organisation: OrganisationId,
    session: &Session,
    now: Timestamp,
) -> Result<Vec<Offer>, StoreError> {
    let mut open = offers_of(w, organisation, session.id).await?;
    open.retain(|offer| offer.answer.is_none());
    for offer in &open {
        answer(w, organisation, offer.id, Answer::Withdrawn, now).await?;
    }
    Ok(open)
}

/// The session is called off: everybody who was asked and has not answered is told that they are no longer needed.
pub(crate) async fn withdraw_offers(
    w: &mut Writing,
    organisation: OrganisationId,
    session: &Session,
    now: Timestamp,
) -> Result<(), StoreError> {
    for offer in withdraw(w, organisation, session, now).await? {
        tell(w, organisation, offer.person, "seat-ask-called-off", session, &offer.id.to_string(), now).await?;
    }
    Ok(())
}

/// The session has moved: who was asked is asked again for the new time if they could hold it then, and told that
/// they are no longer needed if not. A yes to the old time can no longer be given.
pub(crate) async fn ask_again(
    w: &mut Writing,
    _locked: &Locked,
    organisation: OrganisationId,
    session: &Session,
    now: Timestamp,
) -> Result<(), StoreError> {
    let open = withdraw(w, organisation, session, now).await?;
    if open.is_empty() {
        return Ok(());
    }
    let all = candidates(w, organisation, session, None, now).await?;
    let seats = seats_of(w, organisation, &[session.id]).await?.remove(&session.id).unwrap_or_default();
    for before in open {
        let could = |seat: &Seat| {
            seat.holder().is_none()
                && who_could(seat, session.date, session.starts_at, session.ends_at, &all).contains(&before.person)
        };
        let again = seats.iter().find(|seat| seat.id == before.seat).is_some_and(could);
        let id = OfferId::new(Uuid::now_v7());
        let offer = Offer { id, asked_at: now, answer: None, answered_at: None, ..before };
        let kind = match again && ask(w, organisation, &offer).await? == 1 {
            true => "seat-asked-again",
            false => "seat-ask-moved-away",
        };
        tell(w, organisation, offer.person, kind, session, &offer.id.to_string(), now).await?;
    }
    Ok(())
}
