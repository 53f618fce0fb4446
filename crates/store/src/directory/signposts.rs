//! Signposts as rows: that somebody was told of a service, on which day, and how far they came with it.

use crate::db::{Tx, Writing};
use crate::error::StoreError;
use crate::time::{day, micros};
use bothy_domain::directory::{Counts, Signpost, SignpostState};
use bothy_domain::ids::{BranchId, ListingId, OrganisationId, PersonId, SignpostId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A signpost that is to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Which.
    pub id: SignpostId,
    /// To which service.
    pub listing: ListingId,
    /// In which branch, if that was said.
    pub branch: Option<BranchId>,
    /// How it stands.
    pub signpost: Signpost,
    /// Who told.
    pub by: Option<PersonId>,
    /// When that was written down.
    pub recorded_at: Timestamp,
}

/// A signpost of somebody, with what the service is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The signpost.
    pub noted: Noted,
    /// The service's word in addresses.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// The name of the branch, if one was said.
    pub branch_name: Option<String>,
    /// Whether the service was taken off the list since.
    pub retired: bool,
}

/// Writes a signpost down.
///
/// # Errors
/// The database's own.
pub async fn note(w: &mut Writing, organisation: OrganisationId, new: &Noted) -> Result<(), StoreError> {
    let [taken, reached, not_taken] = days(&new.signpost);
    run!(
        w,
        "INSERT INTO signpost (organisation_id, id, listing_id, branch_id, offered_on, taken_on, reached_on,
         not_taken_on, by_person, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        organisation.uuid(),
        new.id.uuid(),
        new.listing.uuid(),
        new.branch.map(BranchId::uuid),
        new.signpost.offered_on.to_string(),
        taken,
        reached,
        not_taken,
        new.by.map(PersonId::uuid),
        micros(new.recorded_at)
    )?;
    Ok(())
}

fn days(signpost: &Signpost) -> [Option<String>; 3] {
    match signpost.state {
        SignpostState::Offered => [None, None, None],
        SignpostState::Taken { on } => [Some(on.to_string()), None, None],
        SignpostState::Reached { taken_on, on } => [Some(taken_on.to_string()), Some(on.to_string()), None],
        SignpostState::NotTaken { on } => [None, None, Some(on.to_string())],
    }
}

/// Writes how a signpost stands now, where it stood as it was read. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn save_signpost(
    w: &mut Writing,
    organisation: OrganisationId,
    id: SignpostId,
    (before, after): (&Signpost, &Signpost),
) -> Result<u64, StoreError> {
    let [taken, reached, not_taken] = days(after);
    let [had_taken, had_reached, had_not_taken] = days(before);
    run!(
        w,
        "UPDATE signpost SET taken_on = $3, reached_on = $4, not_taken_on = $5
         WHERE organisation_id = $1 AND id = $2 AND COALESCE(taken_on, '') = $6 AND COALESCE(reached_on, '') = $7
           AND COALESCE(not_taken_on, '') = $8",
        organisation.uuid(),
        id.uuid(),
        taken,
        reached,
        not_taken,
        had_taken.unwrap_or_default(),
        had_reached.unwrap_or_default(),
        had_not_taken.unwrap_or_default()
    )
}

/// Takes a signpost away that was only offered. Returns how many rows that were.
///
/// # Errors
/// The database's own.
pub async fn withdraw(w: &mut Writing, organisation: OrganisationId, id: SignpostId) -> Result<u64, StoreError> {
    run!(
        w,
        "DELETE FROM signpost WHERE organisation_id = $1 AND id = $2 AND taken_on IS NULL AND not_taken_on IS NULL",
        organisation.uuid(),
        id.uuid()
    )
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    listing_id: Uuid,
    branch_id: Option<Uuid>,
    offered_on: String,
    taken_on: Option<String>,
    reached_on: Option<String>,
    not_taken_on: Option<String>,
    by_person: Option<Uuid>,
    recorded_at: i64,
    slug: String,
    name: String,
    retired_at: Option<i64>,
    branch_name: Option<String>,
}

