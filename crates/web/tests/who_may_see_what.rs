//! Who may see what: every route and every relation to the thing, written by hand.
//!
//! A route without a line here fails. `o` is let in, `n` is "there is no such page" (refused and missing are
//! the same 404), `s` is the way to sign in (the same for every path that is not public).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at once")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, header};
use bothy_actions::access::begin_sign_in;
use bothy_actions::duties::see_today;
use bothy_actions::places::{HallChange, HallWords, edit_hall, put_picture, see_place};
use bothy_actions::safety::{Worry, name_readers, raise_concern};
use bothy_domain::access::Role;
use bothy_domain::ids::{ActId, ConcernId, PersonId};
use bothy_domain::safety::{About, Danger};
use bothy_testkit::{A_DOT, Build, Service, on_sqlite, tuesday_evening};
use bothy_web::routes;
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service as Web};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use tower::ServiceExt as _;
use uuid::Uuid;

/// The relations, in the order of the letters: guest · member · supporter of another group · seat holder ·
/// coordinator of this branch · of another branch · administrator · safeguarding lead · reader of figures ·
/// coordinator who is kept from the group · coordinator of the other organisation.
#[rustfmt::skip]
const RELATIONS: [&str; 11] = [
    "guest", "member", "supporter elsewhere", "seat holder", "coordinator", "coordinator elsewhere",
    "administrator", "safeguarding lead", "reader", "kept-from coordinator", "other organisation",
];

