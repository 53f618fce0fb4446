//! How long a feed of 120 sessions takes: `cargo run --release --example feed_timing -p bothy-calendar`.
//!
//! The figure to keep is 0.5 ms; it is printed and not tested, because a busy machine is no fault.

use bothy_calendar::expand::dates;
use bothy_calendar::ics::{FeedEvent, FeedStatus, feed};
use bothy_calendar::zone;
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date, time};

const ROUNDS: u32 = 2_000;

#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn timed<T>(what: &str, work: impl Fn() -> T) {
    let begins = std::time::Instant::now();
    for _ in 0..ROUNDS {
        std::hint::black_box(work());
    }
    let each = begins.elapsed() / ROUNDS;
    #[expect(clippy::print_stdout, reason = "it is a program that prints")]
    {
        println!("{what}: {each:?}");
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let first = date(2016, 11, 1);
    let twice_a_week = Every::weekly(DaysOfWeek::of(&[Weekday::Tuesday, Weekday::Thursday]));
    let year_and_a_half = date(2026, 11, 24)..=date(2028, 5, 24);
    let expand = || dates(&twice_a_week, first, Ends::Never, year_and_a_half.clone(), 120);
    let zone = zone::named("Europe/London")?;
    let event = |on: Date| FeedEvent {
        uid: format!("session_{on}@bothy.example"),
        sequence: 1,
        starts: (on, time(18, 30, 0, 0)),
        ends: (on, time(20, 0, 0, 0)),
        zone: zone.clone(),
        summary: "Tuesday group".to_owned(),
        location: "Fort Community Wing, North Fort Street, Edinburgh EH6 4HF".to_owned(),
        description: "Everybody is welcome; the door is green. Tea first.\nRing 0131 496 0123 if it is shut."
            .to_owned(),
        url: format!("https://bothy.example/groups/tuesday/{on}"),
        status: FeedStatus::Confirmed,
        last_modified: Timestamp::UNIX_EPOCH,
    };
    let events: Vec<_> = expand()?.into_iter().map(event).collect();
    timed("120 days of a ten-year-old series", expand);
    timed(&format!("a feed of {} sessions", events.len()), || feed("Groups", &events, Timestamp::UNIX_EPOCH));
    Ok(())
}
