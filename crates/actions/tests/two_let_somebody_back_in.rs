//! Joan lost her phone and her password: two who work here speak with her, and she is back in.

use crate::getting_in_story;

use bothy_actions::ActionError;
use bothy_actions::access::show_code::code_for_test;
use bothy_actions::access::{
    SeenAsking, ask_recovery, say_no, say_yes, see_recoveries, see_set_up, show_code, use_link,
};
use bothy_domain::access::Role;
use bothy_domain::access::recovery::{Said, YesRefused};
use bothy_domain::access::second_step::Next;
use bothy_domain::ids::PersonId;
use bothy_store::{StoreError, jobs};
use bothy_testkit::on_both;
use getting_in_story::{GOOD, Story, at, is_wrong, story};
use jiff::SignedDuration;

const BASE: &str = "https://bothy.example";

impl Story {
    async fn asks(&self, email: &str) {
        self.later(SignedDuration::from_secs(1));
        ask_recovery(&self.build.service.bothy, self.build.organisation, email, at("a")).await.unwrap();
    }

    async fn waiting(&self, who: PersonId) -> Vec<SeenAsking> {
        see_recoveries(&self.build.service.bothy, &self.build.known(who).await).await.unwrap()
    }

    async fn yes(&self, who: PersonId, asked: &SeenAsking) -> Result<Said, ActionError<YesRefused>> {
        self.later(SignedDuration::from_secs(1));
        say_yes(&self.build.service.bothy, &self.build.known(who).await, asked.id, BASE.into()).await
    }

    /// The kinds of what stands in the outbox, newest first, with for whom.
    async fn outbox(&self) -> Vec<(String, PersonId)> {
        let db = &self.build.service.bothy.db;
        let all: Result<Vec<jobs::Queued>, StoreError> =
            db.snapshot("outbox", (), |tx, ()| Box::pin(async move { jobs::newest(tx, 50).await })).await;
        all.unwrap().into_iter().map(|one| (one.notice.kind, one.notice.person)).collect()
    }
}

