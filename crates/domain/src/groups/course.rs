//! A course: its material in parts, one taken up at each meeting.

use crate::sessions::SessionState;
use crate::sessions::way_in::{WayInRefused, checked_link};
use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use jiff::civil::Date;

/// The most parts that a course has: one for each week of a year.
pub const MOST_PARTS: usize = 52;
/// The longest title, in letters.
const LONGEST_TITLE: usize = 200;
/// The longest material of one part, in letters.
const LONGEST_MATERIAL: usize = 8_000;

/// One part of a course.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoursePart {
    /// What it is called.
    pub title: String,
    /// What is read or done, in words; empty where there is only a link.
    pub material: String,
    /// Where more of it is; empty where there is nothing.
    pub link: String,
}

/// Why the parts of a course cannot stand. `part` counts from 1 as they were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartsRefused {
    /// A part has material and no title.
    #[error("part {part} has no title")]
    NoTitle {
        /// Which part.
        part: usize,
    },
    /// The link of a part is none.
    #[error("the link of part {part}: {why}")]
    Link {
        /// Which part.
        part: usize,
        /// What is wrong with it.
        why: WayInRefused,
    },
    /// A text is longer than it may be.
    #[error("part {part} is too long")]
    TooLong {
        /// Which part.
        part: usize,
    },
    /// There are more parts than weeks.
    #[error("a course has at most {MOST_PARTS} parts")]
    TooMany,
}

/// Every part of a course has a title; rows in which nothing stands are left out.
///
/// # Errors
/// The first part that cannot stand, and why.
pub fn checked_parts(sent: &[CoursePart]) -> Result<Vec<CoursePart>, PartsRefused> {
    let mut parts = Vec::new();
    for (at, one) in sent.iter().enumerate() {
        let part = at + 1;
        let (title, material) = (one.title.trim(), one.material.trim());
        let link = checked_link(&one.link).map_err(|why| PartsRefused::Link { part, why })?;
        if title.is_empty() && material.is_empty() && link.is_empty() {
            continue;
        }
        if title.is_empty() {
            return Err(PartsRefused::NoTitle { part });
        }
        if title.chars().count() > LONGEST_TITLE || material.chars().count() > LONGEST_MATERIAL {
            return Err(PartsRefused::TooLong { part });
        }
        parts.push(CoursePart { title: title.to_owned(), material: material.to_owned(), link });
    }
    match parts.len() > MOST_PARTS {
        true => Err(PartsRefused::TooMany),
        false => Ok(parts),
    }
}

/// The parts of a course are taken up in order, one at each meeting; a meeting that is called off uses none up.
///
/// `meetings` are those of the course, by start. Gives the day of each of `count` parts; none where no meeting is
/// planned for it yet.
pub fn paced(count: usize, meetings: &[(Date, SessionState)]) -> Vec<Option<Date>> {
    let mut held = meetings.iter().filter(|(_, state)| matches!(state, SessionState::Planned)).map(|(day, _)| *day);
    (0..count).map(|_| held.next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::session::WhyCalledOff;
    use jiff::Timestamp;
    use jiff::civil::date;

    fn part(title: &str, link: &str) -> CoursePart {
        CoursePart { title: title.to_owned(), material: "Read two pages".to_owned(), link: link.to_owned() }
    }

    #[test]
    fn a_week_off_moves_the_later_parts_and_loses_none() {
        let off = SessionState::CalledOff { at: Timestamp::UNIX_EPOCH, why: WhyCalledOff::WeekOff };
        let meetings = [
            (date(2027, 1, 12), SessionState::Planned),
            (date(2027, 1, 19), off),
            (date(2027, 1, 26), SessionState::Planned),
        ];
        assert_eq!(paced(3, &meetings), [Some(date(2027, 1, 12)), Some(date(2027, 1, 26)), None]);
    }

    #[test]
    fn empty_rows_are_left_out_and_the_order_stays() {
        let sent = [part("Sleep", ""), CoursePart::default(), part("Rest", "https://example.org/rest")];
        let titles: Vec<String> = checked_parts(&sent).unwrap().into_iter().map(|part| part.title).collect();
        assert_eq!(titles, ["Sleep", "Rest"]);
    }

    #[test]
    fn a_part_without_a_title_or_with_a_link_that_runs_something_is_refused() {
        assert_eq!(checked_parts(&[part("One", ""), part(" ", "")]), Err(PartsRefused::NoTitle { part: 2 }));
        let why = WayInRefused::NotHttps;
        assert_eq!(checked_parts(&[part("One", "javascript:alert(1)")]), Err(PartsRefused::Link { part: 1, why }));
        let many: Vec<CoursePart> = (0..=MOST_PARTS).map(|_| part("One", "")).collect();
        assert_eq!(checked_parts(&many), Err(PartsRefused::TooMany));
    }
}
