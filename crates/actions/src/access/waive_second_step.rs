//! An administrator lets somebody in without a second step, for a reason that stays; or asks for it again.

use super::{Known, entry};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::ids::{PersonId, ReasonId};
use bothy_store::access::{self, code_app};
use bothy_store::{Audit, Commit, Entry, people};
use uuid::Uuid;

/// Why it stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WaiveRefused {
    /// Nobody is let in with less for no reason.
    #[error("a reason is needed")]
    NoReason,
    /// The reason is longer than is kept.
    #[error("a reason has at most 500 letters")]
    TooLong,
    /// Nobody decides this about themselves.
    #[error("somebody else decides this")]
    Themselves,
}

/// Lets somebody in with the password alone.
///
/// # Errors
/// [`WaiveRefused`], or whoever asks is no administrator.
pub async fn waive_second_step(
    bothy: &Bothy,
    who: &Known,
    person: PersonId,
    reason: &str,
) -> Result<(), ActionError<WaiveRefused>> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(ActionError::Rule(WaiveRefused::NoReason));
    }
    if reason.chars().count() > 500 {
        return Err(ActionError::Rule(WaiveRefused::TooLong));
    }
    let input = (who.clone(), person, reason, bothy.now(), bothy.wall());
    bothy
        .db
        .write("waive_second_step", input, |w, (who, person, reason, now, wall)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let by = who.sign_in.person;
                let standing = people::standing(w, organisation, by, *now).await?;
                Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                if people::find(w, organisation, *person).await?.is_none() {
                    return Err(ActionError::NotFound);
                }
                if *person == by {
                    return Err(ActionError::Rule(WaiveRefused::Themselves));
                }
                let id = ReasonId::new(Uuid::now_v7());
                if code_app::waive(w, organisation, *person, by, id, *wall).await? == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: Some(by),
                    act: "second-step-waived",
                    thing: person.to_string(),
                    reason: Some((id, reason.clone())),
                });
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}

/// Asks somebody for a second step again. Where they have none, they are signed out and set one up next time.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn ask_second_step(bothy: &Bothy, who: &Known, person: PersonId) -> Result<(), ActionError<WaiveRefused>> {
    let input = (who.clone(), person, bothy.now());
    bothy
        .db
        .write("ask_second_step", input, |w, (who, person, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let by = who.sign_in.person;
                let standing = people::standing(w, organisation, by, *now).await?;
                Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                if code_app::ask_again(w, organisation, *person).await? == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                access::bump(w, organisation, *person).await?;
                let audit = entry(organisation, *now, Some(by), "second-step-asked", person.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
