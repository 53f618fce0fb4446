//! When a group meets, as a schedule of Open Referral UK says it: weekly or monthly by a rule, or one day.
//!
//! It knows no other rules, no exceptions and no zones. A rule that it cannot say is said day by day from the sessions
//! that are planned; what was moved or called off stands in the calendar that each schedule names.

use super::objects::Schedule;
use super::service::{Feed, derived};
use crate::routes::public::mode_key;
use bothy_actions::groups::{PublishedSeries, PublishedSession, ServiceSeen};
use bothy_calendar::expand::dates;
use bothy_calendar::rule_text::parse_rrule;
use bothy_domain::ids::PlaceId;
use bothy_domain::sessions::recurrence::{Ends, Every, WEEK, code};
use jiff::civil::{Date, Time};
use uuid::Uuid;

/// How many meetings are counted to find the last one of a rule that ends after so many.
const MOST_COUNTED: u32 = 1_000;

/// How often, in the words of the standard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Often {
    /// `WEEKLY` or `MONTHLY`.
    pub freq: &'static str,
    /// Every so many.
    pub interval: u16,
    /// `TU,TH`, `3SA`, `-1FR`.
    pub byday: Option<String>,
    /// `1,-1`.
    pub bymonthday: Option<String>,
}

/// A rule in the words of the standard; none where it has none for it.
pub fn often(every: &Every) -> Option<Often> {
    let joined = |parts: Vec<String>| Some(parts.join(","));
    match every {
        Every::Days { interval: 1 } => Some(Often {
            freq: "WEEKLY",
            interval: 1,
            byday: joined(WEEK.into_iter().map(|day| code(day).to_owned()).collect()),
            bymonthday: None,
        }),
        Every::Weeks { interval, days } => Some(Often {
            freq: "WEEKLY",
            interval: *interval,
            byday: joined(days.days().map(|day| code(day).to_owned()).collect()),
            bymonthday: None,
        }),
        Every::MonthsByWeekday { interval, which } => Some(Often {
            freq: "MONTHLY",
            interval: *interval,
            byday: joined(which.iter().map(|one| format!("{}{}", one.nth, code(one.day))).collect()),
            bymonthday: None,
        }),
        Every::MonthsByDay { interval, days } => Some(Often {
            freq: "MONTHLY",
            interval: *interval,
            byday: None,
            bymonthday: joined(days.iter().map(ToString::to_string).collect()),
        }),
        Every::Days { .. } | Every::Years { .. } => None,
    }
}

/// The last day of a rule, if it has one.
fn last_day(series: &PublishedSeries, every: &Every, ends: Ends) -> Option<Date> {
    let by_rule = match ends {
        Ends::Never => None,
        Ends::On(day) => Some(day),
        Ends::After(meetings) if meetings <= MOST_COUNTED => {
            let most = usize::try_from(meetings).unwrap_or(usize::MAX);
            dates(every, series.first_on, ends, series.first_on..=Date::MAX, most).ok()?.pop()
        }
        Ends::After(_) => None,
    };
    match (by_rule, series.last_on) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Every schedule of a service: its rules that are not over, then the days that no rule says.
pub fn schedules(feed: &Feed, seen: &ServiceSeen) -> Vec<Schedule> {
    let mut all = Vec::new();
    let mut said = Vec::new();
    for series in &seen.series {
        let Ok((every, ends)) = parse_rrule(&series.rule) else { continue };
        let Some(often) = often(&every) else { continue };
        said.push(series.id);
        let last = last_day(series, &every, ends);
        if last.is_some_and(|last| last < feed.today) {
            continue;
        }
        let base = base(feed, seen, series.id.uuid(), series.first_on, (series.starts, series.ends));
        all.push(Schedule {
            service_at_location_id: at(seen, series.place),
            valid_to: last.map(|day| day.to_string()),
            freq: Some(often.freq),
            interval: Some(often.interval),
            byday: often.byday,
            bymonthday: often.bymonthday,
            attending_type: feed.words.t(mode_key(series.mode)).to_owned(),
            ..base
        });
    }
    // A session of a rule that is said is no day of its own, also where somebody moved it.
    let alone = |one: &&PublishedSession| one.series.is_none_or(|series| !said.contains(&series));
    all.extend(seen.coming.iter().filter(alone).map(|one| {
        let base = base(feed, seen, one.id.uuid(), one.date, (one.starts, one.ends));
        Schedule {
            service_at_location_id: at(seen, one.place),
            valid_to: Some(one.date.to_string()),
            attending_type: feed.words.t(mode_key(one.mode)).to_owned(),
            ..base
        }
    }));
    all
}

fn base(feed: &Feed, seen: &ServiceSeen, id: Uuid, first: Date, hours: (Time, Time)) -> Schedule {
    Schedule {
        id,
        service_id: seen.group.id.uuid(),
        valid_from: first.to_string(),
        dtstart: first.to_string(),
        opens_at: hours.0.strftime("%H:%M:%S").to_string(),
        closes_at: hours.1.strftime("%H:%M:%S").to_string(),
        schedule_link: feed.page(&format!("/groups/{}.ics", seen.group.slug)),
        ..Schedule::default()
    }
}

/// The service at a place, where that place is said.
fn at(seen: &ServiceSeen, place: Option<PlaceId>) -> Option<Uuid> {
    let place = place?;
    seen.places.iter().any(|known| known.place.id == place).then(|| service_at(seen, place))
}

/// The number of a service at a place.
pub(super) fn service_at(seen: &ServiceSeen, place: PlaceId) -> Uuid {
    derived(&[&seen.group.id.to_string(), &place.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rule: &str) -> Option<(&'static str, u16, String, String)> {
        let (every, _) = parse_rrule(rule).unwrap();
        let often = often(&every)?;
        Some((often.freq, often.interval, often.byday.unwrap_or_default(), often.bymonthday.unwrap_or_default()))
    }

    #[test]
    fn a_rule_is_said_in_the_words_of_the_standard() {
        let owned = |byday: &str, bymonthday: &str| (byday.to_owned(), bymonthday.to_owned());
        for (rule, freq, interval, (byday, bymonthday)) in [
            ("FREQ=WEEKLY;BYDAY=TU,WE", "WEEKLY", 1, owned("TU,WE", "")),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "WEEKLY", 2, owned("FR", "")),
            ("FREQ=DAILY", "WEEKLY", 1, owned("MO,TU,WE,TH,FR,SA,SU", "")),
            ("FREQ=MONTHLY;BYDAY=3SA", "MONTHLY", 1, owned("3SA", "")),
            ("FREQ=MONTHLY;BYDAY=-1FR", "MONTHLY", 1, owned("-1FR", "")),
            ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,-1", "MONTHLY", 3, owned("", "-1,1")),
        ] {
            assert_eq!(said(rule), Some((freq, interval, byday, bymonthday)), "{rule}");
        }
    }

    #[test]
    fn what_the_standard_has_no_words_for_is_said_day_by_day() {
        assert_eq!(said("FREQ=DAILY;INTERVAL=3"), None);
        assert_eq!(often(&Every::Years { interval: 1 }), None);
    }
}
