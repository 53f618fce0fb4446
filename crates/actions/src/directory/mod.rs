//! The directory: other services of the area, kept by coordinators; and signposting, which is telling somebody of one
//! of them (WE14).
//!
//! Not here: bringing a list in from a file (`imports`), handing somebody over to another service (`referrals`).

mod keep_listing;
mod note_signpost;
mod see_directory;
mod see_signposts;

pub use bothy_store::directory::looking::Shelf;
pub use bothy_store::directory::{Listing, Made};
pub use keep_listing::{Change, CheckedNow, add_listing, change_listing};
pub use note_signpost::{NewSignpost, go_on, note_signpost, undo_step};
pub use see_directory::{
    DirectorySeen, ListingSeen, ListingsRead, WhichListing, keeps_directory, list_listings, see_directory, see_listing,
    see_one_listing,
};
pub use see_signposts::see_signposts;

/// Words in addresses that the directory's own pages have.
pub(crate) const KEPT_SLUGS: [&str; 2] = ["signposts", "new"];
