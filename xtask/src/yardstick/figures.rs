//! Each figure that issue and reader are promised, and how it is taken.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::load::{self, Ask};
use super::server::Server;
use super::{backup, crowd};
use crate::testing::postgres::Postgres;
use crate::{shell, tree};

/// One figure: what it is of, what is wanted in words and as the most it may be, what was found.
pub struct Figure {
    pub what: &'static str,
    pub wanted: &'static str,
    pub most: f64,
    pub measured: Result<Measure, String>,
}

/// A finding, with the words that give it its unit and its ground.
pub struct Measure {
    pub value: f64,
    pub words: String,
}

/// Two cores: two connections keep a server busy without starving it of them.
const CONNECTIONS: usize = 2;
const ROUNDS: usize = 3;
const CLOCK: &str = "2026-11-25T09:12:00Z";

/// Takes every figure. One that cannot be taken says why and does not stop the others.
pub fn all(folder: &Path, seconds: f64) -> Vec<Figure> {
    let data = folder.join("medium");
    let first = start(&data, "medium");
    let mut figures = Vec::new();
    let by = |take: &dyn Fn(&Server) -> Result<Measure, String>| match &first {
        Ok(server) => take(server),
        Err(why) => Err(why.clone()),
    };
    figures.push(Figure {
        what: "a group's page on SQLite for everybody (printed once a second), processor time beside the bare page",
        wanted: "at most 4 × (goal 2.5 ×)",
        most: 4.0,
        measured: by(&|server| group_page(server, None, folder, seconds)),
    });
    figures.push(Figure {
        what: "the same page for somebody signed in (in a frame of their own; what everybody may know is read once a second)",
        wanted: "at most 4 × (goal 2.5 ×)",
        most: 4.0,
        measured: by(&|server| group_page(server, Some("member"), folder, seconds)),
    });
    figures.push(Figure {
        what: "a group's calendar of sixty sessions, whole",
        wanted: "at most 0.25 ms of processor",
        most: 0.25,
        measured: by(&|server| calendar(server, seconds, "")),
    });
    figures.push(Figure {
        what: "the same for a phone that has the newest",
        wanted: "at most 0.1 ms of processor",
        most: 0.1,
        measured: by(&|server| calendar(server, seconds, "If-None-Match")),
    });
    figures.push(Figure {
        what: "`/today` on SQLite, 5,000 members and 300 sessions a fortnight",
        wanted: "at most 5 ms of processor",
        most: 5.0,
        measured: start(&folder.join("promised"), "promised").and_then(|server| today(&server, seconds)),
    });
    drop(first);
    figures.push(Figure {
        what: "memory when idle, medium demo, started on data that is there",
        wanted: "at most 30 MB",
        most: 30.0,
        measured: start(&data, "medium").and_then(|server| idle(&server)),
    });
    figures.push(Figure {
        what: "second start until the first page, medium demo",
        wanted: "at most 0.3 s",
        most: 0.3,
        measured: second_start(&data),
    });
    figures.push(Figure {
        what: "a group's page on PostgreSQL, statements to the database",
        wanted: "at most 3",
        most: 3.0,
        measured: round_trips(folder),
    });
    figures.push(Figure {
        what: "the council's files imported, places and groups",
        wanted: "under 5 s",
        most: 5.0,
        measured: imports(folder),
    });
    figures.push(Figure {
        what: "a planner round with 100 due, 100,000 members beside 100",
        wanted: "the same",
        most: 1.2,
        measured: planner_round(),
    });
    figures.push(Figure {
        what: "somebody looks for a group among 100,000 sessions of 2,000 groups: the slowest look in a hundred",
        wanted: "at most 30 ms",
        most: 30.0,
        measured: finding(),
    });
    figures.extend(under_load(folder));
    figures
}

/// What others see of a service that is busy with something.
fn under_load(folder: &Path) -> Vec<Figure> {
    let mut figures = Vec::new();
    let (slower, memory) = match crowd::thousand_sign_ins(folder, a_group) {
        Ok(crowd) => (Ok(crowd.slower), Ok(crowd.memory)),
        Err(why) => (Err(why.clone()), Err(why)),
    };
    figures.push(Figure {
        what: "a thousand sign-ins at once: the slowest look in a hundred at help and at a group's page meanwhile",
        wanted: "at most 3 × as long as usual",
        most: 3.0,
        measured: slower,
    });
    figures.push(Figure {
        what: "and the memory it takes",
        wanted: "at most 19 MB a core for the hashes, and 64 MB for who waits",
        most: 64.0 + 19.0 * std::thread::available_parallelism().map_or(1.0, |cores| cores.get() as f64),
        measured: memory,
    });
    figures.push(Figure {
        what: "a backup of a gigabyte while it serves: the slowest look in a hundred at a group's page and at `/today`",
        wanted: "at most 2 × as long as usual",
        most: 2.0,
        measured: backup::while_it_serves(folder, |data| start(data, "medium"), a_group),
    });
    figures
}

