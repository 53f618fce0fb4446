//! `/rota` from two weeks of sessions.

use super::duty::about;
use super::needs::{ready, what};
use super::{Desk, acts};
use crate::pages::staff::{Load, Rota as Page, RotaBranch, RotaDay, RotaGap, RotaSession, RotaWeek};
use crate::pages::{Frame, Tab};
use crate::words::{self, key};
use bothy_actions::sessions::Rota;
use bothy_actions::sessions::Session;
use bothy_domain::ids::{BranchId, PersonId};
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::{Need, Strand, readiness};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// With more sessions than this in two weeks, the page shows one week: a list that nobody can read helps nobody.
const MANY: usize = 120;
/// So many people's loads stand open; the others are one press away.
const LOADS: usize = 12;

/// The page for two weeks from a Monday, or for one where there is much on; `only` is the branch that was chosen.
pub fn page(desk: &Desk, frame: Frame, mut rota: Rota, monday: Date, only: Option<BranchId>) -> Page {
    let weeks = if rota.sessions.len() > MANY { 1 } else { 2 };
    let last = monday.saturating_add((weeks * 7 - 1).days());
    rota.sessions.retain(|session| session.date <= last);
    let rota = &rota;
    let name = |from: Date, to: Date| {
        desk.words
            .say(key("rota-from-to"))
            .put("from", words::day_and_month(desk.words, from, desk.today()))
            .put("to", words::day_and_month(desk.words, to, desk.today()))
            .to_string()
    };
    let address = |from: Option<Date>, branch: Option<BranchId>| {
        let from = from.map(|from| format!("from={from}"));
        let parts: Vec<String> = from.into_iter().chain(branch.map(|id| format!("branch={id}"))).collect();
        if parts.is_empty() { String::from("/rota") } else { format!("/rota?{}", parts.join("&")) }
    };
    let mut branches = Vec::new();
    if rota.branches.len() > 1 {
        let all = (None, desk.words.t(key("staff-rota-all")).to_owned());
        let each = rota.branches.iter().map(|(id, name)| (Some(*id), name.clone()));
        branches.extend(std::iter::once(all).chain(each).map(|(id, name)| RotaBranch {
            name,
            href: address(Some(monday), id),
            chosen: id == only,
        }));
    }
    let mut loads = loads(desk, rota, monday);
    let more_loads = loads.split_off(LOADS.min(loads.len()));
    Page {
        frame: Frame { tab: Some(Tab::Rota), ..frame },
        acts: acts(),
        dates: name(monday, last),
        previous: address(Some(monday.saturating_sub(7.days())), only),
        this: address(None, only),
        next: address(Some(monday.saturating_add(7.days())), only),
        pack: super::prints::pack_address(monday, only),
        one_week: weeks == 1,
        branches,
        gaps: gaps(desk, rota),
        weeks: (0..weeks)
            .map(|week| {
                let from = monday.saturating_add((week * 7).days());
                RotaWeek {
                    name: name(from, from.saturating_add(6.days())),
                    days: (0..7).map(|day| rota_day(desk, rota, from.saturating_add(day.days()))).collect(),
                }
            })
            .collect(),
        loads,
        more_loads,
    }
}

fn gaps(desk: &Desk, rota: &Rota) -> Vec<RotaGap> {
    let mut gaps = Vec::new();
    for session in rota.sessions.iter().filter(|session| session.starts_at > rota.now) {
        let Some(facts) = rota.facts.get(&session.id) else { continue };
        if facts.state != SessionState::Planned {
            continue;
        }
        for need in readiness(facts).open().filter(|need| need.strand() == Strand::People) {
            let Need::Seat { seat, .. } = need else { continue };
            gaps.push(RotaGap {
                seat: seat.to_string(),
                what: format!("{}. {}", session.group_name, what(desk, need)),
                href: format!("/sessions/{}", session.id),
                why: about(desk, session),
                clock: desk.clock(session.starts_at),
            });
        }
    }
    gaps
}

fn rota_day(desk: &Desk, rota: &Rota, date: Date) -> RotaDay {
    let of_day = rota.sessions.iter().filter(|session| session.date == date);
    RotaDay {
        name: desk.words.t(weekday(date)).to_owned(),
        date: words::day_and_month(desk.words, date, desk.today()),
        today: date == desk.today(),
        note: String::new(),
        sessions: of_day.filter_map(|session| rota_session(desk, rota, session)).collect(),
    }
}

pub(super) fn weekday(date: Date) -> &'static str {
    use jiff::civil::Weekday;
    match date.weekday() {
        Weekday::Monday => key("when-monday"),
        Weekday::Tuesday => key("when-tuesday"),
        Weekday::Wednesday => key("when-wednesday"),
        Weekday::Thursday => key("when-thursday"),
        Weekday::Friday => key("when-friday"),
        Weekday::Saturday => key("when-saturday"),
        Weekday::Sunday => key("when-sunday"),
    }
}

fn rota_session(desk: &Desk, rota: &Rota, session: &Session) -> Option<RotaSession> {
    let facts = rota.facts.get(&session.id)?;
    Some(RotaSession {
        time: words::clock(desk.words, session.starts),
        name: session.group_name.clone(),
        href: format!("/sessions/{}", session.id),
        at: session.place_name.clone().unwrap_or_else(|| super::session::mode(desk, session.mode)),
        seats: facts
            .seats
            .iter()
            .map(|seat| seat.holder.as_ref().map(|(person, _)| desk.person(*person, &rota.people, "")))
            .collect(),
        ready: ready(desk, facts, &rota.people),
    })
}

fn loads(desk: &Desk, rota: &Rota, monday: Date) -> Vec<Load> {
    let end = monday.saturating_add(6.days());
    let mut held: BTreeMap<PersonId, u16> = BTreeMap::new();
    for session in rota.sessions.iter().filter(|one| monday <= one.date && one.date <= end) {
        let facts = rota.facts.get(&session.id);
        for seat in
            facts.into_iter().filter(|facts| facts.state == SessionState::Planned).flat_map(|facts| &facts.seats)
        {
            if let Some((person, _)) = &seat.holder {
                *held.entry(*person).or_default() += 1;
            }
        }
    }
    let mut loads: Vec<Load> = held
        .into_iter()
        .map(|(id, held)| Load {
            person: desk.person(id, &rota.people, ""),
            held,
            limit: rota.people.get(&id).and_then(|person| person.limit_a_week),
        })
        .collect();
    loads.sort_by(|one, two| two.held.cmp(&one.held).then_with(|| one.person.name.cmp(&two.person.name)));
    loads
}
