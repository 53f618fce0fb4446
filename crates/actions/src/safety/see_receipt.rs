//! Whoever holds a receipt sees when it was sent and whether somebody has it: nothing of what it says.
//!
//! Its words can be said over a phone, so they could be guessed: wrong ones are counted. The browser that told the worry
//! is never kept waiting by that: it holds the act's id too, which nobody guesses.

use crate::access::token_hash;
use crate::access::tries::NotHeard;
use crate::bothy::Bothy;
use bothy_domain::access::pace::{Counted, Pace, is_quiet, may_try, one_more};
use bothy_domain::ids::{ActId, OrganisationId};
use bothy_domain::organisations::Policy;
use bothy_domain::safety::concern::{About, ConcernState, Danger};
use bothy_store::access::{pace, spent};
use bothy_store::{Commit, StoreError, Tx, Writing, people, safety};
use jiff::{SignedDuration, Timestamp};

/// What a receipt shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it is about.
    pub about: About,
    /// When it was sent.
    pub raised_at: Timestamp,
    /// By when somebody says that they have it.
    pub due_by: Timestamp,
    /// Who has it, and since when.
    pub read_by: Option<(String, Timestamp)>,
    /// The names of the two who read it.
    pub readers: [String; 2],
}

/// By when somebody says that they have a worry that is told now.
pub fn read_by(now: Timestamp, danger: Danger) -> Timestamp {
    let policy = Policy::default();
    let hours = match danger {
        Danger::YesOrNotSure => policy.worry_hours_danger,
        Danger::No => policy.worry_hours,
    };
    now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
}

/// A receipt as somebody shows it.
#[derive(Debug, Clone)]
pub struct ShownReceipt {
    /// Its words.
    pub words: String,
    /// The act by which the worry was told: the browser that told it knows it, and nobody else.
    pub act: Option<ActId>,
    /// The piece of address space it is shown from.
    pub address: String,
}

struct Input {
    organisation: OrganisationId,
    shown: ShownReceipt,
    /// The counters: of the address, and of everybody.
    keys: [String; 2],
    wall: Timestamp,
}

/// What became of the worry behind these words; none where there is no such worry, which counts as a try.
///
/// # Errors
/// Too many wrong ones were tried from there, or everywhere: then nothing is looked up. The store's own.
pub async fn see_receipt(
    bothy: &Bothy,
    organisation: OrganisationId,
    shown: ShownReceipt,
) -> Result<Option<Receipt>, NotHeard> {
    let keys = [token_hash(&format!("receipt|address|{}", shown.address)), token_hash("receipt|everywhere")];
    let input = Input { organisation, shown, keys, wall: bothy.wall() };
    let wall = input.wall;
    let input = std::sync::Arc::new(input);
    // Whoever told it, and whoever is right while nobody guesses, looks without a write: that works while the database
    // takes none.
    let seen = bothy.db.snapshot("see_receipt", input.clone(), |tx, input| Box::pin(look(tx, input))).await?;
    let counted = match seen {
        Looked::Theirs(receipt) => return Ok(Some(receipt)),
        Looked::Words(receipt, counted) => {
            if receipt.is_some() && counted.iter().all(|pace| is_quiet(*pace, wall)) {
                return Ok(receipt);
            }
            counted
        }
    };
    for pace in counted {
        may_try(pace, wall)?;
    }
    bothy.db.write("try_receipt", input, |w, input| Box::pin(try_words(w, input))).await
}

enum Looked {
    /// It was told by this very browser.
    Theirs(Receipt),
    /// What the words lead to, and what stands in the counters.
    Words(Option<Receipt>, [Option<Pace>; 2]),
}

async fn look(tx: &mut Tx, input: &Input) -> Result<Looked, StoreError> {
    let Input { organisation, shown, keys: [here, everywhere], .. } = input;
    let receipt = behind(tx, *organisation, &shown.words).await?;
    if let (Some(receipt), Some(act)) = (&receipt, shown.act)
        && spent(tx, *organisation, act.uuid()).await?.is_some_and(|(_, made)| made == shown.words)
    {
        return Ok(Looked::Theirs(receipt.clone()));
    }
    let counted = [pace::read(tx, *organisation, here).await?, pace::read(tx, *organisation, everywhere).await?];
    Ok(Looked::Words(receipt, counted))
}

/// Looks while the counters are held, so that of a thousand tries at once each is counted. One that is right counts not.
async fn try_words(w: &mut Writing, input: &Input) -> Result<Commit<Option<Receipt>>, NotHeard> {
    let Input { organisation, shown, keys: [here, everywhere], wall } = input;
    let before = pace::hold(w, *organisation, here, *wall).await?;
    may_try(Some(before), *wall)?;
    let all = pace::hold(w, *organisation, everywhere, *wall).await?;
    may_try(Some(all), *wall)?;
    if let Some(receipt) = behind(w, *organisation, &shown.words).await? {
        return Ok(Commit::Unchanged(Some(receipt)));
    }
    pace::put(w, *organisation, here, one_more(Counted::Receipt, Some(before), *wall)).await?;
    pace::put(w, *organisation, everywhere, one_more(Counted::Receipts, Some(all), *wall)).await?;
    // A counter is no act of anybody.
    Ok(Commit::Sealed(None))
}

async fn behind(tx: &mut Tx, organisation: OrganisationId, words: &str) -> Result<Option<Receipt>, StoreError> {
    let Some(row) = safety::concern_of_receipt(tx, organisation, words).await? else { return Ok(None) };
    let named = people::named(tx, organisation, &row.concern.readers).await?;
    let name = |id| named.get(&id).map(|person| person.shown_name.clone()).unwrap_or_default();
    let read = match row.concern.state {
        ConcernState::Raised => None,
        ConcernState::Acknowledged { by, at } => Some((name(by), at)),
    };
    Ok(Some(Receipt {
        about: row.about,
        raised_at: row.concern.raised_at,
        due_by: read_by(row.concern.raised_at, row.concern.danger),
        read_by: read,
        readers: row.concern.readers.map(name),
    }))
}
