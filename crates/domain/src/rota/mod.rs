//! Rota: seats on sessions, who could hold them, handing back and first yes wins, passing on
//! and swapping, what is hard on whoever holds them (AV5, PW2).
//!
//! Not here: searching for the best rota of a whole month (crate `rota`, later).

pub mod asking;
pub mod candidates;
pub mod exchange;
pub mod private_calendar;
pub mod seat;
pub mod strain;

pub use asking::Answer;
pub use candidates::{Candidate, Hindrance, hindrances};
pub use exchange::{ExchangeRefused, Passing};
pub use seat::{Holding, Seat, SeatRefused, SeatRole};
