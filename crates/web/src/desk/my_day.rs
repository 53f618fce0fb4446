//! `/my-day` from a supporter's own sessions and asks.

use super::duty::{Around, line};
use super::needs::{ready, role};
use super::{Desk, acts};
use crate::pages::staff::{MyDay as Page, MySession, PassedOn, SeatAsk};
use crate::pages::{Frame, Tab};
use crate::words::{self, key};
use bothy_actions::duties::Today;
use bothy_actions::sessions::MyDay;
use bothy_domain::duties::DutyState;

/// The page.
pub fn page(desk: &Desk, frame: Frame, mine: &MyDay, today: &Today) -> Page {
    let around = Around { sessions: &today.about, facts: &today.facts, people: &today.people };
    let mut passed = Vec::new();
    let mut duties = Vec::new();
    for one in &today.duties {
        let duty = line(desk, one, &around);
        match one.duty.state {
            DutyState::Passing { from, to, .. } if to == desk.me => passed.push(PassedOn {
                id: duty.id,
                what: duty.what,
                href: duty.href,
                from: desk.name(from, &today.people),
                rule: duty.rule,
                clock: duty.clock,
            }),
            _ if duty.mine => duties.push(duty),
            _ => {}
        }
    }
    Page {
        frame: Frame { tab: Some(Tab::MyDay), ..frame },
        acts: acts(),
        today: words::day(desk.words, desk.today(), desk.today()),
        asks: mine
            .asked
            .iter()
            .map(|(offer, session)| SeatAsk {
                id: offer.id.to_string(),
                group: session.group_name.clone(),
                when: desk
                    .words
                    .say(key("desk-moment"))
                    .put("day", words::near_day(desk.words, session.date, desk.today()))
                    .put("time", words::span(desk.words, session.starts, session.ends))
                    .to_string(),
                what: session.place_name.clone().unwrap_or_else(|| super::session::mode(desk, session.mode)),
                clock: desk.clock(session.starts_at),
            })
            .collect(),
        passed,
        duties,
        colleagues: today
            .colleagues
            .iter()
            .filter(|person| person.id != desk.me)
            .map(|person| (person.id.to_string(), person.shown_name.clone()))
            .collect(),
        sessions: mine
            .sessions
            .iter()
            .filter_map(|session| {
                let seat = mine.seats.get(&session.id)?;
                let place = session.place_name.clone().unwrap_or_else(|| super::session::mode(desk, session.mode));
                Some(MySession {
                    when: desk
                        .words
                        .say(key("desk-moment"))
                        .put("day", words::near_day(desk.words, session.date, desk.today()))
                        .put("time", words::span(desk.words, session.starts, session.ends))
                        .to_string(),
                    name: session.group_name.clone(),
                    href: format!("/sessions/{}", session.id),
                    seat: format!("/sessions/{}#{}", session.id, seat.id),
                    what: format!("{place}. {}", role(desk, seat.role)),
                    ready: ready(desk, mine.facts.get(&session.id)?, &mine.people),
                })
            })
            .collect(),
    }
}
