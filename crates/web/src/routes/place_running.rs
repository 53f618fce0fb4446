//! A place that is added by hand, how it is run, and its rooms.

use super::form::{Fields, date_of};
use super::places::show;
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{HallLine, OpenForm, PlacePage, RunningForm};
use crate::refusals::{Answer, done, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::post;
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::places::{
    Alarm, Checked, HallChange, HallWords, Opening, PlaceName, PlaceRefused, RouteWords, RunningWords, add_place,
    edit_hall, edit_route, edit_running, see_places,
};
use bothy_domain::ids::{ActId, HallId, PersonId, PlaceId};
use bothy_domain::places::{PlaceKind, metres_of};
use jiff::civil::Date;

/// The routes of adding a place, running it, and its rooms.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("POST", "/places", SignedIn, post(add)),
        line("POST", "/places/{slug}/running", SignedIn, post(running)),
        line("POST", "/places/{slug}/halls", SignedIn, post(new_hall)),
        line("POST", "/places/{slug}/halls/{id}", SignedIn, post(write_hall)),
        line("POST", "/places/{slug}/halls/{id}/retire", SignedIn, post(retire)),
        line("POST", "/places/{slug}/halls/{id}/use-again", SignedIn, post(use_again)),
    ]
}

fn path(slug: &str) -> String {
    format!("/places/{slug}")
}

fn name(sent: &Fields) -> PlaceName {
    let text = |name: &str| sent.text(name).to_owned();
    PlaceName { name: text("name"), address: text("address"), postcode: text("postcode") }
}

