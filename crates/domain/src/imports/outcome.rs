//! Outcomes: how a row ends. Every row is imported, waits for a person, or is refused, with a reason.

use super::event_rows::{EventDoubt, EventRefusal};
use super::said_times;
use super::whereabouts::WhereDoubt;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// How a row ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// All that matters is plainly said. It is not public until a person has looked.
    Imported,
    /// A person has to answer these first; at least one.
    Waiting(Vec<RowDoubt>),
    /// It cannot be taken.
    Refused(Refusal),
}

impl Outcome {
    /// Waiting if there is a doubt, imported otherwise.
    pub(super) fn of(doubts: Vec<RowDoubt>) -> Self {
        if doubts.is_empty() { Self::Imported } else { Self::Waiting(doubts) }
    }

    /// This outcome with one doubt more; what is refused stays refused.
    #[must_use]
    pub fn with_doubt(self, doubt: RowDoubt) -> Self {
        match self {
            Self::Imported => Self::Waiting(alloc::vec![doubt]),
            Self::Waiting(mut doubts) => {
                doubts.push(doubt);
                Self::Waiting(doubts)
            }
            Self::Refused(refusal) => Self::Refused(refusal),
        }
    }

    /// "imported", "waiting", "refused": the words of the report, which do not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Waiting(_) => "waiting",
            Self::Refused(_) => "refused",
        }
    }

    /// The reason in plain sentences; empty for an imported row.
    pub fn reason(&self) -> String {
        match self {
            Self::Imported => String::new(),
            Self::Waiting(doubts) => doubts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            Self::Refused(refusal) => refusal.to_string(),
        }
    }
}

/// What a person has to be asked about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sentence of each doubt stands in its Display")]
pub enum RowDoubt {
    Times(said_times::Doubt),
    Where(WhereDoubt),
    WhereNotSaid,
    TwoVenues,
    VenueVaries { said: String },
    ClosedNow { said: String },
    WhatNotSaid,
    NoWayToReach,
    NotAWebsite { said: String },
    Event(EventDoubt),
}

impl RowDoubt {
    /// A short name that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Times(doubt) => doubt.code(),
            Self::Where(WhereDoubt::NotAPostcode { .. }) => "not-a-postcode",
            Self::Where(WhereDoubt::UnknownPostcode { .. }) => "unknown-postcode",
            Self::Where(WhereDoubt::PointFarAway { .. }) => "point-far-away",
            Self::WhereNotSaid => "where-not-said",
            Self::TwoVenues => "two-venues",
            Self::VenueVaries { .. } => "venue-varies",
            Self::ClosedNow { .. } => "closed-now",
            Self::WhatNotSaid => "what-not-said",
            Self::NoWayToReach => "no-way-to-reach",
            Self::NotAWebsite { .. } => "not-a-website",
            Self::Event(doubt) => doubt.code(),
        }
    }
}

impl fmt::Display for RowDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(doubt) => doubt.fmt(f),
            Self::Where(doubt) => doubt.fmt(f),
            Self::Event(doubt) => doubt.fmt(f),
            Self::WhereNotSaid => write!(f, "It does not say where."),
            Self::TwoVenues => write!(f, "It names two venues, and a group meets at one."),
            Self::VenueVaries { said } => write!(f, "It names no certain venue (“{said}”)."),
            Self::WhatNotSaid => write!(f, "It does not say what the service does."),
            Self::NoWayToReach => write!(f, "It has no address, website or telephone number."),
            Self::NotAWebsite { said } => write!(f, "“{said}” is not the address of a website."),
            Self::ClosedNow { said } => write!(f, "It says that it is closed at present (“{said}”)."),
        }
    }
}

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing to call it by.
    #[error("The row has no name.")]
    NoName,
    /// It is here already, or stood higher up in the same file.
    #[error("“{name}” is here already, with the same postcode or address.")]
    AlreadyHere {
        /// The name as the row says it.
        name: String,
    },
    /// The list gives one number to two services.
    #[error("“{name}” has the number {number}, which stands higher up in the same file.")]
    NumberTwice {
        /// The name as the row says it.
        name: String,
        /// The number.
        number: String,
    },
    /// Its cells do not stand under the columns.
    #[error("The row has {found} cells where the table has {expected} columns.")]
    Ragged {
        /// Cells in the row.
        found: usize,
        /// Columns in the table.
        expected: usize,
    },
    /// A cell is longer than anything that a person would read.
    #[error("A cell under “{column}” has {letters} letters; at most {most} are read.")]
    TooLong {
        /// The column's name.
        column: String,
        /// Letters found.
        letters: usize,
        /// Letters allowed.
        most: usize,
    },
    /// The file cannot be cut into cells here.
    #[error("The row cannot be cut into cells: {why}.")]
    Unreadable {
        /// What stood in the way.
        why: String,
    },
    /// It is an event of a calendar, for which other things count.
    #[error(transparent)]
    Event(#[from] EventRefusal),
}

/// What is here already, so that nothing is taken twice. Fill it from the store, then let each row pass.
#[derive(Debug, Clone, Default)]
pub struct AlreadyHere(BTreeSet<(String, String)>);

impl AlreadyHere {
    /// Remembers something by its name and where it is. True when it was not here before.
    pub fn remember(&mut self, name: &str, postcode: &str, address: &str) -> bool {
        let place = if postcode.trim().is_empty() { address } else { postcode };
        self.0.insert((plain(name), plain(place)))
    }

    /// Refuses what is here already.
    pub(super) fn first_time(&mut self, name: &str, postcode: &str, address: &str) -> Result<(), Refusal> {
        if self.remember(name, postcode, address) {
            Ok(())
        } else {
            Err(Refusal::AlreadyHere { name: name.to_string() })
        }
    }
}

/// Letters and figures only, so that "St. Bernard's" is "St Bernards".
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
