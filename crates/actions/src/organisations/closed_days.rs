//! Days on which the organisation is closed: its own, and the bank holidays of its part of the country.
//!
//! A day that becomes closed calls off the coming sessions that follow the closed days, in the same commit,
//! and tells everybody who holds a seat on them: nothing is called off silently.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::sessions::series::{NotCalledOff, call_off_in, lock_calendar, lock_sessions};
use bothy_calendar::zone::{day_of, named};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{SetUp, Within};
use bothy_domain::ids::{ActId, OrganisationId, SessionId};
use bothy_domain::sessions::SessionRefused;
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_store::organisations::{ClosedDay, close_day, closed_days, find, know_holidays_until};
use bothy_store::series::following_from;
use bothy_store::sessions::by_ids;
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, access, people};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Why days are not closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClosedRefused {
    /// No day was named.
    #[error("no day is named")]
    NoDay,
    /// A closed day has a name, so that everybody knows why.
    #[error("{on} has no name")]
    NoName {
        /// Which day.
        on: Date,
    },
    /// What is past is not closed.
    #[error("{on} is past")]
    Past {
        /// Which day.
        on: Date,
    },
    /// The text is not a list of bank holidays as gov.uk publishes it.
    #[error("this is not a list of bank holidays as gov.uk publishes it")]
    NotAList,
    /// The list says nothing of this part of the country.
    #[error("the list does not name {division:?}")]
    NoSuchDivision {
        /// Which part, as the list would name it.
        division: String,
    },
    /// A session on one of the days cannot be called off.
    #[error("{0}")]
    Session(SessionRefused),
}

type Refused = ActionError<ClosedRefused>;

/// What is to be closed.
#[derive(Debug, Clone)]
enum What {
    /// The organisation's own days.
    Own(Vec<(Date, String)>),
    /// A list of bank holidays, as gov.uk publishes it.
    BankHolidays(String),
}

struct Input {
    who: Known,
    act: ActId,
    what: What,
    hash: String,
    now: Timestamp,
}

/// Closes the organisation on days of its own. Returns how many sessions were called off by it.
///
/// # Errors
/// A day without a name or one that is past; or this person does not set the organisation up.
pub async fn close_days(bothy: &Bothy, who: &Known, act: ActId, days: Vec<(Date, String)>) -> Result<usize, Refused> {
    if days.is_empty() {
        return Err(ActionError::Rule(ClosedRefused::NoDay));
    }
    if let Some((on, _)) = days.iter().find(|(_, name)| name.trim().is_empty()) {
        return Err(ActionError::Rule(ClosedRefused::NoName { on: *on }));
    }
    let hash = token_hash(&format!("{days:?}"));
    write(bothy, Input { who: who.clone(), act, what: What::Own(days), hash, now: bothy.now() }).await
}

/// Takes the bank holidays of the organisation's part of the country from a list as gov.uk publishes it
/// (JSON), and with it up to when they are known. Returns how many sessions were called off by it.
///
/// # Errors
/// The text is no such list, or does not name that part; or this person does not set the organisation up.
pub async fn keep_bank_holidays(bothy: &Bothy, who: &Known, act: ActId, list: &str) -> Result<usize, Refused> {
    let what = What::BankHolidays(list.to_owned());
    write(bothy, Input { who: who.clone(), act, what, hash: token_hash(list), now: bothy.now() }).await
}

async fn write(bothy: &Bothy, input: Input) -> Result<usize, Refused> {
    bothy.db.write("close_days", input, |w, input| Box::pin(close_in(w, input))).await
}

async fn close_in(w: &mut Writing, input: &Input) -> Result<Commit<usize>, Refused> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    let mut locked = lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, made)) if same == input.hash => {
            return Ok(Commit::Unchanged(made.parse().map_err(|_| StoreError::Unknown { column: "made" })?));
        }
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let Some(ours) = find(w, organisation).await? else { return Err(ActionError::NotFound) };
    let zone = named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let today = day_of(now, &zone);
    let (days, known_until) = days_of(&input.what, &ours.division, today).map_err(ActionError::Rule)?;
    let known: Vec<Date> = closed_days(w, organisation).await?.into_iter().map(|closed| closed.on).collect();
    let entry =
        |act, thing| Entry { organisation, at: now, by: Some(input.who.sign_in.person), act, thing, reason: None };
    let mut audit = Audit::of(entry("calendar-changed", organisation.to_string()));
    for closed in days.iter().filter(|closed| !known.contains(&closed.on)) {
        close_day(w, organisation, closed).await?;
        audit = audit.and(entry("day-closed", closed.on.to_string()));
    }
    if let Some(until) = known_until {
        know_holidays_until(w, organisation, until).await?;
        audit = audit.and(entry("holidays-known-until", until.to_string()));
    }
    let off = hit(w, organisation, &days, now).await?;
    lock_sessions(w, &mut locked, organisation, &off).await?;
    // Read again after the lock: one of them may have been moved or called off in between.
    let off = hit(w, organisation, &days, now).await?;
    for session in by_ids(w, organisation, &off).await?.into_values() {
        call_off_in(w, organisation, &session, WhyCalledOff::WeekOff, now).await.map_err(|error| match error {
            NotCalledOff::Session(no) => ActionError::Rule(ClosedRefused::Session(no)),
            NotCalledOff::Store(error) => ActionError::Store(error),
        })?;
        audit = audit.and(entry("session-called-off", session.id.to_string()));
    }
    let made = off.len().to_string();
    access::spend(w, organisation, input.act.uuid(), "close-days", &input.hash, &made, now).await?;
    replan(w, locked, now).await?;
    Ok(Commit::Changed(off.len(), audit))
}

