//! The week: gaps first, then a table of days by parts of the day, then who carries how much.

use askama::Template;

use super::parts::{Acts, Person, Ready, clock};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Icon, Pressing, PromiseClock, Size, Stone, Strand};

/// A week of sessions.
#[derive(Clone, Template)]
#[template(path = "staff/rota.html")]
pub struct Rota {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// "23 to 29 November".
    pub dates: String,
    /// The query of the week before: "/rota?from=2026-11-16".
    pub previous: String,
    /// The query of the week that is now.
    pub this: String,
    /// Whether it is the week that is shown.
    pub this_is_shown: bool,
    /// The query of the week after.
    pub next: String,
    /// The week pack of this week, without the prefix.
    pub pack: String,
    /// The branches to choose from; empty where there is only one.
    pub branches: Vec<RotaBranch>,
    /// The id of the one that is looked at; empty where it is all of them.
    pub branch: String,
    /// What was passed on or swapped a moment ago, to undo it.
    pub changed: Option<Changed>,
    /// What is missing, by when it begins.
    pub gaps: Vec<RotaGap>,
    /// The others, one press away.
    pub more_gaps: Vec<RotaGap>,
    /// The seven days.
    pub days: Vec<RotaDay>,
    /// Who carries how much, whoever carries most first.
    pub loads: Vec<Load>,
    /// The others.
    pub more_loads: Vec<Load>,
}

/// What was passed on or swapped.
#[derive(Clone)]
pub struct Changed {
    /// "Swapped." or "Passed on."
    pub what: String,
    /// "Kirsty has Tuesday group on Tuesday 24 November at 7pm. Before: Joan."
    pub lines: Vec<String>,
    /// The act to undo; empty where it can’t be undone any more.
    pub undo: String,
}

/// A branch to choose.
#[derive(Clone)]
pub struct RotaBranch {
    /// "North".
    pub name: String,
    /// The same week in this branch, without the prefix.
    pub href: String,
    /// Whether it is the one that is shown.
    pub chosen: bool,
}

/// A seat that nobody has.
#[derive(Clone)]
pub struct RotaGap {
    /// The seat's id, for the form that asks; empty where nobody could be asked.
    pub seat: String,
    /// "Walk and talk needs a walk leader".
    pub what: String,
    /// The seat on its session's page, without the prefix.
    pub href: String,
    /// "Three people could. Joan was asked at 8:41am."
    pub why: String,
    /// Until it begins.
    pub clock: PromiseClock,
}

/// A day.
#[derive(Clone)]
pub struct RotaDay {
    /// "Monday".
    pub name: String,
    /// "23".
    pub number: String,
    /// "November".
    pub month: String,
    /// Whether it is today.
    pub today: bool,
    /// Its sessions of the morning, the afternoon and the evening, by time.
    pub parts: Vec<Vec<RotaSession>>,
}

impl RotaDay {
    fn is_empty(&self) -> bool {
        self.parts.iter().all(Vec::is_empty)
    }
}

/// A session on the rota.
#[derive(Clone)]
pub struct RotaSession {
    /// "6:30pm".
    pub time: String,
    /// The group.
    pub name: String,
    /// The session, without the prefix.
    pub href: String,
    /// "Ryrie Street Hall. North".
    pub at: String,
    /// Its seats.
    pub seats: Vec<RotaSeat>,
    /// How it stands.
    pub ready: Ready,
    /// Whether the words of how it stands say more than the names do.
    pub open: bool,
    /// Whether it is called off.
    pub off: bool,
}

/// A seat on the rota.
#[derive(Clone)]
pub struct RotaSeat {
    /// "Facilitator".
    pub role: String,
    /// Who has it; none where nobody does.
    pub person: Option<Person>,
    /// Where it changes hands, without the prefix; empty once it has begun.
    pub href: String,
    /// What is hard on them, in words.
    pub hard: Vec<String>,
}

/// How much somebody carries in a week, against their own limit.
#[derive(Clone)]
pub struct Load {
    /// Who.
    pub person: Person,
    /// How many seats they hold.
    pub held: u16,
    /// How many they said are enough; none means they set no limit.
    pub limit: Option<u16>,
}

impl Load {
    pub(super) fn free(&self) -> u16 {
        self.limit.unwrap_or(self.held).saturating_sub(self.held)
    }

    pub(super) fn held_count(&self) -> u32 {
        u32::from(self.held)
    }

    pub(super) fn limit_count(&self) -> u32 {
        u32::from(self.limit.unwrap_or(0))
    }

    pub(super) fn enough(&self) -> bool {
        self.limit.is_some_and(|limit| self.held >= limit)
    }
}

impl Rota {
    fn nothing_on(&self) -> bool {
        self.days.iter().all(RotaDay::is_empty)
    }

    fn count_of_gaps(&self) -> usize {
        self.gaps.len().saturating_add(self.more_gaps.len())
    }

