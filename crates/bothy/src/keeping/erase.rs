//! `bothy erase`: somebody is erased by whoever runs the program, such as a member, who has no page.

use crate::Failure;
use crate::clocks::Clocks;
use crate::keeping::OfService;
use crate::keeping::erased::keep_list;
use crate::keeping::person::{number, whose};
use crate::keys::NewKey;
use crate::serve::say;
use bothy_actions::keeping::{Asker, erase_person};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::ids::ActId;
use std::sync::Arc;

/// `bothy erase`
#[derive(clap::Args)]
pub struct EraseOptions {
    /// Their number, person_…
    id: String,
    /// Why; it stands in the audit. Leave out their name.
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    of: OfService,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// `bothy erase ID`
pub async fn erase(options: EraseOptions) -> Result<(), Failure> {
    let id = number(&options.id)?;
    let place = options.of.named().with_service().await?;
    let bothy = Bothy::new(place.open(NewKey::Make).await?, Arc::new(Clocks::default()));
    let nobody = || Failure::Said(format!("There is nobody {id} here."));
    let erased = match whose(&bothy.db, id).await? {
        None => Err(nobody()),
        Some(organisation) => {
            let act = ActId::new(uuid::Uuid::now_v7());
            let asker = Asker::Operator(organisation);
            erase_person(&bothy, asker, act, id, &options.reason).await.map_err(|error| match error {
                ActionError::Rule(refused) => Failure::Said(format!("Nobody was erased: {refused}.")),
                ActionError::Store(error) => Failure::Store(error),
                ActionError::NotFound | ActionError::SentBefore { .. } | ActionError::Stale => nobody(),
            })
        }
    };
    let kept = match (&erased, &place.data) {
        (Ok(()), Some(data)) => keep_list(&bothy, data).await,
        _ => Ok(()),
    };
    bothy.db.close().await;
    erased.and(kept)?;
    if options.json {
        say(&serde_json::json!({ "erased": id.to_string() }).to_string());
    } else {
        say(&format!("{id} is erased. Backups from before still hold them until they are gone, too."));
    }
    Ok(())
}
