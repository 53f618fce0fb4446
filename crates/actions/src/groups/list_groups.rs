//! The groups that somebody may know of, for programs: those that everybody sees, and those that they plan.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use crate::groups::edit_group::within;
use bothy_domain::access::permit::EditGroup;
use bothy_domain::access::{Permit, Standing};
use bothy_domain::groups::GroupKind;
use bothy_domain::ids::GroupId;
use bothy_store::groups::{Group, all, find};
use bothy_store::{StoreError, people};

/// As what somebody sees a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeesGroupAs {
    /// As everybody does.
    Anybody,
    /// They plan it.
    Planner,
}

fn seen(standing: &Standing, group: Group) -> Option<(Group, SeesGroupAs)> {
    if Permit::<EditGroup>::ask(standing, within(standing.organisation, &group)).is_ok() {
        return Some((group, SeesGroupAs::Planner));
    }
    // A match of two people is nobody else's business.
    let public = group.state.is_public() && group.kind != GroupKind::OneToOne;
    public.then_some((group, SeesGroupAs::Anybody))
}

/// The groups that this person may know of, by name.
///
/// # Errors
/// The store's own.
pub async fn list_groups(bothy: &Bothy, who: &Known) -> Result<Vec<(Group, SeesGroupAs)>, StoreError> {
    bothy
        .db
        .snapshot("list_groups", (who.clone(), bothy.now()), |tx, (who, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                let groups = all(tx, organisation).await?;
                Ok(groups.into_iter().filter_map(|group| seen(&standing, group)).collect())
            })
        })
        .await
}

/// One group by its id.
///
/// # Errors
/// It is not there for this person.
pub async fn see_one_group(
    bothy: &Bothy,
    who: &Known,
    id: GroupId,
) -> Result<(Group, SeesGroupAs), ActionError<Never>> {
    bothy
        .db
        .snapshot("see_one_group", (who.clone(), id, bothy.now()), |tx, (who, id, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                let found = find(tx, organisation, *id).await?;
                found.and_then(|group| seen(&standing, group)).ok_or(ActionError::NotFound)
            })
        })
        .await
}
