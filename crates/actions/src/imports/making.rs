//! Groups and places made from rows: their words in addresses, their place, their series.

use super::making_events::GroupHere;
use super::said::Meant;
use crate::directory::KEPT_SLUGS;
use bothy_calendar::expand::{first_match, names};
use bothy_calendar::rule_text::write_rrule;
use bothy_calendar::zone::{day_of, named};
use bothy_domain::groups::{GroupKind, GroupState};
use bothy_domain::ids::{GroupId, ImportRunId, ListingId, OrganisationId, PlaceId, SeriesId};
use bothy_domain::imports::{GroupRow, ListingRow, Outcome, PlaceRow, Postcode, RowDoubt, Whereabouts};
use bothy_domain::places::{FactKind, Says};
use bothy_domain::sessions::recurrence::{Ends, Every, Pattern};
use bothy_domain::sessions::{LettingIn, Mode};
use bothy_domain::supporters::checks::Asks;
use bothy_store::directory::{self, Listing};
use bothy_store::imports::{Run, Thing, group_slugs};
use bothy_store::making::{NewGroup, NewPlace, add_group, add_place};
use bothy_store::series::{self, Series};
use bothy_store::{StoreError, Tx, Writing, organisations, places};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whether the row says where it is without a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Certain,
    Doubtful,
}

impl Where {
    /// Two venues or none make no place; a doubt about the map leaves the address as it was said.
    pub fn of(outcome: &Outcome) -> Self {
        let Outcome::Waiting(doubts) = outcome else { return Self::Certain };
        let doubtful = |doubt: &RowDoubt| {
            matches!(doubt, RowDoubt::WhereNotSaid | RowDoubt::TwoVenues | RowDoubt::VenueVaries { .. })
        };
        if doubts.iter().any(doubtful) { Self::Doubtful } else { Self::Certain }
    }
}

/// Where a place is known from before.
struct Known {
    id: PlaceId,
    name: String,
    postcode: String,
    whole: String,
}

/// What one write needs to make things: words that are taken, places that are known, what day it is.
pub(super) struct Bench {
    pub(super) organisation: OrganisationId,
    pub(super) run: ImportRunId,
    source: String,
    source_year: Option<i16>,
    pub(super) zone: String,
    today: Date,
    pub(super) looked_at: Option<Timestamp>,
    pub(super) group_slugs: BTreeSet<String>,
    place_slugs: BTreeSet<String>,
    listing_slugs: BTreeSet<String>,
    places: Vec<Known>,
    /// The groups that events may belong to; read for a calendar only.
    pub(super) groups: Vec<GroupHere>,
}

impl Bench {
    /// Reads what is there; none where there is no such organisation.
    pub async fn read(
        tx: &mut Tx,
        organisation: OrganisationId,
        run: &Run,
        now: Timestamp,
        looked_at: Option<Timestamp>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(ours) = organisations::find(tx, organisation).await? else { return Ok(None) };
        let zone = named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
        let all = places::all(tx, organisation).await?;
        let groups = GroupHere::all(tx, organisation, run.kind).await?;
        Ok(Some(Self {
            groups,
            organisation,
            run: run.id,
            source: if run.source.is_empty() { run.file_name.clone() } else { run.source.clone() },
            source_year: run.source_year,
            today: day_of(now, &zone),
            zone: ours.zone,
            looked_at,
            group_slugs: group_slugs(tx, organisation).await?,
            place_slugs: all.iter().map(|place| place.slug.clone()).collect(),
            listing_slugs: taken_slugs(tx, organisation).await?,
            places: all.into_iter().map(|one| Known::of(one.id, &one.name, &one.postcode, &one.address)).collect(),
        }))
    }

    /// Makes the group or the place that a row means.
    pub async fn make(&mut self, w: &mut Writing, meant: &Meant, certain: Where) -> Result<Thing, StoreError> {
        match meant {
            Meant::Group(row) => Ok(Thing::Group(self.group(w, row, certain).await?)),
            Meant::Place(row) => Ok(Thing::Place(self.place(w, row).await?)),
            Meant::Listing(row) => Ok(Thing::Listing(self.listing(w, row).await?)),
            Meant::Event(row) => Ok(Thing::Group(self.event(w, row).await?)),
        }
    }

    async fn group(&mut self, w: &mut Writing, row: &GroupRow, certain: Where) -> Result<GroupId, StoreError> {
        let kind = GroupKind::Open;
        let group = NewGroup {
            id: GroupId::new(Uuid::now_v7()),
            branch: None,
            slug: free_slug(&mut self.group_slugs, &row.name, "group"),
            name: row.name.clone(),
            // The file does not say which door it has; a person does before it opens.
            kind,
            purpose: row.purpose.clone(),
            for_whom: row.for_whom.clone(),
            what_happens: String::new(),
            how_to_come: lines(&[&row.how_to_come, &row.telephone]),
            minimum: kind.usual_minimum_of_facilitators(),
            state: GroupState::Preparing,
            looked_at: self.looked_at,
            import_run: Some(self.run),
        };
        add_group(w, self.organisation, &group).await?;
        let place = match certain {
            Where::Certain => self.place_of(w, row).await?,
            Where::Doubtful => None,
        };
        for pattern in &row.times.patterns {
            let Some(first) = self.first_of(pattern, row.times.first_on) else { continue };
            let made = self.series(group.id, u16::from(group.minimum), pattern, first, place);
            series::add(w, self.organisation, &made).await?;
        }
        Ok(group.id)
    }

