//! Joan adds a passkey and signs in with it; what was answered, is late, or belongs elsewhere opens nothing.

use crate::getting_in_story;
use crate::passkey_story;

use bothy_actions::access::tries::From;
use bothy_actions::access::{
    AskedBrowser, Begun, Known, PasskeyAttempt, PasskeyRefused, RelyingParty, SignInRefused, add_passkey, ask_recovery,
    ask_to_add, ask_to_sign_in, remove_passkey, say_yes, see_account, see_recoveries, sign_in_with_passkey, use_link,
};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::passkey::NameRefused;
use bothy_domain::access::second_step::Next;
use bothy_domain::access::{Device, Role};
use bothy_domain::audit::Looks;
use bothy_domain::ids::{OrganisationId, PasskeyId, PersonId};
use bothy_store::StoreError;
use bothy_store::access::challenges;
use bothy_store::audit::{AuditAsked, AuditLine, page_of};
use bothy_store::jobs::{Queued, newest};
use bothy_testkit::{Build, on_both};
use getting_in_story::{GOOD, Story, at, story};
use jiff::SignedDuration;
use passkey_story::{ADDRESS, SoftDevice};

type Answer<T> = Result<T, ActionError<PasskeyRefused>>;

fn party() -> RelyingParty {
    RelyingParty::at(ADDRESS).unwrap()
}

fn is<T>(answer: &Answer<T>, wanted: PasskeyRefused) -> bool {
    matches!(answer, Err(ActionError::Rule(refused)) if *refused == wanted)
}

fn is_wrong<T>(answer: &Answer<T>) -> bool {
    is(answer, PasskeyRefused::Try(SignInRefused::Wrong))
}

async fn asked_to_add(bothy: &Bothy, who: &Known, password: &str) -> Answer<AskedBrowser> {
    ask_to_add(bothy, who, &party(), "Work laptop", password.into(), at("a")).await
}

/// A device with a passkey of somebody who is signed in.
async fn with_passkey(bothy: &Bothy, who: &Known, password: &str, number: u8) -> SoftDevice {
    let mut device = SoftDevice::new(number);
    let asked = asked_to_add(bothy, who, password).await.unwrap();
    let made = device.makes(&asked.options);
    add_passkey(bothy, who, &party(), asked.id, "Work laptop", made).await.unwrap();
    device
}

/// Somebody with a password and these hats, signed in, and their device.
async fn joan(story: &Story, roles: &[Role]) -> (PersonId, Known, SoftDevice) {
    let joan = story.has_password("Joan", roles).await;
    let known = story.build.known(joan).await;
    let device = with_passkey(&story.build.service.bothy, &known, GOOD, 1).await;
    (joan, known, device)
}

async fn asks(bothy: &Bothy, organisation: OrganisationId) -> AskedBrowser {
    ask_to_sign_in(bothy, organisation, &party(), at("a")).await.unwrap()
}

async fn answers(bothy: &Bothy, organisation: OrganisationId, to: &AskedBrowser, answer: String) -> Answer<Begun> {
    let attempt = PasskeyAttempt { challenge: to.id, answer, device: Device::Own, from: at("a") };
    sign_in_with_passkey(bothy, organisation, &party(), attempt).await
}

impl Story {
    async fn comes(&self, device: &mut SoftDevice) -> Answer<Begun> {
        let asked = asks(&self.build.service.bothy, self.build.organisation).await;
        let answer = device.says(&asked.options);
        answers(&self.build.service.bothy, self.build.organisation, &asked, answer).await
    }

    /// What was done, as the audit has it.
    async fn acts(&self) -> Vec<String> {
        let organisation = self.build.organisation;
        let lines = self.build.service.bothy.db.snapshot("acts", organisation, |tx, organisation| {
            Box::pin(async move { page_of(tx, *organisation, &AuditAsked::default(), Looks::All, 1000).await })
        });
        let lines: Result<Vec<AuditLine>, StoreError> = lines.await;
        lines.unwrap().into_iter().map(|line| line.past.act).collect()
    }

