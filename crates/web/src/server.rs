//! Every request comes in here: its organisation, its sender, what it may reach, and the headers of its answer.

use crate::addressed::{inner_uri, split, spoken, with_query};
use crate::api;
use crate::assets;
use crate::here::Here;
use crate::oruk;
use crate::pages::public::TroubleKind;
use crate::policy;
use crate::refusals::{Answer, away, on_to, plain, trouble, with_type};
use crate::routes::public::language;
use crate::routes::{self, pictures};
use crate::state::{Cookies, Service};
use crate::unread::{is_read, refused_unread};
use crate::words::key;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use bothy_actions::StoreError;
use bothy_actions::access::{Behind, Known, is_token};

use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use tower::ServiceExt as _;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// The largest form that is read: a long worry fits many times over.
const LARGEST_FORM: usize = 64 * 1024;

/// The largest page that is kept for the next who come.
const LARGEST_PAGE: usize = 1024 * 1024;

/// The whole service as one router.
pub fn router(service: Service) -> Router {
    let pages = routes::all(service.demo.is_some());
    Router::new()
        .fallback(enter)
        .with_state((service, pages))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
}

/// What a request asked for, to be counted: the shape of its route, in which no word of an address stands.
#[must_use]
pub fn counted_as(path: &str) -> &'static str {
    match path {
        "/health/live" | "/health/ready" => "/health",
        _ if path.starts_with("/assets/") => "/assets",
        _ => {
            let inner = split(path).1;
            routes::shape(spoken(inner).map_or(inner, |spoken| spoken.rest)).unwrap_or("other")
        }
    }
}

async fn enter(State((service, pages)): State<(Service, Router)>, request: Request) -> Answer {
    let path = request.uri().path().to_owned();
    if let Some(name) = path.strip_prefix("/assets/") {
        return asset(name, request.headers());
    }
    match path.as_str() {
        "/health/live" => return no_store(plain(StatusCode::OK, "alive")),
        "/health/ready" => return ready(&service).await,
        _ => {}
    }
    service.refresh().await;
    let Some(mut here) = stand(&service, &request, &path) else {
        return no_store(plain(StatusCode::SERVICE_UNAVAILABLE, "503"));
    };
    let inner = split(&path).1;
    if api::is_api(inner) || oruk::is_oruk(inner) {
        let answer = of_programs(&service, pages, &mut here, inner, request).await;
        return finish(&here, answer);
    }
    let query = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let shown = shown(request.headers(), service.cookies);
    // A browser never sends a token by itself, as it does a cookie.
    let by_token = matches!(shown, Shown::Token(_));
    if let Some(kind) = refused_unread(&request, service.cookies, by_token) {
        return finish(&here, trouble(&here, kind));
    }
    let public = routes::is_public(&here.path, service.demo.is_some());
    if let Some(who) = shown.who(&service, &mut here).await {
        match who {
            // A sign-in counts only where its person belongs.
            Ok(known) => here.known = known.filter(|known| known.sign_in.organisation == here.organisation.id),
            Err(error) if public => {
                tracing::error!(error = &error as &dyn std::error::Error, "nobody could be looked up");
            }
            Err(error) => return finish(&here, away(&here, &error)),
        }
    }
    if let Some(answer) = elsewhere_for_who_is_signed_in(&mut here) {
        return finish(&here, answer);
    }
    if here.known.is_none() && !public {
        // The same for every path that is not public, whether it exists or not.
        let inner = query.strip_prefix(&here.prefix).unwrap_or(&query);
        let back: String = form_urlencoded::byte_serialize(inner.as_bytes()).collect();
        return finish(&here, on_to(&here, &format!("/sign-in?to={back}")));
    }
    // A page that everybody sees the same is printed once a second at most, however many come for it.
    let address =
        (request.method() == Method::GET && here.known.is_none() && routes::is_same_for_all(&here.path, &here.query))
            .then(|| format!("{} {} {query}", here.organisation.slug, here.words.code()));
    if let Some(html) = address.as_ref().and_then(|address| service.printed(address, here.now)) {
        return finish(&here, with_type(Body::from(html), "text/html; charset=utf-8", StatusCode::OK));
    }
    let changes = service.bothy.db.changes();
    let largest = if pictures::is_upload(&here.path) { pictures::LARGEST_UPLOAD } else { LARGEST_FORM };
    let Some(mut request) = limited(request, largest) else {
        return finish(&here, plain(StatusCode::PAYLOAD_TOO_LARGE, here.words().t(key("refused-too-large"))));
    };
    if let Some(uri) = inner_uri(request.uri(), &here.path) {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(here.clone());
    let answer = match AssertUnwindSafe(pages.oneshot(request)).catch_unwind().await {
        Ok(Ok(answer)) => answer,
        Ok(Err(never)) => match never {},
        Err(_) => trouble(&here, TroubleKind::Ours),
    };
    let answer = match address {
        Some(address) if answer.status() == StatusCode::OK => print(&service, &here, address, changes, answer).await,
        _ => answer,
    };
    let answer = if !is_bare(&answer) {
        answer
    } else if matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) {
        trouble(&here, TroubleKind::NotFound)
    } else if answer.status().is_client_error() {
        trouble(&here, TroubleKind::NotUnderstood)
    } else {
        answer
    };
    finish(&here, answer)
}

