//! What a page says first: what to put right, what was done; and the way to the next page.

use std::borrow::Cow;

use askama::Template;
use askama::filters::HtmlSafe;

/// One field with what to put right in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, which is also its id.
    pub field: Cow<'static, str>,
    /// What to do, in words: "It looks one number short. Could you check?"
    pub words: String,
}

/// What to put right in a form that came back. Empty where it has not been sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(pub Vec<FieldError>);

impl Errors {
    /// Adds one.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, words: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), words: words.into() });
    }

    /// The words for one field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.words.as_str())
    }

    /// Whether there is anything to put right.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }
}

/// The list at the head of a form that came back. Prints nothing where there is no error.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/error_summary.html")]
pub struct ErrorSummary {
    title: String,
    errors: Vec<FieldError>,
}

impl ErrorSummary {
    pub(crate) fn new(title: &str, errors: &Errors) -> ErrorSummary {
        ErrorSummary { title: title.to_owned(), errors: errors.0.clone() }
    }
}

impl HtmlSafe for ErrorSummary {}

/// What was just done, or what to know, above the page.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/banner.html")]
pub struct Banner {
    pub(crate) success: bool,
    pub(crate) title: String,
    pub(crate) words: String,
}

impl HtmlSafe for Banner {}

/// The way to the page before and after. Prints nothing where there is neither.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/pages.html")]
pub struct Pages {
    pub(crate) label: String,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) previous_words: (String, String),
    pub(crate) next_words: (String, String),
}

impl HtmlSafe for Pages {}
