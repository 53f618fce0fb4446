//! Carrying the whole service away and taking it in: `export service`, `import service`, `backup`, `restore`; and looking
//! over it: `doctor`.

mod backup;
mod carry;
mod doctor;
mod erase;
mod erased;
mod feed;
mod files;
mod person;
mod progress;
mod restore;

pub use backup::{BackupOptions, backup};
pub use carry::{export, import_service};
pub use doctor::{DoctorOptions, doctor};
pub use erase::{EraseOptions, erase};
pub use erased::keep_list;
pub use restore::{RestoreOptions, restore};

use crate::Failure;
use crate::keys::{KeyAt, Place};
use bothy_actions::keeping::carry_service::Unfit;
use std::path::PathBuf;

/// Lets whoever looks at a page of the running service go first: a backup can wait, they should not. Said before other
/// threads are there; where the system knows no such thing, all are equal.
pub fn step_aside() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}

/// Which service a command works on.
#[derive(Debug, Clone, clap::Args)]
pub struct OfService {
    /// The folder of the embedded database.
    #[arg(long, env = "BOTHY_DATA")]
    pub data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://…
    #[arg(long, env = "BOTHY_DATABASE_URL", conflicts_with = "data")]
    pub database: Option<String>,
    #[command(flatten)]
    pub key: KeyAt,
}

impl OfService {
    /// Where it is to be, and its key.
    fn place(&self) -> Result<Place, Failure> {
        Place::of(self.data.clone(), self.database.clone(), &self.key, "bothy-data")
    }

    /// Where it is said to be, and its key: nothing is made.
    fn named(&self) -> Place {
        Place::named(self.data.clone(), self.database.clone(), &self.key, "bothy-data")
    }
}

/// `bothy export`
#[derive(clap::Args)]
pub struct ExportOptions {
    /// What to write.
    #[arg(value_enum)]
    kind: ExportKind,
    /// For a person: their number, person_…
    #[arg(required_if_eq("kind", "person"))]
    id: Option<String>,
    /// For a person: why; it stands in the audit.
    #[arg(long, required_if_eq("kind", "person"))]
    reason: Option<String>,
    #[command(flatten)]
    of: OfService,
    /// For the services of an organisation: which, by its word in addresses.
    #[arg(long, env = "BOTHY_ORGANISATION")]
    organisation: Option<String>,
    /// For the services of an organisation: the address by which people open its pages, for the links to them.
    #[arg(long, env = "BOTHY_ADDRESS")]
    address: Option<String>,
    /// The file to write; without it, everything goes to stdout.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object: about what was written, or what is held about a person.
    #[arg(long)]
    json: bool,
}

/// What can be written so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ExportKind {
    /// Everything, as lines of JSON, which imports into either database. What is sealed stays sealed, the rest does not.
    Service,
    /// All that is held about one person, opened, to hand to them.
    Person,
    /// The numbers of everybody who was erased, for a restore on another machine.
    Erased,
    /// What everybody may see of our groups, for directories elsewhere: Open Referral UK 3.0, a service a line.
    Oruk,
    /// The sessions of all groups that everybody may see, for half a year, as one calendar.
    Ics,
}

impl From<Unfit> for Failure {
    fn from(unfit: Unfit) -> Self {
        Self::Said(unfit.to_string())
    }
}
