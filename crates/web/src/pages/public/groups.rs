//! What is on that I could go to: what suits, chosen in a form, and the list by day or the week.

use askama::Template;

use super::{Far, SessionLine, Will};
use crate::pages::{Frame, Page};
use crate::parts::{Choice, Drawing, Icon};

/// `/groups`
#[derive(Clone, Template)]
#[template(path = "public/groups.html")]
pub struct Groups {
    /// What stands around it.
    pub frame: Frame,
    /// How many groups there are to go to.
    pub count: usize,
    /// Over which days, and in which order.
    pub lead: String,
    /// The form with what was chosen.
    pub choosing: Choosing,
    /// What was chosen, each with the way to the list without it.
    pub chosen: Vec<Link>,
    /// The same as a list, without the prefix.
    pub as_list: String,
    /// The same as a week, without the prefix.
    pub as_week: String,
    /// The coming days that have something on; empty where the week is shown.
    pub days: Vec<DayList>,
    /// The week, where it is asked for.
    pub week: Option<Vec<WeekDay>>,
    /// Whether the week has more than fits on one page.
    pub week_is_cut: bool,
    /// What is nearest, where nothing fits.
    pub nothing: Option<Nothing>,
    /// Other services that say the words that were looked for; none where no words were.
    pub others: Option<Others>,
    /// The page before, without the prefix.
    pub previous: Option<String>,
    /// The page after, without the prefix.
    pub next: Option<String>,
}

/// What can be chosen, and which of it is.
#[derive(Clone)]
pub struct Choosing {
    /// Near what, as it was typed.
    pub near: String,
    /// What to put right about that; empty where there is nothing.
    pub near_error: String,
    /// How many miles are chosen.
    pub within: String,
    /// The distances as (value, words).
    pub miles: Vec<(String, String)>,
    /// The words, as they were typed.
    pub words: String,
    /// How one meets, and which of it is chosen.
    pub ways: (Vec<Choice>, Vec<String>),
    /// The days of the week.
    pub days: (Vec<Choice>, Vec<String>),
    /// The parts of the day.
    pub parts: (Vec<Choice>, Vec<String>),
    /// What the place must have.
    pub needs: (Vec<Choice>, Vec<String>),
    /// The kinds of group.
    pub kinds: (Vec<Choice>, Vec<String>),
    /// Whether the week is shown.
    pub as_week: bool,
}

/// Other services in which the words that were looked for were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others {
    /// How many there are.
    pub found: usize,
    /// The first of them by name.
    pub first: Vec<Link>,
    /// Where all of them are listed, without the prefix.
    pub all: String,
}

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub words: String,
    /// Where they lead, without the prefix.
    pub href: String,
}

/// The ways out where nothing fits.
pub type Instead = Vec<Link>;

/// Nothing fits.
#[derive(Clone)]
pub struct Nothing {
    /// Whether anything was chosen at all.
    pub chosen: bool,
    /// What nothing at all meets.
    pub met_by_none: Vec<String>,
    /// What comes near.
    pub instead: Instead,
}

/// One day with what is on.
#[derive(Clone)]
pub struct DayList {
    /// "Today", "Tomorrow", "Friday".
    pub name: String,
    /// "Wednesday 25 November".
    pub date: String,
    /// What is on, by time.
    pub sessions: Vec<SessionLine>,
}

/// One day of the week.
#[derive(Clone)]
pub struct WeekDay {
    /// "Today", "Tomorrow", "Friday".
    pub name: String,
    /// "25 November".
    pub date: String,
    /// Whether it is today.
    pub is_today: bool,
    /// Morning, afternoon and evening.
    pub parts: [Vec<WeekEntry>; 3],
}

/// A session in the week.
#[derive(Clone)]
pub struct WeekEntry {
    /// "6:30pm to 8pm".
    pub time: String,
    /// The group's name.
    pub name: String,
    /// Where the line leads, without the prefix.
    pub path: String,
    /// Where it is: "Leith Library", "Online".
    pub place: String,
    /// "In the room or online".
    pub how: String,
    /// How far that is; empty where that is not known.
    pub far: String,
    /// Whether it is called off.
    pub is_off: bool,
}

impl Groups {
    fn near_error(&self) -> Option<&str> {
        Some(self.choosing.near_error.as_str()).filter(|error| !error.is_empty())
    }

    /// The parts of the day in words, in their order.
    fn part_names(&self) -> [&str; 3] {
        use crate::words::key;
        [key("find-part-morning"), key("find-part-afternoon"), key("find-part-evening")].map(|key| self.frame.t(key))
    }

    /// A day of the week part by part, each with its name.
    fn parts_of<'d>(&'d self, day: &'d WeekDay) -> Vec<(&'d str, &'d [WeekEntry])> {
        self.part_names().into_iter().zip(day.parts.iter().map(Vec::as_slice)).collect()
    }
}

impl Choosing {
    fn sample() -> Choosing {
        let choices = |all: &[(&str, &str)]| all.iter().map(|(value, words)| Choice::new(value, words)).collect();
        Choosing {
            near: String::new(),
            near_error: String::new(),
            within: String::new(),
            miles: vec![(String::new(), "Any distance".to_owned()), ("3".to_owned(), "3 miles".to_owned())],
            words: String::new(),
            ways: (choices(&[("room", "In a room"), ("online", "Online"), ("phone", "By phone")]), Vec::new()),
            days: (choices(&[("mon", "Monday"), ("tue", "Tuesday")]), Vec::new()),
            parts: (choices(&[("morning", "Morning"), ("evening", "Evening")]), Vec::new()),
            needs: (choices(&[("step-free", "there are no steps"), ("noise", "it is quiet")]), Vec::new()),
            kinds: (choices(&[("drop-in", "Just turn up"), ("course", "A course")]), Vec::new()),
            as_week: false,
        }
    }
}

