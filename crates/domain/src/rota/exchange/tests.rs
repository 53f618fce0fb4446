use super::*;
use crate::rota::candidates::{Familiar, Held, KeptAway, WearsHat};
use crate::rota::seat::SeatRole;
use crate::supporters::checks::{Asks, CheckKind, Missing, Shown, Span};
use alloc::vec;
use alloc::vec::Vec;
use jiff::civil::date;
use uuid::Uuid;

const JOAN: u128 = 1;
const TAM: u128 = 2;
const THIS_TUESDAY: Date = date(2026, 11, 24);
const NEXT_TUESDAY: Date = date(2026, 12, 1);

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn on(session: u128, date: Date, starts: i64, ends: i64) -> When {
    When { session: SessionId::new(Uuid::from_u128(session)), date, starts: at(starts), ends: at(ends) }
}

fn first() -> When {
    on(10, THIS_TUESDAY, 1000, 2000)
}

fn second() -> When {
    on(20, NEXT_TUESDAY, 9000, 9900)
}

fn seat(id: u128, on: When, holder: u128) -> Seat {
    Seat {
        id: SeatId::new(Uuid::from_u128(id)),
        session: on.session,
        number: 1,
        role: SeatRole::Facilitator,
        asks: Asks { check: Some(CheckKind::named("pvg")), ..Asks::default() },
        holding: Holding::Held { by: person(holder), since: at(5) },
    }
}

fn who(number: u128, holds: &[When], held_that_week: u16) -> Candidate {
    Candidate {
        person: person(number),
        wears_the_hat: WearsHat::Yes,
        knows_the_group: Familiar::Knows,
        kept_away: KeptAway::No,
        shown: Shown {
            checks: vec![(CheckKind::named("pvg"), Span { from: date(2025, 1, 1), until: None })],
            ..Shown::default()
        },
        today: THIS_TUESDAY,
        holds: holds.iter().map(|on| Held { session: on.session, starts: on.starts, ends: on.ends }).collect(),
        limit_a_week: None,
        held_that_week,
    }
}

fn limited(limit: u16, who: Candidate) -> Candidate {
    Candidate { limit_a_week: Some(limit), ..who }
}

/// Joan's seat this Tuesday for Tam's on `other`; each as the rota sees them for the other's session.
#[track_caller]
fn swapped(other: When, tam: &Candidate, joan: &Candidate) -> Result<(PersonId, PersonId), ExchangeRefused> {
    let (hers, his) = (seat(1, first(), JOAN), seat(2, other, TAM));
    let one = Side { seat: &hers, on: first(), from: person(JOAN), to: tam };
    let two = Side { seat: &his, on: other, from: person(TAM), to: joan };
    swap(&one, &two, at(100)).map(|(one, two)| (one.holder().unwrap(), two.holder().unwrap()))
}

fn cannot<T>(number: u128, why: SeatRefused) -> Result<T, ExchangeRefused> {
    Err(ExchangeRefused::Cannot { person: person(number), why })
}

#[test]
fn two_tuesdays_change_hands() {
    assert_eq!(swapped(second(), &who(TAM, &[], 0), &who(JOAN, &[], 0)), Ok((person(TAM), person(JOAN))));
}

#[test]
fn the_seat_that_is_given_up_is_no_clash_and_counts_against_no_limit() {
    // Two sessions at one hour: each may hold the other's only because they let their own go.
    let other = on(20, THIS_TUESDAY, 1000, 2000);
    let (tam, joan) = (limited(1, who(TAM, &[other], 1)), limited(1, who(JOAN, &[first()], 1)));
    assert_eq!(swapped(other, &tam, &joan), Ok((person(TAM), person(JOAN))));
}

#[test]
fn two_seats_of_one_session_change_hands() {
    let (tam, joan) = (who(TAM, &[first()], 1), who(JOAN, &[first()], 1));
    assert_eq!(swapped(first(), &tam, &joan), Ok((person(TAM), person(JOAN))));
}

#[test]
fn a_limit_of_another_week_is_kept() {
    // Tam gives up next week's; this week he has what he said is enough.
    let walk = on(30, THIS_TUESDAY, 5000, 6000);
    let tam = limited(1, who(TAM, &[walk], 1));
    assert_eq!(swapped(second(), &tam, &who(JOAN, &[], 0)), cannot(TAM, SeatRefused::AtOwnLimit { limit: 1 }));
}

