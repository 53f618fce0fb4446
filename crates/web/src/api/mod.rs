//! The API: what programs read and do, through the same actions as the pages.
//!
//! [`enter`] lets a request in (a token, or a sign-in from the same origin), [`read`] and [`acts`] are its operations,
//! [`once`] answers a POST that comes twice, [`document`] describes it all. Not here: anything that a page may not.

pub mod acts;
pub(crate) mod asked;
pub mod document;
pub mod duty_objects;
pub mod enter;
pub mod exchanges;
mod links;
pub mod listings;
pub mod objects;
pub mod once;
pub mod pace;
pub mod problem;
pub mod read;
pub mod session_acts;
pub mod session_objects;

use crate::routes::{ForWhom, Route, line};
use axum::routing::{get, post};

/// The acts that an operation does, by the codes under which the audit has them.
pub const DOES: &[(&str, &[&str])] = &[
    ("/api/v1/seats/{id}/hand-back", &["seat-handed-back"]),
    ("/api/v1/seats/{id}/give", &["seat-given"]),
    ("/api/v1/seats/{id}/take-back", &["seat-taken-back"]),
    ("/api/v1/seats/{id}/ask", &["seat-asked"]),
    ("/api/v1/seats/{id}/pass-on", &["seat-passed-on"]),
    ("/api/v1/seats/{id}/swap", &["seat-swapped"]),
    ("/api/v1/exchanges/{id}/put-back", &["seat-put-back"]),
    ("/api/v1/offers/{id}/answer", &["seat-taken", "seat-declined"]),
    ("/api/v1/sessions/{id}/place-confirmed", &["place-confirmed"]),
    ("/api/v1/sessions/{id}/opener", &["opener-named"]),
    ("/api/v1/sessions/{id}/way-in", &["way-in-changed"]),
    ("/api/v1/sessions/{id}/way-in-tried", &["way-in-tried"]),
    ("/api/v1/sessions/{id}/move", &["session-moved"]),
    ("/api/v1/sessions/{id}/call-off", &["session-called-off"]),
    ("/api/v1/sessions/{id}/run", &["session-runs-after-all"]),
    ("/api/v1/listings", &["listing-added"]),
    ("/api/v1/listings/{id}/correct", &["listing-corrected"]),
    ("/api/v1/listings/{id}/checked", &["listing-checked"]),
    ("/api/v1/listings/{id}/retire", &["listing-retired"]),
    ("/api/v1/listings/{id}/use-again", &["listing-used-again"]),
    ("/api/v1/sessions/{id}/override", &["minimum-overridden"]),
    ("/api/v1/duties/{id}/take", &["duty-taken"]),
    ("/api/v1/duties/{id}/pass", &["duty-passed"]),
    ("/api/v1/duties/{id}/answer", &["duty-accepted", "duty-declined"]),
    ("/api/v1/duties/{id}/give-back", &["duty-given-back"]),
];

/// The routes of the API.
pub fn lines() -> Vec<Route> {
    use ForWhom::{Everyone, Programs};
    vec![
        line("GET", "/api/v1/openapi.json", Everyone, get(document::description)),
        line("GET", "/api/v1/places", Programs, get(read::places)),
        line("GET", "/api/v1/places/{id}", Programs, get(read::place)),
        line("GET", "/api/v1/groups", Programs, get(read::groups)),
        line("GET", "/api/v1/groups/{id}", Programs, get(read::group)),
        line("GET", "/api/v1/sessions", Programs, get(read::sessions)),
        line("GET", "/api/v1/sessions/{id}", Programs, get(read::session)),
        line("GET", "/api/v1/sessions/{id}/seats", Programs, get(read::seats_of_session)),
        line("GET", "/api/v1/seats", Programs, get(read::seats)),
        line("GET", "/api/v1/seats/{id}/change", Programs, get(exchanges::seat_change)),
        line("GET", "/api/v1/listings", Programs, get(listings::listings)),
        line("GET", "/api/v1/listings/{id}", Programs, get(listings::listing)),
        line("GET", "/api/v1/offers", Programs, get(read::offers)),
        line("GET", "/api/v1/duties", Programs, get(read::duties)),
        line("POST", "/api/v1/seats/{id}/hand-back", Programs, post(acts::hand_back)),
        line("POST", "/api/v1/seats/{id}/give", Programs, post(acts::give)),
        line("POST", "/api/v1/seats/{id}/take-back", Programs, post(acts::take_back)),
        line("POST", "/api/v1/offers/{id}/answer", Programs, post(acts::answer_asking)),
        line("POST", "/api/v1/seats/{id}/ask", Programs, post(acts::ask)),
        line("POST", "/api/v1/seats/{id}/pass-on", Programs, post(exchanges::pass_on)),
        line("POST", "/api/v1/seats/{id}/swap", Programs, post(exchanges::swap)),
        line("POST", "/api/v1/exchanges/{id}/put-back", Programs, post(exchanges::put_it_back)),
        line("POST", "/api/v1/sessions/{id}/place-confirmed", Programs, post(session_acts::place_confirmed)),
        line("POST", "/api/v1/sessions/{id}/opener", Programs, post(session_acts::opener)),
        line("POST", "/api/v1/sessions/{id}/way-in", Programs, post(session_acts::way_in)),
        line("POST", "/api/v1/sessions/{id}/way-in-tried", Programs, post(session_acts::way_in_tried)),
        line("POST", "/api/v1/sessions/{id}/override", Programs, post(session_acts::let_fewer)),
        line("POST", "/api/v1/sessions/{id}/move", Programs, post(session_acts::move_it)),
        line("POST", "/api/v1/sessions/{id}/call-off", Programs, post(session_acts::call_off)),
        line("POST", "/api/v1/sessions/{id}/run", Programs, post(session_acts::run)),
        line("POST", "/api/v1/listings", Programs, post(listings::add)),
        line("POST", "/api/v1/listings/{id}/correct", Programs, post(listings::correct)),
        line("POST", "/api/v1/listings/{id}/checked", Programs, post(listings::checked)),
        line("POST", "/api/v1/listings/{id}/retire", Programs, post(listings::retire)),
        line("POST", "/api/v1/listings/{id}/use-again", Programs, post(listings::use_again)),
        line("POST", "/api/v1/duties/{id}/take", Programs, post(acts::take)),
        line("POST", "/api/v1/duties/{id}/pass", Programs, post(acts::pass)),
        line("POST", "/api/v1/duties/{id}/answer", Programs, post(acts::answer_duty)),
        line("POST", "/api/v1/duties/{id}/give-back", Programs, post(acts::give_back)),
    ]
}

/// Whether a path is one of the API, there or not.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// The acts of people that have no operation yet, by the codes under which the audit has them. What the clock does
/// and who looked are none.
pub fn without_operation() -> Vec<&'static str> {
    use crate::desk::audit::acts::{GROUPS, PEOPLE, SAFETY, SESSIONS, SET_UP};
    let does: Vec<&str> = DOES.iter().flat_map(|(_, acts)| acts.iter().copied()).collect();
    let all = [SAFETY, SESSIONS, GROUPS, PEOPLE, SET_UP].concat();
    all.into_iter().filter(|act| !does.contains(act)).collect()
}
