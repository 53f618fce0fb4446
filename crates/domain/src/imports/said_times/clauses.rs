//! Puts days and hours together: which hours belong to which days, and what stays open.

use super::SaidTimes;
use super::clock::{self, Reading, Unclear};
use super::counting::{Counted, everys, may_share_a_day};
use super::doubts::Doubt;
use super::phrases::{Phrase, When};
use super::vocabulary::Part;
use crate::sessions::recurrence::{Every, Pattern};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use jiff::civil::Date;

/// What has been gathered so far from the whole text.
#[derive(Default)]
struct Gathered {
    patterns: Vec<Pattern>,
    doubts: Vec<Doubt>,
    /// Rules that have to be counted from a first date.
    counted: Vec<Every>,
    /// Days on which it says to be closed.
    closed: Vec<Every>,
    clauses: usize,
}

/// Days and hours that belong together.
#[derive(Default)]
struct Clause {
    whens: Vec<(When, Option<Part>)>,
    times: Vec<SaidHours>,
    interval: Option<u16>,
    noun: bool,
}

struct SaidHours {
    from: Reading,
    to: Option<Reading>,
    said: String,
    part: Option<Part>,
}

/// Which of the two is said first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    DaysFirst,
    HoursFirst,
}

/// From phrases to rules and doubts.
pub(super) fn put_together(phrases: Vec<Phrase>) -> SaidTimes {
    let mut gathered = Gathered::default();
    let (phrases, firsts, leads) = without_first_dates(phrases);
    for block in blocks(&phrases) {
        Walk::over(&mut gathered, &block);
    }
    let mut first_on = None;
    match firsts.as_slice() {
        [] => {}
        [(on, _)] if leads || gathered.clauses == 1 => first_on = Some(*on),
        several => several.iter().for_each(|(_, said)| gathered.doubt(Doubt::FirstDateOfWhich { said: said.clone() })),
    }
    for every in core::mem::take(&mut gathered.counted) {
        match first_on {
            None => gathered.doubt(Doubt::FirstDateNotSaid { every }),
            Some(first) if !super::counting::may_begin_on(&every, first) => {
                gathered.doubt(Doubt::FirstDateOnAnotherDay { every, first });
            }
            Some(_) => {}
        }
    }
    gathered.tell_closed();
    gathered.tell_overlaps();
    if gathered.patterns.is_empty() && gathered.doubts.is_empty() {
        gathered.doubts.push(Doubt::Nothing);
    }
    SaidTimes { patterns: gathered.patterns, first_on, doubts: gathered.doubts }
}

/// Takes the first dates out, and says whether the only one stands before all days and hours.
fn without_first_dates(phrases: Vec<Phrase>) -> (Vec<Phrase>, Vec<(Date, String)>, bool) {
    let mut firsts = Vec::new();
    let mut leads = false;
    let mut kept = Vec::with_capacity(phrases.len());
    let mut begun = false;
    for phrase in phrases {
        match phrase {
            Phrase::First { on, said } => {
                leads = !begun;
                firsts.push((on, said));
            }
            other => {
                begun = begun || is_time(&other) || matches!(other, Phrase::When(_));
                kept.push(other);
            }
        }
    }
    (kept, firsts, leads)
}

fn is_time(phrase: &Phrase) -> bool {
    matches!(phrase, Phrase::Hours { .. } | Phrase::Lone { .. } | Phrase::Ending { .. })
}

/// Sentences, with those joined of which one names only days and the next only hours.
fn blocks(phrases: &[Phrase]) -> Vec<Vec<Phrase>> {
    let segments: Vec<&[Phrase]> =
        phrases.split(|phrase| *phrase == Phrase::Hard).filter(|segment| !segment.is_empty()).collect();
    let kind = |segment: &[Phrase]| {
        let days = segment.iter().any(|phrase| matches!(phrase, Phrase::When(_)));
        match (days, segment.iter().any(is_time)) {
            (true, false) => Some(Order::DaysFirst),
            (false, true) => Some(Order::HoursFirst),
            _ => None,
        }
    };
    let order = segments.iter().find_map(|segment| kind(segment));
    let mut blocks = Vec::new();
    let mut rest = segments.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let mut block = first.to_vec();
        rest = after;
        let other = match order {
            Some(Order::DaysFirst) => Order::HoursFirst,
            _ => Order::DaysFirst,
        };
        if order.is_some() && kind(first) == order {
            while let Some((next, beyond)) = rest.split_first()
                && kind(next) == Some(other)
            {
                block.extend_from_slice(next);
                rest = beyond;
                if other == Order::DaysFirst {
                    break;
                }
            }
        }
        blocks.push(block);
    }
    blocks
}

impl Gathered {
    fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// A day that is both open and closed is an exception, and whose hours is not said.
    fn tell_closed(&mut self) {
        let both = |closed: &Every| self.patterns.iter().any(|open| may_share_a_day(&open.every, closed));
        let found: Vec<Every> = core::mem::take(&mut self.closed).into_iter().filter(both).collect();
        for closed in found {
            self.doubt(Doubt::Except { said: format!("closed: {}", crate::imports::in_words::days(&closed)) });
        }
    }

