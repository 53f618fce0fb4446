//! The postman: takes what waits in the outbox, says it in words, and hands it to the mail server.
//!
//! An organisation that set up a server of its own has its letters carried by that, and by no other; the letters of the
//! rest go by the server that the program was started with, or wait where there is none.

use crate::Failure;
use bothy_actions::Bothy;
use bothy_actions::keeping::{Courier, Leaves, Outcome, Queued};
use bothy_actions::organisations::sender_of;
use bothy_courier::{Letter, Post, Security, Server, Tried};
use bothy_domain::organisations::sender::{self, Opened, Typed};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::time::Duration;

/// How long the name of a server may take to be looked up.
const LOOK_UP: Duration = Duration::from_secs(10);

/// How letters leave. Without a server they wait in the outbox, and everybody's own page shows the same.
#[derive(clap::Args)]
pub struct MailOptions {
    /// The mail server: smtps://NAME:PASSWORD@HOST, or smtp://127.0.0.1:25 on this machine.
    #[arg(long, env = "BOTHY_MAIL_SERVER", hide_env_values = true, requires = "mail_from")]
    mail_server: Option<String>,
    /// Who letters come from, such as \"Lothian Peer Network <post@example.org>\".
    #[arg(long, env = "BOTHY_MAIL_FROM")]
    mail_from: Option<String>,
    /// Where answers go: a mailbox that somebody reads. The same as --mail-from where nothing is said.
    #[arg(long, env = "BOTHY_MAIL_REPLY_TO")]
    mail_reply_to: Option<String>,
    /// A mail server on this machine or in the network inside that organisations may name in the browser, such as
    /// 10.0.0.5:25; more than one with commas between. Without it they name servers outside only.
    #[arg(long, env = "BOTHY_MAIL_INSIDE", value_name = "HOST:PORT", value_delimiter = ',', value_parser = inside)]
    mail_inside: Vec<(String, u16)>,
}

impl MailOptions {
    /// The servers inside that organisations may name.
    pub fn opened(&self) -> Opened {
        Opened(self.mail_inside.clone())
    }
}

fn inside(text: &str) -> Result<(String, u16), String> {
    let (host, port) = text.rsplit_once(':').ok_or("a server inside is HOST:PORT, such as 10.0.0.5:25")?;
    let port = port.parse().map_err(|_| String::from("the port is a number from 1 to 65535"))?;
    Ok((host.to_owned(), port))
}

/// The server that the program was started with, for the letters of every organisation without one of its own.
pub struct Given(Post);

impl Given {
    /// The server of these options; none where none is named.
    pub fn of(options: &MailOptions) -> Result<Option<Self>, Failure> {
        let (Some(server), Some(from)) = (&options.mail_server, &options.mail_from) else { return Ok(None) };
        let reply_to = options.mail_reply_to.as_ref().unwrap_or(from);
        Post::new(server, from, reply_to)
            .map(|post| Some(Self(post)))
            .map_err(|refused| Failure::Said(refused.to_string()))
    }

    /// Whether the mail server answers and lets Bothy in.
    pub async fn answers(&self) -> Result<(), String> {
        self.0.answers().await
    }
}

/// Carries notices by e-mail.
pub struct Postman {
    bothy: Bothy,
    given: Option<Given>,
    opened: Opened,
}

impl Postman {
    /// A postman for the letters of this service.
    pub fn new(bothy: Bothy, given: Option<Given>, opened: Opened) -> Self {
        Self { bothy, given, opened }
    }
}

/// The way to a server that an organisation set up: looked up now, and followed only where the rule lets it lead.
async fn way_to(typed: &Typed, opened: &Opened) -> Result<Post, &'static str> {
    let host = typed.server.trim_start_matches('[').trim_end_matches(']').to_owned();
    let looking = tokio::net::lookup_host((host.clone(), typed.port));
    let found = tokio::time::timeout(LOOK_UP, looking).await;
    let found: Vec<_> = found.map_err(|_| "no-answer-in-time")?.map_err(|_| "no-such-server")?.collect();
    if found.is_empty() {
        return Err("no-such-server");
    }
    let allowed = found.into_iter().find(|at| sender::may_go_to(&typed.server, typed.port, at.ip(), opened));
    let Some(place) = allowed else { return Err("inside") };
    let security = match typed.security {
        sender::Security::Tls => Security::Tls,
        sender::Security::StartTls => Security::StartTls,
        // A name that was this machine when it was typed may be another by now.
        sender::Security::None if place.ip().is_loopback() => Security::None,
        sender::Security::None => return Err("not-safe"),
    };
    let user = Some((typed.user.clone(), typed.password.clone())).filter(|(user, _)| !user.is_empty());
    let reply_to = if typed.reply_to.is_empty() { &typed.from_address } else { &typed.reply_to };
    let server = Server { place, name: host, security, user };
    Post::at(server, (&typed.from_name, &typed.from_address), reply_to).map_err(|_| "sender-refused")
}

impl Courier for Postman {
    fn leaves(&self) -> Leaves {
        if self.given.is_some() { Leaves::All } else { Leaves::OfOwnSenders }
    }

    fn carry<'a>(&'a self, queued: &'a Queued, now: Timestamp) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            // Somebody without an address is told by a person: the notice becomes a duty.
            let Some(to) = queued.email.clone() else { return Outcome::Never("no-address") };
            let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
            let told =
                bothy_web::notices::say(bothy_web::words::english(), &queued.notice.kind, &queued.notice.words, today);
            let letter = Letter { to, subject: told.subject, text: told.text, id: queued.notice.id.to_string() };
            let own = match sender_of(&self.bothy, queued.organisation).await {
                Ok(own) => own,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "the mail server could not be read");
                    return Outcome::TryAgain("not-reached");
                }
            };
            let tried = match (own, &self.given) {
                (Some(own), _) => match way_to(&own, &self.opened).await {
                    Ok(post) => post.send(&letter).await,
                    Err(why) => Tried::Later(why),
                },
                (None, Some(given)) => given.0.send(&letter).await,
                // It was taken away a moment ago.
                (None, None) => Tried::Later("no-server"),
            };
            match tried {
                Tried::Sent => Outcome::Sent,
                Tried::Later(why) => Outcome::TryAgain(why),
                Tried::Never(why) => Outcome::Never(why),
            }
        })
    }
}
