//! What a changed rule would do to each coming session: shown before it is saved, and then done just so.

use super::days::{Off, days, horizon, meeting_of, stored, zone_of};
use super::make_series::{ends_after, outside, own_facts};
use super::{Refused, SeriesRefused};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_calendar::expand::first_match;
use bothy_calendar::zone::day_of;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::ChangeSeries;
use bothy_domain::ids::{HallId, OrganisationId, PersonId, PlaceId, SeriesId, SessionId};
use bothy_domain::sessions::change::{ByHand, Fate, Made, Meets, fates, monday_of};
use bothy_domain::sessions::recurrence::{Ends, Pattern, RuleRefused};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::way_in::{checked_link, checked_phone};
use bothy_domain::sessions::{LettingIn, Mode, SessionState};
use bothy_store::series::{self, Series};
use bothy_store::sessions::{Session, by_ids};
use bothy_store::{Tx, people};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a series is from a day on. Its seats stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRule {
    /// From which day on; the first meeting is the first day on or after it that the rule names.
    pub from: Date,
    /// On which days and at which hours.
    pub pattern: Pattern,
    /// When it stops; a number of meetings is counted from `from`.
    pub ends: Ends,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
    /// Which room in the building.
    pub hall: Option<HallId>,
    /// Any link, as data; empty for none.
    pub link: String,
    /// Any telephone number, as data; empty for none.
    pub phone: String,
    /// How people are let in there.
    pub letting_in: LettingIn,
    /// Whether it leaves out the closed days of the organisation.
    pub follows_closed_days: bool,
    /// Weeks off by name; a day stands for its whole week, Monday to Sunday.
    pub weeks_off: Vec<(Date, String)>,
}

/// Whether a session keeps its place, its link and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// People come as before.
    Same,
    /// Another place, link, number or way of coming.
    Other,
}

/// What a changed rule does to one session, with what a person needs to judge it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foretold {
    /// What happens.
    pub fate: Fate,
    /// When the session was to be until now; none for a new one.
    pub was: Option<Meets>,
    /// Whether people come to it as before.
    pub ways: Ways,
    /// Why it is off already, and stays so; none for one that is planned, and for a new one.
    pub off: Option<WhyCalledOff>,
    /// Everybody who holds a seat on it.
    pub holders: Vec<PersonId>,
}

/// What changing a rule would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The version of the series that this speaks of; the form of the change carries it.
    pub version: i64,
    /// By day.
    pub fates: Vec<Foretold>,
}

/// Shows what a changed rule would do to each session that has not begun; nothing is changed.
///
/// # Errors
/// What is wrong with the rule, by name; or the series or the place is not there for this coordinator.
pub async fn preview_change(
    bothy: &Bothy,
    who: &Known,
    series: SeriesId,
    change: ChangedRule,
) -> Result<Preview, Refused> {
    let input = (who.clone(), series, change, bothy.now());
    bothy
        .db
        .snapshot("preview_change", input, |tx, (who, series, change, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let old = permitted(tx, who, *series, *now).await?;
                let seen = foresee(tx, organisation, old, change, *now).await?;
                Ok(Preview { version: seen.old.version, fates: seen.fates })
            })
        })
        .await
}

/// The series, if this person may change it.
pub(super) async fn permitted(tx: &mut Tx, who: &Known, id: SeriesId, now: Timestamp) -> Result<Series, Refused> {
    let organisation = who.sign_in.organisation;
    let Some(found) = series::find(tx, organisation, id).await? else { return Err(ActionError::NotFound) };
    let Some((_, within)) = series::group(tx, organisation, found.group).await? else {
        return Err(ActionError::NotFound);
    };
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Permit::<ChangeSeries>::ask(&standing, within)?;
    Ok(found)
}

/// A change as it is foreseen.
pub(super) struct Foreseen {
    /// The series as it is.
    pub(super) old: Series,
    /// The series that goes on from it.
    pub(super) next: Series,
    /// Its weeks off.
    pub(super) weeks: Vec<(Date, String)>,
    /// What happens, by day.
    pub(super) fates: Vec<Foretold>,
    /// The sessions spoken of.
    pub(super) sessions: BTreeMap<SessionId, Session>,
}

impl Foreseen {
    /// A session whose week is off now is off for that; another one because the rule no longer names its day.
    pub(super) fn why_off(&self, session: &Session) -> WhyCalledOff {
        let week = monday_of(session.original_date);
        match self.weeks.iter().any(|(day, _)| monday_of(*day) == week) {
            true => WhyCalledOff::WeekOff,
            false => WhyCalledOff::RuleChanged,
        }
    }
}

