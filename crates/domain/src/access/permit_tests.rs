//! What has to hold of every permit and every scope, whoever asks and whatever the thing is.

use super::permit::{ACTS, Standing, Within, holds};
use super::{Hat, Role, Scope};
use crate::ids::{BranchId, GroupId, HatId, OrganisationId, PersonId};
use alloc::vec::Vec;
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

fn id<T>(make: impl Fn(Uuid) -> T, number: u128) -> T {
    make(Uuid::from_u128(number))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// Hats of any role in no branch or one of three, worn now, not yet or no longer: now is second 100.
fn hats() -> impl Strategy<Value = Vec<Hat>> {
    let hat = (
        prop::sample::select(Role::ALL.to_vec()),
        prop::option::of(1_u128..4),
        0_i64..200,
        prop::option::of(0_i64..200),
    );
    prop::collection::vec(
        hat.prop_map(|(role, branch, from, until)| Hat {
            id: id(HatId::new, 1),
            role,
            branch: branch.map(|branch| id(BranchId::new, branch)),
            from: at(from),
            until: until.map(at),
        }),
        0..6,
    )
}

fn thing() -> impl Strategy<Value = Within> {
    (1_u128..3, prop::option::of(1_u128..4), prop::option::of(1_u128..4)).prop_map(|(organisation, branch, group)| {
        Within {
            organisation: id(OrganisationId::new, organisation),
            branch: branch.map(|branch| id(BranchId::new, branch)),
            group: group.map(|group| id(GroupId::new, group)),
        }
    })
}

fn standing(hats: Vec<Hat>, kept_from: Vec<u128>) -> Standing {
    let kept_from = kept_from.into_iter().map(|group| id(GroupId::new, group));
    Standing::at(at(100), id(OrganisationId::new, 1), id(PersonId::new, 1), hats, kept_from)
}

proptest! {
    #[test]
    fn no_permit_at_all_for_a_group_that_somebody_is_kept_from(hats in hats(), thing in thing(), others in prop::collection::vec(1_u128..4, 0..3)) {
        prop_assume!(thing.group.is_some());
        let kept = thing.group.map(|group| group.uuid().as_u128());
        let who = standing(hats, others.into_iter().chain(kept).collect());
        for (name, allows) in ACTS {
            prop_assert!(!allows(&who, &thing), "{name}");
        }
        prop_assert!(!holds(&who, &thing, Some(who.person)));
        prop_assert!(!Scope::of(&who).shows(thing.branch, thing.group));
    }

    #[test]
    fn no_permit_at_all_for_a_thing_of_another_organisation(hats in hats(), thing in thing()) {
        prop_assume!(thing.organisation != id(OrganisationId::new, 1));
        let who = standing(hats, Vec::new());
        for (name, allows) in ACTS {
            prop_assert!(!allows(&who, &thing), "{name}");
        }
        prop_assert!(!holds(&who, &thing, Some(who.person)));
    }

    #[test]
    fn a_hat_that_is_not_worn_at_that_moment_opens_nothing(hats in hats(), thing in thing()) {
        let over: Vec<Hat> = hats.into_iter().filter(|hat| !hat.worn_at(at(100))).collect();
        let who = standing(over, Vec::new());
        for (name, allows) in ACTS {
            prop_assert!(!allows(&who, &thing), "{name}");
        }
        prop_assert!(!holds(&who, &thing, Some(who.person)));
        prop_assert!(!Scope::of(&who).shows(thing.branch, thing.group));
    }

    #[test]
    fn a_hat_of_a_member_reader_or_referrer_opens_no_act_of_those_who_plan(hats in hats(), thing in thing()) {
        let few = [Role::Member, Role::Reader, Role::Referrer];
        let who = standing(hats.into_iter().filter(|hat| few.contains(&hat.role)).collect(), Vec::new());
        // Who refers from outside tells people of other services, too; that plans nothing.
        for (name, allows) in ACTS.iter().filter(|(name, _)| *name != "NoteSignpost") {
            prop_assert!(!allows(&who, &thing), "{name}");
        }
    }

    #[test]
    fn a_planning_list_shows_exactly_the_things_that_may_be_planned(hats in hats(), thing in thing(), kept in prop::collection::vec(1_u128..4, 0..3)) {
        prop_assume!(thing.organisation == id(OrganisationId::new, 1));
        let who = standing(hats, kept);
        prop_assert_eq!(Scope::of(&who).shows(thing.branch, thing.group), super::permit::plans(&who, &thing));
    }
}
