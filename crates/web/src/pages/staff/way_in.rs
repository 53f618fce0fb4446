//! How people come in from afar, as it stands in a form: of a series, and of one session.

/// A link, a number and how people are let in there, as typed, with what may be chosen.
#[derive(Clone, Default)]
pub struct WayInFields {
    /// The link.
    pub link: String,
    /// The telephone number.
    pub phone: String,
    /// Who lets people in: the values and words.
    pub waits: Vec<(String, String)>,
    /// The chosen one.
    pub wait: String,
    /// When it locks: the values and words.
    pub locks: Vec<(String, String)>,
    /// The chosen one.
    pub lock: String,
    /// The number of the meeting.
    pub meeting_id: String,
    /// The passcode.
    pub passcode: String,
}

impl WayInFields {
    pub(super) fn sample() -> WayInFields {
        let pairs = |list: &[(&str, &str)]| list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        WayInFields {
            link: "https://meet.example.org/carers".to_owned(),
            phone: "0131 496 0188".to_owned(),
            waits: pairs(&[("not-said", "Not said"), ("one-by-one", "One of us lets each person in")]),
            wait: "one-by-one".to_owned(),
            locks: pairs(&[("not-said", "Not said"), ("never", "It stays open"), ("10", "10 minutes after it starts")]),
            lock: "10".to_owned(),
            meeting_id: "812 3456 7890".to_owned(),
            passcode: "heather".to_owned(),
        }
    }
}
