//! What the demonstration has no row of.

use super::text;
use bothy_store::keeping::as_of::{Opened, Row};
use serde_json::{Value, json};

/// Adds a row to every table that the demonstration leaves empty, about its own coordinator and a group of theirs.
#[expect(clippy::too_many_lines, reason = "a list, one row after the other")]
pub fn add(rows: &mut Opened) {
    let ours = text(rows["organisation"].iter().find(|one| text(one, "slug") == "lothian").unwrap(), "id").to_owned();
    let first = |table: &str, fits: &dyn Fn(&Row) -> bool| {
        let found = rows[table].iter().find(|row| text(row, "organisation_id") == ours && fits(row));
        text(found.unwrap_or_else(|| panic!("no {table}")), "id").to_owned()
    };
    let who = |word: &str| first("person", &|row| text(row, "email").starts_with(&format!("{word}@")));
    let (planner, member, admin) = (who("coordinator"), who("member"), who("administrator"));
    let (group, series, place) =
        (first("peer_group", &|_| true), first("series", &|_| true), first("place", &|_| true));
    let sign_in = rows["sign_in"].iter().find(|row| text(row, "person_id") == planner);
    let sign_in = sign_in.map_or(Value::Null, |row| row["id"].clone());
    let id = |number: u32| format!("019ab000-0000-7000-8000-{number:012}");
    let hash = "5".repeat(64);
    let at = 1_764_000_000_000_000_i64;
    let mut more: Vec<(&str, Value)> = vec![
        ("reason", json!({ "id": id(1), "words": "Asked at the desk, by the lift" })),
        (
            "audit",
            json!({ "id": id(2), "at": at, "by_person": admin, "act": "waived-second-step", "thing": "",
                    "reason_id": id(1), "reason_hash": "Asked at the desk, by the lift" }),
        ),
        ("second_step_waiver", json!({ "person_id": planner, "by_person": admin, "reason_id": id(1), "at": at })),
        (
            "hold",
            json!({ "id": id(3), "kind": "person", "thing_id": member, "reason_id": id(1), "by_person": admin,
                    "from_at": at }),
        ),
        ("erased", json!({ "person_id": id(4), "at": at })),
        ("kept_from", json!({ "person_id": member, "group_id": group })),
        ("week_off", json!({ "series_id": series, "on_date": "2027-07-06", "name": "Summer" })),
        (
            "course_part",
            json!({ "group_id": group, "number": 1, "title": "Beginning", "material": "A pen", "link": "" }),
        ),
        (
            "place_picture",
            json!({ "place_id": place, "hash": hash, "words": "The door by the bins", "width": 1, "height": 1,
                    "body": "89504e470d0a1a0a", "checked_on": "2026-11-02" }),
        ),
        (
            "import_run",
            json!({ "id": id(5), "kind": "groups", "file_name": "clubs.csv", "file_hash": hash, "at": at,
                    "by_person": admin, "source": "clubs.csv", "source_year": 2019 }),
        ),
        (
            "import_row",
            json!({ "id": id(6), "run_id": id(5), "number": 1, "name": "Tea club", "outcome": "waiting",
                    "reason": "The time is not said.", "understood": "", "cells": "{\"Name\":\"Tea club\"}" }),
        ),
        ("code_app", json!({ "person_id": planner, "secret": "JBSWY3DPEHPK3PXP", "made_at": at, "last_step": 0 })),
        ("spare_code", json!({ "id": id(7), "person_id": planner, "code_hash": hash })),
        ("password", json!({ "person_id": planner, "hash": "none", "set_at": at })),
        (
            "one_use_link",
            json!({ "id": id(8), "person_id": member, "kind": "invitation", "token_hash": "6".repeat(64),
                    "made_at": at, "ends_at": at + 1_000 }),
        ),
        (
            "known_device",
            json!({ "id": id(9), "person_id": planner, "token_hash": hash, "first_at": at, "last_at": at }),
        ),
        ("sign_in_pace", json!({ "key_hash": hash, "tries": 2, "last_at": at, "next_at": at })),
        ("recovery", json!({ "id": id(10), "person_id": member, "asked_at": at, "ends_at": at + 1_000 })),
        (
            "passkey",
            json!({ "id": id(11), "person_id": planner, "credential": "Y3JlZGVudGlhbA", "key_json": "{}",
                    "name": "Telephone", "made_at": at }),
        ),
        (
            "challenge",
            json!({ "id": id(12), "kind": "add", "person_id": planner, "sign_in_id": sign_in, "state_json": "{}",
                    "from_hash": "", "ends_at": at }),
        ),
        (
            "api_answer",
            json!({ "id": id(13), "person_id": planner, "sent_hash": hash, "begun_at": at, "status": 200,
                    "body": "{}" }),
        ),
        (
            "sign_in_provider",
            json!({ "id": id(14), "name": "Lothian accounts", "issuer": "https://accounts.example.org",
                    "client_id": "bothy", "client_secret": "a secret of nobody", "set_at": at, "version": 1 }),
        ),
        (
            "mail_sender",
            json!({ "id": id(16), "server": "mail.example.org", "port": 587, "security": "starttls",
                    "user_name": "post", "password": "three words of nobody", "from_name": "Lothian Peer Network",
                    "from_address": "post@example.org", "reply_to": "", "set_at": at, "version": 1 }),
        ),
        ("kept_longer", json!({ "kind": "offers", "days": 400, "by_person": admin, "reason_id": id(1), "set_at": at })),
        (
            "private_calendar",
            json!({ "id": id(17), "person_id": planner, "says": "Busy", "token_hash": hash, "made_at": at }),
        ),
        (
            "linked_account",
            json!({ "id": id(15), "person_id": planner, "issuer": "https://accounts.example.org", "subject": "42",
                    "linked_at": at }),
        ),
        (
            "provider_visit",
            json!({ "state_hash": hash, "browser_hash": hash, "from_hash": "", "kind": "sign-in", "device": "own",
                    "way_to": "", "issuer": "https://accounts.example.org", "nonce": "n", "verifier": "v",
                    "ends_at": at }),
        ),
        (
            "policy_version",
            json!({ "number": 2, "from_at": at, "by_person": admin, "reason_id": id(1), "group_id": group,
                    "minimum_before": 2, "minimum": 3 }),
        ),
    ];
    for (_, row) in &mut more {
        row["organisation_id"] = json!(ours);
    }
    more.push((
        "recovery_sheet",
        json!({ "id": "A-1", "fingerprint": "0000-0000", "printed_at": at, "confirmed_at": at }),
    ));
    for (table, row) in more {
        let Value::Object(cells) = row else { panic!("{table}") };
        rows.get_mut(table).unwrap().push(cells.into_iter().collect());
    }
    for row in rows.get_mut("place").unwrap() {
        row.insert("alarm".to_owned(), json!("By the door, 4 figures"));
    }
    for table in ["series", "session"] {
        for row in rows.get_mut(table).unwrap() {
            row.insert("passcode".to_owned(), json!("heather"));
        }
    }
}
