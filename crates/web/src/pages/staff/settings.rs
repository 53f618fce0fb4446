//! Settings: who reads worries, the help lines, when somebody can be reached, the days on which nobody is here.

use askama::Template;

use super::parts::{Acts, Stale};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Choice, Errors, Icon};

/// What an organisation says of itself before it opens.
#[derive(Clone, Template)]
#[template(path = "staff/settings.html")]
pub struct Settings {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// What has to be done before any group opens to the public, and whether it is.
    pub tasks: Vec<TaskLine>,
    /// What else is to be set up.
    pub other_tasks: Vec<TaskLine>,
    /// Whether whoever looks decides how people get in and how letters leave.
    pub administers: bool,
    /// The version the forms were printed from.
    pub version: String,
    /// Who may read worries: id and name; the first says nobody.
    pub people: Vec<(String, String)>,
    /// The id of the first reader; empty where nobody is named.
    pub first_reader: String,
    /// The id of the second reader.
    pub second_reader: String,
    /// The help lines.
    pub lines: Vec<HelpLineForm>,
    /// An empty one, or what was typed into it.
    pub new_line: HelpLineForm,
    /// When somebody can be reached.
    pub hours: Vec<ReachHourForm>,
    /// An empty one, or what was typed into it.
    pub new_hour: ReachHourForm,
    /// The ways to choose from: value and words.
    pub ways: Vec<(String, String)>,
    /// The weekdays to choose from: value and words.
    pub days: Vec<(String, String)>,
    /// The weekdays and the runs of weekdays to choose from for new hours.
    pub new_days: Vec<(String, String)>,
    /// What is asked of every supporter, as it stands in its form.
    pub asks: AsksForm,
    /// What was asked for, version by version, the newest first.
    pub versions: Vec<VersionLine>,
    /// The closed days that are known, by date.
    pub closed: Vec<ClosedDay>,
    /// The new closed day as typed: day, month, year.
    pub closed_on: (String, String, String),
    /// Why, as typed.
    pub closed_why: String,
    /// What to put right.
    pub errors: Errors,
    /// What somebody else changed meanwhile.
    pub stale: Option<Stale>,
}

/// One thing to set up.
#[derive(Clone)]
pub struct TaskLine {
    /// "Two people read worries".
    pub what: String,
    /// How it is done, or why it counts.
    pub detail: String,
    /// Where on the page; empty where it is done on the machine.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
    /// Whether a letter can be sent to try it.
    pub letters: bool,
}

impl TaskLine {
    fn sample(what: &str, href: &str, done: bool) -> Self {
        Self {
            what: what.to_owned(),
            detail: "If one is ill, the other is there.".to_owned(),
            href: href.to_owned(),
            done,
            letters: false,
        }
    }

    fn samples() -> Vec<Self> {
        let letters = Self { letters: true, ..Self::sample("Letters leave", "/settings/mail", true) };
        let second = Self::sample("A second administrator is here", "#people-l", true);
        vec![second, letters, Self::sample("Make a backup", "", false)]
    }

    fn before_opening() -> Vec<Self> {
        let readers = Self::sample("Two people read worries", "#readers-h", true);
        vec![readers, Self::sample("Write help lines down", "#lines-h", false)]
    }
}

/// What is asked of every supporter, as it stands in its form.
#[derive(Clone, Default)]
pub struct AsksForm {
    /// What the form was printed from.
    pub version: String,
    /// What can be asked for.
    pub choices: Vec<Choice>,
    /// What is asked for: `references`, `supervision`.
    pub chosen: Vec<String>,
    /// For how many weeks one supervision holds, as typed.
    pub weeks: String,
    /// Why it is changed, as typed.
    pub reason: String,
}

/// One version of what is asked for.
#[derive(Clone)]
pub struct VersionLine {
    /// "Tuesday 3 March, 9am: version 2".
    pub since: String,
    /// "Aileen Kerr"; empty where nobody made it by hand.
    pub by: String,
    /// What is asked for since.
    pub what: String,
    /// "Before: 2"; empty for what stood when versions began.
    pub before: String,
    /// "Why: …"; empty where nobody said it.
    pub why: String,
}

