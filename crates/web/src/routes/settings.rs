//! Settings: who reads worries, the help lines, the days on which nobody is here.

use super::form::{Fields, date_of};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{HelpLineForm, Settings as Page};
use crate::refusals::{Answer, away, done, page, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::help::{LineRefused, LineWords, put_help_line};
use bothy_actions::organisations::{ClosedRefused, Settings, close_days, open_day, see_settings, try_letters};
use bothy_actions::safety::{ReadersRefused, name_readers_after};
use bothy_domain::ids::{ActId, HelpLineId, PersonId};
use jiff::civil::Date;

pub(super) const HERE: &str = "/settings";

/// The routes of the settings.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/settings", SignedIn, get(settings)),
        line("POST", "/settings/readers", SignedIn, post(readers)),
        line("POST", "/settings/letters", SignedIn, post(letters)),
        line("POST", "/settings/help-lines", SignedIn, post(new_line)),
        line("POST", "/settings/help-lines/{id}", SignedIn, post(old_line)),
        line("POST", "/settings/closed-days", SignedIn, post(close)),
        line("POST", "/settings/closed-days/{day}/remove", SignedIn, post(reopen)),
    ]
}

async fn settings(here: Here, Me(known): Me) -> Answer {
    show(&here, &known, |_, _, _| false).await
}

/// The page as it stands now, with what was in the way of the last thing tried; `change` says whether something was.
pub(super) async fn show(
    here: &Here,
    known: &Known,
    change: impl FnOnce(&Desk, &Settings, &mut Page) -> bool,
) -> Answer {
    let seen = match see_settings(&here.service.bothy, known, here.service.program).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(here, &error),
        Err(_) => return trouble(here, TroubleKind::NotFound),
    };
    let desk = here.desk(known.sign_in.person);
    let mut made = desk::settings::page(&desk, here.frame(Some(Tab::More)), &seen);
    if change(&desk, &seen, &mut made) { conflict(&made) } else { page(&made) }
}

/// A page of everybody may show what was changed: it is read anew before the answer.
pub(super) async fn changed(here: &Here, code: &str) -> Answer {
    here.service.read_again().await;
    done(here, HERE, code)
}

