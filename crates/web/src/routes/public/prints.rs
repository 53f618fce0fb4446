//! A group on paper, for everybody: the poster and the cards. The code and the web address on them are those that the
//! service was told of itself, never what a browser says: paper hangs for months and cannot be put right.

use super::groups::{one_line, when};
use super::lines::mode_words;
use crate::here::Here;
use crate::pages::Tab;
use crate::pages::public::{Cards, OnPaper, Poster, TroubleKind};
use crate::parts::Square;
use crate::refusals::{Answer, away, page, trouble};
use axum::extract::Path;
use bothy_actions::groups::GroupSeen;
use bothy_domain::sessions::SessionState;

/// So many letters of each text have room, in the usual and in large type.
struct Room {
    name: usize,
    about: usize,
    line: usize,
}

const POSTER: Room = Room { name: 90, about: 240, line: 200 };
const LARGE: Room = Room { name: 60, about: 110, line: 90 };
const CARD: Room = Room { name: 60, about: 0, line: 70 };

/// Whether large type was asked for.
pub(super) fn is_large(here: &Here) -> bool {
    here.asked("type").as_deref() == Some("large")
}

/// `/groups/{slug}/poster`
pub async fn poster(here: Here, Path(slug): Path<String>) -> Answer {
    let large = is_large(&here);
    match here.service.group(here.organisation.id, &slug, here.now).await {
        Ok(Some(seen)) => page(&Poster {
            frame: here.frame(Some(Tab::Groups)),
            group: on_paper(&here, &seen, if large { &LARGE } else { &POSTER }),
            href: format!("/groups/{}", seen.group.slug),
            large,
            open: here.door.readers.len() >= 2,
        }),
        Ok(None) => trouble(&here, TroubleKind::NotFound),
        Err(error) => away(&here, &error),
    }
}

/// `/groups/{slug}/card`
pub async fn cards(here: Here, Path(slug): Path<String>) -> Answer {
    match here.service.group(here.organisation.id, &slug, here.now).await {
        Ok(Some(seen)) => page(&Cards {
            frame: here.frame(Some(Tab::Groups)),
            group: on_paper(&here, &seen, &CARD),
            href: format!("/groups/{}", seen.group.slug),
            open: here.door.readers.len() >= 2,
        }),
        Ok(None) => trouble(&here, TroubleKind::NotFound),
        Err(error) => away(&here, &error),
    }
}

fn on_paper(here: &Here, seen: &GroupSeen, room: &Room) -> OnPaper {
    let next = seen.coming.iter().find(|coming| coming.session.state == SessionState::Planned);
    let address = here.own_address_in_words().map(|own| format!("{own}/groups/{}", seen.group.slug));
    let ring = here.door.hours.iter().find(|span| span.way == "ring");
    let place = seen.place.as_ref().map(|known| &known.place);
    OnPaper {
        name: shortened(&seen.group.name, room.name),
        about: shortened(&seen.group.purpose, room.about),
        when: when(here, seen),
        place: place.map(|place| shortened(&place.name, room.line)).unwrap_or_default(),
        address: place.map(|place| shortened(&one_line(place), room.line)).unwrap_or_default(),
        from_anywhere: place.is_none() && next.is_some_and(|coming| !coming.session.mode.needs_a_place()),
        how: next.map(|coming| mode_words(here, coming)).unwrap_or_default(),
        door: shortened(&seen.group.how_to_come, room.line),
        for_whom: shortened(&seen.group.for_whom, room.line),
        phone: ring.map(|span| shortened(&span.says, 40)).unwrap_or_default(),
        square: address.as_deref().map(Square::of).unwrap_or_default(),
        site: address.as_deref().map(typed).unwrap_or_default().to_owned(),
    }
}

/// An address as one types it.
fn typed(address: &str) -> &str {
    address.strip_prefix("https://").unwrap_or(address)
}

/// What there is room for: whole sentences where they are most of it, and whole words else.
fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let head: String = text.chars().take(most).collect();
    let sentence = [". ", "? ", "! "].into_iter().filter_map(|end| head.rfind(end)).max();
    if let Some(whole) = sentence.filter(|at| *at > head.len() / 2).and_then(|at| head.get(..=at)) {
        return whole.to_owned();
    }
    let word = head.rfind(' ').and_then(|at| head.get(..at)).unwrap_or(&head);
    if word.is_empty() { String::new() } else { format!("{word}…") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_ends_with_a_sentence_or_a_word() {
        assert_eq!(shortened("Tea  and\ntalk.", 40), "Tea and talk.");
        assert_eq!(shortened("Tea and talk. All may come and go.", 20), "Tea and talk.");
        assert_eq!(shortened("Tea. We talk of this and that and more", 20), "Tea. We talk of…");
        assert_eq!(shortened("Caféééééééé", 5), "Caféé…");
        assert_eq!(shortened("Tea", 0), "");
    }

    #[test]
    fn a_whole_address_is_typed_without_what_a_browser_adds_itself() {
        assert_eq!(typed("https://bothy.example/groups/tea"), "bothy.example/groups/tea");
        assert_eq!(typed("http://localhost:8080/groups/tea"), "http://localhost:8080/groups/tea");
    }
}
