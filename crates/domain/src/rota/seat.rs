//! A seat: a part to fill on a session, empty or held by exactly one person.

use crate::ids::{PersonId, SeatId, SessionId};
use crate::supporters::checks::{Asks, Missing};
use alloc::vec::Vec;
use jiff::Timestamp;

/// What somebody does on a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeatRole {
    /// Holds the process and safety of a session.
    Facilitator,
    /// Second holder of the same session.
    CoFacilitator,
    /// Looks after those who are online in a hybrid session.
    OnlineHost,
    /// Keeps the order of speakers over room and screen.
    TurnKeeper,
    /// Welcomes people at the door.
    Greeter,
    /// First on a walk.
    WalkLeader,
    /// Last on a walk.
    BackMarker,
}

impl SeatRole {
    /// All roles in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Facilitator,
        Self::CoFacilitator,
        Self::OnlineHost,
        Self::TurnKeeper,
        Self::Greeter,
        Self::WalkLeader,
        Self::BackMarker,
    ];

    /// The word under which the role is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Facilitator => "facilitator",
            Self::CoFacilitator => "co-facilitator",
            Self::OnlineHost => "online-host",
            Self::TurnKeeper => "turn-keeper",
            Self::Greeter => "greeter",
            Self::WalkLeader => "walk-leader",
            Self::BackMarker => "back-marker",
        }
    }

    /// The role of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether somebody in this seat counts towards a group's minimum of facilitators.
    ///
    /// Those who hold the process count; a greeter or a turn-keeper helps but does not hold (AV4).
    pub fn counts_as_facilitator(self) -> bool {
        match self {
            Self::Facilitator | Self::CoFacilitator | Self::OnlineHost | Self::WalkLeader | Self::BackMarker => true,
            Self::TurnKeeper | Self::Greeter => false,
        }
    }
}

/// Whether a seat is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holding {
    /// Nobody has it, since this instant.
    Empty {
        /// Since when.
        since: Timestamp,
    },
    /// One person has it.
    Held {
        /// Who.
        by: PersonId,
        /// Since when.
        since: Timestamp,
    },
}

/// A seat on one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which seat.
    pub id: SeatId,
    /// On which session.
    pub session: SessionId,
    /// First, second … seat of the session, counted from 1: with the session it names the promise.
    pub number: u16,
    /// What whoever holds it does.
    pub role: SeatRole,
    /// What it asks of them.
    pub asks: Asks,
    /// Who has it.
    pub holding: Holding,
}

/// Why a seat stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeatRefused {
    /// Somebody else was first.
    #[error("somebody else has this seat already")]
    TakenAlready {
        /// Who.
        by: PersonId,
    },
    /// The person has it already.
    #[error("this seat is theirs already")]
    TheirsAlready,
    /// The person does not have it.
    #[error("this seat is not theirs to hand back")]
    NotTheirs,
    /// The session has begun, is over or was called off.
    #[error("the session has begun or is not running")]
    TooLate,
    /// A check, a training step, a reference or supervision is missing or will have run out.
    #[error("something that this seat asks for is missing")]
    Missing(Vec<Missing>),
    /// They hold a seat on another session at the same time.
    #[error("they are on another session at that time")]
    ElsewhereThen {
        /// The other session.
        session: SessionId,
    },
    /// They hold another seat of the same session.
    #[error("they have another seat on this session")]
    OtherSeatHere,
    /// The person must be kept from this group.
    #[error("they cannot be on this session")]
    KeptAway,
    /// They are at their own limit for that week.
    #[error("they are at their own limit for that week")]
    AtOwnLimit {
        /// How many sessions a week they said are enough.
        limit: u16,
    },
    /// They do not wear a supporter's hat on the day.
    #[error("they are not a supporter on that day")]
    NotASupporter,
    /// The yes came after they had answered no, or were not asked.
    #[error("this was not asked of them, or is answered already")]
    NotAsked,
}

