//! R4: the disk is full. Pages stay up, the page of help first; what would be lost is refused; it heals by itself.

use super::{CLOCK, Trial};
use crate::http::Ask;
use crate::journal::Outcome;
use crate::load::Until;
use crate::service::{House, PATIENCE, Server, spoken};
use crate::{Options, Report, judge};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// How often the disk is filled where nobody says.
const TIMES: u32 = 3;

/// By when it has to work again once there is room.
const HEALED_WITHIN: Duration = Duration::from_secs(10);

/// A small disk of memory. Dropping it takes it away.
struct Disk(PathBuf);

impl Disk {
    fn new(at: &Path, megabytes: u32) -> Result<Self, String> {
        std::fs::create_dir_all(at).map_err(|error| error.to_string())?;
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "bothy-conformance"]).arg(at).output();
        let mounted = mounted.map_err(|error| format!("mount: {error}"))?;
        if mounted.status.success() { Ok(Self(at.to_path_buf())) } else { Err(spoken(&mounted)) }
    }

    /// Writes until nothing fits any more.
    fn fill(&self) -> Result<(), String> {
        let mut file = std::fs::File::create(self.0.join("filled")).map_err(|error| error.to_string())?;
        for piece in [1 << 16, 1 << 9, 1] {
            while file.write_all(&vec![7_u8; piece]).is_ok() {}
        }
        Ok(())
    }

    fn free(&self) -> Result<(), String> {
        std::fs::remove_file(self.0.join("filled")).map_err(|error| error.to_string())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg(&self.0).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
        }
    }
}

/// Fills the disk under a working service, and empties it again.
///
/// # Errors
/// Where it could not be tried.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    if options.postgres.is_some() {
        report.skipped.push("R4 is about the disk of the embedded database".to_owned());
        return Ok(report);
    }
    let mut house = House::new(options, CLOCK)?;
    let disk = match Disk::new(&house.beside("disk"), 64) {
        Ok(disk) => disk,
        Err(why) => {
            report.skipped.push(format!("a disk of memory cannot be mounted here ({why}); it needs root"));
            return Ok(report);
        }
    };
    house.data = disk.0.join("data");
    let (mut trial, server) = Trial::new(options, house, 3)?;
    let stop = AtomicBool::new(false);
    let times = options.count.unwrap_or(TIMES);
    for time in 1..=times {
        let rounds = |rounds| Until { at: server.at, stop: &stop, rounds: Some(rounds), at_first_cut: false };
        trial.load.run(&rounds(15))?;
        let unknown_before = trial.load.journal.read()?.count(Outcome::Unknown);
        disk.fill()?;
        while_full(&mut report, &server, time)?;
        // Everybody goes on trying: some of it may still fit into what is there, the rest is refused.
        trial.load.run(&rounds(15))?;
        while_full(&mut report, &server, time)?;
        let refused = trial.load.journal.read()?.count(Outcome::Unknown).saturating_sub(unknown_before);
        report.say(format!("disk full {time}: {refused} acts were not promised, the pages stayed"));
        disk.free()?;
        let freed = Instant::now();
        while let Err(why) = writes(&server) {
            if freed.elapsed() > HEALED_WITHIN {
                report.broke(format!("{} s after there was room again: {why}", HEALED_WITHIN.as_secs()));
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        report.say(format!("healed {} ms after there was room", freed.elapsed().as_millis()));
        let told = trial.load.journal.read()?;
        judge::standing(&mut report, &told, &trial.house, &server, &format!("after a full disk {time}"))?;
    }
    trial.judge(&mut report, &server, options.settle, 20)?;
    server.end();
    let server = trial.house.start()?;
    let told = trial.load.journal.read()?;
    judge::standing(&mut report, &told, &trial.house, &server, "after it was started again")?;
    server.end();
    drop(trial);
    drop(disk);
    Ok(report)
}

/// Whether something that changes nothing of the trial can be written: somebody signs in.
fn writes(server: &Server) -> Result<(), String> {
    let ask = Ask { method: "POST", path: "/demo/sign-in/member".to_owned(), ..Ask::default() };
    let said = ask.send(server.at, PATIENCE)?;
    let signed_in = said.status == 303 && said.header("set-cookie").is_some_and(|cookie| cookie.starts_with("bothy="));
    if signed_in { Ok(()) } else { Err(format!("signing in is answered {}: {}", said.status, sentence(&said.body))) }
}

/// What has to be so while nothing fits on the disk.
fn while_full(report: &mut Report, server: &Server, time: u32) -> Result<(), String> {
    for path in ["/", "/help", "/groups", "/concern"] {
        let said = server.get(path, "")?;
        if said.status != 200 {
            report.broke(format!("disk full {time}: {path} is answered {}", said.status));
        }
    }
    // Small things fit for a while into what the database has; at some point one is refused.
    for _ in 0..400 {
        let ask = Ask { method: "POST", path: "/demo/sign-in/member".to_owned(), ..Ask::default() };
        let began = Instant::now();
        match ask.send(server.at, PATIENCE) {
            Ok(said) if said.status == 303 => {}
            Ok(said) => {
                let words = sentence(&said.body);
                if said.status != 503 || words.split_whitespace().count() < 4 {
                    report.broke(format!("disk full {time}: a write is answered {} and “{words}”", said.status));
                }
                if began.elapsed() > Duration::from_secs(10) {
                    report.broke(format!("disk full {time}: a write hung for {} s", began.elapsed().as_secs()));
                }
                if time == 1 {
                    report.say(format!("refused with {}: “{words}”", said.status));
                }
                return Ok(());
            }
            Err(why) => {
                report.broke(format!("disk full {time}: a write is not answered ({why})"));
                return Ok(());
            }
        }
    }
    report.broke(format!("disk full {time}: nothing was refused, so nothing was tried"));
    Ok(())
}

/// The heading of a page and the sentence after it, without their marks.
fn sentence(page: &str) -> String {
    let from = page.find("<h1").unwrap_or(0);
    let part: String =
        page.chars().skip(page.get(..from).map_or(0, |before| before.chars().count())).take(500).collect();
    let mut inside = false;
    let text: String = part
        .chars()
        .filter_map(|letter| match letter {
            '<' => {
                inside = true;
                Some(' ')
            }
            '>' => {
                inside = false;
                None
            }
            other => (!inside).then_some(other),
        })
        .collect();
    text.split_whitespace().take(30).collect::<Vec<_>>().join(" ")
}
