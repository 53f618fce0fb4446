//! A crowd at the door: a thousand people sign in at once, while others look for help and for a group.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::figures::Measure;
use super::load::{Ask, Connection};
use super::server::Server;
use crate::{shell, tree};

const CROWD: usize = 1_000;
const PASSWORD: &str = "eleven grey herons at low water";
const EMAIL: &str = "yardstick@example.org";
/// How long each page is looked at before, to know what is usual, and how long between two looks.
const USUAL: Duration = Duration::from_secs(6);
const BETWEEN: Duration = Duration::from_millis(5);

/// What was seen while the crowd was let in.
pub struct Crowd {
    /// How much longer the slowest looks in a hundred took: the worse of the two pages.
    pub slower: Measure,
    /// The memory that came on top, in MB.
    pub memory: Measure,
}

/// Lets them in and looks meanwhile. Somebody who is refused is an error, and so is a page that does not answer.
pub fn thousand_sign_ins(folder: &Path, group: impl Fn(&Server) -> Result<String, String>) -> Result<Crowd, String> {
    let data = folder.join("crowd").display().to_string();
    // Everybody comes from an address of their own: from one address a thousand would rightly be slowed.
    let server = Server::bothy(&["--size", "small", "--behind-proxy", "--data", &data])?;
    invited(&server, &data)?;
    let pages = ["/help".to_owned(), group(&server)?];
    let usual = looks(&server.url, &pages, &|began: Instant| began.elapsed() > USUAL)?;
    let quiet = server.memory()?;
    let (over, let_in, most) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let began = Instant::now();
    let meanwhile = std::thread::scope(|scope| {
        let looker = scope.spawn(|| looks(&server.url, &pages, &|_| over.load(Ordering::SeqCst)));
        let memory = scope.spawn(|| {
            while !over.load(Ordering::SeqCst) {
                most.fetch_max(server.memory().map_or(0, |held| held as usize), Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let crowd: Vec<_> = (0..CROWD)
            .map(|number| {
                let (url, let_in) = (&server.url, &let_in);
                std::thread::Builder::new()
                    .stack_size(256 * 1024)
                    .spawn_scoped(scope, move || sign_in(url, number).map(|()| let_in.fetch_add(1, Ordering::SeqCst)))
            })
            .collect();
        let mut refused = None;
        for one in crowd {
            let one = one.map_err(|error| error.to_string());
            let ended = one.and_then(|one| one.join().map_err(|_| "a visitor fell over".to_owned()));
            if let Err(why) = ended.and_then(|ended| ended) {
                refused = Some(why);
            }
        }
        over.store(true, Ordering::SeqCst);
        let seen = looker.join().map_err(|_| "whoever looked fell over".to_owned())?;
        memory.join().map_err(|_| "whoever measured fell over".to_owned())?;
        match refused {
            Some(why) => Err(format!("{} of {CROWD} were let in: {why}", let_in.load(Ordering::SeqCst))),
            None => seen,
        }
    })?;
    let took = began.elapsed().as_secs_f64();
    let mut words = Vec::new();
    let mut slower: f64 = 0.0;
    for ((page, before), during) in ["/help", "a group"].iter().zip(&usual).zip(&meanwhile) {
        let (before, during) = (slowest_in_a_hundred(before), slowest_in_a_hundred(during));
        slower = slower.max(during / before);
        words.push(format!("{page} {during:.1} ms, usually {before:.1} ms"));
    }
    let more = (most.load(Ordering::SeqCst) as f64 - quiet).max(0.0);
    Ok(Crowd {
        slower: Measure {
            value: slower,
            words: format!("{slower:.1} × ({}; all {CROWD} let in within {took:.0} s)", words.join("; ")),
        },
        memory: Measure { value: more, words: format!("{more:.0} MB more, a thousand connections among it") },
    })
}

/// Makes an account whose password is known.
fn invited(server: &Server, data: &str) -> Result<(), String> {
    let said = shell::read(
        Command::new(tree::target().join("release/bothy"))
            .args(["invite", "Yard Stick", EMAIL, "--role", "supporter", "--json", "--data", data])
            .args(["--organisation", "lothian"]),
    )?;
    let facts: serde_json::Value = serde_json::from_str(said.trim()).map_err(|error| error.to_string())?;
    let link = facts.get("link").and_then(|link| link.as_str()).ok_or("the invitation has no link")?;
    let path = link.splitn(4, '/').nth(3).ok_or("the link of the invitation has no path")?;
    let answer =
        Ask::new(&server.url, &format!("/{path}")).with("Origin", &server.url).once_with(&[("password", PASSWORD)])?;
    if answer.status == 303 { Ok(()) } else { Err(format!("choosing a password answered {}", answer.status)) }
}

fn sign_in(url: &str, number: usize) -> Result<(), String> {
    let from = format!("10.1.{}.{}", number / 250, number % 250 + 1);
    let answer = Ask::new(url, "/sign-in")
        .with("Origin", url)
        .with("X-Forwarded-For", &from)
        .patient(Duration::from_secs(300))
        .once_with(&[("email", EMAIL), ("password", PASSWORD), ("device", "shared")])?;
    let to = answer.header("location").unwrap_or_default().to_owned();
    if answer.status == 303 && to.ends_with("/my-day") {
        Ok(())
    } else {
        Err(format!("signing in answered {} and led to {to:?}", answer.status))
    }
}

/// Looks at each page by turns until it is over; gives back how many milliseconds each look took, page by page.
fn looks(url: &str, pages: &[String; 2], over: &dyn Fn(Instant) -> bool) -> Result<[Vec<f64>; 2], String> {
    let asks = pages.each_ref().map(|page| Ask::new(url, page).with("Accept-Encoding", "gzip"));
    let host = asks[0].host.clone();
    let spoken = |error: std::io::Error| format!("a look meanwhile: {error}");
    let mut connection = Connection::open(&host, Duration::from_secs(30)).map_err(spoken)?;
    let mut took = [Vec::new(), Vec::new()];
    let began = Instant::now();
    while !over(began) {
        for (ask, took) in asks.iter().zip(&mut took) {
            let asked = Instant::now();
            let answer = connection.ask(ask, "GET", "").map_err(spoken)?;
            if answer.status != 200 {
                return Err(format!("{} answered {}", ask.path, answer.status));
            }
            took.push(asked.elapsed().as_secs_f64() * 1000.0);
            std::thread::sleep(BETWEEN);
        }
    }
    Ok(took)
}

/// The time that one look in a hundred goes over.
fn slowest_in_a_hundred(took: &[f64]) -> f64 {
    let mut sorted = took.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() * 99 / 100).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_in_a_hundred_is_let_go() {
        let took: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert!((slowest_in_a_hundred(&took) - 199.0).abs() < f64::EPSILON);
        assert!(slowest_in_a_hundred(&[]).is_nan());
    }
}
