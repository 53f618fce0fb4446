//! A receipt of a worry can be said over a phone, so somebody may try to guess one. Whoever holds one is not shut out.

use crate::browser;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use bothy_actions::Bothy;
use bothy_actions::access::tries::NotHeard;
use bothy_actions::safety::{Receipt, ShownReceipt, name_readers, see_receipt};
use bothy_domain::access::Role;
use bothy_domain::ids::ConcernId;
use bothy_domain::safety::concern::{About, Concern, ConcernState, Danger};
use bothy_store::duties::{Subject, SubjectKind, make};
use bothy_store::safety::{ConcernRow, add_concern};
use bothy_store::{Commit, StoreError};
use bothy_testkit::{Build, Service, on_both};
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service as Web};
use browser::{Browser, act};
use http_body_util::BodyExt as _;
use jiff::SignedDuration;
use uuid::Uuid;

struct Story {
    build: Build,
    /// The cookie of the browser that told the worry.
    cookie: String,
    /// The words alone, as they stand on the slip.
    words: String,
}

async fn told(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let [sam, una, ishbel] = [
        build.person("Sam", &[Role::SafeguardingLead], None).await,
        build.person("Una", &[Role::Supervisor], None).await,
        build.person("Ishbel", &[Role::Administrator], None).await,
    ];
    name_readers(&service.bothy, &build.known(ishbel).await, [sam, una]).await.unwrap();
    let once = act(&build);
    let worry = [("act", &*once), ("danger", "no"), ("about", "place"), ("words", "The door stands open")];
    let seen = Browser::nobody(&build).post("/concern", &worry).await;
    assert_eq!(seen.to, "/concern/receipt");
    let cookie = seen.set[0].split(';').next().unwrap().to_owned();
    let words = cookie.trim_start_matches("receipt=").split('.').next().unwrap().replace('-', " ");
    assert_eq!(words.split(' ').count(), 5, "four words and a number: {words}");
    Story { build, cookie, words }
}

/// What a browser with this cookie is answered: the status, after how long, and the page.
async fn shown(router: &Router, cookie: &str) -> (StatusCode, i64, String) {
    let request = Request::builder().uri("/concern/receipt").header(header::HOST, "localhost");
    let request = request.header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let answer = tower::ServiceExt::oneshot(router.clone(), request).await.unwrap();
    let after = answer.headers().get(header::RETRY_AFTER).map_or(0, |after| after.to_str().unwrap().parse().unwrap());
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, after, String::from_utf8(bytes.to_vec()).unwrap())
}

impl Story {
    async fn tries(&self, bothy: &Bothy, words: &str, address: &str) -> Result<Option<Receipt>, NotHeard> {
        let shown = ShownReceipt { words: words.into(), act: None, address: address.into() };
        see_receipt(bothy, self.build.organisation, shown).await
    }
}

on_both! {
    async fn a_guesser_gets_nowhere_and_the_browser_that_told_it_never_waits(service: Service) {
        let story = told(&service).await;
        let pages = router(Web::new(service.bothy.clone(), Cookies::Loopback, None));
        assert_eq!(shown(&pages, &story.cookie).await.0, StatusCode::OK);
        let mut heard = 0;
        for number in 0..100 {
            let (status, ..) = shown(&pages, &format!("receipt=amber-bank-amber-bank-{number:04}")).await;
            heard += usize::from(status == StatusCode::SEE_OTHER);
        }
        assert_eq!(heard, 11, "ten cost nothing, and the next has to wait");
        // Words that are right are not looked up either, or the wait would say which are.
        let alone = format!("receipt={}", story.words.replace(' ', "-"));
        let (status, after, page) = shown(&pages, &alone).await;
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
        assert!((1..=120).contains(&after), "{after}");
        assert!(page.contains("Nothing you told us is lost") && page.contains("ring one of the lines below"), "{page}");
        assert!(page.contains("href=\"/help\"") && page.contains("href=\"/concern\""));
        // At the very same address, the one who told it sees it.
        let (status, _, page) = shown(&pages, &story.cookie).await;
        assert!(status == StatusCode::OK && page.contains(&story.words), "{status}");
        // An act that was made up proves nothing.
        let made_up = format!("{alone}.{}", act(&story.build));
        assert_eq!(shown(&pages, &made_up).await.0, StatusCode::TOO_MANY_REQUESTS);
        // Whoever has only the words waits as long as was said, and no longer.
        service.clock.advance(SignedDuration::from_secs(after));
        assert_eq!(shown(&pages, &alone).await.0, StatusCode::OK);
    }

    async fn from_another_address_words_are_heard_at_once_and_after_many_of_them_within_a_minute(service: Service) {
        let story = told(&service).await;
        let bothy = &service.bothy;
        for number in 0..20 {
            let _ = story.tries(bothy, &format!("amber bank amber bank {number:04}"), "one place").await;
        }
        assert!(matches!(story.tries(bothy, &story.words, "one place").await, Err(NotHeard::TooEarly(_))));
        assert!(story.tries(bothy, &story.words, "the library").await.unwrap().is_some());
        // Somebody has very many addresses.
        let mut heard = 0;
        for number in 0..300 {
            let tried = story.tries(bothy, &format!("calm barn calm barn {number:04}"), &format!("place {number}")).await;
            heard += usize::from(tried.is_ok());
        }
        assert_eq!(heard, 90, "each address once, and yet slowed: {heard} beside the eleven from before");
        assert!(story.tries(bothy, &story.words, "the library").await.is_err());
        service.clock.advance(SignedDuration::from_secs(60));
        assert!(story.tries(bothy, &story.words, "the library").await.unwrap().is_some());
    }

    async fn two_nodes_count_together_however_many_ask_at_once(service: Service) {
        let story = std::sync::Arc::new(told(&service).await);
        let other = service.second_node().await;
        let mut guessing = tokio::task::JoinSet::new();
        for number in 0..60 {
            let bothy = if number % 2 == 0 { service.bothy.clone() } else { other.clone() };
            let story = story.clone();
            guessing.spawn(async move {
                story.tries(&bothy, &format!("amber bank amber bank {number:04}"), "one place").await.is_ok()
            });
        }
        let heard = guessing.join_all().await.into_iter().filter(|heard| *heard).count();
        assert_eq!(heard, 11);
    }

    async fn a_receipt_of_two_words_from_before_goes_on_working(service: Service) {
        let story = told(&service).await;
        let readers = [story.build.person("Tam", &[Role::SafeguardingLead], None).await, story.build.person("Ewan", &[Role::Administrator], None).await];
        let row = ConcernRow {
            id: ConcernId::new(Uuid::now_v7()),
            about: About::Place,
            concern: Concern { state: ConcernState::Raised, danger: Danger::No, raised_at: service.clock.now(), readers },
            words: "Before".into(),
            reach_back: String::new(),
            said_by: None,
            receipt: "calm river 0412".into(),
        };
        service
            .bothy
            .db
            .write("before", (story.build.organisation, row), |w, (organisation, row)| {
                Box::pin(async move {
                    make(w, Subject::of(*organisation, SubjectKind::Concern, row.id.uuid())).await?;
                    add_concern(w, *organisation, row).await?;
                    Ok::<_, StoreError>(Commit::Sealed(()))
                })
            })
            .await
            .unwrap();
        assert!(story.tries(&service.bothy, "calm river 0412", "a").await.unwrap().is_some());
        let pages = router(Web::new(service.bothy.clone(), Cookies::Loopback, None));
        assert_eq!(shown(&pages, "receipt=calm-river-0412").await.0, StatusCode::OK);
    }
}
