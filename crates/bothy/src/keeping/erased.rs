//! The list of those who were erased: written beside the data, so that an older backup does not bring them back.

use crate::Failure;
use crate::clocks::Clocks;
use crate::keeping::ExportOptions;
use crate::keeping::files::Arriving;
use crate::keys::{NewKey, Place, beside};
use crate::serve::say;
use bothy_actions::Bothy;
use bothy_actions::keeping::erased_list;
use bothy_store::going::ErasedPerson;
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One line of the list.
#[derive(Serialize, Deserialize)]
struct Line {
    organisation: String,
    person: String,
    at: String,
}

impl Line {
    fn of(one: &ErasedPerson) -> Self {
        Self { organisation: one.organisation.to_string(), person: one.person.to_string(), at: one.at.to_string() }
    }

    fn read(line: &str) -> Option<ErasedPerson> {
        let line: Self = serde_json::from_str(line).ok()?;
        Some(ErasedPerson {
            organisation: line.organisation.parse().ok()?,
            person: line.person.parse().ok()?,
            at: line.at.parse().ok()?,
        })
    }
}

fn as_text(list: &[ErasedPerson]) -> String {
    let lines = list.iter().filter_map(|one| serde_json::to_string(&Line::of(one)).ok());
    lines.map(|line| line + "\n").collect()
}

/// `bothy export erased`
pub async fn list(options: ExportOptions) -> Result<(), Failure> {
    let place = options.of.named().with_service().await?;
    let bothy = Bothy::new(place.open(NewKey::Make).await?, Arc::new(Clocks::default()));
    let list = erased_list(&bothy).await;
    bothy.db.close().await;
    let list = list?;
    match options.out {
        None => say(as_text(&list).trim_end()),
        Some(file) => {
            put(&file, &list)?;
            say(&format!("The numbers of {} people who were erased are in {}.", list.len(), file.display()));
        }
    }
    Ok(())
}

fn put(file: &Path, list: &[ErasedPerson]) -> Result<(), Failure> {
    let (arriving, mut paper) = Arriving::beside(file)?;
    paper
        .write_all(as_text(list).as_bytes())
        .map_err(|error| Failure::Outside { what: "The list could not be written", error })?;
    arriving.put(file)
}

/// Reads a list, whole or not at all.
pub fn read(file: &Path) -> Result<Vec<ErasedPerson>, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::Said(format!("{} cannot be opened: {error}.", file.display())))?;
    let line = |(number, line): (usize, &str)| {
        Line::read(line).ok_or_else(|| {
            Failure::Said(format!(
                "Line {} of {} is none of a list of those who were erased: take the one that bothy export erased wrote.",
                number + 1,
                file.display()
            ))
        })
    };
    text.lines().enumerate().map(line).collect()
}

/// Where the list of an embedded service lies: beside its data, never in it, so that it outlives the folder.
pub fn beside_data(data: &Path) -> PathBuf {
    beside(data, "erased")
}

/// Writes the list beside the data where it is not as it should be. Those of an older list that this service does
/// not know are kept.
pub async fn keep_list(bothy: &Bothy, data: &Path) -> Result<(), Failure> {
    let file = beside_data(data);
    let mut list = erased_list(bothy).await?;
    let before = if file.exists() { read(&file)? } else { Vec::new() };
    let know = |one: &ErasedPerson, all: &[ErasedPerson]| {
        all.iter().any(|other| (other.organisation, other.person) == (one.organisation, one.person))
    };
    if list.iter().all(|one| know(one, &before)) {
        return Ok(());
    }
    let older: Vec<_> = before.into_iter().filter(|one| !know(one, &list)).collect();
    list.extend(older);
    list.sort_by_key(|one| (one.at, one.person));
    put(&file, &list)
}

/// Everybody of whom it is known here that they were erased: in a list that was named, in the one beside the data, and
/// in the service that is there. The second part says whether that service could be asked.
pub async fn known_erased(place: &Place, named: Option<&Path>) -> Result<(Vec<ErasedPerson>, Asked), Failure> {
    let mut all = named.map_or_else(|| Ok(Vec::new()), read)?;
    if let Some(file) = place.data.as_deref().map(beside_data)
        && file.exists()
    {
        all.extend(read(&file)?);
    }
    let asked = match bothy_store::going::erased_in(&place.from).await {
        Ok(found) => {
            all.extend(found);
            Asked::Yes
        }
        Err(error) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "the service that is there could not be asked");
            Asked::No
        }
    };
    all.sort_by_key(|one| (one.organisation, one.person, one.at));
    all.dedup_by_key(|one| (one.organisation, one.person));
    Ok((all, asked))
}

/// Whether the service that is there could be asked whom it erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It was, or there is none.
    Yes,
    /// It is damaged.
    No,
}
