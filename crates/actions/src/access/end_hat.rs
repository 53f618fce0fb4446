//! A hat is taken off: somebody leaves, or does something else. What hung on it goes back to those who can do it.

use super::invite_person::{By, may_let_in};
use super::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::{ActionError, Never};
use crate::keeping::erase_person::{give_back, lock_all};
use crate::rota::empty_seats::empty_seats;
use bothy_domain::access::ending::{EndingFacts, EndingRefused, keeps_seats, may_end, stands_in_the_way};
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::access::scope::{About, Worry};
use bothy_domain::access::{Hat, Permit, Role, Scope, Standing};
use bothy_domain::duties::{Duty, DutyState};
use bothy_domain::ids::{ActId, BranchId, HatId, JobId, OrganisationId, PersonId, ReasonId, SessionId};
use bothy_store::duties::{Found, SubjectKind, in_hands_of, subject};
use bothy_store::going::around::{opens_no_more, sessions_to_come};
use bothy_store::going::is_erased;
use bothy_store::jobs::{Notice, queue};
use bothy_store::people::{self, Person};
use bothy_store::sessions::Session;
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, access, organisations, sessions};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

type Refused = ActionError<EndingRefused>;

/// What is known before a hat is taken off.
#[derive(Debug, Clone)]
pub struct EndingSeen {
    /// Who wears it.
    pub person: Person,
    /// The hat.
    pub hat: Hat,
    /// Whether another hat of theirs stays.
    pub stays_here: bool,
    /// The sessions to come on which a seat of theirs falls empty, the first ones first.
    pub seats: Vec<Session>,
    /// What whoever looks may see of them.
    pub scope: Scope,
    /// How many things that they have taken go back.
    pub duties: usize,
    /// What stands in the way.
    pub refused: Option<EndingRefused>,
    /// The branches by name.
    pub branches: BTreeMap<BranchId, String>,
}

/// Reads what taking a hat off would do.
///
/// # Errors
/// Whoever asks is no administrator, or there is no such hat.
pub async fn see_ending(
    bothy: &Bothy,
    who: &Known,
    person: PersonId,
    hat: HatId,
) -> Result<EndingSeen, ActionError<Never>> {
    bothy
        .db
        .snapshot("see_ending", (who.clone(), person, hat, bothy.now()), |tx, (who, person, hat, now)| {
            Box::pin(async move { see(tx, who, *person, *hat, *now).await })
        })
        .await
}

async fn see(
    tx: &mut Tx,
    who: &Known,
    person: PersonId,
    hat: HatId,
    now: Timestamp,
) -> Result<EndingSeen, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
    let Some(found) = people::find(tx, organisation, person).await? else { return Err(ActionError::NotFound) };
    let Some(facts) = facts(tx, organisation, person, hat, now).await? else { return Err(ActionError::NotFound) };
    let ids = sessions_to_come(tx, organisation, person, now).await?;
    let held = bothy_store::rota::seats_of(tx, organisation, &ids).await?;
    let holds =
        |id: SessionId| held.get(&id).is_some_and(|seats| seats.iter().any(|seat| seat.holder() == Some(person)));
    let sessions = sessions::by_ids(tx, organisation, &ids).await?;
    let mut seats: Vec<Session> = sessions
        .into_values()
        .filter(|session| holds(session.id) && !keeps_seats(&facts.others, session.branch, session.starts_at))
        .collect();
    seats.sort_by_key(|session| session.starts_at);
    let after = Scope::of(&standing_left(tx, organisation, person, &facts, now).await?);
    let duties = out_of_sight(tx, organisation, person, &after).await?.len();
    Ok(EndingSeen {
        person: found,
        scope: Scope::of(&standing),
        stays_here: facts.others.iter().any(|hat| hat.worn_at(now)),
        seats,
        duties,
        refused: stands_in_the_way(&facts, now),
        hat: facts.hat,
        branches: organisations::branches(tx, organisation).await?.into_iter().collect(),
    })
}

struct Input {
    who: Known,
    act: ActId,
    person: PersonId,
    hat: HatId,
    reason: String,
    now: Timestamp,
}

/// Takes a hat off. Seats to come that no other hat of theirs covers fall empty and are asked for, what they have taken
/// and could not see any more goes back, and they have to sign in again.
///
/// # Errors
/// What stands in the way; whoever asks is no administrator, or there is no such hat.
pub async fn end_hat(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    person: PersonId,
    hat: HatId,
    reason: &str,
) -> Result<(), Refused> {
    let input = Input { who: who.clone(), act, person, hat, reason: reason.trim().to_owned(), now: bothy.now() };
    bothy.db.write("end_hat", input, |w, input| Box::pin(end_in(w, input))).await
}

