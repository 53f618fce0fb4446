//! The heart of Bothy: every rule of formalised peer support, as pure functions and states.
//!
//! Values in, values out. Time, zones and random bytes come in as arguments.
//! What is deliberately absent: a clock, chance, a database, the network, settings, logging.
#![no_std]

extern crate alloc;

pub mod access;
pub mod audit;
pub mod directory;
pub mod duties;
pub mod groups;
pub mod ids;
pub mod imports;
pub mod keeping;
pub mod organisations;
pub mod places;
pub mod rota;
pub mod safety;
pub mod sessions;
pub mod supporters;
