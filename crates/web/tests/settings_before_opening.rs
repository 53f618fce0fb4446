//! Settings in the browser: two readers, a help line with its source, a day on which nobody is here.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_store::jobs::newest;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, act};

struct Story {
    build: Build,
    aileen: PersonId,
    sam: PersonId,
    tam: PersonId,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Administrator], None).await;
    let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let tam = build.supporter("Tam").await;
    Story { build, aileen, sam, tam }
}

fn line<'a>(act: &'a str, number: &'a str, year: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("act", act),
        ("number", number),
        ("name", "Someone to listen"),
        ("hours", "always"),
        ("source", "Their own page"),
        ("checked-new-day", "2"),
        ("checked-new-month", "11"),
        ("checked-new-year", year),
    ]
}

on_both! {
    async fn two_different_people_are_named_and_a_late_form_shows_both_names(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let seen = aileen.get("/settings").await;
        assert_eq!(seen.status, StatusCode::OK);
        let version = seen.field("version");
        let (sam, tam, own) = (story.sam.to_string(), story.tam.to_string(), story.aileen.to_string());
        let name = |first: String, second: String, version: String| {
            let aileen = &aileen;
            async move {
                let fields = [("first_reader", first.as_str()), ("second_reader", &second), ("version", &version)];
                aileen.post("/settings/readers", &fields).await
            }
        };
        let same = name(sam.clone(), sam.clone(), version.clone()).await;
        assert_eq!(same.status, StatusCode::CONFLICT);
        assert!(same.says("Choose two different people"));
        let named = name(sam.clone(), tam.clone(), version.clone()).await;
        assert_eq!(named.to, "/settings?done=readers");
        let late = name(sam.clone(), own.clone(), version).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("<dd>Tam</dd>") && late.says("<mark>Aileen</mark>"));
        let again = name(sam, own, late.field("version")).await;
        assert_eq!(again.to, "/settings?done=readers");
    }

    async fn two_who_change_what_is_asked_are_told_of_each_other_and_every_version_stands_there(service: Service) {
        let story = story(&service).await;
        let (aileen, sam) = (Browser::of(&story.build, story.aileen).await, story.build.person("Ishbel", &[Role::Administrator], None).await);
        let ishbel = Browser::of(&story.build, sam).await;
        let seen = aileen.get("/settings").await;
        assert!(seen.says("What we asked for, and from when") && seen.says("As it stood: Two references"), "{}", seen.html);
        let version = seen.field("asks-version");
        let send = async |browser: &Browser, weeks: &str, why: &str, version: &str| {
            let act = act(&story.build);
            let fields = [
                ("act", act.as_str()),
                ("asks-version", version),
                ("asks", "supervision"),
                ("weeks", weeks),
                ("asks-reason", why),
            ];
            browser.post("/settings/supporters", &fields).await
        };
        assert_eq!(send(&aileen, "6", "More hours", &version).await.to, "/settings?done=asks");
        let late = send(&ishbel, "4", "All are new", &version).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        // Who it was, what stands now, and what the second one chose and typed.
        assert!(late.says("Aileen") && late.says("Supervision, every 6 weeks"), "{}", late.html);
        assert!(late.says("value=\"All are new\"") && late.says("<mark>Supervision, every 4 weeks</mark>"), "{}", late.html);
        assert_eq!(send(&ishbel, "4", "All are new", &late.field("asks-version")).await.to, "/settings?done=asks");
        let seen = ishbel.get("/settings").await;
        for words in ["version 1", "version 2", "version 3", "More hours", "All are new", "Ishbel"] {
            assert!(seen.says(words), "{words}: {}", seen.html);
        }
        let long = send(&ishbel, "5", &"a".repeat(501), &seen.field("asks-version")).await;
        assert!(long.status == StatusCode::CONFLICT && long.says("make it shorter") && long.says(&"a".repeat(501)));
    }

    async fn the_hours_of_a_line_are_said_as_people_say_them(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let (first, second) = (act(&story.build), act(&story.build));
        aileen.post("/settings/help-lines", &line(&first, "0131 496 0123", "2025")).await;
        let mut evenings = line(&second, "0131 496 0124", "2025");
        evenings.retain(|(name, _)| *name != "hours");
        evenings.push(("hours", "mon 18:00 tue 02:00; tue 18:00 wed 02:00; fri 18:00 mon 06:00"));
        aileen.post("/settings/help-lines", &evenings).await;
        let seen = aileen.get("/settings").await;
        assert!(seen.says("Monday to Tuesday, 6pm to 2am. Friday, 6pm to Monday, 6am<br>"));
        assert!(seen.says("value=\"mon 18:00 tue 02:00; tue 18:00 wed 02:00; fri 18:00 mon 06:00\""), "the form keeps it");
        assert!(!seen.says("Someone to listen. always"));
    }

    async fn settings_are_not_there_for_a_supporter(service: Service) {
        let story = story(&service).await;
        let tam = Browser::of(&story.build, story.tam).await;
        assert_eq!(tam.get("/settings").await.status, StatusCode::NOT_FOUND);
        let id = act(&story.build);
        let sent = tam.post("/settings/help-lines", &line(&id, "0131 496 0123", "2026")).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
        let (sam, own) = (story.sam.to_string(), story.tam.to_string());
        let sent = tam.post("/settings/readers", &[("first_reader", &sam), ("second_reader", &own), ("version", " ")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
    }

    async fn a_line_stands_on_every_page_with_the_day_it_was_checked(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let (first, second, third) = (act(&story.build), act(&story.build), act(&story.build));
        let later = aileen.post("/settings/help-lines", &line(&first, "0131 496 0123", "2027")).await;
        assert!(later.says("be a day to come") && later.says("0131 496 0123"), "what was typed stays");
        let short = aileen.post("/settings/help-lines", &line(&second, "ring us", "2026")).await;
        assert!(short.says("This does not look like a number"));
        let saved = aileen.post("/settings/help-lines", &line(&third, "0131 496 0123", "2026")).await;
        assert_eq!(saved.to, "/settings?done=line");
        let everybody = Browser::nobody(&story.build).get("/help").await;
        assert!(everybody.says("0131 496 0123"));
    }

    async fn a_day_nobody_is_here_is_closed_and_opened_again(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let (first, second) = (act(&story.build), act(&story.build));
        let day = |act: &str, year: &str| {
            let parts = [("act", act), ("closed-day", "29"), ("closed-month", "12"), ("closed-year", year), ("why", "The hall is shut")];
            parts.map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let send = |fields: [(String, String); 5]| {
            let aileen = &aileen;
            async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                aileen.post("/settings/closed-days", &fields).await
            }
        };
        assert!(send(day(&first, "2025")).await.says("That day is past."));
        assert_eq!(send(day(&second, "2026")).await.to, "/settings?done=day-closed");
        let seen = aileen.get("/settings").await;
        assert!(seen.says("Tuesday 29 December") && seen.says("The hall is shut"));
        let opened = aileen.post("/settings/closed-days/2026-12-29/remove", &[]).await;
        assert_eq!(opened.to, "/settings?done=day-open");
        assert!(!aileen.get("/settings").await.says("Tuesday 29 December"));
    }

    async fn what_is_still_to_be_set_up_stands_at_the_top_and_goes_as_it_is_done(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let seen = aileen.get("/settings").await;
        assert!(seen.says("things are still to be set up"), "{}", seen.html);
        let left = |html: &str| html.matches("b-tick--open").count();
        let before = left(&seen.html);
        assert!(seen.says("Name two people who read worries") && seen.says("Print the recovery sheet and confirm it"));
        let (sam, tam, version) = (story.sam.to_string(), story.tam.to_string(), seen.field("version"));
        let fields = [("first_reader", sam.as_str()), ("second_reader", &tam), ("version", &version)];
        assert_eq!(aileen.post("/settings/readers", &fields).await.to, "/settings?done=readers");
        let written = aileen.post("/settings/help-lines", &line(&act(&story.build), "0131 496 0100", "2026")).await;
        assert!(written.to.contains("done="), "{}", written.html);
        story.build.person("Ishbel", &[Role::Administrator], None).await;
        let seen = aileen.get("/settings").await;
        assert_eq!(left(&seen.html), before - 3, "{}", seen.html);
        // A year on, the line is old.
        service.clock.advance(jiff::SignedDuration::from_hours(24 * 366));
        let seen = Browser::of(&story.build, story.aileen).await.get("/settings").await;
        assert!(seen.says("was not looked at for a year"), "{}", seen.html);
    }
    async fn a_letter_to_oneself_is_sent_once_however_often_it_is_pressed_and_only_by_who_sets_up(service: Service) {
        let story = story(&service).await;
        let (aileen, tam) = (Browser::of(&story.build, story.aileen).await, Browser::of(&story.build, story.tam).await);
        let once = act(&story.build);
        for _ in 0..2 {
            assert_eq!(aileen.post("/settings/letters", &[("act", &once)]).await.to, "/settings?done=letter-on-its-way");
        }
        let other = act(&story.build);
        assert_eq!(tam.post("/settings/letters", &[("act", &other)]).await.status, StatusCode::NOT_FOUND);
        let outbox = service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { newest(tx, 100).await })).await.unwrap();
        let letters: Vec<_> = outbox.iter().filter(|one| one.notice.kind == "letters-tried").collect();
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].notice.person, story.aileen);
        assert!(aileen.get("/settings?done=letter-on-its-way").await.says("A letter to you is on its way."));
    }
}