impl VersionLine {
    fn samples() -> Vec<Self> {
        let line = |since: &str, by: &str, what: &str, before: &str, why: &str| Self {
            since: since.to_owned(),
            by: by.to_owned(),
            what: what.to_owned(),
            before: before.to_owned(),
            why: why.to_owned(),
        };
        let (third, second) = ("Today, 8:40am: version 3", "Tuesday 3 March, 9am: version 2");
        vec![
            line(third, "Aileen Kerr", "Tuesday group, facilitators at least: 3", "Before: 2", ""),
            line(
                second,
                "Sam Okafor",
                "Of every supporter: Supervision, every 6 weeks",
                "Before: Supervision, every 8 weeks",
                "Why: The supervisor has more hours now.",
            ),
            line("Friday 2 January, 9am: version 1", "", "As it stood: Supervision, every 8 weeks", "", ""),
        ]
    }
}

impl AsksForm {
    fn sample() -> Self {
        Self {
            version: "yes 8".to_owned(),
            choices: vec![
                Choice::new("references", "Two references, of two people"),
                Choice::new("supervision", "Supervision"),
            ],
            chosen: vec!["references".to_owned(), "supervision".to_owned()],
            weeks: "8".to_owned(),
            reason: String::new(),
        }
    }
}

/// A help line as it stands in its form.
#[derive(Clone, Default)]
pub struct HelpLineForm {
    /// Its id; empty for a new one.
    pub id: String,
    /// The number as people read it.
    pub number: String,
    /// Whose it is.
    pub name: String,
    /// When it is open, as it is written down.
    pub hours: String,
    /// The same, as people say it.
    pub open: String,
    /// Where the number was found: an address or a document.
    pub source: String,
    /// "Checked 2 November 2026"; empty for a new one.
    pub checked: String,
    /// The day it was checked: day, month, year.
    pub checked_on: (String, String, String),
    /// What to put right in this form; empty where nothing.
    pub problem: String,
}

impl HelpLineForm {
    fn field(&self, what: &str) -> String {
        if self.id.is_empty() { format!("{what}-new") } else { format!("{what}-{}", self.id) }
    }

    fn path(&self) -> String {
        if self.id.is_empty() { "/settings/help-lines".to_owned() } else { format!("/settings/help-lines/{}", self.id) }
    }
}

/// The hours of one way on one weekday as they stand in their form.
#[derive(Clone, Default)]
pub struct ReachHourForm {
    /// Their id; empty for new ones.
    pub id: String,
    /// "Ring us: Monday, 9am to 4pm"; empty for new ones.
    pub said: String,
    /// What the form was printed from.
    pub version: String,
    /// The way.
    pub way: String,
    /// The weekday, or a run of weekdays.
    pub day: String,
    /// From, as typed.
    pub starts: String,
    /// Until, as typed.
    pub ends: String,
    /// The number, the place, the words that go with it.
    pub says: String,
    /// What to put right in this form; empty where nothing.
    pub problem: String,
}

impl ReachHourForm {
    fn sample() -> Self {
        Self {
            id: "hour_1".to_owned(),
            said: "Ring us: Monday, 9am to 4pm".to_owned(),
            version: "ring 1 09:00:00 16:00:00 0131 496 0140".to_owned(),
            way: "ring".to_owned(),
            day: "1".to_owned(),
            starts: "9am".to_owned(),
            ends: "4pm".to_owned(),
            says: "0131 496 0140".to_owned(),
            problem: String::new(),
        }
    }

    fn field(&self, what: &str) -> String {
        if self.id.is_empty() { format!("{what}-new-hour") } else { format!("{what}-{}", self.id) }
    }

    fn path(&self) -> String {
        if self.id.is_empty() { "/settings/reach".to_owned() } else { format!("/settings/reach/{}", self.id) }
    }
}

