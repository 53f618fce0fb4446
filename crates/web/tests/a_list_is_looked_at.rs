//! A list that was brought in, in the browser: a person lets a waiting row in, says no to another, takes it all back.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::imports::{DryRun, ImportKind, NewImport, import_file};
use bothy_domain::access::Role;
use bothy_domain::ids::ImportRunId;
use bothy_testkit::{Build, on_both};
use browser::{Browser, act};

/// The first says all, the other two leave a doubt.
fn three() -> Vec<u8> {
    b"Name,When,Venue,Postcode,Purpose\n\
      Tea club,Tuesdays 2pm - 4pm,\"Millennium Hall, Cramond Glebe Road\",EH4 7RD,Tea\n\
      Soup club,Mondays,\"Millennium Hall, Cramond Glebe Road\",EH4 7RD,Soup\n\
      Walk club,Every two weeks on Fridays 2pm - 4pm,Various,,Walks\n"
        .to_vec()
}

async fn brought_in(build: &Build) -> ImportRunId {
    let new =
        NewImport { kind: ImportKind::Groups, file_name: "three.csv".into(), bytes: three(), dry_run: DryRun::No };
    import_file(&build.service.bothy, build.organisation, None, new).await.unwrap().run.unwrap()
}

/// The paths of the forms that decide rows in this way, in the order of the page.
fn forms(html: &str, way: &str) -> Vec<String> {
    let actions = html.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    actions.filter(|path| path.starts_with("/imports/rows/") && path.ends_with(way)).map(str::to_owned).collect()
}

on_both! {
    async fn what_waits_is_let_in_or_not_and_only_once(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let tam = build.supporter("Tam").await;
        let (aileen, tam) = (Browser::of(&build, aileen).await, Browser::of(&build, tam).await);
        let path = format!("/imports/{}", brought_in(&build).await);
        assert!(aileen.get("/imports").await.says("three.csv, 3 rows"));
        for hidden in ["/imports", path.as_str()] {
            assert_eq!(tam.get(hidden).await.status, StatusCode::NOT_FOUND);
        }
        let seen = aileen.get(&path).await;
        assert!(seen.says("Soup club") && seen.says("Waiting."));
        let (take, leave) = (forms(&seen.html, "/let-in"), forms(&seen.html, "/refuse"));
        let waiting = seen.html.matches("Waiting.").count();
        assert!(waiting >= 1, "a row without a time waits");
        let (first, second, third) = (act(&build), act(&build), act(&build));
        assert_eq!(tam.post(&take[0], &[("act", &first)]).await.status, StatusCode::NOT_FOUND);
        let done = aileen.post(&leave[0], &[("act", &second)]).await;
        assert_eq!(done.to, format!("{path}?done=row-out"));
        let late = aileen.post(&take[0], &[("act", &third)]).await;
        assert_eq!(late.to, format!("{path}?done=row-decided"), "the first row is decided");
        let seen = aileen.get(&path).await;
        assert!(seen.says("Not for us."));
        assert_eq!(seen.html.matches("Waiting.").count(), waiting - 1);
        let last = forms(&seen.html, "/let-in").pop().unwrap();
        let fourth = act(&build);
        assert_eq!(aileen.post(&last, &[("act", &fourth)]).await.to, format!("{path}?done=row-in"));
    }

    async fn a_list_is_taken_back_by_whoever_may_and_nobody_else(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Administrator], None).await;
        let tam = build.supporter("Tam").await;
        let (aileen, tam) = (Browser::of(&build, aileen).await, Browser::of(&build, tam).await);
        let path = format!("/imports/{}", brought_in(&build).await);
        let undo = format!("{path}/undo");
        assert_eq!(tam.post(&undo, &[]).await.status, StatusCode::NOT_FOUND);
        assert!(!aileen.get(&path).await.says("It was undone"));
        assert_eq!(aileen.post(&undo, &[]).await.to, format!("{path}?done=run-undone"));
        let seen = aileen.get(&path).await;
        assert!(seen.says("It was undone") && !seen.says(&undo));
    }
}
