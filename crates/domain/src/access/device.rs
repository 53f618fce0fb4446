//! How long somebody stays signed in, by whose device it is.

use jiff::{SignedDuration, Timestamp};

/// Somebody is signed in on 20 devices at most; with the next, the one that was not used for longest is signed out.
///
/// Our own figure: more than anybody has, and a list that one can still read through to find what is not one's own.
pub const MOST_SIGN_INS: usize = 20;

/// Whose device a sign-in is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    /// One person's own.
    Own,
    /// Others use it too: a library's computer, a family tablet.
    Shared,
    /// Stands at a door and shows one register.
    Door,
}

impl Device {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Own, Self::Shared, Self::Door];

    /// The word under which it is stored and sent in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
            Self::Door => "door",
        }
    }

    /// The device of a stored word, if there is one.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|device| device.code() == code)
    }

    /// A sign-in that nobody uses ends: after 14 days on one's own device, after 15 minutes where others use it too.
    ///
    /// Our own figures: OWASP asks for short idle ends where a device is shared; members who come once a
    /// fortnight keep their sign-in.
    pub fn idle(self) -> SignedDuration {
        match self {
            Self::Own => SignedDuration::from_hours(14 * 24),
            Self::Shared => SignedDuration::from_mins(15),
            Self::Door => SignedDuration::from_hours(12),
        }
    }

    /// Every sign-in ends: after 90 days on one's own device, 8 hours on a shared one, 12 at a door.
    pub fn longest(self) -> SignedDuration {
        match self {
            Self::Own => SignedDuration::from_hours(90 * 24),
            Self::Shared => SignedDuration::from_hours(8),
            Self::Door => SignedDuration::from_hours(12),
        }
    }

    /// When a sign-in that is used at `now` ends if it is not used again; never after its last end.
    pub fn idle_end(self, now: Timestamp, ends: Timestamp) -> Timestamp {
        now.saturating_add(self.idle()).unwrap_or(ends).min(ends)
    }

    /// When a sign-in that begins at `now` ends whatever happens.
    pub fn end(self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.longest()).unwrap_or(now)
    }
}

/// That a sign-in was used is written down once a minute at most.
///
/// A write for each page would cost more than the page; the end comes at most a minute early by it, never late.
pub fn use_is_worth_noting(noted: Timestamp, now: Timestamp) -> bool {
    now.duration_since(noted) >= SignedDuration::from_secs(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + seconds).unwrap()
    }

    #[test]
    fn use_never_carries_a_sign_in_beyond_its_last_end() {
        let ends = Device::Shared.end(at(0));
        assert_eq!(Device::Shared.idle_end(at(0), ends), at(15 * 60));
        assert_eq!(Device::Shared.idle_end(at(8 * 3600 - 60), ends), ends);
    }

    #[test]
    fn a_shared_device_forgets_sooner_than_ones_own_in_every_way() {
        assert!(Device::Shared.idle() < Device::Own.idle());
        assert!(Device::Shared.longest() < Device::Own.longest());
    }

    #[test]
    fn a_second_page_within_the_minute_is_not_written_down() {
        assert!(!use_is_worth_noting(at(0), at(59)));
        assert!(use_is_worth_noting(at(0), at(60)));
    }

    #[test]
    fn every_device_is_found_again_by_its_word() {
        for device in Device::ALL {
            assert_eq!(Device::of_code(device.code()), Some(device));
        }
    }
}
