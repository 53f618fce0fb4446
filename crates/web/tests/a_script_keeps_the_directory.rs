//! A script reads the directory, writes a service down, puts it right, has it checked, takes it off and brings it back.

use crate::program;

use bothy_domain::access::Role;
use bothy_testkit::{Build, Service, on_both};
use program::Program;
use serde_json::{Value, json};

async fn lothian(service: &Service) -> (Build, Program, Program) {
    let build = Build::organisation(service, "lothian").await;
    service.clock.advance(jiff::SignedDuration::from_secs(1));
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let joan = build.supporter("Joan").await;
    let (aileen, joan) = (Program::of(&build, aileen).await, Program::of(&build, joan).await);
    (build, aileen, joan)
}

fn advice() -> Value {
    json!({"name": "Harbour Advice", "what": "Help with forms", "telephone": "0131 496 0177", "postcode": "eh66ah"})
}

fn names(items: &[Value]) -> Vec<&str> {
    items.iter().map(|one| one["name"].as_str().unwrap()).collect()
}

on_both! {
    async fn a_service_is_written_down_put_right_checked_taken_off_and_brought_back(service: Service) {
        let (_, aileen, joan) = lothian(&service).await;
        let made = aileen.post("/api/v1/listings", &advice()).await;
        assert_eq!(made.status, 200, "{made:?}");
        assert_eq!((&made.body["slug"], &made.body["postcode"]), (&json!("harbour-advice"), &json!("EH6 6AH")));
        assert_eq!((&made.body["checked"], &made.body["rings"]), (&json!("never"), &json!(null)), "nobody has checked it");
        let path = format!("/api/v1/listings/{}", made.body["id"].as_str().unwrap());
        assert_eq!(joan.get(&path).await.body, made.body, "everybody with a token reads it");

        let checked = aileen.post(&format!("{path}/checked"), &json!({"version": 1})).await.body;
        assert_eq!((&checked["checked"], &checked["rings"]), (&json!("lately"), &json!("01314960177")));
        // Only what was sent is written anew, and a new number is unchecked.
        let right = json!({"version": 2, "telephone": "0131 496 0111"});
        let right = aileen.post(&format!("{path}/correct"), &right).await.body;
        assert_eq!((&right["name"], &right["telephone"]), (&json!("Harbour Advice"), &json!("0131 496 0111")));
        assert_eq!((&right["checked"], &right["version"]), (&json!("never"), &json!(3)));
        let late = aileen.post(&format!("{path}/correct"), &json!({"version": 2, "name": "Other"})).await;
        assert_eq!((late.status.as_u16(), late.problem()), (409, "changed"));

        assert_eq!(aileen.post(&format!("{path}/retire"), &json!({"version": 3})).await.body["state"], "retired");
        // Off the list, it is there for who keeps the directory, and for nobody else, in a list or by its id.
        assert_eq!(joan.get(&path).await.problem(), "not-found");
        assert_eq!(joan.get("/api/v1/listings?state=retired").await.items(), &Vec::<Value>::new());
        let id = made.body["id"].as_str().unwrap();
        let on = joan.get(&format!("/api/v1/listings?after={id}")).await;
        let nowhere = joan.get("/api/v1/listings?after=listing_0192f3aa00007000800000000000abcd").await;
        assert_eq!(on.body, nowhere.body, "refused and missing look the same");
        assert_eq!(on.problem(), "fields");
        assert_eq!(names(aileen.get("/api/v1/listings?state=retired&words=harbour").await.items()), ["Harbour Advice"]);
        assert!(aileen.get("/api/v1/listings").await.items().is_empty());
        assert_eq!(aileen.get(&path).await.body["state"], "retired");
        assert_eq!(aileen.post(&format!("{path}/use-again"), &json!({"version": 4})).await.body["state"], "listed");
        assert_eq!(joan.get(&path).await.body["version"], 5);
    }

    async fn who_does_not_keep_the_directory_changes_nothing_and_the_other_organisation_is_not_seen(service: Service) {
        let (_, aileen, joan) = lothian(&service).await;
        let forth = Build::organisation(&service, "forth").await;
        let morag = Program::of(&forth, forth.person("Morag", &[Role::Coordinator], None).await).await;
        let reads = Program::machine(&forth, Role::Reader).await;
        let made = aileen.post("/api/v1/listings", &advice()).await;
        let path = format!("/api/v1/listings/{}", made.body["id"].as_str().unwrap());
        for act in ["correct", "checked", "retire", "use-again"] {
            let one = format!("{path}/{act}");
            assert_eq!(joan.post(&one, &json!({"version": 1})).await.problem(), "not-found", "{act}");
            // Where a host serves two, the token of the one opens nothing of the other.
            let theirs = format!("/o/forth{one}");
            assert_eq!(morag.post(&theirs, &json!({"version": 1})).await.problem(), "not-found", "{act}");
            assert_eq!(morag.post(&one, &json!({"version": 1})).await.problem(), "unknown-token", "{act}");
        }
        assert_eq!(joan.post("/api/v1/listings", &advice()).await.problem(), "not-found");
        assert_eq!(reads.post("/o/forth/api/v1/listings", &advice()).await.problem(), "not-found", "a reader reads");
        assert_eq!(morag.get(&format!("/o/forth{path}")).await.problem(), "not-found");
        assert!(morag.get("/o/forth/api/v1/listings").await.items().is_empty());
        assert_eq!(aileen.get(&path).await.body["version"], 1, "nothing was done");
    }

    async fn a_long_directory_is_read_in_parts_by_name_each_once(service: Service) {
        let (_, aileen, joan) = lothian(&service).await;
        // Names that differ in case only, and two of one name: the order is the same on both databases.
        for name in ["beach hut", "Beach Hut", "Anchor cafe", "Zest", "anchor Walks", "Anchor cafe", "Moor"] {
            let body = json!({"name": name, "what": "Company", "address": "1 Shore"});
            assert_eq!(aileen.post("/api/v1/listings", &body).await.status, 200, "{name}");
        }
        for (path, all) in [("/api/v1/listings?", 7), ("/api/v1/listings?words=anchor", 3), ("/api/v1/listings?words=nothing+there", 0)] {
            let mut found = Vec::new();
            let mut next = Some(format!("{path}&limit=2"));
            while let Some(path) = next {
                let read = joan.get(&path).await;
                assert!(read.items().len() <= 2);
                found.extend(read.items().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
                next = read.next();
            }
            let whole: Vec<_> =
                joan.get(path).await.items().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
            assert_eq!((&found, whole.len()), (&whole, all), "{path}");
        }
        let first = joan.get("/api/v1/listings?words=beach&limit=1").await;
        let other = first.items()[0]["id"].as_str().unwrap();
        // What has not the words is none of the list that is sought.
        let wrong = joan.get(&format!("/api/v1/listings?words=anchor&after={other}")).await;
        assert_eq!((wrong.status.as_u16(), wrong.problem()), (422, "fields"));
    }

    async fn what_cannot_be_written_down_is_said_by_its_field_and_done_once(service: Service) {
        let (_, aileen, _) = lothian(&service).await;
        for (field, wrong) in [
            ("name", json!({"what": "Forms", "address": "1 Shore"})),
            ("what", json!({"name": "Advice", "what": " ", "address": "1 Shore"})),
            ("address", json!({"name": "Advice", "what": "Forms"})),
            ("postcode", json!({"name": "Advice", "what": "Forms", "postcode": "EH99"})),
            ("website", json!({"name": "Advice", "what": "Forms", "website": "javascript:alert(1)"})),
            ("area", json!({"name": "Advice", "what": "Forms", "address": "1 Shore", "area": "a".repeat(301)})),
            ("name", json!({"name": "Ad\u{0}vice", "what": "Forms", "address": "1 Shore"})),
            ("checked", json!({"name": "Advice", "what": "Forms", "address": "1 Shore", "checked": "yes"})),
            ("source", json!({"name": "Advice", "what": "Forms", "address": "1 Shore", "source": "us"})),
        ] {
            let no = aileen.post("/api/v1/listings", &wrong).await;
            assert_eq!((no.status.as_u16(), no.problem()), (422, "fields"), "{wrong}");
            assert!(no.body["errors"][field][0].is_string(), "{field}: {no:?}");
        }
        let once = aileen.again("/api/v1/listings", "one", &advice()).await;
        let twice = aileen.again("/api/v1/listings", "one", &advice()).await;
        assert_eq!(once.body, twice.body);
        assert_eq!(twice.headers["idempotency-replayed"], "true");
        assert_eq!(aileen.get("/api/v1/listings").await.items().len(), 1);
        let path = format!("/api/v1/listings/{}", once.body["id"].as_str().unwrap());
        for wrong in [json!({}), json!({"version": "1"}), json!({"version": 0}), json!({"version": 1.5})] {
            let no = aileen.post(&format!("{path}/retire"), &wrong).await;
            assert!(no.body["errors"]["version"][0].is_string(), "{wrong}: {no:?}");
        }
    }
}
