//! Starting the program only to see whether it gets as far as being there, and killing it on its way.

use crate::postgres;
use crate::service::{House, spoken};
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// By when a start has to have come to its end, one way or the other.
const PATIENCE: Duration = Duration::from_secs(60);

/// When a start is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dies {
    /// Once the service is there.
    Not,
    /// After a while, if it is not there by then.
    After(Duration),
    /// At the Nth time that one of its threads writes to the file, or says something to the server.
    AtWrite(u64),
}

/// How far a start came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// The service was there after so long; then it was killed.
    There(Duration),
    /// It was dead before.
    Dead,
}

impl House {
    /// Starts the service as whoever runs it does, and kills it.
    ///
    /// # Errors
    /// Where the program cannot be started.
    pub fn begin(&self, dies: &Dies) -> Result<Beginning, String> {
        let mut command = match dies {
            Dies::AtWrite(at) => {
                let call = self.call();
                self.traced(&[&format!("--inject={call}:signal=KILL:when={at}"), "--output=/dev/null"])
            }
            Dies::Not | Dies::After(_) => self.program(),
        };
        let within = if let Dies::After(while_) = dies { *while_ } else { PATIENCE };
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.beside("server.log"));
        self.run_for(command.stderr(log.map_err(|error| error.to_string())?), within)
    }

    /// How often one thread of a start writes, at most; none where `strace` cannot say.
    #[must_use]
    pub fn writes_of_a_start(&self) -> Option<u64> {
        let calls = self.beside("calls");
        let mut command = self.traced(&[&format!("--output={}", calls.display())]);
        self.run_for(command.stderr(Stdio::null()), PATIENCE).ok()?;
        let text = std::fs::read_to_string(calls).ok()?;
        let mut by_thread = std::collections::BTreeMap::<&str, u64>::new();
        for line in text.lines().filter(|line| line.contains(self.call())) {
            *by_thread.entry(line.split(' ').next()?).or_default() += 1;
        }
        by_thread.into_values().max()
    }

    /// By which call it speaks to its database.
    fn call(&self) -> &'static str {
        if self.database.is_some() { "sendto" } else { "pwrite64" }
    }

    fn program(&self) -> Command {
        self.ready_command(Command::new(&self.bothy))
    }

    fn traced(&self, with: &[&str]) -> Command {
        let mut command = Command::new("strace");
        command.args(["--follow-forks", "--quiet=all", &format!("--trace={}", self.call())]).args(with);
        command.arg(&self.bothy);
        self.ready_command(command)
    }

    fn ready_command(&self, mut command: Command) -> Command {
        command.args(["serve", "--json", "--listen", "127.0.0.1:0"]).env("BOTHY_LOG", "warn");
        self.whereabouts(&mut command);
        // A group of its own, so that what traces it is killed with it and lets nobody go on.
        command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped());
        command
    }

    fn run_for(&self, command: &mut Command, within: Duration) -> Result<Beginning, String> {
        let began = Instant::now();
        let mut child = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
        let (said, heard) = mpsc::channel();
        let out = child.stdout.take();
        let reader = std::thread::spawn(move || {
            let mut line = String::new();
            let _ = out.map(|out| BufReader::new(out).read_line(&mut line));
            let _ = said.send((line.contains("url"), began.elapsed()));
        });
        let came = heard.recv_timeout(within);
        kill_group(&mut child);
        let _ = reader.join();
        Ok(match came {
            Ok((true, took)) => Beginning::There(took),
            Ok((false, _)) | Err(_) => Beginning::Dead,
        })
    }

    /// Writes down what a program of the future would leave behind: tables of a version that nobody knows yet.
    ///
    /// # Errors
    /// Where `psql` or `sqlite3` is not on this machine.
    pub fn note_newer_tables(&self) -> Result<(), String> {
        self.in_database(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             SELECT 9999, 'of the future', success, checksum, 1 FROM _sqlx_migrations WHERE version = 1",
        )
        .map(drop)
    }

    /// Takes that back.
    ///
    /// # Errors
    /// The same.
    pub fn forget_newer_tables(&self) -> Result<(), String> {
        self.in_database("DELETE FROM _sqlx_migrations WHERE version = 9999").map(drop)
    }

    /// Says something to its database beside the program, and gives back what it answered.
    pub(crate) fn in_database(&self, sql: &str) -> Result<String, String> {
        let output = match &self.database {
            Some(url) => postgres::psql(url, sql)?,
            None => Command::new("sqlite3")
                .args(["-cmd", ".timeout 60000"])
                .arg(self.data.join("bothy.sqlite"))
                .arg(sql)
                .stdin(Stdio::null())
                .output()
                .map_err(|error| format!("sqlite3: {error}"))?,
        };
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(spoken(&output))
        }
    }
}

fn kill_group(child: &mut Child) {
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}
