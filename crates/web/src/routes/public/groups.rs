//! What is on, and one group, with whether each session will really run.

use super::events::events;
use super::lines::{by_day, mode_words, place_words, still, weave, who_is_there, will};
use crate::desk;
use crate::here::Here;
use crate::pages::public::TroubleKind;
use crate::pages::public::{
    AccessFact, Asked, FactTone, Front, Group, LampCard, NextSession, OrderStep, PlaceFacts, Will,
};
use crate::parts::{Icon, Lamp};
use crate::refusals::{Answer, away, page, trouble};
use crate::routes::calendars::{self, Tagged};
use crate::words::{self, key};
use axum::extract::Path;
use axum::http::HeaderMap;
use bothy_actions::groups::{Coming, Fact, GroupSeen, Place, PlaceKnown, WhatIsOn, see_what_is_on};
use bothy_calendar::ics::{FeedEvent, feed};
use bothy_domain::groups::GroupKind;
use bothy_domain::imports::Point;
use bothy_domain::places::{FactKind, PlaceKind, Says};
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::WillItRun;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

fn about<'w>(on: &'w WhatIsOn, coming: &Coming) -> &'w str {
    on.groups.get(&coming.session.group).map_or("", |group| group.for_whom.as_str())
}

/// `/`
pub async fn front(here: Here) -> Answer {
    let to = here.now.saturating_add(SignedDuration::from_hours(24 * 7)).unwrap_or(here.now);
    let on = match see_what_is_on(&here.service.bothy, here.organisation.id, here.now, to, 40).await {
        Ok(on) => on,
        Err(error) => return away(&here, &error),
    };
    let lamp = on.sessions.iter().find(|coming| !coming.there_now.is_empty()).map(|coming| LampCard {
        place: place_words(&here, coming),
        what: here
            .words()
            .say(key("said-cafe-until"))
            .put("name", &coming.session.group_name)
            .put("time", words::clock(here.words(), coming.session.ends))
            .to_string(),
        who: who_is_there(&here, &coming.there_now),
        path: format!("/groups/{}", coming.session.group_slug),
    });
    let soon = on.sessions.iter().filter(|coming| coming.will != WillItRun::No && coming.session.starts_at > here.now);
    let next = soon.take(3).map(|coming| by_day(&here, coming, about(&on, coming))).collect();
    page(&Front {
        frame: here.frame(None),
        lamp,
        next,
        promises: Vec::new(),
        counted_over: String::new(),
        open: here.door.readers.len() >= 2,
    })
}

/// `/groups/{slug}` and `/groups/{slug}.ics`
pub async fn group(here: Here, Path(slug): Path<String>, asked: HeaderMap) -> Answer {
    if let Some(slug) = slug.strip_suffix(".ics") {
        return calendar(here, slug.to_owned(), &asked).await;
    }
    match here.service.group(here.organisation.id, &slug, here.now).await {
        Ok(Some(seen)) => page(&group_page(&here, &seen)),
        Ok(None) => trouble(&here, TroubleKind::NotFound),
        Err(error) => away(&here, &error),
    }
}

fn group_page(here: &Here, seen: &GroupSeen) -> Group {
    let next = seen.coming.iter().find(|coming| coming.session.state == SessionState::Planned);
    Group {
        frame: here.frame(Some(crate::pages::Tab::Groups)),
        name: seen.group.name.clone(),
        about: seen.group.purpose.clone(),
        when: when(here, seen),
        from_anywhere: seen.place.is_none() && next.is_some_and(|coming| !coming.session.mode.needs_a_place()),
        how: next.map(|coming| mode_words(here, coming)).unwrap_or_default(),
        for_whom: seen.group.for_whom.clone(),
        kind: kind_words(here, seen.group.kind),
        own: own_lines(here, seen),
        door: seen.group.how_to_come.clone(),
        calendar: format!("/groups/{}.ics", seen.group.slug),
        href: format!("/groups/{}", seen.group.slug),
        next: next.map(|coming| next_session(here, coming)),
        order: seen.group.what_happens.lines().filter_map(OrderStep::of_line).collect(),
        questions: seen
            .questions
            .iter()
            .map(|one| Asked { question: one.asked.clone(), answer: one.answer.clone() })
            .collect(),
        place: seen.place.as_ref().map(|known| place_facts(here, known)),
        coming: seen.coming.iter().map(|coming| coming_line(here, coming)).collect(),
        open: here.door.readers.len() >= 2,
        large: super::prints::is_large(here),
        events: if here.door.readers.len() >= 2 { events(here, seen) } else { String::new() },
    }
}

/// Who may come, and when, in a sentence; two people alone are nobody else's business.
fn kind_words(here: &Here, kind: GroupKind) -> String {
    kind_about(kind).map_or_else(String::new, |key| here.words().t(key).to_owned())
}

