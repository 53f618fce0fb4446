//! What a page may load and where its forms may send: the content policy.

use crate::routes;

macro_rules! policy {
    ($forms:literal) => {
        concat!(
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; ",
            "manifest-src 'self'; form-action ",
            $forms,
            "; base-uri 'none'; frame-ancestors 'none'"
        )
    };
}

const OF_PAGES: &str = policy!("'self'");

/// For a sample of a page: its forms lead to things that are not there, and some to things that are.
const OF_SAMPLES: &str = policy!("'none'");

/// The policy of a path.
pub(crate) fn of(path: &str) -> &'static str {
    if routes::is_sample(path) { OF_SAMPLES } else { OF_PAGES }
}
