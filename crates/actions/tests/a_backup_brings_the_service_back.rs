//! A backup is made while everybody works, and brings the service back: all of it, or nothing.

use crate::sealed_story;

use bothy_actions::Bothy;
use bothy_actions::keeping::backup::{Open, back_up, key_of_backup, read_through, unpacked};
use bothy_actions::keeping::carry_service::{Carried, Source, Unfit, content};
use bothy_actions::keeping::{import_service, one_round};
use bothy_store::audit::{Verified, verify};
use bothy_store::keeping::first_with_rows;
use bothy_store::{Db, MasterKey, WhereFrom};
use bothy_testkit::{Build, Service, on_both, on_postgres, test_key};
use sealed_story::{EMAIL, Told, all_is_read, is_in, of_address, on_disk, planted_in, tell, told, worries};
use std::io::Cursor;
use std::sync::Arc;

fn open(bytes: &[u8]) -> Open {
    let bytes: Arc<[u8]> = bytes.into();
    Arc::new(move || Ok(Box::new(Cursor::new(bytes.clone()))))
}

fn source(bytes: &[u8]) -> Source {
    unpacked(open(bytes), test_key())
}

async fn backed_up(bothy: &Bothy) -> (Carried, Vec<u8>) {
    back_up(bothy, &test_key(), Vec::new()).await.unwrap()
}

async fn held(db: &Db) -> Carried {
    db.snapshot("content", (), |tx, ()| Box::pin(async move { content(tx).await })).await.unwrap()
}

async fn is_empty(db: &Db) -> bool {
    db.snapshot("rows", (), |tx, ()| Box::pin(async move { first_with_rows(tx).await })).await.unwrap().is_none()
}

async fn opened(service: &Service, from: WhereFrom) -> Service {
    let bothy = Bothy::new(Db::open(&from, test_key()).await.unwrap(), service.clock.clone());
    Service { bothy, from, ..service.clone() }
}

/// Goes on telling worries until it is asked to stop; returns how many.
struct Busy {
    stop: Arc<std::sync::atomic::AtomicBool>,
    work: tokio::task::JoinHandle<usize>,
}

impl Busy {
    fn begin(told: Told) -> Self {
        let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let asked = stop.clone();
        let work = tokio::spawn(async move {
            let mut number = 0;
            while !asked.load(std::sync::atomic::Ordering::SeqCst) {
                tell(&told, &format!("written meanwhile {number}")).await;
                one_round(&told.build.service.bothy).await.unwrap();
                number += 1;
            }
            number
        });
        Self { stop, work }
    }

    async fn end(self) -> usize {
        self.stop.store(true, std::sync::atomic::Ordering::SeqCst);
        self.work.await.unwrap()
    }
}

/// Backs `home` up while it is worked on, and takes that into `there`.
async fn comes_back(home: &Service, there: &Service) {
    let story = told(home).await;
    let (organisation, sam) = (story.build.organisation, story.sam);
    let busy = Busy::begin(story);
    // Some of what is written meanwhile is surely in it, and sealed in the audit.
    while worries(&home.bothy.db, organisation, sam).await.len() < 4 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let (left, whole) = backed_up(&home.bothy).await;
    let written = busy.end().await;
    assert_eq!(planted_in(&whole), Vec::<&str>::new());
    for nowhere in ["Aileen", "raised-concern", "organisation"] {
        assert!(!is_in(&whole, nowhere), "{nowhere} can be read in the backup");
    }
    let arrived = import_service(&there.bothy.db, source(&whole)).await.unwrap();
    assert_eq!(arrived, left);
    assert_eq!(arrived, held(&there.bothy.db).await, "each table has the hash that it left with");
    let here = Service { bothy: there.second_node().await, ..there.clone() };
    let read = worries(&here.bothy.db, organisation, sam).await.len();
    assert!((4..=written + 1).contains(&read), "{read} of {written}");
    assert!(of_address(&here.bothy.db, organisation, EMAIL).await.is_some());
    let sound = here
        .bothy
        .db
        .snapshot("verify", organisation, |tx, organisation| Box::pin(async move { verify(tx, *organisation).await }));
    let sound = sound.await.unwrap();
    assert!(matches!(sound, Verified::Sound { entries, .. } if entries > 3), "{sound:?}");
    // Life goes on there.
    let build = Build { service: here.clone(), organisation };
    build.person("Nuala", &[], None).await;
    here.bothy.db.close().await;
}

