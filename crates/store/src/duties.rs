//! Subjects and duties: the lock, the plan as it is kept, and the lists people work from.

pub mod facts;
pub mod list;
pub mod row;
pub mod subject;

pub use list::{Listed, ended_since, listed};
pub use row::{Found, add, find, in_hands_of, note, of_subject, save};
pub use subject::{
    Locked, Subject, SubjectKind, due, lock, make, next_wake, planned, wake, wake_sessions_of, wake_supporters,
};