/// The words of who may come, and when; two people alone have none.
pub fn kind_about(kind: GroupKind) -> Option<&'static str> {
    let key = match kind {
        GroupKind::Open => key("group-kind-open"),
        GroupKind::DropIn => key("group-kind-drop-in"),
        GroupKind::ClosedCohort => key("group-kind-closed"),
        GroupKind::Rolling => key("group-kind-rolling"),
        GroupKind::Activity => key("group-kind-activity"),
        GroupKind::OnlineChat => key("group-kind-chat"),
        GroupKind::Course => key("group-kind-course"),
        GroupKind::OneToOne => return None,
    };
    Some(key)
}

/// The facts that belong to the group's kind, a line each.
fn own_lines(here: &Here, seen: &GroupSeen) -> Vec<String> {
    let own = &seen.group.own;
    let day = |day: Date| words::day_and_month(here.words(), day, here.today());
    let mut lines = Vec::new();
    let weeks = match (own.first_on, own.last_on) {
        (Some(first), Some(last)) => {
            Some(here.words().say(key("group-own-weeks")).put("first", day(first)).put("last", day(last)))
        }
        (Some(first), None) => Some(here.words().say(key("group-own-from")).put("first", day(first))),
        (None, Some(last)) => Some(here.words().say(key("group-own-until")).put("last", day(last))),
        (None, None) => None,
    };
    lines.extend(weeks.map(|said| said.to_string()));
    if let Some(join) = own.join_until {
        lines.push(here.words().say(key("group-own-join")).put("day", day(join)).to_string());
    }
    if let Some(holds) = own.holds {
        lines.push(here.words().say(key("group-own-holds")).count("count", u32::from(holds)).to_string());
    }
    lines.extend([&own.effort, &own.who_reads].into_iter().filter(|said| !said.is_empty()).cloned());
    if !seen.parts.is_empty() {
        let said = here.words().say(key("group-own-parts")).count("count", seen.parts.len());
        lines.push(said.put("titles", seen.parts.join(", ")).to_string());
    }
    lines
}

fn coming_line(here: &Here, coming: &Coming) -> crate::pages::public::SessionLine {
    let mut line = by_day(here, coming, "");
    line.under_time = words::day(here.words(), coming.session.date, here.today());
    line.chips.clear();
    line
}

fn next_session(here: &Here, coming: &Coming) -> NextSession {
    let session = &coming.session;
    let on_now = !coming.there_now.is_empty();
    let words = if on_now {
        here.words().say(key("said-lit")).put("who", who_is_there(here, &coming.there_now)).to_string()
    } else {
        match coming.will {
            WillItRun::Yes => here.words().t(key("said-on")).to_owned(),
            WillItRun::BeingArranged => still(here, coming),
            WillItRun::No => here.words().t(key("said-off")).to_owned(),
        }
    };
    let day = words::on_near_day(here.words(), session.date, here.today());
    let clock = words::clock(here.words(), session.starts);
    let when = here.words().say(key("said-next-at")).put("day", day).put("time", clock).to_string();
    NextSession {
        when: words::first_large(&when),
        starts: session.starts_at.to_string(),
        lamp: if on_now { Lamp::Lit } else { Lamp::Out },
        weave: weave(coming),
        words,
        will: match will(here, coming) {
            // The sentence beside it says what is still being found.
            Will::Partly { .. } => Will::Run,
            other => other,
        },
        place: place_words(here, coming),
    }
}

/// "Fridays, 11am to 12:30pm", where the coming sessions agree; otherwise only the next one.
pub(super) fn when(here: &Here, seen: &GroupSeen) -> String {
    let usual: Vec<_> = seen.coming.iter().filter(|coming| !coming.session.moved_by_hand).collect();
    let Some(first) = usual.first() else { return String::new() };
    let session = &first.session;
    let same = |other: &&&Coming| {
        other.session.original_date.weekday() == session.original_date.weekday()
            && other.session.starts == session.starts
            && other.session.ends == session.ends
    };
    let weekly = usual.windows(2).all(|pair| match pair {
        [one, next] => (next.session.original_date - one.session.original_date).get_days() == 7,
        _ => true,
    });
    let hours = words::span(here.words(), session.starts, session.ends);
    if usual.len() > 1 && weekly && usual.iter().all(|other| same(&other)) {
        let weekdays = words::weekly(here.words(), session.original_date.weekday());
        here.words().say(key("said-weekly")).put("days", weekdays).put("hours", hours).to_string()
    } else {
        let full = words::day(here.words(), session.original_date, here.today());
        here.words().say(key("said-once")).put("day", full).put("hours", hours).to_string()
    }
}

