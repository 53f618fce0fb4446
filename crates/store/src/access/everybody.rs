//! All sign-ins of an organisation at once.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::ids::{OrganisationId, SignInId};
use jiff::Timestamp;

/// How many sign-ins are alive, and of how many people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alive {
    /// Sign-ins.
    pub sign_ins: usize,
    /// People.
    pub people: usize,
}

/// The sign-ins of an organisation that are alive, but one: those that wait for a second step are not counted.
///
/// # Errors
/// The database's own.
pub async fn alive_of_all(
    tx: &mut Tx,
    organisation: OrganisationId,
    but: SignInId,
    wall: Timestamp,
) -> Result<Alive, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        sign_ins: i64,
        people: i64,
    }
    let row = one!(
        tx,
        Count,
        "SELECT COUNT(*) AS sign_ins, COUNT(DISTINCT s.person_id) AS people FROM sign_in s
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.id <> $2 AND s.stage = 'in' AND s.revoked_at IS NULL
           AND s.ends_at > $3 AND s.idle_ends_at > $3 AND s.access_version = p.access_version",
        organisation.uuid(),
        but.uuid(),
        micros(wall)
    )?;
    let count = |number: i64| usize::try_from(number).map_err(|_| StoreError::Unknown { column: "sign_in" });
    let Some(row) = row else { return Ok(Alive { sign_ins: 0, people: 0 }) };
    Ok(Alive { sign_ins: count(row.sign_ins)?, people: count(row.people)? })
}

/// Ends every sign-in of an organisation but one, also those that begin at this very moment; forgets the browsers from
/// which people came, what browsers were asked, and who is on the way to a provider.
///
/// # Errors
/// The database's own.
pub async fn end_all(
    w: &mut Writing,
    organisation: OrganisationId,
    but: SignInId,
    wall: Timestamp,
) -> Result<(), StoreError> {
    let (owner, but) = (organisation.uuid(), but.uuid());
    run!(
        w,
        "UPDATE sign_in SET revoked_at = $3 WHERE organisation_id = $1 AND id <> $2 AND revoked_at IS NULL",
        owner,
        but,
        micros(wall)
    )?;
    for table in [
        "DELETE FROM known_device WHERE organisation_id = $1",
        "DELETE FROM challenge WHERE organisation_id = $1",
        "DELETE FROM provider_visit WHERE organisation_id = $1",
    ] {
        run!(w, table, owner)?;
    }
    // One that begins before this is kept has the number from before: it ends, too. Only the one that stays moves on.
    run!(w, "UPDATE person SET access_version = access_version + 1 WHERE organisation_id = $1", owner)?;
    run!(
        w,
        "UPDATE sign_in SET access_version = (SELECT p.access_version FROM person p
           WHERE p.organisation_id = sign_in.organisation_id AND p.id = sign_in.person_id)
         WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL",
        owner,
        but
    )?;
    Ok(())
}
