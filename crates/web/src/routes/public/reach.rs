//! When can I reach someone: from the hours in memory, and the next session from the database where it answers.

use super::lines::by_day;
use crate::here::{Here, href};
use crate::pages::HelpNumber;
use crate::pages::public::{DayRow, Reach, ReachNow, Way};
use crate::parts::{HoursStrip, Icon};
use crate::refusals::{Answer, page};
use crate::words::{self, key};
use bothy_actions::groups::see_what_is_on;
use bothy_actions::help::ReachHour;
use bothy_domain::organisations::reach::{OpenUntil, next_after, open_at};
use bothy_domain::sessions::readiness::WillItRun;
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan as _};

const WAYS: [(&str, Icon); 4] =
    [("ring", Icon::Phone), ("come-in", Icon::Door), ("online", Icon::Screen), ("write", Icon::Note)];

/// `/reach`
pub async fn reach(here: Here) -> Answer {
    let wall = here.wall(here.now);
    let today = wall.date();
    let hours = &here.door.hours;
    let used: Vec<(&str, Icon)> =
        WAYS.into_iter().filter(|(way, _)| hours.iter().any(|span| span.way == *way)).collect();
    let mut ways: Vec<Way> = used.iter().map(|(way, icon)| shown(&here, way, *icon, wall)).collect();
    ways.sort_by_key(|way| !way.open);
    let ringing = open_at(hours, "ring", wall);
    let someone = ringing.map(|(span, open)| ReachNow {
        who: until(&here, wall, open),
        number: Some(HelpNumber {
            number: span.says.clone(),
            href: href(&span.says),
            what: here.words().t(key("said-way-ring")).to_owned(),
        }),
    });
    let next_at =
        next_after(hours, |span| span.way != "write", wall).map(|(on, span)| at(&here, today, on, span.starts));
    // The page stands without the database: then only the next session is left out.
    let to = here.now.saturating_add(SignedDuration::from_hours(24 * 7)).unwrap_or(here.now);
    let on = see_what_is_on(&here.service.bothy, here.organisation.id, here.now, to, 20).await.ok();
    let next = on.and_then(|on| {
        let soon =
            on.sessions.iter().find(|coming| coming.will == WillItRun::Yes && coming.session.starts_at > here.now);
        soon.map(|coming| by_day(&here, coming, ""))
    });
    page(&Reach {
        frame: here.frame(None),
        now: here.moment(here.now),
        someone,
        next_at: next_at.unwrap_or_default(),
        ways,
        columns: used.iter().map(|(way, _)| here.words().t(column_key(way)).to_owned()).collect(),
        week: (0..5).map(|ahead| row(&here, &used, today, ahead)).collect(),
        next,
        shut: Vec::new(),
    })
}

fn name_key(way: &str) -> &'static str {
    match way {
        "ring" => key("said-way-ring"),
        "come-in" => key("said-way-come-in"),
        "online" => key("said-way-online"),
        _ => key("said-way-write"),
    }
}

fn column_key(way: &str) -> &'static str {
    match way {
        "ring" => key("said-column-ring"),
        "come-in" => key("said-column-come-in"),
        "online" => key("said-column-online"),
        _ => key("said-column-write"),
    }
}

fn on_day<'h>(hours: &'h [ReachHour], way: &'h str, day: Date) -> impl Iterator<Item = &'h ReachHour> {
    let weekday = day.weekday().to_monday_one_offset();
    hours.iter().filter(move |span| span.way == way && span.day == weekday)
}

fn until(here: &Here, now: DateTime, open: OpenUntil) -> String {
    let OpenUntil::At(end) = open else { return here.words().t(key("said-always-open")).to_owned() };
    let clock = words::clock(here.words(), end.time());
    // Within a day a time alone says which; later, the day is said too.
    if end.duration_since(now) < SignedDuration::from_hours(24) {
        return here.words().say(key("said-until")).put("time", clock).to_string();
    }
    let day = words::on_near_day(here.words(), end.date(), now.date());
    here.words().say(key("said-until-day")).put("day", day).put("time", clock).to_string()
}

fn at(here: &Here, today: Date, on: Date, time: Time) -> String {
    let clock = words::clock(here.words(), time);
    match (on - today).get_days() {
        0 => here.words().say(key("said-today-at")).put("time", clock).to_string(),
        1 => here.words().say(key("said-tomorrow-at")).put("time", clock).to_string(),
        _ => {
            let day = words::on_near_day(here.words(), on, today);
            here.words().say(key("said-day-at")).put("day", day).put("time", clock).to_string()
        }
    }
}

fn minutes(time: Time) -> u16 {
    let minutes = i16::from(time.hour()) * 60 + i16::from(time.minute());
    u16::try_from(minutes).unwrap_or(0)
}

/// Midnight ends the day that it closes.
fn ending(time: Time) -> u16 {
    if time == Time::midnight() { 24 * 60 } else { minutes(time) }
}

fn shown(here: &Here, way: &str, icon: Icon, now: DateTime) -> Way {
    let hours = &here.door.hours;
    let (today, time) = (now.date(), now.time());
    let open = open_at(hours, way, now);
    let next = match open {
        Some((_, OpenUntil::Always)) => None,
        // What only runs on over midnight is no next time.
        Some((_, OpenUntil::At(end))) => next_after(hours, |span| span.way == way, end),
        None => next_after(hours, |span| span.way == way, now),
    };
    let says = hours.iter().find(|span| span.way == way).map(|span| span.says.clone());
    Way {
        icon,
        name: here.words().t(name_key(way)).to_owned(),
        how: open.map(|(span, _)| span.says.clone()).or(says).unwrap_or_default(),
        open: open.is_some(),
        hours: HoursStrip {
            open: on_day(hours, way, today).map(|span| (minutes(span.starts), ending(span.ends))).collect(),
            now: minutes(time),
        },
        state: open.map_or_else(|| here.words().t(key("said-shut")).to_owned(), |(_, open)| until(here, now, open)),
        next: next
            .map(|(on, span)| {
                here.words().say(key("said-next")).put("when", at(here, today, on, span.starts)).to_string()
            })
            .unwrap_or_default(),
    }
}

fn row(here: &Here, used: &[(&str, Icon)], today: Date, ahead: i32) -> DayRow {
    let day = today.saturating_add(i64::from(ahead).days());
    let cell = |way: &str| {
        let spans = on_day(&here.door.hours, way, day);
        let said: Vec<String> = spans.map(|span| words::span(here.words(), span.starts, span.ends)).collect();
        said.join(", ")
    };
    DayRow {
        day: words::near_day(here.words(), day, today),
        today: ahead == 0,
        cells: used.iter().map(|(way, _)| cell(way)).collect(),
    }
}
