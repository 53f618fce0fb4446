//! The scene of who may see what: one organisation beside another, and somebody for each of the sixteen relations.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, header};
use bothy_actions::access::{Known, begin_sign_in};
use bothy_actions::directory::{CheckedNow, WhichListing, add_listing, see_one_listing};
use bothy_actions::duties::see_today;
use bothy_actions::places::{HallChange, HallWords, edit_hall, put_picture, see_place};
use bothy_actions::safety::{Worry, name_readers, raise_concern};
use bothy_domain::access::Role;
use bothy_domain::directory::ListingWords;
use bothy_domain::ids::{ActId, ConcernId, GroupId, HatId, PersonId};
use bothy_domain::safety::{About, Danger};
use bothy_testkit::{A_DOT, Build, Service, tuesday_evening};
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service as Web};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use tower::ServiceExt as _;
use uuid::Uuid;

/// The sixteen relations of house law 4, in the order of the columns.
///
/// No table of memberships is there yet: a member of this group and one of another are both people with a
/// member's hat. Once membership is kept, the first of them joins the Tuesday group here.
pub const RELATIONS: [&str; 16] = [
    GUEST,
    "guest with a link",
    "removed person",
    "member of this group",
    "member of another group",
    HOLDER,
    "supporter of this group",
    "supporter elsewhere",
    COORDINATOR,
    AWAY,
    LEAD,
    "supervisor",
    "administrator",
    "reader",
    FOREIGN,
    "kept-from person",
];

/// Nobody is signed in.
pub const GUEST: &str = "guest";
/// Holds the first seat tonight.
pub const HOLDER: &str = "seat holder tonight";
/// Plans the branch of the group.
pub const COORDINATOR: &str = "coordinator of this branch";
/// Plans another branch.
pub const AWAY: &str = "coordinator of another branch";
/// Decides on safeguarding concerns.
pub const LEAD: &str = "safeguarding lead";
/// Plans the other organisation.
pub const FOREIGN: &str = "same role in another organisation";

/// Everything that a row of the table needs.
pub struct Scene {
    /// The pages.
    pub router: Router,
    tokens: BTreeMap<&'static str, String>,
    /// What a guest with a link holds: the words of a receipt.
    receipt: String,
    session: String,
    /// A seat, another of its session, and who holds the first.
    seats: [String; 3],
    duty: String,
    listing: String,
    concern: String,
    place: String,
    group: String,
    hall: String,
    picture: String,
    someone: PersonId,
    helper: PersonId,
    /// The one hat of that helper.
    hat: String,
    coordinator: PersonId,
}

/// Makes it anew: each row of the table begins with nothing done.
pub async fn scene(service: &Service) -> Scene {
    let build = Build::organisation(service, "lothian").await;
    // The one that was made first answers without a prefix.
    service.clock.advance(SignedDuration::from_secs(1));
    let other = Build::organisation(service, "forth").await;
    let (here, there) = (build.branch("Leith").await, build.branch("Gorgie").await);
    let group = build.group("Tuesday group", Some(here)).await;
    build.group("Walking group", Some(there)).await;
    let place = build.place("Leith Library").await;
    let leaves_at = service.clock.now().checked_add(SignedDuration::from_mins(5)).unwrap();
    // Whoever was removed could do everything before, and holds a seat still.
    let could = [Role::Coordinator, Role::Supporter, Role::Administrator, Role::SafeguardingLead, Role::Supervisor];
    let removed = build.person_until("Nan", &could, None, Some(leaves_at)).await;
    let member = build.person("Colin", &[Role::Member], None).await;
    let other_member = build.person("Mhairi", &[Role::Member], None).await;
    let holder = build.supporter("Joan").await;
    let knows = build.supporter("Tam").await;
    build.knows(knows, group).await;
    let elsewhere = build.supporter("Priya").await;
    let helper = build.person("Morven", &[Role::Supporter], Some(here)).await;
    let coordinator = build.person("Aileen", &[Role::Coordinator], Some(here)).await;
    let away = build.person("Gregor", &[Role::Coordinator], Some(there)).await;
    let lead = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let supervisor = build.person("Nadia", &[Role::Supervisor], None).await;
    let administrator = build.person("Ishbel", &[Role::Administrator], None).await;
    let reader = build.person("Ewan", &[Role::Reader], None).await;
    let kept = build.person("Rhona", &[Role::Coordinator], None).await;
    build.keep_from(kept, group).await;
    let second = build.person("Una", &[Role::Supervisor], None).await;
    let foreign = other.person("Morag", &[Role::Coordinator], None).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(holder), None, Some(removed)])).await;
    name_readers(&service.bothy, &build.known(administrator).await, [lead, second]).await.unwrap();
    let raised = raise_concern(&service.bothy, build.organisation, a_worry(&build)).await.unwrap();
    let planner = who_listed_a_service(&build, kept).await;
    let listing = the_service(&build).await;
    edit_hall(&service.bothy, &planner, build.act(), "leith-library", 1, HallChange::Add(a_room())).await.unwrap();
    put_picture(&service.bothy, &planner, build.act(), "leith-library", "A green door", A_DOT.to_vec()).await.unwrap();
    let seen_place = see_place(&service.bothy, &planner, "leith-library").await.unwrap();
    let duty = to_fill_the_second_seat(&build, coordinator).await;
    let seen = see_today(&service.bothy, &build.known(lead).await, EVER.0, EVER.1).await.unwrap();
    let concern = ConcernId::new(seen.duties.iter().find(|one| one.kind == "concern").unwrap().subject);
    let people = [
        removed,
        member,
        other_member,
        holder,
        knows,
        elsewhere,
        coordinator,
        away,
        lead,
        supervisor,
        administrator,
        reader,
        foreign,
        kept,
    ];
    let mut tokens = BTreeMap::new();
    for (relation, person) in RELATIONS.into_iter().skip(2).zip(people) {
        let organisation = if relation == FOREIGN { other.organisation } else { build.organisation };
        tokens.insert(relation, begin_sign_in(&service.bothy, organisation, person).await.unwrap());
    }
    // Now the hats of whoever was removed have ended, and the sign-in is still there.
    service.clock.advance(SignedDuration::from_mins(10));
    Scene {
        router: router(Web::new(service.bothy.clone(), Cookies::Loopback, None)),
        tokens,
        receipt: raised.receipt,
        session: session.to_string(),
        seats: [seats[0].to_string(), seats[2].to_string(), holder.to_string()],
        duty,
        listing,
        concern: concern.to_string(),
        place: place.to_string(),
        group: group.to_string(),
        hall: seen_place.halls[0].id.to_string(),
        picture: format!("{}.jpg", seen_place.picture.unwrap().hash),
        someone: elsewhere,
        helper,
        hat: first_hat(&build, helper).await.to_string(),
        coordinator,
    }
}

