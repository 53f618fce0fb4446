//! `cargo xtask api`: schemathesis makes up calls from the description of the API and sends them to the demonstration.
//!
//! What it looks for: an answer that the description does not name, a body that does not fit its schema, a fault of
//! ours (5xx). How far it came is counted by operation: one is reached where a call of it was answered with a 2xx.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::testing::postgres::Postgres;
use crate::yardstick::server::Server;
use crate::{shell, tree};

/// The version that is asked for; another may find other things, and is a change of its own.
const SCHEMATHESIS: &str = "4.32.5";
/// What an answer is held to.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
    response_headers_conformance,negative_data_rejection,missing_required_header,unsupported_method,\
    allow_header_conformance";
/// The clock of the demonstration at its start, and the weeks after it that calls are given things of.
const CLOCK: &str = "2026-11-23T09:00:00Z";
const SPAN: &str = "from=2026-11-25&to=2027-01-31";
/// The least share of operations that has to be reached.
const LEAST: usize = 60;

struct Wish {
    postgres: Option<String>,
    throw_away: bool,
    examples: String,
    seed: String,
}

fn wish(arguments: &[String]) -> Result<Wish, String> {
    let mut wish = Wish { postgres: None, throw_away: false, examples: "30".into(), seed: "1".into() };
    let mut words = arguments.iter().peekable();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--postgres" => {
                wish.postgres = words.next_if(|next| !next.starts_with("--")).cloned();
                wish.throw_away = wish.postgres.is_none();
            }
            "--examples" => wish.examples = words.next().ok_or("--examples NUMBER")?.clone(),
            "--seed" => wish.seed = words.next().ok_or("--seed NUMBER")?.clone(),
            other => return Err(format!("'{other}' is not known here. See cargo xtask --help")),
        }
    }
    Ok(wish)
}

/// Runs the campaign. An error says what it found, or that too little was reached.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let wish = wish(arguments)?;
    let program = schemathesis()?;
    shell::run(&mut shell::cargo(&["build", "--workspace", "--bin", "bothy"]))?;
    let folder = tree::target().join("api-campaign");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let throw_away = if wish.throw_away { Some(Postgres::start()?) } else { None };
    let url = throw_away.as_ref().map(Postgres::url).or_else(|| wish.postgres.clone());
    let data = folder.join("data").display().to_string();
    let mut options = vec!["--size", "small", "--clock", CLOCK];
    options.extend(url.as_deref().map_or(["--data", &data], |url| ["--database", url]));
    let (server, facts) = Server::demo(&tree::target().join("debug/bothy"), Some(&folder), &options)?;
    let log = folder.join("calls.jsonl");
    let ended = campaign(&program, &server.url, &facts, &wish, &folder, &log);
    let counted = Counted::read(&std::fs::read_to_string(&log).map_err(|error| format!("{}: {error}", log.display()))?);
    let description = shell::read(Command::new("curl").args(["-sS", &format!("{}/api/v1/openapi.json", server.url)]))?;
    let all = operations(&description)?;
    drop(server);
    println!("\nOn {}:\n{}", if url.is_some() { "PostgreSQL" } else { "SQLite" }, counted.table(&all));
    let share = counted.share(&all);
    println!(
        "{} operations, {} reached with a 2xx: {share} %. {} calls, {} answers of 5xx. All that came back: {}",
        all.len(),
        counted.reached(&all),
        counted.calls(),
        counted.faults(),
        folder.display()
    );
    ended?;
    match counted.faults() {
        0 if share >= LEAST => Ok(()),
        0 => Err(format!("Less than {LEAST} % of the operations were reached.")),
        faults => Err(format!("{faults} answers were 5xx.")),
    }
}

/// The program, in a folder of its own under target/.
fn schemathesis() -> Result<PathBuf, String> {
    let folder = tree::target().join(format!("schemathesis-{SCHEMATHESIS}"));
    let program = folder.join("bin/schemathesis");
    if !program.exists() {
        println!("Installing schemathesis {SCHEMATHESIS} in {}", folder.display());
        shell::run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let wanted = format!("schemathesis=={SCHEMATHESIS}");
        shell::run(Command::new(folder.join("bin/pip")).args(["install", "--quiet", &wanted]))?;
    }
    Ok(program)
}

