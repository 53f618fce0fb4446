//! Compares what a service says now with what it said before.

use crate::Report;
use crate::journal::{Outcome, Told};
use crate::load::{known, text};
use crate::service::{Export, House, Server};
use std::collections::BTreeMap;

/// Whether every seat and duty stands where the journal says.
///
/// # Errors
/// Where the service does not answer.
pub fn standing(report: &mut Report, told: &Told, house: &House, server: &Server, when: &str) -> Result<(), String> {
    let day = |days: i64| {
        let at = house.now().saturating_add(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(house.now());
        at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    };
    let mut now: BTreeMap<String, Option<String>> = BTreeMap::new();
    for seat in server.list(&format!("/api/v1/seats?limit=200&from={}&to={}", day(0), day(41)), "coordinator")? {
        if now.insert(text(&seat, "/id"), known(&seat, "/holder/id")).is_some() {
            report.broke(format!("{when}: {} is listed twice", text(&seat, "/id")));
        }
    }
    for duty in server.list("/api/v1/duties?limit=200", "coordinator")? {
        let mine = duty.get("mine").and_then(serde_json::Value::as_bool).unwrap_or(false);
        now.insert(text(&duty, "/id"), mine.then(|| "mine".to_owned()));
    }
    let mut closed = None;
    for (thing, standing) in told.things.iter().filter(|(thing, _)| !thing.starts_with("worry-")) {
        match now.get(thing) {
            Some(state) if standing.allows(state.as_deref()) => {}
            Some(state) => report.broke(format!("{when}: {thing} has {state:?}, and what was said is {standing:?}")),
            None => {
                // A duty that is not listed has to be closed; a seat has no way to go.
                if closed.is_none() {
                    closed = Some(Export::of(house, "closed.jsonl")?.closed);
                }
                if !closed.as_ref().is_some_and(|all| all.contains(thing)) {
                    report.broke(format!("{when}: {thing} is gone"));
                }
            }
        }
    }
    Ok(())
}

/// Whether each act that was said to be done stands in the audit once, and no other does.
pub fn once_each(report: &mut Report, told: &Told, before: &Export, after: &Export, when: &str) {
    let mut sent: BTreeMap<&(String, String), (u64, u64)> = BTreeMap::new();
    for (act, outcome) in told.acts.values() {
        let (done, unknown) = sent.entry(&act.audit).or_default();
        match outcome {
            Outcome::Done => *done += 1,
            Outcome::Unknown => *unknown += 1,
            Outcome::Refused => {}
        }
    }
    for (audit, (done, unknown)) in sent {
        let (act, thing) = audit;
        let in_audit = |export: &Export| match thing.as_str() {
            "" => export.all_of(act),
            _ => export.audit.get(audit).copied().unwrap_or(0),
        };
        let (was, is) = (in_audit(before), in_audit(after));
        let new = is.saturating_sub(was);
        if is < was || new < done {
            report
                .broke(format!("{when}: {act} {thing} was said to be done {done} times and stands there {new} times"));
        } else if new > done + unknown {
            report.broke(format!("{when}: {act} {thing} was done {new} times and asked for {} times", done + unknown));
        }
    }
}

/// Whether each worry that was told is there once, in its words.
///
/// # Errors
/// Where the service does not answer.
pub fn worries(
    report: &mut Report,
    told: &Told,
    before: &Export,
    after: &Export,
    server: &Server,
    when: &str,
) -> Result<(), String> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for worry in after.worries.iter().filter(|worry| !before.worries.contains(worry)) {
        let page = server.get(&format!("/concerns/{worry}"), "safeguarding")?;
        let mark = page.body.split("[worry-").nth(1).and_then(|rest| rest.split(']').next());
        match mark {
            Some(mark) if page.status == 200 => *found.entry(format!("worry-{mark}")).or_default() += 1,
            _ => report.broke(format!("{when}: {worry} cannot be read ({})", page.status)),
        }
    }
    for (act, outcome) in told.acts.values().filter(|(act, _)| act.thing.starts_with("worry-")) {
        let times = found.remove(&act.thing).unwrap_or(0);
        let right = match outcome {
            Outcome::Done => times == 1,
            Outcome::Unknown => times <= 1,
            Outcome::Refused => times == 0,
        };
        if !right {
            report.broke(format!("{when}: {} ({outcome:?}) is there {times} times", act.thing));
        }
    }
    for (mark, times) in found {
        report.broke(format!("{when}: {mark} is there {times} times, and nobody told it"));
    }
    Ok(())
}

/// How much was done, so that nobody takes silence for success: too little is a broken promise of this program's own.
pub fn enough(report: &mut Report, told: &Told, least: usize) {
    let mut by_act: BTreeMap<&str, usize> = BTreeMap::new();
    for (act, outcome) in told.acts.values() {
        if *outcome == Outcome::Done {
            *by_act.entry(act.audit.0.as_str()).or_default() += 1;
        }
    }
    let parts: Vec<String> = by_act.iter().map(|(act, count)| format!("{act} {count}")).collect();
    report.say(format!(
        "{} acts acknowledged ({}), {} refused, {} without an outcome",
        told.count(Outcome::Done),
        parts.join(", "),
        told.count(Outcome::Refused),
        told.count(Outcome::Unknown)
    ));
    if told.count(Outcome::Done) < least {
        report.broke(format!("fewer than {least} acts were done: this run says little"));
    }
}
