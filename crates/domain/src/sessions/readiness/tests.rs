use super::*;
use crate::supporters::checks::CheckKind;
use alloc::vec;
use uuid::Uuid;

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(crate) fn seat(number: u16, holder: Option<u128>) -> SeatFacts {
    SeatFacts {
        id: SeatId::new(Uuid::from_u128(u128::from(number))),
        number,
        role: SeatRole::Facilitator,
        holder: holder.map(|id| (PersonId::new(Uuid::from_u128(id)), vec![])),
        empty_since: at(0),
    }
}

/// A session in a room, ten days ahead, with all it needs.
pub(crate) fn ready() -> SessionFacts {
    SessionFacts {
        state: SessionState::Planned,
        mode: Mode::InPerson,
        starts: at(10 * 86_400 + 19 * 3_600),
        ends: at(10 * 86_400 + 21 * 3_600),
        since: at(-40 * 86_400),
        noon_that_day: at(10 * 86_400 + 12 * 3_600),
        minimum: 2,
        overridden: None,
        seats: vec![seat(1, Some(1)), seat(2, Some(2))],
        place: Some(PlaceStanding { confirmed: Confirmed::Since(at(0)), opener: Opening::NotNeeded }),
        way_in: WayIn { link: Presence::Absent, phone: Presence::Absent, confirmed: Confirmed::NotYet },
    }
}

#[track_caller]
fn check(facts: &SessionFacts, open: &[Strand]) {
    let found: Vec<Strand> = readiness(facts).open().map(Need::strand).collect();
    assert_eq!(found, open);
}

#[test]
fn two_facilitators_and_a_place_make_it_ready() {
    check(&ready(), &[]);
    assert!(readiness(&ready()).is_ready());
}

#[test]
fn one_facilitator_is_fewer_than_the_group_s_minimum() {
    let facts = SessionFacts { seats: vec![seat(1, Some(1)), seat(2, None)], ..ready() };
    check(&facts, &[Strand::People, Strand::People]);
}

#[test]
fn fewer_seats_than_the_minimum_is_not_ready_even_when_all_are_held() {
    check(&SessionFacts { seats: vec![seat(1, Some(1))], ..ready() }, &[Strand::People]);
}

#[test]
fn somebody_whose_check_will_have_run_out_does_not_count() {
    let mut second = seat(2, Some(2));
    second.holder = second.holder.map(|(id, _)| (id, vec![Missing::NoCheck(CheckKind::named("pvg"))]));
    let facts = SessionFacts { seats: vec![seat(1, Some(1)), second], ..ready() };
    check(&facts, &[Strand::People, Strand::People]);
}

#[test]
fn a_named_coordinator_may_let_one_be_enough() {
    let overridden = Some(Overridden { by: PersonId::new(Uuid::from_u128(3)), at: at(5) });
    let facts = SessionFacts { seats: vec![seat(1, Some(1)), seat(2, None)], overridden, ..ready() };
    check(&facts, &[]);
    assert!(readiness(&facts).needs.iter().any(|(_, met)| *met == Met::Overridden));
}

#[test]
fn nobody_at_all_is_never_enough() {
    let overridden = Some(Overridden { by: PersonId::new(Uuid::from_u128(3)), at: at(5) });
    let facts = SessionFacts { seats: vec![seat(1, None), seat(2, None)], overridden, ..ready() };
    check(&facts, &[Strand::People, Strand::People, Strand::People]);
}

#[test]
fn an_override_does_not_stand_in_for_a_place() {
    let overridden = Some(Overridden { by: PersonId::new(Uuid::from_u128(3)), at: at(5) });
    check(&SessionFacts { place: None, overridden, ..ready() }, &[Strand::Place]);
}

#[test]
fn a_place_that_was_not_confirmed_is_not_ready() {
    let place = Some(PlaceStanding { confirmed: Confirmed::NotYet, opener: Opening::NotNeeded });
    check(&SessionFacts { place, ..ready() }, &[Strand::Place]);
}

#[test]
fn a_locked_place_wants_somebody_who_opens() {
    let place = Some(PlaceStanding { confirmed: Confirmed::Since(at(0)), opener: Opening::Nobody });
    check(&SessionFacts { place, ..ready() }, &[Strand::Place]);
}

#[test]
fn an_online_session_wants_a_link_and_no_place() {
    check(&SessionFacts { mode: Mode::Online, place: None, ..ready() }, &[Strand::Technology]);
}

#[test]
fn a_telephone_number_is_no_link() {
    let way_in = WayIn { link: Presence::Absent, phone: Presence::There, confirmed: Confirmed::Since(at(0)) };
    check(&SessionFacts { mode: Mode::Hybrid, way_in, ..ready() }, &[Strand::Technology]);
    check(&SessionFacts { mode: Mode::Phone, way_in, ..ready() }, &[]);
}

#[test]
fn a_link_that_nobody_tried_is_not_ready() {
    let way_in = WayIn { link: Presence::There, phone: Presence::Absent, confirmed: Confirmed::NotYet };
    check(&SessionFacts { mode: Mode::Online, place: None, way_in, ..ready() }, &[Strand::Technology]);
}

#[test]
fn the_public_is_told_it_will_run_only_when_it_is_ready() {
    assert_eq!(will_it_run(&ready()), WillItRun::Yes);
    assert_eq!(will_it_run(&SessionFacts { place: None, ..ready() }), WillItRun::BeingArranged);
}
