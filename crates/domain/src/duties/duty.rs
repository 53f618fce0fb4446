//! The life of a kept duty: open, taken, being passed on, closed.

use super::plan::{Occasion, Over, Owed, Owner};
use super::rule::DutyRule;
use crate::ids::{DutyId, PersonId};
use jiff::Timestamp;

/// Where a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyState {
    /// Nobody has said that they do it: its owner owes it.
    Open,
    /// This person does it.
    Taken {
        /// Who.
        by: PersonId,
        /// Since when.
        at: Timestamp,
    },
    /// Whoever has it has asked somebody else to do it, and waits for their answer.
    Passing {
        /// Who has it meanwhile.
        from: PersonId,
        /// Who was asked.
        to: PersonId,
        /// When they were asked.
        at: Timestamp,
    },
    /// It is over.
    Closed {
        /// How it ended.
        how: Over,
        /// When.
        at: Timestamp,
    },
}

/// The answer of somebody who was asked to do a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They do it.
    Yes,
    /// They do not.
    No,
}

/// Why a duty stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DutyRefused {
    /// Somebody does it already.
    #[error("somebody does this already")]
    TakenAlready {
        /// Who.
        by: PersonId,
    },
    /// It is over.
    #[error("this is over")]
    Closed {
        /// How it ended.
        how: Over,
    },
    /// Only whoever has taken it can do this.
    #[error("they have not taken this")]
    NotTheirs,
    /// Somebody was asked already and has not answered.
    #[error("somebody else was asked and has not answered yet")]
    AskedAlready {
        /// Who was asked.
        to: PersonId,
    },
    /// They asked themselves.
    #[error("it is theirs already")]
    ToThemselves,
    /// Nobody asked this person.
    #[error("they were not asked to do this")]
    NotAsked,
    /// Somebody waits for a person.
    #[error("a machine takes no duty: a person has to")]
    NotAPerson,
}

/// Something that ought to be done, by one owner, by a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Which duty.
    pub id: DutyId,
    /// The rule that says so.
    pub rule: DutyRule,
    /// What makes it this promise and no other within its subject.
    pub occasion: Occasion,
    /// Who owes it while nobody has taken it.
    pub owner: Owner,
    /// The last instant at which doing it is still in time.
    pub due_by: Timestamp,
    /// How often it has moved on to the next owner because nobody did it.
    pub climbed: u8,
    /// Where it stands.
    pub state: DutyState,
}

impl Duty {
    /// A duty as it is when it is first raised.
    pub fn raised(id: DutyId, owed: Owed) -> Self {
        let Owed { rule, occasion, owner, due_by, climbed } = owed;
        Self { id, rule, occasion, owner, due_by, climbed, state: DutyState::Open }
    }

    /// A duty is taken by one person; the second hears who was first.
    ///
    /// # Errors
    /// [`DutyRefused::TakenAlready`] (also to whoever has it themselves) and [`DutyRefused::Closed`].
    pub fn take(self, by: PersonId, now: Timestamp) -> Result<Self, DutyRefused> {
        match self.state {
            DutyState::Open => Ok(Self { state: DutyState::Taken { by, at: now }, ..self }),
            DutyState::Taken { by, .. } | DutyState::Passing { from: by, .. } => Err(DutyRefused::TakenAlready { by }),
            DutyState::Closed { how, .. } => Err(DutyRefused::Closed { how }),
        }
    }

    /// A duty is passed on only by whoever has it, and stays theirs until the other says yes.
    ///
    /// # Errors
    /// Says why it cannot be.
    pub fn pass_on(self, by: PersonId, to: PersonId, now: Timestamp) -> Result<Self, DutyRefused> {
        match self.state {
            DutyState::Taken { by: holder, .. } if holder == by && to == by => Err(DutyRefused::ToThemselves),
            DutyState::Taken { by: holder, .. } if holder == by => {
                Ok(Self { state: DutyState::Passing { from: by, to, at: now }, ..self })
            }
            DutyState::Passing { from, to, .. } if from == by => Err(DutyRefused::AskedAlready { to }),
            DutyState::Open | DutyState::Taken { .. } | DutyState::Passing { .. } => Err(DutyRefused::NotTheirs),
            DutyState::Closed { how, .. } => Err(DutyRefused::Closed { how }),
        }
    }

