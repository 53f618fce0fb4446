//! Every route, as data: its method, its path, for whom it is, and what answers it.
//!
//! The router is built from this list and from nothing else, so that the table of who may see what
//! (`tests/who_may_see_what.rs`) can hold each line to account. Not here: what a page says.

pub mod asks;
pub mod audit;
pub mod calendars;
pub mod concerns;
pub mod demo;
pub mod directory;
pub mod ending;
mod exchange;
pub mod form;
pub mod getting_in;
mod giving;
mod going;
pub mod group_inside;
pub mod imports;
mod keeping;
pub mod people;
pub mod pictures;
pub mod place_running;
pub mod places;
mod prints;
pub mod public;
pub mod reach_hours;
pub mod reports;
pub mod series;
pub mod session;
pub mod settings;
mod signing_out;
pub mod staff;

use crate::pages::Flash;
use crate::words::{Words, key};
use axum::Router;
use axum::routing::{MethodRouter, get, post};

/// For whom a route is. What each person may see of it is decided by permits and scopes, further in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForWhom {
    /// Everybody, without signing in.
    Everyone,
    /// Everybody, and only in the demonstration; it does not exist otherwise.
    Demo,
    /// Those who are signed in.
    SignedIn,
    /// Programs with a token, and those who are signed in; nobody else is sent on to a page.
    Programs,
}

/// One route.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its path, with `{name}` for a part that varies.
    pub path: &'static str,
    /// For whom it is.
    pub to: ForWhom,
    then: MethodRouter,
}

pub(crate) fn line(method: &'static str, path: &'static str, to: ForWhom, then: MethodRouter) -> Route {
    Route { method, path, to, then }
}

/// Every route there is.
pub fn lines() -> Vec<Route> {
    use ForWhom::{Demo, Everyone};
    let mut lines = vec![
        line("GET", "/", Everyone, get(public::front)),
        line("GET", "/groups", Everyone, get(public::groups)),
        // `/groups/{slug}.ics` is the same line: its calendar.
        line("GET", "/groups/{slug}", Everyone, get(public::group)),
        line("GET", "/groups/{slug}/poster", Everyone, get(public::poster)),
        line("GET", "/groups/{slug}/card", Everyone, get(public::cards)),
        line("GET", "/help", Everyone, get(public::help)),
        line("GET", "/reach", Everyone, get(public::reach)),
        line("GET", "/privacy", Everyone, get(public::privacy)),
        line("GET", "/accessibility", Everyone, get(public::accessibility)),
        line("GET", "/language", Everyone, get(public::language::see)),
        line("POST", "/language", Everyone, post(public::language::keep)),
        line("GET", "/concern", Everyone, get(public::concern_danger)),
        line("GET", "/concern/about", Everyone, get(public::concern_about)),
        line("GET", "/concern/say", Everyone, get(public::concern_say)),
        line("POST", "/concern", Everyone, post(public::concern_send)),
        line("GET", "/concern/receipt", Everyone, get(public::concern_receipt)),
        line("GET", "/leave", Everyone, get(public::left)),
        line("POST", "/leave", Everyone, post(public::leave)),
        line("POST", "/sign-out", Everyone, post(public::sign_out)),
        line("GET", "/demo", Demo, get(demo::demo)),
        line("POST", "/demo/sign-in/{role}", Demo, post(demo::sign_in)),
        line("POST", "/demo/clock", Demo, post(demo::clock)),
        line("GET", "/demo/outbox", Demo, get(demo::outbox)),
        line("GET", "/style", Demo, get(demo::style)),
        line("GET", "/style/{page}/{state}", Demo, get(demo::style_state)),
    ];
    lines.extend(getting_in::lines());
    lines.extend(staff::lines());
    lines.extend(prints::lines());
    lines.extend(concerns::lines());
    lines.extend(audit::lines());
    lines.extend(reports::lines());
    lines.extend(group_inside::lines());
    lines.extend(series::lines());
    lines.extend(exchange::lines());
    lines.extend(settings::lines());
    lines.extend(reach_hours::lines());
    lines.extend(asks::lines());
    lines.extend(imports::lines());
    lines.extend(directory::lines());
    lines.extend(places::lines());
    lines.extend(place_running::lines());
    lines.extend(pictures::lines());
    lines.extend(people::lines());
    lines.extend(crate::api::lines());
    lines.extend(crate::oruk::lines());
    lines.extend(ending::lines());
    lines.extend(giving::lines());
    lines.extend(signing_out::lines());
    lines.extend(keeping::lines());
    lines.extend(going::lines());
    lines
}

/// The pages as a router, with the demo's own where this is the demo.
pub fn all(demo: bool) -> Router {
    let lines = lines().into_iter().filter(|route| demo || route.to != ForWhom::Demo);
    lines.fold(Router::new(), |router, route| router.route(route.path, route.then))
}

/// Whether a path is for everybody.
pub fn is_public(path: &str, demo: bool) -> bool {
    for_whom(path).is_some_and(|to| match to {
        ForWhom::Everyone => true,
        ForWhom::Demo => demo,
        ForWhom::SignedIn | ForWhom::Programs => false,
    })
}

