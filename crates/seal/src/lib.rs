//! Sealing: words about people rest in the database as something that nobody reads without the key.
//!
//! A field is sealed with a data key of its organisation, and with where it stands (organisation, column,
//! row): put anywhere else it does not open. A data key is wrapped by the master key, which lives in a file
//! outside the data. A blind index finds a sealed field by its exact words. Here are also the recovery sheet
//! of the master key, streams that are sealed whole, and the hashing of passwords and tokens.
//!
//! What is deliberately absent: anything of ours (it knows no people and no tables), a clock, and own
//! ciphers: those are RustCrypto's.

mod chance;
pub mod envelopes;
pub mod field;
pub mod finding;
pub mod keys;
pub mod master_file;
pub mod passwords;
mod sensitive;
pub mod stream;
pub mod succession;
pub mod tokens;

pub use chance::NoChance;
pub use field::{Cell, FieldKey, OpenError};
pub use finding::IndexKey;
pub use keys::{DataKey, MasterKey, Purpose, UnwrapError};
pub use passwords::{PasswordError, Passwords, Verdict};
pub use sensitive::Sensitive;
