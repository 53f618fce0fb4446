//! The pages for everybody: what is on, whom to ring, when we are here, a worry in three taps.

mod chosen;
mod concern;
mod events;
mod find;
mod groups;
mod help;
pub mod language;
mod lines;
mod plain;
mod prints;
mod reach;

pub(crate) use chosen::kinds;
pub use concern::{concern_about, concern_danger, concern_receipt, concern_say, concern_send};
pub use find::groups;
pub(crate) use find::kind_key;
pub(crate) use groups::kind_about;
pub use groups::{front, group};
pub use help::help;
pub(crate) use lines::mode_key;
pub use plain::{accessibility, leave, left, privacy, sign_out};
pub use prints::{cards, poster};
pub use reach::reach;
