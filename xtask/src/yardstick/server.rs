//! The servers that are measured: started, asked what they cost, ended.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::load::Ask;
use crate::{shell, tree};

/// A running server of ours. Dropping it ends it.
pub struct Server {
    child: Child,
    pub url: String,
}

impl Server {
    /// Bothy's demo on a data folder; the rest of the command line goes with it. Listens on the
    /// loopback address, whatever name it gives itself.
    pub fn bothy(arguments: &[&str]) -> Result<Self, String> {
        Self::demo(&tree::target().join("release/bothy"), None, arguments).map(|(server, _)| server)
    }

    /// The same by one program, started inside a folder where it writes what it keeps beside a database, with what its
    /// first line says of the service.
    pub fn demo(
        program: &Path,
        inside: Option<&Path>,
        arguments: &[&str],
    ) -> Result<(Self, serde_json::Value), String> {
        let mut command = Command::new(program);
        if let Some(inside) = inside {
            command.current_dir(inside);
        }
        command.args(["demo", "--json", "--listen", "127.0.0.1:0"]).args(arguments);
        let (child, line) = first_line(command)?;
        let facts = serde_json::from_str::<serde_json::Value>(&line).unwrap_or_default();
        let url = facts.get("url").and_then(|url| url.as_str()).map(|url| url.replace("localhost", "127.0.0.1"));
        // Held in a server from here on, so that a wrong line ends the child too.
        let server = Self { child, url: url.clone().unwrap_or_default() };
        if url.is_some() { Ok((server, facts)) } else { Err(format!("the demo's first line has no url: {line}")) }
    }

    /// The bare page.
    pub fn bare(page: &Path) -> Result<Self, String> {
        let mut command = Command::new(tree::target().join("release/bare-page"));
        command.arg(page);
        let (child, url) = first_line(command)?;
        Ok(Self { child, url })
    }

    /// Seconds of processor the server has used since it started, in steps of a hundredth.
    pub fn cpu(&self) -> Result<f64, String> {
        let stat = self.facts("stat")?;
        let ticks = shell::read(Command::new("getconf").arg("CLK_TCK"))?;
        let ticks: f64 = ticks.trim().parse().map_err(|_| "getconf CLK_TCK is no number".to_owned())?;
        used(&stat).map(|used| used / ticks).ok_or_else(|| "the kernel's account cannot be read".to_owned())
    }

    /// Memory the server holds, in megabytes.
    pub fn memory(&self) -> Result<f64, String> {
        let status = self.facts("status")?;
        let kilobytes =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<f64>().ok());
        kilobytes.map(|size| size / 1024.0).ok_or_else(|| "the kernel does not say how much memory".to_owned())
    }

    fn facts(&self, name: &str) -> Result<String, String> {
        let file = format!("/proc/{}/{name}", self.child.id());
        std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))
    }

    /// Signs in by role and gives back the cookie to send.
    pub fn cookie(&self, role: &str) -> Result<String, String> {
        let answer = Ask::new(&self.url, &format!("/demo/sign-in/{role}")).with("Origin", &self.url).once("POST")?;
        let cookies: Vec<&str> = answer
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .filter_map(|(_, value)| value.split(';').next())
            .collect();
        if cookies.is_empty() {
            return Err(format!("signing in as {role} answered {} and no cookie", answer.status));
        }
        Ok(cookies.join("; "))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let patience = Instant::now() + Duration::from_secs(10);
        while asked.as_ref().is_ok_and(|status| status.success()) && Instant::now() < patience {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a server and waits for the one line that it prints when it is ready.
fn first_line(mut command: Command) -> Result<(Child, String), String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("could not start {}: {error}", command.get_program().to_string_lossy()))?;
    let mut line = String::new();
    if let Some(stdout) = child.stdout.take() {
        let _ = BufReader::new(stdout).read_line(&mut line);
    }
    if line.trim().is_empty() {
        let _ = child.kill();
        let status = child.wait().map(|status| status.to_string()).unwrap_or_default();
        return Err(format!("{} said nothing ({status})", command.get_program().to_string_lossy()));
    }
    Ok((child, line.trim().to_owned()))
}

/// User and system ticks: the 14th and 15th fields, counted after the name in brackets, which
/// may itself hold spaces.
fn used(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace();
    let user: f64 = fields.nth(11)?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_does_not_shift_the_kernels_account() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 100 0 0 0 31 11 0 0 20 0 3 0 999";
        assert_eq!(used(stat), Some(42.0));
    }
}
