//! What a person sees of how they get in: devices, passkeys, second steps.

use super::{Known, SignIn};
use crate::bothy::Bothy;
use bothy_domain::access::second_step::asks_second_step;
pub use bothy_store::access::elsewhere::Linked;
pub use bothy_store::access::passkeys::Passkey;
use bothy_store::access::{alive, code_app, elsewhere, passkeys, passwords};
use bothy_store::{StoreError, people};

/// How somebody gets in.
#[derive(Clone)]
pub struct Account {
    /// Their address; empty where none is known.
    pub email: String,
    /// Whether they have a password.
    pub has_password: bool,
    /// Where they are signed in, the device last used first.
    pub devices: Vec<SignIn>,
    /// Their passkeys, in the order in which they were added.
    pub passkeys: Vec<Passkey>,
    /// By which name people know the account with their organisation's own provider, where one is set up.
    pub provider: Option<String>,
    /// What of it they are linked to.
    pub linked: Vec<Linked>,
    /// Whether an app shows them codes.
    pub has_app: bool,
    /// How many spare codes they have left.
    pub spares_left: i64,
    /// Whether their hats ask for a second step.
    pub asked_for_second_step: bool,
    /// Whether an administrator let that be.
    pub waived: bool,
}

/// Reads a person's own account.
///
/// # Errors
/// The store's own.
pub async fn see_account(bothy: &Bothy, who: &Known) -> Result<Account, StoreError> {
    let asked_for_second_step = who.standing.hats().iter().any(|hat| asks_second_step(hat.role));
    let input = (who.sign_in.organisation, who.sign_in.person, bothy.wall(), asked_for_second_step);
    bothy
        .db
        .snapshot("see_account", input, |tx, (organisation, person, wall, asked)| {
            Box::pin(async move {
                let own = people::find(tx, *organisation, *person).await?;
                let app = code_app::of(tx, *organisation, *person).await?;
                Ok(Account {
                    email: own.and_then(|own| own.email).unwrap_or_default(),
                    has_password: passwords::hash_of(tx, *organisation, *person).await?.is_some(),
                    devices: alive(tx, *organisation, *person, *wall).await?,
                    passkeys: passkeys::of(tx, *organisation, *person).await?,
                    provider: elsewhere::provider_name(tx, *organisation).await?,
                    linked: elsewhere::of(tx, *organisation, *person).await?,
                    has_app: app.is_some_and(|app| app.confirmed_at.is_some()),
                    spares_left: code_app::spares_left(tx, *organisation, *person).await?,
                    asked_for_second_step: *asked,
                    waived: code_app::is_waived(tx, *organisation, *person).await?,
                })
            })
        })
        .await
}
