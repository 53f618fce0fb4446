//! Time as it is stored: instants as microseconds, days and hours as text that sorts.

use crate::error::StoreError;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// An instant as the databases keep it.
pub fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// An instant as it comes back.
///
/// # Errors
/// A number outside the years that are known.
pub fn instant(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| StoreError::Unknown { column: "instant" })
}

/// An instant that may be missing.
///
/// # Errors
/// As [`instant`].
pub fn maybe(micros: Option<i64>) -> Result<Option<Timestamp>, StoreError> {
    micros.map(instant).transpose()
}

/// A day as it comes back.
///
/// # Errors
/// Text that is no day.
pub fn day(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| StoreError::Unknown { column: "day" })
}

/// An hour of the wall clock as it is stored: `19:00`.
pub fn hour_text(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// An hour of the wall clock as it comes back.
///
/// # Errors
/// Text that is no hour.
pub fn hour(text: &str) -> Result<Time, StoreError> {
    text.parse().map_err(|_| StoreError::Unknown { column: "hour" })
}
