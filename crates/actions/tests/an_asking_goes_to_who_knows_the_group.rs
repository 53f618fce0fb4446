//! A seat handed back is offered to those who know the group; a coordinator may widen the asking (AV5).

use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::rota::{Offer, Reach, Reply, answer_offer, ask_others, hand_back_seat};
use bothy_actions::sessions::{NewTime, move_session, see_session};
use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, SeatId, SessionId};
use bothy_domain::rota::SeatRefused;
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use jiff::civil::{date, time};

struct Story {
    build: Build,
    session: SessionId,
    seat: SeatId,
    joan: Known,
    aileen: Known,
    /// Knows the group.
    kirsty: Known,
    /// Is new to it.
    callum: Known,
}

/// Joan holds Tuesday; Kirsty knows the group, Callum does not.
async fn tuesday(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let (east, west) = (build.branch("East").await, build.branch("West").await);
    let group = build.group("Tuesday group", Some(east)).await;
    let place = build.place("Balerno Library").await;
    let joan = build.supporter("Joan").await;
    let kirsty = build.supporter("Kirsty").await;
    let callum = build.supporter("Callum").await;
    build.knows(joan, group).await;
    build.knows(kirsty, group).await;
    let aileen = build.person("Aileen", &[Role::Coordinator], Some(east)).await;
    build.person("Sam", &[Role::Coordinator], Some(west)).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan)])).await;
    Story {
        session,
        seat: seats[0],
        joan: build.known(joan).await,
        aileen: build.known(aileen).await,
        kirsty: build.known(kirsty).await,
        callum: build.known(callum).await,
        build,
    }
}

async fn offers(story: &Story) -> Vec<Offer> {
    let input = (story.build.organisation, story.session);
    let db = &story.build.service.bothy.db;
    db.snapshot("offers", input, |tx, (organisation, session)| {
        Box::pin(async move { bothy_store::rota::offers_of(tx, *organisation, *session).await })
    })
    .await
    .unwrap()
}

/// Who was asked, and who handed it back, in that order.
async fn asked(story: &Story) -> Vec<PersonId> {
    offers(story).await.into_iter().map(|offer| offer.person).collect()
}

async fn say(story: &Story, who: &Known, reply: Reply) {
    let offers = offers(story).await;
    let offer = offers.iter().find(|one| one.person == who.sign_in.person && one.answer.is_none()).unwrap();
    answer_offer(&story.build.service.bothy, who, story.build.act(), offer.id, reply).await.unwrap();
}

/// Who was told that nobody is left, by name.
async fn told_that_nobody_is_left(story: &Story) -> Vec<PersonId> {
    let db = &story.build.service.bothy.db;
    let newest = db.snapshot("told", (), |tx, ()| Box::pin(async move { bothy_store::jobs::newest(tx, 100).await }));
    let all = newest.await.unwrap().into_iter().map(|one| one.notice);
    all.filter(|notice| notice.kind == "seat-nobody-left").map(|notice| notice.person).collect()
}

