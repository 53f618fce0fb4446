//! Fills an empty service: two organisations side by side, each written in a few commits.

use super::Size;
use super::invented::{BUILDINGS, FIRST_NAMES, HOLIDAYS, LAST_NAMES, ORGANISATIONS};
use super::week::{GROUPS, Invented};
use super::write::write;
use bothy_actions::Bothy;
use bothy_domain::access::Role;
use bothy_domain::groups::{GroupKind, GroupState, OwnFacts};
use bothy_domain::ids::{GroupId, OrganisationId, PersonId, PlaceId, SeatId, SessionId};
use bothy_domain::rota::{Holding, Seat};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{LettingIn, SessionState};
use bothy_domain::supporters::checks::{Asks, CheckKind, TrainingStep};
use bothy_store::StoreError;
use bothy_store::groups::Group;
use bothy_store::organisations::Organisation;
use bothy_store::people::Person;
use bothy_store::places::{Checked, Place, Route};
use bothy_store::sessions::Session;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use uuid::Uuid;

const ZONE: &str = "Europe/London";

/// How many of each there are.
struct Numbers {
    members: usize,
    supporters: usize,
    groups: usize,
    weeks_back: i64,
}

fn numbers(size: Size) -> Numbers {
    match size {
        Size::Small => Numbers { members: 44, supporters: 10, groups: 8, weeks_back: 8 },
        Size::Medium => Numbers { members: 1_920, supporters: 60, groups: 40, weeks_back: 40 },
        Size::Large => Numbers { members: 49_600, supporters: 300, groups: 200, weeks_back: 40 },
    }
}

const WEEKS_AHEAD: i64 = 12;

/// One organisation with all its rows, made before anything is written: the same seed makes the same rows.
pub(super) struct Filling {
    pub(super) organisation: Organisation,
    pub(super) people: Vec<(Person, Role)>,
    pub(super) places: Vec<Place>,
    pub(super) groups: Vec<Group>,
    pub(super) sessions: Vec<(Session, Vec<Seat>)>,
    pub(super) now: Timestamp,
    pub(super) today: Date,
}

struct Making {
    random: StdRng,
    now: Timestamp,
    today: Date,
    zone: TimeZone,
}

impl Making {
    fn id(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random.random()).into_uuid()
    }

    fn name(&mut self, at: usize) -> String {
        // The first ones are all different; after that chance takes over.
        let first = FIRST_NAMES.get(at % FIRST_NAMES.len()).copied().unwrap_or_default();
        let last = LAST_NAMES.get(self.random.random_range(0..LAST_NAMES.len())).copied().unwrap_or_default();
        format!("{first} {last}")
    }
}

/// Fills an empty service.
///
/// # Errors
/// The store's own.
pub async fn fill(bothy: &Bothy, size: Size, seed: u64) -> Result<(), StoreError> {
    let now = bothy.now();
    let zone = bothy_calendar::zone::named(ZONE).unwrap_or(TimeZone::UTC);
    let today = bothy_calendar::zone::day_of(now, &zone);
    let mut making = Making { random: StdRng::seed_from_u64(seed), now, today, zone };
    let sizes = [numbers(size), numbers(Size::Small)];
    for (at, (texts, numbers)) in ORGANISATIONS.iter().zip(sizes).enumerate() {
        let filling = organisation(&mut making, at, texts, &numbers);
        write(bothy, filling).await?;
    }
    Ok(())
}

fn organisation(making: &mut Making, at: usize, texts: &[&str; 4], numbers: &Numbers) -> Filling {
    let [slug, name, about, area] = *texts;
    let people = some_people(making, slug, numbers);
    let of = |role: Role| people.iter().find(|(_, has)| *has == role).map(|(person, _)| person.id);
    let organisation = Organisation {
        id: OrganisationId::new(making.id()),
        slug: slug.to_owned(),
        name: name.to_owned(),
        zone: ZONE.to_owned(),
        about: about.to_owned(),
        area: area.to_owned(),
        division: "scotland".to_owned(),
        readers: [of(Role::SafeguardingLead), of(Role::Coordinator)],
        holidays_known_until: HOLIDAYS.last().and_then(|(day, _)| day.parse().ok()),
    };
    let supporters: Vec<PersonId> =
        people.iter().filter(|(_, role)| *role == Role::Supporter).map(|(person, _)| person.id).collect();
    let mut places = some_places(making, at, &supporters);
    let walk = places.first().map(|start| some_walk(making, start));
    let mut groups = Vec::new();
    let mut sessions = Vec::new();
    for number in 0..numbers.groups {
        let Some(invented) = GROUPS.get(number % GROUPS.len()) else { continue };
        let place = match &walk {
            Some(walk) if invented.slug == WALK && number < GROUPS.len() => Some(walk),
            _ => places.get(number % places.len().max(1)),
        };
        let group = group(making, number, invented, place);
        let held = Held { number, invented, place, supporters: &supporters };
        sessions.extend(sessions_of(making, &group, &held, numbers.weeks_back));
        groups.push(group);
    }
    places.extend(walk);
    Filling { organisation, people, places, groups, sessions, now: making.now, today: making.today }
}

