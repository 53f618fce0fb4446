//! Everybody who helps, each with what is missing or runs out first.

use super::parts::{Person, clock};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Icon, Pressing, PromiseClock};
use askama::Template;

/// The list of those who help.
#[derive(Clone, Template)]
#[template(path = "staff/people.html")]
pub struct PeoplePage {
    /// What stands around it.
    pub frame: Frame,
    /// "16 people help. 2 need a look".
    pub title: String,
    /// What wants somebody first; only where everybody is shown.
    pub soonest: Vec<LookLine>,
    /// What can be shown, each with how many.
    pub filters: Vec<FilterLink>,
    /// The filter that is on, as its word in the address.
    pub show: String,
    /// The part of a name that is looked for, as typed.
    pub name: String,
    /// How many are found.
    pub found: usize,
    /// Those on this page of the list.
    pub people: Vec<HelperRow>,
    /// The page before, with what is looked for.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// One thing of one person that wants somebody.
#[derive(Clone, Debug)]
pub struct LookLine {
    /// The person's page.
    pub href: String,
    /// Whose it is.
    pub person: Person,
    /// "PVG check runs out on 27 November".
    pub what: String,
    /// By when.
    pub clock: PromiseClock,
}

/// One thing that can be shown.
#[derive(Clone, Debug)]
pub struct FilterLink {
    /// Where it leads.
    pub href: String,
    /// "Needs a look (2)".
    pub words: String,
    /// Whether it is on.
    pub here: bool,
}

/// One person in the list.
#[derive(Clone, Debug)]
pub struct HelperRow {
    /// Their page.
    pub href: String,
    /// Who.
    pub person: Person,
    /// Their hats, in words.
    pub hats: String,
    /// How much they hold this week; none for who holds no seats.
    pub week: Option<WeekLoad>,
    /// What wants a look, in words; empty where all is in order.
    pub looks: Vec<String>,
    /// Whether nothing is asked of them and nothing is there.
    pub unasked: bool,
    /// What is said where all is in order.
    pub fine: String,
    /// When their next seat is.
    pub next_seat: String,
}

/// How much somebody holds in a week, against their own limit.
#[derive(Clone, Debug)]
pub struct WeekLoad {
    /// Sessions they hold, up to the limit.
    pub held: u16,
    /// Sessions that are left under the limit.
    pub free: u16,
    /// "2 of 3".
    pub words: String,
}

impl PeoplePage {
    fn is_searched(&self) -> bool {
        !self.name.is_empty()
    }

    fn sample_row(name: &str, hats: &str, looks: &[&str]) -> HelperRow {
        HelperRow {
            href: "/people/person_1".to_owned(),
            person: Person::sample(name, ""),
            hats: hats.to_owned(),
            week: Some(WeekLoad { held: 2, free: 1, words: "2 of 3".to_owned() }),
            looks: looks.iter().map(|look| (*look).to_owned()).collect(),
            unasked: false,
            fine: "All good".to_owned(),
            next_seat: "Today, 6:30pm".to_owned(),
        }
    }
}

impl Page for PeoplePage {
    const NAME: &'static str = "people";

    fn samples() -> Vec<(&'static str, Self)> {
        let filter = |words: &str, here| FilterLink { href: "/people".to_owned(), words: words.to_owned(), here };
        let administrator =
            HelperRow { week: None, unasked: true, ..Self::sample_row("Ishbel Reid", "Administrator", &[]) };
        let full = Self {
            frame: Frame::sample_staff(Tab::People),
            title: "16 people help. 2 need a look".to_owned(),
            soonest: vec![LookLine {
                href: "/people/person_1".to_owned(),
                person: Person::sample("Donnie Muir", ""),
                what: "PVG check runs out on 27 November".to_owned(),
                clock: clock(Pressing::Now, 0.1, "2 days left", "by 27 November"),
            }],
            filters: vec![filter("Everybody (16)", true), filter("Needs a look (2)", false)],
            show: String::new(),
            name: String::new(),
            found: 16,
            people: vec![
                Self::sample_row(
                    "Tam Douglas",
                    "Peer supporter",
                    &["Supervision runs out on 7 December", "and 1 more"],
                ),
                Self::sample_row("Joan Baird", "Peer supporter", &[]),
                administrator,
            ],
            previous: None,
            next: Some("/people?page=2".to_owned()),
        };
        let searched = Self {
            soonest: Vec::new(),
            name: "tam".to_owned(),
            show: "check".to_owned(),
            found: 0,
            people: Vec::new(),
            next: None,
            ..full.clone()
        };
        let empty = Self {
            title: "Nobody helps here yet. All is in order".to_owned(),
            filters: Vec::new(),
            name: String::new(),
            show: String::new(),
            ..searched.clone()
        };
        vec![("full", full), ("searched", searched), ("empty", empty)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
