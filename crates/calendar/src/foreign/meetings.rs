//! When an event meets: its rule, the days that it leaves out, and the meetings that were moved or stand alone.

mod days_off;

use super::components::Raw;
use super::lines::{LONGEST_LINE, Line};
use super::other_rules::Purse;
use super::zones::{Clock, Clocks};
use super::{MOST_DATES, Ours};
use crate::expand::{dates_counted_from, names};
use crate::rule_text::{Moment, RruleRefused, Start, moment, parse_rrule_from};
use bothy_domain::imports::{EventDoubt, EventMeeting, EventRefusal, EventSeries, Marked, Meets, SaidEvent};
use bothy_domain::sessions::recurrence::{Ends, Every, Pattern};
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan as _};
use std::collections::{BTreeMap, BTreeSet};

/// What is quoted of an event's times, in letters.
const QUOTED: usize = 600;

/// An event with its changed meetings.
pub(super) struct Event {
    uid: String,
    first: Raw,
    changed: Vec<Raw>,
    /// Another event before it has its number.
    twice: bool,
}

/// Puts changed meetings to the event of their number. One whose event is not in the file stands by itself.
pub(super) fn by_uid(all: Vec<Raw>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let (changed, firsts): (Vec<Raw>, Vec<Raw>) = all.into_iter().partition(|raw| raw.line("RECURRENCE-ID").is_some());
    for raw in firsts {
        let uid = uid_of(&raw);
        let twice = places.contains_key(&uid);
        if !twice {
            places.insert(uid.clone(), events.len());
        }
        events.push(Event { uid, first: raw, changed: Vec::new(), twice });
    }
    for raw in changed {
        let uid = uid_of(&raw);
        match places.get(&uid).and_then(|place| events.get_mut(*place)) {
            Some(event) => event.changed.push(raw),
            None => {
                let which = raw.line("RECURRENCE-ID").map(|line| line.value.clone()).unwrap_or_default();
                events.push(Event {
                    uid: cut(&format!("{uid} {which}"), 300),
                    first: raw,
                    changed: Vec::new(),
                    twice: false,
                });
            }
        }
    }
    events
}

/// The event's number; one without is known by what it says.
fn uid_of(raw: &Raw) -> String {
    let uid = raw.words("UID");
    if uid.is_empty() { cut(&format!("{} {}", raw.words("SUMMARY"), quoted(raw)), 300) } else { cut(&uid, 300) }
}

fn cut(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

/// The lines that say when, as they stand there.
fn quoted(raw: &Raw) -> String {
    let when = ["DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"];
    let lines = when.iter().flat_map(|name| raw.all(name)).map(|line| {
        let between = if line.parameters.is_empty() { "" } else { ";" };
        format!("{}{between}{}:{}", line.name, line.parameters, line.value)
    });
    lines.collect::<Vec<_>>().join(" ")
}

impl Event {
    /// What the event says, by our clock.
    pub fn said<'z>(self, clocks: &mut Clocks<'z>, odd_rules: &mut Purse, ours: Ours<'z>) -> SaidEvent {
        let all = std::iter::once(&self.first).chain(&self.changed);
        let times_said = all.map(quoted).collect::<Vec<_>>().join(" / ");
        let state = self.first.words("STATUS").to_ascii_uppercase();
        let marked = match self.first.words("CLASS").to_ascii_uppercase().as_str() {
            "PRIVATE" | "CONFIDENTIAL" => Marked::Private,
            _ if state == "CANCELLED" => Marked::Cancelled,
            _ if state == "TENTATIVE" => Marked::Tentative,
            _ => Marked::Plainly,
        };
        let meets = if self.twice {
            Err(EventRefusal::NumberTwice)
        } else {
            Reading { event: &self, clocks, odd_rules, ours, doubts: Vec::new() }.meets()
        };
        SaidEvent {
            name: self.first.words("SUMMARY"),
            location: cut(&self.first.words("LOCATION"), 500),
            marked,
            meets,
            times_said: cut(&times_said, QUOTED),
            uid: self.uid,
        }
    }
}

/// One event while it is read.
struct Reading<'e, 'c, 'z> {
    event: &'e Event,
    clocks: &'c mut Clocks<'z>,
    odd_rules: &'c mut Purse,
    ours: Ours<'z>,
    doubts: Vec<EventDoubt>,
}

/// The first meeting by the event's own clock, and its hours by ours.
struct First {
    clock: Clock,
    at: DateTime,
    /// On our clock.
    starts: Time,
    ends: Time,
}

