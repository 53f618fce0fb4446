//! `/people/{id}/sign-out` from how somebody gets in.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{EverybodyOut, Person, SigningOutPage};
use crate::parts::{Errors, Stone};
use crate::words::key;
use bothy_actions::access::{EverybodySeen, SigningOutSeen};
use bothy_domain::access::signing_out::SigningOutRefused;

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &SigningOutSeen) -> SigningOutPage {
    let name = &seen.person.shown_name;
    let said = |key| desk.words.t(key).to_owned();
    let mut stays = vec![said(key("sign-them-out-roles")), said(key("sign-them-out-ways"))];
    if seen.passkeys > 0 {
        stays.push(desk.words.say(key("sign-them-out-passkeys")).count("count", seen.passkeys).to_string());
    }
    if seen.has_account {
        stays.push(said(key("sign-them-out-account")));
    }
    stays.push(said(key("sign-them-out-copies")));
    SigningOutPage {
        frame,
        acts: acts(),
        href: format!("/people/{}", seen.person.id),
        action: format!("/people/{}/sign-out", seen.person.id),
        person: Person { name: name.clone(), stone: Stone::of(&seen.person.id.to_string(), name), note: String::new() },
        title: desk.words.say(key("sign-them-out-title")).put("name", name).to_string(),
        waits: if seen.themselves { said(refusal(SigningOutRefused::Themselves)) } else { String::new() },
        happens: vec![
            desk.words.say(key("sign-them-out-devices")).count("count", seen.devices).to_string(),
            desk.words.say(key("sign-them-out-tokens")).count("count", seen.tokens.len()).to_string(),
            desk.words.say(key("sign-them-out-calendars")).count("count", seen.calendars).to_string(),
            said(key("sign-them-out-told")),
        ],
        // A token of which nobody said what it is for is counted above.
        tokens: seen.tokens.iter().filter(|name| !name.is_empty()).cloned().collect(),
        stays,
        reason: String::new(),
        errors: Errors::default(),
    }
}

/// The page before everybody is signed out.
pub fn everybody(desk: &Desk, frame: Frame, seen: &EverybodySeen) -> EverybodyOut {
    let said = |key| desk.words.t(key).to_owned();
    let devices = desk.words.say(key("everybody-out-devices")).count("count", seen.alive.sign_ins);
    EverybodyOut {
        frame,
        acts: acts(),
        happens: vec![
            desk.words.say(key("everybody-out-people")).count("count", seen.alive.people).to_string(),
            devices.to_string(),
            desk.words.say(key("everybody-out-tokens")).count("count", seen.tokens).to_string(),
        ],
        stays: vec![
            said(key("everybody-out-own")),
            said(key("everybody-out-ways")),
            said(key("everybody-out-links")),
            said(key("everybody-out-account")),
            said(key("everybody-out-untold")),
        ],
        reason: String::new(),
        errors: Errors::default(),
    }
}

/// Why nobody is signed out, in words.
pub fn refusal(refused: SigningOutRefused) -> &'static str {
    match refused {
        SigningOutRefused::Reason(refused) => super::going::reason(refused),
        SigningOutRefused::Themselves => key("sign-them-out-themselves"),
    }
}
