//! A backup of a large service while people look at its pages.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::figures::Measure;
use super::load::Ask;
use super::looks::{USUAL, looks, slower};
use super::server::Server;
use crate::{shell, tree};

/// How many bytes the database has at least.
const LARGE: u64 = 1_000_000_000;
/// Rows that are added at a time until it has them: what was done, which grows the most in a real service.
const ROWS: u32 = 1_000_000;

/// Backs up a service of a gigabyte, and looks at a group's page and at `/today` meanwhile.
pub fn while_it_serves(
    folder: &Path,
    start: impl Fn(&Path) -> Result<Server, String>,
    group: impl Fn(&Server) -> Result<String, String>,
) -> Result<Measure, String> {
    let data = folder.join("gigabyte");
    // Started once to be filled, and ended before it is made larger.
    drop(start(&data)?);
    let file = data.join("bothy.sqlite");
    while file.metadata().map_err(|error| format!("{}: {error}", file.display()))?.len() < LARGE {
        grow(&file)?;
    }
    let server = start(&data)?;
    let today = Ask::new(&server.url, "/today").with("Cookie", &server.cookie("coordinator")?);
    let pages = [Ask::new(&server.url, &group(&server)?), today];
    let usual = looks(&pages, &|began: Instant| began.elapsed() > USUAL)?;
    let over = AtomicBool::new(false);
    let began = Instant::now();
    let meanwhile = std::thread::scope(|scope| {
        let looker = scope.spawn(|| looks(&pages, &|_| over.load(Ordering::SeqCst)));
        let mut backup = Command::new(tree::target().join("release/bothy"));
        backup.arg("backup").arg(folder.join("a.backup")).arg("--data").arg(&data);
        let done = shell::run(backup.stdout(Stdio::null()).stderr(Stdio::null()));
        over.store(true, Ordering::SeqCst);
        let seen = looker.join().map_err(|_| "whoever looked fell over".to_owned())?;
        done.and(seen)
    })?;
    let size = file.metadata().map_or(0.0, |about| about.len() as f64 / 1e9);
    let about = format!("{size:.1} GB backed up within {:.0} s", began.elapsed().as_secs_f64());
    Ok(slower(&["a group", "/today"], &usual, &meanwhile, &about))
}

/// Numbered like those that are sealed already, so that nothing is done to them while it is measured.
fn grow(file: &Path) -> Result<(), String> {
    let sql = format!(
        "INSERT INTO audit (organisation_id, id, at, act, thing, number, chain)
         SELECT o.organisation_id, randomblob(16), o.at, 'duty-taken', 'duty_' || n.i, o.number + n.i, 'as if sealed'
         FROM (SELECT organisation_id, at, (SELECT coalesce(max(number), 0) FROM audit) + {ROWS} AS number
               FROM audit ORDER BY at LIMIT 1) AS o,
              (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}) SELECT i FROM n) AS n;
         SELECT changes();
         PRAGMA wal_checkpoint(TRUNCATE);"
    );
    let said = shell::read(Command::new("sqlite3").arg(file).arg(sql))?;
    if said.lines().next() == Some(ROWS.to_string().as_str()) {
        Ok(())
    } else {
        Err(format!("the service could not be made larger: {said}"))
    }
}
