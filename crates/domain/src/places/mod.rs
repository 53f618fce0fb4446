//! Places: what somebody needs to know before they set out, each fact with the day it was last checked (WE2).
//!
//! Not here: sealing of alarm codes (later; the field is not offered until it can be sealed).

pub mod facts;

pub use facts::{FactKind, Says, needs_another_look};
