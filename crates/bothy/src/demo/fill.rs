//! Fills an empty service: two organisations side by side, each written in a few commits.

use super::Size;
use super::history::{DAYS_TOLD, Happening, told};
use super::invented::{BRANCHES, BUILDINGS, FIRST_NAMES, HOLIDAYS, LAST_NAMES, ORGANISATIONS};
use super::week::{GROUPS, Invented};
use super::write::write;
use super::year::{Held, series_of, sessions_of};
use bothy_actions::Bothy;
use bothy_domain::access::Role;
use bothy_domain::groups::{GroupKind, GroupState, OwnFacts};
use bothy_domain::ids::{BranchId, GroupId, OrganisationId, PersonId, PlaceId};
use bothy_domain::rota::Seat;
use bothy_domain::supporters::everyone::AskedOfAll;
use bothy_store::StoreError;
use bothy_store::groups::Group;
use bothy_store::organisations::Organisation;
use bothy_store::people::Person;
use bothy_store::places::{Checked, Place, Route};
use bothy_store::series::Series;
use bothy_store::sessions::Session;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use uuid::Uuid;

pub(super) const ZONE: &str = "Europe/London";

/// How many of each there are.
struct Numbers {
    members: usize,
    supporters: usize,
    groups: usize,
    weeks_back: i64,
}

fn numbers(size: Size) -> Numbers {
    match size {
        Size::Small => Numbers { members: 44, supporters: 10, groups: 8, weeks_back: 40 },
        Size::Medium => Numbers { members: 1_920, supporters: 60, groups: 40, weeks_back: 40 },
        Size::Promised => Numbers { members: 4_800, supporters: 180, groups: 150, weeks_back: 40 },
        Size::Large => Numbers { members: 49_600, supporters: 300, groups: 200, weeks_back: 40 },
    }
}

/// One organisation with all its rows, made before anything is written: the same seed makes the same rows.
pub(super) struct Filling {
    pub(super) organisation: Organisation,
    pub(super) people: Vec<(Person, Role)>,
    pub(super) places: Vec<Place>,
    pub(super) branches: Vec<(BranchId, &'static str)>,
    pub(super) groups: Vec<Group>,
    pub(super) series: Vec<Series>,
    pub(super) sessions: Vec<(Session, Vec<Seat>)>,
    pub(super) now: Timestamp,
    pub(super) today: Date,
    /// When the service was set up: before its first session.
    pub(super) made: Timestamp,
    /// From when on what happened is told act by act.
    pub(super) told_from: Timestamp,
}

pub(super) struct Making {
    random: StdRng,
    pub(super) now: Timestamp,
    pub(super) today: Date,
    pub(super) zone: TimeZone,
}

impl Making {
    pub(super) fn id(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random.random()).into_uuid()
    }

    fn name(&mut self, at: usize) -> String {
        // The first ones are all different; after that chance takes over.
        let first = FIRST_NAMES.get(at % FIRST_NAMES.len()).copied().unwrap_or_default();
        let last = LAST_NAMES.get(self.random.random_range(0..LAST_NAMES.len())).copied().unwrap_or_default();
        format!("{first} {last}")
    }
}

/// Fills an empty service with what there is at an instant, and returns what is to happen in the days before it.
///
/// # Errors
/// The store's own.
pub async fn fill(bothy: &Bothy, size: Size, seed: u64, now: Timestamp) -> Result<Vec<Happening>, StoreError> {
    let zone = bothy_calendar::zone::named(ZONE).unwrap_or(TimeZone::UTC);
    let today = bothy_calendar::zone::day_of(now, &zone);
    let mut making = Making { random: StdRng::seed_from_u64(seed), now, today, zone };
    let sizes = [numbers(size), numbers(Size::Small)];
    let mut happens = Vec::new();
    for (at, (texts, numbers)) in ORGANISATIONS.iter().zip(sizes).enumerate() {
        let filling = organisation(&mut making, at, texts, &numbers);
        happens.extend(told(&filling));
        write(bothy, filling).await?;
    }
    happens.sort_by_key(|one| one.at);
    Ok(happens)
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
        asks: AskedOfAll::USUAL,
    };
    let supporters: Vec<PersonId> =
        people.iter().filter(|(_, role)| *role == Role::Supporter).map(|(person, _)| person.id).collect();
    let mut places = some_places(making, at, &supporters);
    let walk = places.first().map(|start| some_walk(making, start));
    let branches: Vec<(BranchId, &str)> =
        BRANCHES.iter().skip(at * 2).take(2).map(|name| (BranchId::new(making.id()), *name)).collect();
    let (mut groups, mut series, mut sessions) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..numbers.groups {
        let Some(invented) = GROUPS.get(number % GROUPS.len()) else { continue };
        let place = match &walk {
            Some(walk) if invented.slug == WALK && number < GROUPS.len() => Some(walk),
            _ => places.get(number % places.len().max(1)),
        };
        let branch = branches.get(number % branches.len().max(1)).map(|(id, _)| *id);
        let group = group(making, number, invented, place, branch);
        let held = Held { number, invented, place, supporters: &supporters, back: numbers.weeks_back };
        let rule = series_of(making, &group, &held);
        sessions.extend(sessions_of(making, &group, &rule, &held));
        groups.push(group);
        series.push(rule);
    }
    places.extend(walk);
    let before =
        |days: i64| making.now.saturating_sub(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(making.now);
    Filling {
        organisation,
        people,
        places,
        branches,
        groups,
        series,
        sessions,
        now: making.now,
        today: making.today,
        made: before((numbers.weeks_back + 2) * 7),
        told_from: before(DAYS_TOLD),
    }
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

fn group(
    making: &mut Making,
    number: usize,
    invented: &Invented,
    place: Option<&Place>,
    branch: Option<BranchId>,
) -> Group {
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
        branch,
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