fn some_people(making: &mut Making, slug: &str, numbers: &Numbers) -> Vec<(Person, Role)> {
    let named = [
        (Role::Coordinator, "Aileen Kerr", "coordinator"),
        (Role::SafeguardingLead, "Sam Okafor", "safeguarding"),
        (Role::Administrator, "Ishbel Reid", "administrator"),
        (Role::Reader, "Ewan Haldane", "reader"),
        (Role::Referrer, "Nadia Petrie", "referrer"),
        (Role::Member, "Colin Muir", "member"),
    ];
    let mut all: Vec<(Person, Role)> = Vec::new();
    for (role, name, address) in named {
        all.push((person(making, name.to_owned(), Some(format!("{address}@{slug}.example"))), role));
    }
    for at in 0..numbers.supporters {
        // The third holds a seat of this evening's circle: the one to be in the demonstration.
        let (name, address) = match at {
            2 => ("Joan Baird".to_owned(), format!("supporter@{slug}.example")),
            _ => (making.name(at), format!("supporter{at}@{slug}.example")),
        };
        all.push((person(making, name, Some(address)), Role::Supporter));
    }
    for at in 0..numbers.members {
        let name = making.name(at + numbers.supporters);
        all.push((person(making, name, None), Role::Member));
    }
    all
}

fn person(making: &mut Making, shown_name: String, email: Option<String>) -> Person {
    Person { id: PersonId::new(making.id()), shown_name, email, limit_a_week: Some(3) }
}

fn some_places(making: &mut Making, at: usize, supporters: &[PersonId]) -> Vec<Place> {
    // Each organisation has its own half of the buildings.
    let half = BUILDINGS.iter().skip(at * 8).take(8);
    half.enumerate()
        .map(|(number, building)| Place {
            id: PlaceId::new(making.id()),
            slug: slug_of(building.name),
            name: building.name.to_owned(),
            address: building.address.to_owned(),
            postcode: building.postcode.to_owned(),
            lat: Some(building.lat.to_owned()),
            lon: Some(building.lon.to_owned()),
            opening: String::new(),
            needs_opener: number == 7,
            key_holder: supporters.first().copied(),
            second_key_holder: supporters.get(1).copied(),
            caretaker: String::new(),
            checked: Checked { keys: Some(making.today.saturating_sub(40.days())), ..Checked::default() },
            route: None,
            source: "City of Edinburgh Council open data".to_owned(),
            looked_at: Some(making.now),
            import_run: None,
            version: 1,
        })
        .collect()
}

/// The walk that starts at a building: there and back along the Water of Leith. What is said of it is invented.
fn some_walk(making: &mut Making, start: &Place) -> Place {
    let checked_on = Some(making.today.saturating_sub(40.days()));
    let name = "There and back by the water";
    Place {
        id: PlaceId::new(making.id()),
        slug: slug_of(name),
        name: name.to_owned(),
        address: format!("From {} and back", start.name),
        postcode: String::new(),
        needs_opener: false,
        key_holder: None,
        second_key_holder: None,
        checked: Checked::default(),
        route: Some(Route { distance_m: Some(3_200), distance_checked_on: checked_on, start: Some(start.id) }),
        source: String::from("invented for the demonstration"),
        ..start.clone()
    }
}

fn slug_of(name: &str) -> String {
    let letters = name.to_lowercase();
    let words = letters.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| word.len() > 1);
    words.collect::<Vec<_>>().join("-")
}

