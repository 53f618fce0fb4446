//! What a session needs, in words, and its cord.

use super::Desk;
use crate::pages::staff::{NeedLine, NeedMet, Ready, StrandList, StrandName};
use crate::parts::{Strand as Line, Weave};
use crate::words::key;
use bothy_actions::access::Named;
use bothy_domain::ids::PersonId;
use bothy_domain::rota::SeatRole;
use bothy_domain::sessions::SessionState;
use bothy_domain::sessions::readiness::{Met, Need, Readiness, SessionFacts, Strand, readiness};
use bothy_domain::supporters::checks::Missing;
use std::collections::BTreeMap;

/// The word of a seat's role.
pub fn role(desk: &Desk, role: SeatRole) -> String {
    let key = match role {
        SeatRole::Facilitator => key("seat-facilitator"),
        SeatRole::CoFacilitator => key("seat-co-facilitator"),
        SeatRole::OnlineHost => key("seat-online-host"),
        SeatRole::TurnKeeper => key("seat-turn-keeper"),
        SeatRole::Greeter => key("seat-greeter"),
        SeatRole::WalkLeader => key("seat-walk-leader"),
        SeatRole::BackMarker => key("seat-back-marker"),
    };
    desk.words.t(key).to_owned()
}

/// The name of a kind of check: short ones are said by their letters, as in PVG.
pub fn check(word: &str) -> String {
    if word.chars().count() <= 4 { word.to_uppercase() } else { word.to_owned() }
}

/// What somebody lacks, by name (PW2).
pub fn missing(desk: &Desk, missing: &Missing) -> String {
    let day = |date| crate::words::day_and_month(desk.words, date, desk.today());
    match missing {
        Missing::NoCheck(kind) => desk.words.say(key("lacks-check")).put("check", check(kind.word())),
        Missing::CheckRunOut(kind, until) => {
            desk.words.say(key("lacks-check-after")).put("check", check(kind.word())).put("day", day(*until))
        }
        Missing::NoTraining(step) => desk.words.say(key("lacks-training")).put("step", step.word()),
        Missing::TrainingRunOut(step, until) => {
            desk.words.say(key("lacks-training-after")).put("step", step.word()).put("day", day(*until))
        }
        Missing::References { have } => desk.words.say(key("lacks-references")).count("have", *have),
        Missing::NoSupervision => desk.words.say(key("lacks-supervision")),
        Missing::SupervisionRunOut { last, weeks } => {
            let said = desk.words.say(key("lacks-supervision-after")).put("day", day(*last));
            said.count("weeks", u32::from(*weeks))
        }
        Missing::HatEnded => desk.words.say(key("lacks-hat")),
    }
    .to_string()
}

/// The cord of a session: each strand as far as it is ready.
pub fn weave(readiness: &Readiness) -> Weave {
    let strand = |which: Strand| {
        let (met, of) = readiness.of_strand(which);
        match (met, of) {
            (_, 0) => Line::NotNeeded,
            (met, of) if met == of => Line::Ready,
            _ if which == Strand::People => Line::Gap,
            // Counts of needs are small: the loss of precision cannot be seen.
            #[expect(clippy::cast_precision_loss, reason = "a drawing of a handful of needs")]
            (met, of) => Line::Partly((met as f32 / of as f32).clamp(0.15, 0.85)),
        }
    };
    Weave { people: strand(Strand::People), place: strand(Strand::Place), technology: strand(Strand::Technology) }
}

/// How a session stands, in one line: what is missing first, or who holds it.
pub fn ready(desk: &Desk, facts: &SessionFacts, people: &BTreeMap<PersonId, Named>) -> Ready {
    let readiness = readiness(facts);
    if let SessionState::CalledOff { .. } = facts.state {
        let off = Weave { people: Line::NotNeeded, place: Line::NotNeeded, technology: Line::NotNeeded };
        return Ready { weave: off, words: desk.words.t(key("ready-off")).to_owned(), gap: false };
    }
    let holders = facts.seats.iter().filter_map(|seat| seat.holder.as_ref().map(|(person, _)| *person));
    let words =
        match readiness.open().find(|need| !matches!(need, Need::Minimum { .. })).or_else(|| readiness.open().next()) {
            None => desk.words.say(key("ready-yes")).put("names", desk.names(holders, people)).to_string(),
            Some(need) => what(desk, need),
        };
    let gap = readiness.open().any(|need| need.strand() == Strand::People);
    Ready { weave: weave(&readiness), words, gap }
}

/// What is missing, in a few words.
pub fn what(desk: &Desk, need: &Need) -> String {
    match need {
        Need::Seat { role: part, .. } => {
            desk.words.say(key("need-seat")).put("role", role(desk, *part).to_lowercase()).to_string()
        }
        Need::Minimum { have, want } => {
            desk.words.say(key("need-minimum")).put("have", have).put("want", want).to_string()
        }
        Need::Place => desk.words.t(key("need-place")).to_owned(),
        Need::PlaceConfirmed => desk.words.t(key("need-place-confirmed")).to_owned(),
        Need::Opener => desk.words.t(key("need-opener")).to_owned(),
        Need::WayIn => desk.words.t(key("need-way-in")).to_owned(),
        Need::WayInTried => desk.words.t(key("need-way-in-tried")).to_owned(),
    }
}

/// The three lists of a session's page.
pub fn strands(desk: &Desk, readiness: &Readiness, people: &BTreeMap<PersonId, Named>) -> Vec<StrandList> {
    let names = [
        (Strand::People, StrandName::People),
        (Strand::Place, StrandName::Place),
        (Strand::Technology, StrandName::Technology),
    ];
    names
        .into_iter()
        .map(|(which, strand)| {
            let of_it = readiness.needs.iter().filter(|(need, _)| need.strand() == which);
            StrandList { strand, needs: of_it.map(|(need, met)| need_line(desk, need, *met, people)).collect() }
        })
        .filter(|list| !list.needs.is_empty())
        .collect()
}

fn need_line(desk: &Desk, need: &Need, met: Met, people: &BTreeMap<PersonId, Named>) -> NeedLine {
    let met = match met {
        Met::Yes => NeedMet::Yes,
        Met::Overridden => NeedMet::Overridden,
        Met::No => NeedMet::No,
    };
    let (what, detail) = match need {
        Need::Seat { role: part, holder, .. } => {
            let detail = match holder {
                None => desk.words.t(key("nobody-yet")).to_owned(),
                Some((person, lacks)) if lacks.is_empty() => desk.name(*person, people),
                Some((person, lacks)) => {
                    let lacks: Vec<String> = lacks.iter().map(|one| missing(desk, one)).collect();
                    format!("{}. {}", desk.name(*person, people), lacks.join(". "))
                }
            };
            (role(desk, *part), detail)
        }
        Need::Minimum { have, want } => {
            let what = desk.words.t(key("need-line-minimum")).to_owned();
            (what, desk.words.say(key("need-minimum")).put("have", have).put("want", want).to_string())
        }
        Need::Place => (desk.words.t(key("need-line-place")).to_owned(), String::new()),
        Need::PlaceConfirmed => (desk.words.t(key("need-line-place-confirmed")).to_owned(), String::new()),
        Need::Opener => (desk.words.t(key("need-line-opener")).to_owned(), String::new()),
        Need::WayIn => (desk.words.t(key("need-line-way-in")).to_owned(), String::new()),
        Need::WayInTried => (desk.words.t(key("need-line-way-in-tried")).to_owned(), String::new()),
    };
    NeedLine { what, detail, met }
}
