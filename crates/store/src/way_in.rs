//! How people are let in by a link or a number, as columns of series and sessions.

use crate::error::StoreError;
use bothy_domain::sessions::LettingIn;
use bothy_domain::sessions::way_in::{Locks, WaitingRoom};

/// The word under which a lock is stored: `not-said`, `never`, or minutes.
pub(crate) fn locks_text(locks: Locks) -> String {
    match locks {
        Locks::NotSaid => "not-said".to_owned(),
        Locks::Never => "never".to_owned(),
        Locks::After(minutes) => minutes.to_string(),
    }
}

fn locks(text: &str) -> Option<Locks> {
    match text {
        "not-said" => Some(Locks::NotSaid),
        "never" => Some(Locks::Never),
        minutes => minutes.parse().ok().map(Locks::After),
    }
}

/// The stored columns as a value.
pub(crate) fn letting_in(
    waiting_room: &str,
    lock: &str,
    meeting_id: String,
    passcode: String,
) -> Result<LettingIn, StoreError> {
    Ok(LettingIn {
        waiting_room: WaitingRoom::of_code(waiting_room).ok_or(StoreError::Unknown { column: "waiting_room" })?,
        locks: locks(lock).ok_or(StoreError::Unknown { column: "locks" })?,
        meeting_id,
        passcode,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lock_comes_back_from_its_word() {
        for lock in [Locks::NotSaid, Locks::Never, Locks::After(0), Locks::After(240)] {
            assert_eq!(locks(&locks_text(lock)), Some(lock));
        }
        assert_eq!(locks("soon"), None);
    }
}
