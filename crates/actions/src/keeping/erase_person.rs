//! Somebody is erased: what is known of them goes, their seats to come are asked for again, and what stays names nobody.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::rota::empty_seats::empty_seats;
use bothy_domain::access::permit::{LetGo, Within};
use bothy_domain::access::{Permit, Role};
use bothy_domain::duties::Answer;
use bothy_domain::ids::{ActId, OrganisationId, PersonId, ReasonId};
use bothy_domain::keeping::{ErasureFacts, ErasureRefused, Held, WhyErased, may_erase};
use bothy_store::duties::{Found, Locked, Subject, SubjectKind, in_hands_of, lock, make, note, save, subject};
use bothy_store::going::around::{keys_of, opens_no_more, sessions_to_come, stop_notices, worries_that_wait};
use bothy_store::going::{ErasedPerson, all_erased, erase_rows, holds_on, is_erased, remember_erased};
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, access, organisations, people, sessions};
use jiff::Timestamp;
use std::fmt::{Debug, Display};
use uuid::Uuid;

/// Who asks for something about a person's record.
#[derive(Debug, Clone)]
pub enum Asker {
    /// Somebody who is signed in.
    Person(Box<Known>),
    /// Whoever runs the program on its own machine.
    Operator(OrganisationId),
}

impl Asker {
    /// In which organisation.
    pub fn organisation(&self) -> OrganisationId {
        match self {
            Self::Person(known) => known.sign_in.organisation,
            Self::Operator(organisation) => *organisation,
        }
    }

    /// Who, for the audit.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(known) => Some(known.sign_in.person),
            Self::Operator(_) => None,
        }
    }

    /// Whether they may; the operator has the file anyway.
    pub(super) async fn may_let_go<R: Debug + Display>(
        &self,
        tx: &mut Tx,
        now: Timestamp,
    ) -> Result<(), ActionError<R>> {
        if let Self::Person(known) = self {
            let organisation = known.sign_in.organisation;
            let standing = people::standing(tx, organisation, known.sign_in.person, now).await?;
            Permit::<LetGo>::ask(&standing, Within::organisation(organisation))?;
        }
        Ok(())
    }
}

struct Input {
    asker: Asker,
    act: ActId,
    person: PersonId,
    reason: String,
    now: Timestamp,
}

/// Erases somebody, for a reason.
///
/// # Errors
/// What stands in the way, a hold among it; or there is nobody such for whoever asks.
pub async fn erase_person(
    bothy: &Bothy,
    asker: Asker,
    act: ActId,
    person: PersonId,
    reason: &str,
) -> Result<(), ActionError<ErasureRefused>> {
    let input = Input { asker, act, person, reason: reason.trim().to_owned(), now: bothy.now() };
    bothy.db.write("erase_person", input, |w, input| Box::pin(erase_in(w, input))).await?;
    // What was erased stands in the log of a file until that is folded.
    Ok(bothy.db.fold_log().await?)
}

async fn erase_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<ErasureRefused>> {
    let organisation = input.asker.organisation();
    input.asker.may_let_go(w, input.now).await?;
    let made = input.person.to_string();
    let hash = token_hash(&format!("{made} {}", input.reason));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    // Whoever is gone already stays gone: a second form changes nothing.
    if is_erased(w, organisation, input.person).await?.is_some() {
        return Ok(Commit::Unchanged(()));
    }
    let why = WhyErased::Asked { by: input.asker.person(), reason: &input.reason };
    let erased = erase(w, organisation, input.person, why, input.now).await?;
    access::spend(w, organisation, input.act.uuid(), "erase-person", &hash, &made, input.now).await?;
    let entry = Entry {
        organisation,
        at: input.now,
        by: input.asker.person(),
        act: "person-erased",
        thing: made,
        reason: Some((ReasonId::new(Uuid::now_v7()), input.reason.clone())),
    };
    Ok(Commit::Changed((), erased.audit(entry, input.asker.person())))
}

/// What erasing somebody came to, for the audit.
pub(super) struct Done {
    organisation: OrganisationId,
    seats: Vec<String>,
    now: Timestamp,
}

impl Done {
    /// The entry of the erasing, and one for each seat that is empty now.
    pub(super) fn audit(self, first: Entry, by: Option<PersonId>) -> Audit {
        let seat = |thing| Entry {
            organisation: self.organisation,
            at: self.now,
            by,
            act: "seat-emptied",
            thing,
            reason: None,
        };
        self.seats.into_iter().map(seat).fold(Audit::of(first), Audit::and)
    }
}

/// What stands in the way of erasing somebody, as facts.
pub(super) async fn facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<ErasureFacts, StoreError> {
    let readers = organisations::find(tx, organisation).await?.map_or([None, None], |ours| ours.readers);
    let administrators = people::wearing(tx, organisation, Role::Administrator, now).await?;
    let is_one = administrators.iter().any(|one| one.id == person);
    Ok(ErasureFacts {
        holds: holds_on(tx, organisation, Held::Person(person), now).await?.len(),
        readers: readers.into_iter().flatten().filter(|reader| *reader == person).count(),
        worries: worries_that_wait(tx, organisation, person).await?,
        other_administrators: is_one.then(|| administrators.len() - 1),
    })
}

