//! A link worker has two minutes: a hearing-voices group on a Tuesday, near, with no steps (docs/walks).

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::directory::{CheckedNow, add_listing};
use bothy_domain::access::Role;
use bothy_domain::directory::ListingWords;
use bothy_domain::groups::{GroupKind, GroupState};
use bothy_domain::ids::{GroupId, PlaceId};
use bothy_domain::places::FactKind;
use bothy_domain::sessions::Mode;
use bothy_testkit::{Build, Meeting, Service, on_both};
use browser::{Browser, Seen};
use jiff::civil::{DateTime, date};

const LONDON: &str = "Europe/London";

fn at(day: i8, hour: i8) -> DateTime {
    date(2026, 11, day).at(hour, 0, 0, 0)
}

fn meeting(group: GroupId, at: DateTime, place: Option<PlaceId>) -> Meeting<'static> {
    let mode = if place.is_some() { Mode::InPerson } else { Mode::Online };
    Meeting { group, at, zone: LONDON, mode, place }
}

/// It is Monday 23 November 2026, 9am. On Tuesday evening voices are heard in Leith; other groups stand around it.
async fn scene(service: &Service) -> Build {
    let build = Build::organisation(service, "lothian").await;
    let leith = build.place_in("Leith Library", "28 Ferry Road, Leith", "EH6 4AE", &[FactKind::StepFree]).await;
    let bruntsfield = build.place_in("Evans Hall", "1 Bruntsfield Place", "EH10 4HG", &[]).await;
    let voices = build.open_group_that_says("Hearing voices", "For people who hear what others don’t.").await;
    let far = build.open_group_that_says("Voices south", "Hearing voices, over tea.").await;
    let cafe = build
        .group_that_says("Open café", GroupKind::DropIn, "Soup and a seat.", GroupState::Open(service.clock.now()))
        .await;
    let owls = build.open_group_that_says("Night owls", "A quiet typed chat.").await;
    let pair = build
        .group_that_says("Anna and Morag", GroupKind::OneToOne, "Hearing voices", GroupState::Open(service.clock.now()))
        .await;
    let hidden = build.group_that_says("Voices hidden", GroupKind::Open, "Hearing voices", GroupState::Preparing).await;
    build
        .meet(&[
            meeting(voices, at(24, 18), Some(leith)),
            meeting(far, at(24, 17), Some(bruntsfield)),
            meeting(cafe, at(25, 13), Some(leith)),
            meeting(owls, at(24, 21), None),
            meeting(pair, at(24, 18), Some(leith)),
            meeting(hidden, at(24, 18), Some(leith)),
        ])
        .await;
    build
}

