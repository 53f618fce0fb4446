//! A request for the feed comes in: whoever sends it is nobody here, and every answer may be read from any site.

use crate::api::problem::Kind;
use crate::here::Here;
use crate::refusals::Answer;
use crate::server;
use crate::words;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use tower::ServiceExt as _;

/// Nothing is ever sent here.
const LARGEST: usize = 1024;

/// Answers a request; where nothing is there, the answer is a problem and never a page.
pub async fn enter(pages: Router, here: &Here, request: Request) -> Answer {
    if request.method() == Method::OPTIONS {
        return for_any_site(preflight());
    }
    let Some(mut request) = server::limited(request, LARGEST) else {
        return for_any_site(Kind::TooLarge.problem(here.words()).answer());
    };
    if let Some(uri) = crate::addressed::inner_uri(request.uri(), &here.path) {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(here.clone());
    let answer = match AssertUnwindSafe(pages.oneshot(request)).catch_unwind().await {
        Ok(Ok(answer)) => answer,
        Ok(Err(never)) => match never {},
        Err(_) => Kind::Ours.problem(here.words()).answer(),
    };
    if !server::is_bare(&answer) || answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED {
        return for_any_site(answer);
    }
    let mut said = Kind::of_status(answer.status()).problem(here.words()).answer();
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        said.headers_mut().insert(header::ALLOW, allow.clone());
    }
    for_any_site(said)
}

/// The feed of an organisation that is not here.
pub fn of_nobody() -> Answer {
    for_any_site(Kind::NotFound.problem(words::english()).answer())
}

/// A script of any site may read it: it is anonymous, and the browser's cookies change nothing of it.
fn for_any_site(mut answer: Answer) -> Answer {
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    answer
}

/// A browser asks first where a script sends more than the plainest headers, such as which answer it has already.
fn preflight() -> Answer {
    let mut answer = Answer::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("accept, if-none-match"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    answer
}
