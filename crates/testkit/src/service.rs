//! A service for one test.

use bothy_actions::{Bothy, Clock, ServiceTime, WallTime};
use bothy_store::{Db, MasterKey, WhereFrom};
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll, Waker};

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct MovingClock(AtomicI64);

impl MovingClock {
    /// A clock that shows this instant.
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.as_microsecond()))
    }

    /// Sets the clock.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_microsecond(), Ordering::SeqCst);
    }

    /// Moves the clock on.
    pub fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap(), Ordering::SeqCst);
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

impl Clock for MovingClock {
    fn service(&self) -> ServiceTime {
        ServiceTime(self.now())
    }

    fn wall(&self) -> WallTime {
        WallTime(self.now())
    }
}

/// A real service with a clock of its own.
#[derive(Clone)]
pub struct Service {
    /// The service.
    pub bothy: Bothy,
    /// Its clock: Monday 23 November 2026, 9am in Scotland, until it is moved.
    pub clock: Arc<MovingClock>,
    /// Where it lives, to open a second node on the same database.
    pub from: WhereFrom,
}

impl Service {
    /// A service on a database of the caller's own.
    pub async fn at(from: WhereFrom) -> Self {
        Self::open(from).await
    }

    /// Where a second service could live, beside this one: nothing is there yet.
    pub async fn another_database(&self, name: &str) -> WhereFrom {
        match &self.from {
            WhereFrom::File(path) => WhereFrom::File(path.with_file_name(format!("{name}.db"))),
            WhereFrom::Url(_) => WhereFrom::Url(a_database(name).await),
        }
    }

    async fn open(from: WhereFrom) -> Self {
        let clock = Arc::new(MovingClock::at("2026-11-23T09:00:00Z".parse().unwrap()));
        let db = Db::open(&from, test_key()).await.expect("the database opens");
        Self { bothy: Bothy::new(db, clock.clone()), clock, from }
    }

    /// Another node on the same database, with the same clock.
    pub async fn second_node(&self) -> Bothy {
        Bothy::new(Db::open(&self.from, test_key()).await.expect("the database opens"), self.clock.clone())
    }
}

/// The master key of every test.
pub fn test_key() -> MasterKey {
    MasterKey::from_bytes([7; 32])
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn wanted(database: &str) -> bool {
    std::env::var("BOTHY_TEST_DATABASES")
        .unwrap_or_else(|_| String::from("sqlite"))
        .split(',')
        .any(|one| one == database)
}

/// Runs one test on a file of its own.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Service) -> F) {
    if !wanted("sqlite") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let from = WhereFrom::File(folder.path().join("bothy.db"));
    runtime().block_on(async {
        let service = Service::open(from).await;
        let db = service.bothy.db.clone();
        test(service).await;
        db.close().await;
    });
}

/// Runs one test on a PostgreSQL database of its own. `cargo xtask test` starts the server; a plain
/// `cargo test` without one leaves these out, and does not count them.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Service) -> F) {
    if !wanted("postgres") {
        return;
    }
    runtime().block_on(async {
        let url = a_database("bothy").await;
        let service = Service::open(WhereFrom::Url(url)).await;
        let db = service.bothy.db.clone();
        test(service).await;
        db.close().await;
    });
}

async fn a_database(name: &str) -> String {
    let server = std::env::var("BOTHY_TEST_POSTGRES").expect("BOTHY_TEST_POSTGRES says where the server is");
    let name = format!("{name}_{}", uuid::Uuid::now_v7().simple());
    bothy_store::db::test_database(&server, &name).await.expect("a database of its own")
}

/// Polls a future so many times, then drops it, as a phone does that loses its network. Returns whether it ended.
pub async fn polled<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = Box::pin(future);
    for _ in 0..times {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(answer) = Pin::new(&mut future).poll(&mut context) {
            return Some(answer);
        }
        tokio::task::yield_now().await;
    }
    None
}
