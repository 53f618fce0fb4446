//! A directory elsewhere gathers our groups: what everybody may see of them, by the words of Open Referral UK 3.0.
#![allow(clippy::string_slice, reason = "tests may stop at once")]

use crate::gathering;

use axum::http::header;
use bothy_actions::help::see_doors;
use bothy_actions::imports::{DryRun, ImportKind, NewImport, ServiceForm, import_services};
use bothy_domain::groups::{GroupKind, GroupState};
use bothy_domain::sessions::Mode;
use bothy_testkit::{Build, Meeting, on_both, on_sqlite};
use bothy_web::oruk::stream::PIECE;
use bothy_web::routes::calendars::of_all_groups;
use futures_util::StreamExt as _;
use gathering::{Gatherer, feed_of, network, schema, wrong};
use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::BTreeSet;

on_both! {
    async fn every_answer_is_as_the_standard_has_it(service: Service) {
        network(&service, "lothian").await;
        let gatherer = Gatherer::of(&service);
        let services = schema("service.json");
        let list = gatherer.json("/oruk/services?full=true").await;
        assert_eq!((&list["total_items"], &list["empty"], &list["size"]), (&json!(3), &json!(false), &json!(3)));
        for service in list["contents"].as_array().unwrap() {
            assert_eq!(wrong(&services, service), Vec::<String>::new());
            let alone = gatherer.json(&format!("/oruk/services/{}", service["id"].as_str().unwrap())).await;
            assert_eq!(&alone, service, "a list and a page say the same");
        }
        for service in gatherer.json("/oruk/services").await["contents"].as_array().unwrap() {
            assert_eq!(wrong(&services, service), Vec::<String>::new());
            assert!(service.get("schedules").is_none(), "a list has a line for each: {service}");
        }
        let sets = gatherer.json("/oruk/taxonomies").await;
        let path = format!("/oruk/taxonomies/{}", sets["contents"][1]["id"].as_str().unwrap());
        let set = gatherer.json(&path).await;
        assert_eq!(wrong(&schema("taxonomy.json"), &set), Vec::<String>::new());
        let terms = gatherer.json("/oruk/taxonomy_terms").await;
        let path = format!("/oruk/taxonomy_terms/{}", terms["contents"][0]["id"].as_str().unwrap());
        assert_eq!(wrong(&schema("taxonomy_term.json"), &gatherer.json(&path).await), Vec::<String>::new());
        let about = gatherer.json("/oruk").await;
        assert_eq!(about["version"], "HSDS-UK-3.0");
        assert_eq!(gatherer.json("/oruk/").await, about);
    }

    async fn a_service_says_what_its_page_says(service: Service) {
        network(&service, "lothian").await;
        let tuesday = Gatherer::of(&service).named("/oruk/services?full=true", "Tuesday group").await;
        assert_eq!(tuesday["status"], "active");
        assert_eq!(tuesday["description"], "Talking and tea");
        assert_eq!(tuesday["url"], "https://bothy.example.org/groups/tuesday-group");
        assert_eq!(tuesday["organization"]["name"], "lothian peer network");
        let [schedule] = tuesday["schedules"].as_array().unwrap().as_slice() else { panic!("{tuesday}") };
        for (field, is) in [
            ("freq", json!("WEEKLY")),
            ("interval", json!(1)),
            ("byday", json!("TU")),
            ("dtstart", json!("2026-11-24")),
            ("valid_to", json!("2027-06-29")),
            ("opens_at", json!("19:00:00")),
            ("closes_at", json!("20:30:00")),
            ("attending_type", json!("In the room")),
            ("schedule_link", json!("https://bothy.example.org/groups/tuesday-group.ics")),
        ] {
            assert_eq!(schedule[field], is, "{field}");
        }
        let [at] = tuesday["service_at_locations"].as_array().unwrap().as_slice() else { panic!("{tuesday}") };
        assert_eq!(schedule["service_at_location_id"], at["id"]);
        let place = &at["location"];
        assert_eq!((&place["latitude"], &place["longitude"]), (&json!(55.97088), &json!(-3.17173)));
        let address = &place["addresses"][0];
        assert_eq!((&address["address_1"], &address["city"]), (&json!("28 Ferry Road"), &json!("Edinburgh")));
        assert_eq!(address["postal_code"], "EH6 4AE");
        assert_eq!(place["accessibility"][0]["details"], "Nobody has looked yet");
        assert_eq!((&tuesday["fees"], &tuesday["cost_options"][0]["option"]), (&json!("Free"), &json!("Free")));
        let contact = &tuesday["contacts"][0];
        assert_eq!(contact["name"], "lothian peer network", "the organisation, never a person");
        assert_eq!(contact["phones"].as_array().unwrap().len(), 1, "a number that stands on two days is one");
        assert_eq!(contact["phones"][0]["number"], "0131 496 0155");
        let kinds: Vec<&Value> =
            tuesday["attributes"].as_array().unwrap().iter().map(|one| &one["taxonomy_term"]["name"]).collect();
        assert_eq!(kinds, ["Peer support", "Join when you like", "In the room"]);
    }

    async fn nothing_of_people_and_nothing_that_is_not_public_is_in_it(service: Service) {
        network(&service, "lothian").await;
        let gatherer = Gatherer::of(&service);
        let all = gatherer.text("/oruk/services?format=ndjson").await;
        assert_eq!(all.lines().count(), 3);
        // Who holds a session, the link and the passcode of one that is online, a group of two, one that is being prepared,
        // a place where nothing public is, what a place keeps for whoever works there, another service of the directory.
        for kept in
            ["Joan", "link.example", "0131 496 0166", "Two people", "Not open yet", "Quiet house", "Harbour Advice"]
        {
            assert!(!all.contains(kept), "{kept}: {all}");
        }
        let paused = gatherer.named("/oruk/services", "Garden group").await;
        assert_eq!(paused["status"], "temporarily closed");
        let online = gatherer.named("/oruk/services?full=true", "Online group").await;
        assert!(online.get("service_at_locations").is_none(), "{online}");
        assert_eq!(online["schedules"][0]["attending_type"], "Online");
        for hidden in ["Two people", "Not open yet"] {
            let id = gathering::group_of(&service, "lothian", hidden).await;
            assert_eq!(gatherer.ask("GET", &format!("/oruk/services/{id}"), &[]).await.status(), 404, "{hidden}");
        }
    }

    async fn two_organisations_side_by_side_have_a_feed_each(service: Service) {
        network(&service, "lothian").await;
        let forth = Build::organisation(&service, "forth").await;
        let theirs = forth.open_group_that_says("Forth walkers", "Walking by the Forth").await;
        let gatherer = Gatherer::of(&service);
        let names = async |path: &str| {
            let list = gatherer.json(path).await;
            let names = list["contents"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned());
            names.collect::<Vec<_>>()
        };
        assert_eq!(names("/o/forth/oruk/services").await, ["Forth walkers"]);
        assert!(!names("/o/lothian/oruk/services").await.contains(&"Forth walkers".to_owned()));
        assert_eq!(gatherer.text("/o/forth/oruk/services?format=ndjson").await.lines().count(), 1);
        let id = theirs.uuid();
        let ours = gatherer.ask("GET", &format!("/o/lothian/oruk/services/{id}"), &[]).await;
        assert_eq!(ours.status(), 404, "the other's group is nothing here, not even by its own number");
        let service_of_theirs = gatherer.json(&format!("/o/forth/oruk/services/{id}")).await;
        assert_eq!(service_of_theirs["url"], "https://bothy.example.org/o/forth/groups/forth-walkers");
        assert_eq!(service_of_theirs["organization"]["name"], "forth peer network");
        let nobody = gatherer.ask("GET", "/o/nobody/oruk/services", &[]).await;
        assert_eq!((nobody.status().as_u16(), &nobody.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN]), (404, &"*".parse().unwrap()));
    }

    async fn pages_follow_one_another_and_leave_nothing_out(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let gatherer = Gatherer::of(&service);
        let none = gatherer.json("/oruk/services").await;
        assert_eq!(none["empty"], true);
        assert_eq!((&none["first_page"], &none["last_page"], &none["total_pages"]), (&json!(true), &json!(true), &json!(0)));
        build.many_open_groups(7).await;
        let mut seen = Vec::new();
        for number in 1..=4 {
            let page = gatherer.json(&format!("/oruk/services?page={number}&per_page=2")).await;
            assert_eq!((&page["total_items"], &page["total_pages"]), (&json!(7), &json!(4)));
            assert_eq!((&page["page_number"], &page["first_page"]), (&json!(number), &json!(number == 1)));
            assert_eq!((&page["size"], &page["last_page"]), (&json!(if number == 4 { 1 } else { 2 }), &json!(number == 4)));
            seen.extend(page["contents"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 7);
        let beyond = gatherer.json("/oruk/services?page=4294967295&per_page=100").await;
        assert_eq!((&beyond["empty"], &beyond["last_page"]), (&json!(true), &json!(true)));
        assert_eq!(gatherer.json("/oruk/services?per_page=100000").await["size"], 7, "the largest page there is");
        for wrong in ["page=0", "page=-1", "page=x", "per_page=0", "page=1&page=2", "minimum_age=5", "search=tea", "full=perhaps"] {
            let no = gatherer.ask("GET", &format!("/oruk/services?{wrong}"), &[]).await;
            assert_eq!((no.status().as_u16(), &no.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN]), (422, &"*".parse().unwrap()), "{wrong}");
        }
    }
}

