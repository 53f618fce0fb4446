//! What many people have shown, read at once for the pages that ask it of everybody who holds a seat: one row a person.

use crate::db::Tx;
use crate::error::StoreError;
use crate::sealing::Sealed;
use crate::sealing::columns::{Column, REFERENCE_REFEREE};
use crate::time::day;
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_domain::supporters::checks::{CheckKind, Shown, Span, TrainingStep};
use bothy_domain::supporters::everyone::Reference;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What stands between two things that one person has shown. A word that somebody typed has it taken out.
const BETWEEN: char = '\u{1e}';

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    checks: Option<String>,
    training: Option<String>,
    supervised_on: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ReferenceRow {
    person_id: Uuid,
    id: Uuid,
    referee: String,
    taken_on: String,
}

impl Sealed for ReferenceRow {
    const COLUMN: Column = REFERENCE_REFEREE;

    fn sealed(&mut self) -> (Uuid, &mut String) {
        (self.id, &mut self.referee)
    }
}

/// What these people have shown, whoever wrote it down and when.
///
/// # Errors
/// The database's own.
pub async fn shown(
    tx: &mut Tx,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Shown>, StoreError> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.uuid()).collect();
    // A row for each check and step would be seven a person, and rows are what reading costs.
    let rows = all_in!(
        tx,
        Row,
        "SELECT p.id,
         (SELECT string_agg(c.from_on || '|' || COALESCE(c.until_on, '') || '|' || replace(c.kind, '\u{1e}', ' '), '\u{1e}')
          FROM person_check c WHERE c.organisation_id = p.organisation_id AND c.person_id = p.id) AS checks,
         (SELECT string_agg(t.from_on || '|' || COALESCE(t.until_on, '') || '|' || replace(t.step, '\u{1e}', ' '), '\u{1e}')
          FROM training_step t WHERE t.organisation_id = p.organisation_id AND t.person_id = p.id) AS training,
         (SELECT max(m.held_on) FROM supervision_meeting m
          WHERE m.organisation_id = p.organisation_id AND m.person_id = p.id) AS supervised_on
         FROM person p WHERE p.organisation_id = $1 AND p.id",
        "",
        organisation.uuid(),
        &ids
    )?;
    let references = all_in!(
        tx,
        ReferenceRow,
        "SELECT person_id, id, referee, taken_on FROM person_reference WHERE organisation_id = $1 AND person_id",
        " ORDER BY taken_on, id",
        organisation.uuid(),
        &ids
    )?;
    let references = tx.open_rows(organisation, references).await?;
    let mut all: BTreeMap<PersonId, Shown> = BTreeMap::new();
    for row in rows {
        let shown = Shown {
            checks: spans(row.checks.as_deref(), CheckKind::named)?,
            training: spans(row.training.as_deref(), TrainingStep::named)?,
            references: Vec::new(),
            supervised_on: row.supervised_on.as_deref().map(day).transpose()?,
        };
        all.insert(PersonId::new(row.id), shown);
    }
    for row in references {
        let reference = Reference { taken_on: day(&row.taken_on)?, referee: row.referee };
        all.entry(PersonId::new(row.person_id)).or_default().references.push(reference);
    }
    Ok(all)
}

/// The things in one cell, the oldest first.
fn spans<K: Ord>(cell: Option<&str>, named: impl Fn(String) -> K) -> Result<Vec<(K, Span)>, StoreError> {
    let mut all = Vec::new();
    for one in cell.unwrap_or_default().split(BETWEEN).filter(|one| !one.is_empty()) {
        let unknown = || StoreError::Unknown { column: "from_on" };
        let (from, rest) = one.split_once('|').ok_or_else(unknown)?;
        let (until, word) = rest.split_once('|').ok_or_else(unknown)?;
        let until = Some(until).filter(|until| !until.is_empty()).map(day).transpose()?;
        all.push((named(word.to_owned()), Span { from: day(from)?, until }));
    }
    all.sort_by(|(kind, span), (other, its)| (span.from, span.until, kind).cmp(&(its.from, its.until, other)));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_check_comes_out_with_its_days_the_oldest_first_whatever_its_name() {
        let cell = "2026-03-01|2029-03-01|pvg\u{1e}2025-01-01||a | b\u{1e}2025-01-01|2026-01-01|a | b";
        let named = |word: &str, from, until| (CheckKind::named(word.to_owned()), Span { from, until });
        assert_eq!(
            spans(Some(cell), CheckKind::named).unwrap(),
            [
                named("a | b", date(2025, 1, 1), None),
                named("a | b", date(2025, 1, 1), Some(date(2026, 1, 1))),
                named("pvg", date(2026, 3, 1), Some(date(2029, 3, 1))),
            ]
        );
        assert!(spans(None, CheckKind::named).unwrap().is_empty());
        assert!(spans(Some("2025-01-01"), CheckKind::named).is_err());
    }
}
