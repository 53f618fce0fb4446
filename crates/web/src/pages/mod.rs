//! One struct for each page: all it shows, as plain words and small values, ready to print.
//!
//! A page holds a [`Frame`] (who is looking, which organisation, the help lines) and its own
//! facts, with no types of the database or the rules, so that a test can build every state of
//! it. Each page implements [`Page`], which gives the states worth looking at; they are
//! rendered in `tests/every_template_renders.rs` and by `examples/style.rs`.

mod frame;
pub mod public;
pub mod staff;
mod tongues;

pub use frame::{Flash, Frame, HelpNow, HelpNumber, OnCall, SignedIn, Tab};
pub use tongues::{Tongue, Tongues};

/// A page of Bothy.
pub trait Page: askama::Template + Sized {
    /// The name of the page in tests and pictures: `front`, `group`.
    const NAME: &'static str;

    /// The states worth looking at, each with a short name: full, empty, unhappy.
    fn samples() -> Vec<(&'static str, Self)>;

    /// The frame, so that a test can show the sample in another language.
    fn frame_mut(&mut self) -> &mut Frame;
}

/// A sample ready to print.
pub struct Sample {
    /// The page's name.
    pub page: &'static str,
    /// The state's name.
    pub state: &'static str,
    /// The markup.
    pub html: String,
}

/// Every page in every state, in one language: in English all of them, in another those for everybody.
///
/// # Errors
/// If a template cannot be printed, which only a broken filter could cause.
pub fn samples(words: &'static crate::words::Words) -> Result<Vec<Sample>, askama::Error> {
    let mut all = Vec::new();
    public::samples(words, &mut all)?;
    if words.is_english() {
        staff::samples(words, &mut all)?;
    }
    Ok(all)
}

/// Adds every state of one page.
pub(crate) fn add<P: Page>(words: &'static crate::words::Words, all: &mut Vec<Sample>) -> Result<(), askama::Error> {
    for (state, mut page) in P::samples() {
        // Whoever is signed in reads English.
        if page.frame_mut().person.is_some() && !words.is_english() {
            continue;
        }
        page.frame_mut().words = words;
        all.push(Sample { page: P::NAME, state, html: page.render()? });
    }
    Ok(())
}