/// Method, path, and one letter for each relation.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    //                                               g m e h c d a l r k o
    ("GET", "/",                                    "o o o o o o o o o o o"),
    ("GET", "/groups",                              "o o o o o o o o o o o"),
    ("GET", "/groups/{slug}",                       "o o o o o o o o o o o"),
    ("GET", "/help",                                "o o o o o o o o o o o"),
    ("GET", "/reach",                               "o o o o o o o o o o o"),
    ("GET", "/privacy",                             "o o o o o o o o o o o"),
    ("GET", "/accessibility",                       "o o o o o o o o o o o"),
    ("GET", "/concern",                             "o o o o o o o o o o o"),
    ("GET", "/concern/about",                       "o o o o o o o o o o o"),
    ("GET", "/concern/say",                         "o o o o o o o o o o o"),
    ("POST", "/concern",                            "o o o o o o o o o o o"),
    ("GET", "/concern/receipt",                     "o o o o o o o o o o o"),
    ("GET", "/leave",                               "o o o o o o o o o o o"),
    ("POST", "/leave",                              "o o o o o o o o o o o"),
    ("GET", "/sign-in",                             "o o o o o o o o o o o"),
    ("POST", "/sign-in",                            "o o o o o o o o o o o"),
    // Nobody is half-way in: back to the beginning.
    ("GET", "/sign-in/code",                        "s s s s s s s s s s s"),
    ("POST", "/sign-in/code",                       "s s s s s s s s s s s"),
    ("GET", "/sign-in/set-up",                      "s s s s s s s s s s s"),
    ("POST", "/sign-in/set-up",                     "s s s s s s s s s s s"),
    // A link that was never sent.
    ("GET", "/invite/{token}",                      "n n n n n n n n n n n"),
    ("POST", "/invite/{token}",                     "n n n n n n n n n n n"),
    ("GET", "/recover",                             "o o o o o o o o o o o"),
    ("POST", "/recover",                            "o o o o o o o o o o o"),
    // An asking that is not there.
    ("POST", "/recover/{id}/yes",                   "s n n n n n n n n n s"),
    ("POST", "/recover/{id}/no",                    "s n n n n n n n n n s"),
    ("POST", "/sign-out",                           "o o o o o o o o o o o"),
    // Outside the demonstration its doors do not exist.
    ("GET", "/demo",                                "s n n n n n n n n n s"),
    ("POST", "/demo/sign-in/{role}",                "s n n n n n n n n n s"),
    ("POST", "/demo/clock",                         "s n n n n n n n n n s"),
    ("GET", "/demo/outbox",                         "s n n n n n n n n n s"),
    ("GET", "/today",                               "s n o o o o o o o o s"),
    ("GET", "/my-day",                              "s n o o n n n n n n s"),
    ("GET", "/rota",                                "s n n n o o n n n o s"),
    ("GET", "/more",                                "s n o o o o o o o o s"),
    ("GET", "/sessions/{id}",                       "s n n o o n n n n n s"),
    ("POST", "/sessions/{id}/place-confirmed",      "s n n n o n n n n n s"),
    ("POST", "/sessions/{id}/opener",               "s n n n o n n n n n s"),
    ("POST", "/sessions/{id}/way-in",               "s n n n o n n n n n s"),
    ("POST", "/sessions/{id}/way-in-tried",         "s n n n o n n n n n s"),
    ("POST", "/sessions/{id}/override",             "s n n n o n n n n n s"),
    ("POST", "/sessions/{id}/move",                 "s n n n o n n n n n s"),
    ("POST", "/sessions/{id}/call-off",             "s n n n o n n n n n s"),
    ("POST", "/sessions/{id}/run",                  "s n n n o n n n n n s"),
    ("POST", "/seats/{id}/hand-back",               "s n n o n n n n n n s"),
    ("POST", "/seats/{id}/ask",                     "s n n n o n n n n n s"),
    ("POST", "/seats/{id}/give",                    "s n n n o n n n n n s"),
    ("POST", "/seats/{id}/take-back",               "s n n n o n n n n n s"),
    // An asking that was made to none of them.
    ("POST", "/offers/{id}/answer",                 "s n n n n n n n n n s"),
    // The duty to find somebody for a seat of this branch; administrators may step in for coordinators.
    ("POST", "/duties/{id}/take",                   "s n n n o n o n n n s"),
    ("POST", "/duties/{id}/pass",                   "s n n n o n o n n n s"),
    ("POST", "/duties/{id}/answer",                 "s n n n o n o n n n s"),
    ("POST", "/duties/{id}/give-back",              "s n n n o n o n n n s"),
    // A worry whose two readers are the safeguarding lead and somebody outside this table.
    ("GET", "/concerns/{id}",                       "s n n n n n n o n n s"),
    ("POST", "/concerns/{id}/acknowledge",          "s n n n n n n o n n s"),
    ("GET", "/groups/{slug}/inside",                "s n n n o n n n n n s"),
    ("POST", "/groups/{slug}/edit",                 "s n n n o n n n n n s"),
    ("POST", "/groups/{slug}/open",                 "s n n n o n n n n n s"),
    ("POST", "/groups/{slug}/series",               "s n n n o n n n n n s"),
    // One's own account is everybody's who is signed in; a device that is not there is nobody's.
    ("GET", "/account",                             "s o o o o o o o o o s"),
    ("POST", "/account/devices/{id}/end",           "s n n n n n n n n n s"),
    ("POST", "/account/devices/end-all",            "s o o o o o o o o o s"),
    ("POST", "/account/password",                   "s o o o o o o o o o s"),
    ("GET", "/account/codes",                       "s o o o o o o o o o s"),
    ("POST", "/account/codes",                      "s o o o o o o o o o s"),
    ("POST", "/account/codes/begin",                "s o o o o o o o o o s"),
    ("POST", "/account/codes/change",               "s o o o o o o o o o s"),
    // Who lets people in.
    ("GET", "/settings/people",                     "s n n n n n o n n n s"),
    ("POST", "/settings/people",                    "s n n n n n o n n n s"),
    ("POST", "/settings/people/{id}/invite",        "s n n n n n o n n n s"),
    ("POST", "/settings/people/{id}/second-step",   "s n n n n n o n n n s"),
    // What is the whole organisation's: its administrators, and coordinators of all of it.
    ("GET", "/settings",                            "s n n n n n o n n o s"),
    ("POST", "/settings/readers",                   "s n n n n n o n n o s"),
    ("POST", "/settings/help-lines",                "s n n n n n o n n o s"),
    ("POST", "/settings/help-lines/{id}",           "s n n n n n o n n o s"),
    ("POST", "/settings/closed-days",               "s n n n n n o n n o s"),
    ("POST", "/settings/closed-days/{day}/remove",  "s n n n n n o n n o s"),
    // Places are the whole organisation's: whoever plans for a part of it sees them, and changes none.
    ("GET", "/places",                              "s n n n o o n n n o s"),
    ("GET", "/places/{slug}",                       "s n n n o o n n n o s"),
    ("POST", "/places",                             "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/edit",                 "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/running",              "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/halls",                "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/halls/{id}",           "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/halls/{id}/retire",    "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/halls/{id}/use-again", "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/picture",              "s n n n n n n n n o s"),
    ("POST", "/places/{slug}/picture/remove",       "s n n n n n n n n o s"),
    // The picture of a door, for everybody who was given its name.
    ("GET", "/pictures/{name}",                     "o o o o o o o o o o o"),
    ("GET", "/imports",                             "s n n n n n o n n o s"),
    // A reading that is not there, and a row that is not there.
    ("GET", "/imports/{id}",                        "s n n n n n n n n n s"),
    ("POST", "/imports/{id}/undo",                  "s n n n n n n n n n s"),
    ("POST", "/imports/rows/{id}/let-in",           "s n n n n n n n n n s"),
    ("POST", "/imports/rows/{id}/refuse",           "s n n n n n n n n n s"),
    // A series that is not there.
    ("GET", "/series/{id}/change",                  "s n n n n n n n n n s"),
    ("GET", "/series/{id}/change/preview",          "s n n n n n n n n n s"),
    ("POST", "/series/{id}/change",                 "s n n n n n n n n n s"),
];

