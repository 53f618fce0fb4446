//! Going: what is held about one person, taken out for them, erased with them, or removed in its time.
//!
//! Works from the two lists beside the migrations: `columns.toml` says what every column is, `retention.toml` how
//! long each kind of record is kept. What is deliberately absent: who may ask for it, and when it must wait.

pub mod around;
pub mod declared;
pub mod erased;
#[doc(hidden)]
pub mod for_test;
pub mod holds;
mod labels;
pub mod longer;
pub mod record;
pub mod retention;

pub use declared::{About, Declared, DeclaredColumn, DeclaredTable, End, Erased, Kept, Says, declared};
pub use erased::{ErasedPerson, all_erased, erase_rows, erased_in, is_erased, remember_erased, to_be_erased};
pub use holds::{Held, Hold, HoldId, end_hold, held_now, hold, holds_on};
pub use longer::{Longer, all_longer, keep_as_suggested, keep_longer, longer_of};
pub use record::{RecordPart, RecordRow, record_of};
pub use retention::{Removed, classes, is_due, overdue_people, remove_slice};
