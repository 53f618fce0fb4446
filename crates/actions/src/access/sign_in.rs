//! Somebody gives an address and a password: they are in, or one step further, or told to try again.

use super::hashing::{self, Crowded};
use super::tries::{self, Counters, From, NotHeard};
use super::{entry, let_in, new_token, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::pace::TooEarly;
use bothy_domain::access::second_step::{Next, Ready, Waiver, after_password};
use bothy_domain::access::{Device, Role};
use bothy_domain::ids::{OrganisationId, PersonId, SignInId};
use bothy_store::access::{NewSignIn, code_app, pace, passwords};
use bothy_store::{Audit, Commit, StoreError, Tx, Writing, people};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How long somebody who gave the right password has for the second step.
const FOR_THE_SECOND_STEP: SignedDuration = SignedDuration::from_mins(10);

/// What somebody typed, and from where. It has no `Debug`: a password is in it.
#[derive(Clone)]
pub struct Attempt {
    /// The address, as typed.
    pub email: String,
    /// The password.
    pub password: String,
    /// Whose device it is, as they said.
    pub device: Device,
    /// From where.
    pub from: From,
}

/// A sign-in that has begun.
#[derive(Clone)]
pub struct Begun {
    /// Its token, for the cookie; it is kept nowhere else.
    pub token: String,
    /// What comes next.
    pub next: Next,
    /// Whose device it is on.
    pub device: Device,
    /// The hats they wear, to know which page is theirs.
    pub roles: Vec<Role>,
    /// The token by which this browser will be known again; none on a device that others use too.
    pub known_device: Option<String>,
}

/// Why somebody is not let in. It never says whether the account exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefused {
    /// Address and password do not belong together.
    #[error("address and password do not belong together")]
    Wrong,
    /// It comes too early after wrong tries.
    #[error("{0}")]
    TooEarly(TooEarly),
    /// Thousands wait already.
    #[error("{0}")]
    Crowded(Crowded),
}

pub(super) type Refused = ActionError<SignInRefused>;

impl std::convert::From<NotHeard> for Refused {
    fn from(error: NotHeard) -> Self {
        match error {
            NotHeard::TooEarly(early) => Self::Rule(SignInRefused::TooEarly(early)),
            NotHeard::Store(error) => Self::Store(error),
        }
    }
}

impl std::convert::From<Crowded> for Refused {
    fn from(crowded: Crowded) -> Self {
        Self::Rule(SignInRefused::Crowded(crowded))
    }
}

/// What is known of an account before the password is looked at.
struct Looked {
    person: Option<PersonId>,
    hash: Option<String>,
    counters: Counters,
}

/// Looks at an address and a password, and begins a sign-in where they belong together.
///
/// An account that is not there costs the same time and gives the same answer as a wrong password.
///
/// # Errors
/// [`SignInRefused`].
pub async fn sign_in(bothy: &Bothy, organisation: OrganisationId, attempt: Attempt) -> Result<Begun, Refused> {
    let Looked { person, hash, counters } = look(bothy, organisation, &attempt).await?;
    tries::count(bothy, organisation, counters.clone()).await?;
    let right = hashing::is_right(attempt.password.clone(), hash).await?;
    let begun = match person.filter(|_| right) {
        Some(person) => begin(bothy, organisation, person, &attempt, &counters).await?,
        None => None,
    };
    match begun {
        Some(begun) => Ok(begun),
        None => {
            tries::was_wrong(bothy, organisation, counters).await?;
            Err(ActionError::Rule(SignInRefused::Wrong))
        }
    }
}

async fn look(bothy: &Bothy, organisation: OrganisationId, attempt: &Attempt) -> Result<Looked, StoreError> {
    let input = (organisation, attempt.email.clone(), attempt.from.clone());
    bothy
        .db
        .snapshot("look_at_account", input, |tx, (organisation, email, from)| {
            Box::pin(async move {
                let person = people::by_email(tx, *organisation, email).await?.map(|person| person.id);
                let hash = match person {
                    Some(person) => passwords::hash_of(tx, *organisation, person).await?,
                    None => None,
                };
                let what = tries::account_of(email);
                let counters = tries::counters(tx, *organisation, &what, person, from).await?;
                Ok(Looked { person, hash, counters })
            })
        })
        .await
}

/// What a person has ready as a second step, and what their hats ask for.
pub(super) async fn next_for(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    roles: impl IntoIterator<Item = Role>,
) -> Result<Next, StoreError> {
    let (ready, waiver) = second_step_of(tx, organisation, person).await?;
    Ok(after_password(roles, ready, waiver))
}

/// What a person has ready as a second step, and whether it was let be.
pub(super) async fn second_step_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(Ready, Waiver), StoreError> {
    let app = code_app::of(tx, organisation, person).await?;
    let ready = if app.is_some_and(|app| app.confirmed_at.is_some()) { Ready::Something } else { Ready::Nothing };
    let waiver = if code_app::is_waived(tx, organisation, person).await? { Waiver::Given } else { Waiver::None };
    Ok((ready, waiver))
}

