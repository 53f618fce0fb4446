//! Imports: somebody's file becomes rows, each imported, waiting for a person, or refused.
//!
//! Reading knows bytes and cells; what a row means is decided in `bothy_domain::imports`. A group that is read
//! in is being prepared, and nobody has looked at it: it is not public and has no sessions until a person has. A
//! listing of another service is shown at once, as copied and not checked.
//! Not here: opening a group, its seats and checks; a person says those.

mod calendar;
mod import_file;
mod let_in;
mod making;
mod making_events;
pub mod reading;
mod said;
mod see_imports;
mod undo_import;

pub use bothy_store::imports::{ImportKind, RowState, Thing};
pub use calendar::import_calendar;
pub use import_file::{
    DryRun, ImportItem, ImportRefused, ImportReport, NewImport, import_file, import_list, import_services,
};
pub use let_in::{RowRefused, let_in, looked_at, refuse_row};
pub(crate) use making::{free_slug, taken_slugs};
pub use reading::known_lists::ListOrigin;
pub use reading::services::ServiceForm;
pub use said::Understood;
pub use see_imports::{RowSeen, RunSeen, see_import_run, see_imports};
pub use undo_import::{KeptWhy, Undone, undo_import};
