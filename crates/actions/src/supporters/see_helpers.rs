//! Everybody who helps here, each with what is missing or runs out first.

use super::with_helper::today;
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::helper::{HelpsHere, LOOK_AFTER, SeeHelper};
use bothy_domain::access::{Hat, Permit, Role, Scope};
use bothy_domain::ids::{BranchId, PersonId};
use bothy_domain::organisations::Policy;
use bothy_domain::sessions::change::monday_of;
use bothy_domain::supporters::outlook::{AskedHere, Stands, Thing, outlook};
use bothy_store::people::{Helper, Person, asked_here, helpers, shown};
use bothy_store::{StoreError, Tx, organisations, people, sessions};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use std::collections::BTreeMap;

/// One person in the list.
#[derive(Debug, Clone)]
pub struct HelperLine {
    /// Who.
    pub person: Person,
    /// The hats that they wear now or will.
    pub hats: Vec<Hat>,
    /// How each thing stands, what wants a look first. Empty for who is asked for nothing and has shown nothing.
    pub outlook: Vec<(Thing, Stands)>,
    /// Whether they wear a supporter's hat.
    pub supports: bool,
    /// How many sessions they hold a seat on this week.
    pub held_this_week: usize,
    /// Their next seat, among those that this person may see.
    pub next_seat: Option<Timestamp>,
}

/// Who helps here.
#[derive(Debug, Clone)]
pub struct Helpers {
    /// Everybody who helps now or will, by name.
    pub people: Vec<HelperLine>,
    /// The branches by their ids.
    pub branches: BTreeMap<BranchId, String>,
}

/// How many weeks ahead a next seat is looked for.
const WEEKS_AHEAD: i64 = 12;

/// Reads everybody who helps in the branches of this person.
///
/// # Errors
/// This person looks after nobody.
pub async fn see_helpers(bothy: &Bothy, who: &Known) -> Result<Helpers, ActionError<Never>> {
    let input = (who.clone(), bothy.now());
    bothy.db.snapshot("see_helpers", input, |tx, (who, now)| Box::pin(async move { see(tx, who, *now).await })).await
}

async fn see(tx: &mut Tx, who: &Known, now: Timestamp) -> Result<Helpers, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    if !LOOK_AFTER.into_iter().any(|role| standing.wears_somewhere(role)) {
        return Err(ActionError::NotFound);
    }
    let Some(ours) = organisations::find(tx, organisation).await? else { return Err(ActionError::NotFound) };
    let current = |mut helper: Helper| {
        helper.hats.retain(|hat| hat.until.is_none_or(|until| now < until));
        helper
    };
    let mine = |helper: &Helper| {
        let thing = HelpsHere::by(organisation, helper.person.id, &helper.hats);
        Permit::<SeeHelper>::ask(&standing, thing).is_ok()
    };
    let seen: Vec<Helper> = helpers(tx, organisation, None).await?.into_iter().map(current).filter(mine).collect();
    let ids: Vec<PersonId> = seen.iter().map(|helper| helper.person.id).collect();
    let mut shown = shown(tx, organisation, &ids).await?;
    let asked = asked_here(tx, organisation, ours.asks, now).await?;
    let (today, policy) = (today(tx, organisation, now).await?, Policy::default());
    let seats = seats(tx, &Scope::of(&standing), &ours.zone, now).await?;
    let line = |helper: Helper| {
        let Helper { person, hats } = helper;
        let supports = hats.iter().any(|hat| hat.role == Role::Supporter);
        let has = shown.remove(&person.id).unwrap_or_default();
        let nothing = AskedHere::default();
        let (held_this_week, next_seat) = seats.get(&person.id).copied().unwrap_or_default();
        HelperLine {
            outlook: outlook(if supports { &asked } else { &nothing }, &has, today, &policy),
            supports,
            held_this_week,
            next_seat,
            person,
            hats,
        }
    };
    let people = seen.into_iter().map(line).collect();
    Ok(Helpers { people, branches: organisations::branches(tx, organisation).await?.into_iter().collect() })
}

/// For each holder: how many sessions they hold this week, and when the next begins that this scope shows.
async fn seats(
    tx: &mut Tx,
    scope: &Scope,
    zone: &str,
    now: Timestamp,
) -> Result<BTreeMap<PersonId, (usize, Option<Timestamp>)>, StoreError> {
    let zone = TimeZone::get(zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let monday = monday_of(now.to_zoned(zone.clone()).date());
    let midnight = |weeks: i64| {
        let day = monday.saturating_add(weeks.weeks());
        day.to_zoned(zone.clone()).map_or(now, |at| at.timestamp())
    };
    let (from, week_ends) = (midnight(0), midnight(1));
    let held = sessions::held_between(tx, scope.organisation, from, midnight(WEEKS_AHEAD)).await?;
    let mut all: BTreeMap<PersonId, (usize, Option<Timestamp>)> = BTreeMap::new();
    for seat in held {
        let (this_week, next) = all.entry(seat.holder).or_default();
        if seat.starts_at < week_ends {
            *this_week += 1;
        }
        // A limit is the person's own and counts everywhere; where and when they are is for who plans that.
        if seat.starts_at >= now && next.is_none() && scope.shows(seat.branch, Some(seat.group)) {
            *next = Some(seat.starts_at);
        }
    }
    Ok(all)
}
