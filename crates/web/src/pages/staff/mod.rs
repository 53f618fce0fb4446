//! The pages for those who work here: coordinators, supporters, the two readers of worries.

mod my_day;
mod parts;
mod rota;
mod session;
mod today;

pub use my_day::{MyDay, MySession, SeatAsk};
pub use parts::{Acts, DutyLine, Person, Ready, Stale, StaleText};
pub use rota::{Load, Rota, RotaDay, RotaGap, RotaSession, RotaWeek};
pub use session::{HistoryLine, MoveForm, NeedLine, NeedMet, SeatLine, SessionMay, SessionPage, SessionPlace, StrandList, StrandName, WayInLine};
pub use today::{NowCard, PassedOn, SessionToday, Today};

use super::{Sample, add};
use crate::words::Words;

/// Every staff page in every state.
pub(super) fn samples(words: &'static Words, all: &mut Vec<Sample>) -> Result<(), askama::Error> {
    add::<Today>(words, all)?;
    add::<SessionPage>(words, all)?;
    add::<Rota>(words, all)?;
    add::<MyDay>(words, all)?;
    Ok(())
}
