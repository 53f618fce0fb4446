//! The audit as the administrator and the safeguarding lead read it: each sees the looks of the other, and no worry.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::duties::see_today;
use bothy_actions::keeping::hold_record;
use bothy_actions::safety::{Worry, name_readers, raise_concern, see_concern};
use bothy_domain::access::Role;
use bothy_domain::ids::{ConcernId, PersonId};
use bothy_domain::keeping::Held;
use bothy_domain::safety::{About, Danger};
use bothy_store::audit::{erase_reasons_for_test, swap_reasons_for_test};
use bothy_testkit::{Build, on_both, tuesday_evening};
use browser::Browser;
use jiff::Timestamp;

/// A worry that somebody raised, as its reader finds it.
async fn a_worry(build: &Build, reader: PersonId) -> ConcernId {
    let worry = Worry {
        act: build.act(),
        danger: Danger::No,
        about: About::SomebodyElse,
        words: "plinth marzipan".into(),
        reach_back: String::new(),
    };
    raise_concern(&build.service.bothy, build.organisation, worry).await.unwrap();
    let known = build.known(reader).await;
    let today = see_today(&build.service.bothy, &known, Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH).await.unwrap();
    let worries = today.duties.iter().filter(|one| one.kind == "concern");
    ConcernId::new(worries.map(|one| one.subject).max().unwrap())
}

/// How many entries a page shows.
fn lines(html: &str) -> usize {
    html.matches("<li><div><strong>").count()
}

