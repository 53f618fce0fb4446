//! Who is on the way to a provider. Each visit is taken away with whoever comes back first, right or wrong.

use crate::db::Writing;
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::access::Device;
use bothy_domain::access::elsewhere::Purpose;
use bothy_domain::ids::{OrganisationId, PersonId, SignInId};
use jiff::Timestamp;
use uuid::Uuid;

/// So many visits stay open for one piece of address space; the next takes the oldest away.
const OPEN_FROM_ONE_ADDRESS: i64 = 100;

/// A visit to a provider. It has no `Debug`: with it somebody could come back as another.
#[derive(Clone)]
pub struct Visit {
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// The hash of what comes back with the answer.
    pub state_hash: String,
    /// The hash of what the browser that went keeps.
    pub browser_hash: String,
    /// What for.
    pub purpose: Purpose,
    /// Who goes, where that is known.
    pub person: Option<PersonId>,
    /// The hash of the invitation that they hold.
    pub link_hash: Option<String>,
    /// Whose device it is.
    pub device: Device,
    /// The path to go to afterwards; empty for one's own page.
    pub to: String,
    /// To which provider.
    pub issuer: String,
    /// What it puts into what it signs.
    pub nonce: String,
    /// What shows it that who asks for the token is who went.
    pub verifier: String,
    /// Until just before this instant coming back counts.
    pub ends_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    browser_hash: String,
    kind: String,
    person_id: Option<Uuid>,
    sign_in_id: Option<Uuid>,
    link_hash: Option<String>,
    device: String,
    way_to: String,
    issuer: String,
    nonce: String,
    verifier: String,
    ends_at: i64,
}

/// Keeps a visit. Of those from the same piece of address space (`from_hash`) only the newest stay open.
///
/// # Errors
/// The database's own.
pub async fn begin(w: &mut Writing, new: &Visit, from_hash: &str) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO provider_visit (organisation_id, state_hash, browser_hash, from_hash, kind, person_id, sign_in_id,
           link_hash, device, way_to, issuer, nonce, verifier, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        new.organisation.uuid(),
        &new.state_hash,
        &new.browser_hash,
        from_hash,
        new.purpose.code(),
        new.person.map(|person| person.uuid()),
        new.purpose.sign_in().map(|sign_in| sign_in.uuid()),
        new.link_hash.as_deref(),
        new.device.code(),
        &new.to,
        &new.issuer,
        &new.nonce,
        &new.verifier,
        micros(new.ends_at)
    )?;
    run!(
        w,
        "DELETE FROM provider_visit WHERE organisation_id = $1 AND from_hash = $2 AND state_hash NOT IN (
           SELECT state_hash FROM provider_visit WHERE organisation_id = $1 AND from_hash = $2
           ORDER BY ends_at DESC, state_hash DESC LIMIT $3)",
        new.organisation.uuid(),
        from_hash,
        OPEN_FROM_ONE_ADDRESS
    )?;
    Ok(())
}

/// Takes a visit away: somebody came back. Of two who come back with the same, one finds it; whether they come in time
/// is a rule's to say.
///
/// # Errors
/// The database's own.
pub async fn take(
    w: &mut Writing,
    organisation: OrganisationId,
    state_hash: &str,
) -> Result<Option<Visit>, StoreError> {
    let row = one!(
        w,
        Row,
        "SELECT browser_hash, kind, person_id, sign_in_id, link_hash, device, way_to, issuer, nonce, verifier, ends_at
         FROM provider_visit WHERE organisation_id = $1 AND state_hash = $2",
        organisation.uuid(),
        state_hash
    )?;
    let Some(row) = row else { return Ok(None) };
    let taken = run!(
        w,
        "DELETE FROM provider_visit WHERE organisation_id = $1 AND state_hash = $2",
        organisation.uuid(),
        state_hash
    )?;
    if taken != 1 {
        return Ok(None);
    }
    let purpose = Purpose::of_code(&row.kind, row.sign_in_id.map(SignInId::new));
    Ok(Some(Visit {
        organisation,
        state_hash: state_hash.to_owned(),
        browser_hash: row.browser_hash,
        purpose: purpose.ok_or(StoreError::Unknown { column: "provider_visit.kind" })?,
        person: row.person_id.map(PersonId::new),
        link_hash: row.link_hash,
        device: Device::of_code(&row.device).ok_or(StoreError::Unknown { column: "provider_visit.device" })?,
        to: row.way_to,
        issuer: row.issuer,
        nonce: row.nonce,
        verifier: row.verifier,
        ends_at: instant(row.ends_at)?,
    }))
}
