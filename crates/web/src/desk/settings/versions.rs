//! What was asked for, version by version, in words.

use super::asks_words;
use crate::desk::Desk;
use crate::pages::staff::VersionLine;
use crate::words::key;
use bothy_actions::organisations::see_settings::Asked;
use bothy_domain::organisations::policy_versions::{PolicyChange, PolicyVersion};

/// All versions, the newest first.
pub fn lines(desk: &Desk, asked: &Asked) -> Vec<VersionLine> {
    let line = |version: &PolicyVersion| VersionLine {
        since: desk
            .words
            .say(key("settings-version-since"))
            .put("number", version.number)
            .put("when", desk.moment(version.from))
            .to_string(),
        by: version.by.map(|by| desk.name(by, &asked.by)).unwrap_or_default(),
        what: what(desk, asked, version.change),
        before: before(desk, version.change)
            .map(|before| desk.words.say(key("settings-version-before")).put("before", before).to_string())
            .unwrap_or_default(),
        why: asked
            .reasons
            .get(&version.number)
            .map(|why| desk.words.say(key("settings-version-why")).put("why", why).to_string())
            .unwrap_or_default(),
    };
    asked.versions.all().iter().rev().map(line).collect()
}

fn what(desk: &Desk, asked: &Asked, change: PolicyChange) -> String {
    let said = |words, now: &str| desk.words.say(words).put("now", now);
    match change {
        PolicyChange::OfAll { before: None, after } => {
            said(key("settings-version-as-it-stood"), &asks_words(desk, after)).to_string()
        }
        PolicyChange::OfAll { before: Some(_), after } => {
            said(key("settings-version-of-all"), &asks_words(desk, after)).to_string()
        }
        PolicyChange::Minimum { group, after, .. } => {
            let group = asked.groups.get(&group).map(String::as_str).unwrap_or_default();
            said(key("settings-version-minimum"), &after.to_string()).put("group", group).to_string()
        }
    }
}

fn before(desk: &Desk, change: PolicyChange) -> Option<String> {
    match change {
        PolicyChange::OfAll { before, .. } => before.map(|before| asks_words(desk, before)),
        PolicyChange::Minimum { before, .. } => Some(before.to_string()),
    }
}

/// Who last changed what is asked of every supporter, and when.
pub fn last_of_all(desk: &Desk, asked: &Asked) -> (String, String) {
    let of_all = |version: &&PolicyVersion| matches!(version.change, PolicyChange::OfAll { .. });
    let last = asked.versions.all().iter().rev().find(of_all);
    let by = last.and_then(|version| version.by).map(|by| desk.name(by, &asked.by));
    let at = last.map(|version| desk.moment(version.from));
    (
        by.unwrap_or_else(|| desk.words.t(key("desk-somebody")).to_owned()),
        at.unwrap_or_else(|| desk.words.t(key("desk-meanwhile")).to_owned()),
    )
}
