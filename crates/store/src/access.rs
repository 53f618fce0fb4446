//! Sign-ins: who is behind a token at this moment, on which devices; and the acts that were done once already.

pub mod answers;
pub mod challenges;
pub mod code_app;
pub mod elsewhere;
pub mod everybody;
pub mod links;
pub mod pace;
pub mod passkeys;
pub mod passwords;
pub mod private_calendars;
pub mod recovery;
pub mod tokens;
pub mod visits;

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::people::{HatRow, standing_of};
use crate::sealing::columns::ACT_WORDS_HASH;
use crate::time::{instant, micros};
use bothy_domain::access::second_step::Next;
use bothy_domain::access::{Device, Standing};
use bothy_domain::ids::{OrganisationId, PersonId, SignInId};
use jiff::Timestamp;
use uuid::Uuid;

/// A sign-in that is alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Which sign-in.
    pub id: SignInId,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// The name to greet them by.
    pub shown_name: String,
    /// Whose device it is on.
    pub device: Device,
    /// What the browser says of itself, in a few words.
    pub device_name: String,
    /// When it began, on the wall.
    pub started_at: Timestamp,
    /// When it was last written down that it was used.
    pub used_at: Timestamp,
    /// When it ends whatever happens.
    pub ends_at: Timestamp,
    /// What comes next; only with [`Next::In`] somebody is in.
    pub next: Next,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    person_id: Uuid,
    shown_name: String,
    device: String,
    device_name: String,
    stage: String,
    started_at: i64,
    used_at: i64,
    ends_at: i64,
}

impl Row {
    fn sign_in(self) -> Result<SignIn, StoreError> {
        Ok(SignIn {
            id: SignInId::new(self.id),
            organisation: OrganisationId::new(self.organisation_id),
            person: PersonId::new(self.person_id),
            shown_name: self.shown_name,
            device: Device::of_code(&self.device).ok_or(StoreError::Unknown { column: "sign_in.device" })?,
            device_name: self.device_name,
            next: Next::of_code(&self.stage).ok_or(StoreError::Unknown { column: "sign_in.stage" })?,
            started_at: instant(self.started_at)?,
            used_at: instant(self.used_at)?,
            ends_at: instant(self.ends_at)?,
        })
    }
}

/// A sign-in to be begun.
#[derive(Debug, Clone)]
pub struct NewSignIn {
    /// Which sign-in.
    pub id: SignInId,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// The hash of its token; the token itself is kept nowhere.
    pub token_hash: String,
    /// Whose device it is on.
    pub device: Device,
    /// What the browser says of itself.
    pub device_name: String,
    /// What comes next.
    pub next: Next,
    /// When it ends whatever happens.
    pub ends: Timestamp,
}

/// Begins a sign-in at `wall`, the clock on the wall.
///
/// # Errors
/// The database's own.
pub async fn begin(w: &mut Writing, new: &NewSignIn, wall: Timestamp) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO sign_in (organisation_id, id, person_id, token_hash, device, device_name, stage,
           started_at, used_at, idle_ends_at, ends_at, access_version)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, access_version FROM person
         WHERE organisation_id = $1 AND id = $3",
        new.organisation.uuid(),
        new.id.uuid(),
        new.person.uuid(),
        &new.token_hash,
        new.device.code(),
        &new.device_name,
        new.next.code(),
        micros(wall),
        micros(new.device.idle_end(wall, new.ends)),
        micros(new.ends)
    )?;
    Ok(())
}

/// The sign-in behind a token, unless it ended, was revoked, or the person's access changed since. It may wait for
/// a second step: look at [`SignIn::next`].
///
/// # Errors
/// The database's own.
pub async fn behind(tx: &mut Tx, token_hash: &str, wall: Timestamp) -> Result<Option<SignIn>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT s.id, s.organisation_id, s.person_id, p.shown_name, s.device, s.device_name, s.stage,
           s.started_at, s.used_at, s.ends_at FROM sign_in s
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.ends_at > $2 AND s.idle_ends_at > $2
           AND s.access_version = p.access_version",
        token_hash,
        micros(wall)
    )?;
    row.map(Row::sign_in).transpose()
}

#[derive(sqlx::FromRow)]
struct InRow {
    #[sqlx(flatten)]
    sign_in: Row,
    hat_id: Option<Uuid>,
    role: Option<String>,
    branch_id: Option<Uuid>,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

/// Who is behind a token and what they stand on at `now`, in one reading: every page asks it first.
///
/// # Errors
/// The database's own.
pub async fn behind_with_standing(
    tx: &mut Tx,
    token_hash: &str,
    wall: Timestamp,
    now: Timestamp,
) -> Result<Option<(SignIn, Standing)>, StoreError> {
    let rows = all!(
        tx,
        InRow,
        "WITH own AS (
           SELECT s.id, s.organisation_id, s.person_id, p.shown_name, s.device, s.device_name, s.stage,
             s.started_at, s.used_at, s.ends_at FROM sign_in s
           JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
           WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.ends_at > $2 AND s.idle_ends_at > $2
             AND s.access_version = p.access_version)
         SELECT own.*, h.id AS hat_id, h.role, h.branch_id, h.from_at, h.until_at
         FROM own LEFT JOIN hat h ON h.organisation_id = own.organisation_id AND h.person_id = own.person_id
         UNION ALL
         SELECT own.*, k.group_id, 'kept-from', NULL, 0, NULL
         FROM own JOIN kept_from k ON k.organisation_id = own.organisation_id AND k.person_id = own.person_id",
        token_hash,
        micros(wall)
    )?;
    let (mut hats, mut found) = (Vec::new(), None);
    for row in rows {
        if let (Some(id), Some(role), Some(from_at)) = (row.hat_id, row.role, row.from_at) {
            hats.push(HatRow { id, role, branch_id: row.branch_id, from_at, until_at: row.until_at });
        }
        found = Some(row.sign_in);
    }
    let Some(sign_in) = found.map(Row::sign_in).transpose()? else { return Ok(None) };
    let standing = standing_of(hats, sign_in.organisation, sign_in.person, now)?;
    Ok(Some((sign_in, standing)))
}

