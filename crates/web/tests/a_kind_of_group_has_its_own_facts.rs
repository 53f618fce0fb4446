//! Each kind of group has the facts that are its own: asked for inside, shown to everybody, kept when something is wrong.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, Seen, act};

const INSIDE: &str = "/groups/carers-circle/inside";
const PUBLIC: &str = "/groups/carers-circle";

struct Story {
    build: Build,
    aileen: PersonId,
    tam: PersonId,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let tam = build.supporter("Tam").await;
    build.group("Carers circle", None).await;
    Story { build, aileen, tam }
}

/// Saves the group as this kind, with the facts that this test is about.
async fn save(story: &Story, who: &Browser, kind: &str, more: &[(&str, &str)]) -> Seen {
    let version = who.get(INSIDE).await.field("version");
    let id = act(&story.build);
    let mut all = vec![
        ("act", id.as_str()),
        ("version", version.as_str()),
        ("purpose", "A place to talk"),
        ("for_whom", "Carers"),
        ("what_happens", "Tea"),
        ("how_to_come", "Just come"),
        ("kind", kind),
        ("minimum", "2"),
    ];
    all.extend_from_slice(more);
    who.post("/groups/carers-circle/edit", &all).await
}

const WEEKS: [(&str, &str); 6] = [
    ("first-day", "12"),
    ("first-month", "1"),
    ("first-year", "2027"),
    ("last-day", "30"),
    ("last-month", "3"),
    ("last-year", "2027"),
];

fn tuesdays<'a>(act: &'a str, day: &'a str, month: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("act", act),
        ("series-days", "TU"),
        ("series-rhythm", "week"),
        ("series-start", "19:00"),
        ("series-end", "20:30"),
        ("series-from-day", day),
        ("series-from-month", month),
        ("series-from-year", "2027"),
        ("series-mode", "in-person"),
        ("series-seats", "2"),
    ]
}

on_both! {
    async fn each_kind_shows_its_own_facts_to_everybody_and_no_others(service: Service) {
        let story = story(&service).await;
        let (aileen, nobody) = (Browser::of(&story.build, story.aileen).await, Browser::nobody(&story.build));
        let all = [
            ("holds", "12"),
            ("effort", "Two miles, flat"),
            ("who_reads", "Two of us read along"),
            ("weeks", "10"),
        ];
        let of_kind = [
            ("open", "People join when they like.", &[][..]),
            ("drop-in", "Anyone may drop in.", &[]),
            ("rolling", "When a place comes free", &["Up to 12 people"]),
            ("activity", "what we do together", &["Two miles, flat"]),
            ("online-chat", "People meet online and type.", &["Two of us read along"]),
        ];
        for (kind, says, own) in of_kind {
            assert_eq!(save(&story, &aileen, kind, &all).await.status, StatusCode::SEE_OTHER, "{kind}");
            let seen = nobody.get(PUBLIC).await;
            assert!(seen.says(says), "{kind}");
            for fact in ["Up to 12 people", "Two miles, flat", "Two of us read along"] {
                assert_eq!(seen.says(fact), own.contains(&fact), "{kind}: {fact}");
            }
        }
        assert_eq!(save(&story, &aileen, "one-to-one", &all).await.status, StatusCode::SEE_OTHER);
        assert!(aileen.get(INSIDE).await.says("For how many weeks two people meet"));
        assert_eq!(nobody.get(PUBLIC).await.status, StatusCode::NOT_FOUND, "two people alone are nobody else's business");
    }

    async fn a_closed_group_asks_for_its_weeks_and_keeps_what_was_typed(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        assert!(!aileen.get(INSIDE).await.says("name=\"first-day\""), "an open group is not asked for its weeks");
        let asked = save(&story, &aileen, "closed-cohort", &[("holds", "12")]).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.says("Say on which day it begins.") && asked.says("name=\"first-day\"") && asked.says("value=\"12\""));
        let mut wrong = WEEKS.to_vec();
        wrong[3] = ("last-day", "32");
        let wrong = save(&story, &aileen, "closed-cohort", &wrong).await;
        assert!(wrong.says("We could not read this date.") && wrong.says("value=\"32\""));
        assert_eq!(save(&story, &aileen, "closed-cohort", &WEEKS).await.status, StatusCode::SEE_OTHER);
        assert!(Browser::nobody(&story.build).get(PUBLIC).await.says("From 12 January 2027 to 30 March 2027"));
    }

    async fn a_series_of_a_closed_group_ends_with_it_and_does_not_begin_outside(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        save(&story, &aileen, "closed-cohort", &WEEKS).await;
        let (early, right) = (act(&story.build), act(&story.build));
        let add = "/groups/carers-circle/series";
        let outside = aileen.post(add, &tuesdays(&early, "5", "1")).await;
        assert!(outside.says("This group meets from Tuesday 12 January 2027 to Tuesday 30 March 2027."));
        assert_eq!(aileen.post(add, &tuesdays(&right, "12", "1")).await.status, StatusCode::SEE_OTHER);
        assert!(aileen.get(INSIDE).await.says("from 12 January 2027 to 30 March 2027"));
        let mut shorter = WEEKS.to_vec();
        shorter[3] = ("last-day", "16");
        let refused = save(&story, &aileen, "closed-cohort", &shorter).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.says("2 sessions are planned outside these days."), "the 23rd and the 30th");
    }

    async fn the_parts_of_a_course_stand_in_order_with_the_day_of_each(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        save(&story, &aileen, "course", &WEEKS).await;
        let (series, bad, good, late) = (act(&story.build), act(&story.build), act(&story.build), act(&story.build));
        aileen.post("/groups/carers-circle/series", &tuesdays(&series, "12", "1")).await;
        let parts = |act: &str, version: &str, link: &str| -> Vec<(String, String)> {
            let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
            vec![
                pair("act", act),
                pair("version", version),
                pair("rows", "3"),
                pair("part-1-order", "2"),
                pair("part-1-title", "Rest"),
                pair("part-1-material", "Read about rest"),
                pair("part-2-order", "1"),
                pair("part-2-title", "Sleep"),
                pair("part-2-link", link),
                pair("part-3-order", "3"),
            ]
        };
        let send = async |who: &Browser, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            who.post("/groups/carers-circle/parts", &fields).await
        };
        let version = aileen.get(INSIDE).await.field("version");
        let refused = send(&aileen, parts(&bad, &version, "javascript:alert(1)")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.says("The link of part 1 cannot be used.") && refused.says("Read about rest"));
        let tam = Browser::of(&story.build, story.tam).await;
        let by_tam = send(&tam, parts(&good, &version, "https://example.org/sleep")).await;
        assert_eq!(by_tam.status, StatusCode::NOT_FOUND);
        let saved = send(&aileen, parts(&good, &version, "https://example.org/sleep")).await;
        assert_eq!(saved.to, format!("{INSIDE}?done=parts-saved"));
        let seen = aileen.get(INSIDE).await;
        let at = |words: &str| seen.html.find(words).unwrap_or_else(|| panic!("{words}"));
        assert!(at("1. Sleep") < at("2. Rest"));
        assert!(at("1. Sleep") < at("On 12 January 2027") && at("2. Rest") < at("On 19 January 2027"));
        let public = Browser::nobody(&story.build).get(PUBLIC).await;
        assert!(public.says("2 parts: Sleep, Rest") && !public.says("Read about rest"));
        let stale = send(&aileen, parts(&late, &version, "")).await;
        assert!(stale.says("Somebody changed this group meanwhile.") && stale.says("Read about rest"));
    }
}
