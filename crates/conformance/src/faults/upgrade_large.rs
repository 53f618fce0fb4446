//! R17 on a service with a million rows: how long whoever reads and writes beside the upgrade has to wait, and whether
//! all of them are there when it was killed in the middle.

use super::upgrade::{of_version, pages};
use crate::beginning::{Beginning, Dies};
use crate::chance::Chance;
use crate::schemas::{ALL, Held};
use crate::service::House;
use crate::{Options, Report};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a write may have to wait while the tables change.
const PAUSE: Duration = Duration::from_secs(1);
/// The first version that has sealed all that is sealed today. The file of an earlier one, of which none was released, is
/// written anew once and in one piece, so that no plain words rest in its unused pages; how long that takes is said, and
/// not promised.
const SEALS: i64 = 12;
/// How many services are killed on their way where nobody says, and how often each.
const SERVICES: u32 = 3;
const KILLS: u32 = 5;
/// How many services more are tried where none was killed before it was through.
const MORE: u32 = 5;

/// Brings the oldest service up to date with so many rows more than it has, and the oldest that was sealed.
///
/// # Errors
/// Where it could not be tried.
pub fn run(report: &mut Report, options: &Options, rows: u32) -> Result<(), String> {
    let Some((schema, text)) = ALL.first() else { return Ok(()) };
    let mut chance = Chance::new(options.seed, 17_500);
    if let Err(why) = of_version(options, text)?.in_database("SELECT 1") {
        report.skipped.push(format!("a service with {rows} rows more: {why}"));
        return Ok(());
    }
    if let Some((sealed, text)) = ALL.iter().find(|(one, _)| *one == SEALS && *one != *schema) {
        waited(report, options, (*sealed, text), rows)?;
    }
    let mut within = waited(report, options, (*schema, text), rows)?;
    let (mut died, mut services) = (0, 0);
    // A start that got through has brought the service up to date: what is killed after that is no upgrade any more,
    // so each of those asks for another service, killed earlier. A machine that was busy a moment ago may be quick now.
    let wanted = options.count.unwrap_or(SERVICES);
    while services < wanted || (died == 0 && services < wanted + MORE) {
        let house = grown(options, text, rows)?;
        for _ in 0..KILLS {
            let most = u64::try_from(within.as_micros()).unwrap_or(u64::MAX);
            if house.begin(&Dies::After(Duration::from_micros(chance.below(most.max(1)))))? != Beginning::Dead {
                within /= 2;
                break;
            }
            died += 1;
        }
        all_there(report, &house, text, rows, &format!("killed on its way, service {services}"))?;
        services += 1;
    }
    report.say(format!("{died} starts were killed before the service was there"));
    if died == 0 {
        report.broke("no large upgrade was killed before it was through: this run says nothing");
    }
    Ok(())
}

/// One upgrade that nobody kills: how long whoever reads and writes beside it waits, and whether all rows are there.
/// Gives how long the service took to be there.
fn waited(report: &mut Report, options: &Options, (schema, text): (i64, &str), rows: u32) -> Result<Duration, String> {
    let undisturbed = grown(options, text, rows)?;
    let waits = beside(&undisturbed)?;
    report.say(format!(
        "version {schema} with {rows} rows more: there after {} ms; beside it {} reads waited {} ms at most, {} writes {} ms",
        waits.there.as_millis(),
        waits.reads,
        waits.read.as_millis(),
        waits.writes,
        waits.write.as_millis()
    ));
    let in_one_piece = schema < SEALS && options.postgres.is_none();
    if waits.read > PAUSE || (waits.write > PAUSE && !in_one_piece) {
        let most = PAUSE.as_millis();
        report.broke(format!(
            "beside an upgrade of version {schema} with {rows} rows somebody waited for more than {most} ms"
        ));
    }
    all_there(report, &undisturbed, text, rows, &format!("version {schema}, undisturbed"))?;
    Ok(waits.there)
}

