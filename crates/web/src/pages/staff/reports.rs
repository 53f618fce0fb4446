//! What was promised and kept.

use askama::Template;

use crate::pages::{Frame, Page, Tab};

/// `/reports`, for who plans and for who reads: trustees, funders.
#[derive(Clone, Template)]
#[template(path = "staff/reports.html")]
pub struct ReportsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it all comes to, in a sentence.
    pub says: String,
    /// From when until when, in words.
    pub span: String,
    /// The spans that one can ask for.
    pub spans: Vec<ReportSpan>,
    /// That not all of it is counted; empty where it is.
    pub cut: String,
    /// Each group.
    pub groups: Vec<ReportGroup>,
    /// Each session that was lost, the newest first.
    pub lost: Vec<ReportLoss>,
}

/// A span of time.
#[derive(Clone)]
pub struct ReportSpan {
    /// "13 weeks".
    pub name: String,
    /// Where it is, without the prefix.
    pub href: String,
    /// Whether it is shown.
    pub chosen: bool,
}

/// A group.
#[derive(Clone)]
pub struct ReportGroup {
    /// Its name.
    pub name: String,
    /// Its page for everybody, without the prefix.
    pub href: String,
    /// How many were promised.
    pub promised: u32,
    /// How many took place.
    pub took_place: u32,
    /// How many of these with fewer than planned.
    pub with_fewer: u32,
    /// How many were lost.
    pub lost: u32,
}

/// A session that was lost.
#[derive(Clone)]
pub struct ReportLoss {
    /// "Tuesday 24 November".
    pub day: String,
    /// Its group.
    pub group: String,
    /// Why.
    pub why: String,
    /// How long before people heard; empty where nobody was told.
    pub notice: String,
}

impl Page for ReportsPage {
    const NAME: &'static str = "reports";

    fn samples() -> Vec<(&'static str, Self)> {
        let span =
            |name: &str, chosen| ReportSpan { name: name.to_owned(), href: "/reports?weeks=13".to_owned(), chosen };
        let group = |name: &str, promised, took_place, with_fewer| ReportGroup {
            name: name.to_owned(),
            href: "/groups/open-cafe".to_owned(),
            promised,
            took_place,
            with_fewer,
            lost: promised - took_place,
        };
        let loss = |why: &str, notice: &str| ReportLoss {
            day: "Tuesday 24 November".to_owned(),
            group: "Open café".to_owned(),
            why: why.to_owned(),
            notice: notice.to_owned(),
        };
        let full = ReportsPage {
            frame: Frame { path: "/reports".to_owned(), ..Frame::sample_staff(Tab::More) },
            says: "34 of 36 sessions took place. 2 were lost.".to_owned(),
            span: "26 August to 24 November".to_owned(),
            spans: vec![span("4 weeks", false), span("13 weeks", true), span("A year", false)],
            cut: String::new(),
            groups: vec![group("Carers’ circle", 12, 12, 1), group("Open café", 24, 22, 0)],
            lost: vec![loss("The weather", "Called off the day before."), loss("Nobody was down to hold it", "")],
        };
        let kept = ReportsPage {
            says: "All 12 sessions took place.".to_owned(),
            groups: vec![group("Carers’ circle", 12, 12, 0)],
            lost: Vec::new(),
            ..full.clone()
        };
        let cut = ReportsPage {
            cut: "There is more than can be counted at once. Please choose a shorter time.".to_owned(),
            ..full.clone()
        };
        let none = ReportsPage { says: String::new(), groups: Vec::new(), lost: Vec::new(), ..full.clone() };
        vec![("full", full), ("kept", kept), ("cut", cut), ("none", none)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
