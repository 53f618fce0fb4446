//! The parts pages are made of: drawings, clocks, stones, and GOV.UK Frontend's form parts.
//!
//! Each prints safe markup, so a template writes `{{ Icon::Phone }}` or
//! `{{ frame.input("name", frame.t("ask-name")).value(name) }}`. The markup of the form parts
//! is the package's own, word for word; `tests/govuk_fixtures.rs` holds us to it.

mod choices;
mod clock;
mod date;
mod drawing;
mod field;
mod icon;
mod notices;
mod square;
mod stone;
mod weave;

pub use choices::{Checkboxes, Choice, Radios};
pub use clock::{BigClock, Pressing, PromiseClock};
pub use date::DateInput;
pub use drawing::{Drawing, HoursStrip, Lamp, Pebbles, Size};
pub use field::{Act, Input, Select, Textarea};
pub use icon::Icon;
pub use notices::{Banner, ErrorSummary, Errors, FieldError, Pages};
pub use square::Square;
pub use stone::Stone;
pub use weave::{Strand, Weave};
