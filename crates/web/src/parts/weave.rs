//! The weave: what a session still needs, as three strands in one cord.
//!
//! People, place and technology each run as far as they are ready, then go on as dots to an
//! open ring. A strand that stops the session turns clay and breaks early. The strands cross
//! as a plait does: at each crossing the one coming from outside goes over.
//! The line of words beside it says the same; the drawing is hidden from screen readers.

use std::f32::consts::PI;
use std::fmt;

use askama::filters::HtmlSafe;

use super::drawing::Size;

/// How far one strand is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Strand {
    /// All of it is there.
    Ready,
    /// This part of it, between 0 and 1, is there.
    Partly(f32),
    /// Something is missing without which the session cannot be held.
    Gap,
    /// The session does not need this strand (a walk needs no technology).
    NotNeeded,
}

/// The cord of one session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weave {
    /// Who holds it.
    pub people: Strand,
    /// Where it is.
    pub place: Strand,
    /// What carries it online or by phone.
    pub technology: Strand,
}

/// A weave in one of its sizes.
#[derive(Clone, Copy, Debug)]
pub struct SizedWeave(Weave, Size);

impl Weave {
    /// The weave in another size than the small one.
    pub fn sized(self, size: Size) -> SizedWeave {
        SizedWeave(self, size)
    }
}

/// The measures of a drawing, in its own units.
struct Frame {
    width: f32,
    height: f32,
    left: f32,
    wave: f32,
    waves: f32,
    tall: f32,
    thick: f32,
}

impl Frame {
    fn of(size: Size) -> Frame {
        match size {
            Size::Small => {
                Frame { width: 72.0, height: 30.0, left: 6.5, wave: 59.0, waves: 1.0, tall: 9.6, thick: 3.5 }
            }
            Size::Medium => {
                Frame { width: 420.0, height: 56.0, left: 9.0, wave: 134.0, waves: 3.0, tall: 19.0, thick: 5.5 }
            }
            Size::Large => {
                Frame { width: 880.0, height: 84.0, left: 10.5, wave: 143.17, waves: 6.0, tall: 29.0, thick: 7.5 }
            }
        }
    }

    fn length(&self) -> f32 {
        self.wave * self.waves
    }

    fn y(&self, x: f32, phase: f32) -> f32 {
        self.height / 2.0 - self.tall * (2.0 * PI * x / self.wave + phase).sin()
    }

    /// The slope of the strand, for smooth joins.
    fn slope(&self, x: f32, phase: f32) -> f32 {
        -self.tall * 2.0 * PI / self.wave * (2.0 * PI * x / self.wave + phase).cos()
    }

    /// A strand's line between two places along it, in pieces of at most an eighth of a wave.
    fn line(&self, f: &mut fmt::Formatter<'_>, phase: f32, from: f32, to: f32) -> fmt::Result {
        write!(f, "M{} {}C", Tenths(self.left + from), Tenths(self.y(from, phase)))?;
        let step = self.wave / 8.0;
        let mut x = from;
        while x < to - 0.01 {
            let end = (x + step).min(to);
            let third = (end - x) / 3.0;
            write!(
                f,
                "{} {} {} {} {} {} ",
                Tenths(self.left + x + third),
                Tenths(self.y(x, phase) + self.slope(x, phase) * third),
                Tenths(self.left + end - third),
                Tenths(self.y(end, phase) - self.slope(end, phase) * third),
                Tenths(self.left + end),
                Tenths(self.y(end, phase))
            )?;
            x = end;
        }
        Ok(())
    }
}

/// A length to a tenth of a pixel, `12.5` or `12`: a page draws thousands of them.
struct Tenths(f32);

impl fmt::Display for Tenths {
    #[expect(clippy::cast_possible_truncation, reason = "a drawing is a few hundred pixels wide")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() as i32;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
        if tenth == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenth}") }
    }
}

struct Drawn {
    name: &'static str,
    state: Strand,
    phase: f32,
    /// How far it runs as a whole line.
    end: f32,
}

impl Drawn {
    fn class(&self) -> &'static str {
        match self.state {
            Strand::Ready => "is-r",
            Strand::Gap => "is-g",
            Strand::Partly(_) | Strand::NotNeeded => "is-w",
        }
    }

    fn solid(&self, frame: &Frame, f: &mut fmt::Formatter<'_>, from: f32, to: f32) -> fmt::Result {
        write!(
            f,
            r#"<path class="b-strand b-strand--{} {}" stroke-width="{}" d=""#,
            self.name,
            self.class(),
            frame.thick
        )?;
        frame.line(f, self.phase, from, to)?;
        f.write_str("\"/>")
    }
}

impl fmt::Display for Weave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SizedWeave(*self, Size::Small).fmt(f)
    }
}

impl fmt::Display for SizedWeave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frame = Frame::of(self.1);
        let strands = strands(&self.0, &frame);
        write!(
            f,
            r#"<svg class="b-weave b-weave--{}" viewBox="0 0 {} {}" fill="none" stroke-linecap="round" aria-hidden="true" focusable="false">"#,
            self.1.letter(),
            frame.width,
            frame.height
        )?;
        for strand in &strands {
            ghost(strand, &frame, f)?;
        }
        for strand in &strands {
            if strand.end > 0.0 {
                strand.solid(&frame, f, 0.0, strand.end)?;
            }
        }
        crossings(&strands, &frame, f)?;
        for strand in &strands {
            ending(strand, &frame, f)?;
        }
        f.write_str("</svg>")
    }
}

