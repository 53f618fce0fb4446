//! An organisation with its own accounts: its provider is a process beside the test, asked over real HTTP.

use crate::accounts_story;

use accounts_story::{ADDRESS, Browser, GOOD, SETTINGS, notices, now, organisation, sets_up};
use bothy_domain::audit::Looks;
use bothy_store::audit::{AuditAsked, AuditLine, page_of};
use bothy_testkit::provider::{CLIENT_SECRET, Provider, serve};
use bothy_testkit::{Build, Service, on_both};
use jiff::SignedDuration;
use serde_json::json;

/// The stories start this sentence once more, as a process of its own that serves as a provider.
#[test]
fn a_provider_is_a_process_of_its_own() {
    serve();
    let provider = Provider::start("an_organisation_with_its_own_accounts::a_provider_is_a_process_of_its_own");
    assert_eq!(provider.heard(), 0);
}

/// The acts of the audit, in order.
async fn acts(service: &Service, build: &Build) -> Vec<String> {
    let entries = service.bothy.db.snapshot("acts", build.organisation, |tx, organisation| {
        Box::pin(async move { page_of(tx, *organisation, &AuditAsked::default(), Looks::All, 1000).await })
    });
    let entries: Result<Vec<AuditLine>, bothy_store::StoreError> = entries.await;
    entries.unwrap().into_iter().map(|entry| entry.past.act).collect()
}

