//! Organisations: the days on which they are closed.
//!
//! Uses `sessions::series` for what a closed day calls off. Not here: making an organisation.

pub mod closed_days;

pub use closed_days::{ClosedRefused, close_days, keep_bank_holidays};