struct Scene {
    router: Router,
    tokens: Vec<Option<String>>,
    session: String,
    seat: String,
    duty: String,
    concern: String,
    hall: String,
    picture: String,
    someone: PersonId,
    coordinator: PersonId,
}

async fn scene(service: &Service) -> Scene {
    let build = Build::organisation(service, "lothian").await;
    // The one that was made first answers without a prefix.
    service.clock.advance(jiff::SignedDuration::from_secs(1));
    let other = Build::organisation(service, "forth").await;
    let (here, there) = (build.branch("Leith").await, build.branch("Gorgie").await);
    let group = build.group("Tuesday group", Some(here)).await;
    let place = build.place("Leith Library").await;
    let member = build.person("Colin", &[Role::Member], None).await;
    let elsewhere = build.supporter("Priya").await;
    let holder = build.supporter("Joan").await;
    let coordinator = build.person("Aileen", &[Role::Coordinator], Some(here)).await;
    let away = build.person("Gregor", &[Role::Coordinator], Some(there)).await;
    let administrator = build.person("Ishbel", &[Role::Administrator], None).await;
    let lead = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let reader = build.person("Ewan", &[Role::Reader], None).await;
    let kept = build.person("Rhona", &[Role::Coordinator], None).await;
    build.keep_from(kept, group).await;
    let second = build.person("Una", &[Role::Supervisor], None).await;
    let foreign = other.person("Morag", &[Role::Coordinator], None).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(holder), None])).await;
    name_readers(&service.bothy, &build.known(administrator).await, [lead, second]).await.unwrap();
    let worry = Worry {
        act: build.act(),
        danger: Danger::No,
        about: About::Place,
        words: "The door".into(),
        reach_back: String::new(),
    };
    raise_concern(&service.bothy, build.organisation, worry).await.unwrap();
    let planner = build.known(kept).await;
    let room = HallWords { name: "Room 1".into(), holds: Some(12), words: String::new(), checked_on: None };
    edit_hall(&service.bothy, &planner, build.act(), "leith-library", 1, HallChange::Add(room)).await.unwrap();
    put_picture(&service.bothy, &planner, build.act(), "leith-library", "A green door", A_DOT.to_vec()).await.unwrap();
    let seen_place = see_place(&service.bothy, &planner, "leith-library").await.unwrap();
    let all = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
    let seen = see_today(&service.bothy, &build.known(coordinator).await, all.0, all.1).await.unwrap();
    let duty = seen.duties.iter().find(|one| one.kind == "session").unwrap().duty.id.to_string();
    let seen = see_today(&service.bothy, &build.known(lead).await, all.0, all.1).await.unwrap();
    let concern = ConcernId::new(seen.duties.iter().find(|one| one.kind == "concern").unwrap().subject);
    let mut tokens = vec![None];
    for person in [member, elsewhere, holder, coordinator, away, administrator, lead, reader, kept] {
        tokens.push(Some(begin_sign_in(&service.bothy, build.organisation, person).await.unwrap()));
    }
    tokens.push(Some(begin_sign_in(&service.bothy, other.organisation, foreign).await.unwrap()));
    Scene {
        router: router(Web::new(service.bothy.clone(), Cookies::Loopback, None)),
        tokens,
        session: session.to_string(),
        seat: seats[0].to_string(),
        duty,
        concern: concern.to_string(),
        hall: seen_place.halls[0].id.to_string(),
        picture: format!("{}.jpg", seen_place.picture.unwrap().hash),
        someone: elsewhere,
        coordinator,
    }
}

