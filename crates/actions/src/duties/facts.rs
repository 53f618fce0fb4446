//! Loading the facts of a subject, whatever kind of thing it is.

use bothy_domain::access::Role;
use bothy_domain::duties::{Facts, PersonFacts};
use bothy_domain::ids::{BranchId, GroupId, PersonId, SessionId};
use bothy_domain::supporters::checks::runs_out_on;
use bothy_store::duties::{Subject, SubjectKind, facts as stored};
use bothy_store::{StoreError, Tx, organisations, people, sessions};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use std::collections::BTreeMap;

/// The facts of a subject with the branch and the group that its duties belong to; none where the thing is gone.
///
/// # Errors
/// The store's own.
pub async fn of_subject(
    tx: &mut Tx,
    subject: Subject,
    now: Timestamp,
) -> Result<Option<(Facts, Option<BranchId>, Option<GroupId>)>, StoreError> {
    let thing = subject.id.uuid();
    match subject.kind {
        SubjectKind::Session => {
            let id = SessionId::new(thing);
            let Some(session) = sessions::find(tx, subject.organisation, id).await? else { return Ok(None) };
            let mut facts = sessions::facts(tx, subject.organisation, &[id]).await?;
            Ok(facts.remove(&id).map(|facts| (Facts::Session(facts), session.branch, Some(session.group))))
        }
        SubjectKind::Person => {
            let facts = person(tx, subject, PersonId::new(thing)).await?;
            let branch = home(tx, subject, PersonId::new(thing), now).await?;
            Ok(Some((Facts::Person(facts), branch, None)))
        }
        SubjectKind::Concern => {
            let concern = stored::concern(tx, subject.organisation, thing).await?;
            Ok(concern.map(|concern| (Facts::Concern(concern), None, None)))
        }
        SubjectKind::Import => {
            let facts = stored::import(tx, subject.organisation, thing).await?;
            Ok(facts.map(|facts| (Facts::Import(facts), None, None)))
        }
        SubjectKind::Calendar => {
            let facts = stored::calendar(tx, subject.organisation).await?;
            Ok(facts.map(|facts| (Facts::Calendar(facts), None, None)))
        }
        SubjectKind::Place => {
            let facts = stored::place(tx, subject.organisation, thing).await?;
            Ok(facts.map(|facts| (Facts::Place(facts), None, None)))
        }
        SubjectKind::Notice => {
            let facts = bothy_store::jobs::facts(tx, subject.organisation, thing).await?;
            Ok(facts.map(|facts| (Facts::Notice(facts), None, None)))
        }
    }
}

/// The branch of somebody who supports in one branch only: what runs out of theirs is for who plans there. Somebody
/// who supports in several, or everywhere, is everybody's who plans.
async fn home(tx: &mut Tx, subject: Subject, person: PersonId, now: Timestamp) -> Result<Option<BranchId>, StoreError> {
    let standing = people::standing(tx, subject.organisation, person, now).await?;
    let mut branches = standing.hats().iter().filter(|hat| hat.role == Role::Supporter).map(|hat| hat.branch);
    let first = branches.next().flatten();
    Ok(first.filter(|first| branches.all(|other| other == Some(*first))))
}

async fn person(tx: &mut Tx, subject: Subject, person: PersonId) -> Result<PersonFacts, StoreError> {
    let zone = organisations::find(tx, subject.organisation)
        .await?
        .and_then(|organisation| TimeZone::get(&organisation.zone).ok())
        .unwrap_or(TimeZone::UTC);
    let shown = people::shown(tx, subject.organisation, &[person]).await?;
    let mut by_kind: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (kind, span) in shown.into_values().flat_map(|shown| shown.checks) {
        by_kind.entry(kind).or_default().push(span);
    }
    let mut checks = Vec::new();
    for (kind, spans) in by_kind {
        if let Some(until) = runs_out_on(spans) {
            // The last day still counts, so the check is over when the next day begins.
            let over = until.saturating_add(1.day()).to_zoned(zone.clone());
            checks.push((kind, until, over.map_or(Timestamp::MAX, |at| at.timestamp())));
        }
    }
    Ok(PersonFacts { checks })
}
