//! Safety: a worry reaches two named people in the commit that writes it down (SA4).
//!
//! Uses `duties` for the clock of a worry. Not here: what is decided about it (later).

pub mod raise_concern;
pub mod see_receipt;

pub use raise_concern::{RaiseRefused, Raised, Worry, raise_concern};
pub use see_receipt::{Receipt, see_receipt};
