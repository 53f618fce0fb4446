//! Joan leaves her phone in a taxi, signed in and with the codes on it. She ends it from a library's computer; and
//! where she has no spare code either, two who work here let her back in.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::access::show_code::code_for_test;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_store::StoreError;
use bothy_store::jobs::{Queued, newest};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use browser::{Browser, Seen, act};
use jiff::SignedDuration;

const PASSWORD: &str = "turnip ladder river";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130.0.0.0 Mobile Safari/537.36";
const LIBRARY: &str = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Firefox/130.0";

/// What an organisation has when the taxi drives off.
struct Story {
    build: Build,
    joan: PersonId,
    phone: Browser,
    secret: String,
    spares: Vec<String>,
}

async fn letters(service: &Service, count: u32) -> Vec<Queued> {
    let letters = service.bothy.db.snapshot("outbox", count, |tx, count| {
        let count = *count;
        Box::pin(async move { newest(tx, count.into()).await })
    });
    let letters: Result<Vec<Queued>, StoreError> = letters.await;
    letters.unwrap()
}

/// The kinds of the newest letters to her, the newest first.
async fn told(service: &Service, who: PersonId) -> Vec<String> {
    letters(service, 50)
        .await
        .into_iter()
        .map(|one| one.notice)
        .filter(|one| one.person == who)
        .map(|one| one.kind)
        .collect()
}

async fn link(service: &Service, part: &str) -> String {
    let words: serde_json::Value = serde_json::from_str(&letters(service, 1).await[0].notice.words).unwrap();
    let (_, token) = words["link"].as_str().unwrap().split_once(part).unwrap();
    format!("{part}{token}")
}

