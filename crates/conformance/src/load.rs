//! People at work: seats handed back, given, taken back and said yes to, duties taken and given back, worries told,
//! pages read. Each worker has things of their own, so that it is known what has to stand there.

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

impl Worker {
    fn new(number: u64, seed: u64) -> Self {
        Self {
            number,
            chance: Chance::new(seed, number),
            seats: Vec::new(),
            duties: Vec::new(),
            known: BTreeMap::new(),
            pending: Vec::new(),
            worries: 0,
            seen: Seen::default(),
        }
    }

    fn work(&mut self, journal: &Journal, crew: &Crew, until: &Until<'_>, began: Instant) -> Result<(), String> {
        let mut rounds = 0;
        while !until.stop.load(Ordering::SeqCst) && until.rounds.is_none_or(|most| rounds < most) {
            rounds += 1;
            let step = match self.again(journal, until.at, Duration::from_secs(2))? {
                Ok(()) => self.step(journal, crew, until.at)?,
                Err(why) => Err(format!("{AGAIN}{why}")),
            };
            if let Err(why) = step {
                self.seen.errors.push((began.elapsed(), why));
                if until.at_first_cut {
                    return Ok(());
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        Ok(())
    }

    /// One step: an act or something read. The inner error is an answer that did not come.
    fn step(&mut self, journal: &Journal, crew: &Crew, at: SocketAddr) -> Result<Result<(), String>, String> {
        match self.chance.below(10) {
            0..=4 => self.at_a_seat(journal, crew, at),
            5 if !self.duties.is_empty() => self.at_a_duty(journal, crew, at),
            5 | 6 => self.tell_a_worry(journal, at),
            _ => Ok(self.read(crew, at)),
        }
    }

    fn ask(&mut self, ask: &Ask, at: SocketAddr, patience: Duration) -> Result<Said, String> {
        let began = Instant::now();
        let said = ask.send(at, patience);
        self.seen.longest = self.seen.longest.max(began.elapsed());
        said
    }

    fn page(&mut self, ask: &Ask, at: SocketAddr) -> Result<Said, String> {
        self.seen.reads += 1;
        match self.ask(ask, at, PATIENCE)? {
            said if said.status == 200 => Ok(said),
            said => Err(format!("GET {}: {}", ask.path, said.status)),
        }
    }

    fn read(&mut self, crew: &Crew, at: SocketAddr) -> Result<(), String> {
        let own = ["/today", "/api/v1/duties", "/api/v1/sessions?limit=20"];
        let path = ["/", "/help", "/groups", "/today", "/api/v1/duties", "/api/v1/sessions?limit=20"];
        let path = self.chance.one_of(&path).copied().unwrap_or("/");
        let ask = Ask::get(path);
        let ask = if own.contains(&path) { ask.by(&crew.coordinator) } else { ask };
        self.page(&ask, at).map(|_| ())
    }

    fn at_a_seat(&mut self, journal: &Journal, crew: &Crew, at: SocketAddr) -> Result<Result<(), String>, String> {
        let Some((seat, session)) = self.chance.one_of(&self.seats).cloned() else { return Ok(Ok(())) };
        if self.pending.iter().any(|(act, ..)| act.thing == seat) {
            return Ok(Ok(()));
        }
        let whole = match self.page(&Ask::get(&format!("/api/v1/sessions/{session}")).by(&crew.coordinator), at) {
            Ok(said) => said.json(),
            Err(why) => return Ok(Err(why)),
        };
        let seats = whole.pointer("/seats").and_then(Value::as_array);
        let found = seats.into_iter().flatten().find(|one| text(one, "/id") == seat);
        let holder = found.and_then(|one| known(one, "/holder/id"));
        if let Some(standing) = self.known.get(&seat)
            && !standing.allows(holder.as_deref())
        {
            self.seen.wrong.push(format!("{seat}: {holder:?} was read where {standing:?} was known"));
        }
        let go = |who: &str, step: &str, body: Value, after: Option<String>, act: &str| {
            let ask = post(&format!("/api/v1/seats/{seat}/{step}"), who, &body);
            (ask, after, (act.to_owned(), seat.clone()))
        };
        let (ask, after, audit) = match &holder {
            Some(person) => match crew.supporters.get(person) {
                Some(token) if self.chance.below(3) > 0 => go(token, "hand-back", json!({}), None, "seat-handed-back"),
                _ => go(&crew.coordinator, "take-back", json!({}), None, "seat-taken-back"),
            },
            None => {
                if let Some(found) = self.asked_for(&whole, &seat, crew) {
                    let (offer, person, token) = found;
                    let ask = post(&format!("/api/v1/offers/{offer}/answer"), &token, &json!({ "answer": "yes" }));
                    (ask, Some(person), ("seat-taken".to_owned(), offer))
                } else {
                    let could = planning(&whole, &seat, "could");
                    let could: Vec<String> = could.iter().filter_map(|one| known(one, "/person/id")).collect();
                    let Some(person) = self.chance.one_of(&could).cloned() else { return Ok(Ok(())) };
                    let body = json!({ "person": person });
                    go(&crew.coordinator, "give", body, Some(person), "seat-given")
                }
            }
        };
        self.act(journal, at, ask, Act { key: String::new(), thing: seat.clone(), after, audit })
    }

    /// Somebody with a token who was asked for a seat and has not answered.
    fn asked_for(&mut self, whole: &Value, seat: &str, crew: &Crew) -> Option<(String, String, String)> {
        let asked: Vec<_> = planning(whole, seat, "asked")
            .iter()
            .filter(|one| known(one, "/answer").is_none())
            .filter_map(|one| {
                let person = known(one, "/person/id")?;
                let token = crew.supporters.get(&person)?;
                Some((known(one, "/id")?, person, token.clone()))
            })
            .collect();
        self.chance.one_of(&asked).cloned()
    }

    fn at_a_duty(&mut self, journal: &Journal, crew: &Crew, at: SocketAddr) -> Result<Result<(), String>, String> {
        let Some(duty) = self.chance.one_of(&self.duties).cloned() else { return Ok(Ok(())) };
        if self.pending.iter().any(|(act, ..)| act.thing == duty) {
            return Ok(Ok(()));
        }
        let mine = self.known.get(&duty).is_some_and(|standing| standing.sure.is_some());
        let (step, after, act) =
            if mine { ("give-back", None, "duty-given-back") } else { ("take", Some("mine".to_owned()), "duty-taken") };
        let ask = post(&format!("/api/v1/duties/{duty}/{step}"), &crew.coordinator, &json!({}));
        let audit = (act.to_owned(), duty.clone());
        self.act(journal, at, ask, Act { key: String::new(), thing: duty, after, audit })
    }

    fn tell_a_worry(&mut self, journal: &Journal, at: SocketAddr) -> Result<Result<(), String>, String> {
        let shown = match self.page(&Ask::get("/concern/say?danger=no&about=somebody-else"), at) {
            Ok(said) => said.body,
            Err(why) => return Ok(Err(why)),
        };
        let act = shown.split("name=\"act\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let Some(act) = act else { return Ok(Err("the form of a worry has no act".to_owned())) };
        self.worries += 1;
        let mark = format!("worry-{}-{}-{:x}", self.number, self.worries, self.chance.below(1 << 24));
        let words = format!("I am worried about my neighbour. [{mark}]");
        let ask = Ask {
            method: "POST",
            path: "/concern".to_owned(),
            headers: vec!["Content-Type: application/x-www-form-urlencoded".to_owned()],
            body: form(&[("act", act), ("danger", "no"), ("about", "somebody-else"), ("words", &words)]),
        };
        let key = act.to_owned();
        let audit = ("raised-concern".to_owned(), String::new());
        self.act(journal, at, ask, Act { key, thing: mark, after: Some("told".to_owned()), audit })
    }

    /// Writes an act down, sends it, and writes down what came back.
    fn act(
        &mut self,
        journal: &Journal,
        at: SocketAddr,
        mut ask: Ask,
        mut act: Act,
    ) -> Result<Result<(), String>, String> {
        if act.key.is_empty() {
            act.key = self.chance.key();
            ask.headers.push(format!("Idempotency-Key: {}", act.key));
        }
        self.send(journal, at, ask, act, PATIENCE)
    }

    fn send(
        &mut self,
        journal: &Journal,
        at: SocketAddr,
        ask: Ask,
        act: Act,
        patience: Duration,
    ) -> Result<Result<(), String>, String> {
        journal.sent(&act)?;
        let said = self.ask(&ask, at, patience);
        let (outcome, words) = match &said {
            Ok(said) => (outcome(said), format!("{} {}", said.status, said.body.chars().take(200).collect::<String>())),
            Err(why) => (Outcome::Unknown, why.clone()),
        };
        journal.answered(&act.key, outcome, &words)?;
        let standing = self.known.entry(act.thing.clone()).or_default();
        match outcome {
            Outcome::Done => *standing = Standing { sure: act.after, perhaps: Vec::new() },
            Outcome::Refused => standing.perhaps.clear(),
            Outcome::Unknown => {
                standing.perhaps.push(act.after.clone());
                // That it is being done is said for half a minute; everything else may be tried at once.
                let rests = matches!(&said, Ok(said) if said.status == 409) || patience < PATIENCE;
                let wait = if rests { DONE_AGAIN_AFTER } else { Duration::ZERO };
                self.pending.push((act, ask, Instant::now() + wait));
                return Ok(Err(words));
            }
        }
        Ok(Ok(()))
    }

    /// Sends what nobody knows of again, with the same key.
    fn again(&mut self, journal: &Journal, at: SocketAddr, patience: Duration) -> Result<Result<(), String>, String> {
        let (due, rest) =
            std::mem::take(&mut self.pending).into_iter().partition(|(_, _, when)| *when <= Instant::now());
        self.pending = rest;
        let mut done = Ok(());
        for (act, ask, _) in due {
            let one = self.send(journal, at, ask, act, patience)?;
            done = done.and(one);
        }
        Ok(done)
    }
}

fn planning<'v>(whole: &'v Value, seat: &str, of: &str) -> &'v [Value] {
    let all = whole.pointer("/planning").and_then(Value::as_array);
    let found = all.into_iter().flatten().find(|one| text(one, "/seat") == seat);
    found.and_then(|one| one.get(of)).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn post(path: &str, token: &str, body: &Value) -> Ask {
    let headers = vec!["Content-Type: application/json".to_owned()];
    Ask { method: "POST", path: path.to_owned(), headers, body: body.to_string() }.by(token)
}
