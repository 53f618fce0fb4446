//! Settings: the hours in which somebody can be reached, in which way.

use super::form::{Fields, time_of};
use super::settings::{HERE, changed, show};
use super::{ForWhom, Route, line};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::ReachHourForm;
use crate::refusals::{Answer, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::post;
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::help::{HourRefused, HourWords, put_reach_hours, remove_reach_hours};
use bothy_actions::organisations::Settings;
use bothy_domain::ids::{ActId, ReachHourId};

/// The routes of the hours.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("POST", "/settings/reach", SignedIn, post(new_hours)),
        line("POST", "/settings/reach/{id}", SignedIn, post(old_hours)),
        line("POST", "/settings/reach/{id}/remove", SignedIn, post(remove)),
    ]
}

async fn new_hours(here: Here, Me(known): Me, body: Bytes) -> Answer {
    put(&here, &known, None, &Fields::read(&body)).await
}

async fn old_hours(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<ReachHourId>() else { return trouble(&here, TroubleKind::NotFound) };
    put(&here, &known, Some(id), &Fields::read(&body)).await
}

async fn remove(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<ReachHourId>() else { return trouble(&here, TroubleKind::NotFound) };
    match remove_reach_hours(&here.service.bothy, &known, id).await {
        Ok(()) => changed(&here, "hours-gone").await,
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound)),
    }
}

/// What is in the way of the hours.
enum Problem {
    /// A field that could not be read, or a rule.
    Says(&'static str),
    /// The same way is open then already.
    Overlaps(i8),
    /// Somebody changed them since the form was printed.
    Meanwhile,
}

fn problem_of(rule: HourRefused) -> Problem {
    Problem::Says(match rule {
        HourRefused::NoWay => key("settings-hour-way"),
        HourRefused::NoDay => key("settings-hour-day"),
        HourRefused::NoWords => key("settings-hour-words"),
        HourRefused::NoNumber => key("settings-hour-number"),
        HourRefused::TooLong => key("settings-hour-long"),
        HourRefused::EndsFirst => key("settings-hour-ends"),
        HourRefused::Overlaps { day } => return Problem::Overlaps(day),
    })
}

/// The weekdays of a choice: `3`, or a run such as `1-5`.
fn days_of(text: &str) -> Option<Vec<i8>> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (from.parse::<i8>().ok()?, to.parse::<i8>().ok()?);
    (1 <= from && from <= to && to <= 7).then(|| (from..=to).collect())
}

fn words_of(sent: &Fields) -> Result<HourWords, Problem> {
    let days = days_of(sent.text("day")).ok_or(Problem::Says(key("settings-hour-day")))?;
    let time = |name: &str| time_of(sent.text(name)).ok_or(Problem::Says(key("settings-hour-time")));
    Ok(HourWords {
        way: sent.text("way").to_owned(),
        says: sent.text("says").to_owned(),
        days,
        starts: time("starts")?,
        ends: time("ends")?,
    })
}

async fn put(here: &Here, known: &Known, id: Option<ReachHourId>, sent: &Fields) -> Answer {
    let Some(act) = sent.value::<ActId>("act") else { return trouble(here, TroubleKind::NotUnderstood) };
    let old = id.map(|id| (id, sent.text_as_sent("hour").to_owned()));
    let problem = match words_of(sent) {
        Err(problem) => problem,
        Ok(words) => match put_reach_hours(&here.service.bothy, known, act, old, words).await {
            Ok(()) => return changed(here, "hours").await,
            Err(ActionError::Rule(rule)) => problem_of(rule),
            Err(ActionError::Stale) => Problem::Meanwhile,
            Err(error) => {
                let made = |_: &str| Some(HERE.to_owned());
                return refused(here, error, Vec::new(), made, |_| trouble(here, TroubleKind::NotFound));
            }
        },
    };
    let text = |field: &str| sent.text(field).to_owned();
    show(here, known, |desk, seen, made| {
        let kept = ReachHourForm {
            way: text("way"),
            day: text("day"),
            starts: text("starts"),
            ends: text("ends"),
            says: text("says"),
            problem: in_words(desk, seen, id, &problem),
            ..ReachHourForm::default()
        };
        let name = id.map(|id| id.to_string()).unwrap_or_default();
        match made.hours.iter_mut().find(|hour| hour.id == name) {
            Some(hour) => {
                let (id, said, version) = (hour.id.clone(), hour.said.clone(), hour.version.clone());
                *hour = ReachHourForm { id, said, version, ..kept };
            }
            None => made.new_hour = kept,
        }
        true
    })
    .await
}

fn in_words(desk: &Desk, seen: &Settings, id: Option<ReachHourId>, problem: &Problem) -> String {
    match problem {
        Problem::Says(key) => desk.words.t(key).to_owned(),
        Problem::Overlaps(day) => {
            desk.words.say(key("settings-hour-overlaps")).put("day", desk::settings::weekday(desk, *day)).to_string()
        }
        Problem::Meanwhile => match seen.hours.iter().find(|(known, _)| Some(*known) == id) {
            None => desk.words.t(key("settings-hour-gone")).to_owned(),
            Some((_, span)) => {
                let now = format!("{}, {}", desk::settings::said(desk, span), span.says);
                desk.words.say(key("settings-hour-meanwhile")).put("now", now).to_string()
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_weekdays_is_read_or_refused() {
        assert_eq!(days_of("1-5"), Some(vec![1, 2, 3, 4, 5]));
        assert_eq!(days_of("7"), Some(vec![7]));
        for wrong in ["", "0", "8", "5-1", "1-9", "x"] {
            assert_eq!(days_of(wrong), None, "{wrong}");
        }
    }
}
