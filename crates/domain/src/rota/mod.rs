//! Rota: seats on sessions, who could hold them, handing back and first yes wins (AV5, PW2).
//!
//! Not here: searching for the best rota of a whole month (crate `rota`, later).

pub mod asking;
pub mod candidates;
pub mod private_calendar;
pub mod seat;

pub use asking::Answer;
pub use candidates::{Candidate, Hindrance, hindrances};
pub use seat::{Holding, Seat, SeatRefused, SeatRole};