/// Works out what a change does, from the rows as they stand.
pub(super) async fn foresee(
    tx: &mut Tx,
    organisation: OrganisationId,
    old: Series,
    change: &ChangedRule,
    now: Timestamp,
) -> Result<Foreseen, Refused> {
    let today = day_of(now, &zone_of(&old.zone)?);
    let until = horizon(today).max(old.made_until.unwrap_or(today));
    let next = next_of(&old, change, today, until)?;
    let own = own_facts(tx, organisation, old.group).await?;
    let last_on = own.last_of_series(next.first_on, change.ends).map_err(outside)?;
    let next = Series { last_on, ..next };
    if !series::place_is_ours(tx, organisation, next.place, next.hall).await? {
        return Err(ActionError::NotFound);
    }
    let weeks = change.weeks_off.clone();
    let off = Off::of(tx, organisation, &next, &weeks).await?;
    let ids = series::sessions_from(tx, organisation, old.id, change.from).await?;
    let sessions = by_ids(tx, organisation, &ids).await?;
    let mut used = BTreeSet::new();
    let mut made = Vec::new();
    // What an earlier change called off beyond the end of this segment is the next one's day, not ours.
    let ours = |day: Date| old.last_on.is_none_or(|last| day <= last);
    for session in ids.iter().filter_map(|id| sessions.get(id)).filter(|one| ours(one.original_date)) {
        if session.starts_at <= now {
            // It has begun: it stays what it is, and no second one is made for its day.
            used.insert(session.original_date);
        } else {
            made.push(made_of(session));
        }
    }
    let mut meets = Vec::new();
    for day in days(&next, &off, change.from..=until)? {
        if !used.contains(&day) && meeting_of(&next, day)?.starts > now {
            meets.push(Meets { date: day, starts: next.starts, ends: next.ends });
        }
    }
    let mut holders: BTreeMap<SessionId, Vec<PersonId>> = BTreeMap::new();
    for (session, person) in series::holders_of(tx, organisation, &ids).await? {
        holders.entry(session).or_default().push(person);
    }
    let fates = fates(&made, &meets)
        .into_iter()
        .map(|fate| {
            let session = session_of(fate).and_then(|id| sessions.get(&id));
            Foretold {
                fate,
                was: session.map(|one| Meets { date: one.date, starts: one.starts, ends: one.ends }),
                ways: session.map_or(Ways::Same, |one| ways(one, &next)),
                off: session.and_then(why_off),
                holders: session.and_then(|one| holders.get(&one.id)).cloned().unwrap_or_default(),
            }
        })
        .collect();
    Ok(Foreseen { old, next, weeks, fates, sessions })
}

/// Which session a fate is about; none for a new one.
pub(super) fn session_of(fate: Fate) -> Option<SessionId> {
    match fate {
        Fate::Kept(id) | Fate::Moved(id, _) | Fate::CalledOff(id) => Some(id),
        Fate::Added(_) => None,
    }
}

/// Somebody's hand is on a session that they moved or called off: people were told, so it is left alone.
fn by_hand(session: &Session) -> ByHand {
    match session.state {
        SessionState::CalledOff { .. } => ByHand::Yes,
        SessionState::Planned if session.moved_by_hand => ByHand::Yes,
        SessionState::Planned => ByHand::No,
    }
}

fn why_off(session: &Session) -> Option<WhyCalledOff> {
    match session.state {
        SessionState::CalledOff { why, .. } => Some(why),
        SessionState::Planned => None,
    }
}

fn made_of(session: &Session) -> Made {
    Made {
        id: session.id,
        original_date: session.original_date,
        date: session.date,
        starts: session.starts,
        ends: session.ends,
        by_hand: by_hand(session),
    }
}

fn ways(session: &Session, next: &Series) -> Ways {
    let same = session.mode == next.mode
        && session.place == next.place
        && session.hall == next.hall
        && session.link == next.link
        && session.phone == next.phone
        && session.letting_in == next.letting_in;
    match by_hand(session) {
        ByHand::No if !same => Ways::Other,
        ByHand::No | ByHand::Yes => Ways::Same,
    }
}

/// The series that goes on from `change.from`.
fn next_of(old: &Series, change: &ChangedRule, today: Date, until: Date) -> Result<Series, Refused> {
    if change.from < today {
        return Err(ActionError::Rule(SeriesRefused::IntoThePast { from: change.from, today }));
    }
    if let Some(last) = old.last_on.filter(|last| *last < change.from) {
        return Err(ActionError::Rule(SeriesRefused::Ended { last }));
    }
    may_go_on(old, change.ends)?;
    let rule = |refused| ActionError::Rule(SeriesRefused::Rule(refused));
    let way_in = |refused| ActionError::Rule(SeriesRefused::WayIn(refused));
    let pattern = change.pattern.clone().checked().map_err(rule)?;
    // A series does not begin before it began.
    let from = change.from.max(old.first_on);
    let first = first_match(&pattern.every, from).ok_or_else(|| rule(RuleRefused::NoSuchDay))?;
    ends_after(first, change.ends)?;
    let (text, last_on) = stored(&pattern.every, change.ends);
    Ok(Series {
        id: SeriesId::new(Uuid::now_v7()),
        rule: text,
        starts: pattern.starts,
        ends: pattern.ends,
        first_on: first,
        last_on,
        mode: change.mode,
        place: change.place,
        hall: change.hall,
        link: checked_link(&change.link).map_err(way_in)?,
        phone: checked_phone(&change.phone).map_err(way_in)?,
        letting_in: change.letting_in.clone().checked().map_err(way_in)?,
        follows_closed_days: change.follows_closed_days,
        made_until: Some(until),
        version: 1,
        ..old.clone()
    })
}

/// A segment whose rule was changed before goes on in another series: a new rule for it ends where that one begins.
fn may_go_on(old: &Series, ends: Ends) -> Result<(), Refused> {
    // Only ending a segment raises the version; a series that ends by its own rule may be made to go on.
    match (old.last_on.filter(|_| old.version > 1), ends) {
        (None, _) => Ok(()),
        (Some(last), Ends::On(day)) if day <= last => Ok(()),
        (Some(last), Ends::Never | Ends::On(_) | Ends::After(_)) => {
            Err(ActionError::Rule(SeriesRefused::GoesOnElsewhere { last }))
        }
    }
}
