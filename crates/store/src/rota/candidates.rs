//! What is known of everybody who could hold a seat of one session.

use crate::db::Tx;
use crate::error::StoreError;
use crate::people;
use crate::sessions::Session;
use crate::time::{instant, micros};
use bothy_domain::ids::{BranchId, OrganisationId, PersonId, SessionId};
use bothy_domain::rota::Candidate;
use bothy_domain::rota::candidates::{Familiar, Held, KeptAway, WearsHat};
use bothy_domain::sessions::change::monday_of;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    limit_a_week: Option<i32>,
    wears: bool,
    knows: bool,
    kept: bool,
}

#[derive(sqlx::FromRow)]
struct HeldRow {
    holder_id: Uuid,
    session_id: Uuid,
    starts_at: i64,
    ends_at: i64,
}

/// Every supporter of the organisation as the rota sees them for this session at `now`; with `only`, just these people.
///
/// # Errors
/// The database's own.
pub async fn candidates(
    tx: &mut Tx,
    organisation: OrganisationId,
    session: &Session,
    only: Option<PersonId>,
    now: Timestamp,
) -> Result<Vec<Candidate>, StoreError> {
    // From the few who support to their rows, never through everybody: a service has many times more members.
    let rows = all!(
        tx,
        Row,
        "SELECT p.id, p.limit_a_week,
         EXISTS (SELECT 1 FROM hat h WHERE h.organisation_id = p.organisation_id AND h.person_id = p.id
           AND h.role = 'supporter' AND h.from_at <= $2 AND (h.until_at IS NULL OR h.until_at > $2)
           AND (h.branch_id IS NULL OR h.branch_id = $3)) AS wears,
         (EXISTS (SELECT 1 FROM group_supporter f WHERE f.organisation_id = p.organisation_id
           AND f.person_id = p.id AND f.group_id = $4)
          OR EXISTS (SELECT 1 FROM seat t JOIN session s ON s.organisation_id = t.organisation_id AND s.id = t.session_id
           WHERE t.organisation_id = p.organisation_id AND t.holder_id = p.id AND s.group_id = $4 AND s.ends_at < $2)) AS knows,
         EXISTS (SELECT 1 FROM kept_from k WHERE k.organisation_id = p.organisation_id AND k.person_id = p.id
           AND k.group_id = $4) AS kept
         FROM person p
         WHERE p.organisation_id = $1 AND p.id IN (
           SELECT h.person_id FROM hat h WHERE h.organisation_id = $1 AND h.role = 'supporter' AND $5 IS NULL
           UNION SELECT q.id FROM person q WHERE q.organisation_id = $1 AND q.id = $5)
         ORDER BY p.id",
        organisation.uuid(),
        micros(session.starts_at),
        session.branch.map(BranchId::uuid),
        session.group.uuid(),
        only.map(PersonId::uuid)
    )?;
    let ids: Vec<PersonId> = rows.iter().map(|row| PersonId::new(row.id)).collect();
    let mut shown = people::shown(tx, organisation, &ids).await?;
    let (held, week) = held_around(tx, organisation, session, &ids).await?;
    let zone = TimeZone::get(&session.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let today = now.to_zoned(zone).date();
    Ok(rows
        .into_iter()
        .map(|row| {
            let person = PersonId::new(row.id);
            let holds = held.get(&person).cloned().unwrap_or_default();
            let that_week = holds.iter().filter(|one| week.0 <= one.starts && one.starts < week.1).count();
            Candidate {
                person,
                wears_the_hat: if row.wears { WearsHat::Yes } else { WearsHat::No },
                knows_the_group: if row.knows { Familiar::Knows } else { Familiar::New },
                kept_away: if row.kept { KeptAway::Yes } else { KeptAway::No },
                shown: shown.remove(&person).unwrap_or_default(),
                today,
                holds,
                limit_a_week: row.limit_a_week.and_then(|limit| u16::try_from(limit).ok()),
                held_that_week: u16::try_from(that_week).unwrap_or(u16::MAX),
            }
        })
        .collect())
}

type Week = (Timestamp, Timestamp);

async fn held_around(
    tx: &mut Tx,
    organisation: OrganisationId,
    session: &Session,
    people: &[PersonId],
) -> Result<(BTreeMap<PersonId, Vec<Held>>, Week), StoreError> {
    let zone = TimeZone::get(&session.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let monday = monday_of(session.date);
    let midnight = |date: jiff::civil::Date| {
        date.to_zoned(zone.clone()).map(|at| at.timestamp()).map_err(|_| StoreError::Unknown { column: "on_date" })
    };
    let week = (midnight(monday)?, midnight(monday.saturating_add(7.days()))?);
    // Sessions are shorter than a day: a day either side of the week finds every clash.
    let day = SignedDuration::from_hours(24);
    let from = week.0.checked_sub(day).unwrap_or(week.0);
    let to = week.1.checked_add(day).unwrap_or(week.1);
    let rows = all!(
        tx,
        HeldRow,
        "SELECT t.holder_id, t.session_id, s.starts_at, s.ends_at FROM session s
         JOIN seat t ON t.organisation_id = s.organisation_id AND t.session_id = s.id
         WHERE s.organisation_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3
           AND s.called_off_at IS NULL AND t.holder_id IS NOT NULL",
        organisation.uuid(),
        micros(from),
        micros(to)
    )?;
    let mut held: BTreeMap<PersonId, Vec<Held>> = people.iter().map(|id| (*id, Vec::new())).collect();
    for row in rows {
        if let Some(list) = held.get_mut(&PersonId::new(row.holder_id)) {
            list.push(Held {
                session: SessionId::new(row.session_id),
                starts: instant(row.starts_at)?,
                ends: instant(row.ends_at)?,
            });
        }
    }
    Ok((held, week))
}
