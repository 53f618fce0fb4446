//! A coordinator's laptop is stolen, signed in, with a token of hers and what she had downloaded. An administrator signs
//! her out everywhere; she stays a coordinator.

use crate::browser;
use crate::program;

use axum::http::{StatusCode, header};
use bothy_actions::access::show_code::code_for_test;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_store::StoreError;
use bothy_store::jobs::{Queued, newest};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use browser::{Browser, Seen, act};
use jiff::SignedDuration;
use program::{Program, token_of};

const PASSWORD: &str = "turnip ladder river";

async fn letters(service: &Service) -> Vec<Queued> {
    let letters = service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { newest(tx, 50).await }));
    let letters: Result<Vec<Queued>, StoreError> = letters.await;
    letters.unwrap()
}

/// What stands when the train leaves without her.
struct Story {
    build: Build,
    aileen: PersonId,
    admin: Browser,
    laptop: Browser,
    secret: String,
}

async fn on_the_train(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Leith Library").await;
    build.session(tuesday_evening(group, place, vec![None])).await;
    let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
    let admin = Browser::of(&build, ishbel).await;
    let once = act(&build);
    let invitation = [("act", &*once), ("name", "Aileen"), ("email", "aileen@example.net"), ("role", "coordinator")];
    admin.post("/settings/people", &invitation).await;
    let newest = letters(service).await.remove(0).notice;
    let words: serde_json::Value = serde_json::from_str(&newest.words).unwrap();
    let (_, token) = words["link"].as_str().unwrap().split_once("/invite/").unwrap();
    let laptop = Browser::nobody(&build);
    laptop.post(&format!("/invite/{token}"), &[("password", PASSWORD)]).await;
    let laptop = laptop.after(&with_password(&build, "own").await.1);
    let page = laptop.get("/sign-in/set-up").await.html;
    let secret = page.split("b-secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let code = code_for_test(&secret, service.clock.now());
    let seen = laptop.post("/sign-in/set-up", &[("code", &code)]).await;
    let laptop = laptop.after(&seen);
    service.clock.advance(SignedDuration::from_mins(5));
    Story { build, aileen: newest.person, admin, laptop, secret }
}

/// Somebody who knows her password, as far as that goes.
async fn with_password(build: &Build, device: &str) -> (Browser, Seen) {
    let browser = Browser::nobody(build);
    let typed = [("email", "aileen@example.net"), ("password", PASSWORD), ("device", device)];
    let seen = browser.post("/sign-in", &typed).await;
    (browser.after(&seen), seen)
}

on_both! {
    async fn an_administrator_signs_her_out_everywhere_and_she_stays_a_coordinator(service: Service) {
        let Story { build, aileen, admin, laptop, secret } = on_the_train(&service).await;
        let program = Program::with(&service.bothy, Some(token_of(&build, aileen).await.token));
        let colleague = build.person("Rhona", &[Role::Coordinator], None).await;
        let colleague = Browser::of(&build, colleague).await;
        assert!(laptop.get("/today").await.says("Tuesday group"), "the thief is in");
        assert_eq!(program.get("/api/v1/seats").await.status, 200);
        let (half_way, seen) = with_password(&build, "own").await;
        assert_eq!(seen.to, "/sign-in/code");

        // It stands on her page, for administrators and for nobody else.
        let path = format!("/people/{aileen}/sign-out");
        assert!(admin.get(&format!("/people/{aileen}")).await.says(&path));
        assert!(!colleague.get(&format!("/people/{aileen}")).await.says(&path));
        let sent = [("act", act(&build)), ("reason", "Laptop stolen on the train".to_owned())];
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(colleague.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(colleague.post(&path, &sent).await.status, StatusCode::NOT_FOUND);
        assert_eq!(laptop.get("/today").await.status, StatusCode::OK, "nothing has happened yet");
        let page = admin.get(&path).await;
        assert!(page.says("They are signed out on one device") && page.says("One token of theirs is taken back"), "{}", page.html);
        assert!(page.says("What was printed or downloaded stays with whoever has it"));
        let silent = admin.post(&path, &[("act", &act(&build)), ("reason", " ")]).await;
        assert_eq!(silent.status, StatusCode::CONFLICT);
        assert!(silent.says("Say why"));

        let done = admin.post(&path, &sent).await;
        assert_eq!(done.to, format!("/people/{aileen}?done=signed-them-out"), "{}", done.html);
        assert!(admin.get(&done.to).await.says("They are signed out everywhere, and told."));

        // From that moment the laptop opens nothing, nor does a copy of its cookie on another machine.
        for browser in [&laptop, &laptop.copied()] {
            for page in ["/today", "/rota", "/account", "/account/record.json", "/people"] {
                let seen = browser.get(page).await;
                assert!(seen.to.starts_with("/sign-in") && seen.html.is_empty(), "{page}: {}", seen.status);
            }
            assert_ne!(browser.swap("/today").await.status(), StatusCode::OK, "a part of a page is a page");
            assert_eq!(browser.raw("/api/v1/seats").await.status(), StatusCode::UNAUTHORIZED);
            assert!(browser.post("/account/password", &[("before", PASSWORD)]).await.to.starts_with("/sign-in"));
        }
        let refused = program.get("/api/v1/seats").await;
        assert_eq!((refused.status.as_u16(), refused.problem()), (401, "token-revoked"));
        let code = code_for_test(&secret, service.clock.now());
        let late = half_way.post("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(late.to, "/sign-in", "who was half-way in is out, too");

        // The same press again ends nothing that began since.
        let (own, _) = with_password(&build, "own").await;
        let seen = own.post("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(seen.to, "/today", "she keeps her role, her password and her codes");
        let own = own.after(&seen);
        assert_eq!(admin.post(&path, &sent).await.to, done.to);
        assert_eq!(own.get("/today").await.status, StatusCode::OK);

        let told: Vec<String> =
            letters(&service).await.into_iter().filter(|one| one.notice.person == aileen).map(|one| one.notice.kind).collect();
        assert_eq!(told[0], "signed-out-by-us");
        assert_eq!(told.iter().filter(|kind| *kind == "signed-out-by-us").count(), 1);
        let audit = admin.get("/audit").await;
        assert!(audit.says("Signed somebody out everywhere") && audit.says("Laptop stolen on the train"));
        assert!(audit.says("Took a token back") && !audit.says(&secret), "{}", audit.html);
    }

    async fn nobody_signs_themselves_out_there_and_another_organisation_has_no_such_person(service: Service) {
        let Story { build, aileen, admin, laptop, .. } = on_the_train(&service).await;
        let other = Build::organisation(&service, "forth").await;
        let morag = other.person("Morag", &[Role::Administrator], None).await;
        let foreign = Browser::of(&other, morag).await;
        let path = format!("/o/forth/people/{aileen}/sign-out");
        assert_eq!(foreign.get(&path).await.status, StatusCode::NOT_FOUND);
        let sent = foreign.post(&path, &[("act", &act(&other)), ("reason", "Stolen")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
        assert_eq!(laptop.get("/o/lothian/today").await.status, StatusCode::OK);
        let _ = (build, admin);
    }

    async fn who_has_the_disk_finds_no_page_and_on_a_shared_device_no_cookie_either(service: Service) {
        let Story { build, laptop, secret, .. } = on_the_train(&service).await;
        // On her own device the cookie outlives the browser: that is what ending sign-ins is for.
        let (own, _) = with_password(&build, "own").await;
        let code = code_for_test(&secret, service.clock.now());
        let seen = own.post("/sign-in/code", &[("code", &code)]).await;
        assert!(seen.set.iter().any(|line| line.starts_with("bothy=") && line.contains("Max-Age=7776000")), "{:?}", seen.set);
        assert!(seen.set.iter().all(|line| line.contains("HttpOnly")));
        // No page, and no download, is kept by the browser.
        for page in ["/today", "/rota", "/account", "/people", "/account/record", "/account/record.json"] {
            assert_eq!(laptop.get(page).await.kept, "no-store", "{page}");
        }
        let saved = laptop.raw("/account/record.json").await;
        assert!(saved.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        // Where others use the device, the browser forgets both cookies when it closes, and a quarter of an hour ends it.
        service.clock.advance(SignedDuration::from_mins(2));
        let (shared, _) = with_password(&build, "shared").await;
        let code = code_for_test(&secret, service.clock.now());
        let seen = shared.post("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(seen.to, "/today");
        assert!(seen.set.iter().all(|line| !line.contains("Max-Age") && !line.contains("Expires")), "{:?}", seen.set);
        let shared = shared.after(&seen);
        assert_eq!(shared.get("/today").await.status, StatusCode::OK);
        service.clock.advance(SignedDuration::from_mins(15));
        assert_eq!(shared.get("/today").await.status, StatusCode::SEE_OTHER);
        assert_eq!(laptop.get("/today").await.status, StatusCode::OK);
    }
}
