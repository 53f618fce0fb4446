//! The description of the API and its page for people say what is there, and nothing else.

use crate::program;

use bothy_testkit::{Build, on_sqlite};
use bothy_web::api;
use bothy_web::routes;
use program::Program;
use serde_json::Value;
use std::collections::BTreeSet;

/// The description, as a program without a token gets it.
fn description() -> Value {
    let (give, take) = std::sync::mpsc::channel();
    on_sqlite(|service| async move {
        Build::organisation(&service, "lothian").await;
        let told = Program::with(&service.bothy, None).get("/api/v1/openapi.json").await;
        assert_eq!((told.status.as_u16(), told.kind()), (200, "application/json"));
        assert_eq!(told.body["servers"][0]["url"], "/");
        let under = Program::with(&service.bothy, None).get("/o/lothian/api/v1/openapi.json").await;
        assert_eq!(under.body["servers"][0]["url"], "/o/lothian");
        give.send(told.body).unwrap();
    });
    take.recv().unwrap()
}

#[test]
fn every_operation_is_described_and_nothing_that_is_not_there() {
    let description = description();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"), "{}", description["openapi"]);
    let mut said = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            said.insert((method.to_uppercase(), path.clone()));
        }
    }
    let api = routes::lines().into_iter().filter(|route| api::is_api(route.path));
    let there: BTreeSet<_> = api.map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    assert_eq!(said, there);
}

#[test]
fn every_operation_says_what_it_gives_and_how_it_says_no() {
    let description = description();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].as_str().is_some_and(|said| said.len() > 10), "{method} {path}");
            if path.ends_with("openapi.json") {
                continue;
            }
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses["200"]["content"]["application/json"]["schema"].is_object(), "{method} {path}");
            let no = ["401", "404", "422", "429", "503"].into_iter();
            let no = no.chain(["400", "403", "409", "413", "415"].into_iter().filter(|_| method == "post"));
            for status in no {
                let schema = &responses[status]["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{method} {path} {status}");
            }
            let key =
                operation["parameters"].as_array().into_iter().flatten().find(|one| one["name"] == "Idempotency-Key");
            assert_eq!(key.is_some_and(|key| key["required"] == true), method == "post", "{method} {path}");
        }
    }
    // Every reference leads somewhere.
    let text = description.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(description["components"]["schemas"][name].is_object(), "{name}");
    }
}

#[test]
fn every_link_leads_to_an_operation_and_names_every_operation_that_it_can() {
    let description = description();
    let operations: Vec<&Value> = description["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
        .collect();
    let ids: Vec<&str> = operations.iter().map(|one| one["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "two operations have one name: {ids:?}");
    let mut links = 0;
    for operation in &operations {
        for (name, link) in operation["responses"]["200"]["links"].as_object().into_iter().flatten() {
            let to = operations.iter().find(|one| one["operationId"] == link["operationId"]);
            let to = to.unwrap_or_else(|| panic!("{name} leads nowhere"));
            let takes_id = to["parameters"].as_array().into_iter().flatten().any(|one| one["name"] == "id");
            assert!(takes_id && link["parameters"]["id"].as_str().unwrap().starts_with("$response.body#/"), "{name}");
            let sends = link.get("requestBody").is_some();
            assert_eq!(sends, to["requestBody"]["required"] == true, "{name}: a body is sent where one is needed");
            links += 1;
        }
    }
    assert_eq!(links, 25, "every link is written into an answer that is there");
}

#[test]
fn every_list_goes_on_after_an_id_of_its_own_kind() {
    let description = description();
    let mut lists = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
        for after in parameters.filter(|one| one["name"] == "after") {
            let pattern = after["schema"]["pattern"].as_str().unwrap_or_else(|| panic!("{path} does not say which id"));
            let kind = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix("_[0-9a-f]{32}$")).unwrap();
            let list = path.rsplit('/').next().unwrap();
            assert!(list.starts_with(kind.trim_end_matches('y')), "{path}: {pattern}");
            lists += 1;
        }
    }
    assert_eq!(lists, 7);
}

#[test]
fn a_body_that_may_be_left_out_is_no_null() {
    let description = description();
    let body = &description["paths"]["/api/v1/duties/{id}/take"]["post"]["requestBody"];
    assert_eq!(body["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/Nothing");
    assert_ne!(body["required"], true);
}

#[test]
fn every_post_of_the_api_names_the_acts_that_it_does() {
    let posts = routes::lines().into_iter().filter(|route| api::is_api(route.path) && route.method == "POST");
    let posts: BTreeSet<_> = posts.map(|route| route.path).collect();
    let named: BTreeSet<_> = api::DOES.iter().map(|(path, _)| *path).collect();
    assert_eq!(posts, named);
    use bothy_web::desk::audit::acts::{GROUPS, PEOPLE, SAFETY, SESSIONS, SET_UP};
    let known = [SAFETY, SESSIONS, GROUPS, PEOPLE, SET_UP].concat();
    let without = api::without_operation();
    for (path, acts) in api::DOES {
        for act in *acts {
            assert!(known.contains(act), "{path}: the audit knows no {act}");
            assert!(!without.contains(act));
        }
    }
}

const MARK: &str = "<!-- acts without an operation -->";

/// The list as the page has it, in lines of a length that people read.
fn list_of_acts() -> String {
    let mut lines = vec![String::new()];
    for act in api::without_operation() {
        let word = format!("`{act}`,");
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = word,
            Some(line) if line.len() + word.len() < 118 => *line = format!("{line} {word}"),
            _ => lines.push(word),
        }
    }
    lines.join("\n").trim_end_matches(',').to_owned()
}

/// `BOTHY_WRITE_DOCS=1` writes the list anew.
#[test]
fn the_page_for_people_lists_the_acts_without_an_operation_and_every_operation() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/running/api.md");
    let page = std::fs::read_to_string(path).unwrap();
    let parts: Vec<&str> = page.split(MARK).collect();
    let [before, list, after] = parts.as_slice() else { panic!("the page has two marks") };
    let wanted = format!("\n{}\n", list_of_acts());
    if std::env::var("BOTHY_WRITE_DOCS").is_ok() {
        std::fs::write(path, format!("{before}{MARK}{wanted}{MARK}{after}")).unwrap();
    } else {
        assert_eq!(*list, wanted, "BOTHY_WRITE_DOCS=1 writes docs/running/api.md anew");
    }
    for route in routes::lines().into_iter().filter(|route| api::is_api(route.path)) {
        let path = route.path.trim_start_matches("/api/v1");
        assert!(
            page.contains(&format!("| {} | `{path}` |", route.method)),
            "{} {path} is not on the page",
            route.method
        );
    }
}
