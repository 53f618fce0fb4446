//! Somebody who lost their way in asks to be let in again. The answer is the same whether there is such an account.

use super::entry;
use super::tries::{self, Counters, From, NotHeard};
use crate::bothy::Bothy;
use bothy_domain::access::Role;
use bothy_domain::access::recovery::ASKED_LASTS;
use bothy_domain::ids::{JobId, OrganisationId, PersonId, RecoveryId};
use bothy_store::access::pace;
use bothy_store::access::recovery::{self, Asked};
use bothy_store::duties::{Subject, SubjectKind, lock, make};
use bothy_store::jobs::{Notice, queue};
use bothy_store::{Commit, StoreError, Writing, people};
use jiff::Timestamp;
use uuid::Uuid;

struct Input {
    organisation: OrganisationId,
    email: String,
    counter: String,
    now: Timestamp,
    wall: Timestamp,
}

/// Notes the asking, tells the administrators, and tells the person that somebody asked. One asking at a time; what
/// comes too often from one place is not heard, and is not told so.
///
/// # Errors
/// The store's own.
pub async fn ask_recovery(
    bothy: &Bothy,
    organisation: OrganisationId,
    email: &str,
    from: From,
) -> Result<(), StoreError> {
    let what = format!("recover|{}", email.trim().to_lowercase());
    let counters: Counters = bothy
        .db
        .snapshot("look_at_askings", (organisation, what, from), |tx, (organisation, what, from)| {
            Box::pin(async move { tries::counters(tx, *organisation, what, None, from).await })
        })
        .await?;
    // Whoever asks for many accounts from one place is slowed by the place's own counter.
    match tries::count(bothy, organisation, counters.clone()).await {
        Ok(()) => tries::was_wrong(bothy, organisation, counters.clone()).await?,
        Err(NotHeard::TooEarly(_)) => return Ok(()),
        Err(NotHeard::Store(error)) => return Err(error),
    }
    let input = Input {
        organisation,
        email: email.to_owned(),
        counter: format!("{}|nobody", counters.account.1),
        now: bothy.now(),
        wall: bothy.wall(),
    };
    bothy.db.write("ask_recovery", input, |w, input| Box::pin(ask_in(w, input))).await
}

async fn ask_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, StoreError> {
    let Input { organisation, now, wall, .. } = input;
    let organisation = *organisation;
    let Some(person) = people::by_email(w, organisation, &input.email).await? else {
        // A write here too, so that an account that is not there does not answer sooner.
        pace::hold(w, organisation, &input.counter, *wall).await?;
        return Ok(Commit::Sealed(()));
    };
    let subject = Subject::of(organisation, SubjectKind::Person, person.id.uuid());
    make(w, subject).await?;
    lock(w, &[subject]).await?;
    let waits = recovery::open(w, organisation, *wall).await?.into_iter().any(|asked| asked.person == person.id);
    let standing = people::standing(w, organisation, person.id, *now).await?;
    if waits || standing.hats().is_empty() {
        pace::hold(w, organisation, &input.counter, *wall).await?;
        return Ok(Commit::Sealed(()));
    }
    let asked = Asked {
        id: RecoveryId::new(Uuid::now_v7()),
        person: person.id,
        asked_at: *wall,
        ends_at: wall.saturating_add(ASKED_LASTS).unwrap_or(*wall),
        first_by: None,
        answered: false,
    };
    recovery::ask(w, organisation, &asked).await?;
    for administrator in people::wearing(w, organisation, Role::Administrator, *now).await? {
        if administrator.id != person.id {
            tell(w, organisation, administrator.id, "recovery-asked", asked.id, *now).await?;
        }
    }
    tell(w, organisation, person.id, "recovery-asked-for-you", asked.id, *now).await?;
    // Nobody is signed in: that somebody asked is all that is known.
    Ok(Commit::Changed((), entry(organisation, *now, None, "asked-for-recovery", person.id.to_string())))
}

/// What is told of it says no name: it may be read on a locked screen.
pub(super) async fn tell(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    kind: &str,
    about: RecoveryId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: kind.to_owned(),
        person,
        about: about.to_string(),
        words: String::from("{}"),
    };
    queue(w, organisation, &notice, now).await
}
