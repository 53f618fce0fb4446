//! One session: what it still needs in three strands, who holds it, where, how people come in.

mod sample;

use askama::Template;

use super::parts::{Acts, Person, Stale};
use super::way_in::WayInFields;
use crate::pages::{Frame, Page, Tab};
use crate::parts::{Choice, Errors, Icon, PromiseClock, Size, Stone, Strand, Weave};

/// One session, for those who hold it and those who arrange it; prints on one sheet.
#[derive(Clone, Template)]
#[template(path = "staff/session.html")]
pub struct SessionPage {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Its id, for the paths of its forms.
    pub id: String,
    /// The version the forms were printed from.
    pub version: String,
    /// The group's name.
    pub group: String,
    /// Where the group is, without the prefix; empty where the reader may not go there.
    pub group_href: String,
    /// "Thursday 26 November, 6:30pm to 8pm".
    pub when: String,
    /// "In the room and online".
    pub mode: String,
    /// Why it is called off, in words; empty where it is planned.
    pub called_off: String,
    /// The cord.
    pub weave: Weave,
    /// Time until it begins, or since.
    pub clock: PromiseClock,
    /// People, place, technology: those that it needs.
    pub strands: Vec<StrandList>,
    /// Its seats.
    pub seats: Vec<SeatLine>,
    /// Where it is held, if in a room.
    pub place: Option<SessionPlace>,
    /// Whether it needs a link or a number, and what they are.
    pub way_in: Option<WayInLine>,
    /// Who may be named to open: id and name.
    pub openers: Vec<(String, String)>,
    /// "Aileen said one is enough this once: Rhona knows the walk." Empty where nobody did.
    pub overridden: String,
    /// What the reader may do.
    pub may: SessionMay,
    /// The date and times of the form that moves it.
    pub moving: MoveForm,
    /// The reason typed into the form that lets fewer be enough.
    pub reason: String,
    /// Why it may be called off.
    pub whys: Vec<Choice>,
    /// Why less can be done than before, now that it has begun or is over; empty before.
    pub done: String,
    /// What happened, newest first.
    pub history: Vec<HistoryLine>,
    /// What is not as its rule says, this once: "Moved from Tuesday 24 November."
    pub differs: Vec<String>,
    /// By what it is judged, once it has begun; empty before, and for who does not plan it.
    pub held: String,
    /// What to put right.
    pub errors: Errors,
    /// What somebody else changed meanwhile.
    pub stale: Option<Stale>,
}

/// What the reader of a session's page may do with it now.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that a page offers or does not")]
pub struct SessionMay {
    /// Arrange sessions like this: they came by the rota.
    pub arrange: bool,
    /// Hand back a seat of their own.
    pub hand_back: bool,
    /// Fill its seats.
    pub seats: bool,
    /// Confirm its place, name who opens, change how people come in.
    pub prepare: bool,
    /// Say that fewer people are enough this once.
    pub let_fewer: bool,
    /// Move it or call it off.
    pub change: bool,
}

/// One strand with all it needs.
#[derive(Clone)]
pub struct StrandList {
    /// Which.
    pub strand: StrandName,
    /// What it needs.
    pub needs: Vec<NeedLine>,
}

/// The three strands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrandName {
    /// Who holds it.
    People,
    /// Where it is.
    Place,
    /// Link, phone and kit.
    Technology,
}

/// One thing it needs.
#[derive(Clone)]
pub struct NeedLine {
    /// "Second facilitator".
    pub what: String,
    /// Who or what meets it, or what is missing: "Joan: PVG runs out on 18 December".
    pub detail: String,
    /// Whether it is there.
    pub met: NeedMet,
}

/// Whether a need is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedMet {
    /// It is.
    Yes,
    /// Somebody by name said that it may be as it is.
    Overridden,
    /// It is not.
    No,
}

/// A seat.
#[derive(Clone)]
pub struct SeatLine {
    /// Its id, for the paths of its forms.
    pub id: String,
    /// "Facilitator".
    pub role: String,
    /// What it asks for ("PVG. Has shadowed twice"); empty where nothing.
    pub asks: String,
    /// Who holds it; none means nobody yet.
    pub holder: Option<Person>,
    /// What the holder lacks on the day, by name ("No PVG after 18 December").
    pub lacks: Vec<String>,
    /// Whether the reader holds it.
    pub mine: bool,
    /// Who was asked, and what they said so far (the note under the name).
    pub asked: Vec<Person>,
    /// Who could and knows the group, in the order of asking, with a note ("1 of 2 this week").
    pub could: Vec<Person>,
    /// Who could, too, but to whom the group would be new.
    pub could_new: Vec<Person>,
    /// Whether somebody who knows the group could still be asked.
    pub ask_known: bool,
    /// How many could still be asked to whom the group would be new.
    pub ask_new: usize,
    /// Who could, for the form that gives it by hand: id and name.
    pub give_to: Vec<(String, String)>,
    /// Who cannot, with the reason as the note ("No PVG. Elsewhere then: Open café").
    pub cannot: Vec<Person>,
    /// Why the last thing tried with this seat did not go ("Callum said yes first"); empty where it did.
    pub problem: String,
}

