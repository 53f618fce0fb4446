//! What several staff pages share: people, the standing of a session, duties, a form that came too late.

use crate::parts::{Pressing, PromiseClock, Stone, Strand, Weave};

/// Gives every form of a page its own new id of an act; called once for each form that is printed.
#[derive(Clone, Copy)]
pub struct Acts(pub fn() -> String);

impl Acts {
    /// A new id.
    pub fn new_id(&self) -> String {
        (self.0)()
    }

    pub(in crate::pages) fn sample() -> Acts {
        Acts(|| "01990000-0000-7000-8000-000000000001".to_owned())
    }
}

/// Somebody, with their stone.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name they are shown by.
    pub name: String,
    /// Their stone.
    pub stone: Stone,
    /// A short line under the name; empty where there is nothing to say.
    pub note: String,
}

impl Person {
    pub(super) fn sample(name: &str, note: &str) -> Person {
        Person { name: name.to_owned(), stone: Stone::of(name, name), note: note.to_owned() }
    }
}

/// How a session stands: the cord and the words that say the same.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The cord.
    pub weave: Weave,
    /// "Nobody to lead. Place and phone are ready".
    pub words: String,
    /// Whether something is missing without which it cannot be held.
    pub gap: bool,
}

impl Ready {
    pub(super) fn sample(people: Strand, place: Strand, technology: Strand, words: &str) -> Ready {
        let gap = [people, place, technology].contains(&Strand::Gap);
        Ready { weave: Weave { people, place, technology }, words: words.to_owned(), gap }
    }
}

/// A duty as a line of a list.
#[derive(Clone, Debug)]
pub struct DutyLine {
    /// Its id, for the paths of its forms.
    pub id: String,
    /// "Tuesday group needs a second facilitator".
    pub what: String,
    /// Where it is done, without the prefix.
    pub href: String,
    /// Why now, in one or two sentences; empty where the rule says it all.
    pub why: String,
    /// The rule that asks for it, in plain words.
    pub rule: String,
    /// By when.
    pub clock: PromiseClock,
    /// Why it is here and no longer with somebody else; empty where it has not climbed.
    pub climbed: String,
    /// Who has it.
    pub owner: Option<Person>,
    /// Whether the reader has it.
    pub mine: bool,
    /// Whom it was passed to and who has not said yes yet; empty where nobody.
    pub waiting_for: String,
}

impl DutyLine {
    /// The id of a field or heading that belongs to this duty.
    pub fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.id)
    }

    pub(super) fn sample(id: &str, what: &str, why: &str, rule: &str, clock: PromiseClock) -> DutyLine {
        DutyLine {
            id: id.to_owned(),
            what: what.to_owned(),
            href: "/sessions/session_1".to_owned(),
            why: why.to_owned(),
            rule: rule.to_owned(),
            clock,
            climbed: String::new(),
            owner: None,
            mine: false,
            waiting_for: String::new(),
        }
    }
}

/// A form that was sent from a page somebody else had changed since: both texts stand beside each other.
#[derive(Clone, Debug)]
pub struct Stale {
    /// Who changed it meanwhile.
    pub by: String,
    /// When, in words ("today, 9:10am").
    pub at: String,
    /// What differs.
    pub texts: Vec<StaleText>,
}

/// One thing that two people changed at once.
#[derive(Clone, Debug)]
pub struct StaleText {
    /// What it is called on the form.
    pub label: String,
    /// What stands there now.
    pub theirs: String,
    /// What the reader typed; it is kept in the form.
    pub yours: String,
}

impl Stale {
    pub(super) fn sample(label: &str, theirs: &str, yours: &str) -> Stale {
        let text = StaleText { label: label.to_owned(), theirs: theirs.to_owned(), yours: yours.to_owned() };
        Stale { by: "Tam".to_owned(), at: "today, 9:10am".to_owned(), texts: vec![text] }
    }
}

pub(super) fn clock(pressing: Pressing, left: f32, words: &str, by: &str) -> PromiseClock {
    PromiseClock { pressing, left, words: words.to_owned(), by: by.to_owned() }
}
