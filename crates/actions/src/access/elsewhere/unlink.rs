//! Somebody ends that their account elsewhere lets them in.

use super::{ElsewhereRefused, Refused, rule};
use crate::access::way_in_changed::tell_of_way_in;
use crate::access::{Known, entry};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::passkey::{OtherWay, may_go};
use bothy_domain::ids::LinkedId;
use bothy_store::Commit;
use bothy_store::access::{elsewhere, passkeys, passwords};

/// Unlinks an account of one's own; never the last way in.
///
/// # Errors
/// There is none such that is theirs, or nothing else lets them in.
pub async fn unlink(bothy: &Bothy, who: &Known, id: LinkedId) -> Result<(), Refused> {
    let input = (who.sign_in.clone(), id, bothy.now());
    bothy
        .db
        .write("unlink_account", input, |w, (own, id, now)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                let theirs = elsewhere::of(w, organisation, person).await?;
                if !theirs.iter().any(|one| one.id == *id) {
                    return Err(ActionError::NotFound);
                }
                let hash = passwords::hash_of(w, organisation, person).await?;
                let keys = passkeys::of(w, organisation, person).await?;
                let other = match (hash, keys.as_slice()) {
                    (Some(_), _) => OtherWay::Password,
                    (None, []) => OtherWay::None,
                    (None, _) => OtherWay::Passkey,
                };
                if !may_go(theirs.len(), other) {
                    return rule(ElsewhereRefused::LastWayIn);
                }
                elsewhere::unlink(w, organisation, person, *id).await?;
                tell_of_way_in(w, organisation, person, "account-unlinked", *now).await?;
                Ok(Commit::Changed((), entry(organisation, *now, Some(person), "account-unlinked", id.to_string())))
            })
        })
        .await
}
