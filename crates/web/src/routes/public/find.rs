//! What is on that I could go to: found by what suits somebody, as a list by day or as a week.

use super::chosen::{As, Chosen, DAYS, kinds, name_of};
use super::lines::{by_time, mode_words};
use crate::here::Here;
use crate::pages::public::{
    Chip, ChipTone, Choosing, DayList, Far, Groups, Instead, Link, Nothing, Others, SessionLine, WeekDay, WeekEntry,
    Will,
};
use crate::parts::{Choice as Offer, Icon};
use crate::refusals::{Answer, away, page};
use crate::words::{self, key};
use bothy_actions::StoreError;
use bothy_actions::directory::see_directory;
use bothy_actions::groups::{Found, FoundSession, NearAnswer, find_groups};
use bothy_domain::groups::find::{Choice, MILES, NEEDS, PartOfDay, Way, part_of_day};
use bothy_domain::groups::{GroupKind, Sought};
use bothy_domain::places::FactKind;
use bothy_domain::places::distance::{Said, said};
use bothy_domain::places::near::{NotFound, Start, StartKind};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// How many sessions one page of the list holds; a day is never cut in two.
const ON_A_PAGE: usize = 60;
/// How many sessions one week holds.
const IN_A_WEEK: usize = 240;
/// The furthest day that is shown.
const FURTHEST: i64 = 180;

/// `/groups`
pub async fn groups(here: Here) -> Answer {
    let chosen = Chosen::read(&here.query);
    let (days, enough) = match chosen.shown {
        As::List => (14_i64, ON_A_PAGE),
        As::Week => (7, IN_A_WEEK),
    };
    let today = here.today();
    let last = today.saturating_add(FURTHEST.days());
    let from = chosen.from.unwrap_or(today).clamp(today, last);
    let to = from.saturating_add(days.days());
    let zone = here.zone();
    let begins = |day: Date| bothy_calendar::zone::whole_day(day, &zone).start;
    let mut asked = chosen.asked();
    asked.from = begins(from).max(here.now);
    asked.to = begins(to);
    asked.furthest = begins(last);
    asked.enough = enough;
    let found = match find_groups(&here.service.bothy, here.organisation.id, asked).await {
        Ok(found) => found,
        Err(error) => return away(&here, &error),
    };
    let others = match others(&here, &chosen).await {
        Ok(others) => others,
        Err(error) => return away(&here, &error),
    };
    let at = |day: Date| Chosen { from: (day > today).then_some(day), ..chosen.clone() };
    let next = found.goes_on.unwrap_or(to);
    let is_week = chosen.shown == As::Week;
    page(&Groups {
        frame: here.frame(Some(crate::pages::Tab::Groups)),
        count: found.count,
        lead: lead(&here, &chosen, &found, from),
        choosing: choosing(&here, &chosen, &found),
        chosen: chips(&here, &chosen, &found),
        as_list: Chosen { shown: As::List, ..chosen.clone() }.href(),
        as_week: Chosen { shown: As::Week, ..chosen.clone() }.href(),
        days: if is_week { Vec::new() } else { day_lists(&here, &found, today) },
        week: is_week.then(|| week(&here, &found, from, next.min(to), today)),
        week_is_cut: is_week && found.goes_on.is_some(),
        nothing: (found.count == 0).then(|| nothing(&here, &chosen, &found, at)),
        others,
        previous: (from > today).then(|| at(from.saturating_sub(days.days()).max(today)).href()),
        next: (found.count > 0 && next < last).then(|| at(next).href()),
    })
}

/// How many other services are named beside the groups.
const OTHERS: usize = 3;

/// Other services that say the words that were looked for. Whoever looks for "carers" and finds no group of ours is told
/// who else there is.
async fn others(here: &Here, chosen: &Chosen) -> Result<Option<Others>, StoreError> {
    // All of them say nothing at all.
    if Sought::read(&chosen.words).is_empty() {
        return Ok(None);
    }
    let seen = see_directory(&here.service.bothy, here.organisation.id, None, &chosen.words, 1).await?;
    let first = seen.listings.iter().take(OTHERS);
    let first: Vec<Link> =
        first.map(|one| Link { words: one.words.name.clone(), href: format!("/directory/{}", one.slug) }).collect();
    let words = form_urlencoded::Serializer::new(String::new()).append_pair("words", &chosen.words).finish();
    Ok((seen.found > 0).then(|| Others { found: seen.found, first, all: format!("/directory?{words}") }))
}