/// Erases somebody in the caller's write, after all that hangs on them was locked.
pub(super) async fn erase(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    why: WhyErased<'_>,
    now: Timestamp,
) -> Result<Done, ActionError<ErasureRefused>> {
    if people::find(w, organisation, person).await?.is_none() || is_erased(w, organisation, person).await?.is_some() {
        return Err(ActionError::NotFound);
    }
    let locked = lock_all(w, organisation, person, now).await?;
    may_erase(person, &facts(w, organisation, person, now).await?, why).map_err(ActionError::Rule)?;
    // Read again after the lock: what they hold, open and have taken.
    let to_come = sessions_to_come(w, organisation, person, now).await?;
    let in_hand = in_hands_of(w, organisation, person).await?;
    access::bump(w, organisation, person).await?;
    stop_notices(w, organisation, person).await?;
    opens_no_more(w, organisation, person, now).await?;
    for found in in_hand {
        give_back(w, organisation, person, found, now).await?;
    }
    erase_rows(w, organisation, person).await?;
    remember_erased(w, organisation, person, now).await?;
    // After their hats went, so that nobody asks them.
    let mut seats = Vec::new();
    for id in to_come {
        let Some(session) = sessions::lock_and_find(w, &locked, organisation, id).await? else { continue };
        let emptied = empty_seats(w, &locked, organisation, person, &session, now).await?;
        seats.extend(emptied.iter().map(ToString::to_string));
    }
    replan(w, locked, now).await?;
    // A duty that was planned just now may have told them: nobody reads that any more.
    stop_notices(w, organisation, person).await?;
    Ok(Done { organisation, seats, now })
}

/// Locks the person and every session, place and duty that hangs on them.
pub(crate) async fn lock_all(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    now: Timestamp,
) -> Result<Locked, StoreError> {
    let of = |kind, id| Subject::of(organisation, kind, id);
    // The organisation too: of two administrators who end each other at once, the second finds that nobody is left.
    let mut all = vec![of(SubjectKind::Person, person.uuid()), of(SubjectKind::Calendar, organisation.uuid())];
    let to_come = sessions_to_come(w, organisation, person, now).await?;
    all.extend(to_come.into_iter().map(|id| of(SubjectKind::Session, id.uuid())));
    all.extend(keys_of(w, organisation, person).await?.into_iter().map(|id| of(SubjectKind::Place, id.uuid())));
    for found in in_hands_of(w, organisation, person).await? {
        if let Some(kind) = subject::kind(w, organisation, found.subject).await? {
            all.push(of(kind, found.subject));
        }
    }
    all.sort_unstable();
    all.dedup();
    for one in &all {
        make(w, *one).await?;
    }
    lock(w, &all).await
}

/// A duty in their hands is its owner's again; one that they were asked to take over stays where it is.
pub(crate) async fn give_back(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    found: Found,
    now: Timestamp,
) -> Result<(), StoreError> {
    let duty = found.duty;
    let changed = if duty.holder() == Some(person) {
        duty.give_back(person)
    } else {
        duty.answer_passing(person, Answer::No, now)
    };
    // The rule refuses only what is no longer theirs or is over: then there is nothing to give back.
    if let Ok(duty) = changed {
        save(w, organisation, &duty, now).await?;
        note(w, organisation, duty.id, "duty-given-back", Some(person), now).await?;
    }
    Ok(())
}

/// Everybody who was ever erased here: a restore erases them again.
///
/// # Errors
/// The store's own.
pub async fn erased_list(bothy: &Bothy) -> Result<Vec<ErasedPerson>, StoreError> {
    bothy.db.snapshot("erased_list", (), |tx, ()| Box::pin(async move { all_erased(tx).await })).await
}

/// Erases those again who were erased since a backup was made, whatever stands in it; each in a commit of their own.
/// Whoever is not in it is remembered all the same. Returns how many came back and were erased again.
///
/// # Errors
/// The store's own.
pub async fn erase_again(bothy: &Bothy, list: &[ErasedPerson]) -> Result<usize, StoreError> {
    let mut again = 0;
    for one in list {
        let here =
            bothy.db.write("erase_again", (*one, bothy.now()), |w, (one, now)| Box::pin(again_in(w, *one, *now))).await;
        match here {
            Ok(erased) => again += erased,
            Err(ActionError::Store(error)) => return Err(error),
            // Nothing is refused to whoever was erased before; somebody else did it meanwhile.
            Err(_) => {}
        }
    }
    bothy.db.fold_log().await?;
    Ok(again)
}

async fn again_in(
    w: &mut Writing,
    one: ErasedPerson,
    now: Timestamp,
) -> Result<Commit<usize>, ActionError<ErasureRefused>> {
    let ErasedPerson { organisation, person, at } = one;
    if organisations::find(w, organisation).await?.is_none() {
        return Ok(Commit::Unchanged(0));
    }
    if is_erased(w, organisation, person).await?.is_some() {
        return Ok(Commit::Unchanged(0));
    }
    let entry =
        Entry { organisation, at: now, by: None, act: "person-erased-again", thing: person.to_string(), reason: None };
    if people::find(w, organisation, person).await?.is_none() {
        let new = remember_erased(w, organisation, person, at).await?;
        return Ok(if new == 0 { Commit::Unchanged(0) } else { Commit::Changed(0, Audit::of(entry)) });
    }
    let done = erase(w, organisation, person, WhyErased::Again, now).await?;
    Ok(Commit::Changed(1, done.audit(entry, None)))
}
