//! `/directory` and what hangs on it, from what is known of other services.

use super::acts;
use crate::here::Here;
use crate::pages::public::{Directory, ListingLine, ListingPage, NoteForm};
use crate::pages::staff::{ListingForm, SignpostLine, Signposts, TypedListing};
use crate::parts::Errors;
use crate::words::{self, key};
use bothy_actions::access::Known;
use bothy_actions::directory::{DirectorySeen, Listing, ListingSeen, Made};
use bothy_domain::directory::{
    Figure, LastChecked, ListingField, ListingRefused, ListingWords, SignpostState, Step, last_checked, number_to_ring,
};
use bothy_domain::ids::BranchId;
use jiff::civil::Date;

/// How many letters of what a service does stand in the list.
const IN_THE_LIST: usize = 240;

/// "3 November 2026", always with its year: what is old has to be seen at once.
fn full_day(here: &Here, on: Date) -> String {
    format!("{} {} {}", on.day(), words::month(here.words(), on.month()), on.year())
}

/// How far a listing can be relied on, in words.
fn checked(here: &Here, listing: &Listing) -> (LastChecked, String) {
    let words = here.words();
    let checked = last_checked(listing.checked_on, here.today());
    let said = match checked {
        LastChecked::Lately(on) => words.say(key("directory-checked")).put("day", full_day(here, on)).to_string(),
        LastChecked::LongAgo(on) => words.say(key("directory-long-ago")).put("day", full_day(here, on)).to_string(),
        LastChecked::Never if listing.source.is_empty() => words.t(key("directory-never-own")).to_owned(),
        LastChecked::Never => match listing.source_year {
            Some(year) => words.say(key("directory-never-year")).put("year", year).to_string(),
            None => words.t(key("directory-never")).to_owned(),
        },
    };
    (checked, said)
}

