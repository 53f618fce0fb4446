//! What the pages work with: the service, its settings, and what is kept in memory for when the database is away.

mod calendar;

use crate::api::pace::Pace;
use axum::body::Bytes;
use bothy_actions::access::{Behind, Known, is_token, token_hash, who_is, who_is_behind};
use bothy_actions::groups::{GroupSeen, see_group};
use bothy_actions::help::{Door, Organisation, see_doors};
use bothy_actions::{Bothy, StoreError};
use bothy_domain::ids::{OrganisationId, PersonId};
use bothy_domain::organisations::sender::Opened;
use bothy_domain::organisations::set_up::{Program, Set};
use calendar::CalendarRead;
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// How cookies travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookies {
    /// Over TLS only, under the `__Host-` name. A proxy speaks it, and says who comes.
    Secure,
    /// The same; this program speaks TLS itself, and believes nobody who says for whom they come.
    OwnTls,
    /// On plain loopback, where there is no TLS.
    Loopback,
}

impl Cookies {
    /// What a cookie's line ends with.
    pub fn only_over_tls(self) -> &'static str {
        match self {
            Self::Secure | Self::OwnTls => "; Secure",
            Self::Loopback => "",
        }
    }

    /// How an address of this service begins.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Secure | Self::OwnTls => "https",
            Self::Loopback => "http",
        }
    }
}

/// Somebody one can be in the demonstration.
#[derive(Debug, Clone)]
pub struct Persona {
    /// The word in the address: `coordinator`.
    pub role: &'static str,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// Their invented name.
    pub name: String,
}

/// What would have been sent.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Sent {
    /// `email` or `list` (somebody without an address stands on the call list).
    pub channel: String,
    /// To whom.
    pub to: String,
    /// What it is.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The thing it is about, as its outside id.
    pub about: String,
}

/// What only the demonstration can do.
pub trait Demo: Send + Sync {
    /// Those one can be.
    fn personas(&self) -> &[Persona];
    /// The word in addresses of the other organisation.
    fn other(&self) -> &str;
    /// Moves service time forward to an instant, from wake to wake. Answers with the time it is then.
    fn move_to(&self, at: Timestamp) -> BoxFuture<'_, Result<Timestamp, StoreError>>;
    /// What would have been sent, newest first.
    fn outbox(&self) -> BoxFuture<'_, Result<Vec<Sent>, StoreError>>;
}

/// The service behind the pages.
#[derive(Clone)]
pub struct Service {
    /// The acts.
    pub bothy: Bothy,
    /// How cookies travel.
    pub cookies: Cookies,
    /// The address of the service, such as `https://bothy.example`, where somebody said it.
    pub address: Option<Arc<str>>,
    /// How the program was started.
    pub program: Program,
    /// The mail servers inside the network that organisations may name.
    pub opened: Arc<Opened>,
    /// The demonstration's own doors, in the demonstration.
    pub demo: Option<Arc<dyn Demo>>,
    /// How fast programs ask.
    pub pace: Arc<Pace>,
    kept: Arc<RwLock<Kept>>,
    pages: Arc<RwLock<HashMap<String, Printed>>>,
    groups: Arc<RwLock<HashMap<(OrganisationId, String), GroupRead>>>,
    calendars: Arc<RwLock<HashMap<(OrganisationId, String), CalendarRead>>>,
    signed_in: Arc<RwLock<HashMap<String, SignedInRead>>>,
}

/// Who is behind a token, as it was read a moment ago.
struct SignedInRead {
    changes: u64,
    /// Service time and the machine's own: hats go by the one, sign-ins by the other.
    at: (Timestamp, Timestamp),
    known: Known,
}

/// What everybody may know of a group, as it was read a moment ago.
struct GroupRead {
    changes: u64,
    at: Timestamp,
    seen: Arc<GroupSeen>,
}

/// A page for everybody, as it was printed a moment ago.
struct Printed {
    /// How many changes were committed before it was read.
    changes: u64,
    /// Service time when it was read.
    at: Timestamp,
    html: Bytes,
}

/// How long a printed page stands, in service time, while nothing changes here: so late at most does a change
/// by another node show.
const STANDS: SignedDuration = SignedDuration::from_secs(1);

