//! Findings in words: what was seen, and how to mend it.

use crate::keys::said;
use bothy_actions::keeping::doctor::{Finding, How, What};
use bothy_actions::keeping::recovery_sheet::SheetStands;
use bothy_seal::UnwrapError;
use bothy_seal::master_file::FileError;
use bothy_store::audit::Verified;
use bothy_store::keeping::soundness::Damage;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::error::Error;

/// A finding as a line, and a second one that says how to mend it.
pub fn as_text(finding: &Finding) -> String {
    let how = match finding.how {
        How::Well => "ok",
        How::Look => "look at this",
        How::Wrong => "wrong",
    };
    let of = finding.organisation.as_ref().map(|slug| format!("{slug}: ")).unwrap_or_default();
    let line = format!("{how:<14}{of}{}", seen(&finding.what));
    match mend(finding) {
        Some(mend) => format!("{line}\n{:14}{mend}", ""),
        None => line,
    }
}

/// A finding for a program.
pub fn as_json(finding: &Finding) -> Value {
    let how = match finding.how {
        How::Well => "ok",
        How::Look => "look",
        How::Wrong => "wrong",
    };
    let mut told = json!({
        "how": how,
        "what": code(&finding.what),
        "organisation": finding.organisation,
        "says": seen(&finding.what),
        "mend": mend(finding),
    });
    if let (What::Chain(Verified::Sound { entries, head, .. }), Some(told)) = (&finding.what, told.as_object_mut()) {
        told.insert(String::from("number"), json!(entries));
        told.insert(String::from("head"), json!(head));
    }
    told
}

fn code(what: &What) -> &'static str {
    match what {
        What::NotReached(_) => "database",
        What::Tables { .. } => "tables",
        What::File(_) => "file",
        What::KeyFile(_) => "key-file",
        What::Keys(_) => "keys",
        What::KeyBeside { .. } => "key-beside",
        What::OldKeys(_) => "old-keys",
        What::Sheet(_) => "sheet",
        What::Clock { .. } => "clock",
        What::Chain(_) => "chain",
        What::Unsealed(_) => "unsealed",
        What::Readers(_) => "readers",
        What::Letters(_) => "letters",
        What::Proved(_) => "backup",
        What::Certificate(_) => "certificate",
        What::Mail(_) => "mail",
        What::Spool(_) => "spool",
        What::Disk { .. } => "disk",
    }
}

/// To the second: that is as much as anybody reads.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

fn gigabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000_000;
    format!("{}.{} GB", tenths / 10, tenths % 10)
}

/// What was seen, in one sentence.
fn seen(what: &What) -> String {
    match what {
        What::NotReached(error) => {
            let why = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            format!("The database cannot be read ({error}{why}).")
        }
        What::Tables { have, newest } if have == newest => {
            format!("The database answers, and its tables are the newest ({have}).")
        }
        What::Tables { have, newest } if have < newest => {
            format!("The tables are of an earlier Bothy ({have}, not {newest}); nothing more was looked at in them.")
        }
        What::Tables { have, newest } => {
            format!("The tables are of a newer Bothy ({have}, not {newest}); nothing more was looked at in them.")
        }
        What::File(Damage::None) => String::from("What is in the database fits together."),
        What::File(Damage::Pages(first)) => format!("The file of the database is damaged ({first})."),
        What::File(Damage::Rows(1)) => String::from("A row of the database points at another that is not there."),
        What::File(Damage::Rows(rows)) => format!("{rows} rows of the database point at others that are not there."),
        What::KeyFile(FileError::OpenToOthers(path)) => {
            format!("Others on this machine may read the master key {}.", path.display())
        }
        What::KeyFile(FileError::InsideData(path)) => {
            format!("The master key {} lies inside the data folder: whoever copies the one has both.", path.display())
        }
        What::KeyFile(error) => said(error).to_string(),
        What::Keys(Ok(())) => String::from("The master key opens what is sealed, and only its owner may read it."),
        What::Keys(Err(UnwrapError::OtherMaster { wrapped_by, have })) => {
            format!("The master key is {have}, but this service is sealed with {wrapped_by}.")
        }
        What::Keys(Err(UnwrapError::Broken)) => {
            String::from("A key in the database was changed, and what it sealed cannot be read.")
        }
        What::KeyBeside { have, sealed_by } => {
            format!("The file of the master key holds {have}, but this service is sealed with {sealed_by}, beside it.")
        }
        What::OldKeys(kept) => format!("Earlier master keys are kept beside the one in use: {}.", kept.join(", ")),
        What::Sheet(stands) => of_sheet(*stands),
        What::Clock { now, newest: None } => format!("It is {} here.", moment(*now)),
        What::Clock { now, newest: Some(newest) } => {
            format!("It is {} here, and the newest entry of the audit is of {}.", moment(*now), moment(*newest))
        }
        What::Chain(Verified::Sound { entries: 0, .. }) => String::from("Nothing is sealed in the audit yet."),
        What::Chain(Verified::Sound { entries, head, .. }) => {
            format!("The audit stands as it was sealed, up to number {entries}, whose link is {head}.")
        }
        What::Chain(Verified::Broken { number }) => {
            format!("Entry {number} of the audit is missing or was changed.")
        }
        What::Unsealed(None) => String::from("No entry of the audit waits to be sealed."),
        What::Unsealed(Some((many, since))) => {
            format!("Entries of the audit that wait to be sealed: {many}, the oldest since {}.", moment(*since))
        }
        What::Readers(2) => String::from("Two people who read worries are named."),
        What::Readers(1) => String::from("One person who reads worries is named, and there have to be two."),
        What::Readers(_) => String::from("Nobody is named who reads worries."),
        What::Letters(found) if found.waiting == 0 && found.given_up == 0 => {
            String::from("No letter has waited for more than an hour, and none was given up in the last seven days.")
        }
        What::Letters(found) => format!(
            "Letters that have waited for more than an hour: {}; given up in the last seven days: {}.",
            found.waiting, found.given_up
        ),
        What::Proved(None) => String::from("No backup was ever proved to bring this service back."),
        What::Proved(Some(last)) => {
            format!("A backup last proved on {} that it brings this service back.", moment(*last))
        }
        What::Certificate(Ok(until)) => format!("The certificate for TLS is good until {}.", moment(*until)),
        What::Certificate(Err(why)) => format!("The certificate for TLS cannot be read ({why})."),
        What::Mail(Ok(())) => String::from("The mail server answers and lets Bothy in."),
        What::Mail(Err(why)) => format!("The mail server cannot be used ({why})."),
        What::Spool(None) => String::from("No look at a worry waits to be written down."),
        What::Spool(Some((many, since))) => {
            format!("Looks at worries that wait to be written down: {many}, the oldest since {}.", moment(*since))
        }
        What::Disk { free, wanted } => {
            format!("{} are free on the disk of the data; {} are wanted.", gigabytes(*free), gigabytes(*wanted))
        }
    }
}

