//! Whose token opens what, and when it opens nothing any more.

use crate::browser;
use crate::program;

use axum::body::Body;
use bothy_actions::ActionError;
use bothy_actions::access::{By, NewToken, TokenFor, begin_sign_in, colleagues, make_token, revoke_token, see_tokens};
use bothy_domain::access::{Role, TokenRefused};
use bothy_testkit::{Build, on_both};
use jiff::SignedDuration;
use program::{Program, token_of};
use serde_json::json;
use uuid::Uuid;

/// Method, path, headers, body; the status and the problem.
type Case<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str)>, String, (u16, &'a str));

on_both! {
    async fn a_token_that_was_taken_back_opens_nothing(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let made = token_of(&build, aileen).await;
        let program = Program::with(&service.bothy, Some(made.token.clone()));
        assert_eq!(program.get("/api/v1/places").await.status, 200);
        assert_eq!(program.get("/today").await.status, 200, "the pages know the same person");
        revoke_token(&service.bothy, By::Operator(build.organisation), made.id).await.unwrap();
        let no = program.get("/api/v1/places").await;
        assert_eq!((no.status.as_u16(), no.kind(), no.problem()), (401, "application/problem+json", "token-revoked"));
        assert!(no.headers.contains_key("www-authenticate"));
        assert_eq!(program.get("/today").await.status, 303);
        let all = see_tokens(&service.bothy, By::Operator(build.organisation)).await.unwrap();
        assert!(all[0].facts.revoked_at.is_some() && all[0].used_at.is_some());
    }

    async fn a_token_opens_until_its_end_and_not_a_second_longer(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let lasts = |lasts| NewToken {
            by: By::Operator(build.organisation), to: TokenFor::Person(aileen), name: String::new(), lasts,
        };
        let made = make_token(&service.bothy, lasts(SignedDuration::from_hours(1))).await.unwrap_or_else(|_| panic!());
        let program = Program::with(&service.bothy, Some(made.token));
        service.clock.advance(SignedDuration::from_secs(3599));
        assert_eq!(program.get("/api/v1/groups").await.status, 200);
        service.clock.advance(SignedDuration::from_secs(1));
        let no = program.get("/api/v1/groups").await;
        assert_eq!((no.status.as_u16(), no.problem()), (401, "token-expired"));
        let refused = |made: Result<_, ActionError<TokenRefused>>| match made {
            Err(ActionError::Rule(refused)) => refused,
            _ => panic!(),
        };
        let days = |days: i64| SignedDuration::from_hours(days * 24);
        assert_eq!(refused(make_token(&service.bothy, lasts(days(367))).await.map(|_| ())), TokenRefused::TooLong);
        assert_eq!(refused(make_token(&service.bothy, lasts(days(0))).await.map(|_| ())), TokenRefused::NoTime);
    }

    async fn a_hat_that_ended_takes_its_things_out_of_the_token(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let leaves = service.clock.now().checked_add(SignedDuration::from_hours(1)).unwrap();
        let nan = build.person_until("Nan", &[Role::Coordinator], None, Some(leaves)).await;
        let program = Program::of(&build, nan).await;
        assert_eq!(program.get("/api/v1/places").await.status, 200);
        service.clock.advance(SignedDuration::from_hours(1));
        // The token is alive; what the hat opened is not there any more.
        assert_eq!(program.get("/api/v1/places").await.problem(), "not-found");
        assert!(program.get("/api/v1/sessions").await.items().is_empty());
    }

    async fn a_token_of_one_organisation_opens_nothing_of_another(service: Service) {
        let ours = Build::organisation(&service, "lothian").await;
        service.clock.advance(SignedDuration::from_secs(1));
        let theirs = Build::organisation(&service, "forth").await;
        ours.group("Tuesday group", None).await;
        let walk = theirs.group("Walking group", None).await;
        let aileen = ours.person("Aileen", &[Role::Coordinator], None).await;
        let morag = theirs.person("Morag", &[Role::Coordinator], None).await;
        let (aileen, morag) = (Program::of(&ours, aileen).await, Program::of(&theirs, morag).await);
        let names = |told: program::Told| told.items().iter().map(|one| one["name"].clone()).collect::<Vec<_>>();
        assert_eq!(names(aileen.get("/api/v1/groups").await), ["Tuesday group"]);
        assert_eq!(names(aileen.get("/o/lothian/api/v1/groups").await), ["Tuesday group"]);
        assert_eq!(names(morag.get("/o/forth/api/v1/groups").await), ["Walking group"]);
        for no in [
            aileen.get("/o/forth/api/v1/groups").await,
            morag.get("/api/v1/groups").await,
            morag.get("/o/lothian/api/v1/groups").await,
            Program::with(&service.bothy, Some("bothy_0".into())).get("/api/v1/groups").await,
            Program::with(&service.bothy, Some("0".into())).get("/api/v1/groups").await,
        ] {
            assert_eq!((no.status.as_u16(), no.problem()), (401, "unknown-token"));
        }
        assert_eq!(aileen.get(&format!("/api/v1/groups/{walk}")).await.problem(), "not-found");
        assert_eq!(aileen.get("/o/nobody/api/v1/groups").await.status, 401);
        for path in ["/api/v1/groups", "/api/v1/nothing", "/api", "/o/forth/api/v1/groups", "/o/nobody/api/v1"] {
            let no = Program::with(&service.bothy, None).get(path).await;
            assert_eq!((no.status.as_u16(), no.problem()), (401, "no-token"), "{path}");
        }
    }

    async fn a_machine_is_in_no_list_of_people_and_holds_no_seat(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let machine = Program::machine(&build, Role::Coordinator).await;
        assert_eq!(machine.get("/api/v1/places").await.status, 200);
        let all = colleagues(&service.bothy, &build.known(aileen).await, &[Role::Coordinator]).await.unwrap();
        assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [aileen]);
        for role in [Role::Supporter, Role::SafeguardingLead, Role::Member] {
            let to = TokenFor::Machine { name: "Tin".into(), role };
            let lasts = SignedDuration::from_hours(1);
            let new = NewToken { by: By::Operator(build.organisation), to, name: String::new(), lasts };
            let refused = make_token(&service.bothy, new).await;
            assert!(matches!(refused, Err(ActionError::Rule(TokenRefused::NotForMachines(_)))));
        }
        let known = build.known(aileen).await;
        let by = By::Administrator(Box::new(known));
        assert!(matches!(see_tokens(&service.bothy, by).await, Err(ActionError::NotFound)));
    }

    async fn a_token_does_not_change_how_somebody_signs_in(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let program = Program::of(&build, aileen).await;
        let browser = browser::Browser::of(&build, aileen).await;
        for path in ["/account", "/account/codes"] {
            assert_eq!(program.get(path).await.status, 404, "{path}");
            assert_eq!(browser.get(path).await.status, 200, "{path}");
        }
        let form = [("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(program.send("POST", "/account/devices/end-all", &form, Body::from("x=1")).await.status, 404);
        assert_eq!(browser.get("/today").await.status, 200, "nobody was signed out");
    }

    async fn a_browser_may_ask_from_our_own_pages_only(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let cookie = format!("bothy={}", begin_sign_in(&service.bothy, build.organisation, aileen).await.unwrap());
        let nobody = Program::with(&service.bothy, None);
        let read = nobody.send("GET", "/api/v1/places", &[("cookie", &cookie)], Body::empty()).await;
        assert_eq!(read.status, 200);
        let path = format!("/api/v1/seats/seat_{}/take-back", Uuid::now_v7().simple());
        let send = async |site: (&str, &str)| {
            let headers = [("cookie", cookie.as_str()), ("idempotency-key", "one"), site];
            nobody.send("POST", &path, &headers, Body::empty()).await
        };
        for site in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example"), ("x-nothing", "said")] {
            let no = send(site).await;
            assert_eq!((no.status.as_u16(), no.problem()), (403, "other-site"), "{site:?}");
        }
        assert_eq!(send(("sec-fetch-site", "same-origin")).await.problem(), "not-found");
        // The token of a program counts in its own header only.
        let token = token_of(&build, aileen).await.token;
        let in_a_cookie = format!("bothy={token}");
        let no = nobody.send("GET", "/api/v1/places", &[("cookie", &in_a_cookie)], Body::empty()).await;
        assert_eq!(no.problem(), "unknown-token");
        let program = Program::with(&service.bothy, Some(token));
        let elsewhere = [("sec-fetch-site", "cross-site"), ("idempotency-key", "two")];
        assert_eq!(program.send("POST", &path, &elsewhere, Body::from("")).await.problem(), "not-found");
    }

    async fn a_program_that_asks_too_fast_is_told_how_long_to_wait(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let program = Program::of(&build, aileen).await;
        for _ in 0..1000 {
            assert_eq!(program.get("/api/v1/groups").await.status, 200);
        }
        let no = program.get("/api/v1/groups").await;
        assert_eq!((no.status.as_u16(), no.problem()), (429, "too-many"));
        assert_eq!(no.headers["retry-after"], "1");
        assert_eq!(program.get("/today").await.status, 200, "pages are not counted");
        service.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(program.get("/api/v1/groups").await.status, 200);
    }

    async fn what_is_wrong_is_said_so_that_a_program_can_read_it(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let program = Program::of(&build, aileen).await;
        let path = format!("/api/v1/duties/duty_{}/take", Uuid::now_v7().simple());
        let (json_is, key) = (("content-type", "application/json"), ("idempotency-key", "k"));
        let deep = "[".repeat(200_000);
        let cases: Vec<Case<'_>> = vec![
            ("GET", "/api/v1/nothing", vec![], String::new(), (404, "not-found")),
            ("GET", "/api/v2/places", vec![], String::new(), (404, "not-found")),
            ("GET", "/api", vec![], String::new(), (404, "not-found")),
            ("DELETE", "/api/v1/places", vec![], String::new(), (405, "method")),
            ("GET", &path, vec![], String::new(), (405, "method")),
            ("POST", &path, vec![json_is], "{}".into(), (400, "no-key")),
            ("POST", &path, vec![json_is, ("idempotency-key", "")], "{}".into(), (400, "no-key")),
            ("POST", &path, vec![json_is, key], "{".into(), (400, "not-understood")),
            ("POST", &path, vec![json_is, key], "[]".into(), (400, "not-understood")),
            ("POST", &path, vec![json_is, key], deep, (413, "too-large")),
            ("POST", &path, vec![json_is, key], "[".repeat(50_000), (400, "not-understood")),
            ("POST", &path, vec![json_is, key], r#"{"colour": "green"}"#.into(), (422, "fields")),
            ("POST", &path, vec![("content-type", "text/plain"), key], "{}".into(), (415, "content-type")),
            ("POST", &path, vec![key], "{}".into(), (415, "content-type")),
            ("POST", &path, vec![json_is, key], "{}".into(), (404, "not-found")),
        ];
        for (method, path, headers, body, (status, problem)) in cases {
            let no = program.send(method, path, &headers, Body::from(body.clone())).await;
            let said = (no.status.as_u16(), no.problem(), no.kind());
            assert_eq!(said, (status, problem, "application/problem+json"), "{method} {path} {:.40}", body);
            assert_eq!(no.body["status"], json!(status));
            assert!(no.body["title"].as_str().unwrap().len() > 5 && no.body["detail"].as_str().unwrap().len() > 5);
            assert_eq!(no.headers["cache-control"], "no-store");
        }
        let no = program.send("DELETE", "/api/v1/places", &[], Body::empty()).await;
        assert_eq!(no.headers["allow"], "GET,HEAD");
    }
}