on_both! {
    async fn joan_accepts_her_invitation_with_her_account_and_signs_in_with_it(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let joan = ours.joins(&service, "Joan", "supporter").await;
        assert!(!joan.is_in(), "linking is not signing in");
        assert!(joan.get("/sign-in").await.html.contains("Sign in with your Lothian account"));
        // Her own device is known as her own, and she is asked for nothing more.
        let seen = joan.signs_in(&ours.provider, "own").await;
        assert_eq!((seen.status.as_u16(), seen.to.as_str()), (303, "/o/lothian/my-day"), "{}", seen.html);
        assert!(seen.set.iter().any(|line| line.starts_with("bothy=") && line.contains("Max-Age=7776000")));
        assert!(joan.get("/account").await.html.contains("the account that your organisation gave you"));
        let acts = acts(&service, &ours.build).await;
        for act in ["provider-set-up", "accepted-with-account", "used-account-elsewhere", "signed-in"] {
            assert!(acts.iter().any(|one| one == act), "{act}: {acts:?}");
        }
        // The invitation is spent, by whichever way it was accepted.
        assert_eq!(notices(&service, 1).await[0].notice.kind, "account-linked");
    }

    async fn each_sign_in_has_a_token_of_its_own_and_a_shared_device_is_the_safe_guess(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let joan = ours.joins(&service, "Joan", "supporter").await;
        joan.signs_in(&ours.provider, "own").await;
        let first = joan.cookies.lock().unwrap()["bothy"].clone();
        let address = joan.goes("").await;
        assert!(address.contains("prompt=login"), "the one before may still be signed in there: {address}");
        let seen = joan.comes_back(&ours.provider.signs_in(&address)).await;
        assert_eq!(seen.status, 303);
        assert_ne!(joan.cookies.lock().unwrap()["bothy"], first);
        assert!(seen.set.iter().any(|line| line.starts_with("bothy=") && !line.contains("Max-Age")));
        assert!(!joan.goes("own").await.contains("prompt="));
    }

    async fn the_address_to_come_back_to_is_the_services_own_whatever_the_browser_says(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let mut browser = Browser::new(&service, &ours.prefix);
        browser.host = "elsewhere.example".into();
        let address = browser.goes("own").await;
        assert!(address.contains("redirect_uri=https%3A%2F%2Fbothy.example%2Fo%2Flothian%2Fsign-in%2Felsewhere%2Fback"));
        assert!(!address.contains("elsewhere.example"), "{address}");
        for part in ["code_challenge=", "code_challenge_method=S256", "nonce=", "state=", "scope=openid&"] {
            assert!(format!("{address}&").contains(part), "{part}: {address}");
        }
        // A service that was not told its address lets nobody sign in like this.
        let untold = Browser::at(&service, &ours.prefix, None);
        assert!(!untold.get("/sign-in").await.html.contains("Lothian account"));
        assert_eq!(untold.post("/sign-in/elsewhere", &[("device", "own")]).await.status, 422);
    }

    async fn nobody_is_found_by_an_email(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        // Joan is here, with a password; the provider vouches for her address, under a number nobody linked.
        let link = ours.invites(&service, "Joan", "supporter").await;
        let joan = Browser::new(&service, &ours.prefix);
        assert_eq!(joan.post(&link, &[("password", GOOD)]).await.status, 303);
        ours.provider.says(&json!({ "claims": { "sub": "somebody-9", "email": "joan@example.net" } }));
        let stranger = Browser::new(&service, &ours.prefix);
        let seen = stranger.signs_in(&ours.provider, "own").await;
        assert_eq!(seen.status, 422);
        assert!(seen.html.contains("Nobody here is linked to that account"), "{}", seen.html);
        assert!(!stranger.is_in());
        // Nor by a number that is her address.
        ours.provider.says(&json!({ "claims": { "sub": "joan@example.net" } }));
        assert_eq!(stranger.signs_in(&ours.provider, "own").await.status, 422);
        assert!(!stranger.is_in());
    }

    async fn what_is_not_signed_as_it_has_to_be_lets_nobody_in(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let joan = ours.joins(&service, "Joan", "supporter").await;
        let at = service.clock.now().as_second();
        let right = json!({ "sub": "joan-7" });
        let cases = [
            ("a wrong nonce", json!({ "claims": { "sub": "joan-7", "nonce": "another" } })),
            ("no nonce", json!({ "claims": { "sub": "joan-7", "nonce": null } })),
            ("another audience", json!({ "claims": { "sub": "joan-7", "aud": "another-program" } })),
            ("several audiences", json!({ "claims": { "sub": "joan-7", "aud": ["bothy-lothian", "another"] } })),
            ("another issuer", json!({ "claims": { "sub": "joan-7", "iss": "https://login.example.org" } })),
            ("over", json!({ "claims": { "sub": "joan-7", "exp": at - 1 } })),
            ("of tomorrow", json!({ "claims": { "sub": "joan-7", "iat": at + 86_400, "exp": at + 90_000 } })),
            ("another key", json!({ "claims": right, "key": "other" })),
            ("no signature", json!({ "claims": right, "key": "none" })),
            ("the secret that both know", json!({ "claims": right, "key": "secret" })),
        ];
        for (case, said) in cases {
            let mut all = json!({ "claims": null, "key": null });
            all.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
            ours.provider.says(&all);
            let seen = joan.signs_in(&ours.provider, "own").await;
            assert_eq!(seen.status, 422, "{case}: {}", seen.html);
            assert!(seen.html.contains("could not be sure that this was you"), "{case}");
            assert!(!joan.is_in(), "{case}");
        }
        // With all of it right she is in, whichever of its keys it signs with; and no try was counted against her.
        ours.provider.says(&json!({ "claims": right, "key": "rsa" }));
        assert_eq!(joan.signs_in(&ours.provider, "own").await.status, 303);
    }

    async fn an_answer_counts_once_in_the_browser_that_asked_and_for_ten_minutes(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let joan = ours.joins(&service, "Joan", "supporter").await;
        let over = "That took too long, was sent twice or began in another browser";
        // Twice.
        let back = ours.provider.signs_in(&joan.goes("own").await);
        let kept = joan.cookies.lock().unwrap().clone();
        assert_eq!(joan.comes_back(&back).await.status, 303);
        *joan.cookies.lock().unwrap() = kept;
        assert!(joan.comes_back(&back).await.html.contains(over));
        // In another browser: somebody is led into the account of whoever sent them the address.
        let other = Browser::new(&service, &ours.prefix);
        let back = ours.provider.signs_in(&joan.goes("own").await);
        assert!(other.comes_back(&back).await.html.contains(over));
        other.goes("own").await;
        let back = ours.provider.signs_in(&joan.goes("own").await);
        assert!(other.comes_back(&back).await.html.contains(over), "the cookie of another visit is none");
        assert!(!other.is_in());
        // With a state that nobody was given.
        let back = ours.provider.signs_in(&joan.goes("own").await);
        let (start, _) = back.split_once("state=").unwrap();
        assert!(joan.comes_back(&format!("{start}state=made-up")).await.html.contains(over));
        // Of another provider (RFC 9207).
        let back = ours.provider.signs_in(&joan.goes("own").await);
        assert!(joan.comes_back(&format!("{back}&iss=https://login.example.org")).await.html.contains(over));
        // Too late.
        let back = ours.provider.signs_in(&joan.goes("own").await);
        service.clock.advance(SignedDuration::from_mins(10));
        now(&service, &ours.provider);
        assert!(joan.comes_back(&back).await.html.contains(over));
        assert_eq!(joan.signs_in(&ours.provider, "own").await.status, 303);
    }

    async fn cancelled_or_away_is_said_so_and_counts_against_nobody(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let joan = ours.joins(&service, "Joan", "supporter").await;
        ours.provider.says(&json!({ "error": "access_denied" }));
        for _ in 0..60 {
            let seen = joan.signs_in(&ours.provider, "own").await;
            assert!(seen.html.contains("Nothing happened: you stopped it"), "{}", seen.html);
        }
        ours.provider.says(&json!({ "error": "server_error" }));
        assert!(joan.signs_in(&ours.provider, "own").await.html.contains("Something went wrong there"));
        // Sixty wrong tries would have slowed everybody at this address.
        ours.provider.says(&json!({ "error": null }));
        let back = ours.provider.signs_in(&joan.goes("own").await);
        assert_eq!(joan.comes_back(&back).await.status, 303);
        // It goes away while somebody is there, and then altogether.
        let back = ours.provider.signs_in(&joan.goes("own").await);
        drop(ours.provider);
        let away = "We could not reach the place where you sign in";
        let stranger = Browser::new(&service, &ours.prefix);
        let seen = stranger.post("/sign-in/elsewhere", &[("device", "own")]).await;
        assert_eq!(seen.status, 503);
        assert!(seen.html.contains(away));
        assert!(joan.comes_back(&back).await.html.contains(away));
    }

    async fn a_subject_linked_in_one_organisation_is_nobody_in_the_other(service: Service) {
        let lothian = organisation(&service, "lothian", "joan-7").await;
        let forth = organisation(&service, "forth", "joan-7").await;
        let joan = lothian.joins(&service, "Joan", "supporter").await;
        // The other has set up the very same provider.
        let kept = sets_up(&forth.administrator, &lothian.provider.issuer, "1", CLIENT_SECRET).await;
        assert!(kept.to.ends_with("done=accounts-kept"), "{}", kept.html);
        let there = Browser::new(&service, &forth.prefix);
        let seen = there.signs_in(&lothian.provider, "own").await;
        assert!(seen.html.contains("Nobody here is linked to that account"), "{}", seen.html);
        // An answer to one is none to the other.
        let back = lothian.provider.signs_in(&joan.goes("own").await);
        there.cookies.lock().unwrap().clone_from(&joan.cookies.lock().unwrap());
        let moved = back.replace("/o/lothian/", "/o/forth/");
        assert!(there.comes_back(&moved).await.html.contains("began in another browser"));
        assert!(!there.is_in());
        assert_eq!(joan.comes_back(&back).await.to, "/o/lothian/my-day");
        // Nor does the other's own provider let anybody in here.
        assert_eq!(Browser::new(&service, &lothian.prefix).signs_in(&lothian.provider, "own").await.status, 303);
    }

    async fn whoever_needs_a_second_step_takes_it_here_unless_the_provider_asked_for_one(service: Service) {
        let ours = organisation(&service, "lothian", "morag-1").await;
        let morag = ours.joins(&service, "Morag", "coordinator").await;
        let seen = morag.signs_in(&ours.provider, "own").await;
        assert_eq!(seen.to, "/o/lothian/sign-in/set-up");
        assert_eq!(morag.get("/today").await.status, 303, "half-way in is not in");
        ours.provider.says(&json!({ "claims": { "sub": "morag-1", "amr": ["pwd", "mfa"] } }));
        let seen = morag.signs_in(&ours.provider, "own").await;
        assert_eq!(seen.to, "/o/lothian/today");
        assert_eq!(morag.get("/today").await.status, 200);
        // A class of certainty that nobody agreed on says nothing.
        ours.provider.says(&json!({ "claims": { "sub": "morag-1", "amr": ["pwd"], "acr": "2" } }));
        assert_eq!(morag.signs_in(&ours.provider, "own").await.to, "/o/lothian/sign-in/set-up");
    }

    async fn somebody_links_their_account_with_their_password_and_ends_it_again(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let link = ours.invites(&service, "Joan", "supporter").await;
        let joan = Browser::new(&service, &ours.prefix);
        joan.post(&link, &[("password", GOOD)]).await;
        joan.post("/sign-in", &[("email", "joan@example.net"), ("password", GOOD), ("device", "own")]).await;
        // A browser left open is not enough.
        let seen = joan.post("/account/elsewhere", &[("elsewhere-password", "wrong")]).await;
        assert_eq!(seen.status, 422);
        assert!(seen.html.contains("That is not the password you have now"));
        let went = joan.post("/account/elsewhere", &[("elsewhere-password", GOOD)]).await;
        let seen = joan.comes_back(&ours.provider.signs_in(&went.onward())).await;
        assert_eq!(seen.to, "/o/lothian/account?done=elsewhere-linked", "{}", seen.html);
        assert_eq!(notices(&service, 1).await[0].notice.kind, "account-linked");
        let other = Browser::new(&service, &ours.prefix);
        assert_eq!(other.signs_in(&ours.provider, "own").await.to, "/o/lothian/my-day");
        // A question asked in one sign-in is not answered in another.
        let went = joan.post("/account/elsewhere", &[("elsewhere-password", GOOD)]).await;
        let back = ours.provider.signs_in(&went.onward());
        joan.post("/sign-in", &[("email", "joan@example.net"), ("password", GOOD), ("device", "own")]).await;
        assert!(joan.comes_back(&back).await.html.contains("began in another browser"));
        // The same account is nobody else's.
        let tam = ours.joins_with_password(&service, "Tam").await;
        let went = tam.post("/account/elsewhere", &[("elsewhere-password", GOOD)]).await;
        let seen = tam.comes_back(&ours.provider.signs_in(&went.onward())).await;
        assert!(seen.html.contains("linked to somebody else here"), "{}", seen.html);
        // Ended, it opens nothing.
        let page = joan.get("/account").await.html;
        let (_, rest) = page.split_once("/account/elsewhere/").unwrap();
        let id = rest.split('/').next().unwrap();
        let path = format!("/account/elsewhere/{id}/remove");
        assert_eq!(tam.post(&path, &[("remove-password", GOOD)]).await.status, 404);
        let seen = joan.post(&path, &[("remove-password", "wrong")]).await;
        assert_eq!(seen.status, 422);
        assert!(seen.html.contains("That is not the password you have now"), "{}", seen.html);
        let seen = joan.post(&path, &[("remove-password", GOOD)]).await;
        assert_eq!(seen.to, "/o/lothian/account?done=elsewhere-unlinked");
        assert_eq!(notices(&service, 1).await[0].notice.kind, "account-unlinked");
        assert_eq!(other.signs_in(&ours.provider, "own").await.status, 422);
    }

    async fn the_only_way_in_is_not_ended_and_an_invitation_is_used_once(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let link = ours.invites(&service, "Joan", "supporter").await;
        let joan = Browser::new(&service, &ours.prefix);
        let went = joan.post(&format!("{link}/elsewhere"), &[]).await;
        let back = ours.provider.signs_in(&went.onward());
        // Meanwhile somebody chose a password with the same link.
        let quick = Browser::new(&service, &ours.prefix);
        assert_eq!(quick.post(&link, &[("password", GOOD)]).await.status, 303);
        assert!(joan.comes_back(&back).await.html.contains("This link does not work any more"));
        assert_eq!(joan.signs_in(&ours.provider, "own").await.status, 422);
        ours.provider.says(&json!({ "claims": { "sub": "tam-2" } }));
        let tam = ours.joins(&service, "Tam", "supporter").await;
        tam.signs_in(&ours.provider, "own").await;
        let page = tam.get("/account").await.html;
        let (_, rest) = page.split_once("/account/elsewhere/").unwrap();
        let seen = tam.post(&format!("/account/elsewhere/{}/remove", rest.split('/').next().unwrap()), &[]).await;
        assert_eq!(seen.to, "/o/lothian/account?done=elsewhere-last");
        assert!(tam.get("/account").await.html.contains("/account/elsewhere/linked_"));
        // The page of who can sign in says how, and sends no link that would be put beside it.
        let people = ours.administrator.get("/settings/people").await.html;
        assert!(people.contains("own account"), "{people}");
    }

    async fn somebody_who_has_left_is_answered_like_a_stranger(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let joan = ours.joins(&service, "Joan", "supporter").await;
        ours.leaves(&service, "joan@example.net").await;
        let seen = joan.signs_in(&ours.provider, "own").await;
        assert!(seen.html.contains("Nobody here is linked to that account"), "{}", seen.html);
        assert!(!joan.is_in());
    }

    async fn an_administrator_is_told_what_is_in_the_way_before_anything_is_kept(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let tries = async |issuer: &str| ours.administrator.post(&format!("{SETTINGS}/try"), &[("issuer", issuer)]).await;
        let issuer = ours.provider.issuer.clone();
        let fits = tries(&issuer).await;
        assert!(fits.html.contains("That address answers, and fits"), "{}", fits.html);
        for (issuer, words) in [
            ("not an address", "does not look like such an address"),
            ("http://login.example.org", "has to begin with https"),
            ("http://127.0.0.1:1", "Nothing answers there"),
            (&format!("{issuer}/other"), "It answered 404"),
            (&issuer.replace("127.0.0.1", "localhost"), "calls itself by another address"),
        ] {
            let seen = tries(issuer).await;
            assert!(seen.html.contains(words), "{issuer}: {}", seen.html);
            assert_eq!(seen.status, 422);
        }
        for (said, words) in [
            (json!({ "describes": "away" }), "It answered 302"),
            (json!({ "describes": "much" }), "does not describe how to sign in"),
            (json!({ "describes": null, "description": { "token_endpoint": "http://127.0.0.1:9/token" } }), "sends us on to 127.0.0.1"),
            (json!({ "description": { "jwks_uri": "https://169.254.169.254/keys" } }), "It sends us on to"),
            (json!({ "description": { "code_challenge_methods_supported": ["plain"] } }), "cannot sign people in the way we need"),
            (json!({ "description": { "response_types_supported": ["id_token"] } }), "cannot sign people in the way we need"),
        ] {
            ours.provider.says(&said);
            let seen = tries(&issuer).await;
            assert!(seen.html.contains(words), "{said}: {}", seen.html);
        }
    }

    async fn the_secret_is_sealed_shown_to_nobody_and_never_sent_to_another_address(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let page = ours.administrator.get(SETTINGS).await.html;
        assert!(page.contains(&format!("{ADDRESS}/o/lothian/sign-in/elsewhere/back")));
        assert!(page.contains(&ours.provider.issuer) && !page.contains("a secret"), "{page}");
        let other = accounts_story::provider(&service, "joan-7");
        let seen = sets_up(&ours.administrator, &other.issuer, "1", "").await;
        assert!(seen.html.contains("A new address needs a new one"), "{}", seen.html);
        // Nobody asked it anything but the test: two sayings are not counted.
        assert_eq!(other.heard(), 0);
        // With the address as it is, the secret that is kept stays; a form that is older than the page is stale.
        assert_eq!(sets_up(&ours.administrator, &ours.provider.issuer, "1", "").await.status, 303);
        let stale = sets_up(&ours.administrator, &ours.provider.issuer, "7", "another").await;
        assert!(stale.html.contains("Somebody changed this meanwhile"), "{}", stale.html);
        ours.joins(&service, "Joan", "supporter").await;
        // Taken away, it opens nothing; what was linked opens again when it is set up again.
        let gone = ours.administrator.post(&format!("{SETTINGS}/remove"), &[]).await;
        assert!(gone.to.ends_with("done=accounts-removed"));
        let joan = Browser::new(&service, &ours.prefix);
        assert_eq!(joan.post("/sign-in/elsewhere", &[("device", "own")]).await.status, 422);
        sets_up(&ours.administrator, &ours.provider.issuer, "0", CLIENT_SECRET).await;
        assert_eq!(joan.signs_in(&ours.provider, "own").await.status, 303);
    }

    async fn a_wrong_secret_is_said_to_be_the_services_fault(service: Service) {
        let ours = organisation(&service, "lothian", "joan-7").await;
        let joan = ours.joins(&service, "Joan", "supporter").await;
        ours.provider.says(&json!({ "secret": "changed there" }));
        let seen = joan.signs_in(&ours.provider, "own").await;
        assert!(seen.html.contains("That way in is not set up right"), "{}", seen.html);
    }
}
