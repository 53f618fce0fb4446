//! A supporter's own day: what they are asked, what they hold, what is theirs to do.

use askama::Template;

use super::parts::{Acts, DutyLine, Ready, clock};
use super::today::PassedOn;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Drawing, Icon, Pressing, PromiseClock, Size, Stone, Strand};

/// A supporter's own day.
#[derive(Clone, Template)]
#[template(path = "staff/my_day.html")]
pub struct MyDay {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// "Wednesday 25 November".
    pub today: String,
    /// Seats they are asked for, soonest first.
    pub asks: Vec<SeatAsk>,
    /// What a colleague would like them to take.
    pub passed: Vec<PassedOn>,
    /// The duties that are theirs, late first.
    pub duties: Vec<DutyLine>,
    /// To whom a duty may be passed: id and name.
    pub colleagues: Vec<(String, String)>,
    /// The sessions they hold a seat on, soonest first.
    pub sessions: Vec<MySession>,
}

/// "Can you hold Tuesday group?"
#[derive(Clone)]
pub struct SeatAsk {
    /// The id of the offer.
    pub id: String,
    /// The group.
    pub group: String,
    /// "Tuesday 1 December, 7pm to 8:30pm".
    pub when: String,
    /// "Ryrie Street Hall. As second facilitator, with Tam".
    pub what: String,
    /// Until when it is asked.
    pub clock: PromiseClock,
}

/// A session they hold a seat on.
#[derive(Clone)]
pub struct MySession {
    /// "Tomorrow, 6:30pm to 8pm".
    pub when: String,
    /// The group.
    pub name: String,
    /// The session, without the prefix.
    pub href: String,
    /// One's own seat on it, without the prefix.
    pub seat: String,
    /// "Ryrie Street Hall. You and Tam. You open".
    pub what: String,
    /// How it stands.
    pub ready: Ready,
}

impl Page for MyDay {
    const NAME: &'static str = "my-day";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut frame = Frame::sample_staff(Tab::MyDay);
        if let Some(person) = &mut frame.person {
            person.name = "Joan".to_owned();
            person.stone = Stone::of("person_joan", "Joan Baird");
            person.hat = "Supporter".to_owned();
            person.tabs = vec![Tab::MyDay, Tab::Groups];
        }
        let session = |when: &str, name: &str, what: &str, ready: Ready| MySession {
            when: when.to_owned(),
            name: name.to_owned(),
            href: "/sessions/session_1".to_owned(),
            seat: "/sessions/session_1#seat_1".to_owned(),
            what: what.to_owned(),
            ready,
        };
        let full = MyDay {
            frame,
            acts: Acts::sample(),
            today: "Wednesday 25 November".to_owned(),
            asks: vec![SeatAsk {
                id: "offer_1".to_owned(),
                group: "Tuesday group".to_owned(),
                when: "Tuesday 1 December, 7pm to 8:30pm".to_owned(),
                what: "Ryrie Street Hall. As second facilitator, with Tam.".to_owned(),
                clock: clock(Pressing::Calm, 0.8, "5 days left", "first yes has it"),
            }],
            passed: Vec::new(),
            duties: Vec::new(),
            colleagues: Vec::new(),
            sessions: vec![
                session(
                    "Tomorrow, 2pm to 4pm",
                    "Craft and blether",
                    "Mill Lane workshop. You and Callum. You open.",
                    Ready::sample(Strand::Ready, Strand::Ready, Strand::NotNeeded, "Ready"),
                ),
                session(
                    "Saturday, 10am to noon",
                    "Allotment",
                    "Harbour allotment. You and Hamish.",
                    Ready::sample(Strand::Ready, Strand::Partly(0.5), Strand::NotNeeded, "The shed key to find"),
                ),
            ],
        };
        let empty = MyDay { asks: Vec::new(), sessions: Vec::new(), ..full.clone() };
        let mut late = full.clone();
        let mut duty = DutyLine::sample(
            "duty_9",
            "Try the link for Thursday",
            "",
            "A link is tried by one of us 24 hours before.",
            clock(Pressing::Late, 0.0, "2 h late", "due 7am"),
        );
        duty.mine = true;
        duty.owner = Some(super::parts::Person::sample("Joan Baird", "You"));
        late.colleagues = vec![("person_tam".to_owned(), "Tam Doig".to_owned())];
        late.duties = vec![duty];
        vec![("full", full), ("empty", empty), ("late", late)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
