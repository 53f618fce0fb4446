mod late;
mod people;

use super::*;
use crate::duties::plan as plan_of;
use crate::ids::SeatId;
use crate::rota::seat::SeatRole;
use crate::safety::concern::{ConcernState, Danger};
use crate::sessions::mode::Mode;
use crate::sessions::readiness::tests::{at, ready, seat};
use crate::sessions::readiness::{Confirmed, Opening, Overridden, PlaceStanding, Presence, SeatFacts, WayIn};
use crate::sessions::session::WhyCalledOff;
use crate::supporters::checks::Missing;
use alloc::vec;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// `ready()` starts at 19:00 on day 10; looked at a fortnight ahead and settled three days before.
const STARTS: i64 = 10 * DAY + 19 * HOUR;
const NOON: i64 = 10 * DAY + 12 * HOUR;
const SETTLED: i64 = STARTS - 3 * DAY;
const COORDINATOR: Owner = Owner::Role(Role::Coordinator);
const ADMINISTRATOR: Owner = Owner::Role(Role::Administrator);

fn who(id: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(id))
}

fn planned(facts: &Facts, now: i64) -> Plan {
    plan_of::plan(facts, &Policy::default(), at(now))
}

fn one_seat_empty(empty_since: i64) -> SessionFacts {
    SessionFacts {
        seats: vec![seat(1, Some(1)), SeatFacts { empty_since: at(empty_since), ..seat(2, None) }],
        ..ready()
    }
}

/// The one duty of the facts at an instant: rule, occasion, owner, due.
#[track_caller]
fn check(facts: &Facts, now: i64, rule: DutyRule, occasion: &str, owner: Owner, due: i64) {
    let found = planned(facts, now).duties;
    assert_eq!(found.len(), 1, "{found:?}");
    let owed = found.first().unwrap();
    assert_eq!((owed.rule, owed.occasion.word(), owed.owner, owed.due_by), (rule, occasion, owner, at(due)));
}

#[track_caller]
fn nothing(facts: &Facts, now: i64) {
    assert_eq!(planned(facts, now).duties, vec![]);
}

#[track_caller]
fn session(facts: SessionFacts, rule: DutyRule, occasion: &str, due: i64) {
    check(&Facts::Session(facts), 0, rule, occasion, COORDINATOR, due);
}

#[test]
fn a_session_with_all_it_needs_owes_nothing_and_never_wakes() {
    let found = planned(&Facts::Session(ready()), 0);
    assert_eq!((found.duties, found.changes_at, found.over), (vec![], None, Over::Satisfied));
}

#[test]
fn an_empty_seat_is_owed_from_a_fortnight_before() {
    let facts = Facts::Session(one_seat_empty(-40 * DAY));
    let appears = STARTS - 14 * DAY;
    nothing(&facts, appears - 1);
    assert_eq!(planned(&facts, appears - 1).changes_at, Some(at(appears)));
    check(&facts, appears, DutyRule::SeatEmpty, "seat-2", COORDINATOR, SETTLED);
}

#[test]
fn a_seat_handed_back_late_leaves_a_day_to_fill_it() {
    session(one_seat_empty(SETTLED), DutyRule::SeatEmpty, "seat-2", SETTLED + DAY);
    session(one_seat_empty(SETTLED - DAY), DutyRule::SeatEmpty, "seat-2", SETTLED);
    session(one_seat_empty(SETTLED - DAY + 1), DutyRule::SeatEmpty, "seat-2", SETTLED + 1);
}

#[test]
fn a_seat_is_never_due_after_noon_of_an_evening_session() {
    session(one_seat_empty(NOON - DAY + 1), DutyRule::SeatEmpty, "seat-2", NOON);
}

