//! Words that nobody else would write, planted through the acts by which people write them, and looked for.

use bothy_actions::access::{By, Known, NewPerson, begin_app, invite_person, see_app, waive_second_step};
use bothy_actions::imports::{DryRun, ImportKind, NewImport, import_file};
use bothy_actions::places::{Opening, PlaceName, RunningWords, add_place, edit_running, see_place};
use bothy_actions::safety::{Worry, name_readers, raise_concern};
use bothy_actions::sessions::series::{NewSeries, make_series};
use bothy_domain::access::Role;
use bothy_domain::ids::{ActId, GroupId, ImportRunId, OrganisationId, PersonId};
use bothy_domain::places::PlaceKind;
use bothy_domain::safety::{About, Danger};
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, Pattern};
use bothy_domain::sessions::{LettingIn, Mode};
use bothy_domain::supporters::checks::Asks;
use bothy_domain::supporters::everyone::Reference;
use bothy_domain::supporters::record::Recorded;
use bothy_store::jobs::{Queued, newest};
use bothy_store::people::{Person, by_email, find};
use bothy_store::places::{Alarm, Checked};
use bothy_store::safety::concerns_for;
use bothy_store::sealing::for_test::everything;
use bothy_store::{Db, StoreError, Tx, WhereFrom, imports, series, sessions};
use bothy_testkit::{Build, Service};
use jiff::Timestamp;
use jiff::civil::{Weekday, date, time};
use uuid::Uuid;

pub const WORRY: &str = "plantedworry she walks the pier at night";
pub const REACH: &str = "plantedreach 0131 496 0123";
const REASON: &str = "plantedreason her hands shake";
/// Build gives everybody an address of their name.
pub const EMAIL: &str = "plantedperson@example.org";
const GUEST: &str = "plantedguest@example.net";
const BASE: &str = "https://plantedlink.example";
const PASSCODE: &str = "plantedpass 4711";
const CARETAKER: &str = "plantedkeeper, 0131 496 0155";
const ALARM: &str = "plantedalarm 1234";
const CELL: &str = "plantedcell 0131 496 0166";
const REFEREE: &str = "plantedreferee of Portobello";
pub const PLANTED: [&str; 11] = [
    "plantedworry",
    "plantedreach",
    "plantedreason",
    "plantedperson@",
    "plantedguest@",
    "plantedlink",
    "plantedpass",
    "plantedkeeper",
    "plantedalarm",
    "plantedcell",
    "plantedreferee",
];

pub struct Told {
    pub build: Build,
    pub sam: PersonId,
    pub planted: PersonId,
    pub aileen: Known,
    pub group: GroupId,
    pub import: ImportRunId,
    /// What Aileen's phone knows; it is made by the program, and must be nowhere either.
    pub secret: String,
}

pub async fn told(service: &Service) -> Told {
    let build = Build::organisation(service, "lothian").await;
    let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let planted = build.person("plantedperson", &[Role::Supporter], None).await;
    let aileen = build.person("Aileen", &[Role::Coordinator, Role::Administrator], None).await;
    let aileen = build.known(aileen).await;
    name_readers(&service.bothy, &aileen, [sam, planted]).await.unwrap();
    waive_second_step(&service.bothy, &aileen, planted, REASON).await.unwrap();
    let guest = NewPerson {
        act: build.act(),
        shown_name: "Guest".into(),
        email: GUEST.into(),
        roles: vec![Role::Supporter],
        branch: None,
        base: BASE.into(),
    };
    invite_person(&service.bothy, By::Administrator(Box::new(aileen.clone())), guest).await.unwrap();
    begin_app(&service.bothy, &aileen, String::new(), bothy_actions::access::tries::From::default()).await.unwrap();
    let secret = see_app(&service.bothy, &aileen).await.unwrap().unwrap().secret;
    let group = a_series(&build, &aileen).await;
    a_place(&build, &aileen).await;
    let import = an_import(&build).await;
    let spoken_for = Reference { referee: REFEREE.into(), taken_on: date(2026, 11, 2) };
    build.record(planted, Recorded::Reference(spoken_for)).await;
    let told = Told { build, sam, planted, aileen, group, import, secret };
    tell(&told, WORRY).await;
    told
}