fn a_room() -> HallWords {
    HallWords { name: "Room 1".into(), holds: Some(12), words: String::new(), checked_on: None }
}

/// Somebody who has written another service down.
async fn who_listed_a_service(build: &Build, planner: PersonId) -> Known {
    let planner = build.known(planner).await;
    add_listing(&build.service.bothy, &planner, build.act(), a_service(), CheckedNow::No).await.unwrap();
    planner
}

/// The id of the service that was written down.
async fn the_service(build: &Build) -> String {
    let which = WhichListing::Slug(String::from("harbour-advice"));
    let seen = see_one_listing(&build.service.bothy, build.organisation, None, which).await.unwrap();
    seen.listing.id.to_string()
}

/// The duty to find somebody for the second seat.
async fn to_fill_the_second_seat(build: &Build, coordinator: PersonId) -> String {
    let who = build.known(coordinator).await;
    let seen = see_today(&build.service.bothy, &who, EVER.0, EVER.1).await.unwrap();
    let empty = |one: &&bothy_actions::duties::Listed| one.kind == "session" && one.duty.occasion.word() == "seat-2";
    seen.duties.iter().find(empty).unwrap().duty.id.to_string()
}

fn a_service() -> ListingWords {
    let text = String::from;
    ListingWords {
        name: text("Harbour Advice"),
        what: text("Forms"),
        telephone: text("0131 496 0177"),
        ..ListingWords::default()
    }
}

/// The first hat that somebody was given.
async fn first_hat(build: &Build, person: PersonId) -> HatId {
    let db = &build.service.bothy.db;
    let hats = db.snapshot("hats", (build.organisation, person), |tx, (organisation, person)| {
        Box::pin(async move { bothy_store::people::hats(tx, *organisation, *person).await })
    });
    hats.await.unwrap()[0].id
}

/// A worry about the place, in nobody's danger.
fn a_worry(build: &Build) -> Worry {
    Worry {
        act: build.act(),
        danger: Danger::No,
        about: About::Place,
        words: "The door".into(),
        reach_back: String::new(),
    }
}

const EVER: (Timestamp, Timestamp) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);

