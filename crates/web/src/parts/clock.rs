//! The promise clock: we said we would, by when. A ring and words, the same for everyone.

use std::fmt;

use askama::filters::{Escaper as _, Html, HtmlSafe};

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressing {
    /// There is time.
    Calm,
    /// It is near.
    Soon,
    /// A person must act now.
    Now,
    /// The time has passed; the ring is broken, and we say so.
    Late,
    /// It was kept.
    Done,
}

impl Pressing {
    fn class(self) -> &'static str {
        match self {
            Pressing::Calm => "calm",
            Pressing::Soon => "soon",
            Pressing::Now => "now",
            Pressing::Late => "late",
            Pressing::Done => "done",
        }
    }
}

/// A promise with its time. It prints as the small ring beside two short lines;
/// [`PromiseClock::big`] prints the large one, for the single most pressing thing.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseClock {
    /// How it stands.
    pub pressing: Pressing,
    /// The part of the time that is left, 1 at the start to 0.
    pub left: f32,
    /// "5 h left", "2 days late".
    pub words: String,
    /// "by 2pm".
    pub by: String,
}

/// The large clock.
pub struct BigClock<'c>(&'c PromiseClock);

impl PromiseClock {
    /// The large form.
    pub fn big(&self) -> BigClock<'_> {
        BigClock(self)
    }

    fn ring(&self, f: &mut fmt::Formatter<'_>, size: char) -> fmt::Result {
        let class = self.pressing.class();
        write!(
            f,
            r#"<svg class="b-ring b-ring--{class} b-ring--{size}" viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false"><circle class="b-ring__track" cx="12" cy="12" r="9" stroke-width="3"/>"#
        )?;
        let dashes = match self.pressing {
            Pressing::Late => "2.83 2.83".to_owned(),
            Pressing::Done => "56.6 56.6".to_owned(),
            _ => format!("{:.1} 56.6", self.left.clamp(0.04, 1.0) * 56.6),
        };
        let cap = if self.pressing == Pressing::Late { "butt" } else { "round" };
        write!(
            f,
            r#"<circle class="b-ring__arc" cx="12" cy="12" r="9" stroke="currentColor" stroke-width="3" stroke-linecap="{cap}" stroke-dasharray="{dashes}" transform="rotate(-90 12 12)"/></svg>"#
        )
    }
}

impl fmt::Display for PromiseClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<span class="b-clock b-clock--{}">"#, self.pressing.class())?;
        self.ring(f, 's')?;
        f.write_str(r#"<span><span class="b-clock__left">"#)?;
        Html.write_escaped_str(&mut *f, &self.words)?;
        f.write_str(r#"</span> <span class="b-clock__by">"#)?;
        Html.write_escaped_str(&mut *f, &self.by)?;
        f.write_str("</span></span></span>")
    }
}

impl fmt::Display for BigClock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"<div class="b-bigclock">"#)?;
        self.0.ring(f, 'l')?;
        f.write_str(r#"<span class="b-bigclock__t">"#)?;
        Html.write_escaped_str(&mut *f, &self.0.words)?;
        f.write_str(" <small>")?;
        Html.write_escaped_str(&mut *f, &self.0.by)?;
        f.write_str("</small></span></div>")
    }
}

impl HtmlSafe for PromiseClock {}
impl HtmlSafe for BigClock<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_promise_has_a_broken_ring_and_keeps_its_words() {
        let clock = PromiseClock {
            pressing: Pressing::Late,
            left: 0.0,
            words: "1 h late".to_owned(),
            by: "by 2pm <sorry>".to_owned(),
        };
        let drawn = clock.to_string();
        assert!(drawn.contains("b-ring--late") && drawn.contains("2.83 2.83"));
        assert!(drawn.contains("1 h late") && !drawn.contains("<sorry>"), "{drawn}");
        assert!(clock.big().to_string().starts_with(r#"<div class="b-bigclock">"#));
    }
}
