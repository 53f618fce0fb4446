//! Other services of the area in the demonstration: half of them from the council's open data, as old as it is and
//! checked by nobody; half of them invented, of which some were checked. And a few signposts to them.

use super::fill::Filling;
use bothy_domain::access::Role;
use bothy_domain::directory::{ListingWords, Signpost, SignpostState};
use bothy_domain::ids::{ListingId, PersonId, SignpostId};
use bothy_store::directory::{Listing, Noted, add, note};
use bothy_store::{StoreError, Writing};
use jiff::ToSpan as _;
use uuid::Uuid;

/// From the City of Edinburgh Council's list of housing support (Open Government Licence v2): name, word in addresses,
/// what, for whom, address, postcode, website. Their numbers are old, and stand nowhere here.
const FROM_THE_COUNCIL: [[&str; 7]; 5] = [
    [
        "Saheliya",
        "saheliya",
        "Support for people with mental health issues of Black and Minority Ethnic backgrounds.",
        "Women from BME backgrounds with mental health issues",
        "125-127 McDonald Road",
        "EH7 4NW",
        "http://www.saheliya.org.uk",
    ],
    [
        "Health in Mind",
        "health-in-mind",
        "Advice, support and information for people with mental health problems.",
        "Mental health",
        "40 Shandwick Place, Edinburgh",
        "EH2 4RT",
        "http://www.health-in-mind.co.uk",
    ],
    [
        "Care and Repair",
        "care-and-repair",
        "Help for older people and disabled people who live in their own home.",
        "Older people. Physical disability",
        "1 Osborne Terrace",
        "EH12 5HG",
        "http://www.careandrepairedinburgh.org.uk",
    ],
    [
        "Rock Trust",
        "rock-trust",
        "A place to stay and support for young people.",
        "Young people, care leavers",
        "55 Albany Street, Edinburgh",
        "EH1 3QY",
        "http://www.rocktrust.org/",
    ],
    [
        "Changeworks",
        "changeworks",
        "Free, confidential advice about heating a home.",
        "Anyone",
        "36 Newhaven Road, Edinburgh",
        "EH6 5PY",
        "http://www.changeworks.org.uk",
    ],
];

/// Invented: name, word in addresses, what, for whom, address, number; how many days ago one of us checked it.
const INVENTED: [([&str; 6], Option<i64>); 5] = [
    (
        [
            "Harbour Advice Shop",
            "harbour-advice-shop",
            "Help with rent, debt and forms. They sit down with you and write the letter with you.",
            "Anyone over 16",
            "12 Shore Lane, Edinburgh",
            "0131 496 0171",
        ],
        Some(20),
    ),
    (
        [
            "The warm room at the chapel",
            "the-warm-room-at-the-chapel",
            "A warm room with soup and newspapers, weekdays from 11am. You can sit and say nothing.",
            "Anyone",
            "3 Chapel Wynd, Edinburgh",
            "0131 496 0172",
        ],
        Some(5),
    ),
    (
        [
            "Night Owls",
            "night-owls",
            "Somebody to talk to at night, from people who know what it is like not to sleep.",
            "Adults",
            "",
            "0131 496 0173",
        ],
        Some(48),
    ),
    (
        [
            "The garden next door",
            "the-garden-next-door",
            "Digging, planting and tea in a walled garden, Tuesdays and Fridays.",
            "Anyone; children with an adult",
            "Walled Garden, Mill Brae, Edinburgh",
            "0131 496 0174",
        ],
        Some(420),
    ),
    (
        [
            "Company for carers",
            "company-for-carers",
            "A call each week for people who look after somebody at home.",
            "Carers",
            "",
            "0131 496 0175",
        ],
        None,
    ),
];

/// To which invented service, how many days ago, and how far it came: 0 told, 1 taken up, 2 reached, 3 not taken.
const SIGNPOSTS: [(usize, i64, u8); 13] = [
    (0, 90, 2),
    (0, 81, 2),
    (0, 64, 3),
    (0, 50, 2),
    (0, 33, 1),
    (0, 12, 1),
    (0, 4, 0),
    (1, 40, 2),
    (1, 21, 2),
    (1, 3, 0),
    (2, 60, 3),
    (2, 9, 1),
    (3, 70, 2),
];

fn listing(slug: &str, words: ListingWords) -> Listing {
    Listing {
        id: ListingId::new(Uuid::now_v7()),
        slug: slug.to_owned(),
        words,
        point: None,
        source: String::new(),
        source_year: None,
        checked_on: None,
        retired_at: None,
        looked_at: None,
        import_run: None,
        version: 1,
    }
}

/// Writes the listings of an organisation and its signposts.
///
/// # Errors
/// The store's own.
pub(super) async fn write_directory(w: &mut Writing, filling: &Filling) -> Result<(), StoreError> {
    let id = filling.organisation.id;
    let text = str::to_owned;
    for [name, slug, what, for_whom, address, postcode, website] in FROM_THE_COUNCIL {
        let words = ListingWords {
            name: text(name),
            what: text(what),
            for_whom: text(for_whom),
            address: text(address),
            postcode: text(postcode),
            website: text(website),
            ..ListingWords::default()
        };
        let source = "City of Edinburgh Council, list of housing support (Open Government Licence v2)";
        add(w, id, &Listing { source: text(source), source_year: Some(2014), ..listing(slug, words) }).await?;
    }
    let mut invented = Vec::new();
    for ([name, slug, what, for_whom, address, telephone], checked) in INVENTED {
        let words = ListingWords {
            name: text(name),
            what: text(what),
            for_whom: text(for_whom),
            address: text(address),
            telephone: text(telephone),
            ..ListingWords::default()
        };
        let checked_on = checked.map(|days| filling.today.saturating_sub(days.days()));
        let one = Listing { checked_on, looked_at: Some(filling.now), ..listing(slug, words) };
        add(w, id, &one).await?;
        invented.push(one.id);
    }
    // Joan, whom one can be in the demonstration, told somebody of every third.
    let helps = |(person, role): &&(bothy_store::people::Person, Role)| {
        *role == Role::Supporter && person.email.as_deref().is_some_and(|email| email.starts_with("supporter@"))
    };
    let joan = filling.people.iter().find(helps).map(|(person, _)| person.id);
    let others: Vec<PersonId> =
        filling.people.iter().filter(|(_, role)| *role == Role::Supporter).map(|(person, _)| person.id).collect();
    for (at, (to, days, far)) in SIGNPOSTS.into_iter().enumerate() {
        let Some(listing) = invented.get(to).copied() else { continue };
        let on = |later: i64| filling.today.saturating_sub((days - later).max(0).days());
        let state = match far {
            0 => SignpostState::Offered,
            1 => SignpostState::Taken { on: on(3) },
            2 => SignpostState::Reached { taken_on: on(2), on: on(10) },
            _ => SignpostState::NotTaken { on: on(5) },
        };
        let by = if at % 3 == 0 { joan } else { others.get(at % others.len().max(1)).copied() };
        let noted = Noted {
            id: SignpostId::new(Uuid::now_v7()),
            listing,
            branch: filling.branches.get(at % 2).map(|(branch, _)| *branch),
            signpost: Signpost { offered_on: on(0), state },
            by,
            recorded_at: filling.now.saturating_sub(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(filling.now),
        };
        note(w, id, &noted).await?;
    }
    Ok(())
}
