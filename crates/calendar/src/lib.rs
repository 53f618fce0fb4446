//! Calendars: rules as wall-clock days, days and hours as instants, calendar feeds out and in, dates in words.
//!
//! What is deliberately absent: a clock (every "now" comes in as an argument), the database,
//! and any rule of peer support; those live in `bothy-domain`.

pub mod expand;
pub mod foreign;
pub mod holidays;
pub mod ics;
pub mod rule_text;
pub mod saying;
pub mod zone;