    fn tell_overlaps(&mut self) {
        let mut found = Vec::new();
        for (place, second) in self.patterns.iter().enumerate() {
            let overlaps = self.patterns.iter().take(place).any(|first| {
                first.starts < second.ends && second.starts < first.ends && may_share_a_day(&first.every, &second.every)
            });
            if overlaps {
                found.push(Doubt::SameDayTwice { days: second.every.clone() });
            }
        }
        found.into_iter().for_each(|doubt| self.doubt(doubt));
    }
}

/// The walk through one block of phrases.
struct Walk<'g> {
    gathered: &'g mut Gathered,
    order: Order,
    monthly: Option<u16>,
    clause: Clause,
    /// An interval said before the days that it is for.
    ahead: Option<u16>,
    part_ahead: Option<Part>,
    /// Since "closed", with the days named after it so far.
    closing: Option<Vec<When>>,
}

impl<'g> Walk<'g> {
    fn over(gathered: &'g mut Gathered, block: &[Phrase]) {
        let first = block.iter().find(|phrase| is_time(phrase) || matches!(phrase, Phrase::When(_)));
        let order = if first.is_some_and(is_time) { Order::HoursFirst } else { Order::DaysFirst };
        let months: Vec<u16> = block
            .iter()
            .filter_map(|phrase| if let Phrase::Monthly(count) = phrase { Some(*count) } else { None })
            .collect();
        let monthly = months.iter().copied().max();
        if months.iter().any(|count| Some(*count) != monthly) {
            gathered.doubt(Doubt::HowOften { said: format!("every {} months", monthly.unwrap_or(1)) });
        }
        let counts_days =
            block.iter().any(|phrase| matches!(phrase, Phrase::When(When::Nth { .. } | When::MonthDays(_))));
        if monthly.is_some() && !counts_days {
            gathered.doubt(Doubt::MonthlyWithoutDay);
        }
        let mut walk =
            Self { gathered, order, monthly, clause: Clause::default(), ahead: None, part_ahead: None, closing: None };
        for (place, phrase) in block.iter().enumerate() {
            let before = block.iter().take(place).rev().find(|phrase| **phrase != Phrase::Soft);
            let after = block.iter().skip(place + 1).find(|phrase| **phrase != Phrase::Soft);
            walk.step(phrase, before, after);
        }
        walk.close();
        walk.closed();
        if let Some(weeks) = walk.ahead {
            walk.gathered.doubt(Doubt::HowOften { said: format!("every {weeks} weeks") });
        }
        if walk.part_ahead.is_some() {
            walk.gathered.doubt(Doubt::Parts);
        }
    }

    fn step(&mut self, phrase: &Phrase, before: Option<&Phrase>, after: Option<&Phrase>) {
        match phrase {
            Phrase::When(when) if self.closing.is_some() => {
                if let Some(days) = &mut self.closing {
                    days.push(when.clone());
                }
            }
            Phrase::When(when) => {
                let done = self.order == Order::DaysFirst
                    && (!self.clause.times.is_empty() || (self.clause.noun && !self.clause.whens.is_empty()));
                if done {
                    self.close();
                }
                if let Some(weeks) = self.ahead.take() {
                    self.set_interval(weeks);
                }
                self.clause.whens.push((when.clone(), None));
            }
            Phrase::Hours { from, to, said } => self.time(*from, Some(*to), said),
            Phrase::Lone { reading, said } => self.time(*reading, None, said),
            Phrase::Ending { said } => self.gathered.doubt(Doubt::StartNotSaid { said: said.clone() }),
            Phrase::Part(part) => self.part(*part, before, after),
            Phrase::Weeks(weeks) => {
                let leads = matches!(after, Some(Phrase::When(_))) && !self.clause.times.is_empty();
                let nothing_yet = self.clause.whens.is_empty() && self.clause.times.is_empty();
                if self.order == Order::DaysFirst && (leads || nothing_yet) {
                    self.ahead = Some(*weeks);
                } else {
                    self.set_interval(*weeks);
                }
            }
            Phrase::Noun => self.clause.noun |= matches!(before, Some(Phrase::When(_))),
            Phrase::Closed(doubt) => {
                self.gathered.doubt(doubt.clone());
                self.closed();
                let before = self.order == Order::DaysFirst && self.clause.times.is_empty();
                if before && !self.clause.whens.is_empty() {
                    let clause = core::mem::take(&mut self.clause);
                    self.closing = Some(clause.whens.into_iter().map(|(when, _)| when).collect());
                    self.closed();
                } else {
                    self.close();
                    self.closing = Some(Vec::new());
                }
            }
            Phrase::Doubt(doubt) => self.gathered.doubt(doubt.clone()),
            Phrase::Monthly(_) | Phrase::Soft | Phrase::Hard | Phrase::First { .. } => {}
        }
    }

