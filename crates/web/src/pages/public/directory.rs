//! Other services of the area: the list, and one of them with what is known of it.

use askama::Template;

use crate::pages::staff::Acts;
use crate::pages::{Frame, Page};
use crate::parts::{Drawing, Errors, Icon};

/// `/directory`
#[derive(Clone, Template)]
#[template(path = "public/directory.html")]
pub struct Directory {
    /// What stands around it.
    pub frame: Frame,
    /// The words that are looked for, as typed.
    pub looked_for: String,
    /// How many were found on all pages.
    pub found: usize,
    /// The services of this page, by name.
    pub listings: Vec<ListingLine>,
    /// Those that were taken off the list; shown to who keeps it.
    pub retired: Vec<ListingLine>,
    /// The page before, without the prefix.
    pub previous: Option<String>,
    /// The page after, without the prefix.
    pub next: Option<String>,
    /// Whether the reader keeps the directory.
    pub may_keep: bool,
    /// Whether the reader tells people of services.
    pub may_note: bool,
}

/// A service as a line.
#[derive(Clone, Debug)]
pub struct ListingLine {
    /// Where its page is, without the prefix.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// What it does, shortened.
    pub what: String,
    /// For whom; may be empty.
    pub for_whom: String,
    /// Where; may be empty.
    pub place: String,
    /// "Copied from a list of 2014. Nobody here has checked it since."
    pub checked: String,
    /// Whether that was checked by us within the year.
    pub lately: bool,
}

/// `/directory/{slug}`
#[derive(Clone, Template)]
#[template(path = "public/listing.html")]
pub struct ListingPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Its word in addresses.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// What it does, a line each.
    pub what: Vec<String>,
    /// For whom, a line each.
    pub for_whom: Vec<String>,
    /// How somebody comes to it, a line each.
    pub how_to_come: Vec<String>,
    /// The area it serves.
    pub area: String,
    /// Address and postcode.
    pub place: String,
    /// Its website; empty where none is known.
    pub website: String,
    /// Its number, as text.
    pub telephone: String,
    /// What a phone does with the number; none where it was not checked by us lately.
    pub ring: Option<String>,
    /// How far it can be relied on, in words.
    pub checked: String,
    /// Whether it was checked by us within the year.
    pub lately: bool,
    /// Where it comes from, in words.
    pub source: String,
    /// Whether it was taken off the list.
    pub retired: bool,
    /// For who keeps the directory: the version that is looked at.
    pub keep: Option<i64>,
    /// For who tells people of services.
    pub note: Option<NoteForm>,
    /// "Offered 6, taken 4, reached 2, not taken 1"; none for everybody else.
    pub figures: Option<String>,
    /// What to put right.
    pub errors: Errors,
}

/// The form by which somebody notes that they told of a service. It has no room for a name.
#[derive(Clone, Debug, Default)]
pub struct NoteForm {
    /// The day: day, month, year.
    pub on: (String, String, String),
    /// The branches that can be said, id and name, with "none" first; empty where there are none.
    pub branches: Vec<(String, String)>,
    /// The one that is chosen.
    pub branch: String,
}

fn line(href: &str, name: &str, checked: &str, lately: bool) -> ListingLine {
    ListingLine {
        href: format!("/directory/{href}"),
        name: name.to_owned(),
        what: "Help with a home, money and filling in forms.".to_owned(),
        for_whom: "Anyone over 16".to_owned(),
        place: "12 Ferry Road, Edinburgh, EH6 4AE".to_owned(),
        checked: checked.to_owned(),
        lately,
    }
}

const OLD: &str = "Copied from a list of 2014. Nobody here has checked it since.";

impl Page for Directory {
    const NAME: &'static str = "directory";

    fn samples() -> Vec<(&'static str, Self)> {
        let bare = ListingLine {
            for_whom: String::new(),
            place: String::new(),
            ..line("night-line", "Night line", "Checked 3 November 2026 by us.", true)
        };
        let full = Directory {
            frame: Frame::sample("/directory"),
            looked_for: String::new(),
            found: 42,
            listings: vec![line("harbour-advice", "Harbour Advice", OLD, false), bare],
            retired: Vec::new(),
            previous: None,
            next: Some("/directory?page=2".to_owned()),
            may_keep: false,
            may_note: false,
        };
        let looked = Directory {
            looked_for: "home \"money\"".to_owned(),
            found: 1,
            listings: full.listings.iter().take(1).cloned().collect(),
            next: None,
            ..full.clone()
        };
        let nothing = Directory { found: 0, listings: Vec::new(), ..looked.clone() };
        let empty = Directory { looked_for: String::new(), ..nothing.clone() };
        let keeper = Directory {
            frame: Frame { path: "/directory".to_owned(), ..Frame::sample_staff(crate::pages::Tab::More) },
            retired: vec![line("old-shop", "The old shop", OLD, false)],
            may_keep: true,
            may_note: true,
            ..full.clone()
        };
        vec![("full", full), ("looked", looked), ("nothing", nothing), ("empty", empty), ("keeper", keeper)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for ListingPage {
    const NAME: &'static str = "listing";

    fn samples() -> Vec<(&'static str, Self)> {
        let text = |text: &str| vec![text.to_owned()];
        let old = ListingPage {
            frame: Frame::sample("/directory/harbour-advice"),
            acts: Acts::sample(),
            slug: "harbour-advice".to_owned(),
            name: "Harbour Advice".to_owned(),
            what: text("Help with a home, money and filling in forms."),
            for_whom: text("Anyone over 16"),
            how_to_come: text("Ring or come in."),
            area: "City wide".to_owned(),
            place: "12 Ferry Road, Edinburgh, EH6 4AE".to_owned(),
            website: "http://www.harbour.example".to_owned(),
            telephone: "0131 496 0177".to_owned(),
            ring: None,
            checked: OLD.to_owned(),
            lately: false,
            source: "City council, list of housing support, 2014".to_owned(),
            retired: false,
            keep: None,
            note: None,
            figures: None,
            errors: Errors::default(),
        };
        let bare = ListingPage {
            for_whom: Vec::new(),
            how_to_come: Vec::new(),
            area: String::new(),
            place: String::new(),
            website: String::new(),
            ring: Some("tel:01314960177".to_owned()),
            checked: "Checked 3 November 2026 by us.".to_owned(),
            lately: true,
            source: "Written down by us".to_owned(),
            ..old.clone()
        };
        let none = ("".to_owned(), "No branch".to_owned());
        let note = NoteForm {
            on: ("24".to_owned(), "11".to_owned(), "2026".to_owned()),
            branches: vec![none, ("branch_1".to_owned(), "Leith".to_owned())],
            branch: "branch_1".to_owned(),
        };
        let frame =
            Frame { path: "/directory/harbour-advice".to_owned(), ..Frame::sample_staff(crate::pages::Tab::More) };
        let keeper = ListingPage {
            frame: frame.clone(),
            keep: Some(3),
            note: Some(note.clone()),
            figures: Some("Offered 6, taken 4, reached 2, not taken 1.".to_owned()),
            ..old.clone()
        };
        let retired = ListingPage { retired: true, note: None, ..keeper.clone() };
        let mut wrong = ListingPage { frame, note: Some(NoteForm { branches: Vec::new(), ..note }), ..old.clone() };
        wrong.errors.add("on", "That day is still to come. Please choose today, or a day before.");
        vec![("old", old), ("checked", bare), ("keeper", keeper), ("retired", retired), ("wrong-day", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
