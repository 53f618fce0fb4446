//! The pages for everyone, signed in or not.

mod front;
mod session_line;

pub use front::{Front, LampCard, PromiseKept};
pub use session_line::{Chip, ChipTone, SessionLine, Will};

use super::{Sample, add};
use crate::words::Words;

/// Every public page in every state.
pub(super) fn samples(words: &'static Words, all: &mut Vec<Sample>) -> Result<(), askama::Error> {
    add::<Front>(words, all)?;
    Ok(())
}
