//! A series: reading its form, showing what a change would do, and changing it just so.

use super::form::{Fields, date_of, time_of};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::{TroubleKind, Typed};
use crate::pages::staff::SeriesFields;
use crate::parts::Errors;
use crate::refusals::{Answer, away, done, page, refused, trouble};
use crate::words::{self, key};
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::groups::{SeriesSeen, see_series};
use bothy_actions::sessions::series::{ChangedRule, SeriesRefused, change_series, preview_change, rule_of};
use bothy_domain::ids::{ActId, PlaceId, SeriesId};
use bothy_domain::sessions::Mode;
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, NthWeekday, Pattern, RuleRefused, WEEK, code};
use bothy_domain::supporters::checks::{Asks, CheckKind, TrainingStep};
use jiff::civil::Date;

/// The most seats that one session has.
const MOST_SEATS: u16 = 20;

/// The routes of a series.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/series/{id}/change", SignedIn, get(ask)),
        line("GET", "/series/{id}/change/preview", SignedIn, get(preview)),
        line("POST", "/series/{id}/change", SignedIn, post(change)),
    ]
}

/// The form of a series as it was typed.
pub(super) fn typed(fields: &Fields) -> SeriesFields {
    let text = |name: &str| fields.text(name).to_owned();
    SeriesFields {
        chosen_days: fields.all("series-days"),
        rhythm: text("series-rhythm"),
        start: text("series-start"),
        end: text("series-end"),
        from: fields.date("series-from"),
        mode: text("series-mode"),
        place: text("series-place"),
        seats: text("series-seats"),
        check: text("series-check"),
        training: text("series-training"),
        ..SeriesFields::default()
    }
}

/// The form of a series as it is understood.
pub(super) struct Understood {
    pub(super) pattern: Pattern,
    pub(super) from: Date,
    pub(super) mode: Mode,
    pub(super) place: Option<PlaceId>,
    pub(super) seats: u16,
    pub(super) asks: Asks,
}

fn every(fields: &SeriesFields) -> Result<Every, (&'static str, &'static str)> {
    let chosen: Vec<_> =
        WEEK.into_iter().filter(|day| fields.chosen_days.iter().any(|one| one == code(*day))).collect();
    if chosen.is_empty() {
        return Err(("series-days", key("series-say-days")));
    }
    match fields.rhythm.as_str() {
        "week" => Ok(Every::weekly(DaysOfWeek::of(&chosen))),
        "fortnight" => Ok(Every::Weeks { interval: 2, days: DaysOfWeek::of(&chosen) }),
        nth => match nth.parse::<i8>() {
            Ok(nth) if matches!(nth, 1..=5 | -1) => {
                let which = chosen.into_iter().map(|day| NthWeekday { nth, day }).collect();
                Ok(Every::MonthsByWeekday { interval: 1, which })
            }
            _ => Err(("series-rhythm", key("series-say-rhythm"))),
        },
    }
}

/// Reads a form; what cannot be read is said at its field, all of it at once.
pub(super) fn understood(desk: &Desk, fields: &SeriesFields) -> Result<Understood, Errors> {
    let mut errors = Errors::default();
    let mut wrong = |field: &'static str, words: String| errors.add(field, words);
    let say = |key: &'static str| desk.words.t(key).to_owned();
    let every = every(fields).map_err(|(field, key)| wrong(field, say(key))).ok();
    let starts = time_of(&fields.start);
    if starts.is_none() {
        wrong("series-start", say(key("series-say-time")));
    }
    let ends = time_of(&fields.end);
    if ends.is_none() {
        wrong("series-end", say(key("series-say-time")));
    }
    let from = date_of(&fields.from);
    if from.is_none() {
        wrong("series-from", say(key("series-say-date")));
    }
    let mode = Mode::of_code(&fields.mode);
    if mode.is_none() {
        wrong("series-mode", say(key("series-say-mode")));
    }
    let seats = fields.seats.parse::<u16>().ok().filter(|seats| (1..=MOST_SEATS).contains(seats));
    if seats.is_none() {
        wrong("series-seats", seats_words(desk));
    }
    let (Some(every), Some(starts), Some(ends), Some(from), Some(mode), Some(seats)) =
        (every, starts, ends, from, mode, seats)
    else {
        return Err(errors);
    };
    let named = |word: &String| (!word.is_empty()).then(|| word.clone());
    Ok(Understood {
        pattern: Pattern { every, starts, ends },
        from,
        mode,
        place: fields.place.parse().ok().filter(|_| mode.needs_a_place()),
        seats,
        asks: Asks {
            check: named(&fields.check).map(CheckKind::named),
            training: named(&fields.training).map(TrainingStep::named),
        },
    })
}

fn seats_words(desk: &Desk) -> String {
    desk.words.say(key("series-say-seats")).count("most", u32::from(MOST_SEATS)).to_string()
}

