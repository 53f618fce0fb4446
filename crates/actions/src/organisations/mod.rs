//! Organisations: their settings, and the days on which they are closed.
//!
//! Uses `sessions::series` for what a closed day calls off. Not here: making an organisation.

pub mod ask_of_all;
pub mod closed_days;
pub mod open_day;
pub mod own_sender;
pub mod see_settings;
pub mod try_letters;

pub use ask_of_all::{AskRefused, ask_of_all};
pub use closed_days::{ClosedRefused, close_days, keep_bank_holidays};
pub use open_day::open_day;
pub use own_sender::{NewSender, SeenSender, SenderNotKept, put_sender, see_sender, sender_of, take_sender_away};
pub use see_settings::{Settings, see_settings};
pub use try_letters::try_letters;
