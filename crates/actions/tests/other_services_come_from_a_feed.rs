//! Other services come in from feeds: Open Referral UK and ALISS, the good, the doubtful and the hostile. Every row ends
//! imported, waiting or refused, with its reason; where it comes from and of which year it is stays with it; no number that
//! came in this way can be rung by a tap.
#![allow(
    clippy::disallowed_methods,
    reason = "tests may stop at once, and one of them measures how long something takes"
)]

use bothy_actions::imports::{
    DryRun, ImportKind, ImportReport, ListOrigin, NewImport, RowState, ServiceForm, Thing, import_services, let_in,
    see_import_run, undo_import,
};
use bothy_domain::access::Role;
use bothy_domain::directory::{last_checked, number_to_ring};
use bothy_store::directory::Listing;
use bothy_testkit::{Build, on_both, on_sqlite};
use jiff::civil::date;
use serde_json::{Value, json};
use std::time::Instant;

fn data(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../data/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

async fn bring_of(
    build: &Build,
    form: ServiceForm,
    bytes: Vec<u8>,
    dry_run: DryRun,
    origin: Option<ListOrigin>,
) -> ImportReport {
    let new = NewImport { kind: ImportKind::Listings, file_name: "feed.json".into(), bytes, dry_run };
    let bothy = &build.service.bothy;
    let report = import_services(bothy, build.organisation, None, new, form, origin).await.unwrap();
    assert_eq!(report.imported + report.waiting + report.refused, report.rows, "the three counts add up");
    assert_eq!(report.items.len(), report.rows);
    assert!(report.items.iter().all(|item| (item.outcome == "imported") == item.reason.is_empty()));
    report
}

async fn bring(build: &Build, bytes: Vec<u8>) -> ImportReport {
    bring_of(build, ServiceForm::OpenReferral, bytes, DryRun::No, None).await
}

async fn listings(build: &Build) -> Vec<Listing> {
    let db = &build.service.bothy.db;
    let read = db.snapshot("listings", build.organisation, |tx, organisation| {
        Box::pin(async move { bothy_store::directory::all(tx, *organisation).await })
    });
    read.await.unwrap()
}

fn ends(report: &ImportReport) -> Vec<&'static str> {
    report.items.iter().map(|item| item.outcome).collect()
}

fn service(number: u32) -> Value {
    json!({
        "id": format!("00000000-0000-4000-8000-{number:012}"),
        "name": format!("Advice {number}"),
        "description": "Forms and letters",
        "status": "active",
        "url": "http://advice.example.org",
        "service_at_locations": [{"location": {"addresses": [{"address_1": format!("{number} High Street")}]}}],
    })
}

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

