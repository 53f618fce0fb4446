//! Somebody may have seen the master key: another takes its place, and at no moment is anything lost.

use crate::sealed_story;

use bothy_actions::Bothy;
use bothy_actions::keeping::backup::unpacked;
use bothy_actions::keeping::change_master::{KeyFiles, Step, change_master};
use bothy_actions::keeping::recovery_sheet::{SheetStands, note_confirmed, note_printed, stands};
use bothy_actions::keeping::{back_up, change_keys, import_service};
use bothy_domain::ids::OrganisationId;
use bothy_seal::{MasterKey, UnwrapError, master_file, succession};
use bothy_store::organisations::Organisation;
use bothy_store::sealing::Masters;
use bothy_store::{Commit, Db, StoreError, organisations};
use bothy_testkit::{Build, Service, on_both, test_key};
use sealed_story::{all_is_read, tell, told, worries};
use std::io::Cursor;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// The key of the service in its file.
fn files() -> (TempDir, KeyFiles) {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("data.key");
    master_file::write(&key, &test_key(), None).unwrap();
    (folder, KeyFiles { key, data: None })
}

/// A program on the same database, that has the key of the file as it is now and looks for others beside it.
async fn program(service: &Service, at: &KeyFiles) -> Service {
    let (path, key) = (at.key.clone(), master_file::read(&at.key, None).unwrap());
    let masters = Masters::new(key, move |print| succession::find(&path, print, None).unwrap());
    on_key(service, masters).await
}

async fn on_key(service: &Service, masters: impl Into<Masters>) -> Service {
    let db = Db::open(&service.from, masters).await.unwrap();
    Service { bothy: Bothy::new(db, service.clock.clone()), ..service.clone() }
}

/// A program that has one key and knows of no other.
async fn with_only(service: &Service, key: MasterKey) -> Result<(), StoreError> {
    Db::open(&service.from, key).await?.close().await;
    Ok(())
}

