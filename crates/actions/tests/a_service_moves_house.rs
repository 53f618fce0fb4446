//! A service moves from a file to a server and back: what arrives is what left, or nothing arrives.

use bothy_actions::Bothy;
use bothy_actions::keeping::carry_service::{Carried, Out, Source, Unfit, content};
use bothy_actions::keeping::{export_service, import_service, one_round};
use bothy_actions::rota::hand_back_seat;
use bothy_domain::access::Role;
use bothy_store::keeping::{Table, first_with_rows, tables};
use bothy_store::places::{Picture, put_picture};
use bothy_store::{Commit, Db, StoreError, WhereFrom};
use bothy_testkit::{A_DOT, Build, MovingClock, Service, on_both, on_postgres, test_key, tuesday_evening};
use std::collections::BTreeSet;
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

fn source(bytes: Vec<u8>) -> Source {
    let bytes: Arc<[u8]> = bytes.into();
    Arc::new(move || Ok(Box::new(Cursor::new(bytes.clone()))))
}

async fn held(db: &Db) -> Carried {
    db.snapshot("content", (), |tx, ()| Box::pin(async move { content(tx).await })).await.unwrap()
}

async fn named(db: &Db) -> Vec<Table> {
    db.snapshot("tables", (), |tx, ()| Box::pin(async move { tables(tx).await })).await.unwrap()
}

async fn is_empty(db: &Db) -> bool {
    db.snapshot("rows", (), |tx, ()| Box::pin(async move { first_with_rows(tx).await })).await.unwrap().is_none()
}

/// An evening with two facilitators of whom one cannot come, in words that are hard to carry.
async fn an_evening(service: &Service) {
    let build = Build::organisation(service, "lothian").await;
    let branch = build.branch("East \u{2014} \"Leith\"\nand Portobello").await;
    let group = build.group("Tuesday group", Some(branch)).await;
    let place = build.place("Balerno Library").await;
    let picture = Picture {
        hash: "a-dot".into(),
        words: "The door".into(),
        width: 1,
        height: 1,
        checked_on: jiff::civil::date(2026, 11, 2),
    };
    let put = (build.organisation, place, picture);
    let db = &service.bothy.db;
    db.write("picture", put, |w, (organisation, place, picture)| {
        Box::pin(async move {
            put_picture(w, *organisation, *place, picture, A_DOT).await?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
    .unwrap();
    let joan = build.supporter("Se\u{e1}n \u{1f33f} O\u{2019}Hara\\").await;
    let tam = build.supporter("Tam").await;
    build.knows(tam, group).await;
    build.person("Aileen", &[Role::Coordinator], None).await;
    let (_, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
    let known = build.known(joan).await;
    hand_back_seat(&service.bothy, &known, build.act(), seats[0]).await.unwrap();
    one_round(&service.bothy).await.unwrap();
}

async fn on_a_file(folder: &tempfile::TempDir, name: &str, clock: &Arc<MovingClock>) -> Service {
    let from = WhereFrom::File(folder.path().join(name));
    let bothy = Bothy::new(Db::open(&from, test_key()).await.unwrap(), clock.clone());
    Service { bothy, clock: clock.clone(), from }
}

#[test]
fn from_a_file_to_a_server_and_back_it_is_the_same_service() {
    on_postgres(|server: Service| async move {
        let folder = tempfile::tempdir().unwrap();
        let first = on_a_file(&folder, "first", &server.clock).await;
        an_evening(&first).await;
        let left = exported(&first.bothy).await;
        let there = import_service(&server.bothy.db, source(left)).await.unwrap();
        assert_eq!(there, held(&first.bothy.db).await);
        assert_eq!(there, held(&server.bothy.db).await);
        assert!(there.rows() > 30, "{}", there.rows());

        let second = on_a_file(&folder, "second", &server.clock).await;
        let back = exported(&server.bothy).await;
        let here = import_service(&second.bothy.db, source(back)).await.unwrap();
        assert_eq!(here, held(&server.bothy.db).await);
        // All that differs from the first is that two exports stand in the audit, not one.
        let before = held(&first.bothy.db).await;
        for (one, other) in before.tables.iter().zip(&here.tables) {
            assert_eq!(one == other, one.name != "audit", "{}", one.name);
        }
        assert_eq!(
            first.bothy.db.snapshot("t", (), |tx, ()| Box::pin(async move { tables(tx).await })).await.unwrap(),
            named(&server.bothy.db).await
        );
        // The server's own rules stand again once all is in: a row that points nowhere is refused.
        an_evening_is_still_guarded(&server).await;
    });
}

async fn an_evening_is_still_guarded(server: &Service) {
    let build =
        Build { service: server.clone(), organisation: bothy_domain::ids::OrganisationId::new(uuid::Uuid::now_v7()) };
    let task = tokio::spawn(async move { build.branch("of nobody").await });
    assert!(task.await.is_err(), "a branch of an organisation that is not there was taken");
}

on_both! {
    async fn every_table_that_was_ever_made_is_carried(service: Service) {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
        let mut made = BTreeSet::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let sql = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let names = sql.lines().filter_map(|line| line.trim().strip_prefix("CREATE TABLE "));
            made.extend(names.map(|rest| rest.split([' ', '(']).next().unwrap().to_owned()));
        }
        let carried: BTreeSet<String> = named(&service.bothy.db).await.into_iter().map(|table| table.name).collect();
        assert!(made.len() > 20);
        assert_eq!(carried, made);
    }

    async fn a_file_that_was_cut_or_changed_is_refused_and_nothing_of_it_stays(service: Service) {
        let folder = tempfile::tempdir().unwrap();
        let home = on_a_file(&folder, "home", &service.clock).await;
        an_evening(&home).await;
        let whole = exported(&home.bothy).await;
        let db = &service.bothy.db;
        for part in 1..40 {
            let at = whole.len() * part / 40;
            let mut changed = whole.clone();
            changed[at] ^= 1;
            let refused = import_service(db, source(changed)).await;
            assert!(refused.is_err(), "byte {at} of {} was changed and nobody saw it", whole.len());
            let cut = import_service(db, source(whole[..at].to_vec())).await;
            assert!(matches!(cut, Err(Unfit::Cut { .. } | Unfit::NotOurs)), "cut at {at}: {cut:?}");
        }
        let mut longer = whole.clone();
        longer.extend(b"\n");
        assert!(matches!(import_service(db, source(longer)).await, Err(Unfit::Changed { .. })));
        assert!(is_empty(db).await, "something of a refused file stays");
        // The whole one is taken, and then no second one.
        import_service(db, source(whole.clone())).await.unwrap();
        assert!(matches!(import_service(db, source(whole)).await, Err(Unfit::NotEmpty { .. })));
    }

    async fn a_file_of_a_newer_program_says_so(service: Service) {
        let folder = tempfile::tempdir().unwrap();
        let home = on_a_file(&folder, "home", &service.clock).await;
        let text = String::from_utf8(exported(&home.bothy).await).unwrap();
        let ours = bothy_store::db::newest_schema();
        let newer = text.replacen(&format!("\"schema\":{ours}"), "\"schema\":9999", 1);
        let refused = import_service(&service.bothy.db, source(newer.into_bytes())).await;
        assert!(matches!(refused, Err(Unfit::Newer { theirs: 9999, .. })), "{refused:?}");
        let other = import_service(&service.bothy.db, source(b"name,day\nTea,Tuesday\n".to_vec())).await;
        assert!(matches!(other, Err(Unfit::NotOurs)), "{other:?}");
    }
}