/// The names of the groups in the list, in its order.
fn names(seen: &Seen) -> Vec<String> {
    let lines = seen.html.split("<h3 class=\"b-h3\"><a href=\"").skip(1);
    lines.map(|line| line.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
}

/// Where the first link with these words leads.
fn link(seen: &Seen, words: &str) -> String {
    let tags = seen.html.split("<a ").skip(1).map(|rest| rest.split_once('>').unwrap());
    let found = tags.into_iter().find(|(_, after)| after.split('<').next() == Some(words));
    let (tag, _) = found.unwrap_or_else(|| panic!("no link {words}"));
    tag.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")
}

on_both! {
    async fn a_link_worker_finds_a_hearing_voices_group_on_a_tuesday(service: Service) {
        let build = scene(&service).await;
        let worker = Browser::nobody(&build);
        let all = worker.get("/groups").await;
        assert_eq!(names(&all), ["Voices south", "Hearing voices", "Night owls", "Open café"]);
        assert!(all.says("Four groups you could go to"));

        let found = worker.get("/groups?near=eh68rg&words=hearing+voices&day=tue").await;
        assert_eq!(names(&found), ["Hearing voices", "Voices south"], "the nearest first, though it begins later");
        assert!(found.says("Two groups you could go to") && found.says("Nearest first on each day"));
        assert!(found.says("<b>About 0.8 miles</b> <span>from EH6 8RG</span>"), "{}", found.html);
        assert!(found.says("value=\"tue\" checked") && found.says("value=\"eh68rg\""));

        let steps = worker.get("/groups?near=eh68rg&words=hearing+voices&day=tue&need=step-free").await;
        assert_eq!(names(&steps), ["Hearing voices"]);
        assert!(steps.says("One group you could go to") && steps.says("No steps"));
        let less = worker.get(&link(&steps, "Tuesday")).await;
        assert_eq!(less.status, StatusCode::OK);
        assert!(!less.says("value=\"tue\" checked") && less.says("value=\"step-free\" checked"));
        assert_eq!(worker.get(&link(&steps, "Clear all")).await.html, worker.get("/groups").await.html);
        assert_eq!(worker.get("/groups/hearing-voices").await.status, StatusCode::OK);
    }

    async fn whoever_looks_for_words_is_told_who_else_says_them(service: Service) {
        let build = scene(&service).await;
        let keeper = build.person("Mairi", &[Role::Coordinator], None).await;
        let keeper = build.known(keeper).await;
        let list = async |name: &str, what: &str| {
            let telephone = "0131 496 0177".to_owned();
            let words = ListingWords { name: name.to_owned(), what: what.to_owned(), telephone, ..ListingWords::default() };
            add_listing(&build.service.bothy, &keeper, build.act(), words, CheckedNow::No).await.unwrap();
        };
        for name in ["Harbour <Carers>", "Carers east", "Carers north", "Carers west"] {
            list(name, "For whoever looks after somebody").await;
        }
        list("Lock makers", "Keys").await;
        let worker = Browser::nobody(&build);
        let seen = worker.get("/groups?words=carers").await;
        assert!(seen.says("Your words are found in 4 places that are not ours:"));
        for name in ["Carers east", "Carers north", "Carers west"] {
            assert!(seen.says(name), "{name}");
        }
        assert!(!seen.says("<Carers>") && !seen.says("Lock makers"));
        let all = worker.get(&link(&seen, "See all 4")).await;
        assert!(all.says("Carers west") && !all.says("Lock makers"));
        let one = worker.get("/groups?words=KEYS").await;
        assert!(one.says("Your words are found in one place that is not ours:") && one.says("Lock makers"));
        assert!(!one.says("See all"), "there are no more");
        for nothing in ["/groups", "/groups?words=zzzz", "/groups?words=%27%3B--%00"] {
            assert!(!worker.get(nothing).await.says("Your words are found in"), "{nothing}");
        }
        let elsewhere = Build::organisation(&service, "forth").await;
        assert!(!Browser::nobody(&elsewhere).get("/o/forth/groups?words=carers").await.says("Carers east"));
    }

    async fn each_thing_that_can_be_chosen_leaves_what_does_not_have_it(service: Service) {
        let build = scene(&service).await;
        let somebody = Browser::nobody(&build);
        for (query, found) in [
            ("day=wed", &["Open café"][..]),
            ("day=tue&day=wed&part=afternoon", &["Open café"]),
            ("part=evening", &["Voices south", "Hearing voices", "Night owls"]),
            ("way=online", &["Night owls"]),
            ("way=online&way=room&day=tue", &["Voices south", "Hearing voices", "Night owls"]),
            ("kind=drop-in", &["Open café"]),
            ("need=step-free", &["Hearing voices", "Night owls", "Open café"]),
            ("words=cafe", &["Open café"]),
            ("words=lei", &["Hearing voices", "Open café"]),
            ("near=EH6&within=1&day=tue", &["Hearing voices", "Night owls"]),
            ("near=Leith+Library&within=1", &["Hearing voices", "Night owls", "Open café"]),
            ("near=City+of+Edinburgh&day=tue", &["Voices south", "Hearing voices", "Night owls"]),
            ("kind=one-to-one&words=morag", &[]),
        ] {
            let seen = somebody.get(&format!("/groups?{query}")).await;
            assert_eq!(names(&seen), found, "{query}");
            let week = somebody.get(&format!("/groups?{query}&as=week")).await;
            for name in found {
                assert!(week.says(&format!(">{name}</a>")), "{query}: {name} in the week");
            }
            assert_eq!(week.html.matches("class=\"b-weektable__t\"").count(), found.len(), "{query}");
        }
    }

    async fn where_nothing_fits_the_page_says_what_stands_in_the_way_and_what_is_near(service: Service) {
        let build = scene(&service).await;
        let cafe = build.open_group_that_says("Supper", "In three weeks").await;
        build.meet(&[Meeting { mode: Mode::Phone, ..meeting(cafe, date(2026, 12, 15).at(18, 0, 0, 0), None) }]).await;
        let somebody = Browser::nobody(&build);
        let none = somebody.get("/groups?words=hearing&day=wed").await;
        assert!(none.says("Nothing fits all of that") && none.says("2 on other days") && none.says("One without your words"));
        assert_eq!(names(&somebody.get(&link(&none, "2 on other days")).await), ["Voices south", "Hearing voices"]);
        assert!(none.says("116 123") || none.says("id=\"help\""), "help stands on the page");
        assert!(none.says("Nothing that fits?") && none.says("href=\"/reach\""));
        let none = somebody.get("/groups?way=phone").await;
        assert!(none.says("In these days, nothing at all fits:") && none.says("<strong>By phone</strong>"));
        let later = link(&none, "The next that fits is on Tuesday 15 December");
        assert_eq!(later, "/groups?way=phone&from=2026-12-15");
        assert_eq!(names(&somebody.get(&later).await), ["Supper"]);
    }

    async fn a_postcode_nobody_knows_is_said_beside_the_field_and_the_list_stands(service: Service) {
        let build = scene(&service).await;
        let somebody = Browser::nobody(&build);
        for (near, says) in [
            ("EH6+8ZZ", "We do not know this postcode."),
            ("ZE99", "We do not know this postcode."),
            ("SW1A+1AA", "We only know those in Scotland."),
            ("Atlantis", "We know no place called that."),
        ] {
            let seen = somebody.get(&format!("/groups?near={near}&within=1")).await;
            assert!(seen.says("id=\"near-error\"") && seen.says(says), "{near}");
            assert_eq!(names(&seen).len(), 4, "{near}: nothing is left out");
            assert!(!seen.says("Nearest first"), "{near}");
        }
    }

    async fn what_was_typed_is_kept_by_nobody(service: Service) {
        let build = scene(&service).await;
        let somebody = Browser::nobody(&build);
        let plain = somebody.get("/groups").await;
        assert_eq!(plain.kept, "no-cache");
        let first = somebody.get("/groups?near=EH6+8RG").await;
        assert_eq!(first.kept, "no-store");
        let other = somebody.get("/groups?near=EH10+4HG").await;
        assert_ne!(first.html, other.html);
        assert_eq!(names(&other)[0], "Voices south");
        assert_eq!(names(&somebody.get("/groups").await), names(&plain));
        // A group that opens a moment later stands in a chosen list at once.
        let new = build.open_group_that_says("Voices now", "").await;
        build.meet(&[meeting(new, at(23, 20), None)]).await;
        assert_eq!(names(&somebody.get("/groups?words=voices").await)[0], "Voices now");
    }

    async fn two_organisations_side_by_side_find_only_their_own(service: Service) {
        let build = scene(&service).await;
        let other = Build::organisation(&service, "forth").await;
        let hall = other.place_in("Alloa Hall", "Main Street, Alloa", "FK10 1AA", &[]).await;
        let group = other.open_group_that_says("Hearing voices Alloa", "").await;
        other.meet(&[meeting(group, at(24, 18), Some(hall))]).await;
        let somebody = Browser::nobody(&build);
        for query in ["", "words=voices", "day=tue", "near=EH6", "words=alloa", "near=Alloa+Hall"] {
            let ours = somebody.get(&format!("/o/lothian/groups?{query}")).await;
            let theirs = somebody.get(&format!("/o/forth/groups?{query}")).await;
            assert!(!ours.says("Hearing voices Alloa"), "{query}");
            assert!(!ours.says("from Alloa Hall"), "{query}");
            assert!(!theirs.says("Voices south"), "{query}");
        }
        let theirs = somebody.get("/o/forth/groups?words=voices&day=tue&near=FK10").await;
        assert_eq!(names(&theirs), ["Hearing voices Alloa"]);
        assert!(link(&theirs, "Clear all").starts_with("/o/forth/groups"));
        assert!(somebody.get("/o/lothian/groups?near=Alloa+Hall").await.says("We know no place called that."));
    }

    async fn a_place_where_nothing_public_is_cannot_be_asked_for(service: Service) {
        let build = scene(&service).await;
        let refuge = build.place_in("Quiet House", "9 Hidden Lane, Gullane", "EH31 2AA", &[]).await;
        let hidden = build.group_that_says("Safe circle", GroupKind::Open, "", GroupState::Preparing).await;
        build.meet(&[meeting(hidden, at(24, 18), Some(refuge))]).await;
        let somebody = Browser::nobody(&build);
        for near in ["Quiet+House", "Gullane", "Hidden+Lane"] {
            let seen = somebody.get(&format!("/groups?near={near}")).await;
            assert!(seen.says("We know no place called that."), "{near}");
        }
        assert!(names(&somebody.get("/groups?words=quiet+house").await).is_empty());
    }

    async fn the_day_and_the_evening_are_those_of_where_the_session_is(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.open_group_that_says("Clocks", "").await;
        // Both nights on which clocks change in 2026 and 2027, either side of the change, and a group far away whose
        // Tuesday evening is Wednesday morning here.
        let far = build.open_group_that_says("Far", "").await;
        let one = |group: GroupId, at: DateTime, zone: &'static str| Meeting { group, at, zone, mode: Mode::Online, place: None };
        service.clock.set("2026-10-24T12:00:00Z".parse().unwrap());
        build.meet(&[
            one(group, date(2026, 10, 24).at(23, 30, 0, 0), LONDON),
            one(group, date(2026, 10, 25).at(0, 30, 0, 0), LONDON),
            one(group, date(2026, 10, 25).at(17, 0, 0, 0), LONDON),
            one(far, date(2026, 10, 27).at(18, 0, 0, 0), "America/Vancouver"),
            one(group, date(2027, 3, 27).at(23, 30, 0, 0), LONDON),
            one(group, date(2027, 3, 28).at(16, 59, 0, 0), LONDON),
        ]).await;
        let somebody = Browser::nobody(&build);
        for (query, times) in [
            ("day=sat", &["11:30pm"][..]),
            ("day=sun&part=evening", &["12:30am", "5pm"]),
            ("day=tue&part=evening", &["6pm"]),
            ("day=wed", &[]),
            ("from=2027-03-20&day=sat", &["11:30pm"]),
            ("from=2027-03-20&day=sun&part=afternoon", &["4:59pm"]),
            ("from=2027-03-20&day=sun&part=evening", &[]),
        ] {
            let seen = somebody.get(&format!("/groups?{query}")).await;
            let lines = seen.html.split("<div class=\"b-next__t\">").skip(1);
            let found: Vec<&str> = lines.map(|line| line.split('<').next().unwrap()).collect();
            assert_eq!(found, times, "{query}");
        }
    }

    async fn hostile_words_are_words_and_never_an_error(service: Service) {
        let build = scene(&service).await;
        let somebody = Browser::nobody(&build);
        let long = "x".repeat(10_000);
        let odd = [
            "\"", "'", "\"\"\"", "*", "voices*", "NEAR(a b)", "a AND", "OR", "NOT", "-", "name:voices", "^voices", "(((",
            "{}", "\\", "%", "_", "\0", "a\0b", "\u{202e}secioV", "🫖🫖", "👩‍👩‍👧", "\u{feff}", "'; DROP TABLE session; --",
            "<script>alert(1)</script>", "{{ 7 * 7 }}", "${x}", "\r\nSet-Cookie: a=b", "İıſß", "﷽", &long,
        ];
        for said in odd {
            for name in ["words", "near", "within", "day", "part", "way", "need", "kind", "as", "from", said] {
                let mut query = form_urlencoded::Serializer::new(String::new());
                query.append_pair(name, said);
                let seen = somebody.get(&format!("/groups?{}", query.finish())).await;
                assert_eq!(seen.status, StatusCode::OK, "{name}: {said:?}");
                assert!(!seen.says("<script>alert"), "{name}: {said:?}");
                assert!(seen.html.len() < 200_000, "{name}: {said:?}");
            }
        }
        for raw in ["words=%FF%FE", "near=%", "words=%00%00", "day=tue;words=x", "&&&===", "from=9999-12-31", "from=-009999-01-01"] {
            assert_eq!(somebody.get(&format!("/groups?{raw}")).await.status, StatusCode::OK, "{raw}");
        }
    }
}
