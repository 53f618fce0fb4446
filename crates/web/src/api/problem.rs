//! What a program is told when something was not done: RFC 9457, with a word that stays, and plain sentences.

use crate::refusals::{Answer, with_type};
use crate::words::{Words, key};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use bothy_actions::sessions::ChangeRefused;
use bothy_actions::{ActionError, StoreError};
use bothy_domain::duties::DutyRefused;
use bothy_domain::rota::{ExchangeRefused, SeatRefused};
use bothy_domain::sessions::SessionRefused;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use utoipa::ToSchema;

/// What went wrong, as RFC 9457 writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Which kind of problem: a word that stays the same, such as `urn:bothy:problem:not-found`.
    #[serde(rename = "type")]
    #[schema(example = "urn:bothy:problem:not-found")]
    pub kind: String,
    /// The kind in a few words.
    pub title: String,
    /// The status of the answer.
    #[schema(example = 404)]
    pub status: u16,
    /// What happened here, and what one can do.
    pub detail: String,
    /// What is to be put right, by the name of the field or the parameter. Only there where something is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    pub errors: BTreeMap<String, Vec<String>>,
}

/// Every kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Neither a token nor a sign-in came with it.
    NoToken,
    /// Nobody is behind the token here.
    UnknownToken,
    /// Its time is over.
    TokenExpired,
    /// It was taken back.
    TokenRevoked,
    /// A browser says that it comes from another site.
    OtherSite,
    /// Refused and missing look the same.
    NotFound,
    /// The path is there, and not for this method.
    Method,
    /// It could not be read.
    NotUnderstood,
    /// It is no JSON.
    ContentType,
    /// It is too large.
    TooLarge,
    /// Something in it is not as it has to be.
    Fields,
    /// A POST without an `Idempotency-Key`.
    NoKey,
    /// The key was used for something else.
    KeyUsed,
    /// The same is being done at this moment.
    BeingDone,
    /// Somebody changed it meanwhile.
    Changed,
    /// Too many in too short a time.
    TooMany,
    /// Somebody has the seat.
    SeatTaken,
    /// It is theirs already.
    SeatTheirs,
    /// It is not theirs.
    SeatNotTheirs,
    /// The session has begun or is off.
    TooLate,
    /// Something stands in the way of this person and this seat.
    CannotHold,
    /// It was not asked, or is answered.
    NotAsked,
    /// Somebody does it.
    DutyTaken,
    /// It is over.
    DutyOver,
    /// They have not taken it.
    DutyNotTheirs,
    /// Somebody was asked and has not answered.
    DutyAsked,
    /// It is theirs already.
    DutyToThemselves,
    /// A machine.
    NotAPerson,
    /// The session does not allow it as it stands.
    SessionStands,
    /// The database does not answer.
    Away,
    /// A fault of ours.
    Ours,
}

impl Kind {
    /// Its status, its word, and the keys of its title and its sentence.
    fn says(self) -> (u16, &'static str, &'static str, &'static str) {
        match self {
            Self::NoToken => (401, "no-token", key("problem-no-token"), key("problem-no-token-says")),
            Self::UnknownToken => {
                (401, "unknown-token", key("problem-unknown-token"), key("problem-unknown-token-says"))
            }
            Self::TokenExpired => {
                (401, "token-expired", key("problem-token-expired"), key("problem-token-expired-says"))
            }
            Self::TokenRevoked => {
                (401, "token-revoked", key("problem-token-revoked"), key("problem-token-revoked-says"))
            }
            Self::OtherSite => (403, "other-site", key("problem-other-site"), key("problem-other-site-says")),
            Self::NotFound => (404, "not-found", key("problem-not-found"), key("problem-not-found-says")),
            Self::Method => (405, "method", key("problem-method"), key("problem-method-says")),
            Self::NotUnderstood => {
                (400, "not-understood", key("problem-not-understood"), key("problem-not-understood-says"))
            }
            Self::ContentType => (415, "content-type", key("problem-content-type"), key("problem-content-type-says")),
            Self::TooLarge => (413, "too-large", key("problem-too-large"), key("problem-too-large-says")),
            Self::Fields => (422, "fields", key("problem-fields"), key("problem-fields-says")),
            Self::NoKey => (400, "no-key", key("problem-no-key"), key("problem-no-key-says")),
            Self::KeyUsed => (422, "key-used", key("problem-key-used"), key("problem-key-used-says")),
            Self::BeingDone => (409, "being-done", key("problem-being-done"), key("problem-being-done-says")),
            Self::Changed => (409, "changed", key("problem-changed"), key("problem-changed-says")),
            Self::TooMany => (429, "too-many", key("problem-too-many"), key("problem-too-many-says")),
            Self::SeatTaken => (409, "seat-taken", key("problem-seat-taken"), key("problem-seat-taken-says")),
            Self::SeatTheirs => (409, "seat-theirs", key("problem-seat-theirs"), key("problem-seat-theirs-says")),
            Self::SeatNotTheirs => {
                (409, "seat-not-theirs", key("problem-seat-not-theirs"), key("problem-seat-not-theirs-says"))
            }
            Self::TooLate => (409, "too-late", key("problem-too-late"), key("problem-too-late-says")),
            Self::CannotHold => (409, "cannot-hold", key("problem-cannot-hold"), key("problem-cannot-hold-says")),
            Self::NotAsked => (409, "not-asked", key("problem-not-asked"), key("problem-not-asked-says")),
            Self::DutyTaken => (409, "duty-taken", key("problem-duty-taken"), key("problem-duty-taken-says")),
            Self::DutyOver => (409, "duty-over", key("problem-duty-over"), key("problem-duty-over-says")),
            Self::DutyNotTheirs => {
                (409, "duty-not-theirs", key("problem-duty-not-theirs"), key("problem-duty-not-theirs-says"))
            }
            Self::DutyAsked => (409, "duty-asked", key("problem-duty-asked"), key("problem-duty-asked-says")),
            Self::DutyToThemselves => {
                (409, "duty-to-themselves", key("problem-duty-to-themselves"), key("problem-duty-to-themselves-says"))
            }
            Self::NotAPerson => (409, "not-a-person", key("problem-not-a-person"), key("problem-not-a-person-says")),
            Self::SessionStands => {
                (409, "session-stands", key("problem-session-stands"), key("problem-session-stands-says"))
            }
            Self::Away => (503, "away", key("problem-away"), key("problem-away-says")),
            Self::Ours => (500, "ours", key("problem-ours"), key("problem-ours-says")),
        }
    }

