//! An organisation asks for more: what comes is judged by it, and what was held is not made worse afterwards.

use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::groups::{GroupWords, edit_group};
use bothy_actions::keeping::see_own_record;
use bothy_actions::organisations::see_settings::Asked;
use bothy_actions::organisations::{AskRefused, ask_of_all, see_settings};
use bothy_actions::sessions::{SessionSeen, see_session};
use bothy_domain::access::Role;
use bothy_domain::ids::{GroupId, SessionId};
use bothy_domain::organisations::policy_versions::PolicyChange;
use bothy_domain::organisations::set_up::{Program, Set};
use bothy_domain::supporters::everyone::{AskedOfAll, SupervisionAsked};
use bothy_store::{StoreError, groups};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use jiff::civil::date;

/// Tuesday 24 November with two facilitators, and the same a week and a fortnight later.
struct Story {
    build: Build,
    aileen: Known,
    group: GroupId,
    tuesdays: [SessionId; 3],
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let (joan, tam) = (build.supporter("Joan").await, build.supporter("Tam").await);
    let mut tuesdays = Vec::new();
    for day in [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)] {
        let mut plan = tuesday_evening(group, place, vec![Some(joan), Some(tam)]);
        plan.date = day;
        tuesdays.push(build.session(plan).await.0);
    }
    let aileen = build.person("Aileen", &[Role::Coordinator, Role::Administrator], None).await;
    let aileen = build.known(aileen).await;
    Story { build, aileen, group, tuesdays: tuesdays.try_into().unwrap() }
}

impl Story {
    async fn sees(&self, number: usize) -> SessionSeen {
        see_session(&self.build.service.bothy, &self.aileen, self.tuesdays[number]).await.unwrap()
    }

    async fn asks(&self, before: AskedOfAll, after: AskedOfAll, why: &str) -> Result<(), ActionError<AskRefused>> {
        ask_of_all(&self.build.service.bothy, &self.aileen, self.build.act(), before, after, why).await
    }

    async fn minimum(&self, minimum: u8, why: &str) {
        let (organisation, id) = (self.build.organisation, self.group);
        let found = self.build.service.bothy.db.snapshot("group", (organisation, id), |tx, (organisation, id)| {
            Box::pin(async move { groups::find(tx, *organisation, *id).await })
        });
        let found: Result<_, StoreError> = found.await;
        let group = found.unwrap().unwrap();
        let words = GroupWords {
            purpose: group.purpose,
            for_whom: group.for_whom,
            what_happens: group.what_happens,
            how_to_come: group.how_to_come,
            kind: group.kind,
            minimum,
            why: why.into(),
            own: group.own,
        };
        let (bothy, act) = (&self.build.service.bothy, self.build.act());
        edit_group(bothy, &self.aileen, act, &group.slug, group.version, words).await.unwrap();
    }

    async fn versions(&self) -> Asked {
        let program = Program { letters: Set::Yes, tls: Set::Yes };
        see_settings(&self.build.service.bothy, &self.aileen, program).await.unwrap().asked
    }
}

fn every(weeks: u16) -> AskedOfAll {
    AskedOfAll { supervision: SupervisionAsked::Weeks(weeks), ..AskedOfAll::USUAL }
}

