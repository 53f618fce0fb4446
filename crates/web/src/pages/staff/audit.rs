//! Who looked, and who changed what.

use askama::Template;

use crate::pages::{Frame, Page, Tab};

/// `/audit`, for the administrator and the safeguarding lead.
#[derive(Clone, Template)]
#[template(path = "staff/audit.html")]
pub struct AuditPage {
    /// What stands around it.
    pub frame: Frame,
    /// That looks under a worry may be kept back from this reader; empty where none are.
    pub kept_back: String,
    /// The parts that one can ask for.
    pub parts: Vec<AuditPart>,
    /// To whom or what it is narrowed, in a sentence; empty where it is not.
    pub narrowed: String,
    /// The entries, the newest first.
    pub entries: Vec<AuditEntry>,
    /// Back to the newest, without the prefix; empty on the first page.
    pub newest: String,
    /// The older ones, without the prefix; empty where there are none.
    pub older: String,
    /// The head of the chain.
    pub head: Option<AuditHeadLine>,
}

/// A part of the audit.
#[derive(Clone)]
pub struct AuditPart {
    /// "Looks".
    pub name: String,
    /// Where it is, without the prefix.
    pub href: String,
    /// Whether it is shown.
    pub chosen: bool,
}

/// One line.
#[derive(Clone)]
pub struct AuditEntry {
    /// "Today, 9:14am".
    pub when: String,
    /// Who did it.
    pub who: String,
    /// Everything that they did, without the prefix; empty for the clock.
    pub who_href: String,
    /// "Gave a seat by hand".
    pub what: String,
    /// "a seat", or a name.
    pub thing: String,
    /// Everything that happened to it, without the prefix.
    pub thing_href: String,
    /// Why they did it, where the act has a reason.
    pub why: Why,
    /// "Line 41", or that it waits.
    pub number: String,
}

/// The reason of an act: its words, or a note that stands where they would.
#[derive(Clone, Default)]
pub struct Why {
    /// The words as they were written; empty where they are not told.
    pub words: String,
    /// That they were erased, stand elsewhere, or are not as they were written; empty otherwise.
    pub note: String,
}

/// The head of the chain, to be written down elsewhere.
#[derive(Clone)]
pub struct AuditHeadLine {
    /// "41 lines, up to Today, 9:14am".
    pub says: String,
    /// The link in letters and figures.
    pub letters: String,
}

impl Page for AuditPage {
    const NAME: &'static str = "audit";

    fn samples() -> Vec<(&'static str, Self)> {
        let entry = |when: &str, who: &str, what: &str, thing: &str, number: &str| AuditEntry {
            when: when.to_owned(),
            who: who.to_owned(),
            who_href: if who == "The clock" { String::new() } else { "/audit?by=person_1".to_owned() },
            what: what.to_owned(),
            thing: thing.to_owned(),
            thing_href: "/audit?thing=seat_1".to_owned(),
            why: Why::default(),
            number: number.to_owned(),
        };
        let full = AuditPage {
            frame: Frame { path: "/audit".to_owned(), ..Frame::sample_staff(Tab::More) },
            kept_back: "Who opened a worry may be kept back from this page until a safeguarding lead lets it be seen."
                .to_owned(),
            parts: [("Everything", true), ("Looks", false), ("Worries", false)]
                .map(|(name, chosen)| AuditPart { name: name.to_owned(), href: "/audit".to_owned(), chosen })
                .into(),
            narrowed: String::new(),
            entries: vec![
                entry("Today, 9:14am", "Ishbel Reid", "Read this page", "the organisation", "Is being sealed"),
                entry("Today, 9:02am", "Sam Okafor", "Read a worry", "a worry", "Line 1204"),
                AuditEntry {
                    why: Why { words: "She asked us to, by letter.".to_owned(), note: String::new() },
                    ..entry("Today, 8:55am", "Ishbel Reid", "Erased a person", "a person", "Line 1203")
                },
                AuditEntry {
                    why: Why { words: String::new(), note: "Its reason has been erased.".to_owned() },
                    ..entry("Today, 8:50am", "Ishbel Reid", "Held a record", "Joan Laing", "Line 1203")
                },
                entry("Today, 8:40am", "Rhona Sinclair", "Handed a seat back", "a seat", "Line 1203"),
                entry("Today, 1am", "The clock", "Made the sessions of a series ahead", "a series", "Line 1202"),
            ],
            newest: String::new(),
            older: "/audit?before=0".to_owned(),
            head: Some(AuditHeadLine {
                says: "1204 lines, up to Today, 9:02am".to_owned(),
                letters: "9f2c41d07be85a3366c1f0d2aa5e7b9041c8d6e3f27a90b5c4d1e8f6073a2b9c".to_owned(),
            }),
        };
        let narrowed = AuditPage {
            kept_back: String::new(),
            narrowed: "Only what Sam Okafor did".to_owned(),
            newest: "/audit".to_owned(),
            older: String::new(),
            ..full.clone()
        };
        let none = AuditPage { entries: Vec::new(), head: None, older: String::new(), ..full.clone() };
        vec![("full", full), ("narrowed", narrowed), ("none", none)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
