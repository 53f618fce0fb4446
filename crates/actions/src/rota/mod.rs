//! Rota: handing back, asking, saying yes, giving and taking by hand.
//!
//! First yes wins; nobody is put out of a seat by another's yes. Not here: a solver for whole months.

pub mod answer_offer;
pub mod ask_others;
pub mod give_seat;
pub mod hand_back_seat;
pub mod take_back_seat;
mod with_seat;

pub use answer_offer::{Answered, Reply, answer_offer};
pub use ask_others::ask_others;
pub use give_seat::give_seat;
pub use hand_back_seat::{HandBack, hand_back_seat};
pub use take_back_seat::take_back_seat;
