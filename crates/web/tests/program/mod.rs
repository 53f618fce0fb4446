//! A program for stories: it has a token, asks over HTTP as a script does, and reads what comes back as JSON.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use bothy_actions::Bothy;
use bothy_actions::access::{By, MadeToken, NewToken, TokenFor, make_token};
use bothy_domain::access::Role;
use bothy_domain::access::token::USUAL;
use bothy_domain::ids::PersonId;
use bothy_testkit::Build;
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;
use uuid::Uuid;

/// A program.
pub struct Program {
    router: Router,
    /// Its token; none where it has none.
    pub token: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Told {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as JSON.
    pub body: Value,
}

impl Told {
    /// The media type.
    pub fn kind(&self) -> &str {
        self.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap())
    }

    /// Which problem it is; empty where it is none.
    pub fn problem(&self) -> &str {
        self.body["type"].as_str().unwrap_or_default().trim_start_matches("urn:bothy:problem:")
    }

    /// The items of a list.
    pub fn items(&self) -> &Vec<Value> {
        assert_eq!(self.status, 200, "{self:?}");
        self.body["items"].as_array().unwrap()
    }

    /// Where a list goes on.
    pub fn next(&self) -> Option<String> {
        let link = self.headers.get(header::LINK)?.to_str().unwrap();
        assert!(link.ends_with(">; rel=\"next\""), "{link}");
        Some(link.trim_start_matches('<').split('>').next().unwrap().to_owned())
    }
}

/// A token of a person, for the usual time.
pub async fn token_of(build: &Build, person: PersonId) -> MadeToken {
    let by = By::Operator(build.organisation);
    let new = NewToken { by, to: TokenFor::Person(person), name: String::new(), lasts: USUAL };
    make_token(&build.service.bothy, new).await.unwrap_or_else(|error| panic!("{error}"))
}

impl Program {
    /// A program that acts for a person.
    pub async fn of(build: &Build, person: PersonId) -> Self {
        Self::with(&build.service.bothy, Some(token_of(build, person).await.token))
    }

    /// A machine in its own name.
    pub async fn machine(build: &Build, role: Role) -> Self {
        let to = TokenFor::Machine { name: "The rota on the wall".into(), role };
        let new = NewToken { by: By::Operator(build.organisation), to, name: String::new(), lasts: USUAL };
        let made = make_token(&build.service.bothy, new).await.unwrap_or_else(|error| panic!("{error}"));
        Self::with(&build.service.bothy, Some(made.token))
    }

    /// A program with a token, or without, on a node.
    pub fn with(bothy: &Bothy, token: Option<String>) -> Self {
        Self { router: router(Service::new(bothy.clone(), Cookies::Loopback, None)), token }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Told {
        self.send("GET", path, &[], Body::empty()).await
    }

    /// Does something, with a key of its own.
    pub async fn post(&self, path: &str, body: &Value) -> Told {
        self.again(path, &Uuid::new_v4().to_string(), body).await
    }

    /// Does something with a key.
    pub async fn again(&self, path: &str, key: &str, body: &Value) -> Told {
        let headers = [("idempotency-key", key), ("content-type", "application/json")];
        self.send("POST", path, &headers, Body::from(body.to_string())).await
    }

    /// Sends anything at all.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Told {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Told { status: parts.status, headers: parts.headers, body }
    }
}
