//! The numbers for whoever runs a service: those that are written down and no others, and nobody in them.

use bothy_conformance::http::{Ask, Said, form};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

fn bothy(args: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bothy")).args(args).arg("--data").arg(data).output().unwrap()
}

struct Server {
    child: Child,
    at: SocketAddr,
    numbers: Option<SocketAddr>,
}

impl Server {
    fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["serve", "--json", "--listen", "127.0.0.1:0"])
            .args(more)
            .arg("--data")
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let port = said["url"].as_str().unwrap().rsplit(':').next().unwrap().parse().unwrap();
        let numbers = said["metrics"].as_str().map(|url| {
            url.strip_prefix("http://").and_then(|rest| rest.strip_suffix("/metrics")).unwrap().parse().unwrap()
        });
        Self { child, at: SocketAddr::from(([127, 0, 0, 1], port)), numbers }
    }

    fn numbers(&self) -> String {
        let said = Ask::get("/metrics").send(self.numbers.unwrap(), Duration::from_secs(15)).unwrap();
        assert_eq!(said.status, 200);
        assert!(said.header("content-type").unwrap().starts_with("application/openmetrics-text"), "{}", said.head);
        said.body
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(at: SocketAddr, path: &str) -> Said {
    Ask::get(path).send(at, Duration::from_secs(15)).unwrap()
}

/// A service with somebody invited, backed up and proved.
fn house() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("service.backup").display().to_string();
    for args in [
        &["invite", "Ishbel Reidsdottir", "ishbel@example.org", "--organisation", "saltmarsh"][..],
        &["backup", &file],
        &["restore", "--check", &file],
    ] {
        let done = bothy(args, &data);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    (folder, data)
}

#[test]
fn the_numbers_are_those_that_are_written_down_and_name_nobody() {
    let (_folder, data) = house();
    let server = Server::start(&data, &["--metrics-listen", "127.0.0.1:0"]);
    for path in [
        "/",
        "/help",
        "/groups/quietgroup",
        "/o/saltmarsh/people/person_0192f3aa77c07d6f8a0e4c1f5b6d7e8f",
        "/concerns/concern_0192f3aa77c07d6f8a0e4c1f5b6d7e8f",
        "/sign-in?to=ishbel",
        "/nowhere/at-all",
        "/assets/nothing.css",
        "/health/ready",
    ] {
        ask(server.at, path);
    }
    let worry = Ask {
        method: "POST",
        path: "/concern".to_owned(),
        headers: vec!["Content-Type: application/x-www-form-urlencoded".to_owned()],
        body: form(&[("words", "wordsofworry"), ("about", "somebody-else")]),
    };
    worry.send(server.at, Duration::from_secs(15)).unwrap();
    // The worker has been round.
    std::thread::sleep(Duration::from_millis(1_500));
    let text = server.numbers();

    let served: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/running/metrics.md")).unwrap();
    let written: BTreeSet<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(served, written);

    for who in ["ishbel", "Ishbel", "Reidsdottir", "example.org", "saltmarsh", "quietgroup", "0192f3aa", "wordsofworry"]
    {
        assert!(!text.contains(who), "{who} stands in it:\n{text}");
    }
    let has = |begins: &str| text.lines().any(|line| line.starts_with(begins) && !line.ends_with(" 0"));
    assert!(has("bothy_requests_total{route=\"/groups/{slug}\",method=\"GET\""), "{text}");
    assert!(
        has("bothy_requests_total{route=\"/concerns/{concern}\"") || text.contains("route=\"/concerns/{"),
        "{text}"
    );
    assert!(has("bothy_requests_total{route=\"other\",method=\"GET\",class=\"3xx\"}"), "{text}");
    assert!(has("bothy_database_up 1") && has("bothy_letters_waiting{kind=\"invited\"}"), "{text}");
    assert!(has("bothy_writes_begun_total") && has("bothy_process_memory_bytes"), "{text}");
    assert_eq!(text.matches("# EOF").count(), 1);
    assert!(text.ends_with("# EOF\n"), "{text}");
}

#[test]
fn nothing_is_told_unless_asked_for_and_never_beyond_this_machine() {
    let (_folder, data) = house();
    let server = Server::start(&data, &[]);
    assert_eq!(server.numbers, None);
    // On the address that people open it is a page like any that does not exist.
    let (one, other) = (ask(server.at, "/metrics"), ask(server.at, "/no-such-page"));
    assert_eq!(one.status, 303);
    assert_eq!((one.status, one.body), (other.status, other.body));
    drop(server);
    let open = bothy(&["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "0.0.0.0:0"], &data);
    let said = String::from_utf8_lossy(&open.stderr);
    assert!(open.status.code() == Some(1) && said.contains("this machine alone"), "{said}");
}
