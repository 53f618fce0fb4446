//! Those who can get in, for whoever lets people in.

use super::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::access::second_step::asks_second_step;
use bothy_domain::access::{Permit, Role};
use bothy_domain::ids::{BranchId, PersonId};
use bothy_store::access::{code_app, elsewhere, passwords};
use bothy_store::{organisations, people};
use std::collections::BTreeMap;

/// A branch, by its name.
pub type Branch = (BranchId, String);

/// The roles of those who are listed: everybody who works here or helps, never members.
const LISTED: [Role; 9] = [
    Role::Administrator,
    Role::Coordinator,
    Role::SafeguardingLead,
    Role::Supervisor,
    Role::OnlineSafetyLead,
    Role::Auditor,
    Role::Supporter,
    Role::Reader,
    Role::Referrer,
];

/// Somebody who can get in, or could.
#[derive(Debug, Clone)]
pub struct SeenPerson {
    /// Who.
    pub id: PersonId,
    /// The name that colleagues see.
    pub shown_name: String,
    /// Their hats, in the order above.
    pub roles: Vec<Role>,
    /// Whether they have set a password.
    pub has_password: bool,
    /// Whether they sign in with an account at their organisation's own provider.
    pub has_account: bool,
    /// Whether they take a second step.
    pub has_app: bool,
    /// Whether their hats ask for one.
    pub asked_for_second_step: bool,
    /// Whether that was let be.
    pub waived: bool,
}

/// The people and the branches of an organisation.
#[derive(Debug, Clone)]
pub struct People {
    /// By name.
    pub people: Vec<SeenPerson>,
    /// For the form of an invitation.
    pub branches: Vec<Branch>,
}

/// Reads who can get in.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn see_people(bothy: &Bothy, who: &Known) -> Result<People, ActionError<Never>> {
    bothy
        .db
        .snapshot("see_people", (who.clone(), bothy.now()), |tx, (who, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                let mut found: BTreeMap<(String, PersonId), Vec<Role>> = BTreeMap::new();
                for role in LISTED {
                    for person in people::wearing(tx, organisation, role, *now).await? {
                        found.entry((person.shown_name, person.id)).or_default().push(role);
                    }
                }
                let mut seen = Vec::with_capacity(found.len());
                for ((shown_name, id), roles) in found {
                    let app = code_app::of(tx, organisation, id).await?;
                    seen.push(SeenPerson {
                        id,
                        shown_name,
                        has_password: passwords::hash_of(tx, organisation, id).await?.is_some(),
                        has_account: !elsewhere::of(tx, organisation, id).await?.is_empty(),
                        has_app: app.is_some_and(|app| app.confirmed_at.is_some()),
                        asked_for_second_step: roles.iter().copied().any(asks_second_step),
                        waived: code_app::is_waived(tx, organisation, id).await?,
                        roles,
                    });
                }
                Ok(People { people: seen, branches: organisations::branches(tx, organisation).await? })
            })
        })
        .await
}
