//! `/concerns/{id}` from one worry, for those who read it.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{Concern as Page, TypedGoing};
use crate::parts::{Errors, Pressing, PromiseClock};
use crate::words::{self, key};
use bothy_actions::safety::{ConcernSeen, read_by};
use bothy_domain::safety::concern::{About, ConcernState, Danger};
use jiff::Timestamp;

/// The page. Its words are those that were written, unchanged; they stand nowhere else.
pub fn page(desk: &Desk, frame: Frame, seen: &ConcernSeen) -> Page {
    let ConcernSeen { row, people, looks } = seen;
    let concern = &row.concern;
    let (clock, acknowledged) = match concern.state {
        ConcernState::Raised => (desk.clock(read_by(concern.raised_at, concern.danger)), String::new()),
        ConcernState::Acknowledged { by, at } => {
            let moment = desk.moment(at);
            let said =
                desk.words.say(key("desk-concern-has")).put("name", desk.name(by, people)).put("moment", &moment);
            (kept(desk, &moment), said.to_string())
        }
    };
    let readers = desk.words.say(key("desk-concern-readers"));
    let [first, second] = concern.readers;
    let words =
        if row.words.trim().is_empty() { desk.words.t(key("desk-concern-no-words")) } else { row.words.as_str() };
    Page {
        frame,
        acts: acts(),
        id: row.id.to_string(),
        told: desk.words.say(key("desk-concern-told")).put("moment", told(desk, concern.raised_at)).to_string(),
        about: about(desk, row.about, concern.danger),
        words: words.to_owned(),
        who: row.said_by.map(|person| desk.name(person, people)).unwrap_or_default(),
        back: row.reach_back.trim().to_owned(),
        clock,
        acknowledged,
        readers: readers.put("first", desk.name(first, people)).put("second", desk.name(second, people)).to_string(),
        history: Vec::new(),
        looks: *looks,
        may_hold: false,
        holds: Vec::new(),
        typed: TypedGoing::default(),
        errors: Errors::default(),
    }
}

/// "Sunday 29 November, 3am": a worry is spoken of by its date, not as "yesterday".
fn told(desk: &Desk, at: Timestamp) -> String {
    let wall = bothy_calendar::zone::wall(at, &desk.zone);
    let day = words::day(desk.words, wall.date(), desk.today());
    let time = words::clock(desk.words, wall.time());
    desk.words.say(key("desk-moment")).put("day", day).put("time", time).to_string()
}

fn kept(desk: &Desk, moment: &str) -> PromiseClock {
    PromiseClock {
        pressing: Pressing::Done,
        left: 1.0,
        words: desk.words.t(key("desk-concern-kept")).to_owned(),
        by: moment.to_owned(),
    }
}

fn about(desk: &Desk, about: About, danger: Danger) -> String {
    let key = match about {
        About::Myself => key("desk-about-myself"),
        About::SomebodyElse => key("desk-about-somebody-else"),
        About::Supporter => key("desk-about-supporter"),
        About::Place => key("desk-about-place"),
        About::Words => key("desk-about-words"),
        About::Other => key("desk-about-other"),
    };
    let said = desk.words.t(key);
    match danger {
        Danger::YesOrNotSure => desk.words.say(words::key("desk-about-danger")).put("about", said).to_string(),
        Danger::No => said.to_owned(),
    }
}
