//! Getting in, in a browser: an invitation, a password, codes, devices; and a crowd at the door.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use bothy_actions::access::show_code::code_for_test;
use bothy_actions::access::{begin_sign_in, hashing};
use bothy_domain::access::Role;
use bothy_store::jobs;
use bothy_testkit::{Build, Service, on_both, on_sqlite};
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service as Web};
use http_body_util::BodyExt as _;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;

const GOOD: &str = "turnip ladder river";

/// A browser that keeps its cookies, at an address of its own.
#[derive(Clone)]
struct Browser {
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    address: SocketAddr,
}

struct Seen {
    status: StatusCode,
    to: String,
    after: Option<u64>,
    html: String,
    set: Vec<String>,
}

impl Browser {
    fn at(service: &Service, address: &str) -> Self {
        let router = router(Web::new(service.bothy.clone(), Cookies::Loopback, None));
        Self { router, cookies: Arc::default(), address: format!("{address}:5000").parse().unwrap() }
    }

    async fn get(&self, path: &str) -> Seen {
        self.send("GET", path, Body::empty()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", path, Body::from(form)).await
    }

    async fn sign_in(&self, password: &str, device: &str) -> Seen {
        self.post("/sign-in", &[("email", "joan@example.net"), ("password", password), ("device", device)]).await
    }

    async fn send(&self, method: &str, path: &str, body: Body) -> Seen {
        let held: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "bothy.example")
            .header("sec-fetch-site", "same-origin")
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if !held.is_empty() {
            request = request.header(header::COOKIE, held.join("; "));
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let text = |name| head.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        let (to, after) = (text(header::LOCATION).unwrap_or_default(), text(header::RETRY_AFTER));
        let set: Vec<String> =
            head.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap().to_owned()).collect();
        for line in &set {
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        let html = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        Seen { status: head.status, to, after: after.map(|after| after.parse().unwrap()), html, set }
    }
}

/// An administrator's browser, and the path of the link that Joan is sent.
async fn invited(service: &Service, role: &str) -> (Build, Browser, String) {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Administrator], None).await;
    let browser = Browser::at(service, "198.51.100.1");
    let token = begin_sign_in(&service.bothy, build.organisation, aileen).await.unwrap();
    browser.cookies.lock().unwrap().insert("bothy".into(), token);
    let act = build.act().to_string();
    let fields = [("act", act.as_str()), ("name", "Joan"), ("email", "joan@example.net"), ("role", role)];
    let sent = browser.post("/settings/people", &fields).await;
    assert_eq!(sent.to, "/settings/people?done=invited", "{}", sent.html);
    let newest = service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { jobs::newest(tx, 1).await }));
    let newest: Result<Vec<jobs::Queued>, bothy_store::StoreError> = newest.await;
    let words: serde_json::Value = serde_json::from_str(&newest.unwrap()[0].notice.words).unwrap();
    let link = words["link"].as_str().unwrap().strip_prefix("http://bothy.example").unwrap().to_owned();
    (build, browser, link)
}

async fn with_password(service: &Service, role: &str) -> (Build, Browser) {
    let (build, administrator, link) = invited(service, role).await;
    let joan = Browser::at(service, "198.51.100.2");
    assert_eq!(joan.post(&link, &[("password", GOOD)]).await.to, "/sign-in?done=password");
    (build, administrator)
}

