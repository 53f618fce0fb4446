//! Organisations: the numbers that each sets for itself, with working defaults; when somebody can be reached.

pub mod policy_versions;
pub mod reach;
pub mod sender;
pub mod set_up;

/// What an organisation promises, as numbers. Defaults are Bothy's own until the organisation sets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// How many days ahead a session's needs become somebody's duty. 14 is the fortnight of AV3.
    pub look_ahead_days: i64,
    /// How many days before the session its needs should be met.
    pub settled_days_before: i64,
    /// How many hours somebody has, at least, after a seat was handed back late.
    pub hours_to_fill: i64,
    /// How many hours after a duty was due it climbs to the next role.
    pub climbs_after_hours: i64,
    /// How many days before a check or a training step runs out it becomes a duty.
    pub check_warning_days: i64,
    /// How many days before supervision runs out it becomes a duty.
    pub supervision_warning_days: i64,
    /// How many days before the known holidays end it becomes a duty to look up the next ones.
    pub holiday_warning_days: i64,
    /// How many days somebody has to look at a row of an import that waits.
    pub import_days: i64,
    /// Within how many hours a worry is acknowledged when somebody is in danger now.
    pub worry_hours_danger: i64,
    /// Within how many hours any other worry is acknowledged.
    pub worry_hours: i64,
    /// How many months ahead sessions are made.
    pub months_made_ahead: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            look_ahead_days: 14,
            settled_days_before: 3,
            hours_to_fill: 24,
            climbs_after_hours: 4,
            check_warning_days: 60,
            supervision_warning_days: 14,
            holiday_warning_days: 90,
            import_days: 7,
            worry_hours_danger: 1,
            worry_hours: 24,
            months_made_ahead: 18,
        }
    }
}

/// Which version of the rules planned a subject; raised when a rule changes, so that the worker plans all again.
pub const RULES_VERSION: i32 = 3;
