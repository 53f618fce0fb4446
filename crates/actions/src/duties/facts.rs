//! Loading the facts of a subject, whatever kind of thing it is.

use bothy_domain::access::{Hat, Role};
use bothy_domain::duties::{Facts, PersonFacts, Worn};
use bothy_domain::ids::{BranchId, GroupId, PersonId, SessionId};
use bothy_domain::supporters::checks::{Span, runs_out_on};
use bothy_domain::supporters::everyone::{SupervisionAsked, supervision_holds_until};
use bothy_store::duties::{Subject, SubjectKind, facts as stored};
use bothy_store::people::helpers;
use bothy_store::{StoreError, Tx, organisations, people, sessions};
use jiff::civil::Date;
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
            let mut facts = sessions::facts(tx, subject.organisation, &[id], sessions::LookedAt::OnItsDay).await?;
            Ok(facts.remove(&id).map(|facts| (Facts::Session(facts), session.branch, Some(session.group))))
        }
        SubjectKind::Person => {
            let (facts, branch) = person(tx, subject, PersonId::new(thing), now).await?;
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

async fn person(
    tx: &mut Tx,
    subject: Subject,
    person: PersonId,
    now: Timestamp,
) -> Result<(PersonFacts, Option<BranchId>), StoreError> {
    let Some(ours) = organisations::find(tx, subject.organisation).await? else {
        return Ok((PersonFacts::default(), None));
    };
    let zone = TimeZone::get(&ours.zone).unwrap_or(TimeZone::UTC);
    // The last day still counts, so what holds on it is over when the next day begins.
    let end_of = |last: Date| last.saturating_add(1.day()).to_zoned(zone.clone());
    let last_day = |until: Date| (until, end_of(until).map_or(Timestamp::MAX, |at| at.timestamp()));
    let hats: Vec<Hat> =
        helpers(tx, subject.organisation, Some(person)).await?.into_iter().flat_map(|helper| helper.hats).collect();
    let shown = people::shown(tx, subject.organisation, &[person]).await?.remove(&person).unwrap_or_default();
    let supports: Vec<&Hat> = hats.iter().filter(|hat| hat.role == Role::Supporter).collect();
    let supervised_until = match ours.asks.supervision {
        SupervisionAsked::Weeks(weeks) => shown.supervised_on.map(|last| supervision_holds_until(last, weeks)),
        SupervisionAsked::No => None,
    };
    let facts = PersonFacts {
        helps: Worn::of(&hats),
        supports: Worn::of(supports.iter().copied()),
        checks: ends(shown.checks, last_day),
        training: ends(shown.training, last_day),
        supervised_until: supervised_until.map(last_day),
    };
    Ok((facts, home(&hats, now)))
}

/// The branch of somebody who supports in one branch only: what runs out of theirs is for who plans there. Somebody
/// who supports in several, or everywhere, is everybody's who plans.
fn home(hats: &[Hat], now: Timestamp) -> Option<BranchId> {
    let mut branches = hats.iter().filter(|hat| hat.role == Role::Supporter && hat.worn_at(now)).map(|hat| hat.branch);
    let first = branches.next().flatten();
    first.filter(|first| branches.all(|other| other == Some(*first)))
}

/// The last day of each kind that runs out, and its end.
fn ends<K: Ord>(all: Vec<(K, Span)>, end: impl Fn(Date) -> (Date, Timestamp)) -> Vec<(K, Date, Timestamp)> {
    let mut by_kind: BTreeMap<K, Vec<Span>> = BTreeMap::new();
    for (kind, span) in all {
        by_kind.entry(kind).or_default().push(span);
    }
    let ends = |(kind, spans): (K, Vec<Span>)| {
        let (until, at) = end(runs_out_on(spans)?);
        Some((kind, until, at))
    };
    by_kind.into_iter().filter_map(ends).collect()
}
