//! As much HTTP as is needed to ask one thing over a connection of its own.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The status.
    pub status: u16,
    /// The lines above the body, as they came.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Said {
    /// The body as JSON; null where it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// Something to ask.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where, from the slash on.
    pub path: String,
    /// Header lines without their ends.
    pub headers: Vec<String>,
    /// What goes with it.
    pub body: String,
}

impl Ask {
    /// A page.
    #[must_use]
    pub fn get(path: &str) -> Self {
        Self { method: "GET", path: path.to_owned(), ..Self::default() }
    }

    /// With the token of somebody.
    #[must_use]
    pub fn by(mut self, token: &str) -> Self {
        self.headers.push(format!("Authorization: Bearer {token}"));
        self
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn bytes(&self, to: SocketAddr) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {to}\r\nOrigin: http://{to}\r\nConnection: close\r\nContent-Length: {}\r\n",
            self.method,
            self.path,
            self.body.len()
        );
        for line in &self.headers {
            head.push_str(line);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        head.push_str(&self.body);
        head.into_bytes()
    }

    /// Asks and waits for the whole answer.
    ///
    /// # Errors
    /// Where no whole answer came: then nobody knows whether it was done.
    pub fn send(&self, to: SocketAddr, patience: Duration) -> Result<Said, String> {
        let bytes = exchange(to, &self.bytes(to), patience).map_err(|error| error.to_string())?;
        read(&bytes).ok_or_else(|| "the answer was cut".to_owned())
    }
}

/// Sends bytes over a connection of their own and reads until the other side closes.
///
/// # Errors
/// The network's own.
pub fn exchange(to: SocketAddr, bytes: &[u8], patience: Duration) -> std::io::Result<Vec<u8>> {
    let mut wire = TcpStream::connect_timeout(&to, patience)?;
    wire.set_read_timeout(Some(patience))?;
    wire.set_write_timeout(Some(patience))?;
    wire.write_all(bytes)?;
    let mut answer = Vec::new();
    wire.read_to_end(&mut answer)?;
    Ok(answer)
}

/// An answer that came whole; none where it was cut.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Said> {
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
    let rest = bytes.get(end + 4..)?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let mut said = Said { status, head, body: String::new() };
    let chunked = said.header("transfer-encoding").is_some_and(|kind| kind.eq_ignore_ascii_case("chunked"));
    let body = if chunked {
        unchunked(rest)?
    } else {
        let length: usize = said.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        rest.get(..length)?.to_vec()
    };
    said.body = String::from_utf8_lossy(&body).into_owned();
    Some(said)
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|part| part == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(rest.get(..end)?).ok()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 4 + size..)?;
    }
}

/// Text as it stands in a form.
#[must_use]
pub fn form(pairs: &[(&str, &str)]) -> String {
    let escaped = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_answer_is_none() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes";
        assert_eq!(read(whole).map(|said| (said.status, said.body)), Some((200, "yes".to_owned())));
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end]), None, "{end}");
        }
        let pieces = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n1\r\n!\r\n0\r\n\r\n";
        assert_eq!(read(pieces).map(|said| said.body), Some("yes!".to_owned()));
        assert_eq!(read(&pieces[..pieces.len() - 6]), None);
    }
}
