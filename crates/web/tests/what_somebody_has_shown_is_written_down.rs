//! The forms of one helper's page: a check, a training step, a reference, supervision, and what was written by mistake.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, Seen, act};

/// Aileen plans here, Tam supports; Morag plans another organisation.
struct Story {
    build: Build,
    aileen: PersonId,
    tam: PersonId,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let tam = build.person("Tam", &[Role::Supporter], None).await;
    Story { build, aileen, tam }
}

/// Sends one of the forms, as the page prints it; days as day, month, year.
async fn write(by: &Browser, story: &Story, form: &str, names: [&str; 2], on: [&str; 3], until: [&str; 3]) -> Seen {
    let code = match form {
        "checks" => "check",
        "references" => "reference",
        other => other,
    };
    let once = act(&story.build);
    let mut fields = vec![("act".to_owned(), once), ("kind".to_owned(), names[0].to_owned())];
    fields.push(("name".to_owned(), names[1].to_owned()));
    for (what, day) in [("on", on), ("until", until)] {
        for (part, value) in ["day", "month", "year"].into_iter().zip(day) {
            fields.push((format!("{what}-{code}-{part}"), value.to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    by.post(&format!("/people/{}/{form}", story.tam), &fields).await
}

const NONE: [&str; 3] = ["", "", ""];

on_both! {
    async fn what_was_seen_stands_on_the_page_with_who_wrote_it_down(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let page = format!("/people/{}", story.tam);
        let done = format!("{page}?done=recorded");
        let sent = [
            ("checks", ["", "pvg"], ["2", "11", "2026"], ["1", "11", "2029"]),
            ("training", ["", "facilitator"], ["3", "11", "2026"], NONE),
            ("references", ["", "  Shona   Tulloch "], ["4", "11", "2026"], NONE),
            ("supervision", ["", ""], ["5", "11", "2026"], NONE),
        ];
        for (form, names, on, until) in sent {
            let seen = write(&aileen, &story, form, names, on, until).await;
            assert_eq!((seen.status, &seen.to), (StatusCode::SEE_OTHER, &done), "{form}: {}", seen.html);
        }
        let seen = aileen.get(&page).await;
        for words in ["2 November", "3 November", "Shona Tulloch, 4 November", "5 November", "Written down by Aileen"] {
            assert!(seen.says(words), "{words}: {}", seen.html);
        }
    }

    async fn what_cannot_be_is_said_at_its_field_and_what_was_typed_is_kept(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let cases = [
            ("checks", ["", ""], ["2", "11", "2026"], NONE, "name-check"),
            ("checks", ["", "pvg"], ["31", "2", "2026"], NONE, "on-check"),
            ("checks", ["", "pvg"], ["2", "11", "2027"], NONE, "on-check"),
            ("checks", ["", "pvg"], ["2", "11", "2026"], ["1", "11", "2025"], "until-check"),
            ("training", ["", "facilitator"], ["2", "11", "2026"], ["40", "1", "2027"], "until-training"),
            ("references", ["", ""], ["2", "11", "2026"], NONE, "name-reference"),
            ("supervision", ["", ""], ["", "11", "2026"], NONE, "on-supervision"),
        ];
        for (form, names, on, until, field) in cases {
            let seen = write(&aileen, &story, form, names, on, until).await;
            assert_eq!(seen.status, StatusCode::CONFLICT, "{form} {on:?}: {}", seen.html);
            assert!(seen.says(&format!("id=\"{field}-error\"")), "{form}, {field}: {}", seen.html);
            assert!(names[1].is_empty() || seen.says(&format!("value=\"{}\"", names[1])), "{form}: {}", seen.html);
            assert!(seen.says(&format!("value=\"{}\"", on[2])), "{form}: {}", seen.html);
        }
        assert!(!aileen.get(&format!("/people/{}", story.tam)).await.says("Written down by"), "nothing was kept");
    }

    async fn two_references_are_of_two_people(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let first = write(&aileen, &story, "references", ["", "Shona Tulloch"], ["4", "11", "2026"], NONE).await;
        assert!(first.to.ends_with("done=recorded"));
        let again = write(&aileen, &story, "references", ["", "shona  TULLOCH"], ["6", "11", "2026"], NONE).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.says("id=\"name-reference-error\""), "{}", again.html);
    }

    async fn what_was_written_by_mistake_is_taken_off_again(service: Service) {
        let story = story(&service).await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let page = format!("/people/{}", story.tam);
        assert!(write(&aileen, &story, "supervision", ["", ""], ["5", "11", "2026"], NONE).await.to.ends_with("recorded"));
        let seen = aileen.get(&page).await;
        let path = seen.html.split(&format!("{page}/records/")).nth(1).unwrap().split('"').next().unwrap();
        let (off, once) = (format!("{page}/records/{path}"), act(&story.build));
        for _ in 0..2 {
            assert_eq!(aileen.post(&off, &[("act", &once)]).await.to, format!("{page}?done=record-off"));
        }
        assert!(!aileen.get(&page).await.says("/records/"));
    }

    async fn nobody_writes_of_themselves_nor_of_another_organisation(service: Service) {
        let story = story(&service).await;
        // The one that was made first answers without a prefix.
        service.clock.advance(jiff::SignedDuration::from_secs(1));
        let other = Build::organisation(&service, "forth").await;
        let morag = other.person("Morag", &[Role::Coordinator], None).await;
        let (tam, morag) = (Browser::of(&story.build, story.tam).await, Browser::of(&other, morag).await);
        for form in ["checks", "training", "references", "supervision"] {
            let own = write(&tam, &story, form, ["", "pvg"], ["2", "11", "2026"], NONE).await;
            assert_eq!(own.status, StatusCode::NOT_FOUND, "{form}: {}", own.to);
            // Outside her own organisation she is nobody who is signed in; inside it there is no Tam.
            let there = write(&morag, &story, form, ["", "pvg"], ["2", "11", "2026"], NONE).await;
            assert!(there.to.starts_with("/sign-in"), "{form}: {}", there.to);
            let (path, once) = (format!("/o/forth/people/{}/{form}", story.tam), act(&other));
            let fields = [("act", once.as_str()), ("name", "pvg"), ("on-check-day", "2")];
            assert_eq!(morag.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{form}");
        }
        let aileen = Browser::of(&story.build, story.aileen).await;
        assert!(!aileen.get(&format!("/people/{}", story.tam)).await.says("Written down by"));
    }
}