#[test]
fn a_field_that_has_to_be_there_is_missed() {
    // The schemas bite: without this the tests above could not fail.
    on_sqlite(|service| async move {
        network(&service, "lothian").await;
        let services = schema("service.json");
        let whole = Gatherer::of(&service).named("/oruk/services?full=true", "Tuesday group").await;
        assert_eq!(wrong(&services, &whole), Vec::<String>::new());
        for (within, field) in [
            ("", "id"),
            ("", "name"),
            ("", "status"),
            ("/organization", "description"),
            ("/schedules/0", "id"),
            ("/service_at_locations/0/location", "location_type"),
            ("/service_at_locations/0/location/addresses/0", "city"),
            ("/attributes/0/taxonomy_term", "description"),
        ] {
            let mut without = whole.clone();
            let object = without.pointer_mut(within).unwrap().as_object_mut().unwrap();
            assert!(object.remove(field).is_some(), "{within} {field}");
            assert_ne!(wrong(&services, &without), Vec::<String>::new(), "{within} {field}");
        }
        for (field, not) in [("status", json!("perhaps")), ("id", json!("group 1")), ("url", json!("/groups/x"))] {
            let mut other = whole.clone();
            other[field] = not;
            assert_ne!(wrong(&services, &other), Vec::<String>::new(), "{field}");
        }
    });
}

