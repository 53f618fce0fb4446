//! Joan puts her sessions in her own phone's calendar (WE13). Whoever looks over her shoulder reads when, and one word.

use crate::browser;

use axum::http::{StatusCode, header};
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_both, tuesday_evening};
use browser::{Browser, Seen, act};
use http_body_util::BodyExt as _;

/// Makes a link and gives back its path.
async fn link(browser: &Browser, build: &Build, word: &str) -> String {
    path_of(&browser.post("/account/calendar", &[("act", &act(build)), ("word", word)]).await)
}

fn path_of(seen: &Seen) -> String {
    assert_eq!(seen.status, StatusCode::OK);
    let address = seen.html.split("b-secret\">").nth(1).unwrap().split('<').next().unwrap();
    let path = address.strip_prefix("http://bothy.example").unwrap();
    assert!(seen.says(&format!("href=\"webcal://bothy.example{path}\"")), "a phone can add it");
    path.to_owned()
}

/// What a phone reads, with what it remembers of last time; none for "nothing new".
async fn read(browser: &Browser, path: &str, before: Option<&str>) -> (StatusCode, String, String) {
    let answer = browser.raw_if(path, before).await;
    let tag = answer.headers().get(header::ETAG).map(|tag| tag.to_str().unwrap().to_owned()).unwrap_or_default();
    let kept = answer.headers()[header::CACHE_CONTROL].to_str().unwrap().to_owned();
    let status = answer.status();
    if status == StatusCode::OK {
        assert_eq!(kept, "private, no-cache");
    }
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap(), tag)
}

