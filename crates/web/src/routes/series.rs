//! A series: reading its form, showing what a change would do, and changing it just so.

use super::form::{Fields, date_of, time_of};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk::way_in::WayInField;
use crate::desk::weeks_off::{self, WeekRefused};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::{TroubleKind, Typed};
use crate::pages::staff::{SeriesFields, WayInFields};
use crate::parts::Errors;
use crate::refusals::{Answer, away, done, page, refused, trouble};
use crate::words::{self, key};
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::groups::{Offered, SeriesSeen, see_series};
use bothy_actions::sessions::series::{ChangedRule, SeriesRefused, change_series, preview_change, rule_of};
use bothy_domain::ids::{ActId, HallId, PlaceId, SeriesId};
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, NthWeekday, Pattern, RuleRefused, WEEK, code};
use bothy_domain::sessions::way_in::{WayInRefused, checked_link, checked_phone};
use bothy_domain::sessions::{LettingIn, Mode};
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
        hall: text("series-hall"),
        way_in: WayInFields {
            link: text("series-link"),
            phone: text("series-phone"),
            wait: text("series-wait"),
            lock: text("series-lock"),
            meeting_id: text("series-meeting-id"),
            passcode: text("series-passcode"),
            ..WayInFields::default()
        },
        until: fields.date("series-until"),
        chosen_closed_days: fields.all("series-closed-days"),
        weeks: text("series-weeks"),
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
    pub(super) until: Option<Date>,
    pub(super) mode: Mode,
    pub(super) place: Option<PlaceId>,
    pub(super) hall: Option<HallId>,
    pub(super) link: String,
    pub(super) phone: String,
    pub(super) letting_in: LettingIn,
    pub(super) follows_closed_days: bool,
    pub(super) weeks_off: Vec<(Date, String)>,
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
pub(super) fn understood(desk: &Desk, fields: &SeriesFields, offered: &Offered) -> Result<Understood, Errors> {
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
    let until = until(fields).map_err(|key| wrong("series-until", say(key))).ok();
    let mode = Mode::of_code(&fields.mode);
    if mode.is_none() {
        wrong("series-mode", say(key("series-say-mode")));
    }
    let place = fields.place.parse().ok().filter(|_| mode.is_some_and(Mode::needs_a_place));
    let hall = hall(fields, place, offered).map_err(|key| wrong("series-hall", say(key))).ok();
    let way_in = way_in(desk, fields, mode).map_err(|(field, words)| wrong(field, words)).ok();
    let weeks_off =
        weeks_off::read(desk.words, &fields.weeks).map_err(|why| wrong("series-weeks", week(desk, why))).ok();
    let seats = fields.seats.parse::<u16>().ok().filter(|seats| (1..=MOST_SEATS).contains(seats));
    if seats.is_none() {
        wrong("series-seats", seats_words(desk));
    }
    let (Some(every), Some(starts), Some(ends), Some(from), Some(mode), Some(seats)) =
        (every, starts, ends, from, mode, seats)
    else {
        return Err(errors);
    };
    let (Some(until), Some(hall), Some((link, phone)), Some(weeks_off)) = (until, hall, way_in, weeks_off) else {
        return Err(errors);
    };
    let named = |word: &String| (!word.is_empty()).then(|| word.clone());
    Ok(Understood {
        pattern: Pattern { every, starts, ends },
        from,
        until,
        mode,
        place,
        hall,
        link,
        phone,
        letting_in: desk::way_in::letting_in(&fields.way_in),
        follows_closed_days: fields.chosen_closed_days.iter().any(|one| one == "yes"),
        weeks_off,
        seats,
        asks: Asks {
            check: named(&fields.check).map(CheckKind::named),
            training: named(&fields.training).map(TrainingStep::named),
            ..Asks::default()
        },
    })
}

/// The last date, if one was typed.
fn until(fields: &SeriesFields) -> Result<Option<Date>, &'static str> {
    let (day, month, year) = &fields.until;
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    date_of(&fields.until).map(Some).ok_or(key("series-say-date"))
}