async fn add(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let kind = PlaceKind::of_code(sent.text("kind")).unwrap_or(PlaceKind::Building);
    match add_place(&here.service.bothy, &known, act, kind, name(&sent)).await {
        Ok(slug) => done(&here, &path(&slug), "place-added"),
        Err(ActionError::Rule(rule)) => not_added(&here, &known, &sent, rule).await,
        Err(error) => {
            refused(&here, error, Vec::new(), |slug| Some(path(slug)), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}

/// The list again, with what was typed and what is wrong with it.
async fn not_added(here: &Here, known: &Known, sent: &Fields, rule: PlaceRefused) -> Answer {
    let Ok(seen) = see_places(&here.service.bothy, known).await else {
        return trouble(here, TroubleKind::NotFound);
    };
    let desk = here.desk(known.sign_in.person);
    let mut made = desk::places::all(&desk, here.frame(Some(Tab::Places)), &seen);
    let Some(form) = &mut made.new_place else { return trouble(here, TroubleKind::NotFound) };
    let PlaceName { name, address, postcode } = name(sent);
    (form.kind, form.name, form.address, form.postcode) = (sent.text("kind").to_owned(), name, address, postcode);
    let (field, words) = desk::place_running::refusal(&desk, rule);
    made.errors.add(field, words);
    conflict(&made)
}

/// The form as typed, in the form as it would be printed now.
fn keep(made: &mut PlacePage, sent: &Fields) {
    let text = |name: &str| sent.text(name).to_owned();
    let now = std::mem::take(&mut made.form);
    made.open = OpenForm::Running;
    made.form = RunningForm {
        name: text("name"),
        address: text("address"),
        postcode: text("postcode"),
        opening: text("opening"),
        opener: text("opener"),
        opening_checked: sent.date("opening-checked"),
        key_holder: text("key_holder"),
        second_key_holder: text("second_key_holder"),
        keys_checked: sent.date("keys-checked"),
        caretaker: text("caretaker"),
        caretaker_checked: sent.date("caretaker-checked"),
        alarm: text("alarm"),
        alarm_checked: sent.date("alarm-checked"),
        distance: text("distance"),
        distance_checked: sent.date("distance-checked"),
        start: text("start"),
        ..now
    };
}

/// A date that may be left empty; the field's name where it cannot be read.
fn day(sent: &Fields, name: &'static str) -> Result<Option<Date>, &'static str> {
    let boxes = sent.date(name);
    if boxes.0.is_empty() && boxes.1.is_empty() && boxes.2.is_empty() {
        return Ok(None);
    }
    date_of(&boxes).map(Some).ok_or(name)
}

fn building(sent: &Fields) -> Result<RunningWords, (&'static str, &'static str)> {
    let at = |name: &'static str| (name, key("fact-date"));
    let holder = |name: &'static str| match sent.text(name) {
        "" => Ok(None),
        said => said.parse::<PersonId>().map(Some).map_err(|_| (name, key("place-say-not-ours"))),
    };
    Ok(RunningWords {
        name: name(sent),
        opening: sent.text("opening").to_owned(),
        opener: if sent.text("opener") == "us" { Opening::OneOfUs } else { Opening::OpenAnyway },
        key_holder: holder("key_holder")?,
        second_key_holder: holder("second_key_holder")?,
        caretaker: sent.text("caretaker").to_owned(),
        alarm: Alarm { words: sent.text("alarm").to_owned(), checked_on: day(sent, "alarm-checked").map_err(at)? },
        checked: Checked {
            keys: day(sent, "keys-checked").map_err(at)?,
            opening: day(sent, "opening-checked").map_err(at)?,
            caretaker: day(sent, "caretaker-checked").map_err(at)?,
        },
    })
}

fn walk(sent: &Fields) -> Result<RouteWords, (&'static str, &'static str)> {
    let distance_m = match sent.text("distance") {
        "" => None,
        said => Some(metres_of(said).ok_or(("distance", key("place-say-distance")))?),
    };
    let start = match sent.text("start") {
        "" => None,
        said => Some(said.parse::<PlaceId>().map_err(|_| ("start", key("place-say-start")))?),
    };
    let checked_on = day(sent, "distance-checked").map_err(|name| (name, key("fact-date")))?;
    Ok(RouteWords { distance_m, checked_on, start })
}

async fn running(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let bothy = &here.service.bothy;
    let result = match PlaceKind::of_code(sent.text("kind")) {
        Some(PlaceKind::Route) => match walk(&sent) {
            Ok(route) => edit_route(bothy, &known, act, &slug, version, (name(&sent), route)).await,
            Err(problem) => return wrong(&here, &known, &slug, &sent, problem).await,
        },
        Some(PlaceKind::Building) | None => match building(&sent) {
            Ok(words) => edit_running(bothy, &known, act, &slug, version, words).await,
            Err(problem) => return wrong(&here, &known, &slug, &sent, problem).await,
        },
    };
    match result {
        Ok(()) => done(&here, &path(&slug), "saved"),
        Err(ActionError::Stale) => {
            show(&here, &known, &slug, |desk, seen, made| {
                keep(made, &sent);
                made.stale = Some(desk::place_running::stale(desk, seen, &made.form));
                true
            })
            .await
        }
        Err(ActionError::Rule(rule)) => {
            show(&here, &known, &slug, |desk, _, made| {
                keep(made, &sent);
                let (field, words) = desk::place_running::refusal(desk, rule);
                made.errors.add(field, words);
                true
            })
            .await
        }
        Err(error) => {
            refused(&here, error, Vec::new(), |slug| Some(path(slug)), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}

/// The page with what was typed, and one field that cannot be read.
async fn wrong(
    here: &Here,
    known: &Known,
    slug: &str,
    sent: &Fields,
    (field, words): (&'static str, &'static str),
) -> Answer {
    show(here, known, slug, |desk, _, made| {
        keep(made, sent);
        made.errors.add(field, desk.words.t(words));
        true
    })
    .await
}

async fn new_hall(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    hall(&here, &known, &slug, None, &Fields::read(&body)).await
}

async fn write_hall(here: Here, Me(known): Me, Path((slug, id)): Path<(String, String)>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<HallId>() else { return trouble(&here, TroubleKind::NotFound) };
    hall(&here, &known, &slug, Some(id), &Fields::read(&body)).await
}

async fn retire(here: Here, Me(known): Me, Path((slug, id)): Path<(String, String)>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<HallId>() else { return trouble(&here, TroubleKind::NotFound) };
    change(&here, &known, &slug, &Fields::read(&body), HallChange::Retire(id)).await
}

async fn use_again(here: Here, Me(known): Me, Path((slug, id)): Path<(String, String)>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<HallId>() else { return trouble(&here, TroubleKind::NotFound) };
    change(&here, &known, &slug, &Fields::read(&body), HallChange::UseAgain(id)).await
}

fn hall_words(sent: &Fields) -> Result<HallWords, &'static str> {
    let holds = match sent.text("holds") {
        "" => None,
        said => Some(said.parse::<u16>().ok().filter(|holds| *holds > 0).ok_or(key("place-hall-holds"))?),
    };
    Ok(HallWords {
        name: sent.text("name").to_owned(),
        holds,
        words: sent.text("words").to_owned(),
        checked_on: day(sent, "checked").map_err(|_| key("fact-date"))?,
    })
}

async fn hall(here: &Here, known: &Known, slug: &str, id: Option<HallId>, sent: &Fields) -> Answer {
    let words = match hall_words(sent) {
        Ok(words) => words,
        Err(problem) => return hall_again(here, known, slug, id, sent, problem).await,
    };
    let what = match id {
        None => HallChange::Add(words),
        Some(id) => HallChange::Write(id, words),
    };
    change(here, known, slug, sent, what).await
}

async fn change(here: &Here, known: &Known, slug: &str, sent: &Fields, what: HallChange) -> Answer {
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(here, TroubleKind::NotUnderstood);
    };
    let id = match &what {
        HallChange::Add(_) => None,
        HallChange::Write(id, _) | HallChange::Retire(id) | HallChange::UseAgain(id) => Some(*id),
    };
    let typed = matches!(what, HallChange::Add(_) | HallChange::Write(..));
    match edit_hall(&here.service.bothy, known, act, slug, version, what).await {
        Ok(()) => done(here, &path(slug), "saved"),
        Err(ActionError::Rule(rule)) => {
            hall_again(here, known, slug, id, sent, desk::place_running::hall_refusal(rule)).await
        }
        Err(ActionError::Stale) => {
            show(here, known, slug, |desk, seen, made| {
                let now = id.and_then(|id| seen.halls.iter().find(|hall| hall.id == id));
                made.stale = Some(hall_stale(desk, seen, now, if typed { sent.text("name") } else { "" }, sent));
                if typed {
                    keep_hall(made, id, sent, "");
                }
                true
            })
            .await
        }
        Err(error) => {
            refused(here, error, Vec::new(), |slug| Some(path(slug)), |_| trouble(here, TroubleKind::NotFound))
        }
    }
}

/// A room as it stands now, beside what was typed of it.
fn hall_stale(
    desk: &Desk,
    seen: &bothy_actions::places::PlaceSeen,
    now: Option<&bothy_actions::places::Hall>,
    name: &str,
    sent: &Fields,
) -> crate::pages::staff::Stale {
    let theirs = now.map(|hall| desk::place_running::hall(desk, hall));
    let theirs = theirs.map(|hall| format!("{} {}", hall.line, hall.note).trim().to_owned()).unwrap_or_default();
    let yours = [name, sent.text("holds"), sent.text("words")].into_iter().filter(|part| !part.is_empty());
    let yours = yours.collect::<Vec<_>>().join(". ");
    let text = crate::pages::staff::StaleText {
        label: desk.words.t(key("staff-place-halls")).to_owned(),
        theirs,
        yours: if name.is_empty() { String::new() } else { yours },
    };
    let texts = if text.theirs.is_empty() && text.yours.is_empty() { Vec::new() } else { vec![text] };
    desk::places::changed_by(desk, seen, texts)
}

/// Keeps what was typed of a room in its form, with what is wrong.
fn keep_hall(made: &mut PlacePage, id: Option<HallId>, sent: &Fields, problem: &str) {
    let line = match id {
        None => Some(&mut made.new_hall),
        Some(id) => made.halls.iter_mut().find(|hall| hall.id == id.to_string()),
    };
    let Some(line) = line else { return };
    let now = std::mem::take(line);
    *line = HallLine {
        name: sent.text("name").to_owned(),
        holds: sent.text("holds").to_owned(),
        words: sent.text("words").to_owned(),
        checked_on: sent.date("checked"),
        problem: problem.to_owned(),
        ..now
    };
    made.open = OpenForm::Halls;
}

async fn hall_again(
    here: &Here,
    known: &Known,
    slug: &str,
    id: Option<HallId>,
    sent: &Fields,
    problem: &'static str,
) -> Answer {
    show(here, known, slug, |desk, _, made| {
        let words = desk.words.t(problem).to_owned();
        keep_hall(made, id, sent, &words);
        made.errors.add("halls", words);
        true
    })
    .await
}
