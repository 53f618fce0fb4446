//! Somebody who gathers feeds of services, and a network of groups to gather.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, Response, header};
use bothy_actions::access::{By, NewToken, TokenFor, make_token};
use bothy_actions::directory::{CheckedNow, add_listing};
use bothy_actions::help::{HourWords, put_reach_hours, see_doors};
use bothy_actions::sessions::series::{NewSeries, make_series};
use bothy_domain::access::Role;
use bothy_domain::access::token::USUAL;
use bothy_domain::directory::ListingWords;
use bothy_domain::groups::{GroupKind, GroupState};
use bothy_domain::ids::PersonId;
use bothy_domain::places::{FactKind, Says};
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, Pattern};
use bothy_domain::sessions::{LettingIn, Mode};
use bothy_domain::supporters::checks::Asks;
use bothy_testkit::{Build, Meeting, Service as Tested, tuesday_evening};
use bothy_web::oruk::service::Feed;
use bothy_web::oruk::stream::lines;
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service};
use futures_util::stream::Stream;
use http_body_util::BodyExt as _;
use jiff::civil::{Weekday, date, time};
use jsonschema::{Registry, Validator};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use tower::ServiceExt as _;
use uuid::Uuid;

/// Somebody who gathers: no cookie, no token.
pub struct Gatherer(Router);

impl Gatherer {
    pub fn of(service: &Tested) -> Self {
        let mut web = Service::new(service.bothy.clone(), Cookies::Loopback, None);
        web.address = Some("https://bothy.example.org".into());
        Self(router(web))
    }

    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.0.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    pub async fn text(&self, path: &str) -> String {
        let answer = self.ask("GET", path, &[]).await;
        assert_eq!(answer.status(), 200, "{path}");
        String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    pub async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path).await).unwrap()
    }

    /// The service of this name in a list.
    pub async fn named(&self, path: &str, name: &str) -> Value {
        let list = self.json(path).await;
        let found = list["contents"].as_array().unwrap().iter().find(|one| one["name"] == name);
        found.cloned().unwrap_or_else(|| panic!("{name}: {list}"))
    }
}

/// A Tuesday group in a room by a rule, one online, one that pauses, and what is nobody's business.
pub async fn network(service: &Tested, slug: &str) -> Build {
    let build = Build::organisation(service, slug).await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let aileen = build.known(aileen).await;
    let joan = build.supporter("Joan").await;
    let tuesday = build.open_group_that_says("Tuesday group", "Talking and tea").await;
    let library = library(&build).await;
    let every = Every::weekly(DaysOfWeek::of(&[Weekday::Tuesday]));
    let series = NewSeries {
        group: tuesday,
        pattern: Pattern { every, starts: time(19, 0, 0, 0), ends: time(20, 30, 0, 0) },
        ends: Ends::On(date(2027, 6, 29)),
        first: date(2026, 11, 24),
        mode: Mode::InPerson,
        place: Some(library),
        hall: None,
        link: String::new(),
        phone: String::new(),
        letting_in: LettingIn::default(),
        seats: 2,
        asks: Asks::default(),
        follows_closed_days: false,
        weeks_off: vec![],
    };
    make_series(&service.bothy, &aileen, build.act(), series).await.unwrap();
    let online = build.open_group_that_says("Online group", "From anywhere").await;
    let wednesday = NewSeries {
        group: online,
        pattern: Pattern {
            every: Every::weekly(DaysOfWeek::of(&[Weekday::Wednesday])),
            starts: time(19, 0, 0, 0),
            ends: time(20, 0, 0, 0),
        },
        ends: Ends::Never,
        first: date(2026, 11, 25),
        mode: Mode::Online,
        place: None,
        hall: None,
        link: "https://link.example/room".into(),
        phone: "0131 496 0166".into(),
        letting_in: LettingIn::default(),
        seats: 2,
        asks: Asks::default(),
        follows_closed_days: false,
        weeks_off: vec![],
    };
    make_series(&service.bothy, &aileen, build.act(), wednesday).await.unwrap();
    let now = service.clock.now();
    build.group_that_says("Garden group", GroupKind::DropIn, "Digging", GroupState::Pausing(now)).await;
    let admin = build.person("Morag", &[Role::Administrator], None).await;
    let admin = build.known(admin).await;
    let ring = HourWords {
        way: "ring".into(),
        says: "0131 496 0155".into(),
        days: vec![1, 2],
        starts: time(9, 0, 0, 0),
        ends: time(17, 0, 0, 0),
    };
    put_reach_hours(&service.bothy, &admin, build.act(), None, ring).await.unwrap();
    let listing = ListingWords {
        name: "Harbour Advice".into(),
        what: "Forms".into(),
        telephone: "0131 496 0177".into(),
        ..ListingWords::default()
    };
    add_listing(&service.bothy, &aileen, build.act(), listing, CheckedNow::Yes).await.unwrap();
    // Nobody else's business.
    let quiet = build.place("Quiet house").await;
    let two = build.group_that_says("Two people", GroupKind::OneToOne, "Joan meets one", GroupState::Open(now)).await;
    let preparing = build.group_that_says("Not open yet", GroupKind::Open, "Soon", GroupState::Preparing).await;
    build.session(tuesday_evening(two, quiet, vec![Some(joan)])).await;
    let at = date(2026, 12, 3).at(10, 0, 0, 0);
    build
        .meet(&[Meeting { group: preparing, at, zone: "Europe/London", mode: Mode::InPerson, place: Some(quiet) }])
        .await;
    build
}

