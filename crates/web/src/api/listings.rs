//! The directory for programs: other services of the area, read by everybody with a token and kept by who keeps it.
//!
//! Each goes through the action of the page, with the same permit and the same rules.

use super::acts::object;
use super::asked::Asked;
use super::objects::List;
use super::once::{Call, once};
use super::problem::{Problem, refused};
use super::read::{Part, answer, id, list, list_refused, missing, told};
use crate::desk;
use crate::here::{Here, Me};
use crate::refusals::Answer;
use axum::extract::Path;
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::directory::{
    Change, CheckedNow, Listing, Shelf, WhichListing, add_listing, change_listing, keeps_directory, list_listings,
    see_one_listing,
};
use bothy_domain::directory::{LastChecked, ListingRefused, ListingWords, last_checked, number_to_ring};
use bothy_domain::ids::{ActId, ListingId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Which listings.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichListings {
    /// Words that all have to stand in what is said of it; case, accents and endings do not matter.
    #[param(example = "cafe")]
    pub words: Option<String>,
    /// `listed` where it is left out. Only who keeps the directory finds any that are `retired`.
    #[param(inline)]
    pub state: Option<ListingState>,
}

/// On which list a listing stands.
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum ListingState {
    /// The one that everybody reads.
    Listed,
    /// It was taken off it.
    Retired,
}

/// Another service of the area. It is not ours, and nobody is handed over to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListingObject {
    /// Which (`listing_…`).
    pub id: String,
    /// Its word in addresses: its page is `/directory/{slug}`.
    pub slug: String,
    /// What it is called.
    #[schema(example = "Harbour Advice")]
    pub name: String,
    /// What it does.
    pub what: String,
    /// For whom; may be empty, like every text that follows.
    pub for_whom: String,
    /// How somebody comes to it.
    pub how_to_come: String,
    /// The area it serves.
    pub area: String,
    /// Street and house.
    pub address: String,
    /// Its postcode.
    pub postcode: String,
    /// Latitude in degrees, as text of the source.
    pub latitude: Option<String>,
    /// Longitude in degrees, as text of the source.
    pub longitude: Option<String>,
    /// Its website.
    pub website: String,
    /// Its telephone number, as text.
    pub telephone: String,
    /// The number as it can be dialled; there only where it was checked lately. An old number may be somebody else's.
    pub rings: Option<String>,
    /// The list it was copied from; empty where one of us wrote it down.
    pub source: String,
    /// Of which year that list is.
    pub source_year: Option<i16>,
    /// `lately`, `long-ago` (over a year) or `never`: how far it can be relied on.
    pub checked: &'static str,
    /// The day on which one of us last checked it with the service.
    pub checked_on: Option<String>,
    /// `listed` or `retired`.
    pub state: &'static str,
    /// Raised by every change.
    pub version: i64,
}

impl ListingObject {
    fn of(here: &Here, listing: &Listing) -> Self {
        let how = last_checked(listing.checked_on, here.today());
        let (latitude, longitude) = listing.point.clone().unzip();
        let words = listing.words.clone();
        Self {
            id: listing.id.to_string(),
            slug: listing.slug.clone(),
            rings: number_to_ring(&words.telephone, how),
            name: words.name,
            what: words.what,
            for_whom: words.for_whom,
            how_to_come: words.how_to_come,
            area: words.area,
            address: words.address,
            postcode: words.postcode,
            latitude,
            longitude,
            website: words.website,
            telephone: words.telephone,
            source: listing.source.clone(),
            source_year: listing.source_year,
            checked: match how {
                LastChecked::Lately(_) => "lately",
                LastChecked::LongAgo(_) => "long-ago",
                LastChecked::Never => "never",
            },
            checked_on: listing.checked_on.map(|on| on.to_string()),
            state: if listing.retired_at.is_some() { "retired" } else { "listed" },
            version: listing.version,
        }
    }
}

/// An object with all that is said of a service besides its name and what it does.
macro_rules! said_of_a_service {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($own)*
            /// For whom.
            #[schema(required = false, max_length = 20000)]
            pub for_whom: String,
            /// How somebody comes to it.
            #[schema(required = false, max_length = 20000)]
            pub how_to_come: String,
            /// The area it serves.
            #[schema(required = false, max_length = 300)]
            pub area: String,
            /// Street and house.
            #[schema(required = false, max_length = 300)]
            pub address: String,
            /// Its postcode.
            #[schema(required = false, max_length = 300, example = "EH6 6AH")]
            pub postcode: String,
            /// Its website: http or https.
            #[schema(required = false, max_length = 300, example = "https://harbour.example.org")]
            pub website: String,
            /// Its telephone number, as text.
            #[schema(required = false, max_length = 300, example = "0131 496 0177")]
            pub telephone: String,
            /// Whether whoever writes has just checked all of it with the service.
            #[schema(required = false)]
            pub checked: bool,
        }
    };
}

