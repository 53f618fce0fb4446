//! `/rota` from a week of sessions.

use super::duty::about;
use super::needs::{ready, role, what};
use super::{Desk, acts, exchange};
use crate::pages::staff::{Load, Rota as Page, RotaBranch, RotaDay, RotaGap, RotaSeat, RotaSession};
use crate::pages::{Frame, Tab};
use crate::words::{self, key};
use bothy_actions::rota::PassingSeen;
use bothy_actions::sessions::Rota;
use bothy_actions::sessions::Session;
use bothy_domain::ids::{BranchId, PersonId};
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::{Need, Strand, readiness};
use jiff::ToSpan as _;
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;

/// So many gaps stand open; the others are one press away.
const GAPS: usize = 6;
/// So many people's loads stand open.
const LOADS: usize = 12;

/// Whether the page shows several branches: then each session says which it is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Branches {
    One,
    Several,
}

/// The page for the week of a Monday; `only` is the branch that was chosen, `changed` what was just passed on or swapped.
pub fn page(
    desk: &Desk,
    frame: Frame,
    rota: &Rota,
    monday: Date,
    only: Option<BranchId>,
    changed: Option<&PassingSeen>,
) -> Page {
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
    let shown = if rota.branches.len() > 1 && only.is_none() { Branches::Several } else { Branches::One };
    let mut days: Vec<RotaDay> =
        (0..7).map(|day| rota_day(desk, rota, monday.saturating_add(day.days()), shown)).collect();
    if let Some(branch) = only {
        // Who changes a seat from the week of one branch comes back to it.
        let sessions = days.iter_mut().flat_map(|day| day.parts.iter_mut().flatten());
        let hrefs = sessions.flat_map(|session| &mut session.seats).map(|seat| &mut seat.href);
        hrefs.filter(|href| href.ends_with("/change")).for_each(|href| href.push_str(&format!("?branch={branch}")));
    }
    let mut gaps = gaps(desk, rota);
    let more_gaps = gaps.split_off(GAPS.min(gaps.len()));
    let mut loads = loads(desk, rota);
    let more_loads = loads.split_off(LOADS.min(loads.len()));
    let dates = desk
        .words
        .say(key("rota-from-to"))
        .put("from", words::day_and_month(desk.words, monday, desk.today()))
        .put("to", words::day_and_month(desk.words, monday.saturating_add(6.days()), desk.today()));
    Page {
        frame: Frame { tab: Some(Tab::Rota), ..frame },
        acts: acts(),
        dates: dates.to_string(),
        previous: address(Some(monday.saturating_sub(7.days())), only),
        this: address(None, only),
        this_is_shown: bothy_domain::sessions::change::monday_of(desk.today()) == monday,
        next: address(Some(monday.saturating_add(7.days())), only),
        pack: super::prints::pack_address(monday, only),
        branches,
        changed: changed.map(|seen| exchange::changed(desk, seen)),
        gaps,
        more_gaps,
        days,
        branch: only.map(|branch| branch.to_string()).unwrap_or_default(),
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
                href: format!("/sessions/{}#{seat}", session.id),
                why: about(desk, session),
                clock: desk.clock(session.starts_at),
            });
        }
    }
    gaps
}

fn rota_day(desk: &Desk, rota: &Rota, date: Date, branches: Branches) -> RotaDay {
    let of_day = |from: Time, to: Option<Time>| {
        let in_part = move |session: &&Session| {
            session.date == date && session.starts >= from && to.is_none_or(|to| session.starts < to)
        };
        rota.sessions.iter().filter(in_part).filter_map(|session| rota_session(desk, rota, session, branches)).collect()
    };
    let (noon, tea) = (Time::constant(12, 0, 0, 0), Time::constant(17, 0, 0, 0));
    RotaDay {
        name: desk.words.t(weekday(date)).to_owned(),
        number: date.day().to_string(),
        month: words::month(desk.words, date.month()).to_owned(),
        today: date == desk.today(),
        parts: vec![of_day(Time::midnight(), Some(noon)), of_day(noon, Some(tea)), of_day(tea, None)],
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

fn rota_session(desk: &Desk, rota: &Rota, session: &Session, branches: Branches) -> Option<RotaSession> {
    let facts = rota.facts.get(&session.id)?;
    let to_come = session.starts_at > rota.now;
    let at = session.place_name.clone().unwrap_or_else(|| super::session::mode(desk, session.mode));
    let of = |(id, _): &&(BranchId, String)| branches == Branches::Several && session.branch == Some(*id);
    let branch = rota.branches.iter().find(of);
    let name = |id| rota.sessions.iter().find(|one| one.id == id).map(|one| one.group_name.clone());
    let seat = |seat: &bothy_domain::sessions::readiness::SeatFacts| RotaSeat {
        role: role(desk, seat.role),
        person: seat.holder.as_ref().map(|(person, _)| desk.person(*person, &rota.people, "")),
        href: match (&seat.holder, to_come) {
            (_, false) => String::new(),
            (Some(_), true) => format!("/seats/{}/change", seat.id),
            (None, true) => format!("/sessions/{}#{}", session.id, seat.id),
        },
        hard: match rota.strains.get(&seat.id) {
            Some(strains) if to_come => strains.iter().map(|one| exchange::hard(desk, one, name)).collect(),
            _ => Vec::new(),
        },
    };
    Some(RotaSession {
        time: words::clock(desk.words, session.starts),
        name: session.group_name.clone(),
        href: format!("/sessions/{}", session.id),
        at: match branch {
            Some((_, branch)) => format!("{at}. {branch}"),
            None => at,
        },
        seats: facts.seats.iter().map(seat).collect(),
        ready: ready(desk, facts, &rota.people),
        open: to_come && readiness(facts).open().next().is_some(),
        off: session.state != SessionState::Planned,
    })
}

fn loads(desk: &Desk, rota: &Rota) -> Vec<Load> {
    let mut held: BTreeMap<PersonId, u16> = BTreeMap::new();
    for session in &rota.sessions {
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
