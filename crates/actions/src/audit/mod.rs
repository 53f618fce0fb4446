//! Audit: who did what, and who looked.
//!
//! Each change and each look at something private is an entry already; here they are read. Not here: what a worry
//! says, and who raised it.

pub mod see_audit;

pub use bothy_store::audit::{AuditAsked, AuditHead, AuditLine, ReasonFound};
pub use see_audit::{AuditSeen, LOOKS, ReasonTold, see_audit};