/// Whether a path is of how one signs in oneself.
pub fn is_own_account(path: &str) -> bool {
    path == "/account" || path.starts_with("/account/") || path == "/sign-out"
}

/// Whether the answer of a public path may be kept by a browser: not those where somebody tells us something, and no
/// list that was asked for by what suits somebody, from where they live.
pub fn may_be_kept(path: &str, query: &str) -> bool {
    if path == "/groups" && !asks_for_nothing(query) {
        return false;
    }
    matches!(path, "/" | "/groups" | "/help" | "/reach" | "/privacy" | "/accessibility")
        || path.starts_with("/groups/")
        || crate::oruk::is_oruk(path)
}

/// Whether a page is the same for everybody who is not signed in, and so asked for by many. A list that somebody chose
/// for themselves is theirs: it is printed for them and kept nowhere, and so is what they typed.
pub fn is_same_for_all(path: &str, query: &str) -> bool {
    path == "/" || (path == "/groups" && asks_for_nothing(query)) || fits("/groups/{slug}", path)
}

/// Whether an address asks for nothing but days and how they are shown.
fn asks_for_nothing(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).all(|(name, _)| matches!(&*name, "from" | "as"))
}

/// Whether a page is a sample: what stands on it is nobody's, and its forms send nothing anywhere.
pub fn is_sample(path: &str) -> bool {
    fits("/style/{page}/{state}", path)
}

/// Whether there is such a page to go to.
pub fn exists(path: &str) -> bool {
    for_whom(path).is_some()
}

/// The words of what was just done, by the code in the address; none for a code that is not ours, or that nobody meets
/// in this language.
pub fn done(words: &'static Words, code: &str) -> Option<Flash> {
    let key = match code {
        "clock" => key("done-clock"),
        "handed-back" => key("done-handed-back"),
        "yes" => key("done-yes"),
        "no" => key("done-no"),
        "asked" => key("done-asked"),
        "handed-back-none" => key("done-handed-back-none"),
        "asked-nobody" => key("done-asked-nobody"),
        "given" => key("done-given"),
        "taken-back" => key("done-taken-back"),
        "put-back" => key("done-put-back"),
        "taken" => key("done-taken"),
        "passed" => key("done-passed"),
        "given-back" => key("done-given-back"),
        "saved" => key("done-saved"),
        "keys-off" => key("done-keys-off"),
        "keys-on" => key("done-keys-on"),
        "place-added" => key("done-place-added"),
        "recorded" => key("done-recorded"),
        "erased" => key("done-erased"),
        "held" => key("done-held"),
        "hold-ended" => key("done-hold-ended"),
        "hat-ended" => key("done-hat-ended"),
        "hat-given" => key("done-hat-given"),
        "signed-everybody-out" => key("done-signed-everybody-out"),
        "signed-them-out" => key("done-signed-them-out"),
        "record-off" => key("done-record-off"),
        "asks" => key("done-asks"),
        "picture-up" => key("done-picture-up"),
        "picture-down" => key("done-picture-down"),
        "called-off" => key("done-called-off"),
        "moved" => key("done-moved"),
        "runs" => key("done-runs"),
        "acknowledged" => key("done-acknowledged"),
        "group-opened" => key("done-group-opened"),
        "series-made" => key("done-series-made"),
        "series-changed" => key("done-series-changed"),
        "parts-saved" => key("done-parts-saved"),
        "questions-saved" => key("done-questions-saved"),
        "readers" => key("done-readers"),
        "letter-on-its-way" => key("done-letter-on-its-way"),
        "line" => key("done-line"),
        "hours" => key("done-hours"),
        "hours-gone" => key("done-hours-gone"),
        "day-closed" => key("done-day-closed"),
        "day-open" => key("done-day-open"),
        "row-in" => key("done-row-in"),
        "row-listed" => key("done-row-listed"),
        "row-out" => key("done-row-out"),
        "password" => key("done-password"),
        "password-changed" => key("done-password-changed"),
        "passkey-added" => key("done-passkey-added"),
        "passkey-removed" => key("done-passkey-removed"),
        "elsewhere-accepted" => key("done-elsewhere-accepted"),
        "elsewhere-linked" => key("done-elsewhere-linked"),
        "elsewhere-unlinked" => key("done-elsewhere-unlinked"),
        "keeping" => key("done-keeping"),
        "mail-kept" => key("done-mail-kept"),
        "mail-removed" => key("done-mail-removed"),
        "mail-tried" => key("done-mail-tried"),
        "accounts-kept" => key("done-accounts-kept"),
        "accounts-removed" => key("done-accounts-removed"),
        "looks-let-go" => key("done-looks-let-go"),
        "calendar-ended" => key("done-calendar-ended"),
        "signed-out-device" => key("done-signed-out-device"),
        "signed-out-everywhere" => key("done-signed-out-everywhere"),
        "invited" => key("done-invited"),
        "step-let-be" => key("done-step-let-be"),
        "step-asked" => key("done-step-asked"),
        "language-kept" => key("done-language-kept"),
        "language-forgotten" => key("done-language-forgotten"),
        "recover-asked" => key("done-recover-asked"),
        "recover-first" => key("done-recover-first"),
        "recover-both" => key("done-recover-both"),
        "recover-no" => key("done-recover-no"),
        "run-undone" => key("done-run-undone"),
        _ => return of_others(words, code),
    };
    words.has(key).then(|| Flash::Done(words.t(key).to_owned()))
}

