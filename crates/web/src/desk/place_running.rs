//! How a place is run, as its page says it and as its forms hold it.

use super::Desk;
use crate::pages::staff::{DoorPicture, HallLine, NewPlaceForm, RunningForm, RunningLine, Stale, StaleText};
use crate::parts::Choice;
use crate::words::{self, key};
use bothy_actions::places::{
    Hall, HallRefused, NotAPicture, Picture, PictureRefused, PlaceField, PlaceRefused, PlaceSeen,
};
use bothy_domain::ids::PersonId;
use bothy_domain::places::{KeysRefused, PlaceKind, kilometres, tenths_of_a_mile};
use jiff::civil::Date;

/// "Checked 3 September"; "Not checked yet".
pub fn checked(desk: &Desk, on: Option<Date>) -> String {
    match on {
        Some(day) => {
            let day = words::day_and_month(desk.words, day, desk.today());
            desk.words.say(key("desk-line-checked")).put("day", day).to_string()
        }
        None => desk.words.t(key("fact-not-checked")).to_owned(),
    }
}

/// A day in its three boxes.
pub fn boxes(day: Option<Date>) -> (String, String, String) {
    day.map(|day| (day.day().to_string(), day.month().to_string(), day.year().to_string())).unwrap_or_default()
}

/// "3.2 km, about 2 miles".
pub fn distance(words: &words::Words, metres: u32) -> String {
    let tenths = tenths_of_a_mile(metres);
    let km = kilometres(metres).replace('.', words.t(key("number-point")));
    words.say(key("place-distance-km")).put("km", km).put("miles", words::tenths(words, tenths)).to_string()
}

/// The picture of a door as pages show it.
pub fn picture(picture: &Picture) -> DoorPicture {
    DoorPicture {
        src: format!("/pictures/{}.jpg", picture.hash),
        words: picture.words.clone(),
        width: picture.width,
        height: picture.height,
    }
}

