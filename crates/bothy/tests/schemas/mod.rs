//! Writes a small service of each version of the tables: rows of the demonstration, a few of each table with all that
//! they point at, and by hand what the demonstration has none of.

mod by_hand;

use bothy_seal::MasterKey;
use bothy_seal::master_file;
use bothy_store::keeping::as_of::{Opened, Row, opened, put};
use bothy_store::keeping::{Unfit, export};
use bothy_store::{Commit, Db, WhereFrom};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// How many rows of a table are taken for their own sake.
const EACH: usize = 3;
/// Those of the demonstration by whom one comes in, by the word in their address.
const PERSONAS: [&str; 7] =
    ["coordinator", "supporter", "member", "safeguarding", "referrer", "administrator", "reader"];

/// Writes the services of these versions, and the key that they are sealed with. It seals invented people only.
pub fn write(folder: &Path, versions: &[i64]) {
    let scratch = tempfile::tempdir().unwrap();
    let (data, key) = (scratch.path().join("data"), scratch.path().join("master.key"));
    let master = MasterKey::from_bytes([7; 32]);
    master_file::write(&key, &master, None).unwrap();
    lived(&data, &key);
    std::fs::copy(&key, folder.join("master-key.txt")).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(&WhereFrom::File(data.join("bothy.sqlite")), master.clone()).await.unwrap();
        let mut rows = few(&opened(&db).await.unwrap());
        db.close().await;
        by_hand::add(&mut rows);
        for version in versions {
            let from = WhereFrom::File(scratch.path().join(format!("{version}.sqlite")));
            let db = Db::open_with(&from, master.clone(), *version).await.unwrap();
            put(&db, rows.clone()).await.unwrap();
            let out = folder.join(format!("{version:04}.jsonl"));
            db.write("export", out, |w, out| {
                Box::pin(async move {
                    let mut file = std::fs::File::create(out)?;
                    export(w, &mut file, "2026-11-25T09:12:00Z".parse().unwrap()).await?;
                    Ok::<_, Unfit>(Commit::Unchanged(()))
                })
            })
            .await
            .unwrap();
            db.close().await;
        }
    });
}

/// Fills a demonstration with the program itself.
fn lived(data: &Path, key: &Path) {
    let mut demo = Command::new(env!("CARGO_BIN_EXE_bothy"))
        .args(["demo", "--json", "--listen", "127.0.0.1:0", "--clock", "2026-11-25T09:12:00Z", "--data"])
        .arg(data)
        .arg("--master-key")
        .arg(key)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(demo.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("tokens"), "{line}");
    demo.kill().unwrap();
    demo.wait().unwrap();
}

fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).and_then(Value::as_str).unwrap_or_default()
}

/// A few rows of each table, those who come in, and whatever any of them points at.
fn few(all: &Opened) -> Opened {
    let mut by_id: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
    for (table, rows) in all {
        for (at, row) in rows.iter().enumerate() {
            by_id.entry(text(row, "id")).or_default().push((table, at));
        }
    }
    let mut waiting: Vec<(&str, usize)> = Vec::new();
    for (table, rows) in all {
        let spread = (0..EACH.min(rows.len())).map(|part| part * rows.len() / EACH.min(rows.len()));
        waiting.extend(spread.map(|at| (table.as_str(), at)));
        if table == "organisation" {
            waiting.extend((0..rows.len()).map(|at| (table.as_str(), at)));
        }
    }
    for (at, person) in all["person"].iter().enumerate() {
        if PERSONAS.iter().any(|word| text(person, "email").starts_with(&format!("{word}@"))) {
            waiting.push(("person", at));
            let hats = all["hat"].iter().enumerate().filter(|(_, hat)| text(hat, "person_id") == text(person, "id"));
            waiting.extend(hats.map(|(at, _)| ("hat", at)));
        }
    }
    let sessions: Vec<&str> = waiting
        .iter()
        .filter(|(table, _)| *table == "session")
        .map(|(_, at)| text(&all["session"][*at], "id"))
        .collect();
    let seats = all["seat"].iter().enumerate().filter(|(_, seat)| sessions.contains(&text(seat, "session_id")));
    waiting.extend(seats.map(|(at, _)| ("seat", at)));
    let mut taken: BTreeSet<(&str, usize)> = BTreeSet::new();
    while let Some((table, at)) = waiting.pop() {
        if table != "data_key" && taken.insert((table, at)) {
            let cells = all[table][at].values().filter_map(Value::as_str);
            waiting.extend(cells.filter(|cell| cell.len() == 36).flat_map(|id| by_id.get(id).into_iter().flatten()));
        }
    }
    // A group or a place without its words would be given them at the next start: all of theirs come with them.
    for (table, thing, column) in [
        ("group_word", "peer_group", "group_id"),
        ("place_word", "place", "place_id"),
        ("listing_word", "listing", "listing_id"),
    ] {
        let things: BTreeSet<&str> =
            taken.iter().filter(|(of, _)| *of == thing).map(|(_, at)| text(&all[thing][*at], "id")).collect();
        let words = all[table].iter().enumerate().filter(|(_, word)| things.contains(text(word, column)));
        let words: Vec<(&str, usize)> = words.map(|(at, _)| (table, at)).collect();
        taken.extend(words);
    }
    let mut few: Opened = all.keys().map(|table| (table.clone(), Vec::new())).collect();
    for (table, at) in taken {
        few.get_mut(table).unwrap().push(all[table][at].clone());
    }
    few
}