#[test]
fn a_session_less_than_two_hours_after_noon_needs_its_seats_three_hours_ahead() {
    let late = |starts| SessionFacts { starts: at(starts), ..one_seat_empty(NOON - 20 * HOUR) };
    session(late(NOON + 2 * HOUR), DutyRule::SeatEmpty, "seat-2", NOON);
    session(late(NOON + 2 * HOUR - 1), DutyRule::SeatEmpty, "seat-2", NOON - HOUR - 1);
}

#[test]
fn an_empty_seat_climbs_four_hours_after_it_was_due() {
    let facts = Facts::Session(one_seat_empty(0));
    let climbs = SETTLED + 4 * HOUR;
    assert_eq!(planned(&facts, 0).changes_at, Some(at(climbs)));
    check(&facts, climbs - 1, DutyRule::SeatEmpty, "seat-2", COORDINATOR, SETTLED);
    check(&facts, climbs, DutyRule::SeatEmpty, "seat-2", ADMINISTRATOR, SETTLED);
    assert_eq!(planned(&facts, climbs).duties.first().unwrap().climbed, 1);
}

#[test]
fn nothing_is_owed_from_the_moment_a_session_starts() {
    let facts = Facts::Session(one_seat_empty(0));
    check(&facts, STARTS - 1, DutyRule::SeatEmpty, "seat-2", ADMINISTRATOR, SETTLED);
    assert_eq!(planned(&facts, STARTS - 1).changes_at, Some(at(STARTS)));
    let begun = planned(&facts, STARTS);
    assert_eq!((begun.duties, begun.changes_at, begun.over), (vec![], None, Over::TimePassed));
}

#[test]
fn a_session_called_off_owes_nothing() {
    let state = SessionState::CalledOff { at: at(0), why: WhyCalledOff::Weather };
    let found = planned(&Facts::Session(SessionFacts { state, ..one_seat_empty(0) }), 0);
    assert_eq!((found.duties, found.changes_at, found.over), (vec![], None, Over::CalledOff));
}

#[test]
fn a_holder_whose_check_will_have_run_out_is_a_promise_of_its_own() {
    let missing = vec![Missing::NoCheck(CheckKind::named("pvg"))];
    let second = SeatFacts { holder: Some((who(2), missing)), ..seat(2, None) };
    let facts = SessionFacts { seats: vec![seat(1, Some(1)), second], ..ready() };
    session(facts, DutyRule::SeatEmpty, "seat-2-check", SETTLED);
}

#[test]
fn a_seat_that_a_coordinator_let_go_this_once_is_not_owed() {
    let overridden = Some(Overridden { by: who(3), at: at(0) });
    nothing(&Facts::Session(SessionFacts { overridden, ..one_seat_empty(0) }), 0);
}

#[test]
fn too_few_seats_for_the_minimum_is_owed_once() {
    let greeter = SeatFacts { role: SeatRole::Greeter, ..seat(2, Some(2)) };
    let facts = SessionFacts { seats: vec![seat(1, Some(1)), greeter], ..ready() };
    session(facts, DutyRule::SeatEmpty, "minimum", SETTLED);
}

#[test]
fn a_missing_place_its_word_and_its_opener_are_owed_three_days_before() {
    session(SessionFacts { place: None, ..ready() }, DutyRule::PlaceMissing, "place", SETTLED);
    let unsure = PlaceStanding { confirmed: Confirmed::NotYet, opener: Opening::NotNeeded };
    session(SessionFacts { place: Some(unsure), ..ready() }, DutyRule::PlaceNotConfirmed, "place", SETTLED);
    let locked = PlaceStanding { confirmed: Confirmed::Since(at(0)), opener: Opening::Nobody };
    session(SessionFacts { place: Some(locked), ..ready() }, DutyRule::NoOpener, "opener", SETTLED);
}

#[test]
fn a_missing_link_and_one_that_nobody_tried_are_owed() {
    let online = |link| SessionFacts {
        mode: Mode::Online,
        way_in: WayIn { link, phone: Presence::Absent, confirmed: Confirmed::NotYet },
        ..ready()
    };
    session(online(Presence::Absent), DutyRule::LinkMissing, "link", SETTLED);
    session(online(Presence::There), DutyRule::LinkNotTried, "link", SETTLED);
}

