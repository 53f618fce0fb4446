//! A session written down: made, and changed.

use super::Session;
use crate::db::Writing;
use crate::error::StoreError;
use crate::sealing::columns::SESSION_PASSCODE;
use crate::time::{hour_text, micros};
use crate::way_in::locks_text;
use bothy_domain::ids::{HallId, OrganisationId, PersonId, PlaceId, SeriesId};
use bothy_domain::sessions::SessionState;

/// Adds a session.
///
/// # Errors
/// The database's own.
pub async fn add(w: &mut Writing, organisation: OrganisationId, session: &Session) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO session (organisation_id, id, group_id, series_id, original_date, on_date, starts, ends, zone,
         starts_at, ends_at, mode, place_id, hall_id, link, phone, moved_by_hand, since_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)",
        organisation.uuid(),
        session.id.uuid(),
        session.group.uuid(),
        session.series.map(SeriesId::uuid),
        session.original_date.to_string(),
        session.date.to_string(),
        hour_text(session.starts),
        hour_text(session.ends),
        &session.zone,
        micros(session.starts_at),
        micros(session.ends_at),
        session.mode.code(),
        session.place.map(PlaceId::uuid),
        session.hall.map(HallId::uuid),
        &session.link,
        &session.phone,
        session.moved_by_hand,
        micros(session.since)
    )?;
    save(w, organisation, session).await?;
    Ok(())
}

/// Writes all that can change of a session, and raises its version. Returns how many rows that were.
///
/// Whether the version is the one that was shown is asked before, under the session's lock.
///
/// # Errors
/// The database's own.
pub async fn save(w: &mut Writing, organisation: OrganisationId, session: &Session) -> Result<u64, StoreError> {
    let (off_at, off_why) = match session.state {
        SessionState::Planned => (None, None),
        SessionState::CalledOff { at, why } => (Some(micros(at)), Some(why.code())),
    };
    let (owner, id) = (organisation.uuid(), session.id.uuid());
    let passcode = w.seal_said(owner, SESSION_PASSCODE, id, &session.letting_in.passcode).await?;
    run!(
        w,
        "UPDATE session SET on_date = $3, starts = $4, ends = $5, starts_at = $6, ends_at = $7, mode = $8, place_id = $9,
         hall_id = $10, place_confirmed_at = $11, opener_id = $12, link = $13, phone = $14, way_in_confirmed_at = $15,
         called_off_at = $16, called_off_why = $17, overridden_by = $18, overridden_at = $19, moved_by_hand = $20,
         since_at = $21, waiting_room = $22, locks = $23, meeting_id = $24, passcode = $25, version = version + 1
         WHERE organisation_id = $1 AND id = $2",
        owner,
        id,
        session.date.to_string(),
        hour_text(session.starts),
        hour_text(session.ends),
        micros(session.starts_at),
        micros(session.ends_at),
        session.mode.code(),
        session.place.map(PlaceId::uuid),
        session.hall.map(HallId::uuid),
        session.place_confirmed_at.map(micros),
        session.opener.map(PersonId::uuid),
        &session.link,
        &session.phone,
        session.way_in_confirmed_at.map(micros),
        off_at,
        off_why,
        session.overridden.map(|(by, _)| by.uuid()),
        session.overridden.map(|(_, at)| micros(at)),
        session.moved_by_hand,
        micros(session.since),
        session.letting_in.waiting_room.code(),
        locks_text(session.letting_in.locks),
        &session.letting_in.meeting_id,
        passcode
    )
}
