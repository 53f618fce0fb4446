//! What may be written down of somebody: that a thing was seen, by its date, never the thing itself.

use super::checks::{CheckKind, Shown, Span, TrainingStep};
use super::everyone::{Reference, same_referee};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The most letters of a kind of check or a training step.
pub const LONGEST_KIND: usize = 60;
/// The most letters of a referee's name.
pub const LONGEST_REFEREE: usize = 100;
/// Nobody who helps today was checked longer ago than this.
const YEARS_BACK: i64 = 60;

/// One thing that somebody has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// A check: its kind, seen on, until. Never the certificate.
    Check(CheckKind, Span),
    /// A training step: which, done on, until.
    Training(TrainingStep, Span),
    /// A reference that was taken up. Never what it says.
    Reference(Reference),
    /// A time of supervision, on this day. Never what was said.
    Supervision(Date),
}

impl Recorded {
    /// The day that it speaks of: seen, done, taken up, held.
    pub fn on(&self) -> Date {
        match self {
            Self::Check(_, span) | Self::Training(_, span) => span.from,
            Self::Reference(reference) => reference.taken_on,
            Self::Supervision(on) => *on,
        }
    }
}

/// Why something is not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordRefused {
    /// A check has a kind, a step a name, a reference a referee.
    #[error("it has no name")]
    NoName,
    /// The name is longer than is kept.
    #[error("the name is longer than is kept")]
    TooLong,
    /// Nobody has seen today what is still to come.
    #[error("the day is still to come")]
    Later,
    /// The day is so long ago that it must be a slip.
    #[error("the day is too long ago")]
    LongAgo,
    /// It would end before it begins.
    #[error("it would end before it begins")]
    EndsBefore,
    /// A second reference comes from somebody else.
    #[error("there is a reference of this referee already")]
    SameReferee,
    /// The same was written down before.
    #[error("this was written down already")]
    ThereAlready,
}

/// What was seen is written down on the day or later, once, and a second reference comes from another referee.
///
/// PW2. A date that is still to come is a plan and lets nobody hold a seat.
///
/// # Errors
/// [`RecordRefused`].
pub fn may_record(what: &Recorded, shown: &Shown, today: Date) -> Result<(), RecordRefused> {
    let (name, longest) = match what {
        Recorded::Check(kind, _) => (kind.word(), LONGEST_KIND),
        Recorded::Training(step, _) => (step.word(), LONGEST_KIND),
        Recorded::Reference(reference) => (reference.referee.as_str(), LONGEST_REFEREE),
        Recorded::Supervision(_) => ("supervision", LONGEST_KIND),
    };
    if name.trim().is_empty() {
        return Err(RecordRefused::NoName);
    }
    if name.chars().count() > longest {
        return Err(RecordRefused::TooLong);
    }
    if what.on() > today {
        return Err(RecordRefused::Later);
    }
    if what.on() < today.saturating_sub(YEARS_BACK.years()) {
        return Err(RecordRefused::LongAgo);
    }
    let there = match what {
        Recorded::Check(_, span) | Recorded::Training(_, span) if span.until.is_some_and(|until| until < span.from) => {
            return Err(RecordRefused::EndsBefore);
        }
        Recorded::Check(kind, span) => shown.checks.contains(&(kind.clone(), *span)),
        Recorded::Training(step, span) => shown.training.contains(&(step.clone(), *span)),
        Recorded::Reference(reference) => {
            if shown.references.iter().any(|other| same_referee(&other.referee, &reference.referee)) {
                return Err(RecordRefused::SameReferee);
            }
            false
        }
        Recorded::Supervision(on) => shown.supervised_on.is_some_and(|last| last == *on),
    };
    if there { Err(RecordRefused::ThereAlready) } else { Ok(()) }
}

impl FromIterator<Recorded> for Shown {
    fn from_iter<I: IntoIterator<Item = Recorded>>(all: I) -> Self {
        let mut shown = Self::default();
        for one in all {
            match one {
                Recorded::Check(kind, span) => shown.checks.push((kind, span)),
                Recorded::Training(step, span) => shown.training.push((step, span)),
                Recorded::Reference(reference) => shown.references.push(reference),
                Recorded::Supervision(on) => shown.supervised_on = shown.supervised_on.max(Some(on)),
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 25);

    fn pvg(from: Date, until: Option<Date>) -> Recorded {
        Recorded::Check(CheckKind::named("pvg"), Span { from, until })
    }

    fn reference(referee: &str) -> Recorded {
        Recorded::Reference(Reference { referee: referee.into(), taken_on: TODAY })
    }

    #[track_caller]
    fn check(what: Recorded, before: &[Recorded], expected: Result<(), RecordRefused>) {
        assert_eq!(may_record(&what, &before.iter().cloned().collect(), TODAY), expected);
    }

    #[test]
    fn what_was_seen_today_is_written_down_and_what_will_be_is_not() {
        check(pvg(TODAY, None), &[], Ok(()));
        check(pvg(date(2026, 11, 26), None), &[], Err(RecordRefused::Later));
        check(Recorded::Supervision(date(2026, 11, 26)), &[], Err(RecordRefused::Later));
    }

    #[test]
    fn a_year_that_lacks_a_figure_is_a_slip() {
        check(pvg(date(202, 11, 25), None), &[], Err(RecordRefused::LongAgo));
    }

    #[test]
    fn a_check_may_end_on_the_day_it_begins_and_not_before() {
        check(pvg(TODAY, Some(TODAY)), &[], Ok(()));
        check(pvg(TODAY, Some(date(2026, 11, 24))), &[], Err(RecordRefused::EndsBefore));
    }

    #[test]
    fn the_same_check_twice_is_one() {
        check(pvg(TODAY, None), &[pvg(TODAY, None)], Err(RecordRefused::ThereAlready));
        check(pvg(TODAY, None), &[pvg(date(2024, 1, 1), None)], Ok(()));
    }

    #[test]
    fn two_times_of_supervision_on_one_day_are_one() {
        check(Recorded::Supervision(TODAY), &[Recorded::Supervision(TODAY)], Err(RecordRefused::ThereAlready));
        check(Recorded::Supervision(TODAY), &[Recorded::Supervision(date(2026, 11, 2))], Ok(()));
    }

    #[test]
    fn a_second_reference_comes_from_somebody_else() {
        check(reference("Morag Bain"), &[reference("morag bain")], Err(RecordRefused::SameReferee));
        check(reference("Iain Orr"), &[reference("Morag Bain")], Ok(()));
    }

    #[test]
    fn what_has_no_name_or_too_long_a_one_is_not_written_down() {
        check(reference(" "), &[], Err(RecordRefused::NoName));
        let long: String = "x".repeat(61);
        let step = Recorded::Training(TrainingStep::named(long), Span { from: TODAY, until: None });
        check(step, &[], Err(RecordRefused::TooLong));
    }

    #[test]
    fn the_last_supervision_is_the_newest_whichever_was_written_down_first() {
        let days = [date(2026, 11, 2), date(2026, 9, 1)];
        let shown: Shown = days.into_iter().map(Recorded::Supervision).collect();
        assert_eq!(shown.supervised_on, Some(date(2026, 11, 2)));
    }
}
