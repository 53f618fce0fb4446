//! Browsers that keep their cookies, before a service that knows its own address and a provider that is a process.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use bothy_actions::access::begin_sign_in;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_store::{Commit, StoreError, jobs, people};
use bothy_testkit::provider::{CLIENT_ID, CLIENT_SECRET, Provider};
use bothy_testkit::{Build, Service};
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service as Web};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;

/// Where the service is.
pub const ADDRESS: &str = "https://bothy.example";
/// A password that is fit.
pub const GOOD: &str = "turnip ladder river";
/// The settings of the organisation's own accounts.
pub const SETTINGS: &str = "/settings/sign-in-elsewhere";

/// A browser that keeps its cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub prefix: String,
    pub cookies: Arc<Mutex<BTreeMap<String, String>>>,
    /// What it says it was told to ask.
    pub host: String,
}

pub struct Seen {
    pub status: StatusCode,
    pub to: String,
    pub html: String,
    pub set: Vec<String>,
}

impl Seen {
    /// Where the page between leads on to.
    pub fn onward(&self) -> String {
        let (_, rest) = self.html.split_once("content=\"0; url=").unwrap_or_else(|| panic!("{}", self.html));
        rest.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")
    }
}

impl Browser {
    pub fn new(service: &Service, prefix: &str) -> Self {
        Self::at(service, prefix, Some(ADDRESS))
    }

    pub fn at(service: &Service, prefix: &str, address: Option<&str>) -> Self {
        let web = Web::new(service.bothy.clone(), Cookies::Loopback, None).at_address(address.map(str::to_owned));
        let (prefix, host) = (prefix.to_owned(), "bothy.example".to_owned());
        Self { router: router(web), prefix, cookies: Arc::default(), host }
    }

    pub async fn of(service: &Service, build: &Build, prefix: &str, person: PersonId) -> Self {
        let browser = Self::new(service, prefix);
        let token = begin_sign_in(&service.bothy, build.organisation, person).await.unwrap();
        browser.cookies.lock().unwrap().insert("bothy".into(), token);
        browser
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.send("GET", path, Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", path, Body::from(form)).await
    }

    async fn send(&self, method: &str, path: &str, body: Body) -> Seen {
        let held: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let site = if path.contains("/elsewhere/back") { "cross-site" } else { "same-origin" };
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.prefix))
            .header(header::HOST, &self.host)
            .header("sec-fetch-site", site)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if !held.is_empty() {
            request = request.header(header::COOKIE, held.join("; "));
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo("198.51.100.7:5000".parse::<SocketAddr>().unwrap()));
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let to = head.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let set: Vec<String> =
            head.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap().to_owned()).collect();
        for line in &set {
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            if value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let html = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        Seen { status: head.status, to, html, set }
    }

    /// Presses the button for the organisation's own account; the address at the provider.
    pub async fn goes(&self, device: &str) -> String {
        let seen = self.post("/sign-in/elsewhere", &[("device", device)]).await;
        assert_eq!(seen.status, 200, "{}", seen.html);
        seen.onward()
    }

    /// Follows where the provider sends it back to.
    pub async fn comes_back(&self, to: &str) -> Seen {
        let path = to.strip_prefix(&format!("{ADDRESS}{}", self.prefix)).unwrap_or_else(|| panic!("{to}"));
        self.get(path).await
    }

    /// Signs in with the organisation's own account, from the button to the last page.
    pub async fn signs_in(&self, provider: &Provider, device: &str) -> Seen {
        let address = self.goes(device).await;
        let back = provider.signs_in(&address);
        self.comes_back(&back).await
    }

    pub fn is_in(&self) -> bool {
        self.cookies.lock().unwrap().contains_key("bothy")
    }
}

/// An organisation that has set its accounts up.
pub struct Organisation {
    pub build: Build,
    pub provider: Provider,
    pub administrator: Browser,
    pub prefix: String,
}

/// A provider that says it is now, and that whoever comes is this number.
pub fn provider(service: &Service, subject: &str) -> Provider {
    let provider = Provider::start("an_organisation_with_its_own_accounts::a_provider_is_a_process_of_its_own");
    now(service, &provider);
    provider.says(&json!({ "claims": { "sub": subject } }));
    provider
}