impl SeatLine {
    fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.id)
    }
}

/// The place of a session.
#[derive(Clone)]
pub struct SessionPlace {
    /// Its name.
    pub name: String,
    /// Where it is, without the prefix.
    pub href: String,
    /// "14 Ryrie Street, EH6. Room 2".
    pub address: String,
    /// Whether whoever lets it said yes.
    pub confirmed: bool,
    /// "Norrie said yes on Monday" or "Booked 2 November, no answer yet".
    pub confirmed_words: String,
    /// Whether somebody of ours must open it.
    pub needs_opener: bool,
    /// The id of who opens; empty where nobody is named.
    pub opener: String,
    /// "Tam opens at 6pm. Key box by the ramp."
    pub opener_words: String,
}

/// How people come in who are not in the room.
#[derive(Clone)]
pub struct WayInLine {
    /// The link; empty where there is none.
    pub link: String,
    /// The link as something to press; empty where it is none.
    pub href: String,
    /// The telephone number; empty where there is none.
    pub phone: String,
    /// How people are let in, a line for each thing that is said.
    pub letting: Vec<String>,
    /// The form that changes all of it.
    pub fields: WayInFields,
    /// Whether somebody tried it.
    pub tried: bool,
    /// "Aileen tried it today at 9am".
    pub tried_words: String,
}

/// What stands in the form that moves a session.
#[derive(Clone, Default)]
pub struct MoveForm {
    /// Day of the month.
    pub day: String,
    /// Month.
    pub month: String,
    /// Year.
    pub year: String,
    /// "18:30".
    pub start: String,
    /// "20:00".
    pub end: String,
}

/// Something that happened to it.
#[derive(Clone)]
pub struct HistoryLine {
    /// "Today, 8:40am".
    pub when: String,
    /// "Rhona handed back the walk leader’s seat."
    pub what: String,
}

impl StrandList {
    fn open(&self) -> usize {
        self.needs.iter().filter(|need| need.met == NeedMet::No).count()
    }
}

impl SessionPage {
    /// How many needs are not met.
    fn open(&self) -> usize {
        self.strands.iter().map(StrandList::open).sum()
    }

    fn act(&self, what: &str) -> String {
        format!("{}/sessions/{}/{what}", self.frame.prefix, self.id)
    }
}

impl Page for SessionPage {
    const NAME: &'static str = "session";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = SessionPage::full();
        let mut ready = full.clone();
        ready.weave = Weave { people: Strand::Ready, place: Strand::Ready, technology: Strand::Ready };
        for need in ready.strands.iter_mut().flat_map(|strand| &mut strand.needs) {
            need.met = NeedMet::Yes;
        }
        ready.seats.truncate(1);
        ready.overridden = "Aileen said one is enough this once: four are coming, and Sam is next door.".to_owned();
        if let Some(need) = ready.strands.first_mut().and_then(|strand| strand.needs.last_mut()) {
            need.met = NeedMet::Overridden;
            need.detail = "One of two. Aileen said it is enough this once".to_owned();
        }
        let mut supporter = full.clone();
        supporter.may = SessionMay { hand_back: true, ..SessionMay::default() };
        supporter.group_href = String::new();
        for seat in &mut supporter.seats {
            seat.mine = seat.holder.is_some();
            (seat.could, seat.could_new, seat.give_to, seat.cannot) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            (seat.ask_known, seat.ask_new) = (false, 0);
        }
        let mut stale = full.clone();
        stale.stale =
            Some(Stale::sample("Link", "https://meet.example.org/tuesday", "https://meet.example.org/carers"));
        stale.errors.add("reason", "Say why fewer are enough this once. It is kept with your name.");
        if let Some(seat) = stale.seats.last_mut() {
            seat.problem = "Callum said yes first, at 9:10am. He has it now.".to_owned();
        }
        if let Some(seat) = stale.seats.first_mut() {
            seat.lacks = vec!["No PVG after 20 November".to_owned()];
        }
        let off = SessionPage {
            called_off: "Called off today by Aileen: the place is shut. 9 people were told.".to_owned(),
            seats: Vec::new(),
            strands: Vec::new(),
            place: None,
            way_in: None,
            history: Vec::new(),
            differs: Vec::new(),
            held: String::new(),
            ..full.clone()
        };
        let over = SessionPage {
            may: SessionMay { arrange: true, ..SessionMay::default() },
            done: full.frame.t("session-over").to_owned(),
            ..full.clone()
        };
        vec![
            ("full", full),
            ("ready", ready),
            ("supporter", supporter),
            ("stale", stale),
            ("called-off", off),
            ("over", over),
        ]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
