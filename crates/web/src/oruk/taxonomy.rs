//! The kinds by which a service can be told from others: what kind of group it is, how people come, what it is at all.
//!
//! Their numbers are the same in every service of Bothy, so that whoever gathers several feeds sees one set of kinds.

use super::objects::{Attribute, Taxonomy, Term};
use super::service::derived;
use crate::routes::public::{kind_about, kind_key, kinds, mode_key};
use crate::words::{Words, key};
use bothy_actions::groups::ServiceSeen;
use bothy_domain::groups::GroupKind;
use bothy_domain::sessions::Mode;
use uuid::Uuid;

/// The sets of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    /// What it is at all.
    What,
    /// Who may come, and when.
    Door,
    /// How people come.
    Way,
}

impl Set {
    const ALL: [Self; 3] = [Self::What, Self::Door, Self::Way];

    fn code(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Door => "door",
            Self::Way => "way",
        }
    }

    fn id(self) -> Uuid {
        derived(&["taxonomy", self.code()])
    }

    fn name(self, words: &Words) -> String {
        let key = match self {
            Self::What => key("oruk-set-what"),
            Self::Door => key("oruk-set-door"),
            Self::Way => key("oruk-set-way"),
        };
        words.t(key).to_owned()
    }

    fn terms(self, words: &Words) -> Vec<Term> {
        match self {
            Self::What => {
                vec![self.term(words, "peer-support", key("oruk-peer-support"), key("oruk-peer-support-about"))]
            }
            Self::Door => kinds().map(|kind| door(words, kind)).collect(),
            Self::Way => Mode::ALL.into_iter().map(|mode| way(words, mode)).collect(),
        }
    }

    fn term(self, words: &Words, code: &str, name: &'static str, about: &'static str) -> Term {
        Term {
            id: derived(&["taxonomy-term", self.code(), code]),
            name: words.t(name).to_owned(),
            description: words.t(about).to_owned(),
            taxonomy: self.name(words),
            taxonomy_id: self.id(),
        }
    }

    fn whole(self, words: &Words, terms: Vec<Term>) -> Taxonomy {
        let about = match self {
            Self::What => key("oruk-set-what-about"),
            Self::Door => key("oruk-set-door-about"),
            Self::Way => key("oruk-set-way-about"),
        };
        Taxonomy {
            id: self.id(),
            name: self.name(words),
            description: words.t(about).to_owned(),
            version: "1",
            taxonomy_terms: terms,
        }
    }
}

fn door(words: &Words, kind: GroupKind) -> Term {
    // Two people alone are in no feed: whatever stood there would never be read.
    let about = kind_about(kind).unwrap_or(key("group-kind-course"));
    Set::Door.term(words, kind.code(), kind_key(kind.code()), about)
}

fn way(words: &Words, mode: Mode) -> Term {
    let about = match mode {
        Mode::InPerson => key("oruk-way-in-person"),
        Mode::Online => key("oruk-way-online"),
        Mode::Phone => key("oruk-way-phone"),
        Mode::Hybrid => key("oruk-way-hybrid"),
    };
    Set::Way.term(words, mode.code(), mode_key(mode), about)
}

/// Every set, without its kinds.
pub fn sets(words: &Words) -> Vec<Taxonomy> {
    Set::ALL.into_iter().map(|set| set.whole(words, Vec::new())).collect()
}

/// One set with its kinds.
pub fn set(words: &Words, id: Uuid) -> Option<Taxonomy> {
    Set::ALL.into_iter().find(|set| set.id() == id).map(|set| set.whole(words, set.terms(words)))
}

/// Every kind of every set.
pub fn terms(words: &Words) -> Vec<Term> {
    Set::ALL.into_iter().flat_map(|set| set.terms(words)).collect()
}

/// Of which kinds a service is.
pub fn attributes(words: &Words, seen: &ServiceSeen) -> Vec<Attribute> {
    let mut modes: Vec<Mode> = Vec::new();
    for mode in seen.coming.iter().map(|one| one.mode) {
        if !modes.contains(&mode) {
            modes.push(mode);
        }
    }
    let what = Set::What.terms(words);
    let all =
        what.into_iter().chain([door(words, seen.group.kind)]).chain(modes.into_iter().map(|mode| way(words, mode)));
    all.map(|term| Attribute {
        id: derived(&[&seen.group.id.to_string(), &term.id.to_string()]),
        link_id: seen.group.id.uuid(),
        link_type: "service",
        taxonomy_term_id: term.id,
        taxonomy_term: term,
    })
    .collect()
}
