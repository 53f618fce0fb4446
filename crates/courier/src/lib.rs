//! The courier: how words leave the house. E-mail now; text messages and push later.
//!
//! It knows nothing of people or groups: an address, neutral words, and an id that stays the same however often
//! the same letter is tried. What is deliberately absent: what is said, to whom, when, and what becomes of a letter
//! that cannot be delivered; those live in `actions/keeping`.

mod named;

pub use named::{Security, Server};

use lettre::message::Mailbox;
use lettre::message::header::{self, ContentType};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::time::Duration;

/// How long one server may keep us waiting.
const PATIENCE: Duration = Duration::from_secs(20);

/// One letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Where it goes.
    pub to: String,
    /// Its subject: neutral, because others see it on a locked phone.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same for every try of the same letter, so that a mailbox shows it once.
    pub id: String,
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// The other server has it.
    Sent,
    /// It may work later, for this reason.
    Later(&'static str),
    /// It never will, for this reason.
    Never(&'static str),
}

/// Why letters cannot be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum NoSender {
    /// The address of the mail server is not understood.
    #[error("The mail server is given as smtps://NAME:PASSWORD@HOST, or smtp://HOST:PORT on this machine. {0}")]
    Server(String),
    /// Whoever they come from has no address.
    #[error("'{0}' is no e-mail address that letters can come from.")]
    From(String),
    /// Passwords and letters would cross a network in the clear.
    #[error("Letters leave this machine only over TLS: use smtps://, or smtp:// with ?tls=required.")]
    InTheClear,
}

/// Sends letters over SMTP.
pub struct Post {
    way: Way,
    from: Mailbox,
    reply_to: Mailbox,
}

/// By which server.
enum Way {
    /// One for all letters, given when the program was started.
    Given(AsyncSmtpTransport<Tokio1Executor>),
    /// One that somebody set up, at a place that was looked up just now.
    Named(Server),
}

impl Post {
    /// A sender at a server that was looked up, in the name of `from`; answers go to `reply_to`.
    ///
    /// # Errors
    /// An address is not understood.
    pub fn at(server: Server, from: (&str, &str), reply_to: &str) -> Result<Self, NoSender> {
        let address = |text: &str| text.parse::<Address>().map_err(|_| NoSender::From(text.to_owned()));
        let (name, from) = from;
        let name = Some(name.to_owned()).filter(|name| !name.is_empty());
        let reply_to = Mailbox::new(None, address(reply_to)?);
        Ok(Self { way: Way::Named(server), from: Mailbox::new(name, address(from)?), reply_to })
    }

    /// A sender at a server (`smtps://name:password@host`, or `smtp://127.0.0.1:25` on this machine), in the name of
    /// `from`; answers go to `reply_to`, which somebody reads.
    ///
    /// # Errors
    /// The server or an address is not understood, or letters would leave the machine in the clear.
    pub fn new(server: &str, from: &str, reply_to: &str) -> Result<Self, NoSender> {
        if !(server.starts_with("smtps://") || server.contains("tls=required") || is_here(server)) {
            return Err(NoSender::InTheClear);
        }
        let built = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|error| NoSender::Server(error.to_string()))?
            .timeout(Some(PATIENCE))
            .build();
        let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|_| NoSender::From(text.to_owned()));
        Ok(Self { way: Way::Given(built), from: mailbox(from)?, reply_to: mailbox(reply_to)? })
    }

    /// Whether the server answers and lets us in, without a letter.
    ///
    /// # Errors
    /// Why not, in the server's or the network's own words.
    pub async fn answers(&self) -> Result<(), String> {
        match &self.way {
            Way::Given(server) => match server.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err(String::from("it ended the conversation")),
                Err(error) => Err(error.to_string()),
            },
            Way::Named(server) => named::answers(server).await.map_err(|tried| format!("{tried:?}")),
        }
    }

    /// Tries once to hand a letter over.
    pub async fn send(&self, letter: &Letter) -> Tried {
        let Ok(to) = letter.to.parse::<Address>() else { return Tried::Never("no-such-address") };
        let made = Message::builder()
            .from(self.from.clone())
            .reply_to(self.reply_to.clone())
            .to(Mailbox::new(None, to))
            .subject(&letter.subject)
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            // No machine answers a machine: a holiday notice must not start a conversation.
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone());
        let Ok(message) = made else { return Tried::Never("cannot-be-written") };
        match &self.way {
            Way::Given(server) => match server.send(message).await {
                Ok(_) => Tried::Sent,
                Err(error) => told(&error),
            },
            Way::Named(server) => named::send(server, &message).await,
        }
    }
}

/// A server that says "never" is believed; everything else may mend.
fn told(error: &smtp::Error) -> Tried {
    if named::is_about_the_password(error) {
        // The server does not know us: that is put right at our end, and no address is to blame.
        Tried::Later("wrong-password")
    } else if error.is_permanent() {
        Tried::Never("refused")
    } else if error.is_timeout() {
        Tried::Later("no-answer-in-time")
    } else if error.is_transient() {
        Tried::Later("asked-to-wait")
    } else {
        Tried::Later("not-reached")
    }
}

fn is_here(server: &str) -> bool {
    let Some(rest) = server.strip_prefix("smtp://") else { return false };
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// `Auto-Submitted: auto-generated` (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), String::from("auto-generated"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_do_not_leave_the_machine_in_the_clear() {
        let from = "Bothy <post@example.org>";
        assert!(matches!(Post::new("smtp://mail.example.org", from, from), Err(NoSender::InTheClear)));
        assert!(matches!(Post::new("smtp://localhost.example.org:25", from, from), Err(NoSender::InTheClear)));
        assert!(Post::new("smtp://127.0.0.1:2525", from, from).is_ok());
        assert!(Post::new("smtps://name:word@mail.example.org", from, from).is_ok());
        assert!(Post::new("smtp://mail.example.org?tls=required", from, from).is_ok());
    }

    #[test]
    fn whoever_letters_come_from_has_an_address() {
        let refused = Post::new("smtp://127.0.0.1", "nobody", "a@example.org");
        assert!(matches!(refused, Err(NoSender::From(text)) if text == "nobody"));
    }
}
