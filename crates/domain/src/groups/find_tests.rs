//! What fits, and what is nearest to nothing.

use super::*;
use alloc::vec;
use proptest::prelude::*;

const GOOD: [FactKind; 2] = [FactKind::StepFree, FactKind::Toilets];

fn tuesday() -> Weighed<'static> {
    Weighed {
        day: Weekday::Tuesday,
        starts: time(19, 0, 0, 0),
        mode: Mode::InPerson,
        kind: GroupKind::Open,
        good: &GOOD,
        metres: Some(1_609),
        says: Says::AllWords,
    }
}

fn missed(wanted: &Wanted, one: &Weighed<'_>) -> Vec<Choice> {
    misses(wanted, one).into_iter().collect()
}

#[test]
fn the_day_is_parted_at_five_noon_and_five() {
    for (hour, minute, part) in [
        (0, 0, PartOfDay::Evening),
        (4, 59, PartOfDay::Evening),
        (5, 0, PartOfDay::Morning),
        (11, 59, PartOfDay::Morning),
        (12, 0, PartOfDay::Afternoon),
        (16, 59, PartOfDay::Afternoon),
        (17, 0, PartOfDay::Evening),
        (23, 59, PartOfDay::Evening),
    ] {
        assert_eq!(part_of_day(time(hour, minute, 0, 0)), part, "{hour}:{minute}");
    }
}

#[test]
fn who_wants_nothing_in_particular_is_shown_everything() {
    assert_eq!(missed(&Wanted::default(), &tuesday()), []);
}

#[test]
fn each_choice_is_missed_by_what_does_not_have_it() {
    let all = Wanted {
        days: vec![Weekday::Monday],
        parts: vec![PartOfDay::Morning],
        ways: vec![Way::Phone],
        kinds: vec![GroupKind::Course],
        needs: vec![FactKind::Loop],
        within: Some(1),
    };
    let far = Weighed { metres: Some(1_610), says: Says::NotAll, ..tuesday() };
    assert_eq!(missed(&all, &far), Choice::ALL);
    let fits = Wanted {
        days: vec![Weekday::Monday, Weekday::Tuesday],
        parts: vec![PartOfDay::Evening],
        ways: vec![Way::Room],
        kinds: vec![GroupKind::Open],
        needs: GOOD.to_vec(),
        within: Some(1),
    };
    assert_eq!(missed(&fits, &tuesday()), []);
}

#[test]
fn a_mile_is_a_mile() {
    let mile = Wanted { within: Some(1), ..Wanted::default() };
    for (metres, fits) in [(Some(1_609), true), (Some(1_610), false), (None, false)] {
        assert_eq!(missed(&mile, &Weighed { metres, ..tuesday() }).is_empty(), fits, "{metres:?}");
    }
}

#[test]
fn who_can_be_anywhere_is_left_out_neither_by_distance_nor_by_steps() {
    let asks = Wanted { within: Some(1), needs: vec![FactKind::StepFree], ..Wanted::default() };
    for mode in [Mode::Online, Mode::Phone] {
        let one = Weighed { mode, good: &[], metres: None, ..tuesday() };
        assert_eq!(missed(&asks, &one), [], "{mode:?}");
    }
    let hybrid = Weighed { mode: Mode::Hybrid, good: &[], metres: Some(90_000), ..tuesday() };
    assert_eq!(missed(&asks, &hybrid), [Choice::Needs]);
    let room = Weighed { mode: Mode::InPerson, ..hybrid };
    assert_eq!(missed(&asks, &room), [Choice::Within, Choice::Needs]);
}

#[test]
fn in_a_room_and_online_at_once_suits_who_wants_either() {
    for (way, modes) in [
        (Way::Room, vec![Mode::InPerson, Mode::Hybrid]),
        (Way::Online, vec![Mode::Online, Mode::Hybrid]),
        (Way::Phone, vec![Mode::Phone]),
        (Way::Both, vec![Mode::Hybrid]),
    ] {
        let met: Vec<Mode> = Mode::ALL.into_iter().filter(|mode| way.is_met_by(*mode)).collect();
        assert_eq!(met, modes, "{way:?}");
        assert_eq!(Way::of_code(way.code()), Some(way));
    }
    assert!(PartOfDay::ALL.iter().all(|part| PartOfDay::of_code(part.code()) == Some(*part)));
}

#[test]
fn what_is_nearest_to_nothing_counts_groups_and_not_sessions() {
    let only = |choices: &[Choice]| choices.iter().copied().collect::<BTreeSet<Choice>>();
    let all = [
        (1, only(&[Choice::Days])),
        (1, only(&[Choice::Days])),
        (2, only(&[Choice::Days])),
        (3, only(&[Choice::Needs])),
        (4, only(&[Choice::Days, Choice::Needs])),
    ];
    assert_eq!(nearest_to_nothing(&all), [(Choice::Days, 2), (Choice::Needs, 1)]);
    assert_eq!(met_by_none(&all), []);
    assert_eq!(met_by_none(&all[..3]), [Choice::Days]);
    assert_eq!(met_by_none::<u8>(&[]), []);
}

#[test]
fn nearest_comes_first_and_anywhere_last() {
    let (early, late) = (time(9, 0, 0, 0), time(19, 0, 0, 0));
    let mut day = [(None, early), (Some(900), late), (Some(30), late), (Some(30), early)];
    day.sort_by_key(|(metres, starts)| order_of_day(*metres, *starts));
    assert_eq!(day, [(Some(30), early), (Some(30), late), (Some(900), late), (None, early)]);
}

proptest! {
    /// To choose one more of what any one may do never leaves out what fitted.
    #[test]
    fn one_more_day_never_shows_less(day in 1_i8..=7, first in 1_i8..=7, second in 1_i8..=7) {
        let on = |day: i8| Weekday::from_monday_one_offset(day).unwrap();
        let one = Weighed { day: on(day), ..tuesday() };
        let fewer = Wanted { days: vec![on(first)], ..Wanted::default() };
        let more = Wanted { days: vec![on(first), on(second)], ..Wanted::default() };
        prop_assert!(misses(&more, &one).is_subset(&misses(&fewer, &one)));
    }
}
