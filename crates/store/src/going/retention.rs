//! Retention: what has had its time goes, in slices, and nothing that is held.

use super::declared::{ByClock, Declared, DeclaredTable, End, Kept, KeptRows, declared};
use super::holds::held_now;
use super::longer::longer_of;
use super::record::store;
use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::keeping::catalogue::{Kind, Table, tables};
use crate::keeping::cells::{Due, due_count, due_ids, run_due};
use crate::time::micros;
use bothy_domain::ids::{OrganisationId, PersonId};
use jiff::{SignedDuration, Timestamp};

/// What one slice came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// How many records went, or had their words taken.
    pub rows: u64,
}

/// The classes of records in their order.
///
/// # Errors
/// The declarations cannot be read.
pub fn classes() -> Result<&'static [Kept], StoreError> {
    declared().map(|declared| declared.classes.as_slice())
}

/// The instant before which records of a class have had their time in an organisation, which may keep them for longer;
/// none where they stay.
async fn before(
    tx: &mut Tx,
    organisation: OrganisationId,
    class: &Kept,
    (now, wall): (Timestamp, Timestamp),
) -> Result<Option<Timestamp>, StoreError> {
    let Some(length) = class.length() else { return Ok(None) };
    let clock = match class.clock {
        ByClock::Service => now,
        ByClock::Wall => wall,
    };
    let days = length.kept(longer_of(tx, organisation, &class.name).await?);
    Ok(clock.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).ok())
}

/// Which rows are due, as SQL over `r`: `$1` the organisation, `$2` the instant before which they count, `$3` now.
fn due(declared: &Declared, all: &[Table], rows: &KeptRows, held: &[String]) -> Result<(String, Table), StoreError> {
    let unknown = StoreError::Unknown { column: "declaration" };
    let (Some(table), Some(there)) = (declared.table(&rows.table), all.iter().find(|table| table.name == rows.table))
    else {
        return Err(unknown);
    };
    let mut sql = format!("r.\"{}\" = $1 AND ({}) < $2", table.owner, rows.from);
    if let Some(only) = &rows.only {
        sql.push_str(&format!(" AND ({only})"));
    }
    sql.push_str(&not_held(table, there, held));
    Ok((sql, there.clone()))
}

/// Nothing that is held goes, nor anything of a person who is held.
fn not_held(table: &DeclaredTable, there: &Table, held: &[String]) -> String {
    let ids: Vec<String> = there
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Id && column.name != table.owner)
        .filter(|column| {
            let own = there.key.iter().any(|key| key.name == column.name);
            own || table.ways().contains(&column.name.as_str())
        })
        .map(|column| format!("r.\"{}\"", column.name))
        .collect();
    let mut sql = if ids.is_empty() {
        String::from(" AND CAST($3 AS BIGINT) IS NOT NULL")
    } else {
        format!(
            " AND NOT EXISTS (SELECT 1 FROM hold z WHERE z.organisation_id = $1 AND z.ended_at IS NULL
              AND (z.until_at IS NULL OR z.until_at > $3) AND z.thing_id IN ({}))",
            ids.join(", ")
        )
    };
    // Words that stand elsewhere and are about a thing that is held: `held` are outside ids, letters and digits only.
    for way in table.ways() {
        let parts: Vec<&str> = way.split('>').collect();
        if let ([ours, theirs, column], false) = (parts.as_slice(), held.is_empty())
            && let Some((other, points)) = theirs.split_once('.')
        {
            let held: Vec<String> = held.iter().map(|thing| format!("'{thing}'")).collect();
            sql.push_str(&format!(
                " AND NOT EXISTS (SELECT 1 FROM \"{other}\" y WHERE y.organisation_id = $1 AND y.\"{points}\" = \
                 r.\"{ours}\" AND y.\"{column}\" IN ({}))",
                held.join(", ")
            ));
        }
    }
    sql
}