/// What was just done with the directory of other services.
fn of_others(words: &'static Words, code: &str) -> Option<Flash> {
    let key = match code {
        "listing-added" => key("done-listing-added"),
        "listing-saved" => key("done-listing-saved"),
        "listing-checked" => key("done-listing-checked"),
        "listing-retired" => key("done-listing-retired"),
        "listing-back" => key("done-listing-back"),
        "told" => key("done-told"),
        "signpost-on" => key("done-signpost-on"),
        "signpost-undone" => key("done-signpost-undone"),
        _ => return note(words, code),
    };
    words.has(key).then(|| Flash::Done(words.t(key).to_owned()))
}

/// Why something was not done, where the page itself shows how things stand now.
fn note(words: &'static Words, code: &str) -> Option<Flash> {
    let key = match code {
        "seat-gone" => key("done-seat-gone"),
        "seat-in-the-way" => key("done-seat-in-the-way"),
        "not-put-back-changed" => key("done-not-put-back-changed"),
        "not-put-back-cannot" => key("done-not-put-back-cannot"),
        "not-put-back-late" => key("done-not-put-back-late"),
        "duty-taken-already" => key("done-duty-taken-already"),
        "duty-closed" => key("done-duty-closed"),
        "duty-not-yours" => key("done-duty-not-yours"),
        "duty-asked-already" => key("done-duty-asked-already"),
        "duty-to-yourself" => key("done-duty-to-yourself"),
        "duty-not-asked" => key("done-duty-not-asked"),
        "duty-not-a-person" => key("done-duty-not-a-person"),
        "duty-nobody-chosen" => key("done-duty-nobody-chosen"),
        "worry-has-it" => key("done-worry-has-it"),
        "row-decided" => key("done-row-decided"),
        "row-outside" => key("done-row-outside"),
        "has-password" => key("done-has-password"),
        "step-no-reason" => key("done-step-no-reason"),
        "step-long-reason" => key("done-step-long-reason"),
        "step-themselves" => key("done-step-themselves"),
        "recover-themselves" => key("done-recover-themselves"),
        "recover-same" => key("done-recover-same"),
        "recover-administrator" => key("done-recover-administrator"),
        "recover-closed" => key("done-recover-closed"),
        "giving-themselves" => key("giving-themselves"),
        "elsewhere-last" => key("done-elsewhere-last"),
        "passkey-last" => key("done-passkey-last"),
        "not-just-now" => key("passkey-not-just-now"),
        "run-kept" => key("done-run-kept"),
        "signpost-moved" => key("done-signpost-moved"),
        _ => return None,
    };
    words.has(key).then(|| Flash::Note(words.t(key).to_owned()))
}

fn for_whom(path: &str) -> Option<ForWhom> {
    line_of(path).map(|(_, to)| to)
}

/// The shape of the line that a path belongs to: `{name}` stands where an address says who or what.
pub(crate) fn shape(path: &str) -> Option<&'static str> {
    line_of(path).map(|(shape, _)| shape)
}

fn line_of(path: &str) -> Option<(&'static str, ForWhom)> {
    static SHAPES: std::sync::OnceLock<Vec<(&'static str, ForWhom)>> = std::sync::OnceLock::new();
    let shapes = SHAPES.get_or_init(|| lines().into_iter().map(|route| (route.path, route.to)).collect());
    shapes.iter().find(|(shape, _)| fits(shape, path)).copied()
}

fn fits(shape: &str, path: &str) -> bool {
    let (mut shape, mut path) = (shape.split('/'), path.split('/'));
    loop {
        match (shape.next(), path.next()) {
            (None, None) => return true,
            (Some(want), Some(is)) if want == is || (want.starts_with('{') && !is.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_public_only_where_a_line_says_so() {
        assert!(is_public("/", false));
        assert!(is_public("/groups/walk.ics", false));
        assert!(!is_public("/groups/walk/inside", false));
        assert!(!is_public("/today", false));
        assert!(!is_public("/groups/", false));
    }

    #[test]
    fn what_somebody_chose_is_kept_by_nobody() {
        for same in ["", "from=2026-12-01", "as=week&from=2026-12-01"] {
            assert!(is_same_for_all("/groups", same) && may_be_kept("/groups", same), "{same}");
        }
        for own in ["near=EH6+8RG", "as=week&near=EH6", "day=tue", "words=", "%6Eear=EH6"] {
            assert!(!is_same_for_all("/groups", own) && !may_be_kept("/groups", own), "{own}");
        }
    }

    #[test]
    fn the_demos_doors_are_only_in_the_demo() {
        assert!(!is_public("/demo/outbox", false));
        assert!(is_public("/demo/outbox", true));
    }
}
