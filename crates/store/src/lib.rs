//! The store: rows and domain values, on two databases with one text of SQL.
//!
//! Uses `domain` for ids and values. What is deliberately absent: any decision. SQL here selects on
//! stored facts; rules are in `domain`, and who may see what comes in as a permit or a scope.

#[macro_use]
mod sql;
pub mod access;
pub mod audit;
pub mod db;
pub mod directory;
pub mod duties;
pub mod error;
pub mod going;
pub mod groups;
pub mod imports;
pub mod jobs;
pub mod keeping;
pub mod making;
pub mod organisations;
pub mod people;
pub mod places;
pub mod policies;
pub mod reach;
pub mod rota;
pub mod safety;
pub mod sealing;
pub mod sender;
pub mod series;
pub mod sessions;
pub mod time;
mod way_in;

pub use audit::{Audit, Entry};
pub use db::{Commit, Db, Tx, WhereFrom, Writing};
pub use error::StoreError;
pub use sealing::MasterKey;
