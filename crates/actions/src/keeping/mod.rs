//! Keeping: what the clock does by itself, round after round.
//!
//! Plans what is due, makes sessions ahead, seals the audit, sends what waits; carries the whole service away and
//! takes one in, as a sealed backup too; says what is wrong with it. Erases somebody, holds a record, takes out all that is
//! held about somebody, and lets go of what has had its time. Not here: reading a clock, where files stand.

pub mod backup;
pub mod carry_service;
pub mod change_keys;
pub mod change_master;
pub mod doctor;
pub mod erase_person;
pub mod export_person;
pub mod hold_record;
pub mod keep_longer;
pub mod let_go;
pub mod one_round;
pub mod recovery_sheet;
pub mod see_going;
pub mod see_numbers;
pub mod send_waiting;

pub use backup::back_up;
pub use bothy_store::jobs::{Leaves, Queued};
pub use carry_service::{export_service, import_service};
pub use change_keys::change_keys;
pub use change_master::change_master;
pub use erase_person::{Asker, erase_again, erase_person, erased_list};
pub use export_person::{PersonRecord, export_person, see_own_record};
pub use hold_record::{end_hold, hold_record, see_holds};
pub use keep_longer::{KeepingSeen, KeptKind, NewLength, keep_longer, see_keeping};
pub use let_go::let_go;
pub use one_round::one_round;
pub use see_going::{GoingSeen, see_going};
pub use see_numbers::{NumbersSeen, see_numbers};
pub use send_waiting::{Courier, Outcome, send_waiting};