fn pvg(until: i64) -> (CheckKind, Date, Timestamp) {
    let day = date(2026, 1, 1).saturating_add(jiff::Span::new().days(until));
    (CheckKind::named("pvg"), day, at(until * DAY))
}

fn last_day(until: i64) -> (Date, Timestamp) {
    let (_, day, end) = pvg(until);
    (day, end)
}

#[test]
fn the_facts_of_a_place_in_use_are_looked_at_within_thirty_days() {
    let facts = |in_use| Facts::Place(PlaceFacts { review_due_at: Some(at(DAY)), in_use });
    nothing(&facts(InUse::Yes), DAY - 1);
    let occasion = "review-1970-01-02T00:00:00Z";
    check(&facts(InUse::Yes), DAY, DutyRule::ReviewRunningOut, occasion, COORDINATOR, 31 * DAY);
    nothing(&facts(InUse::No), DAY);
    assert_eq!(planned(&facts(InUse::No), DAY).over, Over::CalledOff);
    nothing(&Facts::Place(PlaceFacts { review_due_at: None, in_use: InUse::Yes }), DAY);
}

#[test]
fn a_place_that_is_not_used_yet_is_asked_about_again() {
    let facts = Facts::Place(PlaceFacts { review_due_at: Some(at(DAY)), in_use: InUse::No });
    assert_eq!(planned(&facts, 0).changes_at, Some(at(DAY)));
    assert_eq!(planned(&facts, DAY).changes_at, Some(at(31 * DAY)));
    let unchecked = Facts::Place(PlaceFacts { review_due_at: None, in_use: InUse::No });
    assert_eq!(planned(&unchecked, 0).changes_at, None);
}

#[test]
fn rows_that_wait_are_looked_at_within_a_week() {
    let facts = |waiting| Facts::Import(ImportFacts { waiting, since: at(DAY) });
    check(&facts(1), DAY, DutyRule::ImportRowWaiting, "rows", COORDINATOR, 8 * DAY);
    check(&facts(1), 8 * DAY + 4 * HOUR, DutyRule::ImportRowWaiting, "rows", ADMINISTRATOR, 8 * DAY);
    nothing(&facts(0), DAY);
}

#[test]
fn the_next_closed_days_are_known_a_month_before_the_known_ones_end() {
    let facts = |follow| Facts::Calendar(CalendarFacts { known_until_at: at(100 * DAY), sessions_follow_it: follow });
    nothing(&facts(SessionsFollow::Yes), 10 * DAY - 1);
    let occasion = "known-until-1970-04-11T00:00:00Z";
    check(&facts(SessionsFollow::Yes), 10 * DAY, DutyRule::ClosedDayUnknown, occasion, ADMINISTRATOR, 70 * DAY);
    nothing(&facts(SessionsFollow::No), 10 * DAY);
}

fn worry(danger: Danger) -> Facts {
    Facts::Concern(Concern { state: ConcernState::Raised, danger, raised_at: at(0), readers: [who(1), who(2)] })
}

#[track_caller]
fn worried(danger: Danger, now: i64, owner: Owner, due: i64) {
    check(&worry(danger), now, DutyRule::WorryWaiting, "acknowledge", owner, due);
}

#[test]
fn a_worry_goes_to_the_second_reader_at_half_of_the_time_and_climbs_when_it_is_up() {
    let day = |now, owner| worried(Danger::No, now, owner, DAY);
    day(0, Owner::Person(who(1)));
    day(12 * HOUR - 1, Owner::Person(who(1)));
    day(12 * HOUR, Owner::Person(who(2)));
    day(DAY - 1, Owner::Person(who(2)));
    day(DAY, Owner::Role(Role::SafeguardingLead));
    day(2 * DAY - 1, Owner::Role(Role::SafeguardingLead));
    day(2 * DAY, ADMINISTRATOR);
    assert_eq!(planned(&worry(Danger::No), 2 * DAY).changes_at, None);
}

