//! A series in words, its form with what may be chosen, and what a change of it would do.

use super::session::mode;
use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{MoveLine, MoveOutcome, SeriesAsk, SeriesChange, SeriesFields, SeriesLine};
use crate::parts::{Choice, Errors};
use crate::words::{self, key};
use bothy_actions::groups::{Offered, Series, SeriesSeen};
use bothy_actions::sessions::series::{Foretold, Preview, Ways, rule_of};
use bothy_domain::ids::{HallId, PersonId, PlaceId};
use bothy_domain::sessions::Mode;
use bothy_domain::sessions::change::{Fate, monday_of};
use bothy_domain::sessions::recurrence::{Every, NthWeekday, Pattern, WEEK, code};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// A day of the week.
pub fn weekday(desk: &Desk, day: Weekday) -> String {
    let key = match day {
        Weekday::Monday => key("when-monday"),
        Weekday::Tuesday => key("when-tuesday"),
        Weekday::Wednesday => key("when-wednesday"),
        Weekday::Thursday => key("when-thursday"),
        Weekday::Friday => key("when-friday"),
        Weekday::Saturday => key("when-saturday"),
        Weekday::Sunday => key("when-sunday"),
    };
    desk.words.t(key).to_owned()
}

fn nth(desk: &Desk, one: &NthWeekday) -> String {
    let key = match one.nth {
        1 => key("rule-first"),
        2 => key("rule-second"),
        3 => key("rule-third"),
        4 => key("rule-fourth"),
        5 => key("rule-fifth"),
        -1 => key("rule-last"),
        _ => key("rule-other-nth"),
    };
    desk.words.say(key).put("day", weekday(desk, one.day)).to_string()
}

fn listed(parts: &[String]) -> String {
    parts.join(", ")
}

/// "Every Thursday, 6:30pm to 8pm".
pub fn rule(desk: &Desk, pattern: &Pattern) -> String {
    let often = match &pattern.every {
        Every::Weeks { interval, days } => {
            let days: Vec<String> = days.days().map(|day| weekday(desk, day)).collect();
            let key = match interval {
                1 => key("rule-weekly"),
                2 => key("rule-fortnightly"),
                _ => key("rule-weeks"),
            };
            desk.words.say(key).put("days", listed(&days)).count("count", u32::from(*interval)).to_string()
        }
        Every::MonthsByWeekday { interval, which } => {
            let which: Vec<String> = which.iter().map(|one| nth(desk, one)).collect();
            let key = if *interval == 1 { key("rule-monthly") } else { key("rule-months") };
            desk.words.say(key).put("which", listed(&which)).count("count", u32::from(*interval)).to_string()
        }
        Every::MonthsByDay { days, .. } => {
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            desk.words.say(key("rule-month-days")).put("days", listed(&days)).to_string()
        }
        Every::Days { interval } => desk.words.say(key("rule-days")).count("count", u32::from(*interval)).to_string(),
        Every::Years { .. } => desk.words.t(key("rule-yearly")).to_owned(),
    };
    let hours = words::span(desk.words, pattern.starts, pattern.ends);
    desk.words.say(key("rule-with-hours")).put("rule", often).put("hours", hours).to_string()
}

fn place_name(offered: &Offered, place: Option<PlaceId>) -> Option<String> {
    offered.places.iter().find(|one| Some(one.id) == place).map(|one| one.name.clone())
}

