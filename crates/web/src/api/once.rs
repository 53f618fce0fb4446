//! A POST of a program: read, done once, answered the same however often it comes.

use super::asked::Asked;
use super::problem::{Kind, Problem};
use crate::here::Here;
use crate::refusals::{Answer, with_type};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use bothy_actions::access::Known;
use bothy_actions::access::answer_once::{Once, Sent, begin_once, forget_one, keep_answer};
use bothy_domain::ids::ActId;
use serde_json::{Map, Value};
use std::future::Future;
use std::time::Duration;

/// The header that names a POST, so that the same again is known.
const KEY: &str = "idempotency-key";

/// The longest key that is read.
const LONGEST_KEY: usize = 255;

/// How often, and how far apart, it is asked whether the same that came before is done by now.
const LOOKS: u32 = 50;
const APART: Duration = Duration::from_millis(100);

/// A POST as it came.
pub struct Call {
    /// Where it stands.
    pub here: Here,
    /// Who sends it.
    pub known: Known,
    headers: HeaderMap,
    body: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Answer;

    async fn from_request(request: Request, state: &S) -> Result<Self, Answer> {
        let here = request.extensions().get::<Here>().cloned();
        let Some(here) = here else { return Err(bare(StatusCode::INTERNAL_SERVER_ERROR)) };
        let Some(known) = here.known.clone() else { return Err(Kind::NoToken.problem(here.words()).answer()) };
        let headers = request.headers().clone();
        match Bytes::from_request(request, state).await {
            Ok(body) => Ok(Self { here, known, headers, body }),
            Err(refused) => Err(Kind::of_status(refused.status()).problem(here.words()).answer()),
        }
    }
}

fn bare(status: StatusCode) -> Answer {
    let mut answer = Answer::default();
    *answer.status_mut() = status;
    answer
}

impl Call {
    fn problem(&self, kind: Kind) -> Problem {
        kind.problem(self.here.words())
    }

    /// The key, as it was sent.
    fn key(&self) -> Result<String, Problem> {
        let mut all = self.headers.get_all(KEY).iter();
        let (Some(key), None) = (all.next(), all.next()) else { return Err(self.problem(Kind::NoKey)) };
        let key = key.to_str().map(str::trim).unwrap_or_default();
        if key.is_empty() || key.len() > LONGEST_KEY {
            return Err(self.problem(Kind::NoKey));
        }
        Ok(key.to_owned())
    }

    /// The body: a JSON object, or nothing at all, which is one without fields.
    fn object(&self) -> Result<Map<String, Value>, Problem> {
        let kind = self.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or("?"));
        match kind {
            Some(kind) if !is_json(kind) => return Err(self.problem(Kind::ContentType)),
            None if !self.body.is_empty() => return Err(self.problem(Kind::ContentType)),
            _ => {}
        }
        if self.body.is_empty() {
            return Ok(Map::new());
        }
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            _ => Err(self.problem(Kind::NotUnderstood)),
        }
    }
}

fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// Reads a POST with `read`, and has `act` done by it once. What is answered is kept for a day: the same again, by the
/// same caller, gets the same answer, also from another node and while the first is still being done.
pub async fn once<B, F>(
    call: Call,
    read: impl FnOnce(&mut Asked) -> B,
    act: impl FnOnce(Here, Known, ActId, B) -> F + Send + 'static,
) -> Answer
where
    B: Send + 'static,
    F: Future<Output = Result<Value, Problem>> + Send + 'static,
{
    let understood = || {
        let key = call.key()?;
        Asked::of_query(&call.here).done()?;
        let object = call.object()?;
        let body = Value::Object(object.clone()).to_string();
        let mut asked = Asked::of_body(call.here.words(), object);
        let read = read(&mut asked);
        asked.done()?;
        Ok::<_, Problem>((Sent::by(&call.known, &key, &call.here.path, &body), read))
    };
    let (sent, read) = match understood() {
        Ok(understood) => understood,
        Err(problem) => return problem.answer(),
    };
    let (here, known) = (call.here.clone(), call.known.clone());
    let words = call.here.words();
    // In a task of its own: whoever goes away does not leave it half-done.
    let done = tokio::spawn(async move { run(here, known, sent, read, act).await });
    match done.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(problem)) => problem.answer(),
        Err(_) => Kind::Ours.problem(words).answer(),
    }
}

async fn run<B, F>(
    here: Here,
    known: Known,
    sent: Sent,
    read: B,
    act: impl FnOnce(Here, Known, ActId, B) -> F,
) -> Result<Answer, Problem>
where
    F: Future<Output = Result<Value, Problem>>,
{
    let bothy = here.service.bothy.clone();
    let words = here.words();
    let away = |error: &bothy_actions::StoreError| Problem::away(words, error);
    let mut once = begin_once(&bothy, &known, &sent).await.map_err(|error| away(&error))?;
    for _ in 0..LOOKS {
        if once != Once::BeingDone {
            break;
        }
        tokio::time::sleep(APART).await;
        once = begin_once(&bothy, &known, &sent).await.map_err(|error| away(&error))?;
    }
    match once {
        Once::Done { status, body } => {
            let mut answer = written(status, body);
            answer.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
            return Ok(answer);
        }
        Once::Other => return Err(Kind::KeyUsed.problem(words)),
        Once::BeingDone => return Err(Kind::BeingDone.problem(words)),
        Once::Do => {}
    }
    let (status, body) = match act(here, known.clone(), sent.act, read).await {
        Ok(value) => (StatusCode::OK.as_u16(), value.to_string()),
        Err(problem) => (problem.status, serde_json::to_string(&problem).unwrap_or_default()),
    };
    // What we could not do may be tried again with the same key; everything else is answered so from now on.
    let kept = if status >= StatusCode::INTERNAL_SERVER_ERROR.as_u16() {
        forget_one(&bothy, &known, &sent).await
    } else {
        keep_answer(&bothy, &known, &sent, status, body.clone()).await
    };
    if let Err(error) = kept {
        // It was done, and whoever asks again finds that by the id of the act.
        tracing::error!(error = &error as &dyn std::error::Error, "an answer could not be kept");
    }
    Ok(written(status, body))
}

fn written(status: u16, body: String) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    with_type(Body::from(body), kind, status)
}
