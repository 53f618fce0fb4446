//! Somebody tells us a worry, signed in or not: two people are told and a clock begins, in one commit.

use crate::access::token_hash;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, ConcernId, JobId, OrganisationId, PersonId};
use bothy_domain::safety::concern::{About, Concern, ConcernState, Danger};
use bothy_domain::safety::receipt;
use bothy_store::duties::{Subject, SubjectKind, lock, make};
use bothy_store::jobs::{Notice, queue};
use bothy_store::safety::ConcernRow;
use bothy_store::{Audit, Commit, Entry, Writing, access, organisations, safety};
use jiff::Timestamp;
use uuid::Uuid;

/// The most that one worry may hold, in letters.
const LONGEST: usize = 10_000;

/// What somebody tells us. No part of it goes into a log, so it has no `Debug`.
#[derive(Clone)]
pub struct Worry {
    /// The id of the act of sending.
    pub act: ActId,
    /// Whether somebody is in danger now.
    pub danger: Danger,
    /// What it is about.
    pub about: About,
    /// What was written; may be empty.
    pub words: String,
    /// What to call them and how to get back, if they said so.
    pub reach_back: String,
}

/// What somebody keeps of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The words by which they find it again.
    pub receipt: String,
}

/// Why a worry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RaiseRefused {
    /// Nobody is named who would read it.
    #[error("two people who read worries are not named yet")]
    NobodyReads,
    /// It is longer than one worry may be.
    #[error("it is longer than {most} letters")]
    TooLong {
        /// The most letters.
        most: usize,
    },
}

struct Input {
    organisation: OrganisationId,
    worry: Worry,
    now: Timestamp,
}

/// Writes a worry down, tells its two readers and starts its clock.
///
/// A person who is signed in is not written down with it: they choose to say who they are, or not.
///
/// # Errors
/// Nobody is named who reads worries, the words are too long, or the store's own.
pub async fn raise_concern(
    bothy: &Bothy,
    organisation: OrganisationId,
    worry: Worry,
) -> Result<Raised, ActionError<RaiseRefused>> {
    if worry.words.chars().count() > LONGEST || worry.reach_back.chars().count() > 500 {
        return Err(ActionError::Rule(RaiseRefused::TooLong { most: LONGEST }));
    }
    let input = Input { organisation, worry, now: bothy.now() };
    bothy.db.write("raise_concern", input, |w, input| Box::pin(raise_in(w, input))).await
}

async fn raise_in(w: &mut Writing, input: &Input) -> Result<Commit<Raised>, ActionError<RaiseRefused>> {
    let Input { organisation, worry, now } = input;
    let (organisation, now) = (*organisation, *now);
    let said = token_hash(&format!("{}|{}|{}", worry.about.code(), worry.words, worry.reach_back));
    if let Some((before, made)) = access::spent(w, organisation, worry.act.uuid()).await? {
        if before == said {
            return Ok(Commit::Unchanged(Raised { receipt: made }));
        }
        return Err(ActionError::SentBefore { made });
    }
    let [Some(first), Some(second)] =
        organisations::find(w, organisation).await?.map(|found| found.readers).unwrap_or_default()
    else {
        return Err(ActionError::Rule(RaiseRefused::NobodyReads));
    };
    let id = ConcernId::new(Uuid::now_v7());
    let receipt = free_receipt(w, organisation, worry.act).await?;
    let row = ConcernRow {
        id,
        about: worry.about,
        concern: Concern {
            state: ConcernState::Raised,
            danger: worry.danger,
            raised_at: now,
            readers: [first, second],
        },
        words: worry.words.clone(),
        reach_back: worry.reach_back.clone(),
        said_by: None,
        receipt,
    };
    let subject = Subject::of(organisation, SubjectKind::Concern, id.uuid());
    make(w, subject).await?;
    let locked = lock(w, &[subject]).await?;
    safety::add_concern(w, organisation, &row).await?;
    for reader in [first, second] {
        tell(w, organisation, reader, id, now).await?;
    }
    access::spend(w, organisation, worry.act.uuid(), "raise-concern", &said, &row.receipt, now).await?;
    replan(w, locked, now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: now,
        by: None,
        act: "raised-concern",
        thing: id.to_string(),
        reason: None,
    });
    Ok(Commit::Changed(Raised { receipt: row.receipt }, audit))
}

/// The words of the receipt, others where a worry before has them already: there are ten thousand million, and of a hundred
/// thousand worries two meet. Nobody may hear "not now" for that.
///
/// They are drawn from the act, which nobody but its sender knows, so that two who meet can be tried.
async fn free_receipt(
    w: &mut Writing,
    organisation: OrganisationId,
    act: ActId,
) -> Result<String, ActionError<RaiseRefused>> {
    let mut drawn = 0_u64;
    loop {
        let words = receipt::words(receipt_bytes(act, drawn));
        if !safety::is_receipt_in_use(w, organisation, &words).await? {
            return Ok(words);
        }
        drawn += 1;
    }
}

/// From what the words of an act's receipt are drawn, for the first time (0) or again.
pub fn receipt_bytes(act: ActId, drawn: u64) -> [u8; 6] {
    let hash = token_hash(&format!("receipt|{}|{drawn}", act.uuid()));
    let number = u64::from_str_radix(hash.get(..12).unwrap_or_default(), 16).unwrap_or_default();
    let [_, _, bytes @ ..] = number.to_be_bytes();
    bytes
}

/// The notice says that there is a worry, never what it says: it may be read on a locked screen.
async fn tell(
    w: &mut Writing,
    organisation: OrganisationId,
    reader: PersonId,
    concern: ConcernId,
    now: Timestamp,
) -> Result<(), ActionError<RaiseRefused>> {
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: String::from("concern-raised"),
        person: reader,
        about: concern.to_string(),
        words: String::from("{}"),
    };
    Ok(queue(w, organisation, &notice, now).await?)
}