#[test]
fn where_somebody_is_in_danger_the_second_reader_has_it_after_half_an_hour() {
    worried(Danger::YesOrNotSure, HOUR / 2 - 1, Owner::Person(who(1)), HOUR);
    worried(Danger::YesOrNotSure, HOUR / 2, Owner::Person(who(2)), HOUR);
    worried(Danger::YesOrNotSure, HOUR, Owner::Role(Role::SafeguardingLead), HOUR);
}

#[test]
fn a_worry_that_somebody_has_is_owed_no_more() {
    let state = ConcernState::Acknowledged { by: who(1), at: at(5) };
    let facts = Concern { state, danger: Danger::No, raised_at: at(0), readers: [who(1), who(2)] };
    nothing(&Facts::Concern(facts), 5);
}

#[test]
fn a_notice_that_did_not_arrive_is_brought_within_four_hours() {
    let facts = |dealt_with_at| Facts::Notice(NoticeFacts { gave_up_at: at(0), dealt_with_at });
    check(&facts(None), 0, DutyRule::NoticeUndelivered, "gave-up", COORDINATOR, 4 * HOUR);
    check(&facts(None), 8 * HOUR, DutyRule::NoticeUndelivered, "gave-up", ADMINISTRATOR, 4 * HOUR);
    nothing(&facts(Some(at(1))), 1);
}

fn instant() -> impl Strategy<Value = Timestamp> {
    (-20 * DAY..40 * DAY).prop_map(at)
}

fn seats() -> impl Strategy<Value = Vec<SeatFacts>> {
    let one =
        (1_u16..4, 0_u8..3, instant(), any::<bool>()).prop_map(|(number, held, empty_since, greeter)| SeatFacts {
            id: SeatId::new(Uuid::from_u128(u128::from(number))),
            role: if greeter { SeatRole::Greeter } else { SeatRole::Facilitator },
            holder: match held {
                0 => None,
                1 => Some((who(1), vec![])),
                _ => Some((who(2), vec![Missing::NoCheck(CheckKind::named("pvg"))])),
            },
            number,
            empty_since,
        });
    prop::collection::vec(one, 0..4)
}

fn session_facts() -> impl Strategy<Value = Facts> {
    let confirmed = || prop_oneof![Just(Confirmed::NotYet), Just(Confirmed::Since(at(0)))];
    let place = prop::option::of((confirmed(), any::<bool>()).prop_map(|(confirmed, locked)| PlaceStanding {
        confirmed,
        opener: if locked { Opening::Nobody } else { Opening::NotNeeded },
    }));
    let mode = prop_oneof![Just(Mode::InPerson), Just(Mode::Online), Just(Mode::Hybrid), Just(Mode::Phone)];
    let there = || prop_oneof![Just(Presence::There), Just(Presence::Absent)];
    let way_in = (there(), there(), confirmed()).prop_map(|(link, phone, confirmed)| WayIn { link, phone, confirmed });
    let off = prop_oneof![
        9 => Just(SessionState::Planned),
        1 => Just(SessionState::CalledOff { at: at(0), why: WhyCalledOff::Other })
    ];
    let rest = (off, any::<bool>(), 0_u8..4, -12_i64..12, instant());
    (instant(), seats(), place, mode, way_in, rest).prop_map(|(starts, seats, place, mode, way_in, rest)| {
        let (state, overridden, minimum, noon, since) = rest;
        Facts::Session(SessionFacts {
            state,
            mode,
            starts,
            ends: super::promised::after(starts, 2 * HOUR),
            since,
            noon_that_day: super::promised::after(starts, noon * HOUR),
            minimum,
            overridden: overridden.then_some(Overridden { by: who(3), at: at(0) }),
            seats,
            place,
            way_in,
        })
    })
}

