//! A worry in the browser: its two readers open it, everybody else finds nothing, one says that they have it.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::duties::see_today;
use bothy_actions::safety::{Worry, name_readers, raise_concern};
use bothy_domain::access::Role;
use bothy_domain::ids::{ConcernId, PersonId};
use bothy_domain::safety::{About, Danger};
use bothy_store::audit::refuse_entries_for_test;
use bothy_testkit::{Build, Service, on_both};
use browser::Browser;
use jiff::Timestamp;

const SAID: &str = "She did not come and she does not answer";

struct Story {
    build: Build,
    sam: PersonId,
    rhona: PersonId,
    tam: PersonId,
    path: String,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let sam = build.person("Sam", &[Role::Coordinator], None).await;
    let rhona = build.person("Rhona", &[Role::Supporter], None).await;
    let tam = build.person("Tam", &[Role::Coordinator, Role::Administrator], None).await;
    name_readers(&service.bothy, &build.known(tam).await, [sam, rhona]).await.unwrap();
    let worry = Worry {
        act: build.act(),
        danger: Danger::YesOrNotSure,
        about: About::SomebodyElse,
        words: SAID.into(),
        reach_back: "0131 496 0177".into(),
    };
    raise_concern(&service.bothy, build.organisation, worry).await.unwrap();
    let known = build.known(sam).await;
    let today = see_today(&service.bothy, &known, Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH).await.unwrap();
    let duty = today.duties.iter().find(|one| one.kind == "concern").unwrap();
    let path = format!("/concerns/{}", ConcernId::new(duty.subject));
    Story { build, sam, rhona, tam, path }
}

on_both! {
    async fn its_two_readers_open_it_and_nobody_else_does(service: Service) {
        let story = story(&service).await;
        for reader in [story.sam, story.rhona] {
            let seen = Browser::of(&story.build, reader).await.get(&story.path).await;
            assert_eq!(seen.status, StatusCode::OK);
            assert!(seen.says(SAID) && seen.says("0131 496 0177"));
        }
        let seen = Browser::of(&story.build, story.tam).await.get(&story.path).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
        assert!(!seen.says(SAID));
        let away = Browser::nobody(&story.build).get(&story.path).await;
        assert_eq!(away.status, StatusCode::SEE_OTHER);
        assert!(!away.says(SAID));
    }

    async fn the_first_to_say_so_has_it_and_the_other_reads_who(service: Service) {
        let story = story(&service).await;
        let sam = Browser::of(&story.build, story.sam).await;
        let rhona = Browser::of(&story.build, story.rhona).await;
        let tam = Browser::of(&story.build, story.tam).await;
        let say = format!("{}/acknowledge", story.path);
        assert_eq!(tam.post(&say, &[]).await.status, StatusCode::NOT_FOUND);
        let said = sam.post(&say, &[]).await;
        assert_eq!(said.to, format!("{}?done=acknowledged", story.path));
        assert_eq!(sam.post(&say, &[]).await.to, said.to, "pressed twice is once");
        let late = rhona.post(&say, &[]).await;
        assert_eq!(late.to, format!("{}?done=worry-has-it", story.path));
        let seen = rhona.get(&late.to).await;
        assert!(seen.says("Sam has it."));
        assert!(!seen.says("/acknowledge"), "nobody is asked for what is done");
    }

    async fn while_nothing_can_be_written_only_a_worry_of_danger_opens(service: Service) {
        let story = story(&service).await;
        let worry = Worry {
            act: story.build.act(),
            danger: Danger::No,
            about: About::Place,
            words: "the stair is dark".into(),
            reach_back: String::new(),
        };
        raise_concern(&service.bothy, story.build.organisation, worry).await.unwrap();
        let known = story.build.known(story.sam).await;
        let today = see_today(&service.bothy, &known, Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH).await.unwrap();
        let newest = today.duties.iter().filter(|one| one.kind == "concern").map(|one| one.subject).max().unwrap();
        let sam = Browser::of(&story.build, story.sam).await;
        let tam = Browser::of(&story.build, story.tam).await;
        refuse_entries_for_test(&service.bothy.db, true).await.unwrap();
        let seen = sam.get(&story.path).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.says(SAID), "whoever may be in danger is reached");
        let shut = sam.get(&format!("/concerns/{}", ConcernId::new(newest))).await;
        assert_eq!(shut.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!shut.says("the stair is dark"));
        let other = tam.get(&story.path).await;
        assert!(other.status != StatusCode::OK && !other.says(SAID));
        refuse_entries_for_test(&service.bothy.db, false).await.unwrap();
    }
}