fn lead(here: &Here, chosen: &Chosen, found: &Found, from: Date) -> String {
    let words = here.words();
    let today = here.today();
    let span = match (chosen.shown, from == today) {
        (As::Week, _) => words.say(key("find-lead-week")).put("day", words::on_day(words, from, today)).to_string(),
        (As::List, true) => words.t(key("find-lead")).to_owned(),
        (As::List, false) => words.say(key("find-lead-from")).put("day", words::on_day(words, from, today)).to_string(),
    };
    let order = match found.near {
        NearAnswer::From(_) => words.t(key("find-lead-nearest")),
        _ => words.t(key("find-lead-listen")),
    };
    format!("{span} {order}")
}

fn day_lists(here: &Here, found: &Found, today: Date) -> Vec<DayList> {
    let mut days: Vec<(Date, DayList)> = Vec::new();
    for one in &found.sessions {
        let date = one.coming.session.date;
        let line = found_line(here, found, one);
        match days.last_mut() {
            Some((last, list)) if *last == date => list.sessions.push(line),
            _ => {
                let (name, date_words) = day_head(here, date, today);
                days.push((date, DayList { name, date: date_words, sessions: vec![line] }));
            }
        }
    }
    days.into_iter().map(|(_, list)| list).collect()
}

/// "Today, Wednesday 25 November"; from the day after tomorrow on the name of the day is said once.
fn day_head(here: &Here, date: Date, today: Date) -> (String, String) {
    let words = here.words();
    if (date - today).get_days() < 2 {
        return (words::near_day(words, date, today), words::day(words, date, today));
    }
    (words::weekday(words, date.weekday()).to_owned(), words::day_and_month(words, date, today))
}

fn found_line(here: &Here, found: &Found, one: &FoundSession) -> SessionLine {
    let words = here.words();
    let group = found.groups.get(&one.coming.session.group);
    let mut line = by_time(here, &one.coming, group.map_or("", |group| group.for_whom.as_str()));
    if one.good.contains(&FactKind::StepFree) {
        line.chips.push(Chip::plain(Icon::Ramp, words.t(key("find-no-steps"))));
    }
    if group.is_some_and(|group| group.kind == GroupKind::DropIn) {
        line.chips.push(Chip::moss(Icon::Check, words.t(key("find-just-turn-up"))));
    }
    if !one.coming.there_now.is_empty() {
        let lit = words.t(key("find-lit")).to_owned();
        line.chips.push(Chip { icon: Icon::Bulb, words: lit, tone: ChipTone::Lamp });
    }
    line.far = far(here, found, one);
    line
}

/// How far that is, where it was asked; none where nobody knows where the place is.
fn far(here: &Here, found: &Found, one: &FoundSession) -> Option<Far> {
    let NearAnswer::From(start) = &found.near else { return None };
    if !one.coming.session.mode.needs_a_place() {
        return Some(Far { distance: here.words().t(key("find-far-anywhere")).to_owned(), from: String::new() });
    }
    Some(Far { distance: distance(here, one.metres?), from: from_words(here, start) })
}

fn distance(here: &Here, metres: u32) -> String {
    let words = here.words();
    match said(metres) {
        Said::UnderAQuarter => words.t(key("find-far-quarter")).to_owned(),
        Said::Tenths(10) => words.t(key("find-far-one")).to_owned(),
        // Some languages bend the word after a whole number and after a broken one each in its own way.
        Said::Tenths(tenths) if tenths % 10 != 0 => {
            words.say(key("find-far-tenths")).put("miles", words::tenths(words, tenths)).to_string()
        }
        Said::Tenths(tenths) => words.say(key("find-far-miles")).put("miles", tenths / 10).to_string(),
        Said::Miles(miles) => words.say(key("find-far-miles")).put("miles", miles).to_string(),
    }
}

