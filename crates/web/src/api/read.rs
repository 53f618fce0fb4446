//! What a program may read: places, groups, sessions, seats, askings, duties.
//!
//! Each goes through the act that a page goes through, or one with the same permit.

use super::asked::Asked;
use super::duty_objects::{DutyObject, OfferObject};
use super::objects::{GroupObject, List, PlaceLine, PlaceWhole};
use super::problem::{Kind, Problem, refused};
use super::session_objects::{SeatInList, SeatObject, SessionObject, SessionWhole};
use crate::desk::duty::Around;
use crate::here::{Here, Me};
use crate::refusals::{Answer, plain, with_type};
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::duties::see_today;
use bothy_actions::groups::{list_groups, see_one_group};
use bothy_actions::places::{see_place, see_places};
use bothy_actions::sessions::{
    ListRefused, More, SeatsWanted, Span, list_seats, list_sessions, see_my_day, see_session,
};
use bothy_domain::ids::{DutyId, GroupId, OfferId, PlaceId, SeatId, SessionId};
use serde::Serialize;
use std::str::FromStr;
use utoipa::{IntoParams, ToSchema};

/// Where a list begins and how long it is.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u16>,
    /// The id of the item after which it goes on; the answer's `Link` has it.
    pub after: Option<String>,
}

/// Which sessions.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InSpan {
    /// From when: an instant with an offset, or a day. This morning where it is left out.
    #[param(example = "2026-11-23")]
    pub from: Option<String>,
    /// Until when: an instant with an offset, or the last day. A week after `from` where it is left out; 92 days at most.
    #[param(example = "2026-11-29")]
    pub to: Option<String>,
    /// Only those of one group (`group_…`).
    #[param(pattern = "^group_[0-9a-f]{32}$")]
    pub group: Option<String>,
}

/// Which seats.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichSeats {
    /// `empty`, `held` or `mine`; all where it is left out.
    #[param(inline)]
    pub state: Option<SeatState>,
}

/// How a seat stands.
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum SeatState {
    /// Nobody holds it.
    Empty,
    /// Somebody does.
    Held,
    /// Whoever asks does.
    Mine,
}

/// An object as an answer.
pub(super) fn answer(object: &impl Serialize) -> Answer {
    match serde_json::to_vec(object) {
        Ok(body) => with_type(Body::from(body), "application/json", StatusCode::OK),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "an object could not be written");
            plain(StatusCode::INTERNAL_SERVER_ERROR, "500")
        }
    }
}

/// An answer, or a problem as one.
pub(super) fn told(done: Result<Answer, Problem>) -> Answer {
    done.unwrap_or_else(|problem| problem.answer())
}

/// A part of a list, with the way on where there is more.
pub(super) fn list<T: Serialize + ToSchema>(here: &Here, items: Vec<T>, last: Option<String>, more: More) -> Answer {
    let mut answer = answer(&List { items });
    if let (Some(last), More::Yes) = (last, more) {
        let kept = form_urlencoded::parse(here.query.as_bytes()).filter(|(name, _)| name != "after");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).append_pair("after", &last);
        let link = format!("<{}{}?{}>; rel=\"next\"", here.prefix, here.path, query.finish());
        if let Ok(value) = HeaderValue::from_str(&link) {
            answer.headers_mut().insert(header::LINK, value);
        }
    }
    answer
}

/// The part of a whole list that comes after an id.
pub(super) fn part<T>(
    here: &Here,
    all: Vec<T>,
    after: Option<&str>,
    limit: usize,
    id: impl Fn(&T) -> String,
) -> Result<(Vec<T>, More), Problem> {
    let from = match after {
        None => 0,
        Some(after) => match all.iter().position(|one| id(one) == after) {
            Some(place) => place.saturating_add(1),
            None => return Err(Asked::after_unknown(here)),
        },
    };
    let more = if all.len().saturating_sub(from) > limit { More::Yes } else { More::No };
    Ok((all.into_iter().skip(from).take(limit).collect(), more))
}

pub(super) fn id<T: FromStr>(here: &Here, text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Kind::NotFound.problem(here.words()))
}

pub(super) fn missing<R: std::fmt::Debug + std::fmt::Display>(here: &Here, error: ActionError<R>) -> Problem {
    refused(here.words(), error, |_| Kind::NotFound.problem(here.words()))
}

/// The places of the organisation, by name. For those who plan.
#[utoipa::path(get, path = "/api/v1/places", tag = "places", params(Part),
    responses((status = 200, description = "Places", body = List<PlaceLine>)))]
pub async fn places(here: Here, Me(known): Me) -> Answer {
    told(places_of(&here, &known).await)
}

