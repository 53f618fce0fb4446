//! What every act works with: the database and the two clocks.

use bothy_store::Db;
use bothy_store::audit::Spool;
use jiff::Timestamp;
use std::sync::Arc;

/// Time of the service: promises, sessions, duties, retention. The demo moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceTime(pub Timestamp);

/// Time on the wall: sign-ins, leases, rate limits. Nobody moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallTime(pub Timestamp);

/// The two clocks, read at the edge of the program and nowhere else.
pub trait Clock: Send + Sync {
    /// What time it is for the service.
    fn service(&self) -> ServiceTime;
    /// What time it is on the wall.
    fn wall(&self) -> WallTime;
}

/// A service at work: its database and its clocks.
#[derive(Clone)]
pub struct Bothy {
    /// The open database.
    pub db: Db,
    /// The two clocks.
    pub clock: Arc<dyn Clock>,
    /// Where looks wait that the database does not take now.
    pub spool: Spool,
}

impl Bothy {
    /// A service on this database, by these clocks.
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock, spool: Spool::default() }
    }

    /// The same with a spool on a disk, which outlives the program.
    #[must_use]
    pub fn with_spool(self, spool: Spool) -> Self {
        Self { spool, ..self }
    }

    /// What time it is for the service.
    pub fn now(&self) -> Timestamp {
        self.clock.service().0
    }

    /// What time it is on the wall.
    pub fn wall(&self) -> Timestamp {
        self.clock.wall().0
    }
}
