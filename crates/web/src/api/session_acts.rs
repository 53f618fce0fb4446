//! What a program may do with a session: prepare it, move it, call it off, let it run after all.
//!
//! Each goes through the action of the page's form, with the same permit and the same rules.

use super::acts::{DoneOnSession, Nothing, on_session};
use super::asked::Asked;
use super::once::{Call, once};
use super::problem::{Kind, Problem, of_session, refused};
use super::read::id;
use crate::desk;
use crate::here::Here;
use crate::refusals::Answer;
use axum::extract::Path;
use bothy_actions::ActionError;
use bothy_actions::sessions::{
    ChangeRefused, NewTime, Preparation, call_off_session, move_session, prepare_session, run_session_after_all,
    see_session,
};
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::sessions::LettingIn;
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::way_in::{LATEST_LOCK, Locks, WaitingRoom};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Why fewer are enough this once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// The reason, in words; it stays with the audit.
    #[schema(min_length = 1)]
    pub reason: String,
}

/// Who opens the place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opener {
    /// Who (`person_…`); `null` means nobody yet.
    #[schema(required = true, pattern = "^person_[0-9a-f]{32}$")]
    pub person: Option<String>,
}

/// How people come in from elsewhere, written anew as a whole: what is left out is empty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayInWritten {
    /// Any https address, whoever runs the service behind it.
    #[schema(required = false, max_length = 2000, example = "https://meet.example.org/tuesday")]
    pub link: String,
    /// Something that can be dialled.
    #[schema(required = false, max_length = 100, example = "0131 496 0177, 4411#")]
    pub phone: String,
    /// Whether people wait first.
    #[schema(required = false)]
    pub waiting_room: Waits,
    /// Whether it is locked once it runs.
    #[schema(required = false)]
    pub locks: LocksWhen,
    /// How many minutes after the start, where it locks `after`.
    #[schema(required = false, minimum = 0, maximum = 240)]
    pub minutes: u16,
    /// The number of the meeting.
    #[schema(required = false, max_length = 100)]
    pub meeting_id: String,
    /// The passcode.
    #[schema(required = false, max_length = 100)]
    pub passcode: String,
}

/// Whether people wait before they come in, and who lets them.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Waits {
    /// Nobody has said.
    NotSaid,
    /// People come straight in.
    StraightIn,
    /// People wait until one of us is there.
    UntilOneOfUs,
    /// One of us lets each person in.
    OneByOne,
}

/// Whether a meeting is locked.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LocksWhen {
    /// Nobody has said.
    NotSaid,
    /// It stays open.
    Never,
    /// So many minutes after the start.
    After,
}

/// When a session is to be instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveTo {
    /// The day, where it is held.
    #[schema(format = Date, example = "2026-12-01")]
    pub date: String,
    /// From when, by the clock on its wall.
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "19:30")]
    pub starts: String,
    /// Until when.
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "21:00")]
    pub ends: String,
    /// The `version` of the session that was read: somebody may have moved it since.
    #[schema(minimum = 1)]
    pub version: i64,
}

/// Why a session does not run.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallOff {
    /// Everybody may read it.
    pub why: Why,
}

/// Why a session does not run.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Too few people to hold it.
    TooFewPeople,
    /// The place cannot be used.
    PlaceClosed,
    /// Snow, storm, heat.
    Weather,
    /// A holiday, or the group's own week off.
    WeekOff,
    /// The series was changed and no longer meets then.
    RuleChanged,
    /// Something else.
    Other,
}

fn told(here: &Here, done: Result<SessionId, ActionError<ChangeRefused>>) -> Result<Value, Problem> {
    done.map(on_session).map_err(|error| {
        refused(here.words(), error, |rule| {
            let said = here.words().t(crate::routes::session::change_key(&rule));
            of_session(here.words(), &rule, said)
        })
    })
}

/// One step of preparing, out of what was sent; none where that was not understood.
async fn prepare(text: String, call: Call, read: impl FnOnce(&mut Asked) -> Option<Preparation>) -> Answer {
    once(call, read, move |here, known, act, step| async move {
        let session: SessionId = id(&here, &text)?;
        let step = step.ok_or_else(|| Kind::Fields.problem(here.words()))?;
        told(&here, prepare_session(&here.service.bothy, &known, act, session, step).await)
    })
    .await
}

/// Says that whoever lets the place has said yes to this session.
#[utoipa::path(post, operation_id = "confirm_place", path = "/api/v1/sessions/{id}/place-confirmed", tag = "sessions", request_body = Option<Nothing>,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is confirmed", body = DoneOnSession)))]
pub async fn place_confirmed(Path(text): Path<String>, call: Call) -> Answer {
    prepare(text, call, |_| Some(Preparation::PlaceConfirmed)).await
}

/// Names who opens the place for this session, or nobody yet.
#[utoipa::path(post, operation_id = "name_opener", path = "/api/v1/sessions/{id}/opener", tag = "sessions", request_body = Opener,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "They open", body = DoneOnSession)))]
pub async fn opener(Path(text): Path<String>, call: Call) -> Answer {
    prepare(text, call, |asked| Some(Preparation::Opener(asked.id_or_nobody::<PersonId>("person")))).await
}

/// Link, number and letting in, as they were sent.
struct WayIn {
    link: String,
    phone: String,
    letting_in: LettingIn,
}

