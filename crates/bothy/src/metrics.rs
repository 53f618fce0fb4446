//! `--metrics-listen`: how the service does, in numbers that a monitoring program reads (OpenMetrics).
//!
//! On a listener of its own, on this machine only, and off unless asked for: without it nothing is measured. No number
//! carries anything of a person: paths are counted by the shape of their route, letters by their kind, and all is summed
//! over organisations. What each name means stands in `docs/running/metrics.md`; a test holds the two together.

use crate::{Failure, clocks::Clocks};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bothy_actions::error::permits_refused;
use bothy_actions::keeping::{NumbersSeen, see_numbers};
use bothy_actions::{Bothy, Clock as _};
use bothy_web::server::counted_as;
use jiff::Timestamp;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::Instant;

/// What this writes, by name.
const CONTENT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Bounds of the time that an answer took, in seconds.
const BOUNDS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

type Asked = [(&'static str, &'static str); 3];

/// What is measured while the service runs.
pub struct Metrics {
    requests: Family<Asked, Counter>,
    took: Family<[(&'static str, &'static str); 1], Histogram>,
    rounds_failed: Counter,
    round_seconds: Gauge<f64, AtomicU64>,
    registry: Mutex<Registry>,
    data: Option<PathBuf>,
}

impl Metrics {
    /// Nothing measured yet; `data` is the folder of an embedded database.
    pub fn new(data: Option<PathBuf>) -> Arc<Self> {
        let mut metrics = Self {
            requests: Family::default(),
            took: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
            rounds_failed: Counter::default(),
            round_seconds: Gauge::default(),
            registry: Mutex::default(),
            data,
        };
        let mut all = Registry::with_prefix("bothy");
        all.register("requests", "Requests by route, method and class of answer", metrics.requests.clone());
        let took = metrics.took.clone();
        all.register_with_unit("request_duration", "Time until an answer began, by route", Unit::Seconds, took);
        all.register("worker_rounds_failed", "Rounds of the worker that failed", metrics.rounds_failed.clone());
        let round = metrics.round_seconds.clone();
        all.register_with_unit("worker_round", "Length of the last round of the worker", Unit::Seconds, round);
        all.register("build", "The program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        metrics.registry = Mutex::new(all);
        Arc::new(metrics)
    }

    /// Notes a round of the worker.
    pub fn round(&self, took: Duration, failed: bool) {
        self.round_seconds.set(took.as_secs_f64());
        if failed {
            self.rounds_failed.inc();
        }
    }

    /// All of it as text.
    async fn text(&self, bothy: &Bothy) -> Result<String, Response> {
        // A database that is away is itself what somebody wants to see.
        let seen = see_numbers(bothy).await;
        let mut now = Registry::with_prefix("bothy");
        gauge(&mut now, "database_up", "Whether the database answers", i64::from(seen.is_ok()));
        let load = bothy.db.load();
        for (what, queue) in [("write", &load.writes), ("read", &load.reads)] {
            gauge(&mut now, &format!("{what}s_waiting"), "Those who wait to begin", count(queue.waiting()));
            let help = "Those who began, or gave up waiting";
            now.register(format!("{what}s_begun"), help, ConstCounter::new(queue.begun()));
            let waited = ConstCounter::new(queue.seconds());
            now.register_with_unit(format!("{what}s_waited"), "Waiting of all together", Unit::Seconds, waited);
        }
        let given_way = ConstCounter::new(load.times_given_way());
        now.register("writes_given_way", "Writes that met another and were run again", given_way);
        let refused = ConstCounter::new(permits_refused());
        now.register("permits_refused", "Permits that were refused", refused);
        now.register("database_failures", "Times that the database failed", ConstCounter::new(load.failures()));
        match &seen {
            Ok(seen) => of_the_service(&mut now, seen, bothy.now(), Clocks::default().wall().0),
            Err(error) => tracing::error!(error = error as &dyn std::error::Error, "nothing could be counted"),
        }
        if let Some(free) = self.data.as_deref().and_then(free) {
            bytes(&mut now, "data_free", "Room on the disk of the data", free);
        }
        if let Some(memory) = memory() {
            bytes(&mut now, "process_memory", "Memory that the program holds", memory);
        }
        let mut text = String::new();
        let kept = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        let written = encode(&mut text, &kept).and_then(|()| {
            // Each ends with its own mark of the end; only the last may stand.
            text.truncate(text.trim_end().trim_end_matches("# EOF").len());
            encode(&mut text, &now)
        });
        written.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()).map(|()| text)
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn gauge(to: &mut Registry, name: &str, help: &str, value: i64) {
    to.register(name, help, ConstGauge::new(value));
}

fn bytes(to: &mut Registry, name: &str, help: &str, value: u64) {
    to.register_with_unit(name, help, Unit::Bytes, ConstGauge::new(count(value)));
}

fn of_the_service(to: &mut Registry, seen: &NumbersSeen, now: Timestamp, wall: Timestamp) {
    let numbers = &seen.numbers;
    let (many, age) =
        (Family::<[(&str, String); 1], Gauge>::default(), Family::<[(&str, String); 1], Gauge>::default());
    for waiting in &numbers.waiting {
        let kind = [("kind", waiting.kind.clone())];
        many.get_or_create(&kind).set(waiting.many);
        age.get_or_create(&kind).set(waiting.oldest.map_or(0, |oldest| now.duration_since(oldest).as_secs()));
    }
    to.register("letters_waiting", "Letters that wait, by kind", many);
    to.register_with_unit("letters_waiting_oldest_age", "Age of the oldest that waits", Unit::Seconds, age);
    gauge(to, "letters_given_up", "Letters that could not be delivered", numbers.given_up);
    gauge(to, "duties_open", "Duties that are open", numbers.duties_open);
    gauge(to, "duties_late", "Duties that are late", numbers.duties_late);
    gauge(to, "audit_unsealed", "Entries of the audit that wait to be sealed", numbers.unsealed);
    let lag = numbers.unsealed_since.map_or(0, |since| now.duration_since(since).as_secs());
    to.register_with_unit("audit_unsealed_age", "Age of the oldest of them", Unit::Seconds, ConstGauge::new(lag));
    gauge(to, "organisations", "Organisations", numbers.organisations);
    for (name, help, at) in [
        ("backup_age", "Since the last backup was made; absent where none ever was", seen.backed_up),
        ("backup_proved_age", "Since a backup was last proved; absent where none ever was", seen.proved),
    ] {
        if let Some(at) = at {
            to.register_with_unit(name, help, Unit::Seconds, ConstGauge::new(wall.duration_since(at).as_secs()));
        }
    }
}

#[cfg(unix)]
fn free(folder: &std::path::Path) -> Option<u64> {
    let space = rustix::fs::statvfs(folder).ok()?;
    Some(space.f_bavail.saturating_mul(space.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &std::path::Path) -> Option<u64> {
    None
}

/// What the kernel says; none where it says nothing.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    kilobytes.checked_mul(1_024)
}

/// Measures what goes through the pages.
pub fn measured(router: Router, metrics: &Arc<Metrics>) -> Router {
    router.layer(from_fn_with_state(metrics.clone(), measure))
}

async fn measure(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let (began, route) = (Instant::now(), counted_as(request.uri().path()));
    let method = match *request.method() {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        _ => "other",
    };
    let answer = next.run(request).await;
    let class = match answer.status().as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics.requests.get_or_create(&[("route", route), ("method", method), ("class", class)]).inc();
    metrics.took.get_or_create(&[("route", route)]).observe(began.elapsed().as_secs_f64());
    answer
}

/// Begins to listen for whoever reads the numbers: on this machine alone.
pub async fn listen(at: std::net::SocketAddr) -> Result<TcpListener, Failure> {
    if !at.ip().is_loopback() {
        return Err(Failure::Said(String::from(
            "--metrics-listen is for this machine alone, such as 127.0.0.1:9464: let the monitoring program, or a proxy \
             of its own, run beside Bothy.",
        )));
    }
    TcpListener::bind(at)
        .await
        .map_err(|error| Failure::Outside { what: "Nothing can listen there: choose another --metrics-listen", error })
}

/// Answers whoever reads the numbers, for as long as the service runs.
pub async fn answer(listener: TcpListener, metrics: Arc<Metrics>, bothy: Bothy) {
    let router = Router::new().route("/metrics", get(text)).with_state((metrics, bothy));
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "the numbers are no longer served");
    }
}

async fn text(State((metrics, bothy)): State<(Arc<Metrics>, Bothy)>) -> Response {
    match metrics.text(&bothy).await {
        Ok(text) => {
            ([(header::CONTENT_TYPE, CONTENT), (header::CACHE_CONTROL, "no-store")], Body::from(text)).into_response()
        }
        Err(answer) => answer,
    }
}
