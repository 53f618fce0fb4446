//! Bank holidays as gov.uk publishes them, by division.
//!
//! The list ends some day; after its last year a day is "not known yet", never "no holiday".

use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The list of gov.uk that comes with the program (Open Government Licence v3.0).
pub const GOV_UK: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/uk-bank-holidays/gov-uk-2024-2027.json"));

/// One bank holiday.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// The day.
    pub on: Date,
    /// What gov.uk calls it: "St Andrew’s Day".
    pub title: String,
}

/// The holidays of one division, in order of their days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    /// In order, each day once for each title.
    pub days: Vec<Holiday>,
    /// The last day for which the list is complete: the end of the year of its last holiday.
    pub known_until: Date,
}

/// Why a list of holidays cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HolidaysRefused {
    /// Not the form that gov.uk publishes.
    #[error("this is not the list of bank holidays that gov.uk publishes: {0}")]
    AnotherForm(#[from] serde_json::Error),
    /// No such division.
    #[error("the list has no division {division}; it has {}", .found.join(", "))]
    NoSuchDivision {
        /// The one asked for.
        division: String,
        /// The ones it has.
        found: Vec<String>,
    },
    /// A day that does not exist, or is not written as 2026-11-30.
    #[error("“{date}” is not a date")]
    NotADate {
        /// As it stands.
        date: String,
    },
    /// A division without a holiday says nothing.
    #[error("the division {division} has no holiday")]
    Nothing {
        /// The one asked for.
        division: String,
    },
}

#[derive(Deserialize)]
struct Division {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    title: String,
    date: String,
}

/// Reads the holidays of a division ("scotland") from the JSON of gov.uk.
///
/// # Errors
/// Says what is wrong with the list; nothing of a doubtful list is used.
pub fn holidays(json: &str, division: &str) -> Result<Holidays, HolidaysRefused> {
    let mut divisions: BTreeMap<String, Division> = serde_json::from_str(json)?;
    let Some(asked) = divisions.remove(division) else {
        return Err(HolidaysRefused::NoSuchDivision {
            division: division.to_owned(),
            found: divisions.into_keys().collect(),
        });
    };
    let mut days = Vec::with_capacity(asked.events.len());
    for event in asked.events {
        let on = event.date.parse::<Date>().ok().filter(|_| event.date.len() == 10);
        let Some(on) = on else { return Err(HolidaysRefused::NotADate { date: event.date }) };
        days.push(Holiday { on, title: event.title });
    }
    days.sort();
    days.dedup();
    let last = days.last().ok_or_else(|| HolidaysRefused::Nothing { division: division.to_owned() })?;
    let known_until = last.on.last_of_year();
    Ok(Holidays { days, known_until })
}

impl Holidays {
    /// The holiday on a day, if there is one.
    pub fn on(&self, day: Date) -> Option<&Holiday> {
        let place = self.days.partition_point(|holiday| holiday.on < day);
        self.days.get(place).filter(|holiday| holiday.on == day)
    }

    /// Whether the list says anything about a day; after its last year it does not.
    pub fn knows(&self, day: Date) -> bool {
        self.days.first().is_some_and(|first| first.on.first_of_year() <= day) && day <= self.known_until
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn scotland_has_st_andrew_s_day_and_england_has_not() {
        let scotland = holidays(GOV_UK, "scotland").unwrap();
        assert_eq!(scotland.on(date(2026, 11, 30)).map(|day| day.title.as_str()), Some("St Andrew’s Day"));
        assert_eq!(scotland.on(date(2026, 12, 1)), None);
        assert_eq!(holidays(GOV_UK, "england-and-wales").unwrap().on(date(2026, 11, 30)), None);
    }

    #[test]
    fn after_the_last_year_a_day_is_not_known() {
        let scotland = holidays(GOV_UK, "scotland").unwrap();
        assert_eq!(scotland.known_until, date(2027, 12, 31));
        assert!(scotland.knows(date(2027, 12, 31)));
        assert!(!scotland.knows(date(2028, 1, 1)));
        assert!(!scotland.knows(date(2023, 12, 31)));
    }

    #[test]
    fn every_day_stands_once_and_in_order() {
        for division in ["scotland", "england-and-wales", "northern-ireland"] {
            let list = holidays(GOV_UK, division).unwrap();
            assert!(list.days.windows(2).all(|pair| pair[0].on < pair[1].on), "{division}");
            assert!(list.days.len() >= 32, "{division}");
        }
    }

    #[test]
    fn a_doubtful_list_is_refused_whole() {
        let refused = |json: &str| holidays(json, "scotland").unwrap_err().to_string();
        assert!(refused("{").starts_with("this is not the list"));
        assert_eq!(refused(r#"{"wales": {"events": []}}"#), "the list has no division scotland; it has wales");
        assert_eq!(refused(r#"{"scotland": {"events": []}}"#), "the division scotland has no holiday");
        let event = r#"{"scotland": {"events": [{"title": "x", "date": "2026-02-30"}]}}"#;
        assert_eq!(refused(event), "“2026-02-30” is not a date");
    }
}
