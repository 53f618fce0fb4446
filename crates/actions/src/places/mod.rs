//! Places from the inside: what each is like, when that was last checked, and writing it down.
//!
//! Not here: bringing places in from a file (`imports`), what everybody sees of one (`groups`).

pub mod edit_place;
pub mod see_places;

pub use bothy_store::places::{Fact, Hall, Place};
pub use edit_place::{FactsRefused, edit_place};
pub use see_places::{PlaceSeen, see_place, see_places};