/// A service of this version with rows added to the tables that grow: what was done, and sessions of long ago.
fn grown(options: &Options, text: &str, rows: u32) -> Result<House, String> {
    let house = of_version(options, text)?;
    let (id, from) = if house.database.is_some() {
        ("gen_random_uuid()", format!("generate_series(1, {rows}) AS n(i)"))
    } else {
        let numbers = format!(
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i FROM n) AS n"
        );
        ("randomblob(16)", numbers)
    };
    let sessions = "group_id, series_id, original_date, on_date, starts, ends, zone, starts_at, ends_at, mode, link, \
                    phone, moved_by_hand, version";
    // Each begins a moment after the one before it, as those of years do; an index over a million equal keys would sort
    // what no service has.
    let values = sessions.replace("series_id", "NULL").replace("starts_at", "starts_at + n.i");
    let values = values.replace("ends_at", "ends_at + n.i");
    house.in_database(&format!(
        "INSERT INTO audit (organisation_id, id, at, act, thing)
         SELECT o.organisation_id, {id}, o.at + n.i, 'duty-taken', 'duty_of_many_' || n.i
         FROM (SELECT organisation_id, at FROM audit ORDER BY at LIMIT 1) AS o, {from} WHERE n.i % 3 > 0"
    ))?;
    house.in_database(&format!(
        "INSERT INTO session (organisation_id, id, {sessions})
         SELECT o.organisation_id, {id}, {values}
         FROM (SELECT * FROM session ORDER BY starts_at LIMIT 1) AS o, {from} WHERE n.i % 3 = 0"
    ))?;
    Ok(house)
}

/// How long the start took, and whoever read and wrote beside it.
struct Waits {
    there: Duration,
    reads: u32,
    read: Duration,
    writes: u32,
    write: Duration,
}

fn beside(house: &House) -> Result<Waits, String> {
    let over = AtomicBool::new(false);
    let again_and_again = |sql: &str| -> Result<(u32, Duration), String> {
        let (mut times, mut longest) = (0, Duration::ZERO);
        while !over.load(Ordering::SeqCst) {
            let began = Instant::now();
            house.in_database(sql)?;
            longest = longest.max(began.elapsed());
            times += 1;
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok((times, longest))
    };
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| again_and_again("SELECT count(*) FROM hat"));
        let writer = scope.spawn(|| again_and_again("UPDATE organisation SET name = name"));
        let began = house.begin(&Dies::Not);
        over.store(true, Ordering::SeqCst);
        let joined = |ended: std::thread::Result<_>| ended.unwrap_or_else(|_| Err("somebody fell over".to_owned()));
        let ((reads, read), (writes, write)) = (joined(reader.join())?, joined(writer.join())?);
        match began? {
            Beginning::There(there) => Ok(Waits { there, reads, read, writes, write }),
            Beginning::Dead => Err(format!("it did not start: {}", house.log_end())),
        }
    })
}

/// Every row is there once, and pages answer.
fn all_there(report: &mut Report, house: &House, text: &str, rows: u32, when: &str) -> Result<(), String> {
    let server = house.start()?;
    let before = Held::read(text);
    pages(report, &server, &before, when)?;
    server.end();
    for table in ["audit", "session"] {
        let were = before.rows.get(table).map_or(0, Vec::len);
        let added = (1..=rows).filter(|i| (i % 3 == 0) == (table == "session")).count();
        let there = house.in_database(&format!("SELECT count(*) FROM {table}"))?;
        // What the program itself does at a start is noted, too; a row of ours that were there twice would be noted as
        // one of many.
        let many = if table == "audit" {
            house.in_database("SELECT count(DISTINCT thing) FROM audit WHERE thing LIKE 'duty_of_many_%'")?
        } else {
            there.clone()
        };
        let number = |text: &str| text.trim().parse::<usize>().unwrap_or(0);
        let wanted = if table == "audit" { added } else { were + added };
        if number(&many) != wanted || number(&there) < were + added {
            report.broke(format!("{when}: {wanted} rows of {table} are {} ({} in all)", many.trim(), there.trim()));
        }
    }
    Ok(())
}
