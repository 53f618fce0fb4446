//! Somebody tells of another service, and writes down that they did; later, how far it came. Of whoever was told,
//! nothing is asked and nothing can be written.

use super::keep_listing::today;
use crate::access::{Known, entry, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{NoteSignpost, Within};
use bothy_domain::directory::{SignpostRefused, Step, StepBack, may_be_noted};
use bothy_domain::ids::{ActId, BranchId, OrganisationId, SignpostId};
use bothy_store::directory::{Made, Noted, by_slug, find_signpost, note, save_signpost, withdraw};
use bothy_store::{Commit, Tx, Writing, access, organisations, people};
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt::{Debug, Display};

/// That somebody was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignpost {
    /// The service's word in addresses.
    pub slug: String,
    /// On which day; none means today.
    pub on: Option<Date>,
    /// In which branch, if that is said.
    pub branch: Option<BranchId>,
}

type Refused = ActionError<SignpostRefused>;

struct Noting {
    who: Known,
    act: ActId,
    new: NewSignpost,
    now: Timestamp,
}

/// Notes that somebody was told of a service. The same form sent twice notes it once.
///
/// # Errors
/// The day cannot be; the service is not on the list any more; or it, or the branch, is not there for this person.
pub async fn note_signpost(bothy: &Bothy, who: &Known, act: ActId, new: NewSignpost) -> Result<(), Refused> {
    let input = Noting { who: who.clone(), act, new, now: bothy.now() };
    bothy.db.write("note_signpost", input, |w, input| Box::pin(note_in(w, input))).await
}

async fn note_in(w: &mut Writing, input: &Noting) -> Result<Commit<()>, Refused> {
    let (organisation, by) = (input.who.sign_in.organisation, input.who.sign_in.person);
    allowed(w, &input.who, input.now).await?;
    let Some(listing) = by_slug(w, organisation, &input.new.slug).await? else { return Err(ActionError::NotFound) };
    let hash = token_hash(&format!("{:?}", input.new));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if listing.retired_at.is_some() {
        return Err(ActionError::Rule(SignpostRefused::OffTheList));
    }
    if let Some(branch) = input.new.branch {
        let ours = organisations::branches(w, organisation).await?;
        if !ours.iter().any(|(id, _)| *id == branch) {
            return Err(ActionError::NotFound);
        }
    }
    let today = today(w, organisation, input.now).await?;
    let signpost = may_be_noted(input.new.on.unwrap_or(today), today).map_err(ActionError::Rule)?;
    let noted = Noted {
        // The row is of this form.
        id: SignpostId::new(input.act.uuid()),
        listing: listing.id,
        branch: input.new.branch,
        signpost,
        by: Some(by),
        recorded_at: input.now,
    };
    note(w, organisation, &noted).await?;
    access::spend(w, organisation, input.act.uuid(), "signpost-noted", &hash, &listing.slug, input.now).await?;
    // Of the service, not of the row: once the row forgets who told, no line of the audit says it.
    Ok(Commit::Changed((), entry(organisation, input.now, Some(by), "signpost-noted", listing.id.to_string())))
}

struct Going {
    who: Known,
    act: ActId,
    id: SignpostId,
    now: Timestamp,
    step: Option<Step>,
}

/// Notes what was heard of one's own signpost: it was taken up, reached, or not taken.
///
/// # Errors
/// The step does not follow from how it stands; or it is not there for this person.
pub async fn go_on(bothy: &Bothy, who: &Known, act: ActId, id: SignpostId, step: Step) -> Result<(), Refused> {
    let input = Going { who: who.clone(), act, id, now: bothy.now(), step: Some(step) };
    bothy.db.write("signpost_goes_on", input, |w, input| Box::pin(go_in(w, input))).await
}

async fn go_in(w: &mut Writing, input: &Going) -> Result<Commit<()>, Refused> {
    let organisation = input.who.sign_in.organisation;
    let Some((made, hash)) = own(w, input).await? else { return Ok(Commit::Unchanged(())) };
    let Some(step) = input.step else { return Ok(Commit::Unchanged(())) };
    let day = today(w, organisation, input.now).await?;
    let before = made.noted.signpost;
    let after = before.go(step, day).map_err(ActionError::Rule)?;
    if save_signpost(w, organisation, input.id, (&before, &after)).await? == 0 {
        return Err(ActionError::Stale);
    }
    let act = match step {
        Step::TakenUp => "signpost-taken",
        Step::Reached => "signpost-reached",
        Step::NotTaken => "signpost-not-taken",
    };
    close(w, input, &made, &hash, act).await
}

/// Undoes the last step of one's own signpost; one that was only offered goes.
///
/// # Errors
/// It is not there for this person.
pub async fn undo_step(bothy: &Bothy, who: &Known, act: ActId, id: SignpostId) -> Result<(), ActionError<Never>> {
    let input = Going { who: who.clone(), act, id, now: bothy.now(), step: None };
    bothy.db.write("undo_signpost_step", input, |w, input| Box::pin(undo_in(w, input))).await
}

async fn undo_in(w: &mut Writing, input: &Going) -> Result<Commit<()>, ActionError<Never>> {
    let organisation = input.who.sign_in.organisation;
    let Some((made, hash)) = own(w, input).await? else { return Ok(Commit::Unchanged(())) };
    let before = made.noted.signpost;
    let changed = match before.step_back() {
        StepBack::To(after) => save_signpost(w, organisation, input.id, (&before, &after)).await?,
        StepBack::Withdrawn => withdraw(w, organisation, input.id).await?,
    };
    if changed == 0 {
        return Err(ActionError::Stale);
    }
    close(w, input, &made, &hash, "signpost-undone").await
}

/// The signpost of whoever asks, with the hash of this act; none where the act was done before. Nobody sees that
/// somebody else's is there.
async fn own<R: Debug + Display>(w: &mut Writing, input: &Going) -> Result<Option<(Made, String)>, ActionError<R>> {
    let (organisation, by) = (input.who.sign_in.organisation, input.who.sign_in.person);
    allowed(w, &input.who, input.now).await?;
    let hash = token_hash(&format!("{} {:?}", input.id, input.step));
    // Before it is looked for: one that was withdrawn by this very act is gone.
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(None),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let found = find_signpost(w, organisation, input.id).await?.filter(|made| made.noted.by == Some(by));
    found.map(|made| Some((made, hash))).ok_or(ActionError::NotFound)
}

async fn close<R: Debug + Display>(
    w: &mut Writing,
    input: &Going,
    made: &Made,
    hash: &str,
    act: &'static str,
) -> Result<Commit<()>, ActionError<R>> {
    let (organisation, by) = (input.who.sign_in.organisation, input.who.sign_in.person);
    access::spend(w, organisation, input.act.uuid(), act, hash, &made.slug, input.now).await?;
    Ok(Commit::Changed((), entry(organisation, input.now, Some(by), act, made.noted.listing.to_string())))
}

async fn allowed<R: Debug + Display>(
    tx: &mut Tx,
    who: &Known,
    now: Timestamp,
) -> Result<OrganisationId, ActionError<R>> {
    let organisation = who.sign_in.organisation;
    let standing = people::standing(tx, organisation, who.sign_in.person, now).await?;
    Permit::<NoteSignpost>::ask(&standing, Within::organisation(organisation))?;
    Ok(organisation)
}
