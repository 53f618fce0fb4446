//! Keeping: a whole service as a file, and back from it, on either database.
//!
//! Works from the tables that the database itself names, so that a table made tomorrow is carried without
//! a line here. Uses nothing of the work: rows are cells of six kinds. Not here: files and their places,
//! encryption, and who may ask for all this.

#[doc(hidden)]
pub mod as_of;
pub mod catalogue;
pub mod cells;
pub mod export;
pub mod fold;
pub mod import;
mod lines;
pub mod numbers;
pub mod soundness;
pub mod there;
pub mod unfit;

pub use catalogue::{Table, schema, tables};
pub use export::{Carried, TableCarried, content, export};
pub use fold::{Folded, fold};
pub use import::{first_with_rows, header_of, import};
pub use lines::Header;
pub use there::{There, is_there};
pub use unfit::Unfit;
