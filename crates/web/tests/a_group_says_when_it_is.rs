//! What a group's page says to programs that read pages: its next sessions, whatever became of them, and nothing else.

use crate::browser;

use axum::http::{HeaderValue, StatusCode, header};
use bothy_actions::safety::name_readers;
use bothy_domain::access::Role;
use bothy_domain::sessions::Mode;
use bothy_testkit::{Build, Meeting, on_both, tuesday_evening};
use browser::{Browser, act};
use jiff::civil::{date, time};
use serde_json::Value;

fn events(html: &str) -> Vec<Value> {
    let Some((_, rest)) = html.split_once("<script type=\"application/ld+json\">") else { return Vec::new() };
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

on_both! {
    async fn each_session_is_an_event_with_the_hour_of_where_it_is(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let hall = build.place_in("Leith Library", "28 Ferry Road", "EH6 4AE", &[]).await;
        let group = build.open_group_that_says("Tea & talk</script><b>", "Tea \"and\" talk <!--").await;
        let [tam, morag] = [build.supporter("Tam").await, build.supporter("Morag").await];
        build.session(tuesday_evening(group, hall, vec![Some(tam), Some(morag)])).await;
        let winter = Meeting { group, at: date(2026, 12, 1).at(19, 0, 0, 0), zone: "Europe/London", mode: Mode::Online, place: None };
        let summer = Meeting { at: date(2027, 4, 6).at(19, 0, 0, 0), ..winter };
        build.meet(&[winter, summer]).await;
        let nobody = Browser::nobody(&build);
        let path = "/groups/tea---talk--script--b-";
        assert!(events(&nobody.get(path).await.html).is_empty(), "nobody reads worries here yet");
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let known = build.known(ishbel).await;
        name_readers(&service.bothy, &known, [ishbel, tam]).await.unwrap();
        let nobody = Browser::nobody(&build);
        let html = nobody.get(path).await.html;
        assert!(!html.contains("talk</script>") && !html.contains("<b>\""), "no name ends the block");
        let all = events(&html);
        assert_eq!(all.len(), 3);
        assert_eq!(all[0]["name"], "Tea & talk</script><b>");
        assert_eq!(all[0]["startDate"], format!("{}+00:00", date(2026, 11, 24).to_datetime(time(19, 0, 0, 0))));
        assert_eq!(all[0]["eventStatus"], "https://schema.org/EventScheduled");
        assert_eq!(all[0]["location"]["address"], "28 Ferry Road, EH6 4AE");
        assert_eq!(all[1]["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode");
        assert_eq!(all[2]["startDate"], "2027-04-06T19:00:00+01:00");
    }

    async fn a_phone_that_has_the_newest_calendar_of_a_group_is_told_so_in_a_few_bytes(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let hall = build.place("Leith Library").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (session, _) = build.session(tuesday_evening(group, hall, vec![None])).await;
        let phone = Browser::nobody(&build);
        let path = "/groups/tuesday-group.ics";
        let first = phone.raw_if(path, None).await;
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        // An hour later nothing is new: neither the time nor somebody else's asking makes it so.
        build.later(1).await;
        let again = phone.raw_if(path, Some(&tag)).await;
        assert_eq!((again.status(), &again.headers()[header::CACHE_CONTROL]), (StatusCode::NOT_MODIFIED, &HeaderValue::from_static("no-cache")));
        assert_eq!(phone.raw_if(path, None).await.status(), StatusCode::OK, "whoever has nothing gets it whole");
        let off = [("act", &*act(&build)), ("version", "1"), ("why", "place-closed")];
        Browser::of(&build, aileen).await.post(&format!("/sessions/{session}/call-off"), &off).await;
        assert_eq!(phone.raw_if(path, Some(&tag)).await.status(), StatusCode::OK);
    }
}
