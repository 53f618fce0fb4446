//! Somebody signs one of their devices out, or all of them.

use super::{Known, entry};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::ids::SignInId;
use bothy_store::{Commit, access};

/// Ends one of a person's own sign-ins.
///
/// # Errors
/// There is none such that is alive and theirs.
pub async fn end_device(bothy: &Bothy, who: &Known, id: SignInId) -> Result<(), ActionError<Never>> {
    let input = (who.sign_in.clone(), id, bothy.now(), bothy.wall());
    bothy
        .db
        .write("end_device", input, |w, (own, id, now, wall)| {
            Box::pin(async move {
                let theirs = access::alive(w, own.organisation, own.person, *wall).await?;
                if !theirs.iter().any(|one| one.id == *id) {
                    return Err(ActionError::NotFound);
                }
                access::end(w, own.organisation, *id, *wall).await?;
                let audit = entry(own.organisation, *now, Some(own.person), "signed-out-device", id.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}

/// Ends every sign-in of a person, this one too, and forgets the browsers from which they were let in.
///
/// # Errors
/// The store's own.
pub async fn end_everywhere(bothy: &Bothy, who: &Known) -> Result<(), ActionError<Never>> {
    let input = (who.sign_in.clone(), bothy.now(), bothy.wall());
    bothy
        .db
        .write("end_everywhere", input, |w, (own, now, wall)| {
            Box::pin(async move {
                access::end_others(w, own.organisation, own.person, None, *wall).await?;
                access::passwords::forget_devices(w, own.organisation, own.person).await?;
                let thing = own.person.to_string();
                Ok(Commit::Changed((), entry(own.organisation, *now, Some(own.person), "signed-out-everywhere", thing)))
            })
        })
        .await
}
