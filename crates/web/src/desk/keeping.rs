//! `/settings/keeping` from how long things are kept.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{Keeping, KindForm};
use crate::parts::Errors;
use crate::words::key;
use bothy_actions::keeping::{KeepingSeen, KeptKind};
use bothy_domain::keeping::LengthRefused;

fn days(count: u32) -> usize {
    usize::try_from(count).unwrap_or_default()
}

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &KeepingSeen) -> Keeping {
    let kinds = seen.kinds.iter().map(|kind| form(desk, seen, kind)).collect();
    Keeping { frame, acts: acts(), kinds, errors: Errors::default() }
}

fn form(desk: &Desk, seen: &KeepingSeen, kind: &KeptKind) -> KindForm {
    let said = |key, count: u32| desk.words.say(key).count("count", days(count)).to_string();
    let most = kind.length.at_most.unwrap_or(kind.length.suggested);
    let kept = said(key("keeping-now"), kind.days);
    let at_most = said(key("keeping-at-most"), most);
    let suggested = kind.days == kind.length.suggested;
    let decided = kind.longer.as_ref().map(|longer| {
        let by = desk.words.say(key("keeping-decided")).put("name", desk.name(longer.by, &seen.people));
        let mut lines = vec![by.put("moment", desk.moment(longer.since)).to_string()];
        if !longer.reason.is_empty() {
            lines.push(desk.words.say(key("keeping-why")).put("reason", &longer.reason).to_string());
        }
        lines
    });
    let hint = desk.words.say(key("keeping-days-hint")).put("least", kind.length.suggested.to_string());
    KindForm {
        kind: kind.kind.to_owned(),
        words: desk.words.t(kind_words(kind.kind)).to_owned(),
        before: kind.days.to_string(),
        now: if suggested { format!("{kept}, {}", desk.words.t(key("keeping-suggested"))) } else { kept },
        bounds: if suggested {
            at_most
        } else {
            format!("{} {at_most}", said(key("keeping-suggests"), kind.length.suggested))
        },
        decided: decided.unwrap_or_default(),
        hint: hint.put("most", most.to_string()).to_string(),
        days: kind.days.to_string(),
        reason: String::new(),
    }
}

/// A kind of record in words.
pub fn kind_words(kind: &str) -> &'static str {
    match kind {
        "tokens" => key("keeping-kind-tokens"),
        "sign-ins" => key("keeping-kind-sign-ins"),
        "notices" => key("keeping-kind-notices"),
        "known-devices" => key("keeping-kind-known-devices"),
        "recoveries" => key("keeping-kind-recoveries"),
        "imports" => key("keeping-kind-imports"),
        "offers" => key("keeping-kind-offers"),
        "signposts" => key("keeping-kind-signposts"),
        "duties" => key("keeping-kind-duties"),
        "concerns" => key("keeping-kind-concerns"),
        "reasons" => key("keeping-kind-reasons"),
        "person" => key("keeping-kind-person"),
        _ => key("keeping-kind-other"),
    }
}

/// Why a length stays as it is: at which field, and in which words.
pub fn refusal(desk: &Desk, refused: LengthRefused) -> (&'static str, String) {
    let said = |key, count: u32| desk.words.say(key).count("count", days(count)).to_string();
    match refused {
        LengthRefused::Reason(refused) => ("reason", desk.words.t(super::going::reason(refused)).to_owned()),
        LengthRefused::Fixed => ("days", desk.words.t(key("keeping-what-not")).to_owned()),
        LengthRefused::Shorter { at_least } => ("days", said(key("keeping-say-shorter"), at_least)),
        LengthRefused::Longer { at_most } => ("days", said(key("keeping-say-longer"), at_most)),
    }
}
