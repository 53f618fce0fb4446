//! `bothy doctor`: what is wrong with a service and how to mend it. It runs beside a server and changes nothing.

mod words;

use crate::Failure;
use crate::clocks::Clocks;
use crate::keeping::OfService;
use crate::keeping::progress::now;
use crate::keys::Place;
use crate::postman::{Given, MailOptions};
use crate::serve::say;
use crate::tls;
use bothy_actions::Bothy;
use bothy_actions::keeping::doctor::{Finding, How, KeyAtHand, What, look_over};
use bothy_seal::{MasterKey, master_file, succession};
use bothy_store::Db;
use bothy_store::audit::waiting_in;
use bothy_store::db::newest_schema;
use bothy_store::keeping::is_there;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// `bothy doctor`
#[derive(clap::Args)]
pub struct DoctorOptions {
    #[command(flatten)]
    of: OfService,
    #[command(flatten)]
    mail: MailOptions,
    /// The folder of the spool, as bothy serve was told it.
    #[arg(long, env = "BOTHY_SPOOL", value_name = "DIR")]
    spool: Option<PathBuf>,
    /// The certificate that bothy serve speaks TLS with.
    #[arg(long, env = "BOTHY_TLS_CERT")]
    tls_cert: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// `bothy doctor`: ends with 1 where something is wrong.
pub async fn doctor(options: DoctorOptions) -> Result<ExitCode, Failure> {
    let mut findings = looked(&options.of.named(), options.spool.as_deref()).await?;
    if let Some(file) = &options.tls_cert {
        findings.push(Finding::of(What::Certificate(tls::good_until(file)), now()));
    }
    if let Some(postman) = Given::of(&options.mail)? {
        findings.push(Finding::of(What::Mail(postman.answers().await), now()));
    }
    let wrong = findings.iter().any(|finding| finding.how == How::Wrong);
    if options.json {
        let all: Vec<_> = findings.iter().map(words::as_json).collect();
        say(&serde_json::json!({ "wrong": wrong, "findings": all }).to_string());
    } else {
        findings.iter().for_each(|finding| say(&words::as_text(finding)));
    }
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn looked(place: &Place, spool: Option<&Path>) -> Result<Vec<Finding>, Failure> {
    let now = now();
    let there = match is_there(&place.from).await {
        Ok(Some(there)) => there,
        Ok(None) => return Err(place.no_service()),
        Err(error) => return Ok(vec![Finding::of(What::NotReached(error), now)]),
    };
    let mut findings = vec![Finding::of(What::Tables { have: there.schema, newest: newest_schema() }, now)];
    findings.extend(disk(place).map(|disk| Finding::of(disk, now)));
    if let Ok(Some(waiting)) = waiting_in(&place.spool(spool)) {
        let oldest = waiting.iter().map(|look| look.at).min();
        findings.push(Finding::of(What::Spool(oldest.map(|since| (waiting.len(), since))), now));
    }
    let (master, key) = match master_file::read(&place.key, place.data.as_deref()) {
        Ok(master) => {
            findings.extend(beside(place, &master).await.into_iter().map(|what| Finding::of(what, now)));
            (master, KeyAtHand::Yes)
        }
        Err(error) => {
            findings.push(Finding::of(What::KeyFile(error), now));
            // Most of a service can be looked at without its key; this one opens nothing.
            let none =
                MasterKey::fresh().map_err(|error| Failure::Said(format!("No look could be taken: {error}.")))?;
            (none, KeyAtHand::No)
        }
    };
    // Tables of another version are not brought up to date by looking, and what is in them not guessed at.
    if there.schema == newest_schema() {
        match Db::open_with(&place.from, place.masters(master), there.schema).await {
            Ok(db) => {
                let bothy = Bothy::new(db, Arc::new(Clocks::default()));
                findings.extend(look_over(&bothy, key).await);
                bothy.db.close().await;
            }
            Err(error) => findings.push(Finding::of(What::NotReached(error), now)),
        }
    }
    Ok(findings)
}

/// What lies beside the master key: the key that the service is really sealed with, and earlier ones.
async fn beside(place: &Place, master: &MasterKey) -> Vec<What> {
    // What cannot be asked here is said of the database itself.
    let sealed_by = bothy_store::sealing::sealed_by(&place.from).await.unwrap_or_default();
    let have = master.fingerprint();
    let mut seen = Vec::new();
    if let Some(sealed_by) = sealed_by.filter(|sealed_by| *sealed_by != have)
        && let Ok(Some(_)) = succession::find(&place.key, &sealed_by, place.data.as_deref())
    {
        seen.push(What::KeyBeside { have, sealed_by });
    }
    let olds = succession::olds(&place.key).unwrap_or_default();
    if !olds.is_empty() {
        seen.push(What::OldKeys(olds.into_iter().map(|(_, fingerprint)| fingerprint).collect()));
    }
    seen
}

/// The disk of an embedded database: it should have room for a second one, and some more.
#[cfg(unix)]
fn disk(place: &Place) -> Option<What> {
    const SPARE: u64 = 1_000_000_000;
    let folder = place.data.as_deref()?;
    let space = rustix::fs::statvfs(folder).ok()?;
    let file = std::fs::metadata(folder.join("bothy.sqlite")).ok()?;
    let free = space.f_bavail.saturating_mul(space.f_frsize);
    Some(What::Disk { free, wanted: file.len().saturating_add(SPARE) })
}

#[cfg(not(unix))]
fn disk(_: &Place) -> Option<What> {
    None
}
