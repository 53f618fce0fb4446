#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at once")]

use super::*;
use crate::MasterKey;

async fn put(db: &Db, bytes: usize) -> Result<(), StoreError> {
    db.write("scratch", bytes, |w, bytes| {
        Box::pin(async move {
            let Inner::Lite(tx) = w.inner() else { panic!("a file") };
            sqlx::query("INSERT INTO scratch (words) VALUES (?)").bind("x".repeat(*bytes)).execute(&mut **tx).await?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

#[tokio::test]
async fn once_there_is_room_again_a_full_file_is_written_to_again() {
    let folder = tempfile::tempdir().unwrap();
    let from = WhereFrom::File(folder.path().join("bothy.sqlite"));
    let db = Db::open(&from, MasterKey::from_bytes([7; 32])).await.unwrap();
    let Pools::Lite { write, .. } = &*db.pools else { panic!("a file") };
    sqlx::query("CREATE TABLE scratch (words TEXT NOT NULL)").execute(write).await.unwrap();
    put(&db, 10).await.unwrap();
    // As a full disk does it: no page more than there is. The limit is the connection's own.
    sqlx::query("PRAGMA max_page_count = 1").execute(write).await.unwrap();
    let full = put(&db, 4 << 20).await.unwrap_err();
    assert!(format!("{full:?}").contains("full"), "{full:?}");
    put(&db, 4 << 20).await.unwrap();
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM scratch").fetch_one(write).await.unwrap();
    assert_eq!(rows, 2, "what was refused is not there, what was acknowledged is");
    db.close().await;
}

async fn until(holds: impl AsyncFn() -> bool) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(holds().await, "ten seconds were not enough");
}

/// A change of an organisation that is not there rings all the same: the bell knows only numbers.
async fn change(db: &Db, organisation: Uuid) {
    db.write("ring", organisation, |w, organisation| {
        Box::pin(async move {
            let audit = Audit::of(crate::audit::Entry {
                organisation: OrganisationId::new(*organisation),
                at: jiff::Timestamp::UNIX_EPOCH,
                by: None,
                act: "seat-given",
                thing: String::new(),
                reason: None,
            });
            let Inner::Pg(tx) = w.inner() else { panic!("a server") };
            sqlx::query("SET LOCAL session_replication_role = replica").execute(&mut **tx).await?;
            Ok::<_, StoreError>(Commit::Changed((), audit))
        })
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_on_one_node_is_counted_on_the_other_also_after_its_line_was_cut() {
    let Ok(server) = std::env::var("BOTHY_TEST_POSTGRES") else { return };
    let name = format!("bothy_bell_{}", Uuid::now_v7().simple());
    let from = WhereFrom::Url(test_database(&server, &name).await.unwrap());
    let key = || MasterKey::from_bytes([7; 32]);
    let (one, other) = (Db::open(&from, key()).await.unwrap(), Db::open(&from, key()).await.unwrap());
    let (lothian, forth) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let of = |db: &Db, organisation| db.changes_of(OrganisationId::new(organisation));
    assert!(!other.hears_others());
    other.listen_to_others();
    until(async || other.hears_others()).await;

    let before = (of(&other, lothian), of(&other, forth));
    change(&one, lothian).await;
    until(async || of(&other, lothian) > before.0).await;
    assert_eq!(of(&other, forth), before.1, "a neighbour's change is nobody else's");

    // Cut off, it knows that it may have missed something, and listens again.
    let Pools::Pg(pool) = &*one.pools else { panic!("a server") };
    let before = (of(&other, lothian), of(&other, forth));
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    let cut: Vec<bool> = sqlx::query_scalar(cut).fetch_all(pool).await.unwrap();
    assert_eq!(cut, [true]);
    change(&one, lothian).await;
    until(async || of(&other, lothian) > before.0 && of(&other, forth) > before.1).await;
    until(async || other.hears_others()).await;
    let before = of(&other, lothian);
    change(&one, lothian).await;
    until(async || of(&other, lothian) > before).await;
    one.close().await;
    other.close().await;
    until(async || !other.hears_others()).await;
}
