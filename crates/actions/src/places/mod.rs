//! Places from the inside: what each is like, how it is run, when that was last checked, and writing it down.
//!
//! Not here: bringing places in from a file (`imports`), what everybody sees of one (`groups`).

pub mod add_place;
pub mod edit_hall;
pub mod edit_place;
pub mod edit_running;
pub mod postcodes;
pub mod put_picture;
mod reading_pictures;
pub mod running;
pub mod see_places;
mod with_place;

pub use add_place::add_place;
pub use bothy_store::places::{Alarm, Checked, Fact, Hall, Picture, Place};
pub use edit_hall::{HallChange, HallRefused, HallWords, edit_hall};
pub use edit_place::{FactsRefused, edit_place};
pub use edit_running::{edit_route, edit_running};
pub use put_picture::{LARGEST_PICTURE, NotAPicture, PictureRefused, put_picture, remove_picture, see_picture};
pub use running::{Opening, PlaceField, PlaceName, PlaceRefused, RouteWords, RunningWords};
pub use see_places::{MayEdit, PlaceListed, PlaceSeen, PlacesSeen, see_place, see_places};
