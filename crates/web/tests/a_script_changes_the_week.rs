//! A script prepares a session, moves it, calls it off and lets it run; and passes seats on, swaps them, puts them back.

use crate::program;

use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, SeatId, SessionId};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use program::Program;
use serde_json::json;

struct Week {
    build: Build,
    session: SessionId,
    seats: Vec<SeatId>,
    joan: PersonId,
    tam: PersonId,
    priya: PersonId,
    aileen: Program,
}

/// The Tuesday group: Joan and Tam hold its seats, Priya knows it, Aileen plans it.
async fn week(service: &Service) -> Week {
    let build = Build::organisation(service, "lothian").await;
    service.clock.advance(jiff::SignedDuration::from_secs(1));
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Leith Library").await;
    let (joan, tam, priya) =
        (build.supporter("Joan").await, build.supporter("Tam").await, build.supporter("Priya").await);
    build.knows(priya, group).await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let plan = tuesday_evening(group, place, vec![Some(joan), Some(tam), None]);
    let (session, seats) = build.session(plan).await;
    let aileen = Program::of(&build, aileen).await;
    Week { build, session, seats, joan, tam, priya, aileen }
}

on_both! {
    async fn a_session_is_prepared_moved_called_off_and_runs_after_all(service: Service) {
        let there = week(&service).await;
        let aileen = &there.aileen;
        let whole = format!("/api/v1/sessions/{}", there.session);
        let act = |act: &str| format!("{whole}/{act}");
        assert_eq!(aileen.post(&act("place-confirmed"), &json!({})).await.status, 200);
        assert_eq!(aileen.post(&act("opener"), &json!({"person": there.joan.to_string()})).await.status, 200);
        assert_eq!(aileen.post(&act("opener"), &json!({"person": null})).await.status, 200);
        assert!(aileen.post(&act("opener"), &json!({})).await.body["errors"]["person"][0].is_string(), "nobody is said, not left out");
        let nobody = aileen.post(&act("opener"), &json!({"person": "person_0192f3aa00007000800000000000abcd"})).await;
        assert_eq!((nobody.status.as_u16(), nobody.problem()), (409, "session-stands"));

        assert_eq!(aileen.post(&act("way-in-tried"), &json!({})).await.problem(), "session-stands", "there is no link yet");
        for (field, wrong) in [
            ("link", json!({"link": "http://meet.example.org/tuesday"})),
            ("phone", json!({"phone": "ask Ann"})),
            ("locks", json!({"locks": "sometimes"})),
            ("minutes", json!({"locks": "after", "minutes": 241})),
            ("minutes", json!({"locks": "after", "minutes": "5"})),
        ] {
            let no = aileen.post(&act("way-in"), &wrong).await;
            assert!(no.status == 422 && no.body["errors"][field][0].is_string(), "{wrong}: {no:?}");
        }
        let link = json!({"link": "https://meet.example.org/tuesday", "waiting_room": "one-by-one", "locks": "after", "minutes": 15});
        assert_eq!(aileen.post(&act("way-in"), &link).await.status, 200);
        assert_eq!(aileen.post(&act("way-in-tried"), &json!({})).await.status, 200);

        let seen = aileen.get(&whole).await.body;
        let to = |version: &serde_json::Value| json!({"date": "2026-11-26", "starts": "18:00", "ends": "19:30", "version": version});
        assert_eq!(aileen.post(&act("move"), &to(&json!(1))).await.problem(), "changed", "somebody prepared it meanwhile");
        let past = json!({"date": "2026-11-26", "starts": "19:30", "ends": "18:00", "version": seen["version"]});
        assert_eq!(aileen.post(&act("move"), &past).await.problem(), "session-stands");
        for (field, value) in [("date", "26 November"), ("starts", "6pm"), ("ends", "19:30:00")] {
            let mut wrong = to(&seen["version"]);
            wrong[field] = json!(value);
            assert!(aileen.post(&act("move"), &wrong).await.body["errors"][field][0].is_string(), "{wrong}");
        }
        assert_eq!(aileen.post(&act("move"), &to(&seen["version"])).await.status, 200);
        let moved = aileen.get(&whole).await.body;
        assert_eq!((&moved["starts"], &moved["moved"]), (&json!("2026-11-26T18:00:00+00:00"), &json!(true)));

        assert!(aileen.post(&act("call-off"), &json!({"why": "a whim"})).await.body["errors"]["why"][0].is_string());
        assert_eq!(aileen.post(&act("run"), &json!({})).await.problem(), "session-stands");
        assert_eq!(aileen.post(&act("call-off"), &json!({"why": "weather"})).await.status, 200);
        let off = aileen.get(&whole).await.body;
        assert_eq!((&off["state"], &off["called_off_because"]), (&json!("called-off"), &json!("weather")));
        let could = |seen: &serde_json::Value| seen["planning"][2]["could"].as_array().unwrap().len();
        assert_eq!((could(&moved), could(&off)), (1, 0), "nobody could hold a seat of what is off");
        assert_eq!(aileen.post(&act("run"), &json!({})).await.status, 200);
        assert_eq!(aileen.get(&whole).await.body["state"], "planned");
    }

    async fn a_seat_is_asked_for_passed_on_and_put_back_once(service: Service) {
        let there = week(&service).await;
        let aileen = &there.aileen;
        let seat = |number: usize, act: &str| format!("/api/v1/seats/{}/{act}", there.seats[number]);
        let asked = aileen.post(&seat(2, "ask"), &json!({"reach": "also-new"})).await;
        assert_eq!((asked.status.as_u16(), &asked.body["seat"]), (200, &json!(there.seats[2].to_string())));
        assert_eq!(aileen.post(&seat(0, "ask"), &json!({})).await.problem(), "seat-taken");
        assert_eq!(aileen.post(&seat(2, "ask"), &json!({"reach": "everybody"})).await.problem(), "fields");

        let could = aileen.get(&seat(0, "change")).await.body;
        assert_eq!(could["holder"]["id"], there.joan.to_string());
        let takes = could["could_take"].as_array().unwrap();
        assert!(takes.iter().any(|one| one["person"]["id"] == there.priya.to_string() && one["knows_the_group"] == true), "{could}");
        assert!(!takes.iter().any(|one| one["person"]["id"] == there.tam.to_string()), "he has the other seat there");
        let joan = Program::of(&there.build, there.joan).await;
        assert_eq!(joan.get(&seat(0, "change")).await.problem(), "not-found", "who only holds it does not plan it");

        let passing = |from: PersonId, to: PersonId| json!({"from": from.to_string(), "to": to.to_string()});
        assert_eq!(aileen.post(&seat(0, "pass-on"), &passing(there.tam, there.priya)).await.problem(), "changed");
        let no = aileen.post(&seat(0, "pass-on"), &passing(there.joan, there.tam)).await;
        assert_eq!((no.status.as_u16(), no.problem()), (409, "cannot-hold"));
        let done = aileen.post(&seat(0, "pass-on"), &passing(there.joan, there.priya)).await;
        assert_eq!(done.status, 200, "{done:?}");
        assert_eq!(done.body["seats"][0]["to"], there.priya.to_string());
        let back = format!("/api/v1/exchanges/{}/put-back", done.body["exchange"].as_str().unwrap());
        assert_eq!(joan.post(&back, &json!({})).await.problem(), "not-found");
        assert_eq!(aileen.post(&back, &json!({})).await.body["seats"][0]["to"], there.joan.to_string());
        assert_eq!(aileen.post(&back, &json!({})).await.problem(), "changed");
        assert_eq!(aileen.get(&seat(0, "change")).await.body["holder"]["name"], "Joan");
    }

    async fn two_seats_are_swapped_and_one_persons_are_not(service: Service) {
        let there = week(&service).await;
        let aileen = &there.aileen;
        let place = there.build.place("Gorgie Hall").await;
        let other = there.build.group("Friday group", None).await;
        let mut plan = tuesday_evening(other, place, vec![Some(there.priya)]);
        plan.date = jiff::civil::date(2026, 11, 27);
        let (_, friday) = there.build.session(plan).await;
        let path = format!("/api/v1/seats/{}/swap", there.seats[0]);
        let could = aileen.get(&format!("/api/v1/seats/{}/change", there.seats[0])).await.body;
        assert!(could["could_swap"].as_array().unwrap().iter().any(|one| one["seat"]["id"] == friday[0].to_string()), "{could}");
        let with = |seat: SeatId, holder: PersonId| {
            json!({"holder": there.joan.to_string(), "with": seat.to_string(), "with_holder": holder.to_string()})
        };
        let own = aileen.post(&path, &with(there.seats[0], there.joan)).await;
        assert!(own.status == 422 && own.body["errors"]["with_holder"][0].is_string(), "{own:?}");
        let done = aileen.post(&path, &with(friday[0], there.priya)).await;
        assert_eq!(done.status, 200, "{done:?}");
        assert_eq!(done.body["seats"].as_array().unwrap().len(), 2);
        let held = aileen.get("/api/v1/seats?state=held&from=2026-11-27&to=2026-11-27").await;
        assert_eq!(held.items()[0]["holder"]["name"], "Joan");
    }
}
