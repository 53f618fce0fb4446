//! Somebody takes one of their passkeys away: it opens nothing from that moment on.

use super::passkeys::{PasskeyRefused, Refused, rule};
use super::still_them::still_them_now;
use super::tries::From;
use super::way_in_changed::tell_of_way_in;
use super::{Known, entry};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::passkey::{OtherWay, may_go};
use bothy_domain::ids::PasskeyId;
use bothy_store::Commit;
use bothy_store::access::{elsewhere, pace, passkeys, passwords};

/// Removes a passkey of one's own; never the last way in. It is asked who they are, as before adding one: a browser left
/// open is not enough to lock its owner out.
///
/// # Errors
/// There is none such that is theirs, it is not surely them, or nothing else lets them in.
pub async fn remove_passkey(
    bothy: &Bothy,
    who: &Known,
    id: PasskeyId,
    password: String,
    from: From,
) -> Result<(), Refused> {
    let clear = still_them_now(bothy, &who.sign_in, password, from).await?;
    let input = (who.sign_in.clone(), id, clear, bothy.now());
    bothy
        .db
        .write("remove_passkey", input, |w, (own, id, clear, now)| {
            Box::pin(async move {
                let (organisation, person) = (own.organisation, own.person);
                if let Some(clear) = clear {
                    pace::clear(w, organisation, clear).await?;
                }
                let theirs = passkeys::of(w, organisation, person).await?;
                if !theirs.iter().any(|one| one.id == *id) {
                    return Err(ActionError::NotFound);
                }
                let hash = passwords::hash_of(w, organisation, person).await?;
                let linked = elsewhere::of(w, organisation, person).await?;
                let other = match (hash, linked.as_slice()) {
                    (Some(_), _) => OtherWay::Password,
                    (None, []) => OtherWay::None,
                    (None, _) => OtherWay::Elsewhere,
                };
                if !may_go(theirs.len(), other) {
                    return rule(PasskeyRefused::LastWayIn);
                }
                passkeys::take_away(w, organisation, person, *id).await?;
                tell_of_way_in(w, organisation, person, "passkey-removed", *now).await?;
                let audit = entry(organisation, *now, Some(person), "passkey-removed", id.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
