//! Access: getting in, staying in, ending it, and who is behind a token.
//!
//! All times here are of the clock on the wall; only the audit's entries carry service time.

pub mod add_passkey;
pub mod answer_once;
pub mod answer_recovery;
pub mod ask_recovery;
pub mod change_password;
pub mod colleagues;
pub mod elsewhere;
pub mod end_devices;
pub mod end_hat;
pub mod give_hat;
pub mod hashing;
pub mod invite_person;
pub mod make_token;
pub mod own_app;
pub mod passkeys;
pub mod private_calendar;
pub mod remove_passkey;
pub mod revoke_token;
pub mod see_account;
pub mod see_people;
pub mod show_code;
pub mod sign_everybody_out;
pub mod sign_in;
pub mod sign_in_with_passkey;
pub mod sign_out_person;
pub(crate) mod still_them;
pub mod tries;
pub mod use_link;
pub mod use_token;
pub mod waive_second_step;
mod way_in_changed;

pub use add_passkey::{add_passkey, ask_to_add};
pub use answer_recovery::{SeenAsking, say_no, say_yes, see_recoveries};
pub use ask_recovery::ask_recovery;
pub use change_password::{ChangeRefused, change_password};
pub use colleagues::colleagues;
pub use elsewhere::{
    Came, CameBack, Doorway, ElsewhereRefused, Going, Reach, SeenProvider, Wish, come_back, elsewhere_name,
    go_elsewhere, put_provider, see_provider, take_provider_away, try_provider, unlink,
};
pub use end_devices::{end_device, end_everywhere};
pub use end_hat::{EndingSeen, end_hat, see_ending};
pub use give_hat::give_hat;
pub use invite_person::{By, InviteRefused, Invited, NewPerson, invite_again, invite_person};
pub use make_token::{MadeToken, NewToken, TOKEN_STARTS, TokenFor, make_token};
pub use own_app::{begin_app, change_app, confirm_app, see_app};
pub use passkeys::{AskedBrowser, PasskeyRefused, RelyingParty};
pub use private_calendar::{
    CalendarRefused, MadeCalendar, OwnSessions, PrivateCalendar, end_calendar, make_calendar, read_calendar,
    see_calendars,
};
pub use remove_passkey::remove_passkey;
pub use revoke_token::{Holder, Token, revoke_token, see_tokens};
pub use see_account::{Account, Linked, Passkey, see_account};
pub use see_people::{Branch, People, SeenPerson, see_people};
pub use show_code::{SetUp, Stepped, see_set_up, show_code};
pub use sign_everybody_out::{EverybodySeen, see_everybody, sign_everybody_out};
pub use sign_in::{Attempt, Begun, SignInRefused, sign_in, waiting};
pub use sign_in_with_passkey::{PasskeyAttempt, ask_to_sign_in, sign_in_with_passkey};
pub use sign_out_person::{SigningOutSeen, see_signing_out, sign_out_person};
pub use use_link::{Opened, UseLinkRefused, see_link, use_link};
pub use use_token::{Behind, is_token, who_is_behind};
pub use waive_second_step::{WaiveRefused, ask_second_step, waive_second_step};

use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::second_step::Next;
use bothy_domain::access::{Device, Standing, device};
use bothy_domain::ids::{OrganisationId, PersonId, SignInId};
use bothy_store::access::NewSignIn;
pub use bothy_store::access::SignIn;
pub use bothy_store::access::links::LinkKind;
use bothy_store::audit::hex;
pub use bothy_store::people::{Named, Person};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Somebody who is signed in, with what they stand on at this moment.
#[derive(Debug, Clone)]
pub struct Known {
    /// The sign-in.
    pub sign_in: SignIn,
    /// Their hats and whom they are kept from.
    pub standing: Standing,
}

