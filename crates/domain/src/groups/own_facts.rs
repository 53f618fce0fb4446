//! The facts that belong to one kind of group and to no other (GB1): a cohort's weeks, how many a group holds, how
//! hard a walk is, who reads along where people write.

use super::kind::GroupKind;
use crate::sessions::recurrence::Ends;
use alloc::borrow::ToOwned as _;
use alloc::string::String;
use jiff::civil::Date;

/// The longest that a text of these may be, in letters.
const LONGEST: usize = 500;
/// The most people that one group holds.
pub const MOST_PEOPLE: u16 = 500;
/// The most weeks that two people meet.
pub const MOST_WEEKS: u16 = 104;

/// A fact that not every kind of group has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnFact {
    /// The first day of its fixed weeks.
    FirstOn,
    /// The last day of its fixed weeks.
    LastOn,
    /// The last day on which somebody may join.
    JoinUntil,
    /// How many people it holds.
    Holds,
    /// What is asked of the body: "Two miles, flat".
    Effort,
    /// Who reads along where people write, and when nobody does.
    WhoReads,
    /// For how many weeks two people usually meet.
    Weeks,
    /// The parts of its material.
    Parts,
}

impl GroupKind {
    /// Each kind of group has the facts that are its own, and is not asked for others.
    ///
    /// Requirement GB1. A closed cohort is its weeks; a rolling group has room for so many; a walk says how hard it
    /// is; where people write, they are told who reads along; a course has its material.
    pub fn own_facts(self) -> &'static [OwnFact] {
        use OwnFact::{Effort, FirstOn, Holds, JoinUntil, LastOn, Parts, Weeks, WhoReads};
        match self {
            Self::Open | Self::DropIn => &[],
            Self::ClosedCohort => &[FirstOn, LastOn, JoinUntil, Holds],
            Self::Rolling => &[Holds],
            Self::Activity => &[Effort],
            Self::OnlineChat => &[WhoReads],
            Self::OneToOne => &[Weeks],
            Self::Course => &[FirstOn, LastOn, JoinUntil, Holds, Parts],
        }
    }

    /// Whether a fact is this kind's own.
    pub fn has(self, fact: OwnFact) -> bool {
        self.own_facts().contains(&fact)
    }
}

/// What is known of the facts that belong to a group's kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnFacts {
    /// The first day of its fixed weeks.
    pub first_on: Option<Date>,
    /// The last day of its fixed weeks.
    pub last_on: Option<Date>,
    /// The last day on which somebody may join.
    pub join_until: Option<Date>,
    /// How many people it holds.
    pub holds: Option<u16>,
    /// What is asked of the body.
    pub effort: String,
    /// Who reads along.
    pub who_reads: String,
    /// For how many weeks two people usually meet.
    pub weeks: Option<u16>,
}

/// Why the facts of a kind cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnRefused {
    /// A closed cohort has a first day.
    #[error("a closed group says on which day it begins")]
    NoFirst,
    /// A closed cohort has a last day.
    #[error("a closed group says on which day it ends")]
    NoLast,
    /// It would end before it begins.
    #[error("it ends before it begins")]
    EndsFirst,
    /// Nobody joins what is over.
    #[error("people could join after it is over")]
    JoinsAfterEnd,
    /// A group holds two people or more.
    #[error("a group holds 2 to {MOST_PEOPLE} people")]
    Holds,
    /// Two people meet for a week or more.
    #[error("two people meet for 1 to {MOST_WEEKS} weeks")]
    Weeks,
    /// A text is longer than it may be.
    #[error("a text is longer than {LONGEST} letters")]
    TooLong,
}

impl OwnFacts {
    /// A closed cohort has a first and a last day; what is not a kind's own is left out, whatever was sent.
    ///
    /// # Errors
    /// What is missing or cannot be.
    pub fn checked(self, kind: GroupKind) -> Result<Self, OwnRefused> {
        let words = |fact, said: &str| match kind.has(fact) {
            true if said.trim().chars().count() > LONGEST => Err(OwnRefused::TooLong),
            true => Ok(said.trim().to_owned()),
            false => Ok(String::new()),
        };
        let own = Self {
            first_on: self.first_on.filter(|_| kind.has(OwnFact::FirstOn)),
            last_on: self.last_on.filter(|_| kind.has(OwnFact::LastOn)),
            join_until: self.join_until.filter(|_| kind.has(OwnFact::JoinUntil)),
            holds: self.holds.filter(|_| kind.has(OwnFact::Holds)),
            effort: words(OwnFact::Effort, &self.effort)?,
            who_reads: words(OwnFact::WhoReads, &self.who_reads)?,
            weeks: self.weeks.filter(|_| kind.has(OwnFact::Weeks)),
        };
        if kind == GroupKind::ClosedCohort && own.first_on.is_none() {
            return Err(OwnRefused::NoFirst);
        }
        if kind == GroupKind::ClosedCohort && own.last_on.is_none() {
            return Err(OwnRefused::NoLast);
        }
        if matches!((own.first_on, own.last_on), (Some(first), Some(last)) if last < first) {
            return Err(OwnRefused::EndsFirst);
        }
        if matches!((own.join_until, own.last_on), (Some(join), Some(last)) if last < join) {
            return Err(OwnRefused::JoinsAfterEnd);
        }
        if own.holds.is_some_and(|holds| !(2..=MOST_PEOPLE).contains(&holds)) {
            return Err(OwnRefused::Holds);
        }
        if own.weeks.is_some_and(|weeks| !(1..=MOST_WEEKS).contains(&weeks)) {
            return Err(OwnRefused::Weeks);
        }
        Ok(own)
    }

