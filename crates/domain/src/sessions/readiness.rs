//! Readiness: what a session still needs, in three strands (AV3, AV4).

use super::mode::Mode;
use super::session::SessionState;
use crate::ids::{PersonId, SeatId};
use crate::rota::seat::SeatRole;
use crate::supporters::checks::Missing;
use alloc::vec::Vec;
use jiff::Timestamp;

/// Everything about one session on which its readiness and its duties depend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFacts {
    /// Planned or called off.
    pub state: SessionState,
    /// How people come.
    pub mode: Mode,
    /// First instant.
    pub starts: Timestamp,
    /// The instant at which it is over.
    pub ends: Timestamp,
    /// Since when it is there as it is: when it was made, or last moved.
    pub since: Timestamp,
    /// 12 noon by the organisation's clock on the day of the session.
    pub noon_that_day: Timestamp,
    /// The least number of facilitators that the group asks for.
    pub minimum: u8,
    /// A coordinator's word that it may be ready with fewer.
    pub overridden: Option<Overridden>,
    /// Its seats, by number.
    pub seats: Vec<SeatFacts>,
    /// Its place, if one is named.
    pub place: Option<PlaceStanding>,
    /// Its link and telephone number.
    pub way_in: WayIn,
}

/// One seat as readiness sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatFacts {
    /// Which seat.
    pub id: SeatId,
    /// First, second … of the session.
    pub number: u16,
    /// What its holder does.
    pub role: SeatRole,
    /// Who has it, with what they lack on the day; none means nobody.
    pub holder: Option<(PersonId, Vec<Missing>)>,
    /// Since when nobody has it (or since when the session is there).
    pub empty_since: Timestamp,
}

/// A coordinator's word that fewer are enough this once (AV4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overridden {
    /// Who said so.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// How the place of a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceStanding {
    /// Whether whoever lets it has said yes.
    pub confirmed: Confirmed,
    /// Whether it must be opened by one of us, and if so whether somebody is named.
    pub opener: Opening,
}

/// Whether something was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Since this instant.
    Since(Timestamp),
    /// Not yet.
    NotYet,
}

/// Who opens the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It is open anyway, or a caretaker opens it.
    NotNeeded,
    /// This person opens it.
    By(PersonId),
    /// Somebody has to, and nobody is named.
    Nobody,
}

/// How people come in who are not in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayIn {
    /// Whether there is a link.
    pub link: Presence,
    /// Whether there is a telephone number.
    pub phone: Presence,
    /// Whether somebody tried it.
    pub confirmed: Confirmed,
}

/// Whether something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    There,
    /// It is not.
    Absent,
}

/// The three strands that are woven into a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strand {
    /// Who holds it.
    People,
    /// Where it is.
    Place,
    /// Link, telephone and kit.
    Technology,
}

/// One thing that a session needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A seat wants a holder whose checks cover the day.
    Seat {
        /// Which seat.
        seat: SeatId,
        /// First, second … of the session.
        number: u16,
        /// What its holder does.
        role: SeatRole,
        /// Who has it and what they lack; none means nobody has it.
        holder: Option<(PersonId, Vec<Missing>)>,
    },
    /// The group's minimum of facilitators.
    Minimum {
        /// How many are there whose checks cover the day.
        have: u8,
        /// How many the group asks for.
        want: u8,
    },
    /// A place.
    Place,
    /// The word of whoever lets the place.
    PlaceConfirmed,
    /// Somebody who opens.
    Opener,
    /// A link or a telephone number.
    WayIn,
    /// Somebody who tried the link or the number.
    WayInTried,
}

impl Need {
    /// To which strand the need belongs.
    pub fn strand(&self) -> Strand {
        match self {
            Self::Seat { .. } | Self::Minimum { .. } => Strand::People,
            Self::Place | Self::PlaceConfirmed | Self::Opener => Strand::Place,
            Self::WayIn | Self::WayInTried => Strand::Technology,
        }
    }
}

/// Whether a need is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It is.
    Yes,
    /// A named coordinator said that it may be as it is this once.
    Overridden,
    /// It is not.
    No,
}

/// Everything a session needs, each met or not, in the order of the strands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// The needs.
    pub needs: Vec<(Need, Met)>,
}

