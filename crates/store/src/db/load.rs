//! How the work on the database goes: how many wait, how long they waited, what failed. Numbers only, and cheap ones.

use crate::error::FromStore;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use tokio::time::Instant;

/// How this program's work on the database goes, since it started.
#[derive(Debug, Default)]
pub struct Load {
    /// Those who want to write.
    pub writes: Queue,
    /// Those who want to read.
    pub reads: Queue,
    gave_way: AtomicU64,
    failed: AtomicU64,
}

impl Load {
    /// How often a write met another and was run again.
    pub fn times_given_way(&self) -> u64 {
        self.gave_way.load(Relaxed)
    }

    /// How often the database itself failed somebody.
    pub fn failures(&self) -> u64 {
        self.failed.load(Relaxed)
    }

    pub(super) fn gave_way(&self) {
        self.gave_way.fetch_add(1, Relaxed);
    }

    /// Counts an answer that the database failed; a refusal by a rule is none.
    pub(super) fn seen<T, E: FromStore>(&self, answer: Result<T, E>) -> Result<T, E> {
        if answer.as_ref().is_err_and(|error| error.store().is_some()) {
            self.failed.fetch_add(1, Relaxed);
        }
        answer
    }
}

/// Those who wait until they can begin.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: AtomicU64,
    begun: AtomicU64,
    micros: AtomicU64,
}

impl Queue {
    /// How many wait at this moment.
    pub fn waiting(&self) -> u64 {
        self.waiting.load(Relaxed)
    }

    /// How many have begun, or given up.
    pub fn begun(&self) -> u64 {
        self.begun.load(Relaxed)
    }

    /// How long all of them waited together, in seconds.
    #[expect(clippy::cast_precision_loss, reason = "seconds of waiting need no last digit")]
    pub fn seconds(&self) -> f64 {
        self.micros.load(Relaxed) as f64 / 1e6
    }

    pub(super) fn waits(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Relaxed);
        Waiting { queue: self, since: Instant::now() }
    }
}

/// Somebody who waits, until it is dropped.
pub(super) struct Waiting<'q> {
    queue: &'q Queue,
    since: Instant,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.queue.waiting.fetch_sub(1, Relaxed);
        self.queue.begun.fetch_add(1, Relaxed);
        self.queue.micros.fetch_add(u64::try_from(self.since.elapsed().as_micros()).unwrap_or(u64::MAX), Relaxed);
    }
}
