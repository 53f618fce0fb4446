//! Somebody carries the disk away: what people wrote is on it, and cannot be read. Whoever holds the key can.
#![allow(clippy::print_stdout, reason = "tests may stop at once")]

use crate::sealed_story;

use bothy_actions::Bothy;
use bothy_actions::keeping::{Courier, Outcome, Queued, change_keys, send_waiting};
use bothy_domain::access::Role;
use bothy_domain::ids::{OrganisationId, PersonId, ReasonId};
use bothy_store::audit::{Verified, reason_holds, verify};
use bothy_store::sealing::for_test::{names, sealed_with, swap_emails, unseal};
use bothy_store::sealing::from_before::{StandIn, from_before, plain_referees, versions_stand_in};
use bothy_store::{Db, MasterKey, StoreError, WhereFrom};
use bothy_testkit::{Build, Service, on_both, test_key};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use sealed_story::{
    EMAIL, PLANTED, Told, all_is_read, is_in, of_address, on_disk, outbox, person, planted_in, referees, tell, told,
    worries,
};
use std::process::{Command, Stdio};
use std::time::Duration;

on_both! {
    async fn planted_words_are_nowhere_on_the_disk(service: Service) {
        let told = told(&service).await;
        all_is_read(&service, &told).await;
        let bytes = on_disk(&service).await;
        // What is not sealed is there to be found: we looked in the right place.
        for there in ["Aileen", "raised-concern"] {
            assert!(is_in(&bytes, there), "{there} should be readable");
        }
        assert_eq!(planted_in(&bytes), Vec::<&str>::new());
        assert!(!is_in(&bytes, &told.secret), "the secret of a phone's app");
    }

    async fn every_kind_of_word_is_sealed(service: Service) {
        let told = told(&service).await;
        assert_eq!(sealed_with(&service.bothy.db, told.build.organisation).await.unwrap().1, 0);
        for column in ["person.email", "concern.words", "concern.reach_back", "reason.words", "job.words"] {
            assert!(names().contains(&column), "{column}");
        }
        // What was planted stands in every column that is said to be sealed: none is left out of this test.
        unseal(&service.bothy.db, told.build.organisation).await.unwrap();
        assert_eq!(planted_in(&on_disk(&service).await), PLANTED);
    }

    async fn an_address_moved_to_another_row_does_not_open(service: Service) {
        let told = told(&service).await;
        let (organisation, from, to) = (told.build.organisation, told.planted, told.aileen.sign_in.person);
        swap_emails(&service.bothy.db, organisation, from.uuid(), to.uuid()).await.unwrap();
        let moved = person(&service.bothy.db, organisation, to).await;
        assert!(matches!(moved, Err(StoreError::Sealed { column: "person.email", .. })), "{moved:?}");
    }

    async fn the_key_of_one_organisation_opens_nothing_of_another(service: Service) {
        let here = told(&service).await;
        let there = Build::organisation(&service, "fife").await;
        there.person("plantedperson", &[Role::Supporter], None).await;
        let db = &service.bothy.db;
        assert_ne!(
            sealed_with(db, here.build.organisation).await.unwrap().0,
            sealed_with(db, there.organisation).await.unwrap().0
        );
        assert!(worries(db, there.organisation, here.sam).await.is_empty());
        all_is_read(&service, &here).await;
    }

    async fn another_master_key_is_refused_at_the_door(service: Service) {
        told(&service).await;
        let refused = Db::open(&service.from, MasterKey::from_bytes([8; 32])).await.err();
        assert!(matches!(refused, Some(StoreError::Key(_))), "{refused:?}");
    }

    async fn a_second_node_reads_what_the_first_sealed(service: Service) {
        let told = told(&service).await;
        let second = Service { bothy: service.second_node().await, ..service.clone() };
        all_is_read(&second, &told).await;
        second.bothy.db.close().await;
    }

    async fn a_service_from_before_sealing_is_sealed_at_its_next_start(service: Service) {
        let told = told(&service).await;
        unseal(&service.bothy.db, told.build.organisation).await.unwrap();
        assert_eq!(planted_in(&on_disk(&service).await), PLANTED, "as it stood before");
        service.bothy.db.close().await;
        let now = Service { bothy: service.second_node().await, ..service };
        all_is_read(&now, &told).await;
        assert_eq!(planted_in(&on_disk(&now).await), Vec::<&str>::new());
        now.bothy.db.close().await;
    }

    async fn a_service_of_any_earlier_version_is_sealed_at_its_next_start(service: Service) {
        // The tables as they were before sealing, with words in every column that is sealed now and was there then.
        for schema in [1, 2, 3, 6, 11] {
            let from = service.another_database(&format!("schema_{schema}")).await;
            let db = Db::open_with(&from, test_key(), schema).await.unwrap();
            from_before(&db, schema, "plantedbefore").await.unwrap();
            let before = Service { bothy: Bothy::new(db, service.clock.clone()), from, ..service.clone() };
            assert!(is_in(&on_disk(&before).await, "plantedbefore"), "schema {schema}");
            before.bothy.db.close().await;
            let now = Service { bothy: before.second_node().await, ..before };
            let organisation = only(&now.bothy.db).await;
            let (keys, plain) = sealed_with(&now.bothy.db, organisation).await.unwrap();
            assert_eq!((keys.len(), plain), (1, 0), "schema {schema}");
            assert!(!is_in(&on_disk(&now).await, "plantedbefore"), "schema {schema}");
            let found = of_address(&now.bothy.db, organisation, "plantedbefore@example.org").await.unwrap();
            assert_eq!(found.email.as_deref(), Some("plantedbefore@example.org"));
            assert_eq!(worries(&now.bothy.db, organisation, found.id).await.len(), 1);
            now.bothy.db.close().await;
        }
    }

    async fn referees_that_stood_plain_beside_sealed_words_are_sealed_at_the_next_start(service: Service) {
        let from = service.another_database("schema_11").await;
        let db = Db::open_with(&from, test_key(), 11).await.unwrap();
        let before = Service { bothy: Bothy::new(db, service.clock.clone()), from, ..service.clone() };
        versions_stand_in(&before.bothy.db, StandIn::Put).await.unwrap();
        let build = Build::organisation(&before, "lothian").await;
        let joan = build.person("Joan", &[Role::Supporter], None).await;
        versions_stand_in(&before.bothy.db, StandIn::Taken).await.unwrap();
        plain_referees(&before.bothy.db, "plantedbefore").await.unwrap();
        assert!(is_in(&on_disk(&before).await, "plantedbefore"));
        before.bothy.db.close().await;
        let now = Service { bothy: before.second_node().await, ..before };
        assert!(!is_in(&on_disk(&now).await, "plantedbefore"));
        assert_eq!(referees(&now.bothy.db, build.organisation, joan).await, ["plantedbefore"]);
        now.bothy.db.close().await;
    }

    async fn the_reason_of_an_act_can_still_be_held_against_its_entry(service: Service) {
        let told = told(&service).await;
        let reason = reason_of(&service.bothy.db, told.build.organisation, told.planted).await;
        for _ in 0..2 {
            let (db, organisation) = (&service.bothy.db, told.build.organisation);
            let holds = db.snapshot("holds", (organisation, reason), |tx, (organisation, reason)| {
                Box::pin(async move {
                    let Verified::Sound { .. } = verify(tx, *organisation).await? else { panic!("the chain is broken") };
                    reason_holds(tx, *organisation, *reason).await
                })
            });
            assert_eq!(holds.await.unwrap(), Some(true));
            change_keys(&service.bothy, organisation).await.unwrap();
        }
    }

    async fn a_link_that_left_is_not_kept_even_sealed(service: Service) {
        let told = told(&service).await;
        let sent = send_waiting(&service.bothy, &Post, 100).await.unwrap();
        assert!(sent > 0);
        let invited: Vec<Queued> =
            outbox(&service.bothy.db).await.into_iter().filter(|queued| queued.notice.kind == "invited").collect();
        assert!(invited.len() == 1 && invited[0].state == "sent");
        assert_eq!(invited[0].notice.words, "{}");
        // The words of nobody: they are sealed as all others, so that the next change of keys finds them so.
        assert_eq!(sealed_with(&service.bothy.db, told.build.organisation).await.unwrap().1, 0);
    }

    async fn keys_change_while_others_write_and_nothing_is_lost(service: Service) {
        let told = told(&service).await;
        let organisation = told.build.organisation;
        let before = sealed_with(&service.bothy.db, organisation).await.unwrap().0;
        // Another node that has the old key in its memory goes on writing.
        let other = service.second_node().await;
        let elsewhere = Service { bothy: other.clone(), ..service.clone() };
        let story = Told { build: Build { service: elsewhere, organisation }, ..told };
        let writing = tokio::spawn(async move {
            for number in 0..40 {
                tell(&story, &format!("written meanwhile {number}")).await;
            }
            story
        });
        for _ in 0..3 {
            assert!(change_keys(&service.bothy, organisation).await.unwrap() > 0);
        }
        let story = writing.await.unwrap();
        change_keys(&service.bothy, organisation).await.unwrap();
        let (after, plain) = sealed_with(&service.bothy.db, organisation).await.unwrap();
        assert_eq!((after.len(), plain), (1, 0));
        assert!(after.is_disjoint(&before), "the first key seals nothing any more");
        for db in [&service.bothy.db, &other.db] {
            let read = worries(db, organisation, story.sam).await;
            assert_eq!(read.len(), 41);
            for number in 0..40 {
                let words = format!("written meanwhile {number}");
                assert!(read.iter().any(|(one, _)| *one == words), "{words} is lost");
            }
            assert!(of_address(db, organisation, EMAIL).await.is_some());
        }
        other.db.close().await;
    }
}

