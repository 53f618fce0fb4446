//! What browsers were asked and have not answered yet. Each is taken away with its first answer, right or wrong.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{instant, micros};
use bothy_domain::access::passkey::Purpose;
use bothy_domain::ids::{ChallengeId, OrganisationId, PersonId, SignInId};
use jiff::Timestamp;
use uuid::Uuid;

/// So many questions stay open for one piece of address space; the next takes the oldest away.
const OPEN_FROM_ONE_ADDRESS: i64 = 100;

/// A question to a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Which.
    pub id: ChallengeId,
    /// Whose organisation: an answer given to another is none.
    pub organisation: OrganisationId,
    /// What it is for.
    pub purpose: Purpose,
    /// Who is to answer, where that is known.
    pub person: Option<PersonId>,
    /// What the answer is held against.
    pub state: String,
    /// Until just before this instant an answer counts.
    pub ends_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    kind: String,
    person_id: Option<Uuid>,
    sign_in_id: Option<Uuid>,
    state_json: String,
    ends_at: i64,
}

impl Row {
    fn challenge(self) -> Result<Challenge, StoreError> {
        let purpose = Purpose::of_code(&self.kind, self.sign_in_id.map(SignInId::new));
        Ok(Challenge {
            id: ChallengeId::new(self.id),
            organisation: OrganisationId::new(self.organisation_id),
            purpose: purpose.ok_or(StoreError::Unknown { column: "challenge.kind" })?,
            person: self.person_id.map(PersonId::new),
            state: self.state_json,
            ends_at: instant(self.ends_at)?,
        })
    }
}

/// Keeps a question. Of those from the same piece of address space (`from_hash`) only the newest stay open.
///
/// # Errors
/// The database's own.
pub async fn ask(w: &mut Writing, new: &Challenge, from_hash: &str) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO challenge (organisation_id, id, kind, person_id, sign_in_id, state_json, ends_at, from_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.organisation.uuid(),
        new.id.uuid(),
        new.purpose.code(),
        new.person.map(|person| person.uuid()),
        new.purpose.sign_in().map(|sign_in| sign_in.uuid()),
        &new.state,
        micros(new.ends_at),
        from_hash
    )?;
    run!(
        w,
        "DELETE FROM challenge WHERE organisation_id = $1 AND from_hash = $2 AND id NOT IN (
           SELECT id FROM challenge WHERE organisation_id = $1 AND from_hash = $2
           ORDER BY ends_at DESC, id DESC LIMIT $3)",
        new.organisation.uuid(),
        from_hash,
        OPEN_FROM_ONE_ADDRESS
    )?;
    Ok(())
}

/// Takes a question away to hold an answer against it. Of two who answer at once, one finds it; whether the answer
/// still counts is a rule's to say.
///
/// # Errors
/// The database's own.
pub async fn take(
    w: &mut Writing,
    organisation: OrganisationId,
    id: ChallengeId,
) -> Result<Option<Challenge>, StoreError> {
    let row = one!(
        w,
        Row,
        "SELECT id, organisation_id, kind, person_id, sign_in_id, state_json, ends_at FROM challenge
         WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        id.uuid()
    )?;
    let Some(row) = row else { return Ok(None) };
    let taken =
        run!(w, "DELETE FROM challenge WHERE organisation_id = $1 AND id = $2", organisation.uuid(), id.uuid())?;
    if taken == 1 { row.challenge().map(Some) } else { Ok(None) }
}

/// Takes every question away that one person was asked.
///
/// # Errors
/// The database's own.
pub async fn forget_of(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM challenge WHERE organisation_id = $1 AND person_id = $2", organisation.uuid(), person.uuid())
}

/// How many questions of an organisation are open, for tests.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn open_for_test(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        count: i64,
    }
    let row =
        one!(tx, Count, "SELECT COUNT(*) AS count FROM challenge WHERE organisation_id = $1", organisation.uuid())?;
    Ok(row.map_or(0, |row| row.count))
}