on_both! {
    async fn an_administrator_and_one_other_say_yes_and_everything_from_before_is_over(service: Service) {
        let story = story(&service).await;
        let joan = story.has_password("Joan", &[Role::Coordinator]).await;
        let sam = story.build.person("Sam", &[Role::SafeguardingLead], None).await;
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        let secret = see_set_up(&service.bothy, &begun.token).await.unwrap().unwrap().secret;
        let code = code_for_test(&secret, service.clock.now());
        let lost_phone = show_code(&service.bothy, &begun.token, &code, at("a")).await.unwrap().begun;
        story.asks(" JOAN@example.net").await;
        let told = story.outbox().await;
        assert!(told.contains(&("recovery-asked".into(), story.aileen)));
        assert!(told.contains(&("recovery-asked-for-you".into(), joan)));
        let asked = story.waiting(sam).await;
        assert_eq!((asked.len(), asked[0].person), (1, joan));
        assert_eq!(story.yes(sam, &asked[0]).await.unwrap(), Said::First);
        assert_ne!(story.outbox().await[0].0, "recovered", "one is not enough");
        let again = story.yes(sam, &asked[0]).await;
        assert!(matches!(again, Err(ActionError::Rule(YesRefused::SamePerson))));
        assert_eq!(story.yes(story.aileen, &asked[0]).await.unwrap(), Said::Both);
        assert_eq!(story.outbox().await[0], ("recovered".into(), joan));
        assert!(story.known(&lost_phone).await.is_some(), "until she has a new password");
        let link = story.link().await;
        use_link(&service.bothy, story.build.organisation, &link, "four yellow lanterns".into()).await.unwrap();
        assert!(story.known(&lost_phone).await.is_none());
        assert!(is_wrong(&story.joan(GOOD, at("a")).await));
        let begun = story.joan("four yellow lanterns", at("a")).await.unwrap();
        assert_eq!(begun.next, Next::SetUp, "the lost phone's codes are over too");
        let late = story.yes(story.aileen, &asked[0]).await;
        assert!(matches!(late, Err(ActionError::Rule(YesRefused::Closed))));
    }

    async fn two_without_an_administrator_let_nobody_in(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let sam = story.build.person("Sam", &[Role::SafeguardingLead], None).await;
        let una = story.build.person("Una", &[Role::Coordinator], None).await;
        story.asks("joan@example.net").await;
        let asked = story.waiting(sam).await;
        story.yes(sam, &asked[0]).await.unwrap();
        let second = story.yes(una, &asked[0]).await;
        assert!(matches!(second, Err(ActionError::Rule(YesRefused::NeedsAdministrator))));
        assert_ne!(story.outbox().await[0].0, "recovered");
    }

    async fn nobody_says_yes_for_themselves_or_without_working_here(service: Service) {
        let story = story(&service).await;
        let sam = story.build.person("Sam", &[Role::SafeguardingLead], None).await;
        let tam = story.build.supporter("Tam").await;
        story.asks("aileen@example.org").await;
        let asked = story.waiting(sam).await;
        assert!(story.waiting(story.aileen).await.is_empty(), "one's own asking is not in the list");
        let own = story.yes(story.aileen, &asked[0]).await;
        assert!(matches!(own, Err(ActionError::Rule(YesRefused::Themselves))));
        assert!(matches!(story.yes(tam, &asked[0]).await, Err(ActionError::NotFound)));
        let seen = see_recoveries(&service.bothy, &story.build.known(tam).await).await;
        assert!(matches!(seen, Err(ActionError::NotFound)));
    }

    async fn an_asking_of_another_organisation_is_not_there(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        story.asks("joan@example.net").await;
        let asked = story.waiting(story.aileen).await;
        let other = bothy_testkit::Build::organisation(&service, "forth").await;
        let morag = other.person("Morag", &[Role::Administrator], None).await;
        let known = other.known(morag).await;
        assert!(see_recoveries(&service.bothy, &known).await.unwrap().is_empty());
        let answer = say_yes(&service.bothy, &known, asked[0].id, BASE.into()).await;
        assert!(matches!(answer, Err(ActionError::NotFound)));
    }

    async fn one_no_closes_it_and_three_days_do_too(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let sam = story.build.person("Sam", &[Role::SafeguardingLead], None).await;
        story.asks("joan@example.net").await;
        let asked = story.waiting(sam).await;
        story.yes(story.aileen, &asked[0]).await.unwrap();
        say_no(&service.bothy, &story.build.known(sam).await, asked[0].id).await.unwrap();
        assert!(matches!(story.yes(sam, &asked[0]).await, Err(ActionError::Rule(YesRefused::Closed))));
        story.asks("joan@example.net").await;
        let second = story.waiting(sam).await;
        assert_eq!(second.len(), 1);
        story.later(SignedDuration::from_hours(72));
        assert!(story.waiting(sam).await.is_empty());
        assert!(matches!(story.yes(sam, &second[0]).await, Err(ActionError::Rule(YesRefused::Closed))));
    }

    async fn asking_again_and_again_tells_nobody_twice_and_an_unknown_address_tells_nobody(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let before = story.outbox().await.len();
        for _ in 0..20 {
            story.asks("joan@example.net").await;
            story.asks("nobody@example.net").await;
        }
        assert_eq!(story.outbox().await.len(), before + 2);
        assert_eq!(story.waiting(story.aileen).await.len(), 1);
    }

    async fn two_who_say_yes_at_the_same_moment_count_as_two(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let sam = story.build.person("Sam", &[Role::SafeguardingLead], None).await;
        story.asks("joan@example.net").await;
        let asked = story.waiting(sam).await;
        let (one, other) = (story.build.known(sam).await, story.build.known(story.aileen).await);
        let (one, other) = tokio::join!(
            say_yes(&service.bothy, &one, asked[0].id, BASE.into()),
            say_yes(&service.bothy, &other, asked[0].id, BASE.into()),
        );
        let both = [one.unwrap(), other.unwrap()];
        assert!(both.contains(&Said::First) && both.contains(&Said::Both), "{both:?}");
        let links = story.outbox().await.into_iter().filter(|(kind, _)| kind == "recovered").count();
        assert_eq!(links, 1);
    }
}
