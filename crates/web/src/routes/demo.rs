//! What only the demonstration has: being somebody, moving the clock, the outbox.

use crate::here::{Here, role_key};
use crate::pages::public::{Demo, DemoPerson, TroubleKind};
use crate::pages::staff::{Style, StyleState};
use crate::pages::{self, Frame, Tongues};
use crate::parts::Stone;
use crate::refusals::{Answer, away, done, on_to, page, plain, trouble, with_type};
use crate::routes::form::Fields;
use crate::server::cookie;
use crate::state::Persona;
use crate::words::key;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use bothy_actions::ActionError;
use bothy_actions::access::begin_sign_in;
use bothy_domain::access::Role;
use jiff::{Span, Timestamp};

/// Those one can be in this organisation; nobody outside the demonstration.
fn people(here: &Here) -> Vec<DemoPerson> {
    let Some(demo) = &here.service.demo else { return Vec::new() };
    let ours = demo.personas().iter().filter(|persona| persona.organisation == here.organisation.id);
    ours.map(|persona| person(here, persona)).collect()
}

fn person(here: &Here, persona: &Persona) -> DemoPerson {
    let hat = Role::of_code(persona.role).unwrap_or(Role::Coordinator);
    let try_this = match persona.role {
        "coordinator" => key("demo-try-coordinator"),
        "supporter" => key("demo-try-supporter"),
        "safeguarding" => key("demo-try-safeguarding"),
        "administrator" => key("demo-try-administrator"),
        _ => key("demo-try-other"),
    };
    DemoPerson {
        role: persona.role.to_owned(),
        name: persona.name.clone(),
        hat: here.words().t(role_key(hat)).to_owned(),
        try_this: here.words().t(try_this).to_owned(),
        stone: Stone::of(&persona.person.to_string(), &persona.name),
    }
}

/// `/demo`
pub async fn demo(here: Here) -> Answer {
    let other = here.service.demo.as_ref().and_then(|demo| here.service.door(Some(demo.other())));
    page(&Demo {
        frame: here.frame(None),
        clock: here.moment(here.now),
        people: people(&here),
        other: other
            .filter(|(_, other)| other.id != here.organisation.id)
            .map(|(_, other)| (other.name.clone(), format!("/o/{}/", other.slug))),
    })
}

/// `POST /demo/sign-in/{role}`
pub async fn sign_in(here: Here, Path(role): Path<String>) -> Answer {
    let found = here.service.demo.as_ref().and_then(|demo| {
        let personas = demo.personas();
        let here_first = personas.iter().find(|one| one.role == role && one.organisation == here.organisation.id);
        here_first.or_else(|| personas.iter().find(|one| one.role == role)).cloned()
    });
    let Some(persona) = found else { return trouble(&here, TroubleKind::NotFound) };
    let token = match begin_sign_in(&here.service.bothy, persona.organisation, persona.person).await {
        Ok(token) => token,
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    let home = match role.as_str() {
        "supporter" => "/my-day",
        "member" | "referrer" => "/",
        _ => "/today",
    };
    let home = if crate::routes::exists(home) { home } else { "/" };
    let mut to = here.clone();
    if persona.organisation != here.organisation.id
        && let Some(demo) = &here.service.demo
    {
        to.prefix = format!("/o/{}", demo.other());
    }
    let mut answer = on_to(&to, home);
    if let Some(cookie) = cookie(Some(&token), here.service.cookies) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    advance: Option<String>,
    set: Option<String>,
}

/// `POST /demo/clock`: JSON `{"advance": "PT36H"}` or `{"set": "2026-12-01T09:00:00Z"}`, or the same as a form.
pub async fn clock(here: Here, headers: HeaderMap, body: Bytes) -> Answer {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let json = kind.starts_with("application/json");
    let asked = if json {
        serde_json::from_slice::<Move>(&body).ok()
    } else {
        let fields = Fields::read(&body);
        let said = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
        Some(Move { advance: said("advance"), set: said("set") })
    };
    let (Some(to), Some(demo)) = (asked.and_then(|asked| goal(here.now, &asked)), here.service.demo.clone()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    match demo.move_to(to).await {
        Ok(now) if json => answer_json(&serde_json::json!({ "now": now.to_string() })),
        Ok(_) => done(&here, "/demo", "clock"),
        Err(error) => away(&here, &error),
    }
}

/// Where the clock goes; none where that is not forward.
fn goal(now: Timestamp, asked: &Move) -> Option<Timestamp> {
    let to = match (&asked.advance, &asked.set) {
        (Some(length), None) => {
            let span: Span = length.parse().ok()?;
            now.to_zoned(jiff::tz::TimeZone::UTC).checked_add(span).ok()?.timestamp()
        }
        (None, Some(at)) => at.parse().ok()?,
        _ => return None,
    };
    (to >= now).then_some(to)
}

/// `GET /demo/outbox`
pub async fn outbox(here: Here) -> Answer {
    let Some(demo) = here.service.demo.clone() else { return trouble(&here, TroubleKind::NotFound) };
    match demo.outbox().await {
        Ok(sent) => answer_json(&sent),
        Err(error) => away(&here, &error),
    }
}

/// `/style`: every part that pages are made of, and the way to every page in every state. In English, as code is.
pub async fn style(mut here: Here) -> Answer {
    here.in_english();
    let states = match pages::samples(here.words()) {
        Ok(samples) => samples.into_iter().map(|sample| StyleState { page: sample.page, state: sample.state }),
        Err(error) => return unwritten(&error),
    };
    page(&Style::of(Frame { tongues: Tongues::default(), ..here.frame(None) }, states.collect()))
}

/// `/style/{page}/{state}`: one page in one state, filled with invented things.
pub async fn style_state(here: Here, Path((name, state)): Path<(String, String)>) -> Answer {
    match pages::samples(crate::words::english()) {
        Ok(samples) => match samples.into_iter().find(|sample| sample.page == name && sample.state == state) {
            Some(sample) => with_type(Body::from(sample.html), "text/html; charset=utf-8", StatusCode::OK),
            None => trouble(&here, TroubleKind::NotFound),
        },
        Err(error) => unwritten(&error),
    }
}

fn unwritten(error: &askama::Error) -> Answer {
    tracing::error!(error = error as &dyn std::error::Error, "a sample could not be written");
    plain(StatusCode::INTERNAL_SERVER_ERROR, "500")
}

fn answer_json(value: &impl serde::Serialize) -> Answer {
    let text = serde_json::to_vec(value).unwrap_or_default();
    with_type(Body::from(text), "application/json", StatusCode::OK)
}
