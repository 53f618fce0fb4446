//! `bothy export person`: all that is held about one person, to hand to them.

use crate::Failure;
use crate::clocks::Clocks;
use crate::keeping::ExportOptions;
use crate::keeping::files::Arriving;
use crate::keys::NewKey;
use crate::serve::say;
use bothy_actions::keeping::{Asker, PersonRecord, export_person};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_store::{Db, StoreError, organisations, people};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

/// `bothy export person ID`
pub async fn person(options: ExportOptions) -> Result<(), Failure> {
    let asked = options.id.unwrap_or_default();
    let id = number(&asked)?;
    let place = options.of.named().with_service().await?;
    let db = place.open(NewKey::Make).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default()));
    let nobody = || Failure::Said(format!("There is nobody {asked} here, or they were erased."));
    let found = match whose(&bothy.db, id).await? {
        Some(organisation) => {
            let reason = options.reason.unwrap_or_default();
            export_person(&bothy, Asker::Operator(organisation), id, &reason).await.map_err(|error| match error {
                ActionError::Rule(refused) => Failure::Said(format!("Nothing was taken out: {refused} (--reason).")),
                ActionError::Store(error) => Failure::Store(error),
                ActionError::NotFound | ActionError::SentBefore { .. } | ActionError::Stale => nobody(),
            })
        }
        None => Err(nobody()),
    };
    bothy.db.close().await;
    let record = found?;
    let text = if options.json { record.as_json().to_string() } else { as_text(&record) };
    match options.out {
        None => say(text.trim_end()),
        Some(file) => {
            let (arriving, mut paper) = Arriving::beside(&file)?;
            paper
                .write_all(text.as_bytes())
                .map_err(|error| Failure::Outside { what: "The file could not be written", error })?;
            arriving.put(&file)?;
            say(&format!("All that is held about them is in {}. Hand it to nobody else.", file.display()));
        }
    }
    Ok(())
}

/// The number of a person, as it was typed.
pub fn number(asked: &str) -> Result<PersonId, Failure> {
    asked.parse().map_err(|_| {
        Failure::Said(format!(
            "{asked} is not the number of a person: it is written person_ and 32 letters and digits."
        ))
    })
}

/// The organisation that knows this person.
pub async fn whose(db: &Db, person: PersonId) -> Result<Option<OrganisationId>, StoreError> {
    db.snapshot("whose_person", person, |tx, person| {
        Box::pin(async move {
            for one in organisations::all(tx).await? {
                if people::find(tx, one.id, *person).await?.is_some() {
                    return Ok(Some(one.id));
                }
            }
            Ok::<_, StoreError>(None)
        })
    })
    .await
}

fn as_text(record: &PersonRecord) -> String {
    let mut text = format!("What {} holds about {}, as of {}\n", record.organisation, record.person, record.at);
    for part in &record.parts {
        let _ = write!(text, "\n{}\n", part.heading);
        for row in &part.rows {
            let cells: Vec<String> = row.iter().map(|(heading, said)| format!("{heading}: {said}")).collect();
            let _ = writeln!(text, "  {}", cells.join("; "));
        }
    }
    text
}
