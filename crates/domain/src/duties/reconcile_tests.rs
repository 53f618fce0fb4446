use super::*;
use crate::access::roles::Role;
use crate::duties::duty::DutyState;
use crate::duties::plan::tests::{facts, policy};
use crate::duties::plan::{self, Occasion};
use crate::duties::rule::DutyRule;
use crate::ids::PersonId;
use crate::sessions::readiness::tests::at;
use alloc::vec;
use proptest::prelude::*;
use uuid::Uuid;

const COORDINATOR: Owner = Owner::Role(Role::Coordinator);
const ADMINISTRATOR: Owner = Owner::Role(Role::Administrator);

fn id(number: u128) -> DutyId {
    DutyId::new(Uuid::from_u128(number))
}

fn who(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn owed(climbed: u8, due: i64) -> Owed {
    Owed {
        rule: DutyRule::SeatEmpty,
        occasion: Occasion::named("seat-1"),
        owner: if climbed == 0 { COORDINATOR } else { ADMINISTRATOR },
        due_by: at(due),
        climbed,
    }
}

fn plan_with(duties: Vec<Owed>, over: Over) -> Plan {
    Plan { duties, changes_at: None, over }
}

fn kept() -> Duty {
    Duty::raised(id(1), owed(0, 100))
}

#[track_caller]
fn check(existing: &[Duty], duties: Vec<Owed>, expected: &[Change]) {
    assert_eq!(reconcile(existing, &plan_with(duties, Over::CalledOff)), expected);
}

/// What the caller does with the changes of one commit.
fn apply(mut duties: Vec<Duty>, changes: &[Change], now: Timestamp) -> Vec<Duty> {
    for change in changes {
        let of = |wanted: DutyId| move |duty: &&mut Duty| duty.id == wanted;
        match change.clone() {
            Change::Raise(owed) => {
                let number = u128::try_from(duties.len()).unwrap() + 1_000;
                duties.push(Duty::raised(id(number), owed));
            }
            Change::Reopen(which, owed) => {
                let duty = duties.iter_mut().find(of(which)).unwrap();
                *duty = duty.clone().reopen(owed);
            }
            Change::Close(which, how) => {
                let duty = duties.iter_mut().find(of(which)).unwrap();
                *duty = duty.clone().close(how, now);
            }
            Change::Climb(which, owner, climbed) => {
                let duty = duties.iter_mut().find(of(which)).unwrap();
                *duty = duty.clone().climb(owner, climbed);
            }
            Change::Redue(which, due_by) => duties.iter_mut().find(of(which)).unwrap().due_by = due_by,
        }
    }
    duties
}

#[test]
fn what_is_owed_for_the_first_time_is_raised() {
    check(&[], vec![owed(0, 100)], &[Change::Raise(owed(0, 100))]);
}

#[test]
fn what_is_kept_as_it_is_owed_does_not_change_even_when_taken() {
    check(&[kept()], vec![owed(0, 100)], &[]);
    check(&[kept().take(who(1), at(1)).unwrap()], vec![owed(0, 100)], &[]);
}

#[test]
fn what_is_owed_again_within_its_occasion_opens_again() {
    let closed = kept().close(Over::Satisfied, at(5));
    check(&[closed], vec![owed(0, 200)], &[Change::Reopen(id(1), owed(0, 200))]);
}

#[test]
fn of_two_that_are_over_the_last_to_end_opens_again() {
    let later = Duty { id: id(2), ..kept() }.close(Over::Satisfied, at(4));
    check(&[later, kept().close(Over::Satisfied, at(5))], vec![owed(0, 1)], &[Change::Reopen(id(1), owed(0, 1))]);
}

#[test]
fn a_taken_duty_that_is_needed_no_more_is_reported_closed() {
    let taken = kept().take(who(1), at(1)).unwrap();
    check(&[taken], vec![], &[Change::Close(id(1), Over::CalledOff)]);
}

#[test]
fn what_is_over_is_not_closed_again() {
    check(&[kept().close(Over::Satisfied, at(5))], vec![], &[]);
}

#[test]
fn a_taken_duty_that_climbs_is_the_next_owner_s() {
    let taken = kept().take(who(1), at(1)).unwrap();
    let changes = [Change::Climb(id(1), ADMINISTRATOR, 1)];
    check(core::slice::from_ref(&taken), vec![owed(1, 100)], &changes);
    let after = apply(vec![taken], &changes, at(200));
    assert_eq!(after.first().unwrap().owned_by(), ADMINISTRATOR);
}

#[test]
fn a_duty_that_moves_back_stays_with_whoever_is_at_it() {
    let taken = Duty::raised(id(1), owed(1, 100)).take(who(1), at(1)).unwrap();
    assert_eq!(taken.climb(COORDINATOR, 0).state, DutyState::Taken { by: who(1), at: at(1) });
}

#[test]
fn a_moved_due_time_is_a_change_of_its_own() {
    check(&[kept()], vec![owed(0, 101)], &[Change::Redue(id(1), at(101))]);
}

#[test]
fn of_two_open_duties_for_one_promise_one_stays() {
    let twin = Duty { id: id(2), ..kept() };
    check(&[kept(), twin], vec![owed(0, 100)], &[Change::Close(id(1), Over::CalledOff)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn reconciling_again_after_the_changes_gives_no_change(
        before in facts(), after in facts(), policy in policy(), times in [-1_000_000_i64..3_000_000, 0..3_000_000],
        taken in any::<u8>(),
    ) {
        let [first, gap] = times;
        let (then, now) = (at(first), at(first + gap));
        let start = plan::plan(&before, &policy, then);
        let mut kept = apply(vec![], &reconcile(&[], &start), then);
        for (number, duty) in kept.iter_mut().enumerate() {
            if taken >> (number % 8) & 1 == 1 {
                *duty = duty.clone().take(who(1), then).unwrap();
            }
        }
        for (facts, now) in [(&before, now), (&after, now), (&before, then), (&after, then)] {
            let plan = plan::plan(facts, &policy, now);
            kept = apply(kept.clone(), &reconcile(&kept, &plan), now);
            prop_assert_eq!(reconcile(&kept, &plan), vec![]);
            let open = kept.iter().filter(|duty| !is_over(duty)).count();
            prop_assert_eq!(open, plan.duties.len());
        }
    }
}
