//! What waits in the outbox leaves once; what cannot be delivered becomes a person's duty.

use bothy_actions::duties::see_today;
use bothy_actions::keeping::{Courier, Outcome, Queued, send_waiting};
use bothy_actions::rota::hand_back_seat;
use bothy_domain::access::Role;
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

/// Takes what it is given and answers as it was told to.
struct Told {
    outcome: Outcome,
    carried: Mutex<Vec<String>>,
}

impl Told {
    fn to(outcome: Outcome) -> Self {
        Self { outcome, carried: Mutex::default() }
    }

    fn carried(&self) -> usize {
        self.carried.lock().unwrap().len()
    }
}

impl Courier for Told {
    fn carry<'a>(&'a self, notice: &'a Queued, _: Timestamp) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.carried.lock().unwrap().push(notice.notice.id.to_string());
            self.outcome.clone()
        })
    }
}

/// Joan hands her seat back and Priya, who knows the group, is asked: one notice waits.
async fn one_waits(service: &Service) -> (Build, bothy_actions::access::Known) {
    let build = Build::organisation(service, "lothian").await;
    let place = build.place("Leith Library").await;
    let group = build.group("Tuesday group", None).await;
    let coordinator = build.person("Aileen", &[Role::Coordinator], None).await;
    let joan = build.supporter("Joan").await;
    let priya = build.supporter("Priya").await;
    build.knows(priya, group).await;
    let (_, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
    hand_back_seat(&service.bothy, &build.known(joan).await, build.act(), seats[0]).await.unwrap();
    let coordinator = build.known(coordinator).await;
    (build, coordinator)
}

on_both! {
    async fn a_letter_leaves_once_even_when_two_nodes_send(service: Service) {
        one_waits(&service).await;
        let other = service.second_node().await;
        let post = Told::to(Outcome::Sent);
        let (here, there) = tokio::join!(send_waiting(&service.bothy, &post, 10), send_waiting(&other, &post, 10));
        assert_eq!(here.unwrap() + there.unwrap(), 1);
        assert_eq!(send_waiting(&service.bothy, &post, 10).await.unwrap(), 0);
        assert_eq!(post.carried(), 1);
    }

    async fn a_server_that_is_away_is_asked_again_later_and_not_at_once(service: Service) {
        one_waits(&service).await;
        let post = Told::to(Outcome::TryAgain("not-reached"));
        assert_eq!(send_waiting(&service.bothy, &post, 10).await.unwrap(), 0);
        assert_eq!(send_waiting(&service.bothy, &post, 10).await.unwrap(), 0);
        assert_eq!(post.carried(), 1, "the pause has not passed");
        service.clock.advance(SignedDuration::from_mins(2));
        send_waiting(&service.bothy, &post, 10).await.unwrap();
        assert_eq!(post.carried(), 2);
    }

    async fn a_letter_does_not_wait_for_a_clock_that_was_a_day_fast_to_come_round_again(service: Service) {
        one_waits(&service).await;
        service.clock.advance(SignedDuration::from_hours(-24));
        let post = Told::to(Outcome::Sent);
        assert_eq!(send_waiting(&service.bothy, &post, 10).await.unwrap(), 1);
        assert_eq!(send_waiting(&service.bothy, &post, 10).await.unwrap(), 0);
        assert_eq!(post.carried(), 1);
    }

    async fn what_never_leaves_becomes_a_coordinators_duty(service: Service) {
        let (_, coordinator) = one_waits(&service).await;
        let post = Told::to(Outcome::Never("no-address"));
        send_waiting(&service.bothy, &post, 10).await.unwrap();
        let day = (service.clock.now(), service.clock.now());
        let seen = see_today(&service.bothy, &coordinator, day.0, day.1).await.unwrap();
        assert_eq!(seen.duties.iter().filter(|one| one.kind == "notice").count(), 1);
        // It is not tried behind that person's back.
        service.clock.advance(SignedDuration::from_hours(24));
        send_waiting(&service.bothy, &post, 10).await.unwrap();
        assert_eq!(post.carried(), 1);
    }

    async fn a_letter_that_is_tried_in_vain_for_long_is_given_to_a_person(service: Service) {
        let (_, coordinator) = one_waits(&service).await;
        let post = Told::to(Outcome::TryAgain("asked-to-wait"));
        for _ in 0..8 {
            send_waiting(&service.bothy, &post, 10).await.unwrap();
            service.clock.advance(SignedDuration::from_hours(3));
        }
        assert_eq!(post.carried(), 6);
        let day = (service.clock.now(), service.clock.now());
        let seen = see_today(&service.bothy, &coordinator, day.0, day.1).await.unwrap();
        assert_eq!(seen.duties.iter().filter(|one| one.kind == "notice").count(), 1);
    }
}
