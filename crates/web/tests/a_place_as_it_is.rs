//! A place in the browser: what it is like, with the day it was checked; two editors see both texts.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_testkit::{A_DOT, Build, on_both, tuesday_evening};
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

    async fn a_place_is_added_by_hand_and_what_was_typed_stays(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (tam, joan) = (build.supporter("Tam").await, build.supporter("Joan").await);
        let aileen = Browser::of(&build, aileen).await;
        let ids = [act(&build), act(&build), act(&build), act(&build), act(&build)];
        let new = |act: &str, postcode: &str| {
            let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
            vec![pair("act", act), pair("kind", "building"), pair("name", "Ryrie Hall"), pair("postcode", postcode)]
        };
        let send = async |path: &str, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            aileen.post(path, &fields).await
        };
        let wrong = send("/places", new(&ids[0], "EH4")).await;
        assert_eq!(wrong.status, StatusCode::CONFLICT);
        assert!(wrong.says("could not read this postcode") && wrong.says("value=\"Ryrie Hall\""));
        assert_eq!(send("/places", new(&ids[1], "eh47rd")).await.to, "/places/ryrie-hall?done=place-added");
        assert_eq!(send("/places", new(&ids[1], "eh47rd")).await.to, "/places/ryrie-hall?done=place-added");
        let page = aileen.get("/places/ryrie-hall").await;
        assert!(page.says("EH4 7RD") && page.says("Nobody has checked it yet"));
        let version = page.field("version");
        let running = |act: &str, second: String, caretaker: &str| {
            let mut fields = new(act, "EH4 7RD");
            let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
            fields.extend([pair("version", &version), pair("opener", "us"), pair("caretaker", caretaker)]);
            fields.extend([pair("key_holder", &tam.to_string()), pair("second_key_holder", &second)]);
            fields.extend([pair("alarm", "Panel behind the door"), pair("alarm-checked-day", "2")]);
            fields.extend([pair("alarm-checked-month", "11"), pair("alarm-checked-year", "2026")]);
            fields
        };
        let to = "/places/ryrie-hall/running";
        let same = send(to, running(&ids[2], tam.to_string(), "Norrie")).await;
        assert_eq!(same.status, StatusCode::CONFLICT);
        assert!(same.says("Both keys are with one person") && same.says("Panel behind the door"));
        let saved = send(to, running(&ids[3], joan.to_string(), "Norrie")).await;
        assert_eq!(saved.to, "/places/ryrie-hall?done=saved");
        let page = aileen.get("/places/ryrie-hall").await;
        assert!(page.says("Norrie") && page.says("One of us opens it") && page.says("Look again from 3 November 2027"));
        let late = send(to, running(&ids[4], joan.to_string(), "Moira")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("<dd>Norrie</dd>") && late.says("<mark>Moira</mark>"), "both texts");
    }

    async fn a_room_is_added_and_the_page_says_what_is_wrong_with_another(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        build.place("Ryrie Hall").await;
        let aileen = Browser::of(&build, aileen).await;
        let add = async |name: &str, holds: &str| {
            let version = aileen.get("/places/ryrie-hall").await.field("version");
            let id = act(&build);
            let fields = [("act", id.as_str()), ("version", &version), ("name", name), ("holds", holds)];
            aileen.post("/places/ryrie-hall/halls", &fields).await
        };
        assert_eq!(add("Room 1", "30").await.to, "/places/ryrie-hall?done=saved");
        assert!(aileen.get("/places/ryrie-hall").await.says("Room 1. For 30 people"));
        for (name, holds, says) in [("Room 1", "3", "has this name"), ("Room 2", "many", "Write a number")] {
            let again = add(name, holds).await;
            assert_eq!(again.status, StatusCode::CONFLICT);
            assert!(again.says(says) && again.says(&format!("value=\"{holds}\"")), "{name}");
        }
    }

    async fn a_picture_of_the_door_is_seen_by_everybody_and_what_is_no_picture_by_nobody(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let place = build.place("Ryrie Hall").await;
        let group = build.group("Tuesday group", None).await;
        build.session(tuesday_evening(group, place, vec![None])).await;
        let (aileen, nobody) = (Browser::of(&build, aileen).await, Browser::nobody(&build));
        let to = "/places/ryrie-hall/picture";
        let huge = vec![0xFF_u8; 3 * 1024 * 1024];
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
        let magic = b"\x89PNG\r\n\x1a\n<script>alert(1)</script>".to_vec();
        for (bytes, says) in [
            (b"<script>alert(1)</script>".to_vec(), "could not read this as a picture"),
            (svg, "could not read this as a picture"),
            (magic, "could not read this as a picture"),
            (huge, "larger than 2 MB"),
            (Vec::new(), "Choose a picture first"),
        ] {
            let id = act(&build);
            let no = aileen.upload(to, &[("act", &id), ("picture-words", "The <green> door")], "a.jpg", &bytes).await;
            assert_eq!(no.status, StatusCode::CONFLICT, "{says}");
            assert!(no.says(says) && !no.says("alert(1)") && !no.says("<green>"), "{says}");
        }
        let id = act(&build);
        let no_words = aileen.upload(to, &[("act", &id), ("picture-words", "")], "a.png", A_DOT).await;
        assert!(no_words.says("Say in words what the picture shows"));
        let id = act(&build);
        let put = aileen.upload(to, &[("act", &id), ("picture-words", "A green door")], "../../x.php", A_DOT).await;
        assert_eq!(put.to, "/places/ryrie-hall?done=picture-up");
        let page = nobody.get("/groups/tuesday-group").await;
        assert!(page.says("alt=\"A green door\""));
        let src = page.html.split("src=\"/pictures/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let picture = nobody.raw(&format!("/pictures/{src}")).await;
        let says = |name: &str| picture.headers().get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!((picture.status(), says("content-type").as_str()), (StatusCode::OK, "image/jpeg"));
        assert_eq!(says("x-content-type-options"), "nosniff");
        assert!(says("cache-control").contains("immutable") && says("content-security-policy").contains("default-src 'none'"));
        for other in ["/pictures/x.jpg", "/pictures/..%2F..%2Fetc%2Fpasswd", &format!("/pictures/{}.jpg", "0".repeat(64))] {
            assert_eq!(nobody.raw(other).await.status(), StatusCode::NOT_FOUND, "{other}");
        }
        // No other form takes so much, and nobody who is not signed in sends any.
        let id = act(&build);
        let elsewhere = aileen.upload("/places/ryrie-hall/edit", &[("act", &id)], "a.png", &vec![0; 100_000]).await;
        assert_eq!(elsewhere.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(nobody.upload(to, &[("act", &id), ("picture-words", "x")], "a.png", A_DOT).await.to.starts_with("/sign-in"));
        let id = act(&build);
        assert_eq!(aileen.post(&format!("{to}/remove"), &[("act", &id)]).await.to, "/places/ryrie-hall?done=picture-down");
        assert_eq!(nobody.raw(&format!("/pictures/{src}")).await.status(), StatusCode::NOT_FOUND);
    }

    async fn a_walk_shows_everybody_how_long_it_is_and_not_the_alarm_of_its_hall(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let start = build.place("Ryrie Hall").await.to_string();
        let browser = Browser::of(&build, aileen).await;
        let ids = [act(&build), act(&build), act(&build), act(&build)];
        let alarm = [("act", ids[3].as_str()), ("version", "1"), ("kind", "building"), ("name", "Ryrie Hall"),
            ("alarm", "Panel behind the door")];
        assert!(browser.post("/places/ryrie-hall/running", &alarm).await.to.ends_with("saved"));
        let new = [("act", ids[0].as_str()), ("kind", "route"), ("name", "River path"), ("address", "To the weir")];
        assert_eq!(browser.post("/places", &new).await.to, "/places/river-path?done=place-added");
        let line = [("act", ids[1].as_str()), ("version", "1"), ("kind", "route"), ("name", "River path"),
            ("distance", "3,2 km"), ("start", &start), ("distance-checked-day", "2"), ("distance-checked-month", "11"),
            ("distance-checked-year", "2026")];
        assert_eq!(browser.post("/places/river-path/running", &line).await.to, "/places/river-path?done=saved");
        let facts = [("act", ids[2].as_str()), ("version", "2"), ("says-signal", "less"), ("words-signal", "None at the weir")];
        assert_eq!(browser.post("/places/river-path/edit", &facts).await.to, "/places/river-path?done=saved");
        let places = bothy_actions::places::see_place(&service.bothy, &build.known(aileen).await, "river-path").await.unwrap();
        let group = build.group("Walk and talk", None).await;
        build.session(tuesday_evening(group, places.place.id, vec![None])).await;
        let page = Browser::nobody(&build).get("/groups/walk-and-talk").await;
        assert!(page.says("3.2 km, about 2 miles") && page.says("Checked 2 November"));
        assert!(page.says("On a walk") && !page.says("In the room"), "nobody looks for a room at a weir");
        assert!(page.says("Phone signal: None at the weir") && page.says("The walk starts at <span>Ryrie Hall"));
        assert!(!page.says("Panel behind"), "only those who plan see the alarm");
        assert!(browser.get("/places/ryrie-hall").await.says("Panel behind the door"));
    }
}