struct Input {
    organisation: OrganisationId,
    person: PersonId,
    device: Device,
    browser: String,
    token: String,
    device_token: Option<String>,
    clear: String,
    now: Timestamp,
    wall: Timestamp,
}

/// The password was right. None for somebody who wears no hat any more: they are not told so.
async fn begin(
    bothy: &Bothy,
    organisation: OrganisationId,
    person: PersonId,
    attempt: &Attempt,
    counters: &Counters,
) -> Result<Option<Begun>, Refused> {
    let input = Input {
        organisation,
        person,
        device: attempt.device,
        browser: attempt.from.browser.clone(),
        token: new_token(),
        device_token: attempt.from.device.clone(),
        clear: counters.account.1.clone(),
        now: bothy.now(),
        wall: bothy.wall(),
    };
    bothy.db.write("sign_in", input, |w, input| Box::pin(begin_in(w, input))).await
}

async fn begin_in(w: &mut Writing, input: &Input) -> Result<Commit<Option<Begun>>, Refused> {
    let Input { organisation, person, device, now, wall, .. } = input;
    let standing = people::standing(w, *organisation, *person, *now).await?;
    if standing.hats().is_empty() {
        return Ok(Commit::Unchanged(None));
    }
    pace::clear(w, *organisation, &input.clear).await?;
    let roles: Vec<Role> = standing.hats().iter().map(|hat| hat.role).collect();
    let next = next_for(w, *organisation, *person, roles.iter().copied()).await?;
    let beginning = Beginning {
        organisation: *organisation,
        person: *person,
        device: *device,
        browser: &input.browser,
        token: &input.token,
        held: input.device_token.as_deref(),
        now: *now,
        wall: *wall,
    };
    let (begun, audit) = begin_with(w, &beginning, next, roles).await?;
    Ok(Commit::Changed(Some(begun), audit))
}

/// A sign-in of somebody who has shown who they are.
pub(super) struct Beginning<'a> {
    pub(super) organisation: OrganisationId,
    pub(super) person: PersonId,
    pub(super) device: Device,
    pub(super) browser: &'a str,
    pub(super) token: &'a str,
    pub(super) held: Option<&'a str>,
    pub(super) now: Timestamp,
    pub(super) wall: Timestamp,
}

/// Begins it: whole, or for as long as the second step may take.
pub(super) async fn begin_with(
    w: &mut Writing,
    from: &Beginning<'_>,
    next: Next,
    roles: Vec<Role>,
) -> Result<(Begun, Audit), StoreError> {
    let Beginning { organisation, person, device, wall, .. } = *from;
    let ends = match next {
        Next::In => device.end(wall),
        Next::ShowIt | Next::SetUp => wall.saturating_add(FOR_THE_SECOND_STEP).unwrap_or(wall),
    };
    let new = NewSignIn {
        id: SignInId::new(Uuid::now_v7()),
        organisation,
        person,
        token_hash: token_hash(from.token),
        device,
        device_name: from.browser.to_owned(),
        next,
        ends,
    };
    if next == Next::SetUp {
        code_app::offer(w, organisation, person, &super::show_code::new_secret(), wall).await?;
    }
    let audit = let_in(w, &new, from.now, wall).await?;
    let known_device = match next {
        Next::In => remember(w, organisation, person, device, from.held, wall).await?,
        Next::ShowIt | Next::SetUp => None,
    };
    Ok((Begun { token: from.token.to_owned(), next, device, known_device, roles }, audit))
}

/// Knows this browser again next time. On a device that others use too, it is not: the next person there would
/// have tries of their own at this account.
pub(super) async fn remember(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    device: Device,
    held: Option<&str>,
    wall: Timestamp,
) -> Result<Option<String>, StoreError> {
    if device != Device::Own {
        return Ok(None);
    }
    // A token that we did not give out for this person could have been put there by somebody who keeps a copy.
    let held = match held {
        Some(token) if passwords::knows_device(w, organisation, person, &token_hash(token)).await? => Some(token),
        _ => None,
    };
    let token = held.map_or_else(new_token, str::to_owned);
    passwords::know_device(w, organisation, person, &token_hash(&token), wall).await?;
    Ok(Some(token))
}

/// The sign-in behind a token that still waits for its second step.
///
/// # Errors
/// The store's own.
pub async fn waiting(bothy: &Bothy, token: &str) -> Result<Option<super::SignIn>, StoreError> {
    bothy
        .db
        .snapshot("waiting_sign_in", (token_hash(token), bothy.wall()), |tx, (hash, wall)| {
            Box::pin(async move {
                let found = bothy_store::access::behind(tx, hash, *wall).await?;
                Ok(found.filter(|found| found.next != Next::In))
            })
        })
        .await
}

/// The entry of a sign-in that is whole now.
pub(super) fn whole(sign_in: &super::SignIn, id: SignInId, now: Timestamp) -> bothy_store::Audit {
    entry(sign_in.organisation, now, Some(sign_in.person), "signed-in", id.to_string())
}
