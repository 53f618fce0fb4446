//! Joan is invited, chooses a password, signs in; a device is lost, a password changed.

use crate::getting_in_story;

use bothy_actions::ActionError;
use bothy_actions::access::{
    By, ChangeRefused, InviteRefused, NewPerson, SignInRefused, UseLinkRefused, change_password, end_device,
    end_everywhere, invite_again, invite_person, see_account, see_link, use_link,
};
use bothy_actions::keeping::{Courier, Outcome, send_waiting};
use bothy_domain::access::password::PasswordRefused;
use bothy_domain::access::{Device, Role};
use bothy_store::{Commit, StoreError, access, jobs};
use bothy_testkit::{Build, on_both};
use getting_in_story::{GOOD, at, is_wrong, story};
use jiff::SignedDuration;

on_both! {
    async fn somebody_invited_chooses_a_password_once_and_signs_in(service: Service) {
        let story = story(&service).await;
        let (joan, token) = story.invited("Joan", &[Role::Supporter]).await;
        let (bothy, organisation) = (&service.bothy, story.build.organisation);
        assert!(is_wrong(&story.joan(GOOD, at("a")).await), "no password yet");
        assert_eq!(see_link(bothy, organisation, &token).await.unwrap().unwrap().shown_name, "Joan");
        let short = use_link(bothy, organisation, &token, "turnip".into()).await;
        assert!(matches!(short, Err(ActionError::Rule(UseLinkRefused::Password(PasswordRefused::TooShort)))));
        let name = use_link(bothy, organisation, &token, "lothian-peer-26".into()).await;
        assert!(matches!(name, Err(ActionError::Rule(UseLinkRefused::Password(PasswordRefused::AName)))));
        use_link(bothy, organisation, &token, GOOD.into()).await.unwrap();
        let again = use_link(bothy, organisation, &token, "another good long one".into()).await;
        assert!(matches!(again, Err(ActionError::NotFound)), "a link works once");
        let begun = story.tries(" Joan@Example.NET ", GOOD, at("a"), Device::Own).await.unwrap();
        let known = story.known(&begun).await.unwrap();
        assert_eq!(known.sign_in.person, joan);
        assert!(known.standing.wears_somewhere(Role::Supporter));
    }

    async fn a_link_of_an_invitation_ends_after_seven_days_and_a_new_one_ends_it_too(service: Service) {
        let story = story(&service).await;
        let (joan, first) = story.invited("Joan", &[Role::Supporter]).await;
        let (bothy, organisation) = (&service.bothy, story.build.organisation);
        let aileen = story.build.known(story.aileen).await;
        story.later(SignedDuration::from_secs(1));
        invite_again(bothy, &aileen, joan, "https://bothy.example".into()).await.unwrap();
        let second = story.link().await;
        assert!(see_link(bothy, organisation, &first).await.unwrap().is_none());
        story.later(SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(1));
        assert!(see_link(bothy, organisation, &second).await.unwrap().is_some());
        story.later(SignedDuration::from_secs(1));
        assert!(see_link(bothy, organisation, &second).await.unwrap().is_none());
        let late = use_link(bothy, organisation, &second, GOOD.into()).await;
        assert!(matches!(late, Err(ActionError::NotFound)));
    }

    async fn a_link_of_one_organisation_opens_nothing_in_another(service: Service) {
        let story = story(&service).await;
        let (_, token) = story.invited("Joan", &[Role::Supporter]).await;
        let other = Build::organisation(&service, "forth").await;
        assert!(see_link(&service.bothy, other.organisation, &token).await.unwrap().is_none());
        let used = use_link(&service.bothy, other.organisation, &token, GOOD.into()).await;
        assert!(matches!(used, Err(ActionError::NotFound)));
    }

    async fn an_address_is_invited_once_and_only_by_an_administrator(service: Service) {
        let story = story(&service).await;
        let sam = story.build.person("Sam", &[Role::Coordinator], None).await;
        let by = By::Administrator(Box::new(story.build.known(sam).await));
        let refused = invite_person(&service.bothy, by, story.newcomer("Joan", &[Role::Supporter])).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
        let by = By::Administrator(Box::new(story.build.known(story.aileen).await));
        let joan = story.newcomer("Joan", &[Role::Supporter]);
        let first = invite_person(&service.bothy, by.clone(), joan.clone()).await.unwrap();
        let pressed_twice = invite_person(&service.bothy, by.clone(), joan).await.unwrap();
        assert_eq!(first.person, pressed_twice.person);
        let other = NewPerson { email: "JOAN@example.net".into(), ..story.newcomer("Jo", &[Role::Supporter]) };
        let taken = invite_person(&service.bothy, by, other).await;
        assert!(matches!(taken, Err(ActionError::Rule(InviteRefused::AlreadyHere))));
    }

    async fn somebody_whose_hats_are_all_off_is_answered_like_a_stranger(service: Service) {
        let story = story(&service).await;
        let una = story.build.person("Una", &[], None).await;
        let aileen = story.build.known(story.aileen).await;
        story.later(SignedDuration::from_secs(1));
        invite_again(&service.bothy, &aileen, una, "https://bothy.example".into()).await.unwrap();
        use_link(&service.bothy, story.build.organisation, &story.link().await, GOOD.into()).await.unwrap();
        assert!(is_wrong(&story.tries("una@example.org", GOOD, at("a"), Device::Own).await));
    }

    async fn a_shared_device_is_signed_out_after_a_quarter_of_an_hour_without_use(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let shared = story.tries("joan@example.net", GOOD, at("a"), Device::Shared).await.unwrap();
        assert!(shared.known_device.is_none(), "a library's computer is not known again");
        for _ in 0..31 {
            story.later(SignedDuration::from_mins(14));
            assert!(story.known(&shared).await.is_some(), "used within a quarter of an hour");
        }
        story.later(SignedDuration::from_mins(15));
        assert!(story.known(&shared).await.is_none());
    }

    async fn every_sign_in_ends_however_much_it_is_used(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let shared = story.tries("joan@example.net", GOOD, at("a"), Device::Shared).await.unwrap();
        let own = story.joan(GOOD, at("a")).await.unwrap();
        for _ in 0..48 {
            assert!(story.known(&shared).await.is_some());
            story.later(SignedDuration::from_mins(10));
        }
        assert!(story.known(&shared).await.is_none(), "eight hours");
        for _ in 0..89 {
            story.later(SignedDuration::from_hours(24));
            assert!(story.known(&own).await.is_some());
        }
        story.later(SignedDuration::from_hours(24));
        assert!(story.known(&own).await.is_none(), "ninety days");
    }

    async fn ones_own_device_is_signed_out_after_fourteen_days_without_use(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let own = story.joan(GOOD, at("a")).await.unwrap();
        story.later(SignedDuration::from_hours(14 * 24) - SignedDuration::from_secs(1));
        assert!(story.known(&own).await.is_some());
        story.later(SignedDuration::from_hours(14 * 24));
        assert!(story.known(&own).await.is_none());
    }

    async fn looking_at_a_page_writes_once_a_minute_at_most(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let own = story.joan(GOOD, at("a")).await.unwrap();
        let noted = story.known(&own).await.unwrap().sign_in.used_at;
        story.later(SignedDuration::from_secs(59));
        story.known(&own).await.unwrap();
        assert_eq!(story.known(&own).await.unwrap().sign_in.used_at, noted);
        story.later(SignedDuration::from_secs(1));
        story.known(&own).await.unwrap();
        assert_eq!(story.known(&own).await.unwrap().sign_in.used_at, service.clock.now());
    }

    async fn one_device_is_signed_out_or_all_of_them_and_only_by_their_owner(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let (phone, tablet) = (story.joan(GOOD, at("a")).await.unwrap(), story.joan(GOOD, at("a")).await.unwrap());
        let (joan, lost) = (story.known(&phone).await.unwrap(), story.known(&tablet).await.unwrap());
        let aileen = story.build.known(story.aileen).await;
        let others = end_device(&service.bothy, &aileen, lost.sign_in.id).await;
        assert!(matches!(others, Err(ActionError::NotFound)), "not hers to end");
        assert_eq!(see_account(&service.bothy, &joan).await.unwrap().devices.len(), 2);
        end_device(&service.bothy, &joan, lost.sign_in.id).await.unwrap();
        assert!(story.known(&tablet).await.is_none() && story.known(&phone).await.is_some());
        end_everywhere(&service.bothy, &joan).await.unwrap();
        assert!(story.known(&phone).await.is_none());
    }

    async fn with_a_twenty_first_device_the_one_not_used_for_longest_is_signed_out(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let mut begun = Vec::new();
        for _ in 0..20 {
            begun.push(story.joan(GOOD, at("a")).await.unwrap());
            story.later(SignedDuration::from_mins(2));
        }
        // She uses the first one still.
        assert!(story.known(&begun[0]).await.is_some());
        story.later(SignedDuration::from_mins(2));
        let last = story.joan(GOOD, at("a")).await.unwrap();
        assert!(story.known(&begun[1]).await.is_none(), "not used for longest");
        for stays in [&begun[0], &begun[2], &begun[19], &last] {
            assert!(story.known(stays).await.is_some());
        }
        let known = story.known(&last).await.unwrap();
        assert_eq!(see_account(&service.bothy, &known).await.unwrap().devices.len(), 20);
        // Another's sign-ins are not touched by it.
        assert!(see_account(&service.bothy, &story.build.known(story.aileen).await).await.unwrap().devices.len() <= 2);
    }

    async fn a_change_of_what_somebody_may_do_ends_their_sign_ins_at_once(service: Service) {
        let story = story(&service).await;
        let joan = story.has_password("Joan", &[Role::Supporter]).await;
        let own = story.joan(GOOD, at("a")).await.unwrap();
        let known = story.known(&own).await.unwrap();
        let input = (story.build.organisation, joan);
        service.bothy.db.write("bump", input, |w, (organisation, joan)| Box::pin(async move {
            access::bump(w, *organisation, *joan).await?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })).await.unwrap();
        // Not a second later: at the next page.
        assert!(story.known(&own).await.is_none());
        assert!(see_account(&service.bothy, &known).await.unwrap().devices.is_empty());
    }

    async fn a_new_password_needs_the_old_one_and_signs_every_other_device_out(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let (phone, other) = (story.joan(GOOD, at("a")).await.unwrap(), story.joan(GOOD, at("a")).await.unwrap());
        let joan = story.known(&phone).await.unwrap();
        let change = |before: &str, after: &str| {
            change_password(&service.bothy, &joan, at("a"), before.to_owned(), after.to_owned())
        };
        let wrong = change("not the old one", "four yellow lanterns").await;
        assert!(matches!(wrong, Err(ActionError::Rule(ChangeRefused::Old(SignInRefused::Wrong)))));
        let weak = change(GOOD, "password12345").await;
        assert!(matches!(weak, Err(ActionError::Rule(ChangeRefused::New(PasswordRefused::TooCommon)))));
        change(GOOD, "four yellow lanterns").await.unwrap();
        assert!(story.known(&phone).await.is_some() && story.known(&other).await.is_none());
        assert!(is_wrong(&story.joan(GOOD, at("a")).await));
        assert!(story.joan("four yellow lanterns", at("a")).await.is_ok());
    }

    async fn the_outbox_forgets_a_link_that_has_left(service: Service) {
        let story = story(&service).await;
        story.invited("Joan", &[Role::Supporter]).await;
        send_waiting(&service.bothy, &Sends, 10).await.unwrap();
        let newest = service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { jobs::newest(tx, 1).await }));
        let newest: Result<Vec<jobs::Queued>, StoreError> = newest.await;
        let newest = newest.unwrap();
        assert_eq!((newest[0].state.as_str(), newest[0].notice.words.as_str()), ("sent", "{}"));
    }
}

/// A courier to whom everything can be given.
struct Sends;

impl Courier for Sends {
    fn carry<'a>(&'a self, _: &'a jobs::Queued, _: jiff::Timestamp) -> futures_util::future::BoxFuture<'a, Outcome> {
        Box::pin(async { Outcome::Sent })
    }
}
