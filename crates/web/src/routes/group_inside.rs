//! A group from the inside: seeing it, writing what it is, opening it to the public, giving it a series.

use super::form::Fields;
use super::series::{refusal, typed as typed_series, understood};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{GroupFields, GroupInside, OwnFields};
use crate::parts::Errors;
use crate::refusals::{Answer, away, done, page, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::groups::{
    EditRefused, GroupWords, Inside, edit_group, open_group, see_group_inside, write_parts, write_questions,
};
use bothy_actions::sessions::series::{NewSeries, make_series};
use bothy_domain::groups::course::MOST_PARTS;
use bothy_domain::groups::questions::MOST_QUESTIONS;
use bothy_domain::groups::{CoursePart, GroupKind, Question};
use bothy_domain::ids::ActId;
use bothy_domain::sessions::recurrence::Ends;

/// How many of the next sessions are shown.
const NEXT: i64 = 8;
/// The most facilitators that a group asks for.
const MOST: u8 = 20;

/// The routes of a group from the inside.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/groups/{slug}/inside", SignedIn, get(inside)),
        line("POST", "/groups/{slug}/edit", SignedIn, post(edit)),
        line("POST", "/groups/{slug}/open", SignedIn, post(open)),
        line("POST", "/groups/{slug}/parts", SignedIn, post(write)),
        line("POST", "/groups/{slug}/questions", SignedIn, post(write_asked)),
        line("POST", "/groups/{slug}/series", SignedIn, post(add_series)),
    ]
}

async fn inside(here: Here, Me(known): Me, Path(slug): Path<String>) -> Answer {
    show(&here, &known, &slug, |_, _, _| {}).await
}

/// The page as it stands now, with what was in the way of the last thing tried.
async fn show(here: &Here, known: &Known, slug: &str, change: impl FnOnce(&Desk, &Inside, &mut GroupInside)) -> Answer {
    let seen = match see_group_inside(&here.service.bothy, known, slug, NEXT).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(here, &error),
        Err(_) => return trouble(here, TroubleKind::NotFound),
    };
    let desk = here.desk(known.sign_in.person);
    let mut made = desk::group_inside::page(&desk, here.frame(Some(Tab::Groups)), &seen);
    change(&desk, &seen, &mut made);
    if made.errors.any() || made.stale.is_some() { conflict(&made) } else { page(&made) }
}

fn path(slug: &str) -> String {
    format!("/groups/{slug}/inside")
}

fn typed(fields: &Fields) -> GroupFields {
    let text = |name: &str| fields.text(name).to_owned();
    GroupFields {
        version: text("version"),
        purpose: text("purpose"),
        for_whom: text("for_whom"),
        what_happens: text("what_happens"),
        how_to_come: text("how_to_come"),
        kind: text("kind"),
        minimum: text("minimum"),
        why: text("minimum_why"),
        own: OwnFields {
            kind: GroupKind::of_code(fields.text("kind")),
            first: fields.date("first"),
            last: fields.date("last"),
            join: fields.date("join"),
            holds: text("holds"),
            effort: text("effort"),
            who_reads: text("who_reads"),
            weeks: text("weeks"),
        },
    }
}

/// Keeps what was typed in the form, for the version that stands now.
fn keep(made: &mut GroupInside, typed: GroupFields) {
    let version = made.fields.version.clone();
    made.fields = GroupFields { version, ..typed };
}

fn minimum_words(desk: &Desk) -> String {
    desk.words.say(key("group-say-minimum")).count("most", u32::from(MOST)).to_string()
}

