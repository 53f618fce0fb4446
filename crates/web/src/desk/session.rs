//! `/sessions/{id}` from what was seen of a session.

mod past;

use super::needs::{missing, role, strands, weave};
use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{MoveForm, SeatLine, SessionMay, SessionPage, SessionPlace, WayInLine};
use crate::parts::{Choice, Errors};
use crate::words::{self, key};
use bothy_actions::access::Named;
use bothy_actions::rota::Offer;
use bothy_actions::sessions::SessionSeen;
use bothy_actions::sessions::see_session::{Could, SeesAs};
use bothy_domain::rota::candidates::Familiar;
use bothy_domain::rota::{Answer, Hindrance, Seat};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{Mode, SessionState, Stage};

/// Why a session is called off, in words for everybody.
pub fn why(desk: &Desk, why: WhyCalledOff) -> String {
    let key = match why {
        WhyCalledOff::TooFewPeople => key("why-too-few-people"),
        WhyCalledOff::PlaceClosed => key("why-place-closed"),
        WhyCalledOff::Weather => key("why-weather"),
        WhyCalledOff::WeekOff => key("why-week-off"),
        WhyCalledOff::RuleChanged => key("why-rule-changed"),
        WhyCalledOff::Other => key("why-other"),
    };
    desk.words.t(key).to_owned()
}

/// How people come, in words.
pub fn mode(desk: &Desk, mode: Mode) -> String {
    let key = match mode {
        Mode::InPerson => key("mode-in-person"),
        Mode::Online => key("mode-online"),
        Mode::Phone => key("mode-phone"),
        Mode::Hybrid => key("mode-hybrid"),
    };
    desk.words.t(key).to_owned()
}

/// Why somebody cannot hold a seat, in words.
pub fn hindrance(desk: &Desk, found: &Hindrance) -> String {
    match found {
        Hindrance::Missing(lacks) => lacks.iter().map(|one| missing(desk, one)).collect::<Vec<_>>().join(". "),
        Hindrance::ElsewhereThen { .. } => desk.words.t(key("cannot-elsewhere")).to_owned(),
        Hindrance::OtherSeatHere => desk.words.t(key("cannot-other-seat")).to_owned(),
        Hindrance::KeptAway => desk.words.t(key("cannot-here")).to_owned(),
        Hindrance::AtOwnLimit { limit } => {
            desk.words.say(key("cannot-limit")).count("limit", usize::from(*limit)).to_string()
        }
        Hindrance::NotASupporter => desk.words.t(key("cannot-no-supporter")).to_owned(),
        Hindrance::TakenAlready { .. } => desk.words.t(key("cannot-taken")).to_owned(),
        Hindrance::TheirsAlready => desk.words.t(key("cannot-theirs")).to_owned(),
        Hindrance::NotTheirs => desk.words.t(key("cannot-not-theirs")).to_owned(),
        Hindrance::TooLate => desk.words.t(key("cannot-too-late")).to_owned(),
        Hindrance::NotAsked => desk.words.t(key("cannot-not-asked")).to_owned(),
    }
}

