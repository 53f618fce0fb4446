//! The link or the number by which people come in, and how they are let in there (WE3).
//!
//! Everything is data: no service is named, none is needed, and a new one works on the day it is written down.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

/// The longest that an address may be, in letters.
const LONGEST_LINK: usize = 2_000;
/// The longest that a number, a meeting id or a passcode may be.
const LONGEST_WORD: usize = 100;
/// The latest that a meeting locks, in minutes after it began.
pub const LATEST_LOCK: u16 = 240;

/// Whether people wait before they come in, and who lets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WaitingRoom {
    /// Nobody has said.
    #[default]
    NotSaid,
    /// People come straight in.
    StraightIn,
    /// People wait until one of us is there; then all come in.
    UntilOneOfUs,
    /// One of us lets each person in.
    OneByOne,
}

impl WaitingRoom {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::NotSaid, Self::StraightIn, Self::UntilOneOfUs, Self::OneByOne];

    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotSaid => "not-said",
            Self::StraightIn => "straight-in",
            Self::UntilOneOfUs => "until-one-of-us",
            Self::OneByOne => "one-by-one",
        }
    }

    /// The value of a stored word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Whether the meeting is locked once it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locks {
    /// Nobody has said.
    #[default]
    NotSaid,
    /// It stays open: whoever is late comes in.
    Never,
    /// So many minutes after the start nobody else comes in.
    After(u16),
}

/// How people are let in, as the meeting service is set up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LettingIn {
    /// Whether people wait first.
    pub waiting_room: WaitingRoom,
    /// Whether it is locked.
    pub locks: Locks,
    /// The number of the meeting, where the service asks for one; empty where not.
    pub meeting_id: String,
    /// The passcode, where the service asks for one; empty where not.
    pub passcode: String,
}

/// Why a way in cannot be written down as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WayInRefused {
    /// A link begins with `https://`, so that nobody on the way reads along and nothing runs but a page.
    #[error("a link begins with https://")]
    NotHttps,
    /// What follows is no address.
    #[error("this is no address")]
    NoAddress,
    /// A name before the address can make one address look like another.
    #[error("a name stands before the address")]
    NameBeforeAddress,
    /// This cannot be dialled.
    #[error("this is no telephone number")]
    NoNumber,
    /// A number of the meeting or a passcode is one short line.
    #[error("this is longer than {LONGEST_WORD} letters or more than one line")]
    TooLong,
    /// It would lock at a time that makes no sense.
    #[error("a meeting locks 0 to {LATEST_LOCK} minutes after it began")]
    LocksTooLate,
}

/// A link is any https address, whoever runs the service behind it.
///
/// Nothing but https: a link is pressed by somebody who trusts us, so it may not run anything in their browser,
/// nor go over an open line.
///
/// # Errors
/// What is wrong with it. Nothing written is no link, and fine.
pub fn checked_link(said: &str) -> Result<String, WayInRefused> {
    let link = said.trim();
    if link.is_empty() {
        return Ok(String::new());
    }
    let (scheme, rest) = link.split_once("://").ok_or(WayInRefused::NotHttps)?;
    if !scheme.eq_ignore_ascii_case("https") {
        return Err(WayInRefused::NotHttps);
    }
    let out_of_place =
        |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '<' | '>' | '\\');
    if link.chars().count() > LONGEST_LINK || link.chars().any(out_of_place) {
        return Err(WayInRefused::NoAddress);
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Err(WayInRefused::NameBeforeAddress);
    }
    if is_host(host) { Ok(link.to_owned()) } else { Err(WayInRefused::NoAddress) }
}