    async fn open(&self) -> i64 {
        let read: Result<i64, StoreError> = self
            .build
            .service
            .bothy
            .db
            .snapshot("open", self.build.organisation, |tx, organisation| {
                Box::pin(async move { challenges::open_for_test(tx, *organisation).await })
            })
            .await;
        read.unwrap()
    }
}

/// Takes a passkey away with this password.
async fn removes(bothy: &Bothy, who: &Known, id: PasskeyId, password: &str) -> Result<(), ActionError<PasskeyRefused>> {
    remove_passkey(bothy, who, id, password.into(), at("home")).await
}

on_both! {
    async fn a_coordinator_comes_in_with_a_passkey_and_no_code_is_asked_for(service: Service) {
        let story = story(&service).await;
        let (joan, known, mut device) = joan(&story, &[Role::Coordinator]).await;
        assert_eq!(story.joan(GOOD, at("a")).await.unwrap().next, Next::SetUp, "by password she takes both steps");
        let begun = story.comes(&mut device).await.unwrap();
        assert_eq!((begun.next, begun.device), (Next::In, Device::Own));
        assert!(begun.known_device.is_some());
        assert_eq!(story.known(&begun).await.unwrap().sign_in.person, joan);
        let acts = story.acts().await;
        assert!(acts.contains(&"signed-in".into()) && acts.contains(&"used-passkey".into()), "{acts:?}");
        let seen = see_account(&service.bothy, &known).await.unwrap();
        assert_eq!(seen.passkeys[0].name, "Work laptop");
        assert_eq!(seen.passkeys[0].used_at, Some(service.clock.now()));
        story.comes(&mut device).await.unwrap();
    }

    async fn on_a_device_that_others_use_the_sign_in_is_short_and_the_browser_is_not_known_again(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let asked = asks(&service.bothy, story.build.organisation).await;
        let answer = device.says(&asked.options);
        let attempt = PasskeyAttempt { challenge: asked.id, answer, device: Device::Shared, from: at("a") };
        let begun = sign_in_with_passkey(&service.bothy, story.build.organisation, &party(), attempt).await.unwrap();
        assert!(begun.known_device.is_none());
        story.later(SignedDuration::from_mins(15));
        assert!(story.known(&begun).await.is_none());
    }

    async fn a_question_takes_one_answer_right_or_wrong(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let (bothy, organisation) = (&service.bothy, story.build.organisation);
        let asked = asks(bothy, organisation).await;
        answers(bothy, organisation, &asked, device.says(&asked.options)).await.unwrap();
        let again = answers(bothy, organisation, &asked, device.says(&asked.options)).await;
        assert!(is(&again, PasskeyRefused::Over));
        let asked = asks(bothy, organisation).await;
        let mut stranger = SoftDevice::new(9);
        assert!(is_wrong(&answers(bothy, organisation, &asked, stranger.says(&asked.options)).await));
        let after_wrong = answers(bothy, organisation, &asked, device.says(&asked.options)).await;
        assert!(is(&after_wrong, PasskeyRefused::Over));
        assert_eq!(story.open().await, 0);
    }

    async fn of_two_who_answer_the_same_question_at_once_one_is_in(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let (organisation, second) = (story.build.organisation, service.second_node().await);
        let asked = asks(&service.bothy, organisation).await;
        let (one, other) = (device.says(&asked.options), device.says(&asked.options));
        let (one, other) =
            tokio::join!(answers(&service.bothy, organisation, &asked, one), answers(&second, organisation, &asked, other));
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|ok| **ok).count(), 1);
    }

    async fn a_question_of_one_node_is_answered_at_another(service: Service) {
        let story = story(&service).await;
        let second = service.second_node().await;
        let joan = story.has_password("Joan", &[Role::Supporter]).await;
        let known = story.build.known(joan).await;
        let mut device = SoftDevice::new(1);
        let asked = asked_to_add(&service.bothy, &known, GOOD).await.unwrap();
        add_passkey(&second, &known, &party(), asked.id, "Phone", device.makes(&asked.options)).await.unwrap();
        let asked = asks(&second, story.build.organisation).await;
        answers(&service.bothy, story.build.organisation, &asked, device.says(&asked.options)).await.unwrap();
    }

    async fn a_question_is_open_for_five_minutes(service: Service) {
        let story = story(&service).await;
        let (joan, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let (bothy, organisation) = (&service.bothy, story.build.organisation);
        let asked = asks(bothy, organisation).await;
        story.later(SignedDuration::from_mins(5) - SignedDuration::from_secs(1));
        answers(bothy, organisation, &asked, device.says(&asked.options)).await.unwrap();
        let asked = asks(bothy, organisation).await;
        story.later(SignedDuration::from_mins(5));
        let late = answers(bothy, organisation, &asked, device.says(&asked.options)).await;
        assert!(is(&late, PasskeyRefused::Over));
        let known = story.build.known(joan).await;
        let asked = asked_to_add(bothy, &known, GOOD).await.unwrap();
        story.later(SignedDuration::from_mins(5));
        let made = SoftDevice::new(2).makes(&asked.options);
        let late = add_passkey(bothy, &known, &party(), asked.id, "Phone", made).await;
        assert!(is(&late, PasskeyRefused::Over));
    }

    async fn a_question_to_add_belongs_to_one_sign_in_and_is_none_to_sign_in_with(service: Service) {
        let story = story(&service).await;
        let joan = story.has_password("Joan", &[Role::Supporter]).await;
        let (first, second) = (story.build.known(joan).await, story.build.known(joan).await);
        let bothy = &service.bothy;
        let asked = asked_to_add(bothy, &first, GOOD).await.unwrap();
        let made = SoftDevice::new(2).makes(&asked.options);
        assert!(is(&add_passkey(bothy, &second, &party(), asked.id, "Phone", made).await, PasskeyRefused::Over));
        let mut device = with_passkey(bothy, &first, GOOD, 1).await;
        let to_add = asked_to_add(bothy, &first, GOOD).await.unwrap();
        let to_come = asks(bothy, story.build.organisation).await;
        let answer = device.says(&to_come.options);
        let crossed = answers(bothy, story.build.organisation, &to_add, answer).await;
        assert!(is(&crossed, PasskeyRefused::Over));
        let made = SoftDevice::new(3).makes(&asked_to_add(bothy, &first, GOOD).await.unwrap().options);
        assert!(is(&add_passkey(bothy, &first, &party(), to_come.id, "Phone", made).await, PasskeyRefused::Over));
    }

    async fn a_passkey_of_one_organisation_opens_nothing_in_another(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let other = Build::organisation(&service, "forth").await;
        let morag = other.person("Morag", &[Role::Coordinator], None).await;
        let (bothy, theirs) = (&service.bothy, other.organisation);
        let asked = asks(bothy, theirs).await;
        assert!(is_wrong(&answers(bothy, theirs, &asked, device.says(&asked.options)).await));
        let ours = asks(bothy, story.build.organisation).await;
        let elsewhere = answers(bothy, theirs, &ours, device.says(&ours.options)).await;
        assert!(is(&elsewhere, PasskeyRefused::Over), "a question belongs to its organisation");
        // Even where the other organisation knows a passkey of the same letters, the device says whose it is.
        let known = other.known(morag).await;
        let mut hers = with_passkey(bothy, &known, "", 1).await;
        let asked = asks(bothy, theirs).await;
        assert!(is_wrong(&answers(bothy, theirs, &asked, device.says(&asked.options)).await));
        hers.counter = device.counter;
        let asked = asks(bothy, theirs).await;
        let begun = answers(bothy, theirs, &asked, hers.says(&asked.options)).await.unwrap();
        assert_eq!(story.known(&begun).await.unwrap().sign_in.organisation, theirs);
    }

    async fn a_passkey_that_was_removed_opens_nothing(service: Service) {
        let story = story(&service).await;
        let (_, known, mut device) = joan(&story, &[Role::Supporter]).await;
        let id = see_account(&service.bothy, &known).await.unwrap().passkeys[0].id;
        let other = story.build.known(story.aileen).await;
        assert!(matches!(removes(&service.bothy, &other, id, "").await, Err(ActionError::NotFound)));
        // A browser left open is not enough to lock its owner out.
        assert!(is_wrong(&removes(&service.bothy, &known, id, "four yellow lanterns").await));
        assert!(!see_account(&service.bothy, &known).await.unwrap().passkeys.is_empty());
        removes(&service.bothy, &known, id, GOOD).await.unwrap();
        assert!(story.acts().await.contains(&"passkey-removed".into()));
        // Both were told to their owner, in case it was somebody else.
        let told: Result<Vec<Queued>, StoreError> =
            service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { newest(tx, 2).await })).await;
        let told: Vec<String> = told.unwrap().into_iter().map(|one| one.notice.kind).collect();
        assert_eq!(told, ["passkey-removed", "passkey-added"]);
        assert!(is_wrong(&story.comes(&mut device).await));
        assert!(matches!(removes(&service.bothy, &known, id, GOOD).await, Err(ActionError::NotFound)));
    }

    async fn the_only_way_in_of_somebody_without_a_password_stays(service: Service) {
        let story = story(&service).await;
        let una = story.build.person("Una", &[Role::Supporter], None).await;
        let known = story.build.known(una).await;
        with_passkey(&service.bothy, &known, "", 1).await;
        let only = see_account(&service.bothy, &known).await.unwrap().passkeys[0].id;
        assert!(is(&removes(&service.bothy, &known, only, "").await, PasskeyRefused::LastWayIn));
        with_passkey(&service.bothy, &known, "", 2).await;
        removes(&service.bothy, &known, only, "").await.unwrap();
        with_passkey(&service.bothy, &known, "", 3).await;
        story.later(SignedDuration::from_mins(15));
        let other = see_account(&service.bothy, &known).await.unwrap().passkeys[0].id;
        assert!(is(&removes(&service.bothy, &known, other, "").await, PasskeyRefused::NotJustNow));
        let late = asked_to_add(&service.bothy, &known, "").await;
        assert!(is(&late, PasskeyRefused::NotJustNow), "a browser left open is not enough");
    }

    async fn whoever_wears_no_hat_any_more_is_answered_like_a_stranger(service: Service) {
        let story = story(&service).await;
        let until = service.clock.now() + SignedDuration::from_hours(1);
        let una = story.build.person_until("Una", &[Role::Supporter], None, Some(until)).await;
        let mut device = with_passkey(&service.bothy, &story.build.known(una).await, "", 1).await;
        story.comes(&mut device).await.unwrap();
        story.later(SignedDuration::from_hours(2));
        assert!(is_wrong(&story.comes(&mut device).await));
    }

    async fn a_device_that_counts_backwards_is_turned_away_and_it_is_written_down(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let mut copy = device.clone();
        for _ in 0..3 {
            story.comes(&mut device).await.unwrap();
        }
        assert!(is_wrong(&story.comes(&mut copy).await));
        assert!(story.acts().await.contains(&"passkey-went-back".into()));
        story.comes(&mut device).await.unwrap();
    }

    async fn a_device_that_did_not_make_sure_of_its_owner_is_not_enough(service: Service) {
        let story = story(&service).await;
        let (_, known, mut device) = joan(&story, &[Role::Coordinator]).await;
        device.verified = false;
        assert!(is_wrong(&story.comes(&mut device).await));
        let mut unsure = SoftDevice::new(2);
        unsure.verified = false;
        let asked = asked_to_add(&service.bothy, &known, GOOD).await.unwrap();
        let made = unsure.makes(&asked.options);
        let added = add_passkey(&service.bothy, &known, &party(), asked.id, "Phone", made).await;
        assert!(is(&added, PasskeyRefused::NotRight));
    }

    async fn an_answer_given_on_another_page_opens_nothing(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        device.origin = "https://bothy.example.evil.test".into();
        assert!(is_wrong(&story.comes(&mut device).await));
        device.origin = ADDRESS.into();
        story.comes(&mut device).await.unwrap();
    }

    async fn adding_asks_for_the_password_and_a_wrong_one_is_slowed(service: Service) {
        let story = story(&service).await;
        let joan = story.has_password("Joan", &[Role::Supporter]).await;
        let known = story.build.known(joan).await;
        let nameless = ask_to_add(&service.bothy, &known, &party(), " ", GOOD.into(), at("a")).await;
        assert!(is(&nameless, PasskeyRefused::Name(NameRefused::None)));
        let mut last = asked_to_add(&service.bothy, &known, "four yellow lanterns").await;
        assert!(is_wrong(&last));
        for _ in 0..6 {
            last = asked_to_add(&service.bothy, &known, "four yellow lanterns").await;
        }
        assert!(matches!(last, Err(ActionError::Rule(PasskeyRefused::Try(SignInRefused::TooEarly(_))))));
        assert_eq!(story.open().await, 0);
    }

    async fn whoever_tries_passkeys_again_and_again_is_slowed(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let mut early = 0;
        for number in 2..80 {
            let asked = ask_to_sign_in(&service.bothy, story.build.organisation, &party(), at("b")).await;
            let Ok(asked) = asked else { early += 1; continue };
            let answer = SoftDevice::new(number).says(&asked.options);
            let attempt = PasskeyAttempt { challenge: asked.id, answer, device: Device::Own, from: at("b") };
            let tried = sign_in_with_passkey(&service.bothy, story.build.organisation, &party(), attempt).await;
            assert!(tried.is_err());
        }
        assert!(early > 0, "fifty wrong ones from one address cost nothing, then they wait");
        story.comes(&mut device).await.unwrap();
    }

    async fn questions_of_strangers_do_not_fill_the_database(service: Service) {
        let story = story(&service).await;
        let (_, _, mut device) = joan(&story, &[Role::Supporter]).await;
        let ours = asks(&service.bothy, story.build.organisation).await;
        for _ in 0..130 {
            let from = From { address: "elsewhere".into(), ..From::default() };
            ask_to_sign_in(&service.bothy, story.build.organisation, &party(), from).await.unwrap();
        }
        assert_eq!(story.open().await, 101);
        let answer = device.says(&ours.options);
        answers(&service.bothy, story.build.organisation, &ours, answer).await.unwrap();
    }

    async fn a_recovery_ends_every_passkey(service: Service) {
        let story = story(&service).await;
        let (_, known, mut device) = joan(&story, &[Role::Supporter]).await;
        let (bothy, organisation) = (&service.bothy, story.build.organisation);
        let sam = story.build.person("Sam", &[Role::SafeguardingLead], None).await;
        ask_recovery(bothy, organisation, "joan@example.net", at("c")).await.unwrap();
        let asked = see_recoveries(bothy, &story.build.known(sam).await).await.unwrap();
        for who in [sam, story.aileen] {
            story.later(SignedDuration::from_secs(1));
            say_yes(bothy, &story.build.known(who).await, asked[0].id, ADDRESS.into()).await.unwrap();
        }
        story.comes(&mut device).await.unwrap();
        let open = asked_to_add(bothy, &known, GOOD).await.unwrap();
        let link = story.link().await;
        use_link(bothy, organisation, &link, "four yellow lanterns".into()).await.unwrap();
        assert!(is_wrong(&story.comes(&mut device).await), "it may be in other hands");
        let made = SoftDevice::new(2).makes(&open.options);
        let added = add_passkey(bothy, &known, &party(), open.id, "Phone", made).await;
        assert!(is(&added, PasskeyRefused::Over));
    }
}
