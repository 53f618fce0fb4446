//! What the feed answers.

use super::objects::{About, Page};
use super::service::{Feed, HowMuch};
use super::{stream, taxonomy};
use crate::api::asked::Asked;
use crate::api::problem::{Kind, Problem};
use crate::here::Here;
use crate::refusals::{Answer, with_type};
use crate::routes::calendars::tagged;
use crate::words::key;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use bothy_actions::groups::{see_service, see_services};
use bothy_domain::ids::GroupId;
use serde::Serialize;
use uuid::Uuid;

/// How many a page gives where nobody says.
const USUAL: u32 = 50;
/// How many a page gives at most.
const MOST: u32 = 100;

const JSON: &str = "application/json";

/// `/oruk`
pub async fn about(asked: HeaderMap, here: Here) -> Answer {
    let about = About {
        version: "HSDS-UK-3.0",
        profile: "https://docs.openreferraluk.org/en/latest/hsds_uk_3/",
        openapi_url: "https://docs.openreferraluk.org/en/latest/openapi30.json",
    };
    json(&here, &asked, &about)
}

/// Which services are asked for.
enum Wanted {
    Page { number: u64, size: u32, much: HowMuch },
    All,
}

/// `/oruk/services`
pub async fn services(asked: HeaderMap, here: Here) -> Answer {
    let wanted = match wanted(&here) {
        Ok(wanted) => wanted,
        Err(problem) => return problem.answer(),
    };
    let feed = Feed::of(&here);
    let Wanted::Page { number, size, much } = wanted else {
        let lines = stream::lines(here.service.bothy.clone(), feed);
        return with_type(Body::from_stream(lines), "application/x-ndjson", StatusCode::OK);
    };
    let skip = (number - 1).saturating_mul(u64::from(size));
    let (seen, all) = match see_services(&here.service.bothy, here.organisation.id, skip, size).await {
        Ok(found) => found,
        Err(error) => return Problem::away(here.words(), &error).answer(),
    };
    let contents: Vec<_> = seen.iter().map(|seen| feed.service(seen, much)).collect();
    json(&here, &asked, &page(contents, all, number, u64::from(size)))
}

fn wanted(here: &Here) -> Result<Wanted, Problem> {
    let mut asked = Asked::of_query(here);
    let number = asked.counting("page", u64::from(u32::MAX), key("oruk-page"));
    let size = asked.counting("per_page", u64::from(u32::MAX), key("oruk-page"));
    let much = asked.one_of("full", &[("true", HowMuch::All), ("false", HowMuch::Line)]);
    let lines = asked.one_of("format", &[("json", false), ("ndjson", true)]);
    asked.done()?;
    if lines == Some(true) {
        return Ok(Wanted::All);
    }
    // Whoever wants larger pages than there are gets the largest, and is told so by the page itself.
    let size = size.and_then(|size| u32::try_from(size).ok()).unwrap_or(USUAL).min(MOST);
    Ok(Wanted::Page { number: number.unwrap_or(1), size, much: much.unwrap_or(HowMuch::Line) })
}

/// `/oruk/services/{id}`
pub async fn service(asked: HeaderMap, here: Here, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<Uuid>() else { return missing(&here) };
    match see_service(&here.service.bothy, here.organisation.id, GroupId::new(id)).await {
        Ok(Some(seen)) => json(&here, &asked, &Feed::of(&here).service(&seen, HowMuch::All)),
        Ok(None) => missing(&here),
        Err(error) => Problem::away(here.words(), &error).answer(),
    }
}

/// `/oruk/taxonomies`
pub async fn taxonomies(asked: HeaderMap, here: Here) -> Answer {
    short_list(&here, &asked, taxonomy::sets(here.words()))
}

/// `/oruk/taxonomies/{id}`
pub async fn taxonomy(asked: HeaderMap, here: Here, Path(id): Path<String>) -> Answer {
    match id.parse::<Uuid>().ok().and_then(|id| taxonomy::set(here.words(), id)) {
        Some(set) => json(&here, &asked, &set),
        None => missing(&here),
    }
}

/// `/oruk/taxonomy_terms`
pub async fn terms(asked: HeaderMap, here: Here) -> Answer {
    short_list(&here, &asked, taxonomy::terms(here.words()))
}

/// `/oruk/taxonomy_terms/{id}`
pub async fn term(asked: HeaderMap, here: Here, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<Uuid>() else { return missing(&here) };
    match taxonomy::terms(here.words()).into_iter().find(|term| term.id == id) {
        Some(term) => json(&here, &asked, &term),
        None => missing(&here),
    }
}

/// A list that is all here already.
fn short_list<T: Serialize>(here: &Here, asked: &HeaderMap, all: Vec<T>) -> Answer {
    let (number, size) = match wanted(here) {
        Ok(Wanted::Page { number, size, .. }) => (number, size),
        Ok(Wanted::All) => (1, MOST),
        Err(problem) => return problem.answer(),
    };
    let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let skip = usize::try_from((number - 1).saturating_mul(u64::from(size))).unwrap_or(usize::MAX);
    let most = usize::try_from(size).unwrap_or(usize::MAX);
    let contents: Vec<T> = all.into_iter().skip(skip).take(most).collect();
    json(here, asked, &page(contents, count, number, u64::from(size)))
}

fn page<T>(contents: Vec<T>, all: u64, number: u64, size: u64) -> Page<T> {
    let pages = all.div_ceil(size);
    Page {
        total_items: all,
        total_pages: pages,
        page_number: number,
        size: contents.len(),
        first_page: number == 1,
        last_page: number >= pages,
        empty: contents.is_empty(),
        contents,
    }
}

fn missing(here: &Here) -> Answer {
    Kind::NotFound.problem(here.words()).answer()
}

fn json(here: &Here, asked: &HeaderMap, object: &impl Serialize) -> Answer {
    match serde_json::to_string(object) {
        Ok(text) => tagged(asked, text, JSON),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "an object of the feed could not be written");
            Kind::Ours.problem(here.words()).answer()
        }
    }
}