    pub(super) fn series(
        &self,
        group: GroupId,
        seats: u16,
        pattern: &Pattern,
        first: Date,
        place: Option<PlaceId>,
    ) -> Series {
        Series {
            id: SeriesId::new(Uuid::now_v7()),
            group,
            rule: write_rrule(&pattern.every, Ends::Never),
            starts: pattern.starts,
            ends: pattern.ends,
            zone: self.zone.clone(),
            first_on: first,
            last_on: None,
            mode: Mode::InPerson,
            place,
            hall: None,
            link: String::new(),
            phone: String::new(),
            letting_in: LettingIn::default(),
            seats,
            asks: Asks::default(),
            // Whether a bank holiday closes it is not said, and not guessed.
            follows_closed_days: false,
            made_until: None,
            version: 1,
        }
    }

    /// A rule that counts from its first day needs that day said; another begins with its next day.
    fn first_of(&self, pattern: &Pattern, said: Option<Date>) -> Option<Date> {
        let counts = match &pattern.every {
            Every::Days { interval }
            | Every::Weeks { interval, .. }
            | Every::MonthsByWeekday { interval, .. }
            | Every::MonthsByDay { interval, .. } => *interval > 1,
            Every::Years { .. } => true,
        };
        if counts {
            return said.filter(|day| names(&pattern.every, *day));
        }
        first_match(&pattern.every, said.unwrap_or(self.today))
    }

    /// The place of a group: one that is known by name and postcode, or else a new one.
    async fn place_of(&mut self, w: &mut Writing, row: &GroupRow) -> Result<Option<PlaceId>, StoreError> {
        self.place_said(w, &row.venue, &row.whereabouts, &row.access).await
    }

    /// The same of a venue with its address.
    pub(super) async fn place_said(
        &mut self,
        w: &mut Writing,
        venue: &str,
        whereabouts: &Whereabouts,
        access: &str,
    ) -> Result<Option<PlaceId>, StoreError> {
        let postcode = whereabouts.postcode.as_ref().map_or("", Postcode::as_str);
        let (name, address) = match venue.split_once(", ") {
            Some(parts) => parts,
            None if !venue.is_empty() => (venue, venue),
            // Only a postcode is said: that is what it is called until a person knows better.
            None if !postcode.is_empty() => (postcode, ""),
            None => return Ok(None),
        };
        let new = Known::of(PlaceId::new(Uuid::now_v7()), name, postcode, address);
        let same = |known: &&Known| {
            known.postcode == new.postcode
                && if postcode.is_empty() { known.whole == new.whole } else { known.name == new.name }
        };
        if let Some(known) = self.places.iter().find(same) {
            return Ok(Some(known.id));
        }
        let facts = (!access.is_empty()).then(|| (FactKind::StepFree, Says::NotKnown, access.to_owned(), None));
        let said = (name, address, "");
        self.add_place(w, new.id, said, whereabouts, facts.into_iter().collect()).await.map(Some)
    }

    async fn place(&mut self, w: &mut Writing, row: &PlaceRow) -> Result<PlaceId, StoreError> {
        let mut facts: Vec<(FactKind, Says, String, Option<Date>)> = Vec::new();
        for fact in &row.facts {
            if !facts.iter().any(|(kind, ..)| *kind == fact.kind) {
                facts.push((fact.kind, fact.says, fact.words.clone(), None));
            }
        }
        let said = (row.name.as_str(), row.address.as_str(), row.opening_said.as_str());
        self.add_place(w, PlaceId::new(Uuid::now_v7()), said, &row.whereabouts, facts).await
    }

    /// What is read in is shown to everybody at once, with the list it is from, and as checked by nobody.
    async fn listing(&mut self, w: &mut Writing, row: &ListingRow) -> Result<ListingId, StoreError> {
        let listing = Listing {
            id: ListingId::new(Uuid::now_v7()),
            slug: free_slug(&mut self.listing_slugs, &row.words.name, "service"),
            words: row.words.clone(),
            point: row.whereabouts.point.map(|point| (point.latitude_text(), point.longitude_text())),
            source: self.source.clone(),
            source_year: row.said_in.or(self.source_year),
            checked_on: None,
            retired_at: None,
            looked_at: self.looked_at,
            import_run: Some(self.run),
            version: 1,
        };
        directory::add(w, self.organisation, &listing).await?;
        Ok(listing.id)
    }