on_both! {
    async fn a_phone_reads_when_and_one_word_and_never_which_group_or_where(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Hearing voices", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        let kirsty = build.supporter("Kirsty").await;
        build.knows(kirsty, group).await;
        let (_, seats) = build.session(tuesday_evening(group, place, vec![Some(joan)])).await;
        let [joan, kirsty] = [Browser::of(&build, joan).await, Browser::of(&build, kirsty).await];
        assert!(joan.get("/my-day").await.says("href=\"/account/calendar\""), "where she looks for her sessions");
        let path = link(&joan, &build, "Busy").await;
        // Her phone has no cookie.
        let phone = Browser::nobody(&build);
        let (status, text, tag) = read(&phone, &path, None).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.contains("SUMMARY:Busy\r\n") && text.contains("DTSTART;TZID=Europe/London:"), "{text}");
        for told in ["Hearing", "voices", "Balerno", "Library", "Joan", "lothian", "session_", "LOCATION", "DESCRIPTION"] {
            assert!(!text.contains(told), "{told} stands in it: {text}");
        }
        // Nothing happened: a few bytes say so. Also in the words of a server that packs what it sends.
        assert_eq!(read(&phone, &path, Some(&tag)).await.0, StatusCode::NOT_MODIFIED);
        assert_eq!(read(&phone, &path, Some(&format!("\"other\", W/{tag}"))).await.0, StatusCode::NOT_MODIFIED);
        // Kirsty's own is another calendar, and the session is in neither under the same name.
        let hers = link(&kirsty, &build, "Appointment").await;
        assert!(!read(&phone, &hers, None).await.1.contains("VEVENT"));
        // Handed back, it goes; taken by Kirsty, it comes to hers.
        joan.post(&format!("/seats/{}/hand-back", seats[0]), &[("act", &act(&build))]).await;
        let (status, text, _) = read(&phone, &path, Some(&tag)).await;
        assert!(status == StatusCode::OK && !text.contains("VEVENT"), "{status} {text}");
        let offer = kirsty.get("/my-day").await.html.split("/offers/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        kirsty.post(&format!("/offers/{offer}/answer"), &[("act", &act(&build)), ("answer", "yes")]).await;
        assert!(read(&phone, &hers, None).await.1.contains("SUMMARY:Appointment\r\n"));
    }

    async fn a_session_that_is_called_off_is_struck_through(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (session, _) = build.session(tuesday_evening(group, place, vec![Some(joan)])).await;
        let [joan, aileen] = [Browser::of(&build, joan).await, Browser::of(&build, aileen).await];
        let path = link(&joan, &build, "Busy").await;
        let (_, text, tag) = read(&joan, &path, None).await;
        assert!(text.contains("STATUS:CONFIRMED"));
        let page = aileen.get(&format!("/sessions/{session}")).await;
        let (once, version) = (act(&build), page.field("version"));
        let off = [("act", &*once), ("version", &version), ("why", "place-closed")];
        let done = aileen.post(&format!("/sessions/{session}/call-off"), &off).await;
        assert_eq!(done.to, format!("/sessions/{session}?done=called-off"));
        let (status, text, _) = read(&joan, &path, Some(&tag)).await;
        assert_eq!(status, StatusCode::OK);
        assert!(text.contains("STATUS:CANCELLED") && !text.contains("closed"), "{text}");
    }

    async fn a_link_that_was_ended_one_that_never_was_and_one_of_somebody_who_left_look_the_same(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let fife = Build::organisation(&service, "fife").await;
        let joan = build.supporter("Joan").await;
        let mairi = fife.supporter("Mairi").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let (known, lead) = (Browser::of(&build, joan).await, Browser::of(&build, ishbel).await);
        let phone = Browser::nobody(&build);
        let nothing = read(&phone, "/o/lothian/c/0123456789abcdef.ics", None).await;
        // A page says the address that was asked for, and nothing else of it.
        let is_gone = async |path: &str| {
            let token = path.rsplit('/').next().unwrap().trim_end_matches(".ics").to_owned();
            let (status, text, tag) = read(&phone, path, None).await;
            status == StatusCode::NOT_FOUND && (status, text.replace(&token, "0123456789abcdef"), tag) == nothing
        };
        let at = |path: &str| format!("/o/lothian{path}");
        let made = |seen: &Seen| {
            let address = seen.html.split("b-secret\">").nth(1).unwrap().split('<').next().unwrap();
            address.strip_prefix("http://bothy.example").unwrap().to_owned()
        };
        let one = made(&known.post(&at("/account/calendar"), &[("act", &act(&build)), ("word", "Busy")]).await);
        let two = made(&known.post(&at("/account/calendar"), &[("act", &act(&build)), ("word", "Busy")]).await);
        assert_eq!(read(&phone, &one, None).await.0, StatusCode::OK);
        // The link of one organisation opens nothing of another, and without its end it is no calendar.
        assert_eq!(read(&phone, &one.replace("lothian", "fife"), None).await.0, StatusCode::NOT_FOUND);
        let token = one.rsplit('/').next().unwrap().trim_end_matches(".ics");
        let never = read(&phone, "/o/lothian/c/0123456789abcdef", None).await;
        let (status, text, tag) = read(&phone, one.trim_end_matches(".ics"), None).await;
        assert_eq!((status, text.replace(token, "0123456789abcdef"), tag), never, "it looks as one that never was");
        assert_eq!(status, StatusCode::NOT_FOUND);
        // Nobody ends the link of somebody else.
        let page = known.get(&at("/account/calendar")).await;
        assert!(page.says("Last read:") && page.says("Not read yet."));
        let ids: Vec<String> = page.html.split("/account/calendar/").skip(1).map(|rest| rest.split('/').next().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 2);
        let end = format!("/account/calendar/{}/end", ids[0]);
        Browser::of(&fife, mairi).await.post(&format!("/o/fife{end}"), &[("act", &act(&fife))]).await;
        lead.post(&at(&end), &[("act", &act(&build))]).await;
        assert_eq!(read(&phone, &one, None).await.0, StatusCode::OK);
        assert_eq!(known.post(&at(&end), &[("act", &act(&build))]).await.to, at("/account/calendar?done=calendar-ended"));
        assert!(is_gone(&one).await);
        assert_eq!(read(&phone, &two, None).await.0, StatusCode::OK, "the other goes on");
        // Her phone is stolen: an administrator ends it with all the rest, and is told before that it does.
        let ask = lead.get(&at(&format!("/people/{joan}/sign-out"))).await;
        assert!(ask.says("The link for their own calendar ends."));
        let once = act(&build);
        let out = [("act", &*once), ("reason", "Her phone was stolen.")];
        lead.post(&at(&format!("/people/{joan}/sign-out")), &out).await;
        assert!(is_gone(&two).await);
        // She makes a new one; with her last hat it opens nothing any more.
        let known = Browser::of(&build, joan).await;
        let three = made(&known.post(&at("/account/calendar"), &[("act", &act(&build)), ("word", "Busy")]).await);
        assert_eq!(read(&phone, &three, None).await.0, StatusCode::OK);
        let page = lead.get(&at(&format!("/people/{joan}"))).await;
        let hat = page.html.split("/hats/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let once = act(&build);
        let ended = [("act", &*once), ("reason", "She moved away.")];
        let done = lead.post(&at(&format!("/people/{joan}/hats/{hat}/end")), &ended).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert!(is_gone(&three).await);
    }

    async fn a_word_that_tells_is_refused_and_two_presses_make_one_link(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Hearing voices", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        build.session(tuesday_evening(group, place, vec![Some(joan)])).await;
        let joan = Browser::of(&build, joan).await;
        for (word, says) in [
            ("My hearing VOICES group", "That would tell others which group it is."),
            ("", "Please say what your calendar shows."),
            (&"long ".repeat(20), "That is too long."),
        ] {
            let seen = joan.post("/account/calendar", &[("act", &act(&build)), ("word", word)]).await;
            assert!(seen.status == StatusCode::CONFLICT && seen.says(says), "{word}");
            assert!(!seen.says("b-secret"), "no link is made");
        }
        let once = act(&build);
        let form = [("act", &*once), ("word", "Busy")];
        let first = path_of(&joan.post("/account/calendar", &form).await);
        let second = path_of(&joan.post("/account/calendar", &form).await);
        // The page that the browser shows in the end is that of the second press: its link is the one that works.
        assert_eq!(read(&joan, &second, None).await.0, StatusCode::OK);
        assert_eq!(read(&joan, &first, None).await.0, StatusCode::NOT_FOUND);
        assert_eq!(joan.get("/account/calendar").await.html.matches("/end\"").count(), 1);
        for _ in 1..5 {
            link(&joan, &build, "Busy").await;
        }
        let full = joan.get("/account/calendar").await;
        assert!(full.says("You have as many links as one person can have.") && !full.says("name=\"word\""));
        let more = joan.post("/account/calendar", &[("act", &act(&build)), ("word", "Busy")]).await;
        assert_eq!(more.status, StatusCode::CONFLICT);
    }
}
