//! A new volunteer, from the invitation to the first seat, as she, the administrator and a coordinator do it in their
//! browsers.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_store::StoreError;
use bothy_store::jobs::{Queued, newest};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use browser::{Browser, act};

const PASSWORD: &str = "turnip ladder river";

/// The path of the link in the newest letter.
async fn link(service: &Service) -> String {
    let letters = service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { newest(tx, 1).await }));
    let letters: Result<Vec<Queued>, StoreError> = letters.await;
    let words: serde_json::Value = serde_json::from_str(&letters.unwrap()[0].notice.words).unwrap();
    let (_, token) = words["link"].as_str().unwrap().split_once("/invite/").unwrap();
    format!("/invite/{token}")
}

on_both! {
    async fn she_comes_in_by_her_link_and_has_her_first_seat_once_what_it_asks_for_is_there(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Leith Library").await;
        let mut plan = tuesday_evening(group, place, vec![None, None]);
        plan.check = Some("pvg");
        let (session, seats) = build.session(plan).await;
        let (ishbel, aileen) = (Browser::of(&build, ishbel).await, Browser::of(&build, aileen).await);

        // Ishbel invites her: a letter leaves, and nothing else lets her in.
        let invitation = [("act", act(&build)), ("name", "Joan".into()), ("email", "joan@example.net".into()), ("role", "supporter".into())];
        let invitation: Vec<(&str, &str)> = invitation.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let sent = ishbel.post("/settings/people", &invitation).await;
        assert_eq!(sent.to, "/settings/people?done=invited", "{}", sent.html);
        let link = link(&service).await;
        let joan = Browser::nobody(&build);
        assert!(joan.get(&link).await.says("Welcome, Joan"));
        assert_eq!(joan.post(&link, &[("password", PASSWORD)]).await.to, "/sign-in?done=password");
        assert!(joan.get(&link).await.says("does not work any more"), "a link works once");
        let seen = joan.post("/sign-in", &[("email", "joan@example.net"), ("password", PASSWORD), ("device", "own")]).await;
        assert_eq!(seen.to, "/my-day", "{}", seen.html);
        let joan = joan.after(&seen);
        // What she says yes to stands in words, where she looks for it and where somebody chooses it for her.
        let about = "Offers peer support and holds seats.";
        assert!(joan.get("/account").await.says(about) && ishbel.get("/settings/people").await.says(about));
        let day = joan.get("/my-day").await;
        assert!(day.status.is_success() && !day.says("Tuesday group"));

        // Aileen finds her among those who help, and what is missing by name. No seat is hers before.
        let people = aileen.get("/people").await;
        let who = people.html.split("/people/person_").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let who = format!("person_{who}");
        let page = format!("/people/{who}");
        assert!(aileen.get(&page).await.says("Joan"));
        let give = format!("/seats/{}/give", seats[0]);
        let early = aileen.post(&give, &[("act", &act(&build)), ("person", &who)]).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        assert!(early.says("No PVG check") && early.says("Two references are wanted, none is there"), "{}", early.html);

        // What she has shown is written down, and the seat is hers.
        let shown = [
            ("checks", "check", "pvg", "2"),
            ("references", "reference", "Shona Tulloch", "3"),
            ("references", "reference", "Gregor Adair", "4"),
            ("supervision", "supervision", "", "5"),
        ];
        for (form, code, name, day) in shown {
            let once = act(&build);
            let [on_day, on_month, on_year] = ["day", "month", "year"].map(|part| format!("on-{code}-{part}"));
            let fields = [("act", once.as_str()), ("name", name), (&on_day, day), (&on_month, "11"), (&on_year, "2026")];
            let written = aileen.post(&format!("{page}/{form}"), &fields).await;
            assert_eq!(written.to, format!("{page}?done=recorded"), "{}", written.html);
        }
        let given = aileen.post(&give, &[("act", &act(&build)), ("person", &who)]).await;
        assert_eq!(given.to, format!("/sessions/{session}?done=given"), "{}", given.html);
        assert!(joan.get("/my-day").await.says("Tuesday group"));
        let page = format!("/sessions/{session}");
        let before = aileen.get(&page).await;
        assert!(before.says("Joan") && (before.says("Not ready yet") || before.says("Nearly ready")) && !before.says("missing"), "{}", before.html);

        // Once it has begun, nothing is left to do: the page says what was missing.
        service.clock.advance(jiff::SignedDuration::from_hours(7 * 24));
        let after = aileen.get(&page).await;
        assert!(after.says(" missing") && !after.says("Not ready yet") && !after.says("Nearly ready"), "{}", after.html);
    }
}