impl Reading<'_, '_, '_> {
    fn meets(mut self) -> Result<Meets, EventRefusal> {
        let raw = &self.event.first;
        if raw.cut {
            return Err(EventRefusal::TooManyDates { most: MOST_DATES });
        }
        if raw.lines.iter().any(|line| line.cut) {
            return Err(EventRefusal::LineTooLong { most: LONGEST_LINE });
        }
        let repeats = raw.line("RRULE").is_some();
        let first = self.first(raw, repeats)?;
        let mut alone = self.alone(raw, &first)?;
        let mut off = self.left_out(raw, &first)?;
        self.changed(&first, &mut off, &mut alone)?;
        let mut rules: Vec<&Line> = raw.all("RRULE").collect();
        rules.dedup_by(|one, other| one.value == other.value);
        let series = match rules.as_slice() {
            _ if raw.line("EXRULE").is_some() => return Err(EventRefusal::SeveralRules),
            [] => {
                let day = first.clock.on_ours(first.at, &self.ours).date();
                let meeting = EventMeeting { date: day, starts: first.starts, ends: first.ends };
                if !off.contains(&first.at.date()) && alone.insert(meeting) && alone.len() == 1 {
                    self.doubts.push(EventDoubt::OnlyOnce);
                }
                Vec::new()
            }
            [rule] => self.rule(&rule.value, &first, &off, &mut alone)?,
            _ => return Err(EventRefusal::SeveralRules),
        };
        let coming = |meeting: &EventMeeting| (self.ours.today..=self.ours.until).contains(&meeting.date);
        let alone: Vec<EventMeeting> = alone.into_iter().filter(coming).collect();
        if series.is_empty() && alone.is_empty() {
            return Err(EventRefusal::Over);
        }
        if !series.is_empty() && !alone.is_empty() {
            self.doubts.push(EventDoubt::AlsoAlone { meetings: alone.len() });
        }
        if let Clock::Unknown(zone) = first.clock {
            self.doubts.push(EventDoubt::UnknownZone { zone });
        }
        Ok(Meets { series, alone, doubts: self.doubts })
    }

    /// Start and end of an event, or of one changed meeting.
    fn first(&mut self, raw: &Raw, repeats: bool) -> Result<First, EventRefusal> {
        let line = raw.line("DTSTART").ok_or(EventRefusal::NoStart)?;
        let (clock, at) = self.time(line)?;
        if at.date().year() < 1900 {
            return Err(EventRefusal::TooLongAgo);
        }
        let lasts = self.lasts(raw, &clock, at)?;
        let starts = if repeats { self.hour_here(&clock, at)? } else { clock.on_ours(at, &self.ours).time() };
        let starts = Time::new(starts.hour(), starts.minute(), 0, 0).map_err(|_| EventRefusal::NoStart)?;
        Ok(First { clock, at, starts, ends: end_of(starts, lasts)? })
    }

    /// A date and time with the clock by which it is said.
    fn time(&mut self, line: &Line) -> Result<(Clock, DateTime), EventRefusal> {
        match moment(&line.value) {
            Some(Moment::Wall(at)) => Ok((self.clocks.clock(line.parameter("TZID"), false), at)),
            Some(Moment::Utc(at)) => Ok((self.clocks.clock(None, true), at)),
            Some(Moment::Day(_)) => Err(EventRefusal::WholeDay),
            None => Err(EventRefusal::NotATime { said: cut(&line.value, 40) }),
        }
    }

    /// How long a meeting lasts by the clock on the wall.
    fn lasts(&mut self, raw: &Raw, clock: &Clock, at: DateTime) -> Result<SignedDuration, EventRefusal> {
        let lasts = if let Some(line) = raw.line("DTEND") {
            let (its, end) = self.time(line)?;
            if its == *clock {
                end.duration_since(at)
            } else {
                its.on_ours(end, &self.ours).duration_since(clock.on_ours(at, &self.ours))
            }
        } else {
            let line = raw.line("DURATION").ok_or(EventRefusal::NoEnd)?;
            let not = || EventRefusal::NotATime { said: cut(&line.value, 40) };
            let said: jiff::Span = line.value.parse().map_err(|_| not())?;
            said.to_duration(at).map_err(|_| not())?
        };
        if lasts < SignedDuration::from_mins(1) { Err(EventRefusal::NoEnd) } else { Ok(lasts) }
    }

    /// At which hour a meeting of a rule begins here. A clock that is not ours has to keep step with it all year.
    fn hour_here(&mut self, clock: &Clock, at: DateTime) -> Result<Time, EventRefusal> {
        let Clock::Zone(name, _) = clock else { return Ok(at.time()) };
        let from = at.date().max(self.ours.today);
        let until = self.ours.until.max(from.saturating_add(1.year()));
        let mut hour = None;
        for day in from.series(1.day()).take_while(|day| *day <= until) {
            let here = clock.on_ours(day.to_datetime(at.time()), &self.ours);
            if here.date() != day {
                return Err(EventRefusal::AnotherDayHere);
            }
            if *hour.get_or_insert(here.time()) != here.time() {
                self.doubts.push(EventDoubt::MovesWithClocks { zone: name.clone() });
                break;
            }
        }
        Ok(hour.unwrap_or(at.time()))
    }

    /// The days of RDATE, by our clock.
    fn alone(&mut self, raw: &Raw, first: &First) -> Result<BTreeSet<EventMeeting>, EventRefusal> {
        let mut alone = BTreeSet::new();
        let lasts = first.ends.duration_since(first.starts);
        for (line, text) in each_date(raw, "RDATE")? {
            // A period says its own end; only its start is taken where both lengths are the same.
            let (text, end) = text.split_once('/').map_or((text, None), |(from, end)| (from, Some(end)));
            let at = match moment(text) {
                Some(Moment::Day(day)) => first.clock.on_ours(day.to_datetime(first.at.time()), &self.ours),
                Some(Moment::Wall(at)) => {
                    let clock = self.clocks.clock(line.parameter("TZID"), false);
                    clock.on_ours(at, &self.ours)
                }
                Some(Moment::Utc(at)) => self.clocks.clock(None, true).on_ours(at, &self.ours),
                None => return Err(EventRefusal::NotATime { said: cut(text, 40) }),
            };
            if end.is_some() {
                return Err(EventRefusal::NotATime { said: cut(&line.value, 40) });
            }
            alone.insert(EventMeeting { date: at.date(), starts: at.time(), ends: end_of(at.time(), lasts)? });
        }
        Ok(alone)
    }

    /// The days that EXDATE leaves out, by the event's own clock.
    fn left_out(&mut self, raw: &Raw, first: &First) -> Result<BTreeSet<Date>, EventRefusal> {
        let mut off = BTreeSet::new();
        for (line, text) in each_date(raw, "EXDATE")? {
            let at = self.on_its_clock(line, text, first)?;
            if at.time() == first.at.time() || matches!(moment(text), Some(Moment::Day(_))) {
                off.insert(at.date());
            } else if at.date() >= self.ours.today && self.doubts.len() < 20 {
                self.doubts.push(EventDoubt::OddlyLeftOut { date: at.date() });
            }
        }
        Ok(off)
    }

    /// A date of the event by the event's own clock.
    fn on_its_clock(&mut self, line: &Line, text: &str, first: &First) -> Result<DateTime, EventRefusal> {
        let (clock, at) = match moment(text) {
            Some(Moment::Day(day)) => return Ok(day.to_datetime(first.at.time())),
            Some(Moment::Wall(at)) => (self.clocks.clock(line.parameter("TZID"), false), at),
            Some(Moment::Utc(at)) => (self.clocks.clock(None, true), at),
            None => return Err(EventRefusal::NotATime { said: cut(text, 40) }),
        };
        if clock == first.clock {
            return Ok(at);
        }
        let instant = crate::zone::instant(at.date(), at.time(), clock.zone(&self.ours));
        Ok(crate::zone::wall(instant, first.clock.zone(&self.ours)))
    }

    /// Meetings that were changed: what was called off is left out, what was moved is left out and stands alone.
    fn changed(
        &mut self,
        first: &First,
        off: &mut BTreeSet<Date>,
        alone: &mut BTreeSet<EventMeeting>,
    ) -> Result<(), EventRefusal> {
        let location = self.event.first.words("LOCATION");
        let event = self.event;
        for raw in &event.changed {
            let Some(line) = raw.line("RECURRENCE-ID") else { continue };
            if line.parameter("RANGE").is_some() {
                return Err(EventRefusal::ChangedFromADayOn);
            }
            let was = self.on_its_clock(line, &line.value, first)?.date();
            if was < self.ours.today && first.at.date() < self.ours.today && is_past(raw, self.ours.today) {
                continue;
            }
            if raw.words("STATUS").eq_ignore_ascii_case("CANCELLED") {
                off.insert(was);
                continue;
            }
            let now = self.first(raw, false)?;
            let day = now.clock.on_ours(now.at, &self.ours).date();
            if day != was || now.starts != first.starts || now.ends != first.ends {
                off.insert(was);
                alone.insert(EventMeeting { date: day, starts: now.starts, ends: now.ends });
            }
            let elsewhere = raw.words("LOCATION");
            if !elsewhere.is_empty() && elsewhere != location && day >= self.ours.today {
                self.doubts.push(EventDoubt::ElsewhereOn { date: day });
            }
        }
        if off.len() > MOST_DATES { Err(EventRefusal::TooManyDates { most: MOST_DATES }) } else { Ok(()) }
    }

    /// The rule as series; or, where none of ours says it, its next meetings one by one.
    fn rule(
        &mut self,
        text: &str,
        first: &First,
        off: &BTreeSet<Date>,
        alone: &mut BTreeSet<EventMeeting>,
    ) -> Result<Vec<EventSeries>, EventRefusal> {
        let Ours { zone, today, until } = self.ours;
        let start = Start { at: first.at, zone: first.clock.zone(&Ours { zone, today, until }) };
        let rule = |why: &RruleRefused| EventRefusal::Rule { why: why.to_string() };
        match parse_rrule_from(text, start) {
            Ok((every, ends)) => self.series(every, ends, first, off),
            Err(why @ (RruleRefused::NotKept { .. } | RruleRefused::WeekStart)) => {
                let days = self.odd_rules.days(text, start, today, until).ok_or_else(|| rule(&why))?;
                let days: Vec<Date> = days.into_iter().filter(|day| !off.contains(day)).collect();
                let last = *days.last().ok_or(EventRefusal::Over)?;
                let one = |date| EventMeeting { date, starts: first.starts, ends: first.ends };
                let meetings = days.len();
                alone.extend(days.into_iter().map(one));
                self.doubts.push(EventDoubt::NoRuleOfOurs { why: why.to_string(), meetings, last });
                Ok(Vec::new())
            }
            Err(why) => Err(rule(&why)),
        }
    }

    fn series(
        &self,
        every: Every,
        ends: Ends,
        first: &First,
        off: &BTreeSet<Date>,
    ) -> Result<Vec<EventSeries>, EventRefusal> {
        let today = self.ours.today;
        let off: BTreeSet<Date> = off.iter().copied().filter(|day| *day >= today && names(&every, *day)).collect();
        let mut series = Vec::new();
        for part in days_off::parted(every, ends, first.at.date(), &off)? {
            let ended = |day| dates_counted_from(&part.every, first.at.date(), part.ends, day..=Date::MAX, 1);
            // A rule that does not meet within a hundred years is over, too.
            let next = ended(today).ok().and_then(|days| days.first().copied());
            let begins = ended(first.at.date()).ok().and_then(|days| days.first().copied());
            let (Some(_), Some(first_on)) = (next, begins) else { continue };
            let pattern = Pattern { every: part.every, starts: first.starts, ends: first.ends };
            let pattern = pattern.checked().map_err(|why| EventRefusal::Rule { why: why.to_string() })?;
            series.push(EventSeries { pattern, first_on, ends: part.ends, off: part.off });
        }
        Ok(series)
    }
}

