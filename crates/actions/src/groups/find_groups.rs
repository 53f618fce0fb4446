//! Somebody looks for a group that suits them: what fits, how far it is, and what stands in the way where nothing does.
//!
//! From where distances are counted comes in with the question and is kept nowhere.

use super::see_groups::{Coming, with_facts};
use crate::bothy::Bothy;
use crate::places::postcodes;
use bothy_domain::groups::find::{
    Choice, Says, Wanted, Weighed, met_by_none, misses, nearest_to_nothing, order_of_day,
};
use bothy_domain::groups::sought::Sought;
use bothy_domain::ids::{GroupId, OrganisationId, PlaceId, SessionId};
use bothy_domain::imports::Point;
use bothy_domain::places::FactKind;
use bothy_domain::places::metres_between;
use bothy_domain::places::near::{NamedPlace, NearSaid, NotFound, Start, StartKind, near_said, place_named};
use bothy_store::groups::Group;
use bothy_store::groups::words::{HasWord, having};
use bothy_store::places::{Whereabouts, good, of_public_places};
use bothy_store::sessions::{Held, ToWeigh, by_ids, to_weigh, to_weigh_of};
use bothy_store::{StoreError, Tx, groups};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody asks.
#[derive(Clone, Default)]
pub struct Asked {
    /// What they chose.
    pub wanted: Wanted,
    /// The words that they look for.
    pub sought: Sought,
    /// Near what: as they typed it.
    pub near: String,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// Until when to look for the next that fits, where nothing does before `to`.
    pub furthest: Timestamp,
    /// How many sessions to show, the last day whole.
    pub enough: usize,
}

/// One session that fits.
#[derive(Debug, Clone)]
pub struct FoundSession {
    /// The session with what may be said of it.
    pub coming: Coming,
    /// How far its place is, in metres, where that was asked and is known.
    pub metres: Option<u32>,
    /// What is good about its place.
    pub good: Vec<FactKind>,
}

/// From where distances are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NearAnswer {
    /// Nothing was said.
    NotAsked,
    /// From here.
    From(Start),
    /// It is not known where that is.
    Unknown(NotFound),
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The sessions that fit, by day; on each day the nearest first where a distance is known.
    pub sessions: Vec<FoundSession>,
    /// The groups of these sessions.
    pub groups: BTreeMap<GroupId, Group>,
    /// How many groups there are to go to before `to`, shown here or not.
    pub count: usize,
    /// The first day that was left out, where there was enough before it.
    pub goes_on: Option<Date>,
    /// From where distances are counted.
    pub near: NearAnswer,
    /// Where nothing fits: how many groups would without one choice.
    pub instead: Vec<(Choice, usize)>,
    /// Where nothing fits: the choices that nothing at all meets.
    pub met_by_none: Vec<Choice>,
    /// Where nothing fits: the day of the next session later on that does.
    pub later: Option<Date>,
}

/// Finds what suits somebody among the sessions of the groups that everybody may see.
///
/// # Errors
/// The store's own.
pub async fn find_groups(bothy: &Bothy, organisation: OrganisationId, asked: Asked) -> Result<Found, StoreError> {
    let input = (organisation, asked, bothy.now());
    bothy
        .db
        .snapshot("find_groups", input, |tx, (organisation, asked, now)| {
            Box::pin(async move { found(tx, *organisation, asked, *now).await })
        })
        .await
}