/// "Ryrie Street Hall: Room 2. In the room".
pub fn whereabouts(
    desk: &Desk,
    offered: &Offered,
    (place, hall): (Option<PlaceId>, Option<HallId>),
    how: Mode,
) -> String {
    let hall = offered.halls.iter().find(|(_, id, _)| Some(*id) == hall).map(|(_, _, name)| name);
    let place = match (place_name(offered, place), hall) {
        (Some(place), Some(hall)) => {
            Some(desk.words.say(key("series-in-hall")).put("place", place).put("hall", hall).to_string())
        }
        (place, _) => place,
    };
    let parts = [place, Some(mode(desk, how))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}

/// A series as a line of its group; none where its stored rule cannot be read.
pub fn line(desk: &Desk, series: &Series, offered: &Offered, weeks_off: &[(Date, String)]) -> Option<SeriesLine> {
    let (pattern, _) = rule_of(series).ok()?;
    let day = |day: Date| words::day_and_month(desk.words, day, desk.today());
    let said = rule(desk, &pattern);
    let rule = match series.last_on {
        None => desk.words.say(key("rule-from")).put("rule", said).put("from", day(series.first_on)),
        Some(last) => {
            desk.words.say(key("rule-from-to")).put("rule", said).put("from", day(series.first_on)).put("to", day(last))
        }
    };
    let mut where_it_is = whereabouts(desk, offered, (series.place, series.hall), series.mode);
    if series.follows_closed_days {
        where_it_is = format!("{where_it_is}. {}", desk.words.t(key("rule-closed-days")));
    }
    let mut way_in: Vec<String> = Vec::new();
    if series.mode.needs_a_way_in() {
        way_in.extend([&series.link, &series.phone].into_iter().filter(|said| !said.is_empty()).cloned());
        way_in.extend(super::way_in::lines(desk, &series.letting_in));
    }
    Some(SeriesLine {
        id: series.id.to_string(),
        rule: rule.to_string(),
        where_it_is,
        way_in,
        weeks_off: weeks_off_lines(desk, &coming_weeks(desk, weeks_off)),
    })
}

/// The weeks off that are not over.
fn coming_weeks(desk: &Desk, weeks_off: &[(Date, String)]) -> Vec<(Date, String)> {
    let this_week = monday_of(desk.today());
    weeks_off.iter().filter(|(day, _)| monday_of(*day) >= this_week).cloned().collect()
}

/// "Off: 21 December to 3 January 2027 (Winter break)", a line each.
pub fn weeks_off_lines(desk: &Desk, weeks_off: &[(Date, String)]) -> Vec<String> {
    let day = |day: Date| words::day_and_month(desk.words, day, desk.today());
    let said = |(first, last, name): (Date, Date, &str)| {
        let week = desk.words.say(key("rule-week-off")).put("from", day(first)).put("to", day(last)).put("name", name);
        desk.words.say(key("rule-weeks-off")).put("weeks", week.to_string()).to_string()
    };
    super::weeks_off::spans(weeks_off).into_iter().map(said).collect()
}

/// Puts what may be chosen beside what was chosen.
pub fn offer(desk: &Desk, fields: SeriesFields, offered: &Offered) -> SeriesFields {
    let none = || (String::new(), desk.words.t(key("series-none")).to_owned());
    let words = |all: &BTreeSet<String>| {
        let chosen = all.iter().map(|word| (word.clone(), super::needs::check(word)));
        std::iter::once(none()).chain(chosen).collect()
    };
    let pair = |value: &str, key: &str| (value.to_owned(), desk.words.t(key).to_owned());
    let places = offered.places.iter().map(|place| (place.id.to_string(), place.name.clone()));
    SeriesFields {
        days: WEEK.into_iter().map(|day| Choice::new(code(day), weekday(desk, day))).collect(),
        rhythms: vec![
            pair("week", key("series-week")),
            pair("fortnight", key("series-fortnight")),
            pair("1", key("series-month-1")),
            pair("2", key("series-month-2")),
            pair("3", key("series-month-3")),
            pair("4", key("series-month-4")),
            pair("-1", key("series-month-last")),
        ],
        modes: Mode::ALL.into_iter().map(|one| Choice::new(one.code(), mode(desk, one))).collect(),
        places: std::iter::once(none()).chain(places).collect(),
        halls: halls(desk, offered),
        closed_days: vec![Choice::new("yes", desk.words.t(key("series-closed-days-choice")))],
        way_in: super::way_in::offer(desk, fields.way_in),
        checks: words(&offered.checks),
        trainings: words(&offered.trainings),
        ..fields
    }
}

/// Every room by its building, after the one that says none.
fn halls(desk: &Desk, offered: &Offered) -> Vec<(String, String)> {
    let named = offered.halls.iter().filter_map(|(place, id, hall)| {
        let place = place_name(offered, Some(*place))?;
        let words = desk.words.say(key("series-in-hall")).put("place", place).put("hall", hall).to_string();
        Some((id.to_string(), words))
    });
    std::iter::once((String::new(), desk.words.t(key("series-no-hall")).to_owned())).chain(named).collect()
}

/// The form of a series as it stands.
pub fn fields(desk: &Desk, series: &Series, weeks_off: &[(Date, String)]) -> SeriesFields {
    let (chosen_days, rhythm) = match rule_of(series).map(|(pattern, _)| pattern.every) {
        Ok(Every::Weeks { interval, days }) => {
            let rhythm = if interval == 2 { "fortnight" } else { "week" };
            (days.days().map(|day| code(day).to_owned()).collect(), rhythm.to_owned())
        }
        Ok(Every::MonthsByWeekday { which, .. }) => {
            let nth = which.iter().next().map(|one| one.nth.to_string()).unwrap_or_default();
            (which.iter().map(|one| code(one.day).to_owned()).collect(), nth)
        }
        _ => (Vec::new(), String::new()),
    };
    SeriesFields {
        chosen_days,
        rhythm,
        start: series.starts.strftime("%H:%M").to_string(),
        end: series.ends.strftime("%H:%M").to_string(),
        mode: series.mode.code().to_owned(),
        place: series.place.map(|id| id.to_string()).unwrap_or_default(),
        hall: series.hall.map(|id| id.to_string()).unwrap_or_default(),
        way_in: super::way_in::fields(desk, &series.link, &series.phone, &series.letting_in),
        until: series.last_on.map_or_else(Default::default, |day| {
            (day.day().to_string(), day.month().to_string(), day.year().to_string())
        }),
        chosen_closed_days: if series.follows_closed_days { vec!["yes".to_owned()] } else { Vec::new() },
        weeks: super::weeks_off::say(desk.words, &coming_weeks(desk, weeks_off)),
        seats: series.seats.to_string(),
        check: series.asks.check.as_ref().map(|kind| kind.word().to_owned()).unwrap_or_default(),
        training: series.asks.training.as_ref().map(|step| step.word().to_owned()).unwrap_or_default(),
        ..SeriesFields::default()
    }
}

/// The path of a group from the inside.
fn inside(seen: &SeriesSeen) -> String {
    format!("/groups/{}/inside", seen.group.slug)
}

fn now_words(desk: &Desk, seen: &SeriesSeen) -> String {
    let said = rule_of(&seen.series).map(|(pattern, _)| rule(desk, &pattern)).unwrap_or_default();
    format!("{said}. {}", whereabouts(desk, &seen.offered, (seen.series.place, seen.series.hall), seen.series.mode))
}

/// The form that changes a series.
pub fn ask(desk: &Desk, frame: Frame, seen: &SeriesSeen, fields: SeriesFields, errors: Errors) -> SeriesAsk {
    SeriesAsk {
        frame,
        id: seen.series.id.to_string(),
        version: seen.series.version.to_string(),
        group: seen.group.name.clone(),
        group_href: inside(seen),
        now: now_words(desk, seen),
        fields: offer(desk, fields, &seen.offered),
        errors,
    }
}

/// What is changed, in words and as it is carried on.
pub struct Change<'a> {
    /// From which day on.
    pub from: Date,
    /// The rule from then on, in words.
    pub will_be: String,
    /// The fields as they were typed, with the version of the preview.
    pub carried: Vec<(String, String)>,
    /// What is worth knowing besides.
    pub worth_knowing: Vec<String>,
    /// What would happen.
    pub preview: &'a Preview,
}