fn group(making: &mut Making, number: usize, invented: &Invented, place: Option<&Place>) -> Group {
    // From the second round on, the same kind of group meets somewhere else and says so.
    let round = number / GROUPS.len();
    let (slug, name) = match round {
        0 => (invented.slug.to_owned(), invented.name.to_owned()),
        _ => (
            format!("{}-{}", invented.slug, round + 1),
            format!("{} {}, {}", invented.name, round + 1, place.map_or("", |place| place.name.as_str())),
        ),
    };
    Group {
        id: GroupId::new(making.id()),
        branch: None,
        slug,
        name,
        kind: invented.kind,
        purpose: invented.purpose.to_owned(),
        for_whom: invented.for_whom.to_owned(),
        what_happens: invented.happens.to_owned(),
        how_to_come: invented.door.to_owned(),
        minimum: invented.kind.usual_minimum_of_facilitators(),
        own: own(invented.kind),
        state: GroupState::Open(making.now),
        looked_at: None,
        import_run: None,
        version: 1,
    }
}

/// The group that walks.
const WALK: &str = "walk-and-talk";

/// What belongs to a kind of group, as the invented ones say it.
fn own(kind: GroupKind) -> OwnFacts {
    match kind {
        GroupKind::Activity => OwnFacts {
            effort: "Two flat miles on a good path. There is a bench half way.".to_owned(),
            ..OwnFacts::default()
        },
        GroupKind::OnlineChat => OwnFacts {
            who_reads: "Two of us read along while it is open. At other times nobody does.".to_owned(),
            ..OwnFacts::default()
        },
        GroupKind::Rolling => OwnFacts { holds: Some(12), ..OwnFacts::default() },
        GroupKind::Open | GroupKind::DropIn | GroupKind::ClosedCohort | GroupKind::OneToOne | GroupKind::Course => {
            OwnFacts::default()
        }
    }
}

struct Held<'f> {
    number: usize,
    invented: &'f Invented,
    place: Option<&'f Place>,
    supporters: &'f [PersonId],
}

fn sessions_of(making: &mut Making, group: &Group, held: &Held<'_>, back: i64) -> Vec<(Session, Vec<Seat>)> {
    // Later rounds meet on other days, so that nobody has to be in two places.
    let shift = i64::try_from(held.number / GROUPS.len()).unwrap_or(0);
    let first = making.today.saturating_add(((held.invented.day + shift) % 7).days());
    (-back..=WEEKS_AHEAD)
        .map(|week| {
            let date = first.saturating_add((week * 7).days());
            let session = session(making, group, held, date, week);
            let seats = seats(making, &session, held, week);
            (session, seats)
        })
        .collect()
}

fn session(making: &mut Making, group: &Group, held: &Held<'_>, date: Date, week: i64) -> Session {
    let invented = held.invented;
    let meeting = bothy_calendar::zone::meeting(date, invented.starts, invented.ends, &making.zone);
    let place = held.place.filter(|_| invented.mode.needs_a_place());
    let told = making.now.saturating_sub(jiff::SignedDuration::from_hours(24 * 20)).unwrap_or(making.now);
    let holiday = HOLIDAYS.iter().any(|(day, _)| day.parse().is_ok_and(|day: Date| day == date));
    let state = if holiday {
        SessionState::CalledOff { at: told, why: WhyCalledOff::WeekOff }
    } else if held.number == 3 && week == 3 {
        SessionState::CalledOff { at: told, why: WhyCalledOff::PlaceClosed }
    } else {
        SessionState::Planned
    };
    // One place has not said yes yet, in the week to come.
    let unconfirmed = held.number == 3 && week == 0;
    // One session has nobody who opens the place.
    let nobody_opens = held.number == 7 && week == 1;
    Session {
        id: SessionId::new(making.id()),
        group: group.id,
        group_name: group.name.clone(),
        group_slug: group.slug.clone(),
        branch: None,
        series: None,
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
        hall: None,
        place_confirmed_at: place.filter(|_| !unconfirmed).map(|_| told),
        opener: place
            .filter(|place| place.needs_opener && !nobody_opens)
            .and_then(|_| held.supporters.first().copied()),
        link: if matches!(invented.mode.code(), "online" | "hybrid") {
            format!("https://meet.example/{}", group.slug)
        } else {
            String::new()
        },
        phone: if invented.mode.code() == "phone" { "0131 496 0177".to_owned() } else { String::new() },
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
                asks: Asks { check: Some(CheckKind::named("pvg")), training: Some(TrainingStep::named("facilitator")) },
                holding: match who {
                    Some(by) => Holding::Held { by, since },
                    None => Holding::Empty { since },
                },
            }
        })
        .collect()
}