/// The room, if one was chosen; it is in the building that was chosen.
fn hall(fields: &SeriesFields, place: Option<PlaceId>, offered: &Offered) -> Result<Option<HallId>, &'static str> {
    let Ok(hall) = fields.hall.parse::<HallId>() else { return Ok(None) };
    // A series that moved to the screen keeps no room.
    if place.is_none() && fields.place.is_empty() {
        return Ok(None);
    }
    match offered.halls.iter().any(|(building, id, _)| *id == hall && Some(*building) == place) {
        true => Ok(Some(hall)),
        false if place.is_none() => Ok(None),
        false => Err(key("series-say-hall")),
    }
}

/// The link and the number; what nobody comes in by is not kept.
fn way_in(desk: &Desk, fields: &SeriesFields, mode: Option<Mode>) -> Result<(String, String), (&'static str, String)> {
    if mode.is_some_and(|mode| !mode.needs_a_way_in())
        && fields.way_in.link.is_empty()
        && fields.way_in.phone.is_empty()
    {
        return Ok((String::new(), String::new()));
    }
    let at_its_field = |refused| way_in_refused(desk, refused);
    let link = checked_link(&fields.way_in.link).map_err(at_its_field)?;
    let phone = checked_phone(&fields.way_in.phone).map_err(at_its_field)?;
    desk::way_in::letting_in(&fields.way_in).checked().map_err(at_its_field)?;
    Ok((link, phone))
}

/// What is wrong with a way in, at its field of this form.
fn way_in_refused(desk: &Desk, refused: WayInRefused) -> (&'static str, String) {
    let (field, words) = desk::way_in::refused(desk, refused);
    let field = match field {
        WayInField::Link => "series-link",
        WayInField::Phone => "series-phone",
        WayInField::MeetingId => "series-meeting-id",
    };
    (field, words)
}

/// What is wrong with a line of weeks off.
fn week(desk: &Desk, refused: WeekRefused) -> String {
    let (key, line) = match refused {
        WeekRefused::NoName { line } => (key("series-say-week-name"), line),
        WeekRefused::NoDate { line } => (key("series-say-week-date"), line),
        WeekRefused::Backwards { line } => (key("series-say-week-backwards"), line),
        WeekRefused::TooMany { most } => {
            return desk.words.say(key("series-say-week-many")).count("most", most).to_string();
        }
    };
    desk.words.say(key).count("line", line).to_string()
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
        SeriesRefused::FirstNotInRule { next: None, .. } | SeriesRefused::Days(_) => {
            ("series-from", say(key("series-no-meeting")))
        }
        SeriesRefused::EndsBeforeItBegins { .. } => ("series-until", say(key("series-say-until"))),
        SeriesRefused::OutsideWeeks(weeks) => {
            let said = |date: Option<Date>| date.map(day).unwrap_or_default();
            let words = desk.words.say(key("series-outside-weeks"));
            ("series-from", words.put("first", said(weeks.first)).put("last", said(weeks.last)).to_string())
        }
        SeriesRefused::WayIn(refused) => way_in_refused(desk, *refused),
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

/// The change that a form asks for.
fn changed(seen: &SeriesSeen, form: &Understood) -> ChangedRule {
    // A rule that ends after so many meetings has no date to type; without one it stays as it is.
    let ends = match (form.until, rule_of(&seen.series).map(|(_, ends)| ends)) {
        (Some(last), _) => Ends::On(last),
        (None, Ok(counted @ Ends::After(_))) => counted,
        (None, _) => Ends::Never,
    };
    ChangedRule {
        from: form.from,
        pattern: form.pattern.clone(),
        ends,
        mode: form.mode,
        place: form.place,
        hall: form.hall,
        link: form.link.clone(),
        phone: form.phone.clone(),
        letting_in: form.letting_in.clone(),
        follows_closed_days: form.follows_closed_days,
        weeks_off: form.weeks_off.clone(),
    }
}

async fn ask(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let seen = match seen(&here, &known, &id).await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    let desk = here.desk(known.sign_in.person);
    let fields = desk::series::fields(&desk, &seen.series, &seen.weeks_off);
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
    let form = match understood(&desk, &fields, &seen.offered) {
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
    for line in desk::series::weeks_off_lines(&desk, &form.weeks_off) {
        worth_knowing.push(line);
    }
    let places = desk::series::whereabouts(&desk, &seen.offered, (form.place, form.hall), form.mode);
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
    let form = match understood(&desk, &fields, &seen.offered) {
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