/// The secret on a page where an app is set up.
fn secret(page: &Seen) -> String {
    page.html.split("b-secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "")
}

/// The spare codes on a page.
fn spares(page: &Seen) -> Vec<String> {
    let list = page.html.split("b-codes\">").nth(1).unwrap().split("</ul>").next().unwrap();
    list.split("<li>").skip(1).map(|one| one.split('<').next().unwrap().to_owned()).collect()
}

async fn in_the_taxi(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
    let admin = Browser::of(&build, ishbel).await;
    let once = act(&build);
    let invitation = [("act", &*once), ("name", "Joan"), ("email", "joan@example.net"), ("role", "supporter")];
    admin.post("/settings/people", &invitation).await;
    let link = link(service, "/invite/").await;
    let phone = Browser::nobody(&build).named(PHONE);
    phone.post(&link, &[("password", PASSWORD)]).await;
    let seen =
        phone.post("/sign-in", &[("email", "joan@example.net"), ("password", PASSWORD), ("device", "own")]).await;
    let phone = phone.after(&seen);
    let wrong = phone.post("/account/codes/begin", &[("act", &act(&build)), ("begin-password", "a guess")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("That is not the password you have now") && !wrong.says("b-secret"), "{}", wrong.html);
    phone.post("/account/codes/begin", &[("act", &act(&build)), ("begin-password", PASSWORD)]).await;
    let secret = secret(&phone.get("/account/codes").await);
    let code = code_for_test(&secret, service.clock.now());
    let shown = phone.post("/account/codes", &[("act", &act(&build)), ("code", &code)]).await;
    let spares = spares(&shown);
    assert_eq!(spares.len(), 8, "{}", shown.html);
    let page = admin.get("/people").await.html;
    let joan = page.split("/people/").filter_map(|rest| rest.split('"').next()).find(|id| id.starts_with("person_"));
    let joan = joan.unwrap().parse().unwrap();
    Story { build, joan, phone, secret, spares }
}

impl Story {
    /// Signs in with the password on a library's computer, as far as that goes.
    async fn at_the_library(&self, password: &str) -> (Browser, Seen) {
        let library = Browser::nobody(&self.build).named(LIBRARY);
        let typed = [("email", "joan@example.net"), ("password", password), ("device", "shared")];
        let seen = library.post("/sign-in", &typed).await;
        (library.after(&seen), seen)
    }

    /// Nothing of hers opens on the phone any more, whichever way it asks.
    async fn the_phone_is_out(&self, group: &str) {
        for browser in [&self.phone, &self.phone.copied()] {
            for page in ["/my-day", "/account", "/account/record.json", group] {
                let seen = browser.get(page).await;
                assert!(seen.to.starts_with("/sign-in"), "{page}: {}", seen.status);
                assert!(seen.html.is_empty(), "{page}");
            }
            assert_ne!(browser.swap("/my-day").await.status(), StatusCode::OK, "a part of a page is a page");
            assert_eq!(browser.raw("/api/v1/seats").await.status(), StatusCode::UNAUTHORIZED);
            let posted = browser.post("/account/devices/end-all", &[("act", &act(&self.build))]).await;
            assert!(posted.to.starts_with("/sign-in"));
        }
    }
}

on_both! {
    async fn she_ends_it_from_the_library_with_a_spare_code_and_has_new_codes(service: Service) {
        let story = in_the_taxi(&service).await;
        let build = &story.build;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Leith Library").await;
        build.session(tuesday_evening(group, place, vec![Some(story.joan)])).await;
        assert!(story.phone.get("/my-day").await.says("Tuesday group"), "whoever finds the phone is in");
        service.clock.advance(SignedDuration::from_hours(1));

        // The password alone is not enough on another device; a spare code from her purse is, once.
        let (library, seen) = story.at_the_library(PASSWORD).await;
        assert_eq!(seen.to, "/sign-in/code");
        assert_eq!(library.get("/account").await.status, StatusCode::SEE_OTHER, "half-way in is not in");
        let seen = library.post("/sign-in/code", &[("code", &story.spares[0])]).await;
        assert_eq!(seen.to, "/my-day", "{}", seen.html);
        let library = library.after(&seen);
        let (again, _) = story.at_the_library(PASSWORD).await;
        assert_eq!(again.post("/sign-in/code", &[("code", &story.spares[0])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        // She sees both by their names and ends the one in the taxi.
        let page = library.get("/account").await;
        assert!(page.says("Chrome, Android") && page.says("Firefox, Windows") && page.says("This one"), "{}", page.html);
        let ends: Vec<&str> = page.html.split("/account/devices/signin_").skip(1).collect();
        assert_eq!(ends.len(), 1, "this one is signed out by its own button");
        let path = format!("/account/devices/signin_{}/end", ends[0].split('/').next().unwrap());
        let done = library.post(&path, &[("act", &act(build))]).await;
        assert_eq!(done.to, "/account?done=signed-out-device");
        story.the_phone_is_out("/people").await;
        assert!(!library.get("/account").await.says("Chrome, Android"));

        // The codes on the phone are given up with a second spare code, and the next phone has its own.
        let moved = library.post("/account/codes/change", &[("act", &act(build)), ("code", &story.spares[1])]).await;
        assert_eq!(moved.to, "/account/codes");
        let fresh = secret(&library.get("/account/codes").await);
        assert_ne!(fresh, story.secret);
        let code = code_for_test(&fresh, service.clock.now());
        let shown = library.post("/account/codes", &[("act", &act(build)), ("code", &code)]).await;
        assert_eq!(spares(&shown).len(), 8);
        service.clock.advance(SignedDuration::from_mins(2));
        let old = code_for_test(&story.secret, service.clock.now());
        let (finder, _) = story.at_the_library(PASSWORD).await;
        for gone in [&old, &story.spares[2]] {
            let seen = finder.post("/sign-in/code", &[("code", gone)]).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "what was on the phone opens nothing");
        }

        // She was told of each, and the audit says it without a secret.
        let told = told(&service, story.joan).await;
        assert_eq!(told[..3], ["codes-changed", "codes-changed", "spare-code-used"]);
        let ishbel = build.person("Morag", &[Role::Administrator], None).await;
        let audit = Browser::of(build, ishbel).await.get("/audit").await;
        for line in ["Signed a device out", "Used a spare code", "Gave up codes"] {
            assert!(audit.says(line), "{line}");
        }
        for secret in [&story.secret, &fresh, &story.spares[0], &story.spares[1]] {
            assert!(!audit.says(secret), "the audit names no secret");
        }

        // On the library's computer she signs out, and what is left there opens nothing.
        let left = library.copied();
        library.post("/sign-out", &[]).await;
        assert_eq!(left.get("/account").await.status, StatusCode::SEE_OTHER);
    }

    async fn without_a_spare_code_two_let_her_back_in_and_the_phone_is_out(service: Service) {
        let story = in_the_taxi(&service).await;
        let build = &story.build;
        let [ewan, sam] = [
            build.person("Ewan", &[Role::Administrator], None).await,
            build.person("Sam", &[Role::SafeguardingLead], None).await,
        ];
        service.clock.advance(SignedDuration::from_hours(1));
        let nobody = Browser::nobody(build);
        nobody.post("/recover", &[("email", "joan@example.net")]).await;
        assert!(told(&service, story.joan).await.contains(&"recovery-asked-for-you".to_owned()), "in case it was the finder");
        let [ewan, sam] = [Browser::of(build, ewan).await, Browser::of(build, sam).await];
        let page = ewan.get("/recover").await.html;
        let path = page.split("action=\"").find_map(|rest| rest.split_once("/yes\"")).unwrap().0.to_owned() + "/yes";
        assert_eq!(ewan.post(&path, &[("act", &act(build))]).await.to, "/recover?done=recover-first");
        assert_eq!(story.phone.get("/my-day").await.status, StatusCode::OK, "one yes changes nothing");
        assert_eq!(sam.post(&path, &[("act", &act(build))]).await.to, "/recover?done=recover-both");
        let link = link(&service, "/invite/").await;
        let fresh = "four yellow lanterns";
        assert_eq!(nobody.post(&link, &[("password", fresh)]).await.to, "/sign-in?done=password");
        story.the_phone_is_out("/people").await;
        assert_eq!(story.at_the_library(PASSWORD).await.1.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The codes of the lost phone are over, too: she is asked for none and sets new ones up.
        let (library, seen) = story.at_the_library(fresh).await;
        assert_eq!(seen.to, "/my-day", "{}", seen.html);
        assert!(library.get("/account").await.says("You sign in without codes."));
    }
}
