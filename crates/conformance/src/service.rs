//! The program as a process: started, asked, killed, started again on the same data.

use crate::Options;
use crate::http::{Ask, Said};
use crate::machine::MachineClock;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long a whole answer may take before it counts as none.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Where a service lives, whether it runs or not.
#[derive(Debug)]
pub struct House {
    pub(crate) bothy: PathBuf,
    folder: tempfile::TempDir,
    /// The data folder of the embedded database.
    pub data: PathBuf,
    /// The database of a PostgreSQL server instead.
    pub database: Option<String>,
    /// The file of the master key.
    pub key: PathBuf,
    clock: Timestamp,
    began: Instant,
    /// What moves the clock of its machine while it runs.
    machine: Option<MachineClock>,
}

impl House {
    /// A house without a service; its clock starts at an instant and runs on.
    ///
    /// # Errors
    /// Where no folder can be made, or no database.
    pub fn new(options: &Options, clock: &str) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let database = options.postgres.as_deref().map(crate::postgres::make_database).transpose()?;
        Ok(Self {
            bothy: options.bothy.clone(),
            data: folder.path().join("data"),
            key: folder.path().join("master.key"),
            folder,
            database,
            clock: clock.parse().map_err(|error| format!("{clock}: {error}"))?,
            began: Instant::now(),
            machine: None,
        })
    }

    /// A house without a service on a machine whose clock can be moved; none where this machine has no `libfaketime`.
    ///
    /// # Errors
    /// As [`House::new`].
    pub fn on_a_machine_of_its_own(options: &Options) -> Result<Option<Self>, String> {
        let mut house = Self::new(options, &Timestamp::now().to_string())?;
        house.machine = MachineClock::here(house.beside("clock"))?;
        Ok(house.machine.is_some().then_some(house))
    }

    /// Sets the clock of the machine off by so much, such as `+1d` or `-10s`, while the program runs.
    ///
    /// # Errors
    /// Where it cannot be moved.
    pub fn move_machine_clock(&self, off: &str) -> Result<(), String> {
        self.machine.as_ref().map_or_else(|| Err("the clock of this machine stands".to_owned()), |clock| clock.set(off))
    }

    /// A path in the folder of this house, beside its data.
    #[must_use]
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What its clock says.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let since = SignedDuration::try_from(self.began.elapsed()).unwrap_or_default();
        self.clock.saturating_add(since).unwrap_or(self.clock)
    }

    /// Sets its clock, for the next start.
    pub fn set_clock(&mut self, to: Timestamp) {
        self.clock = to;
        self.began = Instant::now();
    }

    pub(crate) fn whereabouts(&self, command: &mut Command) {
        match &self.database {
            Some(url) => command.arg("--database").arg(url),
            None => command.arg("--data").arg(&self.data),
        };
        command.arg("--master-key").arg(&self.key);
    }

    /// Runs another command of the program on this house, beside the server.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn command(&self, words: &[&str]) -> Result<Output, String> {
        let mut command = Command::new(&self.bothy);
        command.args(words).env("BOTHY_LOG", "warn");
        self.whereabouts(&mut command);
        command.stdin(Stdio::null()).output().map_err(|error| format!("{}: {error}", self.bothy.display()))
    }

    /// The same, and its one JSON object.
    ///
    /// # Errors
    /// Where it fails.
    pub fn told(&self, words: &[&str]) -> Result<Value, String> {
        let output = self.command(words)?;
        if !output.status.success() {
            return Err(format!("bothy {}: {}", words.join(" "), spoken(&output)));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| format!("bothy {}: {error}", words.join(" ")))
    }

    /// Starts the service and waits for its first page. An empty house is filled first.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn start(&self) -> Result<Server, String> {
        let mut command = Command::new(&self.bothy);
        let now = self.now().to_string();
        command.args(["demo", "--json", "--listen", "127.0.0.1:0"]).env("BOTHY_LOG", "warn");
        match &self.machine {
            None => command.args(["--clock", &now]),
            Some(machine) => machine.over(&mut command),
        };
        self.whereabouts(&mut command);
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.beside("server.log"));
        let log = log.map_err(|error| error.to_string())?;
        let began = Instant::now();
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn();
        let mut child = started.map_err(|error| format!("{}: {error}", self.bothy.display()))?;
        let mut line = String::new();
        let heard = child.stdout.take().map(|out| BufReader::new(out).read_line(&mut line));
        let facts: Value = serde_json::from_str(&line).unwrap_or_default();
        // Held from here on, so that whatever is wrong ends the child, too.
        let mut server =
            Server { child, at: SocketAddr::from(([127, 0, 0, 1], 0)), facts, back_after: began.elapsed() };
        let port = server.facts.get("url").and_then(Value::as_str).and_then(|url| url.rsplit(':').next()?.parse().ok());
        let Some(port) = port else {
            drop(server);
            return Err(format!("the program said no address ({heard:?}): {}", self.log_end()));
        };
        server.at.set_port(port);
        server.first_page()?;
        server.back_after = began.elapsed();
        Ok(server)
    }

    /// The last lines that the program said to whoever runs it.
    #[must_use]
    pub fn log_end(&self) -> String {
        let text = std::fs::read_to_string(self.beside("server.log")).unwrap_or_default();
        let lines: Vec<&str> = text.lines().rev().take(6).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// What the program said went wrong, the first twenty lines of it.
    #[must_use]
    pub fn errors_said(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.beside("server.log")).unwrap_or_default();
        text.lines().filter(|line| line.contains("ERROR")).take(20).map(str::to_owned).collect()
    }

    /// Another house with the key of this one, and nothing else of it.
    ///
    /// # Errors
    /// Where no folder can be made.
    pub fn empty_with_same_key(&self, options: &Options) -> Result<Self, String> {
        let mut new = Self::new(options, &self.now().to_string())?;
        new.set_clock(self.now());
        std::fs::copy(&self.key, &new.key).map_err(|error| error.to_string())?;
        Ok(new)
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(url) = &self.database {
            crate::postgres::drop_database(url);
        }
    }
}

