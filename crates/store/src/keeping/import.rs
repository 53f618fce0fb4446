//! A whole service out of its lines, into a database without rows: all of it, or nothing.

use crate::audit::{Verified, hex, verify};
use crate::db::{Inner, Tx, Writing};
use crate::error::StoreError;
use crate::keeping::catalogue::{Table, schema, tables};
use crate::keeping::cells::{AT_ONCE, cells, count, insert};
use crate::keeping::export::{Carried, TableCarried, content, has_keys};
use crate::keeping::lines::{End, FORMAT, Header, HeaderTable, TableEnd};
use crate::keeping::unfit::Unfit;
use bothy_domain::ids::OrganisationId;
use bothy_seal::UnwrapError;
use bothy_seal::stream::StreamError;
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;
use std::io::{BufRead, Read as _};
use uuid::Uuid;

/// No line is longer: a damaged file must not fill the memory.
const LONGEST: u64 = 64 << 20;

/// Reads lines and keeps a hash over all of them.
struct Lines<'r> {
    from: &'r mut (dyn BufRead + Send),
    hash: Sha256,
    number: u64,
    line: String,
}

impl<'r> Lines<'r> {
    fn of(from: &'r mut (dyn BufRead + Send)) -> Self {
        Self { from, hash: Sha256::new(), number: 0, line: String::new() }
    }

    /// The next line, and the hash over all before it.
    fn next(&mut self) -> Result<(&str, Sha256), Unfit> {
        let before = self.hash.clone();
        self.line.clear();
        let mut bounded = (&mut *self.from).take(LONGEST);
        match bounded.read_line(&mut self.line) {
            Ok(_) => {}
            // No words at all; a backup that does not open says so itself.
            Err(error) if is_no_text(&error) => return Err(self.changed_next()),
            Err(error) => return Err(error.into()),
        }
        self.hash.update(self.line.as_bytes());
        let Some(line) = self.line.strip_suffix('\n') else {
            return Err(Unfit::Cut { line: self.number });
        };
        self.number += 1;
        Ok((line, before))
    }

    fn changed_next(&self) -> Unfit {
        Unfit::Changed { line: self.number + 1 }
    }

    fn changed(&self) -> Unfit {
        Unfit::Changed { line: self.number }
    }
}

fn is_no_text(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::InvalidData && StreamError::within(error).is_none()
}

fn first_line(lines: &mut Lines<'_>) -> Result<Header, Unfit> {
    let (line, _) = match lines.next() {
        Err(Unfit::Cut { .. } | Unfit::Changed { .. }) => return Err(Unfit::NotOurs),
        other => other?,
    };
    let header: Header = serde_json::from_str(line).map_err(|_| Unfit::NotOurs)?;
    if header.bothy != "service" || header.format != FORMAT {
        return Err(Unfit::NotOurs);
    }
    let ours = crate::db::newest_schema();
    if header.schema > ours {
        return Err(Unfit::Newer { theirs: header.schema, ours });
    }
    Ok(header)
}

/// Reads the first line of a file, which says what is in it.
///
/// # Errors
/// Not an export, or one of a newer program.
pub fn header_of(from: &mut (dyn BufRead + Send)) -> Result<Header, Unfit> {
    first_line(&mut Lines::of(from))
}

/// The first table that holds rows; none in an empty service.
///
/// # Errors
/// The database's own.
pub async fn first_with_rows(tx: &mut Tx) -> Result<Option<String>, Unfit> {
    for table in tables(tx).await? {
        if count(tx, &table).await? > 0 {
            return Ok(Some(table.name));
        }
    }
    Ok(None)
}

/// Writes everything that a file carries into a database without rows, and proves before it is committed that
/// what stands in the database now is what stood in the file, and that its audit holds.
///
/// # Errors
/// Why the file is unfit; nothing is written then.
pub async fn import(w: &mut Writing, from: &mut (dyn BufRead + Send)) -> Result<Carried, Unfit> {
    if let Some(table) = first_with_rows(w).await? {
        return Err(Unfit::NotEmpty { table });
    }
    let tables = tables(w).await?;
    let mut lines = Lines::of(from);
    let header = first_line(&mut lines)?;
    fits(&tables, &header)?;
    let schema = schema(w).await?;
    let later = hold_references(w).await?;
    let mut carried = Vec::new();
    for (table, said) in tables.iter().zip(&header.tables) {
        carried.push(one_table(w, table, said, &mut lines).await?);
    }
    let carried = Carried::of(schema, carried);
    last_line(&mut lines, &carried)?;
    release_references(w, &later).await?;
    let here = content(w).await?;
    if here != carried {
        let differing = here.tables.iter().zip(&carried.tables).find(|(one, other)| one != other);
        return Err(Unfit::NotEqual { table: differing.map_or_else(String::new, |(one, _)| one.name.clone()) });
    }
    audit_stands(w).await?;
    if has_keys(&tables) {
        keys_fit(w).await?;
    }
    Ok(carried)
}

/// What is sealed must open here, or it is not kept.
async fn keys_fit(w: &mut Writing) -> Result<(), Unfit> {
    match crate::sealing::rotation::keys_open(w).await {
        Err(StoreError::Key(UnwrapError::OtherMaster { wrapped_by, have })) => {
            Err(Unfit::OtherKey { sealed_by: wrapped_by, have })
        }
        Err(StoreError::Key(UnwrapError::Broken)) => Err(Unfit::BrokenKey),
        other => Ok(other?),
    }
}

