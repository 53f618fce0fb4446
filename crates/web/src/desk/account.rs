//! `/account` and `/settings/people` from what is known of how people get in.

use super::{Desk, acts};
use crate::here::{role_about, role_key};
use crate::pages::Frame;
use crate::pages::staff::{
    AccountPage, AskedLine, DeviceLine, LinkedLine, OwnAccounts, PasskeyLine, PeopleIn, Person, PersonIn, Recoveries,
    StepChoice, TypedAccounts, TypedPerson,
};
use crate::parts::{Choice, Errors, Stone};
use crate::words::key;
use bothy_actions::access::{Account, Known, Linked, Passkey, People, SeenAsking, SeenPerson, SeenProvider, SignIn};
use bothy_domain::access::device::MOST_SIGN_INS;
use bothy_domain::access::{Device, Role};
use jiff::Timestamp;

/// The page of one's own account.
pub fn page(desk: &Desk, frame: Frame, known: &Known, account: &Account, wall: Timestamp) -> AccountPage {
    let mut devices: Vec<DeviceLine> = account.devices.iter().map(|device| line(desk, device, known, wall)).collect();
    devices.sort_by_key(|device| !device.this);
    let second_step = if account.has_app {
        let left = u64::try_from(account.spares_left).unwrap_or_default();
        desk.words.say(key("account-step-phone")).count("count", left).to_string()
    } else if account.waived {
        desk.words.t(key("account-step-waived")).to_owned()
    } else if account.asked_for_second_step && account.has_password {
        desk.words.t(key("account-step-next")).to_owned()
    } else {
        desk.words.t(key("account-step-none")).to_owned()
    };
    AccountPage {
        frame,
        acts: acts(),
        name: known.sign_in.shown_name.clone(),
        email: account.email.clone(),
        roles: roles(desk, known),
        devices,
        passkeys: account.passkeys.iter().map(|passkey| passkey_line(desk, passkey, wall)).collect(),
        passkeys_here: false,
        typed_passkey: String::new(),
        elsewhere: String::new(),
        linked: account.linked.iter().map(|linked| linked_line(desk, linked, wall)).collect(),
        has_password: account.has_password,
        removing: String::new(),
        most: desk.words.say(key("account-most")).count("count", MOST_SIGN_INS).to_string(),
        second_step,
        errors: Errors::default(),
    }
}

/// What somebody is here as, once each, with what that is.
fn roles(desk: &Desk, known: &Known) -> Vec<(String, String)> {
    let mut worn: Vec<Role> = known.standing.hats().iter().map(|hat| hat.role).collect();
    worn.sort_unstable();
    worn.dedup();
    let said = |role| (desk.words.t(role_key(role)).to_owned(), desk.words.t(role_about(role)).to_owned());
    worn.into_iter().map(said).collect()
}

fn passkey_line(desk: &Desk, passkey: &Passkey, wall: Timestamp) -> PasskeyLine {
    let by_wall = Desk { now: wall, ..desk.clone() };
    let made = by_wall.moment(passkey.made_at);
    let when = match passkey.used_at {
        Some(used) => {
            desk.words.say(key("account-passkey-used")).put("made", made).put("used", by_wall.moment(used)).to_string()
        }
        None => desk.words.say(key("account-passkey-new")).put("made", made).to_string(),
    };
    PasskeyLine { id: passkey.id.to_string(), name: passkey.name.clone(), when }
}

fn linked_line(desk: &Desk, linked: &Linked, wall: Timestamp) -> LinkedLine {
    let by_wall = Desk { now: wall, ..desk.clone() };
    let made = by_wall.moment(linked.linked_at);
    let when = match linked.used_at {
        Some(used) => {
            desk.words.say(key("account-passkey-used")).put("made", made).put("used", by_wall.moment(used)).to_string()
        }
        None => desk.words.say(key("account-passkey-new")).put("made", made).to_string(),
    };
    LinkedLine { id: linked.id.to_string(), when }
}

