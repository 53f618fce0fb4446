//! The facts of a group's kind and the parts of a course: their forms, what was typed, and how they are said.

use super::Desk;
use crate::pages::staff::{CourseFields, OwnFields, PartLine};
use crate::parts::Errors;
use crate::routes::form::date_of;
use crate::words::{self, key};
use bothy_domain::groups::course::{MOST_PARTS, PartsRefused};
use bothy_domain::groups::own_facts::{MOST_PEOPLE, MOST_WEEKS, OwnRefused};
use bothy_domain::groups::{CoursePart, GroupKind, OwnFacts};
use bothy_domain::sessions::change::monday_of;
use jiff::civil::Date;

/// How many empty rows the form of the parts has.
const EMPTY_ROWS: usize = 2;

fn boxes(day: Option<Date>) -> (String, String, String) {
    day.map_or_else(Default::default, |day| (day.day().to_string(), day.month().to_string(), day.year().to_string()))
}

/// The form as it stands.
pub fn fields(kind: GroupKind, own: &OwnFacts) -> OwnFields {
    let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    OwnFields {
        kind: Some(kind),
        first: boxes(own.first_on),
        last: boxes(own.last_on),
        join: boxes(own.join_until),
        holds: number(own.holds),
        effort: own.effort.clone(),
        who_reads: own.who_reads.clone(),
        weeks: number(own.weeks),
    }
}

/// Reads the form; what cannot be read is said at its field.
pub fn read(desk: &Desk, typed: &OwnFields, errors: &mut Errors) -> OwnFacts {
    let mut date = |field: &'static str, typed: &(String, String, String)| {
        let empty = typed.0.is_empty() && typed.1.is_empty() && typed.2.is_empty();
        let read = date_of(typed);
        if read.is_none() && !empty {
            errors.add(field, desk.words.t(key("own-say-date")));
        }
        read
    };
    let (first_on, last_on, join_until) =
        (date("first", &typed.first), date("last", &typed.last), date("join", &typed.join));
    let mut number = |field: &'static str, typed: &str, refused: OwnRefused| {
        let read = typed.parse::<u16>().ok();
        if read.is_none() && !typed.is_empty() {
            errors.add(field, refusal(desk, refused).1);
        }
        read
    };
    OwnFacts {
        first_on,
        last_on,
        join_until,
        holds: number("holds", &typed.holds, OwnRefused::Holds),
        weeks: number("weeks", &typed.weeks, OwnRefused::Weeks),
        effort: typed.effort.clone(),
        who_reads: typed.who_reads.clone(),
    }
}

/// What is wrong with the facts of a kind, and at which field.
pub fn refusal(desk: &Desk, refused: OwnRefused) -> (&'static str, String) {
    let say = |key: &'static str| desk.words.t(key).to_owned();
    let most = |key: &'static str, most: u16| desk.words.say(key).count("most", u32::from(most)).to_string();
    match refused {
        OwnRefused::NoFirst => ("first", say(key("own-say-first"))),
        OwnRefused::NoLast => ("last", say(key("own-say-last"))),
        OwnRefused::EndsFirst => ("last", say(key("own-ends-first"))),
        OwnRefused::JoinsAfterEnd => ("join", say(key("own-joins-late"))),
        OwnRefused::Holds => ("holds", most(key("own-say-holds"), MOST_PEOPLE)),
        OwnRefused::Weeks => ("weeks", most(key("own-say-weeks"), MOST_WEEKS)),
        OwnRefused::TooLong => ("effort", say(key("group-too-long"))),
    }
}

/// The parts of a course, and the rows of their form.
pub fn course(desk: &Desk, parts: &[(CoursePart, Option<Date>)]) -> CourseFields {
    let this_week = monday_of(desk.today());
    let lines: Vec<PartLine> = (1..)
        .zip(parts)
        .map(|(number, (part, day))| PartLine {
            when: match day {
                Some(day) => desk
                    .words
                    .say(key("parts-day"))
                    .put("day", words::day_and_month(desk.words, *day, desk.today()))
                    .to_string(),
                None => desk.words.t(key("parts-no-day")).to_owned(),
            },
            this_week: day.is_some_and(|day| monday_of(day) == this_week),
            ..row(number, part)
        })
        .collect();
    let rows = rows(parts.iter().map(|(part, _)| part.clone()).collect());
    CourseFields { parts: lines, rows }
}

fn row(number: usize, part: &CoursePart) -> PartLine {
    PartLine {
        number,
        order: number.to_string(),
        title: part.title.clone(),
        material: part.material.clone(),
        link: part.link.clone(),
        href: super::way_in::href(&part.link),
        when: String::new(),
        this_week: false,
    }
}

/// The rows of the form: these parts, and some empty ones.
pub fn rows(mut parts: Vec<CoursePart>) -> Vec<PartLine> {
    parts.extend(std::iter::repeat_n(CoursePart::default(), EMPTY_ROWS));
    (1..).zip(&parts).map(|(number, part)| row(number, part)).collect()
}

/// What is wrong with a part of a course.
pub fn parts_refusal(desk: &Desk, refused: PartsRefused) -> String {
    let (key, part) = match refused {
        PartsRefused::NoTitle { part } => (key("parts-say-title"), part),
        PartsRefused::Link { part, .. } => (key("parts-say-link"), part),
        PartsRefused::TooLong { part } => (key("parts-too-long"), part),
        PartsRefused::TooMany => {
            return desk.words.say(key("parts-too-many")).count("most", MOST_PARTS).to_string();
        }
    };
    desk.words.say(key).count("part", part).to_string()
}
