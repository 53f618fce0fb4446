//! `bothy import`: files of groups, places, other services or events come in, are only shown, or are taken back.

use bothy_actions::Bothy;
use bothy_actions::imports::reading::bytes::{MOST_BYTES, MOST_BYTES_OF_SERVICES, read};
use bothy_actions::imports::{
    DryRun, ImportItem, ImportKind, ImportReport, ListOrigin, NewImport, ServiceForm, Undone, import_calendar,
    import_list, import_services, undo_import,
};
use bothy_domain::ids::{ImportRunId, OrganisationId};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Bring in groups, places, other services or a calendar from files, show what would come in, or take an import back
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// What the file lists
    #[arg(value_enum, required_unless_present = "undo")]
    pub kind: Option<Kind>,
    /// The files: tables with names in their first row (CSV), feeds of services (JSON), calendars (iCalendar)
    #[arg(required_unless_present = "undo", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Show what would become of each row; write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Whose list of other services it is, as everybody will read it; a published list is known by itself
    #[arg(long, value_name = "WORDS")]
    pub source: Option<String>,
    /// Of which year that list is
    #[arg(long, value_name = "YEAR", requires = "source", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    pub year: Option<i16>,
    /// Print one JSON object for each file
    #[arg(long)]
    pub json: bool,
    /// Leave the tables of a whole service as the program that wrote the file had them: how upgrades are tried
    #[arg(long, hide = true)]
    pub as_it_was: bool,
    /// Take this import back, keeping what was used since; needs no file
    #[arg(long, value_name = "RUN", conflicts_with = "dry_run")]
    pub undo: Option<String>,
}

/// What a file can list so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Venues with address, opening hours and access
    Places,
    /// Groups with their days and times
    Groups,
    /// Other services of the area, for the directory
    #[value(alias = "organisations")]
    Listings,
    /// Other services, from a feed in Open Referral UK 3.0: a page of it, a list, or a service a line (JSON)
    Oruk,
    /// Other services, from an answer of the API of ALISS (JSON)
    Aliss,
    /// Events of another program's calendar, as groups and their meetings (iCalendar)
    Ics,
    /// A whole service, as `bothy export service` wrote it, into an empty one
    Service,
}

/// Runs the command on an open service and prints what became of it.
///
/// # Errors
/// One plain sentence that says what to do.
pub async fn run(bothy: &Bothy, organisation: OrganisationId, args: ImportArgs) -> Result<(), String> {
    if let Some(run) = &args.undo {
        let id: ImportRunId =
            run.parse().map_err(|_| format!("“{run}” is not the id of an import; it looks like import_0192f3…"))?;
        let undone = undo_import(bothy, organisation, None, id)
            .await
            .map_err(|refused| format!("Nothing was taken back from “{run}”: {refused}."))?;
        return print(&if args.json { undone_json(id, &undone).to_string() } else { undone_words(&undone) });
    }
    let Some(kind) = args.kind else {
        return Err(String::from("Say what the file lists, and where it is: bothy import groups FILE"));
    };
    let several = args.files.len() > 1;
    for file in &args.files {
        // A file that is refused stops the rest; those before it are in, and say so.
        let named = |refused: String| if several { format!("{}: {refused}", file.display()) } else { refused };
        let report = bring(bothy, organisation, kind, file, &args).await.map_err(named)?;
        if several && !args.json {
            print(&one_line(&file.display().to_string()))?;
        }
        print(&if args.json { report_json(kind, &report).to_string() } else { report_words(kind, &report) })?;
    }
    Ok(())
}

async fn bring(
    bothy: &Bothy,
    organisation: OrganisationId,
    kind: Kind,
    file: &Path,
    args: &ImportArgs,
) -> Result<ImportReport, String> {
    let form = match kind {
        Kind::Oruk => Some(ServiceForm::OpenReferral),
        Kind::Aliss => Some(ServiceForm::Aliss),
        Kind::Places | Kind::Groups | Kind::Listings | Kind::Ics | Kind::Service => None,
    };
    let new = NewImport {
        kind: match kind {
            Kind::Places => ImportKind::Places,
            Kind::Groups => ImportKind::Groups,
            Kind::Listings | Kind::Oruk | Kind::Aliss => ImportKind::Listings,
            Kind::Ics => ImportKind::Calendar,
            Kind::Service => return Err(String::from("A whole service comes in alone: bothy import service FILE")),
        },
        file_name: file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        bytes: contents(file, if form.is_some() { MOST_BYTES_OF_SERVICES } else { MOST_BYTES })?,
        dry_run: if args.dry_run { DryRun::Yes } else { DryRun::No },
    };
    let origin = args.source.clone().map(|source| ListOrigin { source, year: args.year });
    let report = match (form, kind) {
        (Some(form), _) => import_services(bothy, organisation, None, new, form, origin).await,
        (None, Kind::Ics) => import_calendar(bothy, organisation, None, new).await,
        (None, _) => import_list(bothy, organisation, None, new, origin).await,
    };
    report.map_err(|refused| refused.to_string())
}

