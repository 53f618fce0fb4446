#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at once")]

use super::*;

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
