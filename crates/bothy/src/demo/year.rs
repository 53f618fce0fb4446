//! The year of one invented group: its rule, its sessions and who holds them.

use super::fill::{Making, ZONE};
use super::invented::HOLIDAYS;
use super::week::{GROUPS, Invented};
use bothy_domain::ids::{PersonId, SeatId, SeriesId, SessionId};
use bothy_domain::places::PlaceKind;
use bothy_domain::rota::{Holding, Seat};
use bothy_domain::sessions::recurrence::{DaysOfWeek, Every};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{LettingIn, Mode, SessionState};
use bothy_domain::supporters::checks::{Asks, CheckKind, TrainingStep};
use bothy_store::groups::Group;
use bothy_store::places::Place;
use bothy_store::series::Series;
use bothy_store::sessions::Session;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A little more than the 18 months that the service makes ahead by itself, so that it finds nothing to make.
const WEEKS_AHEAD: i64 = 79;

/// What the sessions of one group are made from.
pub(super) struct Held<'f> {
    pub(super) number: usize,
    pub(super) invented: &'f Invented,
    pub(super) place: Option<&'f Place>,
    pub(super) supporters: &'f [PersonId],
    /// For how many weeks it has met already.
    pub(super) back: i64,
}

impl Held<'_> {
    /// The first meeting from today on. Later rounds meet on other days, so that nobody has to be in two places.
    fn next(&self, today: Date) -> Date {
        let shift = i64::try_from(self.number / GROUPS.len()).unwrap_or(0);
        today.saturating_add(((self.invented.day + shift) % 7).days())
    }
}

/// The rule of a group that meets every week, as a coordinator would have written it.
pub(super) fn series_of(making: &mut Making, group: &Group, held: &Held<'_>) -> Series {
    let next = held.next(making.today);
    let mode = held.invented.mode;
    Series {
        id: SeriesId::new(making.id()),
        group: group.id,
        rule: Every::weekly(DaysOfWeek::of(&[next.weekday()])).rrule(),
        starts: held.invented.starts,
        ends: held.invented.ends,
        zone: ZONE.to_owned(),
        first_on: next.saturating_sub((held.back * 7).days()),
        last_on: None,
        mode,
        place: held.place.filter(|_| mode.needs_a_place()).map(|place| place.id),
        hall: None,
        link: link(group, mode),
        phone: phone(mode),
        letting_in: LettingIn::default(),
        seats: u16::try_from(held.invented.seats.len()).unwrap_or(u16::MAX),
        asks: asks(),
        follows_closed_days: true,
        made_until: Some(next.saturating_add((WEEKS_AHEAD * 7).days())),
        version: 1,
    }
}

/// Whose place said yes only in the last days: [`super::history`] tells it.
pub(super) fn is_confirmed_late(number: usize, week: i64) -> bool {
    matches!((number, week), (0, 0) | (4, -1))
}

fn link(group: &Group, mode: Mode) -> String {
    match mode {
        Mode::Online | Mode::Hybrid => format!("https://meet.example/{}", group.slug),
        Mode::InPerson | Mode::Phone => String::new(),
    }
}

fn phone(mode: Mode) -> String {
    if mode == Mode::Phone { "0131 496 0177".to_owned() } else { String::new() }
}

fn asks() -> Asks {
    Asks { check: Some(CheckKind::named("pvg")), training: Some(TrainingStep::named("facilitator")), ..Asks::default() }
}

pub(super) fn sessions_of(
    making: &mut Making,
    group: &Group,
    series: &Series,
    held: &Held<'_>,
) -> Vec<(Session, Vec<Seat>)> {
    let next = held.next(making.today);
    (-held.back..=WEEKS_AHEAD)
        .map(|week| {
            let date = next.saturating_add((week * 7).days());
            let session = session(making, group, series, held, date, week);
            let seats = seats(making, &session, held, week);
            (session, seats)
        })
        .collect()
}

fn session(making: &mut Making, group: &Group, series: &Series, held: &Held<'_>, date: Date, week: i64) -> Session {
    let invented = held.invented;
    let meeting = bothy_calendar::zone::meeting(date, invented.starts, invented.ends, &making.zone);
    let place = held.place.filter(|_| invented.mode.needs_a_place());
    let told = making.now.saturating_sub(jiff::SignedDuration::from_hours(24 * 20)).unwrap_or(making.now);
    let holiday = HOLIDAYS.iter().any(|(day, _)| day.parse().is_ok_and(|day: Date| day == date));
    let state = if holiday {
        // Known long before: nobody relied on that day.
        let before = jiff::SignedDuration::from_hours(24 * 60);
        let at = told.min(meeting.starts.saturating_sub(before).unwrap_or(told));
        SessionState::CalledOff { at, why: WhyCalledOff::WeekOff }
    } else if held.number == 3 && week == 3 {
        SessionState::CalledOff { at: told, why: WhyCalledOff::PlaceClosed }
    } else {
        SessionState::Planned
    };
    // One place has not said yes yet, in the week to come.
    let unconfirmed = (held.number == 3 && week == 0) || is_confirmed_late(held.number, week);
    // One session has nobody who opens the place.
    let nobody_opens = held.number == 7 && week == 1;
    Session {
        id: SessionId::new(making.id()),
        group: group.id,
        group_name: group.name.clone(),
        group_slug: group.slug.clone(),
        branch: group.branch,
        series: Some(series.id),
        original_date: date,
        date,
        starts: invented.starts,
        ends: invented.ends,
        zone: ZONE.to_owned(),
        starts_at: meeting.starts,
        ends_at: meeting.ends,
        mode: invented.mode,
        place: place.map(|place| place.id),
        place_name: place.map(|place| place.name.clone()),
        place_kind: PlaceKind::Building,
        hall: None,
        place_confirmed_at: place.filter(|_| !unconfirmed).map(|_| told),
        opener: place
            .filter(|place| place.needs_opener && !nobody_opens)
            .and_then(|_| held.supporters.first().copied()),
        link: series.link.clone(),
        phone: series.phone.clone(),
        letting_in: LettingIn::default(),
        way_in_confirmed_at: invented.mode.needs_a_way_in().then_some(told),
        state,
        overridden: None,
        moved_by_hand: false,
        since: told,
        version: 1,
    }
}

fn seats(making: &mut Making, session: &Session, held: &Held<'_>, week: i64) -> Vec<Seat> {
    let since = making.now.saturating_sub(jiff::SignedDuration::from_hours(24 * 20)).unwrap_or(making.now);
    let many = held.supporters.len().max(1);
    let roles = held.invented.seats.iter();
    roles
        .enumerate()
        .map(|(at, role)| {
            // This evening's circle lacks one person, and so does a walk next week.
            let gap = at == 1 && ((held.number == 1 && week == 0) || (held.number == 2 && week == 1));
            let who = held.supporters.get((held.number * 2 + at) % many).copied().filter(|_| !gap);
            Seat {
                id: SeatId::new(making.id()),
                session: session.id,
                number: u16::try_from(at + 1).unwrap_or(u16::MAX),
                role: *role,
                asks: asks(),
                holding: match who {
                    Some(by) => Holding::Held { by, since },
                    None => Holding::Empty { since },
                },
            }
        })
        .collect()
}