async fn end_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let Input { who, act, person, hat, reason, now } = input;
    let (organisation, person, now) = (who.sign_in.organisation, *person, *now);
    may_let_in(w, &By::Administrator(Box::new(who.clone())), now).await?;
    let hash = token_hash(&format!("{person} {hat} {reason}"));
    match access::spent(w, organisation, act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if is_erased(w, organisation, person).await?.is_some() {
        return Err(ActionError::NotFound);
    }
    let locked = lock_all(w, organisation, person, now).await?;
    let Some(facts) = facts(w, organisation, person, *hat, now).await? else { return Err(ActionError::NotFound) };
    may_end(&facts, reason, now).map_err(ActionError::Rule)?;
    let standing = standing_left(w, organisation, person, &facts, now).await?;
    people::end_hat(w, organisation, person, *hat, now).await?;
    access::bump(w, organisation, person).await?;
    for found in out_of_sight(w, organisation, person, &Scope::of(&standing)).await? {
        give_back(w, organisation, person, found, now).await?;
    }
    let mut entries = Vec::new();
    for id in sessions_to_come(w, organisation, person, now).await? {
        let Some(session) = sessions::lock_and_find(w, &locked, organisation, id).await? else { continue };
        if keeps_seats(&facts.others, session.branch, session.starts_at) {
            continue;
        }
        for seat in empty_seats(w, &locked, organisation, person, &session, now).await? {
            entries.push(entry(organisation, now, who, "seat-emptied", seat.to_string(), None));
        }
    }
    if standing.hats().is_empty() {
        opens_no_more(w, organisation, person, now).await?;
    }
    replan(w, locked, now).await?;
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: String::from("hat-ended"),
        person,
        about: person.to_string(),
        words: String::from("{}"),
    };
    queue(w, organisation, &notice, now).await?;
    access::spend(w, organisation, act.uuid(), "end-hat", &hash, &hat.to_string(), now).await?;
    let why = Some((ReasonId::new(Uuid::now_v7()), reason.clone()));
    let first = Audit::of(entry(organisation, now, who, "hat-ended", person.to_string(), why));
    Ok(Commit::Changed((), entries.into_iter().fold(first, Audit::and)))
}

fn entry(
    organisation: OrganisationId,
    at: Timestamp,
    who: &Known,
    act: &'static str,
    thing: String,
    reason: Option<(ReasonId, String)>,
) -> Entry {
    Entry { organisation, at, by: Some(who.sign_in.person), act, thing, reason }
}

/// What decides; none where they have no such hat.
async fn facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    hat: HatId,
    now: Timestamp,
) -> Result<Option<EndingFacts>, StoreError> {
    let (mine, others): (Vec<Hat>, Vec<Hat>) =
        people::hats(tx, organisation, person).await?.into_iter().partition(|one| one.id == hat);
    let Some(hat) = mine.into_iter().next() else { return Ok(None) };
    let readers = organisations::find(tx, organisation).await?.map_or([None, None], |ours| ours.readers);
    let administrators = people::wearing(tx, organisation, Role::Administrator, now).await?;
    Ok(Some(EndingFacts {
        hat,
        others,
        reads_worries: readers.contains(&Some(person)),
        other_administrators: administrators.iter().filter(|one| one.id != person).count(),
    }))
}

/// On what they stand without the hat.
async fn standing_left(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    facts: &EndingFacts,
    now: Timestamp,
) -> Result<Standing, StoreError> {
    let kept = people::standing(tx, organisation, person, now).await?.kept_from().clone();
    Ok(Standing::at(now, organisation, person, facts.others.iter().cloned(), kept))
}

/// What they have taken, or were asked to take, and could not see any more.
async fn out_of_sight(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    scope: &Scope,
) -> Result<Vec<Found>, StoreError> {
    let mut gone = Vec::new();
    for found in in_hands_of(tx, organisation, person).await? {
        let kind = subject::kind(tx, organisation, found.subject).await?;
        let worry = if kind == Some(SubjectKind::Concern) { Worry::Yes } else { Worry::No };
        let about = About { branch: found.branch, group: found.group, worry };
        // As if it were nobody's: that it is theirs is what shows it to them now.
        let open = Duty { state: DutyState::Open, ..found.duty.clone() };
        if !scope.shows_duty(&open, &about) {
            gone.push(found);
        }
    }
    Ok(gone)
}
