//! An administrator names the mail server by which the organisation's letters leave.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::access::show_code::code_for_test;
use bothy_actions::keeping::{Courier, Leaves, Outcome, Queued, send_waiting};
use bothy_actions::organisations::sender_of;
use bothy_domain::access::Role;
use bothy_domain::audit::Looks;
use bothy_store::StoreError;
use bothy_store::audit::{AuditAsked, AuditLine, page_of};
use bothy_store::jobs::newest;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, Seen, act};
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

const PASSWORD: &str = "turnip ladder river";
const SECRET: &str = "three words of mail";
const MAIL: &str = "/settings/mail";

/// Aileen, an administrator with a password of her own.
async fn aileen(service: &Service) -> (Build, Browser) {
    let build = Build::organisation(service, "lothian").await;
    let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
    let ishbel = Browser::of(&build, ishbel).await;
    let once = act(&build);
    let invitation = [("act", &*once), ("name", "Aileen"), ("email", "aileen@example.net"), ("role", "administrator")];
    ishbel.post("/settings/people", &invitation).await;
    let outbox = service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { newest(tx, 50).await })).await;
    let words: serde_json::Value = serde_json::from_str(&outbox.unwrap()[0].notice.words).unwrap();
    let (_, token) = words["link"].as_str().unwrap().split_once("/invite/").unwrap();
    let aileen = Browser::nobody(&build);
    aileen.post(&format!("/invite/{token}"), &[("password", PASSWORD)]).await;
    let typed = [("email", "aileen@example.net"), ("password", PASSWORD), ("device", "own")];
    let seen = aileen.post("/sign-in", &typed).await;
    let aileen = aileen.after(&seen);
    let page = aileen.get("/sign-in/set-up").await.html;
    let secret = page.split("b-secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let seen = aileen.post("/sign-in/set-up", &[("code", &code_for_test(&secret, service.clock.now()))]).await;
    let aileen = aileen.after(&seen);
    assert_eq!(aileen.get(MAIL).await.status, StatusCode::OK);
    (build, aileen)
}

/// A form that is right, with some fields in place of others.
async fn keeps(browser: &Browser, version: &str, others: &[(&str, &str)]) -> Seen {
    let mut fields = vec![
        ("version", version),
        ("server", "smtp.example.org"),
        ("port", "587"),
        ("security", "starttls"),
        ("user", "post"),
        ("password", SECRET),
        ("from-name", "Lothian Peer Network"),
        ("from-address", "post@example.org"),
        ("reply-to", ""),
        ("own-password", PASSWORD),
    ];
    for (name, value) in others {
        fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value;
    }
    browser.post(MAIL, &fields).await
}

async fn acts(service: &Service, build: &Build) -> Vec<AuditLine> {
    let entries = service.bothy.db.snapshot("acts", build.organisation, |tx, organisation| {
        Box::pin(async move { page_of(tx, *organisation, &AuditAsked::default(), Looks::All, 1000).await })
    });
    let entries: Result<Vec<AuditLine>, StoreError> = entries.await;
    entries.unwrap()
}

/// A postman without a server for everybody, who answers as told.
struct OwnOnly(Mutex<Vec<String>>, Outcome);

impl Courier for OwnOnly {
    fn leaves(&self) -> Leaves {
        Leaves::OfOwnSenders
    }

    fn carry<'a>(&'a self, notice: &'a Queued, _: Timestamp) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.0.lock().unwrap().push(notice.organisation.to_string());
            self.1.clone()
        })
    }
}