/// Another organisation, which needs keys of its own.
async fn add_fife(service: &Service) -> Result<(), StoreError> {
    let fife = |one: &Organisation| Organisation {
        id: OrganisationId::new(Uuid::now_v7()),
        slug: String::from("fife"),
        ..one.clone()
    };
    let work = service.bothy.db.write("add_fife", service.clock.now(), move |w, now| {
        Box::pin(async move {
            let all = organisations::all(w).await?;
            organisations::add(w, &fife(&all[0]), *now).await?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    });
    work.await
}

on_both! {
    async fn killed_after_any_step_it_opens_and_the_change_begun_again_ends(service: Service) {
        let told = told(&service).await;
        let (_folder, at) = files();
        for step in [Step::Prepare, Step::Wrap, Step::Keep, Step::Take] {
            let before = master_file::read(&at.key, None).unwrap();
            let changing = program(&service, &at).await;
            let next = change_master(&changing.bothy, &at, step).await.unwrap().fingerprint;
            changing.bothy.db.close().await;
            // Here it was killed. Whatever starts now has only what lies in the files.
            let started = program(&service, &at).await;
            all_is_read(&started, &told).await;
            if step != Step::Take {
                let ended = change_master(&started.bothy, &at, Step::Take).await.unwrap();
                assert_eq!(ended.fingerprint, next, "{step:?}: the same change, not another");
            }
            started.bothy.db.close().await;
            let now = master_file::read(&at.key, None).unwrap();
            assert_eq!(now.fingerprint(), next, "{step:?}");
            with_only(&service, now).await.unwrap();
            let refused = with_only(&service, before.clone()).await;
            assert!(matches!(refused, Err(StoreError::Key(UnwrapError::OtherMaster { .. }))), "{step:?}: {refused:?}");
            let kept = master_file::read(&succession::old_of(&at.key, &before.fingerprint()), None).unwrap();
            assert_eq!(kept.fingerprint(), before.fingerprint(), "{step:?}: the earlier key is kept");
        }
        assert_eq!(succession::olds(&at.key).unwrap().len(), 4);
    }

    async fn a_program_that_runs_goes_on_and_makes_new_keys_with_the_new_one(service: Service) {
        let told = told(&service).await;
        let (_folder, at) = files();
        let running = program(&service, &at).await;
        let other = program(&service, &at).await;
        let changed = change_master(&other.bothy, &at, Step::Take).await.unwrap();
        // Two of one organisation: for its words, and for finding them.
        assert_eq!(changed.keys, 2);
        all_is_read(&running, &told).await;
        change_keys(&running.bothy, told.build.organisation).await.unwrap();
        Build::organisation(&running, "fife").await;
        all_is_read(&running, &told).await;
        running.bothy.db.close().await;
        other.bothy.db.close().await;
        // Nothing of all that rests in the earlier key.
        with_only(&service, master_file::read(&at.key, None).unwrap()).await.unwrap();
    }

    async fn a_program_that_does_not_find_the_new_key_loses_nothing_and_says_which_it_wants(service: Service) {
        let told = told(&service).await;
        all_is_read(&service, &told).await;
        let (_folder, at) = files();
        let other = program(&service, &at).await;
        change_master(&other.bothy, &at, Step::Take).await.unwrap();
        // It has unwrapped its keys, and goes on with them.
        tell(&told, "plantedlater and still told").await;
        let made = add_fife(&service).await;
        let wanted = master_file::read(&at.key, None).unwrap().fingerprint();
        match made {
            Err(StoreError::Key(UnwrapError::OtherMaster { wrapped_by, have })) => {
                assert_eq!((wrapped_by, have), (wanted, test_key().fingerprint()));
            }
            other => panic!("{other:?}"),
        }
        other.bothy.db.close().await;
        let now = program(&service, &at).await;
        let read = worries(&now.bothy.db, told.build.organisation, told.sam).await;
        assert!(read.len() == 2 && read.iter().any(|(words, _)| words.contains("plantedlater")), "{read:?}");
        now.bothy.db.close().await;
    }

    async fn organisations_made_while_the_key_is_changed_all_open_with_the_new_one(service: Service) {
        told(&service).await;
        let (_folder, at) = files();
        let running = program(&service, &at).await;
        let making: Vec<_> = (0..6).map(|number| {
            let running = running.clone();
            tokio::spawn(async move { Build::organisation(&running, &format!("town{number}")).await.organisation })
        }).collect();
        let other = program(&service, &at).await;
        for _ in 0..3 {
            change_master(&other.bothy, &at, Step::Take).await.unwrap();
        }
        for made in making {
            made.await.unwrap();
        }
        running.bothy.db.close().await;
        other.bothy.db.close().await;
        with_only(&service, master_file::read(&at.key, None).unwrap()).await.unwrap();
    }

    async fn the_sheet_of_the_earlier_key_does_not_count_any_more(service: Service) {
        told(&service).await;
        let (_folder, at) = files();
        note_printed(&service.bothy, String::from("0a1b2c3d")).await.unwrap();
        assert_eq!(stands(&service.bothy).await.unwrap(), SheetStands::None);
        note_confirmed(&service.bothy, String::from("0a1b2c3d")).await.unwrap();
        assert_eq!(stands(&service.bothy).await.unwrap(), SheetStands::Confirmed);
        let other = program(&service, &at).await;
        change_master(&other.bothy, &at, Step::Take).await.unwrap();
        other.bothy.db.close().await;
        // A program that has not heard of the new key says it too.
        let now = program(&service, &at).await;
        for bothy in [&service.bothy, &now.bothy] {
            assert_eq!(stands(bothy).await.unwrap(), SheetStands::OfEarlierKey);
        }
        note_printed(&now.bothy, String::from("4e5f6071")).await.unwrap();
        assert!(!note_confirmed(&now.bothy, String::from("0a1b2c3d")).await.unwrap(), "that one is of another key");
        assert!(note_confirmed(&now.bothy, String::from("4e5f6071")).await.unwrap());
        assert_eq!(stands(&service.bothy).await.unwrap(), SheetStands::Confirmed);
        now.bothy.db.close().await;
    }

    async fn a_backup_from_before_opens_with_the_key_of_then(service: Service) {
        let told = told(&service).await;
        let (_folder, at) = files();
        let (_, bytes) = back_up(&service.bothy, &test_key(), Vec::new()).await.unwrap();
        let other = program(&service, &at).await;
        change_master(&other.bothy, &at, Step::Take).await.unwrap();
        other.bothy.db.close().await;
        let sealed_by = bothy_seal::stream::sealed_by(&mut bytes.as_slice()).unwrap();
        let then = succession::find(&at.key, &sealed_by, None).unwrap().unwrap();
        let open: bothy_actions::keeping::backup::Open =
            Arc::new(move || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn std::io::Read + Send>));
        let now = master_file::read(&at.key, None).unwrap();
        assert!(unpacked(open.clone(), now)().is_err(), "the new key opens nothing of before");
        let back = Service { from: service.another_database("back").await, ..service.clone() };
        let back = on_key(&back, then.clone()).await;
        import_service(&back.bothy.db, unpacked(open, then)).await.unwrap();
        all_is_read(&back, &told).await;
        back.bothy.db.close().await;
    }
}
