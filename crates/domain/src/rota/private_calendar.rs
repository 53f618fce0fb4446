//! A private calendar: when one person has a session, read by their own phone (WE13).
//!
//! A calendar is seen by more people than one thinks of: on a locked screen, by an employer whose account the phone
//! has, by whoever shares a family's calendar. So it says when, and one word that its owner chose; never which group,
//! where, or with whom. What is not here: how such a file is written (crate `calendar`).

use alloc::string::String;
use jiff::{SignedDuration, Timestamp};

/// So many links one person has at most: a phone, a tablet, a computer, and two that were forgotten.
pub const MOST: usize = 5;
/// The longest word, in letters: a line on a small screen.
pub const LONGEST: usize = 40;
/// What is over stays so long: a calendar that loses yesterday looks broken.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 28);
/// So far ahead it goes.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 7 * 26);
/// For so long a form that comes twice is the same press twice.
const TWICE: SignedDuration = SignedDuration::from_mins(2);
/// That a phone looked is noted once in so long: they look every hour.
const NOTED: SignedDuration = SignedDuration::from_hours(20);

/// Why a private calendar is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefused {
    /// It would say nothing at all.
    #[error("say what your calendar should show")]
    NoWord,
    /// The word is longer than a line.
    #[error("the word is longer than a line")]
    LongWord,
    /// The word names a group or the organisation.
    #[error("the word names a group or the organisation")]
    Tells,
    /// They have as many as one person has.
    #[error("one has to go first")]
    Enough,
}

/// The word that stands at each session, if it tells nobody anything. `names` are those of the organisation and of the
/// groups that this person helps with.
///
/// # Errors
/// [`CalendarRefused`].
pub fn neutral_word<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Result<String, CalendarRefused> {
    // One line, whatever was pasted.
    let mut word = String::new();
    for part in
        typed.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|part| !part.is_empty())
    {
        if !word.is_empty() {
            word.push(' ');
        }
        word.push_str(part);
    }
    if word.is_empty() {
        return Err(CalendarRefused::NoWord);
    }
    if word.chars().count() > LONGEST {
        return Err(CalendarRefused::LongWord);
    }
    let said = word.to_lowercase();
    if names.into_iter().map(|name| name.trim().to_lowercase()).any(|name| !name.is_empty() && said.contains(&name)) {
        return Err(CalendarRefused::Tells);
    }
    Ok(word)
}

/// Whether one more may be made.
///
/// # Errors
/// [`CalendarRefused::Enough`].
pub const fn one_more(has: usize) -> Result<(), CalendarRefused> {
    if has < MOST { Ok(()) } else { Err(CalendarRefused::Enough) }
}

/// From when until when sessions stand in it.
pub fn stretch(now: Timestamp) -> (Timestamp, Timestamp) {
    (now.saturating_sub(BACK).unwrap_or(now), now.saturating_add(AHEAD).unwrap_or(now))
}

/// Whether a form that comes again is the same press: then its link is made anew and shown, because nobody saw the
/// first. Later it would cut off a phone that reads by it.
pub fn is_same_press(made: Timestamp, wall: Timestamp) -> bool {
    wall.duration_since(made) < TWICE
}

/// Whether that somebody read it now is worth a note.
pub fn reading_is_worth_noting(read: Option<Timestamp>, wall: Timestamp) -> bool {
    // A clock that was set back is no reason to stop noting.
    read.is_none_or(|read| wall.duration_since(read).abs() >= NOTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["Lothian Peer Network", "Open café"];

    #[test]
    fn a_word_that_names_no_group_is_taken_on_one_line() {
        assert_eq!(neutral_word("  Busy\n at\u{7} noon ", NAMES).as_deref(), Ok("Busy at noon"));
    }

    #[test]
    fn a_word_that_names_a_group_or_the_organisation_tells_others_and_is_refused() {
        for word in ["open CAFÉ", "the Open café, again", "lothian peer network"] {
            assert_eq!(neutral_word(word, NAMES), Err(CalendarRefused::Tells), "{word}");
        }
        // A group without a name yet does not forbid every word.
        assert_eq!(neutral_word("Busy", [" "]).as_deref(), Ok("Busy"));
    }

    #[test]
    fn no_word_and_a_long_one_are_refused() {
        assert_eq!(neutral_word(" \t", NAMES), Err(CalendarRefused::NoWord));
        assert!(neutral_word(&"é".repeat(LONGEST), NAMES).is_ok());
        assert_eq!(neutral_word(&"é".repeat(LONGEST + 1), NAMES), Err(CalendarRefused::LongWord));
    }

    #[test]
    fn five_links_are_enough() {
        assert_eq!(one_more(MOST - 1), Ok(()));
        assert_eq!(one_more(MOST), Err(CalendarRefused::Enough));
    }

    #[test]
    fn a_form_that_comes_again_at_once_is_the_same_press_and_an_hour_later_is_not() {
        let made = Timestamp::from_second(1_800_000_000).unwrap();
        assert!(is_same_press(made, made + SignedDuration::from_secs(119)));
        assert!(!is_same_press(made, made + SignedDuration::from_secs(120)));
    }

    #[test]
    fn that_a_phone_looked_is_noted_about_once_a_day_also_after_a_clock_went_back() {
        let read = Timestamp::from_second(1_800_000_000).unwrap();
        assert!(reading_is_worth_noting(None, read));
        assert!(!reading_is_worth_noting(Some(read), read + SignedDuration::from_hours(1)));
        assert!(reading_is_worth_noting(Some(read), read + SignedDuration::from_hours(20)));
        assert!(reading_is_worth_noting(Some(read), read - SignedDuration::from_hours(24)));
    }
}
