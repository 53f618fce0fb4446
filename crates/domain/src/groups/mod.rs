//! Groups: a lasting set of members with a purpose, and the kind of door it has.
//!
//! Not here: who is in it (memberships come with a later issue), its agreement.

pub mod kind;
pub mod opening;

pub use kind::GroupKind;
pub use opening::{GroupState, OpenRefused};
