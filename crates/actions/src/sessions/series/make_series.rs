//! A coordinator gives a group a rule: its sessions of the next 18 months are there at once.

use super::days::{Off, days, horizon, stored, zone_of};
use super::making::{lock_calendar, make_sessions};
use super::{Refused, SeriesRefused};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use bothy_calendar::expand::{first_match, names};
use bothy_calendar::zone::day_of;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::ChangeSeries;
use bothy_domain::groups::OwnFacts;
use bothy_domain::groups::own_facts::OutsideWeeks;
use bothy_domain::ids::{ActId, GroupId, HallId, OrganisationId, PlaceId, SeriesId};
use bothy_domain::sessions::recurrence::{Ends, Pattern};
use bothy_domain::sessions::way_in::{checked_link, checked_phone};
use bothy_domain::sessions::{LettingIn, Mode};
use bothy_domain::supporters::checks::Asks;
use bothy_store::series::{self, Series};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, access, groups, organisations, people};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// The most seats that one session has: Bothy's own bound, so that a slip of the finger makes no thousand seats.
const MOST_SEATS: u16 = 20;

/// A series to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSeries {
    /// Of which group.
    pub group: GroupId,
    /// On which days and at which hours.
    pub pattern: Pattern,
    /// When it stops. Weeks off and closed days count where it ends after so many meetings.
    pub ends: Ends,
    /// The first meeting; a day that the rule names.
    pub first: Date,
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
    /// How many seats each session gets, 1 to 20.
    pub seats: u16,
    /// What each seat asks for.
    pub asks: Asks,
    /// Whether it leaves out the closed days of the organisation.
    pub follows_closed_days: bool,
    /// Weeks off by name; a day stands for its whole week, Monday to Sunday.
    pub weeks_off: Vec<(Date, String)>,
}

struct Input {
    who: Known,
    act: ActId,
    new: NewSeries,
    now: Timestamp,
}

/// Makes a series and its sessions up to 18 months ahead, in one commit with what they need of whom.
///
/// # Errors
/// What is wrong with the rule, its first day or its seats, by name; or the group or the place is not there
/// for this coordinator.
pub async fn make_series(bothy: &Bothy, who: &Known, act: ActId, new: NewSeries) -> Result<SeriesId, Refused> {
    let input = Input { who: who.clone(), act, new: checked(new)?, now: bothy.now() };
    bothy.db.write("make_series", input, |w, input| Box::pin(make_in(w, input))).await
}

fn checked(new: NewSeries) -> Result<NewSeries, Refused> {
    let rule = |refused| ActionError::Rule(SeriesRefused::Rule(refused));
    let pattern = new.pattern.checked().map_err(rule)?;
    if !names(&pattern.every, new.first) {
        let next = first_match(&pattern.every, new.first);
        return Err(ActionError::Rule(SeriesRefused::FirstNotInRule { first: new.first, next }));
    }
    if !(1..=MOST_SEATS).contains(&new.seats) {
        return Err(ActionError::Rule(SeriesRefused::Seats { asked: new.seats }));
    }
    ends_after(new.first, new.ends)?;
    let way_in = |refused| ActionError::Rule(SeriesRefused::WayIn(refused));
    Ok(NewSeries {
        pattern,
        link: checked_link(&new.link).map_err(way_in)?,
        phone: checked_phone(&new.phone).map_err(way_in)?,
        letting_in: new.letting_in.checked().map_err(way_in)?,
        ..new
    })
}

/// A series does not end before it begins.
pub(super) fn ends_after(first: Date, ends: Ends) -> Result<(), Refused> {
    match ends {
        Ends::On(last) if last < first => Err(ActionError::Rule(SeriesRefused::EndsBeforeItBegins { first, last })),
        Ends::Never | Ends::On(_) | Ends::After(_) => Ok(()),
    }
}

/// The facts of the group's kind: a cohort's fixed weeks bound its series.
pub(super) async fn own_facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<OwnFacts, StoreError> {
    Ok(groups::find(tx, organisation, group).await?.map(|group| group.own).unwrap_or_default())
}

/// A series outside the fixed weeks of its group.
pub(super) fn outside(outside: OutsideWeeks) -> Refused {
    ActionError::Rule(SeriesRefused::OutsideWeeks(outside))
}

async fn make_in(w: &mut Writing, input: &Input) -> Result<Commit<SeriesId>, Refused> {
    let (organisation, new) = (input.who.sign_in.organisation, &input.new);
    let mut locked = lock_calendar(w, organisation).await?;
    let Some((_, within)) = series::group(w, organisation, new.group).await? else {
        return Err(ActionError::NotFound);
    };
    let standing = people::standing(w, organisation, input.who.sign_in.person, input.now).await?;
    Permit::<ChangeSeries>::ask(&standing, within)?;
    let hash = crate::access::token_hash(&format!("{new:?}"));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, made)) if same == hash => {
            return Ok(Commit::Unchanged(made.parse().map_err(|_| ActionError::NotFound)?));
        }
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if !series::place_is_ours(w, organisation, new.place, new.hall).await? {
        return Err(ActionError::NotFound);
    }
    let Some(ours) = organisations::find(w, organisation).await? else { return Err(ActionError::NotFound) };
    let today = day_of(input.now, &zone_of(&ours.zone)?);
    let until = horizon(today);
    let own = own_facts(w, organisation, new.group).await?;
    let rule_ends = own.last_of_series(new.first, new.ends).map_err(outside)?;
    let (rule, _) = stored(&new.pattern.every, new.ends);
    let made = Series {
        id: SeriesId::new(Uuid::now_v7()),
        group: new.group,
        rule,
        starts: new.pattern.starts,
        ends: new.pattern.ends,
        zone: ours.zone,
        first_on: new.first,
        last_on: rule_ends,
        mode: new.mode,
        place: new.place,
        hall: new.hall,
        link: new.link.clone(),
        phone: new.phone.clone(),
        letting_in: new.letting_in.clone(),
        seats: new.seats,
        asks: new.asks.clone(),
        follows_closed_days: new.follows_closed_days,
        made_until: Some(until),
        version: 1,
    };
    let off = Off::of(w, organisation, &made, &new.weeks_off).await?;
    let days = days(&made, &off, today..=until)?;
    series::add(w, organisation, &made).await?;
    for (day, name) in &new.weeks_off {
        series::take_week_off(w, organisation, made.id, *day, name).await?;
    }
    make_sessions(w, &mut locked, organisation, &made, &days, input.now).await?;
    let id = made.id.to_string();
    access::spend(w, organisation, input.act.uuid(), "make-series", &hash, &id, input.now).await?;
    replan(w, locked, input.now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: input.now,
        by: Some(input.who.sign_in.person),
        act: "series-made",
        thing: id,
        reason: None,
    });
    Ok(Commit::Changed(made.id, audit))
}
