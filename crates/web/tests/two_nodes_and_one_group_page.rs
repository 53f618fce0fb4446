//! Two nodes on one server: what one of them changed shows on the other's pages, which keeps what it read until then.

use crate::scene;

use axum::body::Body;
use axum::http::{Request, header};
use bothy_testkit::on_postgres;
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service as Web};
use http_body_util::BodyExt as _;
use scene::{COORDINATOR, scene};
use std::time::Duration;
use tower::ServiceExt as _;

#[test]
fn a_session_called_off_on_one_node_is_called_off_on_the_other_at_once() {
    on_postgres(|service| async move {
        let scene = scene(&service).await;
        let other = service.second_node().await;
        other.db.listen_to_others();
        until(async || other.db.hears_others()).await;
        let pages = router(Web::new(other.clone(), Cookies::Loopback, None));
        let said = async || {
            let ask = Request::get("/groups/tuesday-group").header(header::HOST, "localhost");
            let answer = pages.clone().oneshot(ask.body(Body::empty()).unwrap()).await.unwrap();
            assert!(answer.status().is_success());
            String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
        };
        // The clock of the test stands still: but for the bell the first page would stand for ever.
        let before = said().await;
        assert_eq!(before, said().await);
        assert!(!before.contains("Called off"), "{before}");
        assert_eq!(scene.ask("POST", &scene.path("/sessions/{id}/call-off"), COORDINATOR).await.status(), 303);
        until(async || said().await.contains("Called off")).await;
        other.db.close().await;
    });
}

async fn until(holds: impl AsyncFn() -> bool) {
    for _ in 0..400 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(holds().await, "eight seconds were not enough");
}
