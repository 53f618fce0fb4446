//! What is known of running a place, as a form says it, and what is wrong with it.

use bothy_domain::ids::{PersonId, PlaceId};
use bothy_domain::imports::Postcode;
use bothy_domain::places::{Keys, KeysRefused};
use bothy_store::places::{Alarm, Checked};
use jiff::civil::Date;

use super::postcodes;

/// The longest that a line about a place may be, in letters.
pub(super) const LONGEST_LINE: usize = 200;
/// The longest that words about a place may be, in letters.
pub(super) const LONGEST: usize = 1_000;

/// Where a place is and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// What it is called.
    pub name: String,
    /// Street and number; for a route, where it is.
    pub address: String,
    /// As somebody wrote it; may be empty.
    pub postcode: String,
}

/// Whether one of us has to open a building.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It is open when we come.
    OpenAnyway,
    /// One of us opens it.
    OneOfUs,
}

/// All that is known of running a place.
#[derive(Debug, Clone)]
pub struct RunningWords {
    /// Where it is and what it is called.
    pub name: PlaceName,
    /// When it is open.
    pub opening: String,
    /// Whether one of us has to open it.
    pub opener: Opening,
    /// Who has the key.
    pub key_holder: Option<PersonId>,
    /// Who has the second key.
    pub second_key_holder: Option<PersonId>,
    /// Who looks after the building.
    pub caretaker: String,
    /// What is to be known of the alarm.
    pub alarm: Alarm,
    /// When each of these was checked.
    pub checked: Checked,
}

/// The line of a walk, as a form says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteWords {
    /// How long it is, in metres.
    pub distance_m: Option<u32>,
    /// When somebody checked that.
    pub checked_on: Option<Date>,
    /// The place where it starts.
    pub start: Option<PlaceId>,
}

/// One thing that a form about a place asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of its name")]
pub enum PlaceField {
    Name,
    Address,
    Postcode,
    Opening,
    Keys,
    Caretaker,
    Alarm,
    Distance,
    Start,
}

/// Why what was written of a place is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceRefused {
    /// A place has a name.
    #[error("a place has a name")]
    NoName,
    /// A text is longer than it may be.
    #[error("the words are longer than they may be")]
    TooLong(PlaceField),
    /// No postcode has this form.
    #[error("this is not a postcode")]
    NotAPostcode,
    /// Nobody has checked it on a day to come.
    #[error("the day of the check is still to come")]
    CheckedLater(PlaceField),
    /// The keys cannot be with these two.
    #[error(transparent)]
    Keys(#[from] KeysRefused),
    /// Somebody who does not work here would have a key.
    #[error("a key is held by somebody who works here")]
    NotOneOfUs,
    /// A walk starts at a building of ours.
    #[error("a walk starts at a place of ours")]
    NoSuchStart,
    /// Keys and halls belong to buildings, a distance to routes.
    #[error("this is not asked of such a place")]
    OtherKind,
}

impl PlaceName {
    /// Without space around it, with the postcode as the post writes it.
    ///
    /// # Errors
    /// No name, words that are too long, no postcode.
    pub(super) fn read(&self) -> Result<Self, PlaceRefused> {
        let (name, address) = (self.name.trim(), self.address.trim());
        if name.is_empty() {
            return Err(PlaceRefused::NoName);
        }
        if name.chars().count() > LONGEST_LINE {
            return Err(PlaceRefused::TooLong(PlaceField::Name));
        }
        if address.chars().count() > LONGEST_LINE {
            return Err(PlaceRefused::TooLong(PlaceField::Address));
        }
        let said = self.postcode.trim();
        let postcode = match Postcode::read(said) {
            Some(postcode) => postcode.as_str().to_owned(),
            None if said.is_empty() => String::new(),
            None => return Err(PlaceRefused::NotAPostcode),
        };
        Ok(Self { name: name.to_owned(), address: address.to_owned(), postcode })
    }

    /// The point of the postcode on the map, as far as the directory knows it.
    pub(super) fn point(&self) -> (Option<String>, Option<String>) {
        let found = postcodes::find(&self.postcode);
        found.map(|known| known.point).map(|point| (point.latitude_text(), point.longitude_text())).unzip()
    }
}

impl RunningWords {
    /// What is wrong with the words alone.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub(super) fn read(self) -> Result<(Self, Keys), PlaceRefused> {
        let name = self.name.read()?;
        let keys = Keys::of(self.key_holder, self.second_key_holder)?;
        let texts = [
            (&self.opening, PlaceField::Opening),
            (&self.caretaker, PlaceField::Caretaker),
            (&self.alarm.words, PlaceField::Alarm),
        ];
        if let Some((_, field)) = texts.into_iter().find(|(text, _)| text.trim().chars().count() > LONGEST) {
            return Err(PlaceRefused::TooLong(field));
        }
        let alarm = Alarm { words: self.alarm.words.trim().to_owned(), ..self.alarm };
        let (opening, caretaker) = (self.opening.trim().to_owned(), self.caretaker.trim().to_owned());
        Ok((Self { name, opening, caretaker, alarm, ..self }, keys))
    }

    /// Nobody has checked anything on a day to come.
    ///
    /// # Errors
    /// Which day is still to come.
    pub(super) fn not_later_than(&self, today: Date) -> Result<(), PlaceRefused> {
        let days = [
            (self.checked.opening, PlaceField::Opening),
            (self.checked.keys, PlaceField::Keys),
            (self.checked.caretaker, PlaceField::Caretaker),
            (self.alarm.checked_on, PlaceField::Alarm),
        ];
        match days.into_iter().find(|(on, _)| on.is_some_and(|on| on > today)) {
            Some((_, field)) => Err(PlaceRefused::CheckedLater(field)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, postcode: &str) -> PlaceName {
        PlaceName { name: name.into(), address: String::new(), postcode: postcode.into() }
    }

    #[test]
    fn a_postcode_is_written_as_the_post_writes_it_and_has_its_point() {
        let read = named(" Hall ", "eh47rd").read().unwrap();
        assert_eq!((read.name.as_str(), read.postcode.as_str()), ("Hall", "EH4 7RD"));
        let (latitude, _) = read.point();
        assert!(latitude.unwrap().starts_with("55.9"));
    }

    #[test]
    fn a_place_without_a_name_or_with_half_a_postcode_is_refused() {
        assert_eq!(named(" ", "EH4 7RD").read(), Err(PlaceRefused::NoName));
        assert_eq!(named("Hall", "EH4").read(), Err(PlaceRefused::NotAPostcode));
        assert!(named("River path", "").read().is_ok());
        let long = "a".repeat(LONGEST_LINE + 1);
        assert_eq!(named(&long, "").read(), Err(PlaceRefused::TooLong(PlaceField::Name)));
    }
}
