//! A small driver of load: a few connections that are kept alive, each asking again as soon as it
//! was answered. Plain HTTP/1.1 over TCP, so that what is measured is the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// What one answer brought.
#[derive(Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What is asked for: where, and the headers beside the usual ones.
#[derive(Debug, Clone)]
pub struct Ask {
    pub host: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    /// How long an answer is waited for.
    pub patience: Duration,
}

impl Ask {
    /// A GET of a path on a server whose address is `http://HOST:PORT`.
    pub fn new(url: &str, path: &str) -> Self {
        let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { host, path: path.to_owned(), headers: Vec::new(), patience: Duration::from_secs(30) }
    }

    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Asks once on a connection of its own. `method` is GET or POST (with an empty body).
    pub fn once(&self, method: &str) -> Result<Answer, String> {
        self.alone(method, "")
    }

    /// Sends a form, once, on a connection of its own.
    pub fn once_with(&self, fields: &[(&str, &str)]) -> Result<Answer, String> {
        let coded = |text: &str| -> String {
            text.bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => char::from(byte).to_string(),
                    other => format!("%{other:02X}"),
                })
                .collect()
        };
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
        self.alone("POST", &pairs.join("&"))
    }

    fn alone(&self, method: &str, form: &str) -> Result<Answer, String> {
        Connection::open(&self.host, self.patience)
            .and_then(|mut connection| connection.ask(self, method, form))
            .map_err(|error| format!("{method} {} on {}: {error}", self.path, self.host))
    }
}

/// Asks on `connections` connections for `seconds`; gives back how many were answered with 200.
/// Any other answer is an error: a page that fails fast must not look cheap.
pub fn drive(ask: &Ask, connections: usize, seconds: f64) -> Result<usize, String> {
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    std::thread::scope(|scope| {
        let drivers: Vec<_> = (0..connections).map(|_| scope.spawn(|| keep_asking(ask, until))).collect();
        let mut answered = 0;
        for driver in drivers {
            answered += driver.join().map_err(|_| "a driver of load fell over".to_owned())??;
        }
        Ok(answered)
    })
}

fn keep_asking(ask: &Ask, until: Instant) -> Result<usize, String> {
    let spoken = |error| format!("GET {}: {error}", ask.path);
    let mut connection = Connection::open(&ask.host, ask.patience).map_err(spoken)?;
    let mut answered = 0;
    while Instant::now() < until {
        let answer = connection.ask(ask, "GET", "").map_err(spoken)?;
        // Whoever has the newest is told so.
        let newest = ask.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("If-None-Match"));
        if answer.status != if newest { 304 } else { 200 } {
            return Err(format!("GET {} answered {}", ask.path, answer.status));
        }
        answered += 1;
    }
    Ok(answered)
}

/// A connection that is kept alive.
pub struct Connection {
    up: TcpStream,
    down: BufReader<TcpStream>,
}

impl Connection {
    pub fn open(host: &str, patience: Duration) -> std::io::Result<Self> {
        let up = TcpStream::connect(host)?;
        up.set_nodelay(true)?;
        up.set_read_timeout(Some(patience))?;
        let down = BufReader::with_capacity(1 << 16, up.try_clone()?);
        Ok(Self { up, down })
    }

    pub fn ask(&mut self, ask: &Ask, method: &str, form: &str) -> std::io::Result<Answer> {
        let mut words = format!("{method} {} HTTP/1.1\r\nHost: {}\r\n", ask.path, ask.host);
        for (name, value) in &ask.headers {
            words.push_str(&format!("{name}: {value}\r\n"));
        }
        if method == "POST" {
            words.push_str(&format!("Content-Length: {}\r\n", form.len()));
        }
        if !form.is_empty() {
            words.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
        }
        words.push_str("\r\n");
        words.push_str(form);
        self.up.write_all(words.as_bytes())?;
        read_answer(&mut self.down)
    }
}

fn read_answer(from: &mut impl BufRead) -> std::io::Result<Answer> {
    let broken = || std::io::Error::new(std::io::ErrorKind::InvalidData, "not an answer in HTTP/1.1");
    let first = line(from)?;
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(broken)?;
    let mut answer = Answer { status, ..Answer::default() };
    loop {
        let header = line(from)?;
        match header.split_once(':') {
            Some((name, value)) => answer.headers.push((name.to_owned(), value.trim().to_owned())),
            None => break,
        }
    }
    if status == 304 {
        return Ok(answer);
    }
    if answer.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        loop {
            let size = usize::from_str_radix(&line(from)?, 16).map_err(|_| broken())?;
            take(from, size, &mut answer.body)?;
            line(from)?;
            if size == 0 {
                return Ok(answer);
            }
        }
    }
    let size = answer.header("content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
    take(from, size, &mut answer.body)?;
    Ok(answer)
}

fn line(from: &mut impl BufRead) -> std::io::Result<String> {
    let mut text = String::new();
    if from.read_line(&mut text)? == 0 {
        return Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "the server hung up"));
    }
    Ok(text.trim_end().to_owned())
}

fn take(from: &mut impl Read, size: usize, into: &mut Vec<u8>) -> std::io::Result<()> {
    let before = into.len();
    from.take(size as u64).read_to_end(into)?;
    if into.len() - before == size {
        Ok(())
    } else {
        Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "the answer broke off"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Answer {
        read_answer(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn an_answer_with_its_length_is_read_to_its_end_and_no_further() {
        let answer = read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 404 no");
        assert_eq!((answer.status, answer.body.as_slice()), (200, b"hello".as_slice()));
    }

    #[test]
    fn an_answer_in_pieces_is_put_together() {
        let answer = read("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
        assert_eq!(answer.body, b"hello");
    }

    #[test]
    fn an_answer_that_breaks_off_is_an_error() {
        assert!(read_answer(&mut "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel".as_bytes()).is_err());
    }
}
