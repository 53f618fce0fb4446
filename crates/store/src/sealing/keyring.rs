//! The master keys that this program has, and the data keys that it unwrapped so far.

use super::KeyRow;
use crate::error::StoreError;
use bothy_seal::keys::wrapped_by;
use bothy_seal::{DataKey, FieldKey, IndexKey, MasterKey, Purpose};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Looks for the master key of a short name where this program's keys lie.
type Look = Arc<dyn Fn(&str) -> Option<MasterKey> + Send + Sync>;

/// The master key that a service is opened with, and where another is looked for: it may be changed while this program
/// runs.
#[derive(Clone)]
pub struct Masters {
    key: MasterKey,
    look: Option<Look>,
}

impl Masters {
    /// A master key, and what looks for one by its short name.
    pub fn new(key: MasterKey, look: impl Fn(&str) -> Option<MasterKey> + Send + Sync + 'static) -> Self {
        Self { key, look: Some(Arc::new(look)) }
    }
}

impl From<MasterKey> for Masters {
    fn from(key: MasterKey) -> Self {
        Self { key, look: None }
    }
}

/// The master keys and the data keys that were unwrapped so far.
pub(crate) struct Keyring {
    masters: Masters,
    found: RwLock<Vec<MasterKey>>,
    fields: RwLock<BTreeMap<(Uuid, Uuid), Arc<FieldKey>>>,
    finding: RwLock<BTreeMap<Uuid, Arc<IndexKey>>>,
}

impl Keyring {
    pub(crate) fn new(masters: Masters) -> Self {
        Self { masters, found: RwLock::default(), fields: RwLock::default(), finding: RwLock::default() }
    }

    /// The key that the service was opened with. It may have been changed since.
    pub(super) fn opened_with(&self) -> &MasterKey {
        &self.masters.key
    }

    /// The master key of a short name, if this program has it or finds it.
    pub(super) fn master(&self, fingerprint: &str) -> Option<MasterKey> {
        let is = |key: &&MasterKey| key.fingerprint() == fingerprint;
        if let Some(key) = Some(&self.masters.key).filter(is) {
            return Some(key.clone());
        }
        if let Some(key) = self.found.read().unwrap_or_else(PoisonError::into_inner).iter().find(is) {
            return Some(key.clone());
        }
        let found = self.masters.look.as_ref().and_then(|look| look(fingerprint)).filter(|key| is(&key));
        let Some(found) = found else {
            // Whoever starts is told by the refusal itself; whoever runs already would not be told at all.
            if !self.fields.read().unwrap_or_else(PoisonError::into_inner).is_empty() {
                tracing::error!(
                    fingerprint,
                    "the master key of this service was changed, and the one of this short name is not here: bring its \
                     file to this machine, in the place of the earlier one. Nothing is lost meanwhile"
                );
            }
            return None;
        };
        tracing::info!(fingerprint, "the master key of this service was changed, and the new one is here");
        self.found.write().unwrap_or_else(PoisonError::into_inner).push(found.clone());
        Some(found)
    }

    /// Unwraps a data key with the master key that wrapped it.
    pub(super) fn unwrap(&self, organisation: Uuid, row: &KeyRow, purpose: Purpose) -> Result<DataKey, StoreError> {
        let (id, owner) = (row.id.into_bytes(), organisation.into_bytes());
        let master = wrapped_by(&row.wrapped).and_then(|by| self.master(by));
        // Where it is not here, the refusal names both.
        let master = master.as_ref().unwrap_or(&self.masters.key);
        master.unwrap(&row.wrapped, id, owner, purpose).map_err(StoreError::Key)
    }

    pub(super) fn field_key(&self, organisation: Uuid, id: Uuid) -> Option<Arc<FieldKey>> {
        self.fields.read().unwrap_or_else(PoisonError::into_inner).get(&(organisation, id)).cloned()
    }

    pub(super) fn keep_field_key(&self, organisation: Uuid, row: &KeyRow) -> Result<Arc<FieldKey>, StoreError> {
        if let Some(known) = self.field_key(organisation, row.id) {
            return Ok(known);
        }
        let key = Arc::new(self.unwrap(organisation, row, Purpose::Fields)?.for_fields());
        let mut fields = self.fields.write().unwrap_or_else(PoisonError::into_inner);
        fields.insert((organisation, row.id), key.clone());
        Ok(key)
    }

    pub(super) fn finding_key(&self, organisation: Uuid) -> Option<Arc<IndexKey>> {
        self.finding.read().unwrap_or_else(PoisonError::into_inner).get(&organisation).cloned()
    }

    pub(super) fn keep_finding_key(&self, organisation: Uuid, row: &KeyRow) -> Result<Arc<IndexKey>, StoreError> {
        let key = Arc::new(self.unwrap(organisation, row, Purpose::Index)?.for_finding());
        let mut finding = self.finding.write().unwrap_or_else(PoisonError::into_inner);
        finding.insert(organisation, key.clone());
        Ok(key)
    }
}
