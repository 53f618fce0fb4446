//! Open Referral UK 3.0: our groups as services, for directories and aggregators elsewhere.
//!
//! Anonymous: [`enter`] looks at nobody's cookie or token, so that no answer can depend on who asks. What a service says
//! is what its public page says ([`service`]); nothing of people, and no listing of somebody else's service, which those
//! publish who run it. [`stream`] writes all of them a piece at a time, for the feed and for `bothy export oruk`.

pub mod enter;
pub mod objects;
mod read;
pub mod schedule;
pub mod service;
pub mod stream;
mod taxonomy;

use crate::routes::{ForWhom, Route, line};
use axum::routing::get;

/// The routes of the feed.
pub fn lines() -> Vec<Route> {
    use ForWhom::Everyone;
    vec![
        line("GET", "/oruk", Everyone, get(read::about)),
        line("GET", "/oruk/", Everyone, get(read::about)),
        line("GET", "/oruk/services", Everyone, get(read::services)),
        line("GET", "/oruk/services/{id}", Everyone, get(read::service)),
        line("GET", "/oruk/taxonomies", Everyone, get(read::taxonomies)),
        line("GET", "/oruk/taxonomies/{id}", Everyone, get(read::taxonomy)),
        line("GET", "/oruk/taxonomy_terms", Everyone, get(read::terms)),
        line("GET", "/oruk/taxonomy_terms/{id}", Everyone, get(read::term)),
    ]
}

/// Whether a path is one of the feed, there or not.
pub fn is_oruk(path: &str) -> bool {
    path == "/oruk" || path.starts_with("/oruk/")
}