/// What a change would do, before it is done.
pub fn change(desk: &Desk, frame: Frame, seen: &SeriesSeen, change: Change<'_>) -> SeriesChange {
    let touched: BTreeSet<PersonId> = change
        .preview
        .fates
        .iter()
        .filter(|one| matches!(one.fate, Fate::Moved(..) | Fate::CalledOff(_)))
        .flat_map(|one| one.holders.iter().copied())
        .collect();
    SeriesChange {
        frame,
        acts: acts(),
        id: seen.series.id.to_string(),
        group: seen.group.name.clone(),
        group_href: inside(seen),
        from: words::day_and_month(desk.words, change.from, desk.today()),
        now: now_words(desk, seen),
        will_be: change.will_be,
        carried: change.carried,
        moves: change.preview.fates.iter().map(|one| move_line(desk, one)).collect(),
        worth_knowing: change.worth_knowing,
        seats_touched: touched.len(),
    }
}

fn move_line(desk: &Desk, one: &Foretold) -> MoveLine {
    let moment = |date: Date, at| {
        let day = words::day(desk.words, date, desk.today());
        desk.words.say(key("desk-moment")).put("day", day).put("time", words::clock(desk.words, at)).to_string()
    };
    let was = one.was.map(|was| moment(was.date, was.starts)).unwrap_or_default();
    let (will, outcome) = match one.fate {
        Fate::Kept(_) => (was.clone(), MoveOutcome::Kept),
        Fate::Moved(_, to) => (moment(to.date, to.starts), MoveOutcome::Moved),
        Fate::CalledOff(_) => (String::new(), MoveOutcome::Cancelled),
        Fate::Added(to) => (moment(to.date, to.starts), MoveOutcome::New),
    };
    let stays = matches!(outcome, MoveOutcome::Kept | MoveOutcome::Moved);
    let why = match one.fate {
        Fate::Kept(_) if one.off.is_some() => desk.words.t(key("series-off-stays")),
        _ if stays && one.ways == Ways::Other => desk.words.t(key("series-other-ways")),
        _ => "",
    };
    MoveLine { was, will, why: why.to_owned(), outcome }
}