fn fits(tables: &[Table], header: &Header) -> Result<(), Unfit> {
    let ours: Vec<HeaderTable> = tables.iter().map(|table| HeaderTable::of(table, 0)).collect();
    let theirs: Vec<HeaderTable> = header.tables.iter().map(|table| HeaderTable { rows: 0, ..table.clone() }).collect();
    let longest = ours.len().max(theirs.len());
    for place in 0..longest {
        let (one, other) = (ours.get(place), theirs.get(place));
        if one != other {
            let table = other.or(one).map_or_else(String::new, |table| table.name.clone());
            return Err(Unfit::OtherTables { table });
        }
    }
    Ok(())
}

async fn one_table(
    w: &mut Writing,
    table: &Table,
    said: &HeaderTable,
    lines: &mut Lines<'_>,
) -> Result<TableCarried, Unfit> {
    let (mut rows, mut hash, mut waiting) = (0, Sha256::new(), Vec::with_capacity(AT_ONCE));
    loop {
        let (line, _) = lines.next()?;
        if !line.starts_with('[') {
            break;
        }
        hash.update(line.as_bytes());
        hash.update(b"\n");
        rows += 1;
        let Some(row) = cells(line, table) else { return Err(lines.changed()) };
        waiting.push(row);
        if waiting.len() == AT_ONCE {
            insert(w, table, &waiting).await.map_err(|error| refused(error, lines))?;
            waiting.clear();
        }
    }
    insert(w, table, &waiting).await.map_err(|error| refused(error, lines))?;
    let end: TableEnd = serde_json::from_str(lines.line.trim_end()).map_err(|_| lines.changed())?;
    let hash = hex(&hash.finalize());
    if end != (TableEnd { end: table.name.clone(), rows, hash: hash.clone() }) || said.rows != rows {
        return Err(lines.changed());
    }
    Ok(TableCarried { name: table.name.clone(), rows, hash })
}

/// A row that the database itself refuses was not written by an export.
fn refused(error: StoreError, lines: &Lines<'_>) -> Unfit {
    match &error {
        StoreError::Database(sqlx::Error::Database(said))
            if !error.gave_way() && (said.is_unique_violation() || said.is_check_violation()) =>
        {
            lines.changed()
        }
        _ => error.into(),
    }
}

fn last_line(lines: &mut Lines<'_>, carried: &Carried) -> Result<(), Unfit> {
    let (line, before) = lines.next()?;
    let expected =
        End { end: String::from("service"), content: carried.content.clone(), hash: hex(&before.finalize()) };
    // The line is compared as it stands: not one byte of the file goes unlooked at.
    if serde_json::to_string(&expected).ok().as_deref() != Some(line) {
        return Err(lines.changed());
    }
    let mut after = [0_u8; 1];
    if lines.from.read(&mut after)? != 0 {
        return Err(lines.changed_next());
    }
    Ok(())
}

/// Rows come in by the names of their tables, so one may point at a row that is still to come.
pub(crate) async fn hold_references(w: &mut Writing) -> Result<Vec<(String, String)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Reference {
        table_name: String,
        name: String,
    }
    let Inner::Pg(open) = w.inner() else {
        run!(w, "PRAGMA defer_foreign_keys = ON")?;
        return Ok(Vec::new());
    };
    let found = sqlx::query_as::<_, Reference>(
        "SELECT conrelid::regclass::text AS table_name, quote_ident(conname::text) AS name FROM pg_catalog.pg_constraint
         WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace",
    )
    .fetch_all(&mut **open)
    .await?;
    let found: Vec<_> = found.into_iter().map(|one| (one.table_name, one.name)).collect();
    alter(w, &found, "DEFERRABLE INITIALLY DEFERRED").await?;
    Ok(found)
}

async fn release_references(w: &mut Writing, held: &[(String, String)]) -> Result<(), StoreError> {
    if w.is_lite() {
        // The file looks at its references when it commits.
        return Ok(());
    }
    run!(w, "SET CONSTRAINTS ALL IMMEDIATE")?;
    alter(w, held, "NOT DEFERRABLE").await
}

async fn alter(w: &mut Writing, references: &[(String, String)], how: &str) -> Result<(), StoreError> {
    for (table, name) in references {
        let sql = AssertSqlSafe(format!("ALTER TABLE {table} ALTER CONSTRAINT {name} {how}"));
        run!(w, sql)?;
    }
    Ok(())
}

/// Looks along the audit of every organisation. It asks for nothing that an earlier version of the tables has not: what
/// an older program wrote has to come in as well.
///
/// # Errors
/// The first entry that does not stand, or the database's own.
pub async fn audit_stands(tx: &mut Tx) -> Result<(), Unfit> {
    #[derive(sqlx::FromRow)]
    struct Id {
        id: Uuid,
    }
    for organisation in all!(tx, Id, "SELECT id FROM organisation ORDER BY id")? {
        if let Verified::Broken { number } = verify(tx, OrganisationId::new(organisation.id)).await? {
            return Err(Unfit::Audit { number });
        }
    }
    Ok(())
}