    /// A day outside its fixed weeks is none of the group's.
    pub fn holds_day(&self, day: Date) -> bool {
        self.first_on.is_none_or(|first| first <= day) && self.last_on.is_none_or(|last| day <= last)
    }

    /// A series of a group with fixed weeks begins within them and ends with them at the latest.
    ///
    /// # Errors
    /// It would begin outside them.
    pub fn last_of_series(&self, first: Date, ends: Ends) -> Result<Option<Date>, OutsideWeeks> {
        if !self.holds_day(first) {
            return Err(OutsideWeeks { first: self.first_on, last: self.last_on });
        }
        Ok(match ends {
            Ends::On(day) => Some(self.last_on.map_or(day, |last| last.min(day))),
            Ends::Never | Ends::After(_) => self.last_on,
        })
    }
}

/// A series would begin outside the fixed weeks of its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the group's fixed weeks are {first:?} to {last:?}")]
pub struct OutsideWeeks {
    /// Their first day.
    pub first: Option<Date>,
    /// Their last day.
    pub last: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn weeks() -> OwnFacts {
        OwnFacts {
            first_on: Some(date(2027, 1, 12)),
            last_on: Some(date(2027, 3, 30)),
            join_until: Some(date(2027, 1, 26)),
            holds: Some(12),
            ..OwnFacts::default()
        }
    }

    #[track_caller]
    fn refused(facts: OwnFacts, why: OwnRefused) {
        assert_eq!(facts.checked(GroupKind::ClosedCohort), Err(why));
    }

    #[test]
    fn a_closed_cohort_has_its_first_and_last_day() {
        assert_eq!(weeks().checked(GroupKind::ClosedCohort), Ok(weeks()));
        refused(OwnFacts { first_on: None, ..weeks() }, OwnRefused::NoFirst);
        refused(OwnFacts { last_on: None, ..weeks() }, OwnRefused::NoLast);
        refused(OwnFacts { last_on: Some(date(2027, 1, 11)), join_until: None, ..weeks() }, OwnRefused::EndsFirst);
        refused(OwnFacts { join_until: Some(date(2027, 3, 31)), ..weeks() }, OwnRefused::JoinsAfterEnd);
        refused(OwnFacts { holds: Some(1), ..weeks() }, OwnRefused::Holds);
    }

    #[test]
    fn what_is_not_the_kinds_own_is_left_out() {
        let all = OwnFacts {
            effort: " Two miles, flat ".to_owned(),
            weeks: Some(12),
            who_reads: "Tam".to_owned(),
            ..weeks()
        };
        let of = |kind| all.clone().checked(kind).unwrap();
        assert_eq!(of(GroupKind::Activity), OwnFacts { effort: "Two miles, flat".to_owned(), ..OwnFacts::default() });
        assert_eq!(of(GroupKind::OnlineChat), OwnFacts { who_reads: "Tam".to_owned(), ..OwnFacts::default() });
        assert_eq!(of(GroupKind::OneToOne), OwnFacts { weeks: Some(12), ..OwnFacts::default() });
        assert_eq!(of(GroupKind::Rolling), OwnFacts { holds: Some(12), ..OwnFacts::default() });
        assert_eq!(of(GroupKind::DropIn), OwnFacts::default());
        assert_eq!(of(GroupKind::Course), weeks());
    }

    #[test]
    fn a_series_ends_with_its_cohort() {
        let last = |ends| weeks().last_of_series(date(2027, 1, 12), ends);
        assert_eq!(last(Ends::Never), Ok(Some(date(2027, 3, 30))));
        assert_eq!(last(Ends::After(100)), Ok(Some(date(2027, 3, 30))));
        assert_eq!(last(Ends::On(date(2027, 6, 1))), Ok(Some(date(2027, 3, 30))));
        assert_eq!(last(Ends::On(date(2027, 2, 2))), Ok(Some(date(2027, 2, 2))));
        assert_eq!(OwnFacts::default().last_of_series(date(2027, 1, 12), Ends::Never), Ok(None));
    }

    #[test]
    fn a_series_does_not_begin_outside_its_cohort() {
        for day in [date(2027, 1, 11), date(2027, 3, 31)] {
            let outside = OutsideWeeks { first: weeks().first_on, last: weeks().last_on };
            assert_eq!(weeks().last_of_series(day, Ends::Never), Err(outside));
        }
    }
}
