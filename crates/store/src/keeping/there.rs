//! Whether a service is where somebody says it is: asked without making one.

use crate::db::WhereFrom;
use crate::error::StoreError;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use std::str::FromStr as _;

/// What stands in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct There {
    /// The version of its tables.
    pub schema: i64,
}

/// What stands in a place, and nothing where that is no service: no file, no tables, or none with an organisation.
///
/// # Errors
/// The server cannot be reached, or the file is no database.
pub async fn is_there(from: &WhereFrom) -> Result<Option<There>, StoreError> {
    const ASK: &str = "SELECT CAST(MAX(version) AS BIGINT) FROM _sqlx_migrations
                       WHERE EXISTS (SELECT 1 FROM organisation)";
    let answer = match from {
        WhereFrom::File(path) if !path.exists() => return Ok(None),
        WhereFrom::File(path) => {
            let mut file = SqliteConnectOptions::new().filename(path).connect().await?;
            let answer = sqlx::query_scalar::<_, Option<i64>>(ASK).fetch_one(&mut file).await;
            file.close().await?;
            answer
        }
        WhereFrom::Url(url) => {
            let mut server = PgConnectOptions::from_str(url)?.connect().await?;
            let answer = sqlx::query_scalar::<_, Option<i64>>(ASK).fetch_one(&mut server).await;
            server.close().await?;
            answer
        }
    };
    match answer {
        Ok(schema) => Ok(schema.map(|schema| There { schema })),
        Err(sqlx::Error::Database(error)) if no_such_table(error.message()) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn no_such_table(said: &str) -> bool {
    said.contains("_sqlx_migrations") || said.contains("organisation")
}
