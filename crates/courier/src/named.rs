//! A server that somebody set up: each step of the conversation is taken by itself, so that what went wrong can be said
//! to whoever has to put it right.

use crate::{PATIENCE, Tried};
use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Response};
use std::net::SocketAddr;
use std::time::Duration;

/// How long the whole conversation may take: shorter than the time for which a node holds a letter.
const WHOLE: Duration = Duration::from_secs(40);

/// How the way to a server is kept from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first word on.
    Tls,
    /// TLS after the greeting; without it nothing else is said.
    StartTls,
    /// None.
    None,
}

/// A server at a place. It has no `Debug`: a password may be in it.
#[derive(Clone)]
pub struct Server {
    /// Where it is: looked up and judged before, so that the name cannot lead elsewhere meanwhile.
    pub place: SocketAddr,
    /// The name that its certificate has to be for.
    pub name: String,
    /// How the way is kept from being read.
    pub security: Security,
    /// The name and the password by which it knows us, where it asks for them.
    pub user: Option<(String, String)>,
}

/// What went wrong at a step.
fn at(step: &'static str, error: &Error) -> Tried {
    if is_about_the_password(error) {
        Tried::Later("wrong-password")
    } else if error.is_timeout() {
        Tried::Later("no-answer-in-time")
    } else if error.is_tls() {
        Tried::Later("not-safe")
    } else if error.is_transient() {
        Tried::Later("asked-to-wait")
    } else if step == "refused" && error.is_permanent() {
        Tried::Never(step)
    } else if error.is_permanent() || error.is_response() || error.is_client() {
        Tried::Later(step)
    } else {
        Tried::Later("not-reached")
    }
}

/// The answers of a server that does not know us (RFC 4954): our name or password, or that it wants one.
pub(crate) fn is_about_the_password(error: &Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    matches!(code.as_deref(), Some("530" | "534" | "535" | "538"))
}

async fn connected(server: &Server) -> Result<AsyncSmtpConnection, Tried> {
    let hello = ClientId::default();
    let tls = || TlsParameters::new(server.name.clone()).map_err(|_| Tried::Later("not-safe"));
    let first = if server.security == Security::Tls { Some(tls()?) } else { None };
    let connected = AsyncSmtpConnection::connect_tokio1(server.place, Some(PATIENCE), &hello, first, None).await;
    let mut open = connected.map_err(|error| at("not-reached", &error))?;
    if server.security == Security::StartTls {
        if !open.can_starttls() {
            open.abort().await;
            return Err(Tried::Later("not-safe"));
        }
        open.starttls(tls()?, &hello).await.map_err(|error| at("not-safe", &error))?;
    }
    if let Some((name, password)) = &server.user {
        let known = Credentials::new(name.clone(), password.clone());
        if let Err(error) = open.auth(DEFAULT_MECHANISMS, &known).await {
            let tried =
                if error.is_client() { Tried::Later("no-way-to-sign-in") } else { at("wrong-password", &error) };
            open.abort().await;
            return Err(tried);
        }
    }
    Ok(open)
}

async fn handed_over(open: &mut AsyncSmtpConnection, message: &Message) -> Result<Response, Tried> {
    let envelope = message.envelope();
    let from = Mail::new(envelope.from().cloned(), Vec::new());
    open.command(from).await.map_err(|error| at("sender-refused", &error))?;
    for to in envelope.to() {
        open.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(|error| at("refused", &error))?;
    }
    open.command(lettre::transport::smtp::commands::Data).await.map_err(|error| at("letter-refused", &error))?;
    open.message(&message.formatted()).await.map_err(|error| at("letter-refused", &error))
}

/// Whether the server answers and knows us, without a letter.
pub(crate) async fn answers(server: &Server) -> Result<(), Tried> {
    let mut open =
        tokio::time::timeout(WHOLE, connected(server)).await.map_err(|_| Tried::Later("no-answer-in-time"))??;
    open.abort().await;
    Ok(())
}

/// Tries once to hand a letter over.
pub(crate) async fn send(server: &Server, message: &Message) -> Tried {
    let whole = async {
        let mut open = connected(server).await?;
        let handed = handed_over(&mut open, message).await;
        open.abort().await;
        handed
    };
    match tokio::time::timeout(WHOLE, whole).await {
        Ok(Ok(_)) => Tried::Sent,
        Ok(Err(tried)) => tried,
        Err(_) => Tried::Later("no-answer-in-time"),
    }
}
