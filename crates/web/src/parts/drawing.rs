//! The larger drawings: the lamp, the hills, the empty hut, the pebbles that count taps.

use std::fmt;

use askama::filters::HtmlSafe;

/// How large a part is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Beside a line of words.
    Small,
    /// In a card.
    Medium,
    /// As the main thing of a section.
    Large,
}

impl Size {
    /// The last letter of the class name.
    pub(crate) fn letter(self) -> char {
        match self {
            Size::Small => 's',
            Size::Medium => 'm',
            Size::Large => 'l',
        }
    }
}

/// Is anyone there? Lit only while two named people are there and the room is ready.
/// The words beside it always say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lamp {
    /// Someone is there now.
    Lit,
    /// Nobody yet.
    Out,
}

/// A lamp in one of its sizes.
#[derive(Clone, Copy)]
pub struct SizedLamp(Lamp, Size);

impl Lamp {
    /// The lamp in another size than the middle one.
    pub fn sized(self, size: Size) -> SizedLamp {
        SizedLamp(self, size)
    }
}

impl fmt::Display for Lamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SizedLamp(*self, Size::Medium).fmt(f)
    }
}

impl fmt::Display for SizedLamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (class, rest) = match self.0 {
            Lamp::Lit => ("lit", include_str!("../../assets/drawings/lamp-lit.svg")),
            Lamp::Out => ("out", include_str!("../../assets/drawings/lamp-out.svg")),
        };
        write!(f, "<svg class=\"b-lamp b-lamp--{class} b-lamp--{}\" {rest}", self.1.letter())
    }
}

impl HtmlSafe for Lamp {}
impl HtmlSafe for SizedLamp {}

/// The quiet pictures: never the only bearer of a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// The hut in the hills, on the front door and where one signs in.
    Land,
    /// The hills at the foot of a page.
    Ridge,
    /// The mark beside the organisation's name.
    Mark,
    /// Nothing here yet: the hut.
    Hut,
    /// Nothing here yet: the path.
    Path,
    /// Nothing here yet: the hills.
    Hills,
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Drawing::Land => include_str!("../../assets/drawings/land.svg"),
            Drawing::Ridge => include_str!("../../assets/drawings/ridge.svg"),
            Drawing::Mark => include_str!("../../assets/drawings/mark.svg"),
            Drawing::Hut => include_str!("../../assets/drawings/hut.svg"),
            Drawing::Path => include_str!("../../assets/drawings/path.svg"),
            Drawing::Hills => include_str!("../../assets/drawings/hills.svg"),
        })
    }
}

impl HtmlSafe for Drawing {}

/// Three pebbles on a dotted way: how far along the three taps are. Words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pebbles {
    /// How many are behind us, 0 to 3.
    pub done: u8,
}

const PEBBLES: [(&str, &str); 3] = [
    ("M4 14c0-6 4-9 10-9s9 4 9 9-4 8-10 8-9-3-9-8z", "m9 14 3.5 3.5 6.5-7.5"),
    ("M66 13c1-6 5-8 10-8s9 3 9 9-5 8-10 8-10-4-9-9z", "m71 14 3.5 3.5 6.5-7.5"),
    ("M128 14c0-5 3-9 9-9s10 4 10 9-4 8-9 8-10-2-10-8z", "m133 14 3.5 3.5 6.5-7.5"),
];

impl fmt::Display for Pebbles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(concat!(
            r#"<svg class="b-stepmark" viewBox="0 0 151 27" fill="none" aria-hidden="true" focusable="false">"#,
            r#"<path class="b-stepmark__way" d="M31 14h28M93 14h28" stroke="currentColor" stroke-width="2" "#,
            r#"stroke-dasharray=".1 5" stroke-linecap="round"/>"#
        ))?;
        for (at, (pebble, tick)) in (0u8..).zip(PEBBLES) {
            let class = match at.cmp(&self.done) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "here",
                std::cmp::Ordering::Greater => "next",
            };
            write!(f, r#"<path class="b-stepmark__{class}" d="{pebble}"/>"#)?;
            if at < self.done {
                write!(
                    f,
                    r#"<path class="b-stepmark__tick" d="{tick}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>"#
                )?;
            }
        }
        f.write_str("</svg>")
    }
}

impl HtmlSafe for Pebbles {}

/// The hours strip: 6am to midnight, where a way of reaching us is open, and a mark for now.
#[derive(Clone, Debug, Default)]
pub struct HoursStrip {
    /// Open spans as minutes since midnight.
    pub open: Vec<(u16, u16)>,
    /// Now, as minutes since midnight.
    pub now: u16,
}

impl HoursStrip {
    /// Minutes since midnight to a place on the drawing, held inside it.
    fn x(minutes: u16) -> f32 {
        let from_six = f32::from(minutes.saturating_sub(360)).min(1080.0);
        4.0 + from_six / 1080.0 * 292.0
    }
}

impl fmt::Display for HoursStrip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(concat!(
            r#"<svg class="b-strip" viewBox="0 0 300 18" fill="none" aria-hidden="true" focusable="false">"#,
            r#"<path class="b-strip__track" d="M4 9h292" stroke-width="1.5" stroke-dasharray=".1 5" stroke-linecap="round"/>"#
        ))?;
        for (from, to) in &self.open {
            let (x, end) = (Self::x(*from), Self::x(*to));
            write!(
                f,
                r#"<rect class="b-strip__open" x="{x:.1}" y="4.5" width="{:.1}" height="9" rx="4.5"/>"#,
                (end - x).max(9.0)
            )?;
        }
        let now = Self::x(self.now);
        write!(
            f,
            r#"<path class="b-strip__now" d="M{now:.1} 0v18" stroke-width="1.75"/><circle class="b-strip__dot" cx="{now:.1}" cy="9" r="3.5" stroke-width="1.25"/></svg>"#
        )
    }
}

impl HtmlSafe for HoursStrip {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lamp_says_whether_it_is_lit_in_its_class() {
        assert!(Lamp::Lit.to_string().starts_with("<svg class=\"b-lamp b-lamp--lit b-lamp--m\" viewBox"));
        assert!(Lamp::Out.sized(Size::Large).to_string().contains("b-lamp--out b-lamp--l"));
    }

    #[test]
    fn pebbles_count_what_is_done() {
        let drawn = Pebbles { done: 2 }.to_string();
        assert_eq!(drawn.matches("b-stepmark__done").count(), 2);
        assert_eq!(drawn.matches("b-stepmark__here").count(), 1);
        assert_eq!(Pebbles { done: 3 }.to_string().matches("b-stepmark__here").count(), 0);
    }

    #[test]
    fn hours_before_six_and_after_midnight_stay_on_the_strip() {
        let drawn = HoursStrip { open: vec![(0, 1440)], now: 10 }.to_string();
        assert!(drawn.contains(r#"x="4.0""#) && drawn.contains(r#"width="292.0""#), "{drawn}");
    }
}
