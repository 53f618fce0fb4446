//! Supporters and everybody else who helps: what they have shown, and what runs out.
//!
//! Uses `access` for who may see whom and `duties` for what is owed. A member's hat is never read here, and nothing
//! of what a certificate, a reference or a supervision says. Not here: inviting somebody (`access`), seats (`rota`).

pub mod record_shown;
pub mod see_helper;
pub mod see_helpers;
pub mod take_off_record;
mod with_helper;

pub use bothy_store::people::{Helper, Written};
pub use record_shown::record_shown;
pub use see_helper::{HelperSeen, MayRecord, see_helper};
pub use see_helpers::{HelperLine, Helpers, see_helpers};
pub use take_off_record::take_off_record;
