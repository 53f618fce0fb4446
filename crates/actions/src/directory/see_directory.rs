//! Everybody sees what other services there are; those who keep the directory, what was taken off the list, too.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use crate::sessions::{ListRefused, More};
use bothy_domain::access::permit::{KeepDirectory, NoteSignpost, Within};
use bothy_domain::access::{Act as _, Permit};
use bothy_domain::directory::{Counted, Counts, Figure};
use bothy_domain::groups::sought::Sought;
use bothy_domain::ids::ListingId;
use bothy_domain::ids::{BranchId, OrganisationId};
use bothy_store::directory::looking::{self, Shelf, part, retired};
use bothy_store::directory::{Listing, by_slug, counts};
use bothy_store::{StoreError, organisations};

/// How many listings one page shows.
const ON_A_PAGE: usize = 40;

/// The directory, or the part of it in which all words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectorySeen {
    /// The listings of this page, by name.
    pub listings: Vec<Listing>,
    /// How many there are on all pages.
    pub found: usize,
    /// Which page this is; 1 is the first.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Those that were taken off the list; empty for whoever does not keep it.
    pub retired: Vec<Listing>,
    /// Whether whoever looks keeps the directory.
    pub may_keep: bool,
    /// Whether whoever looks tells people of services.
    pub may_note: bool,
}

/// One listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingSeen {
    /// What is known of it.
    pub listing: Listing,
    /// Whether whoever looks keeps the directory.
    pub may_keep: bool,
    /// Whether whoever looks tells people of services.
    pub may_note: bool,
    /// The branches that can be said with a signpost; empty for whoever notes none.
    pub branches: Vec<(BranchId, String)>,
    /// Offered, taken, reached, not taken, as whoever looks may read them; none for everybody else.
    pub figures: Option<[Figure; 4]>,
}

fn may(who: Option<&Known>, organisation: OrganisationId) -> (bool, bool) {
    let within = Within::organisation(organisation);
    let keeps = |who: &Known| KeepDirectory::allows(&who.standing, &within);
    let notes = |who: &Known| NoteSignpost::allows(&who.standing, &within);
    (who.is_some_and(keeps), who.is_some_and(notes))
}

/// Lets on whoever keeps the directory.
///
/// # Errors
/// Nothing is there for anybody else.
pub fn keeps_directory(who: &Known) -> Result<(), ActionError<Never>> {
    Permit::<KeepDirectory>::ask(&who.standing, Within::organisation(who.sign_in.organisation))?;
    Ok(())
}

/// The listings that say every one of these words; all where none is looked for.
///
/// # Errors
/// The store's own.
pub async fn see_directory(
    bothy: &Bothy,
    organisation: OrganisationId,
    who: Option<&Known>,
    words: &str,
    page: usize,
) -> Result<DirectorySeen, StoreError> {
    let (may_keep, may_note) = may(who, organisation);
    let input = (organisation, Sought::read(words), page);
    let read = bothy.db.snapshot("see_directory", input, move |tx, (organisation, sought, page)| {
        Box::pin(async move {
            let from = |page: usize| (page.saturating_sub(1).saturating_mul(ON_A_PAGE), ON_A_PAGE);
            let mut here = part(tx, *organisation, sought, from(*page)).await?;
            let pages = here.found.div_ceil(ON_A_PAGE).max(1);
            let shown = (*page).clamp(1, pages);
            if shown != *page {
                // Whoever asks for a page beyond the last reads the last.
                here = part(tx, *organisation, sought, from(shown)).await?;
            }
            let retired = if may_keep { retired(tx, *organisation, sought).await? } else { Vec::new() };
            Ok::<_, StoreError>((here, shown, pages, retired))
        })
    });
    let (here, page, pages, retired) = read.await?;
    Ok(DirectorySeen { listings: here.listings, found: here.found, page, pages, retired, may_keep, may_note })
}

