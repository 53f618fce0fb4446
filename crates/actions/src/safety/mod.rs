//! Safety: a worry reaches two named people in the commit that writes it down (SA4).
//!
//! Uses `duties` for the clock of a worry. Not here: what is decided about it (later).

pub mod acknowledge_concern;
pub mod let_looks_go;
pub mod name_readers;
pub mod raise_concern;
pub mod see_concern;
pub mod see_receipt;

pub use acknowledge_concern::acknowledge_concern;
pub use bothy_store::safety::ConcernRow;
pub use let_looks_go::{LooksNow, let_looks_go};
pub use name_readers::{ReadersRefused, name_readers, name_readers_after};
pub use raise_concern::{RaiseRefused, Raised, Worry, raise_concern, receipt_bytes};
pub use see_concern::{ConcernSeen, see_concern, write_late_looks};
pub use see_receipt::{Receipt, ShownReceipt, read_by, see_receipt};