impl Readiness {
    /// A session is ready when every need is met or overridden by name.
    pub fn is_ready(&self) -> bool {
        self.needs.iter().all(|(_, met)| *met != Met::No)
    }

    /// The needs that are not met.
    pub fn open(&self) -> impl Iterator<Item = &Need> {
        self.needs.iter().filter(|(_, met)| *met == Met::No).map(|(need, _)| need)
    }

    /// How many needs of one strand are met, of how many.
    pub fn of_strand(&self, strand: Strand) -> (usize, usize) {
        let all = self.needs.iter().filter(|(need, _)| need.strand() == strand);
        all.fold((0, 0), |(met, of), (_, state)| (met + usize::from(*state != Met::No), of + 1))
    }
}

/// A session is ready only when enough qualified people, the place and the link are all there and confirmed.
///
/// Requirements AV3 and AV4. A seat counts as held only by a supporter whose checks, training, references and
/// supervision cover the day of the session (PW2). With an override by a named coordinator, an empty seat and a missed minimum no
/// longer stop the session; a missing place or link still does, and so does a session with nobody at all:
/// a room that opens with nobody in it can hurt somebody.
pub fn readiness(facts: &SessionFacts) -> Readiness {
    let mut needs = Vec::new();
    let sound = |seat: &&SeatFacts| seat.holder.as_ref().is_some_and(|(_, missing)| missing.is_empty());
    let have = facts.seats.iter().filter(sound).filter(|seat| seat.role.counts_as_facilitator()).count();
    let have = u8::try_from(have).unwrap_or(u8::MAX);
    let excuse = match facts.overridden {
        Some(_) if have > 0 => Met::Overridden,
        Some(_) | None => Met::No,
    };
    for seat in &facts.seats {
        let met = if sound(&seat) { Met::Yes } else { excuse };
        let need = Need::Seat { seat: seat.id, number: seat.number, role: seat.role, holder: seat.holder.clone() };
        needs.push((need, met));
    }
    let met = if have >= facts.minimum { Met::Yes } else { excuse };
    needs.push((Need::Minimum { have, want: facts.minimum }, met));
    if facts.mode.needs_a_place() {
        place_needs(facts.place.as_ref(), &mut needs);
    }
    if facts.mode.needs_a_way_in() {
        let there = match facts.mode {
            Mode::Phone => facts.way_in.phone == Presence::There,
            Mode::Online | Mode::Hybrid | Mode::InPerson => facts.way_in.link == Presence::There,
        };
        needs.push((Need::WayIn, yes_if(there)));
        if there {
            needs.push((Need::WayInTried, confirmed(facts.way_in.confirmed)));
        }
    }
    Readiness { needs }
}

fn place_needs(place: Option<&PlaceStanding>, needs: &mut Vec<(Need, Met)>) {
    let Some(place) = place else {
        needs.push((Need::Place, Met::No));
        return;
    };
    needs.push((Need::Place, Met::Yes));
    needs.push((Need::PlaceConfirmed, confirmed(place.confirmed)));
    match place.opener {
        Opening::NotNeeded => {}
        Opening::By(_) => needs.push((Need::Opener, Met::Yes)),
        Opening::Nobody => needs.push((Need::Opener, Met::No)),
    }
}

fn yes_if(there: bool) -> Met {
    if there { Met::Yes } else { Met::No }
}

fn confirmed(confirmed: Confirmed) -> Met {
    match confirmed {
        Confirmed::Since(_) => Met::Yes,
        Confirmed::NotYet => Met::No,
    }
}

/// What everybody may be told about a coming session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WillItRun {
    /// It is ready: it will run.
    Yes,
    /// It is planned, and something is still being arranged.
    BeingArranged,
    /// It is called off.
    No,
}

/// The public is told "it will run" only when the session is ready, never because a timetable says so.
pub fn will_it_run(facts: &SessionFacts) -> WillItRun {
    match facts.state {
        SessionState::CalledOff { .. } => WillItRun::No,
        SessionState::Planned if readiness(facts).is_ready() => WillItRun::Yes,
        SessionState::Planned => WillItRun::BeingArranged,
    }
}

#[cfg(test)]
pub(crate) mod tests;
