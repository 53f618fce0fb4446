//! Checks and training steps: until when they hold, and which is missing for a seat (PW2).

use super::everyone::{AskedOfAll, Reference, SUPERVISION_ASKED_AHEAD_DAYS, missing_of_all};
use crate::rota::candidates::WearsHat;
use alloc::string::String;
use alloc::vec::Vec;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The kind of a check, such as `pvg`; each organisation has its own list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckKind(String);

/// A step of training, such as `facilitator`; each organisation has its own list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TrainingStep(String);

macro_rules! named {
    ($($name:ident),*) => {$(
        impl $name {
            /// Takes the organisation's own word for it.
            pub fn named(word: impl Into<String>) -> Self {
                Self(word.into())
            }

            /// Takes it as somebody typed it: neither capitals nor spaces make another kind of it.
            pub fn typed(text: &str) -> Self {
                let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
                Self(words.join(" "))
            }

            /// The organisation's own word for it.
            pub fn word(&self) -> &str {
                &self.0
            }
        }
    )*};
}

named!(CheckKind, TrainingStep);

/// From when until when something holds; the last day still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day, still counted; none means it does not run out.
    pub until: Option<Date>,
}

impl Span {
    /// A check holds on its last day and not on the day after.
    pub fn covers(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What one supporter has shown so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Checks, each with its span.
    pub checks: Vec<(CheckKind, Span)>,
    /// Training steps, each with its span.
    pub training: Vec<(TrainingStep, Span)>,
    /// References that were taken up.
    pub references: Vec<Reference>,
    /// The last day on which they had supervision; none means never.
    pub supervised_on: Option<Date>,
}

/// What a seat asks of whoever holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asks {
    /// The check, if the seat asks for one.
    pub check: Option<CheckKind>,
    /// The training step, if the seat asks for one.
    pub training: Option<TrainingStep>,
    /// What the organisation asks of every supporter, whatever the seat.
    pub everyone: AskedOfAll,
}

/// What somebody lacks for a seat on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// They have never shown this check.
    NoCheck(CheckKind),
    /// The check will have run out, on this last day.
    CheckRunOut(CheckKind, Date),
    /// They have not done this step.
    NoTraining(TrainingStep),
    /// The step will have run out, on this last day.
    TrainingRunOut(TrainingStep, Date),
    /// Too few references were taken up.
    References {
        /// How many are there, each of another referee.
        have: usize,
    },
    /// They have never had supervision.
    NoSupervision,
    /// Their last supervision will have been too long ago.
    SupervisionRunOut {
        /// When it was.
        last: Date,
        /// For how many weeks it holds.
        weeks: u16,
    },
    /// They will not be a supporter any more.
    HatEnded,
}

/// A seat may be held only by somebody whose checks, training, references and supervision cover the day of the session, and each missing one is named.
///
/// Requirement PW2. The day of the session decides, not today: a check that runs out next week
/// does not stop tonight's session, and one that begins tomorrow does not open it.
pub fn missing_for(asks: &Asks, shown: &Shown, day: Date) -> Vec<Missing> {
    missing(asks, shown, day, day)
}

/// Whoever is to be given a seat lacks nothing on its day; supervision is asked for a fortnight ahead at most, because the next is still to come.
///
/// Requirement PW2. `today` is the day on which the rota is looked at. From a fortnight before a session on, the
/// rule is the same for who is asked and for who holds the seat.
pub fn missing_when_asked(asks: &Asks, shown: &Shown, day: Date, today: Date) -> Vec<Missing> {
    missing(asks, shown, day, day.min(today.saturating_add(SUPERVISION_ASKED_AHEAD_DAYS.days())))
}

/// A seat is held soundly only by somebody who wears a supporter's hat in the group's branch as the session begins and lacks nothing on its day.
///
/// Requirement PW2. A seat stays written down for somebody whose hat has ended; the session is no longer ready by it.
/// `today` is as in [`missing_when_asked`]; with the day of the session itself, nothing is left for later.
pub fn missing_as_holder(wears: WearsHat, asks: &Asks, shown: &Shown, day: Date, today: Date) -> Vec<Missing> {
    let mut missing = match wears {
        WearsHat::Yes => Vec::new(),
        WearsHat::No => alloc::vec![Missing::HatEnded],
    };
    missing.extend(missing_when_asked(asks, shown, day, today));
    missing
}