async fn places_of(here: &Here, known: &Known) -> Result<Answer, Problem> {
    let mut asked = Asked::of_query(here);
    let (limit, after) = (asked.limit(), asked.id::<PlaceId>("after"));
    asked.done()?;
    let seen = see_places(&here.service.bothy, known).await.map_err(|error| missing(here, error))?;
    let after = after.map(|after| after.to_string());
    let (items, more) = part(here, seen.places, after.as_deref(), limit, |one| one.place.id.to_string())?;
    let items: Vec<PlaceLine> = items.iter().map(PlaceLine::listed).collect();
    let last = items.last().map(|one| one.id.clone());
    Ok(list(here, items, last, more))
}

/// One place with what is known of it. For those who plan.
#[utoipa::path(get, path = "/api/v1/places/{id}", tag = "places",
    params(("id" = String, Path, description = "`place_…`", pattern = "^place_[0-9a-f]{32}$")),
    responses((status = 200, description = "The place", body = PlaceWhole)))]
pub async fn place(here: Here, Me(known): Me, Path(text): Path<String>) -> Answer {
    told(place_of(&here, &known, &text).await)
}

async fn place_of(here: &Here, known: &Known, text: &str) -> Result<Answer, Problem> {
    let wanted: PlaceId = id(here, text)?;
    Asked::of_query(here).done()?;
    let all = see_places(&here.service.bothy, known).await.map_err(|error| missing(here, error))?;
    let found = all.places.into_iter().find(|one| one.place.id == wanted);
    let found = found.ok_or_else(|| Kind::NotFound.problem(here.words()))?;
    let seen = see_place(&here.service.bothy, known, &found.place.slug).await;
    Ok(answer(&PlaceWhole::seen(here, &seen.map_err(|error| missing(here, error))?)))
}

/// The groups that everybody sees, and those that one plans, by name.
#[utoipa::path(get, path = "/api/v1/groups", tag = "groups", params(Part),
    responses((status = 200, description = "Groups", body = List<GroupObject>)))]
pub async fn groups(here: Here, Me(known): Me) -> Answer {
    told(groups_of(&here, &known).await)
}

async fn groups_of(here: &Here, known: &Known) -> Result<Answer, Problem> {
    let mut asked = Asked::of_query(here);
    let (limit, after) = (asked.limit(), asked.id::<GroupId>("after"));
    asked.done()?;
    let all = list_groups(&here.service.bothy, known).await;
    let all = all.map_err(|error| Problem::away(here.words(), &error))?;
    let after = after.map(|after| after.to_string());
    let (items, more) = part(here, all, after.as_deref(), limit, |(group, _)| group.id.to_string())?;
    let items: Vec<GroupObject> = items.iter().map(|(group, sees_as)| GroupObject::seen(group, *sees_as)).collect();
    let last = items.last().map(|one| one.id.clone());
    Ok(list(here, items, last, more))
}

/// One group, as its own page has it.
#[utoipa::path(get, path = "/api/v1/groups/{id}", tag = "groups",
    params(("id" = String, Path, description = "`group_…`", pattern = "^group_[0-9a-f]{32}$")),
    responses((status = 200, description = "The group", body = GroupObject)))]
pub async fn group(here: Here, Me(known): Me, Path(text): Path<String>) -> Answer {
    told(group_of(&here, &known, &text).await)
}

async fn group_of(here: &Here, known: &Known, text: &str) -> Result<Answer, Problem> {
    let wanted: GroupId = id(here, text)?;
    Asked::of_query(here).done()?;
    let seen = see_one_group(&here.service.bothy, known, wanted).await;
    let (group, sees_as) = seen.map_err(|error| missing(here, error))?;
    Ok(answer(&GroupObject::seen(&group, sees_as)))
}

pub(super) fn list_refused(here: &Here, error: ActionError<ListRefused>) -> Problem {
    refused(here.words(), error, |refusal| match refusal {
        ListRefused::NotInTheList => Asked::after_unknown(here),
    })
}

fn span(here: &Here, asked: &mut Asked) -> Span {
    let limit = asked.limit();
    let (from, to) = asked.span(here);
    Span { from, to, group: asked.id("group"), limit }
}

/// The sessions that one plans or holds a seat on, by start.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "sessions", params(InSpan, Part),
    responses((status = 200, description = "Sessions", body = List<SessionObject>)))]
pub async fn sessions(here: Here, Me(known): Me) -> Answer {
    told(sessions_of(&here, &known).await)
}

async fn sessions_of(here: &Here, known: &Known) -> Result<Answer, Problem> {
    let mut asked = Asked::of_query(here);
    let (span, after) = (span(here, &mut asked), asked.id::<SessionId>("after"));
    asked.done()?;
    let read = list_sessions(&here.service.bothy, known, span, after).await;
    let read = read.map_err(|error| list_refused(here, error))?;
    let me = known.sign_in.person;
    let items: Vec<SessionObject> =
        read.items.iter().map(|one| SessionObject::listed(here, me, one, &read.people)).collect();
    let last = items.last().map(|one| one.brief.id.clone());
    Ok(list(here, items, last, read.more))
}