on_both! {
    async fn a_feed_comes_in_as_copied_and_not_checked_and_is_taken_back(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let whole = json!({
            "id": "ac148810-d857-441c-9679-408f346de14b",
            "name": "Harbour Advice",
            "description": "<p>Forms and <b>letters</b></p>",
            "url": "https://harbour.example.org/advice",
            "email": "advice@harbour.example.org",
            "status": "active",
            "fees": "Free",
            "minimum_age": 16,
            "assured_date": "2024-05-01",
            "last_modified": "2025-03-15T10:30:45.123Z",
            "organization": {"id": "x", "name": "Harbour Trust", "description": "A trust"},
            "service_areas": [{"id": "x", "name": "Leith"}, {"id": "y", "name": "Granton"}],
            "phones": [{"id": "x", "number": "0131 496 0177"}],
            "contacts": [{"id": "x", "name": "Ann Persona", "title": "Reception", "phones": [{"number": "07700 900001"}]}],
            "service_at_locations": [{"id": "x", "location": {
                "id": "x", "location_type": "physical", "name": "Harbour House", "latitude": 55.9765, "longitude": -3.1706,
                "addresses": [{"id": "x", "address_1": "4 Shore", "city": "Edinburgh", "state_province": "", "postal_code": "eh6 6qw",
                    "country": "GB", "address_type": "physical"}],
            }}],
            "attributes": [{"id": "x", "taxonomy_term": {"id": "x", "name": "Benefits", "description": "Benefits"}}],
        });
        let page = json!({"total_items": 2, "total_pages": 1, "contents": [whole, {"id": "z", "name": "Tea", "status": "defunct"}]});
        let shown = bring_of(&build, ServiceForm::OpenReferral, bytes(&page), DryRun::Yes, None).await;
        assert!(shown.run.is_none() && listings(&build).await.is_empty(), "a preview writes nothing");
        let origin = Some(ListOrigin { source: "Council feed".into(), year: Some(2020) });
        let report = bring_of(&build, ServiceForm::OpenReferral, bytes(&page), DryRun::No, origin).await;
        assert_eq!(ends(&report), ends(&shown));
        assert_eq!(ends(&report), ["imported", "waiting"], "{report:#?}");
        assert!(report.items[1].reason.contains("defunct"), "{}", report.items[1].reason);
        let all = listings(&build).await;
        let [one] = all.as_slice() else { panic!("{all:?}") };
        let words = &one.words;
        assert_eq!(words.what, "Forms and letters\nRun by Harbour Trust.\nBenefits.");
        assert_eq!((words.for_whom.as_str(), words.area.as_str()), ("From age 16", "Leith; Granton"));
        assert_eq!(words.how_to_come, "Free\nadvice@harbour.example.org");
        assert_eq!((words.address.as_str(), words.postcode.as_str()), ("Harbour House, 4 Shore, Edinburgh", "EH6 6QW"));
        assert_eq!(words.website, "https://harbour.example.org/advice");
        // The year in which whoever keeps the list last looked, and not ours: the number is read, never rung by a tap.
        assert_eq!((one.source.as_str(), one.source_year, one.checked_on), ("Council feed", Some(2024), None));
        assert_eq!(words.telephone, "0131 496 0177");
        assert_eq!(number_to_ring(&words.telephone, last_checked(one.checked_on, date(2026, 11, 24))), None);
        assert!(!format!("{one:?}").contains("Persona"), "a contact is a person");
        let again = bring(&build, bytes(&page)).await;
        assert_eq!(ends(&again), ["refused", "refused"], "what waits is here, too");
        let undone = undo_import(&service.bothy, build.organisation, None, report.run.unwrap()).await.unwrap();
        assert!(undone.kept.is_empty() && listings(&build).await.is_empty());
    }

    async fn what_waits_is_let_in_with_the_day_that_the_feed_says(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let mut closed = self::service(1);
        closed["status"] = "temporarily closed".into();
        closed["last_modified"] = "2023-02-01T00:00:00Z".into();
        let run = bring(&build, bytes(&json!([closed]))).await.run.unwrap();
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = build.known(aileen).await;
        let (_, rows) = see_import_run(&service.bothy, &aileen, run).await.unwrap();
        assert_eq!((rows[0].state, rows[0].name.as_str()), (RowState::Waiting, "Advice 1"));
        let Thing::Listing(made) = let_in(&service.bothy, &aileen, build.act(), rows[0].id).await.unwrap() else {
            panic!("no listing")
        };
        let one = listings(&build).await.into_iter().find(|one| one.id == made).unwrap();
        assert_eq!((one.source.as_str(), one.source_year, one.checked_on), ("feed.json", Some(2023), None));
    }

    async fn what_aliss_says_comes_in_under_its_name(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let mut rows = 0;
        for number in [1, 2, 5, 6, 7, 10] {
            let report =
                bring_of(&build, ServiceForm::Aliss, data(&format!("aliss-sample/response-{number:02}.json")), DryRun::No, None).await;
            assert!(report.rows > 0, "{number}");
            rows += report.rows;
        }
        let all = listings(&build).await;
        assert!(all.len() >= 4 && all.len() <= rows, "{} of {rows}", all.len());
        let soup = all.iter().find(|one| one.words.name == "Leitholm Soup Social").unwrap();
        assert_eq!((soup.source.as_str(), soup.source_year, soup.checked_on), ("ALISS, aliss.org (CC BY 4.0)", Some(2018), None));
        assert_eq!((soup.words.address.as_str(), soup.words.postcode.as_str()), ("the Plough Inn, Main Street, Leitholm", "TD12 4JN"));
        assert!(soup.words.what.ends_with("Run by SBC Community Capacity Building.\nSocial Group; Lunch Club."), "{}", soup.words.what);
        assert!(soup.point.is_some());
        assert_eq!(number_to_ring(&soup.words.telephone, last_checked(soup.checked_on, date(2026, 11, 24))), None);
        // Kinds and areas are no services: nothing of them comes in by itself.
        for number in [4, 11] {
            let no = bring_of(&build, ServiceForm::Aliss, data(&format!("aliss-sample/response-{number:02}.json")), DryRun::No, None).await;
            assert_eq!(no.imported, 0, "{number}");
        }
    }
}