/// Whoever is signed in reads English, at the address without a language; where they came by another, the way there.
fn elsewhere_for_who_is_signed_in(here: &mut Here) -> Option<Answer> {
    here.known.as_ref()?;
    let named = here.names_language();
    here.in_english();
    if here.token.as_deref().is_some_and(is_token) && routes::is_own_account(&here.path) {
        // How somebody signs in is theirs: no program that acts for them changes it.
        return Some(trouble(here, TroubleKind::NotFound));
    }
    (named && here.reads).then(|| on_to(here, &with_query(here)))
}

/// What programs ask for, under the path inside the organisation. One that is not here looks the same to all of them.
async fn of_programs(service: &Service, pages: Router, here: &mut Here, inner: &str, request: Request) -> Answer {
    let there = here.path == inner;
    match (oruk::is_oruk(inner), there) {
        // Before anybody is looked up: the same for everybody.
        (true, true) => oruk::enter::enter(pages, here, request).await,
        (true, false) => oruk::enter::of_nobody(),
        (false, true) => api::enter::enter(service, pages, here, request).await,
        // No token opens it, as none of another would.
        (false, false) => api::problem::Kind::NoToken.problem(here.words()).answer(),
    }
}

/// Keeps what was just printed for the next who come. A calendar is not kept: it is asked for once an hour.
async fn print(service: &Service, here: &Here, address: String, changes: u64, answer: Answer) -> Answer {
    if is_bare(&answer) || here.path.ends_with(".ics") {
        return answer;
    }
    let (parts, body) = answer.into_parts();
    match axum::body::to_bytes(body, LARGEST_PAGE).await {
        Ok(html) => {
            service.keep_printed(address, here.now, changes, html.clone());
            Answer::from_parts(parts, Body::from(html))
        }
        Err(_) => trouble(here, TroubleKind::Ours),
    }
}

/// A request of which no more than so many bytes are read; none where it says itself that it is larger.
pub(crate) fn limited(request: Request, most: usize) -> Option<Request> {
    let said = request.headers().get(header::CONTENT_LENGTH);
    let said = said.and_then(|length| length.to_str().ok()).and_then(|length| length.parse::<usize>().ok());
    if said.is_some_and(|length| length > most) {
        return None;
    }
    Some(request.map(|body| Body::new(http_body_util::Limited::new(body, most))))
}

async fn ready(service: &Service) -> Answer {
    match bothy_actions::help::is_there(&service.bothy).await {
        Ok(()) => no_store(plain(StatusCode::OK, "ready")),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            no_store(plain(StatusCode::SERVICE_UNAVAILABLE, "not ready"))
        }
    }
}

fn stand(service: &Service, request: &Request, path: &str) -> Option<Here> {
    let (prefix, inner) = split(path);
    let slug = prefix.and_then(|prefix| prefix.strip_prefix("/o/"));
    // An organisation that is not here looks like any other path that is not here.
    let (found, prefix, inner) = match service.door(slug) {
        Some(found) => (found, prefix.unwrap_or_default(), inner),
        None => (service.door(None)?, "", path),
    };
    let (door, organisation) = found;
    let spoken = spoken(inner);
    let named = spoken.as_ref().map(|spoken| spoken.words);
    let base = prefix.to_owned();
    let (prefix, inner) = match spoken {
        Some(spoken) => (format!("{base}/{}", spoken.words.code()), spoken.rest),
        None => (base.clone(), inner),
    };
    let remembered = language::remembered(request.headers(), service.cookies);
    Some(Here {
        service: service.clone(),
        organisation,
        door,
        prefix,
        base,
        words: language::of(inner, named, remembered, request.headers()),
        remembered,
        keys: routes::getting_in::keys_wanted(request.headers(), service.cookies),
        reads: is_read(request.method()),
        path: inner.to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        known: None,
        token: None,
        from: routes::getting_in::from(request, service.cookies),
        now: service.bothy.now(),
    })
}

