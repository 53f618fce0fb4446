//! A worry in three taps, signed in or not: danger, what about, send. Then a receipt.
//!
//! The first two taps are links, so nothing is kept until the third. Titles say nothing.

use askama::Template;

use crate::pages::{Frame, Page};
use crate::parts::{Errors, Icon, Pebbles, Pressing, PromiseClock};
use crate::words::{Words, key};

/// `/concern`: is anyone in danger right now?
#[derive(Clone, Template)]
#[template(path = "public/concern_danger.html")]
pub struct ConcernDanger {
    /// What stands around it.
    pub frame: Frame,
}

/// `/concern/about`: what is it about?
#[derive(Clone, Template)]
#[template(path = "public/concern_about.html")]
pub struct ConcernAbout {
    /// What stands around it.
    pub frame: Frame,
    /// `yes` or `no`, as answered at the first tap; carried on in the links.
    pub danger: String,
    /// What can be chosen.
    pub choices: Vec<AboutChoice>,
}

/// One thing a worry can be about.
#[derive(Clone, Debug)]
pub struct AboutChoice {
    /// The word it is kept under (`somebody-else`).
    pub code: String,
    /// The answer: "Someone else".
    pub words: String,
    /// One line under it.
    pub hint: String,
}

/// The words for each thing a worry can be about, in the order they are offered.
pub fn about_words(words: &Words) -> Vec<AboutChoice> {
    [
        ("myself", key("concern-myself"), key("concern-myself-hint")),
        ("somebody-else", key("concern-somebody"), key("concern-somebody-hint")),
        ("supporter", key("concern-supporter"), key("concern-supporter-hint")),
        ("place", key("concern-place"), key("concern-place-hint")),
        ("words", key("concern-said"), key("concern-said-hint")),
        ("other", key("concern-other"), key("concern-other-hint")),
    ]
    .into_iter()
    .map(|(code, answer, hint)| AboutChoice {
        code: code.to_owned(),
        words: words.t(answer).to_owned(),
        hint: words.t(hint).to_owned(),
    })
    .collect()
}

/// `/concern/say?danger=…&about=…` and what a refused POST `/concern` shows again.
#[derive(Clone, Template)]
#[template(path = "public/concern_say.html")]
pub struct ConcernSay {
    /// What stands around it.
    pub frame: Frame,
    /// The id of the act of sending.
    pub act: String,
    /// `yes` or `no`.
    pub danger: String,
    /// The code of what it is about.
    pub about: String,
    /// The same in words.
    pub about_words: String,
    /// Who reads it and by when; none where nobody is named yet.
    pub reader: Option<Reader>,
    /// The words typed so far.
    pub words: String,
    /// The name typed so far.
    pub name: String,
    /// The way back typed so far.
    pub back: String,
    /// What to put right.
    pub errors: Errors,
}

/// Who reads a worry.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The one who reads it first.
    pub name: String,
    /// The one who is told if the first has not read it.
    pub second: String,
    /// "by 11:15am today".
    pub by: String,
    /// The clock: the time that is left at most.
    pub clock: PromiseClock,
}

/// After sending: what we have, and what we will do by when.
#[derive(Clone, Template)]
#[template(path = "public/concern_receipt.html")]
pub struct ConcernReceipt {
    /// What stands around it.
    pub frame: Frame,
    /// "Sent today, 9:14am".
    pub sent: String,
    /// The words to look again with ("calm harbour soft stone 0412").
    pub two_words: String,
    /// What happened and will happen, in order.
    pub way: Vec<WayStep>,
    /// Whether our own promise is broken and we say sorry.
    pub late: bool,
}

/// One step of what becomes of a worry.
#[derive(Clone, Debug)]
pub struct WayStep {
    /// "9:14am"
    pub time: String,
    /// "You told us"
    pub what: String,
    /// One or two sentences.
    pub words: String,
    /// Whether it is still to come.
    pub to_come: bool,
}

impl Page for ConcernDanger {
    const NAME: &'static str = "concern";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("danger", ConcernDanger { frame: Frame::sample("/concern") })]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for ConcernAbout {
    const NAME: &'static str = "concern-about";

    fn samples() -> Vec<(&'static str, Self)> {
        let frame = Frame::sample("/concern/about");
        let choices = about_words(frame.words);
        vec![("full", ConcernAbout { frame, danger: "no".to_owned(), choices })]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for ConcernSay {
    const NAME: &'static str = "concern-say";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = ConcernSay {
            frame: Frame::sample("/concern/say"),
            act: "act_1".to_owned(),
            danger: "no".to_owned(),
            about: "somebody-else".to_owned(),
            about_words: "Someone else".to_owned(),
            reader: Some(Reader {
                name: "Sam".to_owned(),
                second: "Aileen".to_owned(),
                by: "11:15am today".to_owned(),
                clock: PromiseClock {
                    pressing: Pressing::Calm,
                    left: 0.92,
                    words: "2 h".to_owned(),
                    by: "at most".to_owned(),
                },
            }),
            words: String::new(),
            name: String::new(),
            back: String::new(),
            errors: Errors::default(),
        };
        let mut wrong = ConcernSay {
            words: "He has not been for three weeks.".to_owned(),
            back: "0131 496".to_owned(),
            ..full.clone()
        };
        wrong.errors.add("back", "It looks a few numbers short. Could you check?");
        let nobody = ConcernSay { reader: None, ..full.clone() };
        let mut inside = full.clone();
        inside.frame.person = Frame::sample_staff(crate::pages::Tab::Today).person;
        vec![("full", full), ("errors", wrong), ("nobody-named", nobody), ("signed-in", inside)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for ConcernReceipt {
    const NAME: &'static str = "concern-receipt";

    fn samples() -> Vec<(&'static str, Self)> {
        let step = |time: &str, what: &str, words: &str, to_come: bool| WayStep {
            time: time.to_owned(),
            what: what.to_owned(),
            words: words.to_owned(),
            to_come,
        };
        let full = ConcernReceipt {
            frame: Frame::sample("/concern/receipt"),
            sent: "Sent today, 9:14am".to_owned(),
            two_words: "calm harbour soft stone 0412".to_owned(),
            way: vec![
                step("9:14am", "You told us", "About someone else.", false),
                step("11:15am", "Sam has read it by now", "If not, Aileen is told at once. We say sorry here.", true),
                step(
                    "5pm",
                    "We say here what we did",
                    "Some of it may be private to another person. Then we say that.",
                    true,
                ),
            ],
            late: false,
        };
        let late = ConcernReceipt { late: true, ..full.clone() };
        vec![("full", full), ("late", late)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
