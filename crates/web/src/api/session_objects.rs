//! Sessions and their seats as a program is given them.

use super::objects::{Ids, Named, SessionBrief, instant};
use crate::desk::{self, Desk};
use crate::here::Here;
use bothy_actions::access::Named as Known;
use bothy_actions::sessions::see_session::SeesAs;
use bothy_actions::sessions::{Session, SessionListed, SessionSeen};
use bothy_domain::ids::{PersonId, SeatId};
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
    pub answer: Option<&'static str>,
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
    /// A seat as this person may know it.
    pub fn of(here: &Here, me: PersonId, seat: &Seat, people: &BTreeMap<PersonId, Known>, ids: Ids) -> Self {
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
        people: &BTreeMap<PersonId, Known>,
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
    pub fn listed(here: &Here, me: PersonId, listed: &SessionListed, people: &BTreeMap<PersonId, Known>) -> Self {
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
        people: &BTreeMap<PersonId, Known>,
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
    /// Those who could hold it, those who know the group first; nobody once the session has begun, or is off.
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
            SeesAs::Planner => seen.seats.iter().map(|seat| planned(here, seen, seat.id)).collect(),
        };
        Self { session, planning }
    }
}

fn planned(here: &Here, seen: &SessionSeen, seat: SeatId) -> SeatPlanned {
    // Nobody could hold a seat any more on a session that has begun or is off.
    let to_come = here.now < seen.session.starts_at && seen.session.state == SessionState::Planned;
    let could = seen.could.get(&seat).filter(|_| to_come).into_iter().flatten().filter(|one| one.found.is_empty());
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
                answer: offer.answer.map(bothy_domain::rota::asking::Answer::word),
            })
            .collect(),
    }
}
