//! Groups: a lasting set of members with a purpose, and the kind of door it has.
//!
//! Not here: who is in it (memberships come with a later issue), its agreement.

pub mod course;
pub mod find;
pub mod kind;
pub mod opening;
pub mod own_facts;
pub mod questions;
pub mod sought;

pub use course::CoursePart;
pub use kind::GroupKind;
pub use opening::{GroupState, OpenRefused};
pub use own_facts::{OwnFact, OwnFacts};
pub use questions::Question;
pub use sought::Sought;
