//! `bothy doctor` as whoever runs the program meets it.

use bothy_store::keeping::soundness::meddle_for_test;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn bothy(args: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bothy")).args(args).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What the doctor says for a program, and how it ended.
fn seen(data: &Path) -> (Value, Option<i32>) {
    let output = bothy(&["doctor", "--json"], data);
    assert!(!output.stdout.is_empty(), "{}", said(&output));
    (serde_json::from_slice(&output.stdout).unwrap(), output.status.code())
}

/// What it found so bad.
fn those(seen: &Value, how: &str) -> Vec<String> {
    let all = seen["findings"].as_array().unwrap().iter().filter(|one| one["how"] == how);
    all.map(|one| one["what"].as_str().unwrap().to_owned()).collect()
}

struct House {
    folder: tempfile::TempDir,
    data: PathBuf,
}

impl House {
    /// A service with somebody invited; its backup is proved.
    fn sound() -> Self {
        let house = Self::new();
        let file = house.folder.path().join("service.backup");
        for args in [&["backup"][..], &["restore", "--check"]] {
            let done = bothy(&[args, &[file.to_str().unwrap()]].concat(), &house.data);
            assert!(done.status.success(), "{}", said(&done));
        }
        house
    }

    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert!(bothy(&["invite", "Ishbel Reid", "ishbel@example.org"], &data).status.success());
        Self { folder, data }
    }

    fn file(&self) -> PathBuf {
        self.data.join("bothy.sqlite")
    }

    fn meddle(&self, sql: &'static str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(meddle_for_test(&self.file(), sql)).unwrap();
    }
}

#[test]
fn a_service_whose_backup_is_not_proved_ends_with_one_and_says_how_to_mend_it() {
    let house = House::new();
    let (told, code) = seen(&house.data);
    assert_eq!((those(&told, "wrong"), code), (vec![String::from("backup")], Some(1)), "{told}");
    assert_eq!(told["wrong"], true);
    let plain = bothy(&["doctor"], &house.data);
    let text = String::from_utf8_lossy(&plain.stdout);
    assert_eq!(plain.status.code(), Some(1));
    assert!(
        text.contains("wrong         No backup was ever proved") && text.contains("bothy restore --check FILE"),
        "{text}"
    );
}

#[test]
fn beside_a_running_server_nothing_is_wrong_with_a_sound_service_and_the_head_is_shown() {
    let house = House::sound();
    let mut server = Command::new(env!("CARGO_BIN_EXE_bothy"))
        .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
        .arg(&house.data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    // The sealer comes round by itself.
    let mut told = seen(&house.data);
    for _ in 0..100 {
        let sealed = told.0["findings"].as_array().unwrap().iter().any(|one| one["number"].as_u64() > Some(2));
        if sealed {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        told = seen(&house.data);
    }
    server.kill().unwrap();
    server.wait().unwrap();
    let (told, code) = told;
    assert_eq!((those(&told, "wrong"), code), (vec![], Some(0)), "{told}");
    assert_eq!(those(&told, "look"), ["sheet", "readers"]);
    let chain = told["findings"].as_array().unwrap().iter().find(|one| one["what"] == "chain").unwrap();
    assert!(chain["number"].as_u64() > Some(2) && chain["head"].as_str().unwrap().len() == 64, "{chain}");
}

#[test]
fn a_look_changes_nothing() {
    let house = House::sound();
    let before = std::fs::read(house.file()).unwrap();
    assert_eq!(seen(&house.data).1, Some(0));
    assert_eq!(std::fs::read(house.file()).unwrap(), before);
    let typo = house.folder.path().join("dat");
    let refused = bothy(&["doctor"], &typo);
    assert!(refused.status.code() == Some(1) && said(&refused).contains("There is no service"), "{}", said(&refused));
    assert!(!typo.exists());
}

#[test]
fn tables_of_an_earlier_bothy_are_named_and_left_as_they_are() {
    let house = House::sound();
    house.meddle("DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)");
    for _ in 0..2 {
        let (told, code) = seen(&house.data);
        assert_eq!((those(&told, "wrong"), code), (vec![String::from("tables")], Some(1)), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_key_that_is_gone_or_that_others_may_read_is_wrong_and_the_rest_is_looked_at() {
    use std::os::unix::fs::PermissionsExt as _;
    let house = House::sound();
    let key = house.folder.path().join("data.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
    let open = bothy(&["doctor"], &house.data);
    let text = String::from_utf8_lossy(&open.stdout);
    assert!(
        open.status.code() == Some(1) && text.contains("Others on this machine") && text.contains("chmod 600"),
        "{text}"
    );
    std::fs::remove_file(&key).unwrap();
    let (told, code) = seen(&house.data);
    assert_eq!((those(&told, "wrong"), code), (vec![String::from("key-file")], Some(1)), "{told}");
    assert!(those(&told, "ok").contains(&String::from("chain")), "{told}");
    assert!(!key.exists(), "another would open nothing");
}

#[test]
fn a_look_that_waits_for_an_hour_in_the_spool_is_named() {
    let house = House::sound();
    let spool = bothy_store::audit::Spool::at(&house.data.join("late-looks.spool")).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let look = |at: &str| bothy_store::audit::LateLook {
        id: uuid::Uuid::now_v7(),
        organisation: bothy_domain::ids::OrganisationId::new(uuid::Uuid::now_v7()),
        by: bothy_domain::ids::PersonId::new(uuid::Uuid::now_v7()),
        thing: String::from("concern_1"),
        at: at.parse().unwrap(),
    };
    let (found, _) = seen(&house.data);
    assert!(those(&found, "ok").contains(&String::from("spool")));
    runtime.block_on(spool.keep(look("2026-01-01T00:00:00Z")));
    let (found, code) = seen(&house.data);
    assert_eq!(code, Some(1));
    assert!(those(&found, "wrong").contains(&String::from("spool")));
}
