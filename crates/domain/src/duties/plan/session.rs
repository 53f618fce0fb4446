//! What is owed before a session can run.

use super::promised::{Promised, after, coordinator_then_administrator, days, hours};
use super::{Occasion, SessionFacts, SessionState};
use crate::duties::rule::DutyRule;
use crate::organisations::Policy;
use crate::sessions::readiness::{Need, readiness};
use alloc::format;
use alloc::vec::Vec;
use jiff::Timestamp;

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
                Some(promised(rule, occasion, settled_by(need, facts, policy), facts, policy))
            })
            .collect(),
    }
}

fn promised(rule: DutyRule, occasion: Occasion, due: Timestamp, facts: &SessionFacts, policy: &Policy) -> Promised {
    let appears_at = after(facts.starts, days(policy.look_ahead_days).saturating_neg());
    let due_by = due.min(noon_or_before(facts)).max(after(appears_at, hours(1)));
    Promised {
        rule,
        occasion,
        due_by,
        appears_at,
        owners: coordinator_then_administrator(appears_at, due_by, policy),
        gone_at: Some(facts.starts),
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
