//! How fast a program may ask: counted in memory, for each token and in each node.

use bothy_domain::access::token::next_turn;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::Mutex;

/// So many tokens are remembered at most; those that could begin anew anyway are forgotten first.
const REMEMBERED: usize = 10_000;

/// When each token has used up what it asked for so far.
#[derive(Default)]
pub struct Pace {
    used_until: Mutex<HashMap<String, Timestamp>>,
}

impl Pace {
    /// Counts one request.
    ///
    /// # Errors
    /// How long to wait.
    pub fn count(&self, token_hash: &str, now: Timestamp) -> Result<(), SignedDuration> {
        // A lock that somebody broke keeps nobody out.
        let Ok(mut all) = self.used_until.lock() else { return Ok(()) };
        if all.len() >= REMEMBERED {
            all.retain(|_, until| *until > now);
        }
        if all.len() >= REMEMBERED {
            all.clear();
        }
        let next = next_turn(all.get(token_hash).copied(), now)?;
        all.insert(token_hash.to_owned(), next);
        Ok(())
    }
}
