//! What is printed of a group for everybody: a poster to hang on a door, cards to cut out.

use askama::Template;

use crate::pages::{Frame, Page};
use crate::parts::{Drawing, Icon, Square};

/// A group in the few words that paper has room for.
#[derive(Clone, Debug, Default)]
pub struct OnPaper {
    /// The group's name.
    pub name: String,
    /// What it is, shortened to what fits.
    pub about: String,
    /// "Fridays, 11am to 12:30pm".
    pub when: String,
    /// The usual place; empty where there is none.
    pub place: String,
    /// Its address on one line; may be empty.
    pub address: String,
    /// Whether one can be anywhere.
    pub from_anywhere: bool,
    /// How one meets: "Online".
    pub how: String,
    /// What the door is like.
    pub door: String,
    /// For whom.
    pub for_whom: String,
    /// The number of the organisation; empty where it has none.
    pub phone: String,
    /// Where its page is, as one types it; empty where the service does not know its own address.
    pub site: String,
    /// The same as a code; none is drawn where it is too long for one.
    pub square: Square,
}

/// `/groups/{slug}/poster`
#[derive(Clone, Template)]
#[template(path = "public/poster.html")]
pub struct Poster {
    /// What stands around it.
    pub frame: Frame,
    /// The group.
    pub group: OnPaper,
    /// The group's page, without the prefix.
    pub href: String,
    /// Whether all of it is in large type.
    pub large: bool,
    /// False until the organisation has opened it to the public.
    pub open: bool,
}

/// `/groups/{slug}/card`
#[derive(Clone, Template)]
#[template(path = "public/cards.html")]
pub struct Cards {
    /// What stands around them.
    pub frame: Frame,
    /// The group.
    pub group: OnPaper,
    /// The group's page, without the prefix.
    pub href: String,
    /// False until the organisation has opened it to the public.
    pub open: bool,
}

impl Poster {
    /// Long names are set smaller.
    fn long(&self) -> &'static str {
        if self.group.name.chars().count() > 28 { " b-poster__what--long" } else { "" }
    }

    fn type_class(&self) -> &'static str {
        if self.large { " b-poster--large" } else { "" }
    }
}

impl OnPaper {
    fn sample() -> OnPaper {
        OnPaper {
            name: "Walk and talk".to_owned(),
            about: "A slow walk by the river with eight or nine others, then tea.".to_owned(),
            when: "Fridays, 11am to 12:30pm".to_owned(),
            place: "Ryrie Street Hall".to_owned(),
            address: "4 Ryrie Street, Edinburgh".to_owned(),
            from_anywhere: false,
            how: "In the room".to_owned(),
            door: "Open. You can just turn up.".to_owned(),
            for_whom: "Anyone over 18".to_owned(),
            phone: "0131 496 0140".to_owned(),
            site: "bothy.example/groups/walk-and-talk".to_owned(),
            square: Square::of("https://bothy.example/groups/walk-and-talk"),
        }
    }

    /// Where nothing more is known than a name, and the service does not know where it is.
    fn bare() -> OnPaper {
        OnPaper { name: "Walk and talk".to_owned(), ..OnPaper::default() }
    }
}

impl Page for Poster {
    const NAME: &'static str = "poster";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Poster {
            frame: Frame::sample("/groups/walk-and-talk/poster"),
            group: OnPaper::sample(),
            href: "/groups/walk-and-talk".to_owned(),
            large: false,
            open: true,
        };
        let large = Poster { large: true, ..full.clone() };
        let no_address = Poster {
            group: OnPaper { site: String::new(), square: Square::default(), ..OnPaper::sample() },
            ..full.clone()
        };
        let mut too_long = full.clone();
        too_long.group.name = "A group with a very long name for people who have been through a lot".to_owned();
        too_long.group.square = Square::default();
        let mut bare = Poster { group: OnPaper::bare(), ..full.clone() };
        bare.frame.help = crate::pages::HelpNow::default();
        let mut online = full.clone();
        (online.group.place, online.group.address) = (String::new(), String::new());
        online.group.from_anywhere = true;
        let shut = Poster { open: false, ..full.clone() };
        vec![
            ("full", full),
            ("large", large),
            ("no-address", no_address),
            ("too-long", too_long),
            ("bare", bare),
            ("online", online),
            ("not-open", shut),
        ]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Cards {
    const NAME: &'static str = "cards";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Cards {
            frame: Frame::sample("/groups/walk-and-talk/card"),
            group: OnPaper::sample(),
            href: "/groups/walk-and-talk".to_owned(),
            open: true,
        };
        let mut bare = Cards { group: OnPaper::bare(), ..full.clone() };
        bare.frame.help = crate::pages::HelpNow::default();
        let shut = Cards { open: false, ..full.clone() };
        vec![("full", full), ("bare", bare), ("not-open", shut)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