/// Tells a provider the time of the test.
pub fn now(service: &Service, provider: &Provider) {
    provider.says(&json!({ "now": service.clock.now().as_second() }));
}

/// What an administrator types.
pub async fn sets_up(browser: &Browser, issuer: &str, version: &str, secret: &str) -> Seen {
    let act = "act_0190b6d3a4f57c3e8a1b2c3d4e5f6071";
    let fields = [
        ("act", act),
        ("version", version),
        ("account-name", "your Lothian account"),
        ("issuer", issuer),
        ("client-id", CLIENT_ID),
        ("client-secret", secret),
    ];
    browser.post(SETTINGS, &fields).await
}

pub async fn organisation(service: &Service, slug: &str, subject: &str) -> Organisation {
    let build = Build::organisation(service, slug).await;
    let prefix = format!("/o/{slug}");
    let aileen = build.person("Aileen", &[Role::Administrator], None).await;
    let administrator = Browser::of(service, &build, &prefix, aileen).await;
    let provider = provider(service, subject);
    let kept = sets_up(&administrator, &provider.issuer, "0", CLIENT_SECRET).await;
    assert_eq!(kept.to, format!("{prefix}{SETTINGS}?done=accounts-kept"), "{}", kept.html);
    Organisation { build, provider, administrator, prefix }
}

/// The newest notices, the last one first.
pub async fn notices(service: &Service, most: i64) -> Vec<jobs::Queued> {
    let newest: Result<Vec<jobs::Queued>, bothy_store::StoreError> = service
        .bothy
        .db
        .snapshot("outbox", most, |tx, most| Box::pin(async move { jobs::newest(tx, *most).await }))
        .await;
    newest.unwrap()
}

impl Organisation {
    /// Somebody is invited; the path of their link.
    pub async fn invites(&self, service: &Service, name: &str, role: &str) -> String {
        let act = self.build.act().to_string();
        let email = format!("{}@example.net", name.to_lowercase());
        let fields = [("act", act.as_str()), ("name", name), ("email", email.as_str()), ("role", role)];
        let sent = self.administrator.post("/settings/people", &fields).await;
        assert!(sent.to.ends_with("?done=invited"), "{}", sent.html);
        let words: Value = serde_json::from_str(&notices(service, 1).await[0].notice.words).unwrap();
        let link = words["link"].as_str().unwrap().to_owned();
        link.strip_prefix(&format!("{ADDRESS}{}", self.prefix)).unwrap_or_else(|| panic!("{link}")).to_owned()
    }

    /// Somebody is invited and accepts with their account there.
    pub async fn joins(&self, service: &Service, name: &str, role: &str) -> Browser {
        let link = self.invites(service, name, role).await;
        let browser = Browser::new(service, &self.prefix);
        let went = browser.post(&format!("{link}/elsewhere"), &[]).await;
        assert_eq!(went.status, 200, "{}", went.html);
        let back = browser.comes_back(&self.provider.signs_in(&went.onward())).await;
        assert_eq!(back.to, format!("{}/sign-in?done=elsewhere-accepted", self.prefix), "{}", back.html);
        browser
    }

    /// Somebody accepts with a password, and is signed in.
    pub async fn joins_with_password(&self, service: &Service, name: &str) -> Browser {
        let link = self.invites(service, name, "supporter").await;
        let browser = Browser::new(service, &self.prefix);
        assert_eq!(browser.post(&link, &[("password", GOOD)]).await.status, 303);
        let email = format!("{}@example.net", name.to_lowercase());
        browser.post("/sign-in", &[("email", email.as_str()), ("password", GOOD), ("device", "own")]).await;
        assert!(browser.is_in());
        browser
    }

    /// Somebody takes every hat off.
    pub async fn leaves(&self, service: &Service, email: &str) {
        let input = (self.build.organisation, email.to_owned(), service.clock.now());
        let left: Result<(), StoreError> = service
            .bothy
            .db
            .write("leaves", input, |w, (organisation, email, now)| {
                Box::pin(async move {
                    let person = people::by_email(w, *organisation, email).await?.unwrap().id;
                    for hat in people::standing(w, *organisation, person, *now).await?.hats() {
                        people::end_hat(w, *organisation, person, hat.id, *now).await?;
                    }
                    Ok(Commit::Sealed(()))
                })
            })
            .await;
        left.unwrap();
    }
}
