//! `bothy backup`: the whole service in one sealed file, while it runs.

use crate::keeping::OfService;
use crate::keeping::carry::as_json;
use crate::keeping::files::Arriving;
use crate::keeping::progress::{Counted, now};
use crate::keys::NewKey;
use crate::serve::say;
use crate::{Failure, clocks::Clocks};
use bothy_actions::Bothy;
use bothy_actions::keeping::back_up;
use bothy_actions::keeping::backup::{Open, key_of_backup};
use bothy_actions::keeping::carry_service::Unfit;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `bothy backup`
#[derive(clap::Args)]
pub struct BackupOptions {
    /// The file to write; an older backup of that name is replaced once the new one is whole.
    file: PathBuf,
    #[command(flatten)]
    of: OfService,
    /// Prints one JSON object about what was written.
    #[arg(long)]
    json: bool,
}

/// `bothy backup FILE`
pub async fn backup(options: BackupOptions) -> Result<(), Failure> {
    let began = now();
    let place = options.of.named().with_service().await?;
    refuse_other_file(&options.file)?;
    let (db, master) = place.open_with_key(NewKey::Make).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default()));
    let (arriving, file) = Arriving::beside(&options.file)?;
    let done = back_up(&bothy, &master, Counted::of(file, "Writing the backup", None)).await;
    bothy.db.close().await;
    let (carried, file) = done?;
    let bytes = file.into_file().metadata().map_err(|error| Failure::from(Unfit::from(error)))?.len();
    arriving.put(&options.file)?;
    let seconds = now().duration_since(began).as_secs_f64();
    if options.json {
        let mut told = as_json(&carried);
        for (name, value) in [
            ("file", serde_json::json!(options.file.display().to_string())),
            ("bytes", serde_json::json!(bytes)),
            ("seconds", serde_json::json!(seconds)),
            ("sealed_by", serde_json::json!(master.fingerprint())),
        ] {
            if let Some(told) = told.as_object_mut() {
                told.insert(name.to_owned(), value);
            }
        }
        say(&told.to_string());
    } else {
        say(&format!(
            "{} rows of {} tables are in {} ({bytes} bytes). It opens only with the master key {}: keep it in another \
             place than that key. Prove it with bothy restore --check {}.",
            carried.rows(),
            carried.tables.len(),
            options.file.display(),
            master.fingerprint(),
            options.file.display()
        ));
    }
    Ok(())
}

/// A backup takes the place of an older one, and of nothing else: not of a database, nor of a key.
fn refuse_other_file(path: &Path) -> Result<(), Failure> {
    let about = match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        about => about.map_err(|error| Failure::from(Unfit::from(error)))?,
    };
    let is_backup = about.is_file() && key_of_backup(&opened(path)).is_ok();
    if is_backup || (about.is_file() && about.len() == 0) {
        return Ok(());
    }
    Err(Failure::Said(format!(
        "{} is there already and is no backup: name another file, nothing was written.",
        path.display()
    )))
}

/// Opens a file from its beginning, as often as it is asked for.
pub fn opened(path: &Path) -> Open {
    let path = path.to_owned();
    Arc::new(move || Ok(Box::new(File::open(&path)?)))
}
