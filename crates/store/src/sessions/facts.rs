//! The facts of sessions as the planner and readiness read them.

use crate::db::Tx;
use crate::error::StoreError;
use crate::people;
use crate::policies;
use crate::rota::seats_asking;
use crate::time::{day, instant, maybe};
use bothy_domain::ids::{BranchId, GroupId, OrganisationId, PersonId, SessionId};
use bothy_domain::organisations::policy_versions::PolicyVersions;
use bothy_domain::rota::candidates::WearsHat;
use bothy_domain::rota::{Holding, Seat};
use bothy_domain::sessions::readiness::{
    Confirmed, Opening, Overridden, PlaceStanding, Presence, SeatFacts, SessionFacts, WayIn,
};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{Mode, SessionState};
use bothy_domain::supporters::checks::{Missing, Shown, missing_as_holder};
use jiff::Timestamp;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    group_id: Uuid,
    branch_id: Option<Uuid>,
    on_date: String,
    zone: String,
    starts_at: i64,
    ends_at: i64,
    since_at: i64,
    mode: String,
    place_id: Option<Uuid>,
    needs_opener: Option<bool>,
    place_confirmed_at: Option<i64>,
    opener_id: Option<Uuid>,
    has_link: bool,
    has_phone: bool,
    way_in_confirmed_at: Option<i64>,
    called_off_at: Option<i64>,
    called_off_why: Option<String>,
    overridden_by: Option<Uuid>,
    overridden_at: Option<i64>,
    minimum: i32,
}

/// From when sessions are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookedAt {
    /// Now, as a page does: supervision is asked for the coming fortnight.
    Now(Timestamp),
    /// Each on its own day, as the planner does: its facts are the same whenever it looks, and it asks for nothing
    /// before the fortnight itself.
    OnItsDay,
}

/// The facts of these sessions, in a handful of readings however many they are.
///
/// # Errors
/// The database's own.
pub async fn facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    sessions: &[SessionId],
    looked_at: LookedAt,
) -> Result<BTreeMap<SessionId, SessionFacts>, StoreError> {
    let ids: Vec<Uuid> = sessions.iter().map(|id| id.uuid()).collect();
    let rows = all_in!(
        tx,
        Row,
        "SELECT s.id, s.group_id, g.branch_id, s.on_date, s.zone, s.starts_at, s.ends_at, s.since_at, s.mode, s.place_id, p.needs_opener,
         s.place_confirmed_at, s.opener_id, s.link <> '' AS has_link, s.phone <> '' AS has_phone,
         s.way_in_confirmed_at, s.called_off_at, s.called_off_why, s.overridden_by, s.overridden_at, g.minimum
         FROM session s
         JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
         LEFT JOIN place p ON p.organisation_id = s.organisation_id AND p.id = s.place_id
         WHERE s.organisation_id = $1 AND s.id",
        "",
        organisation.uuid(),
        &ids
    )?;
    let versions = policies::versions(tx, organisation).await?;
    let seats = seats_asking(tx, organisation, sessions, &versions).await?;
    let mut holders: Vec<PersonId> = seats.values().flatten().filter_map(Seat::holder).collect();
    holders.sort_unstable();
    holders.dedup();
    let known = match holders.is_empty() {
        true => Holders::default(),
        false => Holders(people::at_a_glance(tx, organisation, &holders).await?),
    };
    let mut all = BTreeMap::new();
    for mut row in rows {
        let id = SessionId::new(row.id);
        let empty = Vec::new();
        row.minimum = row.minimum_then(&versions)?;
        all.insert(id, row.facts(seats.get(&id).unwrap_or(&empty), &known, looked_at)?);
    }
    Ok(all)
}

/// What is known of everybody who holds a seat.
#[derive(Default)]
struct Holders(BTreeMap<PersonId, people::Glance>);

impl Holders {
    fn wears(&self, person: PersonId, branch: Option<BranchId>, at: Timestamp) -> WearsHat {
        let hats = self.0.get(&person).map_or(&[][..], |known| known.hats.as_slice());
        if hats.iter().any(|hat| hat.worn_at(at) && hat.covers(branch)) { WearsHat::Yes } else { WearsHat::No }
    }
}

