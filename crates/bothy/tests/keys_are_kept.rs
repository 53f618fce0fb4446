//! The master key as whoever runs the program meets it: made once, beside the data, and asked for ever after.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn bothy(args: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bothy")).args(args).arg("--data").arg(data).output().unwrap()
}

fn invite(data: &Path, more: &[&str]) -> Output {
    bothy(&[&["invite", "Ishbel Reid", "ishbel@example.org"], more].concat(), data)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_first_start_makes_a_key_beside_the_data_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    let first = invite(&data, &[]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains(&key.display().to_string()) && said(&first).contains("loses"), "{}", said(&first));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // The second start says nothing about it.
    assert!(!said(&invite(&data, &[])).contains("was made"));
    // The address of whoever was invited, and their link, stand nowhere in the file.
    let mut bytes = std::fs::read(data.join("bothy.sqlite")).unwrap();
    bytes.extend(std::fs::read(data.join("bothy.sqlite-wal")).unwrap_or_default());
    assert!(!bytes.windows(18).any(|part| part == b"ishbel@example.org"));
}

#[test]
fn without_its_key_or_with_another_nothing_starts() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(invite(&data, &[]).status.success());
    let elsewhere = folder.path().join("elsewhere.key");
    std::fs::rename(&key, &elsewhere).unwrap();
    let missing = invite(&data, &[]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(said(&missing).contains("--master-key"), "{}", said(&missing));
    assert_eq!(said(&missing).trim().lines().count(), 1, "{}", said(&missing));
    assert!(!key.exists(), "another key would open nothing");
    // Another service's key.
    let other = folder.path().join("other");
    assert!(invite(&other, &[]).status.success());
    std::fs::copy(folder.path().join("other.key"), &key).unwrap();
    let wrong = invite(&data, &[]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said(&wrong).contains("is sealed with") && said(&wrong).trim().lines().count() == 1, "{}", said(&wrong));
    // The right one, where it is said to be.
    let right = invite(&data, &["--master-key", elsewhere.to_str().unwrap()]);
    assert!(said(&right).contains("is here already"), "{}", said(&right));
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_or_that_lies_in_the_data_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(invite(&data, &[]).status.success());
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = invite(&data, &[]);
    assert!(open.status.code() == Some(1) && said(&open).contains("chmod 600"), "{}", said(&open));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let inside = data.join("inside.key");
    std::fs::copy(&key, &inside).unwrap();
    let refused = invite(&data, &["--master-key", inside.to_str().unwrap()]);
    assert!(
        refused.status.code() == Some(1) && said(&refused).contains("inside the data folder"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_service_for_others_asks_where_its_key_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let asked = bothy(&["serve", "--listen", "0.0.0.0:0", "--behind-proxy"], &data);
    assert_eq!(asked.status.code(), Some(1));
    assert!(said(&asked).contains("bothy keys new"), "{}", said(&asked));
    assert!(!folder.path().join("data.key").exists());
}

/// Types an answer to each question that the program asks, and returns what it ended with.
fn answered(args: &[&str], data: &Path, mut answer: impl FnMut(&str) -> String) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
        .args(args)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut last = String::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok) {
        if line.ends_with('?') {
            writeln!(stdin, "{}", answer(&line)).unwrap();
        }
        last = line;
    }
    (child.wait().unwrap().code(), last)
}

fn sheet_of(data: &Path) -> Value {
    let printed = bothy(&["keys", "sheet", "--json"], data);
    assert!(printed.status.success(), "{}", said(&printed));
    serde_json::from_slice(&printed.stdout).unwrap()
}

/// `Envelope 1, group 4?`
fn asked(sheet: &Value, question: &str) -> String {
    let numbers: Vec<usize> =
        question.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
    sheet["envelopes"][numbers[0] - 1]["groups"][numbers[1] - 1].as_str().unwrap().to_lowercase()
}

#[test]
fn a_sheet_is_printed_typed_back_and_brings_the_key_back() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(invite(&data, &[]).status.success());
    let sheet = sheet_of(&data);
    let number = sheet["sheet"].as_str().unwrap();
    // A group of the wrong envelope is not taken.
    let (code, told) = answered(&["keys", "confirm", number], &data, |_| String::from("00000"));
    assert!(code == Some(1) && told.contains("Envelope 1"), "{told}");
    let (code, told) = answered(&["keys", "confirm", number], &data, |question| asked(&sheet, question));
    assert_eq!(code, Some(0), "{told}");
    // The key file is lost.
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let envelope = |at: usize| {
        let groups = sheet["envelopes"][at]["groups"].as_array().unwrap();
        groups.iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join(" ")
    };
    let restore = |text: String| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["keys", "restore", "--data"])
            .arg(&data)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let twice = restore(format!("{}\n{}\n", envelope(0), envelope(0)));
    assert!(twice.status.code() == Some(1) && said(&twice).contains("same envelope"), "{}", said(&twice));
    assert!(!key.exists());
    let done = restore(format!("{}\n{}\n", envelope(1), envelope(0)));
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(std::fs::read(&key).unwrap(), kept);
    assert!(said(&invite(&data, &[])).contains("is here already"));
}

