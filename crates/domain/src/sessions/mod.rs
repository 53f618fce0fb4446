//! Sessions: one meeting of a group, with the people, the place and the technology it needs.
//!
//! A series only makes sessions; the session itself is the record (house law 9).
//! Not here: who could hold a seat (`rota`), expanding a rule into days (crate `calendar`).

pub mod change;
pub mod kept;
pub mod mode;
pub mod readiness;
pub mod recurrence;
pub mod session;
pub mod way_in;

pub use mode::Mode;
pub use session::{SessionRefused, SessionState, Stage, WhyCalledOff};
pub use way_in::LettingIn;
