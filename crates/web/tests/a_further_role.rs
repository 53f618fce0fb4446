//! Somebody who is here already is given a further role; and links in letters lead home, whatever a browser says.

use crate::accounts_story;

use accounts_story::{ADDRESS, Browser, GOOD, notices};
use bothy_actions::access::{change_password, tries::From};
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_both};
use serde_json::Value;

async fn link(service: &bothy_testkit::Service) -> String {
    let newest = notices(service, 1).await;
    let words: Value = serde_json::from_str(&newest[0].notice.words).unwrap();
    words["link"].as_str().unwrap_or_else(|| panic!("{words}")).to_owned()
}

on_both! {
    async fn a_supporter_becomes_a_coordinator_of_her_branch_is_told_and_signs_in_again(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let leith = build.branch("Leith").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let joan = build.person("Joan", &[Role::Supporter], Some(leith)).await;
        let admin = Browser::of(&service, &build, "", ishbel).await;
        let hers = Browser::of(&service, &build, "", joan).await;
        let page = admin.get(&format!("/people/{joan}")).await.html;
        assert!(page.contains("Give a further role") && page.contains("needs what each seat asks for"), "{page}");
        assert_eq!(hers.get("/rota").await.status, 404);
        let (path, act) = (format!("/people/{joan}/hats"), build.act().to_string());
        let leith = leith.to_string();
        let fields = [("act", act.as_str()), ("hat-role", "coordinator"), ("hat-branch", leith.as_str())];
        // The same form twice is one act, also where both arrive at once.
        let (first, second) = tokio::join!(admin.post(&path, &fields), admin.post(&path, &fields));
        for said in [first.to, second.to, admin.post(&path, &fields).await.to] {
            assert_eq!(said, format!("/people/{joan}?done=hat-given"));
        }
        let told = notices(&service, 10).await.into_iter();
        assert_eq!(told.filter(|one| one.notice.kind == "hat-given" && one.notice.person == joan).count(), 1);
        assert_eq!(build.known(joan).await.standing.hats().len(), 2);
        // What she could do has changed: every sign-in from before is over.
        assert_eq!(hers.get("/my-day").await.status, 303);
        let again = Browser::of(&service, &build, "", joan).await;
        assert_eq!(again.get("/rota").await.status, 200);
        // She has it already; in the whole organisation she does not, and then a branch adds nothing.
        let seen = |fields: [(&'static str, String); 3]| {
            let (admin, path) = (admin.clone(), path.clone());
            async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                admin.post(&path, &fields).await
            }
        };
        let form = |branch: &str| {
            [("act", build.act().to_string()), ("hat-role", "coordinator".into()), ("hat-branch", branch.to_owned())]
        };
        let refused = seen(form(&leith)).await;
        assert_eq!(refused.status, 409);
        assert!(refused.html.contains("They have that role there already"), "{}", refused.html);
        assert_eq!(seen(form("")).await.status, 303);
        assert_eq!(seen(form(&leith)).await.status, 409);
        assert_eq!(seen(form("branch_nowhere")).await.status, 409);
    }

    async fn nobody_gives_themselves_a_role_and_nobody_else_gives_any(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let joan = build.supporter("Joan").await;
        let give = async |who, to| {
            let browser = Browser::of(&service, &build, "/o/lothian", who).await;
            let act = build.act().to_string();
            browser.post(&format!("/people/{to}/hats"), &[("act", act.as_str()), ("hat-role", "safeguarding")]).await
        };
        // Her own page has no such form, and what was sent all the same changes nothing.
        let own = give(ishbel, ishbel).await;
        assert_eq!(own.to, format!("/o/lothian/people/{ishbel}?done=giving-themselves"));
        assert_eq!(build.known(ishbel).await.standing.hats().len(), 1);
        assert_eq!(give(aileen, joan).await.status, 404);
        assert_eq!(give(joan, joan).await.status, 404);
        assert_eq!(build.known(joan).await.standing.hats().len(), 1);
        let other = Build::organisation(&service, "forth").await;
        let morag = other.person("Morag", &[Role::Supporter], None).await;
        assert_eq!(give(ishbel, morag).await.status, 404);
        for role in ["member", "referrer", "king", ""] {
            let browser = Browser::of(&service, &build, "/o/lothian", ishbel).await;
            let act = build.act().to_string();
            let seen = browser.post(&format!("/people/{joan}/hats"), &[("act", &act), ("hat-role", role)]).await;
            assert!(seen.html.contains("Please choose a role"), "{role}: {}", seen.html);
        }
    }

    async fn a_link_in_a_letter_leads_to_the_services_own_address_whatever_the_browser_says(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let joan = build.supporter("Joan").await;
        let mut admin = Browser::of(&service, &build, "", ishbel).await;
        admin.host = "evil.example".into();
        let act = build.act().to_string();
        let fields = [("act", act.as_str()), ("name", "Tam"), ("email", "tam@example.net"), ("role", "supporter")];
        assert_eq!(admin.post("/settings/people", &fields).await.to, "/settings/people?done=invited");
        assert!(link(&service).await.starts_with(&format!("{ADDRESS}/invite/")));
        assert_eq!(admin.post(&format!("/settings/people/{joan}/invite"), &[]).await.status, 303);
        assert!(link(&service).await.starts_with(&format!("{ADDRESS}/invite/")));
        // So does the link of whoever is let back in.
        admin.post("/recover", &[("email", "joan@example.org")]).await;
        let page = admin.get("/recover").await.html;
        let (_, rest) = page.split_once("action=\"/recover/recovery_").unwrap();
        let path = format!("/recover/recovery_{}/yes", rest.split('/').next().unwrap());
        assert!(admin.post(&path, &[]).await.to.ends_with("recover-first"));
        let mut second = Browser::of(&service, &build, "", sam).await;
        second.host = "evil.example".into();
        assert!(second.post(&path, &[]).await.to.ends_with("recover-both"));
        assert!(link(&service).await.starts_with(&format!("{ADDRESS}/invite/")));
        // A service that was told nothing takes the browser's word, where it is a name at all.
        let mut untold = Browser::at(&service, "", None);
        untold.cookies = admin.cookies.clone();
        for (host, status) in [("bothy.example/o?", 400), ("a@evil.example", 400), ("", 400), ("127.0.0.1:8080", 303)] {
            untold.host = host.into();
            assert_eq!(untold.post(&format!("/settings/people/{joan}/invite"), &[]).await.status, status, "{host}");
        }
        assert!(link(&service).await.starts_with("http://127.0.0.1:8080/invite/"));
    }

    async fn whoever_changes_their_password_is_told(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let joan = build.supporter("Joan").await;
        let admin = Browser::of(&service, &build, "", ishbel).await;
        admin.post(&format!("/settings/people/{joan}/invite"), &[]).await;
        let path = link(&service).await.replace(ADDRESS, "");
        assert_eq!(Browser::new(&service, "").post(&path, &[("password", GOOD)]).await.status, 303);
        let known = build.known(joan).await;
        let wrong = change_password(&service.bothy, &known, From::default(), "not it".into(), "ladder river moon".into());
        assert!(wrong.await.is_err());
        assert_eq!(notices(&service, 1).await[0].notice.kind, "invited");
        let right = change_password(&service.bothy, &known, From::default(), GOOD.into(), "ladder river moon".into());
        right.await.unwrap();
        let newest = &notices(&service, 1).await[0].notice;
        assert_eq!((newest.kind.as_str(), newest.person, newest.words.as_str()), ("password-changed", joan, "{}"));
    }
}
