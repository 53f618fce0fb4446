//! A coordinator in the browser: writes what a group is, opens it, gives it its days, changes them from a day on.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::safety::name_readers;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, act};

struct Story {
    build: Build,
    aileen: PersonId,
    tam: PersonId,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let tam = build.supporter("Tam").await;
    build.group("Carers circle", None).await;
    Story { build, aileen, tam }
}

const INSIDE: &str = "/groups/carers-circle/inside";

fn words<'a>(act: &'a str, version: &'a str, how: &'a str, minimum: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("act", act),
        ("version", version),
        ("purpose", "A place to talk"),
        ("for_whom", "Carers"),
        ("what_happens", "Tea"),
        ("how_to_come", how),
        ("kind", "drop-in"),
        ("minimum", minimum),
    ]
}

fn tuesdays<'a>(act: &'a str, day: &'a str, start: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("act", act),
        ("series-days", "TU"),
        ("series-rhythm", "week"),
        ("series-start", start),
        ("series-end", "20:30"),
        ("series-from-day", day),
        ("series-from-month", "12"),
        ("series-from-year", "2026"),
        ("series-mode", "in-person"),
        ("series-place", ""),
        ("series-seats", "2"),
        ("series-check", "pvg"),
        ("series-training", ""),
    ]
}

/// A group that waits to be opened, and whether it may.
async fn waiting(service: &Service) -> Story {
    let story = story(service).await;
    let pre = bothy_store::making::NewGroup {
        id: bothy_domain::ids::GroupId::new(uuid::Uuid::now_v7()),
        branch: None,
        slug: "new-group".into(),
        name: "New group".into(),
        kind: bothy_domain::groups::GroupKind::Open,
        purpose: "To talk".into(),
        for_whom: String::new(),
        what_happens: String::new(),
        how_to_come: String::new(),
        minimum: 2,
        state: bothy_domain::groups::GroupState::Preparing,
        looked_at: None,
        import_run: None,
    };
    let organisation = story.build.organisation;
    let now = service.clock.now();
    let written = service.bothy.db.write("prepare", (organisation, pre, now), |w, (organisation, group, now)| {
        Box::pin(async move {
            bothy_store::making::add_group(w, *organisation, group).await?;
            let entry = bothy_store::Entry {
                organisation: *organisation,
                at: *now,
                by: None,
                act: "made-for-a-test",
                thing: group.id.to_string(),
                reason: None,
            };
            Ok::<_, bothy_store::StoreError>(bothy_store::Commit::Changed((), bothy_store::Audit::of(entry)))
        })
    });
    written.await.unwrap();
    story
}

