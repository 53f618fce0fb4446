//! Somebody ends that their account elsewhere lets them in.

use super::{ElsewhereRefused, Refused, of_own, rule};
use crate::access::still_them::still_them_now;
use crate::access::tries::From;
use crate::access::way_in_changed::tell_of_way_in;
use crate::access::{Known, entry};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::passkey::{OtherWay, may_go};
use bothy_domain::ids::LinkedId;
use bothy_store::Commit;
use bothy_store::access::{elsewhere, pace, passkeys, passwords};

/// Unlinks an account of one's own; never the last way in. It is asked who they are, as before linking one.
///
/// # Errors
/// There is none such that is theirs, it is not surely them, or nothing else lets them in.
pub async fn unlink(bothy: &Bothy, who: &Known, id: LinkedId, password: String, from: From) -> Result<(), Refused> {
    let clear = still_them_now(bothy, &who.sign_in, password, from).await.map_err(of_own)?;
    let input = (who.sign_in.clone(), id, clear, bothy.now());
    bothy
        .db
        .write("unlink_account", input, |w, (own, id, clear, now)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                if let Some(clear) = clear {
                    pace::clear(w, organisation, clear).await?;
                }
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
