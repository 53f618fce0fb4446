//! Answers: a page, a way on, or a plain sentence about what went wrong; the one map from refusals to words.

use crate::here::Here;
use crate::pages::public::{Trouble, TroubleKind, Typed};
use crate::words::key;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use bothy_actions::safety::RaiseRefused;
use bothy_actions::{ActionError, StoreError};
use std::fmt::{Debug, Display};

/// An answer.
pub type Answer = Response<Body>;

/// A page.
pub fn page(page: &impl Template) -> Answer {
    page_with(page, StatusCode::OK)
}

/// A page with a status.
pub fn page_with(page: &impl Template, status: StatusCode) -> Answer {
    match page.render() {
        Ok(html) => with_type(Body::from(html), "text/html; charset=utf-8", status),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a page could not be written");
            plain(StatusCode::INTERNAL_SERVER_ERROR, "500")
        }
    }
}

/// A body of a media type.
pub fn with_type(body: Body, kind: &'static str, status: StatusCode) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

/// A few letters without a page around them, for programs.
pub fn plain(status: StatusCode, words: &'static str) -> Answer {
    with_type(Body::from(words), "text/plain; charset=utf-8", status)
}

/// On to a path of this organisation, by GET.
pub fn on_to(here: &Here, path: &str) -> Answer {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(value) = HeaderValue::from_str(&format!("{}{path}", here.prefix)) {
        answer.headers_mut().insert(header::LOCATION, value);
    }
    answer
}

/// On to a path, with the code of what was just done.
pub fn done(here: &Here, path: &str, code: &str) -> Answer {
    let joint = if path.contains('?') { '&' } else { '?' };
    on_to(here, &format!("{path}{joint}done={code}"))
}

/// Trouble, in plain words, with the way to help still on the page.
pub fn trouble(here: &Here, kind: TroubleKind) -> Answer {
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let away = kind == TroubleKind::Away;
    let mut answer = page_with(&Trouble { frame: here.frame(None), kind }, status);
    if away {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    answer
}

/// The store's own failure. The chain is logged once, here at the edge; it holds no personal data.
pub fn away(here: &Here, error: &StoreError) -> Answer {
    tracing::error!(error = error as &dyn std::error::Error, "the store failed");
    trouble(here, TroubleKind::Away)
}

/// How an act ended that was not done, as an answer. `made` turns the thing made before into its path;
/// `rule` answers the rule's own refusal, which shows again what was typed.
pub fn refused<R: Debug + Display>(
    here: &Here,
    error: ActionError<R>,
    kept: Vec<Typed>,
    made: impl FnOnce(&str) -> Option<String>,
    rule: impl FnOnce(R) -> Answer,
) -> Answer {
    match error {
        ActionError::NotFound => trouble(here, TroubleKind::NotFound),
        ActionError::Rule(refusal) => rule(refusal),
        ActionError::SentBefore { made: thing } => trouble(here, TroubleKind::AlreadySent { made: made(&thing), kept }),
        ActionError::Stale => trouble(here, TroubleKind::Changed { again: here.path.clone(), kept }),
        ActionError::Store(error) => away(here, &error),
    }
}

/// Why a worry was not taken; none where a page of its own says so.
pub fn raise_refused(refusal: RaiseRefused) -> Option<&'static str> {
    match refusal {
        RaiseRefused::NobodyReads => None,
        RaiseRefused::TooLong { .. } => Some(key("refused-too-long")),
    }
}
