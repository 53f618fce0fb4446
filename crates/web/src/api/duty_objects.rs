//! What one is asked and what is owed, as a program is given it.

use super::objects::{SessionBrief, instant};
use crate::desk::{self, Desk};
use crate::here::Here;
use bothy_actions::duties::Listed;
use bothy_actions::rota::Offer;
use bothy_actions::sessions::Session;
use bothy_domain::duties::{DutyState, Owner};
use bothy_domain::ids::{ConcernId, ImportRunId, PersonId, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

/// An asking that was made of whoever asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferObject {
    /// Which (`offer_…`).
    pub id: String,
    /// For which seat.
    pub seat: String,
    /// On which session.
    pub session: SessionBrief,
    /// When.
    #[schema(format = DateTime)]
    pub asked_at: String,
}

impl OfferObject {
    /// An asking as one's own day has it.
    pub fn of(here: &Here, (offer, session): &(Offer, Session)) -> Self {
        Self {
            id: offer.id.to_string(),
            seat: offer.seat.to_string(),
            session: SessionBrief::of(here, session),
            asked_at: instant(here, offer.asked_at),
        }
    }
}

/// Something that is owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyObject {
    /// Which (`duty_…`).
    pub id: String,
    /// The rule behind it, such as `seat-empty`.
    pub rule: &'static str,
    /// What is to be done, in words.
    pub what: String,
    /// The rule in words.
    pub because: String,
    /// `availability`, `timeliness`, `proactive-care`, `positivity` or `safety`.
    pub quality: &'static str,
    /// What it is about (`session_…`, `person_…`, `concern_…`, `import_…`); none where it is about none of these.
    pub about: Option<String>,
    /// By when.
    #[schema(format = DateTime)]
    pub due: String,
    /// Whether that is over.
    pub late: bool,
    /// How often it moved on by itself.
    pub climbed: u8,
    /// `open`, `taken` or `passing`: somebody else was asked and has not answered.
    pub state: &'static str,
    /// The role that owes it, where it is a role.
    pub owed_by_role: Option<&'static str>,
    /// Who has it; none where nobody has taken it.
    pub taken_by: Option<String>,
    /// Whether whoever asks has it.
    pub mine: bool,
}

impl DutyObject {
    /// A duty as the page of what needs someone has it.
    pub fn of(desk: &Desk, one: &Listed, around: &desk::duty::Around<'_>) -> Self {
        let line = desk::duty::line(desk, one, around);
        Self {
            id: one.duty.id.to_string(),
            rule: one.duty.rule.code(),
            what: line.what,
            because: line.rule,
            quality: one.duty.rule.quality().code(),
            about: about(one),
            due: one.duty.due_by.to_zoned(desk.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            late: one.duty.is_late(desk.now),
            climbed: one.duty.climbed,
            state: match one.duty.state {
                DutyState::Open => "open",
                DutyState::Taken { .. } => "taken",
                DutyState::Passing { .. } => "passing",
                DutyState::Closed { .. } => "closed",
            },
            owed_by_role: match one.duty.owner {
                Owner::Role(role) => Some(role.code()),
                Owner::Person(_) => None,
            },
            taken_by: line.owner.map(|owner| owner.name),
            mine: line.mine,
        }
    }
}

fn about(one: &Listed) -> Option<String> {
    match one.kind.as_str() {
        "session" => Some(SessionId::new(one.subject).to_string()),
        "person" => Some(PersonId::new(one.subject).to_string()),
        "concern" => Some(ConcernId::new(one.subject).to_string()),
        "import" => Some(ImportRunId::new(one.subject).to_string()),
        _ => None,
    }
}
