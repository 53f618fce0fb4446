//! What stands around every page: the organisation, who is looking, the way to help.

use super::Tongues;
use crate::assets;
use crate::parts::{
    Act, Banner, Checkboxes, DateInput, ErrorSummary, Errors, Icon, Input, Pages, Radios, Select, Stone, Textarea,
};
use crate::words::{Saying, Words, key};

/// Everything around a page's own part. Templates reach it as `frame`.
#[derive(Clone)]
pub struct Frame {
    /// The words of the reader's language.
    pub words: &'static Words,
    /// The organisation's own name.
    pub organisation: String,
    /// Nothing, or `/o/slug` where one host serves several; goes before every path.
    pub prefix: String,
    /// The path of this page without the prefix (`/groups`).
    pub path: String,
    /// Who is signed in.
    pub person: Option<SignedIn>,
    /// The tab this page belongs to.
    pub tab: Option<Tab>,
    /// The organisation's own crisis lines for the foot of the page.
    pub help: HelpNow,
    /// Who may be rung about a worry at work; shown to staff.
    pub on_call: Option<OnCall>,
    /// What was just done.
    pub notice: Option<Flash>,
    /// Whether keys go from page to page for who is signed in: not where this browser was told to leave them off.
    pub keys: bool,
    /// In which languages the page can be read.
    pub tongues: Tongues,
}

/// The person who is signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The name they are shown by.
    pub name: String,
    /// Their stone.
    pub stone: Stone,
    /// What they are here as, in words ("Coordinator").
    pub hat: String,
    /// Where they can go.
    pub tabs: Vec<Tab>,
}

/// The places of the main bar for people who work here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What needs someone.
    Today,
    /// A supporter's own day.
    MyDay,
    /// The weeks.
    Rota,
    /// Groups.
    Groups,
    /// Supporters.
    People,
    /// Places.
    Places,
    /// Concerns, for the safeguarding lead.
    Concerns,
    /// Imports, settings, signing out.
    More,
}

impl Tab {
    /// Where it leads, without the prefix.
    pub fn path(self) -> &'static str {
        match self {
            Tab::Today => "/today",
            Tab::MyDay => "/my-day",
            Tab::Rota => "/rota",
            Tab::Groups => "/groups",
            Tab::People => "/people",
            Tab::Places => "/places",
            Tab::Concerns => "/concerns",
            Tab::More => "/more",
        }
    }

    /// Its word.
    pub fn key(self) -> &'static str {
        match self {
            Tab::Today => key("tab-today"),
            Tab::MyDay => key("tab-my-day"),
            Tab::Rota => key("tab-rota"),
            Tab::Groups => key("tab-groups"),
            Tab::People => key("tab-people"),
            Tab::Places => key("tab-places"),
            Tab::Concerns => key("tab-concerns"),
            Tab::More => key("tab-more"),
        }
    }

    /// The key that leads there, after `g`.
    pub fn letter(self) -> char {
        match self {
            Tab::Today => 't',
            Tab::MyDay => 'd',
            Tab::Rota => 'r',
            Tab::Groups => 'g',
            Tab::People => 'p',
            Tab::Places => 'l',
            Tab::Concerns => 'w',
            Tab::More => 'm',
        }
    }

    /// Its drawing.
    pub fn icon(self) -> Icon {
        match self {
            Tab::Today | Tab::MyDay => Icon::Sun,
            Tab::Rota => Icon::Rota,
            Tab::Groups => Icon::Stones,
            Tab::People => Icon::People,
            Tab::Places => Icon::Pin,
            Tab::Concerns => Icon::Shield,
            Tab::More => Icon::More,
        }
    }
}

/// The crisis lines, from the organisation's own dated list. Never written in a template.
#[derive(Clone, Debug, Default)]
pub struct HelpNow {
    /// The number for danger now. `None` where the organisation has named none.
    pub emergency: Option<HelpNumber>,
    /// The others, most useful first; four at most are shown at the foot.
    pub lines: Vec<HelpNumber>,
    /// The day they were last checked, in words ("2 November"); empty where never.
    pub checked: String,
}

/// A number to ring or text.
#[derive(Clone, Debug, Default)]
pub struct HelpNumber {
    /// As people read it: "116 123".
    pub number: String,
    /// What the phone does with it: `tel:116123`, `sms:85258`.
    pub href: String,
    /// Whose it is and when: "Samaritans, day or night".
    pub what: String,
}

/// Who may be rung by those who work here.
#[derive(Clone, Debug)]
pub struct OnCall {
    /// Their name.
    pub name: String,
    /// Their number as people read it.
    pub number: String,
    /// What the phone does with it.
    pub href: String,
}

/// What was just done, shown once.
#[derive(Clone, Debug)]
pub enum Flash {
    /// It is done.
    Done(String),
    /// Something to know.
    Note(String),
}

impl Frame {
    /// A line without gaps.
    pub fn t(&self, key: &str) -> &str {
        self.words.t(key)
    }

    /// A line with gaps.
    pub fn say(&self, key: &'static str) -> Saying<'_> {
        self.words.say(key)
    }

    /// `en-GB`.
    pub fn language(&self) -> &str {
        self.words.language()
    }

    /// The mark of what people here wrote themselves, where they wrote it in another language than the page's: a voice
    /// that reads the page aloud then reads it as English.
    pub fn theirs(&self) -> &'static str {
        if self.words.is_english() { "" } else { " lang=\"en-GB\"" }
    }

