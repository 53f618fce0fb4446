//! The audit: what of it is told to those who read it.
//!
//! Who may read it at all is `access::permit::ReadAudit`. Not here: the chain (`store/audit.rs`), and the words of
//! each act (`web/desk/audit`).

mod acts;
mod looks;

pub use acts::ACTS;
pub use looks::{LET_GO, Looks, UNDER_A_WORRY, may_let_looks_go};

use crate::ids::ConcernId;

/// What is told of the words why, which some acts are done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// This act has no words.
    None,
    /// Whoever reads the audit reads them, unless the act was done to a worry: then they may say what it says, and stand
    /// with the worry alone.
    UnlessWorry,
}

/// What becomes of a reason on the page of the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Its words stand under the act.
    Words,
    /// It is said that its words stand with the worry.
    WithTheWorry,
    /// Nothing is said: this act should have none.
    Nothing,
}

/// The reason of an act stands beside it in the audit, but never what is said of a worry.
///
/// SA21: an administrator reads why somebody looked or acted; a worry is for its readers alone. An act that is not in
/// the list tells nothing.
pub fn reason_told(act: &str, thing: &str) -> Telling {
    let rule = ACTS.iter().find(|(code, _)| *code == act).map_or(Reason::None, |(_, rule)| *rule);
    match rule {
        Reason::None => Telling::Nothing,
        Reason::UnlessWorry if is_worry(thing) => Telling::WithTheWorry,
        Reason::UnlessWorry => Telling::Words,
    }
}

fn is_worry(thing: &str) -> bool {
    thing.parse::<ConcernId>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Role, Standing};
    use crate::ids::PersonId;
    use alloc::string::ToString as _;
    use uuid::Uuid;

    #[test]
    fn a_reason_of_an_act_on_a_person_is_told() {
        let person = PersonId::new(Uuid::from_u128(1)).to_string();
        assert_eq!(reason_told("person-erased", &person), Telling::Words);
        assert_eq!(reason_told("record-held", &person), Telling::Words);
    }

    #[test]
    fn a_reason_of_an_act_on_a_worry_is_never_told() {
        let worry = ConcernId::new(Uuid::from_u128(1)).to_string();
        for (act, _) in ACTS {
            assert_ne!(reason_told(act, &worry), Telling::Words, "{act}");
        }
    }

    #[test]
    fn an_act_that_nobody_decided_tells_nothing() {
        assert_eq!(reason_told("made-up", "person_1"), Telling::Nothing);
        assert_eq!(reason_told("seat-given", "seat_1"), Telling::Nothing);
    }

    #[test]
    fn looks_under_a_worry_are_acts_like_others() {
        for act in UNDER_A_WORRY.iter().chain([&LET_GO]) {
            assert!(ACTS.iter().any(|(code, _)| code == act), "{act}");
        }
    }

    #[test]
    fn the_lead_sees_and_lets_go_and_the_administrator_does_neither() {
        let at = |role| {
            let hat = crate::access::Hat {
                id: crate::ids::HatId::new(Uuid::from_u128(9)),
                role,
                branch: None,
                from: jiff::Timestamp::UNIX_EPOCH,
                until: None,
            };
            let organisation = crate::ids::OrganisationId::new(Uuid::from_u128(1));
            let person = PersonId::new(Uuid::from_u128(2));
            Standing::at(jiff::Timestamp::UNIX_EPOCH, organisation, person, [hat], [])
        };
        let (lead, administrator) = (at(Role::SafeguardingLead), at(Role::Administrator));
        assert!(Looks::shown_to(&lead) == Looks::All && may_let_looks_go(&lead));
        assert!(Looks::shown_to(&administrator) == Looks::LetGo && !may_let_looks_go(&administrator));
    }

    #[test]
    fn every_act_is_decided_once() {
        assert!(ACTS.iter().zip(ACTS.iter().skip(1)).all(|((one, _), (next, _))| one < next));
    }
}
