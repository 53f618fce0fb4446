//! A place in the browser: what it is like, with the day it was checked; two editors see both texts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at once")]

mod browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_both};
use browser::{Browser, act};

fn a_loop<'a>(act: &'a str, version: &'a str, words: &'a str, year: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("act", act),
        ("version", version),
        ("says-loop", "good"),
        ("words-loop", words),
        ("checked-loop-day", "2"),
        ("checked-loop-month", "11"),
        ("checked-loop-year", year),
    ]
}

on_both! {
    async fn a_fact_is_written_with_its_day_and_the_late_editor_sees_both(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let tam = build.supporter("Tam").await;
        build.place("Ryrie Hall").await;
        let (aileen, tam) = (Browser::of(&build, aileen).await, Browser::of(&build, tam).await);
        assert!(aileen.get("/places").await.says("Ryrie Hall"));
        for hidden in ["/places", "/places/ryrie-hall"] {
            assert_eq!(tam.get(hidden).await.status, StatusCode::NOT_FOUND);
        }
        let version = aileen.get("/places/ryrie-hall").await.field("version");
        let ids = [act(&build), act(&build), act(&build), act(&build)];
        let edit = "/places/ryrie-hall/edit";
        assert_eq!(tam.post(edit, &a_loop(&ids[0], &version, "x", "2026")).await.status, StatusCode::NOT_FOUND);
        let later = aileen.post(edit, &a_loop(&ids[1], &version, "In Room 2", "2027")).await;
        assert_eq!(later.status, StatusCode::CONFLICT);
        assert!(later.says("not a day to come") && later.says("In Room 2"), "what was typed stays");
        let saved = aileen.post(edit, &a_loop(&ids[2], &version, "In Room 2", "2026")).await;
        assert_eq!(saved.to, "/places/ryrie-hall?done=saved");
        let seen = aileen.get("/places/ryrie-hall").await;
        assert!(seen.says("Hearing loop: good") && seen.says("Checked 2 November"));
        let late = aileen.post(edit, &a_loop(&ids[3], &version, "In Room 3", "2026")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("good. In Room 2") && late.says("good. In Room 3"));
    }
}