/// The coming sessions of following series on these days.
async fn hit(
    w: &mut Writing,
    organisation: OrganisationId,
    days: &[ClosedDay],
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let coming = following_from(w, organisation, now).await?;
    Ok(coming.into_iter().filter(|(_, on)| days.iter().any(|closed| closed.on == *on)).map(|(id, _)| id).collect())
}

type Days = (Vec<ClosedDay>, Option<Date>);

fn days_of(what: &What, division: &str, today: Date) -> Result<Days, ClosedRefused> {
    match what {
        What::Own(days) => {
            if let Some((on, _)) = days.iter().find(|(on, _)| *on < today) {
                return Err(ClosedRefused::Past { on: *on });
            }
            let own = |(on, name): &(Date, String)| ClosedDay {
                on: *on,
                name: name.trim().to_owned(),
                source: String::from("own"),
            };
            Ok((days.iter().map(own).collect(), None))
        }
        What::BankHolidays(list) => {
            let (days, until) = bank_holidays(list, division)?;
            let coming = days.into_iter().filter(|closed| closed.on >= today).collect();
            Ok((coming, Some(until)))
        }
    }
}

#[derive(serde::Deserialize)]
struct Division {
    events: Vec<Event>,
}

#[derive(serde::Deserialize)]
struct Event {
    title: String,
    date: String,
}

/// The bank holidays of one part of the country, and the last day up to which the list knows them.
///
/// gov.uk publishes whole years, so the list is known to the end of the last year that it names.
///
/// # Errors
/// The text is no such list, or does not name that part.
pub fn bank_holidays(list: &str, division: &str) -> Result<(Vec<ClosedDay>, Date), ClosedRefused> {
    let mut all: BTreeMap<String, Division> = serde_json::from_str(list).map_err(|_| ClosedRefused::NotAList)?;
    let Some(ours) = all.remove(division) else {
        return Err(ClosedRefused::NoSuchDivision { division: division.chars().take(60).collect() });
    };
    let mut days = Vec::new();
    for event in ours.events {
        let on: Date = event.date.parse().map_err(|_| ClosedRefused::NotAList)?;
        days.push(ClosedDay { on, name: event.title, source: String::from("bank holiday") });
    }
    let last = days.iter().map(|closed| closed.on.year()).max().ok_or(ClosedRefused::NotAList)?;
    let until = Date::new(last, 12, 31).map_err(|_| ClosedRefused::NotAList)?;
    Ok((days, until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const LIST: &str = r#"{
        "scotland": {"division": "scotland", "events": [
            {"title": "St Andrew’s Day", "date": "2026-11-30", "notes": "", "bunting": true},
            {"title": "New Year’s Day", "date": "2027-01-01", "notes": "", "bunting": true}]},
        "england-and-wales": {"division": "england-and-wales", "events": [
            {"title": "New Year’s Day", "date": "2027-01-01", "notes": "", "bunting": true}]}}"#;

    #[test]
    fn saint_andrew_s_day_is_a_holiday_in_scotland_only() {
        let (scotland, until) = bank_holidays(LIST, "scotland").unwrap();
        assert_eq!((scotland.len(), until), (2, date(2027, 12, 31)));
        assert_eq!(bank_holidays(LIST, "england-and-wales").unwrap().0.len(), 1);
    }

    #[test]
    fn a_part_of_the_country_that_the_list_does_not_name_is_refused() {
        let refused = ClosedRefused::NoSuchDivision { division: String::from("cornwall") };
        assert_eq!(bank_holidays(LIST, "cornwall"), Err(refused));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(bank_holidays("<html>", "scotland"), Err(ClosedRefused::NotAList));
        let no_day = LIST.replace("2026-11-30", "2026-11-31");
        assert_eq!(bank_holidays(&no_day, "scotland"), Err(ClosedRefused::NotAList));
    }
}