async fn found(tx: &mut Tx, organisation: OrganisationId, asked: &Asked, now: Timestamp) -> Result<Found, StoreError> {
    let scales = Scales::of(tx, organisation, asked, now).await?;
    let some = scales.looked_at(tx, organisation, asked.from, asked.to).await?;
    let fits: Vec<&ToWeigh> = some.iter().filter(|one| scales.missed(one).is_empty()).collect();
    let planned = |one: &ToWeigh| one.state == Held::Planned;
    let count = fits.iter().filter(|one| planned(one)).map(|one| one.group).collect::<BTreeSet<GroupId>>().len();
    let (shown, goes_on) = whole_days(&fits, asked.enough);
    let mut result = Found {
        sessions: Vec::new(),
        groups: BTreeMap::new(),
        count,
        goes_on,
        near: scales.near.clone(),
        instead: Vec::new(),
        met_by_none: Vec::new(),
        later: None,
    };
    if count == 0 {
        let all = to_weigh(tx, organisation, asked.from, asked.to).await?;
        let held: Vec<(GroupId, BTreeSet<Choice>)> =
            all.iter().filter(|one| planned(one)).map(|one| (one.group, scales.missed(one))).collect();
        result.instead = nearest_to_nothing(&held);
        result.met_by_none = met_by_none(&held);
        result.later = later(tx, organisation, asked, &scales).await?;
    }
    result.sessions = drawn(tx, organisation, &scales, shown, now).await?;
    let of: BTreeSet<GroupId> = result.sessions.iter().map(|one| one.coming.session.group).collect();
    result.groups = groups::by_ids(tx, organisation, &of.into_iter().collect::<Vec<GroupId>>()).await?;
    Ok(result)
}

/// The first sessions, up to the end of the day on which there are enough, and the first day left out.
fn whole_days<'s>(fits: &[&'s ToWeigh], enough: usize) -> (Vec<&'s ToWeigh>, Option<Date>) {
    let last = enough.checked_sub(1).and_then(|last| fits.get(last)).map(|one| one.date);
    let left_out = last.and_then(|day| fits.iter().find(|one| one.date > day)).map(|one| one.date);
    let shown = fits.iter().copied().filter(|one| left_out.is_none_or(|day| one.date < day)).collect();
    (shown, left_out)
}

/// How many sessions later on are weighed at most: half a year of all but the very largest services. Nobody waits longer
/// for the news that there is nothing.
const MOST_WEIGHED: usize = 20_000;

/// The day of the next session that fits, after all that was asked for; looked for a fortnight at a time.
async fn later(
    tx: &mut Tx,
    organisation: OrganisationId,
    asked: &Asked,
    scales: &Scales,
) -> Result<Option<Date>, StoreError> {
    let mut from = asked.to;
    let mut weighed = 0;
    while from < asked.furthest && weighed < MOST_WEIGHED {
        let to = from.saturating_add(SignedDuration::from_hours(24 * 14)).unwrap_or(asked.furthest).min(asked.furthest);
        let some = scales.looked_at(tx, organisation, from, to).await?;
        let fits =
            |one: &&ToWeigh| one.state == Held::Planned && one.starts_at >= from && scales.missed(one).is_empty();
        if let Some(one) = some.iter().find(fits) {
            return Ok(Some(one.date));
        }
        from = to;
        weighed += some.len();
    }
    Ok(None)
}

/// The sessions with all that is said of them, in the order in which they are shown.
async fn drawn(
    tx: &mut Tx,
    organisation: OrganisationId,
    scales: &Scales,
    shown: Vec<&ToWeigh>,
    now: Timestamp,
) -> Result<Vec<FoundSession>, StoreError> {
    let ids: Vec<SessionId> = shown.iter().map(|one| one.id).collect();
    let mut sessions = by_ids(tx, organisation, &ids).await?;
    let sessions = ids.iter().filter_map(|id| sessions.remove(id)).collect();
    let coming = with_facts(tx, organisation, sessions, now).await?;
    let mut drawn: Vec<FoundSession> = coming
        .into_iter()
        .map(|coming| {
            let place = coming.session.place;
            let good = place.and_then(|place| scales.good.get(&place)).cloned().unwrap_or_default();
            FoundSession { metres: scales.metres(place), good, coming }
        })
        .collect();
    drawn.sort_by_key(|one| {
        let session = &one.coming.session;
        (session.date, order_of_day(one.metres, session.starts), session.starts_at, session.id)
    });
    Ok(drawn)
}

/// All by which sessions are weighed.
struct Scales {
    wanted: Wanted,
    near: NearAnswer,
    /// How far each place is, where that is known.
    metres: BTreeMap<PlaceId, u32>,
    good: BTreeMap<PlaceId, Vec<FactKind>>,
    /// For each word, what has it.
    words: Vec<HasWord>,
}

