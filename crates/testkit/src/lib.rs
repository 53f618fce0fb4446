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
mod service;

pub use build::{Build, SessionPlan, tuesday_evening};
pub use service::{MovingClock, Service, on_postgres, on_sqlite, polled};

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
