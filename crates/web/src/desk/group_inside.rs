//! `/groups/{slug}/inside` from what was seen of a group.

use super::needs::ready;
use super::{Desk, acts, asked, own_facts, series};
use crate::pages::Frame;
use crate::pages::staff::{GroupFields, GroupInside as Page, GroupSession, OwnFields, SeriesFields, Stale, StaleText};
use crate::parts::{Choice, Errors};
use crate::words::key;
use bothy_actions::groups::{Group, Inside};
use bothy_domain::groups::{GroupKind, OpenRefused, OwnFact};
use bothy_domain::sessions::Mode;

/// A kind of group in words, with a line under it.
fn kind(desk: &Desk, kind: GroupKind) -> Choice {
    let (words, hint) = match kind {
        GroupKind::Open => (key("kind-open"), key("kind-open-hint")),
        GroupKind::DropIn => (key("kind-drop-in"), key("kind-drop-in-hint")),
        GroupKind::ClosedCohort => (key("kind-closed"), key("kind-closed-hint")),
        GroupKind::Rolling => (key("kind-rolling"), key("kind-rolling-hint")),
        GroupKind::Activity => (key("kind-activity"), key("kind-activity-hint")),
        GroupKind::OnlineChat => (key("kind-chat"), key("kind-chat-hint")),
        GroupKind::OneToOne => (key("kind-two"), key("kind-two-hint")),
        GroupKind::Course => (key("kind-course"), key("kind-course-hint")),
    };
    Choice::with_hint(kind.code(), desk.words.t(words), desk.words.t(hint))
}

/// What is missing before a group may open.
pub fn missing(desk: &Desk, refused: OpenRefused) -> String {
    match refused {
        OpenRefused::TwoPeopleForWorries { named } => {
            desk.words.say(key("group-needs-readers")).count("named", named).to_string()
        }
        OpenRefused::NoHelpLine => desk.words.t(key("group-needs-line")).to_owned(),
        OpenRefused::NoRecoverySheet => desk.words.t(key("group-needs-sheet")).to_owned(),
        OpenRefused::NoPurpose => desk.words.t(key("group-needs-purpose")).to_owned(),
        OpenRefused::AlreadyOpen => desk.words.t(key("group-open-already")).to_owned(),
        OpenRefused::Ended => desk.words.t(key("group-has-ended")).to_owned(),
    }
}

/// What a group says of itself, as it stands in its form.
pub fn fields(group: &Group) -> GroupFields {
    GroupFields {
        version: group.version.to_string(),
        purpose: group.purpose.clone(),
        for_whom: group.for_whom.clone(),
        what_happens: group.what_happens.clone(),
        how_to_come: group.how_to_come.clone(),
        kind: group.kind.code().to_owned(),
        minimum: group.minimum.to_string(),
        why: String::new(),
        own: own_facts::fields(group.kind, &group.own),
    }
}

/// The form of a new series before anything is typed.
pub fn new_series(group: &Group) -> SeriesFields {
    SeriesFields {
        rhythm: "week".to_owned(),
        mode: Mode::InPerson.code().to_owned(),
        seats: group.minimum.max(1).to_string(),
        chosen_closed_days: vec!["yes".to_owned()],
        ..SeriesFields::default()
    }
}

/// The page as it stands now.
pub fn page(desk: &Desk, frame: Frame, seen: &Inside) -> Page {
    let group = &seen.group;
    let open = group.state.is_public();
    Page {
        frame,
        acts: acts(),
        slug: group.slug.clone(),
        name: group.name.clone(),
        fields: fields(group),
        kinds: GroupKind::ALL.into_iter().map(|one| kind(desk, one)).collect(),
        open,
        before_opening: match open {
            true => Vec::new(),
            false => seen.before_opening.iter().map(|one| missing(desk, *one)).collect(),
        },
        course: group.kind.has(OwnFact::Parts).then(|| own_facts::course(desk, &seen.parts)),
        asked: asked::fields(&seen.questions),
        series: seen
            .series
            .iter()
            .filter_map(|one| {
                let weeks_off = seen.weeks_off.get(&one.id).map_or(&[][..], Vec::as_slice);
                series::line(desk, one, &seen.offered, weeks_off)
            })
            .collect(),
        sessions: seen
            .sessions
            .iter()
            .filter_map(|session| {
                Some(GroupSession {
                    when: desk.moment(session.starts_at),
                    href: format!("/sessions/{}", session.id),
                    ready: ready(desk, seen.facts.get(&session.id)?, &seen.people),
                })
            })
            .collect(),
        new_series: series::offer(desk, new_series(group), &seen.offered),
        errors: Errors::default(),
        stale: None,
    }
}

/// What somebody else changed meanwhile, beside what was typed; only what differs.
pub fn stale(desk: &Desk, seen: &Inside, typed: &GroupFields) -> Stale {
    let now = fields(&seen.group);
    let date = |(day, month, year): &(String, String, String)| format!("{day} {month} {year}");
    let dates = |fields: &OwnFields| [date(&fields.first), date(&fields.last), date(&fields.join)];
    let ([first, last, join], [your_first, your_last, your_join]) = (dates(&now.own), dates(&typed.own));
    let pairs = [
        (key("staff-group-purpose"), &now.purpose, &typed.purpose),
        (key("staff-group-for-whom"), &now.for_whom, &typed.for_whom),
        (key("staff-group-what-happens"), &now.what_happens, &typed.what_happens),
        (key("staff-group-how-to-come"), &now.how_to_come, &typed.how_to_come),
        (key("staff-group-kind"), &now.kind, &typed.kind),
        (key("staff-group-minimum"), &now.minimum, &typed.minimum),
        (key("staff-own-first"), &first, &your_first),
        (key("staff-own-last"), &last, &your_last),
        (key("staff-own-join"), &join, &your_join),
        (key("staff-own-holds"), &now.own.holds, &typed.own.holds),
        (key("staff-own-effort"), &now.own.effort, &typed.own.effort),
        (key("staff-own-who-reads"), &now.own.who_reads, &typed.own.who_reads),
        (key("staff-own-weeks"), &now.own.weeks, &typed.own.weeks),
    ];
    let texts = pairs
        .into_iter()
        .filter(|(_, theirs, yours)| theirs.trim() != yours.trim())
        .map(|(label, theirs, yours)| StaleText {
            label: desk.words.t(label).to_owned(),
            theirs: theirs.clone(),
            yours: yours.clone(),
        })
        .collect();
    let by = seen.changed.map(|(by, _)| desk.name(by, &seen.people)).filter(|name| !name.is_empty());
    Stale {
        by: by.unwrap_or_else(|| desk.words.t(key("desk-somebody")).to_owned()),
        at: seen.changed.map(|(_, at)| desk.moment(at)).unwrap_or_default(),
        texts,
    }
}
