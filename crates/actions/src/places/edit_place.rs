//! A coordinator writes what a place is like, each fact with the day on which somebody checked it.

use super::with_place::{Asked, close, open};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::ids::ActId;
use bothy_domain::places::{FactKind, Says};
use bothy_store::places::{Fact, facts_of, put_fact};
use bothy_store::{Commit, Writing};

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
    let asked = Asked::new((who, act), slug, Some(version), &facts, bothy.now());
    bothy.db.write("edit_place", (asked, facts), |w, (asked, facts)| Box::pin(edit_in(w, asked, facts))).await
}

async fn edit_in(w: &mut Writing, asked: &Asked, facts: &[Fact]) -> Result<Commit<()>, ActionError<FactsRefused>> {
    let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
    let (organisation, id) = (asked.organisation(), opened.place.id);
    let today = opened.today;
    if let Some(fact) = facts.iter().find(|fact| fact.checked_on.is_some_and(|on| on > today)) {
        return Err(ActionError::Rule(FactsRefused::CheckedLater { kind: fact.kind }));
    }
    let known = facts_of(w, organisation, &[id]).await?.remove(&id).unwrap_or_default();
    // What says nothing and was never known makes no row.
    let says_something = |fact: &&Fact| {
        fact.says != Says::NotKnown
            || !fact.words.trim().is_empty()
            || fact.checked_on.is_some()
            || known.iter().any(|one| one.kind == fact.kind)
    };
    for fact in facts.iter().filter(says_something) {
        put_fact(w, organisation, id, &Fact { words: fact.words.trim().to_owned(), ..fact.clone() }).await?;
    }
    close(w, asked, opened, "place-edited").await
}