pub(crate) fn facts() -> impl Strategy<Value = Facts> {
    let checks = prop::collection::vec((0_i64..60, any::<bool>()), 0..4).prop_map(|checks| {
        let named = |(until, other): (i64, bool)| {
            let (kind, on, end) = pvg(until);
            (if other { CheckKind::named("first-aid") } else { kind }, on, end)
        };
        checks.into_iter().map(named).collect()
    });
    let worn = || (instant(), prop::option::of(instant())).prop_map(|(from, until)| Worn::From { from, until });
    let supervised = prop::option::of(0_i64..60).prop_map(|until| until.map(last_day));
    let person = (checks, worn(), worn(), supervised).prop_map(|(checks, helps, supports, supervised_until)| {
        Facts::Person(PersonFacts { helps, supports, checks, training: vec![], supervised_until })
    });
    prop_oneof![
        6 => session_facts(),
        2 => person,
        1 => prop::option::of(instant()).prop_map(|review_due_at| Facts::Place(PlaceFacts { review_due_at, in_use: InUse::Yes })),
        1 => (0_usize..2, instant()).prop_map(|(waiting, since)| Facts::Import(ImportFacts { waiting, since })),
        1 => instant().prop_map(|known_until_at| {
            Facts::Calendar(CalendarFacts { known_until_at, sessions_follow_it: SessionsFollow::Yes })
        }),
        2 => (instant(), any::<bool>()).prop_map(|(raised_at, now)| Facts::Concern(Concern {
            state: ConcernState::Raised,
            danger: if now { Danger::YesOrNotSure } else { Danger::No },
            raised_at,
            readers: [who(1), who(2)],
        })),
        1 => instant().prop_map(|gave_up_at| Facts::Notice(NoticeFacts { gave_up_at, dealt_with_at: None })),
    ]
}

pub(crate) fn policy() -> impl Strategy<Value = Policy> {
    (0_i64..20, 0_i64..6, 0_i64..50, 0_i64..30, 0_i64..5, 0_i64..60).prop_map(
        |(ahead, settled, fill, climbs, worry, warn)| Policy {
            look_ahead_days: ahead,
            settled_days_before: settled,
            hours_to_fill: fill,
            climbs_after_hours: climbs,
            worry_hours_danger: worry,
            check_warning_days: warn,
            ..Policy::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_plan_is_the_same_at_every_instant_before_it_changes_and_differs_when_it_does(
        facts in facts(), policy in policy(), now in instant(), part in 0.0_f64..1.0,
    ) {
        let first = plan_of::plan(&facts, &policy, now);
        prop_assert_eq!(&first, &plan_of::plan(&facts, &policy, now));
        let end = first.changes_at.unwrap_or(at(400 * DAY));
        prop_assert!(end > now);
        let last = end.as_second() - 1;
        let within = now.as_second() + ((last - now.as_second()) as f64 * part) as i64;
        for then in [within, last] {
            prop_assert_eq!(&first.duties, &plan_of::plan(&facts, &policy, at(then)).duties);
        }
        if let Some(changes_at) = first.changes_at {
            prop_assert_ne!(&first.duties, &plan_of::plan(&facts, &policy, changes_at).duties);
        }
    }

    #[test]
    fn no_promise_stands_twice_in_a_plan(facts in facts(), policy in policy(), now in instant()) {
        let found = plan_of::plan(&facts, &policy, now).duties;
        let mut names: Vec<_> = found.iter().map(|owed| (owed.rule, &owed.occasion)).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), found.len());
    }

    #[test]
    fn the_order_of_the_seats_does_not_matter(facts in session_facts(), policy in policy(), now in instant()) {
        let Facts::Session(session) = facts else { unreachable!() };
        let mut turned = session.clone();
        turned.seats.reverse();
        let (one, other) = (Facts::Session(session), Facts::Session(turned));
        prop_assert_eq!(plan_of::plan(&one, &policy, now), plan_of::plan(&other, &policy, now));
    }
}
