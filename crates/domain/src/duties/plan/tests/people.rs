//! What is owed about those who help here.

use super::*;

/// Somebody who helps and supports, with what runs out.
fn helper() -> PersonFacts {
    let worn = Worn::From { from: at(-400 * DAY), until: None };
    PersonFacts { helps: worn, supports: worn, ..PersonFacts::default() }
}

#[test]
fn a_check_is_owed_sixty_days_before_its_end_and_stays_owed_until_renewed() {
    let facts = Facts::Person(PersonFacts { checks: vec![pvg(100)], ..helper() });
    nothing(&facts, 40 * DAY - 1);
    check(&facts, 40 * DAY, DutyRule::CheckRunningOut, "pvg-2026-04-11", COORDINATOR, 100 * DAY);
    check(&facts, 100 * DAY + 4 * HOUR - 1, DutyRule::CheckRunningOut, "pvg-2026-04-11", COORDINATOR, 100 * DAY);
    check(&facts, 900 * DAY, DutyRule::CheckRunningOut, "pvg-2026-04-11", ADMINISTRATOR, 100 * DAY);
}

#[test]
fn a_renewed_check_ends_the_promise_of_the_old_one() {
    nothing(&Facts::Person(PersonFacts { checks: vec![pvg(900), pvg(100)], ..helper() }), 100 * DAY);
}

#[test]
fn a_training_step_is_owed_sixty_days_before_its_end_like_a_check() {
    let (until, end) = last_day(100);
    let facts = PersonFacts { training: vec![(TrainingStep::named("first-aid"), until, end)], ..helper() };
    let facts = Facts::Person(facts);
    nothing(&facts, 40 * DAY - 1);
    check(&facts, 40 * DAY, DutyRule::TrainingRunningOut, "first-aid-2026-04-11", COORDINATOR, 100 * DAY);
}

#[test]
fn supervision_is_owed_a_fortnight_before_it_runs_out_and_stays_owed_until_it_is_held() {
    let facts = Facts::Person(PersonFacts { supervised_until: Some(last_day(100)), ..helper() });
    let rule = DutyRule::SupervisionRunningOut;
    nothing(&facts, 86 * DAY - 1);
    check(&facts, 86 * DAY, rule, "supervision-2026-04-11", COORDINATOR, 100 * DAY);
    check(&facts, 900 * DAY, rule, "supervision-2026-04-11", ADMINISTRATOR, 100 * DAY);
}

#[test]
fn nothing_is_owed_about_somebody_from_the_moment_their_hat_ends() {
    let left = |until| Worn::From { from: at(0), until: Some(at(until)) };
    let checked = |helps| Facts::Person(PersonFacts { helps, checks: vec![pvg(100)], ..PersonFacts::default() });
    check(&checked(left(60 * DAY)), 60 * DAY - 1, DutyRule::CheckRunningOut, "pvg-2026-04-11", COORDINATOR, 100 * DAY);
    nothing(&checked(left(60 * DAY)), 60 * DAY);
    assert_eq!(planned(&checked(left(60 * DAY)), 60 * DAY).over, Over::CalledOff);
    nothing(&checked(Worn::Never), 60 * DAY);
}

#[test]
fn supervision_is_asked_of_supporters_only_and_a_check_of_everybody_who_helps() {
    let facts = PersonFacts {
        supports: Worn::Never,
        checks: vec![pvg(100)],
        supervised_until: Some(last_day(100)),
        ..helper()
    };
    check(&Facts::Person(facts), 90 * DAY, DutyRule::CheckRunningOut, "pvg-2026-04-11", COORDINATOR, 100 * DAY);
}

#[test]
fn hats_are_worn_from_the_first_to_the_last_of_them() {
    let hat = |from: i64, until: Option<i64>| Hat {
        id: crate::ids::HatId::new(Uuid::from_u128(1)),
        role: Role::Supporter,
        branch: None,
        from: at(from),
        until: until.map(at),
    };
    let both = [hat(5, Some(10)), hat(2, Some(20))];
    assert_eq!(Worn::of(&both), Worn::From { from: at(2), until: Some(at(20)) });
    assert_eq!(Worn::of(&[hat(5, Some(10)), hat(8, None)]), Worn::From { from: at(5), until: None });
    assert_eq!(Worn::of(&[]), Worn::Never);
}