    /// The problem in words.
    pub fn problem(self, words: &Words) -> Problem {
        let (status, word, title, detail) = self.says();
        Problem {
            kind: format!("urn:bothy:problem:{word}"),
            title: words.t(title).to_owned(),
            status,
            detail: words.t(detail).to_owned(),
            errors: BTreeMap::new(),
        }
    }

    /// What an answer without a problem in it is: made by the router or an extractor, not by an operation.
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::ContentType,
            status if status.is_client_error() => Self::NotUnderstood,
            _ => Self::Ours,
        }
    }
}

impl Problem {
    /// What is wrong with one field.
    pub fn field(words: &Words, field: &str, says: String) -> Self {
        let mut problem = Kind::Fields.problem(words);
        problem.errors.insert(field.to_owned(), vec![says]);
        problem
    }

    /// The store's own failure; its chain is logged once, here at the edge.
    pub fn away(words: &Words, error: &StoreError) -> Self {
        tracing::error!(error = error as &dyn std::error::Error, "the store failed");
        Kind::Away.problem(words)
    }

    /// The problem as an answer.
    pub fn answer(&self) -> Answer {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(self).unwrap_or_default();
        let mut answer = with_type(Body::from(body), "application/problem+json", status);
        let headers = answer.headers_mut();
        match status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"bothy\""));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
            }
            _ => {}
        }
        answer
    }
}

/// How an act ended that was not done. `rule` says what the rule's own refusal is.
pub fn refused<R: Debug + Display>(words: &Words, error: ActionError<R>, rule: impl FnOnce(R) -> Problem) -> Problem {
    match error {
        ActionError::NotFound => Kind::NotFound.problem(words),
        ActionError::Rule(refusal) => rule(refusal),
        ActionError::SentBefore { .. } => Kind::KeyUsed.problem(words),
        ActionError::Stale => Kind::Changed.problem(words),
        ActionError::Store(error) => Problem::away(words, &error),
    }
}

/// Why a seat stays as it is. `said` is the sentence that the pages say of it.
pub fn of_seat(words: &Words, refusal: &SeatRefused, said: String) -> Problem {
    let kind = match refusal {
        SeatRefused::TakenAlready { .. } => Kind::SeatTaken,
        SeatRefused::TheirsAlready => Kind::SeatTheirs,
        SeatRefused::NotTheirs => Kind::SeatNotTheirs,
        SeatRefused::TooLate => Kind::TooLate,
        SeatRefused::NotAsked => Kind::NotAsked,
        SeatRefused::Missing(_)
        | SeatRefused::ElsewhereThen { .. }
        | SeatRefused::OtherSeatHere
        | SeatRefused::KeptAway
        | SeatRefused::AtOwnLimit { .. }
        | SeatRefused::NotASupporter => Kind::CannotHold,
    };
    let mut problem = kind.problem(words);
    if kind == Kind::CannotHold {
        problem.detail = said;
    }
    problem
}

/// Why a duty stays as it is.
pub fn of_duty(words: &Words, refusal: DutyRefused) -> Problem {
    let kind = match refusal {
        DutyRefused::TakenAlready { .. } => Kind::DutyTaken,
        DutyRefused::Closed { .. } => Kind::DutyOver,
        DutyRefused::NotTheirs => Kind::DutyNotTheirs,
        DutyRefused::AskedAlready { .. } => Kind::DutyAsked,
        DutyRefused::ToThemselves => Kind::DutyToThemselves,
        DutyRefused::NotAsked => Kind::NotAsked,
        DutyRefused::NotAPerson => Kind::NotAPerson,
    };
    kind.problem(words)
}

/// Why seats stay with whom they are. `said` is the sentence that the pages say of it.
pub fn of_exchange(words: &Words, refusal: &ExchangeRefused, said: String) -> Problem {
    match refusal {
        ExchangeRefused::ChangedSince => Kind::Changed.problem(words),
        ExchangeRefused::OnePerson => Problem::field(words, "with_holder", said),
        ExchangeRefused::TooLate => Kind::TooLate.problem(words),
        ExchangeRefused::Cannot { why, .. } => of_seat(words, why, said),
    }
}

/// Why a session stays as it is. `said` is the sentence that the pages say of it.
pub fn of_session(words: &Words, refusal: &ChangeRefused, said: &str) -> Problem {
    match refusal {
        ChangeRefused::NoReason => Problem::field(words, "reason", said.to_owned()),
        ChangeRefused::Session(SessionRefused::HasBegun | SessionRefused::IsOver) => Kind::TooLate.problem(words),
        ChangeRefused::Session(_)
        | ChangeRefused::NothingToConfirm
        | ChangeRefused::NotKnown
        | ChangeRefused::WayIn(_) => {
            let mut problem = Kind::SessionStands.problem(words);
            said.clone_into(&mut problem.detail);
            problem
        }
    }
}