async fn a_series(build: &Build, aileen: &Known) -> GroupId {
    let group = build.group("Tuesday group", None).await;
    let tuesdays = NewSeries {
        group,
        pattern: Pattern {
            every: Every::weekly(DaysOfWeek::of(&[Weekday::Tuesday])),
            starts: time(19, 0, 0, 0),
            ends: time(20, 30, 0, 0),
        },
        ends: Ends::Never,
        first: date(2026, 11, 24),
        mode: Mode::Online,
        place: None,
        hall: None,
        link: "https://meet.example/tuesday".into(),
        phone: String::new(),
        letting_in: LettingIn { passcode: PASSCODE.into(), ..LettingIn::default() },
        seats: 1,
        asks: Asks::default(),
        follows_closed_days: false,
        weeks_off: vec![],
    };
    make_series(&build.service.bothy, aileen, build.act(), tuesdays).await.unwrap();
    group
}

async fn a_place(build: &Build, aileen: &Known) {
    let named =
        || PlaceName { name: "Ryrie Hall".into(), address: "14 Ryrie Street".into(), postcode: "EH4 7RD".into() };
    let bothy = &build.service.bothy;
    let slug = add_place(bothy, aileen, build.act(), PlaceKind::Building, named()).await.unwrap();
    let running = RunningWords {
        name: named(),
        opening: "Weekdays from 9am".into(),
        opener: Opening::OpenAnyway,
        key_holder: None,
        second_key_holder: None,
        caretaker: CARETAKER.into(),
        alarm: Alarm { words: ALARM.into(), checked_on: None },
        checked: Checked { keys: None, opening: None, caretaker: None },
    };
    edit_running(bothy, aileen, build.act(), &slug, 1, running).await.unwrap();
}

async fn an_import(build: &Build) -> ImportRunId {
    let bytes = format!("Name,When,Venue,Postcode,Purpose,Contact\nTea club,Mondays,,,Tea,{CELL}\n").into_bytes();
    let new = NewImport { kind: ImportKind::Groups, file_name: "clubs.csv".into(), bytes, dry_run: DryRun::No };
    import_file(&build.service.bothy, build.organisation, None, new).await.unwrap().run.unwrap()
}

pub async fn tell(told: &Told, words: &str) {
    let worry = Worry {
        act: ActId::new(Uuid::now_v7()),
        danger: Danger::No,
        about: About::SomebodyElse,
        words: words.into(),
        reach_back: REACH.into(),
    };
    raise_concern(&told.build.service.bothy, told.build.organisation, worry).await.unwrap();
}

/// Everything that is on the disk of the service, or that its server would dump.
pub async fn on_disk(service: &Service) -> Vec<u8> {
    let WhereFrom::File(path) = &service.from else {
        return everything(&service.bothy.db).await.unwrap().into_bytes();
    };
    let mut bytes = std::fs::read(path).unwrap();
    for beside in ["-wal", "-shm"] {
        let mut name = path.clone().into_os_string();
        name.push(beside);
        bytes.extend(std::fs::read(name).unwrap_or_default());
    }
    bytes
}

pub fn is_in(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}

pub fn planted_in(bytes: &[u8]) -> Vec<&'static str> {
    PLANTED.into_iter().filter(|word| is_in(bytes, word)).collect()
}

pub async fn worries(db: &Db, organisation: OrganisationId, reader: PersonId) -> Vec<(String, String)> {
    db.snapshot("worries", (organisation, reader), |tx, (organisation, reader)| {
        Box::pin(async move { concerns_for(tx, *organisation, *reader, 10_000).await })
    })
    .await
    .unwrap()
    .into_iter()
    .map(|row| (row.words, row.reach_back))
    .collect()
}

