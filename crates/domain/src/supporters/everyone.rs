//! What an organisation asks of every supporter, whatever the seat: references and supervision (PW2).

use super::checks::Missing;
use alloc::string::String;
use alloc::vec::Vec;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// How many references are wanted, each of another referee.
pub const REFERENCES_WANTED: usize = 2;

/// How many days ahead supervision has to cover a session: the fortnight of AV3.
///
/// Seats are given months ahead and supervision comes every few weeks. Asked for any further ahead, nobody could
/// ever be given a seat in the spring.
pub const SUPERVISION_ASKED_AHEAD_DAYS: i64 = 14;

/// Whether references are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReferencesAsked {
    /// They are: two, of two referees.
    Two,
    /// They are not.
    #[default]
    No,
}

/// Whether supervision is asked for, and how long one time holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SupervisionAsked {
    /// It is, and one time holds for so many weeks.
    Weeks(u16),
    /// It is not.
    #[default]
    No,
}

/// How long one supervision may hold at most: a year.
pub const SUPERVISION_WEEKS_AT_MOST: u16 = 52;

/// What an organisation asks of every supporter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AskedOfAll {
    /// References.
    pub references: ReferencesAsked,
    /// Supervision.
    pub supervision: SupervisionAsked,
}

impl AskedOfAll {
    /// A new organisation asks for two references and for supervision within 8 weeks, until it sets something else.
    ///
    /// Bothy's own default: supervision about every six weeks, with a fortnight for illness and holidays.
    pub const USUAL: Self = Self { references: ReferencesAsked::Two, supervision: SupervisionAsked::Weeks(8) };
}

/// A reference that was taken up: who gave it and when, never what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Who gave it.
    pub referee: String,
    /// The day on which it was taken up.
    pub taken_on: Date,
}

