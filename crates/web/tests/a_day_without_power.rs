//! The week pack on a day without power: what a coordinator prints, what is not in it, and that it is written down. And what
//! everybody may print of a group: a poster and cards that lead to the right address or to none.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::places::{Alarm, Checked, Opening, PlaceName, RunningWords, edit_running};
use bothy_actions::safety::name_readers;
use bothy_actions::sessions::call_off_session;
use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_testkit::{Build, Service, SessionPlan, on_both, tuesday_evening};
use browser::Browser;
use jiff::civil::{date, time};

struct Story {
    build: Build,
    aileen: PersonId,
    tam: PersonId,
    priya: PersonId,
    ishbel: PersonId,
    tuesday: SessionId,
}

const PACK: &str = "/rota/pack?from=2026-11-25";
const SHEET: &str = "Register of one session";

/// Two branches; a week with a session that has a gap, one that is called off, one elsewhere, and one in the next week.
async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    build.safe().await;
    let (leith, gorgie) = (build.branch("Leith").await, build.branch("Gorgie").await);
    let [circle, walk] =
        [build.group("Evening circle", Some(leith)).await, build.group("Gorgie walk", Some(gorgie)).await];
    let hall = build.place_in("Leith Library", "28 Ferry Road", "EH6 4AE", &[]).await;
    let aileen = build.person("Aileen Kerr", &[Role::Coordinator], Some(leith)).await;
    let ishbel = build.person("Ishbel Ross", &[Role::Administrator], None).await;
    let sam = build.person("Sam Okafor", &[Role::SafeguardingLead], None).await;
    let rhona = build.person("Rhona Baird", &[Role::Coordinator], None).await;
    let [tam, priya] = [build.supporter("Tam Doig").await, build.supporter("Priya Nair").await];
    build.person("Colin Gow", &[Role::Member], None).await;
    name_readers(&service.bothy, &build.known(ishbel).await, [sam, ishbel]).await.unwrap();
    let (tuesday, _) = build.session(tuesday_evening(circle, hall, vec![Some(tam), None])).await;
    let friday =
        SessionPlan { date: date(2026, 11, 27), ..tuesday_evening(circle, hall, vec![Some(tam), Some(priya)]) };
    let (friday, _) = build.session(friday).await;
    let sunday = SessionPlan {
        date: date(2026, 11, 29),
        starts: time(23, 0, 0, 0),
        ends: time(23, 45, 0, 0),
        ..tuesday_evening(circle, hall, vec![Some(priya)])
    };
    build.session(sunday).await;
    build.session(SessionPlan { date: date(2026, 11, 30), ..tuesday_evening(circle, hall, vec![Some(priya)]) }).await;
    build.session(tuesday_evening(walk, hall, vec![Some(priya)])).await;
    let rhona = build.known(rhona).await;
    call_off_session(&service.bothy, &rhona, build.act(), friday, WhyCalledOff::Weather).await.unwrap();
    let words = RunningWords {
        name: PlaceName { name: "Leith Library".into(), address: "28 Ferry Road".into(), postcode: "EH6 4AE".into() },
        opening: "Open from 8am".into(),
        opener: Opening::OneOfUs,
        key_holder: Some(tam),
        second_key_holder: None,
        caretaker: "Norrie, 0131 496 0150".into(),
        alarm: Alarm { words: "Panel behind the door, 4711".into(), checked_on: None },
        checked: Checked::default(),
    };
    edit_running(&service.bothy, &rhona, build.act(), "leith-library", 1, words).await.unwrap();
    Story { build, aileen, tam, priya, ishbel, tuesday }
}

