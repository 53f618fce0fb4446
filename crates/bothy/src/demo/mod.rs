//! The demonstration: invented organisations and people at real public buildings, and a clock that can be moved.

mod fill;
mod history;
mod invented;
mod others;
mod week;
mod write;
mod year;

use crate::clocks::Clocks;
use crate::keys::NewKey;
use crate::serve::{answer, listen, open, refuse_odd_address, refuse_open_door, say, spool, url};
use crate::{DemoOptions, Failure};
use bothy_actions::access::{By, NewToken, TokenFor, make_token};
use bothy_actions::duties::{next_wake, plan_due};
use bothy_actions::keeping::recovery_sheet::{note_confirmed, note_printed};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::access::token::USUAL;
use bothy_store::organisations::{Organisation, all};
use bothy_store::people::{by_email, wearing};
use bothy_store::{StoreError, jobs};
use bothy_web::state::{Demo, Persona, Sent};
use futures::FutureResult;
use jiff::Timestamp;
use std::sync::Arc;

mod futures {
    use std::future::Future;
    use std::pin::Pin;

    pub type FutureResult<'f, T> = Pin<Box<dyn Future<Output = Result<T, bothy_store::StoreError>> + Send + 'f>>;
}

/// How large the demonstration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Size {
    /// About 60 people.
    Small,
    /// About 2,000.
    Medium,
    /// About 50,000.
    Large,
    /// About 5,000, with 300 sessions a fortnight: what the speed of `/today` is promised for. Only the yardstick asks
    /// for it.
    #[value(hide = true)]
    Promised,
}

/// Those one can be, by the word in the address, with the hat they wear.
const ROLES: [(&str, Role); 8] = [
    ("coordinator", Role::Coordinator),
    ("supporter", Role::Supporter),
    ("member", Role::Member),
    ("safeguarding", Role::SafeguardingLead),
    ("referrer", Role::Referrer),
    ("administrator", Role::Administrator),
    ("reader", Role::Reader),
    ("other_coordinator", Role::Coordinator),
];

/// `bothy demo`
pub async fn run(options: DemoOptions) -> Result<(), Failure> {
    refuse_open_door(&options.at)?;
    refuse_odd_address(&options.at)?;
    let db = open(&options.at, "bothy-demo", NewKey::Make).await?;
    let clocks = Arc::new(Clocks::default());
    if let Some(clock) = options.clock {
        clocks.set(clock);
    }
    let bothy = Bothy::new(db, clocks.clone()).with_spool(spool(&options.at, "bothy-demo"));
    if organisations(&bothy).await?.is_empty() {
        tracing::info!(size = ?options.size, "filling the demonstration");
        let now = bothy.now();
        let happens = fill::fill(&bothy, options.size, options.seed, now).await?;
        // Nobody real writes anything here: whoever looks round may open a group without typing a sheet back.
        note_printed(&bothy, String::from("demonstration")).await?;
        note_confirmed(&bothy, String::from("demonstration")).await?;
        history::live_through(&bothy, &clocks, happens, now).await?;
        tracing::info!("filled");
    }
    let demo = Arc::new(Moving::of(&bothy, clocks).await?);
    let door = listen(&options.at).await?;
    let url = url(&door)?;
    if options.at.json {
        let mut tokens = serde_json::Map::new();
        for persona in &demo.personas {
            let new = NewToken {
                by: By::Operator(persona.organisation),
                to: TokenFor::Person(persona.person),
                name: String::from("The demonstration's own line"),
                lasts: USUAL,
            };
            let made = make_token(&bothy, new).await.map_err(|error| match error {
                ActionError::Store(error) => Failure::Store(error),
                other => Failure::Said(other.to_string()),
            })?;
            tokens.insert(persona.role.to_owned(), made.token.into());
        }
        let line = serde_json::json!({
            "url": url,
            "organisation": demo.ours,
            "other_organisation": demo.other,
            "tokens": tokens,
        });
        say(&line.to_string());
    } else {
        say(&format!("The demonstration is at {url}/demo"));
    }
    // Nothing leaves the demonstration; what would have been sent is shown at /demo/outbox.
    answer(&options.at, bothy, Some(demo), door, None, None).await
}

