//! Who could hold a seat: everything that stands in the way of one person, named.

use super::seat::{Seat, SeatRefused};
use crate::ids::{PersonId, SessionId};
use crate::supporters::checks::{Asks, Shown, missing_when_asked};
use crate::supporters::everyone::AskedOfAll;
use alloc::vec::Vec;
use jiff::Timestamp;
use jiff::civil::Date;

/// A supporter as the rota sees them when a seat is to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Whether they wear a supporter's hat, in the group's branch, when the session begins.
    pub wears_the_hat: WearsHat,
    /// Whether they know the group: they hold it, or have held a session of it before.
    pub knows_the_group: Familiar,
    /// Whether they must be kept from the group.
    pub kept_away: KeptAway,
    /// Their checks, training, references and supervision.
    pub shown: Shown,
    /// The day on which the rota is looked at, where the organisation is.
    pub today: Date,
    /// Sessions that they hold a seat on within a week either side: session, start, end.
    pub holds: Vec<Held>,
    /// How many sessions a week (not hours) they said are enough; none means they set no limit.
    pub limit_a_week: Option<u16>,
    /// How many seats they hold in the week of the session (Monday to Sunday in the organisation's zone).
    pub held_that_week: u16,
}

/// A session that somebody already holds a seat on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Which session.
    pub session: SessionId,
    /// Its first instant.
    pub starts: Timestamp,
    /// The instant at which it is over.
    pub ends: Timestamp,
}

/// Whether somebody wears a supporter's hat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WearsHat {
    /// They do.
    Yes,
    /// They do not.
    No,
}

/// Whether somebody knows a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Familiar {
    /// They hold it, or held a session of it.
    Knows,
    /// It would be new to them.
    New,
}

/// Whether somebody must be kept from a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptAway {
    /// They must.
    Yes,
    /// Nothing is known that keeps them.
    No,
}

/// Something that stands in the way of one person holding one seat.
pub type Hindrance = SeatRefused;

/// A seat may be held by a supporter who lacks nothing that it asks for on the day, who is free then, under their own limit, and not kept from the group.
///
/// Requirement AV5 and PW2. Returns everything in the way, so that a coordinator sees why somebody is not
/// asked; nothing in the way means they may be asked. Two sessions that only touch (one ends as the other
/// begins) are not at the same time.
pub fn hindrances(seat: &Seat, day: Date, starts: Timestamp, ends: Timestamp, who: &Candidate) -> Vec<Hindrance> {
    let mut found = Vec::new();
    if who.wears_the_hat == WearsHat::No {
        found.push(SeatRefused::NotASupporter);
    }
    if who.kept_away == KeptAway::Yes {
        found.push(SeatRefused::KeptAway);
    }
    let missing = missing_when_asked(&seat.asks, &who.shown, day, who.today);
    if !missing.is_empty() {
        found.push(SeatRefused::Missing(missing));
    }
    for held in &who.holds {
        if held.session == seat.session {
            found.push(SeatRefused::OtherSeatHere);
        } else if held.starts < ends && starts < held.ends {
            found.push(SeatRefused::ElsewhereThen { session: held.session });
        }
    }
    if let Some(limit) = who.limit_a_week.filter(|limit| who.held_that_week >= *limit) {
        found.push(SeatRefused::AtOwnLimit { limit });
    }
    found
}

/// Whoever holds a seat keeps it at a new time unless they are elsewhere then, are kept from the group, are no supporter any more, or a check or a step does not cover the new day.
///
/// The session itself is where they are, not a second place, and their own limit is for new seats. Nobody loses a
/// seat by a reference or a supervision that is wanting: those are mended, and until then the session is not ready.
pub fn keeps_at(seat: &Seat, day: Date, starts: Timestamp, ends: Timestamp, holder: &Candidate) -> bool {
    let mut holder = holder.clone();
    holder.holds.retain(|held| held.session != seat.session);
    in_the_way_of_holder(seat, day, starts, ends, &holder).is_empty()
}

