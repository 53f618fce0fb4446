//! Somebody's own sessions for the calendar of their own phone (WE13): a link is made, read, and taken back.

use super::{Known, entry, new_token, token_hash};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::permit::holds;
use bothy_domain::ids::{ActId, OrganisationId, PersonId, PrivateCalendarId};
pub use bothy_domain::rota::private_calendar::CalendarRefused;
use bothy_domain::rota::private_calendar::{is_same_press, neutral_word, one_more, reading_is_worth_noting, stretch};
pub use bothy_store::access::private_calendars::PrivateCalendar;
use bothy_store::access::private_calendars::{behind, end, keep, of, was_read};
use bothy_store::sessions::{Session, held_by};
use bothy_store::{Commit, StoreError, Tx, Writing, organisations, people};
use jiff::Timestamp;

/// A link that was made. It is shown this once; no part of it goes into a log, so it has no `Debug`.
#[derive(Clone)]
pub struct MadeCalendar {
    /// Which.
    pub id: PrivateCalendarId,
    /// What its address ends with.
    pub token: String,
}

/// What a phone reads by a link.
#[derive(Debug, Clone)]
pub struct OwnSessions {
    /// The link.
    pub calendar: PrivateCalendar,
    /// The sessions on which its owner holds a seat, by start; those that were called off among them.
    pub sessions: Vec<Session>,
}

type Refused = ActionError<CalendarRefused>;

struct Input {
    who: Known,
    act: ActId,
    typed: String,
    token: String,
    now: Timestamp,
    wall: Timestamp,
}

/// Makes a link for somebody's own calendar. The same form sent twice makes one link, and shows the one that works.
///
/// # Errors
/// [`CalendarRefused`]; a form from before, whose link is there already.
pub async fn make_calendar(bothy: &Bothy, who: &Known, act: ActId, word: &str) -> Result<MadeCalendar, Refused> {
    let (now, wall) = (bothy.now(), bothy.wall());
    let input = Input { who: who.clone(), act, typed: word.to_owned(), token: new_token(), now, wall };
    bothy.db.write("make_calendar", input, |w, input| Box::pin(make_in(w, input))).await
}

async fn make_in(w: &mut Writing, input: &Input) -> Result<Commit<MadeCalendar>, Refused> {
    let (organisation, person) = (input.who.sign_in.organisation, input.who.sign_in.person);
    // The row is of this form: a press that comes twice finds the first.
    let id = PrivateCalendarId::new(input.act.uuid());
    let has = of(w, organisation, person).await?;
    let before = has.iter().find(|one| one.id == id);
    if before.is_some_and(|before| !is_same_press(before.made_at, input.wall)) {
        return Err(ActionError::SentBefore { made: id.to_string() });
    }
    if before.is_none() {
        one_more(has.len()).map_err(ActionError::Rule)?;
    }
    let (from, to) = stretch(input.now);
    let sessions = held_by(w, organisation, person, from, to).await?;
    let own = organisations::find(w, organisation).await?;
    let names = sessions.iter().map(|one| one.group_name.as_str()).chain(own.iter().map(|own| own.name.as_str()));
    let says = neutral_word(&input.typed, names).map_err(ActionError::Rule)?;
    let made = PrivateCalendar { id, person, says, made_at: input.wall, read_at: None };
    keep(w, organisation, &made, &token_hash(&input.token)).await?;
    let audit = entry(organisation, input.now, Some(person), "private-calendar-made", id.to_string());
    Ok(Commit::Changed(MadeCalendar { id, token: input.token.clone() }, audit))
}

/// The links of whoever asks, in the order in which they were made.
///
/// # Errors
/// The store's own.
pub async fn see_calendars(bothy: &Bothy, who: &Known) -> Result<Vec<PrivateCalendar>, StoreError> {
    let input = (who.sign_in.organisation, who.sign_in.person);
    bothy
        .db
        .snapshot("see_calendars", input, |tx, (organisation, person)| {
            Box::pin(async move { of(tx, *organisation, *person).await })
        })
        .await
}

/// Ends a link of one's own: from that moment on nothing is read by it. One that is gone stays so.
///
/// # Errors
/// The store's own.
pub async fn end_calendar(bothy: &Bothy, who: &Known, id: PrivateCalendarId) -> Result<(), ActionError<Never>> {
    let input = (who.sign_in.organisation, who.sign_in.person, id, bothy.now());
    bothy
        .db
        .write("end_calendar", input, |w, (organisation, person, id, now)| {
            Box::pin(async move {
                if end(w, *organisation, *person, *id).await? == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                let audit = entry(*organisation, *now, Some(*person), "private-calendar-ended", id.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}

/// Ends every link of somebody. Returns which they were.
pub(super) async fn end_all_of(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<PrivateCalendarId>, StoreError> {
    let all = of(w, organisation, person).await?;
    for one in &all {
        end(w, organisation, person, one.id).await?;
    }
    Ok(all.into_iter().map(|one| one.id).collect())
}

/// What is read by a link; nothing where there is no such link here, or its owner helps here no more.
///
/// # Errors
/// The store's own.
pub async fn read_calendar(
    bothy: &Bothy,
    organisation: OrganisationId,
    token: &str,
) -> Result<Option<OwnSessions>, StoreError> {
    let input = (organisation, token_hash(token), bothy.now());
    let seen = bothy
        .db
        .snapshot("read_calendar", input, |tx, (organisation, hash, now)| {
            Box::pin(async move { read(tx, *organisation, hash, *now).await })
        })
        .await?;
    if let Some(seen) = &seen
        && reading_is_worth_noting(seen.calendar.read_at, bothy.wall())
    {
        note_reading(bothy, organisation, seen.calendar.id).await;
    }
    Ok(seen)
}

async fn read(
    tx: &mut Tx,
    organisation: OrganisationId,
    hash: &str,
    now: Timestamp,
) -> Result<Option<OwnSessions>, StoreError> {
    let Some(calendar) = behind(tx, organisation, hash).await? else { return Ok(None) };
    let standing = people::standing(tx, organisation, calendar.person, now).await?;
    if standing.hats().is_empty() {
        return Ok(None);
    }
    let (from, to) = stretch(now);
    let mut sessions = held_by(tx, organisation, calendar.person, from, to).await?;
    sessions.retain(|one| holds(&standing, &one.within(organisation), Some(calendar.person)));
    Ok(Some(OwnSessions { calendar, sessions }))
}

/// That it was read keeps nobody's calendar empty where it cannot be written.
async fn note_reading(bothy: &Bothy, organisation: OrganisationId, id: PrivateCalendarId) {
    let noted = bothy
        .db
        .write("note_reading", (organisation, id, bothy.wall()), |w, (organisation, id, wall)| {
            Box::pin(async move {
                let noted = was_read(w, *organisation, *id, *wall).await?;
                // Nobody's act.
                Ok::<_, StoreError>(if noted == 0 { Commit::Unchanged(()) } else { Commit::Sealed(()) })
            })
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(error = &error as &dyn std::error::Error, "the reading of a calendar could not be noted");
    }
}
