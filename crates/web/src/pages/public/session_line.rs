//! One session in a list: when, what, for whom, and whether it will be held.

use crate::parts::{Icon, Strand, Weave};

/// A session as a line in a list.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// When it begins, set large: "6:30pm".
    pub time: String,
    /// Under the time: "Tonight", "to 8pm", "Thursday".
    pub under_time: String,
    /// The group's name.
    pub name: String,
    /// Where the line leads, without the prefix (`/groups/walk-and-talk`).
    pub path: String,
    /// One sentence on what it is or for whom.
    pub about: String,
    /// Two or three facts.
    pub chips: Vec<Chip>,
    /// Where it is: "Leith Library", "Online".
    pub place: String,
    /// How far it is, where that was asked and is known.
    pub far: Option<Far>,
    /// Whether it will be held.
    pub will: Will,
}

/// How far a session is from where somebody asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Far {
    /// "About 1.2 miles", "Anywhere".
    pub distance: String,
    /// "from EH6 8RG"; empty where one can be anywhere.
    pub from: String,
}

/// Whether a session will be held, as far as anyone can truly say.
#[derive(Clone, Debug, PartialEq)]
pub enum Will {
    /// Everything is there.
    Run,
    /// Something is still being found; what, in words ("We still need one person").
    Partly {
        /// The drawing of what is there.
        weave: Weave,
        /// What is still being found.
        words: String,
    },
    /// Called off, with the reason if there is one to give.
    CalledOff(String),
    /// Held at another time or place than usual: what is different, in words.
    Moved(String),
    /// A day nobody can speak for yet (a holiday not known).
    NotKnown,
}

impl Will {
    /// The cord of a session that has everything.
    pub fn ready_weave() -> Weave {
        Weave { people: Strand::Ready, place: Strand::Ready, technology: Strand::Ready }
    }
}

/// A fact in two or three words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The drawing beside it.
    pub icon: Icon,
    /// The words.
    pub words: String,
    /// Its ground.
    pub tone: ChipTone,
}

/// The ground of a chip. It repeats what the words say and never says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipTone {
    /// A plain fact.
    Plain,
    /// Welcoming: good for a first time.
    Moss,
    /// Here and now.
    Lamp,
    /// A line only.
    Line,
}

impl ChipTone {
    /// The class of the ground.
    pub fn class(self) -> &'static str {
        match self {
            ChipTone::Plain => "",
            ChipTone::Moss => " b-chip--moss",
            ChipTone::Lamp => " b-chip--lamp",
            ChipTone::Line => " b-chip--line",
        }
    }
}

impl Chip {
    /// A plain fact.
    pub fn plain(icon: Icon, words: impl Into<String>) -> Chip {
        Chip { icon, words: words.into(), tone: ChipTone::Plain }
    }

    /// A welcoming fact.
    pub fn moss(icon: Icon, words: impl Into<String>) -> Chip {
        Chip { icon, words: words.into(), tone: ChipTone::Moss }
    }
}

impl SessionLine {
    /// A line with nothing in it yet.
    pub fn empty() -> SessionLine {
        SessionLine {
            time: String::new(),
            under_time: String::new(),
            name: String::new(),
            path: String::new(),
            about: String::new(),
            chips: Vec::new(),
            place: String::new(),
            far: None,
            will: Will::Run,
        }
    }

    /// Three sessions of an invented week, for samples.
    pub fn samples() -> Vec<SessionLine> {
        let line = |time: &str, under: &str, name: &str, slug: &str, about: &str, place: &str| SessionLine {
            time: time.to_owned(),
            under_time: under.to_owned(),
            name: name.to_owned(),
            path: format!("/groups/{slug}"),
            about: about.to_owned(),
            chips: Vec::new(),
            place: place.to_owned(),
            far: None,
            will: Will::Run,
        };
        let mut shed = line(
            "6:30pm",
            "Tonight",
            "Men’s shed talk",
            "mens-shed-talk",
            "For men, in a warm workshop. Something to do with your hands.",
            "Ryrie Street Hall",
        );
        shed.chips = vec![Chip::plain(Icon::Door, "In the room"), Chip::moss(Icon::Leaf, "Good for a first time")];
        let mut craft = line(
            "2pm",
            "Thursday",
            "Craft and blether",
            "craft-and-blether",
            "Bring something to make, or use ours.",
            "Leith Library",
        );
        craft.chips = vec![Chip::plain(Icon::Door, "In the room"), Chip::moss(Icon::Check, "No need to book")];
        craft.will = Will::Partly {
            weave: Weave { people: Strand::Partly(0.5), place: Strand::Ready, technology: Strand::NotNeeded },
            words: "We still need one person to hold it".to_owned(),
        };
        let mut owls = line(
            "9pm",
            "Friday",
            "Night owls",
            "night-owls",
            "A quiet typed chat for when the night is long.",
            "Online",
        );
        owls.chips = vec![Chip::plain(Icon::Screen, "Online"), Chip::moss(Icon::Ear, "You can just read")];
        vec![shed, craft, owls]
    }
}
