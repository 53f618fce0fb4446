//! How long somebody waits who looks for a group among a hundred thousand sessions. Prints one line of JSON with what was
//! asked, and how many milliseconds the middle look and the slowest in a hundred took, for `cargo xtask yardstick`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measurement may stop at once, and it measures the machine's own time"
)]

use bothy_actions::groups::{Asked, find_groups};
use bothy_domain::groups::find::{PartOfDay, Wanted, Way};
use bothy_domain::groups::sought::Sought;
use bothy_domain::places::FactKind;
use bothy_domain::sessions::Mode;
use bothy_testkit::{Build, Meeting, on_sqlite};
use jiff::ToSpan as _;
use jiff::civil::{Weekday, date};
use std::time::Instant;

/// Two thousand groups, each once a week for fifty weeks: half of them gone by.
const GROUPS: usize = 2_000;
const WEEKS: i64 = 50;
/// How often each thing is asked.
const LOOKS: usize = 200;
const TOPICS: [&str; 8] =
    ["hearing voices", "grief", "new parents", "walking", "carers", "recovery", "young people", "craft"];
const POSTCODES: [&str; 5] = ["EH6 4AE", "EH10 4HG", "EH14 7EQ", "EH4 7RD", "G1 1XQ"];

async fn filled(build: &Build) {
    let mut places = Vec::new();
    for number in 0..200 {
        let good = if number % 2 == 0 { &[FactKind::StepFree][..] } else { &[] };
        let name = format!("Hall {number}");
        places.push(build.place_in(&name, "Main Street", POSTCODES[number % POSTCODES.len()], good).await);
    }
    let first = date(2026, 11, 23).saturating_sub((7 * WEEKS / 2).days());
    for number in 0..GROUPS {
        let purpose = format!("A place to talk about {}", TOPICS[number % TOPICS.len()]);
        let group = build.open_group_that_says(&format!("Group number {number}"), &purpose).await;
        let hour = i8::try_from(9 + number % 12).unwrap();
        let day = first.saturating_add(i64::try_from(number % 7).unwrap().days());
        let (mode, place) = match number % 5 {
            0 => (Mode::Online, None),
            1 => (Mode::Hybrid, Some(places[number % places.len()])),
            _ => (Mode::InPerson, Some(places[number % places.len()])),
        };
        let weeks = (0..WEEKS).map(|week| day.saturating_add((7 * week).days()).at(hour, 0, 0, 0));
        let all: Vec<Meeting<'_>> = weeks.map(|at| Meeting { group, at, zone: "Europe/London", mode, place }).collect();
        build.meet(&all).await;
    }
}

fn questions(now: jiff::Timestamp) -> Vec<(&'static str, Asked)> {
    let hours = |count: i64| now + jiff::SignedDuration::from_hours(count);
    let asked = Asked { from: now, to: hours(24 * 14), furthest: hours(24 * 180), enough: 60, ..Asked::default() };
    let near = || Asked { near: String::from("EH6 8RG"), ..asked.clone() };
    let wanted = Wanted {
        days: vec![Weekday::Tuesday],
        parts: vec![PartOfDay::Evening],
        ways: vec![Way::Room],
        needs: vec![FactKind::StepFree],
        within: Some(3),
        ..Wanted::default()
    };
    vec![
        ("everything", asked.clone()),
        ("words", Asked { sought: Sought::read("hearing voices"), ..asked.clone() }),
        ("half a word", Asked { sought: Sought::read("gr"), ..asked.clone() }),
        ("near", near()),
        ("all at once", Asked { wanted, sought: Sought::read("hearing voices"), ..near() }),
        ("nothing fits", Asked { sought: Sought::read("zebra"), ..near() }),
    ]
}

fn main() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        filled(&build).await;
        let mut lines = Vec::new();
        for (name, asked) in questions(service.clock.now()) {
            let mut took: Vec<f64> = Vec::new();
            for _ in 0..LOOKS {
                let began = Instant::now();
                let groups = find_groups(&service.bothy, build.organisation, asked.clone()).await.unwrap().count;
                took.push(began.elapsed().as_secs_f64() * 1_000.0);
                assert_eq!(groups > 0, name != "nothing fits", "{name}");
            }
            took.sort_by(f64::total_cmp);
            let (middle, slowest) = (took[LOOKS / 2], took[LOOKS * 99 / 100]);
            lines.push(format!("{{\"asked\": \"{name}\", \"p50_ms\": {middle:.3}, \"p99_ms\": {slowest:.3}}}"));
        }
        println!("[{}]", lines.join(", "));
    });
}