said_of_a_service! {
    /// Another service to be written down: what it is called, what it does, and one way to reach it, which is an
    /// address, a postcode, a website or a telephone number.
    NewListing {
        /// What it is called.
        #[schema(min_length = 1, max_length = 300, example = "Harbour Advice")]
        pub name: String,
        /// What it does.
        #[schema(min_length = 1, max_length = 20000, example = "Help with forms and letters")]
        pub what: String,
    }
}

said_of_a_service! {
    /// What is said of a service, put right. What is left out stays as it is.
    ListingPutRight {
        /// The `version` that was read: somebody may have changed it since.
        #[schema(minimum = 1)]
        pub version: i64,
        /// What it is called.
        #[schema(required = false, min_length = 1, max_length = 300)]
        pub name: String,
        /// What it does.
        #[schema(required = false, min_length = 1, max_length = 20000)]
        pub what: String,
    }
}

/// The version that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AtVersion {
    /// The `version` that was read: somebody may have changed it since.
    #[schema(minimum = 1)]
    pub version: i64,
}

/// Other services of the area, by name.
#[utoipa::path(get, path = "/api/v1/listings", tag = "listings", params(WhichListings, Part),
    responses((status = 200, description = "Listings", body = List<ListingObject>)))]
pub async fn listings(here: Here, Me(known): Me) -> Answer {
    told(listings_of(&here, &known).await)
}

async fn listings_of(here: &Here, known: &Known) -> Result<Answer, Problem> {
    let mut asked = Asked::of_query(here);
    let part = (asked.id::<ListingId>("after"), asked.limit());
    let words = asked.text_or_nothing("words");
    let shelves = [("listed", Shelf::Listed), ("retired", Shelf::Retired)];
    let shelf = asked.one_of("state", &shelves).unwrap_or(Shelf::Listed);
    asked.done()?;
    let read = list_listings(&here.service.bothy, known, &words, shelf, part).await;
    let read = read.map_err(|error| list_refused(here, error))?;
    let items: Vec<ListingObject> = read.items.iter().map(|one| ListingObject::of(here, one)).collect();
    let last = items.last().map(|one| one.id.clone());
    Ok(list(here, items, last, read.more))
}

/// One other service. One that was taken off the list is there only for who keeps the directory.
#[utoipa::path(get, path = "/api/v1/listings/{id}", tag = "listings",
    params(("id" = String, Path, description = "`listing_…`", pattern = "^listing_[0-9a-f]{32}$")),
    responses((status = 200, description = "The listing", body = ListingObject)))]
pub async fn listing(here: Here, Me(known): Me, Path(text): Path<String>) -> Answer {
    told(listing_of(&here, &known, &text).await)
}

async fn listing_of(here: &Here, known: &Known, text: &str) -> Result<Answer, Problem> {
    let wanted: ListingId = id(here, text)?;
    Asked::of_query(here).done()?;
    let found = seen(here, known, WhichListing::Id(wanted)).await?;
    Ok(answer(&ListingObject::of(here, &found)))
}

async fn seen(here: &Here, known: &Known, which: WhichListing) -> Result<Listing, Problem> {
    let seen = see_one_listing(&here.service.bothy, here.organisation.id, Some(known), which).await;
    seen.map(|seen| seen.listing).map_err(|error| missing(here, error))
}

fn not_done(here: &Here, error: ActionError<ListingRefused>) -> Problem {
    refused(here.words(), error, |rule| {
        let (field, says) = desk::directory::refusal(rule);
        Problem::field(here.words(), field, here.words().t(says).to_owned())
    })
}

fn checked_now(asked: &mut Asked) -> CheckedNow {
    if asked.flag("checked") { CheckedNow::Yes } else { CheckedNow::No }
}

/// Writes another service down. For who keeps the directory.
#[utoipa::path(post, operation_id = "add_listing", path = "/api/v1/listings", tag = "listings", request_body = NewListing,
    responses((status = 200, description = "It is written down", body = ListingObject)))]
