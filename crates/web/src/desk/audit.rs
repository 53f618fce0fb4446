//! `/audit` from a page of entries.

pub mod acts;

use super::Desk;
use crate::pages::Frame;
use crate::pages::staff::{AuditEntry, AuditHeadLine, AuditPage, AuditPart, Why};
use crate::words::key;
use acts::said;
use bothy_actions::audit::{AuditAsked, AuditLine, AuditSeen, LOOKS, ReasonFound, ReasonTold};
use bothy_domain::audit::Looks;
use bothy_domain::ids::PersonId;

/// The parts of the audit that one can ask for: the word in the address, its name, its acts.
pub const PARTS: &[(&str, &str, &[&str])] = &[
    ("", key("audit-all"), &[]),
    ("looks", key("audit-looks"), LOOKS),
    ("safety", key("audit-safety"), acts::SAFETY),
    ("sessions", key("audit-seats"), acts::SESSIONS),
    ("groups", key("audit-groups"), acts::GROUPS),
    ("people", key("audit-people"), acts::PEOPLE),
    ("set-up", key("audit-set-up"), acts::SET_UP),
];

/// The acts of a part; none for a word that is no part.
pub fn acts_of(part: &str) -> Vec<String> {
    let found = PARTS.iter().find(|(word, ..)| *word == part);
    found.map_or_else(Vec::new, |(_, _, acts)| acts.iter().map(|act| (*act).to_owned()).collect())
}

/// The page.
pub fn page(desk: &Desk, frame: Frame, seen: &AuditSeen, asked: &AuditAsked, part: &str) -> AuditPage {
    let narrowed = match (&asked.by, &asked.thing) {
        (Some(by), _) => desk.words.say(key("audit-of-person")).put("name", desk.name(*by, &seen.people)).to_string(),
        (None, Some(thing)) => {
            desk.words.say(key("audit-of-thing")).put("thing", thing_words(desk, seen, "", thing)).to_string()
        }
        (None, None) => String::new(),
    };
    let older =
        seen.lines.last().filter(|_| seen.older).map(|last| address(part, asked, Some(last.id.simple().to_string())));
    AuditPage {
        frame,
        kept_back: match seen.looks {
            Looks::All => String::new(),
            Looks::LetGo => desk.words.t(key("audit-kept-back")).to_owned(),
        },
        parts: PARTS
            .iter()
            .map(|(word, name, _)| AuditPart {
                name: desk.words.t(name).to_owned(),
                href: address(word, &AuditAsked::default(), None),
                chosen: *word == part && narrowed.is_empty(),
            })
            .collect(),
        narrowed,
        entries: seen.lines.iter().map(|line| entry(desk, seen, line)).collect(),
        newest: asked.before.map(|_| address(part, asked, None)).unwrap_or_default(),
        older: older.unwrap_or_default(),
        head: seen.head.as_ref().map(|head| AuditHeadLine {
            says: desk
                .words
                .say(key("audit-seal-head"))
                .count("number", usize::try_from(head.number).unwrap_or_default())
                .put("moment", desk.moment(head.at))
                .to_string(),
            letters: head.chain.clone(),
        }),
    }
}

fn address(part: &str, asked: &AuditAsked, before: Option<String>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let by = asked.by.map(|by| by.to_string());
    let pairs = [
        ("part", Some(part.to_owned()).filter(|part| !part.is_empty())),
        ("by", by),
        ("thing", asked.thing.clone()),
        ("before", before),
    ];
    for (name, value) in pairs {
        if let Some(value) = value {
            query.append_pair(name, &value);
        }
    }
    let query = query.finish();
    if query.is_empty() { String::from("/audit") } else { format!("/audit?{query}") }
}

fn entry(desk: &Desk, seen: &AuditSeen, line: &AuditLine) -> AuditEntry {
    let past = &line.past;
    let alone = |by: Option<PersonId>, thing: Option<String>| AuditAsked { by, thing, ..AuditAsked::default() };
    let (who, who_href) = match past.by {
        Some(by) => (desk.name(by, &seen.people), address("", &alone(Some(by), None), None)),
        None if acts::SAFETY.contains(&past.act.as_str()) => {
            (desk.words.t(key("audit-somebody")).to_owned(), String::new())
        }
        None => (desk.words.t(key("audit-nobody")).to_owned(), String::new()),
    };
    AuditEntry {
        when: desk.moment(past.at),
        who,
        who_href,
        what: said(desk, &past.act),
        thing: thing_words(desk, seen, &past.act, &past.thing),
        thing_href: address("", &alone(None, Some(past.thing.clone())), None),
        why: seen.reasons.get(&line.id).map_or_else(Why::default, |told| why(desk, told)),
        number: match line.number {
            Some(number) => desk.words.say(key("audit-number")).put("number", number.to_string()).to_string(),
            None => desk.words.t(key("audit-waits")).to_owned(),
        },
    }
}

fn why(desk: &Desk, told: &ReasonTold) -> Why {
    let said = |key| Why { words: String::new(), note: desk.words.t(key).to_owned() };
    match told {
        ReasonTold::Found(ReasonFound::Words(words)) => Why { words: words.clone(), note: String::new() },
        ReasonTold::Found(ReasonFound::Erased) => said(key("audit-why-erased")),
        ReasonTold::Found(ReasonFound::NotAsWritten) => said(key("audit-why-not-as-written")),
        ReasonTold::WithTheWorry => said(key("audit-why-with-the-worry")),
    }
}

/// The act whose thing is a kind of record and how many.
const LET_GO: &str = "records-let-go";

/// The act whose thing is a kind of record and for how many days it is kept.
const KEPT: &str = "keeping-changed";

/// A thing by its outside id: a person by name, anything else by its kind.
fn thing_words(desk: &Desk, seen: &AuditSeen, act: &str, thing: &str) -> String {
    if let Ok(person) = thing.parse::<PersonId>()
        && let Some(found) = seen.people.get(&person)
    {
        return found.shown_name.clone();
    }
    if let Some((kind, count)) = thing.rsplit_once('_')
        && let Ok(count) = count.parse::<u64>()
    {
        match act {
            LET_GO => return desk.words.say(key("audit-thing-records")).count("count", count).to_string(),
            KEPT => {
                let kind = desk.words.t(super::keeping::kind_words(kind));
                return desk.words.say(key("audit-thing-kept")).put("kind", kind).count("count", count).to_string();
            }
            _ => {}
        }
    }
    let kind = match thing.split('_').next().unwrap_or_default() {
        "session" => key("audit-thing-session"),
        "seat" => key("audit-thing-seat"),
        "offer" => key("audit-thing-offer"),
        "group" => key("audit-thing-group"),
        "series" => key("audit-thing-series"),
        "place" => key("audit-thing-place"),
        "listing" => key("audit-thing-listing"),
        "concern" => key("audit-thing-concern"),
        "person" => key("audit-thing-person"),
        "duty" => key("audit-thing-duty"),
        "organisation" => key("audit-thing-organisation"),
        "import" | "run" | "row" => key("audit-thing-import"),
        "signin" => key("audit-thing-sign-in"),
        "token" => key("audit-thing-token"),
        _ => key("audit-thing-other"),
    };
    desk.words.t(kind).to_owned()
}
