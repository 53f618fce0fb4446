//! One person who helps here: hats, what they have shown, what runs out first, the seats to come.

use super::with_helper::{helper, today};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::helper::{RecordShown, SeeHelper};
use bothy_domain::access::permit::{Within, administers};
use bothy_domain::access::{Act as _, Permit, Role, Scope, Standing};
use bothy_domain::ids::{BranchId, PersonId};
use bothy_domain::organisations::Policy;
use bothy_domain::supporters::everyone::AskedOfAll;
use bothy_domain::supporters::outlook::{AskedHere, Stands, Thing, outlook};
use bothy_store::people::{Helper, Named, Written, asked_here, written};
use bothy_store::sessions::{Session, held_by};
use bothy_store::{Tx, organisations, people};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How far ahead somebody's seats are shown.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 7 * 8);

/// Whether the one who looks may write down what this person has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayRecord {
    /// They may.
    Yes,
    /// It is they themselves: nobody vouches for themselves.
    NotOfOneself,
}

/// Somebody who helps here.
#[derive(Debug, Clone)]
pub struct HelperSeen {
    /// Who, with all the hats by which they help or helped.
    pub helper: Helper,
    /// The branches by their ids.
    pub branches: BTreeMap<BranchId, String>,
    /// What the organisation asks of every supporter.
    pub asks: AskedOfAll,
    /// How each thing stands, what wants a look first.
    pub outlook: Vec<(Thing, Stands)>,
    /// All that was written down of them, oldest first within each kind.
    pub written: Vec<Written>,
    /// The sessions to come on which they hold a seat, among those that the one who looks plans.
    pub seats: Vec<Session>,
    /// Whether the one who looks may know of any session of theirs.
    pub sees_seats: bool,
    /// What the one who looks plans: those sessions have a page for them.
    pub scope: Scope,
    /// Who wrote something down.
    pub people: BTreeMap<PersonId, Named>,
    /// The kinds of check that are known here, for the form.
    pub kinds: Vec<String>,
    /// The training steps that are known here.
    pub steps: Vec<String>,
    /// Whether the one who looks may write something down.
    pub may_record: MayRecord,
}

/// Reads one person who helps here.
///
/// # Errors
/// Nobody of whom this person may know.
pub async fn see_helper(bothy: &Bothy, who: &Known, person: PersonId) -> Result<HelperSeen, ActionError<Never>> {
    let input = (who.clone(), person, bothy.now());
    bothy
        .db
        .snapshot("see_helper", input, |tx, (who, person, now)| {
            Box::pin(async move { see(tx, who, *person, *now).await })
        })
        .await
}

async fn see(tx: &mut Tx, who: &Known, person: PersonId, now: Timestamp) -> Result<HelperSeen, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    let Some((helper, thing)) = helper(tx, organisation, person).await? else { return Err(ActionError::NotFound) };
    let permit = Permit::<SeeHelper>::ask(&standing, thing)?;
    let may_record =
        if RecordShown::allows(&standing, permit.thing()) { MayRecord::Yes } else { MayRecord::NotOfOneself };
    let Some(ours) = organisations::find(tx, organisation).await? else { return Err(ActionError::NotFound) };
    let written = written(tx, organisation, &[person]).await?.remove(&person).unwrap_or_default();
    let shown = written.iter().map(|one| one.what.clone()).collect();
    let asked = asked_here(tx, organisation, ours.asks, now).await?;
    let supports =
        helper.hats.iter().any(|hat| hat.role == Role::Supporter && hat.until.is_none_or(|until| now < until));
    let nothing = AskedHere::default();
    let today = today(tx, organisation, now).await?;
    let outlook = outlook(if supports { &asked } else { &nothing }, &shown, today, &Policy::default());
    let to = now.checked_add(AHEAD).unwrap_or(now);
    let mut seats = held_by(tx, organisation, person, now, to).await?;
    seats.retain(|session| shows(&standing, session));
    let by: BTreeSet<PersonId> = written.iter().filter_map(|one| one.noted.by).collect();
    let by: Vec<PersonId> = by.into_iter().collect();
    let (kinds, steps) = people::kinds(tx, organisation).await?;
    Ok(HelperSeen {
        branches: organisations::branches(tx, organisation).await?.into_iter().collect(),
        people: people::named(tx, organisation, &by).await?,
        kinds: known(kinds, asked.checks.iter().map(|kind| kind.word())),
        steps: known(steps, asked.training.iter().map(|step| step.word())),
        asks: ours.asks,
        sees_seats: Scope::of(&standing).plans.is_some() || standing.wears(Role::Administrator, None),
        scope: Scope::of(&standing),
        helper,
        outlook,
        written,
        seats,
        may_record,
    })
}

fn known<'w>(written: Vec<String>, asked: impl Iterator<Item = &'w str>) -> Vec<String> {
    let all: BTreeSet<String> = written.into_iter().chain(asked.map(str::to_owned)).collect();
    all.into_iter().collect()
}

/// Whether somebody may know of this session: who plans it, and administrators of the whole organisation.
fn shows(standing: &Standing, session: &Session) -> bool {
    let within = Within { organisation: standing.organisation, branch: session.branch, group: Some(session.group) };
    Scope::of(standing).shows(session.branch, Some(session.group)) || administers(standing, &within)
}
