//! The program is killed at any moment: what was acknowledged is there once, and nothing is half done.
//!
//! The writer is a process of its own (this same test program, started again), so that the kill is a real one.
#![allow(clippy::print_stdout, reason = "tests may stop at once")]

use bothy_actions::Bothy;
use bothy_actions::access::{begin_sign_in, who_is};
use bothy_actions::duties::see_today;
use bothy_actions::rota::{give_seat, take_back_seat};
use bothy_domain::access::Role;
use bothy_domain::duties::DutyRule;
use bothy_domain::ids::{ActId, OrganisationId, PersonId, SeatId, SessionId};
use bothy_store::audit::Verified;
use bothy_store::{Db, StoreError, WhereFrom, rota};
use bothy_testkit::{Build, MovingClock, Service, on_both, test_key, tuesday_evening};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const KILLS: u64 = 12;

/// What the writer needs to know, as text for its environment.
fn task(from: &WhereFrom, organisation: OrganisationId, aileen: PersonId, tam: PersonId, seat: SeatId) -> String {
    let place = match from {
        WhereFrom::File(path) => format!("file:{}", path.display()),
        WhereFrom::Url(url) => url.clone(),
    };
    format!("{place} {organisation} {aileen} {tam} {seat}")
}

/// The writer: gives and takes back one seat for ever, and says each act once it is acknowledged.
#[test]
fn a_writer_that_is_started_by_the_others() {
    let Ok(task) = std::env::var("BOTHY_WRITER") else { return };
    let parts: Vec<&str> = task.split(' ').collect();
    let from = match parts[0].strip_prefix("file:") {
        Some(path) => WhereFrom::File(path.into()),
        None => WhereFrom::Url(parts[0].into()),
    };
    let (organisation, aileen, tam, seat): (OrganisationId, PersonId, PersonId, SeatId) =
        (parts[1].parse().unwrap(), parts[2].parse().unwrap(), parts[3].parse().unwrap(), parts[4].parse().unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let clock = Arc::new(MovingClock::at("2026-11-23T09:00:00Z".parse().unwrap()));
        let bothy = Bothy::new(Db::open(&from, test_key()).await.unwrap(), clock);
        let token = begin_sign_in(&bothy, organisation, aileen).await.unwrap();
        let aileen = who_is(&bothy, &token).await.unwrap().unwrap();
        for _ in 0..10_000 {
            let act = ActId::new(Uuid::now_v7());
            let done = match give_seat(&bothy, &aileen, act, seat, tam).await {
                Ok(_) => true,
                Err(_) => take_back_seat(&bothy, &aileen, act, seat).await.is_ok(),
            };
            if done {
                let mut out = std::io::stdout();
                writeln!(out, "ack {act}").unwrap();
                out.flush().unwrap();
            }
        }
    });
}

async fn holder(service: &Service, organisation: OrganisationId, seat: SeatId) -> Option<PersonId> {
    let db = &service.bothy.db;
    db.snapshot("holder", (organisation, seat), |tx, (organisation, seat)| {
        Box::pin(async move { Ok::<_, StoreError>(rota::find(tx, *organisation, *seat).await?.unwrap().holder()) })
    })
    .await
    .unwrap()
}

async fn is_spent(service: &Service, organisation: OrganisationId, act: ActId) -> bool {
    let db = &service.bothy.db;
    db.snapshot("spent", (organisation, act), |tx, (organisation, act)| {
        Box::pin(async move { bothy_store::access::spent(tx, *organisation, act.uuid()).await })
    })
    .await
    .unwrap()
    .is_some()
}

/// Starts the writer, kills it after so many milliseconds, and returns what it had acknowledged.
fn killed_after(task: &str, milliseconds: u64) -> Vec<ActId> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["killed_at_any_moment::a_writer_that_is_started_by_the_others", "--exact", "--nocapture"])
        .env("BOTHY_WRITER", task)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let acts = lines.lines().map_while(Result::ok);
        acts.filter_map(|line| line.split("ack ").nth(1).and_then(|act| act.trim().parse().ok())).collect()
    });
    std::thread::sleep(Duration::from_millis(milliseconds));
    writer.kill().unwrap();
    writer.wait().unwrap();
    reader.join().unwrap()
}

on_both! {
    async fn what_was_acknowledged_is_there_and_nothing_is_half_done(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        let tam = build.supporter("Tam").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
        let known = build.known(aileen).await;
        let task = task(&service.from, build.organisation, aileen, tam, seats[1]);
        let mut acknowledged = 0;
        for kill in 0..KILLS {
            let milliseconds = 150 + kill * 37;
            let text = task.clone();
            let acts = tokio::task::spawn_blocking(move || killed_after(&text, milliseconds)).await.unwrap();
            acknowledged += acts.len();
            for act in acts {
                assert!(is_spent(&service, build.organisation, act).await, "{act} was acknowledged and is gone");
            }
            // The seat, the duty and the audit tell the same story, wherever the kill fell.
            let empty = holder(&service, build.organisation, seats[1]).await.is_none();
            let (from, to) = ("2026-11-23T00:00:00Z".parse().unwrap(), "2026-11-24T00:00:00Z".parse().unwrap());
            let duties = see_today(&service.bothy, &known, from, to).await.unwrap().duties;
            let owed = duties.iter().any(|one| one.duty.rule == DutyRule::SeatEmpty && SessionId::new(one.subject) == session);
            assert_eq!(owed, empty, "after kill {kill} the duty and the seat disagree");
        }
        assert!(acknowledged > 20, "the writer hardly wrote: {acknowledged}");
        let organisation = build.organisation;
        let found = service.bothy.db
            .snapshot("verify", organisation, |tx, organisation| {
                Box::pin(async move { bothy_store::audit::verify(tx, *organisation).await })
            })
            .await
            .unwrap();
        let Verified::Sound { unsealed, .. } = found else { panic!("the chain is broken") };
        assert!(unsealed as usize >= acknowledged, "an act without its audit");
    }
}
