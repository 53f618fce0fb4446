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
    /// A stored value is not one that the program knows.
    #[error("a stored {column} is not one that this program knows")]
    Unknown {
        /// Which column.
        column: &'static str,
    },
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
                matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "517"))
            }
            Self::Database(_) | Self::Migration(_) | Self::Unknown { .. } | Self::Stopped => false,
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