impl Scene {
    fn path(&self, shape: &str) -> String {
        let first = shape.split('/').nth(1).unwrap_or_default();
        let id = match first {
            "sessions" => self.session.clone(),
            "seats" => self.seat.clone(),
            "duties" => self.duty.clone(),
            "concerns" => self.concern.clone(),
            "places" => self.hall.clone(),
            "offers" => format!("offer_{}", Uuid::now_v7().simple()),
            "recover" => format!("recovery_{}", Uuid::now_v7().simple()),
            "account" => format!("signin_{}", Uuid::now_v7().simple()),
            "settings" if shape.contains("people") => self.someone.to_string(),
            "settings" => format!("helpline_{}", Uuid::now_v7().simple()),
            "imports" if shape.contains("rows") => format!("row_{}", Uuid::now_v7().simple()),
            "imports" => format!("import_{}", Uuid::now_v7().simple()),
            "series" => format!("series_{}", Uuid::now_v7().simple()),
            _ => String::new(),
        };
        shape
            .replace("{id}", &id)
            .replace("{slug}", if first == "places" { "leith-library" } else { "tuesday-group" })
            .replace("{name}", &self.picture)
            .replace("{day}", "2026-12-25")
            .replace("{token}", "0123456789abcdef")
            .replace("{role}", "coordinator")
    }

    /// All that any form here could ask for: what is missing must never decide who is let in.
    fn form(&self) -> String {
        let act = ActId::new(Uuid::now_v7());
        let (someone, to) = (self.someone, self.coordinator);
        format!(
            "act={act}&version=1&person={someone}&opener={someone}&to={to}&link=&phone=&reason=Snow&why=weather&answer=yes\
             &start=19%3A30&end=20%3A30&date-day=24&date-month=11&date-year=2026&danger=no&about=place&words=Hello\
             &kind=open&step=ask&minimum=2&name=Tuesday+group&purpose=Talking"
        )
    }

    async fn ask(&self, method: &str, path: &str, token: Option<&str>) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if let Some(token) = token {
            request = request.header(header::COOKIE, format!("bothy={token}"));
        }
        let body = if method == "POST" {
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

fn letter(answer: &Response<Body>) -> &'static str {
    let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
    match answer.status().as_u16() {
        404 => "n",
        303 if to.starts_with("/sign-in") => "s",
        // A form that is let in may still be refused by a rule; it is never a fault of ours.
        200 | 303 | 409 | 422 => "o",
        other => panic!("{other}"),
    }
}

#[test]
fn every_route_lets_in_whom_the_table_says_and_nobody_else() {
    let wrong = std::sync::Mutex::new(Vec::new());
    for (method, shape, letters) in TABLE {
        if !routes::lines().iter().any(|route| route.method == *method && route.path == *shape) {
            continue;
        }
        let wrong = &wrong;
        assert_eq!(letters.split(' ').count(), RELATIONS.len(), "{method} {shape}");
        on_sqlite(|service| async move {
            let scene = scene(&service).await;
            let path = scene.path(shape);
            for ((relation, token), want) in RELATIONS.iter().zip(&scene.tokens).zip(letters.split(' ')) {
                let is = letter(&scene.ask(method, &path, token.as_deref()).await);
                if is != want {
                    let line = format!("{method} {shape}: {relation} is {is}, the table says {want}");
                    wrong.lock().unwrap().push(line);
                }
            }
        });
    }
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_route_without_a_line_fails() {
    for route in routes::lines() {
        let has = TABLE.iter().any(|(method, path, _)| *method == route.method && *path == route.path);
        assert!(has, "{} {} has no line in the table of who may see what", route.method, route.path);
    }
}

#[test]
fn refused_and_missing_are_the_same_page() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let away = scene.tokens[5].as_deref();
        let refused = scene.ask("GET", &scene.path("/sessions/{id}"), away).await;
        let missing = scene.ask("GET", &format!("/sessions/session_{}", Uuid::now_v7().simple()), away).await;
        assert_eq!(refused.status(), missing.status());
        let mut pages = Vec::new();
        for answer in [refused, missing] {
            pages.push(answer.into_body().collect().await.unwrap().to_bytes());
        }
        assert_eq!(pages[0], pages[1]);
    });
}