/// A server that is there; dropping it ends it.
struct Running(std::process::Child);

impl Running {
    fn on(data: &Path) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self(server)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn keys_are_changed_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(invite(&data, &[]).status.success());
    let server = Running::on(&data);
    let changed = bothy(&["keys", "rotate", "--json"], &data);
    drop(server);
    assert!(changed.status.success(), "{}", said(&changed));
    let told: Value = serde_json::from_slice(&changed.stdout).unwrap();
    assert!(told["fields"].as_u64().unwrap() >= 2, "{told}");
    assert!(said(&invite(&data, &[])).contains("is here already"));
}

#[test]
fn a_new_key_is_made_once_and_never_for_a_sealed_service() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(bothy(&["keys", "new"], &data).status.success());
    let first = std::fs::read(&key).unwrap();
    assert_eq!(bothy(&["keys", "new"], &data).status.code(), Some(1));
    assert_eq!(std::fs::read(&key).unwrap(), first);
    assert!(invite(&data, &[]).status.success());
    std::fs::remove_file(&key).unwrap();
    let refused = bothy(&["keys", "new"], &data);
    assert!(refused.status.code() == Some(1) && said(&refused).contains("sealed"), "{}", said(&refused));
    let sheet = bothy(&["keys", "sheet"], &folder.path().join("nowhere"));
    assert_eq!(sheet.status.code(), Some(1));
}

#[test]
fn a_service_arrives_only_where_its_key_is() {
    let folder = tempfile::tempdir().unwrap();
    let (home, key) = (folder.path().join("home"), folder.path().join("home.key"));
    let (there, its_key) = (folder.path().join("there"), folder.path().join("there.key"));
    let file = folder.path().join("service.jsonl");
    let file = file.to_str().unwrap();
    assert!(invite(&home, &[]).status.success());
    let left = bothy(&["export", "service", "--out", file], &home);
    assert!(left.status.success() && String::from_utf8_lossy(&left.stdout).contains("home.key"), "{}", said(&left));
    let bytes = std::fs::read(file).unwrap();
    assert!(!bytes.windows(18).any(|part| part == b"ishbel@example.org"));
    // Without its key: one sentence, and no key is made that would open nothing.
    let missing = bothy(&["import", "service", file], &there);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        said(&missing).contains("--master-key") && said(&missing).trim().lines().count() == 1,
        "{}",
        said(&missing)
    );
    assert!(!its_key.exists() && !there.join("bothy.sqlite").exists());
    // With another service's.
    assert!(invite(&folder.path().join("other"), &[]).status.success());
    let other = folder.path().join("other.key");
    let wrong = bothy(&["import", "service", file, "--master-key", other.to_str().unwrap()], &there);
    assert!(wrong.status.code() == Some(1) && said(&wrong).contains("is sealed with"), "{}", said(&wrong));
    assert!(!there.join("bothy.sqlite").exists());
    // With its own, brought along.
    std::fs::copy(&key, &its_key).unwrap();
    let done = bothy(&["import", "service", file], &there);
    assert!(done.status.success(), "{}", said(&done));
    assert!(said(&invite(&there, &[])).contains("is here already"), "the address is found");
    // A second one is not taken, and says so.
    let again = bothy(&["import", "service", file], &there);
    assert!(again.status.code() == Some(1) && said(&again).contains("a service here already"), "{}", said(&again));
}

fn fingerprint(key: &Path) -> String {
    bothy_seal::master_file::read(key, None).unwrap().fingerprint()
}

/// The files beside the data whose name begins as its key's does.
fn key_files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("data.key"));
    names.sort();
    names
}

#[test]
fn the_master_key_is_changed_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(invite(&data, &[]).status.success());
    let before = fingerprint(&key);
    let server = Running::on(&data);
    // For several machines the next key is made first, and nothing is sealed with it yet.
    let prepared = bothy(&["keys", "change-master", "--prepare"], &data);
    assert!(prepared.status.success(), "{}", said(&prepared));
    assert_eq!(
        (key_files(folder.path()), fingerprint(&key)),
        (vec!["data.key".into(), "data.key.new".into()], before.clone())
    );
    let changed = bothy(&["keys", "change-master", "--json"], &data);
    drop(server);
    assert!(changed.status.success(), "{}", said(&changed));
    let told: Value = serde_json::from_slice(&changed.stdout).unwrap();
    assert_eq!((told["keys"].as_u64(), told["fingerprint"].as_str()), (Some(2), Some(fingerprint(&key).as_str())));
    let old = format!("data.key.{before}.old");
    assert_eq!(key_files(folder.path()), ["data.key", old.as_str()]);
    assert!(said(&invite(&data, &[])).contains("is here already"));
    // With the earlier key alone nothing starts, and it is said what to do.
    let elsewhere = folder.path().join("elsewhere.key");
    std::fs::copy(folder.path().join(&old), &elsewhere).unwrap();
    let refused = invite(&data, &["--master-key", elsewhere.to_str().unwrap()]);
    assert!(
        refused.status.code() == Some(1) && said(&refused).contains("changed on another machine"),
        "{}",
        said(&refused)
    );
}

