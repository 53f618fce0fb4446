//! What taking, passing on, answering and giving back have in common: one duty, locked, changed, noted.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::Scope;
use bothy_domain::duties::{Duty, DutyRefused};
use bothy_domain::ids::{ActId, DutyId, JobId, PersonId};
use bothy_store::access::{self, tokens::Holder};
use bothy_store::duties::{Listed, Subject, SubjectKind, find, lock, note, save};
use bothy_store::jobs::{Notice, queue};
use bothy_store::{Audit, Commit, Entry, Writing, people};
use jiff::Timestamp;
use uuid::Uuid;

/// A change of one duty by one person.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Take,
    PassTo(PersonId),
    Answer(bothy_domain::duties::Answer),
    GiveBack,
}

impl Step {
    fn act(self) -> &'static str {
        match self {
            Self::Take => "duty-taken",
            Self::PassTo(_) => "duty-passed",
            Self::Answer(bothy_domain::duties::Answer::Yes) => "duty-accepted",
            Self::Answer(bothy_domain::duties::Answer::No) => "duty-declined",
            Self::GiveBack => "duty-given-back",
        }
    }
}

struct Input {
    who: Known,
    act: Option<ActId>,
    duty: DutyId,
    step: Step,
    now: Timestamp,
}

pub(super) async fn change(
    bothy: &Bothy,
    who: &Known,
    act: Option<ActId>,
    duty: DutyId,
    step: Step,
) -> Result<Duty, ActionError<DutyRefused>> {
    let input = Input { who: who.clone(), act, duty, step, now: bothy.now() };
    bothy.db.write(step.act(), input, |w, input| Box::pin(change_in(w, input))).await
}

async fn change_in(w: &mut Writing, input: &Input) -> Result<Commit<Duty>, ActionError<DutyRefused>> {
    let organisation = input.who.sign_in.organisation;
    let person = input.who.sign_in.person;
    let Some(found) = find(w, organisation, input.duty).await? else { return Err(ActionError::NotFound) };
    let Some(kind) = kind_of(w, organisation, found.subject).await? else { return Err(ActionError::NotFound) };
    lock(w, &[Subject::of(organisation, kind, found.subject)]).await?;
    // Read again after the lock: two coordinators press "take" at once, and one has it.
    let Some(found) = find(w, organisation, input.duty).await? else { return Err(ActionError::NotFound) };
    let standing = people::standing(w, organisation, person, input.now).await?;
    let listed = Listed {
        duty: found.duty.clone(),
        subject: found.subject,
        kind: String::from(kind.code()),
        group: found.group,
        branch: found.branch,
        raised_at: input.now,
    };
    if !Scope::of(&standing).shows_duty(&listed.duty, &listed.about()) {
        return Err(ActionError::NotFound);
    }
    let said = crate::access::token_hash(&format!("{} {:?}", input.duty, input.step));
    if let Some(act) = input.act
        && let Some((before, made)) = access::spent(w, organisation, act.uuid()).await?
    {
        // The same again finds the duty as it stands by now.
        return if before == said { Ok(Commit::Unchanged(found.duty)) } else { Err(ActionError::SentBefore { made }) };
    }
    only_people(w, input).await?;
    let duty = found.duty;
    let changed = match input.step {
        Step::Take => duty.take(person, input.now),
        Step::PassTo(to) => {
            let theirs = people::standing(w, organisation, to, input.now).await?;
            if !Scope::of(&theirs).shows_duty(&duty, &listed.about()) {
                return Err(ActionError::NotFound);
            }
            duty.pass_on(person, to, input.now)
        }
        Step::Answer(answer) => duty.answer_passing(person, answer, input.now),
        Step::GiveBack => duty.give_back(person),
    }
    .map_err(ActionError::Rule)?;
    if let Some(act) = input.act {
        let made = changed.id.to_string();
        access::spend(w, organisation, act.uuid(), input.step.act(), &said, &made, input.now).await?;
    }
    save(w, organisation, &changed, input.now).await?;
    note(w, organisation, changed.id, input.step.act(), Some(person), input.now).await?;
    if let Step::PassTo(to) = input.step {
        let notice = Notice {
            id: JobId::new(Uuid::now_v7()),
            kind: String::from("duty-asked"),
            person: to,
            about: changed.id.to_string(),
            words: serde_json::json!({ "rule": changed.rule.code(), "due": changed.due_by.to_string() }).to_string(),
        };
        queue(w, organisation, &notice, input.now).await?;
    }
    let audit = Audit::of(Entry {
        organisation,
        at: input.now,
        by: Some(person),
        act: input.step.act(),
        thing: changed.id.to_string(),
        reason: None,
    });
    Ok(Commit::Changed(changed, audit))
}

/// Whoever takes a duty, or is asked to, is a person: of a machine nobody could ask later why it was not done.
async fn only_people(w: &mut Writing, input: &Input) -> Result<(), ActionError<DutyRefused>> {
    let organisation = input.who.sign_in.organisation;
    let person = match input.step {
        Step::Take => input.who.sign_in.person,
        Step::PassTo(to) => to,
        Step::Answer(_) | Step::GiveBack => return Ok(()),
    };
    match access::tokens::holder(w, organisation, person).await? {
        Some(Holder::Machine) => Err(ActionError::Rule(DutyRefused::NotAPerson)),
        Some(Holder::Person) | None => Ok(()),
    }
}

async fn kind_of(
    w: &mut Writing,
    organisation: bothy_domain::ids::OrganisationId,
    subject: Uuid,
) -> Result<Option<SubjectKind>, ActionError<DutyRefused>> {
    Ok(bothy_store::duties::subject::kind(w, organisation, subject).await?)
}
