//! A coordinator writes what a place is like, each fact with the day on which somebody checked it.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_calendar::zone::{day_of, named};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{EditPlace, Within};
use bothy_domain::ids::ActId;
use bothy_domain::places::{FactKind, Says};
use bothy_store::duties::{Subject, SubjectKind, lock, make};
use bothy_store::places::{Fact, Place, all, facts_of, put_fact, save};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, access, organisations, people};
use jiff::Timestamp;

/// The longest that the words of one fact may be, in letters.
const LONGEST: usize = 1_000;

/// Why what was written of a place is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FactsRefused {
    /// Nobody has checked it on a day to come.
    #[error("the day of the check is still to come")]
    CheckedLater {
        /// Which fact.
        kind: FactKind,
    },
    /// A text is longer than it may be.
    #[error("the words are longer than {most} letters")]
    TooLong {
        /// Which fact.
        kind: FactKind,
        /// The most letters.
        most: usize,
    },
}

struct Input {
    who: Known,
    act: ActId,
    slug: String,
    version: i64,
    facts: Vec<Fact>,
    now: Timestamp,
}

/// Writes the facts of a place; `version` is the one that the form was printed from.
///
/// # Errors
/// Which fact is wrong, and why; [`ActionError::Stale`] where somebody changed the place meanwhile; or it is not
/// there for this person.
pub async fn edit_place(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    facts: Vec<Fact>,
) -> Result<(), ActionError<FactsRefused>> {
    if let Some(fact) = facts.iter().find(|fact| fact.words.chars().count() > LONGEST) {
        return Err(ActionError::Rule(FactsRefused::TooLong { kind: fact.kind, most: LONGEST }));
    }
    let input = Input { who: who.clone(), act, slug: slug.to_owned(), version, facts, now: bothy.now() };
    bothy.db.write("edit_place", input, |w, input| Box::pin(edit_in(w, input))).await
}

async fn edit_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<FactsRefused>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    Permit::<EditPlace>::ask(&standing, Within::organisation(organisation))?;
    let Some(id) = found(w, input).await?.map(|place| place.id) else { return Err(ActionError::NotFound) };
    let subject = Subject::of(organisation, SubjectKind::Place, id.uuid());
    make(w, subject).await?;
    let locked = lock(w, &[subject]).await?;
    let hash = token_hash(&format!("{} {:?}", input.slug, input.facts));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let Some(ours) = organisations::find(w, organisation).await? else { return Err(ActionError::NotFound) };
    let zone = named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let today = day_of(now, &zone);
    if let Some(fact) = input.facts.iter().find(|fact| fact.checked_on.is_some_and(|on| on > today)) {
        return Err(ActionError::Rule(FactsRefused::CheckedLater { kind: fact.kind }));
    }
    // Read again after the lock: somebody may have written in between.
    let Some(place) = found(w, input).await? else { return Err(ActionError::NotFound) };
    if place.version != input.version {
        return Err(ActionError::Stale);
    }
    // Whoever writes what a place is like has looked at it.
    let place = Place { looked_at: place.looked_at.or(Some(now)), ..place };
    if save(w, organisation, &place).await? == 0 {
        return Err(ActionError::Stale);
    }
    let known = facts_of(w, organisation, &[place.id]).await?.remove(&place.id).unwrap_or_default();
    // What says nothing and was never known makes no row.
    let says_something = |fact: &&Fact| {
        fact.says != Says::NotKnown
            || !fact.words.trim().is_empty()
            || fact.checked_on.is_some()
            || known.iter().any(|one| one.kind == fact.kind)
    };
    for fact in input.facts.iter().filter(says_something) {
        put_fact(w, organisation, place.id, &Fact { words: fact.words.trim().to_owned(), ..fact.clone() }).await?;
    }
    access::spend(w, organisation, input.act.uuid(), "edit-place", &hash, &input.slug, now).await?;
    replan(w, locked, now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: now,
        by: Some(input.who.sign_in.person),
        act: "place-edited",
        thing: place.id.to_string(),
        reason: None,
    });
    Ok(Commit::Changed((), audit))
}

async fn found(w: &mut Writing, input: &Input) -> Result<Option<Place>, StoreError> {
    let all = all(w, input.who.sign_in.organisation).await?;
    Ok(all.into_iter().find(|place| place.slug == input.slug))
}
