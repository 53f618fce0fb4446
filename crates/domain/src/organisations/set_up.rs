//! What is to be set up before people rely on a service, and what has to be looked at again.

use alloc::vec::Vec;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

/// One thing to set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Two people are named who read worries.
    Readers,
    /// The page of help lines names at least one, each looked at within a year.
    HelpLines,
    /// It is said when somebody can be reached.
    Hours,
    /// Two people administer, so that one may be ill.
    Administrators,
    /// The recovery sheet of the master key is printed and confirmed.
    RecoverySheet,
    /// Letters leave: a mail server is named, by the organisation or for the whole service.
    Letters,
    /// Pages come over TLS, so that the service can be opened from elsewhere.
    Tls,
    /// A backup was made this week.
    Backup,
    /// A backup was proved to be good within three months.
    Proof,
}

impl Task {
    /// Whether no group opens to the public before it is done: the things without which somebody could come to harm.
    pub fn keeps_closed(self) -> bool {
        match self {
            Self::Readers | Self::HelpLines | Self::RecoverySheet => true,
            Self::Hours | Self::Administrators | Self::Letters | Self::Tls | Self::Backup | Self::Proof => false,
        }
    }
}

/// How one thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It is done.
    Done,
    /// It was done, and is too long ago, or for something that was changed since.
    Old,
    /// It is still to be done.
    ToDo,
}

/// How the program that serves was started: what no table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// Whether a mail server is named.
    pub letters: Set,
    /// Whether pages come over TLS, its own or a proxy's.
    pub tls: Set,
}

/// Whether something was set when the program was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// It was.
    Yes,
    /// It was not.
    No,
}

/// What decides how they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUpFacts {
    /// How many different people are named to read worries.
    pub readers: usize,
    /// The day on which each help line was last looked at.
    pub lines_checked: Vec<Date>,
    /// How many spans of hours are written down.
    pub hours: usize,
    /// How many people administer the organisation.
    pub administrators: usize,
    /// How the recovery sheet stands: old where only that of an earlier master key was confirmed.
    pub sheet: Stands,
    /// How the program that serves was started.
    pub program: Program,
    /// When the last backup was made.
    pub backed_up: Option<Timestamp>,
    /// When a backup was last proved to be good.
    pub proved: Option<Timestamp>,
}

/// A backup is made at least this often.
pub const BACKUP_EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A backup is proved at least this often; `bothy doctor` says the same.
pub const PROOF_EVERY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What is set up and what is not, the things that keep people safe first.
///
/// Those of [`Task::keeps_closed`] keep every group from opening to the public; the others are said to whoever sets the
/// service up.
pub fn set_up(facts: &SetUpFacts, today: Date, now: Timestamp) -> Vec<(Task, Stands)> {
    let done = |is: bool| if is { Stands::Done } else { Stands::ToDo };
    let within = |at: Option<Timestamp>, span: SignedDuration| match at {
        None => Stands::ToDo,
        Some(at) if now.duration_since(at) > span => Stands::Old,
        Some(_) => Stands::Done,
    };
    let year_ago = today.saturating_sub(1.year());
    let lines = match facts.lines_checked.iter().min() {
        None => Stands::ToDo,
        Some(oldest) if *oldest < year_ago => Stands::Old,
        Some(_) => Stands::Done,
    };
    Vec::from([
        (Task::Readers, done(facts.readers > 1)),
        (Task::HelpLines, lines),
        (Task::Hours, done(facts.hours > 0)),
        (Task::Administrators, done(facts.administrators > 1)),
        (Task::RecoverySheet, facts.sheet),
        (Task::Letters, done(facts.program.letters == Set::Yes)),
        (Task::Tls, done(facts.program.tls == Set::Yes)),
        (Task::Backup, within(facts.backed_up, BACKUP_EVERY)),
        (Task::Proof, within(facts.proved, PROOF_EVERY)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 25);

    fn now() -> Timestamp {
        "2026-11-25T09:00:00Z".parse().unwrap()
    }

    fn all_done() -> SetUpFacts {
        SetUpFacts {
            readers: 2,
            lines_checked: vec![date(2025, 11, 25), date(2026, 11, 1)],
            hours: 3,
            administrators: 2,
            sheet: Stands::Done,
            program: Program { letters: Set::Yes, tls: Set::Yes },
            backed_up: Some(now() - BACKUP_EVERY),
            proved: Some(now() - PROOF_EVERY),
        }
    }

    #[track_caller]
    fn check(facts: &SetUpFacts, task: Task, expected: Stands) {
        let found = set_up(facts, TODAY, now()).into_iter().find(|(one, _)| *one == task).unwrap();
        assert_eq!(found.1, expected);
    }

    #[test]
    fn everything_counts_on_its_last_day() {
        assert!(set_up(&all_done(), TODAY, now()).iter().all(|(_, stands)| *stands == Stands::Done));
    }

    #[test]
    fn one_person_is_not_enough_for_worries_nor_to_administer() {
        check(&SetUpFacts { readers: 1, ..all_done() }, Task::Readers, Stands::ToDo);
        check(&SetUpFacts { administrators: 1, ..all_done() }, Task::Administrators, Stands::ToDo);
    }

    #[test]
    fn a_help_line_that_nobody_looked_at_for_a_year_is_old() {
        let facts = SetUpFacts { lines_checked: vec![date(2026, 11, 1), date(2025, 11, 24)], ..all_done() };
        check(&facts, Task::HelpLines, Stands::Old);
        check(&SetUpFacts { lines_checked: vec![], ..all_done() }, Task::HelpLines, Stands::ToDo);
    }

    #[test]
    fn a_program_without_a_mail_server_or_tls_is_not_set_up() {
        let facts = SetUpFacts { program: Program { letters: Set::No, tls: Set::No }, ..all_done() };
        check(&facts, Task::Letters, Stands::ToDo);
        check(&facts, Task::Tls, Stands::ToDo);
    }

    #[test]
    fn what_keeps_a_group_closed_is_what_the_rule_of_opening_asks_for() {
        use crate::groups::opening::{GroupState, Purpose, Safety, Sheet};
        let nothing = Safety { readers: 0, help_lines: 0, sheet: Sheet::Unconfirmed };
        let asked = GroupState::Preparing.before_opening(nothing, Purpose::Said).len();
        let said = set_up(&all_done(), TODAY, now()).into_iter().filter(|(task, _)| task.keeps_closed()).count();
        assert_eq!(asked, said);
    }

    #[test]
    fn a_backup_grows_old_and_so_does_its_proof() {
        let second = SignedDuration::from_secs(1);
        let facts = SetUpFacts {
            backed_up: Some(now() - BACKUP_EVERY - second),
            proved: Some(now() - PROOF_EVERY - second),
            ..all_done()
        };
        check(&facts, Task::Backup, Stands::Old);
        check(&facts, Task::Proof, Stands::Old);
        check(&SetUpFacts { backed_up: None, ..all_done() }, Task::Backup, Stands::ToDo);
        check(&SetUpFacts { sheet: Stands::ToDo, hours: 0, ..all_done() }, Task::RecoverySheet, Stands::ToDo);
        check(&SetUpFacts { sheet: Stands::ToDo, hours: 0, ..all_done() }, Task::Hours, Stands::ToDo);
    }
}
