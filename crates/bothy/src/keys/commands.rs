//! `bothy keys`: a new master key, its recovery sheet, and changing the data keys while the service runs.

use super::change::{change, forget_old};
use super::{KeyAt, NewKey, Place, said};
use crate::Failure;
use crate::clocks::Clocks;
use crate::serve::say;
use bothy_actions::Bothy;
use bothy_actions::keeping::change_keys;
use bothy_actions::keeping::change_master::Step;
use bothy_actions::keeping::recovery_sheet::{note_confirmed, note_printed};
use bothy_seal::envelopes::{Envelope, GROUPS, Sheet, Which};
use bothy_seal::{MasterKey, master_file};
use bothy_store::{StoreError, organisations};
use rand::seq::index::sample;
use std::path::PathBuf;
use std::sync::Arc;

/// Which service, and what to do with its keys.
#[derive(clap::Args)]
pub struct KeysOptions {
    /// The folder of the embedded database.
    #[arg(long, env = "BOTHY_DATA", global = true)]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://…
    #[arg(long, env = "BOTHY_DATABASE_URL", global = true)]
    database: Option<String>,
    /// The file of the master key; by default beside the data folder, with its name and .key
    #[arg(long, env = "BOTHY_MASTER_KEY_FILE", value_name = "FILE", global = true)]
    master_key: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, clap::Subcommand)]
enum What {
    /// Makes a master key in a new file, for a service that has none yet.
    New,
    /// Prints the recovery sheet: two envelopes for two people, who together can bring the master key back.
    Sheet,
    /// Asks for three groups of each envelope, typed back, one a line: then the sheet counts.
    Confirm {
        /// The number of the sheet.
        sheet: String,
    },
    /// Brings the master key back from both envelopes, typed in, into a new file.
    Restore,
    /// Changes the key that seals each organisation's words, while the service runs.
    Rotate,
    /// Changes the master key itself, while the service runs or is stopped. The earlier one is kept beside it.
    ChangeMaster {
        /// Only makes the new key, to be copied to every machine first; the service goes on with the one it has.
        #[arg(long)]
        prepare: bool,
    },
    /// Lets the files of earlier master keys go, which backups from before a change need.
    ForgetOld,
}

/// `bothy keys …`
pub async fn run(options: KeysOptions) -> Result<(), Failure> {
    let key = KeyAt { master_key: options.master_key };
    let place = Place::of(options.data, options.database, &key, "bothy-data")?;
    match options.what {
        What::New => new(&place, options.json).await,
        What::Sheet => sheet(&place, options.json).await,
        What::Confirm { sheet } => confirm(&place, &sheet, options.json).await,
        What::Restore => restore(&place, options.json).await,
        What::Rotate => rotate(&place, options.json).await,
        What::ChangeMaster { prepare } => {
            change(&place, if prepare { Step::Prepare } else { Step::Take }, options.json).await
        }
        What::ForgetOld => forget_old(&place, options.json).await,
    }
}

async fn new(place: &Place, json: bool) -> Result<(), Failure> {
    if bothy_store::sealing::sealed_by(&place.from).await?.is_some() {
        return Err(Failure::Said(String::from(
            "This service is sealed with a master key already; another would open nothing.",
        )));
    }
    let key = MasterKey::fresh().map_err(|error| Failure::Said(format!("No key could be made: {error}.")))?;
    written(place, &key, json, "The master key was made")
}

fn written(place: &Place, key: &MasterKey, json: bool, done: &str) -> Result<(), Failure> {
    master_file::write(&place.key, key, place.data.as_deref()).map_err(|error| said(&error))?;
    let (path, fingerprint) = (place.key.display().to_string(), key.fingerprint());
    if json {
        say(&serde_json::json!({ "file": path, "fingerprint": fingerprint }).to_string());
    } else {
        say(&format!("{done}: {path} ({fingerprint})."));
    }
    Ok(())
}

/// The service, open, and its master key: of a service that is there already.
pub(super) async fn opened(place: &Place) -> Result<(Bothy, MasterKey), Failure> {
    let (db, key) = place.open_with_key(NewKey::Ask).await?;
    Ok((Bothy::new(db, Arc::new(Clocks::default())), key))
}

