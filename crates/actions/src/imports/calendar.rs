//! A calendar of another program comes in: its events become groups to be prepared, and meetings of groups that are
//! here once a person has let them in.

use super::import_file::{ImportRefused, ImportReport, Input, NewImport, Refused, bring_in};
use super::making::plain;
use super::reading::FileRefused;
use super::reading::bytes::{MOST_BYTES, NotRead, text_of};
use super::reading::known_lists::ListOrigin;
use super::said::{EventSaid, Judged, Meant, Said, Understood};
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::places::postcodes;
use crate::sessions::series::horizon;
use bothy_calendar::foreign::{Ours, events};
use bothy_calendar::rule_text::write_rrule;
use bothy_calendar::zone::{day_of, named};
use bothy_domain::groups::GroupState;
use bothy_domain::ids::{GroupId, OrganisationId, PersonId};
use bothy_domain::imports::{
    EventDoubt, EventRefusal, EventRow, Outcome, Postcode, Refusal, RowDoubt, SaidEvent, event_row,
};
use bothy_domain::sessions::recurrence::{Ends, Pattern};
use bothy_store::audit::hex;
use bothy_store::imports::{self, ImportKind};
use bothy_store::series::{self, Series};
use bothy_store::{StoreError, Tx, groups, organisations};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a calendar file in, as [`super::import_list`] does a list: each event is a row.
///
/// An event that goes on makes a group to be prepared, or its rules. What concerns a group that is here, meets once or
/// leaves a doubt waits for a person. Nothing about people is read: not who is invited, nor any description.
///
/// # Errors
/// The file is no calendar or too large, with a sentence; or this person may not bring files in.
pub async fn import_calendar(
    bothy: &Bothy,
    organisation: OrganisationId,
    by: Option<PersonId>,
    new: NewImport,
) -> Result<ImportReport, Refused> {
    let NewImport { file_name, bytes, dry_run, .. } = new;
    let now = bothy.now();
    let zone = zone_of(bothy, organisation).await?;
    // Reading a large file takes a while: on a thread of its own, and before the write begins.
    let read = tokio::task::spawn_blocking(move || {
        let file_hash = hex(&Sha256::digest(&bytes));
        rows(&bytes, &zone, now).map(|rows| (rows, file_hash))
    });
    let (rows, file_hash) = read
        .await
        .map_err(|_| StoreError::Stopped)?
        .map_err(|refused| ActionError::Rule(ImportRefused::File(refused)))?;
    let origin = ListOrigin { source: file_name.clone(), year: None };
    let kind = ImportKind::Calendar;
    bring_in(bothy, Input { organisation, by, kind, file_name, file_hash, origin, rows, now }, dry_run).await
}

async fn zone_of(bothy: &Bothy, organisation: OrganisationId) -> Result<TimeZone, Refused> {
    let ours = bothy
        .db
        .snapshot("zone_of", organisation, |tx, organisation| {
            Box::pin(async move { organisations::find(tx, *organisation).await })
        })
        .await?
        .ok_or(ActionError::NotFound)?;
    Ok(named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?)
}

/// The events of a file as rows.
fn rows(bytes: &[u8], zone: &TimeZone, now: Timestamp) -> Result<Vec<Judged>, FileRefused> {
    let text = text_of(bytes, MOST_BYTES).map_err(|refused| match refused {
        NotRead::AnotherKind { .. } | NotRead::NotText => FileRefused::CalendarNotText,
        other => FileRefused::NotRead(other),
    })?;
    let today = day_of(now, zone);
    let until = horizon(today);
    let known = |postcode: &Postcode| postcodes::find(postcode.as_str());
    let all = events(&text, Ours { zone, today, until })?;
    Ok((1_u32..)
        .zip(all)
        .map(|(number, said)| {
            let (row, outcome) = event_row(&said, &known);
            judged(number, &said, row, outcome)
        })
        .collect())
}

