//! A worry on a Sunday: somebody without an account writes, two named people are told, one says that they have it.

use bothy_actions::access::Known;
use bothy_actions::duties::see_today;
use bothy_actions::safety::{
    RaiseRefused, Raised, ReadersRefused, Worry, acknowledge_concern, name_readers, raise_concern, receipt_bytes,
    see_concern,
};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::duties::{DutyRule, Owner};
use bothy_domain::ids::{ActId, ConcernId};
use bothy_domain::safety::receipt;
use bothy_domain::safety::{About, ConcernRefused, Danger};
use bothy_testkit::{Build, Service, on_both};
use jiff::Timestamp;

struct Sunday {
    build: Build,
    sam: Known,
    rhona: Known,
    aileen: Known,
}

async fn sunday(service: &Service) -> Sunday {
    let build = Build::organisation(service, "lothian").await;
    service.clock.set("2026-11-29T03:00:00Z".parse().unwrap());
    let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let rhona = build.person("Rhona", &[Role::Coordinator], None).await;
    let aileen = build.person("Aileen", &[Role::Coordinator, Role::Administrator], None).await;
    let story = Sunday {
        sam: build.known(sam).await,
        rhona: build.known(rhona).await,
        aileen: build.known(aileen).await,
        build,
    };
    name_readers(&service.bothy, &story.aileen, [sam, rhona]).await.unwrap();
    story
}

fn worry(story: &Sunday, danger: Danger) -> Worry {
    Worry {
        act: story.build.act(),
        danger,
        about: About::SomebodyElse,
        words: "She did not come and she does not answer".into(),
        reach_back: String::new(),
    }
}

async fn raise(story: &Sunday, danger: Danger) -> Raised {
    raise_concern(&story.build.service.bothy, story.build.organisation, worry(story, danger)).await.unwrap()
}

async fn worries(bothy: &Bothy, who: &Known) -> Vec<bothy_store::duties::Listed> {
    let (from, to): (Timestamp, Timestamp) =
        ("2026-11-29T00:00:00Z".parse().unwrap(), "2026-11-30T00:00:00Z".parse().unwrap());
    let duties = see_today(bothy, who, from, to).await.unwrap().duties;
    duties.into_iter().filter(|one| one.duty.rule == DutyRule::WorryWaiting).collect()
}

async fn concern_of(story: &Sunday) -> ConcernId {
    ConcernId::new(worries(&story.build.service.bothy, &story.sam).await[0].subject)
}

/// Two acts whose worries would have the same words on their receipts: among some hundred thousand there are two.
fn two_that_meet() -> [ActId; 2] {
    let mut drawn = std::collections::HashMap::new();
    loop {
        let act = ActId::new(uuid::Uuid::new_v4());
        if let Some(before) = drawn.insert(receipt::words(receipt_bytes(act, 0)), act) {
            return [before, act];
        }
    }
}