fn place_facts(here: &Here, known: &PlaceKnown) -> PlaceFacts {
    let place = &known.place;
    let door = known.facts.iter().find(|fact| fact.kind == FactKind::Door);
    let said = |fact: &&Fact| fact.kind != FactKind::Door && (fact.says != Says::NotKnown || !fact.words.is_empty());
    let mut facts: Vec<AccessFact> = Vec::new();
    if let Some(route) = place.route
        && let Some(metres) = route.distance_m
    {
        facts.push(AccessFact {
            icon: Icon::Walk,
            words: desk::place_running::distance(here.words(), metres),
            checked: checked(here, route.distance_checked_on),
            tone: FactTone::Good,
        });
    }
    facts.extend(known.facts.iter().filter(said).map(|fact| access_fact(here, place.kind(), fact)));
    let start = known.start.as_ref();
    // A walk without a picture of its own shows the door where it starts.
    let picture = known.picture.as_ref().or(start.and_then(|(_, picture)| picture.as_ref()));
    PlaceFacts {
        map: map(place.lat.as_deref(), place.lon.as_deref()),
        name: place.name.clone(),
        address: one_line(place),
        starts: start.map(|(start, _)| format!("{}, {}", start.name, one_line(start))).unwrap_or_default(),
        directions: door.map(|fact| fact.words.clone()).unwrap_or_default(),
        directions_checked: door.map(|fact| checked(here, fact.checked_on)).unwrap_or_default(),
        picture: picture.map(desk::place_running::picture),
        facts,
    }
}

/// Where a map on another site shows the place: only by a point of its own, so that nobody is sent to the wrong door.
fn map(latitude: Option<&str>, longitude: Option<&str>) -> Option<String> {
    let point = Point::of(latitude?, longitude?)?;
    let (north, east) = (point.latitude_text(), point.longitude_text());
    Some(format!("https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}"))
}

pub(super) fn one_line(place: &Place) -> String {
    let parts = [place.address.as_str(), place.postcode.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn access_fact(here: &Here, kind: PlaceKind, fact: &Fact) -> AccessFact {
    let label = desk::places::label(here.words(), fact.kind);
    let words = match fact.words.as_str() {
        "" => format!("{label}: {}", desk::places::says(here.words(), fact.says)),
        // On a walk "gravel" alone does not say of what; of a building the words say it.
        words if kind == PlaceKind::Route || fact.kind == FactKind::Cost => format!("{label}: {words}"),
        words => words.to_owned(),
    };
    AccessFact {
        icon: desk::places::icon(fact.kind),
        words,
        checked: checked(here, fact.checked_on),
        tone: if fact.says == Says::Good { FactTone::Good } else { FactTone::LessGood },
    }
}

fn checked(here: &Here, on: Option<Date>) -> String {
    match on {
        None => here.words().t(key("said-unchecked")).to_owned(),
        Some(on) => here
            .words()
            .say(key("said-checked"))
            .put("day", words::day_and_month(here.words(), on, here.today()))
            .to_string(),
    }
}

/// The calendar of a group: each session an event of its own, called off ones struck through.
async fn calendar(here: Here, slug: String, asked: &HeaderMap) -> Answer {
    match here.service.calendar(here.organisation.id, &slug, here.now, |seen| drawn(&here, seen)).await {
        Ok(Some(file)) => file.as_calendar(asked),
        Ok(None) => trouble(&here, TroubleKind::NotFound),
        Err(error) => away(&here, &error),
    }
}

/// A group's calendar. It is drawn once for everybody: nothing in it is of whoever asks, and calendars are in English.
fn drawn(here: &Here, seen: &GroupSeen) -> Tagged {
    let events: Vec<FeedEvent> = seen.coming.iter().map(|coming| event(here, seen, coming)).collect();
    // Of the newest change in it, not of now: so the same sessions are the same text, and a phone hears that nothing is new.
    let changed = events.iter().map(|event| event.last_modified).max().unwrap_or(Timestamp::UNIX_EPOCH);
    Tagged::of(feed(&seen.group.name, &events, changed))
}

fn event(here: &Here, seen: &GroupSeen, coming: &Coming) -> FeedEvent {
    let session = &coming.session;
    let address = seen.place.as_ref().map(|known| &known.place).filter(|place| Some(place.id) == session.place);
    let location = match address {
        Some(place) => [place.name.clone(), one_line(place)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        None => place_words(here, coming),
    };
    calendars::event(session, location, &here.zone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_offered_by_a_point_of_these_islands_and_by_nothing_else() {
        let found = map(Some("55.97088"), Some("-3.17173")).unwrap();
        assert_eq!(found, "https://www.openstreetmap.org/?mlat=55.97088&mlon=-3.17173#map=17/55.97088/-3.17173");
        for (latitude, longitude) in [(None, Some("-3")), (Some("x"), Some("-3")), (Some("0"), Some("0\" onclick=\""))]
        {
            assert_eq!(map(latitude, longitude), None);
        }
    }
}