    /// Ends what "closed" was about.
    fn closed(&mut self) {
        let Some(days) = self.closing.take() else { return };
        if days.is_empty() {
            self.gathered.doubt(Doubt::Except { said: String::from("closed") });
        }
        self.gathered.closed.extend(everys(&days, None, self.monthly).everys);
    }

    fn set_interval(&mut self, weeks: u16) {
        if self.clause.interval.is_some_and(|said| said != weeks) {
            self.gathered.doubt(Doubt::HowOften { said: format!("every {weeks} weeks") });
        }
        self.clause.interval = Some(weeks);
    }

    fn time(&mut self, from: Reading, to: Option<Reading>, said: &str) {
        self.closed();
        if self.order == Order::HoursFirst && !self.clause.whens.is_empty() {
            self.close();
        }
        let part = self.part_ahead.take();
        self.clause.times.push(SaidHours { from, to, said: String::from(said), part });
    }

    /// "Tuesday mornings", "mornings 10-12", "10-12 in the morning".
    fn part(&mut self, part: Part, before: Option<&Phrase>, after: Option<&Phrase>) {
        match before {
            Some(Phrase::When(_)) => {
                if let Some((_, said)) = self.clause.whens.last_mut() {
                    *said = Some(part);
                }
            }
            Some(Phrase::Part(_)) => self.gathered.doubt(Doubt::Parts),
            Some(time) if is_time(time) && !after.is_some_and(is_time) => {
                if let Some(hours) = self.clause.times.last_mut() {
                    hours.part = Some(part);
                }
            }
            _ if self.part_ahead.is_some() => self.gathered.doubt(Doubt::Parts),
            _ => self.part_ahead = Some(part),
        }
    }

    /// Days and hours so far belong together; nothing after this belongs to them.
    fn close(&mut self) {
        let clause = core::mem::take(&mut self.clause);
        if clause.whens.is_empty() && clause.times.is_empty() {
            if let Some(weeks) = clause.interval {
                self.gathered.doubt(Doubt::HowOften { said: format!("every {weeks} weeks") });
            }
            return;
        }
        let part = self.part_of_days(&clause);
        let hours: Vec<_> = clause.times.iter().filter_map(|said| self.certain_hours(said, part)).collect();
        if clause.whens.is_empty() {
            for said in clause.times {
                self.gathered.doubt(Doubt::NoDay { said: said.said });
            }
            return;
        }
        let whens: Vec<When> = clause.whens.into_iter().map(|(when, _)| when).collect();
        let Counted { everys, doubts } = everys(&whens, clause.interval, self.monthly);
        doubts.into_iter().for_each(|doubt| self.gathered.doubt(doubt));
        self.gathered.clauses += 1;
        for every in everys {
            if super::counting::needs_first_date(&every) {
                self.gathered.counted.push(every.clone());
            }
            if clause.times.is_empty() {
                self.gathered.doubt(Doubt::NoTime { days: every.clone() });
            }
            for (starts, ends) in &hours {
                let pattern = Pattern { every: every.clone(), starts: *starts, ends: *ends };
                if let Ok(pattern) = pattern.checked() {
                    self.gathered.patterns.push(pattern);
                }
            }
        }
    }

    /// The part of the day said beside the days, when it is the same for all of them.
    fn part_of_days(&mut self, clause: &Clause) -> Option<Part> {
        let last = clause.whens.last().and_then(|(_, part)| *part);
        let other = clause.whens.iter().any(|(_, part)| part.is_some() && *part != last);
        if other {
            self.gathered.doubt(Doubt::Parts);
        }
        last
    }

    fn certain_hours(
        &mut self,
        hours: &SaidHours,
        part: Option<Part>,
    ) -> Option<(jiff::civil::Time, jiff::civil::Time)> {
        let said = hours.said.clone();
        let Some(to) = hours.to else {
            let impossible = hours.from == Reading::Impossible;
            self.gathered.doubt(if impossible { Doubt::ImpossibleTime { said } } else { Doubt::EndNotSaid { said } });
            return None;
        };
        if hours.part.is_some() && part.is_some() && hours.part != part {
            self.gathered.doubt(Doubt::Parts);
        }
        let part = hours.part.or(part);
        match clock::between(hours.from, to, part) {
            Ok(hours) => return Some(hours),
            Err(Unclear::MorningOrEvening) => self.gathered.doubt(Doubt::MorningOrEvening { said }),
            Err(Unclear::EndNotAfterStart) => self.gathered.doubt(Doubt::EndNotAfterStart { said }),
            Err(Unclear::PastMidnight) => self.gathered.doubt(Doubt::PastMidnight { said }),
            Err(Unclear::Impossible) => self.gathered.doubt(Doubt::ImpossibleTime { said }),
            Err(Unclear::PartDisagrees) => {
                let part = part.unwrap_or(Part::Morning);
                self.gathered.doubt(Doubt::PartDisagrees { said, part });
            }
        }
        None
    }
}
