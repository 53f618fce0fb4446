//! Rota: handing back, asking, saying yes, giving and taking by hand, passing on, swapping and putting back.
//!
//! First yes wins; nobody is put out of a seat by another's yes. Not here: a solver for whole months.

pub mod answer_offer;
pub mod ask_others;
pub(crate) mod empty_seats;
pub mod give_seat;
pub mod hand_back_seat;
mod hands;
pub mod pass_on_seat;
pub mod put_back;
pub mod see_exchange;
pub mod see_passing;
pub mod swap_seats;
pub mod take_back_seat;
mod with_seat;
pub(crate) mod withdraw_offers;

pub use answer_offer::{Answered, Reply, answer_offer};
pub use ask_others::ask_others;
pub use bothy_domain::rota::candidates::Reach;
pub use bothy_store::rota::Offer;
pub use give_seat::give_seat;
pub use hand_back_seat::{HandBack, hand_back_seat};
pub use hands::Exchanged;
pub use pass_on_seat::pass_on_seat;
pub use put_back::put_back;
pub use see_exchange::{ExchangeSeen, SeatSeen, Swapping, Taking, With, see_exchange, see_seat};
pub use see_passing::{PassingSeen, StillOpen, see_passing};
pub use swap_seats::swap_seats;
pub use take_back_seat::take_back_seat;

use crate::access::Known;
use crate::bothy::Bothy;
use bothy_domain::ids::{SeatId, SessionId};
use bothy_store::StoreError;

/// The session of a seat of one's own organisation, to go back to; the session itself decides who sees it.
///
/// # Errors
/// The store's own.
pub async fn session_of_seat(bothy: &Bothy, who: &Known, seat: SeatId) -> Result<Option<SessionId>, StoreError> {
    let input = (who.sign_in.organisation, seat);
    bothy
        .db
        .snapshot("session_of_seat", input, |tx, (organisation, seat)| {
            Box::pin(
                async move { Ok(bothy_store::rota::find(tx, *organisation, *seat).await?.map(|seat| seat.session)) },
            )
        })
        .await
}
