//! How fast somebody may try to get in: slower with every wrong try, so that guessing leads nowhere and
//! nobody can shut another out.
//!
//! Three counters, each on its own: a browser that was let in before (nobody else can count on it), a
//! stranger's tries at one account from one piece of address space, and all that a piece of address space gets wrong.

use jiff::{SignedDuration, Timestamp};

/// Whose tries are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// One account, from a browser from which it was let in before.
    KnownDevice,
    /// One account, from anywhere else, by piece of address space.
    Stranger,
    /// Every account, from one piece of address space.
    Address,
    /// The codes of one person who has given the right password.
    Code,
    /// Receipts of worries, from one piece of address space.
    Receipt,
    /// Receipts of worries, from anywhere.
    Receipts,
}

impl Counted {
    /// How many wrong tries cost nothing: people mistype.
    fn free(self) -> u32 {
        match self {
            Self::KnownDevice | Self::Receipt => 10,
            Self::Stranger | Self::Code => 5,
            // A library's one address may hold a whole group on a bad morning.
            Self::Address => 50,
            Self::Receipts => 100,
        }
    }

    /// The longest that one has to wait.
    fn most(self) -> SignedDuration {
        match self {
            Self::KnownDevice | Self::Receipts => SignedDuration::from_secs(60),
            Self::Stranger | Self::Code => SignedDuration::from_mins(15),
            Self::Address | Self::Receipt => SignedDuration::from_mins(2),
        }
    }
}

/// Tries are forgotten when none came for a day.
pub const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// After so many wrong tries, the next has to wait: nothing at first, then twice as long each time, up to a most.
pub fn wait_after(counted: Counted, wrong: u32) -> SignedDuration {
    let beyond = wrong.saturating_sub(counted.free());
    if beyond == 0 {
        return SignedDuration::ZERO;
    }
    let seconds = 1_i64 << beyond.saturating_sub(1).min(30);
    SignedDuration::from_secs(seconds).min(counted.most())
}

/// What stands in a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Wrong tries.
    pub tries: u32,
    /// When the last came.
    pub last_at: Timestamp,
    /// From when the next is heard.
    pub next_at: Timestamp,
}

/// Whether nothing wrong was tried lately: whoever is right then need not be counted.
pub fn is_quiet(pace: Option<Pace>, now: Timestamp) -> bool {
    pace.is_none_or(|pace| pace.tries == 0 || now.duration_since(pace.last_at) >= FORGOTTEN_AFTER)
}

/// It is too early for another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too early for another try")]
pub struct TooEarly {
    /// From when one is heard.
    pub next_at: Timestamp,
}

/// A try is heard when the wait after the last wrong one is over; what comes earlier is not counted.
///
/// That what comes too early adds nothing is on purpose: whoever keeps knocking cannot make the wait longer. A wrong try
/// that is still to come was counted by a clock that has been set back since: nobody waits for a time that was never due.
///
/// # Errors
/// [`TooEarly`].
pub fn may_try(pace: Option<Pace>, now: Timestamp) -> Result<(), TooEarly> {
    match pace {
        Some(pace) if pace.last_at <= now && now < pace.next_at => Err(TooEarly { next_at: pace.next_at }),
        _ => Ok(()),
    }
}

/// One more wrong try.
#[must_use]
pub fn one_more(counted: Counted, pace: Option<Pace>, now: Timestamp) -> Pace {
    let before = pace.filter(|pace| now.duration_since(pace.last_at) < FORGOTTEN_AFTER).map_or(0, |pace| pace.tries);
    let tries = before.saturating_add(1);
    let next_at = now.saturating_add(wait_after(counted, tries)).unwrap_or(now);
    Pace { tries, last_at: now, next_at }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + seconds).unwrap()
    }

    /// How many tries are heard of one a second for a day.
    fn heard_in_a_day(counted: Counted) -> u32 {
        let (mut pace, mut heard) = (None, 0);
        for second in 0..24 * 3600 {
            if may_try(pace, at(second)).is_ok() {
                heard += 1;
                pace = Some(one_more(counted, pace, at(second)));
            }
        }
        heard
    }

    #[test]
    fn five_slips_cost_a_stranger_nothing_and_the_sixth_a_second() {
        assert_eq!(wait_after(Counted::Stranger, 5), SignedDuration::ZERO);
        assert_eq!(wait_after(Counted::Stranger, 6), SignedDuration::from_secs(1));
        assert_eq!(wait_after(Counted::Stranger, 7), SignedDuration::from_secs(2));
    }

    #[test]
    fn a_stranger_is_heard_hardly_more_than_a_hundred_times_a_day() {
        assert!(heard_in_a_day(Counted::Stranger) < 120, "{}", heard_in_a_day(Counted::Stranger));
    }

    #[test]
    fn of_ten_thousand_million_receipts_hardly_two_thousand_a_day_are_tried_by_everybody_together() {
        assert!(heard_in_a_day(Counted::Receipts) < 2_000, "{}", heard_in_a_day(Counted::Receipts));
        assert!(heard_in_a_day(Counted::Receipt) < 1_000, "{}", heard_in_a_day(Counted::Receipt));
    }

    #[test]
    fn on_a_known_device_nobody_waits_longer_than_a_minute() {
        assert_eq!(wait_after(Counted::KnownDevice, u32::MAX), SignedDuration::from_secs(60));
    }

    #[test]
    fn knocking_while_one_waits_makes_the_wait_no_longer() {
        let pace = Pace { tries: 9, last_at: at(0), next_at: at(8) };
        assert_eq!(may_try(Some(pace), at(7)), Err(TooEarly { next_at: at(8) }));
        assert_eq!(may_try(Some(pace), at(8)), Ok(()));
    }

    #[test]
    fn a_clock_set_back_by_a_day_keeps_nobody_out_for_a_day_and_forgets_no_wrong_try() {
        let pace = Pace { tries: 9, last_at: at(24 * 3600), next_at: at(24 * 3600 + 8) };
        assert_eq!(may_try(Some(pace), at(0)), Ok(()));
        let next = one_more(Counted::Stranger, Some(pace), at(0));
        assert_eq!((next.tries, next.last_at, next.next_at), (10, at(0), at(16)));
        assert!(may_try(Some(next), at(15)).is_err());
    }

    #[test]
    fn after_a_quiet_day_the_count_begins_anew() {
        let pace = Pace { tries: 40, last_at: at(0), next_at: at(900) };
        assert_eq!(one_more(Counted::Stranger, Some(pace), at(24 * 3600)).tries, 1);
        assert_eq!(one_more(Counted::Stranger, Some(pace), at(24 * 3600 - 1)).tries, 41);
    }
}
