//! Listening, the worker, and ending in peace.

use crate::clocks::Clocks;
use crate::keys::{KeyAt, NewKey, Place};
use crate::metrics::{self, Metrics};
use crate::postman::{Given, Postman};
use crate::tls;
use crate::{Failure, ImportOptions, InviteOptions, ServeOptions, Whereabouts};
use axum_server::tls_rustls::RustlsConfig;
use bothy_actions::Bothy;
use bothy_actions::keeping::recovery_sheet::{SheetStands, stands};
use bothy_actions::keeping::{let_go, one_round, send_waiting};
use bothy_actions::sessions::series::make_ahead;
use bothy_domain::ids::OrganisationId;
use bothy_domain::organisations::sender::Opened;
use bothy_domain::organisations::set_up::Set;
use bothy_domain::supporters::everyone::AskedOfAll;
use bothy_store::audit::Spool;
use bothy_store::organisations::{Organisation, add, all};
use bothy_store::{Audit, Commit, Db, Entry, StoreError};
use bothy_web::state::{Cookies, Demo, Service};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How many letters a round tries at most, side by side.
const LETTERS: i64 = 5;

/// `bothy serve`
pub async fn serve(options: ServeOptions) -> Result<(), Failure> {
    refuse_open_door(&options.at)?;
    refuse_odd_address(&options.at)?;
    let given = Given::of(&options.mail)?;
    let new = if options.at.listen.ip().is_loopback() { NewKey::Make } else { NewKey::Ask };
    let db = open(&options.at, "bothy-data", new).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default())).with_spool(spool(&options.at, "bothy-data"));
    set_up(&bothy, options.organisation.clone()).await?;
    let door = listen(&options.at).await?;
    let url = url(&door)?;
    let numbers = match options.metrics_listen {
        Some(at) => Some(metrics::listen(at).await?),
        None => None,
    };
    if options.at.json {
        let numbers = numbers.as_ref().and_then(|listener| listener.local_addr().ok());
        let numbers = numbers.map(|at| format!("http://{at}/metrics"));
        say(&serde_json::json!({ "url": url, "organisation": options.organisation, "metrics": numbers }).to_string());
    } else {
        say(&format!("Bothy is at {url}"));
    }
    match stands(&bothy).await? {
        SheetStands::Confirmed => {}
        SheetStands::OfEarlierKey => eprintln!(
            "The master key was changed, and nobody has confirmed a recovery sheet for the new one: print one with \
             bothy keys sheet, give its two envelopes to two people, and say so with bothy keys confirm."
        ),
        SheetStands::None => eprintln!(
            "Nobody has confirmed a recovery sheet for the master key: print one with bothy keys sheet, give its two \
             envelopes to two people, and say so with bothy keys confirm."
        ),
    }
    let letters = if given.is_some() { Set::Yes } else { Set::No };
    let opened = options.mail.opened();
    let letters = Letters { postman: Postman::new(bothy.clone(), given, opened.clone()), set: letters, opened };
    answer(&options.at, bothy, None, door, Some(letters), numbers).await
}

/// `bothy import`: on an empty service, one organisation is set up first.
pub async fn import(options: ImportOptions) -> Result<(), Failure> {
    if let (Some(crate::import::Kind::Service), Some(file)) = (options.what.kind, options.what.files.first()) {
        // A whole service comes into an empty one: nothing is set up first.
        let of = crate::keeping::OfService { data: options.data, database: options.database, key: options.key };
        return crate::keeping::import_service(&of, file, &options.what).await;
    }
    let (bothy, organisation) = at_work(options.data, options.database, &options.key, options.organisation).await?;
    let done = crate::import::run(&bothy, organisation, options.what).await;
    bothy.db.close().await;
    done.map_err(Failure::Said)
}

/// `bothy invite`: how the first administrator comes in.
pub async fn invite(options: InviteOptions) -> Result<(), Failure> {
    let (bothy, organisation) = at_work(options.data, options.database, &options.key, options.organisation).await?;
    let done = crate::invite::run(&bothy, organisation, options.what).await;
    bothy.db.close().await;
    done.map_err(Failure::Said)
}

