//! `/people/{id}/hats/{hat}/end` from what hangs on a role.

use super::{Desk, acts};
use crate::here::role_key;
use crate::pages::Frame;
use crate::pages::staff::{EndingPage, Person};
use crate::parts::{Errors, Stone};
use crate::words::key;
use bothy_actions::access::EndingSeen;
use bothy_domain::access::ending::EndingRefused;

/// How many sessions are named.
const NAMED: usize = 6;

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &EndingSeen) -> EndingPage {
    let name = &seen.person.shown_name;
    let branch = seen.hat.branch.and_then(|branch| seen.branches.get(&branch).cloned());
    let place = branch.unwrap_or_else(|| desk.words.t(key("person-hat-all")).to_owned());
    let role = desk.words.t(role_key(seen.hat.role));
    let title = match seen.refused {
        Some(EndingRefused::Over) => key("ending-title-over"),
        _ => key("ending-title"),
    };
    let over = desk.words.say(key("ending-over")).put("name", name).put("role", role).put("place", place);
    let stays = if seen.stays_here { key("ending-stays") } else { key("ending-goes") };
    let more = seen.seats.len().saturating_sub(NAMED);
    EndingPage {
        frame,
        acts: acts(),
        href: format!("/people/{}", seen.person.id),
        action: format!("/people/{}/hats/{}/end", seen.person.id, seen.hat.id),
        person: Person { name: name.clone(), stone: Stone::of(&seen.person.id.to_string(), name), note: String::new() },
        over: over.to_string(),
        title: desk.words.say(title).put("name", name).to_string(),
        waits: seen.refused.map(|refused| desk.words.t(refusal(refused)).to_owned()).unwrap_or_default(),
        happens: vec![
            desk.words.say(key("ending-seats")).count("count", seen.seats.len()).to_string(),
            desk.words.say(key("ending-duties")).count("count", seen.duties).to_string(),
            desk.words.t(stays).to_owned(),
            desk.words.t(key("ending-told")).to_owned(),
            desk.words.t(key("ending-keeps")).to_owned(),
        ],
        seats: seen
            .seats
            .iter()
            .take(NAMED)
            .map(|session| {
                let shown = seen.scope.shows(session.branch, Some(session.group));
                let href = if shown { format!("/sessions/{}", session.id) } else { String::new() };
                (desk.moment(session.starts_at), session.group_name.clone(), href)
            })
            .collect(),
        more: match more {
            0 => String::new(),
            more => desk.words.say(key("ending-more")).count("count", more).to_string(),
        },
        reason: String::new(),
        errors: Errors::default(),
    }
}

/// Why a role does not end, in words.
pub fn refusal(refused: EndingRefused) -> &'static str {
    match refused {
        EndingRefused::Reason(refused) => super::going::reason(refused),
        EndingRefused::Over => key("ending-waits-over"),
        EndingRefused::LastAdministrator => key("ending-waits-last"),
        EndingRefused::ReadsWorries => key("ending-waits-reads"),
    }
}