async fn library(build: &Build) -> bothy_domain::ids::PlaceId {
    let facts = vec![
        (FactKind::StepFree, Says::Good, "Level from the street".into(), None),
        (FactKind::Cost, Says::Good, "Free".into(), None),
        (FactKind::Defibrillator, Says::Good, "Behind the desk of Joan".into(), None),
    ];
    build.place_at("Leith Library", "28 Ferry Road, Edinburgh", "EH6 4AE", Some(("55.97088", "-3.17173")), facts).await
}

/// The number of a group by its name, for everybody or not.
pub async fn group_of(service: &Tested, slug: &str, name: &str) -> Uuid {
    let doors = see_doors(&service.bothy).await.unwrap();
    let organisation = doors.into_iter().find(|door| door.organisation.slug == slug).unwrap().organisation.id;
    let name = name.to_owned();
    let all = service.bothy.db.snapshot("groups", organisation, |tx, organisation| {
        Box::pin(async move { bothy_store::groups::all(tx, *organisation).await })
    });
    all.await.unwrap().into_iter().find(|group| group.name == name).unwrap().id.uuid()
}

/// The stream of an organisation, as the feed and `bothy export oruk` read it.
pub async fn feed_of(service: &Tested, slug: &str) -> impl Stream<Item = Result<Bytes, std::io::Error>> + use<> {
    let doors = see_doors(&service.bothy).await.unwrap();
    let door = doors.into_iter().find(|door| door.organisation.slug == slug).unwrap();
    lines(service.bothy.clone(), Feed::at(Arc::new(door), None, service.clock.now()))
}

/// A token of a person.
pub async fn token(build: &Build, person: PersonId) -> String {
    let by = By::Operator(build.organisation);
    let new = NewToken { by, to: TokenFor::Person(person), name: String::new(), lasts: USUAL };
    make_token(&build.service.bothy, new).await.unwrap().token
}

fn schemata() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/oruk-3.0/schemata")
}

/// One schema of the standard, with all those that it names; nothing is fetched from anywhere.
pub fn schema(name: &str) -> Validator {
    let at = |file: &str| format!("https://schemata.example/{file}");
    let mut all = Vec::new();
    for file in std::fs::read_dir(schemata()).unwrap() {
        let file = file.unwrap();
        let mut value: Value = serde_json::from_slice(&std::fs::read(file.path()).unwrap()).unwrap();
        let file = file.file_name().into_string().unwrap();
        value["$id"] = at(&file).into();
        all.push((at(&file), value));
    }
    let wanted = all.iter().find(|(id, _)| *id == at(name)).unwrap().1.clone();
    let mut registry = Registry::new();
    for (id, value) in &all {
        registry = registry.add(id, value).unwrap();
    }
    let registry = registry.prepare().unwrap();
    jsonschema::options().should_validate_formats(true).with_registry(&registry).build(&wanted).unwrap()
}

/// Where an object is not as its schema has it.
pub fn wrong(schema: &Validator, object: &Value) -> Vec<String> {
    schema.iter_errors(object).map(|error| format!("{}: {error}", error.instance_path())).collect()
}