#[test]
fn any_site_may_read_it_and_nobody_is_known_to_it() {
    on_sqlite(|service| async move {
        let build = network(&service, "lothian").await;
        let gatherer = Gatherer::of(&service);
        let plain = gatherer.ask("GET", "/oruk/services", &[]).await;
        assert_eq!(plain.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(!plain.headers().contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
        assert!(!plain.headers().contains_key(header::SET_COOKIE));
        let joan = build.supporter("Joan Grant").await;
        let token = gathering::token(&build, joan).await;
        for shown in [
            ("authorization", format!("Bearer {token}")),
            ("authorization", "Bearer x".into()),
            ("cookie", "bothy=x".into()),
        ] {
            let answer = gatherer.ask("GET", "/oruk/services", &[(shown.0, &shown.1)]).await;
            assert_eq!(answer.headers()[header::ETAG], plain.headers()[header::ETAG], "{shown:?}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-cache");
        }
        let before =
            gatherer.ask("OPTIONS", "/oruk/services", &[("access-control-request-headers", "if-none-match")]).await;
        assert_eq!(before.status(), 204);
        assert_eq!(before.headers()["access-control-allow-headers"], "accept, if-none-match");
        let tag = plain.headers()[header::ETAG].to_str().unwrap();
        let same = gatherer.ask("GET", "/oruk/services", &[("if-none-match", tag)]).await;
        assert_eq!(
            (same.status().as_u16(), &same.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN]),
            (304, &"*".parse().unwrap())
        );
        build.open_group_that_says("Another", "New").await;
        assert_eq!(gatherer.ask("GET", "/oruk/services", &[("if-none-match", tag)]).await.status(), 200);
        for (method, path, status) in
            [("POST", "/oruk/services", 405), ("GET", "/oruk/nothing", 404), ("GET", "/oruk/services/x", 404)]
        {
            let no = gatherer.ask(method, path, &[]).await;
            assert_eq!(
                (no.status().as_u16(), &no.headers()[header::CONTENT_TYPE]),
                (status, &"application/problem+json".parse().unwrap()),
                "{path}"
            );
            assert_eq!(no.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        }
    });
}

#[test]
fn ten_thousand_services_come_in_pieces_of_one_size() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        let groups = build.many_open_groups(10_000).await;
        let place = build.place("Leith Library").await;
        let at = date(2026, 12, 1).at(19, 0, 0, 0);
        let meeting = |group| Meeting { group, at, zone: "Europe/London", mode: Mode::InPerson, place: Some(place) };
        let meetings: Vec<_> = groups.iter().take(500).copied().map(meeting).collect();
        build.meet(&meetings).await;
        let mut pieces = Box::pin(feed_of(&service, "lothian").await);
        let first = pieces.next().await.unwrap().unwrap();
        // Nothing is read ahead: what changes now is in what is read later, and nothing of it is held here.
        build.open_group_that_says("Opened while it was read", "Last").await;
        let (mut count, mut largest, mut rows, mut late) = (1, first.len(), 0, false);
        rows += first.iter().filter(|byte| **byte == b'\n').count();
        while let Some(piece) = pieces.next().await {
            let piece = piece.unwrap();
            count += 1;
            largest = largest.max(piece.len());
            let text = std::str::from_utf8(&piece).unwrap();
            assert!(text.ends_with('\n'), "whole lines only");
            rows += text.lines().count();
            late |= text.contains("Opened while it was read");
        }
        assert_eq!(rows, 10_001);
        assert!(late);
        assert_eq!(count, 10_000 / PIECE as usize + 1);
        // A service with a place and a session is about 2,500 letters; what is held is never more than one piece of them.
        assert!(largest < PIECE as usize * 4_000, "{largest}");
    });
}