impl Seat {
    /// A seat is handed back only by the one who holds it, and only before the session begins.
    ///
    /// # Errors
    /// [`SeatRefused::NotTheirs`] or [`SeatRefused::TooLate`].
    pub fn hand_back(self, by: PersonId, begins: Timestamp, now: Timestamp) -> Result<Self, SeatRefused> {
        match self.holding {
            Holding::Held { by: holder, .. } if holder == by => {
                if now >= begins {
                    return Err(SeatRefused::TooLate);
                }
                Ok(Self { holding: Holding::Empty { since: now }, ..self })
            }
            Holding::Held { .. } | Holding::Empty { .. } => Err(SeatRefused::NotTheirs),
        }
    }

    /// An empty seat goes to the first who says yes; nobody is put out of a seat by another's yes.
    ///
    /// Whether the person may hold it at all is asked first ([`super::candidates::hindrances`]).
    ///
    /// # Errors
    /// [`SeatRefused::TakenAlready`], [`SeatRefused::TheirsAlready`] or [`SeatRefused::TooLate`].
    pub fn take(self, by: PersonId, begins: Timestamp, now: Timestamp) -> Result<Self, SeatRefused> {
        match self.holding {
            Holding::Held { by: holder, .. } if holder == by => Err(SeatRefused::TheirsAlready),
            Holding::Held { by: holder, .. } => Err(SeatRefused::TakenAlready { by: holder }),
            Holding::Empty { .. } if now >= begins => Err(SeatRefused::TooLate),
            Holding::Empty { .. } => Ok(Self { holding: Holding::Held { by, since: now }, ..self }),
        }
    }

    /// Who has the seat, if anybody.
    pub fn holder(&self) -> Option<PersonId> {
        match self.holding {
            Holding::Held { by, .. } => Some(by),
            Holding::Empty { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const JOAN: PersonId = PersonId::new(Uuid::from_u128(1));
    const TAM: PersonId = PersonId::new(Uuid::from_u128(2));

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn seat(holder: Option<PersonId>) -> Seat {
        let holding = match holder {
            Some(by) => Holding::Held { by, since: at(0) },
            None => Holding::Empty { since: at(0) },
        };
        Seat {
            id: SeatId::new(Uuid::from_u128(9)),
            session: SessionId::new(Uuid::from_u128(8)),
            number: 1,
            role: SeatRole::Facilitator,
            asks: Asks::default(),
            holding,
        }
    }

    #[test]
    fn the_holder_hands_back_before_the_session() {
        let handed = seat(Some(JOAN)).hand_back(JOAN, at(100), at(99)).unwrap();
        assert_eq!(handed.holding, Holding::Empty { since: at(99) });
    }

    #[test]
    fn nobody_hands_back_for_somebody_else() {
        assert_eq!(seat(Some(JOAN)).hand_back(TAM, at(100), at(1)), Err(SeatRefused::NotTheirs));
    }

    #[test]
    fn handing_back_as_the_session_begins_is_too_late() {
        assert_eq!(seat(Some(JOAN)).hand_back(JOAN, at(100), at(100)), Err(SeatRefused::TooLate));
    }

    #[test]
    fn the_first_yes_has_the_seat() {
        assert_eq!(seat(None).take(TAM, at(100), at(1)).unwrap().holder(), Some(TAM));
    }

    #[test]
    fn the_second_yes_is_told_who_has_it() {
        assert_eq!(seat(Some(JOAN)).take(TAM, at(100), at(1)), Err(SeatRefused::TakenAlready { by: JOAN }));
    }

    #[test]
    fn a_yes_after_the_session_began_comes_too_late() {
        assert_eq!(seat(None).take(TAM, at(100), at(100)), Err(SeatRefused::TooLate));
    }

    #[test]
    fn a_greeter_does_not_count_as_a_facilitator() {
        assert!(!SeatRole::Greeter.counts_as_facilitator());
        assert!(SeatRole::BackMarker.counts_as_facilitator());
    }
}
