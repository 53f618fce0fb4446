//! A service of any earlier version comes out of an upgrade as it went in: its words read the same, its tables are those
//! of a new service; two programs that want to bring it up to date at once both come through; an older one stays out.
//! The services are those of `crates/conformance/schemas`.

use bothy_store::db::{every_schema, newest_schema};
use bothy_store::keeping::as_of::{Opened, note_newer, opened, shape};
use bothy_store::keeping::{Unfit, import};
use bothy_store::{Commit, Db, StoreError, WhereFrom};
use bothy_testkit::{Service, on_both, test_key};
use std::io::BufReader;
use std::path::Path;

/// A database of this version with the service of that version in it; nobody has it open.
async fn of_version(service: &Service, schema: i64, name: &str) -> WhereFrom {
    let from = service.another_database(&format!("{name}_{schema}")).await;
    let db = Db::open_with(&from, test_key(), schema).await.unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../conformance/schemas/{schema:04}.jsonl"));
    db.write("import", file, |w, file| {
        Box::pin(async move {
            import(w, &mut BufReader::new(std::fs::File::open(file)?)).await?;
            Ok::<_, Unfit>(Commit::Sealed(()))
        })
    })
    .await
    .unwrap();
    db.close().await;
    from
}

async fn read_at(from: &WhereFrom, schema: i64) -> Opened {
    let db = Db::open_with(from, test_key(), schema).await.unwrap();
    let all = opened(&db).await.unwrap();
    db.close().await;
    all
}

/// What a service said and says no more, or says otherwise, with all that is sealed opened.
fn lost(before: &Opened, after: &Opened) -> Vec<String> {
    let mut lost = Vec::new();
    for (table, rows) in before {
        let now = after.get(table).map(Vec::as_slice).unwrap_or_default();
        if now.len() != rows.len() {
            lost.push(format!("{table}: {} rows were {}", now.len(), rows.len()));
        }
        for row in rows {
            // A sweep comes to its end, and an address gets the index by which it is found.
            let stays = |column: &str, was: &serde_json::Value| {
                column != "swept_at" && !(column == "email_index" && was.is_null())
            };
            let there = now.iter().any(|other| {
                row.iter()
                    .filter(|(column, was)| stays(column, was))
                    .all(|(column, was)| other.get(column) == Some(was))
            });
            if !there {
                lost.push(format!("{table}: {row:?}"));
            }
        }
    }
    lost
}

on_both! {
    async fn every_word_of_every_earlier_version_reads_the_same_after_an_upgrade(service: Service) {
        let new = shape(&service.bothy.db).await.unwrap();
        assert!(new.len() > 100, "{}", new.len());
        for schema in every_schema() {
            let from = of_version(&service, schema, "reads").await;
            let before = read_at(&from, schema).await;
            assert!(before.len() > 30 && before.values().all(|rows| !rows.is_empty()), "version {schema}");
            let db = Db::open(&from, test_key()).await.unwrap();
            assert_eq!(lost(&before, &opened(&db).await.unwrap()), Vec::<String>::new(), "version {schema}");
            assert_eq!(shape(&db).await.unwrap(), new, "version {schema}");
            db.close().await;
        }
    }

    async fn two_programs_that_bring_the_same_tables_up_to_date_both_come_through(service: Service) {
        for schema in [1, 6, 12] {
            let from = of_version(&service, schema, "two").await;
            let before = read_at(&from, schema).await;
            let open = || {
                let from = from.clone();
                tokio::spawn(async move { Db::open(&from, test_key()).await })
            };
            for one in [open(), open(), open()] {
                one.await.unwrap().unwrap_or_else(|error| panic!("version {schema}: {error:?}")).close().await;
            }
            assert_eq!(lost(&before, &read_at(&from, newest_schema()).await), Vec::<String>::new(), "version {schema}");
        }
    }

    async fn a_program_older_than_the_tables_stays_out(service: Service) {
        let newer = newest_schema() + 1;
        note_newer(&service.bothy.db, newer).await.unwrap();
        let refused = Db::open(&service.from, test_key()).await.err().expect("it opened");
        assert!(
            matches!(refused, StoreError::Newer { theirs, ours } if theirs == newer && ours == newest_schema()),
            "{refused:?}"
        );
    }
}
