//! Directory: other services of the area, which are not ours, with where that is known from and when it was last
//! checked; and signposting, which is telling somebody of one of them (WE14).
//!
//! A listing is never a tenant and never a referral: nothing is handed over. Of the person who was told nothing is
//! taken at all. Not here: bringing listings in from a file (`imports`), words.

mod counting;
mod listing;
mod signpost;

pub use counting::Counted;
pub use listing::{
    LONGEST_LINE, LONGEST_TEXT, LastChecked, ListingField, ListingRefused, ListingWords, check_after_correction,
    last_checked, number_to_ring, website,
};
pub use signpost::{
    Counts, FEWEST_SHOWN, Figure, Reads, Signpost, SignpostRefused, SignpostState, Step, StepBack, may_be_noted,
};
