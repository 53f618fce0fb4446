//! `/people`: everybody who helps, what is missing or runs out first, found by name.

use super::Desk;
use super::needs::check;
use crate::here::role_key;
use crate::pages::Frame;
use crate::pages::staff::{FilterLink, HelperRow, LookLine, PeoplePage, Person, WeekLoad};
use crate::parts::{Pressing, PromiseClock, Stone};
use crate::words::{self, key};
use bothy_actions::supporters::{HelperLine, Helpers};
use bothy_domain::access::Hat;
use bothy_domain::ids::BranchId;
use bothy_domain::supporters::outlook::{Stands, Thing};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many people stand on one page of the list.
const ON_A_PAGE: usize = 40;
/// How many things stand above the list.
const SOONEST: usize = 5;

/// What of the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Everybody.
    All,
    /// Whoever wants a look.
    Any,
    /// Whose check is missing or runs out.
    Check,
    /// Whose training step is missing or runs out.
    Training,
    /// Whose references are missing.
    References,
    /// Whose supervision is missing or runs out.
    Supervision,
}

impl Show {
    const ALL: [Self; 6] = [Self::All, Self::Any, Self::Check, Self::Training, Self::References, Self::Supervision];

    /// The word in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Any => "any",
            Self::Check => "check",
            Self::Training => "training",
            Self::References => "references",
            Self::Supervision => "supervision",
        }
    }

    /// What a word in the address shows; everybody for one that is not ours.
    pub fn of_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.code() == code).unwrap_or(Self::All)
    }

    fn words(self, desk: &Desk, count: usize) -> String {
        let key = match self {
            Self::All => key("people-show-all"),
            Self::Any => key("people-show-any"),
            Self::Check => key("people-show-check"),
            Self::Training => key("people-show-training"),
            Self::References => key("people-show-references"),
            Self::Supervision => key("people-show-supervision"),
        };
        desk.words.say(key).put("count", count).to_string()
    }

    fn fits(self, line: &HelperLine) -> bool {
        let mut looks = line.outlook.iter().filter(|(_, stands)| stands.wants_a_look()).map(|(thing, _)| thing);
        match self {
            Self::All => true,
            Self::Any => looks.next().is_some(),
            Self::Check => looks.any(|thing| matches!(thing, Thing::Check(_))),
            Self::Training => looks.any(|thing| matches!(thing, Thing::Training(_))),
            Self::References => looks.any(|thing| *thing == Thing::References),
            Self::Supervision => looks.any(|thing| *thing == Thing::Supervision),
        }
    }
}

/// The name of one thing.
pub fn thing(desk: &Desk, thing: &Thing) -> String {
    match thing {
        Thing::Check(kind) => desk.words.say(key("thing-check")).put("name", check(kind.word())).to_string(),
        Thing::Training(step) => desk.words.say(key("thing-training")).put("name", step.word()).to_string(),
        Thing::References => desk.words.t(key("thing-references")).to_owned(),
        Thing::Supervision => desk.words.t(key("thing-supervision")).to_owned(),
    }
}

/// What wants a look of one thing, in a sentence; none where nothing does.
fn look(desk: &Desk, one: &(Thing, Stands)) -> Option<String> {
    let day = |on: Date| words::day_and_month(desk.words, on, desk.today());
    let said = match one.1 {
        Stands::Missing => desk.words.say(key("stands-missing")),
        Stands::RanOut(on) => desk.words.say(key("stands-ran-out")).put("day", day(on)),
        Stands::RunsOut(on) => desk.words.say(key("stands-runs-out")).put("day", day(on)),
        Stands::Holds(_) | Stands::NotHeld => return None,
    };
    Some(said.put("thing", thing(desk, &one.0)).to_string())
}

/// How one thing stands, as a clock: the days that are left, or that all is good.
pub fn clock(desk: &Desk, stands: Stands) -> PromiseClock {
    let day = |key: &'static str, on: Date| {
        desk.words.say(key).put("day", words::day_and_month(desk.words, on, desk.today())).to_string()
    };
    let t = |key: &'static str| desk.words.t(key).to_owned();
    let (pressing, left, words, by) = match stands {
        Stands::Missing => (Pressing::Late, 0.0, t(key("clock-missing")), String::new()),
        Stands::RanOut(on) => (Pressing::Late, 0.0, t(key("clock-ran-out")), day(key("clock-on"), on)),
        Stands::RunsOut(on) => {
            let days = u32::try_from((on - desk.today()).get_days()).unwrap_or(0);
            let pressing = if days < 7 { Pressing::Now } else { Pressing::Soon };
            let words = match days {
                0 => t(key("clock-today")),
                days => desk.words.say(key("clock-days")).count("count", days).to_string(),
            };
            // Sixty days are a full ring; a picture of a small number loses nothing that can be seen.
            #[expect(clippy::cast_precision_loss, reason = "a drawing of at most sixty days")]
            let left = (days as f32 / 60.0).clamp(0.02, 1.0);
            (pressing, left, words, day(key("clock-by"), on))
        }
        Stands::Holds(until) => {
            let by = until.map(|on| day(key("clock-to"), on)).unwrap_or_default();
            (Pressing::Done, 1.0, t(key("clock-good")), by)
        }
        Stands::NotHeld => (Pressing::Calm, 0.0, t(key("clock-not-held")), String::new()),
    };
    PromiseClock { pressing, left, words, by }
}

