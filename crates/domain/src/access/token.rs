//! Tokens: by what a program comes in for a person, or a machine in its own name.

use super::roles::Role;
use jiff::{SignedDuration, Timestamp};

/// How long a token opens where nobody says otherwise: ninety days.
pub const USUAL: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The longest that a token opens: a year and a day. Who needs one for longer makes the next in time.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// That a token was used is written down once an hour at most.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Whether what a person may do was changed as a whole since a token was made: all their ways in end with that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessSince {
    /// It is as it was.
    Same,
    /// It was changed: a new password, a second step that is asked for again.
    Changed,
}

/// What decides whether a token opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenFacts {
    /// Until just before this instant.
    pub ends_at: Timestamp,
    /// When somebody took it back.
    pub revoked_at: Option<Timestamp>,
    /// Whether the person's access was changed since.
    pub access: AccessSince,
}

/// Why a token opens nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenEnded {
    /// Somebody took it back, or the person's access was changed.
    #[error("this token was taken back")]
    Revoked,
    /// Its time is over.
    #[error("this token has run out")]
    Expired,
}

/// Why a token is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// It would never open anything.
    #[error("a token lasts for some time: say at least a second")]
    NoTime,
    /// It would open for too long.
    #[error("a token lasts a year and a day at most")]
    TooLong,
    /// A machine cannot be that.
    #[error("a machine cannot be that: it takes no part, holds no seat and reads no worry")]
    NotForMachines(Role),
    /// Without a name.
    #[error("a name is needed, of a hundred letters at most")]
    NoName,
    /// Nobody of this id is here.
    #[error("there is nobody of this id here")]
    Nobody,
}

impl TokenFacts {
    /// A token opens until somebody takes it back, its time is over, or the person's access is changed as a whole.
    ///
    /// # Errors
    /// Why it opens nothing any more.
    pub fn opens(&self, now: Timestamp) -> Result<(), TokenEnded> {
        if self.revoked_at.is_some() || self.access == AccessSince::Changed {
            return Err(TokenEnded::Revoked);
        }
        if now >= self.ends_at {
            return Err(TokenEnded::Expired);
        }
        Ok(())
    }
}

/// A token that is made now ends after the time that was asked for, and after a year and a day at the latest.
///
/// # Errors
/// No time at all, or too long a time.
pub fn token_ends(made: Timestamp, lasts: SignedDuration) -> Result<Timestamp, TokenRefused> {
    if lasts < SignedDuration::from_secs(1) {
        return Err(TokenRefused::NoTime);
    }
    if lasts > LONGEST {
        return Err(TokenRefused::TooLong);
    }
    made.checked_add(lasts).map_err(|_| TokenRefused::TooLong)
}

/// A machine may plan, set up, refer, check and count; it takes no part, holds no seat, and reads no worry.
///
/// A seat is held and a worry is read by a person, because somebody waits there for one.
pub fn machine_may_be(role: Role) -> bool {
    match role {
        Role::Coordinator | Role::Referrer | Role::Administrator | Role::Reader | Role::Auditor => true,
        Role::Member | Role::Supporter | Role::Supervisor | Role::SafeguardingLead | Role::OnlineSafetyLead => false,
    }
}

/// That a token was used is written down once an hour at most: enough to see which are still needed.
pub fn token_use_is_worth_noting(noted: Option<Timestamp>, now: Timestamp) -> bool {
    noted.is_none_or(|noted| now.duration_since(noted) >= NOTED_EVERY)
}

/// One request of a program counts for a fiftieth of a second.
const ONE_COUNTS: SignedDuration = SignedDuration::from_millis(20);

/// So much may be asked for in advance: a thousand at once.
const IN_ADVANCE: SignedDuration = SignedDuration::from_secs(20);

