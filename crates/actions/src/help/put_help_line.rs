//! Who sets a service up writes a help line down, with where its number was found and when somebody checked it.

use super::hours::WeekHours;
use crate::access::{Known, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_calendar::zone::{day_of, named};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{SetUp, Within};
use bothy_domain::ids::{ActId, HelpLineId};
use bothy_domain::organisations::reach::can_be_rung;
use bothy_store::safety::{self, HelpLine};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, access, organisations, people};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// The longest that one field of a line may be, in letters.
const LONGEST: usize = 300;

/// A help line as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineWords {
    /// As people read it: `116 123`.
    pub number: String,
    /// Whose it is.
    pub name: String,
    /// When it answers: `always`, or spans such as `mon 18:00 tue 02:00`.
    pub hours: String,
    /// Where the number was found.
    pub source: String,
    /// The day on which somebody checked it.
    pub checked_on: Date,
}

/// Why a line is not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineRefused {
    /// What was given is not a number that can be rung.
    #[error("this is not a number that can be rung")]
    NoNumber,
    /// Nobody would know whose line it is.
    #[error("it does not say whose line it is")]
    NoName,
    /// A number without its source cannot be checked again.
    #[error("it does not say where the number was found")]
    NoSource,
    /// The hours are not of the form that is read; they are never guessed.
    #[error("the hours cannot be read")]
    Hours,
    /// Nobody has checked it on a day to come.
    #[error("the day of the check is still to come")]
    CheckedLater,
    /// A field is longer than it may be.
    #[error("one of the fields is longer than {most} letters")]
    TooLong {
        /// The most letters.
        most: usize,
    },
}

struct Input {
    who: Known,
    act: ActId,
    line: Option<HelpLineId>,
    words: LineWords,
    now: Timestamp,
}

/// Writes a help line down; a new one where `line` is none, at the end of the list.
///
/// # Errors
/// What is wrong with the line, by name; or there is no such line, or this person does not set the service up.
pub async fn put_help_line(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    line: Option<HelpLineId>,
    words: LineWords,
) -> Result<HelpLineId, ActionError<LineRefused>> {
    let words = checked(words).map_err(ActionError::Rule)?;
    let input = Input { who: who.clone(), act, line, words, now: bothy.now() };
    bothy.db.write("put_help_line", input, |w, input| Box::pin(put_in(w, input))).await
}

fn checked(words: LineWords) -> Result<LineWords, LineRefused> {
    let texts = [&words.number, &words.name, &words.hours, &words.source];
    if texts.into_iter().any(|text| text.chars().count() > LONGEST) {
        return Err(LineRefused::TooLong { most: LONGEST });
    }
    if !can_be_rung(&words.number) {
        return Err(LineRefused::NoNumber);
    }
    if words.name.trim().is_empty() {
        return Err(LineRefused::NoName);
    }
    if words.source.trim().is_empty() {
        return Err(LineRefused::NoSource);
    }
    if WeekHours::read(&words.hours).is_none() {
        return Err(LineRefused::Hours);
    }
    Ok(words)
}

async fn put_in(w: &mut Writing, input: &Input) -> Result<Commit<HelpLineId>, ActionError<LineRefused>> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    // Two who add a line at once would both take the same place in the list.
    let _locked = lock_calendar(w, organisation).await?;
    let standing = people::standing(w, organisation, input.who.sign_in.person, now).await?;
    Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
    let hash = token_hash(&format!("{:?} {:?}", input.line, input.words));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, made)) if same == hash => {
            return Ok(Commit::Unchanged(made.parse().map_err(|_| ActionError::NotFound)?));
        }
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    let Some(ours) = organisations::find(w, organisation).await? else { return Err(ActionError::NotFound) };
    let zone = named(&ours.zone).map_err(|_| StoreError::Unknown { column: "zone" })?;
    if input.words.checked_on > day_of(now, &zone) {
        return Err(ActionError::Rule(LineRefused::CheckedLater));
    }
    let lines = safety::help_lines(w, organisation).await?;
    let before = match input.line {
        None => HelpLine {
            id: HelpLineId::new(Uuid::now_v7()),
            // Place 0 is the number for danger now: the first line that is written down.
            position: lines.iter().map(|line| line.position.saturating_add(1)).max().unwrap_or(0),
            name: String::new(),
            number: String::new(),
            what: String::new(),
            hours: String::new(),
            area: ours.area,
            source: String::new(),
            checked_on: input.words.checked_on,
        },
        Some(id) => lines.into_iter().find(|line| line.id == id).ok_or(ActionError::NotFound)?,
    };
    let line = HelpLine {
        name: input.words.name.trim().to_owned(),
        number: input.words.number.trim().to_owned(),
        hours: input.words.hours.trim().to_owned(),
        source: input.words.source.trim().to_owned(),
        checked_on: input.words.checked_on,
        ..before
    };
    safety::put_help_line(w, organisation, &line).await?;
    let id = line.id.to_string();
    access::spend(w, organisation, input.act.uuid(), "put-help-line", &hash, &id, now).await?;
    let audit = Audit::of(Entry {
        organisation,
        at: now,
        by: Some(input.who.sign_in.person),
        act: "help-line-written",
        thing: id,
        reason: None,
    });
    Ok(Commit::Changed(line.id, audit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line() -> LineWords {
        LineWords {
            number: "0131 496 0123".into(),
            name: "Someone to listen".into(),
            hours: "always".into(),
            source: "rung by Sam".into(),
            checked_on: date(2026, 11, 2),
        }
    }

    #[test]
    fn a_line_says_where_its_number_was_found() {
        assert_eq!(checked(LineWords { source: " ".into(), ..line() }), Err(LineRefused::NoSource));
        assert!(checked(line()).is_ok());
    }

    #[test]
    fn a_number_that_cannot_be_rung_is_refused() {
        for number in ["", "12", "ring us", "0131 496 x", "1234567890123456"] {
            assert_eq!(checked(LineWords { number: number.into(), ..line() }), Err(LineRefused::NoNumber), "{number}");
        }
    }

    #[test]
    fn hours_are_never_guessed() {
        assert_eq!(checked(LineWords { hours: "most evenings".into(), ..line() }), Err(LineRefused::Hours));
    }
}