/// The hats that are worn, each once, with the branches where they are not for everywhere.
pub fn hats(desk: &Desk, hats: &[Hat], branches: &BTreeMap<BranchId, String>) -> String {
    let mut names: Vec<String> = Vec::new();
    for hat in hats {
        let role = desk.words.t(role_key(hat.role));
        let name = match hat.branch.and_then(|branch| branches.get(&branch)) {
            Some(branch) => format!("{role} ({branch})"),
            None => role.to_owned(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn row(desk: &Desk, line: &HelperLine, branches: &BTreeMap<BranchId, String>) -> HelperRow {
    let mut looks: Vec<String> = line.outlook.iter().filter_map(|one| look(desk, one)).collect();
    let more = looks.len().saturating_sub(2);
    if more > 0 {
        looks.truncate(2);
        looks.push(desk.words.say(key("people-more")).put("count", more).to_string());
    }
    let fine = if line.outlook.is_empty() { key("people-nothing-asked") } else { key("people-all-good") };
    let next = line.next_seat.map(|at| desk.moment(at));
    HelperRow {
        href: format!("/people/{}", line.person.id),
        person: Person {
            name: line.person.shown_name.clone(),
            stone: Stone::of(&line.person.id.to_string(), &line.person.shown_name),
            note: String::new(),
        },
        hats: hats(desk, &line.hats, branches),
        week: line.supports.then(|| week(desk, line)),
        looks,
        unasked: line.outlook.is_empty(),
        fine: desk.words.t(fine).to_owned(),
        next_seat: next.unwrap_or_else(|| desk.words.t(key("people-next-none")).to_owned()),
    }
}

fn week(desk: &Desk, line: &HelperLine) -> WeekLoad {
    let held = u16::try_from(line.held_this_week).unwrap_or(u16::MAX);
    let Some(limit) = line.person.limit_a_week else {
        let words = desk.words.say(key("people-week-free")).count("count", line.held_this_week).to_string();
        return WeekLoad { held: held.min(7), free: 0, words };
    };
    let name = if held >= limit { key("people-week-enough") } else { key("people-week-of") };
    let words = desk.words.say(name).put("held", held).put("limit", limit).to_string();
    WeekLoad { held: held.min(7), free: limit.saturating_sub(held).min(7), words }
}

fn soonest(desk: &Desk, people: &[HelperLine]) -> Vec<LookLine> {
    let mut all: Vec<(&(Thing, Stands), &HelperLine)> = people
        .iter()
        .flat_map(|line| line.outlook.iter().map(move |one| (one, line)))
        .filter(|((_, stands), _)| stands.wants_a_look())
        .collect();
    all.sort_by(|((_, one), first), ((_, other), second)| {
        (one, &first.person.shown_name).cmp(&(other, &second.person.shown_name))
    });
    let line = |(one, line): (&(Thing, Stands), &HelperLine)| {
        Some(LookLine {
            href: format!("/people/{}", line.person.id),
            person: Person {
                name: line.person.shown_name.clone(),
                stone: Stone::of(&line.person.id.to_string(), &line.person.shown_name),
                note: String::new(),
            },
            what: look(desk, one)?,
            clock: clock(desk, one.1),
        })
    };
    all.into_iter().take(SOONEST).filter_map(line).collect()
}

fn address(show: Show, name: &str, page: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !name.is_empty() {
        query.append_pair("name", name);
    }
    if show != Show::All {
        query.append_pair("show", show.code());
    }
    if page > 1 {
        query.append_pair("page", &page.to_string());
    }
    let query = query.finish();
    if query.is_empty() { "/people".to_owned() } else { format!("/people?{query}") }
}

/// Whether every word that is looked for stands somewhere in the name.
fn is_named(line: &HelperLine, name: &str) -> bool {
    let has = line.person.shown_name.to_lowercase();
    name.to_lowercase().split_whitespace().all(|word| has.contains(word))
}

/// The list, as it was asked for; the first page is 1.
pub fn page(desk: &Desk, frame: Frame, seen: &Helpers, show: Show, name: &str, page: usize) -> PeoplePage {
    let count = |show: Show| seen.people.iter().filter(|line| show.fits(line)).count();
    let (all, looks) = (count(Show::All), count(Show::Any));
    let found: Vec<&HelperLine> = seen.people.iter().filter(|line| show.fits(line) && is_named(line, name)).collect();
    let pages = found.len().div_ceil(ON_A_PAGE).max(1);
    let page = page.clamp(1, pages);
    let here = found.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
    let filter = |one: Show| {
        let count = count(one);
        let shown = one == Show::All || one == show || count > 0;
        shown.then(|| FilterLink { href: address(one, "", 1), words: one.words(desk, count), here: one == show })
    };
    let said = desk.words.say(key("people-title"));
    let said = said.put("people", desk.words.say(key("people-count")).count("count", all));
    let filters = if all == 0 { Vec::new() } else { Show::ALL.into_iter().filter_map(filter).collect() };
    PeoplePage {
        frame,
        title: said.put("looks", desk.words.say(key("people-looks")).count("count", looks)).to_string(),
        soonest: if show == Show::All && name.is_empty() && page == 1 { soonest(desk, &seen.people) } else { vec![] },
        filters,
        show: show.code().to_owned(),
        name: name.to_owned(),
        found: found.len(),
        people: here.map(|line| row(desk, line, &seen.branches)).collect(),
        previous: (page > 1).then(|| address(show, name, page - 1)),
        next: (page < pages).then(|| address(show, name, page + 1)),
    }
}
