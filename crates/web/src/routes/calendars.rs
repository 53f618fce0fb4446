//! Calendars and other files as answers: whoever has the newest is told so in a few bytes.

use crate::refusals::{Answer, with_type};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// A calendar file, or that it is the one which was read before.
pub fn answer(asked: &HeaderMap, text: String) -> Answer {
    tagged(asked, text, "text/calendar; charset=utf-8")
}

/// A file of a media type, or that it is the one which was read before.
pub fn tagged(asked: &HeaderMap, text: String, kind: &'static str) -> Answer {
    let mut tag = String::from("\"");
    for byte in Sha256::digest(text.as_bytes()).iter().take(16) {
        // Writing into a String cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    let same = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        // What was packed on its way is said to be weakly the same; for a whole file that is the same.
        value.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
    });
    let (body, status) =
        if same { (Body::empty(), StatusCode::NOT_MODIFIED) } else { (Body::from(text), StatusCode::OK) };
    let mut answer = with_type(body, kind, status);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}
