//! People as one organisation knows them: names, hats, what they have shown.

pub mod at_a_glance;
pub mod helpers;
pub mod shown;

pub use at_a_glance::{Glance, at_a_glance, shown};
pub use helpers::{Helper, helpers};
pub use shown::{Noted, Written, asked_here, kinds, record, take_off, written};

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::PERSON_EMAIL;
use crate::time::{instant, maybe, micros};
use bothy_domain::access::{Hat, Role, Standing};
use bothy_domain::ids::{BranchId, GroupId, HatId, OrganisationId, PersonId};
use bothy_seal::finding::normalised_email;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A person as lists show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Which person.
    pub id: PersonId,
    /// The name that colleagues see.
    pub shown_name: String,
    /// Where notices go, if anywhere.
    pub email: Option<String>,
    /// How many sessions a week they said are enough.
    pub limit_a_week: Option<u16>,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    shown_name: String,
    email: Option<String>,
    limit_a_week: Option<i32>,
}

impl PersonRow {
    async fn person(self, tx: &mut Tx, organisation: OrganisationId) -> Result<Person, StoreError> {
        Ok(Person {
            id: PersonId::new(self.id),
            shown_name: self.shown_name,
            email: tx.open_maybe(organisation.uuid(), PERSON_EMAIL, self.id, self.email).await?,
            limit_a_week: self.limit_a_week.and_then(|limit| u16::try_from(limit).ok()),
        })
    }
}

/// Adds a person. Their subject is made with them.
///
/// # Errors
/// The database's own.
pub async fn add(
    w: &mut Writing,
    organisation: OrganisationId,
    person: &Person,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (owner, id) = (organisation.uuid(), person.id.uuid());
    let email = w.seal_maybe(owner, PERSON_EMAIL, id, person.email.as_deref()).await?;
    let index = match &person.email {
        Some(email) => Some(w.index(owner, PERSON_EMAIL, &normalised_email(email)).await?),
        None => None,
    };
    run!(
        w,
        "INSERT INTO person (organisation_id, id, shown_name, email, email_index, limit_a_week, access_version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
        owner,
        id,
        &person.shown_name,
        email,
        index,
        person.limit_a_week.map(i32::from),
        micros(now)
    )?;
    Ok(())
}

/// Puts a hat on a person.
///
/// # Errors
/// The database's own.
pub async fn put_on(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    hat: &Hat,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO hat (organisation_id, id, person_id, role, branch_id, from_at, until_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        organisation.uuid(),
        hat.id.uuid(),
        person.uuid(),
        hat.role.code(),
        hat.branch.map(BranchId::uuid),
        micros(hat.from),
        hat.until.map(micros)
    )?;
    Ok(())
}

/// Every hat of a person, those that are over and those to come too.
///
/// # Errors
/// The database's own.
pub async fn hats(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Vec<Hat>, StoreError> {
    let rows = all!(
        tx,
        HatRow,
        "SELECT id, role, branch_id, from_at, until_at FROM hat WHERE organisation_id = $1 AND person_id = $2
         ORDER BY from_at, id",
        organisation.uuid(),
        person.uuid()
    )?;
    rows.into_iter().map(HatRow::hat).collect()
}

/// Takes a hat off; one that was to end later ends now.
///
/// # Errors
/// The database's own.
pub async fn end_hat(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    hat: HatId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE hat SET until_at = $4 WHERE organisation_id = $1 AND person_id = $2 AND id = $3
           AND (until_at IS NULL OR until_at > $4)",
        organisation.uuid(),
        person.uuid(),
        hat.uuid(),
        micros(now)
    )
}

#[derive(sqlx::FromRow)]
pub(crate) struct HatRow {
    pub(crate) id: Uuid,
    pub(crate) role: String,
    pub(crate) branch_id: Option<Uuid>,
    pub(crate) from_at: i64,
    pub(crate) until_at: Option<i64>,
}

impl HatRow {
    fn hat(self) -> Result<Hat, StoreError> {
        Ok(Hat {
            id: HatId::new(self.id),
            role: Role::of_code(&self.role).ok_or(StoreError::Unknown { column: "role" })?,
            branch: self.branch_id.map(BranchId::new),
            from: instant(self.from_at)?,
            until: maybe(self.until_at)?,
        })
    }
}

