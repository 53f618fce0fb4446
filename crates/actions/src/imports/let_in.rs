//! A person looks at a row: lets it in, says that it is not for us, or has looked at what came in by itself.

use super::import_file::allowed;
use super::making::{Bench, Where};
use super::said::{Meant, Said};
use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::ids::{ActId, ImportRowId, OrganisationId};
use bothy_store::duties::{Locked, Subject, SubjectKind, lock};
use bothy_store::imports::{self, Row, RowState, Run, Thing};
use bothy_store::{Audit, Commit, Entry, Writing, access};
use jiff::Timestamp;

/// Why a row stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowRefused {
    /// It does not wait: somebody decided it, or it never waited.
    #[error("this row does not wait for anybody any more")]
    DoesNotWait,
    /// Its import was taken back.
    #[error("this import was taken back")]
    Undone,
    /// Nothing came of it that could be looked at.
    #[error("nothing came of this row")]
    NothingCame,
    /// It is an event of a calendar, for a group with fixed weeks.
    #[error("the group that it belongs to has fixed weeks, and this begins outside them")]
    OutsideWeeks,
}

type Refused = ActionError<RowRefused>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    LetIn,
    NotForUs,
    LookedAt,
}

impl Decision {
    fn code(self) -> &'static str {
        match self {
            Self::LetIn => "row-let-in",
            Self::NotForUs => "row-not-for-us",
            Self::LookedAt => "row-looked-at",
        }
    }
}

struct Input {
    who: Known,
    act: ActId,
    row: ImportRowId,
    decision: Decision,
    now: Timestamp,
}

/// Lets a waiting row in with what is understood of it: its group or place is there, and somebody has looked.
///
/// The rules that were understood become series, except those that count from a first day that is not said. Where
/// the venue is in doubt the group has no place yet. Returns the thing that was made.
///
/// # Errors
/// The row does not wait, or its import was taken back; or it is not there for this person.
pub async fn let_in(bothy: &Bothy, who: &Known, act: ActId, row: ImportRowId) -> Result<Thing, Refused> {
    decide(bothy, who, act, row, Decision::LetIn).await?.ok_or(ActionError::Rule(RowRefused::NothingCame))
}

/// Says of a waiting row that it is not for us: nothing comes of it, now or when the file is read again.
///
/// # Errors
/// As [`let_in`].
pub async fn refuse_row(bothy: &Bothy, who: &Known, act: ActId, row: ImportRowId) -> Result<(), Refused> {
    decide(bothy, who, act, row, Decision::NotForUs).await.map(|_| ())
}

/// Notes that somebody has looked at what came in by itself, and it is right: its sessions can be made.
///
/// The group is not public by that; opening it is an act of its own.
///
/// # Errors
/// Nothing came of the row; or it is not there for this person.
pub async fn looked_at(bothy: &Bothy, who: &Known, act: ActId, row: ImportRowId) -> Result<Thing, Refused> {
    decide(bothy, who, act, row, Decision::LookedAt).await?.ok_or(ActionError::Rule(RowRefused::NothingCame))
}

async fn decide(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    row: ImportRowId,
    decision: Decision,
) -> Result<Option<Thing>, Refused> {
    let input = Input { who: who.clone(), act, row, decision, now: bothy.now() };
    bothy.db.write("decide_row", input, |w, input| Box::pin(decide_in(w, input))).await
}

async fn decide_in(w: &mut Writing, input: &Input) -> Result<Commit<Option<Thing>>, Refused> {
    let organisation = input.who.sign_in.organisation;
    let by = input.who.sign_in.person;
    allowed(w, organisation, Some(by), input.now).await?;
    let (row, run, mut locked) = locked_row(w, organisation, input.row).await?;
    let words = token_hash(&format!("{} {}", input.decision.code(), input.row));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == words => return Ok(Commit::Unchanged(row.thing)),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let thing = match input.decision {
        Decision::LetIn => Some(make_in(w, &mut locked, input, &row, &run).await?),
        Decision::NotForUs => {
            waits(&row, &run)?;
            imports::settle(w, organisation, row.id, RowState::NotForUs, None).await?;
            None
        }
        Decision::LookedAt => {
            let thing = row.thing.ok_or(ActionError::Rule(RowRefused::NothingCame))?;
            if imports::mark_looked_at(w, organisation, thing, input.now).await? == 0 {
                return Ok(Commit::Unchanged(Some(thing)));
            }
            Some(thing)
        }
    };
    let name = input.decision.code();
    access::spend(w, organisation, input.act.uuid(), name, &words, &row.id.to_string(), input.now).await?;
    replan(w, locked, input.now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: input.now,
        by: Some(by),
        act: name,
        thing: row.id.to_string(),
        reason: None,
    });
    Ok(Commit::Changed(thing, audit))
}

/// The row as it stands after its import is locked: of two who decide at once, the second sees what the first did.
async fn locked_row(
    w: &mut Writing,
    organisation: OrganisationId,
    id: ImportRowId,
) -> Result<(Row, Run, Locked), Refused> {
    let mut locked = lock_calendar(w, organisation).await?;
    let Some(found) = imports::find_row(w, organisation, id).await? else { return Err(ActionError::NotFound) };
    let subject = Subject::of(organisation, SubjectKind::Import, found.run.uuid());
    locked.subjects.extend(lock(w, &[subject]).await?.subjects);
    let row = imports::find_row(w, organisation, id).await?.ok_or(ActionError::NotFound)?;
    let run = imports::find_run(w, organisation, row.run).await?.ok_or(ActionError::NotFound)?;
    Ok((row, run, locked))
}

fn waits(row: &Row, run: &Run) -> Result<(), Refused> {
    if run.undone_at.is_some() {
        return Err(ActionError::Rule(RowRefused::Undone));
    }
    if row.state != RowState::Waiting {
        return Err(ActionError::Rule(RowRefused::DoesNotWait));
    }
    Ok(())
}

async fn make_in(w: &mut Writing, locked: &mut Locked, input: &Input, row: &Row, run: &Run) -> Result<Thing, Refused> {
    waits(row, run)?;
    let organisation = input.who.sign_in.organisation;
    let (meant, outcome): (Meant, _) = Said::stored(&row.cells)?.again(run.kind)?;
    let bench = Bench::read(w, organisation, run, input.now, Some(input.now)).await?;
    let mut bench = bench.ok_or(ActionError::NotFound)?;
    if let Meant::Event(event) = &meant
        && !bench.fits(event)
    {
        return Err(ActionError::Rule(RowRefused::OutsideWeeks));
    }
    let thing = bench.make(w, &meant, Where::of(&outcome)).await?;
    if let (Meant::Event(event), Thing::Group(group)) = (&meant, thing) {
        bench.meet_alone(w, locked, group, event, input.now).await?;
        // A group that came in from the same file by itself is looked at with this.
        imports::mark_looked_at(w, organisation, thing, input.now).await?;
    }
    imports::settle(w, organisation, row.id, RowState::LetIn, Some(thing)).await?;
    Ok(thing)
}
