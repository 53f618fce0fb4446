//! The paper register of a session and the week pack, from what was read of them.

use super::needs::{ready, role};
use super::session::{mode, why};
use super::{Desk, rota};
use crate::pages::public::OrderStep;
use crate::pages::staff::{HeldSeat, Pack as Page, PackDay, PackPlace, PackSession, RegisterSheet, RotaBranch};
use crate::pages::{Frame, HelpNumber, Tab};
use crate::words::{self, key};
use bothy_actions::access::Named;
use bothy_actions::help::HelpLine;
use bothy_actions::places::Place;
use bothy_actions::sessions::{Pack, Register};
use bothy_domain::ids::{BranchId, PersonId, PlaceId};
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::readiness;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// So many registers at most in one pack: a browser that prints more than this gives up half-way.
const REGISTERS: usize = 150;

/// Where the pack of a week is, in one branch or in all.
pub fn pack_address(monday: Date, only: Option<BranchId>) -> String {
    let branch = only.map(|id| format!("&branch={id}")).unwrap_or_default();
    format!("/rota/pack?from={monday}{branch}")
}

/// The sheet of one session. `readers` are the shown names of the two who read worries.
pub fn sheet(
    desk: &Desk,
    register: &Register,
    people: &BTreeMap<PersonId, Named>,
    readers: &[String],
) -> RegisterSheet {
    let session = &register.session;
    let day = words::day(desk.words, session.date, desk.today());
    let span = words::span(desk.words, session.starts, session.ends);
    RegisterSheet {
        group: session.group_name.clone(),
        when: desk.words.say(key("desk-moment")).put("day", day).put("time", span).to_string(),
        place: match &register.place {
            Some(place) => [place.name.as_str(), &place.address, &place.postcode]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            None => mode(desk, session.mode),
        },
        called_off: called_off(desk, register),
        held: held(desk, register, people),
        opener: session.opener.map(|person| desk.name(person, people)).unwrap_or_default(),
        phone: if session.mode.needs_a_way_in() { session.phone.clone() } else { String::new() },
        order: register.group.what_happens.lines().filter_map(OrderStep::of_line).collect(),
        minimum: u32::from(register.group.minimum),
        readers: match readers {
            [first, second, ..] => {
                desk.words.say(key("register-readers")).put("first", first).put("second", second).to_string()
            }
            _ => String::new(),
        },
    }
}

fn called_off(desk: &Desk, register: &Register) -> String {
    match register.session.state {
        SessionState::Planned => String::new(),
        SessionState::CalledOff { why: because, .. } => why(desk, because),
    }
}

fn held(desk: &Desk, register: &Register, people: &BTreeMap<PersonId, Named>) -> Vec<HeldSeat> {
    let one = |seat: &bothy_domain::rota::Seat| HeldSeat {
        role: role(desk, seat.role),
        name: seat.holder().map(|person| desk.name(person, people)).unwrap_or_default(),
    };
    register.seats.iter().map(one).collect()
}

/// The pack of the week from a Monday; `only` is the branch that was chosen.
pub fn pack(
    desk: &Desk,
    frame: Frame,
    pack: &Pack,
    (monday, only): (Date, Option<BranchId>),
    (lines, readers): (&[HelpLine], &[String]),
) -> Page {
    let sunday = monday.saturating_add(6.days());
    let short = |day: Date| words::day_and_month(desk.words, day, desk.today());
    let mut branches = Vec::new();
    if pack.branches.len() > 1 {
        let all = (None, desk.words.t(key("staff-rota-all")).to_owned());
        let each = pack.branches.iter().map(|(id, name)| (Some(*id), name.clone()));
        branches.extend(std::iter::once(all).chain(each).map(|(id, name)| RotaBranch {
            name,
            href: pack_address(monday, id),
            chosen: id == only,
        }));
    }
    let planned = |register: &&Register| register.session.state == SessionState::Planned;
    let held = pack.sessions.iter().filter(planned);
    let now = bothy_calendar::zone::wall(desk.now, &desk.zone);
    let (day, time) = (words::day(desk.words, now.date(), desk.today()), words::clock(desk.words, now.time()));
    Page {
        frame: Frame { tab: Some(Tab::Rota), ..frame },
        dates: desk.words.say(key("rota-from-to")).put("from", short(monday)).put("to", short(sunday)).to_string(),
        printed: desk.words.say(key("desk-moment")).put("day", day).put("time", time).to_string(),
        previous: pack_address(monday.saturating_sub(7.days()), only),
        this: pack_address(bothy_domain::sessions::change::monday_of(desk.today()), only),
        next: pack_address(monday.saturating_add(7.days()), only),
        branches,
        days: (0..7).map(|ahead| pack_day(desk, pack, monday.saturating_add(ahead.days()))).collect(),
        lines: lines
            .iter()
            .map(|line| HelpNumber {
                number: line.number.clone(),
                href: crate::here::href(&line.number),
                what: line.name.clone(),
            })
            .collect(),
        places: pack.sees_places.then(|| places(desk, pack)),
        registers: held.clone().take(REGISTERS).map(|one| sheet(desk, one, &pack.people, readers)).collect(),
        more: held.count().saturating_sub(REGISTERS),
    }
}

fn pack_day(desk: &Desk, pack: &Pack, date: Date) -> PackDay {
    let of_day = pack.sessions.iter().filter(|one| one.session.date == date);
    PackDay {
        name: format!("{} {}", desk.words.t(rota::weekday(date)), words::day_and_month(desk.words, date, desk.today())),
        sessions: of_day.map(|one| pack_session(desk, pack, one)).collect(),
    }
}

fn pack_session(desk: &Desk, pack: &Pack, register: &Register) -> PackSession {
    let session = &register.session;
    // What lacks only a holder is marked at the seat itself.
    let facts = pack.facts.get(&session.id).filter(|facts| readiness(facts).open().next().is_some());
    PackSession {
        time: words::span(desk.words, session.starts, session.ends),
        group: session.group_name.clone(),
        place: session.place_name.clone().unwrap_or_else(|| mode(desk, session.mode)),
        held: held(desk, register, &pack.people),
        called_off: called_off(desk, register),
        missing: facts.map(|facts| ready(desk, facts, &pack.people).words).unwrap_or_default(),
    }
}

/// The places where something is held in this week, by name.
fn places(desk: &Desk, pack: &Pack) -> Vec<PackPlace> {
    let held = pack.sessions.iter().filter(|one| one.session.state == SessionState::Planned);
    let by_id: BTreeMap<PlaceId, &Place> = held.filter_map(|one| one.place.as_ref()).map(|one| (one.id, one)).collect();
    let mut places: Vec<PackPlace> = by_id.into_values().map(|place| pack_place(desk, pack, place)).collect();
    places.sort_by(|one, two| one.name.cmp(&two.name));
    places
}

fn pack_place(desk: &Desk, pack: &Pack, place: &Place) -> PackPlace {
    let keys = [place.key_holder, place.second_key_holder].into_iter().flatten();
    let address = [place.address.as_str(), place.postcode.as_str()];
    PackPlace {
        name: place.name.clone(),
        address: address.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        walk: place.route.is_some(),
        opening: place.opening.clone(),
        caretaker: place.caretaker.clone(),
        keys: desk.names(keys, &pack.people),
    }
}
