//! Radios and checkboxes, as GOV.UK Frontend writes them.

use askama::Template;

use super::field::{Field, field_builders};

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
    /// A short line under it, or nothing.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl AsRef<str>, words: impl AsRef<str>) -> Choice {
        Choice { value: value.as_ref().to_owned(), words: words.as_ref().to_owned(), hint: String::new() }
    }

    /// A choice with a short line under it.
    pub fn with_hint(value: impl AsRef<str>, words: impl AsRef<str>, hint: impl AsRef<str>) -> Choice {
        Choice { hint: hint.as_ref().to_owned(), ..Choice::new(value, words) }
    }
}

/// The id of an item: the first has the name itself, so that an error can lead to it.
fn item_id(prefix: &str, at: &usize) -> String {
    if *at == 0 { prefix.to_owned() } else { format!("{prefix}-{}", at + 1) }
}

/// A question with one answer.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/radios.html")]
pub struct Radios {
    pub(crate) field: Field,
    choices: Vec<Choice>,
    chosen: String,
    class: &'static str,
}

field_builders!(Radios);

impl Radios {
    pub(crate) fn new(error_prefix: &str, name: impl AsRef<str>, legend: impl AsRef<str>) -> Radios {
        Radios { field: Field::new(error_prefix, name, legend), choices: Vec::new(), chosen: String::new(), class: "" }
    }

    /// Adds a choice.
    pub fn choice(mut self, value: impl AsRef<str>, words: impl AsRef<str>) -> Self {
        self.choices.push(Choice::new(value, words));
        self
    }

    /// Adds a choice with a short line under it.
    pub fn choice_with_hint(mut self, value: impl AsRef<str>, words: impl AsRef<str>, hint: impl AsRef<str>) -> Self {
        self.choices.push(Choice::with_hint(value, words, hint));
        self
    }

    /// Adds choices from the page's own list.
    pub fn choices(mut self, choices: &[Choice]) -> Self {
        self.choices.extend_from_slice(choices);
        self
    }

    /// The value that is chosen.
    pub fn chosen(mut self, value: impl AsRef<str>) -> Self {
        self.chosen = value.as_ref().to_owned();
        self
    }

    /// Side by side, for two short answers.
    pub fn inline(mut self) -> Self {
        self.class = "govuk-radios--inline";
        self
    }

    /// Smaller, for a filter.
    pub fn small(mut self) -> Self {
        self.class = "govuk-radios--small";
        self
    }
}

/// A question with any number of answers.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/checkboxes.html")]
pub struct Checkboxes {
    pub(crate) field: Field,
    choices: Vec<Choice>,
    chosen: Vec<String>,
    class: &'static str,
}

field_builders!(Checkboxes);

impl Checkboxes {
    pub(crate) fn new(error_prefix: &str, name: impl AsRef<str>, legend: impl AsRef<str>) -> Checkboxes {
        Checkboxes { field: Field::new(error_prefix, name, legend), choices: Vec::new(), chosen: Vec::new(), class: "" }
    }

    /// Adds a choice.
    pub fn choice(mut self, value: impl AsRef<str>, words: impl AsRef<str>) -> Self {
        self.choices.push(Choice::new(value, words));
        self
    }

    /// Adds choices from the page's own list.
    pub fn choices(mut self, choices: &[Choice]) -> Self {
        self.choices.extend_from_slice(choices);
        self
    }

    /// The values that are ticked.
    pub fn chosen(mut self, values: &[String]) -> Self {
        self.chosen = values.to_vec();
        self
    }

    /// Smaller, for a filter.
    pub fn small(mut self) -> Self {
        self.class = "govuk-checkboxes--small";
        self
    }
}
