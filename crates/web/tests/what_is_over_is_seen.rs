//! What was owed and is over stands at the foot of `/today` for a day: done, no longer needed, or missed.

use crate::browser;

use bothy_actions::keeping::one_round;
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_both, tuesday_evening};
use browser::{Browser, act};
use jiff::SignedDuration;

on_both! {
    async fn a_seat_that_was_filled_is_said_to_those_who_saw_it_empty_and_to_nobody_else(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let east = build.branch("East").await;
        let west = build.branch("West").await;
        let group = build.group("Tuesday group", Some(east)).await;
        let place = build.place("Balerno Library").await;
        let tam = build.supporter("Tam").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], Some(east)).await;
        let elsewhere = build.person("Morag", &[Role::Coordinator], Some(west)).await;
        let (_, seats) = build.session(tuesday_evening(group, place, vec![None])).await;
        let [aileen, morag] = [Browser::of(&build, aileen).await, Browser::of(&build, elsewhere).await];
        assert!(!aileen.get("/today").await.says("since yesterday"));
        let give = format!("/seats/{}/give", seats[0]);
        let given = aileen.post(&give, &[("act", &act(&build)), ("person", &tam.to_string())]).await;
        assert!(given.to.contains("done="), "{}", given.to);
        let seen = aileen.get("/today").await;
        assert!(seen.says("One thing is over since yesterday"), "{}", seen.html);
        assert!(seen.says("A seat was filled: Tuesday group. Tomorrow"), "{}", seen.html);
        assert!(!morag.get("/today").await.says("Tuesday group"));
        // Tomorrow it still stands there, the day after no longer.
        build.later(24).await;
        assert!(aileen.get("/today").await.says("A seat was filled"));
        build.later(24).await;
        assert!(!aileen.get("/today").await.says("A seat was filled"));
    }

    async fn what_is_called_off_is_no_longer_needed_and_what_was_missed_is_said_to_be_missed(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let other = build.group("Walkers", None).await;
        let place = build.place("Balerno Library").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (session, _) = build.session(tuesday_evening(group, place, vec![None])).await;
        build.session(tuesday_evening(other, place, vec![None])).await;
        let aileen = Browser::of(&build, aileen).await;
        let off = [("act", &*act(&build)), ("version", "1"), ("why", "place-closed")];
        let off = aileen.post(&format!("/sessions/{session}/call-off"), &off).await;
        assert!(off.to.contains("done="), "{}", off.html);
        let seen = aileen.get("/today").await;
        assert!(seen.says("No longer needed: Tuesday group needs somebody"), "{}", seen.html);
        // The other session begins and ends, and nobody ever held its seat.
        service.clock.advance(SignedDuration::from_hours(48));
        while one_round(&service.bothy).await.unwrap() > 0 {}
        let seen = aileen.get("/today").await;
        assert!(seen.says("Not done in time: Walkers needs somebody"), "{}", seen.html);
        assert!(!seen.says("A seat was filled"));
    }
}
