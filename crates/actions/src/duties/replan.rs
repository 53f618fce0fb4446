//! Planning the subjects of a write, in the write itself.

use super::facts::of_subject;
use bothy_domain::duties::{Change, Duty, DutyState, Over, Owner, plan, reconcile};
use bothy_domain::ids::{BranchId, DutyId, GroupId, JobId, PersonId};
use bothy_domain::organisations::{Policy, RULES_VERSION};
use bothy_store::duties::{Locked, Subject, add, note, of_subject as duties_of, planned, save};
use bothy_store::jobs::{Notice, queue};
use bothy_store::{StoreError, Writing};
use jiff::Timestamp;
use uuid::Uuid;

/// Plans every locked subject anew from the facts as this write leaves them.
///
/// Called last in a write, after all is saved. `now` never goes back behind the last plan of a subject, so
/// that a clock set back cannot undo a promise.
///
/// # Errors
/// The store's own.
pub async fn replan(w: &mut Writing, locked: Locked, now: Timestamp) -> Result<(), StoreError> {
    for (subject, planned_at) in locked.subjects {
        replan_one(w, subject, now.max(planned_at)).await?;
    }
    Ok(())
}

async fn replan_one(w: &mut Writing, subject: Subject, now: Timestamp) -> Result<(), StoreError> {
    let Some((facts, branch, group)) = of_subject(w, subject, now).await? else {
        return planned(w, subject, now, None, RULES_VERSION).await;
    };
    let plan = plan(&facts, &Policy::default(), now);
    let existing = duties_of(w, subject).await?;
    for change in reconcile(&existing, &plan) {
        apply(w, subject, (branch, group), &existing, change, now).await?;
    }
    planned(w, subject, now, plan.changes_at, RULES_VERSION).await
}

async fn apply(
    w: &mut Writing,
    subject: Subject,
    (branch, group): (Option<BranchId>, Option<GroupId>),
    existing: &[Duty],
    change: Change,
    now: Timestamp,
) -> Result<(), StoreError> {
    let find = |id: DutyId| existing.iter().find(|duty| duty.id == id).cloned();
    let organisation = subject.organisation;
    let (duty, what) = match change {
        Change::Raise(owed) => {
            let duty = Duty::raised(DutyId::new(Uuid::now_v7()), owed);
            add(w, subject, branch, group, &duty, now).await?;
            note(w, organisation, duty.id, "raised", None, now).await?;
            return tell_owner(w, subject, &duty, now).await;
        }
        Change::Reopen(id, owed) => (find(id).map(|duty| duty.reopen(owed)), "raised-again"),
        Change::Close(id, how) => {
            let Some(duty) = find(id) else { return Ok(()) };
            tell_holder(w, subject, &duty, how, now).await?;
            let what = match how {
                Over::Satisfied => "satisfied",
                Over::CalledOff => "called-off",
                Over::TimePassed => "time-passed",
            };
            (Some(duty.close(how, now)), what)
        }
        Change::Climb(id, owner, climbed) => {
            let duty = find(id).map(|duty| duty.climb(owner, climbed));
            if let Some(duty) = &duty {
                tell_owner(w, subject, duty, now).await?;
            }
            (duty, "climbed")
        }
        Change::Redue(id, due_by) => (find(id).map(|duty| Duty { due_by, ..duty }), "new-time"),
    };
    let Some(duty) = duty else { return Ok(()) };
    save(w, organisation, &duty, now).await?;
    note(w, organisation, duty.id, what, None, now).await
}

/// A duty that is owed by one person by name is told to them at once; a role finds it on its page.
async fn tell_owner(w: &mut Writing, subject: Subject, duty: &Duty, now: Timestamp) -> Result<(), StoreError> {
    match duty.owner {
        Owner::Person(person) => tell(w, subject, person, "duty-is-yours", duty, now).await,
        Owner::Role(_) => Ok(()),
    }
}

/// A taken duty is never withdrawn silently: its holder is told that it is no longer needed, and why.
async fn tell_holder(
    w: &mut Writing,
    subject: Subject,
    duty: &Duty,
    how: Over,
    now: Timestamp,
) -> Result<(), StoreError> {
    let holder = match duty.state {
        DutyState::Taken { by, .. } => by,
        DutyState::Passing { from, .. } => from,
        DutyState::Open | DutyState::Closed { .. } => return Ok(()),
    };
    let kind = match how {
        Over::Satisfied => "duty-done",
        Over::CalledOff => "duty-called-off",
        Over::TimePassed => "duty-time-passed",
    };
    tell(w, subject, holder, kind, duty, now).await
}

async fn tell(
    w: &mut Writing,
    subject: Subject,
    person: PersonId,
    kind: &str,
    duty: &Duty,
    now: Timestamp,
) -> Result<(), StoreError> {
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: String::from(kind),
        person,
        about: duty.id.to_string(),
        words: serde_json::json!({ "rule": duty.rule.code(), "due": duty.due_by.to_string() }).to_string(),
    };
    queue(w, subject.organisation, &notice, now).await
}