/// The lines of how it is run, of what is known.
pub fn lines(desk: &Desk, seen: &PlaceSeen) -> Vec<RunningLine> {
    let place = &seen.place;
    let t = |key: &str| desk.words.t(key).to_owned();
    let line = |label: &str, words: String, on: Option<Date>| {
        (!words.is_empty()).then(|| RunningLine { label: t(label), words, checked: checked(desk, on) })
    };
    if let Some(route) = place.route {
        let long = route.distance_m.map(|metres| distance(desk.words, metres)).unwrap_or_default();
        return line(key("place-distance"), long, route.distance_checked_on).into_iter().collect();
    }
    let mut opening = place.opening.clone();
    if place.needs_opener || !opening.is_empty() {
        let who = if place.needs_opener { key("place-opened-by-us") } else { key("place-open-anyway") };
        let joint = match opening.chars().last() {
            None => "",
            Some('.' | '!') => " ",
            Some(_) => ". ",
        };
        opening = format!("{opening}{joint}{}", desk.words.t(who));
    }
    [
        line(key("place-opening"), opening, place.checked.opening),
        line(key("place-caretaker"), place.caretaker.clone(), place.checked.caretaker),
        line(key("place-alarm"), seen.alarm.words.clone(), seen.alarm.checked_on),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The form of how it is run, as it stands.
pub fn form(desk: &Desk, seen: &PlaceSeen) -> RunningForm {
    let place = &seen.place;
    let t = |key: &str| desk.words.t(key).to_owned();
    let id = |person: Option<PersonId>| person.map(|id| id.to_string()).unwrap_or_default();
    let mut people = vec![(String::new(), t(key("place-nobody")))];
    people.extend(seen.key_people.iter().map(|one| (one.id.to_string(), one.shown_name.clone())));
    // Who has a key can be chosen still, even after their last hat: the key is with them.
    for held in [place.key_holder, place.second_key_holder].into_iter().flatten() {
        if !people.iter().any(|(one, _)| *one == held.to_string()) {
            people.push((held.to_string(), desk.name(held, &seen.people)));
        }
    }
    let mut starts = vec![(String::new(), t(key("place-no-start")))];
    starts.extend(seen.starts.iter().map(|one| (one.id.to_string(), one.name.clone())));
    let route = place.route.unwrap_or_default();
    RunningForm {
        kind: place.kind().code().to_owned(),
        name: place.name.clone(),
        address: place.address.clone(),
        postcode: place.postcode.clone(),
        opening: place.opening.clone(),
        openers: vec![
            Choice::new("anyway", t(key("place-open-anyway"))),
            Choice::new("us", t(key("place-opened-by-us"))),
        ],
        opener: if place.needs_opener { "us" } else { "anyway" }.to_owned(),
        opening_checked: boxes(place.checked.opening),
        people,
        key_holder: id(place.key_holder),
        second_key_holder: id(place.second_key_holder),
        keys_checked: boxes(place.checked.keys),
        caretaker: place.caretaker.clone(),
        caretaker_checked: boxes(place.checked.caretaker),
        alarm: seen.alarm.words.clone(),
        alarm_checked: boxes(seen.alarm.checked_on),
        distance: route.distance_m.map(kilometres).unwrap_or_default(),
        distance_checked: boxes(route.distance_checked_on),
        starts,
        start: route.start.map(|id| id.to_string()).unwrap_or_default(),
    }
}

/// The form of a new place.
pub fn new_place(desk: &Desk) -> NewPlaceForm {
    let t = |key: &str| desk.words.t(key).to_owned();
    NewPlaceForm {
        kinds: vec![
            Choice::new(PlaceKind::Building.code(), t(key("place-kind-building"))),
            Choice::with_hint(PlaceKind::Route.code(), t(key("place-kind-route")), t(key("place-kind-route-hint"))),
        ],
        kind: PlaceKind::Building.code().to_owned(),
        ..NewPlaceForm::default()
    }
}

/// A room with its form.
pub fn hall(desk: &Desk, hall: &Hall) -> HallLine {
    let line = match hall.holds {
        Some(holds) => {
            desk.words.say(key("place-room")).put("name", &hall.name).count("holds", u32::from(holds)).to_string()
        }
        None => hall.name.clone(),
    };
    let note = match (hall.words.is_empty(), hall.checked_on) {
        (true, None) => String::new(),
        (true, on) => checked(desk, on),
        (false, on) => format!("{} {}", hall.words, checked(desk, on)),
    };
    HallLine {
        id: hall.id.to_string(),
        line,
        note,
        retired: hall.retired_at.is_some(),
        name: hall.name.clone(),
        holds: hall.holds.map(|holds| holds.to_string()).unwrap_or_default(),
        words: hall.words.clone(),
        checked_on: boxes(hall.checked_on),
        problem: String::new(),
    }
}

/// The field that a refusal is about, and its words.
pub fn refusal(desk: &Desk, refused: PlaceRefused) -> (&'static str, String) {
    let field = |field: PlaceField| match field {
        PlaceField::Name => "name",
        PlaceField::Address => "address",
        PlaceField::Postcode => "postcode",
        PlaceField::Opening => "opening",
        PlaceField::Keys => "keys-checked",
        PlaceField::Caretaker => "caretaker",
        PlaceField::Alarm => "alarm",
        PlaceField::Distance => "distance-checked",
        PlaceField::Start => "start",
    };
    let later = |at: PlaceField| match at {
        PlaceField::Opening => "opening-checked",
        PlaceField::Caretaker => "caretaker-checked",
        PlaceField::Alarm => "alarm-checked",
        other => field(other),
    };
    let (name, words) = match refused {
        PlaceRefused::NoName => ("name", key("place-say-name")),
        PlaceRefused::TooLong(at) => (field(at), key("place-say-long")),
        PlaceRefused::NotAPostcode => ("postcode", key("place-say-postcode")),
        PlaceRefused::CheckedLater(at) => (later(at), key("fact-date")),
        PlaceRefused::Keys(KeysRefused::SamePerson) => ("second_key_holder", key("place-say-same-person")),
        PlaceRefused::Keys(KeysRefused::SecondWithoutFirst) => ("key_holder", key("place-say-first-key")),
        PlaceRefused::NotOneOfUs => ("key_holder", key("place-say-not-ours")),
        PlaceRefused::NoSuchStart => ("start", key("place-say-start")),
        PlaceRefused::OtherKind => ("name", key("place-say-kind")),
    };
    (name, desk.words.t(words).to_owned())
}

/// Why a room is not saved.
pub fn hall_refusal(refused: HallRefused) -> &'static str {
    match refused {
        HallRefused::NoName => key("place-hall-name"),
        HallRefused::SameName => key("place-hall-same"),
        HallRefused::TooLong => key("place-say-long"),
        HallRefused::CheckedLater => key("fact-date"),
        HallRefused::OnAWalk => key("place-say-kind"),
    }
}

/// The field that is wrong with a picture, and why.
pub fn picture_refusal(refused: PictureRefused) -> (&'static str, &'static str) {
    match refused {
        PictureRefused::NoWords => ("picture-words", key("picture-words")),
        PictureRefused::WordsTooLong => ("picture-words", key("picture-words-long")),
        PictureRefused::NotAPicture(NotAPicture::TooLarge) => ("picture", key("picture-large")),
        PictureRefused::NotAPicture(NotAPicture::NotRead) => ("picture", key("picture-not-read")),
        PictureRefused::NotAPicture(NotAPicture::TooManyDots) => ("picture", key("picture-dots")),
    }
}

/// What somebody else changed of how a place is run, beside what was typed.
pub fn stale(desk: &Desk, seen: &PlaceSeen, typed: &RunningForm) -> Stale {
    let now = form(desk, seen);
    let of = |list: &[(String, String)], id: &str| {
        list.iter().find(|(one, _)| one == id).map_or_else(|| id.to_owned(), |(_, name)| name.clone())
    };
    let opener = |form: &RunningForm| {
        now.openers.iter().find(|one| one.value == form.opener).map_or_else(String::new, |one| one.words.clone())
    };
    let person = |id: &str| of(&now.people, id);
    let start = |id: &str| of(&now.starts, id);
    let pairs = [
        (key("place-name"), now.name.clone(), typed.name.clone()),
        (key("place-address"), now.address.clone(), typed.address.clone()),
        (key("place-postcode"), now.postcode.clone(), typed.postcode.clone()),
        (key("place-opening"), opener(&now), opener(typed)),
        (key("place-opening"), now.opening.clone(), typed.opening.clone()),
        (key("place-key"), person(&now.key_holder), person(&typed.key_holder)),
        (key("place-second-key"), person(&now.second_key_holder), person(&typed.second_key_holder)),
        (key("place-caretaker"), now.caretaker.clone(), typed.caretaker.clone()),
        (key("place-alarm"), now.alarm.clone(), typed.alarm.clone()),
        (key("place-distance"), now.distance.clone(), typed.distance.clone()),
        (key("place-start"), start(&now.start), start(&typed.start)),
    ];
    let of_kind = |label: &str| {
        let only_route = [key("place-distance"), key("place-start")].contains(&label);
        let of_both = [key("place-name"), key("place-address"), key("place-postcode")].contains(&label);
        of_both || only_route == now.is_route()
    };
    let texts = pairs
        .into_iter()
        .filter(|(label, theirs, yours)| of_kind(label) && theirs != yours)
        .map(|(label, theirs, yours)| StaleText { label: desk.words.t(label).to_owned(), theirs, yours })
        .collect();
    super::places::changed_by(desk, seen, texts)
}
