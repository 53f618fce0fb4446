//! What is wrong with a service, and what somebody should look at. Looks, and changes nothing.
//!
//! Findings are data: the program words them. Where files stand and how full a disk is, the program finds itself.

use crate::bothy::Bothy;
use crate::keeping::backup::PROVED;
use crate::keeping::recovery_sheet::{SheetStands, stands};
use bothy_domain::organisations::set_up::PROOF_EVERY;
use bothy_seal::UnwrapError;
use bothy_seal::master_file::FileError;
use bothy_store::audit::{Verified, unsealed_since, verify};
use bothy_store::keeping::soundness::{Damage, Letters, damage, last_done, letters, newest_entry};
use bothy_store::organisations::Organisation;
use bothy_store::sealing::rotation::keys_open;
use bothy_store::{StoreError, Tx, organisations};
use jiff::{SignedDuration, Timestamp};

/// The sealer comes round every few seconds: an entry that waits longer than this could still be changed unseen.
const SEALED_WITHIN: SignedDuration = SignedDuration::from_mins(5);
/// Machines that share a database differ a little.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(1);
/// All tries of a letter are over by then.
const LETTERS_LEAVE_WITHIN: SignedDuration = SignedDuration::from_hours(1);
/// Letters that were given up longer ago than this have long been somebody's duty.
const GIVEN_UP_WITHIN: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Certificates of three months are renewed a month before their end: one that is nearer to it was not.
const RENEWED_BEFORE: SignedDuration = SignedDuration::from_hours(21 * 24);
/// So near to its end somebody has to act today: then every browser refuses the service.
const REFUSED_SOON: SignedDuration = SignedDuration::from_hours(3 * 24);
/// A backup that nobody proved for longer than this is a hope.
const PROVED_WITHIN: SignedDuration = PROOF_EVERY;

/// The spool is emptied within a second once the database writes again.
const SPOOL_EMPTIED_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// As it should be.
    Well,
    /// Somebody should look at it; nothing is lost or hidden meanwhile.
    Look,
    /// Something may be lost, hidden, or refused.
    Wrong,
}

/// What was looked at, and what was seen.
#[derive(Debug)]
pub enum What {
    /// The database could not be used.
    NotReached(StoreError),
    /// The tables of the database are of this version, where the program works with that one.
    Tables {
        /// Theirs.
        have: i64,
        /// The program's.
        newest: i64,
    },
    /// What the database says of its own file.
    File(Damage),
    /// The file of the master key cannot be used.
    KeyFile(FileError),
    /// Whether the master key opens the keys of the service.
    Keys(Result<(), UnwrapError>),
    /// The file of the master key holds another than the one that the service is sealed with, which lies beside it: a
    /// change was interrupted, or an earlier backup was restored.
    KeyBeside {
        /// The short name of the key in the file.
        have: String,
        /// The short name of the key that it is sealed with.
        sealed_by: String,
    },
    /// Files of earlier master keys that are kept beside the one in use, by their short names.
    OldKeys(Vec<String>),
    /// Whether a recovery sheet of the master key was confirmed.
    Sheet(SheetStands),
    /// The clock of this machine beside the newest entry of any audit.
    Clock {
        /// What it shows.
        now: Timestamp,
        /// The newest entry, where there is one.
        newest: Option<Timestamp>,
    },
    /// The chain of an organisation's audit.
    Chain(Verified),
    /// Entries of an organisation's audit that wait to be sealed: how many, and since when.
    Unsealed(Option<(i64, Timestamp)>),
    /// How many of the two people who read worries are named.
    Readers(usize),
    /// Letters that do not get where they should.
    Letters(Letters),
    /// When a backup last proved that it brings the service back.
    Proved(Option<Timestamp>),
    /// Until when the certificate for TLS is good, or why it cannot be read.
    Certificate(Result<Timestamp, String>),
    /// Whether the mail server takes letters, or what it said.
    Mail(Result<(), String>),
    /// Looks that wait in the spool: how many, and since when the oldest of them.
    Spool(Option<(usize, Timestamp)>),
    /// Space on the disk of the data, in bytes.
    Disk {
        /// What is free.
        free: u64,
        /// What there should be.
        wanted: u64,
    },
}

/// One thing that was looked at.
#[derive(Debug)]
pub struct Finding {
    /// How bad it is.
    pub how: How,
    /// What was seen.
    pub what: What,
    /// The organisation it was seen in, by its word in addresses; none for the whole service.
    pub organisation: Option<String>,
}

impl Finding {
    /// A finding about the whole service, judged as of a moment.
    pub fn of(what: What, now: Timestamp) -> Self {
        Self { how: judged(&what, now), what, organisation: None }
    }

    fn within(what: What, now: Timestamp, organisation: &Organisation) -> Self {
        Self { organisation: Some(organisation.slug.clone()), ..Self::of(what, now) }
    }
}

