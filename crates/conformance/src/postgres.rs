//! PostgreSQL: databases made on a server that is there, and a server of one's own that may be broken.

use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) fn psql(url: &str, sql: &str) -> Result<Output, String> {
    let mut command = Command::new("psql");
    command.args(["--no-psqlrc", "--quiet", "--tuples-only", "--set", "ON_ERROR_STOP=1", "--command", sql, url]);
    command.stdin(Stdio::null()).output().map_err(|error| format!("psql: {error}"))
}

/// Makes a database on a server, named after this process, and gives back its address.
///
/// # Errors
/// Where the server does not let one make it.
pub fn make_database(server: &str) -> Result<String, String> {
    let name = format!(
        "conformance_{}_{}",
        std::process::id(),
        TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).map_or(0, |at| at.port())
    );
    let made = psql(server, &format!("CREATE DATABASE {name}"))?;
    if !made.status.success() {
        return Err(crate::service::spoken(&made));
    }
    let end = server.rfind('/').filter(|at| *at > "postgres://".len()).unwrap_or(server.len());
    Ok(format!("{}/{name}", server.get(..end).unwrap_or(server)))
}

/// Takes a database away that [`make_database`] made.
pub fn drop_database(url: &str) {
    if let Some((server, name)) = url.rsplit_once('/')
        && name.starts_with("conformance_")
    {
        let _ = psql(&format!("{server}/postgres"), &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }
}

/// Ends every connection to a database, as an administrator would.
///
/// # Errors
/// Where that cannot be asked.
pub fn end_connections(url: &str) -> Result<(), String> {
    let Some((server, name)) = url.rsplit_once('/') else { return Err(format!("{url} names no database")) };
    let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    let ended = psql(&format!("{server}/postgres"), &sql)?;
    if ended.status.success() { Ok(()) } else { Err(crate::service::spoken(&ended)) }
}

/// A server of one's own, in a folder of its own, that keeps what it said (fsync is on). Dropping it stops it.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: tempfile::TempDir,
    user: Option<String>,
    port: u16,
}

impl Cluster {
    /// Makes and starts one.
    ///
    /// # Errors
    /// Where PostgreSQL is not on this machine, or does not start.
    pub fn start() -> Result<Self, String> {
        let cluster = Self::empty()?;
        heard(cluster.program("initdb").arg("--pgdata").arg(cluster.data()).args([
            "--username",
            "bothy",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
        ]))?;
        cluster.control(&["start"])?;
        Ok(cluster)
    }

    /// Makes and starts a second server that follows this one. From now on this one promises nothing that the other has
    /// not written down, too.
    ///
    /// # Errors
    /// Where it cannot be copied, or does not follow within half a minute.
    pub fn standby(&self) -> Result<Self, String> {
        let standby = Self::empty()?;
        let from = format!("host=127.0.0.1 port={} user=bothy", self.port);
        let mut copy = standby.program("pg_basebackup");
        copy.args(["--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--dbname", &from]);
        heard(copy.arg("--pgdata").arg(standby.data()))?;
        standby.control(&["start"])?;
        self.told("ALTER SYSTEM SET synchronous_standby_names = '*'")?;
        self.told("SELECT pg_reload_conf()")?;
        let follows = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        for _ in 0..300 {
            if self.told(follows)?.trim() == "1" {
                return Ok(standby);
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        Err("the standby does not follow".to_owned())
    }

    /// Makes a standby the one that is written to, with nobody to wait for.
    ///
    /// # Errors
    /// Where it does not take over.
    pub fn take_over(&self) -> Result<(), String> {
        self.control(&["promote"])?;
        self.told("ALTER SYSTEM RESET synchronous_standby_names")?;
        self.told("SELECT pg_reload_conf()").map(drop)
    }

    /// Stops it at once, as a crash would; it does not come back.
    ///
    /// # Errors
    /// Where it goes on.
    pub fn crash(&self) -> Result<(), String> {
        self.control(&["stop", "-m", "immediate"])
    }

    fn told(&self, sql: &str) -> Result<String, String> {
        let output = psql(&self.url(), sql)?;
        if !output.status.success() {
            return Err(crate::service::spoken(&output));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// A folder and a port of its own.
    fn empty() -> Result<Self, String> {
        let programs = programs().ok_or("PostgreSQL's initdb is not on this machine")?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let root = folder.path().metadata().is_ok_and(|facts| facts.uid() == 0);
        let user = root.then(|| "postgres".to_owned());
        if let Some(user) = &user {
            heard(Command::new("chown").arg(user).arg(folder.path()))?;
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
        let port = port.map_err(|error| error.to_string())?.port();
        Ok(Self { programs, folder, user, port })
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The port it listens at.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where it is reached.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://bothy@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops it at once, as a crash would, and starts it again.
    ///
    /// # Errors
    /// Where it does not come back.
    pub fn crash_and_start(&self) -> Result<(), String> {
        self.crash()?;
        self.control(&["start"])
    }

    fn control(&self, words: &[&str]) -> Result<(), String> {
        let settings = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={}",
            self.port,
            self.folder.path().display()
        );
        let log = self.folder.path().join("log");
        let mut command = self.program("pg_ctl");
        command.arg("--pgdata").arg(self.data()).args(["--wait", "--silent", "--options"]).arg(settings);
        heard(command.arg("--log").arg(log).args(words))
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match &self.user {
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", user, "--regid", user, "--clear-groups", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.control(&["stop", "-m", "immediate"]);
    }
}

/// Runs to its end. Nothing is piped: a server that goes on holds its pipes open.
fn heard(command: &mut Command) -> Result<(), String> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed ({status})")) }
}

fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").is_file())
        .collect();
    found.sort();
    found.pop().or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder: &PathBuf| Path::new(folder).join("initdb").is_file())
    })
}
