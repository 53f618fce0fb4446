//! Groups as everybody may see them: what is on, one group with its next sessions.
//!
//! Uses `sessions` and readiness for whether each will run. Not here: joining (later).

pub mod see_groups;

pub use bothy_store::groups::Group;
pub use bothy_store::places::{Fact, Place};
pub use bothy_store::sessions::Session;
pub use see_groups::{Coming, GroupSeen, WhatIsOn, see_group, see_what_is_on};
