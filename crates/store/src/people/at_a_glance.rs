//! What many people have shown, read at once for the pages that ask it of everybody who holds a seat: one row a person.

use crate::db::{Inner, Tx, ids_as_json};
use crate::error::StoreError;
use crate::sealing::Sealed;
use crate::sealing::columns::{Column, REFERENCE_REFEREE};
use crate::time::{day, instant, maybe};
use bothy_domain::access::{Hat, Role};
use bothy_domain::ids::{BranchId, HatId, OrganisationId, PersonId};
use bothy_domain::supporters::checks::{CheckKind, Shown, Span, TrainingStep};
use bothy_domain::supporters::everyone::Reference;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What stands between two things that one person has shown. A word that somebody typed has it taken out.
const BETWEEN: char = '\u{1e}';

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    checks: Option<String>,
    training: Option<String>,
    refs: Option<String>,
    hats: Option<String>,
    supervised_on: Option<String>,
}

/// One reference out of a cell, its referee still sealed.
struct SealedReference {
    person: PersonId,
    id: Uuid,
    taken_on: Date,
    referee: String,
}

impl Sealed for SealedReference {
    const COLUMN: Column = REFERENCE_REFEREE;

    fn sealed(&mut self) -> (Uuid, &mut String) {
        (self.id, &mut self.referee)
    }
}

/// What a seat asks of whoever holds it, of one person.
#[derive(Debug, Clone, Default)]
pub struct Glance {
    /// What they have shown.
    pub shown: Shown,
    /// Their supporter's hats, at whatever time they are worn.
    pub hats: Vec<Hat>,
}

