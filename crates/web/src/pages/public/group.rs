//! One group as anyone may see it: what it is like, will it run, how to get in.

use askama::Template;

use super::{SessionLine, Will};
use crate::pages::staff::DoorPicture;
use crate::pages::{Frame, Page};
use crate::parts::{Drawing, Icon, Lamp, Size, Strand, Weave};

/// `/groups/{slug}`
#[derive(Clone, Template)]
#[template(path = "public/group.html")]
pub struct Group {
    /// What stands around it.
    pub frame: Frame,
    /// The group's name.
    pub name: String,
    /// One or two sentences on what it is.
    pub about: String,
    /// The rule in words: "Fridays, 11am to 12:30pm".
    pub when: String,
    /// Where one is, when there is no room to come to: "At home, or wherever you are".
    pub from_anywhere: bool,
    /// How one meets: "In the room", "Online".
    pub how: String,
    /// For whom: "Anyone over 18".
    pub for_whom: String,
    /// Who may come, and when: "Drop-in: anyone may come, with no word before."
    pub kind: String,
    /// The facts that belong to its kind, a line each: "From 12 January to 30 March 2027".
    pub own: Vec<String>,
    /// What the door is like: "Open. You can just turn up."
    pub door: String,
    /// Where the calendar file is, without the prefix.
    pub calendar: String,
    /// Where this page is, without the prefix.
    pub href: String,
    /// The next one that is not called off; none where nothing is planned.
    pub next: Option<NextSession>,
    /// What happens, in order; empty where the group has not said.
    pub order: Vec<OrderStep>,
    /// What people ask before they come, and the answers.
    pub questions: Vec<Asked>,
    /// The usual place.
    pub place: Option<PlaceFacts>,
    /// The coming sessions, with those that are off or not as usual.
    pub coming: Vec<SessionLine>,
    /// False until the organisation has opened it to the public.
    pub open: bool,
    /// Whether it is shown and printed in large type.
    pub large: bool,
    /// Its next sessions in the words of schema.org, ready to stand in the page; empty where there is none.
    pub events: String,
}

/// The next session.
#[derive(Clone, Debug)]
pub struct NextSession {
    /// "Friday, 11am".
    pub when: String,
    /// The same as RFC 3339, for machines.
    pub starts: String,
    /// Lit only while two named people are there and the room is ready.
    pub lamp: Lamp,
    /// What there is of it.
    pub weave: Weave,
    /// Whether it will be held, in a sentence.
    pub words: String,
    /// Whether it stands out as off or moved.
    pub will: Will,
    /// Where.
    pub place: String,
}

/// One part of what happens.
#[derive(Clone, Debug)]
pub struct OrderStep {
    /// "10:50am"; may be empty.
    pub time: String,
    /// "Meet at the green door".
    pub what: String,
    /// One or two sentences.
    pub words: String,
}

impl OrderStep {
    /// One line of what happens: `10:50am | Meet at the door | Rhona is there early.`
    pub fn of_line(line: &str) -> Option<OrderStep> {
        let mut parts = line.split('|').map(|part| part.trim().to_owned());
        let first = parts.next().filter(|first| !line.trim().is_empty() || !first.is_empty())?;
        Some(match (parts.next(), parts.next()) {
            (Some(what), words) => OrderStep { time: first, what, words: words.unwrap_or_default() },
            (None, _) => OrderStep { time: String::new(), what: first, words: String::new() },
        })
    }
}

/// A question that people ask before they come, and the answer.
#[derive(Clone, Debug)]
pub struct Asked {
    /// "Can I just listen?"
    pub question: String,
    /// The answer, with the lines it was written in.
    pub answer: String,
}

/// A place as a visitor needs it.
#[derive(Clone, Debug)]
pub struct PlaceFacts {
    /// Its name.
    pub name: String,
    /// Its address on one line.
    pub address: String,
    /// Where a map on another site shows it.
    pub map: Option<String>,
    /// Where a walk starts: name and address; empty where it is no walk.
    pub starts: String,
    /// How to find the door; may be empty.
    pub directions: String,
    /// When that was checked.
    pub directions_checked: String,
    /// A picture of the door.
    pub picture: Option<DoorPicture>,
    /// What getting in is like.
    pub facts: Vec<AccessFact>,
}

/// One fact about getting in.
#[derive(Clone, Debug)]
pub struct AccessFact {
    /// The drawing.
    pub icon: Icon,
    /// The fact: "No steps at the door".
    pub words: String,
    /// "Checked 2 November", or that nobody has looked yet.
    pub checked: String,
    /// The class of less good news.
    pub tone: FactTone,
}

/// Whether a fact helps or hinders. The words say it; the ground only repeats it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactTone {
    /// It helps.
    Good,
    /// It may hinder, or is not known.
    LessGood,
}

impl FactTone {
    fn class(self) -> &'static str {
        match self {
            FactTone::Good => "",
            FactTone::LessGood => " b-fact--no",
        }
    }
}