on_both! {
    async fn joan_follows_her_link_chooses_a_password_and_is_on_her_own_page(service: Service) {
        let (_, administrator, link) = invited(&service, "supporter").await;
        assert!(administrator.get("/settings/people").await.html.contains("Has no password yet."));
        let joan = Browser::at(&service, "198.51.100.2");
        let page = joan.get(&link).await;
        assert!(page.html.contains("Welcome, Joan") && page.html.contains("autocomplete=\"new-password\""));
        let short = joan.post(&link, &[("password", "turnip")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.html.contains("a little short") && !short.html.contains("value=\"turnip\""));
        assert_eq!(joan.post(&link, &[("password", GOOD)]).await.to, "/sign-in?done=password");
        assert!(joan.get(&link).await.html.contains("does not work any more"));
        let seen = joan.sign_in(GOOD, "own").await;
        assert_eq!(seen.to, "/my-day");
        assert!(seen.set.iter().any(|line| line.starts_with("bothy=") && line.contains("HttpOnly; SameSite=Lax; Max-Age=7776000")));
        let account = joan.get("/account").await;
        assert!(account.html.contains("Firefox, Linux") && account.html.contains("This one"));
        let gone = joan.post("/account/devices/end-all", &[]).await;
        assert_eq!(gone.to, "/?done=signed-out-everywhere");
        assert_eq!(joan.get("/account").await.status, StatusCode::SEE_OTHER);
    }

    async fn an_unknown_account_is_answered_like_a_wrong_password(service: Service) {
        let _ = with_password(&service, "supporter").await;
        let stranger = Browser::at(&service, "203.0.113.5");
        let answer = async |email: &str| {
            let fields = [("email", email), ("password", "four yellow lanterns"), ("device", "own")];
            let seen = stranger.post("/sign-in", &fields).await;
            (seen.status, seen.html.replace(email, "…"), seen.set)
        };
        let (known, unknown) = (answer("joan@example.net").await, answer("nobody@example.net").await);
        assert_eq!(known.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(known == unknown);
    }

    async fn after_signing_in_on_a_library_computer_the_browser_forgets_when_it_closes(service: Service) {
        let _ = with_password(&service, "supporter").await;
        let library = Browser::at(&service, "203.0.113.5");
        let nothing_said = library.post("/sign-in", &[("email", "joan@example.net"), ("password", GOOD)]).await;
        assert!(nothing_said.html.contains("Please say whose phone or computer this is."));
        let seen = library.post("/sign-in", &[("email", "joan@example.net"), ("password", GOOD), ("device", "shared"), ("to", "/account")]).await;
        assert_eq!(seen.to, "/account");
        assert_eq!(seen.set.len(), 1, "no cookie by which it is known again: {:?}", seen.set);
        assert!(!seen.set[0].contains("Max-Age"));
    }

    async fn a_stranger_who_guesses_is_told_when_to_try_again_and_help_is_never_slowed(service: Service) {
        let _ = with_password(&service, "supporter").await;
        let stranger = Browser::at(&service, "203.0.113.5");
        let mut last = stranger.sign_in("four yellow lanterns", "own").await;
        for _ in 0..6 {
            last = stranger.sign_in("four yellow lanterns", "own").await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        let after = last.after.unwrap();
        assert!(after >= 1 && last.html.contains("Please try again in"), "{after}");
        for path in ["/help", "/", "/groups", "/concern", "/reach", "/sign-in"] {
            assert_eq!(stranger.get(path).await.status, StatusCode::OK, "{path}");
        }
        service.clock.advance(SignedDuration::from_secs(i64::try_from(after).unwrap()));
        assert_eq!(stranger.sign_in(GOOD, "own").await.to, "/my-day");
    }

    async fn whoever_follows_her_link_does_not_wait_for_her_own_slips(service: Service) {
        let (_, _, link) = invited(&service, "supporter").await;
        let joan = Browser::at(&service, "198.51.100.2");
        for _ in 0..8 {
            joan.sign_in("four yellow lanterns", "own").await;
        }
        assert_eq!(joan.sign_in(GOOD, "own").await.status, StatusCode::TOO_MANY_REQUESTS);
        joan.post(&link, &[("password", GOOD)]).await;
        assert_eq!(joan.sign_in(GOOD, "own").await.to, "/my-day");
    }

    async fn a_coordinator_sets_up_codes_on_her_first_day_and_shows_one_on_the_second(service: Service) {
        let (_, administrator) = with_password(&service, "coordinator").await;
        let joan = Browser::at(&service, "198.51.100.2");
        assert_eq!(joan.sign_in(GOOD, "own").await.to, "/sign-in/set-up");
        assert_eq!(joan.get("/today").await.status, StatusCode::SEE_OTHER, "not in yet");
        let page = joan.get("/sign-in/set-up").await;
        assert!(page.html.contains("b-square"));
        let secret: String = page.html.split("b-secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
        let code = code_for_test(&secret, service.clock.now());
        let wrong = joan.post("/sign-in/set-up", &[("code", "no code")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.html.contains("That code does not work"));
        let spares = joan.post("/sign-in/set-up", &[("code", &code)]).await;
        assert!(spares.html.contains("Keep these codes safe"), "{}", spares.html);
        assert_eq!(joan.get("/today").await.status, StatusCode::OK);
        assert!(administrator.get("/settings/people").await.html.contains("codes from a phone"));
        service.clock.advance(SignedDuration::from_hours(24));
        let again = Browser::at(&service, "198.51.100.2");
        assert_eq!(again.post("/sign-in", &[("email", "joan@example.net"), ("password", GOOD), ("device", "own"), ("to", "/rota")]).await.to, "/sign-in/code?to=%2Frota");
        assert!(!again.get("/sign-in/code").await.html.contains("b-square"));
        let code = code_for_test(&secret, service.clock.now());
        assert_eq!(again.post("/sign-in/code", &[("code", &code), ("to", "/rota")]).await.to, "/rota");
    }

    async fn an_administrator_lets_codes_be_only_with_a_reason(service: Service) {
        let (_, administrator) = with_password(&service, "coordinator").await;
        let page = administrator.get("/settings/people").await;
        let id = page.html.split("/settings/people/").find_map(|rest| rest.split_once("/second-step")).unwrap().0.to_owned();
        let path = format!("/settings/people/{id}/second-step");
        let none = administrator.post(&path, &[("step", "let-be"), ("reason", " ")]).await;
        assert_eq!(none.to, "/settings/people?done=step-no-reason");
        let done = administrator.post(&path, &[("step", "let-be"), ("reason", "No phone that can do it")]).await;
        assert_eq!(done.to, "/settings/people?done=step-let-be");
        let joan = Browser::at(&service, "198.51.100.2");
        assert_eq!(joan.sign_in(GOOD, "own").await.to, "/today");
        assert!(joan.get("/account").await.html.contains("It was agreed, and the reason is kept."));
    }

    async fn asking_to_be_let_back_in_says_the_same_to_everybody_and_two_answer_on_their_pages(service: Service) {
        let (build, administrator) = with_password(&service, "supporter").await;
        let stranger = Browser::at(&service, "203.0.113.5");
        assert!(stranger.get("/recover").await.html.contains("Let us get you back in"));
        let known = stranger.post("/recover", &[("email", "joan@example.net")]).await;
        let unknown = stranger.post("/recover", &[("email", "nobody@example.net")]).await;
        assert_eq!((known.status, &known.to), (unknown.status, &unknown.to));
        assert!(stranger.get(&known.to).await.html.contains("If that email is known here"));
        let page = administrator.get("/recover").await.html;
        assert!(page.contains("One person asks to be let back in") && page.contains("Joan"));
        let path = page.split("action=\"").find_map(|rest| rest.split_once("/yes\"")).unwrap().0.to_owned() + "/yes";
        assert_eq!(administrator.post(&path, &[]).await.to, "/recover?done=recover-first");
        assert!(administrator.get("/recover").await.html.contains("You have said yes."));
        assert_eq!(administrator.post(&path, &[]).await.to, "/recover?done=recover-same");
        let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let second = Browser::at(&service, "198.51.100.3");
        let token = begin_sign_in(&service.bothy, build.organisation, sam).await.unwrap();
        second.cookies.lock().unwrap().insert("bothy".into(), token);
        assert!(second.get("/recover").await.html.contains("Aileen has spoken with them and said yes."));
        assert_eq!(second.post(&path, &[]).await.to, "/recover?done=recover-both");
        assert!(second.get("/recover").await.html.contains("Nobody asks to be let back in"));
    }
}

/// How much memory this program holds, in KiB.
fn held() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_thousand_sign_ins_at_once_cost_time_and_not_memory_and_help_answers_meanwhile() {
    on_sqlite(|service| async move {
        let _ = with_password(&service, "supporter").await;
        let visitor = Browser::at(&service, "203.0.113.9");
        let before = held();
        let mut crowd = tokio::task::JoinSet::new();
        for number in 0..1_000_u32 {
            let [_, _, third, fourth] = number.to_be_bytes();
            let address = format!("10.0.{third}.{fourth}:5000").parse().unwrap();
            let joan = Browser { cookies: Arc::default(), address, ..visitor.clone() };
            crowd.spawn(async move { joan.sign_in(GOOD, "shared").await.to });
        }
        let (mut most, mut let_in, mut asked) = (0, 0, 0);
        while let Some(to) = crowd.join_next().await {
            assert_eq!(to.unwrap(), "/my-day", "nobody is refused wrongly");
            let_in += 1;
            most = most.max(held());
            if let_in % 100 == 1 {
                assert_eq!(visitor.get("/help").await.status, StatusCode::OK);
                asked += 1;
            }
        }
        assert_eq!((let_in, asked), (1_000, 10));
        // A thousand hashes at once would be 19 GiB. What a thousand requests themselves hold is allowed for.
        let most_for_hashes = hashing::room() * 19 * 1024;
        assert!(most.saturating_sub(before) < most_for_hashes + 64 * 1024, "{before} KiB grew to {most} KiB");
    });
}

/// What a page's script is told when it asks for a question.
async fn asks(web: Web) -> (StatusCode, serde_json::Value) {
    let browser =
        Browser { router: router(web), cookies: Arc::default(), address: "203.0.113.5:5000".parse().unwrap() };
    let page = browser.get("/sign-in").await.html;
    let seen = browser.post("/sign-in/passkey/ask", &[("device", "own")]).await;
    assert_eq!(page.contains("data-ask="), seen.status == StatusCode::OK, "offered where it works");
    assert!(!page.contains("<script>"), "no script stands in a page");
    (seen.status, serde_json::from_str(&seen.html).unwrap())
}

mod passkeys {
    use super::*;

    on_both! {
        async fn a_passkey_belongs_to_the_name_that_was_said_and_to_no_other(service: Service) {
            Build::organisation(&service, "lothian").await;
            let (status, told) = asks(Web::new(service.bothy.clone(), Cookies::Loopback, None)).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(told["ask"]["publicKey"]["rpId"], "bothy.example");
            assert_eq!(told["ask"]["publicKey"]["allowCredentials"], serde_json::json!([]), "it names nobody");
            let behind_a_proxy = Web::new(service.bothy.clone(), Cookies::Secure, None);
            let (status, told) = asks(behind_a_proxy.clone()).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(told["words"].as_str().unwrap().starts_with("Passkeys do not work at this address."));
            let (_, told) = asks(behind_a_proxy.at_address(Some("https://peers.example.org".into()))).await;
            assert_eq!(told["ask"]["publicKey"]["rpId"], "peers.example.org");
        }

        async fn an_answer_that_is_none_is_told_in_words_and_keeps_what_was_chosen(service: Service) {
            let _ = with_password(&service, "supporter").await;
            let joan = Browser::at(&service, "198.51.100.2");
            let challenge = bothy_domain::ids::ChallengeId::new(uuid::Uuid::now_v7()).to_string();
            let fields = [("device", "shared"), ("challenge", challenge.as_str()), ("answer", "{}"), ("to", "/account")];
            let seen = joan.post("/sign-in/passkey", &fields).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(seen.html.contains("That passkey does not let you in here."));
            assert!(seen.html.contains("name=\"to\" value=\"/account\"") && seen.set.is_empty());
            let seen = joan.post("/sign-in/passkey", &fields[1..]).await;
            assert!(seen.html.contains("Please say whose phone or computer this is."));
            assert_eq!(joan.sign_in(GOOD, "own").await.to, "/my-day");
            let asked = [("passkey-name", "Phone"), ("passkey-password", "four yellow lanterns")];
            let seen = joan.post("/account/passkeys/ask", &asked).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(seen.html.contains("That is not the password you have now."));
            let asked = [("passkey-name", "Phone"), ("passkey-password", GOOD)];
            let seen = joan.post("/account/passkeys/ask", &asked).await;
            let told: serde_json::Value = serde_json::from_str(&seen.html).unwrap();
            assert_eq!(told["ask"]["publicKey"]["authenticatorSelection"]["residentKey"], "required");
            let fields = [("passkey-name", "Phone"), ("challenge", told["id"].as_str().unwrap()), ("answer", "{}")];
            let seen = joan.post("/account/passkeys", &fields).await;
            assert!(seen.html.contains("No passkey was added.") && seen.html.contains("value=\"Phone\""));
            let again = joan.post("/account/passkeys", &fields).await;
            assert!(again.html.contains("That took too long, or was sent twice."));
        }
    }
}
