//! The gate before the hashing of passwords: one core fewer than the machine has, so that a crowd at the door costs time,
//! never more memory than that (19 MiB each), and never the last core from whoever looks for help; and not so many in
//! the queue that the last has gone home before their turn.

use bothy_seal::{Passwords, Sensitive, Verdict};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many may wait before the next is asked to come back in a minute.
const MAY_WAIT: usize = 5_000;

/// Too many wait already, or the machine could not hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many are signing in at once")]
pub struct Crowded;

static WAITING: AtomicUsize = AtomicUsize::new(0);

/// How many passwords may be hashed at once: one core is left to everything else, where there is more than one.
///
/// However far hashing steps aside, a core that is busy with it lets in who wakes some milliseconds late (measured on
/// two cores: with both hashing the slowest looks at `/help` took three times as long, with one as long as ever).
pub fn room() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
}

/// The one gate of this program.
fn gate() -> Result<&'static Passwords, Crowded> {
    static GATE: OnceLock<Option<Passwords>> = OnceLock::new();
    GATE.get_or_init(|| Passwords::new(room()).ok()).as_ref().ok_or(Crowded)
}

/// One of those who wait; whoever goes away makes room.
struct Waits;

impl Waits {
    fn begin() -> Result<Self, Crowded> {
        let waits = Self;
        if WAITING.fetch_add(1, Ordering::SeqCst) >= MAY_WAIT { Err(Crowded) } else { Ok(waits) }
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Hashes a password.
///
/// # Errors
/// [`Crowded`], also where the machine has no memory left for it.
pub async fn hash(password: String) -> Result<String, Crowded> {
    let _waits = Waits::begin()?;
    gate()?.hash(Sensitive::new(password)).await.map_err(|_| Crowded)
}

/// Whether a password is right. Where there is nothing to hold it against, it costs the same and is not.
///
/// # Errors
/// [`Crowded`].
pub async fn is_right(password: String, hashed: Option<String>) -> Result<bool, Crowded> {
    let _waits = Waits::begin()?;
    let verdict = gate()?.verify(Sensitive::new(password), hashed).await.map_err(|_| Crowded)?;
    Ok(verdict != Verdict::Wrong)
}

/// Makes ready what the first at the door would otherwise wait for.
pub fn warm() {
    let _ = gate();
}
