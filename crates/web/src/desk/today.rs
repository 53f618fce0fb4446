//! `/today` from what needs someone.

use super::duty::{Around, ended, line};
use super::needs::ready;
use super::{Desk, acts};
use crate::pages::staff::{NowCard, PassedOn, SessionToday, Today as Page};
use crate::pages::{Frame, Tab};
use crate::parts::{Errors, Pressing};
use crate::words::{self, key};
use bothy_actions::duties::Today;
use bothy_domain::duties::DutyState;
use bothy_domain::ids::SessionId;

/// The page.
pub fn page(desk: &Desk, frame: Frame, today: &Today) -> Page {
    let around = Around { sessions: &today.about, facts: &today.facts, people: &today.people };
    let mut passed = Vec::new();
    let mut open = Vec::new();
    let mut in_hand = Vec::new();
    let mut now = None;
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
            DutyState::Taken { .. } | DutyState::Passing { .. } => in_hand.push(duty),
            // At most one thing is the most pressing: the first, if it is for today.
            DutyState::Open if now.is_none() && pressing(duty.clock.pressing) => {
                let about = today.facts.get(&SessionId::new(one.subject)).filter(|_| one.kind == "session");
                let link = if about.is_some() { key("desk-now-session") } else { key("desk-now-other") };
                let duty = crate::pages::staff::DutyLine { clock: desk.big_clock(one.duty.due_by), ..duty };
                now = Some(NowCard {
                    ready: about.map(|facts| ready(desk, facts, &today.people)),
                    link: desk.words.t(link).to_owned(),
                    duty,
                });
            }
            DutyState::Open => open.push(duty),
            DutyState::Closed { .. } => {}
        }
    }
    let sessions = today
        .sessions
        .iter()
        .filter_map(|session| {
            Some(SessionToday {
                time: words::clock(desk.words, session.starts),
                name: session.group_name.clone(),
                href: format!("/sessions/{}", session.id),
                ready: ready(desk, today.facts.get(&session.id)?, &today.people),
            })
        })
        .collect();
    let wall = bothy_calendar::zone::wall(today.now, &desk.zone);
    Page {
        frame: Frame { tab: Some(Tab::Today), ..frame },
        acts: acts(),
        now_words: desk
            .words
            .say(key("desk-moment"))
            .put("day", words::day(desk.words, wall.date(), wall.date()))
            .put("time", words::clock(desk.words, wall.time()))
            .to_string(),
        now,
        passed,
        open,
        in_hand,
        colleagues: today
            .colleagues
            .iter()
            .filter(|person| person.id != desk.me)
            .map(|person| (person.id.to_string(), person.shown_name.clone()))
            .collect(),
        sessions,
        done: today.ended.iter().map(|one| ended(desk, one, &around)).collect(),
        errors: Errors::default(),
    }
}

fn pressing(pressing: Pressing) -> bool {
    matches!(pressing, Pressing::Now | Pressing::Late | Pressing::Soon)
}
