//! Keeping: what the clock does by itself, round after round.
//!
//! Plans what is due, makes sessions ahead, seals the audit, sends what waits; carries the whole service away and
//! takes one in, as a sealed backup too; says what is wrong with it. Not here: reading a clock, where files stand.

pub mod backup;
pub mod carry_service;
pub mod change_keys;
pub mod doctor;
pub mod one_round;
pub mod recovery_sheet;
pub mod send_waiting;

pub use backup::back_up;
pub use bothy_store::jobs::Queued;
pub use carry_service::{export_service, import_service};
pub use change_keys::change_keys;
pub use one_round::one_round;
pub use send_waiting::{Courier, Outcome, send_waiting};