#[test]
fn signed_out_a_path_that_is_not_there_answers_like_one_that_is() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        for path in ["/today", "/nothing/here", "/sessions/x", "/o/nobody/today", "/groups/tuesday-group/inside"] {
            let answer = scene.ask("GET", path, None).await;
            assert_eq!(letter(&answer), "s", "{path}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        }
    });
}

#[test]
fn a_sign_in_of_one_organisation_counts_for_nothing_in_the_other() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let (ours, foreign) = (scene.tokens[4].as_deref(), scene.tokens[10].as_deref());
        assert_eq!(scene.ask("GET", "/o/lothian/today", ours).await.status(), 200);
        assert_eq!(scene.ask("GET", "/o/forth/today", foreign).await.status(), 200);
        assert_eq!(scene.ask("GET", "/o/forth/today", ours).await.status(), 303);
        assert_eq!(scene.ask("GET", "/o/lothian/today", foreign).await.status(), 303);
        // The other's group is no page here, not even by its own word.
        assert_eq!(scene.ask("GET", "/o/forth/groups/tuesday-group", None).await.status(), 404);
    });
}

#[test]
fn a_form_from_another_site_changes_nothing() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let cases = [
            (vec![("sec-fetch-site", "cross-site")], 400),
            (vec![("sec-fetch-site", "same-site")], 400),
            (vec![("origin", "https://elsewhere.example")], 400),
            (vec![("origin", "null")], 400),
            (vec![], 400),
            (vec![("origin", "http://localhost")], 303),
            (vec![("sec-fetch-site", "same-origin"), ("origin", "null")], 303),
        ];
        for (headers, status) in cases {
            let token = scene.tokens[7].as_deref().unwrap();
            let mut request = Request::builder()
                .method("POST")
                .uri("/concern")
                .header(header::HOST, "localhost")
                .header(header::COOKIE, format!("bothy={token}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            for (name, value) in &headers {
                request = request.header(*name, *value);
            }
            let answer = scene.router.clone().oneshot(request.body(Body::from(scene.form())).unwrap()).await.unwrap();
            assert_eq!(answer.status(), status, "{headers:?}");
        }
    });
}

#[test]
fn every_answer_carries_the_headers_that_keep_others_out() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        for path in ["/", "/help", "/today", "/nothing"] {
            let answer = scene.ask("GET", path, scene.tokens[4].as_deref()).await;
            let headers = answer.headers();
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(headers[header::REFERRER_POLICY], "no-referrer", "{path}");
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
            assert_eq!(headers["cross-origin-opener-policy"], "same-origin", "{path}");
            // Whoever is signed in leaves no page behind in the browser.
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
        let left = scene.ask("POST", "/leave", scene.tokens[4].as_deref()).await;
        assert!(left.headers()["clear-site-data"].to_str().unwrap().contains("cookies"));
        assert_eq!(scene.ask("GET", "/today", scene.tokens[4].as_deref()).await.status(), 303);
    });
}

#[test]
fn the_way_to_help_stands_when_the_database_does_not() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        assert_eq!(scene.ask("GET", "/help", None).await.status(), 200);
        service.bothy.db.close().await;
        service.clock.advance(jiff::SignedDuration::from_mins(10));
        assert_eq!(scene.ask("GET", "/help", None).await.status(), 200);
        assert_eq!(scene.ask("GET", "/reach", None).await.status(), 200);
        let away = scene.ask("GET", "/groups", None).await;
        assert_eq!(away.status(), 503);
        assert!(away.headers().contains_key(header::RETRY_AFTER));
        assert_eq!(scene.ask("GET", "/health/live", None).await.status(), 200);
        assert_eq!(scene.ask("GET", "/health/ready", None).await.status(), 503);
    });
}

#[test]
fn a_page_that_was_just_printed_is_printed_anew_when_something_changed() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let said = async |path: &str| {
            let answer = scene.ask("GET", path, None).await;
            String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
        };
        let before = said("/groups/tuesday-group").await;
        assert_eq!(before, said("/groups/tuesday-group").await);
        assert_eq!(
            scene.ask("POST", &scene.path("/sessions/{id}/call-off"), scene.tokens[4].as_deref()).await.status(),
            303
        );
        assert_ne!(before, said("/groups/tuesday-group").await);
        // Whoever is signed in never gets a page that was printed for somebody else.
        let own = scene.ask("GET", "/groups/tuesday-group", scene.tokens[4].as_deref()).await;
        let own = String::from_utf8(own.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
        assert_ne!(own, said("/groups/tuesday-group").await);
    });
}