impl Scene {
    /// The path of a shape: its parts that vary are those of this scene, or of nothing at all.
    pub fn path(&self, shape: &str) -> String {
        let first = shape.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default();
        let id = match first {
            "places" if shape.starts_with("/api/") => self.place.clone(),
            "groups" => self.group.clone(),
            "oruk" => self.group.parse::<GroupId>().unwrap().uuid().to_string(),
            "sessions" => self.session.clone(),
            "seats" => self.seats[0].clone(),
            "duties" => self.duty.clone(),
            "concerns" => self.concern.clone(),
            "places" => self.hall.clone(),
            "listings" => self.listing.clone(),
            "exchanges" => format!("act_{}", Uuid::now_v7().simple()),
            "offers" => format!("offer_{}", Uuid::now_v7().simple()),
            "recover" => format!("recovery_{}", Uuid::now_v7().simple()),
            "account" => format!("signin_{}", Uuid::now_v7().simple()),
            "people" => self.helper.to_string(),
            "settings" if shape.contains("people") => self.someone.to_string(),
            "settings" if shape.contains("reach") => format!("hour_{}", Uuid::now_v7().simple()),
            "settings" => format!("helpline_{}", Uuid::now_v7().simple()),
            "imports" if shape.contains("rows") => format!("row_{}", Uuid::now_v7().simple()),
            "imports" => format!("import_{}", Uuid::now_v7().simple()),
            "directory" => format!("signpost_{}", Uuid::now_v7().simple()),
            "series" => format!("series_{}", Uuid::now_v7().simple()),
            _ => String::new(),
        };
        let slug = match first {
            "places" => "leith-library",
            "directory" => "harbour-advice",
            _ => "tuesday-group",
        };
        shape
            .replace("{id}", &id)
            .replace("{slug}", slug)
            .replace("{name}", &self.picture)
            .replace("{record}", &format!("record_{}", Uuid::now_v7().simple()))
            .replace("{hat}", &self.hat)
            .replace("{hold}", &format!("hold_{}", Uuid::now_v7().simple()))
            .replace("{day}", "2026-12-25")
            .replace("{token}", "0123456789abcdef")
            .replace("{role}", "coordinator")
    }

    /// The sign-in of one relation; none for guests.
    pub fn token(&self, relation: &str) -> Option<&str> {
        self.tokens.get(relation).map(String::as_str)
    }

    /// All that any form here could ask for: what is missing must never decide who is let in.
    pub fn form(&self) -> String {
        let act = ActId::new(Uuid::now_v7());
        let (someone, to) = (self.someone, self.coordinator);
        let [_, with, holder] = &self.seats;
        format!(
            "act={act}&of={act}&holder={holder}&with={with}&version=1&person={someone}&opener={someone}&to={to}&link=&phone=&reason=Snow&erase=Asked&hold=Asked&record=Asked&why=weather&answer=yes\
             &start=19%3A30&end=20%3A30&date-day=24&date-month=11&date-year=2026&danger=no&about=place&words=Hello\
             &kind=open&step=ask&minimum=2&name=Tuesday+group&purpose=Talking&asks-version=yes+8&kept=notices&before=180&days=200"
        )
    }

    /// What a program sends to a path.
    fn object(&self, path: &str) -> String {
        let path = path.split('?').next().unwrap_or_default();
        let [_, with, holder] = &self.seats;
        let (someone, coordinator) = (self.someone.to_string(), self.coordinator.to_string());
        let object = match path.rsplit('/').next().unwrap_or_default() {
            "give" => json!({"person": someone}),
            "opener" => json!({"person": someone}),
            "pass" => json!({"to": coordinator}),
            "pass-on" => json!({"from": holder, "to": someone}),
            "swap" => json!({"holder": holder, "with": with, "with_holder": someone}),
            "answer" => json!({"answer": "yes"}),
            "override" => json!({"reason": "Snow"}),
            "move" => json!({"date": "2026-11-24", "starts": "19:30", "ends": "20:30", "version": 1}),
            "call-off" => json!({"why": "weather"}),
            "listings" => json!({"name": "Shore Cafe", "what": "Soup", "telephone": "0131 496 0111"}),
            "correct" | "checked" | "retire" | "use-again" => json!({"version": 1}),
            _ => json!({}),
        };
        object.to_string()
    }

    /// Asks for a path as somebody of one relation.
    pub async fn ask(&self, method: &str, path: &str, relation: &str) -> Response<Body> {
        assert!(RELATIONS.contains(&relation), "{relation}");
        let mut path = path.to_owned();
        let mut cookie = self.token(relation).map(|token| format!("bothy={token}"));
        if relation == "guest with a link" {
            // A link is a path with a word in it: it opens what is for everybody, and nothing else.
            let words = self.receipt.replace(' ', "+");
            path = format!("{path}{}receipt={words}&token={words}", if path.contains('?') { "&" } else { "?" });
            cookie = Some(format!("receipt={}", self.receipt.replace(' ', "-")));
        }
        let mut request = Request::builder().method(method).uri(&path).header(header::HOST, "localhost");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let body = if method == "POST" && path.starts_with("/api/") {
            request = request
                .header("sec-fetch-site", "same-origin")
                .header("idempotency-key", Uuid::now_v7().to_string())
                .header(header::CONTENT_TYPE, "application/json");
            Body::from(self.object(&path))
        } else if method == "POST" {
            request = request
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            Body::from(self.form())
        } else {
            Body::empty()
        };
        self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }
}

/// How an answer is written in the table of who may see what.
#[allow(dead_code, reason = "the other test on this scene reads pages, no letters")]
pub fn letter(answer: &Response<Body>) -> &'static str {
    let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
    match answer.status().as_u16() {
        401 => "t",
        404 => "n",
        303 if to.starts_with("/sign-in") => "s",
        // A form that is let in may still be refused by a rule; it is never a fault of ours.
        200 | 303 | 409 | 422 => "o",
        other => panic!("{other}"),
    }
}
