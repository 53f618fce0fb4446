//! The small line drawings that stand beside words, never instead of them.

use std::fmt;

use askama::filters::HtmlSafe;
use askama::{FastWritable, Values};

macro_rules! icons {
    ($($(#[$doc:meta])+ $name:ident = $file:literal),+ $(,)?) => {
        /// A line drawing of 24 by 24, in the colour of the words beside it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])+ $name,)+ }

        impl Icon {
            /// Every drawing there is, for the page that shows them.
            pub const ALL: &[(Icon, &str)] = &[$((Icon::$name, $file),)+];

            /// The drawing as markup; hidden from screen readers, since the words say it.
            pub fn svg(self) -> &'static str {
                match self { $(Icon::$name => include_str!(concat!("../../assets/icons/", $file, ".svg")),)+ }
            }
        }
    };
}

icons! {
    /// Onward.
    Arrow = "arrow",
    /// Back.
    Back = "back",
    /// Good to know.
    Bulb = "bulb",
    /// By bus.
    Bus = "bus",
    /// Parking or by car.
    Car = "car",
    /// Done, kept, ready.
    Check = "check",
    /// A time or a limit.
    Clock = "clock",
    /// Tea, a café.
    Cup = "cup",
    /// In a room.
    Door = "door",
    /// You can just listen.
    Ear = "ear",
    /// Leave this page.
    Exit = "exit",
    /// A hand up; signing.
    Hand = "hand",
    /// Home.
    Home = "home",
    /// The organisation itself.
    Hut = "hut",
    /// Keys.
    Key = "key",
    /// Good for a first time.
    Leaf = "leaf",
    /// Private.
    Lock = "lock",
    /// More.
    More = "more",
    /// A note, a text.
    Note = "note",
    /// Still open: not done.
    Open = "open",
    /// Paused.
    Pause = "pause",
    /// People.
    People = "people",
    /// Ring.
    Phone = "phone",
    /// A place on the map.
    Pin = "pin",
    /// Add.
    Plus = "plus",
    /// Print.
    Print = "print",
    /// No steps.
    Ramp = "ramp",
    /// The rota.
    Rota = "rota",
    /// Online.
    Screen = "screen",
    /// Safety.
    Shield = "shield",
    /// Groups.
    Stones = "stones",
    /// Today.
    Sun = "sun",
    /// Swap.
    Swap = "swap",
    /// A quiet corner, seats.
    Tablechair = "tablechair",
    /// Toilets.
    Toilet = "toilet",
    /// On a walk, on foot.
    Walk = "walk",
    /// Gone quiet; weather.
    Wave = "wave",
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.svg())
    }
}

impl FastWritable for Icon {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(dest.write_str(self.svg())?)
    }
}

impl HtmlSafe for Icon {}
