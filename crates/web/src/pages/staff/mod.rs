//! The pages for those who work here: coordinators, supporters, the two readers of worries.

mod parts;
mod session;
mod today;

pub use parts::{Acts, DutyLine, Person, Ready, Stale, StaleText};
pub use session::{HistoryLine, MoveForm, NeedLine, NeedMet, SeatLine, SessionMay, SessionPage, SessionPlace, StrandList, StrandName, WayInLine};
pub use today::{NowCard, PassedOn, SessionToday, Today};

use super::{Sample, add};
use crate::words::Words;

/// Every staff page in every state.
pub(super) fn samples(words: &'static Words, all: &mut Vec<Sample>) -> Result<(), askama::Error> {
    add::<Today>(words, all)?;
    add::<SessionPage>(words, all)?;
    Ok(())
}
