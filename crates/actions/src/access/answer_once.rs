//! A program's POST has one effect and one answer, however often it is sent, to whichever node.
//!
//! What is sent with an `Idempotency-Key` is put down first, then done, then its answer is kept for a day. The act
//! that it does carries an id made of caller and key: should a node end between the doing and the keeping, the next
//! try finds by that id what was done and does not do it again.

use super::{Known, token_hash};
use crate::bothy::Bothy;
use bothy_domain::ids::ActId;
use bothy_store::access::answers;
use bothy_store::{Commit, StoreError, Writing};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// For how long an answer is kept.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// So long may one POST take; after that whoever sends it again does it.
const DONE_WITHIN: SignedDuration = SignedDuration::from_secs(30);

/// A POST as it was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The id of its act: of the caller and their key, and of nothing else.
    pub act: ActId,
    /// The hash of the key, the path and the body. With the key in it nobody can try guesses at what was said.
    hash: String,
}

/// How a POST is to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// It is to be done now.
    Do,
    /// It was done: this is its answer.
    Done {
        /// The status.
        status: u16,
        /// The body.
        body: String,
    },
    /// Something else was sent with this key.
    Other,
    /// It is being done at this moment.
    BeingDone,
}

impl Sent {
    /// A POST by somebody with a key.
    pub fn by(who: &Known, key: &str, path: &str, body: &str) -> Self {
        let caller = format!("{}|{}|{key}", who.sign_in.organisation, who.sign_in.person);
        let digest = Sha256::digest(caller.as_bytes());
        let mut bytes = [0_u8; 16];
        for (to, from) in bytes.iter_mut().zip(digest) {
            *to = from;
        }
        // The eighth kind of id is for ids that are made in one's own way.
        let act = ActId::new(uuid::Builder::from_custom_bytes(bytes).into_uuid());
        Self { act, hash: token_hash(&format!("{caller}|{path}|{body}")) }
    }
}

struct Input {
    who: Known,
    sent: Sent,
    wall: Timestamp,
}

/// Puts down that a POST is being done, or says what became of it before.
///
/// # Errors
/// The store's own.
pub async fn begin_once(bothy: &Bothy, who: &Known, sent: &Sent) -> Result<Once, StoreError> {
    let input = Input { who: who.clone(), sent: sent.clone(), wall: bothy.wall() };
    bothy.db.write("begin_once", input, |w, input| Box::pin(begin_in(w, input))).await
}

async fn begin_in(w: &mut Writing, input: &Input) -> Result<Commit<Once>, StoreError> {
    let Input { who, sent, wall } = input;
    let (organisation, person) = (who.sign_in.organisation, who.sign_in.person);
    let old = wall.saturating_sub(KEPT_FOR).unwrap_or(*wall);
    answers::drop_old(w, organisation, sent.act, old).await?;
    if answers::begin(w, organisation, sent.act, person, &sent.hash, *wall).await? == 1 {
        return Ok(Commit::Sealed(Once::Do));
    }
    let Some(before) = answers::before(w, organisation, sent.act).await? else {
        return Ok(Commit::Unchanged(Once::BeingDone));
    };
    if before.sent_hash != sent.hash {
        return Ok(Commit::Unchanged(Once::Other));
    }
    if let Some((status, body)) = before.answer {
        return Ok(Commit::Unchanged(Once::Done { status, body }));
    }
    if wall.duration_since(before.begun_at) < DONE_WITHIN {
        return Ok(Commit::Unchanged(Once::BeingDone));
    }
    let mine = answers::begin_anew(w, organisation, sent.act, before.begun_at, *wall).await?;
    Ok(if mine == 1 { Commit::Sealed(Once::Do) } else { Commit::Unchanged(Once::BeingDone) })
}

/// Keeps the answer of a POST that was done.
///
/// # Errors
/// The store's own.
pub async fn keep_answer(bothy: &Bothy, who: &Known, sent: &Sent, status: u16, body: String) -> Result<(), StoreError> {
    let input = (who.sign_in.organisation, sent.act, status, body);
    bothy
        .db
        .write("keep_answer", input, |w, (organisation, act, status, body)| {
            Box::pin(async move {
                answers::keep(w, *organisation, *act, *status, body).await?;
                // The act itself has its entry; that its answer is kept is nobody's act.
                Ok::<_, StoreError>(Commit::Sealed(()))
            })
        })
        .await
}

/// Forgets a POST of which nothing was done, so that it can be tried again.
///
/// # Errors
/// The store's own.
pub async fn forget_one(bothy: &Bothy, who: &Known, sent: &Sent) -> Result<(), StoreError> {
    bothy
        .db
        .write("forget_one", (who.sign_in.organisation, sent.act), |w, (organisation, act)| {
            Box::pin(async move {
                answers::drop_one(w, *organisation, *act).await?;
                Ok::<_, StoreError>(Commit::Sealed(()))
            })
        })
        .await
}
