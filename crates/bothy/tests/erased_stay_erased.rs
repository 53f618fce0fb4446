//! Somebody is erased, and an older backup does not bring them back.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn bothy(args: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bothy")).args(args).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn told(output: &Output) -> Value {
    assert!(output.status.success(), "{}", said(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

struct House {
    folder: tempfile::TempDir,
    data: PathBuf,
    backup: String,
    joan: String,
}

impl House {
    /// A service with Ishbel and Joan, its backup, and then Joan erased.
    fn with_joan_erased() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        told(&bothy(&["invite", "Ishbel Reid", "ishbel@example.org", "--json"], &data));
        let joan = told(&bothy(&["invite", "Joan Baird", "joan@example.org", "--role", "supporter", "--json"], &data));
        let joan = joan["person"].as_str().unwrap().to_owned();
        let backup = folder.path().join("service.backup").display().to_string();
        told(&bothy(&["backup", &backup, "--json"], &data));
        told(&bothy(&["erase", &joan, "--reason", "Asked by letter", "--json"], &data));
        Self { folder, data, backup, joan }
    }

    fn knows_joan(&self, data: &Path) -> bool {
        let asked = bothy(&["export", "person", &self.joan, "--reason", "She asks", "--json"], data);
        assert!(asked.status.success() || said(&asked).contains("There is nobody"), "{}", said(&asked));
        let bytes = std::fs::read(data.join("bothy.sqlite")).unwrap();
        let named = bytes.windows(10).any(|part| part == b"Joan Baird");
        assert_eq!(named, asked.status.success(), "the file says the same as the program");
        named
    }

    /// Another folder with this house's key, and nothing else of it.
    fn empty_machine(&self) -> PathBuf {
        std::fs::copy(self.folder.path().join("data.key"), self.folder.path().join("new.key")).unwrap();
        self.folder.path().join("new")
    }
}

#[test]
fn a_backup_put_in_the_place_of_the_service_erases_again() {
    let house = House::with_joan_erased();
    assert!(!house.knows_joan(&house.data));
    // Even without the list beside the data: the service that is replaced knows it.
    std::fs::remove_file(house.folder.path().join("data.erased")).unwrap();
    let restored = told(&bothy(&["restore", &house.backup, "--replace", "--json"], &house.data));
    assert_eq!(restored["erased_again"], 1);
    assert!(!house.knows_joan(&house.data));
}

#[test]
fn the_list_beside_the_data_outlives_the_data() {
    let house = House::with_joan_erased();
    std::fs::remove_dir_all(&house.data).unwrap();
    let restored = told(&bothy(&["restore", &house.backup, "--json"], &house.data));
    assert_eq!(restored["erased_again"], 1);
    assert!(!house.knows_joan(&house.data));
}

#[test]
fn on_an_empty_machine_a_list_that_was_named_is_asked() {
    let house = House::with_joan_erased();
    let list = house.folder.path().join("erased.list").display().to_string();
    assert!(bothy(&["export", "erased", "--out", &list], &house.data).status.success());
    let new = house.empty_machine();
    let restored = told(&bothy(&["restore", &house.backup, "--erased", &list, "--json"], &new));
    assert_eq!(restored["erased_again"], 1);
    assert!(!house.knows_joan(&new));
    // A list that is none is refused before anything is loaded.
    std::fs::write(&list, "not a list\n").unwrap();
    std::fs::remove_dir_all(&new).unwrap();
    let refused = bothy(&["restore", &house.backup, "--erased", &list], &new);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("Line 1") && !new.join("bothy.sqlite").exists(), "{}", said(&refused));
}

#[test]
fn without_a_list_the_backup_brings_back_what_it_holds() {
    let house = House::with_joan_erased();
    let new = house.empty_machine();
    let restored = told(&bothy(&["restore", &house.backup, "--json"], &new));
    assert_eq!(restored["erased_again"], 0);
    assert!(house.knows_joan(&new));
}

#[test]
fn what_is_held_about_somebody_is_read_by_a_person_and_by_a_program() {
    let house = House::with_joan_erased();
    let new = house.empty_machine();
    told(&bothy(&["restore", &house.backup, "--json"], &new));
    let asked = ["export", "person", &house.joan, "--reason", "She asks"];
    let text = bothy(&asked, &new);
    assert!(said(&text).contains("Name: Joan Baird"), "{}", said(&text));
    let record = told(&bothy(&[&asked[..], &["--json"]].concat(), &new));
    assert_eq!(record["held"]["Name and address"][0]["Email"], "joan@example.org");
    assert_eq!(record["held"]["Hats"][0]["Role"], "supporter");
    for wrong in [&["export", "person", &house.joan][..], &["export", "person"][..]] {
        assert_eq!(bothy(wrong, &new).status.code(), Some(2), "{wrong:?}");
    }
    let nobody = bothy(&["export", "person", "joan", "--reason", "She asks"], &new);
    assert_eq!(nobody.status.code(), Some(1));
}