    /// Only the person who was asked answers: a yes makes it theirs, a no leaves it where it was.
    ///
    /// # Errors
    /// [`DutyRefused::NotAsked`] and [`DutyRefused::Closed`].
    pub fn answer_passing(self, by: PersonId, answer: Answer, now: Timestamp) -> Result<Self, DutyRefused> {
        match self.state {
            DutyState::Passing { from, to, .. } if to == by => {
                let holder = match answer {
                    Answer::Yes => to,
                    Answer::No => from,
                };
                Ok(Self { state: DutyState::Taken { by: holder, at: now }, ..self })
            }
            DutyState::Open | DutyState::Taken { .. } | DutyState::Passing { .. } => Err(DutyRefused::NotAsked),
            DutyState::Closed { how, .. } => Err(DutyRefused::Closed { how }),
        }
    }

    /// Whoever has a duty may give it back at any time, and it is its owner's again.
    ///
    /// # Errors
    /// [`DutyRefused::NotTheirs`] and [`DutyRefused::Closed`].
    pub fn give_back(self, by: PersonId) -> Result<Self, DutyRefused> {
        match self.state {
            DutyState::Taken { by: holder, .. } | DutyState::Passing { from: holder, .. } if holder == by => {
                Ok(Self { state: DutyState::Open, ..self })
            }
            DutyState::Open | DutyState::Taken { .. } | DutyState::Passing { .. } => Err(DutyRefused::NotTheirs),
            DutyState::Closed { how, .. } => Err(DutyRefused::Closed { how }),
        }
    }

