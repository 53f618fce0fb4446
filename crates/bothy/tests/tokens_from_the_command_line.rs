//! `bothy token` as whoever runs the program meets it, beside a server that is running.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

fn bothy(args: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bothy")).args(args).arg("--data").arg(data).output().unwrap()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

struct Server {
    child: Child,
    port: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let port = said["url"].as_str().unwrap().rsplit(':').next().unwrap().to_owned();
        Self { child, port }
    }

    fn ask(&self, path: &str, token: &str) -> String {
        let mut wire = TcpStream::connect(format!("127.0.0.1:{}", self.port)).unwrap();
        write!(
            wire,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: bearer {token}\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        wire.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_token_is_made_used_and_taken_back_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let invited = json(&bothy(&["invite", "Ishbel Reid", "ishbel@example.org", "--json"], &data));
    let server = Server::start(&data);
    let person = invited["person"].as_str().unwrap();
    let for_her = json(&bothy(&["token", "new", "--person", person, "--json"], &data));
    let machine =
        ["token", "new", "--machine", "The rota on the wall", "--role", "coordinator", "--expires", "P7D", "--json"];
    let machine = json(&bothy(&machine, &data));
    let token = machine["token"].as_str().unwrap();
    let expires = machine["expires"].as_str().unwrap();
    assert!(expires.len() == "2026-11-24T19:00:00Z".len() && expires.ends_with('Z'), "{expires}");
    assert!(token.starts_with("bothy_") && token.len() == 70, "{token}");
    assert!(server.ask("/api/v1/places", token).starts_with("HTTP/1.1 200"));
    assert!(server.ask("/api/v1/groups", for_her["token"].as_str().unwrap()).starts_with("HTTP/1.1 200"));
    let list = json(&bothy(&["token", "list", "--json"], &data));
    assert_eq!(list["tokens"].as_array().unwrap().len(), 2);
    assert_eq!((&list["tokens"][0]["for"], &list["tokens"][0]["state"]), (&"machine".into(), &"open".into()));
    assert!(!list.to_string().contains(token.trim_start_matches("bothy_")), "the token itself is kept nowhere");
    let id = machine["id"].as_str().unwrap();
    assert_eq!(json(&bothy(&["token", "revoke", id, "--json"], &data))["state"], "taken-back");
    // The server beside the command knows it within a second or so.
    let soon = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        server.ask("/api/v1/places", token).starts_with("HTTP/1.1 401")
    });
    assert!(soon);
    assert!(server.ask("/api/v1/places", token).contains("urn:bothy:problem:token-revoked"));
}

#[test]
fn what_cannot_be_made_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let ended = |args: &[&str]| {
        let output = bothy(args, &data);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let nobody = "person_0192f3aa00007000800000000000abcd";
    for (args, code, says) in [
        (&["token", "new"][..], 2, "--person"),
        (&["token", "new", "--machine", "Tin"], 2, "--role"),
        (&["token", "new", "--machine", "Tin", "--role", "king"], 2, "There is no role king"),
        (&["token", "new", "--person", "joan"], 2, "not an id"),
        (&["token", "new", "--person", nobody, "--expires", "P1M"], 2, "say days"),
        (&["token", "new", "--person", nobody], 1, "Nobody here has this id"),
        (&["token", "new", "--person", nobody, "--expires", "400"], 1, "a year and a day"),
        (&["token", "new", "--machine", "Tin", "--role", "supporter"], 1, "holds no seat"),
        (&["token", "revoke", "token_0192f3aa00007000800000000000abcd"], 1, "There is no such token"),
    ] {
        let (ended, said) = ended(args);
        assert_eq!(ended, Some(code), "{args:?}: {said}");
        assert!(said.contains(says), "{args:?}: {said}");
    }
}
