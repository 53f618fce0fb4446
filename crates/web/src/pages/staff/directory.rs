//! What those who work here do with the directory: a listing's form, and one's own signposts.

use askama::Template;

use super::parts::{Acts, Stale};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Errors, Icon};

/// `/directory/new` and `/directory/{slug}/edit`
#[derive(Clone, Template)]
#[template(path = "staff/listing_form.html")]
pub struct ListingForm {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Where it is sent, without the prefix.
    pub to: String,
    /// Where the way back leads, without the prefix.
    pub back: String,
    /// The name of the listing as it stands; empty for a new one.
    pub name: String,
    /// The version that it was printed from.
    pub version: i64,
    /// What stands in it.
    pub typed: TypedListing,
    /// What to put right.
    pub errors: Errors,
    /// What somebody else changed meanwhile.
    pub stale: Option<Stale>,
}

/// What stands in the form of a listing.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the fields of the form")]
pub struct TypedListing {
    pub name: String,
    pub what: String,
    pub for_whom: String,
    pub how_to_come: String,
    pub area: String,
    pub address: String,
    pub postcode: String,
    pub website: String,
    pub telephone: String,
    /// `yes` where all of it was checked today.
    pub checked: Vec<String>,
}

/// `/directory/signposts`
#[derive(Clone, Template)]
#[template(path = "staff/signposts.html")]
pub struct Signposts {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// One's own, the newest first.
    pub lines: Vec<SignpostLine>,
}

/// A signpost as a line.
#[derive(Clone, Debug)]
pub struct SignpostLine {
    /// Its id, for the paths of its forms.
    pub id: String,
    /// The service.
    pub name: String,
    /// Where its page is, without the prefix; empty where it is not there for everybody any more.
    pub href: String,
    /// "Told on 24 November, Leith".
    pub told: String,
    /// How it stands, in words.
    pub state: String,
    /// The steps that may follow: the last part of the path, and the words of the button.
    pub steps: Vec<(&'static str, String)>,
    /// What undoing does, in words.
    pub undo: String,
}

impl Page for ListingForm {
    const NAME: &'static str = "listing-form";

    fn samples() -> Vec<(&'static str, Self)> {
        let new = ListingForm {
            frame: Frame { path: "/directory/new".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            to: "/directory/new".to_owned(),
            back: "/directory".to_owned(),
            name: String::new(),
            version: 0,
            typed: TypedListing::default(),
            errors: Errors::default(),
            stale: None,
        };
        let edit = ListingForm {
            to: "/directory/harbour-advice/edit".to_owned(),
            back: "/directory/harbour-advice".to_owned(),
            name: "Harbour Advice".to_owned(),
            version: 3,
            typed: TypedListing {
                name: "Harbour Advice".to_owned(),
                what: "Help with a home.".to_owned(),
                telephone: "0131 496 0177".to_owned(),
                checked: vec!["yes".to_owned()],
                ..TypedListing::default()
            },
            ..new.clone()
        };
        let stale =
            ListingForm { stale: Some(Stale::sample("Telephone", "0131 496 0178", "0131 496 0177")), ..edit.clone() };
        let mut wrong = edit.clone();
        wrong.errors.add("website", "Please begin with https:// or http://.");
        vec![("new", new), ("edit", edit), ("stale", stale), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Signposts {
    const NAME: &'static str = "signposts";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |number: u8, href: &str, state: &str, steps: &[(&'static str, &str)]| SignpostLine {
            id: format!("signpost_{number}"),
            name: "Harbour Advice".to_owned(),
            href: href.to_owned(),
            told: "Told on 24 November, Leith".to_owned(),
            state: state.to_owned(),
            steps: steps.iter().map(|(code, words)| (*code, (*words).to_owned())).collect(),
            undo: "Undo the last step".to_owned(),
        };
        let full = Signposts {
            frame: Frame { path: "/directory/signposts".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            lines: vec![
                line(
                    1,
                    "/directory/harbour-advice",
                    "Offered",
                    &[("taken", "They took it up"), ("not-taken", "They did not want it")],
                ),
                line(2, "/directory/harbour-advice", "Taken up on 25 November", &[("reached", "They reached it")]),
                line(3, "", "Reached on 26 November", &[]),
            ],
        };
        let empty = Signposts { lines: Vec::new(), ..full.clone() };
        vec![("full", full), ("empty", empty)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