/// What a rule's refusal asks for, at its field.
pub(super) fn refusal(desk: &Desk, rule: &SeriesRefused) -> Errors {
    let mut errors = Errors::default();
    let say = |key: &'static str| desk.words.t(key).to_owned();
    let day = |day: Date| words::day(desk.words, day, desk.today());
    let (field, words) = match rule {
        SeriesRefused::Rule(RuleRefused::EndsBeforeStart) => ("series-end", say(key("series-say-end"))),
        SeriesRefused::Rule(RuleRefused::NoDay) => ("series-days", say(key("series-say-days"))),
        SeriesRefused::Rule(RuleRefused::Interval | RuleRefused::NoSuchDay) => {
            ("series-rhythm", say(key("series-say-rhythm")))
        }
        SeriesRefused::FirstNotInRule { next: Some(next), .. } => {
            ("series-from", desk.words.say(key("series-not-its-day")).put("next", day(*next)).to_string())
        }
        SeriesRefused::FirstNotInRule { next: None, .. }
        | SeriesRefused::Days(_)
        | SeriesRefused::EndsBeforeItBegins { .. } => ("series-from", say(key("series-no-meeting"))),
        SeriesRefused::Seats { .. } => ("series-seats", seats_words(desk)),
        SeriesRefused::IntoThePast { .. } => ("series-from", say(key("series-past"))),
        SeriesRefused::Ended { last } => {
            ("series-from", desk.words.say(key("series-over")).put("last", day(*last)).to_string())
        }
        SeriesRefused::GoesOnElsewhere { .. } => ("series-from", say(key("series-goes-on"))),
        SeriesRefused::Session(_) => ("series-from", say(key("series-begun"))),
    };
    errors.add(field, words);
    errors
}

async fn seen(here: &Here, known: &Known, id: &str) -> Result<SeriesSeen, Answer> {
    let Ok(id) = id.parse::<SeriesId>() else { return Err(trouble(here, TroubleKind::NotFound)) };
    see_series(&here.service.bothy, known, id).await.map_err(|error| match error {
        ActionError::Store(error) => away(here, &error),
        _ => trouble(here, TroubleKind::NotFound),
    })
}

fn wrong(here: &Here, desk: &Desk, seen: &SeriesSeen, fields: SeriesFields, errors: Errors) -> Answer {
    conflict(&desk::series::ask(desk, here.frame(Some(Tab::Groups)), seen, fields, errors))
}

/// The change that a form asks for. The link, the number and, in the same place, the room stay.
fn changed(seen: &SeriesSeen, form: &Understood) -> ChangedRule {
    let series = &seen.series;
    ChangedRule {
        from: form.from,
        pattern: form.pattern.clone(),
        ends: rule_of(series).map_or(Ends::Never, |(_, ends)| ends),
        mode: form.mode,
        place: form.place,
        hall: series.hall.filter(|_| form.place == series.place),
        link: series.link.clone(),
        phone: series.phone.clone(),
    }
}

async fn ask(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let seen = match seen(&here, &known, &id).await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    let desk = here.desk(known.sign_in.person);
    let fields = desk::series::fields(&seen.series);
    page(&desk::series::ask(&desk, here.frame(Some(Tab::Groups)), &seen, fields, Errors::default()))
}

async fn preview(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let seen = match seen(&here, &known, &id).await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    let desk = here.desk(known.sign_in.person);
    let sent = Fields::read(here.query.as_bytes());
    let fields = typed(&sent);
    let form = match understood(&desk, &fields) {
        Ok(form) => form,
        Err(errors) => return wrong(&here, &desk, &seen, fields, errors),
    };
    let change = changed(&seen, &form);
    let preview = match preview_change(&here.service.bothy, &known, seen.series.id, change.clone()).await {
        Ok(preview) => preview,
        Err(ActionError::Rule(rule)) => return wrong(&here, &desk, &seen, fields, refusal(&desk, &rule)),
        Err(error) => {
            return refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound));
        }
    };
    let mut carried = sent.beginning("series-");
    carried.push((String::from("version"), preview.version.to_string()));
    let mut worth_knowing = vec![here.words().t(key("series-told")).to_owned()];
    if form.seats != seen.series.seats || form.asks != seen.series.asks {
        worth_knowing.push(here.words().t(key("series-seats-stay")).to_owned());
    }
    if matches!(change.ends, Ends::After(_)) {
        worth_knowing.push(here.words().t(key("series-counted")).to_owned());
    }
    let places = desk::series::whereabouts(&desk, &seen.offered, form.place, form.mode);
    let change = desk::series::Change {
        from: form.from,
        will_be: format!("{}. {places}", desk::series::rule(&desk, &form.pattern)),
        carried,
        worth_knowing,
        preview: &preview,
    };
    page(&desk::series::change(&desk, here.frame(Some(Tab::Groups)), &seen, change))
}

async fn change(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let seen = match seen(&here, &known, &id).await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    let desk = here.desk(known.sign_in.person);
    let fields = typed(&sent);
    let form = match understood(&desk, &fields) {
        Ok(form) => form,
        Err(errors) => return wrong(&here, &desk, &seen, fields, errors),
    };
    let to = format!("/groups/{}/inside", seen.group.slug);
    let change = changed(&seen, &form);
    match change_series(&here.service.bothy, &known, act, seen.series.id, version, change).await {
        Ok(_) => done(&here, &to, "series-changed"),
        Err(error) => {
            // What was typed is not lost when somebody else was first.
            let label = here.words().t(key("staff-group-series")).to_owned();
            let kept = vec![Typed { label, text: desk::series::rule(&desk, &form.pattern) }];
            refused(&here, error, kept, |_| Some(to), |rule| wrong(&here, &desk, &seen, fields, refusal(&desk, &rule)))
        }
    }
}