fn way_in_of(asked: &mut Asked) -> WayIn {
    let waits = WaitingRoom::ALL.map(|one| (one.code(), one));
    let (link, phone) = (asked.text_or_nothing("link"), asked.text_or_nothing("phone"));
    let waiting_room = asked.one_of("waiting_room", &waits).unwrap_or_default();
    let locks =
        asked.one_of("locks", &[("not-said", None), ("never", Some(Locks::Never)), ("after", Some(Locks::After(0)))]);
    let minutes = asked.number("minutes", 0..=i64::from(LATEST_LOCK));
    let minutes = minutes.and_then(|minutes| u16::try_from(minutes).ok()).unwrap_or_default();
    let locks = match locks.flatten() {
        Some(Locks::After(_)) => Locks::After(minutes),
        Some(other) => other,
        None => Locks::NotSaid,
    };
    let (meeting_id, passcode) = (asked.text_or_nothing("meeting_id"), asked.text_or_nothing("passcode"));
    WayIn { link, phone, letting_in: LettingIn { waiting_room, locks, meeting_id, passcode } }
}

/// Writes down how people come in from elsewhere: link, number, how they are let in. It is to be tried anew.
#[utoipa::path(post, operation_id = "write_way_in", path = "/api/v1/sessions/{id}/way-in", tag = "sessions", request_body = WayInWritten,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is written down", body = DoneOnSession)))]
pub async fn way_in(Path(text): Path<String>, call: Call) -> Answer {
    once(call, way_in_of, move |here, known, act, sent| async move {
        let session: SessionId = id(&here, &text)?;
        // How people come stays as it is: only the way is written anew.
        let seen = see_session(&here.service.bothy, &known, session).await;
        let seen = seen.map_err(|error| refused(here.words(), error, |_| Kind::NotFound.problem(here.words())))?;
        let mode = seen.session.mode;
        let step = Preparation::WayIn { link: sent.link, phone: sent.phone, letting_in: sent.letting_in, mode };
        match prepare_session(&here.service.bothy, &known, act, session, step).await {
            Err(ActionError::Rule(ChangeRefused::WayIn(rule))) => {
                let (field, says) = desk::way_in::refused(&here.desk(known.sign_in.person), rule);
                let field = match field {
                    desk::way_in::WayInField::Link => "link",
                    desk::way_in::WayInField::Phone => "phone",
                    desk::way_in::WayInField::MeetingId => "meeting_id",
                };
                Err(Problem::field(here.words(), field, says))
            }
            done => told(&here, done),
        }
    })
    .await
}

/// Says that somebody tried the link or the number, and it works.
#[utoipa::path(post, operation_id = "try_way_in", path = "/api/v1/sessions/{id}/way-in-tried", tag = "sessions", request_body = Option<Nothing>,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is tried", body = DoneOnSession)))]
pub async fn way_in_tried(Path(text): Path<String>, call: Call) -> Answer {
    prepare(text, call, |_| Some(Preparation::WayInTried)).await
}

/// Lets a session be ready with fewer people than its group asks for, this once, by name and with a reason. It never
/// opens a room with nobody in it.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/override", tag = "sessions", request_body = Because,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "It counts as it is", body = DoneOnSession)))]
pub async fn let_fewer(Path(text): Path<String>, call: Call) -> Answer {
    prepare(text, call, |asked| Some(Preparation::Override(asked.needed("reason")))).await
}

/// Moves one session. Who cannot hold their seat at the new time is taken off it; everybody on it is told.
#[utoipa::path(post, operation_id = "move_session", path = "/api/v1/sessions/{id}/move", tag = "sessions", request_body = MoveTo,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is moved", body = DoneOnSession)))]
pub async fn move_it(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| {
        let (date, version) = (asked.needed_day("date"), asked.version());
        let (starts, ends) = (asked.needed_clock("starts"), asked.needed_clock("ends"));
        let to = date.zip(starts.zip(ends)).map(|(date, (starts, ends))| NewTime { date, starts, ends });
        (to, version)
    };
    once(call, read, move |here, known, act, (to, version)| async move {
        let session: SessionId = id(&here, &text)?;
        let to = to.ok_or_else(|| Kind::Fields.problem(here.words()))?;
        told(&here, move_session(&here.service.bothy, &known, act, session, version, to).await)
    })
    .await
}

/// Calls a session off, for a reason that everybody may read; everybody on it is told.
#[utoipa::path(post, operation_id = "call_off_session", path = "/api/v1/sessions/{id}/call-off", tag = "sessions", request_body = CallOff,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "It is off", body = DoneOnSession)))]
pub async fn call_off(Path(text): Path<String>, call: Call) -> Answer {
    let read = |asked: &mut Asked| asked.needed_one_of("why", &WhyCalledOff::ALL.map(|why| (why.code(), why)));
    once(call, read, move |here, known, act, why| async move {
        let session: SessionId = id(&here, &text)?;
        let why = why.ok_or_else(|| Kind::Fields.problem(here.words()))?;
        told(&here, call_off_session(&here.service.bothy, &known, act, session, why).await)
    })
    .await
}

/// Lets a session run after all that was called off; everybody on it is told.
#[utoipa::path(post, operation_id = "run_session_after_all", path = "/api/v1/sessions/{id}/run", tag = "sessions", request_body = Option<Nothing>,
    params(("id" = String, Path, description = "`session_…`", pattern = "^session_[0-9a-f]{32}$")),
    responses((status = 200, description = "It runs", body = DoneOnSession)))]
pub async fn run(Path(text): Path<String>, call: Call) -> Answer {
    once(
        call,
        |_| (),
        move |here, known, act, ()| async move {
            let session: SessionId = id(&here, &text)?;
            told(&here, run_session_after_all(&here.service.bothy, &known, act, session).await)
        },
    )
    .await
}