/// The service and the organisation that a command works on.
pub async fn at_work(
    data: Option<PathBuf>,
    database: Option<String>,
    key: &KeyAt,
    slug: Option<String>,
) -> Result<(Bothy, OrganisationId), Failure> {
    let db = Place::of(data, database, key, "bothy-data")?.open(NewKey::Make).await?;
    let bothy = Bothy::new(db, Arc::new(Clocks::default()));
    set_up(&bothy, slug.clone().unwrap_or_else(|| String::from("service"))).await?;
    let known = bothy.db.snapshot("organisations", (), |tx, ()| Box::pin(async move { all(tx).await })).await?;
    let names = || known.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>().join(", ");
    let found = match (&slug, known.as_slice()) {
        (Some(slug), _) => known.iter().find(|one| one.slug == *slug),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(organisation) = found else {
        return Err(Failure::Said(format!("Say which organisation with --organisation. There are: {}.", names())));
    };
    let organisation = organisation.id;
    Ok((bothy, organisation))
}

/// Passkeys belong to a name, and are asked for only under TLS or on this machine.
pub fn refuse_odd_address(at: &Whereabouts) -> Result<(), Failure> {
    let fits = |address: &str| {
        let safe = address.starts_with("https://") || address.starts_with("http://localhost");
        safe && bothy_actions::access::RelyingParty::at(address).is_some()
    };
    match at.address.as_deref() {
        Some(address) if !fits(address) => Err(Failure::Said(format!(
            "{address} is no address for --address: it begins with https:// and has a name, as in \
             https://bothy.example.org."
        ))),
        Some(_) | None => Ok(()),
    }
}

/// Words leave a network in the clear without TLS; so does the cookie of a sign-in.
pub fn refuse_open_door(at: &Whereabouts) -> Result<(), Failure> {
    if at.listen.ip().is_loopback() || at.behind_proxy || at.tls.files().is_some() {
        return Ok(());
    }
    Err(Failure::Said(String::from(
        "Bothy listens beyond this machine only with TLS: say --tls-cert and --tls-key, or put a proxy that speaks it \
         before Bothy and say --behind-proxy.",
    )))
}

/// Opens the database that the options name.
pub async fn open(at: &Whereabouts, folder: &str, new: NewKey) -> Result<Db, Failure> {
    Place::of(at.data.clone(), at.database.clone(), &at.key, folder)?.open(new).await
}

/// Where looks wait that the database does not take. A service without such a place runs; it says what that costs.
pub fn spool(at: &Whereabouts, folder: &str) -> Spool {
    let file = Place::named(at.data.clone(), at.database.clone(), &at.key, folder).spool(at.spool.as_deref());
    Spool::at(&file).unwrap_or_else(|error| {
        eprintln!(
            "Nothing can be written to {} ({error}). While the database cannot be written either, looks at worries of \
             somebody in danger wait in memory, and are lost when the program ends: name a folder with --spool.",
            file.display()
        );
        Spool::default()
    })
}

/// Sets an empty service up with one organisation, so that it can be looked at.
pub async fn set_up(bothy: &Bothy, slug: String) -> Result<(), StoreError> {
    let now = bothy.now();
    bothy
        .db
        .write("set_up", (slug, now), |w, (slug, now)| {
            Box::pin(async move {
                if !all(w).await?.is_empty() {
                    return Ok(Commit::Unchanged(()));
                }
                let id = OrganisationId::new(uuid::Uuid::now_v7());
                let organisation = Organisation {
                    id,
                    slug: slug.clone(),
                    name: slug.clone(),
                    zone: String::from("Europe/London"),
                    about: String::new(),
                    area: String::new(),
                    division: String::from("scotland"),
                    readers: [None, None],
                    holidays_known_until: None,
                    asks: AskedOfAll::USUAL,
                };
                add(w, &organisation, *now).await?;
                let audit = Audit::of(Entry {
                    organisation: id,
                    at: *now,
                    by: None,
                    act: "set-up",
                    thing: id.to_string(),
                    reason: None,
                });
                Ok::<_, StoreError>(Commit::Changed((), audit))
            })
        })
        .await
}

/// Where people come in: all of it is there before anybody is told so.
pub struct Door {
    listener: TcpListener,
    tls: Option<(RustlsConfig, tls::Files)>,
    /// Those who come without TLS, and the address that they are sent on to.
    in_the_clear: Option<(TcpListener, String)>,
}

/// Begins to listen.
pub async fn listen(at: &Whereabouts) -> Result<Door, Failure> {
    let tls = match at.tls.files() {
        Some(files) => Some((files.open().await?, files)),
        None => None,
    };
    let in_the_clear = match (at.tls.http_listen(), &at.address) {
        (Some(http), Some(address)) => Some((bind(http).await?, address.clone())),
        _ => None,
    };
    Ok(Door { listener: bind(at.listen).await?, tls, in_the_clear })
}

async fn bind(at: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(at)
        .await
        .map_err(|error| Failure::Outside { what: "Nothing can listen there: choose another --listen", error })
}

/// The address to open in a browser.
pub fn url(door: &Door) -> Result<String, Failure> {
    let at =
        door.listener.local_addr().map_err(|error| Failure::Outside { what: "The address is not known", error })?;
    let scheme = if door.tls.is_some() { "https" } else { "http" };
    Ok(if at.ip().is_loopback() { format!("{scheme}://localhost:{}", at.port()) } else { format!("{scheme}://{at}") })
}

/// One line on stdout, for whoever started the program. Whoever reads no further, as `head` does, has heard enough.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// How letters leave.
pub struct Letters {
    postman: Postman,
    /// Whether the program was given a server for all.
    set: Set,
    /// The servers inside that organisations may name.
    opened: Opened,
}

/// Answers until somebody asks the program to end; what has begun is finished.
pub async fn answer(
    at: &Whereabouts,
    bothy: Bothy,
    demo: Option<Arc<dyn Demo>>,
    door: Door,
    letters: Option<Letters>,
    numbers: Option<TcpListener>,
) -> Result<(), Failure> {
    let Door { listener, tls, in_the_clear } = door;
    let cookies = match (&tls, at.behind_proxy) {
        (Some(_), _) => Cookies::OwnTls,
        (None, true) => Cookies::Secure,
        (None, false) => Cookies::Loopback,
    };
    let db = bothy.db.clone();
    db.listen_to_others();
    tokio::task::spawn_blocking(bothy_actions::access::hashing::warm);
    // Nobody real is erased in the demonstration.
    let embedded = demo.is_none() && at.database.is_none();
    let data = embedded.then(|| at.data.clone().unwrap_or_else(|| PathBuf::from("bothy-data")));
    let measured = numbers.as_ref().map(|_| Metrics::new(data.clone()));
    let worker = tokio::spawn(work(bothy.clone(), data, measured.clone()));
    let mut service = Service::new(bothy.clone(), cookies, demo).at_address(at.address.clone());
    // Letters have a round of their own: a slow server does not keep the planner waiting.
    let sending = letters.map(|letters| {
        service = service.clone().with_letters(letters.set, letters.opened);
        tokio::spawn(send(bothy.clone(), letters.postman))
    });
    let mut router = bothy_web::server::router(service);
    let mut told = None;
    if let (Some(listener), Some(metrics)) = (numbers, measured) {
        router = metrics::measured(router, &metrics);
        told = Some(tokio::spawn(metrics::answer(listener, metrics, bothy)));
    }
    let pages = router.into_make_service_with_connect_info::<SocketAddr>();
    let sending_on = in_the_clear.map(|(listener, address)| tokio::spawn(tls::send_on(listener, address)));
    let served = match tls {
        None => axum::serve(listener, pages).with_graceful_shutdown(asked_to_end()).await,
        Some((config, files)) => {
            let watching = tokio::spawn(files.watch(config.clone()));
            let served = with_tls(listener, config, pages).await;
            watching.abort();
            served
        }
    };
    if let Some(sending_on) = sending_on {
        sending_on.abort();
    }
    worker.abort();
    if let Some(sending) = sending {
        sending.abort();
    }
    if let Some(told) = told {
        told.abort();
    }
    db.close().await;
    served.map_err(|error| Failure::Outside { what: "The service stopped", error })
}

/// Answers over TLS. Whoever is in the middle of something when the program is to end has so long to finish it.
async fn with_tls(
    listener: TcpListener,
    config: RustlsConfig,
    pages: axum::extract::connect_info::IntoMakeServiceWithConnectInfo<axum::Router, SocketAddr>,
) -> std::io::Result<()> {
    const TO_FINISH: Duration = Duration::from_secs(10);
    let handle = axum_server::Handle::new();
    let ending = handle.clone();
    tokio::spawn(async move {
        asked_to_end().await;
        ending.graceful_shutdown(Some(TO_FINISH));
    });
    axum_server::from_tcp_rustls(listener.into_std()?, config)?.handle(handle).serve(pages).await
}

/// Sends what waits, a round every second. A failure is said and tried again.
async fn send(bothy: Bothy, postman: Postman) {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if let Err(error) = send_waiting(&bothy, &postman, LETTERS).await {
            tracing::error!(error = &error as &dyn std::error::Error, "what waits could not be sent");
        }
    }
}

