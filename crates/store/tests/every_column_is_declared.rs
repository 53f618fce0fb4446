//! Every column of the tables as they really are is declared, and every declaration is of a column that is there.

use bothy_store::StoreError;
use bothy_store::going::declared::read;
use bothy_store::going::{About, Declared, End, Erased, Says, declared};
use bothy_store::keeping::{Table, tables};
use bothy_store::sealing::for_test::names;
use bothy_testkit::{Service, on_both};
use std::collections::BTreeSet;

const SEEN: [&str; 9] = [
    "everyone",
    "helpers",
    "planners",
    "looking-after",
    "readers",
    "administrators",
    "auditors",
    "the-person",
    "nobody",
];

async fn real(service: &Service) -> Vec<Table> {
    let found = service.bothy.db.snapshot("tables", (), |tx, ()| {
        Box::pin(async move { tables(tx).await.map_err(|_| StoreError::Unknown { column: "table" }) })
    });
    found.await.unwrap()
}

/// What is there and not declared, and what is declared and not there.
fn differences(declared: &Declared, real: &[Table]) -> Vec<String> {
    let said: BTreeSet<String> = declared
        .tables
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| format!("{}.{}", table.name, column.name)))
        .collect();
    let there: BTreeSet<String> = real
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| format!("{}.{}", table.name, column.name)))
        .collect();
    let not_declared = there.difference(&said).map(|column| format!("{column} is not declared in columns.toml"));
    let gone = said.difference(&there).map(|column| format!("{column} is declared and is not there"));
    not_declared.chain(gone).collect()
}

on_both! {
    async fn every_column_that_is_there_is_declared_and_no_other(service: Service) {
        let wrong = differences(declared().unwrap(), &real(&service).await);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_column_that_nobody_declared_is_named(service: Service) {
        let mut real = real(&service).await;
        let person = real.iter_mut().find(|table| table.name == "person").unwrap();
        person.columns.iter_mut().find(|column| column.name == "email").unwrap().name = String::from("telephone");
        let wrong = differences(declared().unwrap(), &real);
        assert_eq!(wrong, ["person.telephone is not declared in columns.toml", "person.email is declared and is not there"]);
    }

    async fn every_way_to_a_person_leads_through_columns_that_are_there(service: Service) {
        let real = real(&service).await;
        let has = |table: &str, column: &str| {
            real.iter().any(|one| one.name == table && one.columns.iter().any(|has| has.name == column))
        };
        for table in &declared().unwrap().tables {
            assert!(has(&table.name, &table.owner) || table.name == "recovery_sheet", "{}", table.name);
            for way in table.ways() {
                let parts: Vec<&str> = way.split('>').collect();
                match parts.as_slice() {
                    [column] => assert!(has(&table.name, column), "{}: {way}", table.name),
                    [ours, theirs, column] => {
                        let (other, points) = theirs.split_once('.').unwrap();
                        assert!(has(&table.name, ours) && has(other, points) && has(other, column), "{way}");
                    }
                    _ => panic!("{}: {way}", table.name),
                }
            }
            for column in &table.columns {
                if let Says::Column(other) = &column.says {
                    assert!(has(&table.name, other), "{}.{}", table.name, column.name);
                }
            }
        }
        for class in &declared().unwrap().classes {
            for rows in &class.rows {
                let own: Vec<&str> = rows.blank.iter().chain(&rows.forget).map(String::as_str).collect();
                assert!(own.iter().all(|column| has(&rows.table, column)), "{}", class.name);
            }
        }
    }
}

#[test]
fn what_is_about_a_person_says_whose_whether_it_leaves_and_what_becomes_of_it() {
    let mut wrong = Vec::new();
    for table in &declared().unwrap().tables {
        for column in &table.columns {
            let mut say = |what: &str| wrong.push(format!("{}.{} {what}", table.name, column.name));
            if column.seen.is_empty() || column.seen.iter().any(|who| !SEEN.contains(&who.as_str())) {
                say("does not say who sees it");
            }
            if column.about != About::Person {
                if column.whose.is_some() || column.leaves.is_some() || column.erased.is_some() {
                    say("is about nobody and yet belongs to somebody");
                }
                continue;
            }
            if column.whose.is_none() {
                say("does not say whose it is");
            }
            if column.leaves.is_none() == column.withheld.is_none() {
                say("neither leaves with the person nor says why not");
            }
            if column.leaves.is_some() && table.heading.is_none() {
                say("leaves under no heading");
            }
            match column.erased {
                None => say("does not say what becomes of it with the person"),
                Some(Erased::Stays) if column.because.is_none() => say("stays and does not say why"),
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_said_to_be_sealed_is_what_is_sealed() {
    let said: BTreeSet<String> = declared()
        .unwrap()
        .tables
        .iter()
        .flat_map(|table| {
            let sealed = table.columns.iter().filter(|column| column.sealed);
            sealed.map(|column| format!("{}.{}", table.name, column.name))
        })
        .collect();
    let sealed: BTreeSet<String> = names().into_iter().map(String::from).collect();
    assert_eq!(said, sealed);
}

#[test]
fn every_kind_of_record_has_its_time_and_its_reason() {
    let declared = declared().unwrap();
    for table in &declared.tables {
        assert!(declared.class(&table.kept).is_some(), "{} is kept as {}", table.name, table.kept);
    }
    for class in &declared.classes {
        assert!(!class.because.is_empty(), "{}", class.name);
        assert!(declared.tables.iter().any(|table| table.kept == class.name), "nothing is kept as {}", class.name);
        let ends = class.end != End::Stays;
        assert_eq!((class.days.is_some(), !class.rows.is_empty()), (ends, ends), "{}", class.name);
        for rows in &class.rows {
            let table = declared.table(&rows.table).unwrap();
            assert_eq!(table.kept, class.name, "{}", rows.table);
            let emptied = !rows.blank.is_empty() || !rows.forget.is_empty();
            assert_eq!(class.end == End::Blank, emptied, "{}", class.name);
        }
    }
}

#[test]
fn a_slip_in_a_list_is_refused() {
    assert!(read("[person]\nkept = \"person\"\n[person.columns]\nid = \"nobody-knows\"\n", "").is_err());
    assert!(read("", "[person]\nend = \"sometimes\"\nbecause = \"\"\n").is_err());
}
