//! The second step: somebody who gave the right password shows a code of their app, or a spare one; or sets the app up.

use super::sign_in::{Begun, SignInRefused, remember, whole};
use super::tries::{self, From, NotHeard};
use super::way_in_changed::tell_of_way_in;
use super::{SignIn, new_token, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::second_step::{Next, step_that_counts};
use bothy_domain::ids::{OrganisationId, PersonId, SignInId};
use bothy_store::access::{self, NewSignIn, code_app, pace};
use bothy_store::{Commit, StoreError, Tx, Writing, people};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use totp_rs::{Builder, Secret};
use uuid::Uuid;

/// Half a minute: the step of every app there is.
const STEP_SECONDS: i64 = 30;
/// How many spare codes somebody gets.
const SPARES: usize = 8;
/// Letters of a spare code: 120 bits, so that its plain hash cannot be guessed back (OWASP ASVS 6.5.2 asks for 112).
const SPARE_LETTERS: usize = 24;
/// Letters of a spare code given out before that; it goes on letting its owner in.
const SPARE_LETTERS_BEFORE: usize = 16;
/// Letters and figures that are not taken for each other when read from paper.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// What an app is told to be set up. It has no `Debug`: the secret is in it.
#[derive(Clone)]
pub struct SetUp {
    /// The secret, as one types it.
    pub secret: String,
    /// The same as an address, for the square that a camera reads.
    pub address: String,
}

/// Somebody is in.
#[derive(Clone)]
pub struct Stepped {
    /// The whole sign-in.
    pub begun: Begun,
    /// New spare codes, shown this once; none where the app was set up before.
    pub spares: Vec<String>,
}

type Refused = ActionError<SignInRefused>;

/// A new secret for an app, as 32 letters.
pub(super) fn new_secret() -> String {
    let chance = Sha256::digest(new_token());
    Secret::from(chance.iter().take(20).copied().collect::<Vec<u8>>()).to_base32()
}

fn code_at(secret: &str, step: i64) -> Option<String> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).build().ok()?;
    Some(totp.generate(u64::try_from(step * STEP_SECONDS).ok()?).to_string())
}

/// The step of the clock whose code was typed, if it counts.
fn counting_step(secret: &str, typed: &str, last: i64, wall: Timestamp) -> Option<i64> {
    let now_step = wall.as_second().div_euclid(STEP_SECONDS);
    // Hashes are compared, so that the time it takes tells nothing about how many figures were right.
    let typed = token_hash(typed);
    let offered = (now_step - 1..=now_step + 1)
        .filter(|step| code_at(secret, *step).is_some_and(|code| token_hash(&code) == typed));
    step_that_counts(offered.collect::<Vec<_>>(), now_step, last)
}

/// The code that an app of this secret shows at an instant, for tests and for nobody else.
#[doc(hidden)]
pub fn code_for_test(secret: &str, wall: Timestamp) -> String {
    code_at(secret, wall.as_second().div_euclid(STEP_SECONDS)).unwrap_or_default()
}