/// A round every second: plans what is due and seals the audit. A failure is said and tried again.
async fn work(bothy: Bothy, data: Option<PathBuf>, measured: Option<Arc<Metrics>>) {
    for round in 0_u64.. {
        tokio::time::sleep(Duration::from_secs(1)).await;
        // Sessions are made 18 months ahead; once an hour is often enough for that.
        if round % 3_600 == 0
            && let Err(error) = make_ahead(&bothy).await
        {
            tracing::error!(error = &error as &dyn std::error::Error, "sessions could not be made ahead");
        }
        // What has had its time goes once a day; the round after a start does what an earlier one left.
        if round % 86_400 == 2
            && let Err(error) = let_go(&bothy).await
        {
            tracing::error!(error = &error as &dyn std::error::Error, "old records could not be let go");
        }
        if let (0, Some(data)) = (round % 60, &data)
            && let Err(error) = crate::keeping::keep_list(&bothy, data).await
        {
            tracing::error!(%error, "the list of those who were erased could not be written beside the data");
        }
        let began = tokio::time::Instant::now();
        let done = one_round(&bothy).await;
        if let Some(metrics) = &measured {
            metrics.round(began.elapsed(), done.is_err());
        }
        if let Err(error) = done {
            tracing::error!(error = &error as &dyn std::error::Error, "the round of the worker failed");
        }
    }
}

async fn asked_to_end() {
    let typed = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let told = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let told = std::future::pending::<()>();
    tokio::select! {
        () = typed => {}
        () = told => {}
    }
}