/// A program asks fifty times a second at length, and a thousand times at once after a rest.
///
/// Our own figures: enough to read a large service's year in minutes, too few for one program to keep everybody else waiting.
///
/// Nobody can have used more than may be asked for in advance: where it says so, the clock of the machine was wrong when
/// it was written down, and a program is not kept out until that time comes.
///
/// # Errors
/// How long to wait.
pub fn next_turn(used_until: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, SignedDuration> {
    let by_this_clock = used_until.filter(|until| until.duration_since(now) <= IN_ADVANCE);
    let from = by_this_clock.map_or(now, |until| until.max(now));
    let until = from.saturating_add(ONE_COUNTS).unwrap_or(from);
    let ahead = until.duration_since(now);
    if ahead > IN_ADVANCE { Err(ahead - IN_ADVANCE) } else { Ok(until) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + seconds).unwrap()
    }

    const OPEN: TokenFacts = TokenFacts { ends_at: Timestamp::MAX, revoked_at: None, access: AccessSince::Same };

    #[test]
    fn a_token_opens_until_the_instant_of_its_end() {
        let token = TokenFacts { ends_at: at(100), ..OPEN };
        assert_eq!(token.opens(at(99)), Ok(()));
        assert_eq!(token.opens(at(100)), Err(TokenEnded::Expired));
    }

    #[test]
    fn what_was_taken_back_opens_nothing() {
        assert_eq!(TokenFacts { revoked_at: Some(at(1)), ..OPEN }.opens(at(2)), Err(TokenEnded::Revoked));
    }

    #[test]
    fn a_change_of_a_persons_access_ends_their_tokens() {
        assert_eq!(TokenFacts { access: AccessSince::Changed, ..OPEN }.opens(at(2)), Err(TokenEnded::Revoked));
    }

    #[test]
    fn a_token_lasts_a_year_and_a_day_at_most() {
        assert_eq!(token_ends(at(0), USUAL), Ok(at(90 * 24 * 3600)));
        assert_eq!(token_ends(at(0), LONGEST), Ok(at(366 * 24 * 3600)));
        assert_eq!(token_ends(at(0), LONGEST + SignedDuration::from_secs(1)), Err(TokenRefused::TooLong));
        assert_eq!(token_ends(at(0), SignedDuration::ZERO), Err(TokenRefused::NoTime));
        assert_eq!(token_ends(at(0), SignedDuration::from_secs(-5)), Err(TokenRefused::NoTime));
    }

    #[test]
    fn no_machine_holds_a_seat_or_reads_a_worry() {
        assert!(!machine_may_be(Role::Supporter));
        assert!(!machine_may_be(Role::SafeguardingLead));
        assert!(machine_may_be(Role::Reader));
    }

    #[test]
    fn a_thousand_at_once_and_then_fifty_a_second() {
        let mut until = None;
        for _ in 0..1000 {
            until = Some(next_turn(until, at(0)).unwrap());
        }
        assert_eq!(next_turn(until, at(0)), Err(SignedDuration::from_millis(20)));
        for _ in 0..50 {
            until = Some(next_turn(until, at(1)).unwrap());
        }
        assert!(next_turn(until, at(1)).is_err());
        assert!(next_turn(until, at(60)).is_ok());
    }

    #[test]
    fn a_clock_that_was_an_hour_fast_and_is_set_right_keeps_no_program_out_for_an_hour() {
        let until = next_turn(None, at(3600)).unwrap();
        let next = next_turn(Some(until), at(0)).unwrap();
        assert!(next <= at(1), "{next}");
        assert_eq!(next_turn(Some(next), at(0)).unwrap().duration_since(next), ONE_COUNTS);
    }

    #[test]
    fn the_use_of_a_token_is_noted_once_an_hour() {
        assert!(token_use_is_worth_noting(None, at(0)));
        assert!(!token_use_is_worth_noting(Some(at(0)), at(3599)));
        assert!(token_use_is_worth_noting(Some(at(0)), at(3600)));
    }
}