/// Whoever had a seat may have it back or keep it though they are at their own limit, or a reference or a supervision is wanting.
///
/// The limit is for new seats, and the others are mended. All else stands in their way as in anybody's.
pub fn in_the_way_of_holder(
    seat: &Seat,
    day: Date,
    starts: Timestamp,
    ends: Timestamp,
    holder: &Candidate,
) -> Vec<Hindrance> {
    let holder = Candidate { limit_a_week: None, ..holder.clone() };
    let asks = Asks { everyone: AskedOfAll::default(), ..seat.asks.clone() };
    hindrances(&Seat { asks, ..seat.clone() }, day, starts, ends, &holder)
}

/// Those who may be asked for a seat, in the order of asking: who knows the group first, then who holds least that week.
///
/// The order is the same for the same people, whoever computes it: the id breaks a tie.
pub fn who_could(seat: &Seat, day: Date, starts: Timestamp, ends: Timestamp, all: &[Candidate]) -> Vec<PersonId> {
    let mut could: Vec<&Candidate> =
        all.iter().filter(|who| hindrances(seat, day, starts, ends, who).is_empty()).collect();
    could.sort_by_key(|who| (who.knows_the_group, who.held_that_week, who.person));
    could.into_iter().map(|who| who.person).collect()
}

/// How far an asking goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only to those who know the group.
    WhoKnowsTheGroup,
    /// Also to those to whom it would be new: a coordinator decides so.
    AlsoNew,
}