fn place(words: &ListingWords) -> String {
    // Many lists write the postcode into the address as well.
    let postcode = if words.address.contains(&words.postcode) { "" } else { words.postcode.as_str() };
    // A postcode stays on one line.
    let postcode = postcode.replace(' ', "\u{a0}");
    [words.address.as_str(), &postcode].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The beginning of a text, cut between two words.
fn shortened(text: &str) -> String {
    let one = lines(text).join(" ");
    if one.chars().count() <= IN_THE_LIST {
        return one;
    }
    let cut: String = one.chars().take(IN_THE_LIST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', '.', ';', ' ']))
}

fn line(here: &Here, listing: &Listing) -> ListingLine {
    let (how, checked) = checked(here, listing);
    ListingLine {
        href: format!("/directory/{}", listing.slug),
        name: listing.words.name.clone(),
        what: shortened(&listing.words.what),
        for_whom: lines(&listing.words.for_whom).join(", "),
        place: place(&listing.words),
        checked,
        lately: matches!(how, LastChecked::Lately(_)),
    }
}

/// The list.
pub fn all(here: &Here, looked_for: &str, seen: &DirectorySeen) -> Directory {
    let to = |page: usize| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !looked_for.is_empty() {
            query.append_pair("words", looked_for);
        }
        query.append_pair("page", &page.to_string());
        format!("/directory?{}", query.finish())
    };
    Directory {
        frame: here.frame(None),
        looked_for: looked_for.to_owned(),
        found: seen.found,
        listings: seen.listings.iter().map(|one| line(here, one)).collect(),
        retired: seen.retired.iter().map(|one| line(here, one)).collect(),
        previous: (seen.page > 1).then(|| to(seen.page.saturating_sub(1))),
        next: (seen.page < seen.pages).then(|| to(seen.page.saturating_add(1))),
        may_keep: seen.may_keep,
        may_note: seen.may_note,
    }
}

/// One of them.
pub fn one(here: &Here, seen: &ListingSeen) -> ListingPage {
    let listing = &seen.listing;
    let (how, checked) = checked(here, listing);
    let source = match (listing.source.as_str(), listing.source_year) {
        ("", _) => here.words().t(key("listing-source-own")).to_owned(),
        (source, Some(year)) => {
            here.words().say(key("listing-source-year")).put("source", source).put("year", year).to_string()
        }
        (source, None) => source.to_owned(),
    };
    let retired = listing.retired_at.is_some();
    ListingPage {
        frame: here.frame(None),
        acts: acts(),
        slug: listing.slug.clone(),
        name: listing.words.name.clone(),
        what: lines(&listing.words.what),
        for_whom: lines(&listing.words.for_whom),
        how_to_come: lines(&listing.words.how_to_come),
        area: listing.words.area.clone(),
        place: place(&listing.words),
        website: listing.words.website.clone(),
        telephone: listing.words.telephone.clone(),
        ring: number_to_ring(&listing.words.telephone, how).map(|digits| format!("tel:{digits}")),
        checked,
        lately: matches!(how, LastChecked::Lately(_)),
        source,
        retired,
        keep: seen.may_keep.then_some(listing.version),
        note: (seen.may_note && !retired).then(|| note_form(here, &seen.branches)),
        figures: seen.figures.map(|figures| figures_line(here, figures)),
        errors: Errors::default(),
    }
}

fn note_form(here: &Here, branches: &[(BranchId, String)]) -> NoteForm {
    let today = here.today();
    let on = (today.day().to_string(), today.month().to_string(), today.year().to_string());
    if branches.is_empty() {
        return NoteForm { on, ..NoteForm::default() };
    }
    let none = (String::new(), here.words().t(key("listing-told-no-branch")).to_owned());
    let all = branches.iter().map(|(id, name)| (id.to_string(), name.clone()));
    // Whoever helps in one branch alone most often tells people there.
    let own = here.known.as_ref().map(own_branches).unwrap_or_default();
    let branch = match own.as_slice() {
        [Some(only)] => only.to_string(),
        _ => String::new(),
    };
    NoteForm { on, branches: std::iter::once(none).chain(all).collect(), branch }
}

fn own_branches(known: &Known) -> Vec<Option<BranchId>> {
    let mut all: Vec<Option<BranchId>> = known.standing.hats().iter().map(|hat| hat.branch).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn figures_line(here: &Here, figures: [Figure; 4]) -> String {
    let said = figures.map(|figure| match figure {
        Figure::Exactly(count) => count.to_string(),
        Figure::FewerThan(count) => here.words().say(key("listing-fewer")).put("count", count).to_string(),
    });
    let [offered, taken, reached, not] = said;
    let line = here.words().say(key("listing-figures-line")).put("offered", offered).put("taken", taken);
    line.put("reached", reached).put("not", not).to_string()
}

/// The form of a new listing.
pub fn new(here: &Here) -> ListingForm {
    ListingForm {
        frame: here.frame(Some(crate::pages::Tab::More)),
        acts: acts(),
        to: "/directory/new".to_owned(),
        back: "/directory".to_owned(),
        name: String::new(),
        version: 0,
        typed: TypedListing::default(),
        errors: Errors::default(),
        stale: None,
    }
}

/// The form of a listing as it stands.
pub fn edit(here: &Here, listing: &Listing) -> ListingForm {
    let words = listing.words.clone();
    ListingForm {
        to: format!("/directory/{}/edit", listing.slug),
        back: format!("/directory/{}", listing.slug),
        name: words.name.clone(),
        version: listing.version,
        typed: TypedListing {
            name: words.name,
            what: words.what,
            for_whom: words.for_whom,
            how_to_come: words.how_to_come,
            area: words.area,
            address: words.address,
            postcode: words.postcode,
            website: words.website,
            telephone: words.telephone,
            checked: Vec::new(),
        },
        ..new(here)
    }
}

/// The name of a part on the form, and the key of its label.
pub fn field(field: ListingField) -> (&'static str, &'static str) {
    match field {
        ListingField::Name => ("name", key("listing-name")),
        ListingField::What => ("what", key("listing-what")),
        ListingField::ForWhom => ("for_whom", key("listing-for")),
        ListingField::HowToCome => ("how_to_come", key("listing-come")),
        ListingField::Area => ("area", key("listing-area")),
        ListingField::Address => ("address", key("listing-where")),
        ListingField::Postcode => ("postcode", key("listing-postcode")),
        ListingField::Website => ("website", key("listing-website")),
        ListingField::Telephone => ("telephone", key("listing-telephone")),
    }
}

/// Where on the form a refusal belongs, and its words.
pub fn refusal(refused: ListingRefused) -> (&'static str, &'static str) {
    match refused {
        ListingRefused::NoName => ("name", key("listing-say-name")),
        ListingRefused::WhatNotSaid => ("what", key("listing-say-what")),
        ListingRefused::NoWayToReach => ("address", key("listing-say-way")),
        ListingRefused::NotAPostcode => ("postcode", key("listing-say-postcode")),
        ListingRefused::NotAWebsite => ("website", key("listing-say-website")),
        ListingRefused::TooLong { field: which } => (field(which).0, key("listing-say-long")),
    }
}

/// One's own signposts.
pub fn signposts(here: &Here, made: &[Made]) -> Signposts {
    Signposts {
        frame: here.frame(Some(crate::pages::Tab::More)),
        acts: acts(),
        lines: made.iter().map(|one| signpost(here, one)).collect(),
    }
}

fn signpost(here: &Here, made: &Made) -> SignpostLine {
    let words = here.words();
    let day = |on: Date| words::day_and_month(words, on, here.today());
    let signpost = made.noted.signpost;
    let told = match &made.branch_name {
        Some(branch) => words.say(key("signposts-told-branch")).put("branch", branch),
        None => words.say(key("signposts-told")),
    };
    let state = match signpost.state {
        SignpostState::Offered => words.t(key("signposts-offered")).to_owned(),
        SignpostState::Taken { on } => words.say(key("signposts-taken")).put("day", day(on)).to_string(),
        SignpostState::Reached { on, .. } => words.say(key("signposts-reached")).put("day", day(on)).to_string(),
        SignpostState::NotTaken { on } => words.say(key("signposts-not-taken")).put("day", day(on)).to_string(),
    };
    let button = |step: Step| {
        let key = match step {
            Step::TakenUp => key("signposts-do-taken"),
            Step::Reached => key("signposts-do-reached"),
            Step::NotTaken => key("signposts-do-not-taken"),
        };
        (step.code(), words.t(key).to_owned())
    };
    // What may follow is asked of the rule.
    let steps = Step::ALL.into_iter().filter(|step| signpost.go(*step, here.today()).is_ok()).map(button).collect();
    let undo = match signpost.state {
        SignpostState::Offered => key("signposts-withdraw"),
        _ => key("signposts-undo"),
    };
    SignpostLine {
        id: made.noted.id.to_string(),
        name: made.name.clone(),
        href: if made.retired { String::new() } else { format!("/directory/{}", made.slug) },
        told: told.put("day", day(signpost.offered_on)).to_string(),
        state,
        steps,
        undo: words.t(undo).to_owned(),
    }
}