impl Row {
    fn made(self) -> Result<Made, StoreError> {
        let on = |text: Option<String>| text.as_deref().map(day).transpose();
        let state = state(on(self.taken_on)?, on(self.reached_on)?, on(self.not_taken_on)?)?;
        let noted = Noted {
            id: SignpostId::new(self.id),
            listing: ListingId::new(self.listing_id),
            branch: self.branch_id.map(BranchId::new),
            signpost: Signpost { offered_on: day(&self.offered_on)?, state },
            by: self.by_person.map(PersonId::new),
            recorded_at: crate::time::instant(self.recorded_at)?,
        };
        let retired = self.retired_at.is_some();
        Ok(Made { noted, slug: self.slug, name: self.name, branch_name: self.branch_name, retired })
    }
}

fn state(taken: Option<Date>, reached: Option<Date>, not_taken: Option<Date>) -> Result<SignpostState, StoreError> {
    match (taken, reached, not_taken) {
        (None, None, None) => Ok(SignpostState::Offered),
        (Some(on), None, None) => Ok(SignpostState::Taken { on }),
        (Some(taken_on), Some(on), None) => Ok(SignpostState::Reached { taken_on, on }),
        (None, None, Some(on)) => Ok(SignpostState::NotTaken { on }),
        _ => Err(StoreError::Unknown { column: "taken_on" }),
    }
}

/// One signpost.
///
/// # Errors
/// The database's own.
pub async fn find_signpost(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: SignpostId,
) -> Result<Option<Made>, StoreError> {
    let row = one!(
        tx,
        Row,
        "SELECT s.id, s.listing_id, s.branch_id, s.offered_on, s.taken_on, s.reached_on, s.not_taken_on, s.by_person,
         s.recorded_at, l.slug, l.name, l.retired_at, b.name AS branch_name
         FROM signpost s
         JOIN listing l ON l.organisation_id = s.organisation_id AND l.id = s.listing_id
         LEFT JOIN branch b ON b.organisation_id = s.organisation_id AND b.id = s.branch_id
         WHERE s.organisation_id = $1 AND s.id = $2",
        organisation.uuid(),
        id.uuid()
    )?;
    row.map(Row::made).transpose()
}

/// The signposts of whoever told, the newest first.
///
/// # Errors
/// The database's own.
pub async fn of_maker(tx: &mut Tx, organisation: OrganisationId, by: PersonId) -> Result<Vec<Made>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "SELECT s.id, s.listing_id, s.branch_id, s.offered_on, s.taken_on, s.reached_on, s.not_taken_on, s.by_person,
         s.recorded_at, l.slug, l.name, l.retired_at, b.name AS branch_name
         FROM signpost s
         JOIN listing l ON l.organisation_id = s.organisation_id AND l.id = s.listing_id
         LEFT JOIN branch b ON b.organisation_id = s.organisation_id AND b.id = s.branch_id
         WHERE s.organisation_id = $1 AND s.by_person = $2
         ORDER BY s.offered_on DESC, s.recorded_at DESC, s.id",
        organisation.uuid(),
        by.uuid()
    )?;
    rows.into_iter().map(Row::made).collect()
}

/// How many signposts led to one service and how far, for each branch that was said.
///
/// # Errors
/// The database's own.
pub async fn counts(
    tx: &mut Tx,
    organisation: OrganisationId,
    listing: ListingId,
) -> Result<BTreeMap<Option<BranchId>, Counts>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Count {
        branch_id: Option<Uuid>,
        offered: i64,
        taken: i64,
        reached: i64,
        not_taken: i64,
    }
    let rows = all!(
        tx,
        Count,
        "SELECT branch_id, COUNT(*) AS offered, COUNT(taken_on) AS taken, COUNT(reached_on) AS reached,
         COUNT(not_taken_on) AS not_taken FROM signpost WHERE organisation_id = $1 AND listing_id = $2
         GROUP BY branch_id",
        organisation.uuid(),
        listing.uuid()
    )?;
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    let counted = rows.into_iter().map(|row| {
        let counts = Counts {
            offered: number(row.offered),
            taken: number(row.taken),
            reached: number(row.reached),
            not_taken: number(row.not_taken),
        };
        (row.branch_id.map(BranchId::new), counts)
    });
    Ok(counted.collect())
}