    /// A duty is late once its due time has gone by; at the due time itself it is still in time.
    ///
    /// One that is over is not late any more, whenever it ended.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.holder_or_owner().is_some() && now > self.due_by
    }

    /// Exactly one owes a duty at every moment: whoever has taken it, else its owner.
    ///
    /// For one that is over: the owner it had.
    pub fn owned_by(&self) -> Owner {
        self.holder_or_owner().unwrap_or(self.owner)
    }

    /// The person who has taken it, also while they wait for somebody's answer.
    pub fn holder(&self) -> Option<PersonId> {
        match self.state {
            DutyState::Taken { by, .. } | DutyState::Passing { from: by, .. } => Some(by),
            DutyState::Open | DutyState::Closed { .. } => None,
        }
    }

    /// Whoever owes it now; none when it is over.
    fn holder_or_owner(&self) -> Option<Owner> {
        match self.state {
            DutyState::Open => Some(self.owner),
            DutyState::Taken { by, .. } | DutyState::Passing { from: by, .. } => Some(Owner::Person(by)),
            DutyState::Closed { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::roles::Role;
    use uuid::Uuid;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn who(id: u128) -> PersonId {
        PersonId::new(Uuid::from_u128(id))
    }

    fn open() -> Duty {
        Duty {
            id: DutyId::new(Uuid::from_u128(9)),
            rule: DutyRule::SeatEmpty,
            occasion: Occasion::named("seat-1"),
            owner: Owner::Role(Role::Coordinator),
            due_by: at(100),
            climbed: 0,
            state: DutyState::Open,
        }
    }

    fn taken() -> Duty {
        open().take(who(1), at(10)).unwrap()
    }

    fn passing() -> Duty {
        taken().pass_on(who(1), who(2), at(20)).unwrap()
    }

    fn closed() -> Duty {
        Duty { state: DutyState::Closed { how: Over::Satisfied, at: at(50) }, ..open() }
    }

    #[test]
    fn an_open_duty_is_its_owner_s_and_a_taken_one_the_taker_s() {
        assert_eq!(open().owned_by(), Owner::Role(Role::Coordinator));
        assert_eq!(taken().owned_by(), Owner::Person(who(1)));
    }

    #[test]
    fn the_second_to_take_hears_who_was_first() {
        assert_eq!(taken().take(who(2), at(11)), Err(DutyRefused::TakenAlready { by: who(1) }));
        assert_eq!(passing().take(who(2), at(21)), Err(DutyRefused::TakenAlready { by: who(1) }));
    }

    #[test]
    fn what_is_over_is_not_taken_passed_answered_or_given_back() {
        let over = DutyRefused::Closed { how: Over::Satisfied };
        assert_eq!(closed().take(who(1), at(60)), Err(over));
        assert_eq!(closed().pass_on(who(1), who(2), at(60)), Err(over));
        assert_eq!(closed().answer_passing(who(2), Answer::Yes, at(60)), Err(over));
        assert_eq!(closed().give_back(who(1)), Err(over));
    }

    #[test]
    fn only_the_taker_passes_it_on() {
        assert_eq!(taken().pass_on(who(3), who(2), at(20)), Err(DutyRefused::NotTheirs));
        assert_eq!(open().pass_on(who(1), who(2), at(20)), Err(DutyRefused::NotTheirs));
        assert_eq!(passing().pass_on(who(3), who(4), at(21)), Err(DutyRefused::NotTheirs));
    }

    #[test]
    fn nobody_passes_it_on_to_themselves() {
        assert_eq!(taken().pass_on(who(1), who(1), at(20)), Err(DutyRefused::ToThemselves));
    }

    #[test]
    fn one_person_is_asked_at_a_time() {
        assert_eq!(passing().pass_on(who(1), who(3), at(21)), Err(DutyRefused::AskedAlready { to: who(2) }));
    }

    #[test]
    fn it_stays_with_the_giver_until_the_other_says_yes() {
        assert_eq!(passing().owned_by(), Owner::Person(who(1)));
        let yes = passing().answer_passing(who(2), Answer::Yes, at(30)).unwrap();
        assert_eq!(yes.state, DutyState::Taken { by: who(2), at: at(30) });
        let no = passing().answer_passing(who(2), Answer::No, at(30)).unwrap();
        assert_eq!(no.owned_by(), Owner::Person(who(1)));
    }

    #[test]
    fn nobody_answers_for_another() {
        assert_eq!(passing().answer_passing(who(1), Answer::Yes, at(30)), Err(DutyRefused::NotAsked));
        assert_eq!(taken().answer_passing(who(2), Answer::Yes, at(30)), Err(DutyRefused::NotAsked));
        assert_eq!(open().answer_passing(who(2), Answer::Yes, at(30)), Err(DutyRefused::NotAsked));
    }

    #[test]
    fn what_is_given_back_is_its_owner_s_again_even_while_somebody_is_asked() {
        assert_eq!(taken().give_back(who(1)), Ok(open()));
        assert_eq!(passing().give_back(who(1)), Ok(open()));
    }

    #[test]
    fn nobody_gives_back_what_they_do_not_have() {
        assert_eq!(open().give_back(who(1)), Err(DutyRefused::NotTheirs));
        assert_eq!(taken().give_back(who(2)), Err(DutyRefused::NotTheirs));
        assert_eq!(passing().give_back(who(2)), Err(DutyRefused::NotTheirs));
    }

    #[test]
    fn it_is_in_time_at_its_due_time_and_late_one_second_later() {
        assert!(!open().is_late(at(100)));
        assert!(open().is_late(at(101)));
        assert!(taken().is_late(at(101)));
        assert!(passing().is_late(at(101)));
    }

    #[test]
    fn what_is_over_is_not_late() {
        assert!(!closed().is_late(at(101)));
    }
}
