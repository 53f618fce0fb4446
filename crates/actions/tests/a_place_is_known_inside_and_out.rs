//! A place is known inside and out: by hand, with its keys, rooms, alarm, the picture of its door; and a walk.
//!
//! The walk through the code: `docs/walks/a-place-is-known-inside-and-out.md`.

use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::duties::see_today;
use bothy_actions::groups::see_group;
use bothy_actions::places::{
    Alarm, Checked, Fact, HallChange, HallRefused, HallWords, MayEdit, Opening, PlaceField, PlaceName, PlaceRefused,
    PlaceSeen, RouteWords, RunningWords, add_place, edit_hall, edit_place, edit_route, edit_running, put_picture,
    remove_picture, see_picture, see_place, see_places,
};
use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, PlaceId};
use bothy_domain::places::{FactKind, KeysRefused, PlaceKind, Says};
use bothy_testkit::{A_DOT, Build, Service, on_both, polled, tuesday_evening};
use jiff::Timestamp;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn named(name: &str, postcode: &str) -> PlaceName {
    PlaceName { name: name.into(), address: "14 Ryrie Street".into(), postcode: postcode.into() }
}

fn running(first: Option<PersonId>, second: Option<PersonId>) -> RunningWords {
    RunningWords {
        name: named("Ryrie Hall", "EH4 7RD"),
        opening: "Weekdays from 9am".into(),
        opener: Opening::OneOfUs,
        key_holder: first,
        second_key_holder: second,
        caretaker: "Norrie, 0131 496 0155".into(),
        alarm: Alarm { words: "The panel is behind the door".into(), checked_on: Some(TODAY) },
        checked: Checked { keys: Some(date(2025, 12, 1)), opening: Some(TODAY), caretaker: None },
    }
}

async fn hall(service: &Service, who: &Known, build: &Build, slug: &str) -> PlaceSeen {
    add_place(&service.bothy, who, build.act(), PlaceKind::Building, named("Ryrie Hall", "eh47rd")).await.unwrap();
    see_place(&service.bothy, who, slug).await.unwrap()
}

fn room(name: &str, holds: u16) -> HallWords {
    HallWords { name: name.into(), holds: Some(holds), words: "Soft chairs".into(), checked_on: Some(TODAY) }
}

