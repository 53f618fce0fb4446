//! The parts of a calendar file: its events and the zones told in it. Broken files are read as far as they can be.

use super::lines::{Line, lines};
use super::zones::Told;
use super::{MOST_DATES, MOST_EVENTS, NotACalendar};

/// How deep parts may stand in each other; deeper ones are passed over.
const DEEPEST: usize = 16;
/// The most zones that are kept.
const MOST_ZONES: usize = 500;
/// The most lines that are kept of one event; the others are its dates, each on a line of its own.
const MOST_LINES: usize = MOST_DATES + 50;

/// What is kept of a file.
#[derive(Debug, Default)]
pub(super) struct File {
    pub events: Vec<Raw>,
    pub zones: Vec<Told>,
}

/// The lines of one event that say what it is and when; those about people are not among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Raw {
    pub lines: Vec<Line>,
    /// Whether more lines stood there than are kept.
    pub cut: bool,
}

impl Raw {
    /// The first line of this name.
    pub fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// All lines of this name.
    pub fn all<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// The words of the first line of this name.
    pub fn words(&self, name: &str) -> String {
        self.line(name).map(Line::words).unwrap_or_default()
    }

    fn take(&mut self, line: Line) {
        const KEPT: [&str; 13] = [
            "UID",
            "SUMMARY",
            "LOCATION",
            "CLASS",
            "STATUS",
            "DTSTART",
            "DTEND",
            "DURATION",
            "RRULE",
            "EXRULE",
            "EXDATE",
            "RDATE",
            "RECURRENCE-ID",
        ];
        if !KEPT.contains(&line.name.as_str()) {
            return;
        }
        if self.lines.len() < MOST_LINES {
            self.lines.push(line);
        } else {
            self.cut = true;
        }
    }
}

/// Which part a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Event,
    Zone,
    Standard,
    Daylight,
    Other,
}

#[derive(Default)]
struct Reading {
    file: File,
    /// The parts that are open.
    open: Vec<Part>,
    /// How many more are open than are kept.
    deeper: usize,
    event: Raw,
    zone: Told,
    begun: bool,
}

/// Reads a file into its parts.
pub(super) fn read(text: &str) -> Result<File, NotACalendar> {
    let mut reading = Reading::default();
    for line in lines(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        match line.name.as_str() {
            "BEGIN" => reading.begin(&line.value)?,
            "END" => reading.end(&line.value)?,
            _ => reading.take(line),
        }
    }
    // The file may end in the middle of an event: what stands there of it is read.
    while !reading.open.is_empty() {
        reading.close()?;
    }
    let Reading { file, begun, .. } = reading;
    match (begun, file.events.is_empty()) {
        (false, _) => Err(NotACalendar::NotOne),
        (true, true) => Err(NotACalendar::NoEvent),
        (true, false) => Ok(file),
    }
}

impl Reading {
    fn begin(&mut self, name: &str) -> Result<(), NotACalendar> {
        let part = match name.to_ascii_uppercase().as_str() {
            "VCALENDAR" => {
                self.begun = true;
                Part::Other
            }
            "VEVENT" => {
                self.begun = true;
                // An event within an event is one whose end was forgotten.
                if self.open.last() == Some(&Part::Event) {
                    self.close()?;
                }
                self.event = Raw::default();
                Part::Event
            }
            "VTIMEZONE" => {
                self.zone = Told::default();
                Part::Zone
            }
            "STANDARD" => Part::Standard,
            "DAYLIGHT" => Part::Daylight,
            _ => Part::Other,
        };
        if self.open.len() < DEEPEST {
            self.open.push(part);
        } else {
            self.deeper += 1;
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), NotACalendar> {
        if self.deeper > 0 {
            self.deeper -= 1;
            return Ok(());
        }
        let closes_event = name.eq_ignore_ascii_case("VEVENT");
        if closes_event && !self.open.contains(&Part::Event) {
            return Ok(());
        }
        // An alarm whose end was forgotten ends with its event.
        while closes_event && self.open.last().is_some_and(|part| *part != Part::Event) {
            self.close()?;
        }
        self.close()
    }

    /// Closes the part that was opened last.
    fn close(&mut self) -> Result<(), NotACalendar> {
        match self.open.pop() {
            Some(Part::Event) => {
                if self.file.events.len() >= MOST_EVENTS {
                    return Err(NotACalendar::TooManyEvents { most: MOST_EVENTS });
                }
                self.file.events.push(std::mem::take(&mut self.event));
            }
            Some(Part::Zone) if self.file.zones.len() < MOST_ZONES && !self.zone.name.is_empty() => {
                self.file.zones.push(std::mem::take(&mut self.zone));
            }
            Some(Part::Standard) => self.zone.end_half(false),
            Some(Part::Daylight) => self.zone.end_half(true),
            Some(Part::Zone | Part::Other) | None => {}
        }
        Ok(())
    }

    fn take(&mut self, line: Line) {
        if self.deeper > 0 {
            return;
        }
        match self.open.last() {
            Some(Part::Event) => self.event.take(line),
            Some(Part::Zone | Part::Standard | Part::Daylight) => self.zone.take(&line),
            Some(Part::Other) | None => {}
        }
    }
}