/// The page. `problem` is what was in the way of the last thing tried, and at which seat.
pub fn page(
    desk: &Desk,
    frame: Frame,
    seen: &SessionSeen,
    openers: &[Named],
    problem: Option<(&Seat, String)>,
) -> SessionPage {
    let session = &seen.session;
    let plans = seen.sees_as == SeesAs::Planner;
    let day = words::day(desk.words, session.date, desk.today());
    let span = words::span(desk.words, session.starts, session.ends);
    let problem = problem.map(|(seat, words)| (seat.id, words));
    let stage = Stage::of(session.starts_at, session.ends_at, desk.now);
    SessionPage {
        frame,
        acts: acts(),
        id: session.id.to_string(),
        version: session.version.to_string(),
        group: session.group_name.clone(),
        group_href: format!("/groups/{}", session.group_slug),
        when: desk.words.say(key("desk-moment")).put("day", day).put("time", span).to_string(),
        mode: mode(desk, session.mode),
        called_off: match session.state {
            SessionState::Planned => String::new(),
            SessionState::CalledOff { why: because, .. } => why(desk, because),
        },
        weave: weave(&seen.readiness),
        clock: desk.clock(session.starts_at),
        strands: strands(desk, &seen.readiness, &seen.people),
        seats: seen.seats.iter().map(|seat| seat_line(desk, seen, seat, problem.as_ref())).collect(),
        place: place(desk, seen),
        way_in: way_in(desk, seen),
        openers: openers.iter().map(|person| (person.id.to_string(), person.shown_name.clone())).collect(),
        overridden: session
            .overridden
            .map(|(by, _)| {
                desk.words.say(key("session-overridden")).put("name", desk.name(by, &seen.people)).to_string()
            })
            .unwrap_or_default(),
        may: may(plans, stage),
        moving: MoveForm {
            day: session.date.day().to_string(),
            month: session.date.month().to_string(),
            year: session.date.year().to_string(),
            start: session.starts.strftime("%H:%M").to_string(),
            end: session.ends.strftime("%H:%M").to_string(),
        },
        reason: String::new(),
        whys: WhyCalledOff::ALL
            .into_iter()
            .filter(|one| *one != WhyCalledOff::RuleChanged)
            .map(|one| Choice::new(one.code(), why(desk, one)))
            .collect(),
        differs: past::differs(desk, seen),
        held: past::held(desk, seen),
        done: match session.state {
            SessionState::Planned => done(desk, plans, stage),
            SessionState::CalledOff { .. } => String::new(),
        },
        history: past::lines(desk, seen),
        errors: Errors::default(),
        stale: None,
    }
}

/// What the rules would still take: a page offers nothing that is then refused.
fn may(plans: bool, stage: Stage) -> SessionMay {
    let to_come = stage == Stage::ToCome;
    let open = stage != Stage::Over;
    SessionMay {
        arrange: plans,
        hand_back: to_come,
        seats: plans && to_come,
        prepare: plans && open,
        let_fewer: plans && open,
        change: plans && to_come,
    }
}

/// Why less can be done than before.
fn done(desk: &Desk, plans: bool, stage: Stage) -> String {
    let said = match (stage, plans) {
        (Stage::ToCome, _) => return String::new(),
        (Stage::On, true) => key("session-on"),
        (Stage::On, false) => key("session-on-holder"),
        (Stage::Over, _) => key("session-over"),
    };
    desk.words.t(said).to_owned()
}