/// The page of the organisation's own accounts. `back` is the address at which people come back, empty for none.
pub fn own_accounts(frame: Frame, seen: Option<&SeenProvider>, back: String) -> OwnAccounts {
    let typed = seen.map(|seen| TypedAccounts {
        name: seen.name.clone(),
        issuer: seen.issuer.clone(),
        client_id: seen.client_id.clone(),
        version: seen.version,
    });
    OwnAccounts {
        frame,
        acts: acts(),
        set_up: seen.is_some(),
        back,
        typed: typed.unwrap_or_default(),
        fits: String::new(),
        errors: Errors::default(),
    }
}

fn line(desk: &Desk, sign_in: &SignIn, known: &Known, wall: Timestamp) -> DeviceLine {
    // Sign-ins live by the clock on the wall, which the demonstration does not move.
    let by_wall = Desk { now: wall, ..desk.clone() };
    let whose = match sign_in.device {
        Device::Own => key("account-own"),
        Device::Shared | Device::Door => key("account-shared"),
    };
    let when = desk.words.say(key("account-when"));
    DeviceLine {
        id: sign_in.id.to_string(),
        name: if sign_in.device_name.is_empty() {
            desk.words.t(key("account-browser")).to_owned()
        } else {
            sign_in.device_name.clone()
        },
        whose: desk.words.t(whose).to_owned(),
        when: when
            .put("since", by_wall.moment(sign_in.started_at))
            .put("used", by_wall.moment(sign_in.used_at))
            .to_string(),
        this: sign_in.id == known.sign_in.id,
    }
}

/// The page of who can get in.
pub fn people(desk: &Desk, frame: Frame, seen: &People) -> PeopleIn {
    let everywhere = (String::new(), desk.words.t(key("people-in-everywhere")).to_owned());
    let branches = seen.branches.iter().map(|(id, name)| (id.to_string(), name.clone()));
    PeopleIn {
        frame,
        acts: acts(),
        people: seen.people.iter().map(|person| person_in(desk, person)).collect(),
        // Members come in by their own door, referrers by theirs.
        roles: Role::ALL
            .into_iter()
            .filter(|role| !matches!(role, Role::Member | Role::Referrer))
            .map(|role| Choice::with_hint(role.code(), desk.words.t(role_key(role)), desk.words.t(role_about(role))))
            .collect(),
        branches: std::iter::once(everywhere).chain(branches).collect(),
        typed: TypedPerson::default(),
        errors: Errors::default(),
    }
}

fn person_in(desk: &Desk, person: &SeenPerson) -> PersonIn {
    let hats: Vec<&str> = person.roles.iter().map(|role| desk.words.t(role_key(*role))).collect();
    let how = if person.has_account && !person.has_password {
        key("people-in-account")
    } else if !person.has_password {
        key("people-in-none")
    } else if person.has_app {
        key("people-in-phone")
    } else if person.waived {
        key("people-in-waived")
    } else if person.asked_for_second_step {
        key("people-in-soon")
    } else {
        key("people-in-password")
    };
    let step = if person.id == desk.me || !person.asked_for_second_step {
        StepChoice::Nothing
    } else if person.waived {
        StepChoice::Ask
    } else {
        StepChoice::LetBe
    };
    PersonIn {
        id: person.id.to_string(),
        person: Person {
            name: person.shown_name.clone(),
            stone: Stone::of(&person.id.to_string(), &person.shown_name),
            note: hats.join(", "),
        },
        how: desk.words.t(how).to_owned(),
        may_send: !person.has_password && !person.has_account,
        step,
    }
}

/// The page of those who lost their way in.
pub fn recoveries(desk: &Desk, frame: Frame, seen: &[SeenAsking], wall: Timestamp) -> Recoveries {
    let by_wall = Desk { now: wall, ..desk.clone() };
    let line = |asked: &SeenAsking| AskedLine {
        id: asked.id.to_string(),
        person: Person {
            name: asked.shown_name.clone(),
            stone: Stone::of(&asked.person.to_string(), &asked.shown_name),
            note: desk.words.say(key("recoveries-asked")).put("when", by_wall.moment(asked.asked_at)).to_string(),
        },
        first: match &asked.first {
            None => String::new(),
            Some((_, name)) => desk.words.say(key("recoveries-first")).put("name", name).to_string(),
        },
        mine: asked.first.as_ref().is_some_and(|(by, _)| *by == desk.me),
    };
    Recoveries { frame, acts: acts(), asked: seen.iter().map(line).collect() }
}