/// One session: what it needs, its seats, who could hold them.
#[utoipa::path(get, path = "/api/v1/sessions/{id}", tag = "sessions",
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "The session", body = SessionWhole)))]
pub async fn session(here: Here, Me(known): Me, Path(text): Path<String>) -> Answer {
    told(session_of(&here, &known, &text).await.map(|whole| answer(&whole)))
}

async fn session_of(here: &Here, known: &Known, text: &str) -> Result<SessionWhole, Problem> {
    let wanted: SessionId = id(here, text)?;
    Asked::of_query(here).done()?;
    let seen = see_session(&here.service.bothy, known, wanted).await;
    Ok(SessionWhole::seen(here, known.sign_in.person, &seen.map_err(|error| missing(here, error))?))
}

/// The seats of one session.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/seats", tag = "seats",
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "Its seats, by number", body = List<SeatObject>)))]
pub async fn seats_of_session(here: Here, Me(known): Me, Path(text): Path<String>) -> Answer {
    let whole = session_of(&here, &known, &text).await;
    told(whole.map(|whole| answer(&List { items: whole.session.seats })))
}

/// The seats of the sessions that one plans or holds a seat on, by start.
#[utoipa::path(get, path = "/api/v1/seats", tag = "seats", params(InSpan, WhichSeats, Part),
    responses((status = 200, description = "Seats", body = List<SeatInList>)))]
pub async fn seats(here: Here, Me(known): Me) -> Answer {
    told(seats_of(&here, &known).await)
}

async fn seats_of(here: &Here, known: &Known) -> Result<Answer, Problem> {
    let mut asked = Asked::of_query(here);
    let (span, after) = (span(here, &mut asked), asked.id::<SeatId>("after"));
    let states = [("empty", SeatsWanted::Empty), ("held", SeatsWanted::Held), ("mine", SeatsWanted::Mine)];
    let wanted = asked.one_of("state", &states).unwrap_or(SeatsWanted::All);
    asked.done()?;
    let read = list_seats(&here.service.bothy, known, span, wanted, after).await;
    let read = read.map_err(|error| list_refused(here, error))?;
    let me = known.sign_in.person;
    let items: Vec<SeatInList> = read.items.iter().map(|one| SeatInList::of(here, me, one, &read.people)).collect();
    let last = items.last().map(|one| one.seat.id.clone());
    Ok(list(here, items, last, read.more))
}

/// What one is asked: the seats that somebody is looked for, of the coming four weeks.
#[utoipa::path(get, path = "/api/v1/offers", tag = "seats", params(Part),
    responses((status = 200, description = "One's own askings that are not answered", body = List<OfferObject>)))]
pub async fn offers(here: Here, Me(known): Me) -> Answer {
    told(offers_of(&here, &known).await)
}

async fn offers_of(here: &Here, known: &Known) -> Result<Answer, Problem> {
    let mut asked = Asked::of_query(here);
    let (limit, after) = (asked.limit(), asked.id::<OfferId>("after"));
    asked.done()?;
    let mine = see_my_day(&here.service.bothy, known).await;
    let mine = mine.map_err(|error| Problem::away(here.words(), &error))?;
    let after = after.map(|after| after.to_string());
    let (items, more) = part(here, mine.asked, after.as_deref(), limit, |(offer, _)| offer.id.to_string())?;
    let items: Vec<OfferObject> = items.iter().map(|one| OfferObject::of(here, one)).collect();
    let last = items.last().map(|one| one.id.clone());
    Ok(list(here, items, last, more))
}

/// What needs someone, the earliest due first: what one owes, what one's roles owe, what one is asked to do.
#[utoipa::path(get, path = "/api/v1/duties", tag = "duties", params(Part),
    responses((status = 200, description = "Duties that are not over", body = List<DutyObject>)))]
pub async fn duties(here: Here, Me(known): Me) -> Answer {
    told(duties_of(&here, &known).await)
}

async fn duties_of(here: &Here, known: &Known) -> Result<Answer, Problem> {
    let mut asked = Asked::of_query(here);
    let (limit, after) = (asked.limit(), asked.id::<DutyId>("after"));
    asked.done()?;
    // Only what needs someone: the sessions of a day that has no length are none.
    let today = see_today(&here.service.bothy, known, here.now, here.now).await;
    let today = today.map_err(|error| Problem::away(here.words(), &error))?;
    let around = Around { sessions: &today.about, facts: &today.facts, people: &today.people };
    let desk = here.desk(known.sign_in.person);
    let after = after.map(|after| after.to_string());
    let all: Vec<_> = today.duties.iter().collect();
    let (items, more) = part(here, all, after.as_deref(), limit, |one| one.duty.id.to_string())?;
    let items: Vec<DutyObject> = items.into_iter().map(|one| DutyObject::of(&desk, one, &around)).collect();
    let last = items.last().map(|one| one.id.clone());
    Ok(list(here, items, last, more))
}
