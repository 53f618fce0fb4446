//! Tuesday group has two seats; Joan hands hers back on her phone.
//!
//! The first story through the house: `docs/walks/tuesday-group-has-two-seats.md`.

use bothy_actions::access::Known;
use bothy_actions::duties::{pass_duty, see_today, take_duty};
use bothy_actions::rota::{Reply, answer_offer, give_seat, hand_back_seat, take_back_seat};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::duties::{DutyRefused, DutyRule, DutyState, Owner};
use bothy_domain::ids::{OfferId, PersonId, SeatId, SessionId};
use bothy_domain::rota::SeatRefused;
use bothy_domain::sessions::readiness::readiness;
use bothy_domain::supporters::checks::Missing;
use bothy_store::audit::Verified;
use bothy_store::{StoreError, rota};
use bothy_testkit::{Build, Service, on_both, polled, tuesday_evening};
use jiff::Timestamp;
use jiff::civil::date;

/// Tuesday's group with Joan and Tam on it, three who could step in, and a coordinator.
struct Tuesday {
    build: Build,
    session: SessionId,
    seats: Vec<SeatId>,
    joan: Known,
    tam: Known,
    could: Vec<Known>,
    aileen: Known,
}

async fn tuesday(service: &Service, slug: &str) -> Tuesday {
    let build = Build::organisation(service, slug).await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let joan = build.supporter("Joan").await;
    let tam = build.supporter("Tam").await;
    let mut could = Vec::new();
    for name in ["Callum", "Kirsty", "Priya"] {
        let person = build.supporter(name).await;
        build.knows(person, group).await;
        could.push(build.known(person).await);
    }
    // Two who must not be asked: one without a check, one who is kept from the group.
    build.person("Ewan", &[Role::Supporter], None).await;
    let morag = build.supporter("Morag").await;
    build.keep_from(morag, group).await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), Some(tam)])).await;
    Tuesday {
        session,
        seats,
        joan: build.known(joan).await,
        tam: build.known(tam).await,
        could,
        aileen: build.known(aileen).await,
        build,
    }
}

fn day() -> (Timestamp, Timestamp) {
    ("2026-11-23T00:00:00Z".parse().unwrap(), "2026-11-24T00:00:00Z".parse().unwrap())
}

async fn duties(bothy: &Bothy, who: &Known) -> Vec<bothy_store::duties::Listed> {
    see_today(bothy, who, day().0, day().1).await.unwrap().duties
}

async fn offers(story: &Tuesday) -> Vec<rota::Offer> {
    let input = (story.build.organisation, story.session);
    let db = &story.build.service.bothy.db;
    db.snapshot("offers", input, |tx, (organisation, session)| {
        Box::pin(async move { rota::offers_of(tx, *organisation, *session).await })
    })
    .await
    .unwrap()
}

async fn offer_to(story: &Tuesday, who: &Known) -> OfferId {
    offers(story).await.iter().find(|offer| offer.person == who.sign_in.person && offer.answer.is_none()).unwrap().id
}

async fn holders(story: &Tuesday) -> Vec<Option<PersonId>> {
    let input = (story.build.organisation, story.session);
    let db = &story.build.service.bothy.db;
    db.snapshot("seats", input, |tx, (organisation, session)| {
        Box::pin(async move {
            let seats = rota::seats_of(tx, *organisation, &[*session]).await?;
            Ok::<_, StoreError>(seats.into_values().flatten().map(|seat| seat.holder()).collect())
        })
    })
    .await
    .unwrap()
}

async fn is_ready(story: &Tuesday) -> bool {
    let input = (story.build.organisation, story.session);
    let db = &story.build.service.bothy.db;
    db.snapshot("ready", input, |tx, (organisation, session)| {
        Box::pin(async move {
            let facts =
                bothy_store::sessions::facts(tx, *organisation, &[*session], bothy_store::sessions::LookedAt::OnItsDay)
                    .await?;
            Ok::<_, StoreError>(readiness(&facts[session]).is_ready())
        })
    })
    .await
    .unwrap()
}

