//! The pages for everyone, signed in or not.

mod concern;
mod demo;
mod directory;
mod front;
mod getting_in;
mod group;
mod groups;
mod help;
mod language;
mod plain;
mod prints;
mod reach;
mod session_line;

pub use concern::{AboutChoice, ConcernAbout, ConcernDanger, ConcernReceipt, ConcernSay, Reader, WayStep, about_words};
pub use demo::{Demo, DemoPerson};
pub use directory::{Directory, ListingLine, ListingPage, NoteForm};
pub use front::{Front, LampCard, PromiseKept};
pub use getting_in::{Invite, Onward, Recover, SignIn, SignInCode, SignInSetUp, SpareCodes, Welcome};
pub use group::{AccessFact, Asked, FactTone, Group, NextSession, OrderStep, PlaceFacts};
pub use groups::{Choosing, DayList, Groups, Instead, Link, Nothing, Others, WeekDay, WeekEntry};
pub use help::{Help, Line, Silent};
pub use language::{Language, Remembered};
pub use plain::{Accessibility, Left, Privacy, Trouble, TroubleKind, Typed};
pub use prints::{Cards, OnPaper, Poster};
pub use reach::{DayRow, Reach, ReachNow, Way};
pub use session_line::{Chip, ChipTone, Far, SessionLine, Will};

use super::{Sample, add};
use crate::words::Words;

/// Every public page in every state.
pub(super) fn samples(words: &'static Words, all: &mut Vec<Sample>) -> Result<(), askama::Error> {
    add::<Front>(words, all)?;
    add::<Groups>(words, all)?;
    add::<Group>(words, all)?;
    add::<Directory>(words, all)?;
    add::<ListingPage>(words, all)?;
    add::<Poster>(words, all)?;
    add::<Cards>(words, all)?;
    add::<Help>(words, all)?;
    add::<Reach>(words, all)?;
    add::<ConcernDanger>(words, all)?;
    add::<ConcernAbout>(words, all)?;
    add::<ConcernSay>(words, all)?;
    add::<ConcernReceipt>(words, all)?;
    add::<Privacy>(words, all)?;
    add::<Accessibility>(words, all)?;
    add::<Language>(words, all)?;
    add::<SignIn>(words, all)?;
    add::<SignInCode>(words, all)?;
    add::<SignInSetUp>(words, all)?;
    add::<SpareCodes>(words, all)?;
    add::<Invite>(words, all)?;
    add::<Recover>(words, all)?;
    add::<Onward>(words, all)?;
    add::<Demo>(words, all)?;
    add::<Left>(words, all)?;
    add::<Trouble>(words, all)?;
    Ok(())
}
