//! Actions: one file for each thing that a person or the clock can make happen.
//!
//! Load → permit → rule → save → plan → commit with audit and jobs. Pages, the API, the command line
//! and the worker all come through here. Not here: HTTP, SQL text, reading a clock.

pub mod access;
pub mod audit;
pub mod bothy;
pub mod directory;
pub mod duties;
pub mod error;
pub mod groups;
pub mod help;
pub mod imports;
pub mod keeping;
pub mod organisations;
pub mod places;
pub mod rota;
pub mod safety;
pub mod sessions;
pub mod supporters;

pub use bothy::{Bothy, Clock, ServiceTime, WallTime};
pub use error::ActionError;

pub use bothy_store::StoreError;