on_both! {
    async fn each_sees_the_looks_of_the_other_and_nobody_else_sees_any(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let other = Build::organisation(&service, "forth").await;
        let lead = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let administrator = build.person("Ishbel", &[Role::Administrator], None).await;
        let coordinator = build.person("Aileen", &[Role::Coordinator], None).await;
        let stranger = other.person("Eilidh", &[Role::Administrator], None).await;
        let sam = Browser::of(&build, lead).await;
        let ishbel = Browser::of(&build, administrator).await;
        assert_eq!(sam.get("/o/lothian/audit").await.status, StatusCode::OK);
        let seen = ishbel.get("/o/lothian/audit?part=looks").await;
        assert!(seen.says("Sam</a>") && seen.says("Read this page"));
        let back = sam.get("/o/lothian/audit?part=looks").await;
        assert!(back.says("Ishbel</a>"), "whoever looks is looked at");
        let aileen = Browser::of(&build, coordinator).await;
        assert_eq!(aileen.get("/o/lothian/audit").await.status, StatusCode::NOT_FOUND);
        let eilidh = Browser::of(&other, stranger).await;
        let theirs = eilidh.get("/o/forth/audit").await;
        assert_eq!(theirs.status, StatusCode::OK);
        for name in ["Sam", "Ishbel"] {
            assert!(!theirs.says(name), "{name} is of another organisation");
        }
    }

    async fn a_lead_of_one_branch_is_not_shown_what_everybody_did(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let branch = build.branch("North").await;
        let lead = build.person("Sam", &[Role::SafeguardingLead], Some(branch)).await;
        assert_eq!(Browser::of(&build, lead).await.get("/audit").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_look_at_a_worry_is_told_and_what_it_says_is_not(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let lead = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let administrator = build.person("Ishbel", &[Role::Administrator], None).await;
        name_readers(&service.bothy, &build.known(administrator).await, [lead, administrator]).await.unwrap();
        let worry = a_worry(&build, lead).await;
        see_concern(&service.bothy, &build.known(lead).await, worry).await.unwrap();
        let ishbel = Browser::of(&build, administrator).await;
        let seen = ishbel.get("/audit?part=safety").await;
        assert!(seen.says("Told us a worry") && seen.says("Somebody"));
        let looks = Browser::of(&build, lead).await.get("/audit?part=looks").await;
        assert!(looks.says("Read a worry") && looks.says("Sam</a>"));
        for page in [seen, looks] {
            assert!(!page.says("plinth") && !page.says("marzipan") && !page.says("0177"));
        }
    }

    async fn why_it_was_done_stands_beside_it_and_what_is_about_a_worry_does_not(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let lead = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let administrator = build.person("Ishbel", &[Role::Administrator], None).await;
        let held = build.person("Joan", &[Role::Supporter], None).await;
        name_readers(&service.bothy, &build.known(administrator).await, [lead, administrator]).await.unwrap();
        let worry = a_worry(&build, lead).await;
        let sam = build.known(lead).await;
        for (thing, why) in [(Held::Person(held), "quince lantern"), (Held::Concern(worry), "plinth marzipan")] {
            hold_record(&service.bothy, &sam, build.act(), thing, (why, None)).await.unwrap();
        }
        let ishbel = Browser::of(&build, administrator).await;
        for reader in [&ishbel, &Browser::of(&build, lead).await] {
            let seen = reader.get("/audit").await;
            assert!(seen.says("<q>quince lantern</q>"), "why a person's record is held");
            assert!(!seen.says("plinth") && seen.says("It stands with the worry only"), "why a worry is held");
        }
        swap_reasons_for_test(&service.bothy.db, build.organisation, "something else").await.unwrap();
        let seen = ishbel.get("/audit").await;
        assert!(seen.says("is not what was written then") && !seen.says("something else") && !seen.says("quince"));
        erase_reasons_for_test(&service.bothy.db, build.organisation).await.unwrap();
        let seen = ishbel.get("/audit").await;
        assert!(seen.says("has been erased") && !seen.says("is not what was written then"));
    }

    async fn looks_under_a_worry_are_kept_back_until_the_lead_lets_them_go(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let lead = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let administrator = build.person("Ishbel", &[Role::Administrator], None).await;
        let rhona = build.person("Rhona", &[Role::Supporter], None).await;
        name_readers(&service.bothy, &build.known(administrator).await, [lead, rhona]).await.unwrap();
        let worry = a_worry(&build, lead).await;
        let other = a_worry(&build, lead).await;
        let (sam, ishbel) = (Browser::of(&build, lead).await, Browser::of(&build, administrator).await);
        let reader = Browser::of(&build, rhona).await;
        let paths = ["/audit", "/audit?part=looks", &format!("/audit?by={rhona}"), &format!("/audit?thing={worry}")];
        let mut before = Vec::new();
        for path in paths {
            before.push(lines(&ishbel.get(path).await.html));
        }
        // More than a page of looks: none of them makes a page shorter, or a page that follows.
        for _ in 0..60 {
            assert_eq!(reader.get(&format!("/concerns/{worry}")).await.status, StatusCode::OK);
        }
        for (path, before) in paths.into_iter().zip(before) {
            let seen = ishbel.get(path).await;
            assert!(!seen.says("Read a worry") && seen.says("may be kept back"), "{path}");
            // Only the looks at this page itself came between.
            assert!(lines(&seen.html) <= before + 8 && !seen.html.contains("rel=\"next\""), "{path}");
        }
        let seen = sam.get("/audit?part=looks").await;
        assert!(seen.html.matches("Read a worry").count() > 40, "the lead sees all");
        assert!(!seen.says("may be kept back"));
        let release = format!("/concerns/{worry}/release-looks");
        for nobody in [&reader, &ishbel] {
            assert_eq!(nobody.post(&release, &[]).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!reader.get(&format!("/concerns/{worry}")).await.says("release-looks"));
        assert!(sam.get(&format!("/concerns/{worry}")).await.says("release-looks"));
        for _ in 0..2 {
            assert_eq!(sam.post(&release, &[]).await.to, format!("/concerns/{worry}?done=looks-let-go"));
        }
        assert!(!sam.get(&format!("/concerns/{worry}")).await.says("release-looks"));
        sam.get(&format!("/concerns/{other}")).await;
        let seen = ishbel.get(&format!("/audit?thing={worry}")).await;
        assert!(seen.says("Read a worry") && seen.says("Rhona</a>") && seen.says("may be kept back"));
        assert_eq!(seen.html.matches("Let administrators see who opened a worry").count(), 1, "twice is once");
        assert!(!ishbel.get(&format!("/audit?thing={other}")).await.says("Read a worry"), "the other stays kept back");
    }

    async fn fifty_lines_a_page_and_none_between_two_pages_is_lost(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let administrator = build.person("Ishbel", &[Role::Administrator], None).await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Hall").await;
        for _ in 0..40 {
            build.session(tuesday_evening(group, place, vec![None])).await;
        }
        let ishbel = Browser::of(&build, administrator).await;
        for _ in 0..30 {
            ishbel.get("/audit").await;
        }
        let mut path = String::from("/audit");
        let mut found = 0;
        let mut pages = 0;
        loop {
            let seen = ishbel.get(&path).await;
            let lines = seen.html.matches("<li><div><strong>").count();
            assert!(lines <= 50);
            found += lines;
            pages += 1;
            let Some((before, _)) = seen.html.split_once("\" rel=\"next\"") else { break };
            path = before.rsplit("href=\"").next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        }
        assert!(pages > 1 && found > 50, "{pages} {found}");
        let all = service.bothy.db.snapshot("all", build.organisation, |tx, organisation| {
            Box::pin(async move { bothy_store::audit::verify(tx, *organisation).await })
        });
        let bothy_store::audit::Verified::Sound { entries, unsealed, .. } = all.await.unwrap() else { panic!("broken") };
        // The looks of the later pages are newer than the first, and the clock's planning is left out.
        let planned = i64::try_from(entries + unsealed).unwrap() - i64::try_from(found + pages).unwrap();
        assert!(planned >= 0, "{planned}");
    }
}
