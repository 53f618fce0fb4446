//! An organisation's own mail server.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::sealing::columns::SENDER_PASSWORD;
use crate::time::micros;
use bothy_domain::ids::{OrganisationId, SenderId};
use bothy_domain::organisations::sender::{Security, Typed};
use jiff::Timestamp;
use uuid::Uuid;

/// A mail server as it is set up. It has no `Debug`: a password is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sender {
    /// Which.
    pub id: SenderId,
    /// What was said of it.
    pub typed: Typed,
    /// How often it was changed.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    server: String,
    port: i32,
    security: String,
    user_name: String,
    password: String,
    from_name: String,
    from_address: String,
    reply_to: String,
    version: i64,
}

/// The mail server of an organisation, if it has one of its own.
///
/// # Errors
/// The database's own.
pub async fn sender(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<Sender>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT id, server, port, security, user_name, password, from_name, from_address, reply_to, version
         FROM mail_sender WHERE organisation_id = $1",
        organisation.uuid()
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Sender {
        id: SenderId::new(row.id),
        typed: Typed {
            port: u16::try_from(row.port).map_err(|_| StoreError::Unknown { column: "mail_sender.port" })?,
            security: Security::of_code(&row.security).ok_or(StoreError::Unknown { column: "mail_sender.security" })?,
            password: tx.open(organisation.uuid(), SENDER_PASSWORD, row.id, &row.password).await?,
            server: row.server,
            user: row.user_name,
            from_name: row.from_name,
            from_address: row.from_address,
            reply_to: row.reply_to,
        },
        version: row.version,
    }))
}

/// Whether an organisation has a mail server of its own.
///
/// # Errors
/// The database's own.
pub async fn has_sender(tx: &mut Tx, organisation: OrganisationId) -> Result<bool, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Found {
        version: i64,
    }
    let row = one!(tx, Found, "SELECT version FROM mail_sender WHERE organisation_id = $1", organisation.uuid())?;
    Ok(row.is_some_and(|row| row.version > 0))
}

/// Sets a mail server up, in place of the one before. Returns 0 where it was changed since it was read: `new.version`
/// is the one that was read, 0 for none.
///
/// # Errors
/// The database's own.
pub async fn put_sender(
    w: &mut Writing,
    organisation: OrganisationId,
    new: &Sender,
    wall: Timestamp,
) -> Result<u64, StoreError> {
    let typed = &new.typed;
    let sealed = w.seal_said(organisation.uuid(), SENDER_PASSWORD, new.id.uuid(), &typed.password).await?;
    if new.version == 0 {
        return run!(
            w,
            "INSERT INTO mail_sender (organisation_id, id, server, port, security, user_name, password, from_name,
               from_address, reply_to, set_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) ON CONFLICT (organisation_id) DO NOTHING",
            organisation.uuid(),
            new.id.uuid(),
            &typed.server,
            i32::from(typed.port),
            typed.security.code(),
            &typed.user,
            sealed,
            &typed.from_name,
            &typed.from_address,
            &typed.reply_to,
            micros(wall)
        );
    }
    run!(
        w,
        "UPDATE mail_sender SET server = $3, port = $4, security = $5, user_name = $6, password = $7, from_name = $8,
           from_address = $9, reply_to = $10, set_at = $11, version = version + 1
         WHERE organisation_id = $1 AND id = $2 AND version = $12",
        organisation.uuid(),
        new.id.uuid(),
        &typed.server,
        i32::from(typed.port),
        typed.security.code(),
        &typed.user,
        sealed,
        &typed.from_name,
        &typed.from_address,
        &typed.reply_to,
        micros(wall),
        new.version
    )
}

/// Takes the mail server away, with its password.
///
/// # Errors
/// The database's own.
pub async fn take_sender_away(w: &mut Writing, organisation: OrganisationId) -> Result<u64, StoreError> {
    run!(w, "DELETE FROM mail_sender WHERE organisation_id = $1", organisation.uuid())
}
