//! What somebody chose, as it stands in the address, and back.
//!
//! What is not understood is left out, never refused: an address is often cut, translated or typed by hand.

use bothy_actions::groups::Asked;
use bothy_domain::groups::GroupKind;
use bothy_domain::groups::find::{Choice, MILES, NEEDS, PartOfDay, Wanted, Way};
use bothy_domain::groups::sought::Sought;
use bothy_domain::places::FactKind;
use jiff::civil::{Date, Weekday};

/// The days of the week in their order, as they stand in an address.
pub const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

/// The kinds of group that can be chosen: all but two people alone.
pub fn kinds() -> impl Iterator<Item = GroupKind> {
    GroupKind::ALL.into_iter().filter(|kind| *kind != GroupKind::OneToOne)
}

/// How a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum As {
    /// Day by day, with all that is said of each.
    #[default]
    List,
    /// Seven days by the parts of the day.
    Week,
}

/// What somebody chose.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// Near what, as it was typed.
    pub near: String,
    /// The words, as they were typed.
    pub words: String,
    /// All else.
    pub wanted: Wanted,
    /// How it is shown.
    pub shown: As,
    /// From which day.
    pub from: Option<Date>,
}

/// So many letters of what was typed are shown again.
const LONGEST: usize = 200;

impl Chosen {
    /// What stands after the question mark.
    pub fn read(query: &str) -> Self {
        let mut chosen = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            chosen.take(&name, &value);
        }
        chosen
    }

    fn take(&mut self, name: &str, value: &str) {
        let wanted = &mut self.wanted;
        match name {
            "near" => self.near = typed(value),
            "words" => self.words = typed(value),
            "within" => wanted.within = value.parse().ok().filter(|miles| MILES.contains(miles)),
            "day" => once(&mut wanted.days, DAYS.iter().find(|(_, code)| *code == value).map(|(day, _)| *day)),
            "part" => once(&mut wanted.parts, PartOfDay::of_code(value)),
            "way" => once(&mut wanted.ways, Way::of_code(value)),
            "need" => once(&mut wanted.needs, FactKind::of_code(value).filter(|need| NEEDS.contains(need))),
            "kind" => once(&mut wanted.kinds, GroupKind::of_code(value).filter(|kind| *kind != GroupKind::OneToOne)),
            "as" if value == "week" => self.shown = As::Week,
            "from" => self.from = value.parse().ok(),
            _ => {}
        }
    }

    /// What was chosen of the group itself, name by name.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let wanted = &self.wanted;
        let typed = [("near", &self.near), ("words", &self.words)];
        let mut pairs: Vec<(&'static str, String)> = typed
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.clone()))
            .collect();
        pairs.extend(wanted.within.map(|miles| ("within", miles.to_string())));
        let days = DAYS.iter().filter(|(day, _)| wanted.days.contains(day));
        pairs.extend(days.map(|(_, code)| ("day", (*code).to_owned())));
        let parts = PartOfDay::ALL.iter().filter(|part| wanted.parts.contains(part));
        pairs.extend(parts.map(|part| ("part", part.code().to_owned())));
        let ways = Way::ALL.iter().filter(|way| wanted.ways.contains(way));
        pairs.extend(ways.map(|way| ("way", way.code().to_owned())));
        let needs = NEEDS.iter().filter(|need| wanted.needs.contains(need));
        pairs.extend(needs.map(|need| ("need", need.code().to_owned())));
        pairs.extend(kinds().filter(|kind| wanted.kinds.contains(kind)).map(|kind| ("kind", kind.code().to_owned())));
        pairs
    }

    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        self.pairs().is_empty()
    }

    /// The values of one name, as the form has them.
    pub fn of(&self, name: &str) -> Vec<String> {
        self.pairs().into_iter().filter(|(own, _)| *own == name).map(|(_, value)| value).collect()
    }

    /// The address of this list, without the prefix.
    pub fn href(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(self.pairs());
        if self.shown == As::Week {
            text.append_pair("as", "week");
        }
        if let Some(from) = self.from {
            text.append_pair("from", &from.to_string());
        }
        match text.finish().as_str() {
            "" => "/groups".to_owned(),
            query => format!("/groups?{query}"),
        }
    }

    /// The same without one thing that was chosen, from today on. Without a place there is no distance.
    pub fn without(&self, name: &str, value: &str) -> Self {
        let mut rest = Self { shown: self.shown, ..Self::default() };
        for (own, has) in self.pairs() {
            if (own, has.as_str()) != (name, value) && !(name == "near" && own == "within") {
                rest.take(own, &has);
            }
        }
        rest
    }

    /// The same without all that was chosen of one sort, over the same days.
    pub fn without_choice(&self, choice: Choice) -> Self {
        let mut rest = self.clone();
        match choice {
            Choice::Words => rest.words.clear(),
            Choice::Days => rest.wanted.days.clear(),
            Choice::Parts => rest.wanted.parts.clear(),
            Choice::Within => rest.wanted.within = None,
            Choice::Ways => rest.wanted.ways.clear(),
            Choice::Needs => rest.wanted.needs.clear(),
            Choice::Kinds => rest.wanted.kinds.clear(),
        }
        rest
    }

    /// The question for the rules; the times come from the page.
    pub fn asked(&self) -> Asked {
        Asked {
            wanted: self.wanted.clone(),
            sought: Sought::read(&self.words),
            near: self.near.clone(),
            ..Asked::default()
        }
    }
}