/// A day on which nobody is here.
#[derive(Clone)]
pub struct ClosedDay {
    /// Its id, for the form that takes it away; empty where it comes from a calendar of bank holidays.
    pub id: String,
    /// "Friday 25 December".
    pub day: String,
    /// "Christmas Day, bank holiday".
    pub why: String,
}

impl Settings {
    fn tasks_left(&self) -> usize {
        self.before_opening_left() + self.other_tasks.iter().filter(|task| !task.done).count()
    }

    fn before_opening_left(&self) -> usize {
        self.tasks.iter().filter(|task| !task.done).count()
    }

    fn missing_readers(&self) -> usize {
        [&self.first_reader, &self.second_reader].into_iter().filter(|reader| reader.is_empty()).count()
    }
}

impl Page for Settings {
    const NAME: &'static str = "settings";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = HelpLineForm {
            id: "line_1".to_owned(),
            number: "0131 496 0123".to_owned(),
            name: "Someone to listen".to_owned(),
            hours: "always".to_owned(),
            open: "Day and night".to_owned(),
            source: "Their own page, read aloud by Sam".to_owned(),
            checked: "Checked 2 November 2026".to_owned(),
            checked_on: ("2".to_owned(), "11".to_owned(), "2026".to_owned()),
            problem: String::new(),
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let full = Settings {
            tasks: TaskLine::before_opening(),
            other_tasks: TaskLine::samples(),
            administers: true,
            frame: Frame { path: "/settings".to_owned(), ..Frame::sample_staff(Tab::More) },
            acts: Acts::sample(),
            version: "5".to_owned(),
            people: vec![
                pair("", "Nobody yet"),
                pair("person_sam", "Sam Okafor"),
                pair("person_aileen", "Aileen Kerr"),
            ],
            first_reader: "person_sam".to_owned(),
            second_reader: "person_aileen".to_owned(),
            lines: vec![line],
            new_line: HelpLineForm::default(),
            hours: vec![ReachHourForm::sample()],
            new_hour: ReachHourForm::default(),
            ways: vec![pair("ring", "Ring us"), pair("come-in", "Come in")],
            days: vec![pair("1", "Monday"), pair("2", "Tuesday")],
            new_days: vec![pair("1", "Monday"), pair("2", "Tuesday"), pair("1-5", "Monday to Friday")],
            asks: AsksForm::sample(),
            versions: VersionLine::samples(),
            closed: vec![
                ClosedDay {
                    id: String::new(),
                    day: "Friday 25 December".to_owned(),
                    why: "Christmas Day, bank holiday".to_owned(),
                },
                ClosedDay {
                    id: "closed_1".to_owned(),
                    day: "Tuesday 29 December".to_owned(),
                    why: "The hall is shut".to_owned(),
                },
            ],
            closed_on: <_>::default(),
            closed_why: String::new(),
            errors: Errors::default(),
            stale: None,
        };
        let empty = Settings {
            administers: false,
            first_reader: String::new(),
            second_reader: String::new(),
            lines: Vec::new(),
            hours: Vec::new(),
            closed: Vec::new(),
            versions: Vec::new(),
            ..full.clone()
        };
        let mut stale = Settings { second_reader: "person_sam".to_owned(), ..full.clone() };
        stale.errors.add("second_reader", "Sam is the first reader. Who is the second, if Sam is ill?");
        stale.errors.add("weeks", "Write a number of weeks from 1 to 52.");
        stale.asks.weeks = "seven".to_owned();
        stale.asks.reason = "The supervisor has more hours now.".to_owned();
        stale.new_line.number = "0131 496".to_owned();
        stale.new_line.problem = "The number looks a few digits short. Could you check?".to_owned();
        stale.new_hour.starts = "half past".to_owned();
        stale.new_hour.problem = "Write both times, for example 9am and 4:30pm.".to_owned();
        stale.stale = Some(Stale::sample("Second reader", "Aileen Kerr", "Sam Okafor"));
        vec![("full", full), ("empty", empty), ("stale", stale)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
