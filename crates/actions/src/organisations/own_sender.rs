//! An administrator sets up by which mail server the organisation's letters leave, sees how a letter to themselves
//! fared, or takes the server away.
//!
//! Whose server is named decides where links go that let people in: so it is asked again who it is, as before a way in
//! is changed. The letters of an organisation with a server of its own leave by that and by no other.

use crate::access::invite_person::{By, may_let_in};
use crate::access::passkeys::PasskeyRefused;
use crate::access::still_them::still_them_now;
use crate::access::tries::From;
use crate::access::{Known, entry};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::ids::{OrganisationId, SenderId};
use bothy_domain::organisations::sender::{Opened, SenderRefused, Typed, is_fit};
use bothy_store::access::{pace, passwords};
use bothy_store::jobs::{Fared, last_of};
use bothy_store::sender::{self, Sender};
use bothy_store::{Commit, StoreError, Writing, people};
use jiff::Timestamp;
use uuid::Uuid;

/// A mail server as an administrator sees it: the password is shown to nobody again.
#[derive(Clone)]
pub struct SeenSender {
    /// What was said of it, without the password; none where there is no server.
    pub typed: Option<Typed>,
    /// How often it was changed; 0 where there is none.
    pub version: i64,
    /// Whether a password is kept.
    pub password_kept: bool,
    /// Whether whoever looks has a password that is asked for before a change.
    pub asks_password: bool,
    /// Where a letter to whoever looks goes, if anywhere.
    pub own_address: Option<String>,
    /// How the last letter that they sent themselves fared.
    pub fared: Option<Fared>,
}

/// Why it is not kept: what was typed, or whoever typed it did not show who they are.
#[derive(Debug, thiserror::Error)]
pub enum SenderNotKept {
    /// What was typed will not do.
    #[error("{0}")]
    Typed(SenderRefused),
    /// Their own password was not right, or is asked for too often.
    #[error("{0}")]
    Password(PasskeyRefused),
}

/// The mail server as it is set up, and how the last letter to whoever looks fared.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn see_sender(bothy: &Bothy, who: &Known) -> Result<SeenSender, ActionError<Never>> {
    let input = (who.clone(), bothy.now());
    bothy
        .db
        .snapshot("see_sender", input, |tx, (who, now)| {
            Box::pin(async move {
                let (organisation, person) = (who.sign_in.organisation, who.sign_in.person);
                let standing = people::standing(tx, organisation, person, *now).await?;
                Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                let found = sender::sender(tx, organisation).await?;
                let own = people::find(tx, organisation, person).await?;
                Ok(SeenSender {
                    version: found.as_ref().map_or(0, |found| found.version),
                    password_kept: found.as_ref().is_some_and(|found| !found.typed.password.is_empty()),
                    typed: found.map(|found| Typed { password: String::new(), ..found.typed }),
                    asks_password: passwords::hash_of(tx, organisation, person).await?.is_some(),
                    own_address: own.and_then(|own| own.email),
                    fared: last_of(tx, organisation, person, "letters-tried").await?,
                })
            })
        })
        .await
}

/// The mail server by which the letters of an organisation leave; none where it has none of its own.
///
/// # Errors
/// The store's own.
pub async fn sender_of(bothy: &Bothy, organisation: OrganisationId) -> Result<Option<Typed>, StoreError> {
    let found = bothy.db.snapshot("sender_of", organisation, |tx, organisation| {
        Box::pin(async move { sender::sender(tx, *organisation).await })
    });
    let found: Option<Sender> = found.await?;
    Ok(found.map(|found| found.typed))
}

/// What comes with a change of the mail server. Passwords are in it, so it has no `Debug`.
#[derive(Clone)]
pub struct NewSender {
    /// What was typed.
    pub typed: Typed,
    /// How often it had been changed, as it stood on the page; 0 for none.
    pub version: i64,
    /// The own password of whoever changes it.
    pub own_password: String,
    /// From where they ask.
    pub from: From,
}

struct Input {
    by: By,
    typed: Typed,
    version: i64,
    opened: Opened,
    clear: Option<String>,
    id: SenderId,
    now: Timestamp,
    wall: Timestamp,
}

type Refused = ActionError<SenderNotKept>;

