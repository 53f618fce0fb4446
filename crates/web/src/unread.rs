//! What is refused before anybody is looked up and anything is read.

use crate::pages::public::TroubleKind;
use crate::server::cookie_of;
use crate::state::Cookies;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};

/// What is refused before anybody is looked up: what pages elsewhere send, and an address with the sign NUL, which none of
/// ours has and for which PostgreSQL cannot even be asked.
pub(crate) fn refused_unread(request: &Request, cookies: Cookies, by_token: bool) -> Option<TroubleKind> {
    if request.uri().path().contains("%00") {
        return Some(TroubleKind::NotFound);
    }
    let from_elsewhere = !is_read(request.method()) && !by_token && !from_our_pages(request.headers(), cookies);
    from_elsewhere.then_some(TroubleKind::NotUnderstood)
}

pub(crate) fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A form counts only when the browser says that it came from our own pages (no token needed in forms).
pub(crate) fn from_our_pages(headers: &HeaderMap, cookies: Cookies) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()) {
        return site == "same-origin" || site == "none";
    }
    match text(header::ORIGIN) {
        Some(origin) => {
            let host = text(header::HOST).unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, from)| from == host)
        }
        // A program that says neither may not use a browser's sign-in.
        None => !headers.contains_key(header::COOKIE) || cookie_of(headers, cookies).is_none(),
    }
}