async fn chain(story: &Tuesday) -> Verified {
    let organisation = story.build.organisation;
    let db = &story.build.service.bothy.db;
    let now = story.build.service.clock.now();
    db.write("seal", (organisation, now), |w, (organisation, now)| {
        Box::pin(async move {
            bothy_store::audit::seal(w, *organisation).await?;
            let entry = bothy_store::Entry {
                organisation: *organisation,
                at: *now,
                by: None,
                act: "sealed",
                thing: organisation.to_string(),
                reason: None,
            };
            Ok::<_, StoreError>(bothy_store::Commit::Changed((), bothy_store::Audit::of(entry)))
        })
    })
    .await
    .unwrap();
    db.snapshot("verify", organisation, |tx, organisation| {
        Box::pin(async move { bothy_store::audit::verify(tx, *organisation).await })
    })
    .await
    .unwrap()
}

on_both! {
    async fn handing_back_asks_the_qualified_and_makes_it_the_coordinators_duty(service: Service) {
        let story = tuesday(&service, "lothian").await;
        assert!(is_ready(&story).await);
        let back = hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        assert_eq!(back.asked, 3);
        assert!(!is_ready(&story).await);
        let open = offers(&story).await.into_iter().filter(|offer| offer.answer.is_none());
        let mut asked: Vec<PersonId> = open.map(|offer| offer.person).collect();
        let mut could: Vec<PersonId> = story.could.iter().map(|who| who.sign_in.person).collect();
        asked.sort_unstable();
        could.sort_unstable();
        assert_eq!(asked, could);
        let duties = duties(&service.bothy, &story.aileen).await;
        let seat = duties.iter().find(|one| one.duty.rule == DutyRule::SeatEmpty).unwrap();
        assert_eq!(seat.duty.owner, Owner::Role(Role::Coordinator));
        assert_eq!(seat.duty.due_by, "2026-11-24T09:00:00Z".parse::<Timestamp>().unwrap());
    }

    async fn the_first_yes_has_the_seat_and_the_duty_is_closed_by_it(service: Service) {
        let story = tuesday(&service, "lothian").await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        let first = offer_to(&story, &story.could[1]).await;
        let second = offer_to(&story, &story.could[0]).await;
        answer_offer(&service.bothy, &story.could[1], story.build.act(), first, Reply::Yes).await.unwrap();
        assert_eq!(holders(&story).await[0], Some(story.could[1].sign_in.person));
        assert!(is_ready(&story).await);
        assert!(duties(&service.bothy, &story.aileen).await.is_empty());
        let late = answer_offer(&service.bothy, &story.could[0], story.build.act(), second, Reply::Yes).await;
        let by = story.could[1].sign_in.person;
        assert!(matches!(late, Err(ActionError::Rule(SeatRefused::TakenAlready { by: first })) if first == by));
    }

    async fn the_same_press_twice_is_one_act(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let act = story.build.act();
        hand_back_seat(&service.bothy, &story.joan, act, story.seats[0]).await.unwrap();
        let again = hand_back_seat(&service.bothy, &story.joan, act, story.seats[0]).await.unwrap();
        assert_eq!(again.session, story.session);
        assert_eq!(offers(&story).await.iter().filter(|offer| offer.answer.is_none()).count(), 3);
        let other_words = hand_back_seat(&service.bothy, &story.joan, act, story.seats[1]).await;
        assert!(matches!(other_words, Err(ActionError::SentBefore { .. })));
    }

    async fn nobody_hands_back_for_somebody_else(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let refused = hand_back_seat(&service.bothy, &story.tam, story.build.act(), story.seats[0]).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
        assert_eq!(holders(&story).await[0], Some(story.joan.sign_in.person));
    }

    async fn a_coordinator_gives_a_seat_only_to_who_may_hold_it(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let late = story.build.person("Rhona", &[Role::Supporter], None).await;
        story.build.vouched_for(late).await;
        story.build.check(late, "pvg", date(2024, 1, 1), Some(date(2026, 11, 23))).await;
        take_back_seat(&service.bothy, &story.aileen, story.build.act(), story.seats[0]).await.unwrap();
        let refused = give_seat(&service.bothy, &story.aileen, story.build.act(), story.seats[0], late).await;
        let Err(ActionError::Rule(SeatRefused::Missing(missing))) = refused else { panic!("{refused:?}") };
        assert!(matches!(&missing[..], [Missing::CheckRunOut(kind, day)] if kind.word() == "pvg" && *day == date(2026, 11, 23)));
        let priya = story.could[2].sign_in.person;
        give_seat(&service.bothy, &story.aileen, story.build.act(), story.seats[0], priya).await.unwrap();
        assert!(is_ready(&story).await);
    }

    async fn nobody_is_in_two_places(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let group = story.build.group("Walkers", None).await;
        let place = story.build.place("Harbour Hall").await;
        let (_, seats) = story.build.session(tuesday_evening(group, place, vec![None, None])).await;
        let tam = story.tam.sign_in.person;
        let refused = give_seat(&service.bothy, &story.aileen, story.build.act(), seats[0], tam).await;
        assert!(matches!(refused, Err(ActionError::Rule(SeatRefused::ElsewhereThen { session })) if session == story.session));
    }

    async fn two_coordinators_press_take_and_one_has_it(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let other = story.build.person("Sam", &[Role::Coordinator], None).await;
        let other = story.build.known(other).await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        let duty = duties(&service.bothy, &story.aileen).await[0].duty.id;
        let (one, two) = tokio::join!(take_duty(&service.bothy, &story.aileen, None, duty), take_duty(&service.bothy, &other, None, duty));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        let refused = if one.is_ok() { two } else { one };
        assert!(matches!(refused, Err(ActionError::Rule(DutyRefused::TakenAlready { .. }))));
    }

    async fn passing_on_needs_the_other_ones_yes(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let sam = story.build.person("Sam", &[Role::Coordinator], None).await;
        let sam_known = story.build.known(sam).await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        let duty = duties(&service.bothy, &story.aileen).await[0].duty.id;
        take_duty(&service.bothy, &story.aileen, None, duty).await.unwrap();
        let passing = pass_duty(&service.bothy, &story.aileen, None, duty, sam).await.unwrap();
        assert_eq!(passing.holder(), Some(story.aileen.sign_in.person));
        let yes = bothy_domain::duties::Answer::Yes;
        let taken = bothy_actions::duties::answer_passing(&service.bothy, &sam_known, None, duty, yes).await.unwrap();
        assert_eq!(taken.holder(), Some(sam));
    }

    async fn nobody_does_anything_and_it_is_late_and_climbs_by_itself(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let ishbel = story.build.person("Ishbel", &[Role::Administrator], None).await;
        let ishbel = story.build.known(ishbel).await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        story.build.later(24).await;
        let at_due = &duties(&service.bothy, &story.aileen).await[0].duty;
        assert!(!at_due.is_late(service.clock.now()));
        story.build.later(4).await;
        let climbed = duties(&service.bothy, &ishbel).await;
        assert_eq!(climbed[0].duty.owner, Owner::Role(Role::Administrator));
        assert!(climbed[0].duty.is_late(service.clock.now()));
        assert_eq!(climbed[0].duty.state, DutyState::Open);
    }

    async fn a_hundred_racers_and_one_has_the_seat(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let group = story.build.group("Big group", None).await;
        let place = story.build.place("Big Hall").await;
        let mut plan = tuesday_evening(group, place, vec![None]);
        plan.date = date(2026, 11, 25);
        let (_, seats) = story.build.session(plan).await;
        let mut racers = Vec::new();
        for number in 0..100 {
            racers.push(story.build.supporter(&format!("Racer {number}")).await);
        }
        let mut race = tokio::task::JoinSet::new();
        for person in racers {
            let (bothy, aileen, act, seat) = (service.bothy.clone(), story.aileen.clone(), story.build.act(), seats[0]);
            race.spawn(async move { give_seat(&bothy, &aileen, act, seat, person).await });
        }
        let mut won = 0;
        while let Some(ended) = race.join_next().await {
            match ended.unwrap() {
                Ok(_) => won += 1,
                Err(error) => assert!(matches!(error, ActionError::Rule(SeatRefused::TakenAlready { .. })), "{error:?}"),
            }
        }
        assert_eq!(won, 1);
    }

    async fn an_action_dropped_at_any_poll_is_done_whole_or_not_at_all(service: Service) {
        for times in 0..25 {
            let story = tuesday(&service, &format!("lothian{times}")).await;
            let act = story.build.act();
            drop(polled(hand_back_seat(&service.bothy, &story.joan, act, story.seats[0]), times).await);
            // The phone comes back and sends the same form again: whatever happened, it happens once.
            hand_back_seat(&service.bothy, &story.joan, act, story.seats[0]).await.unwrap();
            assert_eq!(holders(&story).await[0], None);
            assert_eq!(offers(&story).await.iter().filter(|offer| offer.answer.is_none()).count(), 3);
            assert_eq!(duties(&service.bothy, &story.aileen).await.len(), 1);
        }
    }

    async fn two_organisations_side_by_side_and_nothing_crosses(service: Service) {
        let here = tuesday(&service, "lothian").await;
        let there = tuesday(&service, "forth").await;
        hand_back_seat(&service.bothy, &here.joan, here.build.act(), here.seats[0]).await.unwrap();
        assert!(is_ready(&there).await);
        assert!(offers(&there).await.is_empty());
        assert!(duties(&service.bothy, &there.aileen).await.is_empty());
        let crossing = hand_back_seat(&service.bothy, &there.joan, there.build.act(), here.seats[1]).await;
        assert!(matches!(crossing, Err(ActionError::NotFound)));
        let person = there.could[0].sign_in.person;
        let crossing = give_seat(&service.bothy, &here.aileen, here.build.act(), here.seats[0], person).await;
        assert!(matches!(crossing, Err(ActionError::NotFound)));
        let duty = duties(&service.bothy, &here.aileen).await[0].duty.id;
        assert!(matches!(take_duty(&service.bothy, &there.aileen, None, duty).await, Err(ActionError::NotFound)));
    }

    async fn a_coordinator_of_another_branch_does_not_see_it(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let (east, west) = (build.branch("East").await, build.branch("West").await);
        let group = build.group("Tuesday group", Some(east)).await;
        let place = build.place("Hall").await;
        let (_, seats) = build.session(tuesday_evening(group, place, vec![None, None])).await;
        let ours = build.person("Aileen", &[Role::Coordinator], Some(east)).await;
        let ours = build.known(ours).await;
        let theirs = build.person("Sam", &[Role::Coordinator], Some(west)).await;
        let theirs = build.known(theirs).await;
        let joan = build.supporter("Joan").await;
        assert!(!duties(&service.bothy, &ours).await.is_empty());
        assert!(duties(&service.bothy, &theirs).await.is_empty());
        let refused = give_seat(&service.bothy, &theirs, build.act(), seats[0], joan).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
    }

    async fn two_nodes_on_one_database_agree(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let node = service.second_node().await;
        hand_back_seat(&node, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        let one = offer_to(&story, &story.could[0]).await;
        let two = offer_to(&story, &story.could[1]).await;
        let (first, second) = tokio::join!(
            answer_offer(&service.bothy, &story.could[0], story.build.act(), one, Reply::Yes),
            answer_offer(&node, &story.could[1], story.build.act(), two, Reply::Yes),
        );
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
        assert!(is_ready(&story).await);
        node.db.close().await;
    }

    async fn the_sealed_audit_verifies_and_a_changed_entry_breaks_it(service: Service) {
        let story = tuesday(&service, "lothian").await;
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        let Verified::Sound { entries, unsealed, .. } = chain(&story).await else { panic!("the chain is broken") };
        assert!(entries > 10 && unsealed == 1, "{entries} {unsealed}");
        bothy_store::audit::tamper_for_test(&service.bothy.db, story.build.organisation).await.unwrap();
        assert!(matches!(chain(&story).await, Verified::Broken { .. }));
    }

    async fn a_failed_write_leaves_neither_half_a_change_nor_an_act_without_audit(service: Service) {
        let story = tuesday(&service, "lothian").await;
        let Verified::Sound { entries: before, .. } = chain(&story).await else { panic!("the chain is broken") };
        let refused = hand_back_seat(&service.bothy, &story.tam, story.build.act(), story.seats[0]).await;
        assert!(refused.is_err());
        let Verified::Sound { entries: after, unsealed, .. } = chain(&story).await else { panic!("the chain is broken") };
        // Only the entry of the sealing itself was added.
        assert_eq!((after, unsealed), (before + 1, 1));
    }
}
