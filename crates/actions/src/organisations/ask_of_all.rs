//! Whoever sets the service up says what is asked of every supporter: references, supervision and how often.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{SetUp, Within};
use bothy_domain::ids::{ActId, ReasonId};
use bothy_domain::supporters::everyone::{AskedOfAll, SUPERVISION_WEEKS_AT_MOST, SupervisionAsked};
use bothy_store::duties::wake_supporters;
use bothy_store::organisations::{find, put_asks};
use bothy_store::policies::Noted;
use bothy_store::{Audit, Commit, Entry, Writing, access, people};
use jiff::Timestamp;
use uuid::Uuid;

/// Why what is asked stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AskRefused {
    /// One supervision holds from one week to a year.
    #[error("one supervision holds from 1 to {most} weeks")]
    Weeks {
        /// The most.
        most: u16,
    },
    /// The words why are longer than they may be.
    #[error("the reason is longer than {most} letters")]
    TooLong {
        /// The most letters.
        most: usize,
    },
}

/// The longest that the words why may be, in letters.
const LONGEST: usize = 500;

type Refused = ActionError<AskRefused>;

struct Input {
    who: Known,
    act: ActId,
    before: AskedOfAll,
    asks: AskedOfAll,
    reason: String,
    now: Timestamp,
}

/// Sets what is asked of every supporter, as a new version; `before` is what stood on the page, `reason` why, where
/// somebody says it. Everybody and every coming session is planned anew; those that have begun are judged as before.
///
/// # Errors
/// A number of weeks that cannot be, or a reason that is too long; [`ActionError::Stale`] where somebody changed it meanwhile; or this person does
/// not set the organisation up.
pub async fn ask_of_all(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    before: AskedOfAll,
    asks: AskedOfAll,
    reason: &str,
) -> Result<(), Refused> {
    if let SupervisionAsked::Weeks(weeks) = asks.supervision
        && !(1..=SUPERVISION_WEEKS_AT_MOST).contains(&weeks)
    {
        return Err(ActionError::Rule(AskRefused::Weeks { most: SUPERVISION_WEEKS_AT_MOST }));
    }
    let reason = reason.trim().to_owned();
    if reason.chars().count() > LONGEST {
        return Err(ActionError::Rule(AskRefused::TooLong { most: LONGEST }));
    }
    let input = Input { who: who.clone(), act, before, asks, reason, now: bothy.now() };
    bothy.db.write("ask_of_all", input, |w, input| Box::pin(ask_in(w, input))).await
}

async fn ask_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, Refused> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    let locked = lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
    let said = token_hash(&format!("{:?} {}", input.asks, input.reason));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == said => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let Some(ours) = find(w, organisation).await? else { return Err(ActionError::NotFound) };
    if ours.asks == input.asks {
        return Ok(Commit::Unchanged(()));
    }
    if ours.asks != input.before {
        return Err(ActionError::Stale);
    }
    let by = Some(input.who.sign_in.person);
    let reason = (!input.reason.is_empty()).then(|| (ReasonId::new(Uuid::now_v7()), input.reason.clone()));
    let noted = Noted { by, reason: reason.as_ref().map(|(id, _)| *id), at: now };
    put_asks(w, organisation, input.asks, noted).await?;
    wake_supporters(w, organisation, now).await?;
    let made = organisation.to_string();
    access::spend(w, organisation, input.act.uuid(), "ask-of-all", &said, &made, now).await?;
    replan(w, locked, now).await?;
    let audit = Audit::of(Entry { organisation, at: now, by, act: "asked-of-supporters-changed", thing: made, reason });
    Ok(Commit::Changed((), audit))
}
