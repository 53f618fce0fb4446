//! What the program writes to its log, even when it says all it can, names nobody and repeats nothing that was typed.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// Words that stand nowhere but in what is typed here.
const WORDS: &str = "quokkas in the stairwell";
const REASON: &str = "narwhal on the phone";
const NEW_NAME: &str = "Zebedee Wintergreen";
const NEW_ADDRESS: &str = "zebedee@wintergreen.example";
const PASSWORD: &str = "marmalade-gazebo-9";
const SEARCHED: &str = "axolotl";

struct Demo {
    child: Child,
    facts: Value,
    log: std::path::PathBuf,
    _data: tempfile::TempDir,
}

impl Demo {
    fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let log = data.path().join("log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["demo", "--json", "--listen", "127.0.0.1:0", "--clock", "2026-11-25T09:12:00Z", "--data"])
            .arg(data.path().join("data"))
            .env("BOTHY_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, facts: serde_json::from_str(&line).unwrap(), log, _data: data }
    }

    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let port = self.facts["url"].as_str().unwrap().rsplit(':').next().unwrap();
        let mut wire = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        let from = format!("Origin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n");
        write!(
            wire,
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{form}{from}Content-Length: {}\r\n{headers}\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        wire.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Signs in by role; gives back the cookie as a header, and its value.
    fn cookie(&self, role: &str) -> (String, String) {
        let answer = self.ask("POST", &format!("/demo/sign-in/{role}"), "", "");
        let set = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        let pair = set.split(';').next().unwrap();
        (format!("Cookie: {pair}\r\n"), pair.split('=').nth(1).unwrap().to_owned())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Text as a form sends it.
fn sent(text: &str) -> String {
    text.replace(' ', "+").replace('@', "%40")
}

/// The value of the first field of that name on a page.
fn field(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn nothing_that_was_typed_and_nobodys_name_stands_in_the_log() {
    let mut demo = Demo::start();
    let (admin, admins) = demo.cookie("administrator");
    let (coordinator, coordinators) = demo.cookie("coordinator");
    let token = demo.facts["tokens"]["coordinator"].as_str().unwrap().to_owned();

    // A search, a worry, a wrong password, somebody let in, a session let run with fewer, a program.
    demo.ask("GET", &format!("/groups?words={SEARCHED}"), "", "");
    let say = demo.ask("GET", "/concern/say?danger=no&about=somebody-else", "", "");
    let told = format!("act={}&danger=no&about=somebody-else&words={}", field(&say, "act"), sent(WORDS));
    let told = demo.ask("POST", "/concern", "", &told);
    assert!(told.starts_with("HTTP/1.1 303"), "{told}");
    let wrong = format!("email={}&password={PASSWORD}&device=own", sent(NEW_ADDRESS));
    let wrong = demo.ask("POST", "/sign-in", "", &wrong);
    assert!(!wrong.starts_with("HTTP/1.1 5"), "{wrong}");
    let people = demo.ask("GET", "/settings/people", &admin, "");
    let invite =
        format!("act={}&name={}&email={}&role=supporter", field(&people, "act"), sent(NEW_NAME), sent(NEW_ADDRESS));
    let invited = demo.ask("POST", "/settings/people", &admin, &invite);
    assert!(invited.starts_with("HTTP/1.1 303"), "{invited}");
    let today = demo.ask("GET", "/today", &coordinator, "");
    let session = today.split("href=\"/sessions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = demo.ask("GET", &format!("/sessions/{session}"), &coordinator, "");
    let less = format!("act={}&version={}&reason={}", field(&page, "act"), field(&page, "version"), sent(REASON));
    let less = demo.ask("POST", &format!("/sessions/{session}/override"), &coordinator, &less);
    assert!(!less.starts_with("HTTP/1.1 5"), "{less}");
    let duties = demo.ask("GET", "/api/v1/duties", &format!("Authorization: Bearer {token}\r\n"), "");
    assert!(duties.starts_with("HTTP/1.1 200"), "{duties}");

    demo.child.kill().unwrap();
    demo.child.wait().unwrap();
    let log = std::fs::read_to_string(&demo.log).unwrap();
    assert!(log.lines().count() > 500, "a log of all it can say: {} lines", log.lines().count());
    // Whoever watches is told that a password was wrong, and not whose.
    let refused = log.lines().find(|line| line.contains("a try was refused")).unwrap();
    assert!(refused.contains("why=\"wrong\"") && refused.contains("/sign-in"), "{refused}");
    let lower = log.to_lowercase();
    let typed = [WORDS, REASON, NEW_NAME, NEW_ADDRESS, PASSWORD, SEARCHED];
    let names = ["Aileen Kerr", "Ishbel Reid", "Sam Okafor", "Rhona Nowak", "@lothian"];
    let secrets = [token.as_str(), admins.as_str(), coordinators.as_str()];
    for planted in typed.into_iter().chain(names).chain(secrets) {
        for shape in [planted.to_lowercase(), sent(planted).to_lowercase()] {
            let found = lower.lines().find(|line| line.contains(&shape));
            assert!(found.is_none(), "the log says {planted}: {}", found.unwrap_or_default());
        }
    }
}