impl Group {
    #[allow(clippy::too_many_lines, reason = "one sample page, read at a glance")]
    fn sample() -> Group {
        let step = |time: &str, what: &str, words: &str| OrderStep {
            time: time.to_owned(),
            what: what.to_owned(),
            words: words.to_owned(),
        };
        let fact = |icon: Icon, words: &str, checked: &str, tone: FactTone| AccessFact {
            icon,
            words: words.to_owned(),
            checked: checked.to_owned(),
            tone,
        };
        let mut coming = SessionLine::samples();
        for (line, (time, under)) in coming.iter_mut().zip([
            ("11am", "Friday 27 November"),
            ("11am", "Friday 4 December"),
            ("1pm", "Friday 11 December"),
        ]) {
            "Walk and talk".clone_into(&mut line.name);
            time.clone_into(&mut line.time);
            under.clone_into(&mut line.under_time);
            line.about.clear();
            line.chips.clear();
            "Ryrie Street Hall".clone_into(&mut line.place);
        }
        if let [_, second, third] = coming.as_mut_slice() {
            second.will = Will::CalledOff("The path is shut for works.".to_owned());
            third.will = Will::Moved("An hour later than usual.".to_owned());
        }
        Group {
            frame: Frame::sample("/groups/walk-and-talk"),
            name: "Walk and talk".to_owned(),
            about: "A slow walk by the river with eight or nine others, then tea. Talk about anything, or nothing."
                .to_owned(),
            when: "Fridays, 11am to 12:30pm".to_owned(),
            from_anywhere: false,
            how: "On a walk, then in the room".to_owned(),
            for_whom: "Anyone over 18".to_owned(),
            kind: "A walk or something to do. People come for what is done together.".to_owned(),
            own: vec!["Two miles on a flat path. There are benches.".to_owned()],
            door: "Open. You can just turn up.".to_owned(),
            calendar: "/groups/walk-and-talk.ics".to_owned(),
            href: "/groups/walk-and-talk".to_owned(),
            next: Some(NextSession {
                when: "Friday, 11am".to_owned(),
                starts: "2026-11-27T11:00:00Z".to_owned(),
                lamp: Lamp::Out,
                weave: Weave { people: Strand::Ready, place: Strand::Ready, technology: Strand::NotNeeded },
                words: "It is on. Two people will be there.".to_owned(),
                will: Will::Run,
                place: "Ryrie Street Hall, EH6".to_owned(),
            }),
            order: vec![
                step("10:50am", "Meet at the green door", "Rhona is there early, in a yellow scarf."),
                step("11am", "Say your name, if you like", "We read out what the group agreed. It takes two minutes."),
                step("11:10am", "Walk", "Two miles, flat, on a good path. One of us stays at the back."),
                step("12:15pm", "Tea in the hall", "You can go home before this part. Just tell one of us."),
            ],
            questions: [
                ("Can I bring my dog?", "Yes, on a lead. Two of us bring ours."),
                ("What if I cannot keep up?", "One of us stays at the back and walks as slowly as you do."),
            ]
            .map(|(question, answer)| Asked { question: question.to_owned(), answer: answer.to_owned() })
            .to_vec(),
            place: Some(PlaceFacts {
                name: "Ryrie Street Hall".to_owned(),
                address: "4 Ryrie Street, Edinburgh".to_owned(),
                map: Some("https://www.openstreetmap.org/?mlat=55.97&mlon=-3.17#map=17/55.97/-3.17".to_owned()),
                directions: "Go past the big steps. The way in is the green door on the left, with a ramp.".to_owned(),
                starts: String::new(),
                directions_checked: "Checked 2 November".to_owned(),
                picture: Some(DoorPicture::sample()),
                facts: vec![
                    fact(Icon::Ramp, "No steps at the door", "Checked 2 November", FactTone::Good),
                    fact(
                        Icon::Toilet,
                        "A toilet for wheelchairs, on the ground floor",
                        "Checked 2 November",
                        FactTone::Good,
                    ),
                    fact(Icon::Bus, "Stop at the door: 16 and 22", "Checked 2 November", FactTone::Good),
                    fact(Icon::Ear, "No hearing loop", "Nobody has looked since 3 March", FactTone::LessGood),
                ],
            }),
            coming,
            open: true,
            large: false,
            events: "[]".to_owned(),
        }
    }
}

impl Page for Group {
    const NAME: &'static str = "group";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Group::sample();
        let mut gap = full.clone();
        if let Some(next) = &mut gap.next {
            next.weave.people = Strand::Gap;
            "We still need one person to hold it. We will say here by Thursday if it is off."
                .clone_into(&mut next.words);
        }
        let mut on_now = full.clone();
        if let Some(next) = &mut on_now.next {
            next.lamp = Lamp::Lit;
            "The lamp is lit. Rhona and Donnie are there now.".clone_into(&mut next.words);
        }
        let mut bare = Group {
            order: Vec::new(),
            questions: Vec::new(),
            place: None,
            next: None,
            coming: Vec::new(),
            ..full.clone()
        };
        bare.for_whom.clear();
        let mut walk = full.clone();
        if let Some(place) = &mut walk.place {
            "River path".clone_into(&mut place.name);
            "From the hall to the weir and back".clone_into(&mut place.address);
            "Ryrie Street Hall, 4 Ryrie Street, Edinburgh".clone_into(&mut place.starts);
            place.picture = None;
            let fact = |icon: Icon, words: &str| AccessFact {
                icon,
                words: words.to_owned(),
                checked: "Checked 2 November".to_owned(),
                tone: FactTone::Good,
            };
            place.facts = vec![
                fact(Icon::Walk, "3.2 km, about 2 miles"),
                fact(Icon::Ramp, "Ground underfoot: a wide, firm path"),
                fact(Icon::Phone, "Phone signal: none by the weir"),
            ];
        }
        let large = Group { large: true, ..full.clone() };
        let shut = Group { open: false, ..bare.clone() };
        vec![
            ("full", full),
            ("gap", gap),
            ("on-now", on_now),
            ("bare", bare),
            ("walk", walk),
            ("large", large),
            ("not-open", shut),
        ]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