/// A part of the directory for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingsRead {
    /// The listings, by name.
    pub items: Vec<Listing>,
    /// Whether there is more after them.
    pub more: More,
}

/// So many of the listings that say every one of these words, after one of them. Those that were taken off the list
/// are there for those who keep it; nobody else finds any.
///
/// # Errors
/// What it is to go on after is not on this list; or the store's own.
pub async fn list_listings(
    bothy: &Bothy,
    who: &Known,
    words: &str,
    shelf: Shelf,
    (after, limit): (Option<ListingId>, usize),
) -> Result<ListingsRead, ActionError<ListRefused>> {
    let (may_keep, _) = may(Some(who), who.sign_in.organisation);
    if shelf == Shelf::Retired && !may_keep {
        return match after {
            None => Ok(ListingsRead { items: Vec::new(), more: More::No }),
            Some(_) => Err(ActionError::Rule(ListRefused::NotInTheList)),
        };
    }
    // One more than asked for says whether there is more.
    let part = (after, limit.saturating_add(1));
    let input = (who.sign_in.organisation, Sought::read(words), shelf, part);
    let read = bothy.db.snapshot("list_listings", input, move |tx, (organisation, sought, shelf, part)| {
        Box::pin(async move { looking::after(tx, *organisation, sought, *shelf, *part).await })
    });
    let mut items = read.await?.ok_or(ActionError::Rule(ListRefused::NotInTheList))?;
    let more = if items.len() > limit { More::Yes } else { More::No };
    items.truncate(limit);
    Ok(ListingsRead { items, more })
}

/// How a listing is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichListing {
    /// By its word in addresses.
    Slug(String),
    /// By its id.
    Id(ListingId),
}

/// One listing by its word in addresses. One that was taken off the list is there for those who keep it, and for
/// nobody else.
///
/// # Errors
/// It is not there for whoever looks.
pub async fn see_listing(
    bothy: &Bothy,
    organisation: OrganisationId,
    who: Option<&Known>,
    slug: &str,
) -> Result<ListingSeen, ActionError<Never>> {
    see_one_listing(bothy, organisation, who, WhichListing::Slug(slug.to_owned())).await
}

/// One listing, however it is named; the same rule as [`see_listing`].
///
/// # Errors
/// It is not there for whoever looks.
pub async fn see_one_listing(
    bothy: &Bothy,
    organisation: OrganisationId,
    who: Option<&Known>,
    which: WhichListing,
) -> Result<ListingSeen, ActionError<Never>> {
    let (may_keep, may_note) = may(who, organisation);
    // No permit is asked here: whoever may not read the counts has asked for none.
    let counted = who.and_then(|who| Counted::of(&who.standing));
    let input = (organisation, which, counted);
    let read = bothy.db.snapshot("see_listing", input, move |tx, (organisation, which, counted)| {
        Box::pin(async move {
            let found = match which {
                WhichListing::Slug(slug) => by_slug(tx, *organisation, slug).await?,
                WhichListing::Id(id) => looking::by_id(tx, *organisation, *id).await?,
            };
            let Some(listing) = found else { return Ok(None) };
            let branches = match may_note {
                true => organisations::branches(tx, *organisation).await?,
                false => Vec::new(),
            };
            let figures = match counted {
                None => None,
                Some(counted) => {
                    let each = counts(tx, *organisation, listing.id).await?;
                    let ours = each.into_iter().filter(|(branch, _)| counted.counts(*branch));
                    let sum = ours.fold(Counts::default(), |sum, (_, one)| sum.and(one));
                    Some(sum.shown(counted.reads))
                }
            };
            Ok::<_, StoreError>(Some(ListingSeen { listing, may_keep, may_note, branches, figures }))
        })
    });
    let seen = read.await?.ok_or(ActionError::NotFound)?;
    if seen.listing.retired_at.is_some() && !may_keep {
        return Err(ActionError::NotFound);
    }
    Ok(seen)
}
