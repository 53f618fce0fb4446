//! Getting back in when everything is lost: two people who work here speak with the person and each say yes.

use super::roles::Role;
use crate::ids::PersonId;
use jiff::{SignedDuration, Timestamp};

/// An asking that nobody answers ends after three days.
pub const ASKED_LASTS: SignedDuration = SignedDuration::from_hours(72);

/// What was said so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovery {
    /// Who wants back in.
    pub person: PersonId,
    /// Until when it may be answered.
    pub ends_at: Timestamp,
    /// Who said yes first, and whether they set the service up.
    pub first: Option<(PersonId, Administers)>,
    /// Whether it was answered for good: two said yes, or one said no.
    pub closed: Closed,
}

/// Whether somebody wears the administrator's hat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Administers {
    /// They do.
    Yes,
    /// They work here as something else.
    No,
}

/// Whether an asking is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It waits.
    Open,
    /// It was answered.
    Answered,
}

/// What a yes comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// One more person is needed.
    First,
    /// Both have said yes: a link goes out.
    Both,
}

/// Why a yes does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YesRefused {
    /// Nobody vouches for themselves.
    #[error("nobody says yes for themselves")]
    Themselves,
    /// The same person twice is one person.
    #[error("the second yes comes from somebody else")]
    SamePerson,
    /// One of the two sets the service up.
    #[error("one of the two is an administrator")]
    NeedsAdministrator,
    /// It was answered before, or its time is over.
    #[error("this is no longer open")]
    Closed,
}

/// Whoever takes a second step to get in is trusted to know a colleague's voice.
pub fn may_vouch(role: Role) -> bool {
    super::second_step::asks_second_step(role)
}

/// Two say yes after they spoke with the person: an administrator and one other who works here, neither the person.
///
/// One alone could take over anybody's account; an administrator among them because they answer for who is here.
///
/// # Errors
/// Why this yes does not count.
pub fn say_yes(
    recovery: &Recovery,
    by: PersonId,
    administers: Administers,
    now: Timestamp,
) -> Result<Said, YesRefused> {
    if recovery.closed == Closed::Answered || now >= recovery.ends_at {
        return Err(YesRefused::Closed);
    }
    if by == recovery.person {
        return Err(YesRefused::Themselves);
    }
    match recovery.first {
        None => Ok(Said::First),
        Some((first, _)) if first == by => Err(YesRefused::SamePerson),
        Some((_, Administers::No)) if administers == Administers::No => Err(YesRefused::NeedsAdministrator),
        Some(_) => Ok(Said::Both),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId::new(Uuid::from_u128(number))
    }

    fn asked(first: Option<(PersonId, Administers)>) -> Recovery {
        Recovery { person: person(1), ends_at: Timestamp::from_second(1000).unwrap(), first, closed: Closed::Open }
    }

    fn check(first: Option<(u128, Administers)>, by: u128, administers: Administers, wanted: Result<Said, YesRefused>) {
        let recovery = asked(first.map(|(first, hat)| (person(first), hat)));
        assert_eq!(say_yes(&recovery, person(by), administers, Timestamp::from_second(999).unwrap()), wanted);
    }

    #[test]
    fn an_administrator_and_one_other_open_the_way_in_either_order() {
        check(None, 2, Administers::Yes, Ok(Said::First));
        check(Some((2, Administers::Yes)), 3, Administers::No, Ok(Said::Both));
        check(Some((3, Administers::No)), 2, Administers::Yes, Ok(Said::Both));
    }

    #[test]
    fn two_without_an_administrator_are_not_enough() {
        check(Some((3, Administers::No)), 4, Administers::No, Err(YesRefused::NeedsAdministrator));
    }

    #[test]
    fn the_same_person_twice_is_one_person() {
        check(Some((2, Administers::Yes)), 2, Administers::Yes, Err(YesRefused::SamePerson));
    }

    #[test]
    fn nobody_says_yes_for_themselves() {
        check(None, 1, Administers::Yes, Err(YesRefused::Themselves));
        check(Some((2, Administers::Yes)), 1, Administers::Yes, Err(YesRefused::Themselves));
    }

    #[test]
    fn what_was_answered_or_is_too_old_is_closed() {
        let late = Timestamp::from_second(1000).unwrap();
        assert_eq!(say_yes(&asked(None), person(2), Administers::Yes, late), Err(YesRefused::Closed));
        let done = Recovery { closed: Closed::Answered, ..asked(None) };
        let now = Timestamp::from_second(1).unwrap();
        assert_eq!(say_yes(&done, person(2), Administers::Yes, now), Err(YesRefused::Closed));
    }
}
