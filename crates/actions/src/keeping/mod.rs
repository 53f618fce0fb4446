//! Keeping: what the clock does by itself, round after round.
//!
//! Plans what is due, makes sessions ahead, seals the audit, sends what waits. Not here: reading a clock.

pub mod one_round;
pub mod send_waiting;

pub use bothy_store::jobs::Queued;
pub use one_round::one_round;
pub use send_waiting::{Courier, Outcome, send_waiting};