on_both! {
    async fn a_place_added_by_hand_has_its_point_and_is_added_once(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = build.known(aileen).await;
        let act = build.act();
        let name = || named("Ryrie Hall", "eh47rd");
        let slug = add_place(&service.bothy, &aileen, act, PlaceKind::Building, name()).await.unwrap();
        assert_eq!(add_place(&service.bothy, &aileen, act, PlaceKind::Building, name()).await.unwrap(), slug);
        let other = add_place(&service.bothy, &aileen, act, PlaceKind::Building, named("Other", "")).await;
        assert!(matches!(other, Err(ActionError::SentBefore { made }) if made == slug));
        let seen = see_place(&service.bothy, &aileen, &slug).await.unwrap();
        assert_eq!(seen.place.postcode, "EH4 7RD");
        assert!(seen.place.lat.as_deref().unwrap().starts_with("55.9"));
        assert_eq!(see_places(&service.bothy, &aileen).await.unwrap().places.len(), 1);
        // Another of the same name has another word in addresses.
        let second = add_place(&service.bothy, &aileen, build.act(), PlaceKind::Building, name()).await.unwrap();
        assert_eq!((slug.as_str(), second.as_str()), ("ryrie-hall", "ryrie-hall-2"));
    }

    async fn pressed_ten_times_at_once_it_is_one_place_and_ten_others_of_its_name_are_ten(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = build.known(aileen).await;
        let act = build.act();
        let press = |act| {
            let (bothy, aileen) = (service.bothy.clone(), aileen.clone());
            async move { add_place(&bothy, &aileen, act, PlaceKind::Building, named("Ryrie Hall", "eh47rd")).await }
        };
        let mut same = tokio::task::JoinSet::new();
        (0..10).for_each(|_| drop(same.spawn(press(act))));
        let told: Vec<String> = same.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(told.iter().all(|slug| slug == "ryrie-hall"), "{told:?}");
        let mut others = tokio::task::JoinSet::new();
        (0..10).for_each(|_| drop(others.spawn(press(build.act()))));
        let mut told: Vec<String> = others.join_all().await.into_iter().map(Result::unwrap).collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), 10, "{told:?}");
        assert_eq!(see_places(&service.bothy, &aileen).await.unwrap().places.len(), 11);
    }

    async fn keys_are_with_two_different_people_who_work_here(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (tam, joan) = (build.supporter("Tam").await, build.supporter("Joan").await);
        let colin = build.person("Colin", &[Role::Member], None).await;
        let aileen = build.known(aileen).await;
        let slug = "ryrie-hall";
        let version = hall(&service, &aileen, &build, slug).await.place.version;
        let tried = async |first, second| {
            edit_running(&service.bothy, &aileen, build.act(), slug, version, running(first, second)).await
        };
        let same = tried(Some(tam), Some(tam)).await;
        assert!(matches!(same, Err(ActionError::Rule(PlaceRefused::Keys(KeysRefused::SamePerson)))));
        let member = tried(Some(tam), Some(colin)).await;
        assert!(matches!(member, Err(ActionError::Rule(PlaceRefused::NotOneOfUs))));
        let mut later = running(Some(tam), Some(joan));
        later.checked.keys = Some(date(2026, 11, 24));
        let later = edit_running(&service.bothy, &aileen, build.act(), slug, version, later).await;
        assert!(matches!(later, Err(ActionError::Rule(PlaceRefused::CheckedLater(PlaceField::Keys)))));
        tried(Some(tam), Some(joan)).await.unwrap();
        let seen = see_place(&service.bothy, &aileen, slug).await.unwrap();
        assert_eq!((seen.place.key_holder, seen.place.second_key_holder), (Some(tam), Some(joan)));
        assert_eq!(seen.place.checked.keys, Some(date(2025, 12, 1)));
        assert_eq!(seen.alarm.words, "The panel is behind the door");
        assert!(seen.place.needs_opener && seen.place.opening == "Weekdays from 9am");
        assert!(seen.key_people.iter().any(|one| one.id == tam) && !seen.key_people.iter().any(|one| one.id == colin));
        // The late editor changes nothing.
        assert!(matches!(tried(None, None).await, Err(ActionError::Stale)));
        let still = see_place(&service.bothy, &aileen, slug).await.unwrap();
        assert_eq!(still.place.key_holder, Some(tam));
    }

    async fn a_room_that_a_session_names_is_kept_and_another_goes(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = build.known(aileen).await;
        let slug = "ryrie-hall";
        let place = hall(&service, &aileen, &build, slug).await.place;
        let change = async |what: HallChange| {
            let version = see_place(&service.bothy, &aileen, slug).await.unwrap().place.version;
            edit_hall(&service.bothy, &aileen, build.act(), slug, version, what).await
        };
        change(HallChange::Add(room("Room 1", 30))).await.unwrap();
        change(HallChange::Add(room("Room 2", 14))).await.unwrap();
        let same = change(HallChange::Add(room("room 2", 3))).await;
        assert!(matches!(same, Err(ActionError::Rule(HallRefused::SameName))));
        let halls = see_place(&service.bothy, &aileen, slug).await.unwrap().halls;
        let (one, two) = (halls[0].id, halls[1].id);
        change(HallChange::Write(two, room("Quiet room", 8))).await.unwrap();
        let group = build.group("Tuesday group", None).await;
        build.session_in_hall(tuesday_evening(group, place.id, vec![None]), one).await;
        change(HallChange::Retire(one)).await.unwrap();
        change(HallChange::Retire(two)).await.unwrap();
        let halls = see_place(&service.bothy, &aileen, slug).await.unwrap().halls;
        assert_eq!(halls.len(), 1, "the one that nothing named is gone");
        assert!(halls[0].id == one && halls[0].retired_at.is_some());
        change(HallChange::UseAgain(one)).await.unwrap();
        assert!(see_place(&service.bothy, &aileen, slug).await.unwrap().halls[0].retired_at.is_none());
    }

    async fn a_walk_is_a_place_with_its_line_and_everybody_sees_it(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = build.known(aileen).await;
        let start = hall(&service, &aileen, &build, "ryrie-hall").await.place.id;
        let path = PlaceName { name: "River path".into(), address: "To the weir and back".into(), postcode: String::new() };
        let slug = add_place(&service.bothy, &aileen, build.act(), PlaceKind::Route, path.clone()).await.unwrap();
        let place = see_place(&service.bothy, &aileen, &slug).await.unwrap().place;
        let line = |start| RouteWords { distance_m: Some(3_200), checked_on: Some(TODAY), start };
        let to_itself = edit_route(&service.bothy, &aileen, build.act(), &slug, 1, (path.clone(), line(Some(place.id)))).await;
        assert!(matches!(to_itself, Err(ActionError::Rule(PlaceRefused::NoSuchStart))));
        edit_route(&service.bothy, &aileen, build.act(), &slug, 1, (path.clone(), line(Some(start)))).await.unwrap();
        let slope = Fact { kind: FactKind::Slope, says: Says::Good, words: "Flat".into(), checked_on: Some(TODAY) };
        let kept_back = Fact { kind: FactKind::Defibrillator, words: "At the weir".into(), ..slope.clone() };
        edit_place(&service.bothy, &aileen, build.act(), &slug, 2, vec![slope, kept_back]).await.unwrap();
        // A walk has no keys, and no rooms.
        let keys = edit_running(&service.bothy, &aileen, build.act(), &slug, 3, running(None, None)).await;
        assert!(matches!(keys, Err(ActionError::Rule(PlaceRefused::OtherKind))));
        let rooms = edit_hall(&service.bothy, &aileen, build.act(), &slug, 3, HallChange::Add(room("Room", 3))).await;
        assert!(matches!(rooms, Err(ActionError::Rule(HallRefused::OnAWalk))));
        let group = build.group("Walk and talk", None).await;
        build.session(tuesday_evening(group, place.id, vec![None])).await;
        let seen = see_group(&service.bothy, build.organisation, "walk-and-talk".into(), 8).await.unwrap().unwrap();
        let known = seen.place.unwrap();
        let route = known.place.route.unwrap();
        assert_eq!((route.distance_m, route.distance_checked_on), (Some(3_200), Some(TODAY)));
        assert_eq!(known.start.unwrap().0.name, "Ryrie Hall");
        assert_eq!(known.facts.iter().map(|fact| fact.kind).collect::<Vec<_>>(), [FactKind::Slope]);
    }

    async fn a_picture_goes_up_once_and_comes_down_for_good(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let other = Build::organisation(&service, "forth").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = build.known(aileen).await;
        let slug = "ryrie-hall";
        hall(&service, &aileen, &build, slug).await;
        let act = build.act();
        let put = || put_picture(&service.bothy, &aileen, act, slug, "A green door", A_DOT.to_vec());
        // A phone that loses its network at any moment has put it up once or not at all.
        for times in [1, 2, 3, 5, 8, 13] {
            let _ = polled(put(), times).await;
        }
        put().await.unwrap();
        let seen = see_place(&service.bothy, &aileen, slug).await.unwrap();
        assert_eq!(seen.place.version, 2, "once");
        let picture = seen.picture.unwrap();
        assert_eq!((picture.words.as_str(), picture.width, picture.checked_on), ("A green door", 1, TODAY));
        let body = see_picture(&service.bothy, build.organisation, &picture.hash).await.unwrap().unwrap();
        assert_eq!(&body[..3], &[0xFF, 0xD8, 0xFF], "written anew as a JPEG");
        assert!(see_picture(&service.bothy, other.organisation, &picture.hash).await.unwrap().is_none());
        let no_words = put_picture(&service.bothy, &aileen, build.act(), slug, " ", A_DOT.to_vec()).await;
        assert!(matches!(no_words, Err(ActionError::Rule(_))));
        remove_picture(&service.bothy, &aileen, build.act(), slug).await.unwrap();
        assert!(see_picture(&service.bothy, build.organisation, &picture.hash).await.unwrap().is_none());
        assert!(see_place(&service.bothy, &aileen, slug).await.unwrap().picture.is_none());
    }

    async fn keys_that_nobody_looked_at_for_a_year_are_owed_a_look(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let tam = build.supporter("Tam").await;
        let aileen = build.known(aileen).await;
        let slug = "ryrie-hall";
        let place: PlaceId = hall(&service, &aileen, &build, slug).await.place.id;
        edit_running(&service.bothy, &aileen, build.act(), slug, 1, running(Some(tam), None)).await.unwrap();
        // The hall is written down first, and only then does a group meet there.
        let group = build.group("Tuesday group", None).await;
        build.session(tuesday_evening(group, place, vec![None])).await;
        let owed = async || {
            let today = see_today(&service.bothy, &aileen, Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH).await.unwrap();
            today.duties.iter().filter(|one| one.kind == "place").count()
        };
        assert_eq!(see_place(&service.bothy, &aileen, slug).await.unwrap().look_on, Some(date(2026, 12, 2)));
        build.later(24 * 8).await;
        assert_eq!(owed().await, 0, "the key was looked at on 1 December");
        build.later(24 * 2).await;
        assert_eq!(owed().await, 1);
        let mut looked = running(Some(tam), None);
        looked.checked.keys = Some(date(2026, 12, 2));
        let version = see_place(&service.bothy, &aileen, slug).await.unwrap().place.version;
        edit_running(&service.bothy, &aileen, build.act(), slug, version, looked).await.unwrap();
        assert_eq!(owed().await, 0);
    }

    async fn who_plans_for_a_branch_sees_places_and_their_own_sessions_there(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let (leith, gorgie) = (build.branch("Leith").await, build.branch("Gorgie").await);
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let gregor = build.person("Gregor", &[Role::Coordinator], Some(gorgie)).await;
        let tam = build.supporter("Tam").await;
        let place = build.place("Leith Library").await;
        let group = build.group("Tuesday group", Some(leith)).await;
        build.session(tuesday_evening(group, place, vec![None])).await;
        let (aileen, gregor, tam) = (build.known(aileen).await, build.known(gregor).await, build.known(tam).await);
        let all = see_places(&service.bothy, &aileen).await.unwrap();
        assert_eq!((all.may_edit, all.places[0].sessions), (MayEdit::Yes, 1));
        assert_eq!(see_place(&service.bothy, &aileen, "leith-library").await.unwrap().sessions.len(), 1);
        let seen = see_places(&service.bothy, &gregor).await.unwrap();
        assert_eq!((seen.may_edit, seen.places[0].sessions), (MayEdit::OnlySee, 0));
        let one = see_place(&service.bothy, &gregor, "leith-library").await.unwrap();
        assert!(one.sessions.is_empty() && one.key_people.is_empty());
        let change = edit_running(&service.bothy, &gregor, build.act(), "leith-library", 1, running(None, None)).await;
        assert!(matches!(change, Err(ActionError::NotFound)));
        assert!(matches!(see_places(&service.bothy, &tam).await, Err(ActionError::NotFound)));
    }
}
