//! Who was asked for a seat is not left asking when the session moves or is called off.

use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::rota::{Offer, Reach, Reply, answer_offer, ask_others};
use bothy_actions::sessions::{NewTime, call_off_session, move_session, see_session};
use bothy_domain::access::Role;
use bothy_domain::ids::{SeatId, SessionId};
use bothy_domain::rota::{Answer, SeatRefused};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use jiff::civil::{date, time};

struct Story {
    build: Build,
    aileen: Known,
    tam: Known,
    rhona: Known,
    session: SessionId,
    seat: SeatId,
}

/// Tam and Rhona were asked for the second seat of Tuesday; on Thursday at that hour Tam walks with others.
async fn two_were_asked(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let group = build.group("Tuesday group", None).await;
    let walkers = build.group("Walkers", None).await;
    let place = build.place("Balerno Library").await;
    let joan = build.supporter("Joan").await;
    let tam = build.supporter("Tam").await;
    let rhona = build.supporter("Rhona").await;
    for who in [joan, tam, rhona] {
        build.knows(who, group).await;
    }
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
    let mut walk = tuesday_evening(walkers, place, vec![Some(tam)]);
    walk.date = date(2026, 11, 26);
    build.session(walk).await;
    let aileen = build.known(aileen).await;
    let asked = ask_others(&service.bothy, &aileen, build.act(), seats[1], Reach::WhoKnowsTheGroup).await.unwrap();
    assert_eq!(asked, 2);
    let (tam, rhona) = (build.known(tam).await, build.known(rhona).await);
    Story { aileen, tam, rhona, session, seat: seats[1], build }
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

/// What somebody was told, oldest first.
async fn told(story: &Story, who: &Known) -> Vec<String> {
    let db = &story.build.service.bothy.db;
    let newest = db.snapshot("told", (), |tx, ()| Box::pin(async move { bothy_store::jobs::newest(tx, 100).await }));
    let mut kinds: Vec<String> = newest
        .await
        .unwrap()
        .into_iter()
        .filter(|one| one.notice.person == who.sign_in.person)
        .map(|one| one.notice.kind)
        .collect();
    kinds.reverse();
    kinds
}

on_both! {
    async fn a_session_called_off_ends_the_asking_and_says_so(service: Service) {
        let story = two_were_asked(&service).await;
        let before = offers(&story).await;
        let why = WhyCalledOff::Weather;
        call_off_session(&service.bothy, &story.aileen, story.build.act(), story.session, why).await.unwrap();
        assert!(offers(&story).await.iter().all(|offer| offer.answer == Some(Answer::Withdrawn)));
        for who in [&story.tam, &story.rhona] {
            assert_eq!(told(&story, who).await, ["seat-asked", "seat-ask-called-off"]);
        }
        let late = before.iter().find(|offer| offer.person == story.tam.sign_in.person).unwrap().id;
        let yes = answer_offer(&service.bothy, &story.tam, story.build.act(), late, Reply::Yes).await;
        assert!(matches!(yes, Err(ActionError::Rule(SeatRefused::NotAsked))));
    }

    async fn a_moved_session_asks_again_who_could_hold_it_then_and_lets_the_others_go(service: Service) {
        let story = two_were_asked(&service).await;
        let bothy = &service.bothy;
        let old = offers(&story).await.into_iter().find(|offer| offer.person == story.rhona.sign_in.person).unwrap();
        let to = NewTime { date: date(2026, 11, 26), starts: time(19, 0, 0, 0), ends: time(20, 30, 0, 0) };
        let version = see_session(bothy, &story.aileen, story.session).await.unwrap().session.version;
        move_session(bothy, &story.aileen, story.build.act(), story.session, version, to).await.unwrap();
        assert_eq!(told(&story, &story.tam).await, ["seat-asked", "seat-ask-moved-away"]);
        assert_eq!(told(&story, &story.rhona).await, ["seat-asked", "seat-asked-again"]);
        let yes = answer_offer(bothy, &story.rhona, story.build.act(), old.id, Reply::Yes).await;
        assert!(matches!(yes, Err(ActionError::Rule(SeatRefused::NotAsked))), "a yes was to the old time");
        let open: Vec<Offer> = offers(&story).await.into_iter().filter(|offer| offer.answer.is_none()).collect();
        assert_eq!(open.iter().map(|offer| (offer.person, offer.seat)).collect::<Vec<_>>(), [(story.rhona.sign_in.person, story.seat)]);
        answer_offer(bothy, &story.rhona, story.build.act(), open[0].id, Reply::Yes).await.unwrap();
        let seen = see_session(bothy, &story.aileen, story.session).await.unwrap();
        assert_eq!(seen.seats[1].holder(), Some(story.rhona.sign_in.person));
    }
}