/// How many sessions ahead a group's page names.
const COMING: i64 = 8;

/// How many printed pages are kept at most, and as many groups.
const PRINTED: usize = 200;

#[derive(Default)]
struct Kept {
    doors: Vec<(Arc<Door>, Arc<Organisation>)>,
    read_at: Option<Timestamp>,
}

/// How long what is kept in memory is taken as it is.
const FRESH: SignedDuration = SignedDuration::from_secs(5);

impl Service {
    /// The service behind the pages.
    pub fn new(bothy: Bothy, cookies: Cookies, demo: Option<Arc<dyn Demo>>) -> Self {
        Self {
            bothy,
            cookies,
            address: None,
            program: Program { letters: Set::No, tls: if cookies == Cookies::Loopback { Set::No } else { Set::Yes } },
            opened: Arc::default(),
            demo,
            pace: Arc::default(),
            kept: Arc::default(),
            pages: Arc::default(),
            groups: Arc::default(),
            calendars: Arc::default(),
            signed_in: Arc::default(),
        }
    }

    /// The same service, which knows its own address.
    #[must_use]
    pub fn at_address(self, address: Option<String>) -> Self {
        Self { address: address.map(Into::into), ..self }
    }

    /// The same service, whose letters leave by a mail server, and the servers inside that organisations may name.
    #[must_use]
    pub fn with_letters(self, letters: Set, opened: Opened) -> Self {
        Self { program: Program { letters, ..self.program }, opened: Arc::new(opened), ..self }
    }

    /// Reads organisations, help lines and hours anew when they are older than a few seconds.
    ///
    /// When the database does not answer, what was read before stays, and nobody waits for it: the way to
    /// help must stand when nothing else does.
    pub async fn refresh(&self) {
        let now = self.bothy.wall();
        let (fresh, empty) = self.kept.read().map_or((false, true), |kept| {
            let fresh = kept.read_at.is_some_and(|at| now >= at && now.duration_since(at) < FRESH);
            (fresh, kept.doors.is_empty())
        });
        if fresh && !empty {
            return;
        }
        if let Ok(mut kept) = self.kept.write() {
            // Whoever comes meanwhile takes what is there.
            kept.read_at = Some(now);
        }
        let service = self.clone();
        let reading = tokio::spawn(async move { service.read(now).await });
        if empty {
            // The first visitor has nothing else to be shown.
            let _ = reading.await;
        }
    }

