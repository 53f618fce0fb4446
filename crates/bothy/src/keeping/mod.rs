//! Carrying the whole service away and taking it in: `export service`, `import service`.

mod carry;
mod files;

pub use carry::{export, import_service};

use crate::Failure;
use bothy_actions::keeping::carry_service::Unfit;
use bothy_store::WhereFrom;
use std::path::PathBuf;

/// Which service a command works on.
#[derive(Debug, Clone, clap::Args)]
pub struct OfService {
    /// The folder of the embedded database.
    #[arg(long, env = "BOTHY_DATA")]
    pub data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://…
    #[arg(long, env = "BOTHY_DATABASE_URL", conflicts_with = "data")]
    pub database: Option<String>,
}

impl OfService {
    /// The folder beside which things are kept, made if it is not there.
    fn folder(&self) -> Result<PathBuf, Failure> {
        let folder = self.data.clone().unwrap_or_else(|| PathBuf::from("bothy-data"));
        std::fs::create_dir_all(&folder)
            .map_err(|error| Failure::Outside { what: "The folder of --data could not be made", error })?;
        Ok(folder)
    }

    /// The database.
    fn from(&self) -> Result<WhereFrom, Failure> {
        match &self.database {
            Some(url) => Ok(WhereFrom::Url(url.clone())),
            None => Ok(WhereFrom::File(self.folder()?.join("bothy.sqlite"))),
        }
    }
}

/// `bothy export`
#[derive(clap::Args)]
pub struct ExportOptions {
    /// What to write.
    #[arg(value_enum)]
    kind: ExportKind,
    #[command(flatten)]
    of: OfService,
    /// The file to write; without it, everything goes to stdout.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object about what was written.
    #[arg(long, requires = "out")]
    json: bool,
}

/// What can be written so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ExportKind {
    /// Everything, as lines of JSON, which imports into either database. It is not encrypted.
    Service,
}

impl From<Unfit> for Failure {
    fn from(unfit: Unfit) -> Self {
        Self::Said(unfit.to_string())
    }
}