async fn organisations(bothy: &Bothy) -> Result<Vec<Organisation>, StoreError> {
    bothy.db.snapshot("organisations", (), |tx, ()| Box::pin(async move { all(tx).await })).await
}

/// The demonstration's own doors.
struct Moving {
    bothy: Bothy,
    clocks: Arc<Clocks>,
    personas: Vec<Persona>,
    ours: String,
    other: String,
    /// One move of the clock at a time.
    moving: tokio::sync::Mutex<()>,
}

impl Moving {
    async fn of(bothy: &Bothy, clocks: Arc<Clocks>) -> Result<Self, Failure> {
        let organisations = organisations(bothy).await?;
        let (Some(ours), Some(other)) = (organisations.first(), organisations.get(1)) else {
            return Err(Failure::Said(String::from(
                "This data folder holds a service that is not the demonstration: choose another --data.",
            )));
        };
        let mut personas = Vec::new();
        for (role, hat) in ROLES {
            let (home, word) = match role {
                "other_coordinator" => (other, "coordinator"),
                _ => (ours, role),
            };
            let organisation = home.id;
            // Each of them has an address of this form, and nobody else has.
            let address = format!("{word}@{}.example", home.slug);
            let found = bothy
                .db
                .snapshot(
                    "personas",
                    (organisation, hat, address, bothy.now()),
                    |tx, (organisation, hat, address, now)| {
                        Box::pin(async move {
                            let Some(person) = by_email(tx, *organisation, address).await? else { return Ok(None) };
                            let wears =
                                wearing(tx, *organisation, *hat, *now).await?.iter().any(|one| one.id == person.id);
                            Ok::<_, StoreError>(wears.then_some(person))
                        })
                    },
                )
                .await?;
            if let Some(person) = found {
                personas.push(Persona { role, organisation, person: person.id, name: person.shown_name });
            }
        }
        Ok(Self {
            bothy: bothy.clone(),
            clocks,
            personas,
            ours: ours.slug.clone(),
            other: other.slug.clone(),
            moving: tokio::sync::Mutex::new(()),
        })
    }

    async fn step_to(&self, to: Timestamp) -> Result<Timestamp, StoreError> {
        let _one = self.moving.lock().await;
        step_to(&self.bothy, &self.clocks, to).await
    }
}

/// Moves service time forward to an instant.
async fn step_to(bothy: &Bothy, clocks: &Clocks, to: Timestamp) -> Result<Timestamp, StoreError> {
    loop {
        while plan_due(bothy, 500).await? > 0 {}
        let now = bothy.now();
        if now >= to {
            return Ok(now);
        }
        // From wake to wake, so that each promise is looked at when its time comes and not later.
        let next = next_wake(bothy).await?.filter(|wake| *wake > now && *wake < to);
        clocks.set(next.unwrap_or(to));
    }
}

impl Demo for Moving {
    fn personas(&self) -> &[Persona] {
        &self.personas
    }

    fn other(&self) -> &str {
        &self.other
    }

    fn move_to(&self, at: Timestamp) -> FutureResult<'_, Timestamp> {
        Box::pin(self.step_to(at))
    }

    fn outbox(&self) -> FutureResult<'_, Vec<Sent>> {
        Box::pin(async move {
            let today = self.bothy.now().to_zoned(jiff::tz::TimeZone::UTC).date();
            let newest = self
                .bothy
                .db
                .snapshot("outbox", (), |tx, ()| Box::pin(async move { jobs::newest(tx, 200).await }))
                .await?;
            Ok(newest
                .into_iter()
                .map(|queued| {
                    let words = bothy_web::words::english();
                    let told = bothy_web::notices::say(words, &queued.notice.kind, &queued.notice.words, today);
                    Sent {
                        channel: String::from(if queued.email.is_some() { "email" } else { "list" }),
                        to: queued.email.unwrap_or(queued.to),
                        subject: told.subject,
                        text: told.text,
                        about: queued.notice.about,
                    }
                })
                .collect())
        })
    }
}