fn link(words: &str, href: &str) -> Link {
    Link { words: words.to_owned(), href: href.to_owned() }
}

impl Page for Groups {
    const NAME: &'static str = "groups";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut sessions = SessionLine::samples();
        for session in &mut sessions {
            "to 8pm".clone_into(&mut session.under_time);
        }
        let off = SessionLine {
            will: Will::CalledOff("The library is shut for repairs.".to_owned()),
            name: "Tea and company".to_owned(),
            ..sessions.first().cloned().unwrap_or_else(SessionLine::empty)
        };
        let moved = SessionLine {
            will: Will::Moved("At Leith Library this week.".to_owned()),
            name: "Walk and talk".to_owned(),
            ..off.clone()
        };
        let unknown = SessionLine { will: Will::NotKnown, name: "New year walk".to_owned(), ..off.clone() };
        let day = |name: &str, date: &str, sessions: Vec<SessionLine>| DayList {
            name: name.to_owned(),
            date: date.to_owned(),
            sessions,
        };
        let full = Groups {
            frame: Frame::sample("/groups"),
            count: 6,
            lead: "In the next two weeks. You can just listen at any of them.".to_owned(),
            choosing: Choosing::sample(),
            chosen: Vec::new(),
            as_list: "/groups".to_owned(),
            as_week: "/groups?as=week".to_owned(),
            days: vec![
                day("Today", "Wednesday 25 November", sessions.clone()),
                day("Tomorrow", "Thursday 26 November", vec![off.clone(), moved, unknown]),
            ],
            week: None,
            week_is_cut: false,
            nothing: None,
            others: None,
            previous: None,
            next: Some("/groups?from=2026-12-09".to_owned()),
        };
        let empty = Groups {
            days: Vec::new(),
            count: 0,
            next: None,
            nothing: Some(Nothing { chosen: false, met_by_none: Vec::new(), instead: Vec::new() }),
            ..full.clone()
        };
        let one = Groups { count: 1, days: full.days.iter().take(1).cloned().collect(), ..full.clone() };
        let [near, no_fit, unknown_place] = Groups::chosen_samples(&full, sessions);
        let week = Groups::week_sample(&full, &off);
        vec![
            ("full", full),
            ("empty", empty),
            ("one", one),
            ("near", near),
            ("no-fit", no_fit),
            ("unknown-place", unknown_place),
            ("week", week),
        ]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Groups {
    /// What was chosen fits some, fits nothing, or is near a place that nobody knows.
    fn chosen_samples(full: &Groups, mut sessions: Vec<SessionLine>) -> [Groups; 3] {
        for (session, (distance, from)) in sessions.iter_mut().zip([
            ("About 1.2 miles", "from EH6 8RG"),
            ("About 2 miles", "from EH6 8RG"),
            ("Anywhere", ""),
        ]) {
            session.far = Some(Far { distance: distance.to_owned(), from: from.to_owned() });
        }
        let mut choosing = Choosing::sample();
        "EH6 8RG".clone_into(&mut choosing.near);
        choosing.ways.1 = vec!["room".to_owned()];
        let near = Groups {
            count: 3,
            lead: "In the next two weeks. Nearest first on each day.".to_owned(),
            choosing: choosing.clone(),
            chosen: vec![link("Near EH6 8RG", "/groups?way=room"), link("In a room", "/groups?near=EH6+8RG")],
            days: vec![DayList { name: "Today".to_owned(), date: "Wednesday 25 November".to_owned(), sessions }],
            ..full.clone()
        };
        let no_fit = Groups {
            count: 0,
            chosen: vec![link("Tuesday", "/groups?need=step-free"), link("there are no steps", "/groups?day=tue")],
            days: Vec::new(),
            nothing: Some(Nothing {
                chosen: true,
                met_by_none: vec!["Tuesday".to_owned()],
                instead: vec![
                    link("The next that fits is on Tuesday 15 December", "/groups?day=tue&from=2026-12-15"),
                    link("3 on other days", "/groups?need=step-free"),
                ],
            }),
            others: Some(Others {
                found: 4,
                first: vec![
                    link("Carers of Leith", "/directory/carers-of-leith"),
                    link("The Listening Room", "/directory/the-listening-room"),
                ],
                all: "/directory?words=carers".to_owned(),
            }),
            next: None,
            ..near.clone()
        };
        "EH6 8ZZ".clone_into(&mut choosing.near);
        "We do not know this postcode.".clone_into(&mut choosing.near_error);
        let unknown_place = Groups {
            choosing,
            chosen: vec![link("Near EH6 8ZZ", "/groups")],
            previous: Some("/groups?near=EH6+8ZZ".to_owned()),
            ..full.clone()
        };
        [near, no_fit, unknown_place]
    }

    fn week_sample(full: &Groups, off: &SessionLine) -> Groups {
        let entry = |is_off: bool| WeekEntry {
            time: "6:30pm to 8pm".to_owned(),
            name: off.name.clone(),
            path: off.path.clone(),
            place: off.place.clone(),
            how: "In the room".to_owned(),
            far: "About 1.2 miles".to_owned(),
            is_off,
        };
        let day = |name: &str, date: &str, parts: [Vec<WeekEntry>; 3]| WeekDay {
            is_today: name == "Today",
            name: name.to_owned(),
            date: date.to_owned(),
            parts,
        };
        let week = vec![
            day("Today", "25 November", [vec![entry(false)], Vec::new(), vec![entry(false), entry(true)]]),
            day("Tomorrow", "26 November", [Vec::new(), Vec::new(), Vec::new()]),
        ];
        Groups { days: Vec::new(), week: Some(week), week_is_cut: true, ..full.clone() }
    }
}
