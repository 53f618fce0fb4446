//! A signpost: somebody was told of another service. Offered, taken up, reached; or not taken.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// How far a signpost has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignpostState {
    /// Somebody was told of the service.
    Offered,
    /// They took it up: they mean to go, ring or write.
    Taken {
        /// When that was heard.
        on: Date,
    },
    /// They were there, or talked with them.
    Reached {
        /// When it was heard that they took it up.
        taken_on: Date,
        /// When it was heard that they reached it.
        on: Date,
    },
    /// They did not want it.
    NotTaken {
        /// When that was heard.
        on: Date,
    },
}

/// That somebody was told of a service. Nothing here says who.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signpost {
    /// On which day they were told.
    pub offered_on: Date,
    /// How far it has come since.
    pub state: SignpostState,
}

/// What is heard of a signpost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// They took it up.
    TakenUp,
    /// They reached it.
    Reached,
    /// They did not want it.
    NotTaken,
}

impl Step {
    /// All steps.
    pub const ALL: [Self; 3] = [Self::TakenUp, Self::Reached, Self::NotTaken];

    /// The word that an address says it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::TakenUp => "taken",
            Self::Reached => "reached",
            Self::NotTaken => "not-taken",
        }
    }
}

/// Why a signpost stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignpostRefused {
    /// It was taken up before.
    #[error("it was taken up already")]
    TakenAlready,
    /// Nobody reaches what they have not taken up.
    #[error("it was not taken up yet")]
    NotTakenYet,
    /// It was reached before.
    #[error("it was reached already")]
    ReachedAlready,
    /// It was not wanted.
    #[error("it was not taken")]
    WasNotTaken,
    /// Nobody was told on a day to come.
    #[error("the day is still to come")]
    Later,
    /// It is too long ago.
    #[error("it is over a year ago")]
    LongAgo,
    /// No new one is noted for a service that was taken off the list.
    #[error("the service is not on the list any more")]
    OffTheList,
}

/// What undoing the last step leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepBack {
    /// It stands one step before.
    To(Signpost),
    /// It was only offered: it goes.
    Withdrawn,
}

/// Somebody was told today or within the last year; what is older would be guessed.
///
/// # Errors
/// The day is still to come, or over a year ago.
pub fn may_be_noted(offered_on: Date, today: Date) -> Result<Signpost, SignpostRefused> {
    if offered_on > today {
        return Err(SignpostRefused::Later);
    }
    if offered_on.saturating_add(1.year()) < today {
        return Err(SignpostRefused::LongAgo);
    }
    Ok(Signpost { offered_on, state: SignpostState::Offered })
}

impl Signpost {
    /// A signpost is taken up once, after it was offered.
    ///
    /// # Errors
    /// It has come further already, or was not wanted.
    pub fn take_up(self, on: Date) -> Result<Self, SignpostRefused> {
        match self.state {
            SignpostState::Offered => Ok(Self { state: SignpostState::Taken { on }, ..self }),
            SignpostState::Taken { .. } => Err(SignpostRefused::TakenAlready),
            SignpostState::Reached { .. } => Err(SignpostRefused::ReachedAlready),
            SignpostState::NotTaken { .. } => Err(SignpostRefused::WasNotTaken),
        }
    }

    /// A service is reached once, by whoever took it up.
    ///
    /// # Errors
    /// It was not taken up, or was reached before.
    pub fn reach(self, on: Date) -> Result<Self, SignpostRefused> {
        match self.state {
            SignpostState::Taken { on: taken_on } => {
                Ok(Self { state: SignpostState::Reached { taken_on, on }, ..self })
            }
            SignpostState::Offered => Err(SignpostRefused::NotTakenYet),
            SignpostState::Reached { .. } => Err(SignpostRefused::ReachedAlready),
            SignpostState::NotTaken { .. } => Err(SignpostRefused::WasNotTaken),
        }
    }

    /// What was taken up is not "not taken": only what was offered can be left.
    ///
    /// # Errors
    /// It has come further already, or was left before.
    pub fn leave(self, on: Date) -> Result<Self, SignpostRefused> {
        match self.state {
            SignpostState::Offered => Ok(Self { state: SignpostState::NotTaken { on }, ..self }),
            SignpostState::Taken { .. } => Err(SignpostRefused::TakenAlready),
            SignpostState::Reached { .. } => Err(SignpostRefused::ReachedAlready),
            SignpostState::NotTaken { .. } => Err(SignpostRefused::WasNotTaken),
        }
    }

    /// One step on.
    ///
    /// # Errors
    /// As the step's own.
    pub fn go(self, step: Step, on: Date) -> Result<Self, SignpostRefused> {
        match step {
            Step::TakenUp => self.take_up(on),
            Step::Reached => self.reach(on),
            Step::NotTaken => self.leave(on),
        }
    }