/// The words of a referee as they are compared: neither spaces nor capitals make somebody else of them.
pub fn same_referee(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

/// References count from the day on which they were taken up, and two of one referee are one.
pub fn references_on(references: &[Reference], day: Date) -> usize {
    let mut found: Vec<&str> = Vec::new();
    for reference in references.iter().filter(|reference| reference.taken_on <= day) {
        if !found.iter().any(|referee| same_referee(referee, &reference.referee)) {
            found.push(&reference.referee);
        }
    }
    found.len()
}

/// One time of supervision holds for the weeks that the organisation set, and on the last day of them still.
pub fn supervision_holds_until(last: Date, weeks: u16) -> Date {
    last.saturating_add(i64::from(weeks).weeks())
}

/// Every supporter has two references and recent supervision where the organisation asks for them, and what is missing is named.
///
/// Requirement PW2. `day` is the day of the session; `supervised_for` the day that supervision has to cover.
pub(super) fn missing_of_all(
    asked: AskedOfAll,
    references: &[Reference],
    supervised_on: Option<Date>,
    day: Date,
    supervised_for: Date,
) -> Vec<Missing> {
    let mut missing = Vec::new();
    match asked.references {
        ReferencesAsked::No => {}
        ReferencesAsked::Two => {
            let have = references_on(references, day);
            if have < REFERENCES_WANTED {
                missing.push(Missing::References { have });
            }
        }
    }
    match (asked.supervision, supervised_on) {
        (SupervisionAsked::No, _) => {}
        (SupervisionAsked::Weeks(_), None) => missing.push(Missing::NoSupervision),
        (SupervisionAsked::Weeks(weeks), Some(last)) => {
            if supervised_for > supervision_holds_until(last, weeks) {
                missing.push(Missing::SupervisionRunOut { last, weeks });
            }
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::super::checks::{Asks, Shown, missing_for, missing_when_asked};
    use super::*;
    use alloc::vec;
    use jiff::civil::date;

    const TUESDAY: Date = date(2026, 11, 24);

    fn asks() -> Asks {
        Asks { everyone: AskedOfAll::USUAL, ..Asks::default() }
    }

    fn reference(referee: &str, taken_on: Date) -> Reference {
        Reference { referee: referee.into(), taken_on }
    }

    fn sound() -> Shown {
        let references = vec![reference("Morag Bain", date(2026, 1, 5)), reference("Iain Orr", date(2026, 1, 9))];
        Shown { references, supervised_on: Some(date(2026, 11, 2)), ..Shown::default() }
    }

    #[track_caller]
    fn check(shown: &Shown, expected: &[Missing]) {
        assert_eq!(missing_for(&asks(), shown, TUESDAY), expected);
    }

    #[test]
    fn two_references_and_supervision_three_weeks_ago_are_all_that_is_asked_of_everybody() {
        check(&sound(), &[]);
    }

    #[test]
    fn one_reference_is_one_too_few_and_the_one_that_is_there_is_counted() {
        let references = vec![reference("Morag Bain", date(2026, 1, 5))];
        check(&Shown { references, ..sound() }, &[Missing::References { have: 1 }]);
    }

    #[test]
    fn two_references_of_one_referee_are_one_however_the_name_is_typed() {
        let references = vec![reference("Morag Bain", date(2026, 1, 5)), reference(" morag  BAIN ", date(2026, 3, 1))];
        check(&Shown { references, ..sound() }, &[Missing::References { have: 1 }]);
    }

    #[test]
    fn a_reference_that_is_taken_up_the_day_after_does_not_count_and_one_of_the_day_does() {
        let on = |day| Shown {
            references: vec![reference("Morag Bain", date(2026, 1, 5)), reference("Iain Orr", day)],
            ..sound()
        };
        check(&on(TUESDAY), &[]);
        check(&on(date(2026, 11, 25)), &[Missing::References { have: 1 }]);
    }

    #[test]
    fn supervision_holds_on_the_last_day_of_its_eighth_week_and_not_on_the_day_after() {
        check(&Shown { supervised_on: Some(date(2026, 9, 29)), ..sound() }, &[]);
        let last = date(2026, 9, 28);
        check(&Shown { supervised_on: Some(last), ..sound() }, &[Missing::SupervisionRunOut { last, weeks: 8 }]);
    }

    #[test]
    fn references_and_supervision_are_named_beside_check_and_training() {
        let everything = Asks {
            check: Some(crate::supporters::checks::CheckKind::named("pvg")),
            training: Some(crate::supporters::checks::TrainingStep::named("facilitator")),
            ..asks()
        };
        assert_eq!(missing_for(&everything, &Shown::default(), TUESDAY).len(), 4);
    }

    #[test]
    fn an_organisation_that_does_not_ask_blocks_nobody() {
        assert_eq!(missing_for(&Asks::default(), &Shown::default(), TUESDAY), []);
    }

    #[test]
    fn a_seat_in_the_spring_asks_for_supervision_that_covers_the_coming_fortnight() {
        let spring = date(2027, 3, 23);
        let holds_for = |last: Date| {
            let shown = Shown { supervised_on: Some(last), ..sound() };
            missing_when_asked(&asks(), &shown, spring, TUESDAY)
        };
        // A fortnight on from Tuesday is 8 December: 13 October and eight weeks.
        assert_eq!(holds_for(date(2026, 10, 13)), []);
        let last = date(2026, 10, 12);
        assert_eq!(holds_for(last), [Missing::SupervisionRunOut { last, weeks: 8 }]);
    }

    #[test]
    fn a_seat_within_the_fortnight_asks_for_supervision_that_covers_its_own_day() {
        let shown = Shown { supervised_on: Some(date(2026, 9, 29)), ..sound() };
        assert_eq!(missing_when_asked(&asks(), &shown, TUESDAY, TUESDAY), []);
        assert_eq!(missing_when_asked(&asks(), &shown, date(2026, 11, 25), TUESDAY).len(), 1);
    }
}
