//! Counting wrong tries: which counters a try moves, before and after it is looked at.

use super::token_hash;
use crate::bothy::Bothy;
use bothy_domain::access::pace::{Counted, TooEarly, may_try, one_more};
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_store::access::{pace, passwords};
use bothy_store::error::FromStore;
use bothy_store::{Commit, StoreError, Tx};

/// From where somebody tries.
#[derive(Debug, Clone, Default)]
pub struct From {
    /// The token of the long-lived cookie of a browser from which somebody was let in before.
    pub device: Option<String>,
    /// The piece of address space the request came from.
    pub address: String,
    /// What the browser says of itself, in a few words.
    pub browser: String,
}

/// The counters of one try.
#[derive(Debug, Clone)]
pub struct Counters {
    /// One account from here.
    pub account: (Counted, String),
    /// All accounts from this piece of address space; not for a known device, so that a neighbour's wrong tries
    /// (one library, one address) never stand in its way.
    pub address: Option<String>,
}

/// The counters of a try at the account of this word (an address, as typed) from here.
///
/// # Errors
/// The store's own.
pub async fn counters(
    tx: &mut Tx,
    organisation: OrganisationId,
    what: &str,
    person: Option<PersonId>,
    from: &From,
) -> Result<Counters, StoreError> {
    let device = from.device.as_deref().map(token_hash);
    let known = match (person, &device) {
        (Some(person), Some(device)) => passwords::knows_device(tx, organisation, person, device).await?,
        _ => false,
    };
    Ok(match device.filter(|_| known) {
        Some(device) => {
            Counters { account: (Counted::KnownDevice, token_hash(&format!("{what}|device|{device}"))), address: None }
        }
        None => Counters {
            account: (Counted::Stranger, token_hash(&format!("{what}|address|{}", from.address))),
            address: Some(token_hash(&format!("address|{}", from.address))),
        },
    })
}

/// Why a try is not heard, or the store's own trouble.
#[derive(Debug, thiserror::Error)]
pub enum NotHeard {
    /// It comes too early.
    #[error("{0}")]
    TooEarly(#[from] TooEarly),
    /// The database failed.
    #[error("the store failed")]
    Store(#[from] StoreError),
}

impl FromStore for NotHeard {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::TooEarly(_) => None,
            Self::Store(error) => Some(error),
        }
    }
}

/// Counts a try before it is looked at, so that a thousand at once are not all heard as the first.
///
/// # Errors
/// It comes too early: then it does not count.
pub async fn count(bothy: &Bothy, organisation: OrganisationId, counters: Counters) -> Result<(), NotHeard> {
    let input = (organisation, counters, bothy.wall());
    bothy
        .db
        .write("count_try", input, |w, (organisation, counters, wall)| {
            Box::pin(async move {
                if let Some(address) = &counters.address {
                    may_try(pace::read(w, *organisation, address).await?, *wall)?;
                }
                let (counted, key) = &counters.account;
                let before = pace::hold(w, *organisation, key, *wall).await?;
                may_try(Some(before), *wall)?;
                pace::put(w, *organisation, key, one_more(*counted, Some(before), *wall)).await?;
                // A counter is no act of anybody; a right answer has its own entry.
                Ok::<_, NotHeard>(Commit::Sealed(()))
            })
        })
        .await
}

/// The try was wrong: the piece of address space it came from is counted too.
///
/// # Errors
/// The store's own.
pub async fn was_wrong(bothy: &Bothy, organisation: OrganisationId, counters: Counters) -> Result<(), StoreError> {
    let Some(address) = counters.address else { return Ok(()) };
    bothy
        .db
        .write("count_wrong", (organisation, address, bothy.wall()), |w, (organisation, address, wall)| {
            Box::pin(async move {
                let before = pace::hold(w, *organisation, address, *wall).await?;
                pace::put(w, *organisation, address, one_more(Counted::Address, Some(before), *wall)).await?;
                Ok::<_, StoreError>(Commit::Sealed(()))
            })
        })
        .await
}

/// Whoever followed their link has shown who they are: their own slips from here before are forgotten.
///
/// # Errors
/// The store's own.
pub async fn forgive(bothy: &Bothy, organisation: OrganisationId, email: &str, from: From) -> Result<(), StoreError> {
    let what = account_of(email);
    bothy
        .db
        .write("forgive_tries", (organisation, what, from), |w, (organisation, what, from)| {
            Box::pin(async move {
                let counters = counters(w, *organisation, what, None, from).await?;
                let gone = pace::clear(w, *organisation, &counters.account.1).await?;
                Ok::<_, StoreError>(if gone == 0 { Commit::Unchanged(()) } else { Commit::Sealed(()) })
            })
        })
        .await
}

/// The word under which tries at an account are counted.
pub(super) fn account_of(email: &str) -> String {
    format!("account|{}", email.trim().to_lowercase())
}