/// How bad what was seen is.
fn judged(what: &What, now: Timestamp) -> How {
    let older = |at: Timestamp, than: SignedDuration| now.duration_since(at) > than;
    let (well, otherwise) = match what {
        What::NotReached(_) | What::KeyFile(_) => (false, How::Wrong),
        What::Tables { have, newest } => (have == newest, How::Wrong),
        What::File(damage) => (*damage == Damage::None, How::Wrong),
        What::Keys(opened) => (opened.is_ok(), How::Wrong),
        What::KeyBeside { .. } => (false, How::Look),
        What::OldKeys(_) => (true, How::Look),
        What::Sheet(stands) => (*stands == SheetStands::Confirmed, How::Look),
        What::Clock { now, newest } => {
            (newest.is_none_or(|newest| newest.duration_since(*now) <= CLOCKS_DIFFER), How::Wrong)
        }
        What::Chain(found) => (matches!(found, Verified::Sound { .. }), How::Wrong),
        What::Unsealed(waiting) => (waiting.is_none_or(|(_, since)| !older(since, SEALED_WITHIN)), How::Wrong),
        What::Readers(named) => (*named == 2, How::Look),
        What::Letters(found) => (found.waiting == 0 && found.given_up == 0, How::Look),
        What::Proved(last) => (last.is_some_and(|last| !older(last, PROVED_WITHIN)), How::Wrong),
        What::Certificate(Err(_)) => (false, How::Wrong),
        What::Certificate(Ok(until)) => {
            let left = until.duration_since(now);
            (left > RENEWED_BEFORE, if left > REFUSED_SOON { How::Look } else { How::Wrong })
        }
        What::Mail(answered) => (answered.is_ok(), How::Wrong),
        What::Spool(waiting) => (waiting.is_none_or(|(_, since)| !older(since, SPOOL_EMPTIED_WITHIN)), How::Wrong),
        What::Disk { free, wanted } => (free >= wanted, How::Wrong),
    };
    if well { How::Well } else { otherwise }
}

/// Whether the service was opened with a master key of somebody's, or only to look at what is not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyAtHand {
    /// The key of its file.
    Yes,
    /// There is none that could be read.
    No,
}

/// Looks over an open service. What cannot be read is itself a finding, and ends the look.
pub async fn look_over(bothy: &Bothy, key: KeyAtHand) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(error) = look(bothy, key, &mut findings).await {
        findings.push(Finding::of(What::NotReached(error), bothy.now()));
    }
    findings
}

async fn look(bothy: &Bothy, key: KeyAtHand, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    let now = bothy.now();
    let file = bothy.db.snapshot("doctor_file", (), |tx, ()| Box::pin(async move { damage(tx).await })).await?;
    findings.push(Finding::of(What::File(file), now));
    if key == KeyAtHand::Yes {
        findings.extend(keys(bothy, now).await?);
    }
    let whole = bothy.db.snapshot("doctor_whole", now, |tx, now| Box::pin(async move { of_service(tx, *now).await }));
    findings.extend(whole.await?);
    let all =
        bothy.db.snapshot("organisations", (), |tx, ()| Box::pin(async move { organisations::all(tx).await })).await?;
    for one in all {
        // Each as of one moment, and no longer: a chain may take a while, and a file keeps its log until it is read.
        let seen = bothy
            .db
            .snapshot("doctor_one", (one, now), |tx, (one, now)| {
                Box::pin(async move { of_organisation(tx, one, *now).await })
            })
            .await?;
        findings.extend(seen);
    }
    tracing::debug!(findings = findings.len(), "looked over");
    Ok(())
}

async fn keys(bothy: &Bothy, now: Timestamp) -> Result<Vec<Finding>, StoreError> {
    let opened = bothy.db.snapshot("doctor_keys", (), |tx, ()| Box::pin(async move { keys_open(tx).await })).await;
    let opened = match opened {
        Ok(()) => Ok(()),
        Err(StoreError::Key(why)) => Err(why),
        Err(other) => return Err(other),
    };
    let stands = stands(bothy).await?;
    // A sheet of a key that opens nothing here says nothing.
    let sheet = opened.is_ok().then(|| Finding::of(What::Sheet(stands), now));
    Ok([Finding::of(What::Keys(opened), now)].into_iter().chain(sheet).collect())
}

async fn of_service(tx: &mut Tx, now: Timestamp) -> Result<Vec<Finding>, StoreError> {
    let before = |by: SignedDuration| now.saturating_sub(by).unwrap_or(Timestamp::MIN);
    Ok([
        What::Clock { now, newest: newest_entry(tx).await? },
        What::Letters(letters(tx, before(LETTERS_LEAVE_WITHIN), before(GIVEN_UP_WITHIN)).await?),
        What::Proved(last_done(tx, PROVED).await?),
    ]
    .map(|what| Finding::of(what, now))
    .into())
}

async fn of_organisation(tx: &mut Tx, one: &Organisation, now: Timestamp) -> Result<Vec<Finding>, StoreError> {
    Ok([
        What::Chain(verify(tx, one.id).await?),
        What::Unsealed(unsealed_since(tx, one.id).await?),
        What::Readers(one.readers.iter().flatten().count()),
    ]
    .map(|what| Finding::within(what, now, one))
    .into())
}
