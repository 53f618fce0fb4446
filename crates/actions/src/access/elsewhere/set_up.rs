//! An administrator sets the organisation's own identity provider up, tries it, or takes it away.

use super::way_out;
use crate::access::invite_person::{By, may_let_in};
use crate::access::{Known, entry};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::elsewhere::{SetUpRefused, Typed, is_fit};
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::access::{Permit, Standing};
use bothy_domain::ids::{OrganisationId, ProviderId};
use bothy_provider::{Reach, Trouble, look};
use bothy_store::access::elsewhere::{self, Provider};
use bothy_store::{Commit, StoreError, Writing};
use jiff::Timestamp;
use uuid::Uuid;

/// A provider as an administrator sees it: the secret is shown to nobody again.
#[derive(Debug, Clone)]
pub struct SeenProvider {
    /// By which name people know the account.
    pub name: String,
    /// Its address.
    pub issuer: String,
    /// By which name it knows us.
    pub client_id: String,
    /// How often it was changed.
    pub version: i64,
}

/// Why it cannot be set up like this: what was typed, or the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// What was typed will not do.
    #[error("{0}")]
    Typed(SetUpRefused),
    /// The address will not do.
    #[error("{0}")]
    Issuer(Trouble),
}

fn may<R: std::fmt::Debug + std::fmt::Display>(standing: &Standing, of: OrganisationId) -> Result<(), ActionError<R>> {
    Permit::<LetPeopleIn>::ask(standing, Within::organisation(of))?;
    Ok(())
}

/// By which name people know the account, where a provider is set up.
///
/// # Errors
/// The store's own.
pub async fn elsewhere_name(bothy: &Bothy, organisation: OrganisationId) -> Result<Option<String>, StoreError> {
    bothy
        .db
        .snapshot("elsewhere_name", organisation, |tx, organisation| {
            Box::pin(async move { elsewhere::provider_name(tx, *organisation).await })
        })
        .await
}

/// The provider as it is set up, if one is.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn see_provider(bothy: &Bothy, who: &Known) -> Result<Option<SeenProvider>, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    may(&who.standing, organisation)?;
    let found = bothy.db.snapshot("see_provider", organisation, |tx, organisation| {
        Box::pin(async move { elsewhere::provider(tx, *organisation).await })
    });
    let found: Option<Provider> = found.await.map_err(ActionError::Store)?;
    Ok(found.map(|found| SeenProvider {
        name: found.name,
        issuer: found.issuer,
        client_id: found.client_id,
        version: found.version,
    }))
}

/// Reads what a provider says of itself, and says what is in the way. Nothing is kept by it.
///
/// # Errors
/// Whoever asks is no administrator, or what is in the way.
pub async fn try_provider(
    bothy: &Bothy,
    who: &Known,
    issuer: &str,
    reach: Reach,
) -> Result<Option<Trouble>, ActionError<Never>> {
    let input = (who.clone(), bothy.now());
    // A request goes out: the hat is looked at now, not as it was when the page was asked for.
    bothy
        .db
        .snapshot("may_try_provider", input, |tx, (who, now)| {
            Box::pin(async move {
                let own = &who.sign_in;
                let standing = bothy_store::people::standing(tx, own.organisation, own.person, *now).await?;
                may(&standing, own.organisation)
            })
        })
        .await?;
    let Ok(_place) = way_out() else { return Ok(Some(Trouble::Slow)) };
    Ok(look(issuer.trim(), reach).await.err())
}

struct Input {
    by: By,
    typed: Typed,
    version: i64,
    id: ProviderId,
    now: Timestamp,
    wall: Timestamp,
}

/// Sets the provider up, or changes it; `version` is of what stood on the page, 0 for none.
///
/// # Errors
/// [`NotKept`], whoever asks is no administrator, or it was changed meanwhile.
pub async fn put_provider(
    bothy: &Bothy,
    who: &Known,
    typed: Typed,
    version: i64,
    reach: Reach,
) -> Result<(), ActionError<NotKept>> {
    let issuer = typed.issuer.trim().to_owned();
    may(&who.standing, who.sign_in.organisation)?;
    bothy_provider::is_fit(&issuer, reach).map_err(|trouble| ActionError::Rule(NotKept::Issuer(trouble)))?;
    let input = Input {
        by: By::Administrator(Box::new(who.clone())),
        typed: Typed { issuer, ..typed },
        version,
        id: ProviderId::new(Uuid::now_v7()),
        now: bothy.now(),
        wall: bothy.wall(),
    };
    bothy.db.write("put_provider", input, |w, input| Box::pin(put_in(w, input))).await
}

async fn put_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<NotKept>> {
    let Input { by, typed, version, now, wall, .. } = input;
    let organisation = by.organisation();
    may_let_in(w, by, *now).await?;
    let before = elsewhere::provider(w, organisation).await?;
    is_fit(typed, before.as_ref().map(|before| before.issuer.as_str()))
        .map_err(|refused| ActionError::Rule(NotKept::Typed(refused)))?;
    let kept = before.as_ref().map(|before| before.client_secret.clone()).unwrap_or_default();
    let new = Provider {
        id: before.as_ref().map_or(input.id, |before| before.id),
        name: typed.name.trim().to_owned(),
        issuer: typed.issuer.clone(),
        client_id: typed.client_id.trim().to_owned(),
        client_secret: if typed.secret.is_empty() { kept } else { typed.secret.trim().to_owned() },
        version: *version,
    };
    // The same form sent twice: it is as it says already.
    if before.is_some_and(|before| Provider { version: *version, ..before } == new) {
        return Ok(Commit::Unchanged(()));
    }
    if elsewhere::put_provider(w, organisation, &new, *wall).await? == 0 {
        return Err(ActionError::Stale);
    }
    Ok(Commit::Changed((), entry(organisation, *now, by.person(), "provider-set-up", new.id.to_string())))
}

/// Takes the provider away: nobody signs in with it from that moment on. Who was linked stays so, for the day on which
/// it is set up again.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn take_provider_away(bothy: &Bothy, who: &Known) -> Result<(), ActionError<Never>> {
    let input = (By::Administrator(Box::new(who.clone())), bothy.now());
    bothy
        .db
        .write("take_provider_away", input, |w, (by, now)| {
            Box::pin(async move {
                let organisation = by.organisation();
                may_let_in(w, by, *now).await?;
                let Some(before) = elsewhere::provider(w, organisation).await? else {
                    return Ok(Commit::Unchanged(()));
                };
                elsewhere::take_provider_away(w, organisation).await?;
                let audit = entry(organisation, *now, by.person(), "provider-taken-away", before.id.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
