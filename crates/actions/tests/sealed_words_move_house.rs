//! A whole service is carried away: its file says nothing of what is sealed, and it arrives where its key is.

use crate::sealed_story;

use bothy_actions::Bothy;
use bothy_actions::keeping::carry_service::{Carried, Out, Source, Unfit, header_of};
use bothy_actions::keeping::{change_keys, export_service, import_service};
use bothy_store::db::newest_schema;
use bothy_store::keeping::first_with_rows;
use bothy_store::sealing::for_test::{sealed_with, unseal};
use bothy_store::{Db, MasterKey, WhereFrom};
use bothy_testkit::{Service, on_both, on_postgres, test_key};
use sealed_story::{PLANTED, Told, all_is_read, is_in, on_disk, planted_in, told};
use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

/// A page of memory that a test can read after it was written.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn exported(bothy: &Bothy) -> Vec<u8> {
    let paper = Paper::default();
    let out: Out = Arc::new(Mutex::new(Box::new(paper.clone())));
    export_service(bothy, out).await.unwrap();
    paper.0.lock().unwrap().clone()
}

fn source(bytes: &[u8]) -> Source {
    let bytes: Arc<[u8]> = bytes.into();
    Arc::new(move || Ok(Box::new(Cursor::new(bytes.clone()))))
}

fn sealed_by(bytes: &[u8]) -> Option<String> {
    header_of(&mut Cursor::new(bytes)).unwrap().sealed_by
}

async fn opened(service: &Service, from: WhereFrom) -> Service {
    let bothy = Bothy::new(Db::open(&from, test_key()).await.unwrap(), service.clock.clone());
    Service { bothy, from, ..service.clone() }
}

/// A service with planted words in another database of the same kind.
async fn at_home(service: &Service) -> (Service, Told) {
    let home = opened(service, service.another_database("home").await).await;
    let told = told(&home).await;
    (home, told)
}

/// As the program opens it once all is in.
async fn restarted(service: &Service) -> Service {
    Service { bothy: service.second_node().await, ..service.clone() }
}

async fn arrived(service: &Service, bytes: &[u8]) -> Carried {
    import_service(&service.bothy.db, source(bytes)).await.unwrap()
}

on_both! {
    async fn the_file_holds_no_word_that_was_sealed_and_arrives_to_be_read(service: Service) {
        let (home, told) = at_home(&service).await;
        let bytes = exported(&home.bothy).await;
        for there in ["Aileen", "raised-concern"] {
            assert!(is_in(&bytes, there), "{there} should be readable");
        }
        assert_eq!(planted_in(&bytes), Vec::<&str>::new());
        assert!(!is_in(&bytes, &told.secret), "the secret of a phone's app");
        assert_eq!(sealed_by(&bytes), Some(test_key().fingerprint()), "the file names its key, and does not hold it");
        arrived(&service, &bytes).await;
        let here = restarted(&service).await;
        all_is_read(&here, &told).await;
        assert_eq!(planted_in(&on_disk(&here).await), Vec::<&str>::new());
        // Its keys can be changed here: nothing hangs on the old house.
        assert!(change_keys(&here.bothy, told.build.organisation).await.unwrap() > 0);
        all_is_read(&here, &told).await;
        here.bothy.db.close().await;
        home.bothy.db.close().await;
    }

    async fn with_another_master_key_nothing_of_it_arrives(service: Service) {
        let (home, _) = at_home(&service).await;
        let bytes = exported(&home.bothy).await;
        let other = MasterKey::from_bytes([8; 32]);
        let have = other.fingerprint();
        let db = Db::open_with(&service.from, other, newest_schema()).await.unwrap();
        let refused = import_service(&db, source(&bytes)).await;
        let sealed_by = test_key().fingerprint();
        assert!(
            matches!(&refused, Err(Unfit::OtherKey { sealed_by: one, have: two }) if *one == sealed_by && *two == have),
            "{refused:?}"
        );
        let held = db.snapshot("rows", (), |tx, ()| Box::pin(async move { first_with_rows(tx).await })).await.unwrap();
        assert_eq!(held, None, "something of it stays");
        db.close().await;
        home.bothy.db.close().await;
    }

    async fn words_from_before_sealing_are_sealed_where_they_arrive(service: Service) {
        let (home, told) = at_home(&service).await;
        let organisation = told.build.organisation;
        unseal(&home.bothy.db, organisation).await.unwrap();
        let bytes = exported(&home.bothy).await;
        assert_eq!(planted_in(&bytes), PLANTED, "as it stood before");
        assert_eq!(sealed_by(&bytes), None);
        arrived(&service, &bytes).await;
        let here = restarted(&service).await;
        all_is_read(&here, &told).await;
        assert_eq!(sealed_with(&here.bothy.db, organisation).await.unwrap().1, 0);
        assert_eq!(planted_in(&on_disk(&here).await), Vec::<&str>::new());
        here.bothy.db.close().await;
        home.bothy.db.close().await;
    }
}

#[test]
fn sealed_words_go_from_a_file_to_a_server_and_back() {
    on_postgres(|server: Service| async move {
        let folder = tempfile::tempdir().unwrap();
        let first = opened(&server, WhereFrom::File(folder.path().join("first"))).await;
        let told = told(&first).await;
        arrived(&server, &exported(&first.bothy).await).await;
        all_is_read(&server, &told).await;
        assert_eq!(planted_in(&on_disk(&server).await), Vec::<&str>::new());
        let second = opened(&server, WhereFrom::File(folder.path().join("second"))).await;
        arrived(&second, &exported(&server.bothy).await).await;
        all_is_read(&second, &told).await;
        assert_eq!(planted_in(&on_disk(&second).await), Vec::<&str>::new());
    });
}
