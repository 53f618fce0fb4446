//! A whole series in text: DTSTART, RRULE and EXDATE lines, as calendar programs hand them over.

use std::collections::BTreeSet;

use bothy_domain::sessions::recurrence::{Ends, Every};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{Moment, RruleRefused, Start, bad, cut, moment, parse_rrule_from};
use crate::zone;

/// The most text that is read, in bytes: room for ten years of weeks off.
const LONGEST: usize = 20_000;

/// A series as another calendar program tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignSeries {
    /// Its start by the clock on the wall; not always a meeting (see
    /// [`crate::expand::dates_counted_from`]).
    pub starts: DateTime,
    /// The zone of that wall.
    pub zone: TimeZone,
    /// On which days.
    pub every: Every,
    /// Until when.
    pub ends: Ends,
    /// Days left out by name.
    pub except: BTreeSet<Date>,
}

/// Reads DTSTART, RRULE and EXDATE lines.
///
/// `start` is used where no DTSTART line stands there, `zone` where it names none.
///
/// # Errors
/// Names the line or part that is not taken: two rules, EXRULE, RDATE, a start in UTC (it would
/// move with every clock change).
pub fn parse_series(text: &str, start: Option<DateTime>, zone: &TimeZone) -> Result<ForeignSeries, RruleRefused> {
    if text.len() > LONGEST {
        return Err(RruleRefused::TooLong);
    }
    let upper = text.to_ascii_uppercase();
    let mut lines = Lines { start, zone: zone.clone(), ..Lines::default() };
    // Names of zones need their own letters back, so both spellings are walked side by side.
    for (line, as_written) in upper.split_whitespace().zip(text.split_whitespace()) {
        lines.take(line, as_written)?;
    }
    let starts = lines.start.ok_or(RruleRefused::NeedsStart { part: "DTSTART" })?;
    let rule = lines.rule.ok_or(RruleRefused::Empty)?;
    let (every, ends) = parse_rrule_from(rule, Start { at: starts, zone: &lines.zone })?;
    let mut except = BTreeSet::new();
    for text in lines.except.iter().flat_map(|list| list.split(',')) {
        except.insert(left_out(text, starts, &lines.zone).ok_or_else(|| bad("EXDATE", text))?);
    }
    Ok(ForeignSeries { starts, zone: lines.zone, every, ends, except })
}

struct Lines<'t> {
    start: Option<DateTime>,
    start_given: bool,
    zone: TimeZone,
    rule: Option<&'t str>,
    except: Vec<&'t str>,
}

impl Default for Lines<'_> {
    fn default() -> Self {
        Self { start: None, start_given: false, zone: TimeZone::UTC, rule: None, except: Vec::new() }
    }
}

impl<'t> Lines<'t> {
    fn take(&mut self, line: &'t str, as_written: &str) -> Result<(), RruleRefused> {
        let Some((head, value)) = line.split_once(':') else {
            return Err(RruleRefused::NotAPart { piece: cut(line) });
        };
        let name = head.split(';').next().unwrap_or(head);
        match name {
            "DTSTART" if self.start_given => Err(RruleRefused::Twice { part: "DTSTART" }),
            "DTSTART" => {
                self.start_given = true;
                if let Some(zone) = parameter(as_written, "TZID=") {
                    self.zone = zone::named(zone).map_err(|_| bad("TZID", zone))?;
                }
                self.start = match moment(value) {
                    Some(Moment::Wall(at)) => Some(at),
                    Some(Moment::Day(day)) => Some(day.to_datetime(jiff::civil::Time::midnight())),
                    Some(Moment::Utc(_)) | None => return Err(bad("DTSTART", value)),
                };
                Ok(())
            }
            "RRULE" if self.rule.is_some() => Err(RruleRefused::Twice { part: "RRULE" }),
            "RRULE" => {
                self.rule = Some(value);
                Ok(())
            }
            "EXDATE" => {
                self.except.push(value);
                Ok(())
            }
            "EXRULE" => Err(RruleRefused::NotKept { part: "EXRULE" }),
            "RDATE" => Err(RruleRefused::NotKept { part: "RDATE" }),
            other => Err(RruleRefused::Unknown { part: cut(other) }),
        }
    }
}

/// The value of `;TZID=Europe/London` in a line's head.
fn parameter<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    let head = line.split_once(':').map_or(line, |(head, _)| head);
    let starts_so = |piece: &&str| piece.get(..name.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(name));
    head.split(';').find(starts_so).and_then(|piece| piece.get(name.len()..)).map(|value| value.trim_matches('"'))
}

/// The day left out, when the time is the series' own; another time would leave out nothing.
fn left_out(text: &str, starts: DateTime, zone: &TimeZone) -> Option<Date> {
    let at = match moment(text)? {
        Moment::Day(day) => return Some(day),
        Moment::Wall(at) => at,
        Moment::Utc(at) => zone::wall(zone::instant(at.date(), at.time(), &TimeZone::UTC), zone),
    };
    (at.time() == starts.time()).then_some(at.date())
}
