//! A throw-away PostgreSQL: made by initdb in a temporary folder, on a free port of this machine
//! alone, run by somebody who is not root, and gone at the end.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::shell;

/// The role the tests sign in as; it may make databases.
const ROLE: &str = "bothy";

/// A running server. Dropping it stops the server and takes its folder away.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes the folder, fills it and starts the server; comes back when it answers.
    pub fn start() -> Result<Self, String> {
        Self::start_with(&[])
    }

    /// The same, with settings of its own (`name=value`).
    pub fn start_with(settings: &[&str]) -> Result<Self, String> {
        let programs =
            programs().ok_or("PostgreSQL's initdb is not on this machine. Run: cargo xtask test --install")?;
        let folder = std::env::temp_dir().join(format!("bothy-tests-{}", std::process::id()));
        let data = folder.join("data");
        std::fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", folder.display()))?;
        let keeper = Keeper::choose()?;
        keeper.give(&folder)?;
        let made =
            shell::read(keeper.command(&programs.join("initdb")).current_dir(&folder).arg("--pgdata").arg(&data).args(
                ["--username", ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            ));
        let started = made.and_then(|_| Self::serve(&keeper, &programs, &folder, settings));
        if started.is_err() {
            let _ = std::fs::remove_dir_all(&folder);
        }
        started
    }

    fn serve(keeper: &Keeper, programs: &Path, folder: &Path, more: &[&str]) -> Result<Self, String> {
        let port = free_port()?;
        let words = std::fs::File::create(folder.join("log")).map_err(|error| error.to_string())?;
        let settings = [
            "fsync=off".to_owned(),
            "full_page_writes=off".to_owned(),
            "max_connections=300".to_owned(),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", folder.display()),
        ];
        let mut command = keeper.command(&programs.join("postgres"));
        command.current_dir(folder).arg("-D").arg(folder.join("data")).args(["-p", &port.to_string()]);
        for setting in settings.iter().map(String::as_str).chain(more.iter().copied()) {
            command.args(["-c", setting]);
        }
        // Its own process group: Ctrl-C in the terminal ends the tests, and we end the server.
        command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(words);
        let server = command.spawn().map_err(|error| format!("could not start PostgreSQL: {error}"))?;
        let mut postgres = Self { server, folder: folder.to_path_buf(), port };
        postgres.wait(programs)?;
        Ok(postgres)
    }

    /// The address under which the tests reach the server.
    pub fn url(&self) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/postgres", self.port)
    }

    /// Waits at most half a minute until the server answers.
    fn wait(&mut self, programs: &Path) -> Result<(), String> {
        for _ in 0..300 {
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(format!("PostgreSQL stopped at once ({status}):\n{}", self.log()));
            }
            let answers = Command::new(programs.join("pg_isready"))
                .args(["--quiet", "--host", "127.0.0.1", "--port", &self.port.to_string()])
                .status()
                .is_ok_and(|status| status.success());
            if answers {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(format!("PostgreSQL did not answer within 30 seconds:\n{}", self.log()))
    }

    /// What the server has said so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's "fast" stop: it ends its sessions and closes in order.
        let asked = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Who runs the server: we ourselves, or, where we are root, somebody who is not.
struct Keeper(Option<(String, String)>);

impl Keeper {
    fn choose() -> Result<Self, String> {
        if !shell::is_root() {
            return Ok(Self(None));
        }
        let people = std::fs::read_to_string("/etc/passwd").map_err(|error| format!("/etc/passwd: {error}"))?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| ids(&people, name))
            .map(|ids| Self(Some(ids)))
            .ok_or_else(|| "PostgreSQL refuses root, and there is neither a user postgres nor nobody".to_owned())
    }

    /// Hands a folder over.
    fn give(&self, folder: &Path) -> Result<(), String> {
        match &self.0 {
            Some((user, group)) => {
                shell::run(Command::new("chown").args(["--recursive", &format!("{user}:{group}")]).arg(folder))
            }
            None => Ok(()),
        }
    }

    /// A command run as the keeper, ended by the kernel if we die without a word.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "INT"]);
        if let Some((user, group)) = &self.0 {
            command.args(["--reuid", user, "--regid", group, "--clear-groups"]);
        }
        command.arg("--").arg(program);
        command
    }
}

/// A user's number and their group's, from the lines of /etc/passwd.
fn ids(people: &str, name: &str) -> Option<(String, String)> {
    let mut fields = people.lines().find(|line| line.split(':').next() == Some(name))?.split(':');
    match (fields.nth(2), fields.next()) {
        (Some(user), Some(group)) => Some((user.to_owned(), group.to_owned())),
        _ => None,
    }
}

/// The folder of initdb and postgres: the newest that Debian installed, or the one on PATH.
pub fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    versions.sort();
    match versions.pop() {
        Some((_, folder)) => Some(folder),
        None => shell::find("initdb", &[]).and_then(|file| file.parent().map(Path::to_path_buf)),
    }
}

/// A port nobody listens on now, on this machine alone.
pub fn free_port() -> Result<u16, String> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_numbers_are_read_from_their_line() {
        let people = "root:x:0:0:root:/r:/bin/sh\nnobody:x:65534:65533:nobody:/none:/bin/false\n";
        assert_eq!(ids(people, "nobody"), Some(("65534".to_owned(), "65533".to_owned())));
        assert_eq!(ids(people, "no"), None);
    }
}