    async fn add_place(
        &mut self,
        w: &mut Writing,
        id: PlaceId,
        (name, address, opening): (&str, &str, &str),
        whereabouts: &Whereabouts,
        facts: Vec<(FactKind, Says, String, Option<Date>)>,
    ) -> Result<PlaceId, StoreError> {
        let postcode = whereabouts.postcode.as_ref().map_or("", Postcode::as_str);
        let place = NewPlace {
            id,
            slug: free_slug(&mut self.place_slugs, name, "place"),
            name: name.to_owned(),
            address: address.to_owned(),
            postcode: postcode.to_owned(),
            point: whereabouts.point.map(|point| (point.latitude_text(), point.longitude_text())),
            opening: opening.to_owned(),
            needs_opener: false,
            source: self.source.clone(),
            looked_at: self.looked_at,
            import_run: Some(self.run),
            facts,
        };
        add_place(w, self.organisation, &place).await?;
        self.places.push(Known::of(id, name, postcode, address));
        Ok(id)
    }
}

impl Bench {
    /// The one place that a calendar means by a venue: it has its name, and no other postcode than what is said.
    pub(super) fn place_named(&self, venue: &str, whereabouts: &Whereabouts) -> Option<PlaceId> {
        let postcode = plain(whereabouts.postcode.as_ref().map_or("", Postcode::as_str));
        let first = plain(venue.split(',').next().unwrap_or(venue));
        let whole = plain(venue);
        let same = |known: &&Known| {
            (known.name == first || known.name == whole)
                && (postcode.is_empty() || known.postcode.is_empty() || known.postcode == postcode)
        };
        let mut found = self.places.iter().filter(same);
        found.next().filter(|_| found.next().is_none()).map(|known| known.id)
    }
}

impl Known {
    fn of(id: PlaceId, name: &str, postcode: &str, address: &str) -> Self {
        Self { id, name: plain(name), postcode: plain(postcode), whole: plain(&format!("{name}{address}")) }
    }
}

/// The words that listings have in addresses, and those that the directory's own pages have.
pub(crate) async fn taken_slugs(tx: &mut Tx, organisation: OrganisationId) -> Result<BTreeSet<String>, StoreError> {
    let mut taken = directory::slugs(tx, organisation).await?;
    taken.extend(KEPT_SLUGS.map(String::from));
    Ok(taken)
}

/// Letters and figures only, so that "St. Bernard's" is "St Bernards".
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn lines(said: &[&str]) -> String {
    said.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

/// How long a word in an address may be, in letters.
const LONGEST_SLUG: usize = 60;

/// A word for an address that nothing else has yet, and takes it.
pub(crate) fn free_slug(taken: &mut BTreeSet<String>, name: &str, otherwise: &str) -> String {
    let mut word = String::new();
    for letter in name.chars().filter(|letter| !matches!(letter, '\'' | '’')) {
        if word.len() >= LONGEST_SLUG {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if !word.is_empty() && !word.ends_with('-') {
            word.push('-');
        }
    }
    let word = word.trim_end_matches('-');
    let word = if word.is_empty() { otherwise } else { word };
    let free = if taken.contains(word) { numbered(taken, word) } else { word.to_owned() };
    taken.insert(free.clone());
    free
}

/// A word with a number that nothing has yet. Ten thousand of one name are not counted through one by one for each:
/// the numbers double until one is free, and the last that is taken before it is sought between.
fn numbered(taken: &BTreeSet<String>, word: &str) -> String {
    let with = |number: u64| format!("{word}-{number}");
    let (mut used, mut free) = (1_u64, 2_u64);
    while taken.contains(&with(free)) {
        used = free;
        free = free.saturating_mul(2);
    }
    while free - used > 1 {
        let middle = used + (free - used) / 2;
        if taken.contains(&with(middle)) {
            used = middle;
        } else {
            free = middle;
        }
    }
    with(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_of_one_name_have_two_words_in_addresses() {
        let mut taken = BTreeSet::new();
        assert_eq!(free_slug(&mut taken, "Alzheimer’s Scotland – Café", "group"), "alzheimers-scotland-caf");
        assert_eq!(free_slug(&mut taken, "Alzheimers Scotland  Caf!", "group"), "alzheimers-scotland-caf-2");
        assert_eq!(free_slug(&mut taken, "茶", "group"), "group");
    }

    #[test]
    fn twenty_thousand_of_one_name_have_each_a_word_of_their_own() {
        // Counted through for each of them, this is two hundred million words, and nobody waits for its end.
        let mut taken = BTreeSet::new();
        let all: Vec<String> = (0..20_000).map(|_| free_slug(&mut taken, "Advice", "service")).collect();
        assert_eq!((taken.len(), all.last().map(String::as_str)), (20_000, Some("advice-20000")));
    }
}
