//! What the demonstration is made of. People and organisations are invented; buildings are real public ones.
//!
//! Buildings: name, address, postcode and point from the City of Edinburgh Council's open data (libraries and
//! community centres, data of about 2012 to 2014, Open Government Licence). Whether any of them would have a
//! group is invented.

use bothy_domain::groups::GroupKind;

/// A public building.
pub struct Building {
    pub name: &'static str,
    pub address: &'static str,
    pub postcode: &'static str,
    pub lat: &'static str,
    pub lon: &'static str,
}

const fn at(
    name: &'static str,
    address: &'static str,
    postcode: &'static str,
    lat: &'static str,
    lon: &'static str,
) -> Building {
    Building { name, address, postcode, lat, lon }
}

pub const BUILDINGS: [Building; 16] = [
    at("Leith Library", "28-30 Ferry Road", "EH6 4AE", "55.975278", "-3.180773"),
    at("Southside Community Centre", "117 Nicolson Street", "EH8 9ER", "55.944341", "-3.184038"),
    at("Portobello Library", "14 Rosefield Avenue", "EH15 1AU", "55.952702", "-3.117691"),
    at("Inch Community Centre", "Inch House, 225 Gilmerton Road", "EH16 5TT", "55.919881", "-3.157392"),
    at("Stockbridge Library", "11 Hamilton Place", "EH3 5BA", "55.959357", "-3.207486"),
    at("Nelson Hall Community Centre", "5 Spittalfield Crescent", "EH8 9QZ", "55.941752", "-3.178888"),
    at("McDonald Road Library", "2 McDonald Road", "EH7 4LU", "55.962668", "-3.183913"),
    at("Gorgie War Memorial Hall", "Gorgie Road", "EH11 2DU", "55.936007", "-3.241438"),
    at("Balgreen Library", "173 Balgreen Road", "EH11 3AT", "55.937721", "-3.247924"),
    at("Leith Community Centre", "12a Newkirkgate", "EH6 6AD", "55.971567", "-3.171302"),
    at("Corstorphine Library", "12 Kirk Loan", "EH12 7HD", "55.941932", "-3.281522"),
    at("Carrickvale Community Centre", "2 Saughton Mains Street", "EH11 3HQ", "55.931192", "-3.264498"),
    at("Fountainbridge Library", "137 Dundee Street", "EH11 1BG", "55.940044", "-3.218765"),
    at("Fort Community Centre", "25 North Fort Street", "EH6 4HF", "55.976698", "-3.185974"),
    at("Gilmerton Library", "13 Newtoft Street", "EH17 8RG", "55.905323", "-3.134162"),
    at("St Bride’s Community Centre", "10 Orwell Terrace", "EH11 2DY", "55.942639", "-3.220582"),
];

/// The two organisations: word in addresses, name, one line, area.
pub const ORGANISATIONS: [[&str; 4]; 2] = [
    ["lothian", "Lothian Peer Network", "Groups and calls with people who have been there.", "Edinburgh and Lothian"],
    ["forth", "Forth Valley Together", "Company for hard times, near home.", "Forth Valley"],
];

pub const FIRST_NAMES: [&str; 40] = [
    "Rhona", "Donnie", "Priya", "Callum", "Morag", "Tomasz", "Isla", "Hamish", "Zainab", "Euan", "Kirsty", "Fergus",
    "Amina", "Lewis", "Catriona", "Malcolm", "Nadia", "Stuart", "Eilidh", "Ravi", "Shona", "Gregor", "Mairi", "Kofi",
    "Fiona", "Angus", "Leila", "Ross", "Una", "Iain", "Marta", "Duncan", "Heather", "Omar", "Jean", "Murdo", "Grace",
    "Alasdair", "Wen", "Beth",
];

pub const LAST_NAMES: [&str; 24] = [
    "Baird", "Lennie", "Adair", "Tulloch", "Kerr", "Nowak", "Reid", "Sharma", "Gunn", "Okafor", "Muir", "Petrie",
    "Rennie", "Haldane", "Chisholm", "Mwangi", "Laird", "Doig", "Ferrie", "Cowan", "Bisset", "Ahmed", "Tait", "Wood",
];

/// The branches of each organisation, two and two.
pub const BRANCHES: [&str; 4] = ["North", "South and west", "Town", "Shore"];

/// The bank holidays of Scotland, from gov.uk (Open Government Licence v3.0): 2026 and 2027.
pub const HOLIDAYS: [(&str, &str); 18] = [
    ("2026-01-01", "New Year’s Day"),
    ("2026-01-02", "2nd January"),
    ("2026-04-03", "Good Friday"),
    ("2026-05-04", "Early May bank holiday"),
    ("2026-05-25", "Spring bank holiday"),
    ("2026-08-03", "Summer bank holiday"),
    ("2026-11-30", "St Andrew’s Day"),
    ("2026-12-25", "Christmas Day"),
    ("2026-12-28", "Boxing Day"),
    ("2027-01-01", "New Year’s Day"),
    ("2027-01-04", "2nd January"),
    ("2027-03-26", "Good Friday"),
    ("2027-05-03", "Early May bank holiday"),
    ("2027-05-31", "Spring bank holiday"),
    ("2027-08-02", "Summer bank holiday"),
    ("2027-11-30", "St Andrew’s Day"),
    ("2027-12-27", "Christmas Day"),
    ("2027-12-28", "Boxing Day"),
];

/// The crisis lines: name, number, what for, hours, area, source. The numbers are the well-known public ones,
/// written down from memory; nobody rang or looked them up for this demonstration, and its "checked" day is
/// invented. A real service enters its own, with the day on which somebody looked.
pub const LINES: [[&str; 6]; 4] = [
    ["Danger now", "999", "Police, ambulance, fire.", "always", "UK", "gov.uk"],
    [
        "NHS 24",
        "111",
        "Choose the mental health option. A nurse or a helper talks with you.",
        "always",
        "Scotland",
        "nhs24.scot",
    ],
    ["Samaritans", "116 123", "Someone to listen, about anything.", "always", "UK", "samaritans.org"],
    [
        "Breathing Space",
        "0800 83 85 87",
        "For when you feel low or anxious.",
        "mon 18:00 tue 02:00; tue 18:00 wed 02:00; wed 18:00 thu 02:00; thu 18:00 fri 02:00; fri 18:00 mon 06:00",
        "Scotland",
        "breathingspace.scot",
    ],
];

/// What people ask before they come to any of the invented groups.
const ASKED: [(&str, &str); 2] = [
    ("Can I just listen?", "Yes. Many do, the first few times. Nobody is asked to speak."),
    ("Do I have to give my name?", "A first name is enough, and it need not be your own."),
];
/// What is asked where one comes to a door.
const ASKED_AT_A_DOOR: [(&str, &str); 1] =
    [("Can somebody come with me?", "Yes, the first time or every time. They can wait with a cup of tea, too.")];
/// What is asked where one does something together.
const ASKED_OF_AN_ACTIVITY: [(&str, &str); 1] =
    [("What if I cannot keep up?", "One of us stays at the back and goes as slowly as you do.")];

/// What people ask of a group of this kind, and the answers.
pub fn asked_of(kind: GroupKind) -> impl Iterator<Item = (&'static str, &'static str)> {
    let more: &[(&str, &str)] = match kind {
        GroupKind::OnlineChat | GroupKind::OneToOne => &[],
        GroupKind::Activity => &ASKED_OF_AN_ACTIVITY,
        _ => &ASKED_AT_A_DOOR,
    };
    ASKED.into_iter().chain(more.iter().copied())
}
