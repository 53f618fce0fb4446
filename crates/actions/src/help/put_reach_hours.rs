//! Who sets a service up writes down when somebody can be reached, in which way.

use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{SetUp, Within};
use bothy_domain::ids::{ActId, ReachHourId};
use bothy_domain::organisations::reach::{HourRefused, ReachHour, may_stand};
use bothy_store::{Audit, Commit, Entry, Writing, access, people, reach};
use jiff::Timestamp;
use jiff::civil::Time;
use uuid::Uuid;

/// The hours of a way as they are written down, on one weekday or on several at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourWords {
    /// The way: `ring`, `come-in`, `online`, `write`.
    pub way: String,
    /// The number, the place, the words that go with it.
    pub says: String,
    /// On which weekdays; 1 is Monday.
    pub days: Vec<i8>,
    /// From.
    pub starts: Time,
    /// Until; midnight is the end of the same day.
    pub ends: Time,
}

impl HourWords {
    fn on(&self, day: i8) -> ReachHour {
        let (way, says) = (self.way.clone(), self.says.trim().to_owned());
        ReachHour { way, says, day, starts: self.starts, ends: self.ends }
    }
}

struct Input {
    who: Known,
    act: ActId,
    old: Option<(ReachHourId, String)>,
    words: HourWords,
    now: Timestamp,
}

/// Writes hours down: new ones where `old` is none, else in the place of that one, whose
/// [`ReachHour::version`] was on the form.
///
/// # Errors
/// What is wrong with the hours, by name; somebody changed them meanwhile; there are no such hours, or this
/// person does not set the service up.
pub async fn put_reach_hours(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    old: Option<(ReachHourId, String)>,
    words: HourWords,
) -> Result<(), ActionError<HourRefused>> {
    let input = Input { who: who.clone(), act, old, words, now: bothy.now() };
    bothy.db.write("put_reach_hours", input, |w, input| Box::pin(put_in(w, input))).await
}

async fn put_in(w: &mut Writing, input: &Input) -> Result<Commit<()>, ActionError<HourRefused>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    // Two who write at once could both find the same hours free.
    let _locked = lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
    let hash = token_hash(&format!("{:?} {:?}", input.old, input.words));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, _)) if same == hash => return Ok(Commit::Unchanged(())),
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let mut hours = reach::hours(w, organisation).await?;
    let mut old = None;
    if let Some((id, version)) = &input.old {
        let Some(at) = hours.iter().position(|(known, _)| known == id) else { return Err(ActionError::NotFound) };
        let (id, before) = hours.swap_remove(at);
        if before.version() != *version {
            return Err(ActionError::Stale);
        }
        old = Some(id);
    }
    let several = old.is_some() && input.words.days.len() > 1;
    if several || input.words.days.is_empty() {
        return Err(ActionError::Rule(HourRefused::NoDay));
    }
    let mut made = Vec::new();
    for day in &input.words.days {
        let span = input.words.on(*day);
        may_stand(&span, hours.iter().map(|(_, other)| other)).map_err(ActionError::Rule)?;
        let id = old.unwrap_or_else(|| ReachHourId::new(Uuid::now_v7()));
        reach::put_hour(w, organisation, id, &span).await?;
        hours.push((id, span));
        made.push(id.to_string());
    }
    let thing = made.join(" ");
    access::spend(w, organisation, input.act.uuid(), "put-reach-hours", &hash, &thing, now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: now,
        by: Some(input.who.sign_in.person),
        act: "reach-hours-written",
        thing,
        reason: None,
    });
    Ok(Commit::Changed((), audit))
}

/// Takes hours away. Taking them away twice is once.
///
/// # Errors
/// This person does not set the service up.
pub async fn remove_reach_hours(bothy: &Bothy, who: &Known, id: ReachHourId) -> Result<(), ActionError<Never>> {
    let input = (who.clone(), id, bothy.now());
    bothy
        .db
        .write("remove_reach_hours", input, |w, (who, id, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let _locked = lock_calendar(w, organisation).await?;
                let standing = people::standing(w, organisation, who.sign_in.person, *now).await?;
                Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
                if reach::remove_hour(w, organisation, *id).await? == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: Some(who.sign_in.person),
                    act: "reach-hours-removed",
                    thing: id.to_string(),
                    reason: None,
                });
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