#[test]
fn the_earlier_key_goes_only_once_the_sheet_of_the_new_one_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(invite(&data, &[]).status.success());
    let earlier = sheet_of(&data);
    let (code, told) =
        answered(&["keys", "confirm", earlier["sheet"].as_str().unwrap()], &data, |question| asked(&earlier, question));
    assert_eq!(code, Some(0), "{told}");
    let file = folder.path().join("before.bothy");
    assert!(bothy(&["backup", file.to_str().unwrap()], &data).status.success());
    assert!(bothy(&["keys", "change-master"], &data).status.success());
    let doctor = String::from_utf8(bothy(&["doctor"], &data).stdout).unwrap();
    assert!(doctor.contains("the recovery sheet that was confirmed is of an earlier one"), "{doctor}");
    assert!(doctor.contains("Earlier master keys are kept"), "{doctor}");
    let too_soon = bothy(&["keys", "forget-old"], &data);
    assert!(too_soon.status.code() == Some(1) && said(&too_soon).contains("bothy keys sheet"), "{}", said(&too_soon));
    // The earlier backup is still proved, and opens elsewhere with the key that is kept.
    let proved = bothy(&["restore", "--check", file.to_str().unwrap()], &data);
    assert!(proved.status.success(), "{}", said(&proved));
    let sheet = sheet_of(&data);
    let number = sheet["sheet"].as_str().unwrap();
    assert_ne!(sheet["fingerprint"], earlier["fingerprint"]);
    let (code, told) = answered(&["keys", "confirm", number], &data, |question| asked(&sheet, question));
    assert_eq!(code, Some(0), "{told}");
    let gone = bothy(&["keys", "forget-old"], &data);
    assert!(gone.status.success(), "{}", said(&gone));
    assert_eq!(key_files(folder.path()), ["data.key"]);
    let lost = bothy(&["restore", "--check", file.to_str().unwrap()], &data);
    assert!(lost.status.code() == Some(1) && said(&lost).contains("is sealed with"), "{}", said(&lost));
    // Nothing else was harmed.
    assert!(said(&invite(&data, &[])).contains("is here already"));
    assert!(key.exists());
}

#[test]
fn a_restored_backup_from_before_is_wrapped_anew_by_the_next_change() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(invite(&data, &[]).status.success());
    let file = folder.path().join("before.bothy");
    assert!(bothy(&["backup", file.to_str().unwrap()], &data).status.success());
    assert!(bothy(&["keys", "change-master"], &data).status.success());
    let middle = fingerprint(&key);
    let back = bothy(&["restore", "--replace", file.to_str().unwrap()], &data);
    assert!(back.status.success(), "{}", said(&back));
    let here = invite(&data, &[]);
    assert!(said(&here).contains("is here already") && said(&here).contains("change-master"), "{}", said(&here));
    let doctor = String::from_utf8(bothy(&["doctor"], &data).stdout).unwrap();
    assert!(doctor.contains("End the change with bothy keys change-master"), "{doctor}");
    assert!(bothy(&["keys", "change-master"], &data).status.success());
    assert_ne!(fingerprint(&key), middle);
    assert!(!said(&invite(&data, &[])).contains("change-master"));
}

#[test]
fn killed_at_any_moment_of_a_change_it_opens() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("data.key"));
    assert!(invite(&data, &[]).status.success());
    // A whole change takes a few dozen milliseconds, most of them before its first step.
    let mut changes = 0;
    for part in 1..=16_u64 {
        let before = fingerprint(&key);
        let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
            .args(["keys", "change-master", "--data"])
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(8 * part));
        child.kill().unwrap();
        child.wait().unwrap();
        let opened = invite(&data, &[]);
        assert!(said(&opened).contains("is here already"), "killed after {part} times 8 ms: {}", said(&opened));
        changes += usize::from(fingerprint(&key) != before);
    }
    assert!(bothy(&["keys", "change-master"], &data).status.success());
    assert!(!key_files(folder.path()).iter().any(|name| name == "data.key.new"), "{:?}", key_files(folder.path()));
    assert!(said(&invite(&data, &[])).contains("is here already"), "after {changes} changes that came to their end");
}
