//! A script reads the week, hands back Joan's seat, and is told plainly when something is not done.

use crate::program;

use bothy_domain::access::Role;
use bothy_domain::ids::{GroupId, PersonId, SeatId, SessionId};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use program::Program;
use serde_json::json;
use uuid::Uuid;

struct Tuesday {
    build: Build,
    group: GroupId,
    session: SessionId,
    seats: Vec<SeatId>,
    joan: PersonId,
    tam: PersonId,
    aileen: PersonId,
}

/// The Tuesday group, held by Joan; Tam knows it, Aileen plans it.
async fn tuesday(service: &Service) -> Tuesday {
    let build = Build::organisation(service, "lothian").await;
    service.clock.advance(jiff::SignedDuration::from_secs(1));
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Leith Library").await;
    let joan = build.supporter("Joan").await;
    let tam = build.supporter("Tam").await;
    build.knows(tam, group).await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
    Tuesday { build, group, session, seats, joan, tam, aileen }
}

on_both! {
    async fn a_script_reads_the_week_and_hands_back_joans_seat(service: Service) {
        let there = tuesday(&service).await;
        let (joan, tam) = (Program::of(&there.build, there.joan).await, Program::of(&there.build, there.tam).await);
        let aileen = Program::of(&there.build, there.aileen).await;
        let week = "/api/v1/sessions?from=2026-11-23&to=2026-11-29";
        let read = joan.get(week).await;
        assert_eq!(read.kind(), "application/json");
        let [session] = read.items().as_slice() else { panic!("{read:?}") };
        assert_eq!(session["id"], there.session.to_string());
        assert_eq!(session["group"]["id"], there.group.to_string());
        assert_eq!((&session["starts"], &session["length"]), (&json!("2026-11-24T19:00:00+00:00"), &json!("PT1H30M")));
        assert_eq!(session["seen_as"], "holder");
        assert_eq!(session["seats"][0]["holder"], json!({"name": "Joan"}), "no id for who does not plan");
        assert!(tam.get(week).await.items().is_empty(), "he neither plans it nor holds a seat on it");

        let mine = joan.get("/api/v1/seats?state=mine").await;
        let path = format!("/api/v1/seats/{}/hand-back", mine.items()[0]["id"].as_str().unwrap());
        let back = joan.post(&path, &json!({})).await;
        assert_eq!(back.status, 200, "{back:?}");
        assert_eq!(back.body, json!({"seat": there.seats[0].to_string(), "session": there.session.to_string(), "asked": 1}));
        // It is not hers any more: refused and missing look the same.
        assert_eq!(joan.post(&path, &json!({})).await.problem(), "not-found");
        assert_eq!(joan.get(&format!("/api/v1/sessions/{}", there.session)).await.problem(), "not-found");

        let seen = aileen.get(&format!("/api/v1/sessions/{}", there.session)).await.body;
        assert_eq!(seen["readiness"]["ready"], false);
        assert_eq!(seen["readiness"]["people"], json!({"met": 0, "of": 3}));
        assert_eq!(seen["seats"][0]["state"], "empty");
        let asked = seen["planning"][0]["asked"].as_array().unwrap();
        assert!(asked.iter().any(|one| one["person"]["name"] == "Tam" && one["answer"].is_null()), "{seen}");

        let asking = tam.get("/api/v1/offers").await;
        let answer = format!("/api/v1/offers/{}/answer", asking.items()[0]["id"].as_str().unwrap());
        assert_eq!(joan.post(&answer, &json!({"answer": "yes"})).await.problem(), "not-found");
        assert_eq!(tam.post(&answer, &json!({"answer": "yes"})).await.body["session"], there.session.to_string());
        assert_eq!(tam.post(&answer, &json!({"answer": "yes"})).await.problem(), "not-asked");
        let held = aileen.get("/api/v1/seats?state=held").await;
        assert_eq!(held.items()[0]["holder"]["name"], "Tam");
        assert_eq!(held.items()[0]["holder"]["id"], there.tam.to_string());

        let seat = |act: &str| format!("/api/v1/seats/{}/{act}", there.seats[0]);
        let to_joan = json!({"person": there.joan.to_string()});
        assert_eq!(aileen.post(&seat("give"), &to_joan).await.problem(), "seat-taken");
        assert_eq!(aileen.post(&seat("take-back"), &json!({})).await.status, 200);
        assert_eq!(aileen.post(&seat("take-back"), &json!({})).await.problem(), "seat-not-theirs");
        assert_eq!(aileen.post(&seat("give"), &to_joan).await.status, 200);
        assert_eq!(tam.post(&seat("give"), &to_joan).await.problem(), "not-found");
        let nobody = json!({"person": format!("person_{}", Uuid::now_v7().simple())});
        let second = format!("/api/v1/seats/{}/give", there.seats[1]);
        assert_eq!(aileen.post(&second, &nobody).await.problem(), "not-found");
        let again = aileen.post(&second, &to_joan).await;
        assert_eq!((again.status.as_u16(), again.problem()), (409, "cannot-hold"));
        assert!(again.body["detail"].as_str().unwrap().len() > 10, "{again:?}");
    }

    async fn fewer_are_enough_this_once_with_a_reason_and_never_without(service: Service) {
        let there = tuesday(&service).await;
        let aileen = Program::of(&there.build, there.aileen).await;
        let path = format!("/api/v1/sessions/{}/override", there.session);
        for body in [json!({}), json!({"reason": "  "}), json!({"reason": 7})] {
            let no = aileen.post(&path, &body).await;
            assert_eq!((no.status.as_u16(), no.problem()), (422, "fields"));
            assert!(no.body["errors"]["reason"][0].is_string(), "{no:?}");
        }
        assert_eq!(aileen.post(&path, &json!({"reason": "Joan knows the group"})).await.status, 200);
        let seen = aileen.get(&format!("/api/v1/sessions/{}", there.session)).await.body;
        assert_eq!((&seen["readiness"]["ready"], &seen["let_be_fewer"]), (&json!(true), &json!(true)));
    }

    async fn a_duty_is_taken_passed_on_answered_and_given_back(service: Service) {
        let there = tuesday(&service).await;
        let sam = there.build.person("Sam", &[Role::Coordinator], None).await;
        let (aileen, sam_is) = (Program::of(&there.build, there.aileen).await, sam);
        let sam = Program::of(&there.build, sam).await;
        let duties = aileen.get("/api/v1/duties").await;
        let duty = duties.items().iter().find(|one| one["rule"] == "seat-empty").unwrap();
        assert_eq!((&duty["state"], &duty["about"]), (&json!("open"), &json!(there.session.to_string())));
        assert!(duty["due"].as_str().unwrap().ends_with("+00:00"));
        let step = |act: &str| format!("/api/v1/duties/{}/{act}", duty["id"].as_str().unwrap());
        assert_eq!(aileen.post(&step("take"), &json!({})).await.body["taken_by"], there.aileen.to_string());
        assert_eq!(sam.post(&step("take"), &json!({})).await.problem(), "duty-taken");
        assert_eq!(sam.post(&step("give-back"), &json!({})).await.problem(), "duty-not-theirs");
        let to_sam = json!({"to": sam_is.to_string()});
        assert_eq!(aileen.post(&step("pass"), &to_sam).await.body["asked"], sam_is.to_string());
        assert_eq!(aileen.post(&step("pass"), &to_sam).await.problem(), "duty-asked");
        assert_eq!(sam.post(&step("answer"), &json!({"answer": "maybe"})).await.problem(), "fields");
        assert_eq!(sam.post(&step("answer"), &json!({"answer": "yes"})).await.body["taken_by"], sam_is.to_string());
        assert_eq!(sam.post(&step("give-back"), &json!({})).await.body["state"], "open");
        // A machine plans, and promises nothing to anybody.
        let machine = Program::machine(&there.build, Role::Coordinator).await;
        assert_eq!(machine.get("/api/v1/sessions").await.items().len(), 1);
        assert_eq!(machine.post(&step("take"), &json!({})).await.problem(), "not-a-person");
    }

    async fn a_list_goes_on_where_it_ended_and_holds_everything_once(service: Service) {
        let there = tuesday(&service).await;
        for day in 25..30_i8 {
            let place = there.build.place(&format!("Hall {day}")).await;
            let mut plan = tuesday_evening(there.group, place, vec![None, None]);
            plan.date = jiff::civil::date(2026, 11, day);
            there.build.session(plan).await;
        }
        let aileen = Program::of(&there.build, there.aileen).await;
        for (path, all) in [
            ("/api/v1/sessions?from=2026-11-23&to=2026-11-30", 6),
            ("/api/v1/seats?from=2026-11-23&to=2026-11-30&state=empty", 11),
            ("/api/v1/places?", 6),
            ("/api/v1/duties?", 11),
        ] {
            let mut found = Vec::new();
            let mut next = Some(format!("{path}&limit=2"));
            while let Some(path) = next {
                let read = aileen.get(&path).await;
                assert!(read.items().len() <= 2);
                found.extend(read.items().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
                next = read.next();
            }
            let whole: Vec<_> = aileen.get(path).await.items().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
            assert_eq!(found, whole, "{path}");
            assert!(whole.len() >= all, "{path}: {}", whole.len());
        }
        let (session, place) = (SessionId::new(Uuid::now_v7()), there.group);
        for wrong in [
            "limit=0".to_owned(), "limit=201".to_owned(), "limit=x".to_owned(), "from=soon".to_owned(),
            "from=2026-11-24&to=2026-11-20".to_owned(), "from=2026-01-01&to=2026-12-31".to_owned(),
            format!("after={session}"), format!("after={place}"), "what=ever".to_owned(), "limit=1&limit=2".to_owned(),
        ] {
            let no = aileen.get(&format!("/api/v1/sessions?{wrong}")).await;
            assert_eq!((no.status.as_u16(), no.problem()), (422, "fields"), "{wrong}");
            assert_eq!(no.body["errors"].as_object().unwrap().len(), 1, "{wrong}: {no:?}");
        }
    }

    async fn a_place_and_a_group_are_read_as_their_pages_show_them(service: Service) {
        let there = tuesday(&service).await;
        let (aileen, joan) = (Program::of(&there.build, there.aileen).await, Program::of(&there.build, there.joan).await);
        let places = aileen.get("/api/v1/places").await;
        let id = places.items()[0]["id"].as_str().unwrap().to_owned();
        let place = aileen.get(&format!("/api/v1/places/{id}")).await.body;
        assert_eq!((&place["name"], &place["kind"]), (&json!("Leith Library"), &json!("building")));
        assert_eq!(place["next_sessions"][0]["id"], there.session.to_string());
        assert!(place.get("alarm").is_none() && place.get("caretaker").is_none());
        assert_eq!(joan.get("/api/v1/places").await.problem(), "not-found");
        assert_eq!(joan.get(&format!("/api/v1/places/{id}")).await.problem(), "not-found");
        let group = format!("/api/v1/groups/{}", there.group);
        assert_eq!(aileen.get(&group).await.body["minimum"], 2);
        let seen = joan.get(&group).await.body;
        assert_eq!((seen["name"].as_str(), seen.get("minimum")), (Some("Tuesday group"), None));
        assert_eq!(joan.get("/api/v1/groups").await.items().len(), 1);
        for missing in ["/api/v1/groups/x", "/api/v1/groups/group_0", "/api/v1/places/leith-library"] {
            assert_eq!(aileen.get(missing).await.problem(), "not-found", "{missing}");
        }
    }
}
