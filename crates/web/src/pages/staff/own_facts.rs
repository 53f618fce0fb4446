//! The facts that belong to a kind of group, as they stand in its form; and the parts of a course.

use bothy_domain::groups::{GroupKind, OwnFact};

/// The facts of a kind, as typed. Only those of the chosen kind are asked for.
#[derive(Clone, Default)]
pub struct OwnFields {
    /// The kind that was chosen; none where that was not read.
    pub kind: Option<GroupKind>,
    /// The first date: day, month, year.
    pub first: (String, String, String),
    /// The last date.
    pub last: (String, String, String),
    /// The last day to join.
    pub join: (String, String, String),
    /// How many people it holds.
    pub holds: String,
    /// What is asked of the body.
    pub effort: String,
    /// Who reads along.
    pub who_reads: String,
    /// For how many weeks two people meet.
    pub weeks: String,
}

impl OwnFields {
    fn has(&self, fact: OwnFact) -> bool {
        self.kind.is_some_and(|kind| kind.has(fact))
    }

    /// Whether the chosen kind has fixed weeks.
    pub fn has_dates(&self) -> bool {
        self.has(OwnFact::FirstOn)
    }

    /// Whether the chosen kind says how many it holds.
    pub fn has_holds(&self) -> bool {
        self.has(OwnFact::Holds)
    }

    /// Whether the chosen kind says what is asked of the body.
    pub fn has_effort(&self) -> bool {
        self.has(OwnFact::Effort)
    }

    /// Whether the chosen kind says who reads along.
    pub fn has_who_reads(&self) -> bool {
        self.has(OwnFact::WhoReads)
    }

    /// Whether the chosen kind is two people for some weeks.
    pub fn has_weeks(&self) -> bool {
        self.has(OwnFact::Weeks)
    }

    pub(super) fn sample(kind: GroupKind) -> OwnFields {
        let date = |day: &str, month: &str| (day.to_owned(), month.to_owned(), "2027".to_owned());
        OwnFields {
            kind: Some(kind),
            first: date("12", "1"),
            last: date("30", "3"),
            join: date("26", "1"),
            holds: "12".to_owned(),
            effort: "Two miles on a flat path. There are benches.".to_owned(),
            who_reads: "Two of us read along from 9pm to half past ten.".to_owned(),
            weeks: "12".to_owned(),
        }
    }
}

/// One part of a course, as it is read and as it stands in its form.
#[derive(Clone, Default)]
pub struct PartLine {
    /// Its number, from 1.
    pub number: usize,
    /// Where it stands in the order, as typed.
    pub order: String,
    /// Its title.
    pub title: String,
    /// Its material.
    pub material: String,
    /// Its link.
    pub link: String,
    /// The link as something to press; empty where there is none.
    pub href: String,
    /// "12 January", or that no meeting is planned for it yet.
    pub when: String,
    /// Whether it is the part of this week.
    pub this_week: bool,
}

/// The parts of a course.
#[derive(Clone, Default)]
pub struct CourseFields {
    /// Those that there are.
    pub parts: Vec<PartLine>,
    /// The rows of the form: those that there are, and some empty ones.
    pub rows: Vec<PartLine>,
}

impl CourseFields {
    pub(super) fn sample() -> CourseFields {
        let part = |number: usize, title: &str, when: &str| PartLine {
            number,
            order: number.to_string(),
            title: title.to_owned(),
            material: "Two pages to read, and one thing to try.".to_owned(),
            link: "https://example.org/sleep".to_owned(),
            href: "https://example.org/sleep".to_owned(),
            when: when.to_owned(),
            this_week: number == 1,
        };
        let parts = vec![part(1, "Sleep", "12 January"), part(2, "A day with gaps in it", "19 January")];
        let mut rows = parts.clone();
        rows.push(PartLine { number: 3, order: "3".to_owned(), ..PartLine::default() });
        CourseFields { parts, rows }
    }
}