fn start(data: &Path, size: &str) -> Result<Server, String> {
    let data = data.display().to_string();
    Server::bothy(&["--size", size, "--clock", CLOCK, "--data", &data])
}

fn idle(server: &Server) -> Result<Measure, String> {
    Ask::new(&server.url, "/").once("GET")?;
    std::thread::sleep(Duration::from_secs(3));
    server.memory().map(|value| Measure { value, words: format!("{value:.0} MB") })
}

/// The first group that the public list links to.
fn a_group(server: &Server) -> Result<String, String> {
    let list = Ask::new(&server.url, "/groups").once("GET")?;
    let html = String::from_utf8_lossy(&list.body).into_owned();
    html.split("href=\"")
        .filter_map(|piece| piece.split('"').next())
        .find(|link| {
            link.strip_prefix("/groups/").is_some_and(|slug| !slug.is_empty() && !slug.contains(['.', '/', '?']))
        })
        .map(str::to_owned)
        .ok_or_else(|| format!("/groups answered {} and names no group", list.status))
}

fn group_page(server: &Server, role: Option<&str>, folder: &Path, seconds: f64) -> Result<Measure, String> {
    let path = a_group(server)?;
    let mut asked = Ask::new(&server.url, &path);
    if let Some(role) = role {
        asked = asked.with("Cookie", &server.cookie(role)?);
    }
    let plain = asked.once("GET")?;
    let file = folder.join("page.html");
    std::fs::write(&file, &plain.body).map_err(|error| format!("{}: {error}", file.display()))?;
    let bare = Server::bare(&file)?;
    let theirs = Ask::new(&bare.url, "/").with("Accept-Encoding", "gzip");
    let ours = asked.with("Accept-Encoding", "gzip");
    for ask in [&theirs, &ours] {
        // An uncompressed page would look cheap beside a compressed one.
        if ask.once("GET")?.header("content-encoding") != Some("gzip") {
            return Err(format!("{} is not compressed", ask.path));
        }
    }
    load::drive(&theirs, CONNECTIONS, seconds / 4.0)?;
    load::drive(&ours, CONNECTIONS, seconds / 4.0)?;
    let (mut bothy, mut page) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bothy.push(cost(server, &ours, seconds)?);
        page.push(cost(&bare, &theirs, seconds)?);
    }
    let (bothy, page) = (median(bothy), median(page));
    let value = bothy / page;
    let kilobytes = plain.body.len() as f64 / 1024.0;
    let words = format!("{value:.1} × ({bothy:.2} ms beside {page:.2} ms; {kilobytes:.0} kB before compression)");
    Ok(Measure { value, words })
}

fn today(server: &Server, seconds: f64) -> Result<Measure, String> {
    let cookie = server.cookie("coordinator")?;
    let ask = Ask::new(&server.url, "/today").with("Accept-Encoding", "gzip").with("Cookie", &cookie);
    load::drive(&ask, CONNECTIONS, seconds / 4.0)?;
    let rounds: Result<Vec<f64>, String> = (0..ROUNDS).map(|_| cost(server, &ask, seconds)).collect();
    let value = median(rounds?);
    Ok(Measure { value, words: format!("{value:.2} ms") })
}

/// A group's calendar; with the tag of the newest under this header where one is named.
fn calendar(server: &Server, seconds: f64, header: &str) -> Result<Measure, String> {
    let path = format!("{}.ics", a_group(server)?);
    let mut ask = Ask::new(&server.url, &path);
    if !header.is_empty() {
        let newest = ask.once("GET")?;
        ask = ask.with(header, newest.header("ETag").ok_or("the calendar has no tag")?);
    }
    load::drive(&ask, CONNECTIONS, seconds / 4.0)?;
    let rounds: Result<Vec<f64>, String> = (0..ROUNDS).map(|_| cost(server, &ask, seconds)).collect();
    let value = median(rounds?);
    Ok(Measure { value, words: format!("{value:.3} ms") })
}

/// Milliseconds of the server's processor time for one request.
fn cost(server: &Server, ask: &Ask, seconds: f64) -> Result<f64, String> {
    let before = server.cpu()?;
    let answered = load::drive(ask, CONNECTIONS, seconds)?;
    let used = server.cpu()? - before;
    if answered == 0 { Err(format!("{} was never answered", ask.path)) } else { Ok(used * 1000.0 / answered as f64) }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn second_start(data: &Path) -> Result<Measure, String> {
    let mut starts = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let server = start(data, "medium")?;
        let answer = Ask::new(&server.url, "/").once("GET")?;
        starts.push(began.elapsed().as_secs_f64());
        if answer.status != 200 {
            return Err(format!("the front door answered {}", answer.status));
        }
    }
    let value = median(starts);
    Ok(Measure { value, words: format!("{value:.2} s") })
}

