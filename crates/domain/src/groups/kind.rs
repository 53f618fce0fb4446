//! The kinds of group (GB1).

/// Who may come to a group, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// Anybody for whom it is may join at any time.
    Open,
    /// Come without booking and without an account.
    DropIn,
    /// A closed cohort with fixed weeks.
    ClosedCohort,
    /// A steady group that people join and leave one at a time.
    Rolling,
    /// A walk or another activity.
    Activity,
    /// A group that meets by typing.
    OnlineChat,
    /// Two people.
    OneToOne,
    /// A course with paced material.
    Course,
}

impl GroupKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::DropIn,
        Self::ClosedCohort,
        Self::Rolling,
        Self::Activity,
        Self::OnlineChat,
        Self::OneToOne,
        Self::Course,
    ];

    /// The word under which the kind is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::DropIn => "drop-in",
            Self::ClosedCohort => "closed-cohort",
            Self::Rolling => "rolling",
            Self::Activity => "activity",
            Self::OnlineChat => "online-chat",
            Self::OneToOne => "one-to-one",
            Self::Course => "course",
        }
    }

    /// The kind of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The least number of facilitators, if the organisation says nothing else.
    ///
    /// Two for everything that more than two people come to (requirement AV4; Peer Support Plus, SPACE
    /// walks); one for a one-to-one match, where the other person is the member.
    pub fn usual_minimum_of_facilitators(self) -> u8 {
        match self {
            Self::OneToOne => 1,
            Self::Open
            | Self::DropIn
            | Self::ClosedCohort
            | Self::Rolling
            | Self::Activity
            | Self::OnlineChat
            | Self::Course => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_group_comes_back_from_its_word() {
        for kind in GroupKind::ALL {
            assert_eq!(GroupKind::of_code(kind.code()), Some(kind));
        }
        assert_eq!(GroupKind::of_code("club"), None);
    }

    #[test]
    fn all_but_two_people_alone_ask_for_two_facilitators() {
        let one: alloc::vec::Vec<GroupKind> =
            GroupKind::ALL.into_iter().filter(|kind| kind.usual_minimum_of_facilitators() < 2).collect();
        assert_eq!(one, [GroupKind::OneToOne]);
    }
}
