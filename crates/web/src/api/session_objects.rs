//! Sessions, seats, askings and duties as a program is given them.

use super::objects::{Ids, Named, SessionBrief, instant};
use crate::desk::{self, Desk};
use crate::here::Here;
use bothy_actions::access::Person;
use bothy_actions::duties::Listed;
use bothy_actions::rota::Offer;
use bothy_actions::sessions::see_session::SeesAs;
use bothy_actions::sessions::{Session, SessionListed, SessionSeen};
use bothy_domain::duties::{DutyState, Owner};
use bothy_domain::ids::{ConcernId, ImportRunId, PersonId, SeatId, SessionId};
use bothy_domain::rota::candidates::Familiar;
use bothy_domain::rota::{Holding, Seat};
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::{Need, Readiness, Strand, readiness};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How many needs of a strand are met, of how many.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrandCount {
    /// Met, or let be by name.
    pub met: usize,
    /// Of so many.
    pub of: usize,
}

/// Something that is still missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct Missing {
    /// `people`, `place` or `technology`.
    pub strand: &'static str,
    /// `seat`, `minimum`, `place`, `place-confirmed`, `opener`, `way-in` or `way-in-tried`.
    pub what: &'static str,
    /// Which seat, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// The same in words, as the page has it.
    pub words: String,
}

/// What a session needs, in its three strands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadinessObject {
    /// Whether everything is there.
    pub ready: bool,
    /// Who holds it.
    pub people: StrandCount,
    /// Where it is.
    pub place: StrandCount,
    /// Link, telephone and kit.
    pub technology: StrandCount,
    /// What is missing.
    pub missing: Vec<Missing>,
}

impl ReadinessObject {
    fn of(desk: &Desk, readiness: &Readiness) -> Self {
        let count = |strand| {
            let (met, of) = readiness.of_strand(strand);
            StrandCount { met, of }
        };
        Self {
            ready: readiness.is_ready(),
            people: count(Strand::People),
            place: count(Strand::Place),
            technology: count(Strand::Technology),
            missing: readiness.open().map(|need| missing(desk, need)).collect(),
        }
    }
}

fn missing(desk: &Desk, need: &Need) -> Missing {
    let what = match need {
        Need::Seat { .. } => "seat",
        Need::Minimum { .. } => "minimum",
        Need::Place => "place",
        Need::PlaceConfirmed => "place-confirmed",
        Need::Opener => "opener",
        Need::WayIn => "way-in",
        Need::WayInTried => "way-in-tried",
    };
    Missing {
        strand: match need.strand() {
            Strand::People => "people",
            Strand::Place => "place",
            Strand::Technology => "technology",
        },
        what,
        seat: match need {
            Need::Seat { seat, .. } => Some(seat.to_string()),
            _ => None,
        },
        words: desk::needs::what(desk, need),
    }
}

/// Somebody who was asked for a seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedOfSomebody {
    /// Which asking (`offer_…`).
    pub id: String,
    /// Who was asked.
    pub person: Named,
    /// `yes`, `no`, `handed-back`, `filled` or `withdrawn`; none while they have not answered.
    pub answer: Option<String>,
}

/// A seat of a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatObject {
    /// Which (`seat_…`).
    pub id: String,
    /// First, second … of the session.
    pub number: u16,
    /// What its holder does, such as `facilitator`.
    pub role: &'static str,
    /// `empty` or `held`.
    pub state: &'static str,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: String,
    /// Who holds it; none where nobody does.
    pub holder: Option<Named>,
    /// Whether whoever asks holds it.
    pub mine: bool,
}

impl SeatObject {
    fn of(here: &Here, me: PersonId, seat: &Seat, people: &BTreeMap<PersonId, Person>, ids: Ids) -> Self {
        let since = match seat.holding {
            Holding::Empty { since } | Holding::Held { since, .. } => since,
        };
        Self {
            id: seat.id.to_string(),
            number: seat.number,
            role: seat.role.code(),
            state: if seat.holder().is_some() { "held" } else { "empty" },
            since: instant(here, since),
            holder: seat.holder().map(|by| Named::of(by, people, ids)),
            mine: seat.holder() == Some(me),
        }
    }
}

/// A seat with the session that it is on.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatInList {
    /// The seat.
    #[serde(flatten)]
    pub seat: SeatObject,
    /// Its session.
    pub session: SessionBrief,
}

impl SeatInList {
    /// A seat as the list of seats has it.
    pub fn of(
        here: &Here,
        me: PersonId,
        (seat, listed): &(Seat, SessionListed),
        people: &BTreeMap<PersonId, Person>,
    ) -> Self {
        Self {
            seat: SeatObject::of(here, me, seat, people, ids(listed.sees_as)),
            session: SessionBrief::of(here, &listed.session),
        }
    }
}