fn seat_line(
    desk: &Desk,
    seen: &SessionSeen,
    seat: &Seat,
    problem: Option<&(bothy_domain::ids::SeatId, String)>,
) -> SeatLine {
    let lacks = seen
        .facts
        .seats
        .iter()
        .find(|facts| facts.id == seat.id)
        .and_then(|facts| facts.holder.as_ref())
        .map(|(_, lacks)| lacks.iter().map(|one| missing(desk, one)).collect())
        .unwrap_or_default();
    let list = seen.could.get(&seat.id).map_or(&[][..], Vec::as_slice);
    let could: Vec<&Could> = list.iter().filter(|one| one.found.is_empty()).collect();
    // Whom the asking would still reach: not who is being asked, nor who said no.
    let unasked = |one: &Could, familiar: Familiar| {
        let put = |offer: &Offer| offer.seat == seat.id && offer.person == one.who.person;
        one.who.knows_the_group == familiar
            && !seen
                .offers
                .iter()
                .any(|offer| put(offer) && (offer.answer.is_none() || offer.says_no(seen.session.since)))
    };
    let listed = |familiar: Familiar| {
        let those = could.iter().filter(|one| one.who.knows_the_group == familiar);
        those
            .map(|one| {
                let note = carries(desk, one.who.held_that_week, one.who.limit_a_week);
                desk.person(one.who.person, &seen.people, &note)
            })
            .collect()
    };
    let asks: Vec<String> = seat
        .asks
        .check
        .iter()
        .map(|kind| super::needs::check(kind.word()))
        .chain(seat.asks.training.iter().map(|step| step.word().to_owned()))
        .collect();
    SeatLine {
        id: seat.id.to_string(),
        role: role(desk, seat.role),
        asks: asks.join(". "),
        holder: seat.holder().map(|person| desk.person(person, &seen.people, "")),
        lacks,
        mine: seat.holder() == Some(desk.me),
        asked: seen
            .offers
            .iter()
            .filter(|offer| offer.seat == seat.id)
            .map(|offer| {
                let note = match offer.answer {
                    None => key("asked-waiting"),
                    Some(Answer::Yes) => key("asked-yes"),
                    Some(Answer::No) => key("asked-no"),
                    Some(Answer::HandedBack) => key("asked-handed-back"),
                    Some(Answer::Withdrawn) => key("asked-withdrawn"),
                    Some(Answer::Filled) => key("asked-filled"),
                };
                desk.person(offer.person, &seen.people, desk.words.t(note))
            })
            .collect(),
        could: listed(Familiar::Knows),
        could_new: listed(Familiar::New),
        ask_known: could.iter().any(|one| unasked(one, Familiar::Knows)),
        ask_new: could.iter().filter(|one| unasked(one, Familiar::New)).count(),
        give_to: could
            .iter()
            .map(|one| (one.who.person.to_string(), desk.name(one.who.person, &seen.people)))
            .collect(),
        cannot: list
            .iter()
            .filter(|one| !one.found.is_empty())
            .map(|one| {
                let why: Vec<String> = one.found.iter().map(|found| hindrance(desk, found)).collect();
                desk.person(one.who.person, &seen.people, &why.join(". "))
            })
            .collect(),
        problem: problem.filter(|(id, _)| *id == seat.id).map(|(_, words)| words.clone()).unwrap_or_default(),
    }
}

/// How much they hold that week already.
pub(super) fn carries(desk: &Desk, held: u16, limit: Option<u16>) -> String {
    let held = usize::from(held);
    match limit {
        Some(limit) => {
            desk.words.say(key("could-load")).count("held", held).count("limit", usize::from(limit)).to_string()
        }
        None => desk.words.say(key("could-load-free")).count("held", held).to_string(),
    }
}

fn place(desk: &Desk, seen: &SessionSeen) -> Option<SessionPlace> {
    let session = &seen.session;
    let name = session.place_name.clone()?;
    let standing = seen.facts.place?;
    let needs_opener = standing.opener != bothy_domain::sessions::readiness::Opening::NotNeeded;
    let opener_words = match session.opener {
        Some(person) => desk.words.say(key("session-opens")).put("name", desk.name(person, &seen.people)).to_string(),
        None => desk.words.t(key("session-nobody-opens")).to_owned(),
    };
    Some(SessionPlace {
        name,
        href: format!("/groups/{}", session.group_slug),
        address: String::new(),
        confirmed: session.place_confirmed_at.is_some(),
        confirmed_words: match session.place_confirmed_at {
            Some(at) => desk.words.say(key("session-place-yes")).put("moment", desk.moment(at)).to_string(),
            None => desk.words.t(key("session-place-no")).to_owned(),
        },
        needs_opener,
        opener: session.opener.map(|id| id.to_string()).unwrap_or_default(),
        opener_words: if needs_opener { opener_words } else { String::new() },
    })
}

fn way_in(desk: &Desk, seen: &SessionSeen) -> Option<WayInLine> {
    let session = &seen.session;
    session.mode.needs_a_way_in().then(|| WayInLine {
        link: session.link.clone(),
        href: super::way_in::href(&session.link),
        phone: session.phone.clone(),
        letting: super::way_in::lines(desk, &session.letting_in),
        fields: super::way_in::fields(desk, &session.link, &session.phone, &session.letting_in),
        tried: session.way_in_confirmed_at.is_some(),
        tried_words: match session.way_in_confirmed_at {
            Some(at) => desk.words.say(key("session-tried")).put("moment", desk.moment(at)).to_string(),
            None => desk.words.t(key("session-not-tried")).to_owned(),
        },
    })
}