pub(super) fn bare(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn new_spare() -> String {
    let chance = Sha256::digest(new_token());
    let letter = |byte: &u8| LETTERS.get(usize::from(*byte % 32)).copied().map_or('a', char::from);
    let letters: Vec<char> = chance.iter().take(SPARE_LETTERS).map(letter).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// New spare codes.
pub(super) fn new_spares() -> Vec<String> {
    (0..SPARES).map(|_| new_spare()).collect()
}

/// What the app of somebody who sets one up is to be told; none where nothing is being set up behind this token.
///
/// # Errors
/// The store's own.
pub async fn see_set_up(bothy: &Bothy, token: &str) -> Result<Option<SetUp>, StoreError> {
    bothy
        .db
        .snapshot("see_set_up", (token_hash(token), bothy.wall()), |tx, (hash, wall)| {
            Box::pin(async move {
                let found = access::behind(tx, hash, *wall).await?;
                let Some(sign_in) = found.filter(|found| found.next == Next::SetUp) else { return Ok(None) };
                set_up_of(tx, &sign_in).await
            })
        })
        .await
}

/// What the app of this person is to be told; none where none is being set up.
pub(super) async fn set_up_of(tx: &mut Tx, own: &SignIn) -> Result<Option<SetUp>, StoreError> {
    let (organisation, person) = (own.organisation, own.person);
    let app = code_app::of(tx, organisation, person).await?;
    let Some(app) = app.filter(|app| app.confirmed_at.is_none()) else { return Ok(None) };
    let found = people::find(tx, organisation, person).await?;
    let label = found.and_then(|found| found.email).unwrap_or_else(|| own.shown_name.clone());
    Ok(Some(SetUp { address: address(&label, &app.secret), secret: app.secret }))
}

/// `otpauth://…` names neither the organisation nor the matter: it stands in an app that others may see.
fn address(label: &str, secret: &str) -> String {
    let safe: String = label
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("otpauth://totp/Bothy:{safe}?secret={secret}&issuer=Bothy")
}

struct Input {
    sign_in: SignIn,
    typed: String,
    token: String,
    device: Option<String>,
    clear: String,
    spares: Vec<String>,
    now: Timestamp,
    wall: Timestamp,
}

/// Shows a code. Right: the sign-in is whole, under a new token; the old one ends.
///
/// # Errors
/// The code is wrong or was used, it comes too early, or nobody waits behind this token.
pub async fn show_code(bothy: &Bothy, token: &str, typed: &str, from: From) -> Result<Stepped, Refused> {
    let Some(sign_in) = super::sign_in::waiting(bothy, token).await? else { return Err(ActionError::NotFound) };
    let organisation = sign_in.organisation;
    let device = from.device.clone();
    let input = (sign_in.clone(), from);
    let counters = bothy
        .db
        .snapshot("look_at_codes", input, |tx, (sign_in, from)| {
            Box::pin(async move {
                let what = format!("code|{}", sign_in.person);
                tries::counters(tx, sign_in.organisation, &what, Some(sign_in.person), from).await
            })
        })
        .await?;
    tries::count(bothy, organisation, counters.clone()).await.map_err(|error| match error {
        NotHeard::TooEarly(early) => ActionError::Rule(SignInRefused::TooEarly(early)),
        NotHeard::Store(error) => ActionError::Store(error),
    })?;
    let input = Input {
        spares: if sign_in.next == Next::SetUp { new_spares() } else { Vec::new() },
        sign_in,
        typed: bare(typed),
        token: new_token(),
        device,
        clear: counters.account.1.clone(),
        now: bothy.now(),
        wall: bothy.wall(),
    };
    let stepped = bothy.db.write("show_code", input, |w, input| Box::pin(show_in(w, input))).await?;
    match stepped {
        Some(stepped) => Ok(stepped),
        None => {
            tries::was_wrong(bothy, organisation, counters).await?;
            Err(ActionError::Rule(SignInRefused::Wrong))
        }
    }
}

async fn show_in(w: &mut Writing, input: &Input) -> Result<Commit<Option<Stepped>>, Refused> {
    let Input { sign_in, typed, now, wall, .. } = input;
    let (organisation, person) = (sign_in.organisation, sign_in.person);
    let wanted = if sign_in.next == Next::SetUp { Wanted::BeingSetUp } else { Wanted::Working };
    if !code_is_right(w, organisation, person, wanted, typed, *wall).await? {
        return Ok(Commit::Unchanged(None));
    }
    pace::clear(w, organisation, &input.clear).await?;
    if access::end(w, organisation, sign_in.id, *wall).await? == 0 {
        return Err(ActionError::NotFound);
    }
    let hashes: Vec<String> = input.spares.iter().map(|code| token_hash(&bare(code))).collect();
    if sign_in.next == Next::SetUp {
        code_app::keep_spares(w, organisation, person, &hashes).await?;
    }
    let known_device = remember(w, organisation, person, sign_in.device, input.device.as_deref(), *wall).await?;
    let new = NewSignIn {
        id: SignInId::new(Uuid::now_v7()),
        organisation,
        person,
        token_hash: token_hash(&input.token),
        device: sign_in.device,
        device_name: sign_in.device_name.clone(),
        next: Next::In,
        ends: sign_in.device.end(*wall),
    };
    let room = super::make_room(w, organisation, person, *now, *wall).await?;
    access::begin(w, &new, *wall).await?;
    let standing = people::standing(w, organisation, person, *now).await?;
    let begun = Begun {
        token: input.token.clone(),
        next: Next::In,
        device: sign_in.device,
        known_device,
        roles: standing.hats().iter().map(|hat| hat.role).collect(),
    };
    let mut audit = whole(sign_in, new.id, *now);
    if sign_in.next == Next::SetUp {
        tell_of_way_in(w, organisation, person, "codes-changed", *now).await?;
        audit = audit.and(super::one_entry(organisation, *now, Some(person), "set-up-second-step", person.to_string()));
    } else if typed.len() != 6 {
        tell_of_way_in(w, organisation, person, "spare-code-used", *now).await?;
        audit = audit.and(super::one_entry(organisation, *now, Some(person), "used-spare-code", person.to_string()));
    }
    let audit = room.into_iter().fold(audit, bothy_store::Audit::and);
    Ok(Commit::Changed(Some(Stepped { begun, spares: input.spares.clone() }), audit))
}

/// Which app a code is to be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// One that works already; a spare code does as well.
    Working,
    /// One that is being set up.
    BeingSetUp,
}

/// Whether a code counts, and that it does not count again. Of two who show the same at once, one is right.
pub(super) async fn code_is_right(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    wanted: Wanted,
    typed: &str,
    wall: Timestamp,
) -> Result<bool, StoreError> {
    let Some(app) = code_app::of(w, organisation, person).await? else { return Ok(false) };
    // An app that is being set up counts only where it is being set up, and the other way round.
    if app.confirmed_at.is_none() != (wanted == Wanted::BeingSetUp) {
        return Ok(false);
    }
    if let Some(step) = counting_step(&app.secret, typed, app.last_step, wall) {
        return Ok(code_app::counted(w, organisation, person, step, wall).await? == 1);
    }
    let spare = wanted == Wanted::Working && matches!(typed.len(), SPARE_LETTERS | SPARE_LETTERS_BEFORE);
    Ok(spare && code_app::spend_spare(w, organisation, person, &token_hash(typed), wall).await? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight figures: secret "12345678901234567890" at 59 seconds.
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        assert_eq!(code_for_test(&secret, Timestamp::from_second(59).unwrap()), "287082");
        assert_eq!(code_for_test(&secret, Timestamp::from_second(1_111_111_109).unwrap()), "081804");
    }

    #[test]
    fn a_spare_code_is_read_however_it_is_written_down() {
        let code = new_spare();
        assert_eq!(code.len(), 29, "six groups of four");
        assert_eq!(bare(&code.to_uppercase().replace('-', " ")), bare(&code));
        assert_ne!(code, new_spare());
    }

    #[test]
    fn an_address_for_an_app_says_nothing_about_the_organisation() {
        let address = address("joan baird@example.org", "ABC");
        assert_eq!(address, "otpauth://totp/Bothy:joan%20baird%40example.org?secret=ABC&issuer=Bothy");
    }
}
