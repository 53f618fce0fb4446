//! How everything that somebody has shown stands today, and what runs out first.

use super::checks::{CheckKind, Shown, Span, TrainingStep, runs_out_on};
use super::everyone::{
    AskedOfAll, REFERENCES_WANTED, ReferencesAsked, SupervisionAsked, references_on, supervision_holds_until,
};
use crate::organisations::Policy;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What the service asks of supporters: the organisation of everybody, the seats of coming sessions of their holders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedHere {
    /// References and supervision.
    pub everyone: AskedOfAll,
    /// The kinds of check that a coming seat asks for.
    pub checks: BTreeSet<CheckKind>,
    /// The training steps that a coming seat asks for.
    pub training: BTreeSet<TrainingStep>,
}

/// One thing that somebody shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A check.
    Check(CheckKind),
    /// A training step.
    Training(TrainingStep),
    /// The references, all together.
    References,
    /// Supervision.
    Supervision,
}

/// How one thing stands; the order is what wants somebody first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// It is asked for and was never there.
    Missing,
    /// It ran out after this day.
    RanOut(Date),
    /// It will soon run out, after this day.
    RunsOut(Date),
    /// It holds, to this day or for good.
    Holds(Option<Date>),
    /// Some seat asks for it, and they hold another that seats ask for.
    NotHeld,
}

impl Stands {
    /// Whether somebody has to look at it.
    pub fn wants_a_look(self) -> bool {
        match self {
            Self::Missing | Self::RanOut(_) | Self::RunsOut(_) => true,
            Self::Holds(_) | Self::NotHeld => false,
        }
    }
}

/// What is missing comes first, then what has run out, then what runs out next; what holds comes last.
///
/// PW2. A check or a step that some seat asks for is missing only of somebody who holds none that any seat asks
/// for: a walk may ask for first aid, and not everybody walks.
pub fn outlook(asked: &AskedHere, shown: &Shown, today: Date, policy: &Policy) -> Vec<(Thing, Stands)> {
    let soon = today.saturating_add(policy.check_warning_days.days());
    let mut all = Vec::new();
    all.extend(of_kinds(&asked.checks, &shown.checks, today, soon).map(|(kind, stands)| (Thing::Check(kind), stands)));
    let steps = of_kinds(&asked.training, &shown.training, today, soon);
    all.extend(steps.map(|(step, stands)| (Thing::Training(step), stands)));
    if asked.everyone.references == ReferencesAsked::Two {
        let enough = references_on(&shown.references, today) >= REFERENCES_WANTED;
        all.push((Thing::References, if enough { Stands::Holds(None) } else { Stands::Missing }));
    }
    if let SupervisionAsked::Weeks(weeks) = asked.everyone.supervision {
        let soon = today.saturating_add(policy.supervision_warning_days.days());
        let stands = shown
            .supervised_on
            .map_or(Stands::Missing, |last| until(supervision_holds_until(last, weeks), today, soon));
        all.push((Thing::Supervision, stands));
    }
    all.sort_by(|(one, stands), (other, others)| (stands, one).cmp(&(others, other)));
    all
}

fn until(last_day: Date, today: Date, soon: Date) -> Stands {
    if last_day < today {
        Stands::RanOut(last_day)
    } else if last_day <= soon {
        Stands::RunsOut(last_day)
    } else {
        Stands::Holds(Some(last_day))
    }
}

