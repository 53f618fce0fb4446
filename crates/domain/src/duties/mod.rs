//! Duties: what ought to be done, by one owner, by a time, and the rule that says so (law 2).
//!
//! The planner says from facts what is owed; reconciling compares that with the duties kept so far.
//! Uses sessions, safety, supporters and the organisation's policy.
//! What is not here: who may take a duty (access), telling anybody (notices), keeping rows (store).
//! An act that must refuse asks the rule at that moment, never the duty.

pub mod duty;
pub mod plan;
pub mod quality;
pub mod reconcile;
pub mod rule;

pub use duty::{Answer, Duty, DutyRefused, DutyState};
pub use plan::{
    CalendarFacts, Facts, ImportFacts, InUse, NoticeFacts, Occasion, Over, Owed, Owner, PersonFacts, PlaceFacts, Plan,
    SessionsFollow, Worn, plan,
};
pub use quality::Quality;
pub use reconcile::{Change, reconcile};
pub use rule::DutyRule;
