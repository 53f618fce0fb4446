//! What a round of the planner costs with 100 subjects due: beside 100 members, and beside 100,000.
//!
//! The two services are asked by turns in one run, so that a busy machine slows both. Prints one line of JSON with
//! the median milliseconds of each, for `cargo xtask yardstick`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measurement may stop at once, and it measures the machine's own time"
)]

use bothy_actions::duties::plan_due;
use bothy_domain::access::{Hat, Role};
use bothy_domain::ids::{HatId, OrganisationId, PersonId};
use bothy_store::duties::{Subject, SubjectKind, make, wake};
use bothy_store::people::{Person, add, put_on};
use bothy_store::{Audit, Commit, Entry, StoreError};
use bothy_testkit::{Build, Service, on_sqlite, tuesday_evening};
use std::time::Instant;
use uuid::Uuid;

/// How many are due in a round.
const DUE: usize = 100;
/// How many rounds each service is asked; the median counts.
const ROUNDS: usize = 15;

fn main() {
    on_sqlite(|few| async move {
        on_sqlite_too(few).await;
    });
}

async fn on_sqlite_too(few: Service) {
    let folder = tempfile::tempdir().unwrap();
    let many = Service::at(bothy_store::WhereFrom::File(folder.path().join("many.db"))).await;
    let services = [(filled(&few, 100).await, few), (filled(&many, 100_000).await, many)];
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (index, ((build, sessions), service)) in services.iter().enumerate() {
            wake_all(build, sessions).await;
            let began = Instant::now();
            let planned = plan_due(&service.bothy, 1_000).await.unwrap();
            taken[index].push(began.elapsed().as_secs_f64() * 1_000.0);
            assert_eq!(planned, DUE, "a round plans what is due and nothing else");
        }
    }
    for list in &mut taken {
        list.sort_by(f64::total_cmp);
    }
    println!("{{\"few_ms\": {:.3}, \"many_ms\": {:.3}}}", taken[0][ROUNDS / 2], taken[1][ROUNDS / 2]);
}

/// A service with so many members, one group and as many sessions as will be due.
async fn filled(service: &Service, members: usize) -> (Build, Vec<Uuid>) {
    let build = Build::organisation(service, "lothian").await;
    let place = build.place("Leith Library").await;
    let group = build.group("Tuesday group", None).await;
    let holder = build.supporter("Joan").await;
    for part in 0..members.div_ceil(2_000) {
        people(&build, 2_000.min(members - part * 2_000)).await;
    }
    let mut sessions = Vec::new();
    for _ in 0..DUE {
        let (session, _) = build.session(tuesday_evening(group, place, vec![Some(holder), None])).await;
        sessions.push(session.uuid());
    }
    while plan_due(&service.bothy, 1_000).await.unwrap() > 0 {}
    (build, sessions)
}

fn changed(organisation: OrganisationId, at: jiff::Timestamp) -> Commit<()> {
    let thing = organisation.to_string();
    Commit::Changed((), Audit::of(Entry { organisation, at, by: None, act: "made-for-a-test", thing, reason: None }))
}

async fn people(build: &Build, count: usize) {
    let input = (build.organisation, build.service.clock.now(), count);
    build
        .service
        .bothy
        .db
        .write("people", input, |w, (organisation, now, count)| {
            Box::pin(async move {
                for number in 0..*count {
                    let id = PersonId::new(Uuid::now_v7());
                    let shown_name = format!("Member {number}");
                    add(w, *organisation, &Person { id, shown_name, email: None, limit_a_week: None }, *now).await?;
                    make(w, Subject::of(*organisation, SubjectKind::Person, id.uuid())).await?;
                    let hat = Hat {
                        id: HatId::new(Uuid::now_v7()),
                        role: Role::Member,
                        branch: None,
                        from: *now,
                        until: None,
                    };
                    put_on(w, *organisation, id, &hat).await?;
                }
                Ok::<_, StoreError>(changed(*organisation, *now))
            })
        })
        .await
        .unwrap();
}

async fn wake_all(build: &Build, sessions: &[Uuid]) {
    let input = (build.organisation, build.service.clock.now(), sessions.to_vec());
    build
        .service
        .bothy
        .db
        .write("wake", input, |w, (organisation, now, sessions)| {
            Box::pin(async move {
                for session in sessions {
                    wake(w, Subject::of(*organisation, SubjectKind::Session, *session), *now).await?;
                }
                Ok::<_, StoreError>(changed(*organisation, *now))
            })
        })
        .await
        .unwrap();
}
