//! Making groups and places: the rows that a form, an import, the demo and a test all make the same way.

use crate::db::Writing;
use crate::error::StoreError;
use crate::time::micros;
use bothy_domain::groups::{GroupKind, GroupState};
use bothy_domain::ids::{BranchId, GroupId, ImportRunId, OrganisationId, PersonId, PlaceId};
use bothy_domain::places::{FactKind, Says};
use jiff::Timestamp;
use jiff::civil::Date;

/// A new group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Which group.
    pub id: GroupId,
    /// Its branch.
    pub branch: Option<BranchId>,
    /// Its word in addresses; no other group of the organisation has it.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Who may come, and when.
    pub kind: GroupKind,
    /// What it is for.
    pub purpose: String,
    /// For whom.
    pub for_whom: String,
    /// What happens there, a line for each part.
    pub what_happens: String,
    /// How to come for the first time.
    pub how_to_come: String,
    /// The least number of facilitators.
    pub minimum: u8,
    /// Whether it is shown.
    pub state: GroupState,
    /// When a person last looked whether all this is true; none for what was only read from a file.
    pub looked_at: Option<Timestamp>,
    /// The import that made it.
    pub import_run: Option<ImportRunId>,
}

/// The word and the instant under which a state is stored.
pub fn state_parts(state: GroupState) -> (&'static str, i64) {
    match state {
        GroupState::Preparing => ("preparing", 0),
        GroupState::Open(at) => ("open", micros(at)),
        GroupState::Pausing(at) => ("pausing", micros(at)),
        GroupState::Ended(at) => ("ended", micros(at)),
    }
}

/// Adds a group.
///
/// # Errors
/// The database's own; a unique violation where the slug is taken.
pub async fn add_group(w: &mut Writing, organisation: OrganisationId, group: &NewGroup) -> Result<(), StoreError> {
    let (state, state_at) = state_parts(group.state);
    run!(
        w,
        "INSERT INTO peer_group (organisation_id, id, branch_id, slug, name, kind, purpose, for_whom, what_happens,
         how_to_come, minimum, state, state_at, looked_at, import_run_id, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)",
        organisation.uuid(),
        group.id.uuid(),
        group.branch.map(BranchId::uuid),
        &group.slug,
        &group.name,
        group.kind.code(),
        &group.purpose,
        &group.for_whom,
        &group.what_happens,
        &group.how_to_come,
        i32::from(group.minimum),
        state,
        state_at,
        group.looked_at.map(micros),
        group.import_run.map(ImportRunId::uuid)
    )?;
    crate::groups::words::of_group(w, organisation, group.id).await
}

/// Notes that a supporter knows and holds a group.
///
/// # Errors
/// The database's own.
pub async fn add_supporter(
    w: &mut Writing,
    organisation: OrganisationId,
    group: GroupId,
    person: PersonId,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO group_supporter (organisation_id, group_id, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        organisation.uuid(),
        group.uuid(),
        person.uuid()
    )?;
    Ok(())
}

/// Notes that a person must not be brought together with a group.
///
/// # Errors
/// The database's own.
pub async fn keep_from(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    group: GroupId,
) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO kept_from (organisation_id, person_id, group_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        organisation.uuid(),
        person.uuid(),
        group.uuid()
    )?;
    Ok(())
}

/// A new place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlace {
    /// Which place.
    pub id: PlaceId,
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Postcode, as the post writes it.
    pub postcode: String,
    /// Latitude and longitude as text, if known.
    pub point: Option<(String, String)>,
    /// Opening hours as they were said.
    pub opening: String,
    /// Whether one of us has to open it.
    pub needs_opener: bool,
    /// Where this is known from.
    pub source: String,
    /// When a person last looked whether all this is true.
    pub looked_at: Option<Timestamp>,
    /// The import that made it.
    pub import_run: Option<ImportRunId>,
    /// What is known of it.
    pub facts: Vec<(FactKind, Says, String, Option<Date>)>,
}

/// Adds a place with its facts.
///
/// # Errors
/// The database's own; a unique violation where the slug is taken.
pub async fn add_place(w: &mut Writing, organisation: OrganisationId, place: &NewPlace) -> Result<(), StoreError> {
    let (lat, lon) = place.point.clone().unzip();
    run!(
        w,
        "INSERT INTO place (organisation_id, id, slug, name, address, postcode, lat, lon, opening, needs_opener,
         caretaker, source, looked_at, import_run_id, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12, $13, 1)",
        organisation.uuid(),
        place.id.uuid(),
        &place.slug,
        &place.name,
        &place.address,
        &place.postcode,
        lat.as_deref(),
        lon.as_deref(),
        &place.opening,
        place.needs_opener,
        &place.source,
        place.looked_at.map(micros),
        place.import_run.map(ImportRunId::uuid)
    )?;
    for (kind, says, words, checked_on) in &place.facts {
        run!(
            w,
            "INSERT INTO place_fact (organisation_id, place_id, kind, says, words, checked_on)
             VALUES ($1, $2, $3, $4, $5, $6)",
            organisation.uuid(),
            place.id.uuid(),
            kind.code(),
            says.code(),
            words,
            checked_on.map(|day| day.to_string())
        )?;
    }
    crate::groups::words::of_place(w, organisation, place.id).await
}
