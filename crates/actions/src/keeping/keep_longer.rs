//! An administrator keeps a kind of record for longer than Bothy suggests, for a reason; the worker goes by it.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{KeepLonger, Within};
use bothy_domain::ids::{ActId, PersonId, ReasonId};
use bothy_domain::keeping::{Length, LengthRefused};
pub use bothy_store::going::Longer;
use bothy_store::going::{all_longer, classes, keep_as_suggested, keep_longer as put, longer_of};
use bothy_store::people::{self, Named};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, access};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One kind of record that an organisation may keep for longer.
#[derive(Debug, Clone)]
pub struct KeptKind {
    /// Its name.
    pub kind: &'static str,
    /// Its length.
    pub length: Length,
    /// How many days it is kept here.
    pub days: u32,
    /// What was decided, where it is kept for longer.
    pub longer: Option<Longer>,
}

/// For how long things are kept.
#[derive(Debug, Clone)]
pub struct KeepingSeen {
    /// The kinds that may be kept for longer, in the order of the list.
    pub kinds: Vec<KeptKind>,
    /// Who decided.
    pub people: BTreeMap<PersonId, Named>,
}

/// The length of a kind of record; none where there is no such kind, or it stays.
fn length_of(kind: &str) -> Result<Option<Length>, StoreError> {
    Ok(classes()?.iter().find(|class| class.name == kind).and_then(|class| class.length()))
}

/// Reads for how long things are kept.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn see_keeping(bothy: &Bothy, who: &Known) -> Result<KeepingSeen, ActionError<Never>> {
    let input = (who.clone(), bothy.now());
    bothy
        .db
        .snapshot("see_keeping", input, |tx, (who, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                Permit::<KeepLonger>::ask(&standing, Within::organisation(organisation))?;
                let mut longer = all_longer(tx, organisation).await?;
                let by: Vec<PersonId> = longer.values().map(|one| one.by).collect();
                let kinds = classes()?.iter().filter_map(|class| {
                    let length = class.length().filter(|length| length.at_most.is_some())?;
                    let longer = longer.remove(&class.name);
                    let days = length.kept(longer.as_ref().map(|one| one.days));
                    Some(KeptKind { kind: class.name.as_str(), length, days, longer })
                });
                Ok(KeepingSeen { kinds: kinds.collect(), people: people::named(tx, organisation, &by).await? })
            })
        })
        .await
}

/// What is decided of one kind of record.
#[derive(Debug, Clone)]
pub struct NewLength {
    /// Which kind.
    pub kind: String,
    /// How many days it was kept, as it stood on the page.
    pub before: u32,
    /// How many days it is to be kept.
    pub days: u32,
    /// Why.
    pub reason: String,
}

type Refused = ActionError<LengthRefused>;

struct Input {
    who: Known,
    act: ActId,
    new: NewLength,
    now: Timestamp,
}

/// Keeps a kind of record for so many days from now on. What has gone is gone.
///
/// # Errors
/// [`LengthRefused`], somebody decided it meanwhile, or whoever asks is no administrator.
pub async fn keep_longer(bothy: &Bothy, who: &Known, act: ActId, new: NewLength) -> Result<(), Refused> {
    let new = NewLength { reason: new.reason.trim().to_owned(), ..new };
    let input = Input { who: who.clone(), act, new, now: bothy.now() };
    bothy.db.write("keep_longer", input, |w, input| Box::pin(keep_in(w, input))).await
}

async fn keep_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let Input { who, act, new, now } = input;
    let (organisation, by, now) = (who.sign_in.organisation, who.sign_in.person, *now);
    let standing = people::standing(w, organisation, by, now).await?;
    Permit::<KeepLonger>::ask(&standing, Within::organisation(organisation))?;
    let hash = token_hash(&format!("{} {} {}", new.kind, new.days, new.reason));
    match access::spent(w, organisation, act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let Some(length) = length_of(&new.kind)? else { return Err(ActionError::NotFound) };
    length.may_keep(new.days, &new.reason).map_err(ActionError::Rule)?;
    let stands = length.kept(longer_of(w, organisation, &new.kind).await?);
    if stands != new.before {
        return Err(ActionError::Stale);
    }
    if stands == new.days {
        return Ok(Commit::Unchanged(()));
    }
    let reason = ReasonId::new(Uuid::now_v7());
    if new.days == length.suggested {
        keep_as_suggested(w, organisation, &new.kind).await?;
    } else {
        put(w, organisation, &new.kind, new.days, (by, reason, now)).await?;
    }
    let made = format!("{}_{}", new.kind, new.days);
    access::spend(w, organisation, act.uuid(), "keep-longer", &hash, &made, now).await?;
    let entry = Entry {
        organisation,
        at: now,
        by: Some(by),
        act: "keeping-changed",
        thing: made,
        reason: Some((reason, new.reason.clone())),
    };
    Ok(Commit::Changed((), Audit::of(entry)))
}