#[test]
fn what_one_network_gives_another_can_take() {
    on_sqlite(|service| async move {
        network(&service, "lothian").await;
        let theirs = Gatherer::of(&service).text("/oruk/services?format=ndjson").await.into_bytes();
        let forth = Build::organisation(&service, "forth").await;
        let new = NewImport {
            kind: ImportKind::Listings,
            file_name: "lothian.ndjson".into(),
            bytes: theirs,
            dry_run: DryRun::No,
        };
        let form = ServiceForm::OpenReferral;
        let report = import_services(&service.bothy, forth.organisation, None, new, form, None).await.unwrap();
        let ends: Vec<_> = report.items.iter().map(|item| (item.name.as_str(), item.outcome)).collect();
        assert_eq!(
            ends,
            // What pauses waits for somebody to look.
            [("Tuesday group", "imported"), ("Online group", "imported"), ("Garden group", "waiting")],
            "{report:#?}"
        );
    });
}

#[test]
fn every_session_that_everybody_may_see_is_in_one_calendar() {
    on_sqlite(|service| async move {
        network(&service, "lothian").await;
        let door = see_doors(&service.bothy).await.unwrap().remove(0);
        let text = of_all_groups(&service.bothy, &door, service.clock.now()).await.unwrap();
        let tuesdays = text.matches("SUMMARY:Tuesday group").count();
        assert!(tuesdays > 10 && text.matches("SUMMARY:Online group").count() > 10, "{text}");
        let uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(uids.len(), uids.iter().collect::<BTreeSet<_>>().len(), "each once");
        assert!(text.contains("LOCATION:Leith Library") && text.contains("LOCATION:Online"));
        for kept in ["Two people", "Not open yet", "Joan", "link.example", "Quiet house"] {
            assert!(!text.contains(kept), "{kept}");
        }
    });
}

#[test]
fn a_feed_that_breaks_does_not_look_whole() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        build.many_open_groups(PIECE * 2).await;
        build.group_that_says("Prepared", GroupKind::Open, "x", GroupState::Preparing).await;
        let mut pieces = Box::pin(feed_of(&service, "lothian").await);
        assert!(pieces.next().await.unwrap().is_ok());
        service.bothy.db.close().await;
        assert!(pieces.next().await.unwrap().is_err());
    });
}
