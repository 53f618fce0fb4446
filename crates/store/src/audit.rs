//! The audit: who did what to which thing, chained so that nothing can be changed unseen.
//!
//! Entries hold ids and codes; words live in `reason` rows that can be erased. One sealer numbers and
//! chains committed entries of each organisation; here is also the check of the chain.

mod looks;
mod page;
mod past;
mod reasons;
mod spool;

pub use looks::looks_let_go;
pub use page::{AuditAsked, AuditHead, AuditLine, head_of, page_of, unsealed_since};
pub use past::{Past, past_of};
pub use reasons::{ReasonFound, ReasonMark, erase_reasons_for_test, reasons_of, swap_reasons_for_test};

pub use spool::{LateLook, Spool, is_written, refuse_entries_for_test, stuck_for_test, waiting_in};

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::REASON_WORDS;
use crate::time::micros;
use bothy_domain::audit::{Telling, reason_told};
use bothy_domain::ids::{OrganisationId, PersonId, ReasonId};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use uuid::Uuid;

/// One entry: an act on a thing.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whose audit it belongs to.
    pub organisation: OrganisationId,
    /// When, in service time.
    pub at: Timestamp,
    /// Who; none where the clock did it.
    pub by: Option<PersonId>,
    /// The act, as a code.
    pub act: &'static str,
    /// The thing, as its outside id.
    pub thing: String,
    /// The words why, kept apart.
    pub reason: Option<(ReasonId, String)>,
}

/// At least one entry: no change is committed without.
#[derive(Debug, Clone)]
pub struct Audit {
    first: Entry,
    more: Vec<Entry>,
    /// The id of the first, where it is known already and may be written by somebody else, too.
    known_as: Option<Uuid>,
}

impl Audit {
    /// An audit of one entry.
    pub fn of(first: Entry) -> Self {
        Self { first, more: Vec::new(), known_as: None }
    }

    /// An audit of one entry that has its id already: however often it comes, it is there once.
    pub fn known_as(id: Uuid, entry: Entry) -> Self {
        Self { known_as: Some(id), ..Self::of(entry) }
    }

    /// And one more entry.
    #[must_use]
    pub fn and(mut self, entry: Entry) -> Self {
        self.more.push(entry);
        self
    }

    /// An audit of these entries, if there is at least one.
    pub fn from_entries(entries: Vec<Entry>) -> Option<Self> {
        let mut entries = entries.into_iter();
        let first = entries.next()?;
        Some(Self { first, more: entries.collect(), known_as: None })
    }

    /// Whose audits it belongs to, each once.
    pub(crate) fn organisations(&self) -> Vec<uuid::Uuid> {
        let mut all: Vec<_> = self.entries().map(|entry| entry.organisation.uuid()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        std::iter::once(&self.first).chain(&self.more)
    }
}

pub(crate) async fn save(w: &mut Writing, audit: &Audit) -> Result<(), StoreError> {
    let mut known_as = audit.known_as;
    for entry in audit.entries() {
        let organisation = entry.organisation.uuid();
        let (id, known) = known_as.take().map_or_else(|| (Uuid::now_v7(), false), |id| (id, true));
        let (reason, hash) = match &entry.reason {
            None => (None, None),
            Some((id, words)) => {
                // Nobody would read these words: the act is not in the list of those whose reason is told.
                debug_assert!(reason_told(entry.act, "") == Telling::Words, "{}", entry.act);
                let sealed = w.seal(organisation, REASON_WORDS, id.uuid(), words).await?;
                run!(
                    w,
                    "INSERT INTO reason (organisation_id, id, words) VALUES ($1, $2, $3)",
                    organisation,
                    id.uuid(),
                    sealed
                )?;
                (Some(id.uuid()), Some(reason_hash(w, organisation, id.uuid(), words).await?))
            }
        };
        let written = run!(
            w,
            "INSERT INTO audit (organisation_id, id, at, by_person, act, thing, reason_id, reason_hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (organisation_id, id) DO NOTHING",
            organisation,
            id,
            micros(entry.at),
            entry.by.map(PersonId::uuid),
            entry.act,
            &entry.thing,
            reason,
            hash
        )?;
        if written == 0 && !known {
            // No entry is left out unseen.
            return Err(StoreError::Unknown { column: "audit.id" });
        }
    }
    Ok(())
}

/// Salted with the id, so that the same words in two rows do not look alike; keyed, so that nobody with only the
/// file can try guesses against it. The key for finding stays through rotations, and so does this.
async fn reason_hash(tx: &mut Tx, organisation: Uuid, id: Uuid, words: &str) -> Result<String, StoreError> {
    let salted = format!("{}|{words}", id.simple());
    Ok(format!("{KEYED}{}", tx.index(organisation, REASON_WORDS, &salted).await?))
}

/// How a keyed hash of a reason begins; one from before sealing has only the hash.
const KEYED: &str = "k1.";

/// Whether the words of a reason are those that its entry was written with; `None` where the words were erased or
/// there is no such entry.
///
/// # Errors
/// The database's own.
pub async fn reason_holds(
    tx: &mut Tx,
    organisation: OrganisationId,
    reason: ReasonId,
) -> Result<Option<bool>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Reason {
        words: String,
        reason_hash: String,
    }
    let (owner, id) = (organisation.uuid(), reason.uuid());
    let row = one!(
        tx,
        Reason,
        "SELECT r.words, a.reason_hash FROM reason r
         JOIN audit a ON a.organisation_id = r.organisation_id AND a.reason_id = r.id
         WHERE r.organisation_id = $1 AND r.id = $2 AND a.reason_hash IS NOT NULL",
        owner,
        id
    )?;
    let Some(row) = row else { return Ok(None) };
    let words = tx.open(owner, REASON_WORDS, id, &row.words).await?;
    Ok(Some(is_hash_of(tx, owner, id, &words, &row.reason_hash).await?))
}