async fn edit(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let typed = typed(&sent);
    let (Some(kind), Ok(minimum)) = (GroupKind::of_code(&typed.kind), typed.minimum.parse::<u8>()) else {
        let no_kind = GroupKind::of_code(&typed.kind).is_none();
        return show(&here, &known, &slug, |desk, _, made| {
            if no_kind {
                made.errors.add("kind", desk.words.t(key("group-say-kind")));
            } else {
                made.errors.add("minimum", minimum_words(desk));
            }
            keep(made, typed);
        })
        .await;
    };
    let mut unread = Errors::default();
    let own = desk::own_facts::read(&here.desk(known.sign_in.person), &typed.own, &mut unread);
    if unread.any() {
        return show(&here, &known, &slug, |_, _, made| {
            made.errors = unread;
            keep(made, typed);
        })
        .await;
    }
    let words = GroupWords {
        purpose: typed.purpose.clone(),
        for_whom: typed.for_whom.clone(),
        what_happens: typed.what_happens.clone(),
        how_to_come: typed.how_to_come.clone(),
        kind,
        minimum,
        why: typed.why.clone(),
        own,
    };
    match edit_group(&here.service.bothy, &known, act, &slug, version, words).await {
        Ok(()) => done(&here, &path(&slug), "saved"),
        Err(ActionError::Stale) => {
            show(&here, &known, &slug, |desk, seen, made| {
                made.stale = Some(desk::group_inside::stale(desk, seen, &typed));
                keep(made, typed);
            })
            .await
        }
        Err(ActionError::Rule(rule)) => {
            show(&here, &known, &slug, |desk, _, made| {
                match rule {
                    EditRefused::NoPurpose => made.errors.add("purpose", desk.words.t(key("group-say-purpose"))),
                    EditRefused::TooLong { .. } => made.errors.add("what_happens", desk.words.t(key("group-too-long"))),
                    EditRefused::Minimum { .. } => made.errors.add("minimum", minimum_words(desk)),
                    EditRefused::Own(refused) => {
                        let (field, words) = desk::own_facts::refusal(desk, refused);
                        made.errors.add(field, words);
                    }
                    EditRefused::SessionsOutside { count } => {
                        let words = desk.words.say(key("own-sessions-outside")).count("count", count).to_string();
                        made.errors.add("last", words);
                    }
                }
                keep(made, typed);
            })
            .await
        }
        Err(error) => {
            refused(&here, error, Vec::new(), |_| Some(path(&slug)), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}

/// The rows of a form, each read from its fields `NAME-1-…`, in the order that was typed.
fn typed_rows<T>(sent: &Fields, name: &str, most: usize, read: impl Fn(&dyn Fn(&str) -> String) -> T) -> Vec<T> {
    let rows = sent.value::<usize>("rows").unwrap_or(0).min(most * 2);
    let mut typed: Vec<(u32, T)> = (1..=rows)
        .map(|row| {
            let text = |what: &str| sent.text(&format!("{name}-{row}-{what}")).to_owned();
            (text("order").parse().unwrap_or(u32::MAX), read(&text))
        })
        .collect();
    typed.sort_by_key(|(order, _)| *order);
    typed.into_iter().map(|(_, row)| row).collect()
}

async fn write(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let parts = typed_rows(&sent, "part", MOST_PARTS, |text| CoursePart {
        title: text("title"),
        material: text("material"),
        link: text("link"),
    });
    let words = match write_parts(&here.service.bothy, &known, act, &slug, version, &parts).await {
        Ok(()) => return done(&here, &path(&slug), "parts-saved"),
        Err(ActionError::Rule(rule)) => desk::own_facts::parts_refusal(&here.desk(known.sign_in.person), rule),
        Err(ActionError::Stale) => here.words().t(key("parts-stale")).to_owned(),
        Err(error) => {
            return refused(&here, error, Vec::new(), |_| Some(path(&slug)), |_| trouble(&here, TroubleKind::NotFound));
        }
    };
    show(&here, &known, &slug, |_, _, made| {
        made.errors.add("parts", words);
        if let Some(course) = &mut made.course {
            course.rows = desk::own_facts::rows(parts);
        }
    })
    .await
}

async fn write_asked(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let questions =
        typed_rows(&sent, "question", MOST_QUESTIONS, |text| Question { asked: text("asked"), answer: text("answer") });
    let words = match write_questions(&here.service.bothy, &known, act, &slug, version, &questions).await {
        Ok(()) => return done(&here, &path(&slug), "questions-saved"),
        Err(ActionError::Rule(rule)) => desk::asked::refusal(&here.desk(known.sign_in.person), rule),
        Err(ActionError::Stale) => here.words().t(key("parts-stale")).to_owned(),
        Err(error) => {
            return refused(&here, error, Vec::new(), |_| Some(path(&slug)), |_| trouble(&here, TroubleKind::NotFound));
        }
    };
    show(&here, &known, &slug, |_, _, made| {
        made.errors.add("questions", words);
        made.asked.rows = desk::asked::rows(questions);
    })
    .await
}

async fn open(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    match open_group(&here.service.bothy, &known, act, &slug, version).await {
        Ok(()) => done(&here, &path(&slug), "group-opened"),
        Err(ActionError::Stale) => trouble(&here, TroubleKind::Changed { again: path(&slug), kept: Vec::new() }),
        Err(ActionError::Rule(rule)) => {
            show(&here, &known, &slug, |desk, _, made| {
                made.errors.add("purpose", desk::group_inside::missing(desk, rule));
            })
            .await
        }
        Err(error) => {
            refused(&here, error, Vec::new(), |_| Some(path(&slug)), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}

async fn add_series(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let (group, offered) = match see_group_inside(&here.service.bothy, &known, &slug, 0).await {
        Ok(seen) => (seen.group.id, seen.offered),
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    let desk = here.desk(known.sign_in.person);
    let fields = typed_series(&sent);
    let errors = match understood(&desk, &fields, &offered) {
        Err(errors) => errors,
        Ok(form) => {
            let new = NewSeries {
                group,
                pattern: form.pattern,
                ends: form.until.map_or(Ends::Never, Ends::On),
                first: form.from,
                mode: form.mode,
                place: form.place,
                hall: form.hall,
                link: form.link,
                phone: form.phone,
                letting_in: form.letting_in,
                seats: form.seats,
                asks: form.asks,
                follows_closed_days: form.follows_closed_days,
                weeks_off: form.weeks_off,
            };
            match make_series(&here.service.bothy, &known, act, new).await {
                Ok(_) => return done(&here, &path(&slug), "series-made"),
                Err(ActionError::Rule(rule)) => refusal(&desk, &rule),
                Err(error) => {
                    let made = |_: &str| Some(path(&slug));
                    return refused(&here, error, Vec::new(), made, |_| trouble(&here, TroubleKind::NotFound));
                }
            }
        }
    };
    show(&here, &known, &slug, |desk, seen, made| {
        made.new_series = desk::series::offer(desk, fields, &seen.offered);
        made.errors = errors;
    })
    .await
}