fn from_words(here: &Here, start: &Start) -> String {
    let from = match start.what {
        StartKind::Here => key("find-far-from"),
        StartKind::Middle => key("find-far-middle"),
    };
    here.words().say(from).put("place", &start.name).to_string()
}

fn week(here: &Here, found: &Found, from: Date, to: Date, today: Date) -> Vec<WeekDay> {
    let words = here.words();
    let days = (0..7_i64).map(|ahead| from.saturating_add(ahead.days())).take_while(|day| *day < to);
    days.map(|day| {
        let of = |part: PartOfDay| {
            let inside = found
                .sessions
                .iter()
                .filter(move |one| one.coming.session.date == day && part_of_day(one.coming.session.starts) == part);
            inside.map(|one| entry(here, found, one)).collect::<Vec<WeekEntry>>()
        };
        WeekDay {
            name: if (day - today).get_days() < 2 {
                words::near_day(words, day, today)
            } else {
                words::weekday(words, day.weekday()).to_owned()
            },
            date: words::day_and_month(words, day, today),
            is_today: day == today,
            parts: PartOfDay::ALL.map(of),
        }
    })
    .collect()
}

fn entry(here: &Here, found: &Found, one: &FoundSession) -> WeekEntry {
    let line = found_line(here, found, one);
    WeekEntry {
        time: words::span(here.words(), one.coming.session.starts, one.coming.session.ends),
        place: line.place,
        how: mode_words(here, &one.coming),
        far: line.far.map(|far| far.distance).unwrap_or_default(),
        is_off: matches!(line.will, Will::CalledOff(_)),
        name: line.name,
        path: line.path,
    }
}

/// The form with what was chosen in it.
fn choosing(here: &Here, chosen: &Chosen, found: &Found) -> Choosing {
    let words = here.words();
    let miles = MILES
        .iter()
        .map(|miles| (miles.to_string(), words.say(key("find-within-miles")).count("count", *miles).to_string()));
    let any = (String::new(), words.t(key("find-within-any")).to_owned());
    let label = |name: &'static str, value: &str| label_of(here, name, value);
    let offers = |name: &'static str, codes: Vec<&'static str>| -> Vec<Offer> {
        codes.into_iter().map(|code| Offer::new(code, label(name, code))).collect()
    };
    Choosing {
        near: chosen.near.clone(),
        near_error: match found.near {
            NearAnswer::Unknown(NotFound::Postcode) => words.t(key("find-near-no-postcode")).to_owned(),
            NearAnswer::Unknown(NotFound::Name) => words.t(key("find-near-no-name")).to_owned(),
            NearAnswer::Unknown(NotFound::Several) => words.t(key("find-near-several")).to_owned(),
            NearAnswer::NotAsked | NearAnswer::From(_) => String::new(),
        },
        within: chosen.wanted.within.map(|miles| miles.to_string()).unwrap_or_default(),
        miles: std::iter::once(any).chain(miles).collect(),
        words: chosen.words.clone(),
        ways: (offers("way", Way::ALL.map(Way::code).to_vec()), chosen.of("way")),
        days: (offers("day", DAYS.map(|(_, code)| code).to_vec()), chosen.of("day")),
        parts: (offers("part", PartOfDay::ALL.map(PartOfDay::code).to_vec()), chosen.of("part")),
        needs: (offers("need", NEEDS.map(FactKind::code).to_vec()), chosen.of("need")),
        kinds: (offers("kind", kinds().map(GroupKind::code).collect()), chosen.of("kind")),
        as_week: chosen.shown == As::Week,
    }
}

/// What was chosen, each with the way to the list without it.
fn chips(here: &Here, chosen: &Chosen, found: &Found) -> Vec<Link> {
    let pairs = chosen.pairs().into_iter();
    pairs
        .map(|(name, value)| {
            let words = match (&found.near, name) {
                (NearAnswer::From(start), "near") => {
                    here.words().say(key("find-chosen-near")).put("place", &start.name).to_string()
                }
                _ => words::first_large(&label_of(here, name, &value)),
            };
            Link { words, href: chosen.without(name, &value).href() }
        })
        .collect()
}

