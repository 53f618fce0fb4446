//! A program's POST has one effect and one answer, however often it is sent and to whichever node.

use crate::program;

use bothy_actions::access::answer_once::{Once, Sent, begin_once};
use bothy_actions::keeping::let_go;
use bothy_actions::rota::hand_back_seat;
use bothy_domain::access::Role;
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use jiff::SignedDuration;
use program::{Program, token_of};
use serde_json::json;

struct There {
    build: Build,
    joan: bothy_domain::ids::PersonId,
    seat: String,
    seat_id: bothy_domain::ids::SeatId,
}

/// Joan holds a seat; Tam could hold it, too.
async fn there(service: &Service) -> There {
    let build = Build::organisation(service, "lothian").await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Leith Library").await;
    let joan = build.supporter("Joan").await;
    let tam = build.supporter("Tam").await;
    build.knows(tam, group).await;
    let (_, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
    There { build, joan, seat: format!("/api/v1/seats/{}/hand-back", seats[0]), seat_id: seats[0] }
}

on_both! {
    async fn the_same_key_is_answered_the_same_and_done_once(service: Service) {
        let there = there(&service).await;
        let joan = Program::of(&there.build, there.joan).await;
        let first = joan.again(&there.seat, "monday", &json!({})).await;
        assert_eq!((first.status.as_u16(), &first.body["asked"]), (200, &json!(1)));
        assert!(!first.headers.contains_key("idempotency-replayed"));
        let again = joan.again(&there.seat, "monday", &json!({})).await;
        assert_eq!((again.status, &again.body, again.kind()), (first.status, &first.body, first.kind()));
        assert!(again.headers.contains_key("idempotency-replayed"));
        // Another body, or another path, is another thing.
        let other = there.seat.replace("hand-back", "take-back");
        let no = joan.again(&other, "monday", &json!({})).await;
        assert_eq!((no.status.as_u16(), no.problem()), (422, "key-used"));
        // What was refused is answered the same, too: nothing is tried in secret a second time.
        let refused = joan.again(&there.seat, "tuesday", &json!({})).await;
        assert_eq!(refused.problem(), "not-found");
        let again = joan.again(&there.seat, "tuesday", &json!({})).await;
        assert_eq!((again.kind(), &again.body), ("application/problem+json", &refused.body));
        assert!(again.headers.contains_key("idempotency-replayed"));
    }

    async fn another_body_with_the_same_key_is_refused(service: Service) {
        let there = there(&service).await;
        let aileen = there.build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = Program::of(&there.build, aileen).await;
        let session = aileen.get("/api/v1/sessions").await.items()[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/sessions/{session}/override");
        assert_eq!(aileen.again(&path, "k", &json!({"reason": "Snow"})).await.status, 200);
        let no = aileen.again(&path, "k", &json!({"reason": "Rain"})).await;
        assert_eq!((no.status.as_u16(), no.problem()), (422, "key-used"));
        assert_eq!(aileen.again(&path, "k", &json!({"reason": "Snow"})).await.status, 200);
    }

    async fn a_key_is_its_callers_own(service: Service) {
        let there = there(&service).await;
        let rhona = there.build.supporter("Rhona").await;
        let (joan, rhona) = (Program::of(&there.build, there.joan).await, Program::of(&there.build, rhona).await);
        assert_eq!(rhona.again(&there.seat, "k", &json!({})).await.problem(), "not-found");
        assert_eq!(joan.again(&there.seat, "k", &json!({})).await.status, 200);
        // A new token of the same person finds what the old one did.
        let anew = Program::of(&there.build, there.joan).await;
        assert!(anew.again(&there.seat, "k", &json!({})).await.headers.contains_key("idempotency-replayed"));
    }

    async fn two_nodes_that_get_the_same_at_once_do_it_once(service: Service) {
        let there = there(&service).await;
        let token = Some(token_of(&there.build, there.joan).await.token);
        let second = service.second_node().await;
        let (one, two) = (Program::with(&service.bothy, token.clone()), Program::with(&second, token));
        let nothing = json!({});
        let all = tokio::join!(
            one.again(&there.seat, "k", &nothing),
            two.again(&there.seat, "k", &nothing),
            one.again(&there.seat, "k", &nothing),
            two.again(&there.seat, "k", &nothing),
        );
        let all = [all.0, all.1, all.2, all.3];
        let replayed = all.iter().filter(|told| told.headers.contains_key("idempotency-replayed")).count();
        for told in &all {
            assert_eq!((told.status.as_u16(), &told.body["asked"]), (200, &json!(1)), "{told:?}");
        }
        assert_eq!(replayed, 3, "one did it, the others were told");
        second.db.close().await;
    }

    async fn what_a_node_began_and_never_ended_is_done_by_the_next_try(service: Service) {
        let there = there(&service).await;
        let joan = Program::of(&there.build, there.joan).await;
        let known = there.build.known(there.joan).await;
        // The node took it on, did it, and ended before it could keep the answer.
        let sent = Sent::by(&known, "k", &there.seat, "{}");
        assert_eq!(begin_once(&service.bothy, &known, &sent).await.unwrap(), Once::Do);
        assert_eq!(begin_once(&service.bothy, &known, &sent).await.unwrap(), Once::BeingDone);
        hand_back_seat(&service.bothy, &known, sent.act, there.seat_id).await.unwrap();
        service.clock.advance(SignedDuration::from_secs(31));
        let told = joan.again(&there.seat, "k", &json!({})).await;
        assert_eq!(told.status, 200, "it is not told that the seat is not hers any more: {told:?}");
        assert!(joan.again(&there.seat, "k", &json!({})).await.headers.contains_key("idempotency-replayed"));
    }

    async fn after_a_day_a_key_is_forgotten(service: Service) {
        let there = there(&service).await;
        let joan = Program::of(&there.build, there.joan).await;
        let known = there.build.known(there.joan).await;
        assert_eq!(joan.again(&there.seat, "k", &json!({})).await.status, 200);
        service.clock.advance(SignedDuration::from_hours(24));
        let_go(&service.bothy).await.unwrap();
        assert!(joan.again(&there.seat, "k", &json!({})).await.headers.contains_key("idempotency-replayed"));
        service.clock.advance(SignedDuration::from_secs(1));
        let_go(&service.bothy).await.unwrap();
        let sent = Sent::by(&known, "k", &there.seat, "{}");
        assert_eq!(begin_once(&service.bothy, &known, &sent).await.unwrap(), Once::Do);
    }
}
