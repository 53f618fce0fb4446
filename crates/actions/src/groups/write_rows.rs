//! A coordinator writes what stands in rows of a group: the parts of a course, and the questions that people ask.

use super::edit_group::{entry, within};
use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::EditGroup;
use bothy_domain::groups::course::{PartsRefused, checked_parts};
use bothy_domain::groups::questions::{QuestionsRefused, checked_questions};
use bothy_domain::groups::{CoursePart, OwnFact, Question};
use bothy_domain::ids::ActId;
use bothy_store::groups::course::put_parts;
use bothy_store::groups::questions::put_questions;
use bothy_store::groups::{by_slug, save};
use bothy_store::{Audit, Commit, Writing, access, people};
use core::fmt::{Debug, Display};
use core::marker::PhantomData;
use jiff::Timestamp;

/// What is written, in place of what there was.
#[derive(Debug)]
enum Rows {
    Parts(Vec<CoursePart>),
    Questions(Vec<Question>),
}

struct Input<R> {
    who: Known,
    act: ActId,
    slug: String,
    version: i64,
    rows: Rows,
    now: Timestamp,
    refused: PhantomData<R>,
}

/// Writes the parts of a course in place of those there were; `version` is the group's, from the form.
///
/// # Errors
/// What is wrong with a part, by its number; [`ActionError::Stale`] where somebody changed the group meanwhile; or
/// the group is no course, or not there for this person.
pub async fn write_parts(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    parts: &[CoursePart],
) -> Result<(), ActionError<PartsRefused>> {
    let rows = Rows::Parts(checked_parts(parts).map_err(ActionError::Rule)?);
    write_rows(bothy, who, act, slug, version, rows).await
}

/// Writes the questions that people ask of a group, with its answers, in place of those there were; `version` is the
/// group's, from the form.
///
/// # Errors
/// What is wrong with a question, by its number; [`ActionError::Stale`] where somebody changed the group meanwhile; or
/// the group is not there for this person.
pub async fn write_questions(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    questions: &[Question],
) -> Result<(), ActionError<QuestionsRefused>> {
    let rows = Rows::Questions(checked_questions(questions).map_err(ActionError::Rule)?);
    write_rows(bothy, who, act, slug, version, rows).await
}

async fn write_rows<R: Debug + Display + Send + Sync + 'static>(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    rows: Rows,
) -> Result<(), ActionError<R>> {
    let (who, slug) = (who.clone(), slug.to_owned());
    let input = Input { who, act, slug, version, rows, now: bothy.now(), refused: PhantomData };
    bothy.db.write("write_rows", input, |w, input| Box::pin(write_in(w, input))).await
}

async fn write_in<R: Debug + Display + Send + Sync>(
    w: &mut Writing,
    input: &Input<R>,
) -> Result<Commit<()>, ActionError<R>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    // Two editors of one group wait for each other here.
    lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    let Some(group) = by_slug(w, organisation, &input.slug).await? else { return Err(ActionError::NotFound) };
    Permit::<EditGroup>::ask(&standing, within(organisation, &group))?;
    if matches!(input.rows, Rows::Parts(_)) && !group.kind.has(OwnFact::Parts) {
        return Err(ActionError::NotFound);
    }
    let hash = token_hash(&format!("{} {:?}", input.slug, input.rows));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if group.version != input.version || save(w, organisation, &group, now).await? == 0 {
        return Err(ActionError::Stale);
    }
    let (pressed, done) = match &input.rows {
        Rows::Parts(parts) => {
            put_parts(w, organisation, group.id, parts).await?;
            ("write-parts", "course-parts-written")
        }
        Rows::Questions(questions) => {
            put_questions(w, organisation, group.id, questions).await?;
            ("write-questions", "group-questions-written")
        }
    };
    access::spend(w, organisation, input.act.uuid(), pressed, &hash, &input.slug, now).await?;
    Ok(Commit::Changed((), Audit::of(entry(&input.who, done, &group, now))))
}
