//! The safeguarding lead or an administrator holds a record: it is neither erased nor removed until the hold ends.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use crate::safety::acknowledge_concern::may_read;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{LetGo, Within};
use bothy_domain::ids::{ActId, HoldId, OrganisationId, PersonId, ReasonId};
use bothy_domain::keeping::{Held, HoldRefused, may_hold};
use bothy_store::going::{Held as HeldNow, Hold, end_hold as end, hold, holds_on};
use bothy_store::people::Named;
use bothy_store::{Audit, Commit, Entry, StoreError, Tx, Writing, access, people, safety};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

struct Input {
    who: Known,
    act: ActId,
    thing: Held,
    reason: String,
    until: Option<Timestamp>,
    now: Timestamp,
}

/// Holds a record, for a reason, until an instant or without an end.
///
/// # Errors
/// What is wrong with the hold; or the thing is not there for this person.
pub async fn hold_record(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    thing: Held,
    (reason, until): (&str, Option<Timestamp>),
) -> Result<(), ActionError<HoldRefused>> {
    let reason = reason.trim().to_owned();
    let input = Input { who: who.clone(), act, thing, reason, until, now: bothy.now() };
    bothy.db.write("hold_record", input, |w, input| Box::pin(hold_in(w, input))).await
}

/// Whether this person may hold such a thing, which is there: a worry only where they may read it.
async fn may(
    tx: &mut Tx,
    organisation: OrganisationId,
    by: PersonId,
    thing: Held,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let standing = people::standing(tx, organisation, by, now).await?;
    if Permit::<LetGo>::ask(&standing, Within::organisation(organisation)).is_err() {
        return Ok(false);
    }
    Ok(match thing {
        Held::Person(person) => people::find(tx, organisation, person).await?.is_some(),
        Held::Concern(concern) => {
            safety::find_concern(tx, organisation, concern).await?.is_some_and(|found| may_read(&standing, &found))
        }
    })
}

/// Reads the holds on a thing, and who put them on.
///
/// # Errors
/// It is not there for this person, or they may not hold it.
pub async fn see_holds(
    bothy: &Bothy,
    who: &Known,
    thing: Held,
) -> Result<(Vec<HeldNow>, BTreeMap<PersonId, Named>), ActionError<Never>> {
    bothy
        .db
        .snapshot("see_holds", (who.clone(), thing, bothy.now()), |tx, (who, thing, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                if !may(tx, organisation, who.sign_in.person, *thing, *now).await? {
                    return Err(ActionError::NotFound);
                }
                let holds = holds_on(tx, organisation, *thing, *now).await?;
                let by: Vec<PersonId> = holds.iter().map(|hold| hold.by).collect();
                let people = people::named(tx, organisation, &by).await?;
                Ok((holds, people))
            })
        })
        .await
}

async fn hold_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<HoldRefused>> {
    let organisation = input.who.sign_in.organisation;
    let by = input.who.sign_in.person;
    if !may(w, organisation, by, input.thing, input.now).await? {
        return Err(ActionError::NotFound);
    }
    let made = input.thing.to_string();
    let hash = token_hash(&format!("{made} {:?} {}", input.until, input.reason));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    may_hold(&input.reason, input.until, input.now).map_err(ActionError::Rule)?;
    let reason = ReasonId::new(Uuid::now_v7());
    let new =
        Hold { id: HoldId::new(Uuid::now_v7()), thing: input.thing, reason, by, from: input.now, until: input.until };
    hold(w, organisation, &new).await?;
    access::spend(w, organisation, input.act.uuid(), "hold-record", &hash, &made, input.now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: input.now,
        by: Some(by),
        act: "record-held",
        thing: made,
        reason: Some((reason, input.reason.clone())),
    });
    Ok(Commit::Changed((), audit))
}

/// Ends a hold.
///
/// # Errors
/// There is no such hold for this person.
pub async fn end_hold(bothy: &Bothy, who: &Known, thing: Held, id: HoldId) -> Result<(), ActionError<Never>> {
    let input = (who.clone(), thing, id, bothy.now());
    bothy
        .db
        .write("end_hold", input, |w, (who, thing, id, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let by = who.sign_in.person;
                let may = may(w, organisation, by, *thing, *now).await?;
                if !may || end(w, organisation, *thing, *id, by, *now).await? == 0 {
                    return Err(ActionError::NotFound);
                }
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: Some(by),
                    act: "hold-ended",
                    thing: thing.to_string(),
                    reason: None,
                });
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
