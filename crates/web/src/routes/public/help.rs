//! Whom to ring, from memory: no database is asked for this page.

use crate::here::{Here, href};
use crate::pages::public::{Help, Line};
use crate::refusals::{Answer, page};
use crate::words::{self, key};
use bothy_actions::help::{Answers, HelpLine, WeekHours};
use jiff::ToSpan as _;
use jiff::civil::{DateTime, Weekday};

/// `/help`
pub async fn help(here: Here) -> Answer {
    let wall = here.wall(here.now);
    let (mut open, mut later) = (Vec::new(), Vec::new());
    // The first line is the number for danger now; it stands at the head of the page.
    for line in here.door.lines.iter().skip(1) {
        let answers = WeekHours::read(&line.hours).map(|hours| hours.at(wall));
        let shown = shown(&here, line, answers, wall);
        match answers {
            Some(Answers::Always | Answers::Until(..)) => open.push(shown),
            // Where the hours are not known it is never said to be open.
            Some(Answers::From(..) | Answers::Never) | None => later.push(shown),
        }
    }
    page(&Help {
        frame: here.frame(None),
        now: here.moment(here.now),
        area: here.organisation.area.clone(),
        open,
        later,
        silent: Vec::new(),
        then_tell: here.asked("from").is_some_and(|from| from == "concern"),
    })
}

fn shown(here: &Here, line: &HelpLine, answers: Option<Answers>, wall: DateTime) -> Line {
    let words = here.words();
    let hours = match answers {
        Some(Answers::Always) => words.t(key("said-always")).to_owned(),
        Some(Answers::Until(_, until)) => {
            words.say(key("said-open-until")).put("time", words::clock(words, until)).to_string()
        }
        Some(Answers::From(day, from)) => words
            .say(key("said-open-from"))
            .put("day", day_ahead(here, wall, day))
            .put("time", words::clock(words, from))
            .to_string(),
        Some(Answers::Never) | None => words.t(key("said-hours-unknown")).to_owned(),
    };
    Line {
        number: line.number.clone(),
        href: href(&line.number),
        name: line.name.clone(),
        words: line.what.clone(),
        hours,
        ways: words.t(key("said-ring")).to_owned(),
        checked: words::day_and_month(words, line.checked_on, here.today()),
        source: line.source.clone(),
    }
}

/// "Today", "Tomorrow" or the name of the next such weekday.
fn day_ahead(here: &Here, wall: DateTime, day: Weekday) -> String {
    let ahead = wall.date().weekday().until(day);
    words::on_near_day(here.words(), wall.date().saturating_add(i64::from(ahead).days()), wall.date())
}
