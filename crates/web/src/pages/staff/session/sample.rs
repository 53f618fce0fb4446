//! One session as the tests and pictures show it.

use super::*;
use crate::pages::staff::parts::clock;
use crate::parts::Pressing;

impl SessionPage {
    #[allow(clippy::too_many_lines, reason = "one sample page, read at a glance")]
    pub(super) fn full() -> SessionPage {
        let need =
            |what: &str, detail: &str, met: NeedMet| NeedLine { what: what.to_owned(), detail: detail.to_owned(), met };
        let history = |when: &str, what: &str| HistoryLine { when: when.to_owned(), what: what.to_owned() };
        let tam = SeatLine {
            id: "seat_1".to_owned(),
            role: "Facilitator".to_owned(),
            asks: "PVG, and has led with somebody twice".to_owned(),
            holder: Some(Person::sample("Tam Doig", "2 of 3 this week")),
            lacks: Vec::new(),
            mine: false,
            asked: Vec::new(),
            could: Vec::new(),
            could_new: Vec::new(),
            ask_known: false,
            ask_new: 0,
            give_to: Vec::new(),
            cannot: Vec::new(),
            problem: String::new(),
        };
        let empty = SeatLine {
            id: "seat_2".to_owned(),
            holder: None,
            asked: vec![
                Person::sample("Joan Baird", "Asked at 8:41am. No answer yet"),
                Person::sample("Rhona Sinclair", "Said no at 8:55am"),
            ],
            could: vec![Person::sample("Joan Baird", "1 of 2 this week")],
            could_new: vec![Person::sample("Callum Weir", "2 of 3 this week")],
            ask_known: true,
            ask_new: 1,
            give_to: vec![
                ("person_joan".to_owned(), "Joan Baird".to_owned()),
                ("person_callum".to_owned(), "Callum Weir".to_owned()),
            ],
            cannot: vec![
                Person::sample("Kirsty Boyd", "Her PVG runs out on 20 November, before the session"),
                Person::sample("Hamish Lyle", "Has not led with somebody twice yet"),
                Person::sample("Priya Nair", "Holds Men’s shed talk at the same time"),
                Person::sample("Shona Gillies", "Holds 3 this week, and said 3 is enough"),
            ],
            ..tam.clone()
        };
        SessionPage {
            frame: Frame { path: "/sessions/session_1".to_owned(), ..Frame::sample_staff(Tab::Rota) },
            acts: Acts::sample(),
            id: "session_1".to_owned(),
            version: "7".to_owned(),
            group: "Carers’ circle".to_owned(),
            group_href: "/groups/carers-circle/inside".to_owned(),
            when: "Thursday 26 November, 6:30pm to 8pm".to_owned(),
            mode: "In the room and online".to_owned(),
            called_off: String::new(),
            weave: Weave { people: Strand::Gap, place: Strand::Partly(0.66), technology: Strand::Ready },
            clock: clock(Pressing::Soon, 0.5, "1 day 9 h left", "until it begins"),
            strands: vec![
                StrandList {
                    strand: StrandName::People,
                    needs: vec![
                        need("First facilitator", "Tam. PVG to 2 March 2028", NeedMet::Yes),
                        need("Second facilitator", "Nobody yet. Rhona handed it back today", NeedMet::No),
                        need("Two facilitators at least", "One of two is there", NeedMet::No),
                    ],
                },
                StrandList {
                    strand: StrandName::Place,
                    needs: vec![
                        need("Ryrie Street Hall, Room 2", "Chosen", NeedMet::Yes),
                        need("The hall has said yes", "Booked 2 November, no answer yet", NeedMet::No),
                        need("Somebody to open", "Tam, with the key from the box", NeedMet::Yes),
                    ],
                },
                StrandList {
                    strand: StrandName::Technology,
                    needs: vec![
                        need("A link", "There", NeedMet::Yes),
                        need("Somebody tried it", "Aileen, today at 9am", NeedMet::Yes),
                    ],
                },
            ],
            seats: vec![tam, empty],
            place: Some(SessionPlace {
                name: "Ryrie Street Hall".to_owned(),
                href: "/places/ryrie-street-hall".to_owned(),
                address: "14 Ryrie Street, EH6. Room 2".to_owned(),
                confirmed: false,
                confirmed_words: "Booked 2 November. No answer yet. Norrie keeps the hall: 0131 496 0155.".to_owned(),
                needs_opener: true,
                opener: "person_tam".to_owned(),
                opener_words: "Tam opens. The key is in the box by the ramp.".to_owned(),
            }),
            way_in: Some(WayInLine {
                link: "https://meet.example.org/carers".to_owned(),
                href: "https://meet.example.org/carers".to_owned(),
                phone: "0131 496 0188".to_owned(),
                letting: vec![
                    "One of us lets each person in".to_owned(),
                    "Locked: 10 minutes after it starts".to_owned(),
                    "Passcode: heather".to_owned(),
                ],
                fields: WayInFields::sample(),
                tried: true,
                tried_words: "Aileen tried it today at 9am.".to_owned(),
            }),
            openers: vec![
                ("".to_owned(), "Nobody yet".to_owned()),
                ("person_tam".to_owned(), "Tam Doig".to_owned()),
                ("person_joan".to_owned(), "Joan Baird".to_owned()),
            ],
            overridden: String::new(),
            may: SessionMay {
                arrange: true,
                hand_back: true,
                seats: true,
                prepare: true,
                let_fewer: true,
                change: true,
            },
            moving: MoveForm {
                day: "26".to_owned(),
                month: "11".to_owned(),
                year: "2026".to_owned(),
                start: "18:30".to_owned(),
                end: "20:00".to_owned(),
            },
            reason: String::new(),
            whys: vec![
                Choice::new("no-people", "Not enough of us can be there"),
                Choice::new("no-place", "The place is shut"),
                Choice::new("weather", "The weather"),
                Choice::new("other", "Another reason"),
            ],
            differs: vec!["This once at 6:30pm. The series says 7pm.".to_owned()],
            held: "Judged by what was asked for when it began (version 2, 3 March, 9am).".to_owned(),
            done: String::new(),
            history: vec![
                history("Today, 8:41am", "Bothy asked Joan and Rhona."),
                history("Today, 8:40am", "Rhona handed back the second facilitator’s seat."),
                history("2 November", "Aileen booked Room 2."),
            ],
            errors: Errors::default(),
            stale: None,
        }
    }
}