/// The hash under which a token is kept.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// A new token: 244 bits of chance from the machine, as letters that an address or a cookie can hold.
pub fn new_token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// Begins a sign-in of a person on their own device and returns its token, which is kept nowhere else.
///
/// Nothing is asked: this is for whoever has made sure already who it is (the demonstration, the command line). Nor is
/// anybody shown out for it: a person of the demonstration is many visitors' at once.
///
/// # Errors
/// The store's own.
pub async fn begin_sign_in(
    bothy: &Bothy,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<String, ActionError<Never>> {
    let token = new_token();
    let input = (organisation, person, token_hash(&token), bothy.now(), bothy.wall());
    bothy
        .db
        .write("begin_sign_in", input, |w, (organisation, person, hash, now, wall)| {
            Box::pin(async move {
                let new = NewSignIn {
                    id: SignInId::new(Uuid::now_v7()),
                    organisation: *organisation,
                    person: *person,
                    token_hash: hash.clone(),
                    device: Device::Own,
                    device_name: String::new(),
                    next: Next::In,
                    ends: Device::Own.end(*wall),
                };
                bothy_store::access::begin(w, &new, *wall).await?;
                let audit = entry(*organisation, *now, Some(*person), "signed-in", new.id.to_string());
                Ok::<_, ActionError<Never>>(Commit::Changed((), audit))
            })
        })
        .await?;
    Ok(token)
}

/// The row of a sign-in and its entry.
async fn let_in(w: &mut Writing, new: &NewSignIn, now: Timestamp, wall: Timestamp) -> Result<Audit, StoreError> {
    let (act, ended) = match new.next {
        Next::In => ("signed-in", make_room(w, new.organisation, new.person, now, wall).await?),
        // Half-way in is not in: it ends within minutes by itself.
        Next::ShowIt | Next::SetUp => ("gave-right-password", Vec::new()),
    };
    bothy_store::access::begin(w, new, wall).await?;
    let audit = entry(new.organisation, now, Some(new.person), act, new.id.to_string());
    Ok(ended.into_iter().fold(audit, Audit::and))
}

/// Ends the sign-ins of a person that were not used for longest, where there are as many as one person has: room for
/// the one that begins. Answers with their entries.
async fn make_room(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
    wall: Timestamp,
) -> Result<Vec<Entry>, StoreError> {
    let alive = bothy_store::access::alive(w, organisation, person, wall).await?;
    let mut entries = Vec::new();
    // The one last used comes first.
    for one in alive.iter().skip(device::MOST_SIGN_INS.saturating_sub(1)) {
        bothy_store::access::end(w, organisation, one.id, wall).await?;
        entries.push(one_entry(organisation, now, Some(person), "signed-out-device", one.id.to_string()));
    }
    Ok(entries)
}

/// One entry without words.
pub(crate) fn entry(
    organisation: OrganisationId,
    at: Timestamp,
    by: Option<PersonId>,
    act: &'static str,
    thing: String,
) -> Audit {
    Audit::of(one_entry(organisation, at, by, act, thing))
}

/// One entry, to stand beside others.
fn one_entry(
    organisation: OrganisationId,
    at: Timestamp,
    by: Option<PersonId>,
    act: &'static str,
    thing: String,
) -> Entry {
    Entry { organisation, at, by, act, thing, reason: None }
}

/// Ends a sign-in.
///
/// # Errors
/// The store's own.
pub async fn end_sign_in(bothy: &Bothy, sign_in: SignIn) -> Result<(), ActionError<Never>> {
    let input = (sign_in, bothy.now(), bothy.wall());
    bothy
        .db
        .write("end_sign_in", input, |w, (sign_in, now, wall)| {
            Box::pin(async move {
                let ended = bothy_store::access::end(w, sign_in.organisation, sign_in.id, *wall).await?;
                if ended == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                let audit = Audit::of(Entry {
                    organisation: sign_in.organisation,
                    at: *now,
                    by: Some(sign_in.person),
                    act: "signed-out",
                    thing: sign_in.id.to_string(),
                    reason: None,
                });
                Ok::<_, ActionError<Never>>(Commit::Changed((), audit))
            })
        })
        .await
}

/// Who is behind a token, with their standing now; none for a token that is not alive or still waits for a second step.
///
/// # Errors
/// The store's own.
pub async fn who_is(bothy: &Bothy, token: &str) -> Result<Option<Known>, StoreError> {
    let wall = bothy.wall();
    let input = (token_hash(token), bothy.now(), wall);
    let known = bothy
        .db
        .snapshot("who_is", input, |tx, (hash, now, wall): &(String, Timestamp, Timestamp)| {
            Box::pin(async move {
                let found = bothy_store::access::behind_with_standing(tx, hash, *wall, *now).await?;
                let inside = found.filter(|(sign_in, _)| sign_in.next == Next::In);
                Ok::<_, StoreError>(inside.map(|(sign_in, standing)| Known { sign_in, standing }))
            })
        })
        .await?;
    if let Some(known) = &known
        && device::use_is_worth_noting(known.sign_in.used_at, wall)
    {
        note_use(bothy, known.sign_in.clone(), wall).await;
    }
    Ok(known)
}

/// That a page was looked at must never keep anybody from it: where it cannot be written, the sign-in only ends sooner.
async fn note_use(bothy: &Bothy, sign_in: SignIn, wall: Timestamp) {
    let noted = bothy
        .db
        .write("note_use", (sign_in, wall), |w, (sign_in, wall)| {
            Box::pin(async move {
                let noted = bothy_store::access::used(w, sign_in, *wall).await?;
                // Nobody's act: it only moves the end of a sign-in.
                Ok::<_, StoreError>(if noted == 0 { Commit::Unchanged(()) } else { Commit::Sealed(()) })
            })
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(error = &error as &dyn std::error::Error, "the use of a sign-in could not be noted");
    }
}