    /// The last step can be undone, whichever it was; undoing the offer withdraws it.
    pub fn step_back(self) -> StepBack {
        let before = match self.state {
            SignpostState::Offered => return StepBack::Withdrawn,
            SignpostState::Taken { .. } | SignpostState::NotTaken { .. } => SignpostState::Offered,
            SignpostState::Reached { taken_on, .. } => SignpostState::Taken { on: taken_on },
        };
        StepBack::To(Self { state: before, ..self })
    }
}

/// How many signposts led to a service, and how far: whoever reached it had taken it up, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// How often somebody was told.
    pub offered: u64,
    /// How often it was taken up.
    pub taken: u64,
    /// How often it was reached.
    pub reached: u64,
    /// How often it was not wanted.
    pub not_taken: u64,
}

/// Who reads the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Who keeps the directory: the true counts.
    Keeper,
    /// Who reads reports.
    Report,
}

/// A count as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// The count itself.
    Exactly(u64),
    /// It is below this.
    FewerThan(u64),
}

/// A count below this is not shown in a report: few people could be known by it.
pub const FEWEST_SHOWN: u64 = 5;

impl Counts {
    /// Adds what was counted elsewhere.
    pub fn and(self, other: Self) -> Self {
        Self {
            offered: self.offered.saturating_add(other.offered),
            taken: self.taken.saturating_add(other.taken),
            reached: self.reached.saturating_add(other.reached),
            not_taken: self.not_taken.saturating_add(other.not_taken),
        }
    }

    /// In a report a count under five is "fewer than five", nought as well; who keeps the directory sees it as it is.
    pub fn shown(self, to: Reads) -> [Figure; 4] {
        [self.offered, self.taken, self.reached, self.not_taken].map(|count| match to {
            Reads::Report if count < FEWEST_SHOWN => Figure::FewerThan(FEWEST_SHOWN),
            Reads::Report | Reads::Keeper => Figure::Exactly(count),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 24);

    fn offered() -> Signpost {
        may_be_noted(TODAY, TODAY).unwrap()
    }

    #[test]
    fn offered_taken_reached_is_the_whole_way() {
        let taken = offered().take_up(TODAY).unwrap();
        let reached = taken.reach(date(2026, 12, 1)).unwrap();
        assert_eq!(reached.state, SignpostState::Reached { taken_on: TODAY, on: date(2026, 12, 1) });
        assert_eq!(reached.step_back(), StepBack::To(taken));
        assert_eq!(taken.step_back(), StepBack::To(offered()));
        assert_eq!(offered().step_back(), StepBack::Withdrawn);
    }

    #[test]
    fn every_wrong_step_is_refused_by_its_name() {
        use SignpostRefused as R;
        let taken = offered().take_up(TODAY).unwrap();
        let reached = taken.reach(TODAY).unwrap();
        let left = offered().leave(TODAY).unwrap();
        let refused = |from: Signpost| Step::ALL.map(|step| from.go(step, TODAY).err());
        assert_eq!(refused(offered()), [None, Some(R::NotTakenYet), None]);
        assert_eq!(refused(taken), [Some(R::TakenAlready), None, Some(R::TakenAlready)]);
        assert_eq!(refused(reached), [Some(R::ReachedAlready); 3]);
        assert_eq!(refused(left), [Some(R::WasNotTaken); 3]);
        assert_eq!(left.step_back(), StepBack::To(offered()));
    }

    #[test]
    fn a_day_to_come_or_over_a_year_ago_is_not_noted() {
        assert_eq!(may_be_noted(date(2026, 11, 25), TODAY), Err(SignpostRefused::Later));
        assert!(may_be_noted(date(2025, 11, 24), TODAY).is_ok());
        assert_eq!(may_be_noted(date(2025, 11, 23), TODAY), Err(SignpostRefused::LongAgo));
    }

    #[test]
    fn a_report_says_of_few_only_that_they_are_few() {
        let counts = Counts { offered: 6, taken: 5, reached: 4, not_taken: 0 };
        let few = Figure::FewerThan(5);
        assert_eq!(counts.shown(Reads::Report), [Figure::Exactly(6), Figure::Exactly(5), few, few]);
        assert_eq!(counts.shown(Reads::Keeper), [6, 5, 4, 0].map(Figure::Exactly));
    }

    proptest! {
        #[test]
        fn whatever_steps_are_tried_undoing_them_leads_back_to_the_offer(steps in prop::collection::vec(0_usize..3, 0..8)) {
            let mut signpost = offered();
            let mut done = 0;
            for step in steps {
                if let Ok(next) = signpost.go(Step::ALL[step], TODAY) {
                    signpost = next;
                    done += 1;
                }
            }
            prop_assert!(done <= 2);
            for _ in 0..done {
                let StepBack::To(before) = signpost.step_back() else { return Err(TestCaseError::fail("withdrawn")) };
                signpost = before;
            }
            prop_assert_eq!(signpost, offered());
        }
    }
}