/// Whether a changed meeting was moved to a day that is over.
fn is_past(raw: &Raw, today: Date) -> bool {
    let to = raw.line("DTSTART").and_then(|line| moment(&line.value));
    match to {
        Some(Moment::Day(day)) => day < today,
        Some(Moment::Wall(at) | Moment::Utc(at)) => at.date().saturating_add(1.day()) < today,
        None => true,
    }
}

/// The end of a meeting that lasts so long; it has to be on the same day.
fn end_of(starts: Time, lasts: SignedDuration) -> Result<Time, EventRefusal> {
    let ends = starts.checked_add(lasts).map_err(|_| EventRefusal::OverMidnight)?;
    if lasts >= SignedDuration::from_hours(24) || ends <= starts { Err(EventRefusal::OverMidnight) } else { Ok(ends) }
}

/// The dates of all lines of this name, each with its line; not more than are read.
fn each_date<'r>(raw: &'r Raw, name: &'r str) -> Result<Vec<(&'r Line, &'r str)>, EventRefusal> {
    let dates = raw.all(name).flat_map(|line| line.value.split(',').map(move |text| (line, text.trim())));
    let dates: Vec<_> = dates.filter(|(_, text)| !text.is_empty()).take(MOST_DATES + 1).collect();
    if dates.len() > MOST_DATES { Err(EventRefusal::TooManyDates { most: MOST_DATES }) } else { Ok(dates) }
}