/// Counts in the server's own log what one look at a group's page sends to the database: read anew, and in a row.
fn round_trips(folder: &Path) -> Result<Measure, String> {
    const LOOKS: u32 = 8;
    let postgres = Postgres::start_with(&["log_statement=all"])?;
    let (url, key) = (postgres.url(), folder.join("server.key").display().to_string());
    let server = Server::bothy(&["--size", "small", "--clock", CLOCK, "--database", &url, "--master-key", &key])?;
    let path = a_group(&server)?;
    let ask = Ask::new(&server.url, &path);
    let count = |log: &str| {
        log.lines().filter(|line| line.contains("LOG:  execute") || line.contains("LOG:  statement")).count()
    };
    let before = count(&postgres.log());
    if before == 0 {
        return Err("the demo did not use PostgreSQL at all".to_owned());
    }
    // What is done once after a start is no measure of what the worker does by itself later.
    std::thread::sleep(Duration::from_secs(20));
    let settled = count(&postgres.log());
    std::thread::sleep(Duration::from_secs(8));
    let each_second = (count(&postgres.log()) - settled) as f64 / 8.0;
    let looked = |gap: Duration| -> Result<f64, String> {
        let (before, began) = (count(&postgres.log()), Instant::now());
        for _ in 0..LOOKS {
            let answer = ask.once("GET")?;
            if answer.status != 200 {
                return Err(format!("{path} answered {}", answer.status));
            }
            std::thread::sleep(gap);
        }
        let background = each_second * began.elapsed().as_secs_f64();
        let all = (count(&postgres.log()) - before) as f64;
        Ok(((all - background).max(0.0) / f64::from(LOOKS) * 10.0).round() / 10.0)
    };
    // What everybody may know of a group is kept for a second.
    let value = looked(Duration::from_millis(1_200))?;
    let in_a_row = looked(Duration::ZERO)?;
    Ok(Measure { value, words: format!("{value:.1} a look read anew, {in_a_row:.1} a look of many in a second") })
}

/// Imports the council's files that the project keeps for its tests, into an empty service.
fn imports(folder: &Path) -> Result<Measure, String> {
    let data = folder.join("imports");
    let kept = |kind: &str, words: &[&str]| -> Result<Vec<(String, PathBuf)>, String> {
        let files = tree::files()?;
        let found = files.into_iter().filter(|file| {
            let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
            tree::is(file, "csv") && words.iter().any(|word| name.contains(word))
        });
        Ok(found.map(|file| (kind.to_owned(), tree::root().join(file))).collect())
    };
    let mut files = kept("places", &["community-centres", "libraries"])?;
    files.extend(kept("groups", &["day-services"])?);
    if files.is_empty() {
        return Err("the project keeps no such files".to_owned());
    }
    let began = Instant::now();
    for (kind, file) in &files {
        let status = Command::new(tree::target().join("release/bothy"))
            .args(["import", kind])
            .arg(file)
            .arg("--data")
            .arg(&data)
            .stdout(Stdio::null())
            .status()
            .map_err(|error| format!("could not start bothy: {error}"))?;
        if !status.success() {
            return Err(format!("`bothy import {kind}` ended with {status}"));
        }
    }
    let value = began.elapsed().as_secs_f64();
    Ok(Measure { value, words: format!("{value:.1} s for {} files, a start of the program each", files.len()) })
}

/// Runs the measurement that lives beside the tests' own service, and reads its one line.
/// The slowest of what somebody may ask.
fn finding() -> Result<Measure, String> {
    let said = shell::read(&mut Command::new(tree::target().join("release/examples/finding_at_size")))?;
    let asked: Vec<serde_json::Value> = serde_json::from_str(said.trim()).map_err(|error| error.to_string())?;
    let mut value: f64 = 0.0;
    let mut words = Vec::new();
    for one in &asked {
        let figure = |name: &str| one.get(name).and_then(serde_json::Value::as_f64);
        let name = one.get("asked").and_then(serde_json::Value::as_str);
        let (Some(middle), Some(slowest), Some(name)) = (figure("p50_ms"), figure("p99_ms"), name) else {
            return Err(format!("the measurement said: {said}"));
        };
        value = value.max(slowest);
        words.push(format!("{name} {slowest:.1} ms, usually {middle:.1} ms"));
    }
    Ok(Measure { value, words: words.join("; ") })
}

fn planner_round() -> Result<Measure, String> {
    let said = shell::read(&mut Command::new(tree::target().join("release/examples/planner_round")))?;
    let facts: serde_json::Value = serde_json::from_str(said.trim()).map_err(|error| error.to_string())?;
    let figure = |name: &str| facts.get(name).and_then(serde_json::Value::as_f64);
    let (Some(few), Some(many)) = (figure("few_ms"), figure("many_ms")) else {
        return Err(format!("the measurement said: {said}"));
    };
    let value = many / few;
    Ok(Measure { value, words: format!("{value:.2} × ({many:.1} ms beside {few:.1} ms)") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_round_does_not_move_the_figure() {
        assert!((median(vec![1.0, 9.0, 1.1]) - 1.1).abs() < f64::EPSILON);
    }
}
