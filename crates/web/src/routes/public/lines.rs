//! Turning what is really there into the lines that pages show.

use crate::here::Here;
use crate::pages::public::{Chip, SessionLine, Will};
use crate::parts::{Icon, Strand, Weave};
use crate::words::{self, key};
use bothy_actions::groups::Coming;
use bothy_domain::places::PlaceKind;
use bothy_domain::sessions::readiness::WillItRun;
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{Mode, SessionState};
use jiff::civil::time;

/// The cord of a session.
pub fn weave(coming: &Coming) -> Weave {
    let [people, place, technology] = coming.strands.map(strand);
    Weave { people, place, technology }
}

fn strand((met, of): (usize, usize)) -> Strand {
    match (met, of) {
        (_, 0) => Strand::NotNeeded,
        (met, of) if met == of => Strand::Ready,
        (0, _) => Strand::Gap,
        (met, of) => {
            let part = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
            Strand::Partly(part(met) / part(of))
        }
    }
}

/// What is still being found, the most needed first.
pub fn still(here: &Here, coming: &Coming) -> String {
    let [people, place, _] = coming.strands.map(|(met, of)| met < of);
    let key = if people {
        key("said-people")
    } else if place {
        key("said-place")
    } else {
        key("said-technology")
    };
    here.words().t(key).to_owned()
}

/// Whether it will be held, as everybody may be told.
pub fn will(here: &Here, coming: &Coming) -> Will {
    match (coming.will, coming.session.state) {
        (_, SessionState::CalledOff { why, .. }) => Will::CalledOff(here.words().t(why_key(why)).to_owned()),
        (WillItRun::No, SessionState::Planned) => Will::NotKnown,
        (WillItRun::Yes, _) if coming.session.moved_by_hand => {
            Will::Moved(here.words().t(key("said-moved")).to_owned())
        }
        (WillItRun::Yes, _) => Will::Run,
        (WillItRun::BeingArranged, _) => Will::Partly { weave: weave(coming), words: still(here, coming) },
    }
}

fn why_key(why: WhyCalledOff) -> &'static str {
    match why {
        WhyCalledOff::TooFewPeople => key("said-off-people"),
        WhyCalledOff::PlaceClosed => key("said-off-place"),
        WhyCalledOff::Weather => key("said-off-weather"),
        WhyCalledOff::WeekOff => key("said-off-week"),
        WhyCalledOff::RuleChanged => key("said-off-rule"),
        WhyCalledOff::Other => key("said-off-other"),
    }
}

/// How one meets.
pub fn mode_words(here: &Here, coming: &Coming) -> String {
    let key = match (coming.session.mode, coming.session.place_kind) {
        (Mode::InPerson, PlaceKind::Route) => key("said-on-a-walk"),
        (mode, _) => mode_key(mode),
    };
    here.words().t(key).to_owned()
}

/// The words of how people come.
pub fn mode_key(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => key("said-in-person"),
        Mode::Online => key("said-online"),
        Mode::Phone => key("said-phone"),
        Mode::Hybrid => key("said-hybrid"),
    }
}

fn mode_icon(mode: Mode) -> Icon {
    match mode {
        Mode::InPerson | Mode::Hybrid => Icon::Door,
        Mode::Online => Icon::Screen,
        Mode::Phone => Icon::Phone,
    }
}

/// Where one meets, in a few words.
pub fn place_words(here: &Here, coming: &Coming) -> String {
    match &coming.session.place_name {
        Some(name) => name.clone(),
        None => mode_words(here, coming),
    }
}

/// A line with the day under the time.
pub fn by_day(here: &Here, coming: &Coming, about: &str) -> SessionLine {
    let today = here.today();
    let evening = coming.session.date == today && coming.session.starts >= time(17, 0, 0, 0);
    let under = if evening {
        here.words().t(key("said-tonight")).to_owned()
    } else {
        words::near_day(here.words(), coming.session.date, today)
    };
    SessionLine { under_time: under, ..line(here, coming, about) }
}

/// A line with the end under the time, for a list that has the days as heads.
pub fn by_time(here: &Here, coming: &Coming, about: &str) -> SessionLine {
    let to = words::clock(here.words(), coming.session.ends);
    SessionLine {
        under_time: here.words().say(key("said-to")).put("time", to).to_string(),
        ..line(here, coming, about)
    }
}

fn line(here: &Here, coming: &Coming, about: &str) -> SessionLine {
    let session = &coming.session;
    SessionLine {
        time: words::clock(here.words(), session.starts),
        under_time: String::new(),
        name: session.group_name.clone(),
        path: format!("/groups/{}", session.group_slug),
        about: about.to_owned(),
        chips: vec![Chip::plain(mode_icon(session.mode), mode_words(here, coming))],
        place: place_words(here, coming),
        far: None,
        will: will(here, coming),
    }
}

/// "Aileen and Priya are there now."
pub fn who_is_there(here: &Here, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => here.words().say(key("said-there-one")).put("name", name).to_string(),
        [first, second, ..] => {
            here.words().say(key("said-there-two")).put("first", first).put("second", second).to_string()
        }
    }
}
