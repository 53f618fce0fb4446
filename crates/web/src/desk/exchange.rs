//! A seat that changes hands, in words: who could, what would be hard, what was done.

use super::needs::role;
use super::session::{carries, hindrance};
use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{Changed, Choosing, ConfirmSide, Person, SeatChange, SeatConfirm};
use crate::words::{self, key};
use bothy_actions::access::Named;
use bothy_actions::rota::{ExchangeSeen, PassingSeen, SeatSeen, StillOpen, Swapping, Taking};
use bothy_actions::sessions::Session;
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::rota::candidates::Familiar;
use bothy_domain::rota::exchange::ExchangeRefused;
use bothy_domain::rota::strain::Strain;
use bothy_domain::sessions::change::monday_of;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// So many seats of other groups stand on a page: a list that nobody can read helps nobody.
const SWAPS: usize = 60;

/// The week of a day on the rota, without the prefix.
pub fn week(day: Date) -> String {
    format!("/rota?from={}", monday_of(day))
}

/// What is hard on whoever holds a seat, in words. `name` finds a session's group where the reader plans it: of any
/// other they learn only that there is one.
pub fn hard(desk: &Desk, strain: &Strain, name: impl Fn(SessionId) -> Option<String>) -> String {
    let group = strain.session().and_then(name);
    let other = || desk.words.t(key("hard-another")).to_owned();
    match strain {
        Strain::AtTheSameTime { .. } => {
            desk.words.say(key("hard-same-time")).put("group", group.unwrap_or_else(other)).to_string()
        }
        Strain::NoTimeBetween { minutes, .. } => {
            let said = desk.words.say(key("hard-no-time")).count("minutes", usize::try_from(*minutes).unwrap_or(0));
            said.put("group", group.unwrap_or_else(other)).to_string()
        }
        Strain::LittleRest { hours, .. } => {
            let said = desk.words.say(key("hard-rest")).count("hours", usize::try_from(*hours).unwrap_or(0));
            said.put("group", group.unwrap_or_else(other)).to_string()
        }
        Strain::OverOwnLimit { held, limit } => {
            let said = desk.words.say(key("hard-limit")).count("held", usize::from(*held));
            said.count("limit", usize::from(*limit)).to_string()
        }
    }
}

fn all_hard(desk: &Desk, strains: &[Strain], known: &BTreeMap<SessionId, Session>) -> Vec<String> {
    strains.iter().map(|one| hard(desk, one, |id| known.get(&id).map(|session| session.group_name.clone()))).collect()
}

/// "Tuesday 24 November, 7pm to 8:30pm".
fn moment(desk: &Desk, session: &Session) -> String {
    let day = words::day(desk.words, session.date, desk.today());
    let span = words::span(desk.words, session.starts, session.ends);
    desk.words.say(key("desk-moment")).put("day", day).put("time", span).to_string()
}

fn with_role(desk: &Desk, taking: &Taking) -> String {
    format!("{}. {}", moment(desk, &taking.session), role(desk, taking.seat.role))
}

/// Why seats stay with whom they are, in words.
pub fn refused(desk: &Desk, rule: &ExchangeRefused) -> String {
    match rule {
        ExchangeRefused::ChangedSince => desk.words.t(key("exchange-changed-since")).to_owned(),
        ExchangeRefused::OnePerson => desk.words.t(key("exchange-one-person")).to_owned(),
        ExchangeRefused::TooLate => desk.words.t(key("cannot-too-late")).to_owned(),
        ExchangeRefused::Cannot { why, .. } => hindrance(desk, why),
    }
}

