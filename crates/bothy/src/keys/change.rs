//! `bothy keys change-master` and `bothy keys forget-old`: another master key, and letting the earlier one go.

use super::commands::opened;
use super::{Place, said};
use crate::Failure;
use crate::serve::say;
use bothy_actions::Bothy;
use bothy_actions::keeping::change_master;
use bothy_actions::keeping::change_master::{ChangeError, KeyFiles, Step, note_forgotten};
use bothy_actions::keeping::recovery_sheet::{SheetStands, stands};
use bothy_seal::master_file;
use bothy_seal::succession::{forget, next_of, olds};
use std::path::PathBuf;

/// Changes the master key; with `until` the first step only makes it.
pub async fn change(place: &Place, until: Step, json: bool) -> Result<(), Failure> {
    let (bothy, _) = opened(place).await?;
    let at = KeyFiles { key: place.key.clone(), data: place.data.clone() };
    let done = change_master(&bothy, &at, until).await;
    bothy.db.close().await;
    let changed = done.map_err(|error| match error {
        ChangeError::File(error) => said(&error),
        ChangeError::Store(error) => Failure::Store(error),
    })?;
    let path = if until == Step::Prepare { next_of(&place.key) } else { place.key.clone() };
    let old = changed.old.as_ref().map(|old| old.display().to_string());
    if json {
        let told = serde_json::json!({
            "file": path.display().to_string(),
            "fingerprint": changed.fingerprint,
            "keys": changed.keys,
            "old": old,
        });
        say(&told.to_string());
    } else if until == Step::Prepare {
        say(&format!(
            "The next master key ({}) waits in {}. Nothing is sealed with it yet. Copy it to the same name on every \
             machine that runs this service, then say bothy keys change-master on one of them.",
            changed.fingerprint,
            path.display()
        ));
    } else {
        say(&format!(
            "The master key was changed: {} ({}). {} data keys are wrapped with it.",
            path.display(),
            changed.fingerprint,
            changed.keys
        ));
        if let Some(old) = old {
            say(&format!(
                "The earlier one is kept in {old}: backups from before open with it. Let it go with bothy keys \
                 forget-old once none of them is kept."
            ));
        }
        say("The recovery sheet that was printed does not bring the new key back: print one with bothy keys sheet. \
             Every other machine that runs this service needs the new file too.");
    }
    Ok(())
}

/// Lets the files of earlier master keys go.
pub async fn forget_old(place: &Place, json: bool) -> Result<(), Failure> {
    let (bothy, _) = opened(place).await?;
    let done = forgotten(&bothy, place).await;
    bothy.db.close().await;
    let gone: Vec<String> = done?.iter().map(|path| path.display().to_string()).collect();
    if json {
        say(&serde_json::json!({ "gone": gone }).to_string());
    } else if gone.is_empty() {
        say("No file of an earlier master key is kept here.");
    } else {
        say(&format!(
            "Gone: {}. Backups from before the change open only with a recovery sheet of that key now.",
            gone.join(", ")
        ));
    }
    Ok(())
}

async fn forgotten(bothy: &Bothy, place: &Place) -> Result<Vec<PathBuf>, Failure> {
    let here = master_file::read(&place.key, place.data.as_deref()).map_err(|error| said(&error))?;
    let in_use = bothy_store::sealing::sealed_by(&place.from).await?;
    if in_use.is_some_and(|in_use| in_use != here.fingerprint()) {
        return Err(Failure::Said(format!(
            "This service is not sealed with the key at {}: say bothy keys change-master first. Nothing was let go.",
            place.key.display()
        )));
    }
    if stands(bothy).await? != SheetStands::Confirmed {
        return Err(Failure::Said(String::from(
            "Nobody has confirmed a recovery sheet of the new master key: print one with bothy keys sheet, say so with \
             bothy keys confirm, then let the earlier key go. Nothing was let go.",
        )));
    }
    let mut gone = Vec::new();
    for (path, fingerprint) in olds(&place.key).map_err(|error| said(&error))? {
        // Never the key in use, whatever its file is called.
        if fingerprint == here.fingerprint() {
            continue;
        }
        note_forgotten(bothy, fingerprint).await?;
        forget(&path).map_err(|error| said(&error))?;
        gone.push(path);
    }
    Ok(gone)
}
