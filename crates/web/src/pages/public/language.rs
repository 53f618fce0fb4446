//! Whether the language is remembered on this phone or computer.

use askama::Template;

use crate::pages::{Frame, Page};

/// `/language`
#[derive(Clone, Template)]
#[template(path = "public/language.html")]
pub struct Language {
    /// What stands around it; its language is the one that can be remembered.
    pub frame: Frame,
    /// That language, as the form sends it.
    pub code: &'static str,
    /// What is remembered now.
    pub remembered: Option<Remembered>,
    /// Where one came from, without the prefix.
    pub to: String,
}

/// A language that is remembered.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// `pl`, `en-GB`, as markup wants it.
    pub language: &'static str,
    /// Its name in itself.
    pub name: String,
    /// Whether it is the one of this page.
    pub this: bool,
}

impl Language {
    /// Whether the language of this page is the one that is remembered.
    fn is_kept(&self) -> bool {
        self.remembered.as_ref().is_some_and(|remembered| remembered.this)
    }
}

impl Page for Language {
    const NAME: &'static str = "language";

    fn samples() -> Vec<(&'static str, Self)> {
        let asked =
            Language { frame: Frame::sample("/language"), code: "en", remembered: None, to: "/groups".to_owned() };
        let kept = |language, name: &str, this| Some(Remembered { language, name: name.to_owned(), this });
        let same = Language { remembered: kept("en-GB", "English", true), ..asked.clone() };
        let other = Language { remembered: kept("pl", "Polski", false), ..asked.clone() };
        vec![("asked", asked), ("remembered", same), ("another", other)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