on_both! {
    async fn two_worries_that_drew_the_same_receipt_are_both_taken_and_each_has_its_own(service: Service) {
        let story = sunday(&service).await;
        let mut said = Vec::new();
        for act in two_that_meet() {
            let told = Worry { act, ..worry(&story, Danger::No) };
            let first = raise_concern(&service.bothy, story.build.organisation, told.clone()).await.unwrap();
            let again = raise_concern(&service.bothy, story.build.organisation, told).await.unwrap();
            assert_eq!(first, again);
            said.push(first.receipt);
        }
        assert_ne!(said[0], said[1]);
        assert_eq!(worries(&service.bothy, &story.sam).await.len(), 2);
    }

    async fn two_worries_that_draw_the_same_receipt_at_the_same_moment_are_both_taken(service: Service) {
        let story = sunday(&service).await;
        for round in 1..=5 {
            let mut telling = tokio::task::JoinSet::new();
            for act in two_that_meet() {
                let (bothy, organisation) = (service.bothy.clone(), story.build.organisation);
                let told = Worry { act, ..worry(&story, Danger::No) };
                telling.spawn(async move { raise_concern(&bothy, organisation, told).await });
            }
            let said: Vec<Raised> = telling.join_all().await.into_iter().map(Result::unwrap).collect();
            assert_ne!(said[0], said[1]);
            assert_eq!(worries(&service.bothy, &story.sam).await.len(), 2 * round);
        }
    }

    async fn a_worry_pressed_ten_times_at_once_is_told_once_and_each_press_gets_its_receipt(service: Service) {
        let story = sunday(&service).await;
        let told = worry(&story, Danger::No);
        let mut presses = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let (bothy, organisation, told) = (service.bothy.clone(), story.build.organisation, told.clone());
            presses.spawn(async move { raise_concern(&bothy, organisation, told).await });
        }
        let answers: Vec<Raised> = presses.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|one| one == &answers[0]), "{answers:?}");
        assert_eq!(worries(&service.bothy, &story.sam).await.len(), 1);
    }

    async fn two_named_people_are_told_and_it_stands_on_the_first_ones_page(service: Service) {
        let story = sunday(&service).await;
        raise(&story, Danger::No).await;
        let queued = service.bothy.db
            .snapshot("outbox", (), |tx, ()| Box::pin(async move { bothy_store::jobs::newest(tx, 50).await }))
            .await
            .unwrap();
        let mut told: Vec<_> = queued.iter().map(|one| one.notice.person).collect();
        told.sort_unstable();
        told.dedup();
        let mut readers = vec![story.sam.sign_in.person, story.rhona.sign_in.person];
        readers.sort_unstable();
        assert_eq!(told, readers);
        assert!(queued.iter().all(|one| !one.notice.words.contains("answer")), "a notice never says what was written");
        assert_eq!(worries(&service.bothy, &story.sam).await.len(), 1);
        assert!(worries(&service.bothy, &story.aileen).await.is_empty());
    }

    async fn nobody_answers_and_it_climbs(service: Service) {
        let story = sunday(&service).await;
        raise(&story, Danger::No).await;
        let owner = worries(&service.bothy, &story.sam).await[0].duty.owner;
        assert_eq!(owner, Owner::Person(story.sam.sign_in.person));
        story.build.later(12).await;
        let owner = worries(&service.bothy, &story.rhona).await[0].duty.owner;
        assert_eq!(owner, Owner::Person(story.rhona.sign_in.person));
        story.build.later(12).await;
        assert_eq!(worries(&service.bothy, &story.sam).await[0].duty.owner, Owner::Role(Role::SafeguardingLead));
        story.build.later(24).await;
        assert_eq!(worries(&service.bothy, &story.aileen).await[0].duty.owner, Owner::Role(Role::Administrator));
    }

    async fn the_first_who_has_it_has_it(service: Service) {
        let story = sunday(&service).await;
        raise(&story, Danger::YesOrNotSure).await;
        let concern = concern_of(&story).await;
        acknowledge_concern(&service.bothy, &story.sam, concern).await.unwrap();
        assert!(worries(&service.bothy, &story.sam).await.is_empty());
        let second = acknowledge_concern(&service.bothy, &story.rhona, concern).await;
        let sam = story.sam.sign_in.person;
        assert!(matches!(second, Err(ActionError::Rule(ConcernRefused::HasItAlready { by })) if by == sam));
    }

    async fn nobody_but_its_readers_reads_it(service: Service) {
        let story = sunday(&service).await;
        raise(&story, Danger::No).await;
        let concern = concern_of(&story).await;
        let read = see_concern(&service.bothy, &story.rhona, concern).await.unwrap().row;
        assert!(read.words.contains("does not answer"));
        assert!(matches!(see_concern(&service.bothy, &story.aileen, concern).await, Err(ActionError::NotFound)));
        let other = Build::organisation(&service, "forth").await;
        let lead = other.person("Lead", &[Role::SafeguardingLead], None).await;
        let lead = other.known(lead).await;
        assert!(matches!(see_concern(&service.bothy, &lead, concern).await, Err(ActionError::NotFound)));
    }

    async fn the_same_form_twice_is_one_worry(service: Service) {
        let story = sunday(&service).await;
        let worry = worry(&story, Danger::No);
        let organisation = story.build.organisation;
        let one = raise_concern(&service.bothy, organisation, worry.clone()).await.unwrap();
        let two = raise_concern(&service.bothy, organisation, worry.clone()).await.unwrap();
        assert_eq!(one.receipt, two.receipt);
        let other = Worry { words: "Something else".into(), ..worry };
        assert!(matches!(
            raise_concern(&service.bothy, organisation, other).await,
            Err(ActionError::SentBefore { .. })
        ));
        assert_eq!(worries(&service.bothy, &story.sam).await.len(), 1);
    }

    async fn one_person_twice_is_not_two_people(service: Service) {
        let story = sunday(&service).await;
        let sam = story.sam.sign_in.person;
        let refused = name_readers(&service.bothy, &story.aileen, [sam, sam]).await;
        assert!(matches!(refused, Err(ActionError::Rule(ReadersRefused::SamePerson))));
    }

    async fn a_worry_where_nobody_is_named_is_refused_and_says_so(service: Service) {
        let build = Build::organisation(&service, "empty").await;
        let story = Sunday { ..sunday_without_readers(&build).await };
        let refused = raise_concern(&service.bothy, build.organisation, worry(&story, Danger::No)).await;
        assert!(matches!(refused, Err(ActionError::Rule(RaiseRefused::NobodyReads))));
    }
}

async fn sunday_without_readers(build: &Build) -> Sunday {
    let aileen = build.person("Aileen", &[Role::Administrator], None).await;
    let known = build.known(aileen).await;
    Sunday { build: build.clone(), sam: known.clone(), rhona: known.clone(), aileen: known }
}
