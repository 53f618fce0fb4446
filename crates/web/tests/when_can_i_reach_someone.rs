//! When can I reach someone: the hours are set, and the page says what holds at each hour of the wall.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, Seen, act};

struct Story {
    build: Build,
    aileen: Browser,
    tam: PersonId,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Administrator], None).await;
    let tam = build.supporter("Tam").await;
    Story { aileen: Browser::of(&build, aileen).await, build, tam }
}

/// What the form of new hours sends, the way always to ring.
async fn add(story: &Story, day: &str, starts: &str, ends: &str, says: &str) -> Seen {
    let act = act(&story.build);
    let fields =
        [("act", act.as_str()), ("way", "ring"), ("day", day), ("starts", starts), ("ends", ends), ("says", says)];
    story.aileen.post("/settings/reach", &fields).await
}

/// What everybody is told at this instant. A browser of its own: nothing is left in memory from an earlier hour.
async fn at(story: &Story, service: &Service, instant: &str) -> Seen {
    service.clock.set(instant.parse().unwrap());
    Browser::nobody(&story.build).get("/reach").await
}

const NUMBER: &str = "0131 496 0140";

on_both! {
    async fn the_page_says_open_from_the_first_minute_until_before_the_last(service: Service) {
        let story = story(&service).await;
        assert!(at(&story, &service, "2026-11-23T09:00:00Z").await.says("No hours are set yet"));
        assert_eq!(add(&story, "1-5", "9am", "4pm", NUMBER).await.to, "/settings?done=hours");
        let early = at(&story, &service, "2026-11-23T08:59:59Z").await;
        assert!(early.says("One of us is here today, 9am") && early.says("Shut now."));
        let first = at(&story, &service, "2026-11-23T09:00:00Z").await;
        assert!(first.says("You can reach someone right now") && first.says("Open until 4pm.") && first.says(NUMBER));
        assert!(first.says("Next: tomorrow, 9am."));
        assert!(at(&story, &service, "2026-11-23T15:59:59Z").await.says("Open until 4pm."));
        let over = at(&story, &service, "2026-11-23T16:00:00Z").await;
        assert!(over.says("One of us is here tomorrow, 9am") && !over.says("You can reach someone right now"));
        // Friday evening: nobody until Monday.
        assert!(at(&story, &service, "2026-11-27T18:00:00Z").await.says("One of us is here Monday, 9am"));
    }

    async fn who_is_there_over_midnight_is_shown_until_the_morning(service: Service) {
        let story = story(&service).await;
        add(&story, "1", "6pm", "12am", NUMBER).await;
        let alone = at(&story, &service, "2026-11-23T23:59:00Z").await;
        assert!(alone.says("Open until midnight."));
        assert!(at(&story, &service, "2026-11-24T00:00:00Z").await.says("Shut now."));
        service.clock.set("2026-11-24T09:00:00Z".parse().unwrap());
        add(&story, "2", "12am", "2am", NUMBER).await;
        for instant in ["2026-11-30T23:59:00Z", "2026-12-01T00:00:00Z", "2026-12-01T01:59:00Z"] {
            let seen = at(&story, &service, instant).await;
            assert!(seen.says("You can reach someone right now") && seen.says("Open until 2am."), "{instant}");
        }
        assert!(at(&story, &service, "2026-12-01T02:00:00Z").await.says("Shut now."));
    }

    async fn hours_follow_the_wall_when_the_clocks_go_forward_and_back(service: Service) {
        let story = story(&service).await;
        add(&story, "7", "1:30am", "3am", NUMBER).await;
        add(&story, "7", "9am", "4pm", "0131 496 0141").await;
        // 28 March 2027: after 00:59 it is 2am. The hour from 1am to 2am is on no wall.
        assert!(at(&story, &service, "2027-03-28T00:59:00Z").await.says("One of us is here today, 1:30am"));
        assert!(at(&story, &service, "2027-03-28T01:00:00Z").await.says("Open until 3am."));
        assert!(at(&story, &service, "2027-03-28T02:00:00Z").await.says("Shut now."));
        assert!(at(&story, &service, "2027-03-28T07:59:00Z").await.says("Shut now."));
        assert!(at(&story, &service, "2027-03-28T08:00:00Z").await.says("Open until 4pm."));
        // 31 October 2027: the hour from 1am to 2am comes twice, and somebody is there in its second half twice.
        for (instant, says) in [
            ("2027-10-31T00:29:00Z", "Shut now."),
            ("2027-10-31T00:30:00Z", "Open until 3am."),
            ("2027-10-31T01:29:00Z", "Shut now."),
            ("2027-10-31T01:30:00Z", "Open until 3am."),
            ("2027-10-31T02:59:00Z", "Open until 3am."),
            ("2027-10-31T03:00:00Z", "Shut now."),
            ("2027-10-31T08:59:00Z", "Shut now."),
            ("2027-10-31T09:00:00Z", "Open until 4pm."),
        ] {
            assert!(at(&story, &service, instant).await.says(says), "{instant}");
        }
    }

    async fn round_the_week_is_day_and_night(service: Service) {
        let story = story(&service).await;
        add(&story, "1-7", "12am", "12am", NUMBER).await;
        let seen = at(&story, &service, "2026-11-28T03:00:00Z").await;
        assert!(seen.says("Open day and night.") && !seen.says("Next:"));
    }

    async fn hours_are_changed_and_taken_away_and_a_late_form_keeps_what_was_typed(service: Service) {
        let story = story(&service).await;
        add(&story, "3", "9am", "4pm", NUMBER).await;
        let seen = story.aileen.get("/settings").await;
        let id = seen.html.split("/settings/reach/hour_").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (path, version) = (format!("/settings/reach/hour_{id}"), seen.field("hour"));
        let change = async |version: &str, ends: &str| {
            let act = act(&story.build);
            let fields = [("act", act.as_str()), ("hour", version), ("way", "ring"), ("day", "3"), ("starts", "9am"), ("ends", ends), ("says", NUMBER)];
            (story.aileen.post(&path, &fields).await, story.aileen.post(&path, &fields).await)
        };
        let (once, twice) = change(&version, "5pm").await;
        assert_eq!((once.to.as_str(), twice.to.as_str()), ("/settings?done=hours", "/settings?done=hours"), "sent twice is once");
        let (late, _) = change(&version, "6pm").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("It now says: Ring us: Wednesday, 9am to 5pm") && late.says("value=\"6pm\""));
        assert_eq!(change(&late.field("hour"), "6pm").await.0.to, "/settings?done=hours");
        assert!(at(&story, &service, "2026-11-25T17:30:00Z").await.says("Open until 6pm."));
        for _ in 0..2 {
            let gone = story.aileen.post(&format!("{path}/remove"), &[]).await;
            assert_eq!(gone.to, "/settings?done=hours-gone");
        }
        assert!(at(&story, &service, "2026-11-25T17:30:00Z").await.says("No hours are set yet"));
    }

    async fn what_is_wrong_with_hours_is_said_and_nobody_else_may_set_them(service: Service) {
        let story = story(&service).await;
        add(&story, "1-5", "9am", "4pm", NUMBER).await;
        assert!(add(&story, "", "9am", "4pm", NUMBER).await.says("Choose a day."));
        assert!(add(&story, "6", "soon", "4pm", NUMBER).await.says("Write both times"));
        assert!(add(&story, "6", "6pm", "2am", NUMBER).await.says("It ends before it begins."));
        assert!(add(&story, "6", "9am", "4pm", "the office").await.says("a number that can be rung"));
        let twice = add(&story, "1-7", "3pm", "5pm", NUMBER).await;
        assert!(twice.says("These hours overlap others on Monday."));
        assert!(at(&story, &service, "2026-11-28T15:30:00Z").await.says("Shut now."), "one clash keeps all of them out");
        let tam = Browser::of(&story.build, story.tam).await;
        let act = act(&story.build);
        let fields = [("act", act.as_str()), ("way", "ring"), ("day", "6"), ("starts", "9am"), ("ends", "4pm"), ("says", NUMBER)];
        assert_eq!(tam.post("/settings/reach", &fields).await.status, StatusCode::NOT_FOUND);
    }
}