/// The name in the address of a sort of choice.
pub fn name_of(choice: Choice) -> &'static str {
    match choice {
        Choice::Words => "words",
        Choice::Days => "day",
        Choice::Parts => "part",
        Choice::Within => "within",
        Choice::Ways => "way",
        Choice::Needs => "need",
        Choice::Kinds => "kind",
    }
}

/// The beginning of what was typed, without letters that nobody can see.
fn typed(value: &str) -> String {
    let seen = value.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let short: String = seen.take(LONGEST).collect();
    short.trim().to_owned()
}

fn once<T: PartialEq>(all: &mut Vec<T>, one: Option<T>) {
    if let Some(one) = one.filter(|one| !all.contains(one)) {
        all.push(one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_the_same() {
        let query = "near=EH6+8RG&words=hearing+voices&within=3&day=tue&day=thu&part=evening&way=room&need=step-free\
                     &kind=drop-in&as=week&from=2026-12-01";
        assert_eq!(Chosen::read(query).href(), format!("/groups?{query}"));
        assert_eq!(Chosen::read("").href(), "/groups");
    }

    #[test]
    fn what_is_not_understood_or_said_twice_is_left_out() {
        let chosen =
            Chosen::read("day=tue&day=tue&day=noday&kind=one-to-one&need=assembly-point&within=2&as=wheel&x=%FF");
        assert_eq!(chosen.href(), "/groups?day=tue");
    }

    #[test]
    fn one_thing_is_taken_away_and_the_rest_stays_from_today_on() {
        let all = Chosen::read("near=EH6&within=3&day=tue&day=thu&as=week&from=2026-12-01");
        assert_eq!(all.without("day", "tue").href(), "/groups?near=EH6&within=3&day=thu&as=week");
        assert_eq!(all.without("near", "EH6").href(), "/groups?day=tue&day=thu&as=week");
        assert_eq!(all.without_choice(Choice::Days).href(), "/groups?near=EH6&within=3&as=week&from=2026-12-01");
    }

    #[test]
    fn what_is_typed_is_shown_again_in_short_and_without_hidden_letters() {
        let chosen = Chosen::read(&format!("near=%00EH6%0A&words={}", "x".repeat(10_000)));
        assert_eq!(chosen.near, "EH6");
        assert_eq!(chosen.words.len(), LONGEST);
    }
}