#[test]
fn nobody_gets_by_a_swap_what_they_could_not_be_given() {
    let well = || who(JOAN, &[], 0);
    let unchecked = Candidate { shown: Shown::default(), ..who(TAM, &[], 0) };
    let lacks: Vec<Missing> = vec![Missing::NoCheck(CheckKind::named("pvg"))];
    assert_eq!(swapped(second(), &unchecked, &well()), cannot(TAM, SeatRefused::Missing(lacks)));
    let kept = Candidate { kept_away: KeptAway::Yes, ..well() };
    assert_eq!(swapped(second(), &who(TAM, &[], 0), &kept), cannot(JOAN, SeatRefused::KeptAway));
    let walk = on(30, NEXT_TUESDAY, 9800, 9999);
    let elsewhere = SeatRefused::ElsewhereThen { session: walk.session };
    assert_eq!(swapped(second(), &who(TAM, &[], 0), &who(JOAN, &[walk], 1)), cannot(JOAN, elsewhere));
}

#[test]
fn nobody_swaps_with_themselves_or_for_a_seat_that_is_somebody_elses_by_now() {
    let (hers, his) = (seat(1, first(), JOAN), seat(2, second(), TAM));
    let joan = who(JOAN, &[], 0);
    let tam = who(TAM, &[], 0);
    let one = Side { seat: &hers, on: first(), from: person(JOAN), to: &tam };
    let own = Side { seat: &his, on: second(), from: person(JOAN), to: &joan };
    assert_eq!(swap(&one, &own, at(100)), Err(ExchangeRefused::OnePerson));
    let gone = Side { seat: &his, on: second(), from: person(3), to: &joan };
    assert_eq!(swap(&one, &gone, at(100)), Err(ExchangeRefused::ChangedSince));
    // It is said first, whatever else stands in the way by now.
    let unchecked = Candidate { shown: Shown::default(), ..tam.clone() };
    assert_eq!(swap(&Side { to: &unchecked, ..one }, &gone, at(100)), Err(ExchangeRefused::ChangedSince));
}

#[test]
fn as_the_first_of_them_begins_it_is_too_late() {
    let (hers, his) = (seat(1, first(), JOAN), seat(2, second(), TAM));
    let (tam, joan) = (who(TAM, &[], 0), who(JOAN, &[], 0));
    let one = Side { seat: &hers, on: first(), from: person(JOAN), to: &tam };
    let two = Side { seat: &his, on: second(), from: person(TAM), to: &joan };
    assert!(swap(&one, &two, at(999)).is_ok());
    assert_eq!(swap(&two, &one, at(1000)), Err(ExchangeRefused::TooLate));
}

#[test]
fn what_was_passed_on_is_put_back_whatever_the_limit_and_only_while_nobody_changed_it() {
    // Tam has it since 5; it goes back to Joan, who holds more than she said is enough.
    let held = seat(1, first(), TAM);
    let joan = limited(1, who(JOAN, &[second()], 1));
    let side = Side { seat: &held, on: first(), from: person(TAM), to: &joan };
    assert_eq!(put_back(&side, at(5), at(100)).unwrap().holder(), Some(person(JOAN)));
    assert_eq!(put_back(&side, at(4), at(100)), Err(ExchangeRefused::ChangedSince));
    assert_eq!(put_back(&Side { from: person(3), ..side }, at(5), at(100)), Err(ExchangeRefused::ChangedSince));
    assert_eq!(put_back(&side, at(5), at(1000)), Err(ExchangeRefused::TooLate));
    let walk = on(30, THIS_TUESDAY, 1500, 2500);
    let busy = who(JOAN, &[walk], 1);
    let found = put_back(&Side { to: &busy, ..side }, at(5), at(100));
    assert_eq!(found, cannot(JOAN, SeatRefused::ElsewhereThen { session: walk.session }));
    // She was given the other seat of this session meanwhile: nobody holds two of one.
    let here = who(JOAN, &[first()], 1);
    assert_eq!(put_back(&Side { to: &here, ..side }, at(5), at(100)), cannot(JOAN, SeatRefused::OtherSeatHere));
}

#[test]
fn a_swap_of_two_sessions_at_one_hour_is_put_back() {
    let other = on(20, THIS_TUESDAY, 1000, 2000);
    let (hers, his) = (seat(1, first(), TAM), seat(2, other, JOAN));
    let (joan, tam) = (who(JOAN, &[other], 1), who(TAM, &[first()], 1));
    let one = Side { seat: &hers, on: first(), from: person(TAM), to: &joan };
    let two = Side { seat: &his, on: other, from: person(JOAN), to: &tam };
    let (one, two) = swap_back(&one, &two, at(5), at(100)).unwrap();
    assert_eq!((one.holder(), two.holder()), (Some(person(JOAN)), Some(person(TAM))));
}