#[test]
fn the_mock_answers_of_the_validator_end_as_judged_by_hand() {
    on_sqlite(|service| async move {
        let (i, w, r) = ("imported", "waiting", "refused");
        for (name, expected) in [
            ("default-service_list", vec![i]),
            // Its postcode is “ABC 1234”.
            ("default-service_full", vec![w]),
            ("warn-service_list", vec![i]),
            ("warn-service_full", vec![w]),
            // Neither an address of the web nor a postcode.
            ("fail-service_full", vec![w]),
        ] {
            let build = Build::organisation(&service, name).await;
            let report = bring(&build, data(&format!("oruk-3.0/mocks/{name}.json"))).await;
            assert_eq!(ends(&report), expected, "{name}: {report:#?}");
        }
        let build = Build::organisation(&service, "fail").await;
        let report = bring(&build, data("oruk-3.0/mocks/fail-service_list.json")).await;
        assert_eq!(ends(&report), [r; 4], "none of them has a name: {report:#?}");
        // A hundred and twenty-eight rows with one and the same number.
        let build = Build::organisation(&service, "test").await;
        let report = bring(&build, data("oruk-3.0/mocks/test-service_list.json")).await;
        assert_eq!((report.rows, report.imported + report.waiting), (128, 1), "{report:#?}");
        assert_eq!(listings(&build).await.len(), report.imported);
        assert!(
            report.items.iter().any(|item| item.reason.contains("stands higher up in the same file")),
            "{report:#?}"
        );
    });
}

#[test]
fn a_hostile_feed_does_no_harm() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        let deep = format!("{{\"name\": \"Deep\", \"a\": {}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
        let mut circle = self::service(2);
        circle["organization"] = json!({"id": "a", "name": "A", "parent_organization_id": "b"});
        circle["service_at_locations"][0]["service"] = self::service(2);
        let mut odd = self::service(3);
        odd["description"] = json!({"text": "x"});
        odd["service_at_locations"] = json!("here");
        odd["organization"] = json!([[]]);
        odd["url"] = json!(5);
        let mut long = self::service(4);
        long["description"] = "x".repeat(100_000).into();
        let mut long_name = self::service(5);
        long_name["name"] = "x".repeat(5_000).into();
        let mut twice = self::service(1);
        twice["name"] = "Another name".into();
        let mut script = self::service(6);
        script["url"] = "javascript:alert(1)".into();
        let rows = [
            self::service(1).to_string(),
            circle.to_string(),
            odd.to_string(),
            long.to_string(),
            long_name.to_string(),
            twice.to_string(),
            script.to_string(),
            deep,
            "7".into(),
            "{\"name\": 5}".into(),
            self::service(9).to_string(),
            "{\"name\": \"broken off".into(),
        ];
        let (i, w, r) = ("imported", "waiting", "refused");
        let expected = [i, i, w, r, r, r, w, r, r, r, i, r];
        for text in [format!("{{\"contents\": [{}", rows.join(",\n")), format!("[{}", rows.join(", ")), rows.join("\n")]
        {
            let report = bring_of(&build, ServiceForm::OpenReferral, text.into_bytes(), DryRun::Yes, None).await;
            assert_eq!(ends(&report), expected, "{report:#?}");
        }
        let nothing =
            bring_of(&build, ServiceForm::OpenReferral, b"{\"contents\": []}".to_vec(), DryRun::Yes, None).await;
        assert_eq!(nothing.rows, 0);
    });
}

#[test]
fn ten_thousand_rows_are_read_in_a_time_that_grows_with_them_and_no_faster() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        let feed = |count: u32| {
            let rows: Vec<Value> = (0..count)
                .map(|number| {
                    let mut one = self::service(number);
                    // All of one name, every third with a number that was there, each an organisation that is its own parent.
                    one["name"] = "Advice".into();
                    one["organization"] = json!({"id": "a", "name": "A", "parent_organization_id": "a"});
                    if number % 3 == 2 {
                        one["id"] = format!("00000000-0000-4000-8000-{:012}", number - 1).into();
                    }
                    one
                })
                .collect();
            bytes(&json!({ "contents": rows }))
        };
        let timed = async |count: u32| {
            let feed = feed(count);
            let before = Instant::now();
            let report = bring_of(&build, ServiceForm::OpenReferral, feed, DryRun::Yes, None).await;
            assert_eq!((report.rows, report.refused), (count as usize, count as usize / 3));
            before.elapsed().as_secs_f64()
        };
        let (few, many) = (timed(1_000).await, timed(10_000).await);
        // Ten times the rows take about ten times as long; a hundred times would be counting each against all.
        assert!(many < few.max(0.05) * 50.0, "{few} s for a thousand, {many} s for ten thousand");
        let report = bring(&build, feed(1_000)).await;
        assert_eq!((report.imported, listings(&build).await.len()), (667, 667));
    });
}