/// A seat that falls empty is offered only to those who know the group; a coordinator may widen the asking to those who are new to it.
///
/// Requirement AV5. People open up to somebody they know: who comes new to a group is a person's decision,
/// not the machine's. Whoever said no to this seat (`said_no`) is not asked for it again.
pub fn who_is_asked(
    seat: &Seat,
    day: Date,
    starts: Timestamp,
    ends: Timestamp,
    all: &[Candidate],
    reach: Reach,
    said_no: &[PersonId],
) -> Vec<PersonId> {
    let known =
        |person: &PersonId| all.iter().any(|who| who.person == *person && who.knows_the_group == Familiar::Knows);
    let mut asked = who_could(seat, day, starts, ends, all);
    asked.retain(|person| !said_no.contains(person) && (reach == Reach::AlsoNew || known(person)));
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeatId;
    use crate::rota::seat::{Holding, SeatRole};
    use crate::supporters::checks::{CheckKind, Missing};
    use alloc::vec;
    use jiff::civil::date;
    use uuid::Uuid;

    const DAY: Date = date(2026, 11, 24);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn seat() -> Seat {
        Seat {
            id: SeatId::new(Uuid::from_u128(9)),
            session: SessionId::new(Uuid::from_u128(8)),
            number: 1,
            role: SeatRole::Facilitator,
            asks: Asks { check: Some(CheckKind::named("pvg")), ..Asks::default() },
            holding: Holding::Empty { since: at(0) },
        }
    }

    fn person(number: u128) -> Candidate {
        Candidate {
            person: PersonId::new(Uuid::from_u128(number)),
            wears_the_hat: WearsHat::Yes,
            knows_the_group: Familiar::Knows,
            kept_away: KeptAway::No,
            shown: Shown {
                checks: vec![(
                    CheckKind::named("pvg"),
                    crate::supporters::checks::Span { from: date(2025, 1, 1), until: None },
                )],
                ..Shown::default()
            },
            today: DAY,
            holds: vec![],
            limit_a_week: None,
            held_that_week: 0,
        }
    }

    fn held(session: u128, starts: i64, ends: i64) -> Held {
        Held { session: SessionId::new(Uuid::from_u128(session)), starts: at(starts), ends: at(ends) }
    }

    #[track_caller]
    fn check(who: &Candidate, expected: &[Hindrance]) {
        assert_eq!(hindrances(&seat(), DAY, at(1000), at(2000), who), expected);
    }

    #[test]
    fn nothing_stands_in_the_way_of_a_checked_and_free_supporter() {
        check(&person(1), &[]);
    }

    #[test]
    fn a_missing_check_is_named() {
        check(
            &Candidate { shown: Shown::default(), ..person(1) },
            &[SeatRefused::Missing(vec![Missing::NoCheck(CheckKind::named("pvg"))])],
        );
    }

    #[test]
    fn nobody_is_in_two_places() {
        let who = Candidate { holds: vec![held(7, 1999, 3000)], ..person(1) };
        check(&who, &[SeatRefused::ElsewhereThen { session: SessionId::new(Uuid::from_u128(7)) }]);
    }

    #[test]
    fn a_session_that_ends_as_this_one_begins_is_no_clash() {
        check(&Candidate { holds: vec![held(7, 0, 1000)], ..person(1) }, &[]);
    }

    #[test]
    fn nobody_holds_two_seats_of_one_session() {
        check(&Candidate { holds: vec![held(8, 1000, 2000)], ..person(1) }, &[SeatRefused::OtherSeatHere]);
    }

    #[test]
    fn their_own_limit_is_kept() {
        let who = Candidate { limit_a_week: Some(2), held_that_week: 2, ..person(1) };
        check(&who, &[SeatRefused::AtOwnLimit { limit: 2 }]);
    }

    #[test]
    fn under_their_limit_they_may_be_asked() {
        check(&Candidate { limit_a_week: Some(2), held_that_week: 1, ..person(1) }, &[]);
    }

    #[test]
    fn somebody_kept_from_the_group_is_never_asked() {
        check(&Candidate { kept_away: KeptAway::Yes, ..person(1) }, &[SeatRefused::KeptAway]);
    }

    #[test]
    fn a_holder_keeps_their_seat_at_a_new_time_whatever_their_limit_and_their_supervision() {
        let seat = Seat { asks: Asks { everyone: AskedOfAll::USUAL, ..seat().asks }, ..seat() };
        let holder =
            Candidate { holds: vec![held(8, 1000, 2000)], limit_a_week: Some(1), held_that_week: 1, ..person(1) };
        let keeps = |who: &Candidate| keeps_at(&seat, DAY, at(1000), at(2000), who);
        assert!(keeps(&holder));
        assert!(!keeps(&Candidate { holds: vec![held(7, 1999, 3000)], ..person(1) }));
        assert!(!keeps(&Candidate { wears_the_hat: WearsHat::No, ..person(1) }));
        assert!(!keeps(&Candidate { shown: Shown::default(), ..person(1) }));
    }

    #[test]
    fn who_knows_the_group_is_asked_first_and_then_who_holds_least() {
        let all = [
            Candidate { knows_the_group: Familiar::New, ..person(1) },
            Candidate { held_that_week: 3, ..person(2) },
            Candidate { held_that_week: 1, ..person(3) },
            Candidate { wears_the_hat: WearsHat::No, ..person(4) },
        ];
        let order: Vec<u128> =
            who_could(&seat(), DAY, at(1000), at(2000), &all).iter().map(|id| id.uuid().as_u128()).collect();
        assert_eq!(order, [3, 2, 1]);
    }

    #[track_caller]
    fn check_asked(reach: Reach, said_no: &[u128], expected: &[u128]) {
        let all = [
            Candidate { knows_the_group: Familiar::New, ..person(1) },
            person(2),
            Candidate { kept_away: KeptAway::Yes, ..person(3) },
            Candidate { limit_a_week: Some(1), held_that_week: 1, ..person(4) },
            person(5),
        ];
        let said_no: Vec<PersonId> = said_no.iter().map(|id| PersonId::new(Uuid::from_u128(*id))).collect();
        let asked = who_is_asked(&seat(), DAY, at(1000), at(2000), &all, reach, &said_no);
        assert_eq!(asked.iter().map(|id| id.uuid().as_u128()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn only_those_who_know_the_group_are_asked() {
        check_asked(Reach::WhoKnowsTheGroup, &[], &[2, 5]);
    }

    #[test]
    fn a_wider_asking_reaches_who_is_new_but_nobody_who_may_not_hold_it() {
        check_asked(Reach::AlsoNew, &[], &[2, 5, 1]);
    }

    #[test]
    fn who_said_no_is_not_asked_twice() {
        check_asked(Reach::AlsoNew, &[5, 1], &[2]);
    }
}
