//! What programs elsewhere may read of our groups: what stands on their public pages, as services of a directory.
//!
//! Read a piece at a time, each piece as of one moment, so that a long list takes no more memory than a short one.
//! Never read: who holds a session, links and numbers of sessions, and groups of two people. The listings of other
//! services are not among them: those belong to whoever runs them, who publishes them where they are kept up to date.

use crate::bothy::Bothy;
use bothy_domain::groups::GroupKind;
use bothy_domain::ids::{GroupId, OrganisationId, PlaceId};
use bothy_store::groups::published::{self, how_many};
use bothy_store::groups::{self, Group};
use bothy_store::places::{self, Fact};
use bothy_store::{StoreError, Tx};
use jiff::Timestamp;
use std::collections::BTreeMap;

pub use bothy_store::groups::published::{PublishedSeries, PublishedSession};
pub use bothy_store::places::Whereabouts;

/// A place where a group is to meet, as everybody may know it.
#[derive(Debug, Clone)]
pub struct ServicePlace {
    /// Where it is.
    pub place: Whereabouts,
    /// Where a walk starts.
    pub start: Option<Whereabouts>,
    /// What is known about getting in, of what is for everybody.
    pub facts: Vec<Fact>,
}

/// A group as a service.
#[derive(Debug, Clone)]
pub struct ServiceSeen {
    /// The group.
    pub group: Group,
    /// The rules by which it meets.
    pub series: Vec<PublishedSeries>,
    /// Its sessions to come that are not called off.
    pub coming: Vec<PublishedSession>,
    /// Where it is to meet, the place of its next session first. A session that was moved alone moves no group.
    pub places: Vec<ServicePlace>,
}

/// One service by its group; none where it is not for everybody.
///
/// # Errors
/// The store's own.
pub async fn see_service(
    bothy: &Bothy,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Option<ServiceSeen>, StoreError> {
    let input = (organisation, group, bothy.now());
    bothy
        .db
        .snapshot("see_service", input, |tx, (organisation, group, now)| {
            Box::pin(async move {
                let Some(group) = groups::find(tx, *organisation, *group).await? else { return Ok(None) };
                Ok(seen(tx, *organisation, vec![group], *now).await?.pop())
            })
        })
        .await
}

/// A page of services past so many of them, and how many there are in all.
///
/// # Errors
/// The store's own.
pub async fn see_services(
    bothy: &Bothy,
    organisation: OrganisationId,
    skip: u64,
    limit: u32,
) -> Result<(Vec<ServiceSeen>, u64), StoreError> {
    let input = (organisation, skip, limit, bothy.now());
    bothy
        .db
        .snapshot("see_services", input, |tx, (organisation, skip, limit, now)| {
            Box::pin(async move {
                let groups = published::past(tx, *organisation, *skip, *limit).await?;
                let all = how_many(tx, *organisation).await?;
                Ok((seen(tx, *organisation, groups, *now).await?, all))
            })
        })
        .await
}

/// The next piece of all services: at most so many after one of them, or from the first. An empty piece is the end.
///
/// # Errors
/// The store's own.
pub async fn services_after(
    bothy: &Bothy,
    organisation: OrganisationId,
    after: Option<GroupId>,
    limit: u32,
) -> Result<Vec<ServiceSeen>, StoreError> {
    let input = (organisation, after, limit, bothy.now());
    bothy
        .db
        .snapshot("services_after", input, |tx, (organisation, after, limit, now)| {
            Box::pin(async move {
                let groups = published::after(tx, *organisation, *after, *limit).await?;
                seen(tx, *organisation, groups, *now).await
            })
        })
        .await
}

/// The rest of what everybody may know of these groups; a group that is not for everybody is left out whoever asks.
async fn seen(
    tx: &mut Tx,
    organisation: OrganisationId,
    mut groups: Vec<Group>,
    now: Timestamp,
) -> Result<Vec<ServiceSeen>, StoreError> {
    groups.retain(|group| group.state.is_public() && group.kind != GroupKind::OneToOne);
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let mut series: BTreeMap<GroupId, Vec<PublishedSeries>> = BTreeMap::new();
    for one in published::series_of(tx, organisation, &ids).await? {
        series.entry(one.group).or_default().push(one);
    }
    let mut coming: BTreeMap<GroupId, Vec<PublishedSession>> = BTreeMap::new();
    for one in published::sessions_of(tx, organisation, &ids, now).await? {
        coming.entry(one.group).or_default().push(one);
    }
    let places = places_of(tx, organisation, coming.values().flatten()).await?;
    let service = |group: Group| {
        let coming = coming.remove(&group.id).unwrap_or_default();
        let places = meeting_places(&coming).into_iter().filter_map(|id| places.get(&id).cloned()).collect();
        ServiceSeen { series: series.remove(&group.id).unwrap_or_default(), coming, places, group }
    };
    Ok(groups.into_iter().map(service).collect())
}

/// Where these sessions are, each place once, in their order.
fn meeting_places<'s>(sessions: impl IntoIterator<Item = &'s PublishedSession>) -> Vec<PlaceId> {
    let mut ids = Vec::new();
    for session in sessions {
        if let Some(place) = session.place
            && !session.moved_by_hand
            && !ids.contains(&place)
        {
            ids.push(place);
        }
    }
    ids
}

async fn places_of<'s>(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: impl Iterator<Item = &'s PublishedSession>,
) -> Result<BTreeMap<PlaceId, ServicePlace>, StoreError> {
    let mut ids: Vec<PlaceId> =
        sessions.filter(|session| !session.moved_by_hand).filter_map(|session| session.place).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = places::whereabouts_of(tx, organisation, &ids).await?;
    let starts: Vec<PlaceId> = found.values().filter_map(|place| place.start).collect();
    let starts = places::whereabouts_of(tx, organisation, &starts).await?;
    let mut facts = places::facts_of(tx, organisation, &ids).await?;
    let place = |(id, place): (PlaceId, Whereabouts)| {
        let mut facts = facts.remove(&id).unwrap_or_default();
        facts.retain(|fact| fact.kind.is_for_everybody());
        let start = place.start.and_then(|start| starts.get(&start).cloned());
        (id, ServicePlace { place, start, facts })
    };
    Ok(found.into_iter().map(place).collect())
}
