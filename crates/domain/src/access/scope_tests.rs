use super::*;
use crate::duties::{DutyRule, Occasion, Over};
use crate::ids::{DutyId, HatId};
use alloc::vec;
use jiff::Timestamp;
use uuid::Uuid;

fn id<T>(new: fn(Uuid) -> T, number: u128) -> T {
    new(Uuid::from_u128(number))
}

fn branch(number: u128) -> BranchId {
    id(BranchId::new, number)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn wearing(role: Role, branch: Option<BranchId>) -> Scope {
    let hat = Hat { id: id(HatId::new, 3), role, branch, from: at(0), until: None };
    let kept_from = [id(GroupId::new, 66)];
    Scope::of(&Standing::at(at(100), id(OrganisationId::new, 1), id(PersonId::new, 1), [hat], kept_from))
}

fn owed_by(owner: Owner) -> Duty {
    Duty {
        id: id(DutyId::new, 5),
        rule: DutyRule::SeatEmpty,
        occasion: Occasion::named("seat-1"),
        owner,
        due_by: at(1000),
        climbed: 0,
        state: DutyState::Open,
    }
}

const THEIRS: Owner = Owner::Role(Role::Coordinator);

fn about(branch: Option<u128>, group: Option<u128>) -> About {
    About {
        branch: branch.map(|number| id(BranchId::new, number)),
        group: group.map(|number| id(GroupId::new, number)),
        worry: Worry::No,
    }
}

#[track_caller]
fn check(scope: &Scope, owner: Owner, about: About, shown: bool) {
    assert_eq!(scope.shows_duty(&owed_by(owner), &about), shown);
}

#[test]
fn a_coordinator_of_one_branch_is_shown_what_is_owed_there_and_not_elsewhere() {
    let east = wearing(Role::Coordinator, Some(branch(1)));
    check(&east, THEIRS, about(Some(1), Some(7)), true);
    check(&east, THEIRS, about(Some(2), Some(7)), false);
}

#[test]
fn a_session_of_a_group_without_a_branch_is_for_who_plans_everywhere() {
    check(&wearing(Role::Coordinator, Some(branch(1))), THEIRS, about(None, Some(7)), false);
    check(&wearing(Role::Coordinator, None), THEIRS, about(None, Some(7)), true);
    check(&wearing(Role::Administrator, None), THEIRS, about(None, Some(7)), true);
}

#[test]
fn what_can_have_no_branch_is_for_every_coordinator() {
    check(&wearing(Role::Coordinator, Some(branch(1))), THEIRS, about(None, None), true);
}

#[test]
fn a_role_of_one_branch_is_not_that_role_in_another() {
    let lead = Owner::Role(Role::SafeguardingLead);
    check(&wearing(Role::SafeguardingLead, Some(branch(1))), lead, about(Some(2), Some(7)), false);
    check(&wearing(Role::SafeguardingLead, Some(branch(1))), lead, about(Some(1), Some(7)), true);
}

#[test]
fn a_duty_that_shows_a_session_never_shows_more_than_the_rota() {
    for hat in [None, Some(branch(1)), Some(branch(2))] {
        let scope = wearing(Role::Coordinator, hat);
        for (of_branch, of_group) in [(None, 7), (Some(1), 7), (Some(2), 7), (Some(1), 66)] {
            let about = about(of_branch, Some(of_group));
            let on_the_rota = scope.shows(about.branch, about.group);
            check(&scope, THEIRS, about, on_the_rota);
        }
    }
}

#[test]
fn a_worry_is_shown_to_whom_it_is_owed_and_not_to_who_plans() {
    let worry = About { worry: Worry::Yes, ..about(None, None) };
    check(&wearing(Role::Coordinator, None), Owner::Person(id(PersonId::new, 2)), worry, false);
    check(&wearing(Role::Administrator, None), Owner::Role(Role::SafeguardingLead), worry, false);
    check(&wearing(Role::SafeguardingLead, None), Owner::Role(Role::SafeguardingLead), worry, true);
    check(&wearing(Role::Supporter, None), Owner::Person(id(PersonId::new, 1)), worry, true);
}

#[test]
fn one_s_own_is_shown_in_any_branch_but_nothing_of_a_group_one_is_kept_from() {
    let me = id(PersonId::new, 1);
    let scope = wearing(Role::Supporter, Some(branch(1)));
    let taken = |about: About| {
        let duty = Duty { state: DutyState::Taken { by: me, at: at(10) }, ..owed_by(THEIRS) };
        scope.shows_duty(&duty, &about)
    };
    assert!(taken(about(Some(2), Some(7))));
    assert!(!taken(about(Some(2), Some(66))));
    let closed = Duty { state: DutyState::Closed { how: Over::Satisfied, at: at(1) }, ..owed_by(THEIRS) };
    assert!(!scope.shows_duty(&closed, &about(Some(2), Some(7))));
    let asked =
        Duty { state: DutyState::Passing { from: id(PersonId::new, 2), to: me, at: at(10) }, ..owed_by(THEIRS) };
    assert!(scope.shows_duty(&asked, &about(Some(2), Some(7))));
    let hats: vec::Vec<Role> = scope.hats.iter().map(|hat| hat.role).collect();
    assert_eq!(hats, [Role::Supporter]);
}