on_both! {
    async fn what_began_is_judged_by_what_was_asked_then_and_what_comes_by_what_is_asked_now(service: Service) {
        let story = story(&service).await;
        assert!(story.sees(0).await.readiness.is_ready());
        assert!(story.sees(0).await.held.is_none(), "nothing is fixed before it begins");
        // Tuesday, two hours after it began. Their supervision was on Monday 23 November.
        service.clock.set("2026-11-24T21:00:00Z".parse().unwrap());
        story.asks(AskedOfAll::USUAL, every(1), "Everybody is new this winter").await.unwrap();
        story.minimum(3, "").await;
        let (past, next, after) = (story.sees(0).await, story.sees(1).await, story.sees(2).await);
        assert!(past.readiness.is_ready(), "{:?}", past.readiness);
        assert_eq!((past.facts.minimum, past.seats[0].asks.everyone), (2, AskedOfAll::USUAL));
        let held = past.held.unwrap();
        assert_eq!((held.version.number, held.of_all), (1, AskedOfAll::USUAL));
        assert_eq!((next.facts.minimum, next.seats[0].asks.everyone), (3, every(1)));
        assert!(!after.readiness.is_ready() && next.held.is_none());
        // A week on, the second one has begun under what is asked since; what is asked later changes it no more.
        service.clock.set("2026-12-02T09:00:00Z".parse().unwrap());
        story.asks(every(1), AskedOfAll::default(), "").await.unwrap();
        story.minimum(1, "").await;
        let second = story.sees(1).await;
        assert_eq!((second.facts.minimum, second.seats[0].asks.everyone), (3, every(1)));
        assert_eq!(second.held.unwrap().version.number, 3);
        assert_eq!(story.sees(0).await.facts.minimum, 2);
        assert!(story.sees(2).await.readiness.is_ready(), "nothing is asked of those to come");
    }

    async fn every_change_is_a_version_with_its_time_its_maker_and_its_reason(service: Service) {
        let story = story(&service).await;
        assert_eq!(story.versions().await.versions.all().len(), 1, "as it stood");
        story.asks(AskedOfAll::USUAL, every(6), "  The supervisor has more hours ").await.unwrap();
        story.minimum(3, "Too many come for two").await;
        // Saved again with nothing changed, or sent twice: no version.
        story.minimum(3, "").await;
        story.asks(every(6), every(6), "").await.unwrap();
        let asked = story.versions().await;
        let changes: Vec<_> = asked.versions.all().iter().map(|one| (one.number, one.change)).collect();
        assert_eq!(
            changes,
            [
                (1, PolicyChange::OfAll { before: None, after: AskedOfAll::USUAL }),
                (2, PolicyChange::OfAll { before: Some(AskedOfAll::USUAL), after: every(6) }),
                (3, PolicyChange::Minimum { group: story.group, before: 2, after: 3 }),
            ]
        );
        let aileen = story.aileen.sign_in.person;
        let by: Vec<_> = asked.versions.all().iter().map(|one| one.by).collect();
        assert_eq!(by, [None, Some(aileen), Some(aileen)]);
        assert_eq!(asked.versions.all()[1].from, service.clock.now());
        assert_eq!(asked.reasons.into_iter().collect::<Vec<_>>(), [(2, "The supervisor has more hours".to_owned()), (3, "Too many come for two".to_owned())]);
        assert_eq!(asked.groups[&story.group], "Tuesday group");
        let long = story.asks(every(6), every(7), &"a".repeat(501)).await;
        assert!(matches!(long, Err(ActionError::Rule(AskRefused::TooLong { most: 500 }))), "{long:?}");
    }

    async fn of_two_who_change_it_at_once_the_second_is_told_and_makes_no_version(service: Service) {
        let story = story(&service).await;
        let (first, second) =
            tokio::join!(story.asks(AskedOfAll::USUAL, every(4), "One"), story.asks(AskedOfAll::USUAL, every(6), "Other"));
        let stale = [&first, &second].iter().filter(|one| matches!(one, Err(ActionError::Stale))).count();
        assert_eq!(stale, 1, "{first:?} {second:?}");
        assert_eq!(story.versions().await.versions.all().len(), 2);
    }

    async fn what_somebody_changed_is_in_what_they_are_given_of_themselves(service: Service) {
        let story = story(&service).await;
        story.minimum(3, "").await;
        let record = see_own_record(&service.bothy, &story.aileen).await.unwrap();
        let part = record.parts.iter().find(|part| part.heading == "What you changed of what is asked for").unwrap();
        let group = ("Group".to_owned(), "Tuesday group".to_owned());
        assert!(part.rows.len() == 1 && part.rows[0].contains(&group), "{part:?}");
    }
}
