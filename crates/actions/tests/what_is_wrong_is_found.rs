//! A service is looked over: what is well, what somebody should look at, what is wrong.

use bothy_actions::Bothy;
use bothy_actions::keeping::backup::{Proof, note_proof};
use bothy_actions::keeping::doctor::{Finding, How, KeyAtHand, What, look_over};
use bothy_actions::keeping::one_round;
use bothy_actions::keeping::recovery_sheet::{SheetStands, note_confirmed, note_printed};
use bothy_actions::safety::name_readers;
use bothy_domain::access::Role;
use bothy_domain::ids::JobId;
use bothy_seal::UnwrapError;
use bothy_store::audit::{Verified, tamper_for_test};
use bothy_store::db::newest_schema;
use bothy_store::jobs::{Notice, queue};
use bothy_store::keeping::soundness::{Damage, Letters, meddle_for_test};
use bothy_store::{Audit, Commit, Db, Entry, MasterKey, StoreError, WhereFrom};
use bothy_testkit::{Build, Service, on_both, on_sqlite};
use jiff::SignedDuration;
use uuid::Uuid;

/// A service that nothing is wrong with, and half an hour later.
async fn sound(service: &Service) -> Build {
    let build = Build::organisation(service, "lothian").await;
    let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let aileen = build.person("Aileen", &[Role::Coordinator, Role::Administrator], None).await;
    let known = build.known(aileen).await;
    name_readers(&service.bothy, &known, [sam, aileen]).await.unwrap();
    note_printed(&service.bothy, String::from("0a1b2c3d")).await.unwrap();
    assert!(note_confirmed(&service.bothy, String::from("0a1b2c3d")).await.unwrap());
    note_proof(&service.bothy, Proof::Checked).await.unwrap();
    one_round(&service.bothy).await.unwrap();
    service.clock.advance(SignedDuration::from_mins(30));
    build
}

async fn looked(service: &Service) -> Vec<Finding> {
    look_over(&service.bothy, KeyAtHand::Yes).await
}

/// What is not well.
async fn amiss(service: &Service) -> Vec<Finding> {
    looked(service).await.into_iter().filter(|finding| finding.how != How::Well).collect()
}

async fn a_letter(build: &Build) {
    let person = build.person("Nuala", &[], None).await;
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: String::from("invited"),
        person,
        about: String::new(),
        words: String::from("{}"),
    };
    let input = (build.organisation, notice, build.service.clock.now());
    let written = build.service.bothy.db.write("a_letter", input, |w, (organisation, notice, now)| {
        Box::pin(async move {
            queue(w, *organisation, notice, *now).await?;
            let (organisation, at) = (*organisation, *now);
            let entry = Entry { organisation, at, by: None, act: "told", thing: String::new(), reason: None };
            Ok::<_, StoreError>(Commit::Changed((), Audit::of(entry)))
        })
    });
    written.await.unwrap();
}