impl Scales {
    async fn of(tx: &mut Tx, organisation: OrganisationId, asked: &Asked, now: Timestamp) -> Result<Self, StoreError> {
        let mut wanted = asked.wanted.clone();
        let (near, metres) = match near_said(&asked.near) {
            NearSaid::Nothing => (NearAnswer::NotAsked, BTreeMap::new()),
            said => measured(said, &of_public_places(tx, organisation, now).await?),
        };
        if !matches!(near, NearAnswer::From(_)) {
            // Nobody knows from where: the list stands without distances.
            wanted.within = None;
        }
        let words = having(tx, organisation, &asked.sought).await?;
        Ok(Self { wanted, near, metres, good: good(tx, organisation).await?, words })
    }

    /// The sessions that could fit: all, or those that have the rarest of the words. What fits is decided later.
    async fn looked_at(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<ToWeigh>, StoreError> {
        match self.words.iter().min_by_key(|word| word.groups.len() + word.places.len()) {
            None => to_weigh(tx, organisation, from, to).await,
            Some(rarest) if rarest.groups.is_empty() && rarest.places.is_empty() => Ok(Vec::new()),
            Some(rarest) => to_weigh_of(tx, organisation, from, to, &rarest.groups, &rarest.places).await,
        }
    }

    fn metres(&self, place: Option<PlaceId>) -> Option<u32> {
        place.and_then(|place| self.metres.get(&place)).copied()
    }

    fn missed(&self, one: &ToWeigh) -> BTreeSet<Choice> {
        let has = |word: &HasWord| {
            word.groups.contains(&one.group) || one.place.is_some_and(|place| word.places.contains(&place))
        };
        let good = one.place.and_then(|place| self.good.get(&place)).map_or(&[][..], Vec::as_slice);
        let weighed = Weighed {
            day: one.date.weekday(),
            starts: one.starts,
            mode: one.mode,
            kind: one.kind,
            good,
            metres: self.metres(one.place),
            says: if self.words.iter().all(has) { Says::AllWords } else { Says::NotAll },
        };
        misses(&self.wanted, &weighed)
    }
}

/// From where, and how far each place is from there.
fn measured(said: NearSaid, places: &[Whereabouts]) -> (NearAnswer, BTreeMap<PlaceId, u32>) {
    let points: BTreeMap<PlaceId, Point> =
        places.iter().filter_map(|place| Some((place.id, own_point(place)?))).collect();
    let of = |place: &Whereabouts| {
        // A walk without a point of its own is where it starts.
        points.get(&place.id).or_else(|| points.get(&place.start?)).copied()
    };
    let start = match said {
        NearSaid::Nothing => return (NearAnswer::NotAsked, BTreeMap::new()),
        NearSaid::Postcode(postcode) => match postcodes::find(postcode.as_str()) {
            Some(known) => Ok(Start { what: StartKind::Here, name: postcode.as_str().to_owned(), point: known.point }),
            None => Err(NotFound::Postcode),
        },
        NearSaid::Outward(half) => match postcodes::middle_of_outward(&half) {
            Some(point) => Ok(Start { what: StartKind::Middle, name: half, point }),
            None => Err(NotFound::Postcode),
        },
        NearSaid::Name(name) => {
            let named = places.iter().filter_map(|place| {
                let (name, address) = (place.name.clone(), place.address.clone());
                Some(NamedPlace { name, address, point: of(place)? })
            });
            place_named(&name, &named.collect::<Vec<NamedPlace>>(), postcodes::areas())
        }
    };
    match start {
        Err(why) => (NearAnswer::Unknown(why), BTreeMap::new()),
        Ok(start) => {
            let far = |place: &Whereabouts| Some((place.id, metres_between(start.point, of(place)?)));
            let metres = places.iter().filter_map(far).collect();
            (NearAnswer::From(start), metres)
        }
    }
}

/// The point of a place: its own, or its postcode's.
fn own_point(place: &Whereabouts) -> Option<Point> {
    let own = place.degrees.as_ref().and_then(|(latitude, longitude)| Point::of(latitude, longitude));
    own.or_else(|| postcodes::find(&place.postcode).map(|known| known.point))
}