fn of_kinds<K: Ord + Clone>(
    asked: &BTreeSet<K>,
    shown: &[(K, Span)],
    today: Date,
    soon: Date,
) -> impl Iterator<Item = (K, Stands)> {
    let mut spans: BTreeMap<&K, Vec<Span>> = asked.iter().map(|kind| (kind, Vec::new())).collect();
    for (kind, span) in shown {
        spans.entry(kind).or_default().push(*span);
    }
    let holds = |kind: &K| shown.iter().any(|(has, span)| has == kind && span.covers(today));
    let holds_one = asked.iter().any(holds);
    let never = if holds_one { Stands::NotHeld } else { Stands::Missing };
    let stands = |kind: &K, spans: &[Span]| {
        if holds(kind) {
            return runs_out_on(spans.iter().copied()).map_or(Stands::Holds(None), |last| until(last, today, soon));
        }
        let ran_out = spans.iter().filter_map(|span| span.until).filter(|until| *until < today).max();
        ran_out.map_or(never, Stands::RanOut)
    };
    spans.iter().map(|(kind, spans)| ((*kind).clone(), stands(kind, spans))).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::everyone::Reference;
    use super::*;
    use alloc::vec;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 25);

    fn pvg() -> CheckKind {
        CheckKind::named("pvg")
    }

    fn first_aid() -> TrainingStep {
        TrainingStep::named("first-aid")
    }

    fn checked(until: Option<Date>) -> Shown {
        Shown { checks: vec![(pvg(), Span { from: date(2024, 1, 1), until })], ..Shown::default() }
    }

    fn asked() -> AskedHere {
        AskedHere { checks: [pvg()].into(), ..AskedHere::default() }
    }

    #[track_caller]
    fn check(asked: &AskedHere, shown: &Shown, expected: &[(Thing, Stands)]) {
        assert_eq!(outlook(asked, shown, TODAY, &Policy::default()), expected);
    }

    #[test]
    fn a_check_runs_out_soon_from_sixty_days_before_its_last_day() {
        let last = date(2027, 1, 24);
        check(&asked(), &checked(Some(last)), &[(Thing::Check(pvg()), Stands::RunsOut(last))]);
        let later = date(2027, 1, 25);
        check(&asked(), &checked(Some(later)), &[(Thing::Check(pvg()), Stands::Holds(Some(later)))]);
    }

    #[test]
    fn a_check_that_ends_today_still_holds_and_yesterdays_has_run_out() {
        check(&asked(), &checked(Some(TODAY)), &[(Thing::Check(pvg()), Stands::RunsOut(TODAY))]);
        let yesterday = date(2026, 11, 24);
        check(&asked(), &checked(Some(yesterday)), &[(Thing::Check(pvg()), Stands::RanOut(yesterday))]);
    }

    #[test]
    fn nothing_that_a_seat_asks_for_is_missing_and_one_of_two_is_enough() {
        let both = AskedHere { training: [first_aid(), TrainingStep::named("lead")].into(), ..AskedHere::default() };
        let lead = Thing::Training(TrainingStep::named("lead"));
        let aid = Thing::Training(first_aid());
        check(&both, &Shown::default(), &[(aid.clone(), Stands::Missing), (lead.clone(), Stands::Missing)]);
        let span = Span { from: date(2025, 1, 1), until: None };
        let led = Shown { training: vec![(TrainingStep::named("lead"), span)], ..Shown::default() };
        check(&both, &led, &[(lead, Stands::Holds(None)), (aid, Stands::NotHeld)]);
    }

    #[test]
    fn what_is_missing_stands_before_what_runs_out_and_that_before_what_holds() {
        let everything = AskedHere { everyone: AskedOfAll::USUAL, ..asked() };
        let last = date(2026, 10, 10);
        let shown = Shown { supervised_on: Some(last), ..checked(None) };
        let runs_out = Stands::RunsOut(date(2026, 12, 5));
        check(
            &everything,
            &shown,
            &[
                (Thing::References, Stands::Missing),
                (Thing::Supervision, runs_out),
                (Thing::Check(pvg()), Stands::Holds(None)),
            ],
        );
    }

    #[test]
    fn supervision_runs_out_soon_from_a_fortnight_before() {
        let everyone = AskedOfAll { supervision: SupervisionAsked::Weeks(8), ..AskedOfAll::default() };
        let asked = AskedHere { everyone, ..AskedHere::default() };
        let shown = |last| Shown { supervised_on: Some(last), ..Shown::default() };
        check(&asked, &shown(date(2026, 10, 14)), &[(Thing::Supervision, Stands::RunsOut(date(2026, 12, 9)))]);
        check(&asked, &shown(date(2026, 10, 15)), &[(Thing::Supervision, Stands::Holds(Some(date(2026, 12, 10))))]);
    }

    #[test]
    fn what_nobody_asks_for_is_shown_where_it_is_held() {
        let references = vec![Reference { referee: "Morag".into(), taken_on: date(2026, 1, 1) }];
        let shown = Shown { references, ..checked(None) };
        check(&AskedHere::default(), &shown, &[(Thing::Check(pvg()), Stands::Holds(None))]);
    }
}