    async fn read(&self, now: Timestamp) {
        match see_doors(&self.bothy).await {
            Ok(doors) => {
                let doors = doors.into_iter().map(|door| {
                    let organisation = Arc::new(door.organisation.clone());
                    (Arc::new(door), organisation)
                });
                let doors = doors.collect();
                if let Ok(mut kept) = self.kept.write() {
                    *kept = Kept { doors, read_at: Some(now) };
                }
            }
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "organisations could not be read"),
        }
    }

    /// A page for everybody that was printed within the last second, where nothing changed since.
    pub fn printed(&self, address: &str, now: Timestamp) -> Option<Bytes> {
        let pages = self.pages.read().ok()?;
        let page = pages.get(address)?;
        let young = now >= page.at && now.duration_since(page.at) < STANDS;
        (young && page.changes == self.bothy.db.changes()).then(|| page.html.clone())
    }

    /// Keeps a page for everybody. `changes` was asked for before anything of it was read.
    pub fn keep_printed(&self, address: String, now: Timestamp, changes: u64, html: Bytes) {
        if let Ok(mut pages) = self.pages.write() {
            if pages.len() >= PRINTED {
                pages.clear();
            }
            pages.insert(address, Printed { changes, at: now, html });
        }
    }

    /// Who is behind a token.
    ///
    /// On a file this program is the one that writes, so what was read within the last second stands until the next
    /// change: a sign-in or a hat that somebody ends is a change, and counts at once. Only what a command beside it
    /// changes counts a second later. On a shared database every request asks anew.
    ///
    /// # Errors
    /// The database's own.
    pub async fn who(&self, token: &str) -> Result<Option<Known>, StoreError> {
        if self.bothy.db.is_shared() {
            return who_is(&self.bothy, token).await;
        }
        let moment = self.moment();
        if let Some(known) = self.remembered(token, moment) {
            return Ok(Some(known));
        }
        let known = who_is(&self.bothy, token).await?;
        if let Some(known) = &known {
            self.remember(token, moment, known);
        }
        Ok(known)
    }

    /// Who is behind a token that came in the header for tokens: that of a program, or that of a sign-in. Remembered
    /// for as short a time as [`Self::who`] remembers.
    ///
    /// # Errors
    /// The database's own.
    pub async fn who_bears(&self, token: &str) -> Result<Behind, StoreError> {
        if !is_token(token) {
            let known = self.who(token).await?;
            return Ok(known.map_or(Behind::Nobody, |known| Behind::Known(Box::new(known))));
        }
        if self.bothy.db.is_shared() {
            return who_is_behind(&self.bothy, token).await;
        }
        let moment = self.moment();
        if let Some(known) = self.remembered(token, moment) {
            return Ok(Behind::Known(Box::new(known)));
        }
        let behind = who_is_behind(&self.bothy, token).await?;
        if let Behind::Known(known) = &behind {
            self.remember(token, moment, known);
        }
        Ok(behind)
    }

    /// How many changes there were, and what time it is, before anything is read.
    fn moment(&self) -> (u64, Timestamp, Timestamp) {
        (self.bothy.db.changes(), self.bothy.now(), self.bothy.wall())
    }

    fn remembered(&self, token: &str, (changes, now, wall): (u64, Timestamp, Timestamp)) -> Option<Known> {
        let young = |at: Timestamp, now: Timestamp| now >= at && now.duration_since(at) < STANDS;
        let all = self.signed_in.read().ok()?;
        let read = all.get(&token_hash(token))?;
        let stands = read.changes == changes && young(read.at.0, now) && young(read.at.1, wall);
        stands.then(|| read.known.clone())
    }

    fn remember(&self, token: &str, (changes, now, wall): (u64, Timestamp, Timestamp), known: &Known) {
        if let Ok(mut all) = self.signed_in.write() {
            if all.len() >= PRINTED {
                all.clear();
            }
            all.insert(token_hash(token), SignedInRead { changes, at: (now, wall), known: known.clone() });
        }
    }

    /// What everybody may know of a group, read anew when something changed or a second has gone by: whoever is signed
    /// in sees the same facts as everybody, in a frame of their own.
    ///
    /// Where every change is heard, whichever program makes it, it stands until the minute turns: sessions begin and
    /// end on whole minutes, and so do the days of checks and supervision.
    ///
    /// # Errors
    /// The database's own.
    pub async fn group(
        &self,
        organisation: OrganisationId,
        slug: &str,
        now: Timestamp,
    ) -> Result<Option<Arc<GroupSeen>>, StoreError> {
        let key = (organisation, slug.to_owned());
        let changes = self.bothy.db.changes_of(organisation);
        if let Some(read) = self.groups.read().ok().as_ref().and_then(|groups| groups.get(&key))
            && read.changes == changes
            && self.stands(read.at, now)
        {
            return Ok(Some(read.seen.clone()));
        }
        let Some(seen) = see_group(&self.bothy, organisation, slug.to_owned(), COMING).await? else { return Ok(None) };
        let seen = Arc::new(seen);
        if let Ok(mut groups) = self.groups.write() {
            if groups.len() >= PRINTED {
                groups.clear();
            }
            groups.insert(key, GroupRead { changes, at: now, seen: seen.clone() });
        }
        Ok(Some(seen))
    }

    /// Reads what is kept anew at once, after a change of it.
    pub async fn read_again(&self) {
        self.read(self.bothy.wall()).await;
    }

    /// All that everybody may know of an organisation; without a word for it, of the first.
    pub fn door(&self, slug: Option<&str>) -> Option<(Arc<Door>, Arc<Organisation>)> {
        let kept = self.kept.read().ok()?;
        match slug {
            Some(slug) => kept.doors.iter().find(|(_, one)| one.slug == slug).cloned(),
            None => kept.doors.first().cloned(),
        }
    }
}