fn judged(number: u32, said: &SaidEvent, row: EventRow, outcome: Outcome) -> Judged {
    let mut understood: Vec<Understood> = row.series.iter().map(Understood::of_event).collect();
    understood.extend(row.alone.iter().take(MOST_SHOWN).map(Understood::of_meeting));
    let cells = [("What", &row.name), ("Where", &row.venue), ("When", &said.times_said)];
    let mark = hex(&Sha256::digest(format!("{said:?}")));
    let said = Said {
        cells: cells.into_iter().map(|(name, cell)| (String::from(name), cell.clone())).collect(),
        postcode: row.whereabouts.postcode.as_ref().map_or_else(String::new, |code| code.as_str().to_owned()),
        address: row.venue.clone(),
        times: said.times_said.clone(),
        event: Some(EventSaid::of(&row, mark)),
    };
    Judged { number, name: row.name.clone(), said, understood, outcome, meant: Some(Meant::Event(row)) }
}

/// How many meetings of one event are shown one by one.
const MOST_SHOWN: usize = 20;

/// A group that is here, with what it does.
struct Here {
    id: GroupId,
    series: Vec<Series>,
}

/// How the events end here: what came before or meets already is refused, what concerns a group that is here waits.
pub(super) async fn outcomes(tx: &mut Tx, input: &Input) -> Result<Vec<Outcome>, StoreError> {
    let organisation = input.organisation;
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    for (_, cells) in imports::rows_here(tx, organisation, ImportKind::Calendar).await? {
        if let Some(event) = Said::stored(&cells)?.event {
            before.insert(event.uid, event.mark);
        }
    }
    let wanted: BTreeSet<String> = input.rows.iter().map(|row| plain(&row.name)).collect();
    let mut here: BTreeMap<String, Vec<Here>> = BTreeMap::new();
    for group in groups::all(tx, organisation).await? {
        let name = plain(&group.name);
        if wanted.contains(&name) && !matches!(group.state, GroupState::Ended(_)) {
            let series = series::of_group(tx, organisation, group.id).await?;
            here.entry(name).or_default().push(Here { id: group.id, series });
        }
    }
    let zone = organisations::find(tx, organisation).await?.map(|ours| ours.zone).unwrap_or_default();
    let zone = named(&zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    let today = day_of(input.now, &zone);
    let sessions = imports::sessions_here(tx, organisation, today).await?;
    let outcome = |row: &Judged| end(row, &before, &here, &sessions, today);
    Ok(input.rows.iter().map(outcome).collect())
}

fn end(
    row: &Judged,
    before: &BTreeMap<String, String>,
    here: &BTreeMap<String, Vec<Here>>,
    sessions: &BTreeSet<(GroupId, Date, Time)>,
    today: Date,
) -> Outcome {
    let (Outcome::Imported | Outcome::Waiting(_), Some(Meant::Event(event)), Some(said)) =
        (&row.outcome, &row.meant, &row.said.event)
    else {
        return row.outcome.clone();
    };
    let name = || row.name.clone();
    let refused = |refusal| Outcome::Refused(Refusal::Event(refusal));
    match before.get(&said.uid) {
        Some(mark) if *mark == said.mark => return refused(EventRefusal::CameBefore { name: name() }),
        Some(_) => return refused(EventRefusal::ChangedSince { name: name() }),
        None => {}
    }
    let doubt = match here.get(&plain(&row.name)).map_or(&[][..], Vec::as_slice) {
        [] => return row.outcome.clone(),
        [one] if one.meets(event, sessions, today) => return refused(EventRefusal::MeetsAlready { name: name() }),
        [_] => EventDoubt::GroupHere { name: name() },
        several => EventDoubt::SeveralGroups { name: name(), groups: several.len() },
    };
    row.outcome.clone().with_doubt(RowDoubt::Event(doubt))
}

impl Here {
    /// Whether all that an event says is there already.
    fn meets(&self, event: &EventRow, sessions: &BTreeSet<(GroupId, Date, Time)>, today: Date) -> bool {
        let same = |has: &Series, pattern: &Pattern| {
            let goes_on = has.last_on.is_none_or(|last| last >= today);
            let rule = write_rrule(&pattern.every, Ends::Never);
            goes_on && has.rule == rule && has.starts == pattern.starts && has.ends == pattern.ends
        };
        event.series.iter().all(|one| self.series.iter().any(|has| same(has, &one.pattern)))
            && event.alone.iter().all(|one| sessions.contains(&(self.id, one.date, one.starts)))
    }
}