/// The text of the reading; the two databases write an id out in words of their own.
macro_rules! glance {
    ($id:literal, $branch:literal, $reference:literal, $list:literal) => {
        concat!(
            "SELECT p.id,
             (SELECT string_agg(c.from_on || '|' || COALESCE(c.until_on, '') || '|' || replace(c.kind, '\u{1e}', ' '), '\u{1e}')
              FROM person_check c WHERE c.organisation_id = p.organisation_id AND c.person_id = p.id) AS checks,
             (SELECT string_agg(t.from_on || '|' || COALESCE(t.until_on, '') || '|' || replace(t.step, '\u{1e}', ' '), '\u{1e}')
              FROM training_step t WHERE t.organisation_id = p.organisation_id AND t.person_id = p.id) AS training,
             (SELECT string_agg(r.taken_on || '|' || ",
            $reference,
            " || '|' || replace(r.referee, '\u{1e}', ' '), '\u{1e}')
              FROM person_reference r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id) AS refs,
             (SELECT string_agg(",
            $id,
            " || '|' || ",
            $branch,
            " || '|' || h.from_at || '|' || COALESCE(CAST(h.until_at AS TEXT), ''), '\u{1e}')
              FROM hat h WHERE h.role = 'supporter' AND h.organisation_id = p.organisation_id AND h.person_id = p.id) AS hats,
             (SELECT max(m.held_on) FROM supervision_meeting m
              WHERE m.organisation_id = p.organisation_id AND m.person_id = p.id) AS supervised_on
             FROM person p WHERE p.organisation_id = $1 AND p.id",
            $list
        )
    };
}

const ON_SQLITE: &str =
    glance!("hex(h.id)", "COALESCE(hex(h.branch_id), '')", "hex(r.id)", " IN (SELECT unhex(value) FROM json_each($2))");
const ON_POSTGRES: &str =
    glance!("CAST(h.id AS TEXT)", "COALESCE(CAST(h.branch_id AS TEXT), '')", "CAST(r.id AS TEXT)", " = ANY($2)");

/// What these people have shown, whoever wrote it down and when.
///
/// # Errors
/// The database's own.
pub async fn shown(
    tx: &mut Tx,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Shown>, StoreError> {
    let all = at_a_glance(tx, organisation, people).await?;
    Ok(all.into_iter().map(|(person, glance)| (person, glance.shown)).collect())
}

/// What these people have shown and where they support: all that tells whether a seat of theirs is held well.
///
/// # Errors
/// The database's own.
pub async fn at_a_glance(
    tx: &mut Tx,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Glance>, StoreError> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.uuid()).collect();
    // A row for each check, step, reference and hat would be ten a person, and rows are what reading costs.
    let rows: Vec<Row> = match tx.inner() {
        Inner::Lite(open) => {
            let ids = ids_as_json(&ids);
            sqlx::query_as(ON_SQLITE).bind(organisation.uuid()).bind(ids).fetch_all(&mut **open).await?
        }
        Inner::Pg(open) => {
            sqlx::query_as(ON_POSTGRES).bind(organisation.uuid()).bind(&ids).fetch_all(&mut **open).await?
        }
    };
    let mut sealed = Vec::new();
    let mut all: BTreeMap<PersonId, Glance> = BTreeMap::new();
    for row in rows {
        let person = PersonId::new(row.id);
        for one in cells(row.refs.as_deref()) {
            sealed.push(reference(person, one).ok_or(StoreError::Unknown { column: "taken_on" })??);
        }
        let shown = Shown {
            checks: spans(row.checks.as_deref(), CheckKind::named)?,
            training: spans(row.training.as_deref(), TrainingStep::named)?,
            references: Vec::new(),
            supervised_on: row.supervised_on.as_deref().map(day).transpose()?,
        };
        let hats = cells(row.hats.as_deref())
            .map(|one| hat(one).ok_or(StoreError::Unknown { column: "hat" })?)
            .collect::<Result<_, StoreError>>()?;
        all.insert(person, Glance { shown, hats });
    }
    sealed.sort_by_key(|one| (one.taken_on, one.id));
    for one in tx.open_rows(organisation, sealed).await? {
        let reference = Reference { taken_on: one.taken_on, referee: one.referee };
        all.entry(one.person).or_default().shown.references.push(reference);
    }
    Ok(all)
}

/// What stands in one cell, thing by thing.
fn cells(cell: Option<&str>) -> impl Iterator<Item = &str> {
    cell.unwrap_or_default().split(BETWEEN).filter(|one| !one.is_empty())
}

/// A reference; nothing where the cell is not as it was written.
fn reference(person: PersonId, one: &str) -> Option<Result<SealedReference, StoreError>> {
    let (taken_on, rest) = one.split_once('|')?;
    let (id, referee) = rest.split_once('|')?;
    let id = Uuid::try_parse(id).ok()?;
    Some(day(taken_on).map(|taken_on| SealedReference { person, id, taken_on, referee: referee.to_owned() }))
}

/// A supporter's hat; nothing where the cell is not as it was written.
fn hat(one: &str) -> Option<Result<Hat, StoreError>> {
    let mut parts = one.split('|');
    let mut next = || parts.next();
    let id = HatId::new(Uuid::try_parse(next()?).ok()?);
    let branch = Some(next()?).filter(|branch| !branch.is_empty());
    let branch = branch.map(Uuid::try_parse).transpose().ok()?.map(BranchId::new);
    let from = next()?.parse().ok()?;
    let until = Some(next()?).filter(|until| !until.is_empty()).map(str::parse).transpose().ok()?;
    let times = instant(from).and_then(|from| Ok((from, maybe(until)?)));
    Some(times.map(|(from, until)| Hat { id, role: Role::Supporter, branch, from, until }))
}

/// The things in one cell, the oldest first.
fn spans<K: Ord>(cell: Option<&str>, named: impl Fn(String) -> K) -> Result<Vec<(K, Span)>, StoreError> {
    let mut all = Vec::new();
    for one in cells(cell) {
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

    #[test]
    fn a_hat_comes_out_of_its_cell_as_either_database_writes_an_id() {
        let id = Uuid::from_u128(0xab);
        let (from, until) = (instant(5).unwrap(), instant(9).unwrap());
        let plain = Hat { id: HatId::new(id), role: Role::Supporter, branch: None, from, until: None };
        assert_eq!(hat(&format!("{id}||5|")).unwrap().unwrap(), plain);
        let shouted = id.simple().to_string().to_uppercase();
        let of_a_branch = Hat { branch: Some(BranchId::new(id)), until: Some(until), ..plain };
        assert_eq!(hat(&format!("{shouted}|{shouted}|5|9")).unwrap().unwrap(), of_a_branch);
        assert!(hat("no id||5|").is_none());
        assert!(hat(&format!("{id}||soon|")).is_none());
    }

    #[test]
    fn a_referee_may_have_the_mark_that_divides_in_their_name() {
        let (person, id) = (PersonId::new(Uuid::from_u128(1)), Uuid::from_u128(2));
        let one = reference(person, &format!("2026-01-01|{id}|Jo | Manager")).unwrap().unwrap();
        assert_eq!((one.person, one.id, one.referee.as_str()), (person, id, "Jo | Manager"));
        assert!(reference(person, "2026-01-01").is_none());
    }
}
