//! Only for tests: a word in every column that is about one person, whatever the column is called, and where it stands.

use super::declared::{About, DeclaredTable, declared};
use super::record::store;
use crate::db::{Commit, Db, Writing};
use crate::error::StoreError;
use crate::keeping::catalogue::{Kind, Table, tables};
use crate::keeping::cells::{Cell, Link, insert, run_of};
use crate::sealing::columns::named;
use bothy_domain::ids::{OrganisationId, PersonId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A word as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantedWord {
    /// `table.column`
    pub column: String,
    /// The bytes that rest there: the word itself, or what it was sealed to.
    pub rests: String,
}

/// Puts a word into every column of words that is declared to be about a person, in a row of theirs of every table but
/// these. `known` are ids of things that rows point at, by the name of the column.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn plant(
    db: &Db,
    organisation: OrganisationId,
    person: PersonId,
    but: &'static [&'static str],
    known: BTreeMap<&'static str, Uuid>,
) -> Result<Vec<PlantedWord>, StoreError> {
    db.write("plant", (organisation, person, but, known), |w, (organisation, person, but, known)| {
        Box::pin(async move {
            let all = tables(w).await.map_err(store)?;
            let mut planted = Vec::new();
            for table in &declared()?.tables {
                let about = table.columns.iter().any(|column| column.about == About::Person);
                let there = all.iter().find(|one| one.name == table.name);
                if let (true, false, Some(there)) = (about, but.contains(&table.name.as_str()), there) {
                    let row = Row { organisation: *organisation, person: *person, table, there, known };
                    planted.extend(row.plant(w, &all).await?);
                }
            }
            Ok::<_, StoreError>(Commit::Sealed(planted))
        })
    })
    .await
}

struct Row<'r> {
    organisation: OrganisationId,
    person: PersonId,
    table: &'r DeclaredTable,
    there: &'r Table,
    known: &'r BTreeMap<&'static str, Uuid>,
}

impl Row<'_> {
    async fn plant(self, w: &mut Writing, all: &[Table]) -> Result<Vec<PlantedWord>, StoreError> {
        // The row of the person is there already; every other is made.
        let own = self.table.name == "person";
        let id = if own || self.there.key.iter().any(|key| key.name == "person_id") {
            self.person.uuid()
        } else {
            Uuid::now_v7()
        };
        let (mut cells, mut planted, mut set) = (Vec::new(), Vec::new(), Vec::new());
        for column in &self.there.columns {
            let declared = self.table.column(&column.name);
            let of_person = declared.is_some_and(|declared| declared.about == About::Person);
            let is_link = declared.and_then(|declared| declared.whose.as_deref()) == Some(column.name.as_str());
            let sealed = declared.is_some_and(|declared| declared.sealed);
            cells.push(match column.kind {
                Kind::Text if of_person || sealed => {
                    let full = format!("{}.{}", self.table.name, column.name);
                    let word = format!("planted-{}", full.replace('.', "-"));
                    let rests = match (sealed, named(&full)) {
                        (true, Some(sealed)) => w.seal(self.organisation.uuid(), sealed, id, &word).await?,
                        _ => word,
                    };
                    set.push(format!("\"{}\" = '{rests}'", column.name));
                    planted.push(PlantedWord { column: full, rests: rests.clone() });
                    Cell::Text(Some(rests))
                }
                Kind::Text => Cell::Text(Some(String::from("x"))),
                Kind::Id if column.name == self.table.owner => Cell::Id(Some(self.organisation.uuid())),
                Kind::Id if column.name == "id" => Cell::Id(Some(id)),
                Kind::Id if is_link && !self.known.contains_key(column.name.as_str()) => {
                    Cell::Id(Some(self.person.uuid()))
                }
                Kind::Id => Cell::Id(self.known.get(column.name.as_str()).copied()),
                Kind::Long => Cell::Long(Some(1)),
                // What is counted has its first already.
                Kind::Whole if column.name == "number" => Cell::Whole(Some(9)),
                Kind::Whole => Cell::Whole(Some(1)),
                Kind::YesNo => Cell::YesNo(Some(true)),
                Kind::Bytes => Cell::Bytes(Some(Vec::new())),
            });
        }
        if own {
            let sql = format!("UPDATE person SET {} WHERE organisation_id = $1 AND id = $2", set.join(", "));
            run_of(w, sql, self.organisation.uuid(), &Link::Id(id)).await?;
        } else {
            insert(w, self.there, &[cells]).await?;
            self.point(w, all, id).await?;
        }
        Ok(planted)
    }

    /// A row whose person stands elsewhere gets the row that leads to it.
    async fn point(&self, w: &mut Writing, all: &[Table], id: Uuid) -> Result<(), StoreError> {
        for way in self.table.ways() {
            let Some((_, rest)) = way.split_once('>') else { continue };
            let Some((other, _)) = rest.split_once('.') else { continue };
            let Some(there) = all.iter().find(|one| one.name == other) else { continue };
            let points = rest.split_once('.').and_then(|(_, rest)| rest.split_once('>'));
            let cell = |column: &crate::keeping::catalogue::Column| match (column.kind, points) {
                (_, Some((points, _))) if column.name == points => Cell::Id(Some(id)),
                (Kind::Text, Some((_, link))) if column.name == link => Cell::Text(Some(self.person.to_string())),
                (Kind::Id, _) if column.name == "organisation_id" => Cell::Id(Some(self.organisation.uuid())),
                (Kind::Id, _) if column.name == "id" => Cell::Id(Some(Uuid::now_v7())),
                (Kind::Id, _) => Cell::Id(None),
                // Not sealed into the chain yet.
                (Kind::Long, _) if column.name == "number" => Cell::Long(None),
                (Kind::Text, _) if column.name == "chain" => Cell::Text(None),
                (Kind::Text, _) => Cell::Text(Some(String::from("x"))),
                (Kind::Long, _) => Cell::Long(Some(1)),
                (Kind::Whole, _) => Cell::Whole(Some(1)),
                (Kind::YesNo, _) => Cell::YesNo(Some(false)),
                (Kind::Bytes, _) => Cell::Bytes(None),
            };
            let row: Vec<Cell> = there.columns.iter().map(cell).collect();
            insert(w, there, &[row]).await?;
        }
        Ok(())
    }
}

/// Writes down so many acts that were spent at an instant, as old services have them.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn spent_acts(
    db: &Db,
    organisation: OrganisationId,
    many: usize,
    at: jiff::Timestamp,
) -> Result<(), StoreError> {
    db.write("spent_acts", (organisation, many, at), |w, (organisation, many, at)| {
        Box::pin(async move {
            for _ in 0..*many {
                crate::access::spend(w, *organisation, Uuid::now_v7(), "old", "x", "x", *at).await?;
            }
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

/// How many rows a table has.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn rows_in(db: &Db, table: &'static str) -> Result<u64, StoreError> {
    db.snapshot("rows_in", table, |tx, table| {
        Box::pin(async move {
            let all = tables(tx).await.map_err(store)?;
            match all.iter().find(|one| one.name == **table) {
                Some(there) => crate::keeping::cells::count(tx, there).await,
                None => Ok(0),
            }
        })
    })
    .await
}
