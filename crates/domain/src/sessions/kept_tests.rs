use super::*;
use crate::ids::PersonId;
use crate::sessions::readiness::Overridden;
use crate::sessions::readiness::tests::ready;
use uuid::Uuid;

fn off(why: WhyCalledOff, days_before: i64) -> SessionFacts {
    let facts = ready();
    let at = facts.starts - SignedDuration::from_hours(24 * days_before);
    SessionFacts { state: SessionState::CalledOff { at, why }, ..facts }
}

#[test]
fn a_session_with_everybody_took_place_whole() {
    assert_eq!(kept(&ready()), Kept::Whole);
}

#[test]
fn one_with_an_empty_seat_took_place_with_fewer_also_where_that_was_let_be() {
    let mut facts = ready();
    facts.seats[1].holder = None;
    assert_eq!(kept(&facts), Kept::WithFewer);
    let by = PersonId::new(Uuid::from_u128(9));
    facts.overridden = Some(Overridden { by, at: facts.since });
    assert_eq!(kept(&facts), Kept::WithFewer);
}

#[test]
fn one_that_nobody_held_is_lost_whatever_the_calendar_says() {
    let mut facts = ready();
    for seat in &mut facts.seats {
        seat.holder = None;
    }
    assert_eq!(kept(&facts), Kept::WithNobody);
    facts.seats.clear();
    assert_eq!(kept(&facts), Kept::WithNobody);
    assert!(kept(&facts).was_promised() && !kept(&facts).took_place());
}

#[test]
fn one_that_was_called_off_is_lost_for_its_reason_with_its_notice() {
    let notice = SignedDuration::from_hours(24 * 2);
    assert_eq!(kept(&off(WhyCalledOff::Weather, 2)), Kept::Lost { why: WhyCalledOff::Weather, notice });
    // Snow that is foreseen for a month is still snow: people relied on that day.
    assert!(kept(&off(WhyCalledOff::Weather, 30)).was_promised());
}

#[test]
fn a_break_is_no_promise_broken_where_it_was_said_a_fortnight_before() {
    for why in [WhyCalledOff::WeekOff, WhyCalledOff::RuleChanged] {
        assert_eq!(kept(&off(why, 14)), Kept::NotPromised);
        assert!(matches!(kept(&off(why, 13)), Kept::Lost { .. }), "thirteen days before, people had planned it");
    }
}

#[test]
fn a_tally_counts_what_was_promised_what_took_place_and_what_was_lost() {
    let mut tally = Tally::default();
    let notice = SignedDuration::ZERO;
    let lost = Kept::Lost { why: WhyCalledOff::Other, notice };
    for kept in [Kept::Whole, Kept::Whole, Kept::WithFewer, Kept::WithNobody, lost, Kept::NotPromised] {
        tally.add(kept);
    }
    assert_eq!(tally, Tally { promised: 5, took_place: 3, with_fewer: 1 });
    assert_eq!(tally.lost(), 2);
}
