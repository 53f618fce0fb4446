//! A group from the inside: what it is, whether it is open to the public, its series and next sessions.

use askama::Template;
use bothy_domain::groups::GroupKind;

use super::asked::QuestionFields;
use super::own_facts::{CourseFields, OwnFields};
use super::parts::{Acts, Ready, Stale};
use super::series::SeriesFields;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Choice, Errors, Lamp, Size, Strand};

/// A group from the inside, for a coordinator.
#[derive(Clone, Template)]
#[template(path = "staff/group_inside.html")]
pub struct GroupInside {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// The part of its address that names it.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is, as it stands in the form.
    pub fields: GroupFields,
    /// The kinds a group may be of, with a hint each.
    pub kinds: Vec<Choice>,
    /// Whether the public sees it.
    pub open: bool,
    /// What is missing before it may open to the public, a sentence each.
    pub before_opening: Vec<String>,
    /// The parts of its material; none where it is no course.
    pub course: Option<CourseFields>,
    /// What people ask, and its answers.
    pub asked: QuestionFields,
    /// Its rules in words.
    pub series: Vec<SeriesLine>,
    /// Its next sessions.
    pub sessions: Vec<GroupSession>,
    /// The form for a new series.
    pub new_series: SeriesFields,
    /// What to put right.
    pub errors: Errors,
    /// What somebody else changed meanwhile.
    pub stale: Option<Stale>,
}

/// What a group says of itself.
#[derive(Clone, Default)]
pub struct GroupFields {
    /// The version the form was printed from.
    pub version: String,
    /// What it is for.
    pub purpose: String,
    /// For whom.
    pub for_whom: String,
    /// What happens.
    pub what_happens: String,
    /// How to come.
    pub how_to_come: String,
    /// Open, drop-in, closed or rolling, as the value of `kinds`.
    pub kind: String,
    /// The least number of facilitators.
    pub minimum: String,
    /// Why that number is changed, as typed.
    pub why: String,
    /// The facts of its kind.
    pub own: OwnFields,
}

/// A series of a group.
#[derive(Clone)]
pub struct SeriesLine {
    /// Its id.
    pub id: String,
    /// "Every Thursday, 6:30pm to 8pm, from 1 October 2026".
    pub rule: String,
    /// "Ryrie Street Hall, Room 2, and online. Off on bank holidays".
    pub where_it_is: String,
    /// How people come in from afar and are let in, a line each; empty where nobody does.
    pub way_in: Vec<String>,
    /// Its weeks off that are not over, a line each.
    pub weeks_off: Vec<String>,
}

/// A coming session of a group.
#[derive(Clone)]
pub struct GroupSession {
    /// "Thursday 26 November, 6:30pm".
    pub when: String,
    /// The session, without the prefix.
    pub href: String,
    /// How it stands.
    pub ready: Ready,
}

impl GroupInside {
    /// Whether something in the form of a new series wants to be put right.
    fn series_errors(&self) -> bool {
        self.errors.0.iter().any(|error| error.field.starts_with("series-"))
    }
}

impl GroupInside {
    /// A closed group whose last day is missing, a course, and a walk.
    fn of_kinds(&self) -> [(&'static str, Self); 3] {
        let mut cohort = self.clone();
        cohort.fields.kind = "closed-cohort".to_owned();
        cohort.fields.own = OwnFields::sample(GroupKind::ClosedCohort);
        cohort.errors.add("last", "Say on which day it ends.");
        let mut course = self.clone();
        course.fields.kind = "course".to_owned();
        course.fields.own = OwnFields::sample(GroupKind::Course);
        course.course = Some(CourseFields::sample());
        let mut walk = self.clone();
        walk.fields.own = OwnFields::sample(GroupKind::Activity);
        [("cohort", cohort), ("course", course), ("walk", walk)]
    }
}

impl Page for GroupInside {
    const NAME: &'static str = "group-inside";

    fn samples() -> Vec<(&'static str, Self)> {
        let session = |when: &str, ready: Ready| GroupSession {
            when: when.to_owned(),
            href: "/sessions/session_1".to_owned(),
            ready,
        };
        let full = GroupInside {
            frame: Frame { path: "/groups/carers-circle/inside".to_owned(), ..Frame::sample_staff(Tab::Groups) },
            acts: Acts::sample(),
            slug: "carers-circle".to_owned(),
            name: "Carers’ circle".to_owned(),
            fields: GroupFields {
                version: "3".to_owned(),
                purpose: "A place to talk with others who look after someone.".to_owned(),
                for_whom: "Anyone who looks after a friend or relative.".to_owned(),
                what_happens: "A round of hellos, then talk. You can just listen.".to_owned(),
                how_to_come: "Just come. The green door with the ramp.".to_owned(),
                kind: "drop-in".to_owned(),
                minimum: "2".to_owned(),
                why: String::new(),
                own: OwnFields::sample(GroupKind::DropIn),
            },
            kinds: vec![
                Choice::with_hint("open", "Open", "People join when they like and stay as long as they like"),
                Choice::with_hint("drop-in", "Drop-in", "Anyone may come, with no word before"),
                Choice::with_hint("closed", "Closed", "The same people from first to last"),
                Choice::with_hint("rolling", "Rolling", "A place comes free, someone new joins"),
            ],
            open: true,
            before_opening: Vec::new(),
            course: None,
            asked: QuestionFields::sample(),
            series: vec![SeriesLine {
                id: "series_1".to_owned(),
                rule: "Every Thursday, 6:30pm to 8pm, from 1 October 2026".to_owned(),
                where_it_is: "Ryrie Street Hall, Room 2, and online. Off on bank holidays.".to_owned(),
                way_in: vec![
                    "https://meet.example.org/carers".to_owned(),
                    "One of us lets each person in".to_owned(),
                    "Locked: 10 minutes after it starts".to_owned(),
                ],
                weeks_off: vec!["Off: 21 December to 3 January 2027 (Winter break)".to_owned()],
            }],
            sessions: vec![
                session(
                    "Tomorrow, 6:30pm",
                    Ready::sample(Strand::Gap, Strand::Partly(0.6), Strand::Ready, "A second facilitator to find"),
                ),
                session(
                    "Thursday 3 December, 6:30pm",
                    Ready::sample(Strand::Ready, Strand::Ready, Strand::Ready, "Ready"),
                ),
            ],
            new_series: SeriesFields::sample(),
            errors: Errors::default(),
            stale: None,
        };
        let new = GroupInside {
            open: false,
            before_opening: vec![
                "Nobody is named to read worries. Two people are needed, so that one may be ill.".to_owned(),
                "It says nothing yet of what happens.".to_owned(),
            ],
            series: Vec::new(),
            sessions: Vec::new(),
            ..full.clone()
        };
        let ready_to_open = GroupInside { open: false, ..full.clone() };
        let mut stale = full.clone();
        stale.stale = Some(Stale::sample("How to come", "Ring Tam first.", "Just come. The green door with the ramp."));
        stale.errors.add("minimum", "A group has at least one facilitator. How many does this one ask for?");
        stale.errors.add("series-start", "We could not read 25:00. Could you write it as 18:30?");
        let mut all = vec![("new", new), ("ready-to-open", ready_to_open), ("stale", stale)];
        all.extend(full.of_kinds());
        all.insert(0, ("full", full));
        all
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