/// What a person may stand on at `now`: their hats and whom they are kept from.
///
/// # Errors
/// The database's own.
pub async fn standing(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<Standing, StoreError> {
    let rows = all!(
        tx,
        HatRow,
        "SELECT id, role, branch_id, from_at, until_at FROM hat WHERE organisation_id = $1 AND person_id = $2
         UNION ALL
         SELECT group_id, 'kept-from', NULL, 0, NULL FROM kept_from WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    standing_of(rows, organisation, person, now)
}

/// A standing from hats, and from groups one is kept from: rows of their own with the role `kept-from`.
pub(crate) fn standing_of(
    rows: Vec<HatRow>,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<Standing, StoreError> {
    let (kept, hats): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.role == "kept-from");
    let hats = hats.into_iter().map(HatRow::hat).collect::<Result<Vec<_>, _>>()?;
    Ok(Standing::at(now, organisation, person, hats, kept.into_iter().map(|row| GroupId::new(row.id))))
}

/// One person.
///
/// # Errors
/// The database's own.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Option<Person>, StoreError> {
    let row = one!(
        tx,
        PersonRow,
        "SELECT id, shown_name, email, limit_a_week FROM person WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    match row {
        Some(row) => row.person(tx, organisation).await.map(Some),
        None => Ok(None),
    }
}

/// The one person of this address, however it is typed; none where nobody has it, or more than one.
///
/// # Errors
/// The database's own.
pub async fn by_email(tx: &mut Tx, organisation: OrganisationId, email: &str) -> Result<Option<Person>, StoreError> {
    let index = tx.index(organisation.uuid(), PERSON_EMAIL, &normalised_email(email)).await?;
    let rows = all!(
        tx,
        PersonRow,
        "SELECT id, shown_name, email, limit_a_week FROM person
         WHERE organisation_id = $1 AND email_index = $2 LIMIT 2",
        organisation.uuid(),
        &index
    )?;
    let mut rows = rows.into_iter();
    match (rows.next(), rows.next()) {
        (Some(only), None) => only.person(tx, organisation).await.map(Some),
        _ => Ok(None),
    }
}

/// Somebody as a page names them; where they can be reached is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub id: PersonId,
    /// The name that they chose to be shown.
    pub shown_name: String,
    /// How many sessions a week they said are enough; none means they set no limit.
    pub limit_a_week: Option<u16>,
}

#[derive(sqlx::FromRow)]
struct NamedRow {
    id: Uuid,
    shown_name: String,
    limit_a_week: Option<i32>,
}

impl NamedRow {
    fn named(self) -> Named {
        Named {
            id: PersonId::new(self.id),
            shown_name: self.shown_name,
            limit_a_week: self.limit_a_week.and_then(|limit| u16::try_from(limit).ok()),
        }
    }
}

/// These people, by id.
///
/// # Errors
/// The database's own.
pub async fn named(
    tx: &mut Tx,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Named>, StoreError> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        NamedRow,
        "SELECT id, shown_name, limit_a_week FROM person WHERE organisation_id = $1 AND id",
        "",
        organisation.uuid(),
        &ids
    )?;
    Ok(rows.into_iter().map(|row| (PersonId::new(row.id), row.named())).collect())
}

/// Everybody who wears a role at `now`, by name. Machines are nobody: none is told, asked or passed anything.
///
/// # Errors
/// The database's own.
pub async fn wearing(
    tx: &mut Tx,
    organisation: OrganisationId,
    role: Role,
    now: Timestamp,
) -> Result<Vec<Named>, StoreError> {
    let rows = all!(
        tx,
        NamedRow,
        "SELECT DISTINCT p.id, p.shown_name, p.limit_a_week FROM person p
         JOIN hat h ON h.organisation_id = p.organisation_id AND h.person_id = p.id
         WHERE p.organisation_id = $1 AND NOT p.is_machine AND h.role = $2 AND h.from_at <= $3 AND (h.until_at IS NULL OR h.until_at > $3)
         ORDER BY p.shown_name, p.id",
        organisation.uuid(),
        role.code(),
        micros(now)
    )?;
    Ok(rows.into_iter().map(NamedRow::named).collect())
}

/// Everybody who wears one of these roles at `now`, by name, once each. Machines are nobody.
///
/// # Errors
/// The database's own.
pub async fn wearing_any(
    tx: &mut Tx,
    organisation: OrganisationId,
    roles: &[Role],
    now: Timestamp,
) -> Result<Vec<Named>, StoreError> {
    let mut all = Vec::new();
    // Asked by every page that passes something on: one reading for all the roles that such a page names.
    for four in roles.chunks(4) {
        let code = |at: usize| four.get(at).or(four.first()).map_or("", |role| role.code());
        let rows = all!(
            tx,
            NamedRow,
            "SELECT DISTINCT p.id, p.shown_name, p.limit_a_week FROM person p
             JOIN hat h ON h.organisation_id = p.organisation_id AND h.person_id = p.id
             WHERE p.organisation_id = $1 AND NOT p.is_machine AND h.role IN ($2, $3, $4, $5)
             AND h.from_at <= $6 AND (h.until_at IS NULL OR h.until_at > $6)",
            organisation.uuid(),
            code(0),
            code(1),
            code(2),
            code(3),
            micros(now)
        )?;
        all.extend(rows.into_iter().map(NamedRow::named));
    }
    all.sort_by(|one, two| (&one.shown_name, one.id).cmp(&(&two.shown_name, two.id)));
    all.dedup_by_key(|person| person.id);
    Ok(all)
}
