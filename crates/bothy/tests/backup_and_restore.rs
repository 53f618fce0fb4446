//! Backup and restore as whoever runs the program meets them.

use crate::at_the_door;

use at_the_door::{Browser, Served};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn bothy(args: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bothy")).args(args).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn told(output: &Output) -> Value {
    assert!(output.status.success(), "{}", said(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// One sentence, and an end that scripts see.
fn refused(output: &Output, with: &str) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    assert!(said(output).contains(with), "{}", said(output));
    assert_eq!(said(output).trim().lines().count(), 1, "{}", said(output));
}

fn serve(data: &Path) -> Child {
    let mut server = Command::new(env!("CARGO_BIN_EXE_bothy"))
        .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("http"), "{line}");
    server
}

fn end(mut server: Child) {
    server.kill().unwrap();
    server.wait().unwrap();
}

struct House {
    folder: tempfile::TempDir,
    data: PathBuf,
    file: PathBuf,
}

impl House {
    /// A service with somebody invited, and its backup.
    fn with_backup() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (data, file) = (folder.path().join("data"), folder.path().join("service.backup"));
        let house = Self { folder, data, file };
        house.invite("ishbel@example.org");
        let made = told(&bothy(&["backup", house.name(), "--json"], &house.data));
        assert!(made["rows"].as_u64().unwrap() > 5 && made["seconds"].as_f64().is_some(), "{made}");
        assert_eq!(made["bytes"].as_u64().unwrap(), std::fs::metadata(&house.file).unwrap().len());
        house
    }

    fn name(&self) -> &str {
        self.file.to_str().unwrap()
    }

    fn invite(&self, address: &str) -> Output {
        bothy(&["invite", "Ishbel Reid", address], &self.data)
    }

    /// Another folder, with this house's key beside it.
    fn another(&self, name: &str) -> PathBuf {
        std::fs::copy(self.folder.path().join("data.key"), self.folder.path().join(format!("{name}.key"))).unwrap();
        self.folder.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(&self.data).unwrap();
        names.map(|one| one.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }
}

#[test]
fn a_running_service_is_backed_up_and_comes_back_in_an_empty_folder() {
    let house = House::with_backup();
    let server = serve(&house.data);
    let made = told(&bothy(&["backup", house.name(), "--json"], &house.data));
    end(server);
    let there = house.another("there");
    let back = told(&bothy(&["restore", house.name(), "--json"], &there));
    assert_eq!((&back["content"], &back["tables"]), (&made["content"], &made["tables"]));
    assert!(said(&bothy(&["invite", "Ishbel Reid", "ishbel@example.org"], &there)).contains("is here already"));
    end(serve(&there));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&house.file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let leftovers: Vec<_> = house.names().into_iter().filter(|name| name.contains("arriving")).collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

#[test]
fn a_service_that_is_there_is_replaced_only_when_asked_and_kept_aside() {
    let house = House::with_backup();
    let since = house.invite("since@example.org");
    assert!(since.status.success(), "{}", said(&since));
    refused(&bothy(&["restore", house.name()], &house.data), "--replace");
    let server = serve(&house.data);
    refused(&bothy(&["restore", house.name(), "--replace"], &house.data), "end the running bothy");
    end(server);
    let back = told(&bothy(&["restore", house.name(), "--replace", "--json"], &house.data));
    let kept = PathBuf::from(back["kept"].as_str().unwrap());
    // What was written since then is gone here, and stands in the one that was kept.
    assert!(house.invite("since@example.org").status.success());
    let aside = house.another("aside");
    std::fs::create_dir(&aside).unwrap();
    std::fs::copy(&kept, aside.join("bothy.sqlite")).unwrap();
    assert!(said(&bothy(&["invite", "Ishbel Reid", "since@example.org"], &aside)).contains("is here already"));
}

#[test]
fn a_damaged_database_is_replaced_too() {
    let house = House::with_backup();
    let database = house.data.join("bothy.sqlite");
    std::fs::write(&database, b"this was a database once, before the disk went wrong and took its pages").unwrap();
    refused(&bothy(&["restore", house.name()], &house.data), "--replace");
    told(&bothy(&["restore", house.name(), "--replace", "--json"], &house.data));
    assert!(said(&house.invite("ishbel@example.org")).contains("is here already"));
}

#[test]
fn a_backup_that_is_cut_changed_or_another_keys_loads_nothing() {
    let house = House::with_backup();
    let whole = std::fs::read(&house.file).unwrap();
    let there = house.another("there");
    let broken = house.folder.path().join("broken.backup");
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 4;
    for (bytes, with) in [
        (changed, "not as it was written"),
        (whole[..whole.len() - 1].to_vec(), "not as it was written"),
        (b"name,day\nTea,Tuesday\n".to_vec(), "is no backup"),
    ] {
        std::fs::write(&broken, bytes).unwrap();
        for more in [&[][..], &["--check"]] {
            let args = [&["restore", broken.to_str().unwrap()], more].concat();
            refused(&bothy(&args, &there), with);
        }
        refused(&bothy(&["restore", broken.to_str().unwrap(), "--replace"], &house.data), with);
    }
    // Where there is no key, and where there is another's.
    refused(&bothy(&["restore", house.name()], &house.folder.path().join("nowhere")), "--master-key");
    let other = house.folder.path().join("other");
    assert!(bothy(&["keys", "new"], &other).status.success());
    refused(&bothy(&["restore", house.name()], &other), "is sealed with");
    assert!(!there.exists() && !other.join("bothy.sqlite").exists());
    assert!(said(&house.invite("ishbel@example.org")).contains("is here already"), "the service is untouched");
}

#[test]
fn a_check_proves_a_backup_and_leaves_nothing_behind() {
    let house = House::with_backup();
    let before = house.names();
    let proved = told(&bothy(&["restore", "--check", house.name(), "--json"], &house.data));
    assert_eq!((&proved["proved"], &proved["noted"]), (&true.into(), &true.into()));
    assert_eq!(house.names(), before);
    // On another machine there is no service that could remember it.
    let there = house.another("there");
    let proved = told(&bothy(&["restore", "--check", house.name(), "--json"], &there));
    assert_eq!((&proved["proved"], &proved["noted"]), (&true.into(), &false.into()));
    assert!(!there.exists());
}

#[test]
fn a_mistyped_folder_is_no_service_and_none_is_made() {
    let house = House::with_backup();
    let typo = house.folder.path().join("dat");
    refused(&bothy(&["export", "service"], &typo), "There is no service");
    refused(&bothy(&["backup", house.name()], &typo), "There is no service");
    assert!(!typo.exists() && !house.folder.path().join("dat.key").exists());
    // Nor does a backup take the place of anything but a backup.
    let database = house.data.join("bothy.sqlite");
    refused(&bothy(&["backup", database.to_str().unwrap()], &house.data), "is no backup");
    assert!(said(&house.invite("ishbel@example.org")).contains("is here already"));
}

/// The first session that her rota leads to, once the worker has made it.
fn session_of(browser: &mut Browser) -> String {
    for _ in 0..150 {
        let page = browser.get("/groups/evening-circle/inside");
        assert_eq!(page.status, 200, "{}", page.html);
        if let Some((_, rest)) = page.html.split_once("href=\"/sessions/") {
            return format!("/sessions/{}", rest.split('"').next().unwrap());
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    panic!("no session was made");
}

/// Types both envelopes of a sheet in.
fn key_from_paper(sheet: &Value, data: &Path) {
    let typed: Vec<String> = [1, 0]
        .map(|at| {
            let groups = sheet["envelopes"][at]["groups"].as_array().unwrap();
            groups.iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join(" ")
        })
        .to_vec();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bothy"))
        .args(["keys", "restore", "--data"])
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{}\n", typed.join("\n")).as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
fn on_monday_she_signs_in_on_an_empty_machine_and_sees_her_session_and_nobody_who_was_erased() {
    // What lies elsewhere than the machine: the backup, the list of those who were erased, two envelopes.
    let (shelf, machine) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = machine.path().join("data");
    let (backup, list, table) =
        (shelf.path().join("service.backup"), shelf.path().join("erased.list"), shelf.path().join("groups.csv"));
    let (backup, list) = (backup.to_str().unwrap(), list.to_str().unwrap());
    std::fs::write(&table, "Name,Days and times,Venue\nEvening circle,Tuesdays 7pm - 8.30pm,Leith Library\n").unwrap();
    let aileen = ["invite", "Aileen Kerr", "aileen@example.org", "--role", "coordinator", "--json"];
    let aileen = told(&bothy(&aileen, &data));
    let joan =
        told(&bothy(&["invite", "Joan Bairdsdottir", "joan@example.org", "--role", "supporter", "--json"], &data));
    assert!(bothy(&["import", "groups", table.to_str().unwrap()], &data).status.success());
    let sheet = told(&bothy(&["keys", "sheet", "--json"], &data));

    // Friday: she sets her codes up and sees the session; Joan chooses a password. Then the backup, and Joan is erased.
    let served = Served::from(&data, &[], None);
    let mut friday = served.browser();
    friday.accepts(aileen["link"].as_str().unwrap());
    assert_eq!(friday.signs_in("aileen@example.org"), "/sign-in/set-up");
    let phone = friday.sets_codes_up();
    // What was imported counts once somebody has looked at it.
    let after =
        |html: &str, before: &str| html.split_once(before).unwrap().1.split(['"', '/']).next().unwrap().to_owned();
    let run = after(&friday.get("/imports").html, "href=\"/imports/");
    let page = friday.get(&format!("/imports/{run}"));
    let row = after(&page.html, "/imports/rows/");
    let looked = friday.post(&format!("/imports/rows/{row}/let-in"), &[("act", &page.field("act"))]);
    assert_eq!(looked.status, 303, "{}", looked.html);
    let session = session_of(&mut friday);
    let page = friday.get(&session);
    assert!(page.status == 200 && page.html.contains("Evening circle"), "{}", page.html);
    served.browser().accepts(joan["link"].as_str().unwrap());
    told(&bothy(&["backup", backup, "--json"], &data));
    let person = joan["person"].as_str().unwrap();
    told(&bothy(&["erase", person, "--reason", "Asked by letter", "--json"], &data));
    assert!(bothy(&["export", "erased", "--out", list], &data).status.success());

    // The weekend: the machine is gone, with its key and all that stood beside the data.
    drop(served);
    machine.close().unwrap();

    // Monday: an empty machine.
    let machine = tempfile::tempdir().unwrap();
    let data = machine.path().join("data");
    refused(&bothy(&["restore", backup, "--erased", list], &data), "--master-key");
    key_from_paper(&sheet, &data);
    let back = told(&bothy(&["restore", backup, "--erased", list, "--json"], &data));
    assert_eq!(back["erased_again"], 1, "{back}");
    let served = Served::from(&data, &[], None);
    let mut monday = served.browser();
    assert_eq!(monday.signs_in("aileen@example.org"), "/sign-in/code");
    assert_eq!(monday.shows_code(&phone), "/today");
    let page = monday.get(&session);
    assert!(page.status == 200 && page.html.contains("Evening circle"), "{}", page.html);
    assert_eq!(monday.get("/rota").status, 200);

    // Joan was in the backup, with her password. She is erased again, and nothing of her comes back.
    let fields = [("email", "joan@example.org"), ("password", at_the_door::PASSWORD), ("device", "own")];
    assert_eq!(served.browser().post("/sign-in", &fields).status, 422);
    assert!(!monday.get("/people").html.contains("Bairdsdottir"));
    drop(served);
    let bytes = std::fs::read(data.join("bothy.sqlite")).unwrap();
    assert!(!bytes.windows(12).any(|part| part == b"Bairdsdottir"));
}
