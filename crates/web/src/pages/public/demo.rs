//! The demonstration: whom one can be, what to try, moving the clock.

use askama::Template;

use crate::pages::{Frame, Page};
use crate::parts::{Icon, Stone};

/// `/demo`
#[derive(Clone, Template)]
#[template(path = "public/demo.html")]
pub struct Demo {
    /// What stands around it.
    pub frame: Frame,
    /// What the service's clock shows, in words.
    pub clock: String,
    /// Whom one can be.
    pub people: Vec<DemoPerson>,
    /// The other organisation's name and where its front door is.
    pub other: Option<(String, String)>,
}

/// Somebody one can be in the demonstration.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// The word in the address: `coordinator`.
    pub role: String,
    /// Their invented name.
    pub name: String,
    /// What they are here as: "Coordinator".
    pub hat: String,
    /// What one could try as them.
    pub try_this: String,
    /// Their stone.
    pub stone: Stone,
}

fn people() -> Vec<DemoPerson> {
    [
        ("coordinator", "Aileen Kerr", "Coordinator", "See what needs someone today, and take it."),
        ("supporter", "Joan Baird", "Peer supporter", "Hand back a seat and see who is asked."),
        ("safeguarding", "Sam Okafor", "Safeguarding lead", "Read a worry and say that you have it."),
        ("administrator", "Ishbel Reid", "Administrator", "Bring in the council’s list of groups."),
    ]
    .into_iter()
    .map(|(role, name, hat, try_this)| DemoPerson {
        role: role.to_owned(),
        name: name.to_owned(),
        hat: hat.to_owned(),
        try_this: try_this.to_owned(),
        stone: Stone::of(role, name),
    })
    .collect()
}

impl Page for Demo {
    const NAME: &'static str = "demo";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![(
            "full",
            Demo {
                frame: Frame::sample("/demo"),
                clock: "Wednesday 25 November, 9:14am".to_owned(),
                people: people(),
                other: Some(("Forth Valley Together".to_owned(), "/o/forth-valley".to_owned())),
            },
        )]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
