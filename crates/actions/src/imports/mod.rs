//! Imports: somebody's file becomes rows, each imported, waiting for a person, or refused.
//!
//! Reading knows bytes and cells; what a row means is decided in `bothy_domain::imports`.

pub mod reading;
