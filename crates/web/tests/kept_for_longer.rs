//! An administrator keeps a kind of record for longer than Bothy suggests, and the worker goes by it.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::keeping::{Courier, Outcome, Queued, let_go, send_waiting};
use bothy_actions::organisations::try_letters;
use bothy_domain::access::Role;
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_store::StoreError;
use bothy_store::going::classes;
use bothy_store::jobs::newest;
use bothy_testkit::{Build, Service, on_both};
use browser::{Browser, Seen, act};
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};

const KEEPING: &str = "/o/lothian/settings/keeping";

struct Sends;

impl Courier for Sends {
    fn carry<'a>(&'a self, _: &'a Queued, _: Timestamp) -> BoxFuture<'a, Outcome> {
        Box::pin(async { Outcome::Sent })
    }
}

async fn one_of(service: &Service, slug: &str) -> (Build, PersonId) {
    let build = Build::organisation(service, slug).await;
    let administrator = build.person("Aileen Kerr", &[Role::Administrator], None).await;
    let known = build.known(administrator).await;
    try_letters(&service.bothy, &known, build.act()).await.unwrap();
    (build, administrator)
}

/// Whose notices are still here.
async fn notices(service: &Service) -> Vec<OrganisationId> {
    let left = service.bothy.db.snapshot("outbox", (), |tx, ()| Box::pin(async move { newest(tx, 50).await }));
    let left: Result<Vec<Queued>, StoreError> = left.await;
    left.unwrap().into_iter().map(|one| one.organisation).collect()
}

async fn keeps(build: &Build, browser: &Browser, before: &str, days: &str, reason: &str) -> Seen {
    let once = act(build);
    let fields = [("act", &*once), ("kept", "notices"), ("before", before), ("days", days), ("reason", reason)];
    browser.post(KEEPING, &fields).await
}

async fn later(service: &Service, days: i64) {
    service.clock.advance(SignedDuration::from_hours(24 * days));
    let_go(&service.bothy).await.unwrap();
}

on_both! {
    async fn what_is_kept_for_longer_stays_so_long_and_only_where_it_was_decided(service: Service) {
        let (lothian, aileen) = one_of(&service, "lothian").await;
        let (fife, _) = one_of(&service, "fife").await;
        send_waiting(&service.bothy, &Sends, 10).await.unwrap();
        assert_eq!(notices(&service).await.len(), 2);
        let browser = Browser::of(&lothian, aileen).await;
        let kept = keeps(&lothian, &browser, "180", "400", "Our funder asks for a year").await;
        assert_eq!(kept.to, format!("{KEEPING}?done=keeping"), "{}", kept.html);
        let page = browser.get(KEEPING).await;
        assert!(page.says("Kept for 400 days") && page.says("Why: Our funder asks for a year"), "{}", page.html);
        assert!(page.says("Aileen Kerr decided it"));
        let seen = browser.get("/o/lothian/audit").await;
        assert!(seen.says("Changed how long a kind of record is kept") && seen.says("after they left: 400 days"), "{}", seen.html);
        assert!(seen.says("Our funder asks for a year"));
        later(&service, 181).await;
        assert_eq!(notices(&service).await, [lothian.organisation], "not {}", fife.organisation);
        later(&service, 218).await;
        assert_eq!(notices(&service).await, [lothian.organisation]);
        later(&service, 2).await;
        assert!(notices(&service).await.is_empty());
        // Six years on the reason still stands: it belongs to what is still so.
        later(&service, 2300).await;
        let browser = Browser::of(&lothian, aileen).await;
        assert!(browser.get(KEEPING).await.says("Why: Our funder asks for a year"));
    }

    async fn nobody_shortens_what_others_rely_on_nor_keeps_anything_for_ever(service: Service) {
        let (build, aileen) = one_of(&service, "lothian").await;
        send_waiting(&service.bothy, &Sends, 10).await.unwrap();
        let browser = Browser::of(&build, aileen).await;
        for (days, reason, words) in [
            ("179", "We want less", "It is kept for 180 days at least"),
            ("1097", "We want more", "It is kept for 1,096 days at most"),
            ("a year", "We want it", "Please write a number of days"),
            ("365", " ", "Please say why"),
        ] {
            let seen = keeps(&build, &browser, "180", days, reason).await;
            assert_eq!(seen.status, StatusCode::CONFLICT, "{words}");
            let words = [words.to_owned(), words.replace(',', "")];
            assert!(words.iter().any(|words| seen.says(words)) || reason == " ", "{words:?}: {}", seen.html);
            assert!(browser.get(KEEPING).await.html.matches("as Bothy suggests").count() >= 11, "{words:?}");
        }
        // What has one length is not lengthened by hand, either.
        let once = act(&build);
        let odd = [("act", &*once), ("kept", "wrong-tries"), ("before", "1"), ("days", "1000"), ("reason", "To look")];
        assert_eq!(browser.post(KEEPING, &odd).await.status, StatusCode::NOT_FOUND);
        // Two at once: the later one sees what stands.
        assert_eq!(keeps(&build, &browser, "180", "365", "The funder").await.status, StatusCode::SEE_OTHER);
        let late = keeps(&build, &browser, "180", "730", "The council").await;
        assert!(late.status == StatusCode::CONFLICT && late.says("Somebody changed this meanwhile"), "{}", late.html);
        // Back to what is suggested: what is older goes with the next round.
        assert_eq!(keeps(&build, &browser, "365", "180", "No longer asked").await.status, StatusCode::SEE_OTHER);
        later(&service, 181).await;
        assert!(notices(&service).await.is_empty());
        let supporter = build.supporter("Tam").await;
        let supporter = Browser::of(&build, supporter).await;
        assert_eq!(keeps(&build, &supporter, "180", "365", "Because").await.status, StatusCode::NOT_FOUND);
    }

    async fn every_kind_that_may_be_lengthened_has_words_and_a_ceiling_above_what_is_suggested(service: Service) {
        let (build, aileen) = one_of(&service, "lothian").await;
        let page = Browser::of(&build, aileen).await.get(KEEPING).await;
        let may: Vec<_> = classes().unwrap().iter().filter(|class| class.at_most.is_some()).collect();
        assert_eq!(page.html.matches("name=\"kept\"").count(), may.len());
        assert!(may.len() > 8 && !page.says("Another kind of record"), "{}", page.html);
        for class in may {
            assert!(class.at_most > class.days && class.days.is_some(), "{}", class.name);
        }
    }
}
