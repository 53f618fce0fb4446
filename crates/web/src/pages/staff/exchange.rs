//! A seat that changes hands: whom it could be given to, what it could be swapped for, and the last look before it is.

use askama::Template;

use super::parts::{Acts, Person};
use crate::pages::{Frame, Page, Tab};
use crate::parts::Icon;

/// To whom a seat could be given, and for which it could be swapped.
#[derive(Clone, Template)]
#[template(path = "staff/seat_change.html")]
pub struct SeatChange {
    /// What stands around it.
    pub frame: Frame,
    /// Why the last thing tried was not done; empty where nothing was.
    pub problem: String,
    /// "Tuesday group".
    pub group: String,
    /// "Tuesday 24 November, 7pm to 8:30pm. Facilitator".
    pub when: String,
    /// The seat on its session's page, without the prefix.
    pub href: String,
    /// The week on the rota, without the prefix.
    pub week: String,
    /// Who has it.
    pub holder: Person,
    /// Those who know the group and could hold it.
    pub could: Vec<Choosing>,
    /// Those to whom it would be new and who could.
    pub could_new: Vec<Choosing>,
    /// Those who can’t, with why under the name.
    pub cannot: Vec<Person>,
    /// Seats of the same group to swap for.
    pub swaps: Vec<Choosing>,
    /// Seats of other groups, the soonest first.
    pub more_swaps: Vec<Choosing>,
    /// How many more there are than stand here.
    pub later_swaps: usize,
}

/// Somebody to choose, or somebody's seat.
#[derive(Clone)]
pub struct Choosing {
    /// Who, with what speaks for them or the session of their seat.
    pub person: Person,
    /// The last look before it is done, without the prefix.
    pub href: String,
    /// What would be hard, in words.
    pub hard: Vec<String>,
}

/// The last look before a seat changes hands.
#[derive(Clone, Template)]
#[template(path = "staff/seat_confirm.html")]
pub struct SeatConfirm {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Back to choosing, without the prefix.
    pub back: String,
    /// The week on the rota, without the prefix.
    pub week: String,
    /// One seat, or two.
    pub sides: Vec<ConfirmSide>,
    /// Where the form goes, without the prefix.
    pub path: String,
    /// What the form carries: names and values.
    pub carries: Vec<(&'static str, String)>,
}

/// One seat and who is to have it.
#[derive(Clone)]
pub struct ConfirmSide {
    /// "Tuesday group".
    pub group: String,
    /// "Tuesday 24 November, 7pm to 8:30pm. Facilitator".
    pub when: String,
    /// Who has it.
    pub from: Person,
    /// Who is to have it.
    pub to: Person,
    /// What is in the way; nothing, if they may have it.
    pub cannot: Vec<String>,
    /// What would be hard on them.
    pub hard: Vec<String>,
}

impl SeatConfirm {
    fn is_swap(&self) -> bool {
        self.sides.len() > 1
    }

    fn may(&self) -> bool {
        self.sides.iter().all(|side| side.cannot.is_empty())
    }

    fn names(&self) -> (&str, &str) {
        self.sides.first().map_or(("", ""), |side| (side.from.name.as_str(), side.to.name.as_str()))
    }
}

impl Page for SeatChange {
    const NAME: &'static str = "seat-change";

    fn samples() -> Vec<(&'static str, Self)> {
        let choosing = |name: &str, note: &str, hard: &[&str]| Choosing {
            person: Person::sample(name, note),
            href: "/seats/seat_1/change?to=person_1".to_owned(),
            hard: hard.iter().map(|line| (*line).to_owned()).collect(),
        };
        let full = SeatChange {
            frame: Frame::sample_staff(Tab::Rota),
            problem: String::new(),
            group: "Tuesday group".to_owned(),
            when: "Tuesday 24 November, 7pm to 8:30pm. Facilitator".to_owned(),
            href: "/sessions/session_1#seat_1".to_owned(),
            week: "/rota?from=2026-11-23".to_owned(),
            holder: Person::sample("Joan Bell", ""),
            could: vec![choosing("Kirsty Baird", "1 of 2 this week", &["9 hours of rest between this and Early walk"])],
            could_new: vec![choosing("Tam Doig", "3 this week", &[])],
            cannot: vec![Person::sample("Ewan Reid", "No PVG")],
            swaps: vec![choosing("Priya Nair", "Tuesday 1 December, 7pm. Facilitator", &[])],
            more_swaps: vec![choosing("Shona Gillies", "Walk and talk, Friday 27 November, 11am. Walk leader", &[])],
            later_swaps: 12,
        };
        let mut nobody = full.clone();
        nobody.could.clear();
        nobody.could_new.clear();
        nobody.later_swaps = 0;
        nobody.swaps.clear();
        nobody.more_swaps.clear();
        nobody.problem = "Somebody has changed this meanwhile. This is how it stands now.".to_owned();
        vec![("full", full), ("nobody", nobody)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for SeatConfirm {
    const NAME: &'static str = "seat-confirm";

    fn samples() -> Vec<(&'static str, Self)> {
        let side = |when: &str, from: &str, to: &str| ConfirmSide {
            group: "Tuesday group".to_owned(),
            when: when.to_owned(),
            from: Person::sample(from, ""),
            to: Person::sample(to, ""),
            cannot: Vec::new(),
            hard: Vec::new(),
        };
        let mut tired = side("Tuesday 1 December, 7pm to 8:30pm. Facilitator", "Kirsty Baird", "Joan Bell");
        tired.hard.push("3 sessions that week. They said 2 are enough".to_owned());
        let first = side("Tuesday 24 November, 7pm to 8:30pm. Facilitator", "Joan Bell", "Kirsty Baird");
        let swap = SeatConfirm {
            frame: Frame::sample_staff(Tab::Rota),
            acts: Acts::sample(),
            back: "/seats/seat_1/change".to_owned(),
            week: "/rota?from=2026-11-23".to_owned(),
            sides: vec![first.clone(), tired],
            path: "/seats/seat_1/swap".to_owned(),
            carries: vec![("holder", "person_1".to_owned()), ("with", "seat_2".to_owned())],
        };
        let mut give = swap.clone();
        give.sides = vec![first];
        give.path = "/seats/seat_1/pass-on".to_owned();
        let mut cannot = swap.clone();
        if let Some(side) = cannot.sides.first_mut() {
            side.cannot.push("They are on another session then".to_owned());
        }
        vec![("swap", swap), ("give", give), ("cannot", cannot)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

/// An address with the branch that the week was looked at for; the part after `#` stays the last.
fn within(address: &mut String, branch: &str) {
    let joint = if address.contains('?') { '&' } else { '?' };
    address.push_str(&format!("{joint}branch={branch}"));
}

impl SeatChange {
    /// The same page for who came from the week of one branch, and goes back to it.
    pub fn of_branch(mut self, branch: &str) -> Self {
        within(&mut self.week, branch);
        let all = [&mut self.could, &mut self.could_new, &mut self.swaps, &mut self.more_swaps];
        all.into_iter().flatten().for_each(|one| within(&mut one.href, branch));
        self
    }
}

impl SeatConfirm {
    /// The same page for who came from the week of one branch, and goes back to it.
    pub fn of_branch(mut self, branch: &str) -> Self {
        within(&mut self.week, branch);
        within(&mut self.back, branch);
        self.carries.push(("branch", branch.to_owned()));
        self
    }
}
