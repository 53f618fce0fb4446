//! A coordinator in the browser gives a series its weeks off, its room and its link; nothing typed is lost.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, act};

const INSIDE: &str = "/groups/carers-circle/inside";
const ADD: &str = "/groups/carers-circle/series";

struct Story {
    build: Build,
    aileen: PersonId,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    build.group("Carers circle", None).await;
    Story { build, aileen }
}

/// Online Tuesdays from 1 December, with what this test is about on top.
fn tuesdays<'a>(act: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("act", act),
        ("series-days", "TU"),
        ("series-rhythm", "week"),
        ("series-start", "19:00"),
        ("series-end", "20:30"),
        ("series-from-day", "1"),
        ("series-from-month", "12"),
        ("series-from-year", "2026"),
        ("series-mode", "online"),
        ("series-place", ""),
        ("series-seats", "2"),
    ];
    all.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    all.extend_from_slice(more);
    all
}

fn query(fields: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    form.finish()
}

async fn series_path(aileen: &Browser) -> String {
    let seen = aileen.get(INSIDE).await;
    let id = seen.html.split("/series/series_").nth(1).unwrap().split('/').next().unwrap().to_owned();
    format!("/series/series_{id}/change")
}

on_both! {
    async fn the_weeks_off_are_left_out_and_stand_under_the_rule_by_name(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let id = act(&story.build);
        let weeks = "8 December 2026: Tree week\n22 December 2026 to 29 December 2026: Winter break";
        let made = aileen.post(ADD, &tuesdays(&id, &[("series-weeks", weeks), ("series-closed-days", "yes")])).await;
        assert_eq!(made.to, format!("{INSIDE}?done=series-made"));
        let seen = aileen.get(INSIDE).await;
        assert!(seen.says("Off: 7 December to 13 December (Tree week)"));
        assert!(seen.says("Off: 21 December to 3 January 2027 (Winter break)"));
        assert!(seen.says("Off on closed days"));
        assert!(seen.says("Tuesday 15 December, 7pm") && seen.says("Tuesday 5 January 2027, 7pm"));
        for off in ["Tuesday 8 December", "Tuesday 22 December", "Tuesday 29 December"] {
            assert!(!seen.says(&format!("{off}, 7pm")), "{off}");
        }
    }

    async fn a_week_off_added_later_is_shown_first_calls_its_session_off_and_comes_back_in_the_form(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let (first, second) = (act(&story.build), act(&story.build));
        aileen.post(ADD, &tuesdays(&first, &[])).await;
        let path = series_path(&aileen).await;
        let more = [("series-weeks", "16 December 2026: Move of the office")];
        let shown = aileen.get(&format!("{path}/preview?{}", query(&tuesdays(&second, &more)))).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.says("1 is called off") && shown.says("(Move of the office)"));
        let version = shown.field("version");
        let mut sent = tuesdays(&second, &more);
        sent.push(("version", &version));
        assert_eq!(aileen.post(&path, &sent).await.status, StatusCode::SEE_OTHER);
        assert!(aileen.get("/groups/carers-circle").await.says("It is our week off."), "everybody is told why");
        let again = aileen.get(&series_path(&aileen).await).await;
        assert!(again.says("14 December 2026 to 20 December 2026: Move of the office"));
    }

    async fn everything_typed_is_kept_when_a_line_cannot_be_read(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let id = act(&story.build);
        let more = [
            ("series-weeks", "21 December 2026: Winter break\nsome time in May: Fair"),
            ("series-link", "https://bbb.example.org/b/ail-x2k"),
            ("series-phone", "0131 496 0188"),
            ("series-wait", "one-by-one"),
            ("series-lock", "10"),
            ("series-meeting-id", "812 3456 7890"),
            ("series-passcode", "heather"),
            ("series-until-day", "31"),
            ("series-until-month", "8"),
            ("series-until-year", "2027"),
        ];
        let wrong = aileen.post(ADD, &tuesdays(&id, &more)).await;
        assert_eq!(wrong.status, StatusCode::CONFLICT);
        assert!(wrong.says("We could not read the date in line 2."));
        for kept in ["some time in May: Fair", "https://bbb.example.org/b/ail-x2k", "0131 496 0188", "812 3456 7890", "heather"] {
            assert!(wrong.says(kept), "{kept}");
        }
        assert!(wrong.says("value=\"2027\""));
        assert!(wrong.says("<option value=\"one-by-one\" selected>") && wrong.says("<option value=\"10\" selected>"));
    }

    async fn a_link_of_any_service_stands_inside_the_group_and_one_that_runs_something_does_not(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        for wrong in ["javascript:alert(1)", "http://meet.example.org/x", "https://zoom.us@evil.example/"] {
            let id = act(&story.build);
            let sent = aileen.post(ADD, &tuesdays(&id, &[("series-link", wrong)])).await;
            assert_eq!(sent.status, StatusCode::CONFLICT, "{wrong}");
            assert!(!sent.says(&format!("href=\"{wrong}")), "{wrong}");
        }
        let id = act(&story.build);
        let more = [("series-link", "https://treffen.example.org/dienstag"), ("series-wait", "until-one-of-us"), ("series-lock", "never")];
        assert_eq!(aileen.post(ADD, &tuesdays(&id, &more)).await.status, StatusCode::SEE_OTHER);
        let seen = aileen.get(INSIDE).await;
        for said in ["https://treffen.example.org/dienstag", "People wait until one of us is there", "It is never locked: people can come late."] {
            assert!(seen.says(said), "{said}");
        }
        let session = seen.html.split("href=\"/sessions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let page = aileen.get(&format!("/sessions/{session}")).await;
        assert!(page.says("<a href=\"https://treffen.example.org/dienstag\" rel=\"noreferrer noopener\">"));
        assert!(page.says("People wait until one of us is there"));
        let public = Browser::nobody(&story.build).get("/groups/carers-circle").await;
        assert!(!public.says("treffen.example.org"), "the way in is not for everybody");
    }

    async fn a_session_has_its_own_way_in_and_keeps_what_was_typed_when_it_is_refused(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let (first, second, third) = (act(&story.build), act(&story.build), act(&story.build));
        aileen.post(ADD, &tuesdays(&first, &[])).await;
        let seen = aileen.get(INSIDE).await;
        let session = seen.html.split("href=\"/sessions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let path = format!("/sessions/{session}/way-in");
        let wrong = [("act", second.as_str()), ("link", "javascript:alert(1)"), ("passcode", "kept words"), ("wait", "one-by-one")];
        let refused = aileen.post(&path, &wrong).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.says("kept words") && refused.says("A link starts with https://"));
        let right = [
            ("act", third.as_str()),
            ("link", "https://meet.jit.si/CarersCircle"),
            ("phone", "0131 496 0177"),
            ("wait", "one-by-one"),
            ("lock", "15"),
            ("passcode", "heather"),
        ];
        assert_eq!(aileen.post(&path, &right).await.status, StatusCode::SEE_OTHER);
        let page = aileen.get(&format!("/sessions/{session}")).await;
        for said in ["One of us lets each person in", "Locked: 15 minutes after it starts", "Passcode: heather"] {
            assert!(page.says(said), "{said}");
        }
    }

    async fn a_room_is_chosen_with_its_building(service: Service) {
        let story = story(&service).await;
        let place = story.build.place("Balerno Library").await;
        let hall = story.build.hall(place, "Upstairs room").await;
        let other = story.build.place("Inch House").await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let (first, second) = (act(&story.build), act(&story.build));
        let (hall, place, other) = (hall.to_string(), place.to_string(), other.to_string());
        let in_room = |place| [("series-mode", "in-person"), ("series-place", place), ("series-hall", hall.as_str())];
        let wrong = aileen.post(ADD, &tuesdays(&first, &in_room(other.as_str()))).await;
        assert!(wrong.says("That room is in another building."));
        assert_eq!(aileen.post(ADD, &tuesdays(&second, &in_room(place.as_str()))).await.status, StatusCode::SEE_OTHER);
        assert!(aileen.get(INSIDE).await.says("Balerno Library: Upstairs room"));
    }
}