#[test]
fn a_file_that_is_worked_on_comes_back_on_a_server() {
    on_postgres(|server: Service| async move {
        let folder = tempfile::tempdir().unwrap();
        let home = opened(&server, WhereFrom::File(folder.path().join("home"))).await;
        comes_back(&home, &server).await;
        home.bothy.db.close().await;
    });
}

#[test]
fn a_server_that_is_worked_on_comes_back_on_a_file() {
    on_postgres(|server: Service| async move {
        let folder = tempfile::tempdir().unwrap();
        let there = opened(&server, WhereFrom::File(folder.path().join("there"))).await;
        comes_back(&server, &there).await;
        there.bothy.db.close().await;
    });
}

/// Places that nobody chose: from the nonce of the backup itself, said when a test fails.
fn chance(whole: &[u8]) -> impl Iterator<Item = usize> + use<> {
    let length = whole.len();
    let mut state = u64::from_le_bytes(*whole[48..].first_chunk().unwrap()) | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % length as u64).unwrap()
    })
}

on_both! {
    async fn what_was_written_is_read_where_it_comes_back(service: Service) {
        let home = opened(&service, service.another_database("home").await).await;
        let told = told(&home).await;
        let (left, whole) = backed_up(&home.bothy).await;
        assert_eq!(left, held(&home.bothy.db).await, "that it was made stands in the backup itself");
        assert_eq!(key_of_backup(&open(&whole)).unwrap(), test_key().fingerprint());
        assert!(read_through(&source(&whole)).unwrap() > left.rows());
        assert_eq!(import_service(&service.bothy.db, source(&whole)).await.unwrap(), left);
        let here = Service { bothy: service.second_node().await, ..service.clone() };
        all_is_read(&here, &told).await;
        assert_eq!(planted_in(&on_disk(&here).await), Vec::<&str>::new());
        here.bothy.db.close().await;
        home.bothy.db.close().await;
    }

    async fn a_backup_with_one_byte_changed_or_cut_off_anywhere_loads_nothing(service: Service) {
        let home = opened(&service, service.another_database("home").await).await;
        told(&home).await;
        let (_, whole) = backed_up(&home.bothy).await;
        home.bothy.db.close().await;
        let db = &service.bothy.db;
        for (number, at) in chance(&whole).take(50).enumerate() {
            let mut changed = whole.clone();
            changed[at] ^= 1 << (number % 8);
            let refused = import_service(db, source(&changed)).await;
            assert!(
                matches!(&refused, Err(Unfit::BackupBroken { .. } | Unfit::NoBackup | Unfit::OtherKey { .. })),
                "byte {at} of {}: {refused:?}", whole.len()
            );
            assert!(read_through(&source(&changed)).is_err());
            let cut = import_service(db, source(&whole[..at])).await;
            assert!(
                matches!(&cut, Err(Unfit::BackupBroken { .. } | Unfit::NoBackup)),
                "cut at {at} of {}: {cut:?}", whole.len()
            );
        }
        let longer = import_service(db, source(&[whole.as_slice(), b"\n"].concat())).await;
        assert!(matches!(longer, Err(Unfit::BackupBroken { .. })), "{longer:?}");
        let other = MasterKey::from_bytes([8; 32]);
        let wrong = import_service(db, unpacked(open(&whole), other.clone())).await;
        let (sealed, ours) = (test_key().fingerprint(), other.fingerprint());
        assert!(
            matches!(&wrong, Err(Unfit::OtherKey { sealed_by, have }) if *sealed_by == sealed && *have == ours),
            "{wrong:?}"
        );
        for sentence in [longer.unwrap_err().to_string(), wrong.unwrap_err().to_string()] {
            assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
        }
        assert!(is_empty(db).await, "something of a refused backup stays");
        // The whole one is taken.
        import_service(db, source(&whole)).await.unwrap();
    }
}
