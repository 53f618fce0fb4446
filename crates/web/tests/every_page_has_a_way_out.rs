//! Wherever somebody who is signed in stands, the way out is on the page.

use crate::scene;

use axum::http::header;
use bothy_testkit::on_sqlite;
use bothy_web::routes;
use http_body_util::BodyExt as _;
use scene::{COORDINATOR, HOLDER, scene};

#[test]
fn every_page_of_somebody_who_is_signed_in_has_the_button_that_signs_them_out() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let mut pages = 0;
        for shape in routes::lines().iter().filter(|route| route.method == "GET").map(|route| route.path) {
            // The page after leaving is nobody's, and tells nothing about where one was.
            if shape == "/leave" {
                continue;
            }
            for relation in [COORDINATOR, HOLDER, "administrator"] {
                let answer = scene.ask("GET", &scene.path(shape), relation).await;
                let kind = answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
                if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
                    continue;
                }
                let html = answer.into_body().collect().await.unwrap().to_bytes();
                let html = String::from_utf8(html.to_vec()).unwrap();
                // What `/leave` ends is looked at above, what `/sign-out` ends in the story of a phone.
                let out =
                    ["/leave", "/sign-out"].map(|to| html.contains(&format!("<form method=\"post\" action=\"{to}\"")));
                assert!(out.contains(&true), "{relation}: {shape}");
                pages += 1;
            }
        }
        assert!(pages > 90, "{pages}");
    });
}
