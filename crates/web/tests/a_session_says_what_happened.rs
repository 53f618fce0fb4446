//! One session's page: who is asked and who is new, what differs from its rule, and what happened.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_both, tuesday_evening};
use browser::{Browser, act};

/// What a page offers to do, by its forms and their words.
const BEFORE: [&str; 4] = ["/move\"", "/call-off\"", "/take-back\"", "/override\""];

on_both! {
    async fn what_is_on_or_over_offers_nothing_that_would_be_refused(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
        let path = format!("/sessions/{session}");
        let see = async |person| Browser::of(&build, person).await.get(&path).await;
        let offered = |html: &str| BEFORE.map(|form| html.contains(form));
        let [before, own] = [see(aileen).await, see(joan).await];
        assert_eq!(offered(&before.html), [true; 4], "{}", before.html);
        assert!(own.says("/hand-back\"") && !own.says("What can be done now"), "{}", own.html);
        // Half past seven: it is on. Whoever presses an old button is refused.
        service.clock.advance("2026-11-24T19:30:00Z".parse::<jiff::Timestamp>().unwrap().duration_since(service.clock.now()));
        let [on, own] = [see(aileen).await, see(joan).await];
        assert_eq!(offered(&on.html), [false, false, false, true], "{}", on.html);
        assert!(on.says("It has begun. Its time and its seats stay") && on.says("/concern\""), "{}", on.html);
        assert!(own.says("It has begun.") && !own.says("/hand-back\""), "{}", own.html);
        for (path, fields) in [
            (format!("{path}/call-off"), vec![("version", "1"), ("why", "place-closed")]),
            (format!("/seats/{}/take-back", seats[0]), vec![]),
        ] {
            let once = act(&build);
            let sent: Vec<_> = fields.into_iter().chain([("act", once.as_str())]).collect();
            assert_eq!(Browser::of(&build, aileen).await.post(&path, &sent).await.status, StatusCode::CONFLICT, "{path}");
        }
        service.clock.advance(jiff::SignedDuration::from_hours(1));
        let over = see(aileen).await;
        assert_eq!(offered(&over.html), [false; 4], "{}", over.html);
        assert!(over.says("It is over. It is not moved or called off") && over.says("/groups/tuesday-group\""));
    }

    async fn a_seat_handed_back_is_asked_of_who_knows_the_group_and_the_page_says_who_is_new(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        let kirsty = build.supporter("Kirsty").await;
        build.supporter("Callum").await;
        build.knows(kirsty, group).await;
        let coordinator = build.person("Aileen", &[Role::Coordinator], None).await;
        let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan)])).await;
        let [joan, kirsty, aileen] =
            [Browser::of(&build, joan).await, Browser::of(&build, kirsty).await, Browser::of(&build, coordinator).await];
        let path = format!("/sessions/{session}");
        let back = joan.post(&format!("/seats/{}/hand-back", seats[0]), &[("act", &act(&build))]).await;
        assert_eq!(back.to, "/my-day?done=handed-back");
        let seen = aileen.get(&path).await;
        assert!(seen.says("One person knows this group, and could") && seen.says("0 of"));
        assert!(seen.says("2 people are new to this group, and could"));
        assert!(seen.says("Joan: Handed back: Facilitator."), "what happened");
        // Kirsty is asked already; Callum is new, and asking him is Aileen's decision.
        assert!(!seen.says("Ask the people who know this group") && seen.says("who is new to this group, too"));
        let offer = kirsty.get("/my-day").await.html.split("/offers/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let no = kirsty.post(&format!("/offers/{offer}/answer"), &[("act", &act(&build)), ("answer", "no")]).await;
        assert_eq!(no.to, "/my-day?done=no");
        let ask = format!("/seats/{}/ask", seats[0]);
        let asked = aileen.post(&ask, &[("act", &act(&build)), ("reach", "also-new")]).await;
        assert_eq!(asked.to, format!("{path}?done=asked"));
        let seen = aileen.get(&path).await;
        assert!(seen.says("Kirsty: Can’t this time.") && seen.says("Aileen: People were asked: Facilitator."));
        assert!(!seen.says("who is new to this group, too"), "nobody is left to ask");
    }

    async fn a_session_moved_once_says_from_when_and_what_the_rule_says(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        build.group("Carers circle", None).await;
        let coordinator = build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = Browser::of(&build, coordinator).await;
        let id = act(&build);
        let rule = [
            ("act", id.as_str()), ("series-days", "TU"), ("series-rhythm", "week"), ("series-start", "19:00"),
            ("series-end", "20:30"), ("series-from-day", "1"), ("series-from-month", "12"), ("series-from-year", "2026"),
            ("series-mode", "online"), ("series-place", ""), ("series-seats", "2"),
        ];
        assert_eq!(aileen.post("/groups/carers-circle/series", &rule).await.status, StatusCode::SEE_OTHER);
        let inside = aileen.get("/groups/carers-circle/inside").await;
        let session = inside.html.split("href=\"/sessions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let path = format!("/sessions/{session}");
        let before = aileen.get(&path).await;
        assert!(!before.says("Moved this once") && !before.says("This once at"));
        let (id, version) = (act(&build), before.field("version"));
        let to = [
            ("act", id.as_str()), ("version", version.as_str()), ("date-day", "3"), ("date-month", "12"),
            ("date-year", "2026"), ("start", "18:00"), ("end", "19:30"),
        ];
        assert_eq!(aileen.post(&format!("{path}/move"), &to).await.to, format!("{path}?done=moved"));
        let after = aileen.get(&path).await;
        assert!(after.says("Moved this once from Tuesday 1 December."));
        assert!(after.says("This once at 6pm to 7:30pm. The series says 7pm to 8:30pm."));
        assert!(after.says("Aileen: Moved to another day or time."));
    }
}
