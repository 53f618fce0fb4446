//! The program: commands, settings, clocks, worker.

mod clocks;
mod demo;
mod import;
mod invite;
mod keeping;
mod keys;
mod metrics;
mod postman;
mod serve;
mod tls;
mod token;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Formalised peer support for mental health: what was promised, by whom, and whether it will be there.
#[derive(Parser)]
#[command(name = "bothy", version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the service.
    Serve(ServeOptions),
    /// Runs a demonstration with invented organisations and people at real public buildings.
    Demo(DemoOptions),
    /// Brings groups or places in from a file, shows what would come in, or takes an import back.
    Import(ImportOptions),
    /// Writes the whole service to a file, all that is held about one person, or our groups for directories elsewhere.
    Export(keeping::ExportOptions),
    /// Writes the whole service to one file while it runs, sealed with the master key.
    Backup(keeping::BackupOptions),
    /// Brings a service back from a backup: all of it, proved equal, or nothing. With --check, only proves it.
    Restore(keeping::RestoreOptions),
    /// Says what is wrong with a service and how to mend it. Runs beside a server and changes nothing.
    Doctor(keeping::DoctorOptions),
    /// Erases somebody for good, for a reason: what is known of them goes, and what stays names nobody.
    Erase(keeping::EraseOptions),
    /// Invites somebody and prints the link by which they choose a password: how the first administrator comes in.
    Invite(InviteOptions),
    /// Tokens by which programs come in: a new one, those there are, taking one back.
    Token(token::TokenOptions),
    /// The keys that seal what people wrote: a new one, the recovery sheet, a change while the service runs.
    Keys(keys::commands::KeysOptions),
}

#[derive(clap::Args)]
struct InviteOptions {
    /// The folder of the embedded database.
    #[arg(long, env = "BOTHY_DATA")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://…
    #[arg(long, env = "BOTHY_DATABASE_URL", conflicts_with = "data")]
    database: Option<String>,
    /// Which organisation, by its word in addresses.
    #[arg(long, env = "BOTHY_ORGANISATION")]
    organisation: Option<String>,
    #[command(flatten)]
    key: keys::KeyAt,
    #[command(flatten)]
    what: invite::InviteArgs,
}

#[derive(clap::Args)]
struct ImportOptions {
    /// The folder of the embedded database.
    #[arg(long, env = "BOTHY_DATA")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://…
    #[arg(long, env = "BOTHY_DATABASE_URL", conflicts_with = "data")]
    database: Option<String>,
    /// Which organisation, by its word in addresses.
    #[arg(long, env = "BOTHY_ORGANISATION")]
    organisation: Option<String>,
    #[command(flatten)]
    key: keys::KeyAt,
    #[command(flatten)]
    what: import::ImportArgs,
}

/// Which database the service lives in.
#[derive(clap::Args)]
struct Whereabouts {
    /// The folder of the embedded database.
    #[arg(long, env = "BOTHY_DATA")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://…
    #[arg(long, env = "BOTHY_DATABASE_URL", conflicts_with = "data")]
    database: Option<String>,
    #[command(flatten)]
    key: keys::KeyAt,
    /// The folder in which looks at worries wait while the database cannot be written; by default with the data, or
    /// beside the master key where the database is elsewhere.
    #[arg(long, env = "BOTHY_SPOOL", value_name = "DIR")]
    spool: Option<PathBuf>,
    /// Where to listen; port 0 picks a free one.
    #[arg(long, env = "BOTHY_LISTEN", default_value = "127.0.0.1:8080")]
    listen: std::net::SocketAddr,
    /// The address by which people open it, such as https://bothy.example.org. Behind a proxy passkeys need it: they
    /// belong to its name for good.
    #[arg(long, env = "BOTHY_ADDRESS")]
    address: Option<String>,
    /// A proxy stands before this program and speaks TLS to the world.
    #[arg(long)]
    behind_proxy: bool,
    #[command(flatten)]
    tls: tls::TlsAt,
    /// Prints one line of JSON on stdout when ready.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct ServeOptions {
    #[command(flatten)]
    at: Whereabouts,
    #[command(flatten)]
    mail: postman::MailOptions,
    /// Where a monitoring program on this machine reads how the service does, such as 127.0.0.1:9464; nowhere unless
    /// said.
    #[arg(long, env = "BOTHY_METRICS_LISTEN", value_name = "ADDRESS")]
    metrics_listen: Option<std::net::SocketAddr>,
    /// The word in addresses of the organisation that an empty service is set up with.
    #[arg(long, env = "BOTHY_ORGANISATION", default_value = "service")]
    organisation: String,
}

#[derive(clap::Args)]
struct DemoOptions {
    #[command(flatten)]
    at: Whereabouts,
    /// How many people: about 60, 2,000 or 50,000.
    #[arg(long, value_enum, default_value = "small")]
    size: demo::Size,
    /// The same seed and clock give the same service.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Service time at the start, such as 2026-11-25T09:12:00Z; it then runs on.
    #[arg(long)]
    clock: Option<jiff::Timestamp>,
}

/// A failure that ends the program, as one plain sentence that says what to do.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// Something outside has to be put right.
    #[error("{0}")]
    Said(String),
    /// The database.
    #[error("The database could not be used ({0}). Check --data or --database and try again.")]
    Store(#[from] bothy_store::StoreError),
    /// The network or a file.
    #[error("{what} ({error}).")]
    Outside {
        /// What was tried, and what to do.
        what: &'static str,
        /// What came back.
        error: std::io::Error,
    },
}

/// The log goes to the standard error output and nowhere else, as lines for people or, with `BOTHY_LOG_FORMAT=json`, as
/// one JSON object a line for programs.
fn begin_log() {
    let said = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(
        tracing_subscriber::EnvFilter::try_from_env("BOTHY_LOG")
            .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn")),
    );
    if std::env::var("BOTHY_LOG_FORMAT").is_ok_and(|format| format == "json") {
        said.json().flatten_event(true).with_current_span(false).with_span_list(false).init();
    } else {
        said.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init();
    }
}

fn main() -> ExitCode {
    // Wrong usage ends here with 2, as clap does it.
    let program = Program::parse();
    begin_log();
    if matches!(program.command, Command::Backup(_) | Command::Export(_)) {
        // Before the threads of the runtime are there: each has it from the one that made it.
        keeping::step_aside();
    }
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Outside { what: "The program could not start", error })
        .and_then(|runtime| {
            runtime.block_on(async {
                let done = match program.command {
                    // It has an end of its own: nothing failed, and yet something may be wrong.
                    Command::Doctor(options) => return keeping::doctor(options).await,
                    Command::Serve(options) => serve::serve(options).await,
                    Command::Demo(options) => demo::run(options).await,
                    Command::Import(options) => serve::import(options).await,
                    Command::Export(options) => keeping::export(options).await,
                    Command::Backup(options) => keeping::backup(options).await,
                    Command::Restore(options) => keeping::restore(options).await,
                    Command::Erase(options) => keeping::erase(options).await,
                    Command::Invite(options) => serve::invite(options).await,
                    Command::Token(options) => token::run(options).await,
                    Command::Keys(options) => keys::commands::run(options).await,
                };
                done.map(|()| ExitCode::SUCCESS)
            })
        });
    match done {
        Ok(code) => code,
        Err(failure) => {
            tracing::debug!(error = ?failure, "ended");
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