/// Whether any record of a class has had its time: a look that keeps nobody from writing.
///
/// # Errors
/// The database's own.
pub async fn is_due(
    tx: &mut Tx,
    organisation: OrganisationId,
    class: &Kept,
    (now, wall): (Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    let Some(before) = before(tx, organisation, class, (now, wall)).await? else { return Ok(false) };
    let declared = declared()?;
    let all = tables(tx).await.map_err(store)?;
    let held = held_now(tx, organisation, now).await?;
    for rows in &class.rows {
        let (mut which, _) = due(declared, &all, rows, &held)?;
        which.push_str(&with_words(class, rows));
        let sql =
            format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM \"{}\" r WHERE {which} LIMIT $4) found", rows.table);
        let due = Due { organisation: organisation.uuid(), before: micros(before), now: micros(now), at_most: 1 };
        if due_count(tx, sql, &due).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is to be emptied has to hold something.
fn with_words(class: &Kept, rows: &KeptRows) -> String {
    if class.end != End::Blank {
        return String::new();
    }
    let blank = rows.blank.iter().map(|column| format!("r.\"{column}\" <> ''"));
    let forget = rows.forget.iter().map(|column| format!("r.\"{column}\" IS NOT NULL"));
    let any: Vec<String> = blank.chain(forget).collect();
    format!(" AND ({})", any.join(" OR "))
}

/// Removes at most so many records of a class that have had their time, or takes their words.
///
/// # Errors
/// The database's own.
pub async fn remove_slice(
    w: &mut Writing,
    organisation: OrganisationId,
    class: &Kept,
    (now, wall): (Timestamp, Timestamp),
    at_most: u32,
) -> Result<Removed, StoreError> {
    if !matches!(class.end, End::Row | End::Blank) {
        return Ok(Removed::default());
    }
    let Some(before) = before(w, organisation, class, (now, wall)).await? else { return Ok(Removed::default()) };
    let declared = declared()?;
    let all = tables(w).await.map_err(store)?;
    let held = held_now(w, organisation, now).await?;
    let mut removed = Removed::default();
    for rows in &class.rows {
        let left = u64::from(at_most).saturating_sub(removed.rows);
        if left == 0 {
            break;
        }
        let (mut which, there) = due(declared, &all, rows, &held)?;
        let owner = declared.table(&rows.table).map_or("organisation_id", |table| table.owner.as_str());
        let key: Vec<String> =
            there.key.iter().filter(|one| one.name != owner).map(|one| format!("\"{}\"", one.name)).collect();
        which.push_str(&with_words(class, rows));
        let picked = key.iter().map(|one| format!("r.{one}")).collect::<Vec<_>>().join(", ");
        let blank = rows.blank.iter().map(|column| format!("\"{column}\" = ''"));
        let forget = rows.forget.iter().map(|column| format!("\"{column}\" = NULL"));
        let set: Vec<String> = blank.chain(forget).collect();
        let verb = match class.end {
            End::Blank => format!("UPDATE \"{}\" SET {}", rows.table, set.join(", ")),
            End::Row | End::Stays | End::Tombstone => format!("DELETE FROM \"{}\"", rows.table),
        };
        let sql = format!(
            "{verb} WHERE \"{owner}\" = $1 AND ({}) IN (SELECT {picked} FROM \"{}\" r WHERE {which} ORDER BY {picked} \
             LIMIT $4)",
            key.join(", "),
            rows.table
        );
        let due = Due { organisation: organisation.uuid(), before: micros(before), now: micros(now), at_most: left };
        removed.rows += run_due(w, sql, &due).await?;
    }
    Ok(removed)
}

/// People who left so long ago that what is known of them goes, at most so many.
///
/// # Errors
/// The database's own.
pub async fn overdue_people(
    tx: &mut Tx,
    organisation: OrganisationId,
    class: &Kept,
    (now, wall): (Timestamp, Timestamp),
    at_most: u32,
) -> Result<Vec<PersonId>, StoreError> {
    if class.end != End::Tombstone {
        return Ok(Vec::new());
    }
    let Some(before) = before(tx, organisation, class, (now, wall)).await? else { return Ok(Vec::new()) };
    let declared = declared()?;
    let all = tables(tx).await.map_err(store)?;
    let held = held_now(tx, organisation, now).await?;
    let mut people = Vec::new();
    for rows in &class.rows {
        let (which, _) = due(declared, &all, rows, &held)?;
        let sql = format!("SELECT r.id FROM \"{}\" r WHERE {which} ORDER BY r.id LIMIT $4", rows.table);
        let due = Due {
            organisation: organisation.uuid(),
            before: micros(before),
            now: micros(now),
            at_most: u64::from(at_most),
        };
        people.extend(due_ids(tx, sql, &due).await?.into_iter().map(PersonId::new));
    }
    Ok(people)
}
