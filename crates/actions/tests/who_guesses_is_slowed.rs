//! A stranger guesses, and the owner is not kept out; a second step, codes that count once, spare ones.

use crate::getting_in_story;

use bothy_actions::ActionError;
use bothy_actions::access::show_code::code_for_test;
use bothy_actions::access::tries::From;
use bothy_actions::access::{
    WaiveRefused, ask_second_step, begin_app, change_app, confirm_app, see_account, see_app, see_set_up, show_code,
    token_hash, waive_second_step,
};
use bothy_domain::access::second_step::Next;
use bothy_domain::access::{Device, Role};
use bothy_store::access::code_app;
use bothy_store::{Commit, StoreError};
use bothy_testkit::on_both;
use getting_in_story::{GOOD, at, is_early, is_wrong, story};
use jiff::SignedDuration;

on_both! {
    async fn a_thousand_wrong_tries_by_a_stranger_do_not_stop_the_owner_on_her_own_phone(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let phone = story.joan(GOOD, at("home")).await.unwrap();
        let hers = From { device: phone.known_device.clone(), ..at("library") };
        let (mut heard, mut early) = (0, 0);
        for _ in 0..1_000 {
            let tried = story.joan("not her password", at("library")).await;
            heard += u32::from(is_wrong(&tried));
            early += u32::from(is_early(&tried));
        }
        assert_eq!(heard + early, 1_000);
        assert!(heard <= 7, "{heard} of a thousand were heard");
        // From the very same address, at the same moment.
        assert!(story.joan(GOOD, hers.clone()).await.is_ok());
        // And from anywhere else, on a device that nobody knows.
        assert!(story.joan(GOOD, at("elsewhere")).await.is_ok());
        assert!(is_early(&story.joan(GOOD, at("library")).await), "a stranger from there still waits");
    }

    async fn a_stolen_cookie_of_a_device_is_slowed_too_and_never_by_more_than_a_minute(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let phone = story.joan(GOOD, at("home")).await.unwrap();
        let hers = From { device: phone.known_device.clone(), ..at("home") };
        for _ in 0..30 {
            let _ = story.joan("not her password", hers.clone()).await;
            story.later(SignedDuration::from_secs(61));
        }
        let _ = story.joan("not her password", hers.clone()).await;
        assert!(is_early(&story.joan(GOOD, hers.clone()).await));
        story.later(SignedDuration::from_secs(60));
        assert!(story.joan(GOOD, hers).await.is_ok());
    }

    async fn a_cookie_that_was_never_given_out_makes_nobody_known(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let planted = From { device: Some("0".repeat(64)), ..at("a") };
        let begun = story.joan(GOOD, planted.clone()).await.unwrap();
        assert_ne!(begun.known_device, planted.device, "what somebody put there is not taken over");
    }

    async fn whoever_guesses_at_many_accounts_from_one_place_is_slowed(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let mut early = 0;
        for number in 0..60 {
            let tried = story.tries(&format!("person{number}@example.net"), GOOD, at("one place"), Device::Own).await;
            early += u32::from(is_early(&tried));
        }
        assert!(early > 0, "each account once, and yet slowed");
        assert!(story.joan(GOOD, at("another place")).await.is_ok());
    }

    async fn a_coordinator_sets_up_codes_before_she_is_in_and_no_code_counts_twice(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Coordinator]).await;
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        assert_eq!(begun.next, Next::SetUp);
        assert!(story.known(&begun).await.is_none(), "the password alone opens nothing");
        let secret = see_set_up(&service.bothy, &begun.token).await.unwrap().unwrap().secret;
        let code = code_for_test(&secret, service.clock.now());
        let wrong = show_code(&service.bothy, &begun.token, "000000", at("a")).await;
        assert!(is_wrong(&wrong) || code == "000000");
        let stepped = show_code(&service.bothy, &begun.token, &code, at("a")).await.unwrap();
        assert_eq!(stepped.spares.len(), 8);
        assert!(story.known(&stepped.begun).await.is_some());
        assert!(story.known(&begun).await.is_none(), "a new token for the whole sign-in");
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        assert_eq!(begun.next, Next::ShowIt);
        assert!(see_set_up(&service.bothy, &begun.token).await.unwrap().is_none(), "the secret is not shown again");
        assert!(is_wrong(&show_code(&service.bothy, &begun.token, &code, at("a")).await), "used before");
        story.later(SignedDuration::from_secs(30));
        let next = code_for_test(&secret, service.clock.now());
        assert!(show_code(&service.bothy, &begun.token, &next, at("a")).await.is_ok());
    }

    async fn a_spare_code_lets_in_once_and_ten_minutes_are_enough_to_find_it(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Coordinator]).await;
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        let secret = see_set_up(&service.bothy, &begun.token).await.unwrap().unwrap().secret;
        let code = code_for_test(&secret, service.clock.now());
        let spares = show_code(&service.bothy, &begun.token, &code, at("a")).await.unwrap().spares;
        let late = story.joan(GOOD, at("a")).await.unwrap();
        story.later(SignedDuration::from_mins(10));
        let over = show_code(&service.bothy, &late.token, &spares[0], at("a")).await;
        assert!(matches!(over, Err(ActionError::NotFound)));
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        let stepped = show_code(&service.bothy, &begun.token, &spares[0].to_uppercase(), at("a")).await.unwrap();
        assert_eq!(see_account(&service.bothy, &story.known(&stepped.begun).await.unwrap()).await.unwrap().spares_left, 7);
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        assert!(is_wrong(&show_code(&service.bothy, &begun.token, &spares[0], at("a")).await));
    }

    async fn a_spare_code_is_too_long_to_be_guessed_back_and_shorter_ones_from_before_let_in_still(service: Service) {
        let story = story(&service).await;
        let joan = story.has_password("Joan", &[Role::Coordinator]).await;
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        let secret = see_set_up(&service.bothy, &begun.token).await.unwrap().unwrap().secret;
        let code = code_for_test(&secret, service.clock.now());
        let spares = show_code(&service.bothy, &begun.token, &code, at("a")).await.unwrap().spares;
        let letters = |spare: &String| spare.chars().filter(|letter| *letter != '-').count();
        assert!(spares.iter().all(|spare| letters(spare) * 5 >= 112), "five bits a letter: {spares:?}");
        let before = vec![token_hash("abcdefghjkmnpqrs")];
        service
            .bothy
            .db
            .write("before", (story.build.organisation, joan, before), |w, (organisation, joan, before)| {
                Box::pin(async move {
                    code_app::keep_spares(w, *organisation, *joan, before).await?;
                    Ok::<_, StoreError>(Commit::Sealed(()))
                })
            })
            .await
            .unwrap();
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        assert!(show_code(&service.bothy, &begun.token, "ABCD efgh jkmn pqrs", at("a")).await.is_ok());
    }

    async fn codes_cannot_be_guessed_one_after_the_other(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Coordinator]).await;
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        let mut heard = 0;
        for number in 0..100 {
            heard += u32::from(is_wrong(&show_code(&service.bothy, &begun.token, &format!("{number:06}"), at("a")).await));
        }
        assert!(heard <= 6, "{heard}");
    }

    async fn an_administrator_lets_the_second_step_be_with_a_reason_and_asks_again(service: Service) {
        let story = story(&service).await;
        let joan = story.has_password("Joan", &[Role::Coordinator]).await;
        let aileen = story.build.known(story.aileen).await;
        let none = waive_second_step(&service.bothy, &aileen, joan, "  ").await;
        assert!(matches!(none, Err(ActionError::Rule(WaiveRefused::NoReason))));
        let own = waive_second_step(&service.bothy, &aileen, story.aileen, "I am in a hurry").await;
        assert!(matches!(own, Err(ActionError::Rule(WaiveRefused::Themselves))));
        let sam = story.build.person("Sam", &[Role::Coordinator], None).await;
        let other = waive_second_step(&service.bothy, &story.build.known(sam).await, joan, "Why not").await;
        assert!(matches!(other, Err(ActionError::NotFound)));
        waive_second_step(&service.bothy, &aileen, joan, "She has no phone that can do it").await.unwrap();
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        assert_eq!(begun.next, Next::In);
        ask_second_step(&service.bothy, &aileen, joan).await.unwrap();
        assert!(story.known(&begun).await.is_none(), "what was let in with less is out");
        assert_eq!(story.joan(GOOD, at("a")).await.unwrap().next, Next::SetUp);
    }

    async fn a_supporter_chooses_codes_and_moves_them_to_a_new_phone(service: Service) {
        let story = story(&service).await;
        story.has_password("Joan", &[Role::Supporter]).await;
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        assert_eq!(begun.next, Next::In);
        let joan = story.known(&begun).await.unwrap();
        let wrong = begin_app(&service.bothy, &joan, "four yellow lanterns".into(), at("a")).await;
        assert!(wrong.is_err(), "whoever found her phone does not shut her out with codes of theirs");
        assert!(see_app(&service.bothy, &joan).await.unwrap().is_none());
        begin_app(&service.bothy, &joan, GOOD.into(), at("a")).await.unwrap();
        assert_eq!(story.joan(GOOD, at("a")).await.unwrap().next, Next::In, "not before it works");
        let old = see_app(&service.bothy, &joan).await.unwrap().unwrap().secret;
        let code = code_for_test(&old, service.clock.now());
        assert_eq!(confirm_app(&service.bothy, &joan, &code, at("a")).await.unwrap().len(), 8);
        assert!(see_app(&service.bothy, &joan).await.unwrap().is_none());
        assert_eq!(story.joan(GOOD, at("a")).await.unwrap().next, Next::ShowIt);
        begin_app(&service.bothy, &joan, GOOD.into(), at("a")).await.unwrap();
        assert!(see_app(&service.bothy, &joan).await.unwrap().is_none(), "a browser left open changes no phone");
        assert!(is_wrong(&change_app(&service.bothy, &joan, &code, at("a")).await), "used before");
        story.later(SignedDuration::from_secs(30));
        let code = code_for_test(&old, service.clock.now());
        change_app(&service.bothy, &joan, &code, at("a")).await.unwrap();
        let new = see_app(&service.bothy, &joan).await.unwrap().unwrap().secret;
        assert_ne!(old, new);
        let code = code_for_test(&new, service.clock.now());
        confirm_app(&service.bothy, &joan, &code, at("a")).await.unwrap();
        story.later(SignedDuration::from_secs(30));
        let begun = story.joan(GOOD, at("a")).await.unwrap();
        let from_the_old = code_for_test(&old, service.clock.now());
        assert!(is_wrong(&show_code(&service.bothy, &begun.token, &from_the_old, at("a")).await));
        let from_the_new = code_for_test(&new, service.clock.now());
        assert!(show_code(&service.bothy, &begun.token, &from_the_new, at("a")).await.is_ok());
    }
}