fn of_sheet(stands: SheetStands) -> String {
    match stands {
        SheetStands::Confirmed => String::from("A recovery sheet of the master key is confirmed."),
        SheetStands::None => String::from(
            "Nobody has confirmed a recovery sheet: whoever loses the file of the master key loses all that is sealed.",
        ),
        SheetStands::OfEarlierKey => String::from(
            "The master key was changed, and the recovery sheet that was confirmed is of an earlier one: it does not \
             bring this one back.",
        ),
    }
}

/// How to mend it, where it is not well.
fn mend(finding: &Finding) -> Option<&'static str> {
    if finding.how == How::Well {
        return None;
    }
    Some(match &finding.what {
        What::NotReached(_) => {
            "See that the database runs and that --data or --database names it; bring a damaged one back with bothy restore."
        }
        What::Tables { have, newest } if have < newest => {
            "Start this Bothy once with bothy serve: it brings them up to date."
        }
        What::Tables { .. } => "Install the Bothy that last ran on this data, or a newer one.",
        What::File(_) => {
            "Keep a copy of the file as it is, then bring the service back with bothy restore FILE --replace."
        }
        What::KeyFile(FileError::OpenToOthers(_)) => "Let only its owner read it: chmod 600, then the file.",
        What::KeyFile(FileError::InsideData(_)) => "Move it elsewhere and say where with --master-key.",
        What::KeyFile(_) => {
            "Say where the key is with --master-key, or bring it back from both envelopes with bothy keys restore."
        }
        What::Keys(Err(UnwrapError::OtherMaster { .. })) => {
            "Say where that key is with --master-key; if the master key was changed on another machine, bring its file here."
        }
        What::Keys(_) => "Bring the service back with bothy restore FILE --replace.",
        What::KeyBeside { .. } => "End the change with bothy keys change-master.",
        What::OldKeys(_) => "Let them go with bothy keys forget-old once no backup needs them.",
        What::Sheet(_) => "Print one with bothy keys sheet, then bothy keys confirm NUMBER.",
        What::Clock { .. } => {
            "Set this machine's clock by a time server. Until the audit's time is reached, deadlines come too late."
        }
        What::Chain(_) => {
            "Keep a copy of the database as it is, tell whoever answers for the data, and compare with an older backup."
        }
        What::Unsealed(_) => "Start Bothy with bothy serve: it seals within seconds. If it runs, read what it logs.",
        What::Readers(_) => "An administrator names two people under Settings, Who reads worries.",
        What::Letters(_) => {
            "See that a mail server is named (--mail-server) and answers; what was given up is a duty in Today."
        }
        What::Proved(_) => "Make one with bothy backup FILE and prove it with bothy restore --check FILE.",
        What::Certificate(Ok(_)) => "Have it renewed; a running Bothy takes the new file by itself.",
        What::Certificate(Err(_)) => "Name a certificate and its key, as PEM files, with --tls-cert and --tls-key.",
        What::Mail(_) => "See that it runs, that the name and password are right, and that this machine may reach it.",
        What::Spool(_) => {
            "See that the database can be written (room on the disk, not read-only) and that bothy serve runs: it \
             writes them down within a second."
        }
        What::Disk { .. } => "Make room, or move the data to a larger disk.",
    })
}