/// The sign-ins of a person that are alive, the one last used first.
///
/// # Errors
/// The database's own.
pub async fn alive(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    wall: Timestamp,
) -> Result<Vec<SignIn>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT s.id, s.organisation_id, s.person_id, p.shown_name, s.device, s.device_name, s.stage,
           s.started_at, s.used_at, s.ends_at FROM sign_in s
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.person_id = $2 AND s.stage = 'in' AND s.revoked_at IS NULL
           AND s.ends_at > $3 AND s.idle_ends_at > $3 AND s.access_version = p.access_version
         ORDER BY s.used_at DESC, s.id",
        organisation.uuid(),
        person.uuid(),
        micros(wall)
    )?;
    rows.into_iter().map(Row::sign_in).collect()
}

/// Notes that a sign-in was used at `wall`; its idle end moves with it.
///
/// # Errors
/// The database's own.
pub async fn used(w: &mut Writing, sign_in: &SignIn, wall: Timestamp) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE sign_in SET used_at = $3, idle_ends_at = $4
         WHERE organisation_id = $1 AND id = $2 AND used_at < $3 AND revoked_at IS NULL",
        sign_in.organisation.uuid(),
        sign_in.id.uuid(),
        micros(wall),
        micros(sign_in.device.idle_end(wall, sign_in.ends_at))
    )
}

/// Ends every sign-in of a person but one, or all of them.
///
/// # Errors
/// The database's own.
pub async fn end_others(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    but: Option<SignInId>,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE sign_in SET revoked_at = $4 WHERE organisation_id = $1 AND person_id = $2
           AND ($3 IS NULL OR id <> $3) AND revoked_at IS NULL",
        organisation.uuid(),
        person.uuid(),
        but.map(SignInId::uuid),
        micros(wall)
    )
}

/// Ends a sign-in.
///
/// # Errors
/// The database's own.
pub async fn end(
    w: &mut Writing,
    organisation: OrganisationId,
    id: SignInId,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE sign_in SET revoked_at = $3 WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL",
        organisation.uuid(),
        id.uuid(),
        micros(wall)
    )
}

/// Changes what a person may do: every sign-in of theirs ends with it.
///
/// # Errors
/// The database's own.
pub async fn bump(w: &mut Writing, organisation: OrganisationId, person: PersonId) -> Result<u64, StoreError> {
    run!(
        w,
        "UPDATE person SET access_version = access_version + 1 WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        person.uuid()
    )
}

/// What was made when an act of this id was done before, and the hash of the words it came with.
///
/// # Errors
/// The database's own.
pub async fn spent(
    tx: &mut Tx,
    organisation: OrganisationId,
    act: Uuid,
) -> Result<Option<(String, String)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Spent {
        words_hash: String,
        made: String,
    }
    let row = one!(
        tx,
        Spent,
        "SELECT words_hash, made FROM act_key WHERE organisation_id = $1 AND id = $2",
        organisation.uuid(),
        act
    )?;
    let Some(row) = row else { return Ok(None) };
    let hash = tx.open(organisation.uuid(), ACT_WORDS_HASH, act, &row.words_hash).await?;
    Ok(Some((hash, row.made)))
}

/// When an act of this name had its effect, and what it made; none where this id was spent on another, or on none.
///
/// # Errors
/// The database's own.
pub async fn made_by(
    tx: &mut Tx,
    organisation: OrganisationId,
    act: Uuid,
    name: &str,
) -> Result<Option<(Timestamp, String)>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Made {
        at: i64,
        made: String,
    }
    let row = one!(
        tx,
        Made,
        "SELECT at, made FROM act_key WHERE organisation_id = $1 AND id = $2 AND act = $3",
        organisation.uuid(),
        act,
        name
    )?;
    row.map(|row| Ok((instant(row.at)?, row.made))).transpose()
}

/// Spends the id of an act in the commit that had its effect.
///
/// # Errors
/// The database's own; a unique violation means that the same act is being done at this moment.
pub async fn spend(
    w: &mut Writing,
    organisation: OrganisationId,
    act: Uuid,
    name: &str,
    words_hash: &str,
    made: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    // Sealed: the hash of a worry's words would let guesses at them be tried.
    let sealed = w.seal(organisation.uuid(), ACT_WORDS_HASH, act, words_hash).await?;
    run!(
        w,
        "INSERT INTO act_key (organisation_id, id, act, words_hash, made, at) VALUES ($1, $2, $3, $4, $5, $6)",
        organisation.uuid(),
        act,
        name,
        sealed,
        made,
        micros(now)
    )?;
    Ok(())
}
