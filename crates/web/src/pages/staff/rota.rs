//! The weeks: gaps first, then each day, then who carries how much.

use askama::Template;

use super::parts::{Acts, Person, Ready, clock};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Pressing, PromiseClock, Size, Stone, Strand};

/// Two weeks of sessions.
#[derive(Clone, Template)]
#[template(path = "staff/rota.html")]
pub struct Rota {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// "23 November to 6 December".
    pub dates: String,
    /// The query of the week before: "/rota?from=2026-11-16".
    pub previous: String,
    /// The query of the week that is now.
    pub this: String,
    /// The query of the week after.
    pub next: String,
    /// The week pack of the first week, without the prefix.
    pub pack: String,
    /// Whether it shows one week only, because there is much on.
    pub one_week: bool,
    /// The branches to choose from; empty where there is only one.
    pub branches: Vec<RotaBranch>,
    /// What is missing, most pressing first.
    pub gaps: Vec<RotaGap>,
    /// The days of both weeks.
    pub weeks: Vec<RotaWeek>,
    /// Who carries how much in the first week, whoever carries most first.
    pub loads: Vec<Load>,
    /// The others.
    pub more_loads: Vec<Load>,
}

/// A branch to choose.
#[derive(Clone)]
pub struct RotaBranch {
    /// "North".
    pub name: String,
    /// The same weeks in this branch, without the prefix.
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
    /// The session, without the prefix.
    pub href: String,
    /// "Three people could. Joan was asked at 8:41am."
    pub why: String,
    /// Until it begins.
    pub clock: PromiseClock,
}

/// A week.
#[derive(Clone)]
pub struct RotaWeek {
    /// "23 to 29 November".
    pub name: String,
    /// Its seven days.
    pub days: Vec<RotaDay>,
}

/// A day.
#[derive(Clone)]
pub struct RotaDay {
    /// "Monday".
    pub name: String,
    /// "23 November".
    pub date: String,
    /// Whether it is today.
    pub today: bool,
    /// "St Andrew’s Day. Closed"; empty where nothing is to say.
    pub note: String,
    /// Its sessions, by time.
    pub sessions: Vec<RotaSession>,
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
    /// "Ryrie Street Hall", "Online".
    pub at: String,
    /// Who holds it; `None` for a seat that nobody has.
    pub seats: Vec<Option<Person>>,
    /// How it stands.
    pub ready: Ready,
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
    fn free(&self) -> u16 {
        self.limit.unwrap_or(self.held).saturating_sub(self.held)
    }

    fn held_count(&self) -> u32 {
        u32::from(self.held)
    }

    fn limit_count(&self) -> u32 {
        u32::from(self.limit.unwrap_or(0))
    }

    fn enough(&self) -> bool {
        self.limit.is_some_and(|limit| self.held >= limit)
    }
}

impl Rota {
    #[allow(clippy::too_many_lines, reason = "one sample page, read at a glance")]
    fn full() -> Rota {
        let ready = Ready::sample(Strand::Ready, Strand::Ready, Strand::NotNeeded, "Ready");
        let gap = Ready::sample(Strand::Gap, Strand::Ready, Strand::NotNeeded, "A walk leader to find");
        let room = Ready::sample(Strand::Ready, Strand::Partly(0.5), Strand::Ready, "The room to confirm");
        let one = |name: &str| Some(Person::sample(name, ""));
        let session = |time: &str, name: &str, at: &str, seats: Vec<Option<Person>>, ready: &Ready| RotaSession {
            time: time.to_owned(),
            name: name.to_owned(),
            href: "/sessions/session_1".to_owned(),
            at: at.to_owned(),
            seats,
            ready: ready.clone(),
        };
        let day = |name: &str, date: &str, sessions: Vec<RotaSession>| RotaDay {
            name: name.to_owned(),
            date: date.to_owned(),
            today: name == "Wednesday" && date.starts_with("25"),
            note: String::new(),
            sessions,
        };
        let mut closed = day("Monday", "30 November", Vec::new());
        closed.note = "St Andrew’s Day. We are closed.".to_owned();
        let load = |name: &str, held, limit| Load { person: Person::sample(name, ""), held, limit };
        Rota {
            frame: Frame::sample_staff(Tab::Rota),
            acts: Acts::sample(),
            dates: "23 November to 6 December".to_owned(),
            previous: "/rota?from=2026-11-16".to_owned(),
            this: "/rota".to_owned(),
            next: "/rota?from=2026-11-30".to_owned(),
            pack: "/rota/pack?from=2026-11-23".to_owned(),
            one_week: false,
            branches: [("All branches", true), ("North", false), ("South and west", false)]
                .map(|(name, chosen)| RotaBranch { name: name.to_owned(), href: "/rota".to_owned(), chosen })
                .into(),
            gaps: vec![RotaGap {
                seat: "seat_2".to_owned(),
                what: "Walk and talk needs a walk leader".to_owned(),
                href: "/sessions/session_1".to_owned(),
                why: "Three people have the checks, are free and know this walk.".to_owned(),
                clock: clock(Pressing::Now, 0.3, "1 h 48 min left", "today, 11am"),
            }],
            weeks: vec![
                RotaWeek {
                    name: "23 to 29 November".to_owned(),
                    days: vec![
                        day(
                            "Monday",
                            "23 November",
                            vec![session(
                                "6:30pm",
                                "Monday group",
                                "Online",
                                vec![one("Aileen Kerr"), one("Tam Doig")],
                                &ready,
                            )],
                        ),
                        day("Tuesday", "24 November", Vec::new()),
                        day(
                            "Wednesday",
                            "25 November",
                            vec![
                                session("11am", "Walk and talk", "River path", vec![None, one("Donnie Mair")], &gap),
                                session(
                                    "1pm",
                                    "Open café",
                                    "Ryrie Street Hall",
                                    vec![one("Priya Nair"), one("Aileen Kerr")],
                                    &ready,
                                ),
                            ],
                        ),
                        day(
                            "Thursday",
                            "26 November",
                            vec![session(
                                "6:30pm",
                                "Carers’ circle",
                                "Ryrie Street Hall and online",
                                vec![one("Tam Doig"), one("Aileen Kerr")],
                                &room,
                            )],
                        ),
                    ],
                },
                RotaWeek {
                    name: "30 November to 6 December".to_owned(),
                    days: vec![closed, day("Tuesday", "1 December", Vec::new())],
                },
            ],
            loads: vec![load("Tam Doig", 3, Some(3)), load("Aileen Kerr", 3, Some(4)), load("Donnie Mair", 1, None)],
            more_loads: vec![load("Shona Gillies", 1, Some(2))],
        }
    }
}

impl Page for Rota {
    const NAME: &'static str = "rota";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Rota::full();
        let mut empty =
            Rota { gaps: Vec::new(), loads: Vec::new(), more_loads: Vec::new(), branches: Vec::new(), ..full.clone() };
        for day in empty.weeks.iter_mut().flat_map(|week| &mut week.days) {
            day.sessions.clear();
        }
        let mut unhappy = full.clone();
        unhappy.gaps.push(RotaGap {
            seat: String::new(),
            what: "Open café on Wednesday needs a second facilitator".to_owned(),
            href: "/sessions/session_2".to_owned(),
            why: "Nobody could: two have no PVG that day, one is elsewhere.".to_owned(),
            clock: clock(Pressing::Soon, 0.5, "3 h left", "today, 1pm"),
        });
        vec![("full", full), ("empty", empty), ("nobody-could", unhappy)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
