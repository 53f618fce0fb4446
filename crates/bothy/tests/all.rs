//! The tests of this crate as one program: linked once, where each file for itself was a program of 180 MB.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may stop at once"
)]

mod at_the_door;
mod backup_and_restore;
mod conformance;
mod demo_starts;
mod doctor_says_what_is_wrong;
mod erased_stay_erased;
mod every_schema_has_its_service;
mod keys_are_kept;
mod logs_are_listed;
mod logs_name_nobody;
mod metrics_name_nobody;
mod own_mail_server;
mod schemas;
mod speaks_tls;
mod tokens_from_the_command_line;
