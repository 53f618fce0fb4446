//! What can go wrong between a rule and a row.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database answered with an error.
    #[error("the database did not do what it was asked")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("the tables could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A newer program made the tables.
    #[error("its tables are version {theirs}, made by a newer Bothy, and this program knows {ours}")]
    Newer {
        /// The version of the tables that are there.
        theirs: i64,
        /// The newest that this program knows.
        ours: i64,
    },
    /// A stored value is not one that the program knows.
    #[error("a stored {column} is not one that this program knows")]
    Unknown {
        /// Which column.
        column: &'static str,
    },
    /// A sealed field does not open.
    #[error("what is sealed in {column} does not open")]
    Sealed {
        /// Which column.
        column: &'static str,
        /// Why.
        source: bothy_seal::OpenError,
    },
    /// A data key does not unwrap: most often this is not the master key of this service.
    #[error("the keys of this service do not open")]
    Key(#[source] bothy_seal::UnwrapError),
    /// A data key went while it was looked for; the work, run again, finds the new one.
    #[error("a data key is not there")]
    KeyGone,
    /// The machine gave no random bytes.
    #[error("the machine gave no random bytes")]
    NoChance,
    /// The work ended without an answer.
    #[error("the work ended without an answer")]
    Stopped,
}

impl StoreError {
    /// Whether the same work, run again, may succeed: two writers met, and one had to give way.
    pub fn gave_way(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                // PostgreSQL: serialisation failure, deadlock. SQLite: busy, busy snapshot.
                // And the same act sent twice at once: the second then finds what the first has done.
                matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "517"))
                    || (error.is_unique_violation() && error.table() == Some("act_key"))
                    // Two worries told at once that drew the same receipt: the second then sees it and draws another.
                    || error.constraint() == Some("concern_organisation_id_receipt_key")
            }
            Self::KeyGone => true,
            // Two programs that bring the same file up to date.
            Self::Migration(
                sqlx::migrate::MigrateError::Execute(error) | sqlx::migrate::MigrateError::ExecuteMigration(error, _),
            ) => matches!(error, sqlx::Error::Database(error) if matches!(error.code().as_deref(), Some("5" | "517"))),
            Self::Database(_)
            | Self::Migration(_)
            | Self::Newer { .. }
            | Self::Unknown { .. }
            | Self::Sealed { .. }
            | Self::Key(_)
            | Self::NoChance
            | Self::Stopped => false,
        }
    }

    /// Whether a rule of the database itself refused the row: somebody else was first.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

/// An error of an act that may hold an error of the store.
pub trait FromStore: From<StoreError> {
    /// The store's error inside, if that is what went wrong.
    fn store(&self) -> Option<&StoreError>;
}

impl FromStore for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}
