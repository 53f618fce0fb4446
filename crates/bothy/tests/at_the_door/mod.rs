//! Somebody who comes to a served Bothy as people do: over HTTP, with a link, a password and a code.
#![allow(
    clippy::disallowed_methods,
    reason = "tests may stop at once; not every test uses everything; a served program goes by the clock on the wall"
)]

use bothy_actions::access::show_code::code_for_test;
use jiff::Timestamp;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What somebody chooses.
pub const PASSWORD: &str = "turnip ladder river";

/// A program that serves; it ends with the test, whatever comes of it.
pub struct Served {
    child: Child,
    port: u16,
}

impl Served {
    /// Serves what is in a folder.
    pub fn from(data: &Path, more: &[&str], log: Option<&Path>) -> Self {
        Self::begin(data, more, log, ("BOTHY_LOG", if log.is_some() { "trace" } else { "error" }))
    }

    /// Serves what is in a folder, and says what it has to say as JSON.
    pub fn saying_json(data: &Path, log: &Path) -> Self {
        Self::begin(data, &[], Some(log), ("BOTHY_LOG_FORMAT", "json"))
    }

    fn begin(data: &Path, more: &[&str], log: Option<&Path>, (name, value): (&str, &str)) -> Self {
        let said = log.map_or_else(Stdio::null, |log| std::fs::File::create(log).unwrap().into());
        let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .env(name, value)
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let facts: Value = serde_json::from_str(&line).unwrap();
        let port = facts["url"].as_str().unwrap().rsplit(':').next().unwrap().parse().unwrap();
        Self { child, port }
    }

    /// A browser that is not signed in.
    pub fn browser(&self) -> Browser {
        Browser { port: self.port, cookies: Vec::new() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser.
pub struct Browser {
    port: u16,
    cookies: Vec<(String, String)>,
}

/// What came back.
pub struct Seen {
    /// The status.
    pub status: u16,
    /// Where it sends one on to; empty where nowhere.
    pub to: String,
    /// The page.
    pub html: String,
}

impl Seen {
    /// The value of the first field of that name on the page.
    pub fn field(&self, name: &str) -> String {
        let (_, rest) = self.html.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// Text as a form sends it.
fn sent(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(letter).collect()
}

impl Browser {
    fn ask(&mut self, method: &str, path: &str, body: &str) -> Seen {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let port = self.port;
        let mut wire = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(
            wire,
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nOrigin: http://localhost:{port}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nCookie: {}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            cookies.join("; "),
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        wire.read_to_string(&mut answer).unwrap();
        let (head, html) = answer.split_once("\r\n\r\n").unwrap();
        let mut to = String::new();
        for line in head.lines() {
            let Some((name, value)) = line.split_once(": ") else { continue };
            if name.eq_ignore_ascii_case("location") {
                value.clone_into(&mut to);
            }
            if name.eq_ignore_ascii_case("set-cookie") {
                let (name, value) = value.split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.retain(|(kept, _)| kept != name);
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        Seen { status: head.split(' ').nth(1).unwrap().parse().unwrap(), to, html: html.to_owned() }
    }

    /// Opens a page.
    pub fn get(&mut self, path: &str) -> Seen {
        self.ask("GET", path, "")
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", sent(value))).collect();
        self.ask("POST", path, &body.join("&"))
    }

    /// Accepts an invitation: chooses the password.
    pub fn accepts(&mut self, link: &str) {
        let (_, token) = link.split_once("/invite/").unwrap();
        let seen = self.post(&format!("/invite/{token}"), &[("password", PASSWORD)]);
        assert_eq!(seen.status, 303, "{}", seen.html);
    }

    /// Signs in with the password, as far as that goes.
    pub fn signs_in(&mut self, email: &str) -> String {
        let seen = self.post("/sign-in", &[("email", email), ("password", PASSWORD), ("device", "own")]);
        assert_eq!(seen.status, 303, "{}", seen.html);
        seen.to
    }

    /// Sets the codes of a phone up, on the first day. Gives back what the phone knows.
    pub fn sets_codes_up(&mut self) -> String {
        let page = self.get("/sign-in/set-up").html;
        let secret = page.split("b-secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
        let code = code_for_test(&secret, Timestamp::now());
        let seen = self.post("/sign-in/set-up", &[("code", &code)]);
        assert!(seen.status < 400, "{} {}", seen.status, seen.html);
        secret
    }

    /// Shows the code of the phone.
    pub fn shows_code(&mut self, secret: &str) -> String {
        // The code of the half minute to come counts too, so that one that was shown before is not shown twice.
        let code = code_for_test(secret, Timestamp::now() + jiff::SignedDuration::from_secs(30));
        let seen = self.post("/sign-in/code", &[("code", &code)]);
        assert_eq!(seen.status, 303, "{}", seen.html);
        seen.to
    }
}

/// Runs a command and reads the line of JSON that it says.
pub fn told(args: &[&str], data: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_bothy")).args(args).arg("--data").arg(data).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