/// A place by its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceBrief {
    /// Which (`place_…`).
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A session. Links, numbers and passcodes are on the page and not here.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionObject {
    /// What stands in short forms, too.
    #[serde(flatten)]
    pub brief: SessionBrief,
    /// The day, where it is held.
    pub date: String,
    /// The zone of its clock, such as `Europe/London`.
    pub zone: String,
    /// `in-person`, `online`, `phone` or `hybrid`.
    pub mode: &'static str,
    /// Where.
    pub place: Option<PlaceBrief>,
    /// `planned` or `called-off`.
    pub state: &'static str,
    /// Why it is called off, such as `weather`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_off_because: Option<&'static str>,
    /// Whether somebody moved it by hand.
    pub moved: bool,
    /// Whether somebody let it be ready with fewer, by name and with a reason.
    pub let_be_fewer: bool,
    /// `planner` or `holder`: as what whoever asks sees it.
    pub seen_as: &'static str,
    /// What it needs.
    pub readiness: ReadinessObject,
    /// Its seats.
    pub seats: Vec<SeatObject>,
    /// Raised by every change.
    pub version: i64,
}

fn ids(sees_as: SeesAs) -> Ids {
    match sees_as {
        SeesAs::Planner => Ids::Shown,
        SeesAs::Holder => Ids::Left,
    }
}

impl SessionObject {
    /// A session as a list has it.
    pub fn listed(here: &Here, me: PersonId, listed: &SessionListed, people: &BTreeMap<PersonId, Person>) -> Self {
        let ready = readiness(&listed.facts);
        Self::made(here, me, &listed.session, &ready, &listed.seats, listed.sees_as, people)
    }

    fn made(
        here: &Here,
        me: PersonId,
        session: &Session,
        ready: &Readiness,
        seats: &[Seat],
        sees_as: SeesAs,
        people: &BTreeMap<PersonId, Person>,
    ) -> Self {
        let place = session.place.zip(session.place_name.clone());
        Self {
            brief: SessionBrief::of(here, session),
            date: session.date.to_string(),
            zone: session.zone.clone(),
            mode: session.mode.code(),
            place: place.map(|(id, name)| PlaceBrief { id: id.to_string(), name }),
            state: match session.state {
                SessionState::Planned => "planned",
                SessionState::CalledOff { .. } => "called-off",
            },
            called_off_because: match session.state {
                SessionState::Planned => None,
                SessionState::CalledOff { why, .. } => Some(why.code()),
            },
            moved: session.moved_by_hand,
            let_be_fewer: session.overridden.is_some(),
            seen_as: match sees_as {
                SeesAs::Planner => "planner",
                SeesAs::Holder => "holder",
            },
            readiness: ReadinessObject::of(&here.desk(me), ready),
            seats: seats.iter().map(|seat| SeatObject::of(here, me, seat, people, ids(sees_as))).collect(),
            version: session.version,
        }
    }
}

/// Who could hold an empty seat, and who was asked for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatPlanned {
    /// Which seat.
    pub seat: String,
    /// Those who could hold it, those who know the group first.
    pub could: Vec<Could>,
    /// Those who were asked.
    pub asked: Vec<AskedOfSomebody>,
}

/// Somebody who could hold a seat: nothing stands in the way.
#[derive(Debug, Serialize, ToSchema)]
pub struct Could {
    /// Who.
    pub person: Named,
    /// Whether they know the group.
    pub knows_the_group: bool,
}

/// A session with all that its page shows of its seats.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionWhole {
    /// What the list has, too.
    #[serde(flatten)]
    pub session: SessionObject,
    /// Who could hold its seats and who was asked; empty for who does not plan it.
    pub planning: Vec<SeatPlanned>,
}

impl SessionWhole {
    /// A session as its page has it.
    pub fn seen(here: &Here, me: PersonId, seen: &SessionSeen) -> Self {
        let session =
            SessionObject::made(here, me, &seen.session, &seen.readiness, &seen.seats, seen.sees_as, &seen.people);
        let planning = match seen.sees_as {
            SeesAs::Holder => Vec::new(),
            SeesAs::Planner => seen.seats.iter().map(|seat| planned(seen, seat.id)).collect(),
        };
        Self { session, planning }
    }
}

fn planned(seen: &SessionSeen, seat: SeatId) -> SeatPlanned {
    let could = seen.could.get(&seat).into_iter().flatten().filter(|one| one.found.is_empty());
    let asked = seen.offers.iter().filter(|offer| offer.seat == seat);
    SeatPlanned {
        seat: seat.to_string(),
        could: could
            .map(|one| Could {
                person: Named::of(one.who.person, &seen.people, Ids::Shown),
                knows_the_group: one.who.knows_the_group == Familiar::Knows,
            })
            .collect(),
        asked: asked
            .map(|offer| AskedOfSomebody {
                id: offer.id.to_string(),
                person: Named::of(offer.person, &seen.people, Ids::Shown),
                answer: offer.answer.clone(),
            })
            .collect(),
    }
}

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