/// Whether an answer was made by the router or an extractor, not by a page.
pub(crate) fn is_bare(answer: &Answer) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// The name of the cookie that holds a sign-in.
pub fn cookie_name(cookies: Cookies) -> &'static str {
    match cookies {
        Cookies::Secure | Cookies::OwnTls => "__Host-bothy",
        Cookies::Loopback => "bothy",
    }
}

pub(crate) fn cookie_of(headers: &HeaderMap, cookies: Cookies) -> Option<String> {
    named_cookie(headers, cookie_name(cookies))
}

/// What a cookie of this name holds.
pub fn named_cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// By what a request says who sends it.
pub(crate) enum Shown {
    /// A token, in the header for it. A cookie beside it does not count.
    Token(String),
    /// The cookie of a sign-in.
    Cookie(String),
    /// Neither.
    Nothing,
}

impl Shown {
    /// Who that is, on a page; none where nothing was shown. What was shown stays in `here`.
    async fn who(self, service: &Service, here: &mut Here) -> Option<Result<Option<Known>, StoreError>> {
        let (token, who) = match self {
            Self::Nothing => return None,
            Self::Cookie(token) => {
                let who = service.who(&token).await;
                (token, who)
            }
            Self::Token(token) => {
                let who = service.who_bears(&token).await.map(|behind| match behind {
                    Behind::Known(known) => Some(*known),
                    Behind::Ended(_) | Behind::Nobody => None,
                });
                (token, who)
            }
        };
        here.token = Some(token);
        Some(who)
    }
}

pub(crate) fn shown(headers: &HeaderMap, cookies: Cookies) -> Shown {
    if let Some(said) = headers.get(header::AUTHORIZATION) {
        let said = said.to_str().unwrap_or_default();
        return match said.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Shown::Token(token.trim().to_owned()),
            _ => Shown::Nothing,
        };
    }
    cookie_of(headers, cookies).map_or(Shown::Nothing, Shown::Cookie)
}

/// The cookie of a sign-in; without a token, the cookie that takes it away.
pub fn cookie(token: Option<&str>, cookies: Cookies) -> Option<HeaderValue> {
    let name = cookie_name(cookies);
    let secure = cookies.only_over_tls();
    let text = match token {
        Some(token) => format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}"),
        None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    };
    HeaderValue::from_str(&text).ok()
}

fn asset(name: &str, headers: &HeaderMap) -> Answer {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(asset) = assets::serve(name, accepts) else {
        return no_store(plain(StatusCode::NOT_FOUND, "404"));
    };
    let mut answer = Answer::new(Body::from(asset.body));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(assets::CACHE_CONTROL));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(encoding) = asset.encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    answer
}

fn finish(here: &Here, mut answer: Answer) -> Answer {
    if let (Some(known), StatusCode::NOT_FOUND) = (&here.known, answer.status()) {
        // Refused and missing look the same to them, and here as well; a permit that was refused has a line of its own.
        let route = routes::shape(&here.path).unwrap_or("other");
        let organisation = &here.organisation.slug;
        tracing::info!(%organisation, route, person = %known.sign_in.person, "not there, or not for them");
    }
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy::of(&here.path)));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if here.service.cookies != Cookies::Loopback {
        // A year, as browsers ask before they believe it. Other names of the same domain are not ours to speak for.
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.insert("permissions-policy", HeaderValue::from_static("camera=(), microphone=(), geolocation=()"));
    // A picture's name is the hash of what it shows: it says itself how long it may be kept.
    if here.path.starts_with("/pictures/") && answer.status().is_success() {
        return answer;
    }
    if here.path.starts_with("/c/") && answer.headers().contains_key(header::ETAG) {
        // Somebody's own: their phone keeps it and asks again each time, and nothing between may.
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        return answer;
    }
    // Whoever keeps answers for others gives nobody one in a language that was chosen for somebody else.
    let vary = if here.names_language() { "Cookie" } else { "Accept-Language, Cookie" };
    answer.headers_mut().append(header::VARY, HeaderValue::from_static(vary));
    answer.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(here.words.language()));
    let good = answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED;
    if here.known.is_some() || !routes::may_be_kept(&here.path, &here.query) || !good {
        return no_store(answer);
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer
}

fn no_store(mut answer: Answer) -> Answer {
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