on_both! {
    async fn nothing_is_wrong_with_a_sound_service(service: Service) {
        sound(&service).await;
        let found = looked(&service).await;
        assert!(found.iter().all(|finding| finding.how == How::Well), "{found:?}");
        // Each thing was looked at, and the head can be written down.
        assert_eq!(found.len(), 9, "{found:?}");
        let head = found.iter().find_map(|finding| match &finding.what {
            What::Chain(Verified::Sound { entries, head, .. }) => Some((*entries, head.len(), &finding.organisation)),
            _ => None,
        });
        assert!(head.is_some_and(|(entries, length, of)| entries > 4 && length == 64 && of.as_deref() == Some("lothian")));
    }

    async fn a_changed_entry_is_found_in_its_organisation_alone(service: Service) {
        let build = sound(&service).await;
        Build::organisation(&service, "fife").await;
        one_round(&service.bothy).await.unwrap();
        tamper_for_test(&service.bothy.db, build.organisation).await.unwrap();
        let found = looked(&service).await;
        let chain = |slug: &str| {
            found.iter().find(|one| one.organisation.as_deref() == Some(slug) && matches!(one.what, What::Chain(_))).unwrap()
        };
        assert!(matches!(chain("lothian").what, What::Chain(Verified::Broken { number: 2 })), "{found:?}");
        assert_eq!((chain("lothian").how, chain("fife").how), (How::Wrong, How::Well));
    }

    async fn an_entry_that_waits_for_its_seal_is_wrong_after_five_minutes(service: Service) {
        let build = sound(&service).await;
        build.person("Nuala", &[], None).await;
        service.clock.advance(SignedDuration::from_mins(5));
        assert_eq!(amiss(&service).await.len(), 0);
        service.clock.advance(SignedDuration::from_secs(1));
        let found = amiss(&service).await;
        assert!(matches!(found[..], [Finding { how: How::Wrong, what: What::Unsealed(Some(_)), .. }]), "{found:?}");
        one_round(&service.bothy).await.unwrap();
        assert_eq!(amiss(&service).await.len(), 0);
    }

    async fn a_backup_that_nobody_proved_for_ninety_days_is_wrong(service: Service) {
        Build::organisation(&service, "lothian").await;
        one_round(&service.bothy).await.unwrap();
        let found = amiss(&service).await;
        assert!(found.iter().any(|one| one.how == How::Wrong && matches!(one.what, What::Proved(None))), "{found:?}");
        note_proof(&service.bothy, Proof::Restored).await.unwrap();
        one_round(&service.bothy).await.unwrap();
        let old = |found: &[Finding]| found.iter().any(|one| matches!(one.what, What::Proved(_)));
        service.clock.advance(SignedDuration::from_hours(90 * 24));
        assert!(!old(&amiss(&service).await));
        service.clock.advance(SignedDuration::from_secs(1));
        assert!(old(&amiss(&service).await));
    }

    async fn another_key_and_none_are_told_apart_and_the_rest_is_looked_at(service: Service) {
        sound(&service).await;
        let other = Db::open_with(&service.from, MasterKey::from_bytes([8; 32]), newest_schema()).await.unwrap();
        let other = Bothy::new(other, service.clock.clone());
        let found = look_over(&other, KeyAtHand::Yes).await;
        let wrong: Vec<_> = found.iter().filter(|finding| finding.how != How::Well).collect();
        assert!(matches!(wrong[..], [Finding { what: What::Keys(Err(UnwrapError::OtherMaster { .. })), .. }]), "{found:?}");
        assert!(found.iter().any(|finding| matches!(finding.what, What::Chain(Verified::Sound { .. }))));
        // Without any, its file is what the program names.
        let found = look_over(&other, KeyAtHand::No).await;
        assert!(found.len() == 7 && found.iter().all(|finding| finding.how == How::Well), "{found:?}");
        other.db.close().await;
    }

    async fn a_clock_that_was_set_back_is_wrong(service: Service) {
        sound(&service).await;
        service.clock.advance(SignedDuration::from_mins(-31));
        assert_eq!(amiss(&service).await.len(), 0, "a minute is let be");
        service.clock.advance(SignedDuration::from_secs(-1));
        let found = amiss(&service).await;
        assert!(matches!(found[..], [Finding { how: How::Wrong, what: What::Clock { .. }, .. }]), "{found:?}");
    }

    async fn what_is_only_to_be_looked_at_is_no_wrong(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        a_letter(&build).await;
        note_proof(&service.bothy, Proof::Checked).await.unwrap();
        one_round(&service.bothy).await.unwrap();
        service.clock.advance(SignedDuration::from_mins(61));
        let found = amiss(&service).await;
        assert!(found.iter().all(|finding| finding.how == How::Look), "{found:?}");
        let waiting = Letters { waiting: 1, given_up: 0 };
        for expected in ["sheet", "readers", "letters"] {
            assert!(found.iter().any(|finding| match finding.what {
                What::Sheet(stands) => expected == "sheet" && stands == SheetStands::None,
                What::Readers(named) => expected == "readers" && named == 0,
                What::Letters(letters) => expected == "letters" && letters == waiting,
                _ => false,
            }), "{expected}: {found:?}");
        }
    }
}

#[test]
fn a_row_that_points_at_nothing_is_found_in_a_file() {
    on_sqlite(|service: Service| async move {
        sound(&service).await;
        let WhereFrom::File(path) = &service.from else { return };
        meddle_for_test(path, "INSERT INTO branch (organisation_id, id, name) VALUES (x'00', x'01', 'nowhere')")
            .await
            .unwrap();
        let found = amiss(&service).await;
        assert!(matches!(found[..], [Finding { how: How::Wrong, what: What::File(Damage::Rows(1)), .. }]), "{found:?}");
    });
}