/// Takes every letter.
struct Post;

impl Courier for Post {
    fn carry<'a>(&'a self, _: &'a Queued, _: Timestamp) -> BoxFuture<'a, Outcome> {
        Box::pin(async { Outcome::Sent })
    }
}

async fn only(db: &Db) -> OrganisationId {
    let all = db.snapshot("all", (), |tx, ()| Box::pin(async move { bothy_store::organisations::all(tx).await }));
    all.await.unwrap()[0].id
}

async fn reason_of(db: &Db, organisation: OrganisationId, person: PersonId) -> ReasonId {
    db.snapshot("reason_of", (organisation, person), |tx, (organisation, person)| {
        Box::pin(async move { bothy_store::sealing::for_test::reason_of(tx, *organisation, *person).await })
    })
    .await
    .unwrap()
}

/// The opener: seals what is not sealed yet, until it is killed.
#[test]
fn an_opener_that_is_started_by_the_other() {
    let Ok(path) = std::env::var("BOTHY_OPENER") else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        Db::open(&WhereFrom::File(path.into()), test_key()).await.unwrap();
    });
}

#[test]
fn killed_while_it_seals_for_the_first_time_it_goes_on_at_the_next_start() {
    bothy_testkit::on_sqlite(|service: Service| async move {
        let told = told(&service).await;
        let organisation = told.build.organisation;
        for number in 0..600 {
            told.build.person(&format!("plantedperson {number}"), &[], None).await;
        }
        unseal(&service.bothy.db, organisation).await.unwrap();
        let WhereFrom::File(path) = service.from.clone() else { return };
        let mut halfway = 0;
        let mut wait = 20;
        loop {
            let mut opener = Command::new(std::env::current_exe().unwrap())
                .args(["what_is_sealed::an_opener_that_is_started_by_the_other", "--exact"])
                .env("BOTHY_OPENER", &path)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            tokio::time::sleep(Duration::from_millis(wait)).await;
            let ended = opener.try_wait().unwrap().is_some();
            opener.kill().unwrap();
            opener.wait().unwrap();
            let (keys, plain) = sealed_with(&service.bothy.db, organisation).await.unwrap();
            halfway += usize::from(!keys.is_empty() && plain > 0);
            // Every address is read or stands as it was; the same key goes on.
            assert!(keys.len() <= 1, "a new key at every start");
            if ended {
                break;
            }
            wait += 15;
        }
        assert!(halfway > 0, "no kill fell in the middle");
        assert_eq!(sealed_with(&service.bothy.db, organisation).await.unwrap().1, 0);
        // As after a start: this program still has the key in its memory that was taken away.
        let started = Service { bothy: service.second_node().await, ..service.clone() };
        all_is_read(&started, &told).await;
        started.bothy.db.close().await;
        assert_eq!(planted_in(&on_disk(&service).await), Vec::<&str>::new());
    });
}
