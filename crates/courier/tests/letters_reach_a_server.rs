//! Letters against a mail server of our own that speaks just enough SMTP, on this machine only.

use bothy_courier::{Letter, Post, Security, Server, Tried};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// A server that takes letters, or answers every `RCPT` with what it is told to; and what it was given.
async fn server(answer_to_rcpt: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let taken = Arc::new(Mutex::new(Vec::new()));
    let kept = taken.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let kept = kept.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                write.write_all(b"220 here\r\n").await.unwrap();
                while let Ok(Some(line)) = lines.next_line().await {
                    let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
                    let answer = match word.as_str() {
                        "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP" => "250 yes\r\n".to_owned(),
                        "RCPT" => format!("{answer_to_rcpt}\r\n"),
                        "QUIT" => "221 bye\r\n".to_owned(),
                        "DATA" => {
                            write.write_all(b"354 go on\r\n").await.unwrap();
                            let mut letter = String::new();
                            while let Ok(Some(line)) = lines.next_line().await {
                                if line == "." {
                                    break;
                                }
                                letter.push_str(&line);
                                letter.push('\n');
                            }
                            kept.lock().unwrap().push(letter);
                            "250 taken\r\n".to_owned()
                        }
                        _ => "500 what\r\n".to_owned(),
                    };
                    if write.write_all(answer.as_bytes()).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    (address, taken)
}

fn letter() -> Letter {
    Letter {
        to: "joan@example.org".into(),
        subject: "You have a new note".into(),
        text: "Could you be there on Tuesday at 7pm?".into(),
        id: "job_0191d6c1".into(),
    }
}

fn post(server: &str) -> Post {
    Post::new(server, "Bothy <post@example.org>", "Coordinators <reply@example.org>").unwrap()
}

#[tokio::test]
async fn a_letter_arrives_with_its_words_and_a_way_to_answer() {
    let (address, taken) = server("250 yes").await;
    assert_eq!(post(&address).send(&letter()).await, Tried::Sent);
    let taken = taken.lock().unwrap();
    assert_eq!(taken.len(), 1);
    for part in ["Could you be there", "Subject: You have a new note", "reply@example.org", "Auto-Submitted"] {
        assert!(taken[0].contains(part), "{part} is missing from {}", taken[0]);
    }
}

#[tokio::test]
async fn tried_twice_it_is_the_same_letter() {
    let (address, taken) = server("250 yes").await;
    let post = post(&address);
    post.send(&letter()).await;
    post.send(&letter()).await;
    let taken = taken.lock().unwrap();
    let ids: Vec<&str> =
        taken.iter().filter_map(|text| text.lines().find(|line| line.starts_with("Message-ID"))).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn a_mailbox_that_is_full_today_is_tried_again_and_one_that_is_not_there_never() {
    let (address, _) = server("452 full").await;
    assert_eq!(post(&address).send(&letter()).await, Tried::Later("asked-to-wait"));
    let (address, _) = server("550 nobody of that name").await;
    assert_eq!(post(&address).send(&letter()).await, Tried::Never("refused"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(post(&address).send(&letter()).await, Tried::Later("not-reached"));
}

#[tokio::test]
async fn an_address_that_is_none_is_given_up_at_once() {
    let (address, taken) = server("250 yes").await;
    let mut letter = letter();
    letter.to = "joan at home".into();
    assert_eq!(post(&address).send(&letter).await, Tried::Never("no-such-address"));
    assert!(taken.lock().unwrap().is_empty());
}

/// A server that answers each word as it is told to, and nothing else.
async fn answering(answers: &'static [(&'static str, &'static str)]) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 here\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            let said = answers.iter().find(|(asked, _)| *asked == word).map_or("250 yes", |(_, said)| said);
            if write.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
                break;
            }
        }
    });
    let user = Some((String::from("post"), String::from("three words of mail")));
    Server { place, name: String::from("localhost"), security: Security::None, user }
}

#[tokio::test]
async fn a_server_that_somebody_named_says_at_which_step_it_says_no() {
    const KNOWS: (&str, &str) = ("EHLO", "250-here\r\n250 AUTH PLAIN LOGIN");
    let cases: [(&[(&str, &str)], Tried); 7] = [
        (&[KNOWS, ("AUTH", "535 no")], Tried::Later("wrong-password")),
        (&[("EHLO", "250 here")], Tried::Later("no-way-to-sign-in")),
        (&[KNOWS, ("AUTH", "235 in"), ("MAIL", "553 not yours")], Tried::Later("sender-refused")),
        (&[KNOWS, ("AUTH", "235 in"), ("MAIL", "451 not now")], Tried::Later("asked-to-wait")),
        (&[KNOWS, ("AUTH", "235 in"), ("RCPT", "550 nobody of that name")], Tried::Never("refused")),
        (&[KNOWS, ("AUTH", "235 in"), ("RCPT", "452 full")], Tried::Later("asked-to-wait")),
        (&[KNOWS, ("AUTH", "235 in"), ("DATA", "554 no such letters")], Tried::Later("letter-refused")),
    ];
    for (answers, expected) in cases {
        let post = Post::at(answering(answers).await, ("Bothy", "post@example.org"), "reply@example.org").unwrap();
        assert_eq!(post.send(&letter()).await, expected, "{answers:?}");
    }
}

#[tokio::test]
async fn without_tls_a_server_outside_hears_no_password_and_no_letter() {
    let plain = answering(&[("EHLO", "250-here\r\n250 AUTH PLAIN"), ("AUTH", "235 in")]).await;
    let asked = Server { security: Security::StartTls, ..plain };
    let post = Post::at(asked, ("", "post@example.org"), "reply@example.org").unwrap();
    assert_eq!(post.send(&letter()).await, Tried::Later("not-safe"));
    let plain = answering(&[]).await;
    let asked = Server { security: Security::Tls, ..plain };
    let post = Post::at(asked, ("", "post@example.org"), "reply@example.org").unwrap();
    assert!(matches!(post.send(&letter()).await, Tried::Later("not-safe" | "not-reached" | "no-answer-in-time")));
}

#[tokio::test]
async fn a_named_server_takes_the_letter_as_any_other_does() {
    let (address, taken) = server("250 yes").await;
    let place = address.strip_prefix("smtp://").unwrap().parse().unwrap();
    let named = Server { place, name: String::from("localhost"), security: Security::None, user: None };
    let post = Post::at(named, ("Lothian Peer Network", "post@example.org"), "reply@example.org").unwrap();
    assert_eq!(post.send(&letter()).await, Tried::Sent);
    let taken = taken.lock().unwrap();
    for part in ["Could you be there", "Lothian Peer Network", "reply@example.org", "Auto-Submitted", "Message-ID"] {
        assert!(taken[0].contains(part), "{part} is missing from {}", taken[0]);
    }
}
