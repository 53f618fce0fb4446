//! Telling somebody that a way in of theirs was added, changed or taken away: if it was not them, they want to know.

use bothy_domain::ids::{JobId, OrganisationId, PersonId};
use bothy_store::jobs::{Notice, queue};
use bothy_store::{StoreError, Writing};
use jiff::Timestamp;
use uuid::Uuid;

/// Queues the notice in the commit of the change. What it says names no device and no account: it may be read on a
/// locked screen.
pub(super) async fn tell_of_way_in(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    kind: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: kind.to_owned(),
        person,
        about: person.to_string(),
        words: String::from("{}"),
    };
    queue(w, organisation, &notice, now).await
}
