//! A network that repeats, holds back, re-orders and loses what it carries.

use crate::chance::Chance;
use crate::http::{exchange, read};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

/// What the proxy has carried.
#[derive(Debug, Default)]
struct Carried {
    /// Every whole answer to a POST, by its key.
    answers: Mutex<BTreeMap<String, Vec<String>>>,
    chance: Mutex<Option<Chance>>,
    posts: AtomicUsize,
    copies: AtomicUsize,
    late: AtomicUsize,
    lost: AtomicUsize,
    /// How many are on their way.
    under_way: AtomicUsize,
    stop: AtomicBool,
}

/// A running proxy. Dropping it stops it.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens.
    pub at: SocketAddr,
    carried: Arc<Carried>,
}

/// What is done to a POST.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// It goes through.
    Through,
    /// It comes twice, one after the other; the second answer is brought back.
    Twice,
    /// It comes twice at once.
    TwiceAtOnce,
    /// It goes through, and comes once more when other things have been done.
    Echo(Duration),
    /// Whoever sent it hears nothing; it arrives later.
    HeldBack(Duration),
    /// It arrives, and its answer is lost.
    AnswerLost,
}

impl Proxy {
    /// Begins to carry to an address.
    ///
    /// # Errors
    /// Where nothing can listen.
    pub fn new(to: SocketAddr, seed: u64) -> Result<Self, String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let at = listener.local_addr().map_err(|error| error.to_string())?;
        let carried = Arc::new(Carried { chance: Mutex::new(Some(Chance::new(seed, 2_000))), ..Carried::default() });
        let for_thread = Arc::clone(&carried);
        thread::spawn(move || {
            for wire in listener.incoming() {
                if for_thread.stop.load(Ordering::SeqCst) {
                    return;
                }
                let carried = Arc::clone(&for_thread);
                if let Ok(wire) = wire {
                    carried.under_way.fetch_add(1, Ordering::SeqCst);
                    thread::spawn(move || {
                        carried.carry(wire, to);
                        carried.under_way.fetch_sub(1, Ordering::SeqCst);
                    });
                }
            }
        });
        Ok(Self { at, carried })
    }

    /// Waits until nothing is under way.
    ///
    /// # Errors
    /// Where something stays under way for a minute.
    pub fn all_arrived(&self) -> Result<(), String> {
        for _ in 0..1_200 {
            if self.carried.under_way.load(Ordering::SeqCst) == 0 {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err("something is under way for longer than a minute".to_owned())
    }

    /// How many POSTs were carried.
    #[must_use]
    pub fn posts(&self) -> usize {
        self.carried.posts.load(Ordering::SeqCst)
    }

    /// What was done to them, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let of = |count: &AtomicUsize| count.load(Ordering::SeqCst);
        let all = &self.carried;
        format!(
            "{} POSTs, {} more copies of them, {} late, {} answers lost",
            of(&all.posts),
            of(&all.copies),
            of(&all.late),
            of(&all.lost)
        )
    }

    /// Every different answer to each key.
    #[must_use]
    pub fn answers(&self) -> BTreeMap<String, Vec<String>> {
        self.carried.answers.lock().map(|all| all.clone()).unwrap_or_default()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.carried.stop.store(true, Ordering::SeqCst);
        // The thread that listens wakes and sees it.
        let _ = TcpStream::connect(self.at);
    }
}

impl Carried {
    fn way(&self) -> Way {
        let Ok(mut chance) = self.chance.lock() else { return Way::Through };
        let Some(chance) = chance.as_mut() else { return Way::Through };
        let later = Duration::from_millis(30 + chance.below(600));
        match chance.below(10) {
            0 | 1 => Way::Twice,
            2 | 3 => Way::TwiceAtOnce,
            4 | 5 => Way::Echo(later),
            6 => Way::HeldBack(later),
            7 => Way::AnswerLost,
            _ => Way::Through,
        }
    }

    fn carry(&self, mut wire: TcpStream, to: SocketAddr) {
        let _ = wire.set_read_timeout(Some(PATIENCE));
        let Some(request) = whole_request(&mut wire) else { return };
        let key = key_of(&request);
        let once = || self.forward(&request, key.as_deref(), to);
        let again = |count: &AtomicUsize| {
            count.fetch_add(1, Ordering::SeqCst);
            once()
        };
        let answer = if key.is_none() {
            once()
        } else {
            self.posts.fetch_add(1, Ordering::SeqCst);
            match self.way() {
                Way::Through => once(),
                Way::Twice => {
                    let _first = once();
                    again(&self.copies)
                }
                Way::TwiceAtOnce => thread::scope(|scope| {
                    let other = scope.spawn(|| again(&self.copies));
                    let answer = once();
                    let _second = other.join();
                    answer
                }),
                Way::Echo(later) => {
                    let answer = once();
                    if let Some(answer) = &answer {
                        let _ = wire.write_all(answer);
                        let _ = wire.shutdown(std::net::Shutdown::Both);
                    }
                    thread::sleep(later);
                    let _second = again(&self.copies);
                    return;
                }
                Way::HeldBack(later) => {
                    let _ = wire.shutdown(std::net::Shutdown::Both);
                    thread::sleep(later);
                    let _unheard = again(&self.late);
                    return;
                }
                Way::AnswerLost => {
                    let _unheard = again(&self.lost);
                    return;
                }
            }
        };
        if let Some(answer) = answer {
            let _ = wire.write_all(&answer);
        }
    }

    /// Brings a request to the service and keeps what it says.
    fn forward(&self, request: &[u8], key: Option<&str>, to: SocketAddr) -> Option<Vec<u8>> {
        let answer = exchange(to, request, PATIENCE).ok()?;
        if let (Some(key), Some(said), Ok(mut all)) = (key, read(&answer), self.answers.lock()) {
            // A worry is answered with its receipt, which stands in a cookie.
            let receipt = said.header("set-cookie").unwrap_or_default();
            let told = format!("{} {} {receipt}", said.status, said.body);
            let known = all.entry(key.to_owned()).or_default();
            if !known.contains(&told) {
                known.push(told);
            }
        }
        Some(answer)
    }
}

/// A request with its whole body.
fn whole_request(wire: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut piece = [0_u8; 4096];
    loop {
        if let Some(end) = request.windows(4).position(|part| part == b"\r\n\r\n") {
            let length = header(&request, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
            if request.len() >= end + 4 + length {
                return Some(request);
            }
        }
        match wire.read(&mut piece) {
            Ok(read) if read > 0 => request.extend_from_slice(piece.get(..read)?),
            _ => return None,
        }
    }
}

fn header(request: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(request);
    text.lines().take_while(|line| !line.is_empty()).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// The key of a POST: its header, or the act in the form of a page.
fn key_of(request: &[u8]) -> Option<String> {
    if !request.starts_with(b"POST ") {
        return None;
    }
    header(request, "idempotency-key").or_else(|| {
        let text = String::from_utf8_lossy(request);
        let body = text.split("\r\n\r\n").nth(1)?;
        body.split('&').find_map(|pair| pair.strip_prefix("act=")).map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_post_is_in_its_header_or_its_form() {
        let api = b"POST /a HTTP/1.1\r\nIdempotency-Key: k1\r\n\r\n{}";
        assert_eq!(key_of(api).as_deref(), Some("k1"));
        assert_eq!(key_of(b"POST /concern HTTP/1.1\r\n\r\nact=act_1&words=x").as_deref(), Some("act_1"));
        assert_eq!(key_of(b"GET / HTTP/1.1\r\n\r\n"), None);
    }
}