on_both! {
    async fn it_is_kept_once_it_is_right_and_whoever_keeps_it_shows_who_they_are(service: Service) {
        let (build, aileen) = aileen(&service).await;
        assert!(aileen.get(MAIL).await.says("Nothing is named yet"));
        assert!(aileen.get("/settings").await.says("href=\"/settings/mail\""));
        for (others, words) in [
            (("server", "10.0.0.5"), "That server is inside the network"),
            (("server", "localhost"), "That server is inside the network"),
            (("port", "5432"), "We only try the ports 25, 465, 587 and 2525"),
            (("security", "none"), "Others could read your letters"),
            (("password", ""), "Please type the password"),
            (("from-address", "post"), "does not look like an email address"),
            (("own-password", "a guess"), "That is not your password here"),
        ] {
            let seen = keeps(&aileen, "0", &[others]).await;
            assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.says(words), "{words}: {}", seen.html);
            assert!(!seen.says(SECRET), "{words}");
            assert!(sender_of(&service.bothy, build.organisation).await.unwrap().is_none(), "{words}");
        }
        // What was typed stays, but for the passwords.
        let seen = keeps(&aileen, "0", &[("port", "80"), ("from-name", "Leith Listeners")]).await;
        assert!(seen.says("Leith Listeners") && seen.says("smtp.example.org") && !seen.says(SECRET), "{}", seen.html);
        service.clock.advance(SignedDuration::from_mins(5));
        let seen = keeps(&aileen, "0", &[]).await;
        assert_eq!(seen.to, format!("{MAIL}?done=mail-kept"), "{}", seen.html);
        let page = aileen.get(MAIL).await;
        assert!(page.says("leave by your own server") && page.says("One is kept") && !page.says(SECRET), "{}", page.html);
        let lines = acts(&service, &build).await;
        let line = lines.iter().find(|line| line.past.act == "mail-server-set-up").unwrap();
        assert!(!format!("{line:?}").contains(SECRET));
        assert!(aileen.get("/settings").await.says("action=\"/settings/letters\""), "letters can be tried now");
    }

    async fn the_password_is_kept_for_the_same_server_alone_and_who_comes_late_sees_what_stands(service: Service) {
        let (build, aileen) = aileen(&service).await;
        assert_eq!(keeps(&aileen, "0", &[]).await.status, StatusCode::SEE_OTHER);
        let password = async || sender_of(&service.bothy, build.organisation).await.unwrap().unwrap().password;
        assert_eq!(password().await, SECRET);
        let version = aileen.get(MAIL).await.field("version");
        let kept = keeps(&aileen, &version, &[("password", ""), ("from-name", "Leith Listeners")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.html);
        assert_eq!(password().await, SECRET);
        let late = keeps(&aileen, &version, &[("from-name", "Somebody")]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.says("Somebody changed this meanwhile"));
        let version = late.field("version");
        let elsewhere = keeps(&aileen, &version, &[("password", ""), ("server", "mail.elsewhere.example")]).await;
        assert!(elsewhere.says("Please type the password"), "{}", elsewhere.html);
        assert_eq!(aileen.post(&format!("{MAIL}/remove"), &[]).await.to, format!("{MAIL}?done=mail-removed"));
        assert!(sender_of(&service.bothy, build.organisation).await.unwrap().is_none());
        let lines = acts(&service, &build).await;
        assert_eq!(lines.iter().filter(|line| line.past.act == "mail-server-taken-away").count(), 1);
    }

    async fn the_page_says_how_the_last_letter_fared_and_only_letters_with_a_server_leave(service: Service) {
        let (build, aileen) = aileen(&service).await;
        let other = Build::organisation(&service, "fife").await;
        let morag = other.person("Morag", &[Role::Administrator], None).await;
        let own = Browser::of(&other, morag).await;
        let tried = async |browser: &Browser, prefix: &str| {
            let once = act(&build);
            browser.post(&format!("{prefix}{MAIL}/try"), &[("act", &once)]).await
        };
        assert!(aileen.get(MAIL).await.says("You have not tried it yet"));
        let prefix = "/o/lothian";
        assert_eq!(tried(&aileen, prefix).await.status, StatusCode::SEE_OTHER);
        assert!(aileen.get(&format!("{prefix}{MAIL}")).await.says("a letter to you is waiting to leave"));
        let _ = tried(&own, "/o/fife").await;
        // Without any server nothing is so much as taken up.
        let post = OwnOnly(Mutex::default(), Outcome::TryAgain("wrong-password"));
        assert_eq!(send_waiting(&service.bothy, &post, 10).await.unwrap(), 0);
        assert!(post.0.lock().unwrap().is_empty());
        let kept = keeps(&aileen, "0", &[]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.html);
        send_waiting(&service.bothy, &post, 10).await.unwrap();
        let ours = build.organisation.to_string();
        assert!(!post.0.lock().unwrap().is_empty() && post.0.lock().unwrap().iter().all(|one| *one == ours));
        let page = aileen.get(&format!("{prefix}{MAIL}")).await;
        assert!(page.says("does not take the name or the password") && page.says("tried once"), "{}", page.html);
        service.clock.advance(SignedDuration::from_mins(2));
        let post = OwnOnly(Mutex::default(), Outcome::Sent);
        send_waiting(&service.bothy, &post, 10).await.unwrap();
        assert!(aileen.get(&format!("{prefix}{MAIL}")).await.says("the server took the letter"));
    }
}
