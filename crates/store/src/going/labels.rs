//! What an id stands for, in words that a person knows it by.

use super::declared::Says;
use crate::db::Tx;
use crate::error::StoreError;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What was looked up already.
#[derive(Default)]
pub(super) struct Labels(BTreeMap<Uuid, String>);

#[derive(sqlx::FromRow)]
struct Label {
    says: String,
}

impl Labels {
    /// What this id stands for; nothing where it is gone.
    pub(super) async fn of(
        &mut self,
        tx: &mut Tx,
        organisation: Uuid,
        says: &Says,
        id: Uuid,
    ) -> Result<String, StoreError> {
        if let Some(known) = self.0.get(&id) {
            return Ok(known.clone());
        }
        let found = match says {
            Says::Session => one!(
                tx,
                Label,
                "SELECT s.on_date || ' ' || s.starts || ', ' || g.name AS says FROM session s
                 JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
                 WHERE s.organisation_id = $1 AND s.id = $2",
                organisation,
                id
            )?,
            Says::Group => one!(
                tx,
                Label,
                "SELECT name AS says FROM peer_group WHERE organisation_id = $1 AND id = $2",
                organisation,
                id
            )?,
            Says::Branch => one!(
                tx,
                Label,
                "SELECT name AS says FROM branch WHERE organisation_id = $1 AND id = $2",
                organisation,
                id
            )?,
            Says::Listing => one!(
                tx,
                Label,
                "SELECT name AS says FROM listing WHERE organisation_id = $1 AND id = $2",
                organisation,
                id
            )?,
            Says::Itself | Says::Yes | Says::Column(_) => None,
        };
        let found = found.map(|label| label.says).unwrap_or_default();
        self.0.insert(id, found.clone());
        Ok(found)
    }
}
