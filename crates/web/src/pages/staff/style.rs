//! Every part that pages are made of, on one page: drawn by the macros and types of the real pages, so that what stands
//! here cannot be another thing than what people meet. Only the demonstration has it.

use super::parts::{Acts, DutyLine, Person, Ready, Stale, clock};
use super::{PassedOn, Rota, RotaSession, Settings, Today};
use crate::pages::public::{Directory, Help, SessionLine, Will};
use crate::pages::{Flash, Frame, Page};
use crate::parts::{Drawing, Errors, HoursStrip, Icon, Lamp, Pebbles, Pressing, PromiseClock, Size, Stone, Strand};
use crate::words::key;
use askama::Template;

/// `/style`
#[derive(Clone, Template)]
#[template(path = "staff/style.html")]
pub struct Style {
    /// What stands around it.
    pub frame: Frame,
    /// Ids for its forms.
    pub acts: Acts,
    /// Every page in every state.
    pub states: Vec<StyleState>,
    errors: Errors,
    clocks: Vec<PromiseClock>,
    cords: Vec<Ready>,
    people: Vec<Person>,
    stale: Stale,
    sessions: Vec<SessionLine>,
    wills: Vec<Will>,
    today: Option<Today>,
    slots: Vec<RotaSession>,
    rota: Option<Rota>,
    settings: Option<Settings>,
    help: Option<Help>,
    directory: Option<Directory>,
    passed: PassedOn,
    hours: HoursStrip,
    onward: Option<String>,
}

/// A page in one of its states.
#[derive(Clone, Copy, Debug)]
pub struct StyleState {
    /// The page's name.
    pub page: &'static str,
    /// The state's name.
    pub state: &'static str,
}

/// The first state of a page: the full one.
fn full<P: Page>() -> Option<P> {
    P::samples().into_iter().next().map(|(_, page)| page)
}

impl Style {
    /// The page, with the way to these.
    pub fn of(frame: Frame, states: Vec<StyleState>) -> Self {
        let rota = full::<Rota>();
        let all = rota.iter().flat_map(|rota| &rota.days).flat_map(|day| day.parts.iter().flatten());
        let slots = all.take(6).cloned().collect();
        let mut errors = Errors::default();
        errors.add("wrong", frame.t(key("style-field-wrong")));
        let notice = Some(Flash::Done(frame.t(key("done-saved")).to_owned()));
        Self {
            frame: Frame { notice, ..frame },
            acts: Acts::sample(),
            states,
            errors,
            clocks: clocks(),
            cords: cords(),
            people: ["Joan Baird", "Tam Doig", "Aileen Kerr", "Sam Okafor", "Ishbel Reid"]
                .map(|name| Person::sample(name, "Peer supporter"))
                .into(),
            stale: Stale::sample("Who it is for", "Anyone over 16.", "Anyone over 18."),
            sessions: SessionLine::samples(),
            wills: vec![
                Will::CalledOff("The hall has no heating.".to_owned()),
                Will::Moved("At Leith Library, this once.".to_owned()),
                Will::NotKnown,
            ],
            today: full(),
            slots,
            rota,
            settings: full().map(settings_from_elsewhere),
            help: full(),
            directory: full(),
            passed: PassedOn {
                id: "duty_passed".to_owned(),
                what: "Say what happens on 2 January".to_owned(),
                href: "/settings".to_owned(),
                from: "Sam".to_owned(),
                rule: "A day whose holidays nobody knows yet is asked about 60 days before.".to_owned(),
                clock: clock(Pressing::Soon, 0.4, "5 h left", "by 2pm"),
            },
            hours: HoursStrip { open: vec![(540, 720), (1020, 1200)], now: 600 },
            onward: Some("/style".to_owned()),
        }
    }

    /// What needs someone: nobody's, somebody's, one's own, late.
    fn duties(&self) -> Vec<&DutyLine> {
        self.today.iter().flat_map(|today| today.open.iter().chain(&today.in_hand)).collect()
    }

    fn some(&self) -> Vec<String> {
        vec!["2".to_owned()]
    }

    fn choices(&self) -> Vec<(String, String)> {
        [("1", key("style-choice-1")), ("2", key("style-choice-2"))]
            .map(|(value, words)| (value.to_owned(), self.frame.t(words).to_owned()))
            .into()
    }
}

/// What is to be set up, as it stands on another page than the one its links lead around on.
fn settings_from_elsewhere(mut settings: Settings) -> Settings {
    for task in settings.other_tasks.iter_mut().filter(|task| task.href.starts_with('#')) {
        task.href.insert_str(0, "/settings");
    }
    settings
}

fn clocks() -> Vec<PromiseClock> {
    vec![
        clock(Pressing::Calm, 0.8, "4 days left", "by Sunday"),
        clock(Pressing::Soon, 0.4, "5 h left", "by 2pm"),
        clock(Pressing::Now, 0.2, "40 min left", "by 10am"),
        clock(Pressing::Late, 0.0, "1 day late", "due Tuesday"),
        clock(Pressing::Done, 1.0, "Done", "yesterday"),
    ]
}

fn cords() -> Vec<Ready> {
    use Strand::{Gap, NotNeeded, Partly, Ready as Is};
    vec![
        Ready::sample(Is, Is, Is, "Ready: people, place, link"),
        Ready::sample(Partly(0.5), Is, NotNeeded, "One more person is wanted"),
        Ready::sample(Is, Partly(0.4), Partly(0.7), "The place and the link are being found"),
        Ready::sample(Gap, Is, NotNeeded, "Nobody to lead. The place is ready"),
    ]
}

impl Page for Style {
    const NAME: &'static str = "style";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("full", Self::of(Frame::sample("/style"), vec![StyleState { page: "today", state: "full" }]))]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
