//! What needs someone today: `/today`.

use askama::Template;

use super::parts::{Acts, DutyLine, Person, Ready, clock};
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Errors, Icon, Pressing, PromiseClock, Size, Stone, Strand};

/// What needs someone today. The headline is the answer.
#[derive(Clone, Template)]
#[template(path = "staff/today.html")]
pub struct Today {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// "Wednesday 25 November, 9:12am".
    pub now_words: String,
    /// The most pressing thing that nobody has, or that is late; at most one.
    pub now: Option<NowCard>,
    /// What a colleague would like the reader to take.
    pub passed: Vec<PassedOn>,
    /// What nobody has, late first, without the one in `now`.
    pub open: Vec<DutyLine>,
    /// What somebody has, late first.
    pub in_hand: Vec<DutyLine>,
    /// To whom a duty may be passed: id and name.
    pub colleagues: Vec<(String, String)>,
    /// Today's sessions, by time.
    pub sessions: Vec<SessionToday>,
    /// What was done since yesterday, the last first.
    pub done: Vec<DoneLine>,
    /// What to put right.
    pub errors: Errors,
}

/// The single most pressing thing.
#[derive(Clone)]
pub struct NowCard {
    /// The duty.
    pub duty: DutyLine,
    /// How its session stands, if it is about one.
    pub ready: Option<Ready>,
    /// The words of the link to where it is done ("See the session").
    pub link: String,
}

/// A duty that a colleague would like to pass on and that waits for the reader's yes.
#[derive(Clone)]
pub struct PassedOn {
    /// The id of the duty.
    pub id: String,
    /// What it is.
    pub what: String,
    /// Where it is done, without the prefix.
    pub href: String,
    /// Who has it now.
    pub from: String,
    /// The rule that asks for it.
    pub rule: String,
    /// By when.
    pub clock: PromiseClock,
}

/// A session of today.
#[derive(Clone)]
pub struct SessionToday {
    /// "6:30pm".
    pub time: String,
    /// Its group's name.
    pub name: String,
    /// Where it is, without the prefix.
    pub href: String,
    /// How it stands.
    pub ready: Ready,
}

/// Something that was owed and is over.
#[derive(Clone)]
pub struct DoneLine {
    /// How it ended, and what it was about.
    pub what: String,
    /// The thing itself, without the prefix.
    pub href: String,
    /// "Yesterday, 6:30pm".
    pub when: String,
}

impl Today {
    /// How many things need someone: those that nobody has, and those that wait for the reader's yes.
    fn needs(&self) -> usize {
        self.open.len() + self.passed.len() + usize::from(self.now.is_some())
    }

    fn quiet(&self) -> bool {
        self.needs() == 0
    }

    fn full() -> Today {
        let walk = Ready::sample(Strand::Gap, Strand::Ready, Strand::NotNeeded, "Nobody to lead. The place is ready");
        let ready = Ready::sample(Strand::Ready, Strand::Ready, Strand::NotNeeded, "Ready. Priya, Aileen");
        let talk = Ready::sample(Strand::Ready, Strand::Partly(0.6), Strand::Ready, "Nobody named to open yet");
        let session = |time: &str, name: &str, ready: &Ready| SessionToday {
            time: time.to_owned(),
            name: name.to_owned(),
            href: "/sessions/session_1".to_owned(),
            ready: ready.clone(),
        };
        let seat_rule = "A seat that nobody has is somebody’s to fill until the session begins.";
        let mut row = DutyLine::sample(
            "duty_3",
            "Look at 4 rows from the council’s list",
            "They came in on Monday. Nothing is public until a person has looked.",
            "A row that waits is looked at within 3 working days.",
            clock(Pressing::Late, 0.0, "1 day late", "due Tuesday"),
        );
        row.owner = Some(Person::sample("Tam Doig", ""));
        row.climbed = "It came to you too, because it was late for a day.".to_owned();
        let mut check = DutyLine::sample(
            "duty_4",
            "Joan’s PVG runs out on 18 December",
            "",
            "A check that is about to end is asked for 30 days before.",
            clock(Pressing::Calm, 0.8, "4 days left", "by Sunday"),
        );
        check.owner = Some(Person::sample("Aileen Kerr", "You"));
        check.mine = true;
        Today {
            frame: Frame::sample_staff(Tab::Today),
            acts: Acts::sample(),
            now_words: "Wednesday 25 November, 9:12am".to_owned(),
            now: Some(NowCard {
                duty: DutyLine::sample(
                    "duty_1",
                    "Walk and talk at 11am has no walk leader",
                    "Rhona handed her seat back at 8:40am. Three people could; Joan and Callum have been asked.",
                    seat_rule,
                    clock(Pressing::Now, 0.34, "1 h 48", "to go"),
                ),
                ready: Some(walk.clone()),
                link: "See the session and ask others".to_owned(),
            }),
            passed: Vec::new(),
            open: vec![DutyLine::sample(
                "duty_2",
                "Confirm Thursday’s room",
                "Carers’ circle, Ryrie Street Hall. No answer yet.",
                "A place is confirmed at the latest 48 hours before.",
                clock(Pressing::Calm, 0.58, "7 h left", "by 4:30pm"),
            )],
            in_hand: vec![row, check],
            colleagues: vec![
                ("person_tam".to_owned(), "Tam Doig".to_owned()),
                ("person_sam".to_owned(), "Sam Okafor".to_owned()),
            ],
            sessions: vec![
                session("11am", "Walk and talk", &walk),
                session("1pm", "Open café", &ready),
                session("6:30pm", "Men’s shed talk", &talk),
            ],
            done: vec![
                DoneLine {
                    what: "A place said yes. Men's table".to_owned(),
                    href: "/sessions/session_2".to_owned(),
                    when: "Today, 8:50am".to_owned(),
                },
                DoneLine {
                    what: "Not done in time: a seat stayed empty. Evening circle".to_owned(),
                    href: "/sessions/session_3".to_owned(),
                    when: "Yesterday, 6:30pm".to_owned(),
                },
            ],
            errors: Errors::default(),
        }
    }
}

impl Page for Today {
    const NAME: &'static str = "today";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Today::full();
        let empty = Today {
            now: None,
            open: Vec::new(),
            in_hand: Vec::new(),
            sessions: Vec::new(),
            done: Vec::new(),
            ..full.clone()
        };
        let mut late = full.clone();
        if let Some(now) = &mut late.now {
            now.duty.clock = clock(Pressing::Late, 0.0, "20 min", "late");
            now.duty.owner = Some(Person::sample("Tam Doig", "Has had it since Monday"));
            now.duty.climbed = "It came to you, because Tam could not get to it in time.".to_owned();
        }
        late.passed = vec![PassedOn {
            id: "duty_5".to_owned(),
            what: "Say what happens on 2 January".to_owned(),
            href: "/settings".to_owned(),
            from: "Sam".to_owned(),
            rule: "A day whose holidays nobody knows yet is asked about 60 days before.".to_owned(),
            clock: clock(Pressing::Soon, 0.4, "5 h left", "by 2pm"),
        }];
        vec![("full", full), ("empty", empty), ("late", late)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
