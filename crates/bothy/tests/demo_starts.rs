//! The demonstration as somebody starts it: one line of JSON, pages that answer, a clock that moves.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

struct Demo {
    child: Child,
    facts: Value,
    _data: tempfile::TempDir,
}

impl Demo {
    fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["demo", "--json", "--listen", "127.0.0.1:0", "--clock", "2026-11-25T09:12:00Z", "--data"])
            .arg(data.path().join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, facts: serde_json::from_str(&line).unwrap(), _data: data }
    }

    /// Asks over the network and gives back the whole answer as text.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let port = self.facts["url"].as_str().unwrap().rsplit(':').next().unwrap();
        let mut wire = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        let length = body.len();
        write!(
            wire,
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        wire.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_demonstration_says_one_line_and_each_of_its_people_can_come_in() {
    let demo = Demo::start();
    assert_ne!(demo.facts["organisation"], demo.facts["other_organisation"]);
    let tokens = demo.facts["tokens"].as_object().unwrap();
    for role in [
        "coordinator",
        "supporter",
        "member",
        "safeguarding",
        "referrer",
        "administrator",
        "reader",
        "other_coordinator",
    ] {
        assert!(tokens.contains_key(role), "{role}");
    }
    let bearer = format!("Authorization: Bearer {}\r\n", tokens["coordinator"].as_str().unwrap());
    assert!(demo.ask("GET", "/today", &bearer, "").starts_with("HTTP/1.1 200"));
    let foreign = format!("Authorization: Bearer {}\r\n", tokens["other_coordinator"].as_str().unwrap());
    assert!(demo.ask("GET", "/today", &foreign, "").starts_with("HTTP/1.1 303"));
    let path = format!("/o/{}/today", demo.facts["other_organisation"].as_str().unwrap());
    assert!(demo.ask("GET", &path, &foreign, "").starts_with("HTTP/1.1 200"));
    assert!(demo.ask("POST", "/demo/sign-in/supporter", "", "").contains("set-cookie: bothy="));
    assert!(demo.ask("POST", "/demo/sign-in/nobody", "", "").starts_with("HTTP/1.1 404"));
}

#[test]
fn the_clock_moves_forward_and_never_back() {
    let demo = Demo::start();
    let json = "Content-Type: application/json\r\n";
    let moved = demo.ask("POST", "/demo/clock", json, r#"{"advance": "PT36H"}"#);
    assert!(moved.starts_with("HTTP/1.1 200") && moved.contains("2026-11-26T21:1"), "{moved}");
    let back = demo.ask("POST", "/demo/clock", json, r#"{"set": "2026-11-25T09:00:00Z"}"#);
    assert!(back.starts_with("HTTP/1.1 400"), "{back}");
    // A check that runs out and a seat that stays empty were promised to somebody meanwhile: they climb.
    assert!(demo.ask("GET", "/demo/outbox", "", "").starts_with("HTTP/1.1 200"));
}

#[test]
fn the_program_says_what_is_wrong_and_ends() {
    let data = tempfile::tempdir().unwrap();
    let open = Command::new(env!("CARGO_BIN_EXE_bothy"))
        .args(["serve", "--listen", "0.0.0.0:0", "--data"])
        .arg(data.path().join("data"))
        .output()
        .unwrap();
    assert_eq!(open.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&open.stderr).contains("--behind-proxy"));
    let wrong = Command::new(env!("CARGO_BIN_EXE_bothy")).arg("brew").output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn the_first_administrator_comes_in_by_a_link_from_the_command_line() {
    let data = tempfile::tempdir().unwrap();
    let invite = |address: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["invite", "Ishbel Reid", "ishbel@example.org", "--json", "--address", address, "--data"])
            .arg(data.path().join("data"))
            .output()
            .unwrap()
    };
    let first = invite("https://bothy.example/");
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let said: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
    let link = said["link"].as_str().unwrap();
    assert!(link.starts_with("https://bothy.example/invite/") && link.len() > 80, "{link}");
    let second = invite("https://bothy.example");
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("is here already"));
}
