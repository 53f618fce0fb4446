//! People at work: seats handed back, given, taken back and said yes to, duties taken and given back, worries told,
//! pages read. Each worker has things of their own, so that it is known what has to stand there.

mod worker;

use crate::chance::Chance;
use crate::http::{Ask, Said, form};
use crate::journal::{Act, Journal, Outcome, Standing};
use crate::service::{House, PATIENCE, Server};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// After so long a POST that was cut in the middle can be done again: before that the service says it is being done.
const DONE_AGAIN_AFTER: Duration = Duration::from_secs(31);

/// How an error begins that came when something cut was sent again.
pub const AGAIN: &str = "sent again: ";

/// Everybody at work, and what they know.
#[derive(Debug)]
pub struct Load {
    /// What was sent and answered.
    pub journal: Journal,
    workers: Vec<Worker>,
    crew: Crew,
}

/// Those who act, by their tokens.
#[derive(Debug)]
struct Crew {
    coordinator: String,
    supporters: BTreeMap<String, String>,
}

/// What a worker has seen while it worked.
#[derive(Debug, Default, Clone)]
pub struct Seen {
    /// How many pages and lists were read.
    pub reads: u64,
    /// What was read and could not be.
    pub wrong: Vec<String>,
    /// When something was not answered as it should be, from the start of the load on, and with what.
    pub errors: Vec<(Duration, String)>,
    /// The longest that anything took.
    pub longest: Duration,
}

#[derive(Debug)]
struct Worker {
    number: u64,
    chance: Chance,
    /// Seats with their sessions.
    seats: Vec<(String, String)>,
    duties: Vec<String>,
    known: BTreeMap<String, Standing>,
    /// What was sent and is not known, with the moment it may be sent again.
    pending: Vec<(Act, Ask, Instant)>,
    worries: u64,
    seen: Seen,
}

/// How long a worker goes on.
#[derive(Debug)]
pub struct Until<'t> {
    /// Where to ask.
    pub at: SocketAddr,
    /// Said by somebody else.
    pub stop: &'t AtomicBool,
    /// So many rounds at most; none for no limit.
    pub rounds: Option<u32>,
    /// Whether to stop at the first answer that does not come.
    pub at_first_cut: bool,
}

impl Load {
    /// Reads what there is, gives some of those who hold seats a token, and shares the things out.
    ///
    /// # Errors
    /// Where the service does not answer.
    pub fn new(house: &House, server: &Server, workers: u64, seed: u64) -> Result<Self, String> {
        let journal = Journal::new(&house.beside("journal"))?;
        let day = |days: i64| {
            let at = house.now().saturating_add(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(house.now());
            at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
        };
        // From the day after tomorrow on: nothing begins while this runs.
        let seats = server.list(&format!("/api/v1/seats?limit=200&from={}&to={}", day(2), day(40)), "coordinator")?;
        let mut made: Vec<Worker> = (0..workers).map(|number| Worker::new(number, seed)).collect();
        let mut holders = Vec::new();
        for seat in &seats {
            let (id, session, holder) = (text(seat, "/id"), text(seat, "/session/id"), known(seat, "/holder/id"));
            if let Some(holder) = &holder
                && !holders.contains(holder)
            {
                holders.push(holder.clone());
            }
            journal.saw(&id, holder.as_deref())?;
            // All seats of a session belong to one worker.
            let sum: usize = session.bytes().map(usize::from).sum();
            let at = sum % made.len().max(1);
            if let Some(worker) = made.get_mut(at) {
                worker.known.insert(id.clone(), Standing { sure: holder, perhaps: Vec::new() });
                worker.seats.push((id, session));
            }
        }
        for duty in server.list("/api/v1/duties?limit=200", "coordinator")? {
            // Those of seats come and go with what the others do.
            if text(&duty, "/rule") == "seat-empty" || text(&duty, "/state") != "open" {
                continue;
            }
            let id = text(&duty, "/id");
            journal.saw(&id, None)?;
            if let Some(worker) = made.first_mut() {
                worker.known.insert(id.clone(), Standing::default());
                worker.duties.push(id);
            }
        }
        let mut supporters = BTreeMap::new();
        for person in holders.iter().take(6) {
            let words = ["token", "new", "--person", person, "--organisation", &server.organisation(), "--json"];
            supporters.insert(person.clone(), text(&house.told(&words)?, "/token"));
        }
        if seats.len() < 20 || supporters.len() < 3 {
            return Err(format!("{} seats and {} people are too few to try anything", seats.len(), supporters.len()));
        }
        let crew = Crew { coordinator: server.token("coordinator"), supporters };
        Ok(Self { journal, workers: made, crew })
    }

    /// Has everybody work until they are to stop.
    ///
    /// # Errors
    /// Where the journal cannot be written.
    pub fn run(&mut self, until: &Until<'_>) -> Result<(), String> {
        let (journal, crew, began) = (&self.journal, &self.crew, Instant::now());
        std::thread::scope(|scope| {
            let at_work: Vec<_> = self
                .workers
                .iter_mut()
                .map(|worker| scope.spawn(move || worker.work(journal, crew, until, began)))
                .collect();
            at_work.into_iter().try_for_each(|one| one.join().map_err(|_| "a worker stopped".to_owned())?)
        })
    }

    /// Sends what nobody knows of again, until it is known: half a minute at most, mostly at once.
    ///
    /// # Errors
    /// Where the journal cannot be written, or something stays unknown.
    pub fn settle(&mut self, at: SocketAddr) -> Result<(), String> {
        let until = Instant::now() + DONE_AGAIN_AFTER * 3;
        let journal = &self.journal;
        loop {
            let last: Vec<Result<(), String>> = std::thread::scope(|scope| {
                let all: Vec<_> =
                    self.workers.iter_mut().map(|one| scope.spawn(|| one.again(journal, at, PATIENCE))).collect();
                all.into_iter()
                    .map(|one| one.join().map_err(|_| "a worker stopped".to_owned())?)
                    .collect::<Result<_, _>>()
            })?;
            let left: usize = self.workers.iter().map(|worker| worker.pending.len()).sum();
            if left == 0 {
                return Ok(());
            }
            if Instant::now() > until {
                let why = last.into_iter().find_map(Result::err).unwrap_or_default();
                return Err(format!("{left} acts are sent again and again and have no outcome: {why}"));
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// What all saw together.
    #[must_use]
    pub fn seen(&self) -> Seen {
        let mut all = Seen::default();
        for worker in &self.workers {
            all.reads += worker.seen.reads;
            all.wrong.extend(worker.seen.wrong.iter().cloned());
            all.errors.extend(worker.seen.errors.iter().cloned());
            all.longest = all.longest.max(worker.seen.longest);
        }
        all
    }
}

/// A text at a place in JSON, empty where there is none.
#[must_use]
pub fn text(value: &Value, at: &str) -> String {
    known(value, at).unwrap_or_default()
}

/// A text at a place in JSON.
#[must_use]
pub fn known(value: &Value, at: &str) -> Option<String> {
    value.pointer(at).and_then(Value::as_str).map(str::to_owned)
}

/// What an answer to an act says of it.
#[must_use]
pub fn outcome(said: &Said) -> Outcome {
    match said.status {
        200 => Outcome::Done,
        // A worry: on to its receipt.
        303 if said.header("set-cookie").is_some_and(|cookie| cookie.contains("receipt=")) => Outcome::Done,
        409 if text(&said.json(), "/type").ends_with("being-done") => Outcome::Unknown,
        429 => Outcome::Unknown,
        400..=499 => Outcome::Refused,
        _ => Outcome::Unknown,
    }
}
