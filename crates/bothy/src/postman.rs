//! The postman: takes what waits in the outbox, says it in words, and hands it to the mail server.

use crate::Failure;
use bothy_actions::keeping::{Courier, Outcome, Queued};
use bothy_courier::{Letter, Post, Tried};
use futures_util::future::BoxFuture;
use jiff::Timestamp;

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
}

/// Carries notices by e-mail.
pub struct Postman(Post);

impl Postman {
    /// The postman of these options; none where no server is named.
    pub fn of(options: &MailOptions) -> Result<Option<Self>, Failure> {
        let (Some(server), Some(from)) = (&options.mail_server, &options.mail_from) else { return Ok(None) };
        let reply_to = options.mail_reply_to.as_ref().unwrap_or(from);
        Post::new(server, from, reply_to)
            .map(|post| Some(Self(post)))
            .map_err(|refused| Failure::Said(refused.to_string()))
    }
}

impl Postman {
    /// Whether the mail server answers and lets Bothy in.
    pub async fn answers(&self) -> Result<(), String> {
        self.0.answers().await
    }
}

impl Courier for Postman {
    fn carry<'a>(&'a self, queued: &'a Queued, now: Timestamp) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            // Somebody without an address is told by a person: the notice becomes a duty.
            let Some(to) = queued.email.clone() else { return Outcome::Never("no-address") };
            let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
            let told =
                bothy_web::notices::say(bothy_web::words::english(), &queued.notice.kind, &queued.notice.words, today);
            let letter = Letter { to, subject: told.subject, text: told.text, id: queued.notice.id.to_string() };
            match self.0.send(&letter).await {
                Tried::Sent => Outcome::Sent,
                Tried::Later(why) => Outcome::TryAgain(why),
                Tried::Never(why) => Outcome::Never(why),
            }
        })
    }
}
