//! Whatever is thrown at an operation of the API, it is answered as a program can read it, and never by a fault.

use crate::program;

use axum::body::Body;
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_sqlite, tuesday_evening};
use bothy_web::api;
use bothy_web::routes;
use jiff::SignedDuration;
use program::Program;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use uuid::Uuid;

/// How many of each operation.
const EACH: usize = 60;

/// An id: of this kind and of nothing, of something that is there, or nothing of the sort.
fn ids(there: Vec<String>) -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(there.clone()),
        prop::sample::select(there).prop_map(|id| id.to_uppercase()),
        (prop::sample::select(vec!["session", "seat", "duty", "offer", "group", "place", "person"]), any::<u128>())
            .prop_map(|(kind, id)| format!("{kind}_{}", Uuid::from_u128(id).simple())),
        "[ -~]{0,40}",
        any::<String>(),
    ]
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| {
        if byte.is_ascii_alphanumeric() || b"_-".contains(&byte) {
            all + &char::from(byte).to_string()
        } else {
            all + &format!("%{byte:02X}")
        }
    })
}

fn queries() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["limit", "after", "from", "to", "group", "state", "x", ""]);
    let value = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        prop::sample::select(vec![
            "2026-11-24",
            "9999-12-31",
            "-009999-01-01",
            "9999-12-31T23:59:59Z",
            "-009999-01-02T00:00:00Z",
            "1970-01-01",
            "2026-11-24T10:00:00+01:00",
            "mine",
            "empty",
            "200",
            "1",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec((name, value), 0..4).prop_map(|pairs| {
        pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
    })
}

fn bodies(there: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    let name = prop::sample::select(vec!["person", "to", "answer", "reason", "version", "x"]);
    let value = prop_oneof![
        prop::sample::select(there).prop_map(serde_json::Value::String),
        prop::sample::select(vec!["yes", "no", "maybe", "\u{0}", "\u{202e}"]).prop_map(|text| text.into()),
        any::<String>().prop_map(serde_json::Value::String),
        any::<i64>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
        Just(serde_json::json!([[{}]])),
    ];
    prop_oneof![
        prop::collection::btree_map(name, value, 0..3).prop_map(|map| serde_json::json!(map).to_string().into_bytes()),
        prop::collection::vec(any::<u8>(), 0..200),
        Just(b"{}".to_vec()),
        Just("[".repeat(10_000).into_bytes()),
        Just(b"{\"reason\": \"\\ud800\"}".to_vec()),
        Just(b"{\"reason\": 1e999999}".to_vec()),
    ]
}

fn headers() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let kind = prop::sample::select(vec![
        "application/json",
        "application/json; charset=utf-8",
        "text/plain",
        "",
        "APPLICATION/JSON",
    ]);
    let key = prop::sample::select(vec!["", "one", "two", "three", "a b", "\t"]);
    (kind, key, any::<bool>(), any::<bool>()).prop_map(|(kind, key, has_kind, has_key)| {
        let kind = has_kind.then_some(("content-type", kind));
        let key = has_key.then_some(("idempotency-key", key));
        kind.into_iter().chain(key).collect()
    })
}

#[test]
fn nothing_that_is_thrown_at_an_operation_is_a_fault_of_ours() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Leith Library").await;
        let joan = build.supporter("Joan").await;
        let aileen = build.person("Aileen", &[Role::Coordinator, Role::Supporter, Role::Administrator], None).await;
        let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), Some(aileen), None])).await;
        let program = Program::of(&build, aileen).await;
        let duty = program.get("/api/v1/duties").await.items()[0]["id"].as_str().unwrap().to_owned();
        let mut there = vec![session.to_string(), group.to_string(), place.to_string(), joan.to_string(), duty];
        there.extend(seats.iter().map(ToString::to_string));
        let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[20; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), seed);
        let mut done = 0;
        for route in routes::lines().into_iter().filter(|route| api::is_api(route.path)) {
            for turn in 0..EACH {
                let thrown = (ids(there.clone()), queries(), bodies(there.clone()), headers());
                let (id, query, body, headers) = thrown.new_tree(&mut runner).unwrap().current();
                // Half of them without a query, so that as many come as far as the act itself.
                let query = if turn % 2 == 0 { String::new() } else { format!("?{query}") };
                let path = format!("{}{query}", route.path.replace("{id}", &encoded(&id)));
                let what = format!("{} {path} {headers:?} {}", route.method, String::from_utf8_lossy(&body));
                let body = if route.method == "POST" { Body::from(body) } else { Body::empty() };
                let told = program.send(route.method, &path, &headers, body).await;
                assert!(told.status.as_u16() < 500, "{what}: {told:?}");
                assert_ne!(told.status, 401, "{what}");
                if !told.status.is_success() {
                    assert_eq!(told.kind(), "application/problem+json", "{what}: {told:?}");
                    assert_eq!(told.body["status"], told.status.as_u16(), "{what}");
                    assert!(!told.problem().is_empty() && told.body["detail"].is_string(), "{what}");
                }
                done += usize::from(told.status.is_success());
                service.clock.advance(SignedDuration::from_millis(200));
            }
        }
        assert!(done > 100, "only {done} of them came through: the throwing proves little");
    });
}