async fn sheet(place: &Place, json: bool) -> Result<(), Failure> {
    let (bothy, key) = opened(place).await?;
    let sheet = Sheet::fresh(&key).map_err(|error| Failure::Said(format!("No sheet could be made: {error}.")))?;
    let noted = note_printed(&bothy, sheet.id()).await;
    bothy.db.close().await;
    noted?;
    if json {
        let envelopes: Vec<_> = sheet
            .envelopes
            .iter()
            .map(|one| serde_json::json!({ "number": one.which().number(), "groups": *one.groups() }))
            .collect();
        let whole =
            serde_json::json!({ "sheet": sheet.id(), "fingerprint": key.fingerprint(), "envelopes": envelopes });
        say(&whole.to_string());
        return Ok(());
    }
    say(&format!(
        "Recovery sheet {} of the master key {}.\n\
         Copy each half by hand or print it, cut it here, and seal each in an envelope of its own. Give them to two\n\
         people who keep them apart. One alone opens nothing; both together open everything.\n\
         Then: bothy keys confirm {}",
        sheet.id(),
        key.fingerprint(),
        sheet.id()
    ));
    for envelope in &sheet.envelopes {
        say(&format!("\n---- Envelope {} of 2, sheet {} ----", envelope.which().number(), sheet.id()));
        for (row, six) in envelope.groups().chunks(6).enumerate() {
            let (from, to) = (row * 6 + 1, row * 6 + six.len());
            say(&format!("{from:>2} to {to:>2}:  {}", six.join("  ")));
        }
    }
    Ok(())
}

async fn confirm(place: &Place, number: &str, json: bool) -> Result<(), Failure> {
    let id = Sheet::id_from(&number.to_lowercase()).ok_or_else(|| {
        Failure::Said(format!("“{number}” is not the number of a sheet; it stands on top of it, such as 0a1b2c3d."))
    })?;
    let (bothy, key) = opened(place).await?;
    let sheet = Sheet::of(&key, id);
    let noted = match typed_back(&sheet) {
        Ok(()) => note_confirmed(&bothy, sheet.id()).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    bothy.db.close().await;
    if !noted? {
        return Err(Failure::Said(format!(
            "Sheet {number} was not printed for this service: print one with bothy keys sheet."
        )));
    }
    if json {
        say(&serde_json::json!({ "sheet": sheet.id(), "confirmed": true }).to_string());
    } else {
        say(&format!("Sheet {} is confirmed: both envelopes can be read.", sheet.id()));
    }
    Ok(())
}

/// Three groups of each envelope, other ones each time.
fn typed_back(sheet: &Sheet) -> Result<(), Failure> {
    let mut lines = std::io::stdin().lines();
    for which in [Which::First, Which::Second] {
        let mut asked = sample(&mut rand::rng(), GROUPS, 3).into_vec();
        asked.sort_unstable();
        for group in asked.into_iter().map(|at| at + 1) {
            eprintln!("Envelope {}, group {group}?", which.number());
            let typed = lines.next().and_then(Result::ok).unwrap_or_default();
            sheet.confirm(which, group, &typed).map_err(|error| {
                Failure::Said(format!(
                    "Envelope {}: {error}. Look at it again, and print a new sheet if it cannot be read.",
                    which.number()
                ))
            })?;
        }
    }
    Ok(())
}

async fn restore(place: &Place, json: bool) -> Result<(), Failure> {
    let mut lines = std::io::stdin().lines();
    let first = typed(&mut lines, "Type the 18 groups of one envelope, in as many lines as you like.")?;
    let second = typed(&mut lines, "Now the 18 groups of the other.")?;
    let key = first.together(&second).map_err(|error| Failure::Said(format!("No key was brought back: {error}.")))?;
    if let Some(sealed_by) = bothy_store::sealing::sealed_by(&place.from).await?
        && sealed_by != key.fingerprint()
    {
        return Err(Failure::Said(format!(
            "These envelopes hold the key {}, but this service is sealed with {sealed_by}: look for the sheet of that \
             key.",
            key.fingerprint()
        )));
    }
    written(place, &key, json, "The master key is back")
}

/// One envelope from as many lines as it takes.
fn typed(lines: &mut std::io::Lines<std::io::StdinLock<'static>>, ask: &str) -> Result<Envelope, Failure> {
    eprintln!("{ask}");
    let mut text = String::new();
    while text.chars().filter(char::is_ascii_alphanumeric).count() < GROUPS * 5 {
        let Some(Ok(line)) = lines.next() else { break };
        text.push_str(&line);
        text.push(' ');
    }
    Envelope::typed(&text).map_err(|error| Failure::Said(format!("No key was brought back: {error}.")))
}

async fn rotate(place: &Place, json: bool) -> Result<(), Failure> {
    let (bothy, _) = opened(place).await?;
    let done = rotate_all(&bothy).await;
    bothy.db.close().await;
    let (organisations, fields) = done?;
    if json {
        say(&serde_json::json!({ "organisations": organisations, "fields": fields }).to_string());
    } else {
        let keys = if organisations == 1 { String::from("One new key") } else { format!("{organisations} new keys") };
        say(&format!("{keys}; {fields} fields were sealed anew."));
    }
    Ok(())
}

async fn rotate_all(bothy: &Bothy) -> Result<(usize, u64), StoreError> {
    let all =
        bothy.db.snapshot("organisations", (), |tx, ()| Box::pin(async move { organisations::all(tx).await })).await?;
    let mut fields = 0;
    for organisation in &all {
        fields += change_keys(bothy, organisation.id).await?;
    }
    Ok((all.len(), fields))
}