/// Sends whoever asks a letter, to see where it arrives.
async fn letters(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    match try_letters(&here.service.bothy, &known, act).await {
        Ok(()) => done(&here, HERE, "letter-on-its-way"),
        Err(error) => {
            refused(&here, error, Vec::new(), |_| Some(HERE.to_owned()), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}

async fn readers(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let chosen = [sent.text("first_reader").to_owned(), sent.text("second_reader").to_owned()];
    let [first, second] = [0, 1].map(|at| chosen.get(at).and_then(|id| id.parse::<PersonId>().ok()));
    let (Some(first), Some(second)) = (first, second) else {
        return show(&here, &known, |desk, _, made| {
            let field = if first.is_none() { "first_reader" } else { "second_reader" };
            made.errors.add(field, desk.words.t(key("settings-two-readers")));
            keep_readers(made, chosen);
            true
        })
        .await;
    };
    // What stood on the page: two ids, either may be empty.
    let version = sent.text_as_sent("version");
    let (before_first, before_second) = version.split_once(' ').unwrap_or_default();
    let before = [before_first.parse().ok(), before_second.parse().ok()];
    match name_readers_after(&here.service.bothy, &known, before, [first, second]).await {
        Ok(()) => changed(&here, "readers").await,
        Err(ActionError::Stale) => {
            show(&here, &known, |desk, seen, made| {
                let [first, second] = &chosen;
                made.stale = Some(desk::settings::stale(desk, seen, [first, second]));
                keep_readers(made, chosen);
                true
            })
            .await
        }
        Err(ActionError::Rule(rule)) => {
            show(&here, &known, |desk, _, made| {
                let key = match rule {
                    ReadersRefused::SamePerson => key("settings-same-reader"),
                    ReadersRefused::NotKnown => key("settings-not-known"),
                };
                made.errors.add("second_reader", desk.words.t(key));
                keep_readers(made, chosen);
                true
            })
            .await
        }
        Err(error) => {
            refused(&here, error, Vec::new(), |_| Some(HERE.to_owned()), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}

fn keep_readers(made: &mut Page, chosen: [String; 2]) {
    [made.first_reader, made.second_reader] = chosen;
}

async fn new_line(here: Here, Me(known): Me, body: Bytes) -> Answer {
    put(&here, &known, None, &Fields::read(&body)).await
}

async fn old_line(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<HelpLineId>() else { return trouble(&here, TroubleKind::NotFound) };
    put(&here, &known, Some(id), &Fields::read(&body)).await
}

fn line_key(rule: LineRefused) -> &'static str {
    match rule {
        LineRefused::NoNumber => key("settings-line-number"),
        LineRefused::NoName => key("settings-line-name"),
        LineRefused::NoSource => key("settings-line-source"),
        LineRefused::Hours => key("settings-line-hours"),
        LineRefused::CheckedLater => key("settings-line-date"),
        LineRefused::TooLong { .. } => key("settings-line-long"),
    }
}

async fn put(here: &Here, known: &Known, id: Option<HelpLineId>, sent: &Fields) -> Answer {
    let Some(act) = sent.value::<ActId>("act") else { return trouble(here, TroubleKind::NotUnderstood) };
    let name = id.map_or_else(|| String::from("new"), |id| id.to_string());
    let text = |field: &str| sent.text(field).to_owned();
    let checked_on = sent.date(&format!("checked-{name}"));
    let problem = match date_of(&checked_on) {
        None => key("settings-line-date"),
        Some(day) => {
            let words = LineWords {
                number: text("number"),
                name: text("name"),
                hours: text("hours"),
                source: text("source"),
                checked_on: day,
            };
            match put_help_line(&here.service.bothy, known, act, id, words).await {
                Ok(_) => return changed(here, "line").await,
                Err(ActionError::Rule(rule)) => line_key(rule),
                Err(error) => {
                    let made = |_: &str| Some(HERE.to_owned());
                    return refused(here, error, Vec::new(), made, |_| trouble(here, TroubleKind::NotFound));
                }
            }
        }
    };
    show(here, known, |desk, _, made| {
        let kept = HelpLineForm {
            number: text("number"),
            name: text("name"),
            hours: text("hours"),
            source: text("source"),
            checked_on,
            problem: desk.words.t(problem).to_owned(),
            ..HelpLineForm::default()
        };
        match made.lines.iter_mut().find(|line| line.id == name) {
            Some(line) => *line = HelpLineForm { id: line.id.clone(), checked: line.checked.clone(), ..kept },
            None => made.new_line = kept,
        }
        true
    })
    .await
}

async fn close(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let closed_on = sent.date("closed");
    let why = sent.text("why").to_owned();
    let problem = match date_of(&closed_on) {
        None => key("settings-day"),
        Some(day) => match close_days(&here.service.bothy, &known, act, vec![(day, why.clone())]).await {
            Ok(_) => return changed(&here, "day-closed").await,
            Err(ActionError::Rule(ClosedRefused::NoName { .. })) => key("settings-day-why"),
            Err(ActionError::Rule(ClosedRefused::Past { .. })) => key("settings-day-past"),
            Err(ActionError::Rule(ClosedRefused::Session(_))) => key("settings-day-session"),
            Err(ActionError::Rule(
                ClosedRefused::NoDay | ClosedRefused::NotAList | ClosedRefused::NoSuchDivision { .. },
            )) => key("settings-day"),
            Err(error) => {
                let made = |_: &str| Some(HERE.to_owned());
                return refused(&here, error, Vec::new(), made, |_| trouble(&here, TroubleKind::NotFound));
            }
        },
    };
    show(&here, &known, |desk, _, made| {
        made.errors.add("closed", desk.words.t(problem));
        made.closed_on = closed_on;
        made.closed_why = why;
        true
    })
    .await
}

async fn reopen(here: Here, Me(known): Me, Path(day): Path<String>) -> Answer {
    let Ok(day) = day.parse::<Date>() else { return trouble(&here, TroubleKind::NotFound) };
    match open_day(&here.service.bothy, &known, day).await {
        Ok(()) => changed(&here, "day-open").await,
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound)),
    }
}