on_both! {
    async fn whoever_does_not_know_the_group_is_not_asked(service: Service) {
        let story = tuesday(&service).await;
        let back = hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seat).await.unwrap();
        assert_eq!(back.asked, 1);
        assert_eq!(asked(&story).await, [story.joan.sign_in.person, story.kirsty.sign_in.person]);
        assert!(told_that_nobody_is_left(&story).await.is_empty());
    }

    async fn the_last_no_tells_the_coordinators_of_this_branch_and_no_other(service: Service) {
        let story = tuesday(&service).await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seat).await.unwrap();
        say(&story, &story.kirsty, Reply::No).await;
        assert_eq!(told_that_nobody_is_left(&story).await, [story.aileen.sign_in.person]);
        assert_eq!(asked(&story).await.len(), 2, "nobody new is asked by itself");
    }

    async fn with_nobody_to_ask_the_coordinator_is_told_at_once(service: Service) {
        let story = tuesday(&service).await;
        story.build.keep_from(story.kirsty.sign_in.person, group_of(&story).await).await;
        let back = hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seat).await.unwrap();
        assert_eq!(back.asked, 0);
        assert_eq!(told_that_nobody_is_left(&story).await, [story.aileen.sign_in.person]);
    }

    async fn a_coordinator_widens_the_asking_and_who_said_no_is_left_in_peace(service: Service) {
        let story = tuesday(&service).await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seat).await.unwrap();
        say(&story, &story.kirsty, Reply::No).await;
        let ask = |reach| ask_others(&service.bothy, &story.aileen, story.build.act(), story.seat, reach);
        // Joan knows the group, too, but she handed it back; Kirsty said no, Callum is new to it.
        assert_eq!(ask(Reach::WhoKnowsTheGroup).await.unwrap(), 0);
        assert_eq!(ask(Reach::AlsoNew).await.unwrap(), 1);
        assert_eq!(ask(Reach::AlsoNew).await.unwrap(), 0);
        let [kirsty, joan, callum] = [&story.kirsty, &story.joan, &story.callum].map(|who| who.sign_in.person);
        assert_eq!(asked(&story).await, [joan, kirsty, callum]);
        say(&story, &story.callum, Reply::Yes).await;
        let open = offers(&story).await.into_iter().filter(|offer| offer.answer.is_none()).count();
        assert_eq!(open, 0);
    }

    async fn a_no_to_the_time_before_a_move_is_no_no_to_the_new_time(service: Service) {
        let story = tuesday(&service).await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seat).await.unwrap();
        say(&story, &story.kirsty, Reply::No).await;
        story.build.later(1).await;
        let to = NewTime { date: date(2026, 11, 26), starts: time(19, 0, 0, 0), ends: time(20, 30, 0, 0) };
        let version = see_session(&service.bothy, &story.aileen, story.session).await.unwrap().session.version;
        move_session(&service.bothy, &story.aileen, story.build.act(), story.session, version, to).await.unwrap();
        let reach = Reach::WhoKnowsTheGroup;
        let asked = ask_others(&service.bothy, &story.aileen, story.build.act(), story.seat, reach).await.unwrap();
        assert_eq!(asked, 2, "Joan and Kirsty may well be free then");
    }

    async fn one_person_two_seats_at_one_hour_and_two_yeses_at_once(service: Service) {
        let story = tuesday(&service).await;
        let group = story.build.group("Walkers", None).await;
        story.build.knows(story.kirsty.sign_in.person, group).await;
        let place = story.build.place("Harbour Hall").await;
        let (_, others) = story.build.session(tuesday_evening(group, place, vec![None])).await;
        let sam = story.build.person("Sine", &[Role::Coordinator], None).await;
        let sam = story.build.known(sam).await;
        let reach = Reach::WhoKnowsTheGroup;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seat).await.unwrap();
        ask_others(&service.bothy, &sam, story.build.act(), others[0], reach).await.unwrap();
        let node = service.second_node().await;
        let mine = (story.build.organisation, story.kirsty.sign_in.person);
        let open = service.bothy.db.snapshot("asked", mine, |tx, (organisation, person)| {
            Box::pin(async move { bothy_store::rota::offers_to(tx, *organisation, *person).await })
        });
        let open = open.await.unwrap();
        assert_eq!(open.len(), 2);
        let (one, two) = tokio::join!(
            answer_offer(&service.bothy, &story.kirsty, story.build.act(), open[0].id, Reply::Yes),
            answer_offer(&node, &story.kirsty, story.build.act(), open[1].id, Reply::Yes),
        );
        let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
        assert!(won.is_ok());
        assert!(matches!(lost, Err(ActionError::Rule(SeatRefused::ElsewhereThen { .. }))), "{lost:?}");
        node.db.close().await;
    }
}

async fn group_of(story: &Story) -> bothy_domain::ids::GroupId {
    let seen = bothy_actions::sessions::see_session(&story.build.service.bothy, &story.aileen, story.session).await;
    seen.unwrap().session.group
}
