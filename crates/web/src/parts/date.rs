//! A date in three boxes, as GOV.UK Frontend writes it.

use askama::Template;

use super::field::{Field, field_builders};

/// Day, month and year. The names sent are `<name>-day`, `<name>-month`, `<name>-year`.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/date.html")]
pub struct DateInput {
    pub(crate) field: Field,
    pub(crate) day: DatePart,
    pub(crate) month: DatePart,
    pub(crate) year: DatePart,
}

/// One of the three boxes.
#[derive(Clone, Debug, Default)]
pub(crate) struct DatePart {
    /// `day`, `month` or `year`: the end of its id.
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) value: String,
}

field_builders!(DateInput);

impl DateInput {
    /// `labels` are the words for day, month and year.
    pub(crate) fn new(
        error_prefix: &str,
        name: impl AsRef<str>,
        legend: impl AsRef<str>,
        labels: [&str; 3],
    ) -> DateInput {
        let field = Field::new(error_prefix, name, legend);
        let [day, month, year] = labels;
        let part = |kind: &'static str, label: &str| DatePart {
            kind,
            name: format!("{}-{kind}", field.name),
            label: label.to_owned(),
            value: String::new(),
        };
        DateInput { day: part("day", day), month: part("month", month), year: part("year", year), field }
    }

    /// What stands in the boxes, as typed.
    pub fn values(mut self, day: impl AsRef<str>, month: impl AsRef<str>, year: impl AsRef<str>) -> Self {
        self.day.value = day.as_ref().to_owned();
        self.month.value = month.as_ref().to_owned();
        self.year.value = year.as_ref().to_owned();
        self
    }
}
