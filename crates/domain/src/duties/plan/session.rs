//! What is owed before a session can run.

use super::promised::{Promised, after, days, hours};
use super::{Occasion, Owner, SessionFacts, SessionState};
use crate::access::roles::Role;
use crate::duties::rule::DutyRule;
use crate::organisations::Policy;
use crate::sessions::readiness::{Need, readiness};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use jiff::Timestamp;

/// Hours that there are at least to do what is owed, unless the session starts before.
const HOURS_AT_LEAST: i64 = 2;

/// What a planned session still needs is owed from the look-ahead until it starts, and by noon of its day at the latest.
///
/// AV3. What is open is what readiness says; here is only by when and by whom.
pub(super) fn promises(facts: &SessionFacts, policy: &Policy) -> Vec<Promised> {
    match facts.state {
        SessionState::CalledOff { .. } => Vec::new(),
        SessionState::Planned => readiness(facts)
            .open()
            .filter_map(|need| {
                let (rule, occasion) = promise_of(need, facts)?;
                Some(promised(rule, occasion, need, facts, policy))
            })
            .collect(),
    }
}

fn promised(rule: DutyRule, occasion: Occasion, need: &Need, facts: &SessionFacts, policy: &Policy) -> Promised {
    let appears_at = after(facts.starts, days(policy.look_ahead_days).saturating_neg());
    let since = since(need, facts).max(appears_at);
    let due_by = due_by(settled_by(need, facts, policy).min(noon_or_before(facts)), since, facts);
    Promised {
        rule,
        occasion,
        due_by,
        appears_at,
        owners: vec![
            (appears_at, Owner::Role(Role::Coordinator)),
            (climbs_at(due_by, since, facts, policy), Owner::Role(Role::Administrator)),
        ],
        gone_at: Some(facts.starts),
    }
}

/// Since when a need can be open: an empty seat since it is empty, anything else since the session is there as it is.
fn since(need: &Need, facts: &SessionFacts) -> Timestamp {
    let Need::Seat { seat, .. } = need else { return facts.since };
    let empty_since = facts.seats.iter().filter(|facts| facts.id == *seat).map(|facts| facts.empty_since).max();
    empty_since.map_or(facts.since, |since| since.max(facts.since))
}

/// Nothing is late before there were two hours to do it, and nothing is due after the session starts.
///
/// A session made for tomorrow, or a seat handed back in the afternoon, would otherwise be born late: a red line
/// that nobody could have kept says nothing about who keeps their word. The two hours are Bothy's own default.
fn due_by(rule_says: Timestamp, since: Timestamp, facts: &SessionFacts) -> Timestamp {
    rule_says.max(after(since, hours(HOURS_AT_LEAST))).min(facts.starts)
}

/// What nobody did climbs while there is still time: some hours after it was due, at its due time where those end with the session, half-way where it is due as the session starts.
fn climbs_at(due_by: Timestamp, since: Timestamp, facts: &SessionFacts, policy: &Policy) -> Timestamp {
    let usual = after(due_by, hours(policy.climbs_after_hours));
    if usual < facts.starts {
        usual
    } else if due_by < facts.starts {
        due_by
    } else {
        let left = facts.starts.duration_since(since).as_secs();
        after(since, left.max(0) / 2)
    }
}

/// Which promise an open need breaks; a missed minimum is one of its own only where there are too few seats to meet it.
fn promise_of(need: &Need, facts: &SessionFacts) -> Option<(DutyRule, Occasion)> {
    Some(match need {
        Need::Seat { number, holder: None, .. } => (DutyRule::SeatEmpty, Occasion::named(format!("seat-{number}"))),
        Need::Seat { number, holder: Some(_), .. } => {
            (DutyRule::SeatEmpty, Occasion::named(format!("seat-{number}-check")))
        }
        Need::Minimum { want, .. } => {
            let seats = facts.seats.iter().filter(|seat| seat.role.counts_as_facilitator()).count();
            if seats >= usize::from(*want) {
                return None;
            }
            (DutyRule::SeatEmpty, Occasion::named("minimum"))
        }
        Need::Place => (DutyRule::PlaceMissing, Occasion::named("place")),
        Need::PlaceConfirmed => (DutyRule::PlaceNotConfirmed, Occasion::named("place")),
        Need::Opener => (DutyRule::NoOpener, Occasion::named("opener")),
        Need::WayIn => (DutyRule::LinkMissing, Occasion::named("link")),
        Need::WayInTried => (DutyRule::LinkNotTried, Occasion::named("link")),
    })
}

/// A session is settled some days before; a seat handed back later still leaves its hours to fill.
fn settled_by(need: &Need, facts: &SessionFacts, policy: &Policy) -> Timestamp {
    let settled = after(facts.starts, days(policy.settled_days_before).saturating_neg());
    let Need::Seat { seat, .. } = need else { return settled };
    let empty_since = facts.seats.iter().filter(|facts| facts.id == *seat).map(|facts| facts.empty_since).max();
    empty_since.map_or(settled, |since| settled.max(after(since, hours(policy.hours_to_fill))))
}

/// Noon leaves people time to hear of it; a session less than two hours after noon needs it three hours ahead.
fn noon_or_before(facts: &SessionFacts) -> Timestamp {
    if facts.starts >= after(facts.noon_that_day, hours(2)) {
        facts.noon_that_day
    } else {
        after(facts.starts, hours(-3))
    }
}
