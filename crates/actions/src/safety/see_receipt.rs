//! Whoever holds a receipt sees when it was sent and whether somebody has it: nothing of what it says.

use crate::bothy::Bothy;
use bothy_domain::ids::OrganisationId;
use bothy_domain::organisations::Policy;
use bothy_domain::safety::concern::{About, ConcernState, Danger};
use bothy_store::{StoreError, people, safety};
use jiff::{SignedDuration, Timestamp};

/// What a receipt shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it is about.
    pub about: About,
    /// When it was sent.
    pub raised_at: Timestamp,
    /// By when somebody says that they have it.
    pub due_by: Timestamp,
    /// Who has it, and since when.
    pub read_by: Option<(String, Timestamp)>,
    /// The names of the two who read it.
    pub readers: [String; 2],
}

/// By when somebody says that they have a worry that is told now.
pub fn read_by(now: Timestamp, danger: Danger) -> Timestamp {
    let policy = Policy::default();
    let hours = match danger {
        Danger::YesOrNotSure => policy.worry_hours_danger,
        Danger::No => policy.worry_hours,
    };
    now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
}

/// What became of the worry behind these words.
///
/// # Errors
/// The store's own.
pub async fn see_receipt(
    bothy: &Bothy,
    organisation: OrganisationId,
    words: String,
) -> Result<Option<Receipt>, StoreError> {
    bothy
        .db
        .snapshot("see_receipt", (organisation, words), |tx, (organisation, words)| {
            Box::pin(async move {
                let Some(row) = safety::concern_of_receipt(tx, *organisation, words).await? else { return Ok(None) };
                let named = people::named(tx, *organisation, &row.concern.readers).await?;
                let name = |id| named.get(&id).map(|person| person.shown_name.clone()).unwrap_or_default();
                let read = match row.concern.state {
                    ConcernState::Raised => None,
                    ConcernState::Acknowledged { by, at } => Some((name(by), at)),
                };
                Ok(Some(Receipt {
                    about: row.about,
                    raised_at: row.concern.raised_at,
                    due_by: read_by(row.concern.raised_at, row.concern.danger),
                    read_by: read,
                    readers: row.concern.readers.map(name),
                }))
            })
        })
        .await
}