    fn full() -> Rota {
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let days = names.into_iter().zip(23..).map(|(name, number)| RotaDay {
            name: name.to_owned(),
            number: format!("{number}"),
            month: "November".to_owned(),
            today: number == 25,
            parts: sample_parts(name),
        });
        let load = |name: &str, held, limit| Load { person: Person::sample(name, ""), held, limit };
        Rota {
            frame: Frame::sample_staff(Tab::Rota),
            acts: Acts::sample(),
            dates: "23 to 29 November".to_owned(),
            previous: "/rota?from=2026-11-16".to_owned(),
            this: "/rota".to_owned(),
            this_is_shown: true,
            next: "/rota?from=2026-11-30".to_owned(),
            pack: "/rota/pack?from=2026-11-23".to_owned(),
            branches: [("All branches", true), ("North", false), ("South and west", false)]
                .map(|(name, chosen)| RotaBranch { name: name.to_owned(), href: "/rota".to_owned(), chosen })
                .into(),
            branch: String::new(),
            changed: None,
            gaps: vec![RotaGap {
                seat: "seat_2".to_owned(),
                what: "Walk and talk needs a walk leader".to_owned(),
                href: "/sessions/session_1#seat_2".to_owned(),
                why: "Three people have the checks, are free and know this walk.".to_owned(),
                clock: clock(Pressing::Now, 0.3, "1 h 48 min left", "today, 11am"),
            }],
            more_gaps: Vec::new(),
            days: days.collect(),
            loads: vec![load("Tam Doig", 3, Some(3)), load("Aileen Kerr", 3, Some(4)), load("Donnie Mair", 1, None)],
            more_loads: vec![load("Shona Gillies", 1, Some(2))],
        }
    }
}

fn sample_parts(day: &str) -> Vec<Vec<RotaSession>> {
    let ready = Ready::sample(Strand::Ready, Strand::Ready, Strand::NotNeeded, "Ready");
    let gap = Ready::sample(Strand::Gap, Strand::Ready, Strand::NotNeeded, "A walk leader to find");
    let room = Ready::sample(Strand::Ready, Strand::Partly(0.5), Strand::Ready, "The room to confirm");
    let held = |name: &str| RotaSeat {
        role: "Facilitator".to_owned(),
        person: Some(Person::sample(name, "")),
        href: "/seats/seat_1/change".to_owned(),
        hard: Vec::new(),
    };
    let session = |time: &str, name: &str, at: &str, seats: Vec<RotaSeat>, ready: &Ready| RotaSession {
        time: time.to_owned(),
        name: name.to_owned(),
        href: "/sessions/session_1".to_owned(),
        at: at.to_owned(),
        seats,
        open: ready.words != "Ready",
        ready: ready.clone(),
        off: false,
    };
    match day {
        "Monday" => {
            let mut tired = held("Tam Doig");
            tired.hard.push("9 hours of rest between this and Early walk".to_owned());
            let seats = vec![held("Aileen Kerr"), tired];
            vec![Vec::new(), Vec::new(), vec![session("6:30pm", "Monday group", "Online", seats, &ready)]]
        }
        "Wednesday" => {
            let empty = RotaSeat { person: None, href: "/sessions/session_1#seat_2".to_owned(), ..held("") };
            let walk = session("11am", "Walk and talk", "River path", vec![empty, held("Donnie Mair")], &gap);
            let seats = vec![held("Priya Nair"), held("Aileen Kerr")];
            let cafe = session("1pm", "Open café", "Ryrie Street Hall. North", seats, &ready);
            vec![vec![walk], vec![cafe], Vec::new()]
        }
        "Thursday" => {
            let seats = vec![held("Tam Doig"), held("Aileen Kerr")];
            let circle = session("6:30pm", "Carers’ circle", "Ryrie Street Hall", seats, &room);
            let mut off = session("9pm", "Night owls", "Online", vec![held("Shona Gillies")], &ready);
            off.off = true;
            off.ready.words = "Called off".to_owned();
            vec![Vec::new(), Vec::new(), vec![circle, off]]
        }
        _ => vec![Vec::new(), Vec::new(), Vec::new()],
    }
}

impl Page for Rota {
    const NAME: &'static str = "rota";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Rota::full();
        let mut empty =
            Rota { gaps: Vec::new(), loads: Vec::new(), more_loads: Vec::new(), branches: Vec::new(), ..full.clone() };
        for part in empty.days.iter_mut().flat_map(|day| &mut day.parts) {
            part.clear();
        }
        empty.this_is_shown = false;
        let mut unhappy = full.clone();
        let gap = RotaGap {
            seat: String::new(),
            what: "Open café on Wednesday needs a second facilitator".to_owned(),
            href: "/sessions/session_2#seat_3".to_owned(),
            why: "Nobody could: two have no PVG that day, one is elsewhere.".to_owned(),
            clock: clock(Pressing::Soon, 0.5, "3 h left", "today, 1pm"),
        };
        unhappy.more_gaps.push(gap);
        let mut changed = full.clone();
        let lines = [
            "Kirsty has Tuesday group on Tuesday 24 November. It was Joan’s.",
            "Joan has Tuesday group on Tuesday 1 December. It was Kirsty’s.",
        ];
        changed.changed = Some(Changed {
            what: "Swapped, and both are told.".to_owned(),
            lines: lines.map(str::to_owned).into(),
            undo: "01990000-0000-7000-8000-000000000002".to_owned(),
        });
        let mut too_late = changed.clone();
        if let Some(changed) = &mut too_late.changed {
            changed.undo.clear();
        }
        vec![
            ("full", full),
            ("empty", empty),
            ("nobody-could", unhappy),
            ("swapped", changed),
            ("swapped-long-ago", too_late),
        ]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
