//! A crowd at the door: a thousand people sign in at once, while others look for help and for a group.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::figures::Measure;
use super::load::Ask;
use super::looks::{USUAL, looks, slower};
use super::server::Server;
use crate::{shell, tree};

const CROWD: usize = 1_000;
const PASSWORD: &str = "eleven grey herons at low water";
const EMAIL: &str = "yardstick@example.org";

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
    let pages = ["/help".to_owned(), group(&server)?].map(|page| Ask::new(&server.url, &page));
    let usual = looks(&pages, &|began: Instant| began.elapsed() > USUAL)?;
    let quiet = server.memory()?;
    let (over, let_in, most) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let began = Instant::now();
    let meanwhile = std::thread::scope(|scope| {
        let looker = scope.spawn(|| looks(&pages, &|_| over.load(Ordering::SeqCst)));
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
    let slower = slower(&["/help", "a group"], &usual, &meanwhile, &format!("all {CROWD} let in within {took:.0} s"));
    let more = (most.load(Ordering::SeqCst) as f64 - quiet).max(0.0);
    Ok(Crowd {
        slower,
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
