//! Short pages of words: privacy, ease of use, the closed page, and what went wrong.

use askama::Template;

use crate::pages::{Frame, Page};
use crate::parts::Drawing;

/// `/privacy`
#[derive(Clone, Template)]
#[template(path = "public/privacy.html")]
pub struct Privacy {
    /// What stands around it.
    pub frame: Frame,
    /// How to reach the one who answers for data, in words; empty where not named yet.
    pub contact: String,
}

/// `/accessibility`
#[derive(Clone, Template)]
#[template(path = "public/accessibility.html")]
pub struct Accessibility {
    /// What stands around it.
    pub frame: Frame,
    /// How to tell us what does not work, in words; empty where not named yet.
    pub contact: String,
}

/// `/leave`: the page after leaving. It tells nothing, not even the organisation's name.
#[derive(Clone, Template)]
#[template(path = "public/left.html")]
pub struct Left {
    /// Only the language and the stylesheets of it show.
    pub frame: Frame,
}

/// When a page cannot be shown or an act cannot be done.
#[derive(Clone, Template)]
#[template(path = "public/trouble.html")]
pub struct Trouble {
    /// What stands around it. The help lines come from memory, so they stand even when the
    /// database does not.
    pub frame: Frame,
    /// What it is.
    pub kind: TroubleKind,
}

/// What went wrong, as far as the reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// There is no such page, or it is not for this reader; both look the same. Status 404.
    NotFound,
    /// The same form came twice with other words. Status 409.
    AlreadySent {
        /// Where the thing that was made stands, without the prefix.
        made: Option<String>,
        /// What was typed the second time, so that nothing is lost.
        kept: Vec<Typed>,
    },
    /// Somebody else changed it in the meantime. Status 409.
    Changed {
        /// Where it stands now, without the prefix.
        again: String,
        /// What was typed.
        kept: Vec<Typed>,
    },
    /// The form could not be read. Status 400.
    NotUnderstood,
    /// The database does not answer. Status 503, with `Retry-After`.
    Away,
    /// Too many words of receipts were tried that are none. Status 429, with `Retry-After`.
    Guessed,
    /// Something broke on our side. Status 500.
    Ours,
}

/// What somebody typed into a form that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The field, in words.
    pub label: String,
    /// What stood in it.
    pub text: String,
}

impl TroubleKind {
    /// The status it is answered with.
    pub fn status(&self) -> u16 {
        match self {
            TroubleKind::NotFound => 404,
            TroubleKind::AlreadySent { .. } | TroubleKind::Changed { .. } => 409,
            TroubleKind::NotUnderstood => 400,
            TroubleKind::Away => 503,
            TroubleKind::Guessed => 429,
            TroubleKind::Ours => 500,
        }
    }
}

impl Page for Privacy {
    const NAME: &'static str = "privacy";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Privacy { frame: Frame::sample("/privacy"), contact: "Ring Sam on 0131 496 0142.".to_owned() };
        let unnamed = Privacy { contact: String::new(), ..full.clone() };
        vec![("full", full), ("no-contact", unnamed)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Accessibility {
    const NAME: &'static str = "accessibility";

    fn samples() -> Vec<(&'static str, Self)> {
        let full =
            Accessibility { frame: Frame::sample("/accessibility"), contact: "Ring Sam on 0131 496 0142.".to_owned() };
        let unnamed = Accessibility { contact: String::new(), ..full.clone() };
        vec![("full", full), ("no-contact", unnamed)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Left {
    const NAME: &'static str = "left";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("full", Left { frame: Frame::sample("/leave") })]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Trouble {
    const NAME: &'static str = "trouble";

    fn samples() -> Vec<(&'static str, Self)> {
        let of = |kind: TroubleKind| Trouble { frame: Frame::sample("/somewhere"), kind };
        let kept = vec![Typed {
            label: "Say more, if you like".to_owned(),
            text: "He has not been\nfor three weeks.".to_owned(),
        }];
        vec![
            ("not-found", of(TroubleKind::NotFound)),
            ("already-sent", of(TroubleKind::AlreadySent { made: Some("/today".to_owned()), kept: kept.clone() })),
            ("already-sent-plain", of(TroubleKind::AlreadySent { made: None, kept: Vec::new() })),
            ("changed", of(TroubleKind::Changed { again: "/today".to_owned(), kept })),
            ("not-understood", of(TroubleKind::NotUnderstood)),
            ("away", of(TroubleKind::Away)),
            ("guessed", of(TroubleKind::Guessed)),
            ("ours", of(TroubleKind::Ours)),
        ]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
