//! What comes late is not late at birth.

use super::*;

#[test]
fn nothing_is_due_before_there_were_two_hours_to_do_it() {
    let policy = Policy { look_ahead_days: 2, ..Policy::default() };
    let facts = Facts::Session(SessionFacts { place: None, ..ready() });
    let appears = STARTS - 2 * DAY;
    let found = plan_of::plan(&facts, &policy, at(appears)).duties;
    assert_eq!(found.first().unwrap().due_by, at(appears + 2 * HOUR));
}

/// A session with no place that is there since this instant.
fn made(since: i64) -> SessionFacts {
    SessionFacts { place: None, since: at(since), ..ready() }
}

#[track_caller]
fn due_and_climbs(facts: SessionFacts, since: i64, due: i64, climbs: i64) {
    let facts = Facts::Session(facts);
    let found = planned(&facts, since);
    assert_eq!(found.duties.iter().map(|owed| (owed.owner, owed.due_by)).collect::<Vec<_>>(), [(COORDINATOR, at(due))]);
    assert_eq!(found.changes_at, Some(at(climbs)));
    assert_eq!(planned(&facts, climbs).duties.first().map(|owed| owed.owner), Some(ADMINISTRATOR));
}

#[test]
fn a_session_made_inside_its_warning_is_not_late_at_birth() {
    due_and_climbs(made(SETTLED - DAY), SETTLED - DAY, SETTLED, SETTLED + 4 * HOUR);
    due_and_climbs(made(SETTLED - HOUR), SETTLED - HOUR, SETTLED + HOUR, SETTLED + 5 * HOUR);
    due_and_climbs(made(NOON), NOON, NOON + 2 * HOUR, NOON + 6 * HOUR);
}

#[test]
fn what_came_too_late_to_climb_after_its_due_time_climbs_at_it() {
    due_and_climbs(made(STARTS - 5 * HOUR), STARTS - 5 * HOUR, STARTS - 3 * HOUR, STARTS - 3 * HOUR);
    let morning = SessionFacts { starts: at(NOON - 2 * HOUR), ..one_seat_empty(0) };
    check(
        &Facts::Session(morning),
        NOON - 5 * HOUR,
        DutyRule::SeatEmpty,
        "seat-2",
        ADMINISTRATOR,
        NOON - 2 * HOUR - 3 * DAY,
    );
}

#[test]
fn a_seat_handed_back_an_hour_before_is_due_as_the_session_starts_and_climbs_half_way() {
    let handed_back = STARTS - HOUR;
    due_and_climbs(one_seat_empty(handed_back), handed_back, STARTS, STARTS - HOUR / 2);
}

#[test]
fn a_seat_of_a_session_that_was_just_moved_has_its_time_from_then() {
    let facts = SessionFacts { since: at(NOON), ..one_seat_empty(0) };
    due_and_climbs(facts, NOON, NOON + 2 * HOUR, NOON + 6 * HOUR);
}