pub async fn of_address(db: &Db, organisation: OrganisationId, typed: &str) -> Option<Person> {
    db.snapshot("of_address", (organisation, typed.to_owned()), |tx, (organisation, typed)| {
        Box::pin(async move { by_email(tx, *organisation, typed).await })
    })
    .await
    .unwrap()
}

pub async fn person(db: &Db, organisation: OrganisationId, person: PersonId) -> Result<Option<Person>, StoreError> {
    db.snapshot("person", (organisation, person), |tx, (organisation, person)| {
        Box::pin(async move { find(tx, *organisation, *person).await })
    })
    .await
}

pub async fn outbox(db: &Db) -> Vec<Queued> {
    db.snapshot("outbox", (), |tx, ()| Box::pin(async move { newest(tx, 100).await })).await.unwrap()
}

/// Passcodes of the series and of its sessions, and the cells of the import, as they are read.
async fn read_in(
    tx: &mut Tx,
    (organisation, group, import): &(OrganisationId, GroupId, ImportRunId),
) -> Result<(Vec<String>, Vec<String>), StoreError> {
    let series = series::of_group(tx, *organisation, *group).await?;
    let meetings = sessions::of_group(tx, *organisation, *group, Timestamp::UNIX_EPOCH, 500).await?;
    let passcodes = series
        .into_iter()
        .map(|one| one.letting_in.passcode)
        .chain(meetings.into_iter().map(|one| one.letting_in.passcode))
        .collect();
    let rows = imports::rows_of(tx, *organisation, *import).await?;
    Ok((passcodes, rows.into_iter().map(|row| row.cells).collect()))
}

/// Everything that was planted is read as it was written.
pub async fn all_is_read(service: &Service, told: &Told) {
    let (db, organisation) = (&service.bothy.db, told.build.organisation);
    assert_eq!(worries(db, organisation, told.sam).await, [(WORRY.to_owned(), REACH.to_owned())]);
    let found = of_address(db, organisation, " PlantedPerson@Example.org ").await.expect("found by address");
    assert_eq!((found.id, found.email.as_deref()), (told.planted, Some(EMAIL)));
    assert_eq!(of_address(db, organisation, GUEST).await.unwrap().email.as_deref(), Some(GUEST));
    assert_eq!(of_address(db, organisation, "somebody@example.org").await, None);
    assert!(outbox(db).await.iter().any(|queued| queued.notice.words.contains(BASE)), "the link of the invitation");
    assert_eq!(see_app(&service.bothy, &told.aileen).await.unwrap().unwrap().secret, told.secret);
    let place = see_place(&service.bothy, &told.aileen, "ryrie-hall").await.unwrap();
    assert_eq!((place.place.caretaker.as_str(), place.alarm.words.as_str()), (CARETAKER, ALARM));
    let asked = (organisation, told.group, told.import);
    let (passcodes, cells) = db.snapshot("read", asked, |tx, asked| Box::pin(read_in(tx, asked))).await.unwrap();
    assert!(passcodes.len() > 50 && passcodes.iter().all(|one| one == PASSCODE), "{passcodes:?}");
    assert!(cells.len() == 1 && cells[0].contains(CELL), "{cells:?}");
    assert_eq!(referees(db, organisation, told.planted).await, [REFEREE]);
}

/// Who spoke for somebody, as it is read.
pub async fn referees(db: &Db, organisation: OrganisationId, person: PersonId) -> Vec<String> {
    let found = db.snapshot("shown", (organisation, person), |tx, (organisation, person)| {
        Box::pin(async move { bothy_store::people::shown(tx, *organisation, &[*person]).await })
    });
    let shown = found.await.unwrap().remove(&person).unwrap_or_default();
    shown.references.into_iter().map(|one| one.referee).collect()
}
