//! One-line fields, many-line fields and lists to choose from, as GOV.UK Frontend writes them.

use askama::Template;
use askama::filters::HtmlSafe;

/// What every field has: a name, a label, perhaps a hint and something to put right.
#[derive(Clone, Debug, Default)]
pub struct Field {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) label_class: &'static str,
    pub(crate) hint: String,
    pub(crate) error: String,
    /// "Error:", read out before the error.
    pub(crate) error_prefix: String,
}

impl Field {
    pub(crate) fn new(error_prefix: &str, name: impl AsRef<str>, label: impl AsRef<str>) -> Field {
        let name = name.as_ref();
        Field {
            id: name.to_owned(),
            name: name.to_owned(),
            label: label.as_ref().to_owned(),
            error_prefix: error_prefix.to_owned(),
            ..Field::default()
        }
    }

    /// The ids of hint and error, for `aria-describedby`.
    pub(crate) fn described_by(&self) -> String {
        let hint = if self.hint.is_empty() { String::new() } else { format!("{}-hint", self.id) };
        let error = if self.error.is_empty() { String::new() } else { format!("{}-error", self.id) };
        match (hint.is_empty(), error.is_empty()) {
            (false, false) => format!("{hint} {error}"),
            _ => hint + &error,
        }
    }
}

macro_rules! field_builders {
    ($part:ident) => {
        impl $part {
            /// A short line under the label.
            pub fn hint(mut self, hint: impl AsRef<str>) -> Self {
                self.field.hint = hint.as_ref().to_owned();
                self
            }

            /// What to put right, if anything.
            pub fn error(mut self, error: Option<&str>) -> Self {
                self.field.error = error.unwrap_or_default().to_owned();
                self
            }

            /// Another id than the name, where a page has the same field twice.
            pub fn id(mut self, id: impl AsRef<str>) -> Self {
                self.field.id = id.as_ref().to_owned();
                self
            }

            /// A bold label or legend.
            pub fn bold(mut self) -> Self {
                self.field.label_class = "s";
                self
            }
        }

        impl askama::filters::HtmlSafe for $part {}
    };
}
pub(crate) use field_builders;

/// A one-line field.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/input.html")]
pub struct Input {
    pub(crate) field: Field,
    pub(crate) value: String,
    kind: &'static str,
    class: String,
    autocomplete: String,
    inputmode: String,
    spellcheck_off: bool,
}

field_builders!(Input);

impl Input {
    pub(crate) fn new(error_prefix: &str, name: impl AsRef<str>, label: impl AsRef<str>) -> Input {
        Input {
            field: Field::new(error_prefix, name, label),
            value: String::new(),
            kind: "text",
            class: String::new(),
            autocomplete: String::new(),
            inputmode: String::new(),
            spellcheck_off: false,
        }
    }

    /// What stands in it.
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        self.value = value.as_ref().to_owned();
        self
    }

    /// Another type than text: `email`, `tel`, `time`.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// As wide as so many letters: 2, 3, 4, 5, 10, 20 or 30.
    pub fn width(mut self, letters: u8) -> Self {
        self.class = format!("govuk-input--width-{letters}");
        self
    }

    /// What the browser may fill in (`name`, `email`, `postal-code`, `off`).
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what.to_owned();
        self
    }

    /// Which keyboard a phone shows (`numeric`, `tel`).
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = mode.to_owned();
        self
    }

    /// No red lines under names and codes.
    pub fn no_spellcheck(mut self) -> Self {
        self.spellcheck_off = true;
        self
    }
}

/// A field of several lines.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/textarea.html")]
pub struct Textarea {
    pub(crate) field: Field,
    value: String,
    rows: u8,
}

field_builders!(Textarea);

impl Textarea {
    pub(crate) fn new(error_prefix: &str, name: impl AsRef<str>, label: impl AsRef<str>) -> Textarea {
        Textarea { field: Field::new(error_prefix, name, label), value: String::new(), rows: 5 }
    }

    /// What stands in it.
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        self.value = value.as_ref().to_owned();
        self
    }

    /// How many lines show; 5 where nothing is said.
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }
}

/// A list to choose one thing from. Radios are kinder; this is for long lists.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/select.html")]
pub struct Select {
    pub(crate) field: Field,
    value: String,
    items: Vec<(String, String)>,
}

field_builders!(Select);

impl Select {
    pub(crate) fn new(error_prefix: &str, name: impl AsRef<str>, label: impl AsRef<str>) -> Select {
        Select { field: Field::new(error_prefix, name, label), value: String::new(), items: Vec::new() }
    }

    /// The choices as (value, words).
    pub fn items(mut self, items: &[(String, String)]) -> Self {
        self.items = items.to_vec();
        self
    }

    /// The value that is chosen.
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        self.value = value.as_ref().to_owned();
        self
    }
}

/// The hidden field that carries the id of the act, so that a second press changes nothing.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<input type="hidden" name="act" value="{{ id }}">"#, ext = "html")]
pub struct Act {
    pub(crate) id: String,
}

impl HtmlSafe for Act {}
