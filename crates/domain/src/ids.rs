//! Ids: one type for each kind of thing, so that a group's id cannot stand where a person's is meant.
//!
//! Inside, an id is a UUIDv7 (random bytes and time come in from outside). Outside, it prints with
//! the name of its kind: `session_0192f3…`. What is not here: making ids; that needs a clock and chance.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;
use uuid::Uuid;

/// An id did not have the form `kind_` followed by 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the kind {kind}")]
pub struct NotAnId {
    /// The kind that was expected, as it prints.
    pub kind: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// The word that this kind of id begins with outside the program.
            pub const PREFIX: &'static str = $prefix;

            /// Takes an id that was made or stored elsewhere.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The bare id, for the database.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let refused = NotAnId { kind: $prefix };
                let rest = text
                    .strip_prefix($prefix)
                    .and_then(|rest| rest.strip_prefix('_'))
                    .ok_or(refused.clone())?;
                if rest.len() != 32 {
                    return Err(refused);
                }
                Uuid::try_parse(rest).map(Self).map_err(|_| refused)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                alloc::format!("{id}")
            }
        }
    )*

        /// Every kind of id, as it begins outside the program: no two kinds may share a word.
        pub const KINDS: &[&str] = &[$($prefix),*];
    };
}

ids! {
    /// A reason why a record may not be erased yet.
    HoldId = "hold";
    /// The body that runs a service.
    OrganisationId = "organisation";
    /// A part of an organisation by area.
    BranchId = "branch";
    /// A human being as one organisation knows them.
    PersonId = "person";
    /// One role that a person wears.
    HatId = "hat";
    /// One sign-in of a person on one device.
    SignInId = "signin";
    /// A token by which a program comes in.
    TokenId = "token";
    /// A link by which one person sets a password, once.
    LinkId = "link";
    /// An asking to be let in again by somebody who lost everything.
    RecoveryId = "recovery";
    /// A key on a device that takes the place of a password.
    PasskeyId = "passkey";
    /// What a browser was asked and has not answered yet.
    ChallengeId = "challenge";
    /// An organisation's own identity provider, as it is set up here.
    ProviderId = "provider";
    /// An organisation's own mail server, as it is set up here.
    SenderId = "sender";
    /// That one person is behind one number at a provider.
    LinkedId = "linked";
    /// A place where sessions meet.
    PlaceId = "place";
    /// A room in a building.
    HallId = "hall";
    /// The line of a walk.
    RouteId = "route";
    /// A lasting set of members with a purpose.
    GroupId = "group";
    /// A rule that makes sessions.
    SeriesId = "series";
    /// One meeting of a group.
    SessionId = "session";
    /// A part to fill on a session.
    SeatId = "seat";
    /// One asking of one person whether they would take one seat.
    OfferId = "offer";
    /// A check that a person has passed (PVG or the local kind).
    CheckId = "check";
    /// Another service in the directory.
    ListingId = "listing";
    /// That somebody was told of another service.
    SignpostId = "signpost";
    /// A link by which one person's own phone reads when they have a session.
    PrivateCalendarId = "calendar";
    /// A step of training that a person has done.
    TrainingStepId = "training";
    /// One thing that was written down of what somebody has shown: a check, a step, a reference, a supervision.
    RecordId = "record";
    /// The thing whose facts are planned together, and the lock for it.
    SubjectId = "subject";
    /// Something that ought to be done, by one owner, by a time.
    DutyId = "duty";
    /// One entry of the audit.
    AuditId = "audit";
    /// Words why something was done, kept apart from the audit so that they can be erased.
    ReasonId = "reason";
    /// Something to be done after a commit: a notice to send.
    JobId = "job";
    /// One act of one person in one form: the same act twice is one act.
    ActId = "act";
    /// A worry that somebody raised.
    ConcernId = "concern";
    /// A crisis line with its source.
    HelpLineId = "helpline";
    /// One span of a weekday in which somebody can be reached.
    ReachHourId = "hour";
    /// One reading of one file.
    ImportRunId = "import";
    /// One row of one file that was read.
    ImportRowId = "row";
    /// A day on which an organisation, or everybody, is closed.
    ClosedDayId = "closedday";
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn an_id_comes_back_as_it_went_out() {
        let id = SessionId::new(Uuid::from_u128(0x0192_f3aa));
        assert_eq!(id.to_string().parse::<SessionId>(), Ok(id));
    }

    #[test]
    fn a_group_is_never_taken_for_a_session() {
        let id = GroupId::new(Uuid::from_u128(7));
        assert!(id.to_string().parse::<SessionId>().is_err());
    }

    #[test]
    fn no_two_kinds_print_alike() {
        let mut kinds = KINDS.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), KINDS.len());
    }
}