/// Sets the mail server up, or changes it. `opened` are the servers inside that whoever runs the service has opened.
///
/// # Errors
/// [`SenderNotKept`], whoever asks is no administrator, or it was changed meanwhile.
pub async fn put_sender(bothy: &Bothy, who: &Known, new: NewSender, opened: Opened) -> Result<(), Refused> {
    let NewSender { typed, version, own_password, from } = new;
    let typed = trimmed(typed);
    let before = look(bothy, who).await?;
    is_fit(&typed, before.as_ref(), &opened).map_err(|refused| ActionError::Rule(SenderNotKept::Typed(refused)))?;
    let clear = still_them_now(bothy, &who.sign_in, own_password, from).await.map_err(|error| match error {
        ActionError::Rule(refused) => ActionError::Rule(SenderNotKept::Password(refused)),
        ActionError::Store(error) => ActionError::Store(error),
        ActionError::NotFound | ActionError::SentBefore { .. } | ActionError::Stale => ActionError::NotFound,
    })?;
    let input = Input {
        by: By::Administrator(Box::new(who.clone())),
        typed,
        version,
        opened,
        clear,
        id: SenderId::new(Uuid::now_v7()),
        now: bothy.now(),
        wall: bothy.wall(),
    };
    bothy.db.write("put_sender", input, |w, input| Box::pin(put_in(w, input))).await
}

fn trimmed(typed: Typed) -> Typed {
    let trim = |text: String| text.trim().to_owned();
    Typed {
        server: trim(typed.server),
        user: trim(typed.user),
        from_name: trim(typed.from_name),
        from_address: trim(typed.from_address),
        reply_to: trim(typed.reply_to),
        ..typed
    }
}

/// What stands, for whoever may change it: before their password is asked for, so that nobody else tries theirs here.
async fn look(bothy: &Bothy, who: &Known) -> Result<Option<Typed>, Refused> {
    let input = (who.clone(), bothy.now());
    bothy
        .db
        .snapshot("look_at_sender", input, |tx, (who, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
                Ok(sender::sender(tx, organisation).await?.map(|found| found.typed))
            })
        })
        .await
}

async fn put_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let Input { by, typed, version, opened, clear, now, wall, .. } = input;
    let organisation = by.organisation();
    may_let_in(w, by, *now).await?;
    let before = sender::sender(w, organisation).await?;
    // Read again: the server that the kept password belongs to may be another by now.
    let stood = before.as_ref().map(|before| &before.typed);
    is_fit(typed, stood, opened).map_err(|refused| ActionError::Rule(SenderNotKept::Typed(refused)))?;
    let kept = stood.filter(|_| typed.password.is_empty() && !typed.user.is_empty());
    let password = kept.map_or_else(|| typed.password.clone(), |stood| stood.password.clone());
    let new = Sender {
        id: before.as_ref().map_or(input.id, |before| before.id),
        typed: Typed { password, ..typed.clone() },
        version: *version,
    };
    if let Some(clear) = clear {
        pace::clear(w, organisation, clear).await?;
    }
    // The same form sent twice: it is as it says already.
    if before.is_some_and(|before| Sender { version: *version, ..before } == new) {
        return Ok(Commit::Sealed(()));
    }
    if sender::put_sender(w, organisation, &new, *wall).await? == 0 {
        return Err(ActionError::Stale);
    }
    Ok(Commit::Changed((), entry(organisation, *now, by.person(), "mail-server-set-up", new.id.to_string())))
}

/// Takes the mail server away: letters leave by the server of whoever runs the service, or wait where there is none.
///
/// # Errors
/// Whoever asks is no administrator.
pub async fn take_sender_away(bothy: &Bothy, who: &Known) -> Result<(), ActionError<Never>> {
    let input = (By::Administrator(Box::new(who.clone())), bothy.now());
    bothy
        .db
        .write("take_sender_away", input, |w, (by, now)| {
            Box::pin(async move {
                let organisation = by.organisation();
                may_let_in(w, by, *now).await?;
                let Some(before) = sender::sender(w, organisation).await? else { return Ok(Commit::Unchanged(())) };
                sender::take_sender_away(w, organisation).await?;
                let audit = entry(organisation, *now, by.person(), "mail-server-taken-away", before.id.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
