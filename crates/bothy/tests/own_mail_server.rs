//! An administrator names the mail server in the browser, and the letters of the organisation leave by it.

use crate::at_the_door;

use at_the_door::{Browser, PASSWORD, Seen, Served, told};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the mail server takes: `\0post\0three words of mail` as it is sent.
const RIGHT: &str = "three words of mail";
const RIGHT_SENT: &str = "AHBvc3QAdGhyZWUgd29yZHMgb2YgbWFpbA==";

/// A mail server that takes letters from whoever knows its password, and lets them come from one address only.
fn mail_server() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let kept = taken.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let kept = kept.clone();
            std::thread::spawn(move || talk(stream.unwrap(), &kept));
        }
    });
    (port, taken)
}

fn talk(mut wire: TcpStream, kept: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(wire.try_clone().unwrap()).lines();
    let _ = wire.write_all(b"220 here\r\n");
    while let Some(Ok(line)) = lines.next() {
        let answer = match line.split([' ', ':']).next().unwrap().to_uppercase().as_str() {
            "EHLO" => "250-here\r\n250 AUTH PLAIN",
            "AUTH" if line.ends_with(RIGHT_SENT) => "235 in",
            "AUTH" => "535 no",
            "MAIL" if line.contains("<post@example.org>") => "250 yes",
            "MAIL" => "553 not yours",
            "RCPT" | "NOOP" | "RSET" => "250 yes",
            "QUIT" => "221 bye",
            "DATA" => {
                let _ = wire.write_all(b"354 go on\r\n");
                let letter: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                kept.lock().unwrap().push(letter.join("\n"));
                "250 taken"
            }
            _ => "500 what",
        };
        if wire.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
            break;
        }
    }
}

fn keeps(browser: &mut Browser, port: u16, password: &str, from: &str) -> Seen {
    let page = browser.get("/settings/mail");
    let (version, port) = (page.field("version"), port.to_string());
    let fields = [
        ("version", version.as_str()),
        ("server", "127.0.0.1"),
        ("port", &port),
        ("security", "none"),
        ("user", "post"),
        ("password", password),
        ("from-name", "Lothian Peer Network"),
        ("from-address", from),
        ("reply-to", "hello@example.org"),
        ("own-password", PASSWORD),
    ];
    browser.post("/settings/mail", &fields)
}

/// Sends herself a letter, and looks at the page until it says how that fared.
fn tries(browser: &mut Browser, until: &str) {
    let act = browser.get("/settings/mail").field("act");
    let seen = browser.post("/settings/mail/try", &[("act", &act)]);
    assert_eq!(seen.to, "/settings/mail?done=mail-tried");
    let mut seen = String::new();
    for _ in 0..100 {
        seen = browser.get("/settings/mail").html;
        if seen.contains(until) {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("{until} is not said: {seen}");
}

#[test]
fn letters_leave_by_the_server_that_was_named_in_the_browser_and_what_went_wrong_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    let link = told(&["invite", "Ishbel Reid", "ishbel@example.org", "--json"], &data);
    let (port, taken) = mail_server();
    let served = Served::from(&data, &["--mail-inside", &format!("127.0.0.1:{port}")], Some(&log));
    let mut ishbel = served.browser();
    ishbel.accepts(link["link"].as_str().unwrap());
    assert_eq!(ishbel.signs_in("ishbel@example.org"), "/sign-in/set-up");
    ishbel.sets_codes_up();

    let page = ishbel.get("/settings/mail");
    assert!(page.html.contains("Nothing is named yet"), "{}", page.html);
    // Another port on this machine was not opened.
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = keeps(&mut ishbel, other.local_addr().unwrap().port(), RIGHT, "post@example.org");
    assert_eq!(closed.status, 422);
    assert!(closed.html.contains("We only try the ports 25, 465, 587 and 2525"), "{}", closed.html);

    let kept = keeps(&mut ishbel, port, "not the password", "post@example.org");
    assert_eq!(kept.to, "/settings/mail?done=mail-kept", "{}", kept.html);
    tries(&mut ishbel, "does not take the name or the password");
    assert_eq!(keeps(&mut ishbel, port, RIGHT, "somebody@example.com").status, 303);
    tries(&mut ishbel, "does not let you send from that address");
    assert_eq!(keeps(&mut ishbel, port, "", "post@example.org").status, 303, "the password is kept");
    tries(&mut ishbel, "the server took the letter");
    let letters = taken.lock().unwrap().clone();
    assert_eq!(letters.len(), 1, "{letters:?}");
    for part in
        ["Lothian Peer Network", "post@example.org", "hello@example.org", "ishbel@example.org", "Letters arrive"]
    {
        assert!(letters[0].contains(part), "{part}: {}", letters[0]);
    }

    // Taken away, letters wait again.
    assert_eq!(ishbel.post("/settings/mail/remove", &[]).to, "/settings/mail?done=mail-removed");
    let act = ishbel.get("/settings/mail").field("act");
    ishbel.post("/settings/mail/try", &[("act", &act)]);
    std::thread::sleep(Duration::from_secs(3));
    assert!(ishbel.get("/settings/mail").html.contains("a letter to you is waiting to leave"));
    assert_eq!(taken.lock().unwrap().len(), 1);

    drop(served);
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.lines().count() > 100, "it said all it could");
    for secret in [RIGHT, RIGHT_SENT, "not the password", "ishbel@example.org"] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
}

#[test]
fn what_may_be_named_inside_is_a_server_and_its_port() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_bothy"))
        .args(["serve", "--mail-inside", "10.0.0.5", "--data"])
        .arg(tempfile::tempdir().unwrap().path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("HOST:PORT"));
}