fn contents(file: &Path, most: u64) -> Result<Vec<u8>, String> {
    let open = std::fs::File::open(file).map_err(|error| format!("{} cannot be opened: {error}", file.display()))?;
    read(open, most).map_err(|refused| refused.to_string())
}

fn print(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", text.trim_end()).map_err(|error| format!("The report cannot be printed: {error}"))
}

/// The report of the command, as scripts rely on it. The id is empty where nothing was written.
fn report_json(kind: Kind, report: &ImportReport) -> Value {
    let items: Vec<Value> = report.items.iter().map(|item| item_json(kind, item)).collect();
    json!({
        "run": report.run.map_or_else(String::new, |run| run.to_string()),
        "rows": report.rows,
        "imported": report.imported,
        "waiting": report.waiting,
        "refused": report.refused,
        "items": items,
    })
}

fn item_json(kind: Kind, item: &ImportItem) -> Value {
    let mut value = json!({ "row": item.row, "outcome": item.outcome, "reason": item.reason });
    if let (Kind::Groups | Kind::Ics, Some(object)) = (kind, value.as_object_mut()) {
        let understood = item.understood.iter();
        let rules = understood
            .map(|one| json!({ "days": one.days, "start": one.start, "end": one.end, "rule": one.rule }))
            .collect();
        object.insert(String::from("understood"), Value::Array(rules));
    }
    value
}

fn undone_json(run: ImportRunId, undone: &Undone) -> Value {
    let kept: Vec<Value> =
        undone.kept.iter().map(|(name, why)| json!({ "name": name, "reason": why.to_string() })).collect();
    json!({ "run": run.to_string(), "taken_back": undone.taken_back, "kept": kept })
}

fn report_words(kind: Kind, report: &ImportReport) -> String {
    let mut text = String::new();
    for item in &report.items {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{:>5}  {:<9} {}", item.row, item.outcome, one_line(&item.name));
        for rule in &item.understood {
            let _ = writeln!(text, "                 {}", rule.words);
        }
        if !item.reason.is_empty() {
            let _ = writeln!(text, "                 {}", one_line(&item.reason));
        }
    }
    let ImportReport { rows, imported, waiting, refused, .. } = report;
    let _ = writeln!(text, "\n{rows} rows: {imported} imported, {waiting} waiting for a person, {refused} refused.");
    let public = match kind {
        Kind::Listings | Kind::Oruk | Kind::Aliss => {
            "What came in is in the directory for everybody, marked as copied and not checked."
        }
        Kind::Places | Kind::Groups | Kind::Ics | Kind::Service => "Nothing is public until somebody has looked.",
    };
    let _ = match report.run {
        Some(run) => writeln!(text, "{public} To take it back: --undo {run}"),
        None => writeln!(text, "Nothing was written."),
    };
    text
}

fn undone_words(undone: &Undone) -> String {
    let mut text = format!("{} groups, places and other services were taken back.\n", undone.taken_back);
    for (name, why) in &undone.kept {
        let _ = writeln!(text, "Kept: {} ({why})", one_line(name));
    }
    text
}

/// Without line breaks and control characters: a cell of a file must not write over a terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bothy_actions::imports::Understood;

    #[test]
    fn the_report_is_as_scripts_rely_on_it() {
        let understood = Understood {
            days: vec!["tue".into(), "wed".into()],
            start: "09:30".into(),
            end: "15:30".into(),
            rule: "FREQ=WEEKLY;BYDAY=TU,WE".into(),
            words: "Tuesdays and Wednesdays, 9:30am to 3:30pm".into(),
        };
        let item = ImportItem {
            row: 1,
            name: "Tea".into(),
            outcome: "imported",
            understood: vec![understood],
            reason: String::new(),
        };
        let report = ImportReport { run: None, rows: 1, imported: 1, waiting: 0, refused: 0, items: vec![item] };
        let expected = json!({"run": "", "rows": 1, "imported": 1, "waiting": 0, "refused": 0, "items": [
            {"row": 1, "outcome": "imported", "reason": "", "understood": [
                {"days": ["tue", "wed"], "start": "09:30", "end": "15:30", "rule": "FREQ=WEEKLY;BYDAY=TU,WE"}]}]});
        assert_eq!(report_json(Kind::Groups, &report), expected);
        assert_eq!(report_json(Kind::Places, &report)["items"][0].get("understood"), None);
    }

    #[test]
    fn a_cell_cannot_write_over_the_terminal() {
        assert_eq!(one_line("Tea\u{1b}[2J\nclub"), "Tea [2J club");
    }
}