impl HtmlSafe for Weave {}
impl HtmlSafe for SizedWeave {}

fn strands(weave: &Weave, frame: &Frame) -> Vec<Drawn> {
    let third = 2.0 * PI / 3.0;
    [("people", weave.people, 0.0), ("place", weave.place, third), ("tech", weave.technology, 2.0 * third)]
        .into_iter()
        .filter(|(_, state, _)| *state != Strand::NotNeeded)
        .map(|(name, state, phase)| {
            let part = match state {
                Strand::Ready => 1.0,
                // A strand that has begun shows some thread, and one not done some dots.
                Strand::Partly(part) => part.clamp(0.12, 0.88),
                Strand::Gap => 1.0 / 3.0,
                Strand::NotNeeded => 0.0,
            };
            Drawn { name, state, phase, end: part * frame.length() }
        })
        .collect()
}

fn ghost(strand: &Drawn, frame: &Frame, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if strand.end >= frame.length() - 0.01 {
        return Ok(());
    }
    let thin = if frame.waves > 1.5 { frame.thick * 0.42 } else { frame.thick * 0.52 };
    // A gap is a break: the dots start a little after the thread ends.
    let from = match strand.state {
        Strand::Gap => strand.end + frame.thick * 1.6,
        _ => strand.end,
    };
    write!(
        f,
        r#"<path class="b-strand b-strand--{} {} is-ghost" stroke-width="{thin:.2}" stroke-dasharray=".1 {:.2}" d=""#,
        strand.name,
        strand.class(),
        thin * 2.4
    )?;
    frame.line(f, strand.phase, from, frame.length())?;
    f.write_str("\"/>")
}

/// Draws again, over an edge in the ground's colour, the strand that lies on top.
fn crossings(strands: &[Drawn], frame: &Frame, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sixth = frame.wave / 6.0;
    let over = ["place", "tech", "people"];
    let under = ["people", "place", "tech"];
    let mut x = sixth / 2.0;
    for (top, beneath) in over.iter().zip(under).cycle() {
        if x > frame.length() {
            break;
        }
        let top = strands.iter().find(|strand| strand.name == *top);
        let crossed = strands.iter().any(|strand| strand.name == beneath);
        let (edge, half) = (frame.wave * 0.039, frame.wave * 0.061);
        if let Some(top) = top
            && crossed
            && top.end >= x + half
        {
            write!(
                f,
                r#"<path class="b-strand__edge" stroke-width="{:.2}" stroke-linecap="butt" d=""#,
                frame.thick * 1.9
            )?;
            frame.line(f, top.phase, x - edge, x + edge)?;
            f.write_str("\"/>")?;
            top.solid(frame, f, (x - half).max(0.0), x + half)?;
        }
        x += sixth;
    }
    Ok(())
}

fn ending(strand: &Drawn, frame: &Frame, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (x, y) = (frame.left + frame.length(), frame.y(frame.length(), strand.phase));
    if strand.end >= frame.length() - 0.01 {
        write!(
            f,
            r#"<circle class="b-strand-end b-strand--{}" cx="{x:.1}" cy="{y:.1}" r="{:.1}"/>"#,
            strand.name,
            frame.thick * 0.95
        )
    } else {
        write!(
            f,
            r#"<circle class="b-strand-end b-strand-end--open b-strand--{} {}" stroke-width="{:.1}" cx="{x:.1}" cy="{y:.1}" r="{:.1}"/>"#,
            strand.name,
            strand.class(),
            frame.thick * 0.51,
            frame.thick * 0.86
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(people: Strand, place: Strand, technology: Strand) -> String {
        Weave { people, place, technology }.to_string()
    }

    #[test]
    fn a_ready_session_has_three_closed_ends() {
        let drawn = drawn(Strand::Ready, Strand::Ready, Strand::Ready);
        assert_eq!(drawn.matches("<circle").count(), 3);
        assert!(!drawn.contains("--open") && !drawn.contains("is-ghost"));
    }

    #[test]
    fn a_gap_breaks_its_own_strand_only() {
        let drawn = drawn(Strand::Gap, Strand::Ready, Strand::Partly(0.5));
        assert_eq!(drawn.matches("--open b-strand--people is-g").count(), 1);
        assert_eq!(drawn.matches("--open b-strand--tech is-w").count(), 1);
        assert!(!drawn.contains("--open b-strand--place"));
    }

    #[test]
    fn what_is_not_needed_is_not_drawn() {
        let drawn = drawn(Strand::Ready, Strand::Ready, Strand::NotNeeded);
        assert!(!drawn.contains("b-strand--tech"));
        assert_eq!(drawn.matches("<circle").count(), 2);
    }

    #[test]
    fn a_small_weave_stays_small() {
        let size = drawn(Strand::Ready, Strand::Ready, Strand::Ready).len();
        assert!(size < 3_000, "{size} bytes");
    }
}
