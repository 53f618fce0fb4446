//! What is weighed where somebody looks for a group: many sessions, of each only what the rules ask.

use crate::db::Tx;
use crate::error::StoreError;
use crate::time::{day, hour, instant, micros};
use bothy_domain::groups::GroupKind;
use bothy_domain::ids::{GroupId, OrganisationId, PlaceId, SessionId};
use bothy_domain::sessions::Mode;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A session as it is weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToWeigh {
    /// Which session.
    pub id: SessionId,
    /// Of which group.
    pub group: GroupId,
    /// The group's kind.
    pub kind: GroupKind,
    /// The day on which it stands, where it is.
    pub date: Date,
    /// When it begins, by the clock on the wall there.
    pub starts: Time,
    /// First instant.
    pub starts_at: Timestamp,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
    /// Whether it is called off.
    pub state: Held,
}

/// Whether a session is still meant to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It is planned.
    Planned,
    /// It is called off.
    CalledOff,
}

/// Many sessions in one value: of thousands a look asks only nine words each, and a row handed over costs more than the
/// finding of it (measured: a fortnight of a hundred thousand sessions took three times as long row by row).
#[derive(sqlx::FromRow)]
struct Packed {
    many: Option<String>,
}

impl Packed {
    /// The sessions, by start.
    fn weighed(self) -> Result<Vec<ToWeigh>, StoreError> {
        let many = self.many.unwrap_or_default();
        let mut all = many.split(';').filter(|one| !one.is_empty()).map(unpacked).collect::<Result<Vec<_>, _>>()?;
        all.sort_unstable_by_key(|one| (one.starts_at, one.id));
        Ok(all)
    }
}

/// One session of many. No code, day or hour has a comma or a semicolon in it.
fn unpacked(one: &str) -> Result<ToWeigh, StoreError> {
    let mut words = one.split(',');
    let mut word = |column: &'static str| words.next().ok_or(StoreError::Unknown { column });
    let id = |column: &'static str, word: &str| {
        Uuid::try_parse_ascii(word.as_bytes()).map_err(|_| StoreError::Unknown { column })
    };
    Ok(ToWeigh {
        id: SessionId::new(id("id", word("id")?)?),
        group: GroupId::new(id("group_id", word("group_id")?)?),
        place: match word("place_id")? {
            "" => None,
            place => Some(PlaceId::new(id("place_id", place)?)),
        },
        kind: GroupKind::of_code(word("kind")?).ok_or(StoreError::Unknown { column: "kind" })?,
        date: day(word("on_date")?)?,
        starts: hour(word("starts")?)?,
        starts_at: instant(word("starts_at")?.parse().map_err(|_| StoreError::Unknown { column: "starts_at" })?)?,
        mode: Mode::of_code(word("mode")?).ok_or(StoreError::Unknown { column: "mode" })?,
        state: if word("called_off_at")?.is_empty() { Held::Planned } else { Held::CalledOff },
    })
}

/// The text with an id written out in the way this database knows.
macro_rules! to_weigh {
    ($before:literal, $open:literal, $close:literal) => {
        concat!(
            $before,
            "SELECT string_agg(",
            $open, "s.id", $close, " || ',' || ",
            $open, "s.group_id", $close, " || ',' || COALESCE(",
            $open, "s.place_id", $close,
            ", '') || ',' || g.kind || ',' || s.on_date || ',' || s.starts || ',' || CAST(s.starts_at AS TEXT) || ',' ||
             s.mode || ',' || COALESCE(CAST(s.called_off_at AS TEXT), ''), ';') AS many
             FROM session s JOIN peer_group g ON g.organisation_id = s.organisation_id AND g.id = s.group_id
             WHERE s.organisation_id = $1 AND s.starts_at > $2 - 172800000000 AND s.starts_at < $3 AND s.ends_at > $2
             AND g.state IN ('open', 'pausing') AND g.kind <> 'one-to-one'"
        )
    };
}
macro_rules! lite {
    ($before:literal) => {
        to_weigh!($before, "hex(", ")")
    };
}
macro_rules! pg {
    () => {
        to_weigh!("", "encode(uuid_send(", "), 'hex')")
    };
}

/// The sessions between two instants of the groups that everybody may see, by start. Two people alone are nobody
/// else's business.
///
/// # Errors
/// The database's own.
pub async fn to_weigh(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<ToWeigh>, StoreError> {
    let packed = one_apart!(tx, Packed, lite!(""), pg!(), organisation.uuid(), micros(from), micros(to))?;
    packed.map_or_else(|| Ok(Vec::new()), Packed::weighed)
}

/// The same, of the sessions alone whose group or place is one of these.
///
/// # Errors
/// The database's own.
pub async fn to_weigh_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: Timestamp,
    to: Timestamp,
    groups: &BTreeSet<GroupId>,
    places: &BTreeSet<PlaceId>,
) -> Result<Vec<ToWeigh>, StoreError> {
    let groups: Vec<Uuid> = groups.iter().map(|id| id.uuid()).collect();
    let places: Vec<Uuid> = places.iter().map(|id| id.uuid()).collect();
    let packed = all_in_either!(
        tx,
        Packed,
        (concat!(lite!(""), " AND "), concat!(pg!(), " AND ")),
        "s.group_id",
        "s.place_id",
        (&groups, &places),
        organisation.uuid(),
        micros(from),
        micros(to)
    )?;
    packed.into_iter().next().map_or_else(|| Ok(Vec::new()), Packed::weighed)
}

/// Only for tests: how a file would look for these sessions, step by step, in the words of SQLite.
///
/// # Errors
/// The database's own; it is not SQLite.
#[doc(hidden)]
pub async fn steps_of_to_weigh(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Step {
        detail: String,
    }
    let steps = all!(tx, Step, lite!("EXPLAIN QUERY PLAN "), Uuid::nil(), 0_i64, 0_i64)?;
    Ok(steps.into_iter().map(|step| step.detail).collect())
}

/// Only for tests: the same of one word.
///
/// # Errors
/// The database's own; it is not SQLite.
#[doc(hidden)]
pub async fn steps_of_a_word(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Step {
        detail: String,
    }
    let steps = all!(
        tx,
        Step,
        "EXPLAIN QUERY PLAN
         SELECT DISTINCT group_id AS id FROM group_word WHERE organisation_id = $1 AND word >= $2 AND word <= $3",
        Uuid::nil(),
        b"a".as_slice(),
        b"b".as_slice()
    )?;
    Ok(steps.into_iter().map(|step| step.detail).collect())
}