/// The page on which is chosen; none where nobody holds the seat.
pub fn choose(desk: &Desk, frame: Frame, seen: &SeatSeen, problem: String) -> Option<SeatChange> {
    let holder = seen.holder?;
    let (could, cannot): (Vec<&Taking>, Vec<&Taking>) = seen.takers.iter().partition(|one| one.found.is_empty());
    let (knows, new): (Vec<&Taking>, Vec<&Taking>) =
        could.into_iter().partition(|one| one.familiar == Some(Familiar::Knows));
    let (same, others): (Vec<&Swapping>, Vec<&Swapping>) =
        seen.swaps.iter().partition(|one| one.theirs.session.group == seen.session.group);
    let taker = |one: &Taking| {
        let note = one.carries.map(|(held, limit)| carries(desk, held, limit)).unwrap_or_default();
        Choosing {
            person: desk.person(one.to, &seen.people, &note),
            href: format!("/seats/{}/change?to={}", seen.seat.id, one.to),
            hard: all_hard(desk, &one.strains, &seen.known),
        }
    };
    let swap = |one: &&Swapping| {
        let theirs = &one.theirs;
        let note = match theirs.session.group == seen.session.group {
            true => with_role(desk, theirs),
            false => format!("{}, {}", theirs.session.group_name, with_role(desk, theirs)),
        };
        let of = |person: PersonId, lines: Vec<String>| {
            let name = desk.name(person, &seen.people);
            lines.into_iter().map(move |line| format!("{name}: {line}"))
        };
        let mine = of(holder, all_hard(desk, &theirs.strains, &seen.known));
        Choosing {
            person: desk.person(theirs.from, &seen.people, &note),
            href: format!("/seats/{}/change?with={}", seen.seat.id, theirs.seat.id),
            hard: of(theirs.from, all_hard(desk, &one.strains, &seen.known)).chain(mine).collect(),
        }
    };
    Some(SeatChange {
        frame,
        problem,
        group: seen.session.group_name.clone(),
        when: format!("{}. {}", moment(desk, &seen.session), role(desk, seen.seat.role)),
        href: format!("/sessions/{}#{}", seen.session.id, seen.seat.id),
        week: week(seen.session.date),
        holder: desk.person(holder, &seen.people, ""),
        could: knows.into_iter().map(taker).collect(),
        could_new: new.into_iter().map(taker).collect(),
        cannot: cannot.into_iter().map(|one| desk.person(one.to, &seen.people, &why(desk, one))).collect(),
        swaps: same.iter().map(swap).collect(),
        later_swaps: others.len().saturating_sub(SWAPS),
        more_swaps: others.iter().take(SWAPS).map(swap).collect(),
    })
}

fn why(desk: &Desk, taking: &Taking) -> String {
    taking.found.iter().map(|found| hindrance(desk, found)).collect::<Vec<_>>().join(". ")
}

/// The last look before it is done.
pub fn confirm(desk: &Desk, frame: Frame, seen: &ExchangeSeen) -> Option<SeatConfirm> {
    let first = seen.takings.first()?;
    let side = |one: &Taking| ConfirmSide {
        group: one.session.group_name.clone(),
        when: with_role(desk, one),
        from: person(desk, one.from, &seen.people),
        to: person(desk, one.to, &seen.people),
        cannot: one.found.iter().map(|found| hindrance(desk, found)).collect(),
        hard: all_hard(desk, &one.strains, &seen.known),
    };
    let mut carries = vec![("holder", first.from.to_string()), ("person", first.to.to_string())];
    let mut path = format!("/seats/{}/pass-on", first.seat.id);
    if let Some(second) = seen.takings.get(1) {
        carries.push(("with", second.seat.id.to_string()));
        path = format!("/seats/{}/swap", first.seat.id);
    }
    Some(SeatConfirm {
        frame,
        acts: acts(),
        back: format!("/seats/{}/change", first.seat.id),
        week: week(first.session.date),
        sides: seen.takings.iter().map(side).collect(),
        path,
        carries,
    })
}

fn person(desk: &Desk, id: PersonId, people: &BTreeMap<PersonId, Named>) -> Person {
    desk.person(id, people, if id == desk.me { desk.words.t(key("desk-you")) } else { "" })
}

/// What was passed on or swapped a moment ago.
pub fn changed(desk: &Desk, seen: &PassingSeen) -> Changed {
    let lines = seen.passings.iter().filter_map(|passing| {
        let session = seen.sessions.get(&passing.seat)?;
        let said = desk.words.say(key("exchange-done-line")).put("to", desk.name(passing.to, &seen.people));
        let day = words::day(desk.words, session.date, desk.today());
        let said = said.put("group", session.group_name.as_str()).put("day", day);
        let part = seen.roles.get(&passing.seat).map(|one| role(desk, *one).to_lowercase()).unwrap_or_default();
        Some(said.put("role", part).put("from", desk.name(passing.from, &seen.people)).to_string())
    });
    let what = if seen.passings.len() > 1 { key("exchange-done-swap") } else { key("exchange-done-give") };
    Changed {
        what: desk.words.t(what).to_owned(),
        lines: lines.collect(),
        undo: match seen.open {
            StillOpen::Yes => seen.act.to_string(),
            StillOpen::No => String::new(),
        },
    }
}
