//! Places: what somebody needs to know before they set out, each fact with the day it was last checked (WE2).
//!
//! A place is a building with halls, or the route of a walk.
//! Not here: sealing of what is written of the alarm (the store's work, later).

pub mod distance;
pub mod facts;
pub mod keys;
pub mod near;
pub mod routes;

pub use distance::metres_between;
pub use facts::{FactKind, Says, needs_another_look, wants_a_look_on};
pub use keys::{Keys, KeysRefused, may_hold_a_key};
pub use near::{NearSaid, Start, StartKind};
pub use routes::{PlaceKind, kilometres, metres_of, tenths_of_a_mile};