/// One thing that can be chosen, in words.
fn label_of(here: &Here, name: &str, value: &str) -> String {
    let words = here.words();
    let key = match (name, value) {
        ("near", _) => return words.say(key("find-chosen-near")).put("place", value).to_string(),
        ("words", _) => return words.say(key("find-chosen-words")).put("words", value).to_string(),
        ("within", _) => {
            let miles: u32 = value.parse().unwrap_or_default();
            return words.say(key("find-chosen-within")).count("count", miles).to_string();
        }
        ("day", _) => {
            let day = DAYS.iter().find(|(_, code)| *code == value);
            return day.map_or("", |(day, _)| words::weekday(words, *day)).to_owned();
        }
        ("part", "morning") => key("find-part-morning"),
        ("part", "afternoon") => key("find-part-afternoon"),
        ("part", _) => key("find-part-evening"),
        ("way", "room") => key("find-way-room"),
        ("way", "online") => key("find-way-online"),
        ("way", "phone") => key("find-way-phone"),
        ("way", _) => key("find-way-both"),
        ("need", _) => need_key(value),
        _ => kind_key(value),
    };
    words.t(key).to_owned()
}

fn need_key(code: &str) -> &'static str {
    match FactKind::of_code(code) {
        Some(FactKind::StepFree) => key("find-need-step-free"),
        Some(FactKind::Toilets) => key("find-need-toilets"),
        Some(FactKind::Loop) => key("find-need-loop"),
        Some(FactKind::Noise) => key("find-need-noise"),
        Some(FactKind::Light) => key("find-need-light"),
        Some(FactKind::Privacy) => key("find-need-privacy"),
        Some(FactKind::Bus) => key("find-need-bus"),
        // The others are not offered.
        _ => key("find-need-parking"),
    }
}

/// The words of a kind of group, by the code under which it is stored.
pub fn kind_key(code: &str) -> &'static str {
    match GroupKind::of_code(code) {
        Some(GroupKind::DropIn) => key("find-kind-drop-in"),
        Some(GroupKind::ClosedCohort) => key("find-kind-closed"),
        Some(GroupKind::Rolling) => key("find-kind-rolling"),
        Some(GroupKind::Activity) => key("find-kind-activity"),
        Some(GroupKind::OnlineChat) => key("find-kind-chat"),
        Some(GroupKind::Course) => key("find-kind-course"),
        // Two people alone are never offered.
        Some(GroupKind::Open | GroupKind::OneToOne) | None => key("find-kind-open"),
    }
}

/// Nothing fits: what stands in the way, and what is nearest to it.
fn nothing(here: &Here, chosen: &Chosen, found: &Found, at: impl Fn(Date) -> Chosen) -> Nothing {
    let words = here.words();
    let met_by_none = found.met_by_none.iter().flat_map(|choice| {
        let name = name_of(*choice);
        chosen.of(name).into_iter().map(move |value| words::first_large(&label_of(here, name, &value)))
    });
    let instead = found.instead.iter().map(|(choice, count)| Link {
        words: words.say(without_key(*choice)).count("count", *count).to_string(),
        href: chosen.without_choice(*choice).href(),
    });
    let later = found.later.map(|day| Link {
        words: words.say(key("find-none-later")).put("day", words::on_day(words, day, here.today())).to_string(),
        href: at(day).href(),
    });
    let instead: Instead = later.into_iter().chain(instead).collect();
    Nothing { chosen: !chosen.is_empty(), met_by_none: met_by_none.collect(), instead }
}

fn without_key(choice: Choice) -> &'static str {
    match choice {
        Choice::Words => key("find-without-words"),
        Choice::Days => key("find-without-days"),
        Choice::Parts => key("find-without-parts"),
        Choice::Within => key("find-without-within"),
        Choice::Ways => key("find-without-ways"),
        Choice::Needs => key("find-without-needs"),
        Choice::Kinds => key("find-without-kinds"),
    }
}
