//! The two clocks, read here and nowhere else (house law 10).

use bothy_actions::{Clock, ServiceTime, WallTime};
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};

/// The clock on the wall, and service time at a distance from it that only the demonstration changes.
#[derive(Default)]
pub struct Clocks {
    /// Service time minus wall time, in microseconds.
    ahead: AtomicI64,
}

impl Clocks {
    /// Sets service time; it runs on from there.
    pub fn set(&self, service: Timestamp) {
        self.ahead.store(service.as_microsecond().saturating_sub(wall().as_microsecond()), Ordering::SeqCst);
    }
}

impl Clock for Clocks {
    fn service(&self) -> ServiceTime {
        let ahead = SignedDuration::from_micros(self.ahead.load(Ordering::SeqCst));
        ServiceTime(wall().saturating_add(ahead).unwrap_or(Timestamp::MAX))
    }

    fn wall(&self) -> WallTime {
        WallTime(wall())
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place of the program that reads the clock on the wall")]
fn wall() -> Timestamp {
    Timestamp::now()
}