impl Row {
    /// The least number of facilitators that its group asked for when it began.
    fn minimum_then(&self, versions: &PolicyVersions) -> Result<i32, StoreError> {
        let now = u8::try_from(self.minimum).unwrap_or(u8::MAX);
        Ok(versions.minimum_at(GroupId::new(self.group_id), instant(self.starts_at)?, now).into())
    }

    fn facts(self, seats: &[Seat], known: &Holders, looked_at: LookedAt) -> Result<SessionFacts, StoreError> {
        let date = day(&self.on_date)?;
        let state = match self.called_off_at {
            None => SessionState::Planned,
            Some(at) => SessionState::CalledOff {
                at: instant(at)?,
                why: self.called_off_why.as_deref().and_then(WhyCalledOff::of_code).unwrap_or(WhyCalledOff::Other),
            },
        };
        let overridden = match (self.overridden_by, self.overridden_at) {
            (Some(by), Some(at)) => Some(Overridden { by: PersonId::new(by), at: instant(at)? }),
            _ => None,
        };
        let place = self.place_id.map(|_| -> Result<_, StoreError> {
            let opener = match (self.needs_opener.unwrap_or(false), self.opener_id) {
                (false, _) => Opening::NotNeeded,
                (true, Some(by)) => Opening::By(PersonId::new(by)),
                (true, None) => Opening::Nobody,
            };
            Ok(PlaceStanding { confirmed: confirmed(self.place_confirmed_at)?, opener })
        });
        let (branch, starts) = (self.branch_id.map(BranchId::new), instant(self.starts_at)?);
        let today = match looked_at {
            LookedAt::Now(now) => now.to_zoned(zone_of(&self.zone)?).date(),
            LookedAt::OnItsDay => date,
        };
        let lacks = |seat: &Seat, by: PersonId| {
            let nothing = Shown::default();
            let shown = known.0.get(&by).map_or(&nothing, |known| &known.shown);
            missing_as_holder(known.wears(by, branch, starts), &seat.asks, shown, date, today)
        };
        Ok(SessionFacts {
            state,
            mode: Mode::of_code(&self.mode).ok_or(StoreError::Unknown { column: "mode" })?,
            starts,
            ends: instant(self.ends_at)?,
            since: instant(self.since_at)?,
            noon_that_day: noon(date, &self.zone)?,
            minimum: u8::try_from(self.minimum).unwrap_or(u8::MAX),
            overridden,
            seats: seats.iter().map(|seat| seat_facts(seat, lacks)).collect(),
            place: place.transpose()?,
            way_in: WayIn {
                link: presence(self.has_link),
                phone: presence(self.has_phone),
                confirmed: confirmed(self.way_in_confirmed_at)?,
            },
        })
    }
}

fn seat_facts(seat: &Seat, lacks: impl Fn(&Seat, PersonId) -> Vec<Missing>) -> SeatFacts {
    let (holder, since) = match seat.holding {
        Holding::Empty { since } => (None, since),
        Holding::Held { by, since } => (Some((by, lacks(seat, by))), since),
    };
    SeatFacts { id: seat.id, number: seat.number, role: seat.role, holder, empty_since: since }
}

fn presence(there: bool) -> Presence {
    if there { Presence::There } else { Presence::Absent }
}

fn confirmed(at: Option<i64>) -> Result<Confirmed, StoreError> {
    Ok(maybe(at)?.map_or(Confirmed::NotYet, Confirmed::Since))
}

/// 12 noon on a day by the clock on the wall of a zone.
///
/// # Errors
/// A zone that is not known.
pub fn noon(date: Date, zone: &str) -> Result<Timestamp, StoreError> {
    let zone = zone_of(zone)?;
    let noon = date.to_datetime(time(12, 0, 0, 0)).to_zoned(zone);
    Ok(noon.map_err(|_| StoreError::Unknown { column: "on_date" })?.timestamp())
}

fn zone_of(name: &str) -> Result<TimeZone, StoreError> {
    TimeZone::get(name).map_err(|_| StoreError::Unknown { column: "zone" })
}
