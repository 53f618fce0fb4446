//! After a break-in an administrator signs everybody out at once, and goes on looking into what happened.

use crate::browser;
use crate::program;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_domain::audit::Looks;
use bothy_store::StoreError;
use bothy_store::audit::{AuditAsked, AuditLine, page_of};
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, act};
use program::{Program, token_of};

const OUT: &str = "/o/lothian/settings/sign-everybody-out";
const OWN: &str = "/o/lothian/account";

async fn acts(service: &Service, build: &Build) -> Vec<AuditLine> {
    let lines = service.bothy.db.snapshot("acts", build.organisation, |tx, organisation| {
        Box::pin(async move { page_of(tx, *organisation, &AuditAsked::default(), Looks::All, 1000).await })
    });
    let lines: Result<Vec<AuditLine>, StoreError> = lines.await;
    lines.unwrap()
}

on_both! {
    async fn everybody_is_out_but_whoever_pressed_it(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let other = Build::organisation(&service, "fife").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let joan = build.supporter("Joan").await;
        let morag = other.person("Morag", &[Role::Administrator], None).await;
        let program = Program::with(&service.bothy, Some(token_of(&build, aileen).await.token));
        let theirs = Program::with(&service.bothy, Some(token_of(&other, morag).await.token));
        let [own, phone] = [Browser::of(&build, ishbel).await, Browser::of(&build, ishbel).await];
        let [first, second, joans] =
            [Browser::of(&build, aileen).await, Browser::of(&build, aileen).await, Browser::of(&build, joan).await];
        let elsewhere = Browser::of(&other, morag).await;
        for browser in [&own, &phone, &first, &second, &joans] {
            assert_eq!(browser.get(OWN).await.status, StatusCode::OK);
        }
        assert_eq!(program.get("/o/lothian/api/v1/duties").await.status, 200);

        assert!(own.get("/o/lothian/settings").await.says("/settings/sign-everybody-out\""));
        let page = own.get(OUT).await;
        // Ishbel's telephone, two of Aileen's, and Joan's.
        assert!(page.says("3 people are signed out") && page.says("That is on 4 devices"), "{}", page.html);
        assert!(page.says("One token is taken back"), "{}", page.html);
        let none = own.post(OUT, &[("act", &act(&build)), ("reason", " ")]).await;
        assert_eq!(none.status, StatusCode::CONFLICT);
        assert_eq!(joans.get(OWN).await.status, StatusCode::OK, "nobody is signed out for no reason");

        let once = act(&build);
        for _ in 0..2 {
            let done = own.post(OUT, &[("act", &once), ("reason", "Somebody was in as Aileen")]).await;
            assert_eq!(done.to, "/o/lothian/settings?done=signed-everybody-out", "{}", done.html);
        }
        for browser in [&phone, &first, &second, &joans] {
            assert!(browser.get(OWN).await.to.contains("/sign-in"));
        }
        assert_eq!(own.get(OWN).await.status, StatusCode::OK, "whoever pressed it goes on");
        assert_eq!(program.get("/o/lothian/api/v1/duties").await.status, 401);
        assert!(elsewhere.get("/o/fife/account").await.status == StatusCode::OK, "another organisation hears nothing");
        assert_eq!(theirs.get("/o/fife/api/v1/duties").await.status, 200);
        let page = own.get(OUT).await;
        assert!(page.says("Nobody but you is signed in") && page.says("No program has a token"), "{}", page.html);
        let lines = acts(&service, &build).await;
        let count = |act: &str| lines.iter().filter(|line| line.past.act == act).count();
        assert_eq!((count("signed-everybody-out"), count("token-revoked")), (1, 1));
        assert!(own.get("/o/lothian/audit").await.says("Somebody was in as Aileen"));
        // They come in again, and whoever was never in the organisation's hands is not an administrator.
        let back = Browser::of(&build, aileen).await;
        assert_eq!(back.get(OWN).await.status, StatusCode::OK);
        assert_eq!(back.get(OUT).await.status, StatusCode::NOT_FOUND);
        assert_eq!(back.post(OUT, &[("act", &act(&build)), ("reason", "I can")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(own.get(OWN).await.status, StatusCode::OK);
    }
}
