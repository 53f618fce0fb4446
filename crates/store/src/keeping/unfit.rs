//! Why a file is not taken in.

use crate::error::{FromStore, StoreError};
use bothy_seal::stream::StreamError;

/// A file that is not taken in, and what to do; nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// It does not begin as an export does.
    #[error("This file is not an export of a service: name one that `bothy export service` or `bothy backup` made.")]
    NotOurs,
    /// It was made by a newer program.
    #[error(
        "This file was written by a newer Bothy (its tables are version {theirs}, this program knows {ours}): \
         use that program or a newer one."
    )]
    Newer {
        /// The version of its tables.
        theirs: i64,
        /// The newest that this program knows.
        ours: i64,
    },
    /// The tables here are of another version.
    #[error(
        "The table “{table}” of this file does not fit the database: take an empty folder or a database \
         without tables, so that they can be made as they were."
    )]
    OtherTables {
        /// The first that differs.
        table: String,
    },
    /// There is a service already.
    #[error("There is a service here already (its table “{table}” holds rows): name an empty folder or database.")]
    NotEmpty {
        /// The first that holds rows.
        table: String,
    },
    /// It ends too early.
    #[error("This file ends too early, after line {line}: it was cut off, so take another copy.")]
    Cut {
        /// The last line that is there.
        line: u64,
    },
    /// It is not as it was written.
    #[error("This file is not as it was written (line {line}): it was damaged or changed, so take another copy.")]
    Changed {
        /// The first line that shows it.
        line: u64,
    },
    /// What stands in the database is not what stood in the file.
    #[error("The table “{table}” did not come out as it stands in the file: nothing was written.")]
    NotEqual {
        /// Which.
        table: String,
    },
    /// A column of a kind that cannot be carried.
    #[error("The column “{column}” of “{table}” is of a kind that an export does not know: it needs a line in Bothy.")]
    Kind {
        /// Which table.
        table: String,
        /// Which column.
        column: String,
    },
    /// The audit in it does not stand.
    #[error("The audit in this file is broken at entry {number}: it was changed after it was written.")]
    Audit {
        /// The first entry that does not stand.
        number: i64,
    },
    /// What is sealed in it opens with another master key.
    #[error(
        "The service in this file is sealed with the master key {sealed_by}, and the key here is {have}: say where that \
         one is with --master-key. Nothing was written."
    )]
    OtherKey {
        /// The short name of the key that is needed.
        sealed_by: String,
        /// The short name of the key at hand.
        have: String,
    },
    /// One of its data keys does not unwrap, though this is its master key.
    #[error("A key in this file was changed, and what it sealed cannot be read: take another copy.")]
    BrokenKey,
    /// It is no backup.
    #[error("This file is no backup of a service: name one that `bothy backup` made.")]
    NoBackup,
    /// A backup that was damaged, cut off or changed.
    #[error(
        "This backup is not as it was written (piece {piece}): it was damaged, cut off or changed. Nothing was loaded; \
         take another copy."
    )]
    BackupBroken {
        /// The first piece that shows it.
        piece: u64,
    },
    /// Reading or writing a file.
    #[error("The file cannot be read or written to its end ({0}).")]
    File(std::io::Error),
    /// The database.
    #[error("The database did not take it: {0}.")]
    Store(#[from] StoreError),
}

impl From<std::io::Error> for Unfit {
    fn from(error: std::io::Error) -> Self {
        match StreamError::within(&error) {
            Some(StreamError::NotOurs) => Self::NoBackup,
            Some(StreamError::OtherMaster { sealed_by, have }) => {
                Self::OtherKey { sealed_by: sealed_by.clone(), have: have.clone() }
            }
            Some(StreamError::Broken { piece }) => Self::BackupBroken { piece: *piece },
            None => Self::File(error),
        }
    }
}

impl FromStore for Unfit {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}
