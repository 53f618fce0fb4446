//! The questions people ask before they come to a group for the first time: written inside, read by everybody, found
//! by their words.

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_domain::ids::PersonId;
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use browser::{Browser, Seen, act};

const INSIDE: &str = "/groups/carers-circle/inside";
const PUBLIC: &str = "/groups/carers-circle";
const WRITE: &str = "/groups/carers-circle/questions";

struct Story {
    build: Build,
    slug: String,
    aileen: PersonId,
    tam: PersonId,
}

async fn story(service: &Service, slug: &str) -> Story {
    let build = Build::organisation(service, slug).await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let tam = build.supporter("Tam").await;
    let group = build.group("Carers circle", None).await;
    let place = build.place("Leith hall").await;
    build.session(tuesday_evening(group, place, vec![Some(tam), None])).await;
    Story { build, slug: slug.to_owned(), aileen, tam }
}

impl Story {
    /// A page of this organisation, where there are two.
    fn at(&self, path: &str) -> String {
        format!("/o/{}{path}", self.slug)
    }
}

/// Sends questions with their place in the order and their answers, for the version that the page has now.
async fn write(story: &Story, who: &Browser, version: &str, rows: &[(&str, &str, &str)]) -> Seen {
    let mut fields = vec![("act".to_owned(), act(&story.build)), ("version".to_owned(), version.to_owned())];
    fields.push(("rows".to_owned(), rows.len().to_string()));
    for (number, (order, asked, answer)) in (1..).zip(rows) {
        for (what, words) in [("order", order), ("asked", asked), ("answer", answer)] {
            fields.push((format!("question-{number}-{what}"), (*words).to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    who.post(&story.at(WRITE), &fields).await
}

on_both! {
    async fn what_people_ask_is_answered_on_the_groups_page_in_the_order_that_was_chosen(service: Service) {
        let story = story(&service, "lothian").await;
        let there = self::story(&service, "forth").await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let version = aileen.get(&story.at(INSIDE)).await.field("version");
        let rows = [("2", "Is there a quiet room?", "Yes, <upstairs>."), ("1", "Can I bring my dog?", "On a lead."), ("3", "", "")];
        let saved = write(&story, &aileen, &version, &rows).await;
        assert_eq!(saved.to, story.at(&format!("{INSIDE}?done=questions-saved")));
        let public = Browser::nobody(&story.build).get(&story.at(PUBLIC)).await;
        let at = |words: &str| public.html.find(words).unwrap_or_else(|| panic!("{words}"));
        assert!(at("Can I bring my dog?") < at("Is there a quiet room?"));
        assert!(public.says("&lt;upstairs&gt;") || public.says("&#60;upstairs&#62;"), "typed words run nothing");
        let elsewhere = Browser::nobody(&there.build).get(&there.at(PUBLIC)).await;
        assert!(!elsewhere.says("dog") && !elsewhere.says("Questions people ask"), "nothing crosses, nothing is empty");
        let found = Browser::nobody(&story.build).get(&story.at("/groups?words=dog")).await;
        assert!(found.says("Carers circle"), "who has a dog finds it");
        assert!(!Browser::nobody(&there.build).get(&there.at("/groups?words=dog")).await.says("/groups/carers-circle\""));
        let version = aileen.get(&story.at(INSIDE)).await.field("version");
        assert_eq!(write(&story, &aileen, &version, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!Browser::nobody(&story.build).get(&story.at(PUBLIC)).await.says("dog"), "taken off again");
        assert!(!Browser::nobody(&story.build).get(&story.at("/groups?words=dog")).await.says("/groups/carers-circle\""));
    }

    async fn a_question_without_an_answer_is_kept_in_the_form_and_not_shown(service: Service) {
        let story = story(&service, "lothian").await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let version = aileen.get(&story.at(INSIDE)).await.field("version");
        let refused = write(&story, &aileen, &version, &[("1", "Can I bring my dog?", "")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.says("Question 1 has no answer yet.") && refused.says("value=\"Can I bring my dog?\""));
        assert!(!Browser::nobody(&story.build).get(&story.at(PUBLIC)).await.says("dog"));
    }

    async fn only_who_may_edit_the_group_writes_them_and_nobody_over_a_later_change(service: Service) {
        let story = story(&service, "lothian").await;
        let aileen = Browser::of(&story.build, story.aileen).await;
        let tam = Browser::of(&story.build, story.tam).await;
        let version = aileen.get(&story.at(INSIDE)).await.field("version");
        let rows = [("1", "Is there tea?", "Always.")];
        assert_eq!(write(&story, &tam, &version, &rows).await.status, StatusCode::NOT_FOUND);
        assert_eq!(write(&story, &aileen, &version, &rows).await.status, StatusCode::SEE_OTHER);
        let late = write(&story, &aileen, &version, &[("1", "Is there cake?", "On Fridays.")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("Somebody changed this group meanwhile.") && late.says("On Fridays."));
        let public = Browser::nobody(&story.build).get(&story.at(PUBLIC)).await;
        assert!(public.says("Is there tea?") && !public.says("cake"));
    }
}
