//! `/account/calendar` from the links that somebody has.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{CalendarLine, CalendarPage};
use crate::parts::Errors;
use crate::words::{self, key};
use bothy_actions::access::PrivateCalendar;
use bothy_domain::rota::private_calendar::{MOST, one_more};
use jiff::Timestamp;

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, links: &[PrivateCalendar], wall: Timestamp) -> CalendarPage {
    CalendarPage {
        frame,
        acts: acts(),
        made: None,
        links: links.iter().map(|link| line(desk, link, wall)).collect(),
        one_more: one_more(links.len()).is_ok(),
        most: desk.words.say(key("calendar-most")).count("count", MOST).to_string(),
        word: desk.words.t(key("calendar-word-first")).to_owned(),
        errors: Errors::default(),
    }
}

fn line(desk: &Desk, link: &PrivateCalendar, wall: Timestamp) -> CalendarLine {
    // Links live by the clock on the wall, which the demonstration does not move; and what is noted of a reading is
    // its day.
    let by_wall = Desk { now: wall, ..desk.clone() };
    let day = |at| words::day(desk.words, bothy_calendar::zone::day_of(at, &desk.zone), by_wall.today());
    let made = day(link.made_at);
    let when = match link.read_at {
        Some(read) => desk.words.say(key("calendar-read-line")).put("made", made).put("read", day(read)).to_string(),
        None => desk.words.say(key("calendar-new-line")).put("made", made).to_string(),
    };
    CalendarLine { id: link.id.to_string(), says: link.says.clone(), when }
}
