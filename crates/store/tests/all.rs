//! The tests of this crate as one program: linked once, where each file for itself was a program of 180 MB.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may stop at once"
)]

mod every_column_is_declared;
mod tables_of_every_version;
mod words_are_found;
