//! Series: making the sessions of a rule, keeping 18 months of them ahead, changing the rule from a date on.
//!
//! Every act here first locks the organisation's calendar: which days a series meets hangs on the closed days,
//! and two makers of one series must not meet. Uses `calendar` for days and `domain` for what a change does.
//! Not here: one session moved or called off by hand.

mod change_series;
mod days;
mod foresee;
mod make_ahead;
mod make_series;
mod making;

pub use change_series::change_series;
pub use days::rule_of;
pub(crate) use days::{horizon, stored};
pub use foresee::{ChangedRule, Foretold, Preview, Ways, preview_change};
pub use make_ahead::make_ahead;
pub use make_series::{NewSeries, make_series};
pub(crate) use making::{NotCalledOff, call_off_in, lock_calendar, lock_sessions, make_alone};

use crate::error::ActionError;
use bothy_calendar::expand::ExpandRefused;
use bothy_domain::groups::own_facts::OutsideWeeks;
use bothy_domain::sessions::SessionRefused;
use bothy_domain::sessions::recurrence::RuleRefused;
use bothy_domain::sessions::way_in::WayInRefused;
use jiff::civil::Date;

/// Why a series is not made or not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeriesRefused {
    /// The rule itself cannot stand.
    #[error("the rule cannot stand: {0}")]
    Rule(RuleRefused),
    /// The first day is not one that the rule names.
    #[error("{first} is not a day that the rule names; the next one is {next:?}")]
    FirstNotInRule {
        /// The day given as the first one.
        first: Date,
        /// The next day that the rule names, if it names any.
        next: Option<Date>,
    },
    /// Its days cannot be told for another reason.
    #[error("{0}")]
    Days(ExpandRefused),
    /// It would be over before it begins.
    #[error("the last day {last} is before the first {first}")]
    EndsBeforeItBegins {
        /// The first meeting.
        first: Date,
        /// The last day given.
        last: Date,
    },
    /// A session has at least one seat and at most twenty.
    #[error("a session cannot have {asked} seats")]
    Seats {
        /// How many were asked for.
        asked: u16,
    },
    /// What is past is not changed.
    #[error("{from} is past; today is {today}")]
    IntoThePast {
        /// From when the rule was to change.
        from: Date,
        /// Today, by the clock of the series.
        today: Date,
    },
    /// The series is over by then: the one that went on from it is the one to change.
    #[error("this series ends on {last}")]
    Ended {
        /// Its last day.
        last: Date,
    },
    /// After this day the series goes on under a rule of its own: a change of this part ends by then.
    #[error("after {last} this series goes on under another rule")]
    GoesOnElsewhere {
        /// The last day of this part.
        last: Date,
    },
    /// The link, the number or how people are let in cannot be written down so.
    #[error("{0}")]
    WayIn(WayInRefused),
    /// It would begin outside the fixed weeks of its group.
    #[error("{0}")]
    OutsideWeeks(OutsideWeeks),
    /// One of its sessions cannot be called off.
    #[error("{0}")]
    Session(SessionRefused),
}

impl From<ExpandRefused> for SeriesRefused {
    fn from(refused: ExpandRefused) -> Self {
        match refused {
            ExpandRefused::Rule(rule) => Self::Rule(rule),
            ExpandRefused::FirstNotInRule { first, next } => Self::FirstNotInRule { first, next },
            other @ (ExpandRefused::FirstTooLongAgo { .. }
            | ExpandRefused::TooFar { .. }
            | ExpandRefused::Engine(_)) => Self::Days(other),
        }
    }
}

pub(super) type Refused = ActionError<SeriesRefused>;