fn missing(asks: &Asks, shown: &Shown, day: Date, supervised_for: Date) -> Vec<Missing> {
    let mut missing = Vec::new();
    if let Some(kind) = &asks.check {
        match covering(shown.checks.iter().filter(|(has, _)| has == kind).map(|(_, span)| *span), day) {
            Cover::Covered => {}
            Cover::RanOut(on) => missing.push(Missing::CheckRunOut(kind.clone(), on)),
            Cover::Never => missing.push(Missing::NoCheck(kind.clone())),
        }
    }
    if let Some(step) = &asks.training {
        match covering(shown.training.iter().filter(|(has, _)| has == step).map(|(_, span)| *span), day) {
            Cover::Covered => {}
            Cover::RanOut(on) => missing.push(Missing::TrainingRunOut(step.clone(), on)),
            Cover::Never => missing.push(Missing::NoTraining(step.clone())),
        }
    }
    missing.extend(missing_of_all(asks.everyone, &shown.references, shown.supervised_on, day, supervised_for));
    missing
}

enum Cover {
    Covered,
    RanOut(Date),
    Never,
}

fn covering(spans: impl Iterator<Item = Span>, day: Date) -> Cover {
    let mut ran_out: Option<Date> = None;
    for span in spans {
        if span.covers(day) {
            return Cover::Covered;
        }
        if let Some(until) = span.until.filter(|until| *until < day) {
            ran_out = Some(ran_out.map_or(until, |latest| latest.max(until)));
        }
    }
    ran_out.map_or(Cover::Never, Cover::RanOut)
}

/// The day until which a supporter's newest span of one check holds; none where it never runs out or was never shown.
pub fn runs_out_on(spans: impl IntoIterator<Item = Span>) -> Option<Date> {
    let mut latest = None;
    for span in spans {
        let until = span.until?;
        latest = Some(latest.map_or(until, |so_far: Date| so_far.max(until)));
    }
    latest
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use jiff::civil::date;

    const TUESDAY: Date = date(2026, 11, 24);

    fn pvg(from: Date, until: Option<Date>) -> Shown {
        Shown { checks: vec![(CheckKind::named("pvg"), Span { from, until })], ..Shown::default() }
    }

    #[track_caller]
    fn check(shown: &Shown, expected: &[Missing]) {
        let asks = Asks { check: Some(CheckKind::named("pvg")), ..Asks::default() };
        assert_eq!(missing_for(&asks, shown, TUESDAY), expected);
    }

    #[test]
    fn a_check_holds_on_its_last_day() {
        check(&pvg(date(2024, 1, 1), Some(TUESDAY)), &[]);
    }

    #[test]
    fn a_check_that_ran_out_the_day_before_is_named_with_its_day() {
        let monday = date(2026, 11, 23);
        check(&pvg(date(2024, 1, 1), Some(monday)), &[Missing::CheckRunOut(CheckKind::named("pvg"), monday)]);
    }

    #[test]
    fn a_check_that_begins_tomorrow_does_not_count_today() {
        check(&pvg(date(2026, 11, 25), None), &[Missing::NoCheck(CheckKind::named("pvg"))]);
    }

    #[test]
    fn another_kind_of_check_does_not_stand_in() {
        let shown = Shown {
            checks: vec![(CheckKind::named("dbs"), Span { from: date(2024, 1, 1), until: None })],
            ..Shown::default()
        };
        check(&shown, &[Missing::NoCheck(CheckKind::named("pvg"))]);
    }

    #[test]
    fn the_newer_of_two_checks_counts() {
        let mut shown = pvg(date(2022, 1, 1), Some(date(2024, 1, 1)));
        shown.checks.push((CheckKind::named("pvg"), Span { from: date(2024, 1, 2), until: Some(date(2028, 1, 1)) }));
        check(&shown, &[]);
    }

    #[test]
    fn check_and_training_are_both_named_when_both_are_missing() {
        let asks = Asks {
            check: Some(CheckKind::named("pvg")),
            training: Some(TrainingStep::named("facilitator")),
            ..Asks::default()
        };
        assert_eq!(missing_for(&asks, &Shown::default(), TUESDAY).len(), 2);
    }

    #[test]
    fn a_holder_whose_hat_has_ended_is_named_so_before_anything_else() {
        let asks = Asks { check: Some(CheckKind::named("pvg")), ..Asks::default() };
        let sound = pvg(date(2024, 1, 1), None);
        assert_eq!(missing_as_holder(WearsHat::No, &asks, &sound, TUESDAY, TUESDAY), [Missing::HatEnded]);
        assert_eq!(missing_as_holder(WearsHat::Yes, &asks, &sound, TUESDAY, TUESDAY), []);
        assert_eq!(missing_as_holder(WearsHat::No, &asks, &Shown::default(), TUESDAY, TUESDAY).len(), 2);
    }

    #[test]
    fn a_check_without_an_end_never_runs_out() {
        assert_eq!(runs_out_on([Span { from: TUESDAY, until: None }]), None);
    }

    #[test]
    fn the_latest_end_is_when_it_runs_out() {
        let spans = [date(2026, 1, 1), date(2027, 1, 1)].map(|until| Span { from: TUESDAY, until: Some(until) });
        assert_eq!(runs_out_on(spans), Some(date(2027, 1, 1)));
    }
}
