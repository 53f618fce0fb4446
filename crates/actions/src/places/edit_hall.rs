//! A coordinator adds a hall to a building, writes what it is like, or takes it out of use.

use super::running::{LONGEST, LONGEST_LINE};
use super::with_place::{Asked, close, open};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::ids::{ActId, HallId};
use bothy_domain::places::PlaceKind;
use bothy_store::places::{Hall, add_hall as add, drop_hall, hall_is_used, halls, save_hall};
use bothy_store::{Commit, Writing};
use jiff::civil::Date;
use uuid::Uuid;

/// A hall as a form says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HallWords {
    /// What it is called.
    pub name: String,
    /// How many people it holds, if anybody knows.
    pub holds: Option<u16>,
    /// What it is like.
    pub words: String,
    /// When somebody checked that.
    pub checked_on: Option<Date>,
}

/// Why a hall is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HallRefused {
    /// A hall has a name.
    #[error("a hall has a name")]
    NoName,
    /// Two halls of one building would have one name.
    #[error("this building has a hall of that name")]
    SameName,
    /// A text is longer than it may be.
    #[error("the words are longer than they may be")]
    TooLong,
    /// Nobody has checked it on a day to come.
    #[error("the day of the check is still to come")]
    CheckedLater,
    /// A walk has no halls.
    #[error("a walk has no halls")]
    OnAWalk,
}

/// What becomes of a hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HallChange {
    /// A new one.
    Add(HallWords),
    /// What is known of one is written anew.
    Write(HallId, HallWords),
    /// It is not used any more: kept where a session names it, gone where none does.
    Retire(HallId),
    /// It is used again.
    UseAgain(HallId),
}

/// Changes the halls of a building; `version` is the one of the building that the form was printed from.
///
/// # Errors
/// What is wrong; [`ActionError::Stale`] where somebody changed the place meanwhile; or the building or the hall
/// is not there for this person.
pub async fn edit_hall(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    slug: &str,
    version: i64,
    change: HallChange,
) -> Result<(), ActionError<HallRefused>> {
    let change = match change {
        HallChange::Add(words) => HallChange::Add(read(words)?),
        HallChange::Write(id, words) => HallChange::Write(id, read(words)?),
        other => other,
    };
    let asked = Asked::new((who, act), slug, Some(version), &change, bothy.now());
    bothy.db.write("edit_hall", (asked, change), |w, (asked, change)| Box::pin(edit_in(w, asked, change))).await
}

fn read(words: HallWords) -> Result<HallWords, ActionError<HallRefused>> {
    let (name, said) = (words.name.trim().to_owned(), words.words.trim().to_owned());
    if name.is_empty() {
        return Err(ActionError::Rule(HallRefused::NoName));
    }
    if name.chars().count() > LONGEST_LINE || said.chars().count() > LONGEST {
        return Err(ActionError::Rule(HallRefused::TooLong));
    }
    Ok(HallWords { name, words: said, ..words })
}

async fn edit_in(w: &mut Writing, asked: &Asked, change: &HallChange) -> Result<Commit<()>, ActionError<HallRefused>> {
    let Some(opened) = open(w, asked).await? else { return Ok(Commit::Unchanged(())) };
    let (organisation, today) = (asked.organisation(), opened.today);
    if opened.place.kind() != PlaceKind::Building {
        return Err(ActionError::Rule(HallRefused::OnAWalk));
    }
    let known = halls(w, organisation, opened.place.id).await?;
    let find = |id: &HallId| known.iter().find(|hall| hall.id == *id).cloned().ok_or(ActionError::NotFound);
    let fits = |words: &HallWords, this: Option<HallId>| {
        let same = |hall: &Hall| Some(hall.id) != this && hall.name.to_lowercase() == words.name.to_lowercase();
        if words.checked_on.is_some_and(|on| on > today) {
            Err(ActionError::Rule(HallRefused::CheckedLater))
        } else if known.iter().any(same) {
            Err(ActionError::Rule(HallRefused::SameName))
        } else {
            Ok(())
        }
    };
    let written = |words: &HallWords, id: HallId, retired_at| Hall {
        id,
        name: words.name.clone(),
        holds: words.holds,
        words: words.words.clone(),
        checked_on: words.checked_on,
        retired_at,
    };
    let act = match change {
        HallChange::Add(words) => {
            fits(words, None)?;
            let hall = written(words, HallId::new(Uuid::now_v7()), None);
            add(w, organisation, opened.place.id, &hall).await?;
            "hall-added"
        }
        HallChange::Write(id, words) => {
            let hall = find(id)?;
            fits(words, Some(*id))?;
            save_hall(w, organisation, &written(words, *id, hall.retired_at)).await?;
            "hall-edited"
        }
        HallChange::Retire(id) => {
            let hall = find(id)?;
            if hall_is_used(w, organisation, *id).await? {
                save_hall(w, organisation, &Hall { retired_at: Some(asked.now), ..hall }).await?;
                "hall-retired"
            } else {
                drop_hall(w, organisation, *id).await?;
                "hall-removed"
            }
        }
        HallChange::UseAgain(id) => {
            save_hall(w, organisation, &Hall { retired_at: None, ..find(id)? }).await?;
            "hall-used-again"
        }
    };
    close(w, asked, opened, act).await
}
