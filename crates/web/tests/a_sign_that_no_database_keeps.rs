//! The sign NUL: no key types it and nobody sees it, some programs copy it along, and PostgreSQL keeps no text with it.
//! What somebody wrote is never lost for it.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::safety::name_readers;
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_both};
use browser::{Browser, act};

on_both! {
    async fn a_worry_that_was_copied_together_with_it_is_read_whole(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let [sam, una, ishbel] = [
            build.person("Sam", &[Role::SafeguardingLead], None).await,
            build.person("Una", &[Role::Supervisor], None).await,
            build.person("Ishbel", &[Role::Administrator], None).await,
        ];
        name_readers(&service.bothy, &build.known(ishbel).await, [sam, una]).await.unwrap();
        let once = act(&build);
        let worry = [("act", &*once), ("danger", "no"), ("about", "place"), ("words", "The door\0 stands\0 open")];
        assert_eq!(Browser::nobody(&build).post("/concern", &worry).await.to, "/concern/receipt");
        let sam = Browser::of(&build, sam).await;
        let today = sam.get("/today").await;
        let id = today.html.split("href=\"/concerns/").nth(1).expect("a worry is on the list").split(['"', '#']).next().unwrap();
        assert!(sam.get(&format!("/concerns/{id}")).await.says("The door stands open"));
    }

    async fn a_group_is_called_what_was_typed_without_it(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        build.group("Carers circle", None).await;
        let aileen = Browser::of(&build, aileen).await;
        let version = aileen.get("/groups/carers-circle/inside").await.field("version");
        let once = act(&build);
        let rows = [
            ("act", &*once), ("version", &*version), ("rows", "1"), ("question-1-order", "1"),
            ("question-1-asked", "Is there\0 tea?"), ("question-1-answer", "\0Always"),
        ];
        assert_eq!(aileen.post("/groups/carers-circle/questions", &rows).await.status, StatusCode::SEE_OTHER);
        let seen = Browser::nobody(&build).get("/groups/carers-circle").await;
        assert!(seen.says("Is there tea?") && !seen.html.contains('\0'));
    }

    async fn an_address_that_has_it_leads_nowhere_and_a_search_for_it_finds_what_is_there(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (nobody, aileen) = (Browser::nobody(&build), Browser::of(&build, aileen).await);
        for path in ["/groups/a%00b", "/directory/%00", "/%00", "/c/%00.ics"] {
            assert_eq!(nobody.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/groups/a%00b/inside", "/places/%00", "/sessions/%00", "/people/%00", "/series/%00/change"] {
            assert_eq!(aileen.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/people?name=%00", "/rota?branch=%00", "/audit?act=%00", "/directory?words=%00", "/reports?weeks=%00"] {
            let status = aileen.get(path).await.status;
            assert!(status.is_success() || status == StatusCode::NOT_FOUND, "{path}: {status}");
        }
    }
}
