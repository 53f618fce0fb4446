//! Safety: a worry reaches a person (SA4). The full path of a concern comes in a later issue.

pub mod concern;
pub mod receipt;

pub use concern::{About, Concern, ConcernRefused, ConcernState, Danger};
