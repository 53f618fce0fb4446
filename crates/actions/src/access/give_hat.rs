//! Somebody who is here already is given a further role, as an invitation gives the first.

use super::invite_person::{By, may_let_in};
use super::way_in_changed::tell_of_way_in;
use super::{Known, entry, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::keeping::erase_person::lock_all;
use bothy_domain::access::giving::{GivingRefused, may_give, worn_in};
use bothy_domain::access::{Hat, Role};
use bothy_domain::ids::{ActId, BranchId, HatId, PersonId};
use bothy_store::going::is_erased;
use bothy_store::{Commit, Writing, access, organisations, people};
use jiff::Timestamp;
use uuid::Uuid;

type Refused = ActionError<GivingRefused>;

struct Input {
    who: Known,
    act: ActId,
    person: PersonId,
    role: Role,
    branch: Option<BranchId>,
    now: Timestamp,
}

/// Gives a role, in one branch or (none) the whole organisation. What is asked of whoever wears it is planned in the same
/// commit; they are told, and have to sign in again, since what they may do has changed.
///
/// # Errors
/// [`GivingRefused`]; whoever asks is no administrator, or there is no such person.
pub async fn give_hat(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    person: PersonId,
    role: Role,
    branch: Option<BranchId>,
) -> Result<(), Refused> {
    let branch = worn_in(role, branch);
    let input = Input { who: who.clone(), act, person, role, branch, now: bothy.now() };
    bothy.db.write("give_hat", input, |w, input| Box::pin(give_in(w, input))).await
}

async fn give_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let Input { who, act, person, role, branch, now } = input;
    let (organisation, person, now) = (who.sign_in.organisation, *person, *now);
    may_let_in(w, &By::Administrator(Box::new(who.clone())), now).await?;
    let is_here = people::find(w, organisation, person).await?.is_some();
    if !is_here || is_erased(w, organisation, person).await?.is_some() {
        return Err(ActionError::NotFound);
    }
    // Of two who give the same role at once, the second finds that they have it; the same press, that it is done.
    let locked = lock_all(w, organisation, person, now).await?;
    let hash = token_hash(&format!("{person} {} {branch:?}", role.code()));
    match access::spent(w, organisation, act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if let Some(branch) = branch
        && !organisations::branches(w, organisation).await?.iter().any(|(id, _)| id == branch)
    {
        return Err(ActionError::Rule(GivingRefused::NoBranch));
    }
    let worn = people::hats(w, organisation, person).await?;
    may_give(who.sign_in.person, person, *role, *branch, &worn, now).map_err(ActionError::Rule)?;
    let hat = Hat { id: HatId::new(Uuid::now_v7()), role: *role, branch: *branch, from: now, until: None };
    people::put_on(w, organisation, person, &hat).await?;
    access::bump(w, organisation, person).await?;
    replan(w, locked, now).await?;
    tell_of_way_in(w, organisation, person, "hat-given", now).await?;
    access::spend(w, organisation, act.uuid(), "give-hat", &hash, &hat.id.to_string(), now).await?;
    Ok(Commit::Changed((), entry(organisation, now, Some(who.sign_in.person), "hat-given", person.to_string())))
}
