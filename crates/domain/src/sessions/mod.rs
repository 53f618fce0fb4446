//! Sessions: one meeting of a group, with the people, the place and the technology it needs.
//!
//! A series only makes sessions; the session itself is the record (house law 9).
//! Not here: who could hold a seat (`rota`), expanding a rule into days (crate `calendar`).

pub mod recurrence;
