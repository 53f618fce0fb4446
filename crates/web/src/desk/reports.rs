//! `/reports` from what was promised and kept.

use super::Desk;
use crate::pages::Frame;
use crate::pages::staff::{ReportGroup, ReportLoss, ReportSpan, ReportsPage};
use crate::words::{self, key};
use bothy_actions::sessions::{KeptSeen, LostSession};
use bothy_domain::sessions::kept::Kept;
use jiff::SignedDuration;
use jiff::civil::Date;

/// The spans, in weeks, with their words.
const SPANS: [(i64, &str); 3] =
    [(4, key("reports-weeks-4")), (13, key("reports-weeks-13")), (52, key("reports-weeks-52"))];

/// The span that was asked for; a quarter where none of ours was.
pub fn weeks(asked: Option<&str>) -> i64 {
    let asked = asked.and_then(|text| text.parse().ok());
    SPANS.iter().map(|(weeks, _)| *weeks).find(|weeks| Some(*weeks) == asked).unwrap_or(13)
}

/// The page of so many weeks, from a day on.
pub fn page(desk: &Desk, frame: Frame, seen: &KeptSeen, weeks: i64, from: Date) -> ReportsPage {
    let all = seen.all;
    let says = if all.promised == 0 {
        String::new()
    } else if all.lost() == 0 {
        desk.words.say(key("reports-all")).count("count", all.promised).to_string()
    } else {
        let said = desk.words.say(key("reports-some")).count("took", all.took_place).count("promised", all.promised);
        said.count("lost", all.lost()).to_string()
    };
    let day = |day| words::day_and_month(desk.words, day, desk.today());
    let span = desk.words.say(key("reports-from-to")).put("from", day(from)).put("to", day(desk.today()));
    ReportsPage {
        frame,
        says,
        span: span.to_string(),
        spans: SPANS
            .into_iter()
            .map(|(of, name)| ReportSpan {
                name: desk.words.t(name).to_owned(),
                href: format!("/reports?weeks={of}"),
                chosen: of == weeks,
            })
            .collect(),
        cut: if seen.cut { desk.words.t(key("reports-cut")).to_owned() } else { String::new() },
        groups: seen
            .groups
            .iter()
            .map(|group| ReportGroup {
                name: group.name.clone(),
                href: format!("/groups/{}", group.slug),
                promised: group.tally.promised,
                took_place: group.tally.took_place,
                with_fewer: group.tally.with_fewer,
                lost: group.tally.lost(),
            })
            .collect(),
        lost: seen.lost.iter().map(|lost| loss(desk, lost)).collect(),
    }
}

fn loss(desk: &Desk, lost: &LostSession) -> ReportLoss {
    let (why, notice) = match lost.kept {
        Kept::Lost { why, notice } => (super::session::why(desk, why), told(desk, notice)),
        Kept::Whole | Kept::WithFewer | Kept::WithNobody | Kept::NotPromised => {
            (desk.words.t(key("reports-nobody")).to_owned(), String::new())
        }
    };
    let day = words::day(desk.words, lost.session.date, desk.today());
    ReportLoss { day, group: lost.session.group_name.clone(), why, notice }
}

/// How long before people heard.
fn told(desk: &Desk, notice: SignedDuration) -> String {
    let hours = u64::try_from(notice.as_hours()).unwrap_or(0);
    let said = match hours {
        0 => return desk.words.t(key("reports-notice-late")).to_owned(),
        1..24 => desk.words.say(key("reports-notice-hours")).count("count", hours),
        _ => desk.words.say(key("reports-notice-days")).count("count", hours / 24),
    };
    said.to_string()
}
