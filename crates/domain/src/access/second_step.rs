//! Who takes a second step to get in, and when a code of theirs counts.

use super::roles::Role;

/// Those who may see others' records take a second step; members, supporters, referrers and readers may choose to.
///
/// Cyber Essentials asks it of every account of an organisation's own people; a member's account is not one.
pub fn asks_second_step(role: Role) -> bool {
    match role {
        Role::Coordinator
        | Role::Supervisor
        | Role::SafeguardingLead
        | Role::Administrator
        | Role::OnlineSafetyLead
        | Role::Auditor => true,
        Role::Member | Role::Supporter | Role::Referrer | Role::Reader => false,
    }
}

/// Whether somebody need not take the second step that their hats ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiver {
    /// As the hats say.
    None,
    /// An administrator let it be, with a reason.
    Given,
}

/// What second steps somebody has ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// None.
    Nothing,
    /// An app that shows codes.
    Something,
}

/// What comes after the right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// They are in.
    In,
    /// They show their second step.
    ShowIt,
    /// They set one up, and are in when it works.
    SetUp,
}

impl Next {
    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::ShowIt => "show",
            Self::SetUp => "set-up",
        }
    }

    /// What a stored word means, if anything.
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::In, Self::ShowIt, Self::SetUp].into_iter().find(|next| next.code() == code)
    }
}

/// After the password: whoever has a second step shows it; whoever needs one and has none sets it up.
pub fn after_password(roles: impl IntoIterator<Item = Role>, ready: Ready, waiver: Waiver) -> Next {
    match ready {
        Ready::Something => Next::ShowIt,
        Ready::Nothing if waiver == Waiver::Given => Next::In,
        Ready::Nothing if roles.into_iter().any(asks_second_step) => Next::SetUp,
        Ready::Nothing => Next::In,
    }
}

/// A code is good for its own half minute and the one before and after, and only once: none at or before the last used.
///
/// `offered` are the steps of the clock whose code was typed; `last` is the step of the last code that counted.
pub fn step_that_counts(offered: impl IntoIterator<Item = i64>, now_step: i64, last: i64) -> Option<i64> {
    offered.into_iter().find(|step| (now_step - step).abs() <= 1 && *step > last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinator_without_a_second_step_sets_one_up_and_a_member_does_not() {
        assert_eq!(after_password([Role::Coordinator], Ready::Nothing, Waiver::None), Next::SetUp);
        assert_eq!(after_password([Role::Member, Role::Supporter], Ready::Nothing, Waiver::None), Next::In);
        assert_eq!(after_password([Role::Supporter, Role::Auditor], Ready::Nothing, Waiver::None), Next::SetUp);
    }

    #[test]
    fn whoever_has_a_second_step_shows_it_even_when_none_is_asked() {
        assert_eq!(after_password([Role::Member], Ready::Something, Waiver::None), Next::ShowIt);
        assert_eq!(after_password([Role::Administrator], Ready::Something, Waiver::Given), Next::ShowIt);
    }

    #[test]
    fn a_waiver_lets_somebody_in_without() {
        assert_eq!(after_password([Role::Coordinator], Ready::Nothing, Waiver::Given), Next::In);
    }

    #[test]
    fn the_same_code_counts_once() {
        assert_eq!(step_that_counts([100], 100, 0), Some(100));
        assert_eq!(step_that_counts([100], 100, 100), None);
        assert_eq!(step_that_counts([100], 101, 100), None);
    }

    #[test]
    fn a_clock_may_be_half_a_minute_wrong_and_no_more() {
        assert_eq!(step_that_counts([99], 100, 0), Some(99));
        assert_eq!(step_that_counts([101], 100, 0), Some(101));
        assert_eq!(step_that_counts([98], 100, 0), None);
        assert_eq!(step_that_counts([102], 100, 0), None);
    }
}
