//! How many changes there were, by organisation: here, and on a server that several programs share, by all of them.
//!
//! What was read stands until its organisation's number moves. A commit rings PostgreSQL's bell in its own transaction,
//! with nothing but the organisation's id; every program that listens counts it. A listener that cannot be sure that it
//! hears says so, and whoever asks goes back to reading anew (house law 14).

use crate::error::StoreError;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, RwLock, Weak};
use std::time::Duration;
use uuid::Uuid;

/// The name of the bell on the server.
pub(super) const CHANNEL: &str = "bothy";

/// How long a listener waits in silence before it tries whether the line still stands, and how long that may take.
/// What another program changed shows so late at most, where a line broke without a word.
const SILENCE: Duration = Duration::from_secs(5);
const TRIAL: Duration = Duration::from_secs(2);

/// How long after a line was lost the next one is tried.
const PATIENCE: Duration = Duration::from_secs(1);

/// The numbers.
#[derive(Default)]
pub(super) struct Bell {
    all: AtomicU64,
    /// Counts for everybody: after a time in which nothing was heard, anything may have changed.
    lost: AtomicU64,
    of: RwLock<HashMap<Uuid, u64>>,
    hears: AtomicBool,
}

impl Bell {
    pub(super) fn ring(&self, organisation: Uuid) {
        if let Ok(mut of) = self.of.write() {
            *of.entry(organisation).or_default() += 1;
        }
        self.all.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn all(&self) -> u64 {
        self.all.load(Ordering::SeqCst)
    }

    /// A poisoned lock gives another number each time: nothing that was read stands.
    pub(super) fn of(&self, organisation: Uuid) -> u64 {
        let lost = self.lost.load(Ordering::SeqCst);
        let own = self.of.read().ok().map(|of| of.get(&organisation).copied().unwrap_or(0));
        own.map_or_else(|| self.all.fetch_add(1, Ordering::SeqCst), |own| own + lost)
    }

    pub(super) fn hears(&self) -> bool {
        self.hears.load(Ordering::SeqCst)
    }

    fn deaf(&self) {
        self.hears.store(false, Ordering::SeqCst);
        self.lost.fetch_add(1, Ordering::SeqCst);
        self.all.fetch_add(1, Ordering::SeqCst);
    }
}

/// Listens until the database is closed or nobody needs the numbers any more.
pub(super) async fn listen(bell: Weak<Bell>, pool: PgPool) {
    loop {
        let ended = hear(&bell, &pool).await;
        let Some(bell) = bell.upgrade() else { return };
        bell.deaf();
        match ended {
            Err(sqlx::Error::PoolClosed) => return,
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "changes elsewhere are not heard"),
            Ok(()) => {}
        }
        drop(bell);
        tokio::time::sleep(PATIENCE).await;
    }
}

/// One line, until it is lost. Nothing is written on it: dropped in the middle it loses a number at most, and being
/// dropped at all counts as not having heard.
async fn hear(bell: &Weak<Bell>, pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    let Some(first) = bell.upgrade() else { return Ok(()) };
    // What was committed before this moment was not heard.
    first.deaf();
    first.hears.store(true, Ordering::SeqCst);
    drop(first);
    loop {
        let heard = tokio::time::timeout(SILENCE, listener.try_recv()).await;
        let Some(bell) = bell.upgrade() else { return Ok(()) };
        match heard {
            Ok(Ok(Some(rung))) => match rung.payload().parse() {
                Ok(organisation) => bell.ring(organisation),
                Err(_) => bell.deaf(),
            },
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(error)) => return Err(error),
            Err(_) => {
                let trial = sqlx::query("SELECT 1").execute(&mut listener);
                if tokio::time::timeout(TRIAL, trial).await.is_ok_and(|answer| answer.is_ok()) {
                    continue;
                }
                return Ok(());
            }
        }
    }
}

/// Rings for these organisations when the open transaction commits.
pub(super) async fn ring_at_commit(
    tx: &mut sqlx::Transaction<'static, sqlx::Postgres>,
    organisations: &[Uuid],
) -> Result<(), StoreError> {
    sqlx::query("SELECT pg_notify($1, id::text) FROM unnest($2::uuid[]) AS id")
        .bind(CHANNEL)
        .bind(organisations)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Begins to listen.
pub(super) fn begin(bell: &Arc<Bell>, pool: PgPool) {
    tokio::spawn(listen(Arc::downgrade(bell), pool));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_one_organisation_moves_its_own_number_and_no_other() {
        let bell = Bell::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let before = (bell.of(one), bell.of(other), bell.all());
        bell.ring(one);
        assert_eq!((bell.of(one), bell.of(other), bell.all()), (before.0 + 1, before.1, before.2 + 1));
    }

    #[test]
    fn after_a_silence_nothing_that_was_read_stands() {
        let bell = Bell::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let before = (bell.of(one), bell.of(other), bell.all());
        bell.deaf();
        assert!(bell.of(one) > before.0 && bell.of(other) > before.1 && bell.all() > before.2);
        assert!(!bell.hears());
    }
}