    /// The address of a stylesheet or script.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::href(name)
    }

    /// The hidden field with the id of an act; every form that changes something has one.
    pub fn act(&self, id: impl AsRef<str>) -> Act {
        Act { id: id.as_ref().to_owned() }
    }

    /// A one-line field.
    pub fn input(&self, name: impl AsRef<str>, label: impl AsRef<str>) -> Input {
        Input::new(self.t("form-error-prefix"), name, label)
    }

    /// A field of several lines.
    pub fn textarea(&self, name: impl AsRef<str>, label: impl AsRef<str>) -> Textarea {
        Textarea::new(self.t("form-error-prefix"), name, label)
    }

    /// A list to choose from.
    pub fn select(&self, name: impl AsRef<str>, label: impl AsRef<str>) -> Select {
        Select::new(self.t("form-error-prefix"), name, label)
    }

    /// One answer of several.
    pub fn radios(&self, name: impl AsRef<str>, legend: impl AsRef<str>) -> Radios {
        Radios::new(self.t("form-error-prefix"), name, legend)
    }

    /// Any number of answers.
    pub fn checkboxes(&self, name: impl AsRef<str>, legend: impl AsRef<str>) -> Checkboxes {
        Checkboxes::new(self.t("form-error-prefix"), name, legend)
    }

    /// A date in three boxes.
    pub fn date(&self, name: impl AsRef<str>, legend: impl AsRef<str>) -> DateInput {
        let labels = [self.t("form-day"), self.t("form-month"), self.t("form-year")];
        DateInput::new(self.t("form-error-prefix"), name, legend, labels)
    }

    /// The list of what to put right; prints nothing where there is nothing.
    pub fn error_summary(&self, errors: &Errors) -> ErrorSummary {
        ErrorSummary::new(self.t("form-problem"), errors)
    }

    /// The way to the page before and after, each without the prefix.
    pub fn pages(&self, previous: &Option<String>, next: &Option<String>) -> Pages {
        let here = |path: &Option<String>| path.as_ref().map(|path| format!("{}{path}", self.prefix));
        Pages {
            label: self.t("pages-label").to_owned(),
            previous: here(previous),
            next: here(next),
            previous_words: (self.t("pages-previous").to_owned(), self.t("pages-page").to_owned()),
            next_words: (self.t("pages-next").to_owned(), self.t("pages-page").to_owned()),
        }
    }

    /// The notice above the page, if there is one.
    pub fn banner(&self) -> Option<Banner> {
        self.notice.as_ref().map(|notice| match notice {
            Flash::Done(words) => {
                Banner { success: true, title: self.t("banner-done").to_owned(), words: words.clone() }
            }
            Flash::Note(words) => {
                Banner { success: false, title: self.t("banner-note").to_owned(), words: words.clone() }
            }
        })
    }

    /// Whether a path of the main bar is where we are.
    pub fn here(&self, path: &str) -> bool {
        self.path == path
    }

    /// Whether this page belongs to a tab of the main bar.
    pub fn on_tab(&self, tab: &Tab) -> bool {
        self.tab == Some(*tab)
    }

    /// The four lines shown at the foot.
    pub fn foot_lines(&self) -> &[HelpNumber] {
        self.help.lines.get(..3).unwrap_or(&self.help.lines)
    }

    /// A visitor's frame in an invented organisation, for samples and tests.
    pub fn sample(path: &str) -> Frame {
        let line = |number: &str, href: &str, what: &str| HelpNumber {
            number: number.to_owned(),
            href: href.to_owned(),
            what: what.to_owned(),
        };
        Frame {
            words: crate::words::english(),
            organisation: "Lothian Peer Network".to_owned(),
            prefix: String::new(),
            path: path.to_owned(),
            person: None,
            tab: None,
            help: HelpNow {
                emergency: Some(line("999", "tel:999", "Danger now")),
                lines: vec![
                    line("0131 496 0111", "tel:01314960111", "A nurse or a helper, day or night"),
                    line("0131 496 0123", "tel:01314960123", "Someone to listen, day or night"),
                    line("0131 496 0158", "tel:01314960158", "When you feel low, evenings and weekends"),
                ],
                checked: "2 November".to_owned(),
            },
            on_call: None,
            notice: None,
            keys: true,
            tongues: Tongues::sample(path),
        }
    }

    /// A coordinator's frame, for samples and tests.
    pub fn sample_staff(tab: Tab) -> Frame {
        Frame {
            person: Some(SignedIn {
                name: "Aileen".to_owned(),
                stone: Stone::of("person_aileen", "Aileen Kerr"),
                hat: "Coordinator".to_owned(),
                tabs: vec![Tab::Today, Tab::Rota, Tab::Groups, Tab::People, Tab::Places, Tab::More],
            }),
            tab: Some(tab),
            on_call: Some(OnCall {
                name: "Sam Okafor".to_owned(),
                number: "0131 496 0142".to_owned(),
                href: "tel:01314960142".to_owned(),
            }),
            tongues: Tongues::default(),
            ..Frame::sample(tab.path())
        }
    }
}