fn is_host(host: &str) -> bool {
    let (name, port) = host.rsplit_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let port_stands = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let part_stands = |part: &str| {
        !part.is_empty()
            && part.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    port_stands && name.split('.').all(part_stands)
}

/// A telephone number is something that can be dialled, with what is typed after it.
///
/// Figures, spaces, and the signs that people put between and after them: `0131 496 0177`, `+44 131 496 0177`,
/// `0131 496 0177, 4411#`.
///
/// # Errors
/// It cannot be dialled. Nothing written is no number, and fine.
pub fn checked_phone(said: &str) -> Result<String, WayInRefused> {
    let number = said.trim();
    let figures = number.chars().filter(char::is_ascii_digit).count();
    let between =
        |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-' | '#' | '*' | ',');
    match number.is_empty() || (number.len() <= LONGEST_WORD && figures >= 3 && number.chars().all(between)) {
        true => Ok(number.to_owned()),
        false => Err(WayInRefused::NoNumber),
    }
}

impl LettingIn {
    /// A meeting's number and passcode are one short line each, and it locks while people may still be coming.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn checked(self) -> Result<Self, WayInRefused> {
        let line = |said: &str| {
            let said = said.trim();
            match said.chars().count() <= LONGEST_WORD && !said.chars().any(char::is_control) {
                true => Ok(said.to_owned()),
                false => Err(WayInRefused::TooLong),
            }
        };
        if matches!(self.locks, Locks::After(minutes) if minutes > LATEST_LOCK) {
            return Err(WayInRefused::LocksTooLate);
        }
        Ok(Self { meeting_id: line(&self.meeting_id)?, passcode: line(&self.passcode)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn stands(link: &str) {
        assert_eq!(checked_link(link), Ok(link.to_owned()));
    }

    #[track_caller]
    fn refused(link: &str, why: WayInRefused) {
        assert_eq!(checked_link(link), Err(why), "{link}");
    }

    #[test]
    fn a_link_of_any_service_stands_as_it_was_written() {
        stands("https://us02web.zoom.us/j/81234567890?pwd=QmFzZTY0LXRleHQ.1");
        stands("https://teams.microsoft.com/l/meetup-join/19%3ameeting_NzQ%40thread.v2/0?context=%7b%22Tid%22%7d");
        stands("https://meet.jit.si/CarersCircleThursday#config.prejoinPageEnabled=false");
        stands("https://bbb.example.org/b/ail-x2k-9fa-qqq");
        stands("https://meet.google.com/abc-defg-hij");
        stands("https://video.nhsattendanywhere.example/room/42");
        stands("https://meet.group.scot:8443/tuesday");
        stands("https://treffen/dienstag");
        stands("HTTPS://MEET.EXAMPLE.ORG/Tuesday");
    }

    #[test]
    fn a_link_that_could_run_something_or_be_read_on_the_way_is_refused() {
        for link in [
            "javascript:alert(1)",
            "http://meet.example.org/x",
            "data:text/html,x",
            "meet.example.org/x",
            "ftp://a.b/c",
        ] {
            refused(link, WayInRefused::NotHttps);
        }
        refused("https://zoom.us@evil.example/j/1", WayInRefused::NameBeforeAddress);
        for link in [
            "https://",
            "https:///x",
            "https://a b/c",
            "https://a..b/",
            "https://a:port/",
            "https://a\"onclick=x/",
            "https://-a/",
        ] {
            refused(link, WayInRefused::NoAddress);
        }
    }

    #[test]
    fn no_link_and_no_number_are_fine() {
        assert_eq!((checked_link("  "), checked_phone(" ")), (Ok(String::new()), Ok(String::new())));
    }

    #[test]
    fn a_number_is_what_can_be_dialled() {
        for number in ["0131 496 0177", "+44 (0)131 496-0177", "0131 496 0177,,4411#", "101"] {
            assert_eq!(checked_phone(number), Ok(number.to_owned()));
        }
        for number in ["ask Tam", "07700 900123 (Joan)", "12", "javascript:1234"] {
            assert_eq!(checked_phone(number), Err(WayInRefused::NoNumber), "{number}");
        }
    }

    #[test]
    fn a_meeting_locks_within_four_hours_and_its_passcode_is_one_line() {
        let after = |minutes| LettingIn { locks: Locks::After(minutes), ..LettingIn::default() }.checked();
        assert!(after(LATEST_LOCK).is_ok());
        assert_eq!(after(LATEST_LOCK + 1), Err(WayInRefused::LocksTooLate));
        let two = LettingIn { passcode: "one\ntwo".to_owned(), ..LettingIn::default() };
        assert_eq!(two.checked(), Err(WayInRefused::TooLong));
    }
}