/// Whether a hash that stands in an entry is the one of these words.
async fn is_hash_of(tx: &mut Tx, owner: Uuid, id: Uuid, words: &str, hash: &str) -> Result<bool, StoreError> {
    let again = if hash.starts_with(KEYED) {
        reason_hash(tx, owner, id, words).await?
    } else {
        hex(&Sha256::digest(format!("{}|{words}", id.simple())))
    };
    Ok(again == hash)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    at: i64,
    by_person: Option<Uuid>,
    act: String,
    thing: String,
    reason_hash: Option<String>,
    number: Option<i64>,
    chain: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Head {
    number: i64,
    chain: String,
}

const START: &str = "the first entry of this organisation";

/// Numbers and chains what was committed since the last sealing. Returns how many.
///
/// # Errors
/// The database's own.
pub async fn seal(w: &mut Writing, organisation: OrganisationId) -> Result<u64, StoreError> {
    if !w.is_lite() {
        // One sealer at a time on a shared database; on a file the one writer is enough.
        run!(w, "SELECT pg_advisory_xact_lock(4081, 1)")?;
    }
    let head = one!(
        w,
        Head,
        "SELECT number, chain FROM audit WHERE organisation_id = $1 AND number IS NOT NULL
         ORDER BY number DESC LIMIT 1",
        organisation.uuid()
    )?;
    let (mut number, mut chain) = head.map_or((0, String::from(START)), |head| (head.number, head.chain));
    let rows = all!(
        w,
        Row,
        "SELECT id, at, by_person, act, thing, reason_hash, number, chain FROM audit
         WHERE organisation_id = $1 AND number IS NULL ORDER BY id LIMIT 1000",
        organisation.uuid()
    )?;
    for row in &rows {
        number += 1;
        chain = link(&chain, number, row);
        run!(
            w,
            "UPDATE audit SET number = $3, chain = $4 WHERE organisation_id = $1 AND id = $2",
            organisation.uuid(),
            row.id,
            number,
            &chain
        )?;
    }
    Ok(rows.len() as u64)
}

/// What a look along the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Every entry stands as it was sealed; so many, with this head.
    Sound {
        /// How many entries.
        entries: u64,
        /// The last link; publish it outside to prove later that nothing was cut off.
        head: String,
        /// How many entries wait to be sealed.
        unsealed: u64,
    },
    /// The entry of this number is missing or was changed.
    Broken {
        /// Which number.
        number: i64,
    },
}

/// Looks along the whole chain of an organisation.
///
/// # Errors
/// The database's own.
pub async fn verify(tx: &mut Tx, organisation: OrganisationId) -> Result<Verified, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT id, at, by_person, act, thing, reason_hash, number, chain FROM audit
         WHERE organisation_id = $1 ORDER BY CASE WHEN number IS NULL THEN 1 ELSE 0 END, number",
        organisation.uuid()
    )?;
    let (mut expected, mut chain, mut unsealed) = (0, String::from(START), 0);
    for row in &rows {
        let Some(number) = row.number else {
            unsealed += 1;
            continue;
        };
        expected += 1;
        if number != expected {
            return Ok(Verified::Broken { number: expected });
        }
        chain = link(&chain, number, row);
        if row.chain.as_deref() != Some(chain.as_str()) {
            return Ok(Verified::Broken { number });
        }
    }
    Ok(Verified::Sound { entries: rows.len() as u64 - unsealed, head: chain, unsealed })
}

fn link(before: &str, number: i64, row: &Row) -> String {
    let by = row.by_person.map_or_else(String::new, |id| id.simple().to_string());
    let hash = row.reason_hash.as_deref().unwrap_or("");
    // Lengths in front of the parts: no two different entries have the same text.
    let mut text = String::new();
    for part in [
        before,
        &number.to_string(),
        &row.id.simple().to_string(),
        &row.at.to_string(),
        &by,
        &row.act,
        &row.thing,
        hash,
    ] {
        let _ = write!(text, "{}:{part};", part.len());
    }
    hex(&Sha256::digest(text))
}

/// Bytes as hexadecimal text.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Who last changed a thing, and when; none where nobody did, or not a person.
///
/// # Errors
/// The database's own.
pub async fn last_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    thing: &str,
) -> Result<Option<(PersonId, Timestamp)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Last {
        at: i64,
        by_person: Option<Uuid>,
    }
    let row = one!(
        tx,
        Last,
        "SELECT at, by_person FROM audit WHERE organisation_id = $1 AND thing = $2 ORDER BY at DESC, id DESC LIMIT 1",
        organisation.uuid(),
        thing
    )?;
    let Some(row) = row else { return Ok(None) };
    let at = crate::time::instant(row.at)?;
    Ok(row.by_person.map(|by| (PersonId::new(by), at)))
}

/// Changes one sealed entry behind the program's back, to prove that the chain shows it.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn tamper_for_test(db: &crate::db::Db, organisation: OrganisationId) -> Result<(), StoreError> {
    db.write("tamper", organisation, |w, organisation| {
        Box::pin(async move {
            run!(
                w,
                "UPDATE audit SET act = 'something-else' WHERE organisation_id = $1 AND number = 2",
                organisation.uuid()
            )?;
            let entry = Entry {
                organisation: *organisation,
                at: Timestamp::UNIX_EPOCH,
                by: None,
                act: "tampered",
                thing: String::new(),
                reason: None,
            };
            Ok::<_, StoreError>(crate::db::Commit::Changed((), Audit::of(entry)))
        })
    })
    .await
}