on_both! {
    async fn only_those_who_plan_see_a_group_from_the_inside(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let tam = Browser::of(&story.build, story.tam).await;
        assert_eq!(aileen.get(INSIDE).await.status, StatusCode::OK);
        assert_eq!(tam.get(INSIDE).await.status, StatusCode::NOT_FOUND);
        let id = act(&story.build);
        let sent = tam.post("/groups/carers-circle/edit", &words(&id, "1", "Ring first", "2")).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
        assert_eq!(aileen.get("/groups/no-such-group/inside").await.status, StatusCode::NOT_FOUND);
        assert_eq!(Browser::nobody(&story.build).get(INSIDE).await.status, StatusCode::SEE_OTHER);
    }

    async fn the_second_of_two_editors_sees_both_texts_and_loses_nothing(service: Service) {
        let story = story(&service).await;
        let rhona = story.build.person("Rhona", &[Role::Coordinator], None).await;
        let (aileen, rhona) = (Browser::of(&story.build, story.aileen).await, Browser::of(&story.build, rhona).await);
        let version = aileen.get(INSIDE).await.field("version");
        let (first, second, third) = (act(&story.build), act(&story.build), act(&story.build));
        let edit = "/groups/carers-circle/edit";
        let saved = aileen.post(edit, &words(&first, &version, "Ring Aileen first", "2")).await;
        assert_eq!(saved.to, format!("{INSIDE}?done=saved"));
        let late = rhona.post(edit, &words(&second, &version, "Just come in", "2")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("Ring Aileen first") && late.says("Just come in") && late.says("Aileen changed this"));
        let again = rhona.post(edit, &words(&third, &late.field("version"), "Just come in", "2")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert!(aileen.get(INSIDE).await.says("Just come in"));
    }

    async fn a_group_without_facilitators_is_not_saved(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let version = aileen.get(INSIDE).await.field("version");
        let id = act(&story.build);
        let sent = aileen.post("/groups/carers-circle/edit", &words(&id, &version, "Kept words", "0")).await;
        assert_eq!(sent.status, StatusCode::CONFLICT);
        assert!(sent.says("Choose a number from 1 to 20.") && sent.says("Kept words"));
    }

    async fn every_tuesday_is_made_and_a_wrong_first_day_is_said(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let (first, second, third) = (act(&story.build), act(&story.build), act(&story.build));
        let add = "/groups/carers-circle/series";
        let wrong = aileen.post(add, &tuesdays(&first, "2", "19:00")).await;
        assert_eq!(wrong.status, StatusCode::CONFLICT);
        assert!(wrong.says("The next one is Tuesday 8 December."));
        let unread = aileen.post(add, &tuesdays(&second, "1", "25:00")).await;
        assert!(unread.says("We could not read this time."));
        let made = aileen.post(add, &tuesdays(&third, "1", "7pm")).await;
        assert_eq!(made.to, format!("{INSIDE}?done=series-made"));
        let seen = aileen.get(&made.to).await;
        assert!(seen.says("Every Tuesday, 7pm to 8:30pm, from 1 December"));
        assert!(seen.says("Tuesday 8 December, 7pm"));
    }

    async fn a_change_is_shown_first_and_done_only_when_said(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let tam = Browser::of(&story.build, story.tam).await;
        let (first, second) = (act(&story.build), act(&story.build));
        aileen.post("/groups/carers-circle/series", &tuesdays(&first, "1", "19:00")).await;
        let seen = aileen.get(INSIDE).await;
        let id = seen.html.split("/series/series_").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let path = format!("/series/series_{id}/change");
        assert_eq!(tam.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(aileen.get(&path).await.says("Every Tuesday, 7pm to 8:30pm"));
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(tuesdays(&second, "8", "18:30"));
        let shown = aileen.get(&format!("{path}/preview?{}", form.finish())).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.says("Tuesday 8 December, 6:30pm"));
        assert!(aileen.get(INSIDE).await.says("Tuesday 8 December, 7pm"), "nothing is done by looking");
        let version = shown.field("version");
        let mut sent = tuesdays(&second, "8", "18:30");
        sent.push(("version", &version));
        let done = aileen.post(&path, &sent).await;
        assert_eq!(done.to, format!("{INSIDE}?done=series-changed"));
        let seen = aileen.get(INSIDE).await;
        assert!(seen.says("Tuesday 8 December, 6:30pm") && !seen.says("Tuesday 8 December, 7pm"));
        let third = act(&story.build);
        let mut late = tuesdays(&third, "8", "18:00");
        late.push(("version", &version));
        assert_eq!(aileen.post(&path, &late).await.status, StatusCode::CONFLICT, "the version is spent");
    }

    async fn no_group_opens_before_two_people_read_worries(service: Service) {
        let story = waiting(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let inside = "/groups/new-group/inside";
        let seen = aileen.get(inside).await;
        assert!(seen.says("Nobody is named to read worries.") && !seen.says("/groups/new-group/open\""));
        let version = seen.field("version");
        let (first, second) = (act(&story.build), act(&story.build));
        let open = "/groups/new-group/open";
        let early = aileen.post(open, &[("act", &first), ("version", &version)]).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        let nobody = Browser::nobody(&story.build);
        assert_eq!(nobody.get("/groups/new-group").await.status, StatusCode::NOT_FOUND);
        let known = story.build.known(story.aileen).await;
        name_readers(&service.bothy, &known, [story.aileen, story.tam]).await.unwrap();
        let seen = aileen.get(inside).await;
        assert!(seen.says("No help line is written down.") && seen.says("Nobody has confirmed the recovery sheet."));
        let third = act(&story.build);
        let early = aileen.post(open, &[("act", &third), ("version", &version)]).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        story.build.safe().await;
        let opened = aileen.post(open, &[("act", &second), ("version", &version)]).await;
        assert_eq!(opened.to, format!("{inside}?done=group-opened"));
        assert_eq!(nobody.get("/groups/new-group").await.status, StatusCode::OK);
    }
}