/// What a command said, on both its streams.
#[must_use]
pub fn spoken(output: &Output) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    text.trim().to_owned()
}

/// A running service. Dropping it kills it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub at: SocketAddr,
    facts: Value,
    /// How long it took from its start to its first page.
    pub back_after: Duration,
}

impl Server {
    fn first_page(&self) -> Result<(), String> {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            match Ask::get("/").send(self.at, PATIENCE) {
                Ok(said) if said.status == 200 => return Ok(()),
                other if Instant::now() > until => return Err(format!("no first page: {other:?}")),
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    /// The token of somebody by their role, as of this start.
    #[must_use]
    pub fn token(&self, role: &str) -> String {
        let token = self.facts.get("tokens").and_then(|tokens| tokens.get(role)).and_then(Value::as_str);
        token.unwrap_or_default().to_owned()
    }

    /// The word in addresses of the first organisation.
    #[must_use]
    pub fn organisation(&self) -> String {
        self.facts.get("organisation").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// The number of the process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks a page as somebody, and gives back the answer.
    ///
    /// # Errors
    /// Where none came.
    pub fn get(&self, path: &str, role: &str) -> Result<Said, String> {
        let ask = if role.is_empty() { Ask::get(path) } else { Ask::get(path).by(&self.token(role)) };
        ask.send(self.at, PATIENCE)
    }

    /// The items of a list of the API, all pages of it.
    ///
    /// # Errors
    /// Where one of them is not answered with 200.
    pub fn list(&self, path: &str, role: &str) -> Result<Vec<Value>, String> {
        let mut items = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let said = self.get(&path, role)?;
            if said.status != 200 {
                return Err(format!("{path} as {role}: {} {}", said.status, said.body));
            }
            let json = said.json();
            items.extend(json.get("items").and_then(Value::as_array).into_iter().flatten().cloned());
            next = said.header("link").and_then(|link| {
                let way = link.split('<').nth(1)?.split('>').next()?;
                Some(way.find("/api/").and_then(|at| way.get(at..)).unwrap_or(way).to_owned())
            });
        }
        Ok(items)
    }

    /// Moves the demonstration's clock forward.
    ///
    /// # Errors
    /// Where it does not move.
    pub fn move_clock(&self, to: Timestamp) -> Result<(), String> {
        let ask = Ask {
            method: "POST",
            path: "/demo/clock".to_owned(),
            headers: vec!["Content-Type: application/json".to_owned()],
            body: serde_json::json!({ "set": to.to_string() }).to_string(),
        };
        let said = ask.send(self.at, Duration::from_secs(120))?;
        if said.status == 200 { Ok(()) } else { Err(format!("the clock does not go to {to}: {}", said.body)) }
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to end and waits for that.
    pub fn end(mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        for _ in 0..200 {
            if !self.runs() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an export of a service says that no page lists: the audit, and which duties are closed.
#[derive(Debug, Default, Clone)]
pub struct Export {
    /// How often each act stands in the audit, by act and thing.
    pub audit: BTreeMap<(String, String), u64>,
    /// The worries.
    pub worries: Vec<String>,
    /// Duties that are closed.
    pub closed: Vec<String>,
}

impl Export {
    /// Exports a service and reads it.
    ///
    /// # Errors
    /// Where that fails.
    pub fn of(house: &House, name: &str) -> Result<Self, String> {
        let out = house.beside(name);
        let _ = std::fs::remove_file(&out);
        let path = out.display().to_string();
        let output = house.command(&["export", "service", "--out", &path])?;
        if !output.status.success() {
            return Err(format!("bothy export service: {}", spoken(&output)));
        }
        Self::read(&out)
    }

    /// How many entries an act has in all.
    #[must_use]
    pub fn all_of(&self, act: &str) -> u64 {
        self.audit.iter().filter(|((of, _), _)| of == act).map(|(_, count)| count).sum()
    }

    fn read(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
        let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_default());
        let head = lines.next().unwrap_or_default();
        let mut export = Self::default();
        for table in head.get("tables").and_then(Value::as_array).into_iter().flatten() {
            let name = table.get("name").and_then(Value::as_str).unwrap_or_default();
            let columns: Vec<&str> = table
                .get("columns")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            for row in lines.by_ref() {
                let Some(row) = row.as_array() else { break };
                let cell = |column: &str| {
                    let at = columns.iter().position(|one| *one == column)?;
                    row.get(at).and_then(Value::as_str)
                };
                let id = |kind: &str| format!("{kind}_{}", cell("id").unwrap_or_default().replace('-', ""));
                match name {
                    "audit" => {
                        let key =
                            (cell("act").unwrap_or_default().to_owned(), cell("thing").unwrap_or_default().to_owned());
                        *export.audit.entry(key).or_default() += 1;
                    }
                    "concern" => export.worries.push(id("concern")),
                    "duty" if cell("state") == Some("closed") => export.closed.push(id("duty")),
                    _ => {}
                }
            }
        }
        if export.audit.is_empty() {
            return Err(format!("{}: no audit in it", file.display()));
        }
        Ok(export)
    }
}
