//! For how long things are kept, and what is kept for longer.

use askama::Template;

use super::parts::Acts;
use crate::pages::{Frame, Page, Tab};
use crate::parts::Errors;

/// `/settings/keeping`
#[derive(Clone, Template)]
#[template(path = "staff/keeping.html")]
pub struct Keeping {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The kinds of records that may be kept for longer.
    pub kinds: Vec<KindForm>,
    /// What to put right.
    pub errors: Errors,
}

/// One kind of record as it stands in its form.
#[derive(Clone, Default)]
pub struct KindForm {
    /// Its name.
    pub kind: String,
    /// The same in words: "Worries, after they were read".
    pub words: String,
    /// How many days it is kept, as the form was printed.
    pub before: String,
    /// "Kept for 180 days, as Bothy suggests."
    pub now: String,
    /// What Bothy suggests and how long it may be kept.
    pub bounds: String,
    /// Who decided it and why, a line each; empty where nobody did.
    pub decided: Vec<String>,
    /// "From 180 to 1096."
    pub hint: String,
    /// The days as typed.
    pub days: String,
    /// The reason as typed.
    pub reason: String,
}

impl KindForm {
    fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.kind)
    }
}

impl Keeping {
    fn is_wrong(&self, kind: &KindForm) -> bool {
        ["days", "reason"].into_iter().any(|what| self.errors.of(&kind.field(what)).is_some())
    }
}

impl Page for Keeping {
    const NAME: &'static str = "keeping";

    fn samples() -> Vec<(&'static str, Self)> {
        let notices = KindForm {
            kind: "notices".to_owned(),
            words: "Letters and notices, after they left".to_owned(),
            before: "180".to_owned(),
            now: "Kept for 180 days, as Bothy suggests".to_owned(),
            bounds: "You can keep it for up to 1096 days.".to_owned(),
            decided: Vec::new(),
            hint: "From 180 to 1096.".to_owned(),
            days: "180".to_owned(),
            reason: String::new(),
        };
        let duties = KindForm {
            kind: "duties".to_owned(),
            words: "Duties, after they were over".to_owned(),
            before: "2192".to_owned(),
            now: "Kept for 2192 days".to_owned(),
            decided: vec!["Aileen Kerr decided it, today at 9am.".to_owned(), "Why: the funder asks it.".to_owned()],
            ..notices.clone()
        };
        let full = Keeping {
            frame: Frame { path: "/settings/keeping".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            kinds: vec![notices, duties],
            errors: Errors::default(),
        };
        let mut wrong = full.clone();
        wrong.errors.add("days-notices", "It is kept for 180 days at least.");
        wrong.errors.add("reason-notices", wrong.frame.t("going-say-reason").to_owned());
        vec![("full", full), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
