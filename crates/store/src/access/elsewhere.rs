//! An organisation's own identity provider, and who of its people is behind which number there.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::PROVIDER_SECRET;
use crate::time::{instant, maybe, micros};
use bothy_domain::ids::{LinkedId, OrganisationId, PersonId, ProviderId};
use jiff::Timestamp;
use uuid::Uuid;

/// A provider as it is set up. It has no `Debug`: a secret is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Provider {
    /// Which.
    pub id: ProviderId,
    /// By which name people know the account.
    pub name: String,
    /// Its address.
    pub issuer: String,
    /// By which name it knows us.
    pub client_id: String,
    /// What shows it that it is us.
    pub client_secret: String,
    /// How often it was changed.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct ProviderRow {
    id: Uuid,
    name: String,
    issuer: String,
    client_id: String,
    client_secret: String,
    version: i64,
}

/// The provider of an organisation, if it has one.
///
/// # Errors
/// The database's own.
pub async fn provider(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<Provider>, StoreError> {
    let row = one!(
        tx,
        ProviderRow,
        "SELECT id, name, issuer, client_id, client_secret, version FROM sign_in_provider WHERE organisation_id = $1",
        organisation.uuid()
    )?;
    let Some(row) = row else { return Ok(None) };
    let secret = tx.open(organisation.uuid(), PROVIDER_SECRET, row.id, &row.client_secret).await?;
    Ok(Some(Provider {
        id: ProviderId::new(row.id),
        name: row.name,
        issuer: row.issuer,
        client_id: row.client_id,
        client_secret: secret,
        version: row.version,
    }))
}

/// By which name people know the account, without opening its secret: for pages that everybody sees.
///
/// # Errors
/// The database's own.
pub async fn provider_name(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        name: String,
    }
    let row = one!(tx, Row, "SELECT name FROM sign_in_provider WHERE organisation_id = $1", organisation.uuid())?;
    Ok(row.map(|row| row.name))
}

/// Sets a provider up, in place of the one before. Returns 0 where it was changed since it was read: `new.version` is
/// the one that was read, 0 for none.
///
/// # Errors
/// The database's own.
pub async fn put_provider(
    w: &mut Writing,
    organisation: OrganisationId,
    new: &Provider,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    let sealed = w.seal(organisation.uuid(), PROVIDER_SECRET, new.id.uuid(), &new.client_secret).await?;
    if new.version == 0 {
        return run!(
            w,
            "INSERT INTO sign_in_provider (organisation_id, id, name, issuer, client_id, client_secret, set_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (organisation_id) DO NOTHING",
            organisation.uuid(),
            new.id.uuid(),
            &new.name,
            &new.issuer,
            &new.client_id,
            sealed,
            micros(wall)
        );
    }
    run!(
        w,
        "UPDATE sign_in_provider SET name = $3, issuer = $4, client_id = $5, client_secret = $6, set_at = $7,
           version = version + 1 WHERE organisation_id = $1 AND id = $2 AND version = $8",
        organisation.uuid(),
        new.id.uuid(),
        &new.name,
        &new.issuer,
        &new.client_id,
        sealed,
        micros(wall),
        new.version
    )
}

/// Takes the provider away. Who was linked to it stays linked, should it be set up again.
///
/// # Errors
/// The database's own.
pub async fn take_provider_away(w: &mut Writing, organisation: OrganisationId) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM provider_visit WHERE organisation_id = $1", organisation.uuid())?;
    run!(w, "DELETE FROM sign_in_provider WHERE organisation_id = $1", organisation.uuid())
}

/// That a person is behind a number at a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Which.
    pub id: LinkedId,
    /// Who.
    pub person: PersonId,
    /// At which provider.
    pub issuer: String,
    /// Its own number for them.
    pub subject: String,
    /// Since when.
    pub linked_at: Timestamp,
    /// When somebody last came in with it.
    pub used_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct LinkedRow {
    id: Uuid,
    person_id: Uuid,
    issuer: String,
    subject: String,
    linked_at: i64,
    used_at: Option<i64>,
}

impl LinkedRow {
    fn linked(self) -> Result<Linked, StoreError> {
        Ok(Linked {
            id: LinkedId::new(self.id),
            person: PersonId::new(self.person_id),
            issuer: self.issuer,
            subject: self.subject,
            linked_at: instant(self.linked_at)?,
            used_at: maybe(self.used_at)?,
        })
    }
}

/// Who is behind a number at a provider, in one organisation.
///
/// # Errors
/// The database's own.
pub async fn behind_subject(
    tx: &mut Tx,
    organisation: OrganisationId,
    issuer: &str,
    subject: &str,
) -> Result<Option<Linked>, StoreError> {
    let row = one!(
        tx,
        LinkedRow,
        "SELECT id, person_id, issuer, subject, linked_at, used_at FROM linked_account
         WHERE organisation_id = $1 AND issuer = $2 AND subject = $3",
        organisation.uuid(),
        issuer,
        subject
    )?;
    row.map(LinkedRow::linked).transpose()
}

/// What a person is linked to at the provider that is set up now: what was linked to another opens nothing.
///
/// # Errors
/// The database's own.
pub async fn of(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Vec<Linked>, StoreError> {
    let rows = all!(
        tx,
        LinkedRow,
        "SELECT l.id, l.person_id, l.issuer, l.subject, l.linked_at, l.used_at FROM linked_account l
         JOIN sign_in_provider p ON p.organisation_id = l.organisation_id AND p.issuer = l.issuer
         WHERE l.organisation_id = $1 AND l.person_id = $2 ORDER BY l.linked_at, l.id",
        organisation.uuid(),
        person.uuid()
    )?;
    rows.into_iter().map(LinkedRow::linked).collect()
}

/// Links a person to a number. Returns 0 where somebody is behind it already, or they are linked there already.
///
/// # Errors
/// The database's own.
pub async fn link(w: &mut Writing, organisation: OrganisationId, new: &Linked) -> Result<u64, StoreError> {
    run!(
        w,
        "INSERT INTO linked_account (organisation_id, id, person_id, issuer, subject, linked_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        organisation.uuid(),
        new.id.uuid(),
        new.person.uuid(),
        &new.issuer,
        &new.subject,
        micros(new.linked_at)
    )
}

/// Notes that somebody came in with it. Returns 0 where it is gone.
///
/// # Errors
/// The database's own.
pub async fn used(
    w: &mut Writing,
    organisation: OrganisationId,
    id: LinkedId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE linked_account SET used_at = $3 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid(),
        micros(wall)
    )
}

/// Takes one link of a person away.
///
/// # Errors
/// The database's own.
pub async fn unlink(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    id: LinkedId,
) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM linked_account WHERE organisation_id = $1 AND person_id = $2 AND id = $3",
        organisation.uuid(),
        person.uuid(),
        id.uuid()
    )
}

/// Takes every link of a person away, and ends their visits: the account there may be in other hands.
///
/// # Errors
/// The database's own.
pub async fn unlink_all(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM provider_visit WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )?;
    run!(
        w,
        "DELETE FROM linked_account WHERE organisation_id = $1 AND person_id = $2",
        organisation.uuid(),
        person.uuid()
    )
}