pub async fn add(call: Call) -> Answer {
    let read = |asked: &mut Asked| {
        let words = ListingWords {
            name: asked.needed("name"),
            what: asked.needed("what"),
            for_whom: asked.text_or_nothing("for_whom"),
            how_to_come: asked.text_or_nothing("how_to_come"),
            area: asked.text_or_nothing("area"),
            address: asked.text_or_nothing("address"),
            postcode: asked.text_or_nothing("postcode"),
            website: asked.text_or_nothing("website"),
            telephone: asked.text_or_nothing("telephone"),
        };
        (words, checked_now(asked))
    };
    once(call, read, move |here, known, act, (words, checked)| async move {
        keeps_directory(&known).map_err(|error| missing(&here, error))?;
        let made = add_listing(&here.service.bothy, &known, act, words, checked).await;
        let slug = made.map_err(|error| not_done(&here, error))?;
        Ok(object(&ListingObject::of(&here, &seen(&here, &known, WhichListing::Slug(slug)).await?)))
    })
    .await
}

/// One change of one listing, as a form of its page makes it.
async fn change(
    here: Here,
    known: Known,
    act: ActId,
    text: String,
    version: i64,
    change: impl FnOnce(&Listing) -> Change,
) -> Result<Value, Problem> {
    let wanted: ListingId = id(&here, &text)?;
    let before = seen(&here, &known, WhichListing::Id(wanted)).await?;
    keeps_directory(&known).map_err(|error| missing(&here, error))?;
    let done = change_listing(&here.service.bothy, &known, act, &before.slug, version, change(&before)).await;
    done.map_err(|error| not_done(&here, error))?;
    Ok(object(&ListingObject::of(&here, &seen(&here, &known, WhichListing::Id(wanted)).await?)))
}

/// Texts that were sent, by field; none where it was left out.
struct PutRight {
    words: [Option<String>; 9],
    checked: CheckedNow,
    version: i64,
}

impl PutRight {
    fn read(asked: &mut Asked) -> Self {
        let fields = ["name", "what", "for_whom", "how_to_come", "area", "address", "postcode", "website", "telephone"];
        let words = fields.map(|field| asked.text(field));
        Self { words, checked: checked_now(asked), version: asked.version() }
    }

    fn over(self, before: &ListingWords) -> Change {
        let [name, what, for_whom, how_to_come, area, address, postcode, website, telephone] = self.words;
        let over = |sent: Option<String>, before: &String| sent.unwrap_or_else(|| before.clone());
        let words = ListingWords {
            name: over(name, &before.name),
            what: over(what, &before.what),
            for_whom: over(for_whom, &before.for_whom),
            how_to_come: over(how_to_come, &before.how_to_come),
            area: over(area, &before.area),
            address: over(address, &before.address),
            postcode: over(postcode, &before.postcode),
            website: over(website, &before.website),
            telephone: over(telephone, &before.telephone),
        };
        Change::Correct(Box::new(words), self.checked)
    }
}

/// Puts right what is said of a service. A new number, website or address is unchecked until somebody checks it.
#[utoipa::path(post, operation_id = "correct_listing", path = "/api/v1/listings/{id}/correct", tag = "listings", request_body = ListingPutRight,
    params(("id" = String, Path, description = "`listing_…`", pattern = "^listing_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is put right", body = ListingObject)))]
pub async fn correct(Path(text): Path<String>, call: Call) -> Answer {
    once(call, PutRight::read, move |here, known, act, sent| {
        let version = sent.version;
        change(here, known, act, text, version, move |before| sent.over(&before.words))
    })
    .await
}

/// Says that all of it was checked today with the service.
#[utoipa::path(post, operation_id = "check_listing", path = "/api/v1/listings/{id}/checked", tag = "listings", request_body = AtVersion,
    params(("id" = String, Path, description = "`listing_…`", pattern = "^listing_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is checked", body = ListingObject)))]
pub async fn checked(Path(text): Path<String>, call: Call) -> Answer {
    once(call, Asked::version, move |here, known, act, version| {
        change(here, known, act, text, version, |_| Change::Checked)
    })
    .await
}

/// Takes a service off the list. What was noted of it stays.
#[utoipa::path(post, operation_id = "retire_listing", path = "/api/v1/listings/{id}/retire", tag = "listings", request_body = AtVersion,
    params(("id" = String, Path, description = "`listing_…`", pattern = "^listing_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is off the list", body = ListingObject)))]
pub async fn retire(Path(text): Path<String>, call: Call) -> Answer {
    once(call, Asked::version, move |here, known, act, version| {
        change(here, known, act, text, version, |_| Change::Retire)
    })
    .await
}

/// Puts a service on the list again.
#[utoipa::path(post, operation_id = "use_listing_again", path = "/api/v1/listings/{id}/use-again", tag = "listings", request_body = AtVersion,
    params(("id" = String, Path, description = "`listing_…`", pattern = "^listing_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is on the list", body = ListingObject)))]
pub async fn use_again(Path(text): Path<String>, call: Call) -> Answer {
    once(call, Asked::version, move |here, known, act, version| {
        change(here, known, act, text, version, |_| Change::UseAgain)
    })
    .await
}
