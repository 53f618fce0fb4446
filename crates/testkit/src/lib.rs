//! What tests share: a real service on either database, a clock that is moved by hand, and people to act.
//!
//! No mocks: SQLite is a file in a temporary folder, PostgreSQL a database of its own on the server that
//! `cargo xtask test` starts. `BOTHY_TEST_DATABASES` says which run (`sqlite`, `postgres` or both).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at once"
)]

mod build;
mod meeting;
pub mod provider;
mod service;
mod shown;

pub use build::{Build, SessionPlan, tuesday_evening};
pub use meeting::Meeting;
pub use service::{MovingClock, Service, on_postgres, on_sqlite, polled, test_key};

/// A picture of one grey dot, as a PNG.
pub const A_DOT: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];

/// Writes each sentence twice, once for each database.
///
/// ```text
/// on_both! {
///     async fn the_first_yes_has_the_seat(service: Service) { … }
/// }
/// ```
#[macro_export]
macro_rules! on_both {
    ($(async fn $name:ident($service:ident: Service) $body:block)*) => {
        mod sqlite {
            use super::*;
            $(
                #[test]
                fn $name() {
                    $crate::on_sqlite(|$service: $crate::Service| async move $body);
                }
            )*
        }
        mod postgres {
            use super::*;
            $(
                #[test]
                fn $name() {
                    $crate::on_postgres(|$service: $crate::Service| async move $body);
                }
            )*
        }
    };
}
