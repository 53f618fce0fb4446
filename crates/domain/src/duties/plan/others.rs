//! What is owed about people, places, files, closed days, worries and notices.

use super::promised::{Promised, after, coordinator_then_administrator, days, hours};
use super::{
    CalendarFacts, ImportFacts, InUse, NoticeFacts, Occasion, Owner, PersonFacts, PlaceFacts, SessionsFollow, Worn,
};
use crate::access::roles::Role;
use crate::duties::rule::DutyRule;
use crate::organisations::Policy;
use crate::safety::concern::{Concern, ConcernState, Danger};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use jiff::Timestamp;
use jiff::civil::Date;

/// Days to look at the facts of a place once they want it: Bothy's own default, not yet the organisation's.
const REVIEW_DAYS: i64 = 30;
/// Days before the known closed days end by which the next are known: Bothy's own default.
const CALENDAR_DAYS: i64 = 30;
/// Hours to bring a notice to somebody in another way: Bothy's own default.
const NOTICE_HOURS: i64 = 4;

fn by_coordinator(
    rule: DutyRule,
    occasion: Occasion,
    appears_at: Timestamp,
    due_by: Timestamp,
    policy: &Policy,
) -> Vec<Promised> {
    let owners = coordinator_then_administrator(appears_at, due_by, policy);
    vec![Promised { rule, occasion, due_by, appears_at, owners, gone_at: None }]
}

/// A check is renewed, a training step done again and supervision held before the last one runs out; what has run out stays owed until then.
///
/// PW2. Of each kind only the newest counts: an older one was renewed by it. Nothing is owed about somebody who no
/// longer helps here, and supervision only while they are a supporter.
pub(super) fn of_person(facts: &PersonFacts, policy: &Policy) -> Vec<Promised> {
    let checks = newest(facts.checks.iter().map(|(kind, until, end)| (kind.word(), (*until, *end))));
    let training = newest(facts.training.iter().map(|(step, until, end)| (step.word(), (*until, *end))));
    let supervision = facts.supervised_until.map(|last| ("supervision", last));
    let mut promises = Vec::new();
    for (rule, worn, warning, all) in [
        (DutyRule::CheckRunningOut, facts.helps, policy.check_warning_days, checks),
        (DutyRule::TrainingRunningOut, facts.helps, policy.check_warning_days, training),
        (
            DutyRule::SupervisionRunningOut,
            facts.supports,
            policy.supervision_warning_days,
            supervision.into_iter().collect(),
        ),
    ] {
        let promised = all.into_iter().map(|(word, last)| running_out(rule, word, last, warning, policy));
        promises.extend(promised.filter_map(|promised| while_worn(promised, worn)));
    }
    promises
}

/// The last day on which something holds, and the last instant of it.
type LastDay = (Date, Timestamp);

fn newest<'w>(all: impl Iterator<Item = (&'w str, LastDay)>) -> BTreeMap<&'w str, LastDay> {
    let mut newest = BTreeMap::new();
    for (word, last) in all {
        let held = newest.entry(word).or_insert(last);
        *held = (*held).max(last);
    }
    newest
}

fn running_out(rule: DutyRule, word: &str, (until, end): LastDay, warning: i64, policy: &Policy) -> Promised {
    let appears_at = after(end, days(warning).saturating_neg());
    Promised {
        rule,
        occasion: Occasion::named(format!("{word}-{until}")),
        due_by: end,
        appears_at,
        owners: coordinator_then_administrator(appears_at, end, policy),
        gone_at: None,
    }
}

/// Nothing is owed before a hat is worn, and nothing from the moment it is taken off.
fn while_worn(promised: Promised, worn: Worn) -> Option<Promised> {
    match worn {
        Worn::Never => None,
        Worn::From { from, until } => {
            Some(Promised { appears_at: promised.appears_at.max(from), gone_at: until, ..promised })
        }
    }
}

/// The facts of a place in use are looked at within thirty days of wanting it.
pub(super) fn of_place(facts: &PlaceFacts, policy: &Policy) -> Vec<Promised> {
    match (facts.in_use, facts.review_due_at) {
        (InUse::Yes, Some(at)) => {
            let occasion = Occasion::named(format!("review-{at}"));
            by_coordinator(DutyRule::ReviewRunningOut, occasion, at, after(at, days(REVIEW_DAYS)), policy)
        }
        (InUse::Yes, None) | (InUse::No, _) => Vec::new(),
    }
}

/// Rows of a file that wait for a person are looked at within the days that the organisation set.
pub(super) fn of_import(facts: &ImportFacts, policy: &Policy) -> Vec<Promised> {
    if facts.waiting == 0 {
        return Vec::new();
    }
    let due_by = after(facts.since, days(policy.import_days));
    by_coordinator(DutyRule::ImportRowWaiting, Occasion::named("rows"), facts.since, due_by, policy)
}

/// The next closed days are known thirty days before the known ones end, where any session keeps to them.
pub(super) fn of_calendar(facts: &CalendarFacts, policy: &Policy) -> Vec<Promised> {
    match facts.sessions_follow_it {
        SessionsFollow::No => Vec::new(),
        SessionsFollow::Yes => {
            let until = facts.known_until_at;
            let appears_at = after(until, days(policy.holiday_warning_days).saturating_neg());
            vec![Promised {
                rule: DutyRule::ClosedDayUnknown,
                occasion: Occasion::named(format!("known-until-{until}")),
                due_by: after(until, -days(CALENDAR_DAYS)).max(after(appears_at, hours(1))),
                appears_at,
                owners: vec![(appears_at, Owner::Role(Role::Administrator))],
                gone_at: None,
            }]
        }
    }
}

/// A worry goes to its first reader at once, to the second at half of the time, and climbs when the time is up.
///
/// SA4. At its due time it is the safeguarding lead's, and after the same time again the administrator's:
/// a worry never waits for one person who is away.
pub(super) fn of_concern(concern: &Concern, policy: &Policy) -> Vec<Promised> {
    let ConcernState::Raised = concern.state else { return Vec::new() };
    let within = hours(match concern.danger {
        Danger::YesOrNotSure => policy.worry_hours_danger,
        Danger::No => policy.worry_hours,
    });
    let raised_at = concern.raised_at;
    let [first, second] = concern.readers;
    let due_by = after(raised_at, within);
    vec![Promised {
        rule: DutyRule::WorryWaiting,
        occasion: Occasion::named("acknowledge"),
        due_by,
        appears_at: raised_at,
        owners: vec![
            (raised_at, Owner::Person(first)),
            (after(raised_at, within / 2), Owner::Person(second)),
            (due_by, Owner::Role(Role::SafeguardingLead)),
            (after(due_by, within), Owner::Role(Role::Administrator)),
        ],
        gone_at: None,
    }]
}

/// A notice that did not arrive is brought to the person in another way within four hours.
pub(super) fn of_notice(facts: &NoticeFacts, policy: &Policy) -> Vec<Promised> {
    if facts.dealt_with_at.is_some() {
        return Vec::new();
    }
    let gave_up_at = facts.gave_up_at;
    let due_by = after(gave_up_at, hours(NOTICE_HOURS));
    by_coordinator(DutyRule::NoticeUndelivered, Occasion::named("gave-up"), gave_up_at, due_by, policy)
}
