//! What everybody may see: the sessions of open groups, and whether each will really run.

use crate::bothy::Bothy;
use bothy_domain::groups::{GroupKind, OwnFact, Question};
use bothy_domain::ids::{GroupId, OrganisationId, PersonId, PlaceId, SessionId};
use bothy_domain::sessions::readiness::{Strand, WillItRun, readiness, will_it_run};
use bothy_store::groups::Group;
use bothy_store::places::{Fact, Picture, Place};
use bothy_store::sessions::{LookedAt, Session, facts, of_group, public_between};
use bothy_store::{StoreError, Tx, groups, people, places};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One coming session with what may be said of it.
#[derive(Debug, Clone)]
pub struct Coming {
    /// The session.
    pub session: Session,
    /// Whether it will run, from what is really there.
    pub will: WillItRun,
    /// How many needs are met, of how many: people, place, technology.
    pub strands: [(usize, usize); 3],
    /// The shown names of those who hold it; filled only while it is on and ready.
    pub there_now: Vec<String>,
}

/// What is on in a span of time.
#[derive(Debug, Clone)]
pub struct WhatIsOn {
    /// The sessions by start.
    pub sessions: Vec<Coming>,
    /// The open groups by id.
    pub groups: BTreeMap<GroupId, Group>,
    /// The first day of this span that was left out, where there was enough before it.
    pub goes_on: Option<Date>,
}

/// A place as everybody may know it.
#[derive(Debug, Clone)]
pub struct PlaceKnown {
    /// The place.
    pub place: Place,
    /// What is known about getting in, of what is for everybody.
    pub facts: Vec<Fact>,
    /// The picture of its door.
    pub picture: Option<Picture>,
    /// Where a walk starts, with the picture of that door.
    pub start: Option<(Place, Option<Picture>)>,
}

/// One group with what is known of its place and its next sessions.
#[derive(Debug, Clone)]
pub struct GroupSeen {
    /// The group.
    pub group: Group,
    /// The titles of its parts, in their order; empty where it is no course.
    pub parts: Vec<String>,
    /// What people ask before they come, and its answers.
    pub questions: Vec<Question>,
    /// The place of its next session, with what is known about getting in.
    pub place: Option<PlaceKnown>,
    /// Its next sessions, called off or not.
    pub coming: Vec<Coming>,
}

/// A day with more sessions than this is not shown to its end.
const AT_MOST: i64 = 2_000;

/// Sessions of open groups between two instants: about `enough` of them, and the last day whole.
///
/// # Errors
/// The store's own.
pub async fn see_what_is_on(
    bothy: &Bothy,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
    enough: usize,
) -> Result<WhatIsOn, StoreError> {
    let input = (organisation, from, to, enough, bothy.now());
    bothy
        .db
        .snapshot("what_is_on", input, |tx, (organisation, from, to, enough, now)| {
            Box::pin(async move {
                let all = groups::shown_to_all(tx, *organisation).await?;
                let groups: BTreeMap<GroupId, Group> = all
                    .into_iter()
                    // A match of two people is nobody else's business.
                    .filter(|group| group.kind != GroupKind::OneToOne)
                    .map(|group| (group.id, group))
                    .collect();
                let mut sessions = public_between(tx, *organisation, *from, *to, AT_MOST).await?;
                sessions.retain(|session| groups.contains_key(&session.group));
                let goes_on = whole_days(&mut sessions, *enough);
                Ok(WhatIsOn { sessions: with_facts(tx, *organisation, sessions, *now).await?, groups, goes_on })
            })
        })
        .await
}

/// Leaves the first sessions up to the end of the day on which there are enough. Returns the first day left out.
fn whole_days(sessions: &mut Vec<Session>, enough: usize) -> Option<Date> {
    let day = sessions.get(enough.checked_sub(1)?)?.date;
    let first_left_out = sessions.iter().position(|session| session.date > day)?;
    let goes_on = sessions.get(first_left_out)?.date;
    sessions.truncate(first_left_out);
    Some(goes_on)
}

/// One open group by its word in the address, with its next sessions; none where it is not for everybody.
///
/// # Errors
/// The store's own.
pub async fn see_group(
    bothy: &Bothy,
    organisation: OrganisationId,
    slug: String,
    limit: i64,
) -> Result<Option<GroupSeen>, StoreError> {
    let input = (organisation, slug, limit, bothy.now());
    bothy
        .db
        .snapshot("see_group", input, |tx, (organisation, slug, limit, now)| {
            Box::pin(async move {
                let Some(group) = groups::by_slug(tx, *organisation, slug).await? else { return Ok(None) };
                if !group.state.is_public() || group.kind == GroupKind::OneToOne {
                    return Ok(None);
                }
                let sessions = of_group(tx, *organisation, group.id, *now, *limit).await?;
                let place = sessions.iter().find_map(|session| session.place);
                let coming = with_facts(tx, *organisation, sessions, *now).await?;
                let place = match place {
                    None => None,
                    Some(id) => place_known(tx, *organisation, id).await?,
                };
                let parts = match group.kind.has(OwnFact::Parts) {
                    true => groups::course::parts(tx, *organisation, group.id).await?,
                    false => Vec::new(),
                };
                let parts = parts.into_iter().map(|part| part.title).collect();
                let questions = groups::questions::questions(tx, *organisation, group.id).await?;
                Ok(Some(GroupSeen { group, parts, questions, place, coming }))
            })
        })
        .await
}

async fn place_known(tx: &mut Tx, organisation: OrganisationId, id: PlaceId) -> Result<Option<PlaceKnown>, StoreError> {
    let Some(place) = places::find(tx, organisation, id).await? else { return Ok(None) };
    let mut facts = places::facts_of(tx, organisation, &[id]).await?.remove(&id).unwrap_or_default();
    facts.retain(|fact| fact.kind.is_for_everybody());
    let start = match place.route.and_then(|route| route.start) {
        None => None,
        Some(id) => match places::find(tx, organisation, id).await? {
            None => None,
            Some(start) => Some((start, places::picture_of(tx, organisation, id).await?)),
        },
    };
    Ok(Some(PlaceKnown { picture: places::picture_of(tx, organisation, id).await?, place, facts, start }))
}

pub(super) async fn with_facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: Vec<Session>,
    now: Timestamp,
) -> Result<Vec<Coming>, StoreError> {
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
    let all = facts(tx, organisation, &ids, LookedAt::Now(now)).await?;
    let mut coming = Vec::with_capacity(sessions.len());
    for session in sessions {
        let Some(facts) = all.get(&session.id) else { continue };
        let will = will_it_run(facts);
        let ready = readiness(facts);
        let on = session.starts_at <= now && now < session.ends_at && will == WillItRun::Yes;
        let there_now = if on {
            let holders: Vec<PersonId> =
                facts.seats.iter().filter_map(|seat| seat.holder.as_ref().map(|(by, _)| *by)).collect();
            let named = people::named(tx, organisation, &holders).await?;
            holders.iter().filter_map(|id| named.get(id).map(|person| person.shown_name.clone())).collect()
        } else {
            Vec::new()
        };
        let strands = [Strand::People, Strand::Place, Strand::Technology].map(|strand| ready.of_strand(strand));
        coming.push(Coming { session, will, strands, there_now });
    }
    Ok(coming)
}