on_both! {
    async fn the_week_pack_on_a_day_without_power(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        assert!(aileen.get("/rota").await.says("href=\"/rota/pack?from=2026-11-23\""));
        let pack = aileen.get(PACK).await;
        assert_eq!(pack.status, StatusCode::OK);
        for said in [
            "Week of 23 November to 29 November",
            "Printed on Monday 23 November, 9am",
            "Keep it locked away",
            "7pm to 8:30pm",
            "Tam Doig",
            "Nobody yet:",
            "Called off: ",
            "116 123",
            "28 Ferry Road, EH6 4AE",
            "Norrie, 0131 496 0150",
            "Numbers of supporters are not held here",
            "What is going well",
            "Fewer than 2 of you are there",
            "Sam Okafor or Ishbel Ross",
        ] {
            assert!(pack.says(said), "{said}");
        }
        assert!(pack.html.matches("Keys: Tam Doig").count() == 1);
        // Two are held in this week; one is called off, one is in the next week and one in another branch.
        assert_eq!(pack.html.matches(SHEET).count(), 2);
        assert_eq!(pack.html.matches("Printed on").count(), 4);
        for hidden in ["Gorgie", "30 November,", "4711", "Colin"] {
            assert!(!pack.says(hidden), "{hidden}");
        }
        assert_eq!(pack.kept, "no-store");
        let empty = aileen.get("/rota/pack?from=2027-03-01").await;
        assert!(empty.says("Nothing is planned in this week") && !empty.says(SHEET));
    }

    async fn whoever_opens_the_pack_is_written_down_and_others_have_none(service: Service) {
        let story = story(&service).await;
        let looks = "/audit?part=looks";
        let ishbel = Browser::of(&story.build, story.ishbel).await;
        for nobody in [story.tam, story.ishbel] {
            assert_eq!(Browser::of(&story.build, nobody).await.get(PACK).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!ishbel.get(looks).await.says("Opened a week pack"), "nobody has one yet");
        Browser::of(&story.build, story.aileen).await.get(PACK).await;
        let seen = ishbel.get(looks).await;
        assert!(seen.says("Opened a week pack") && seen.says("Aileen Kerr"));
        assert_eq!(seen.html.matches("Opened a week pack").count(), 1);
    }

    async fn who_holds_a_session_prints_its_register_and_nobody_else_does(service: Service) {
        let story = story(&service).await;
        let (inside, sheet) = (format!("/sessions/{}", story.tuesday), format!("/sessions/{}/register", story.tuesday));
        let tam = Browser::of(&story.build, story.tam).await;
        assert!(tam.get(&inside).await.says(&format!("href=\"{sheet}\"")));
        let seen = tam.get(&sheet).await;
        for said in ["Evening circle", "Tuesday 24 November, 7pm to 8:30pm", "Leith Library, 28 Ferry Road, EH6 4AE", "Tam Doig", "Nobody yet:", "116 123"] {
            assert!(seen.says(said), "{said}");
        }
        // Lines to write on, and no name of anybody who comes.
        assert_eq!(seen.html.matches("<tr><td></td><td></td><td></td></tr>").count(), 16);
        assert!(!seen.says("Colin") && !seen.says("Norrie"));
        let priya = Browser::of(&story.build, story.priya).await;
        assert_eq!(priya.get(&sheet).await.status, StatusCode::NOT_FOUND);
        assert_eq!(Browser::of(&story.build, story.aileen).await.get(&sheet).await.status, StatusCode::OK);
    }

    async fn a_poster_leads_to_the_services_own_address_or_nowhere(service: Service) {
        let story = story(&service).await;
        let nobody = Browser::nobody(&story.build);
        let (poster, card) = ("/groups/evening-circle/poster", "/groups/evening-circle/card");
        for path in [poster, card, "/groups/evening-circle/poster?type=large"] {
            let lost = nobody.get(path).await;
            assert!(lost.says("has not told it its own address"), "{path}");
            assert!(!lost.says("b-square\"") && !lost.says("bothy.example"), "{path}: no host that a browser said");
            assert!(lost.says("Evening circle") && lost.says("116 123") && lost.says("28 Ferry Road"), "{path}");
        }
        let told = Browser::nobody_at(&story.build, "https://peer.example.org");
        let seen = told.get(poster).await;
        assert!(seen.says("b-square\"") && seen.says(">peer.example.org/groups/evening-circle<"));
        assert!(!seen.says("has not told it"));
        assert_eq!(told.get(card).await.html.matches(">peer.example.org/groups/evening-circle<").count(), 8);
        let large = told.get("/groups/evening-circle/poster?type=large").await;
        assert!(large.says("b-poster--large") && !seen.says("b-poster--large"));
        assert!(told.get("/groups/evening-circle?type=large").await.says("b-large"));
        assert!(!told.get("/groups/evening-circle").await.says("b-main b-large"), "what was printed once is not shown for the other");
        // A whole kilobyte makes a code still; more than one can hold is left out, and the words stand.
        let long = Browser::nobody_at(&story.build, &format!("https://{}.example", "a".repeat(1_000)));
        assert!(long.get(poster).await.says("b-square\""));
        let longer = Browser::nobody_at(&story.build, &format!("https://{}.example", "a".repeat(9_000)));
        let seen = longer.get(poster).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(!seen.says("b-square\"") && seen.says("too long for a code") && seen.says("aaa.example/groups/evening-circle"));
        assert_eq!(longer.get("/groups/nothing-here/poster").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_group_that_is_not_open_yet_has_no_poster(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        build.group("Evening circle", None).await;
        for path in ["/groups/evening-circle/poster", "/groups/evening-circle/card"] {
            let seen = Browser::nobody_at(&build, "https://peer.example.org").get(path).await;
            assert_eq!(seen.status, StatusCode::OK);
            assert!(seen.says("This group is not open yet") && !seen.says("b-square\"") && !seen.says(">peer.example.org/groups"));
        }
    }
}
