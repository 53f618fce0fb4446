//! The page of all parts is in the demonstration only, shows every part, and leads to every page in every state.

use askama::Template as _;
use bothy_web::pages::Frame;
use bothy_web::pages::{
    Page as _, samples,
    staff::{Style, StyleState},
};
use bothy_web::parts::Icon;
use bothy_web::routes::{ForWhom, is_public, is_sample, lines};
use bothy_web::words::english;

fn printed() -> String {
    let states = samples(english()).unwrap().into_iter().map(|one| StyleState { page: one.page, state: one.state });
    Style::of(Frame::sample("/style"), states.collect()).render().unwrap()
}

#[test]
fn the_page_of_parts_is_in_the_demonstration_only() {
    let parts: Vec<_> = lines().into_iter().filter(|route| route.path.starts_with("/style")).collect();
    assert_eq!(parts.len(), 2);
    assert!(parts.iter().all(|route| route.to == ForWhom::Demo && route.method == "GET"));
    for path in ["/style", "/style/today/full"] {
        assert!(is_public(path, true) && !is_public(path, false), "{path}");
    }
    assert!(is_sample("/style/today/full") && !is_sample("/style") && !is_sample("/today"));
}

#[test]
fn the_page_of_parts_shows_each_state_of_what_it_shows() {
    let html = printed();
    for (icon, name) in Icon::ALL {
        assert!(html.contains(icon.svg()), "no drawing of {name}");
    }
    for part in [
        "b-lamp--lit",
        "b-lamp--out",
        "b-ring--calm",
        "b-ring--soon",
        "b-ring--now",
        "b-ring--late",
        "b-clock--done",
        "b-bigclock",
        "b-ready--gap",
        "b-weave",
        "b-stone--none",
        "b-duty",
        "b-duties--open",
        "/give-back\"",
        "/answer\"",
        "b-slot",
        "b-slot--gap",
        "b-load",
        "b-tick--open",
        "b-line__n",
        "b-tabs",
        "govuk-details",
        "b-stepmark",
        "b-strip",
        "b-empty",
        "govuk-pagination",
        "b-off",
        "b-moved",
        "b-chip--moss",
        "govuk-notification-banner--success",
        "govuk-error-summary",
        "govuk-error-message",
        "govuk-input--error",
        "govuk-textarea--error",
        "govuk-select--error",
        "govuk-radios--inline",
        "govuk-checkboxes--small",
        "govuk-date-input",
        "govuk-button--warning",
        "govuk-button--secondary",
        "staff-stale",
        "b-back",
        "b-lead",
    ] {
        let found = if part == "staff-stale" { html.contains("id=\"stale-h\"") } else { html.contains(part) };
        assert!(found, "{part} is not shown");
    }
}

#[test]
fn every_page_in_every_state_is_one_press_away() {
    let html = printed();
    let all = samples(english()).unwrap();
    assert!(all.len() > 120, "{}", all.len());
    for sample in all {
        assert!(
            html.contains(&format!("href=\"/style/{}/{}\"", sample.page, sample.state)),
            "{} {}",
            sample.page,
            sample.state
        );
    }
    assert_eq!(Style::NAME, "style");
}