fn campaign(program: &Path, url: &str, facts: &Value, wish: &Wish, folder: &Path, log: &Path) -> Result<(), String> {
    let tokens = facts.get("tokens").ok_or("the demo's first line has no tokens")?;
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .args(["run", &format!("{url}/api/v1/openapi.json"), "--checks", CHECKS])
        .args(["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", &wish.examples])
        .args(["--seed", &wish.seed, "--generation-database", "none", "--suppress-health-check", "all"])
        .args(["--continue-on-failure", "--max-failures", "100", "--request-timeout", "30"])
        // A token has fifty a second at length: the campaign leaves some to what looks things up for it.
        .args(["--rate-limit", "30/s", "--no-color", "--report", "json", "--report-json-path", "report.json"])
        .env("SCHEMATHESIS_HOOKS", tree::root().join("xtask/api/hooks.py"))
        .env("BOTHY_API_URL", url)
        .env("BOTHY_API_TOKENS", tokens.to_string())
        .env("BOTHY_API_SPAN", SPAN)
        .env("BOTHY_API_LOG", log);
    shell::run(&mut command)
}

/// The operations of the description, as `GET /api/v1/places`.
fn operations(description: &str) -> Result<Vec<String>, String> {
    let said: Value = serde_json::from_str(description).map_err(|error| format!("the description: {error}"))?;
    let paths = said.get("paths").and_then(Value::as_object).ok_or("the description has no paths")?;
    let mut all = Vec::new();
    // The description itself is what the calls are made from; it is no call of the campaign.
    for (path, item) in paths.iter().filter(|(path, _)| !path.ends_with("/openapi.json")) {
        let methods = item.as_object().into_iter().flat_map(|item| item.keys());
        all.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
    }
    if all.is_empty() { Err("the description has no operation".to_owned()) } else { Ok(all) }
}

/// How often each operation was answered with each status.
struct Counted(BTreeMap<String, BTreeMap<u64, usize>>);

impl Counted {
    /// Reads what the hooks wrote, a call a line.
    fn read(lines: &str) -> Self {
        let mut all: BTreeMap<String, BTreeMap<u64, usize>> = BTreeMap::new();
        for line in lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            let operation = line.get("operation").and_then(Value::as_str).unwrap_or_default().to_owned();
            let status = line.get("status").and_then(Value::as_u64).unwrap_or_default();
            *all.entry(operation).or_default().entry(status).or_default() += 1;
        }
        Self(all)
    }

    fn is_reached(&self, operation: &str) -> bool {
        self.0.get(operation).is_some_and(|statuses| statuses.keys().any(|status| (200..300).contains(status)))
    }

    fn reached(&self, all: &[String]) -> usize {
        all.iter().filter(|one| self.is_reached(one)).count()
    }

    /// In whole percent, downwards.
    fn share(&self, all: &[String]) -> usize {
        self.reached(all) * 100 / all.len().max(1)
    }

    fn calls(&self) -> usize {
        self.0.values().flat_map(BTreeMap::values).sum()
    }

    fn faults(&self) -> usize {
        let statuses = self.0.values().flatten();
        statuses.filter(|(status, _)| (500..600).contains(*status)).map(|(_, count)| count).sum()
    }

    fn table(&self, all: &[String]) -> String {
        let mut table = String::from("| operation | reached | answers |\n|---|---|---|\n");
        for one in all {
            let statuses = self.0.get(one).into_iter().flatten();
            let answers: Vec<String> = statuses.map(|(status, count)| format!("{count} × {status}")).collect();
            let reached = if self.is_reached(one) { "yes" } else { "NO" };
            table.push_str(&format!("| `{one}` | {reached} | {} |\n", answers.join(", ")));
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLS: &str = r#"{"operation": "GET /a", "status": 200}
{"operation": "GET /a", "status": 401}
{"operation": "POST /a", "status": 503}
{"operation": "PUT /a", "status": 204}"#;

    #[test]
    fn an_operation_is_reached_by_a_2xx_and_only_those_of_the_description_count() {
        let all = operations(
            r#"{"paths": {"/a": {"get": {}, "post": {}}, "/b": {"get": {}}, "/v1/openapi.json": {"get": {}}}}"#,
        )
        .unwrap();
        let counted = Counted::read(CALLS);
        assert_eq!((counted.reached(&all), counted.share(&all), counted.calls(), counted.faults()), (1, 33, 4, 1));
        assert!(counted.table(&all).contains("| `POST /a` | NO | 1 × 503 |"));
    }

    #[test]
    fn a_description_without_operations_is_no_success() {
        assert!(operations(r#"{"paths": {}}"#).is_err());
        assert!(operations("<html>").is_err());
    }
}
