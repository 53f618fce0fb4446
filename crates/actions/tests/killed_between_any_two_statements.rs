//! The program is killed after its first statement of an act, after its second, and so on to the last: each time
//! the service is as it was before the act, or the act is whole.
//!
//! The one who acts is a process of its own (this same test program, started again), so that the kill is a real one.
#![allow(clippy::print_stdout, reason = "tests may stop at once")]

use bothy_actions::access::{Known, begin_sign_in, who_is};
use bothy_actions::rota::{Reply, answer_offer, give_seat, hand_back_seat, take_back_seat};
use bothy_actions::safety::{Worry, name_readers, raise_concern};
use bothy_actions::{Bothy, keeping::carry_service::Carried};
use bothy_domain::access::Role;
use bothy_domain::ids::{ActId, OfferId, OrganisationId, PersonId, SeatId};
use bothy_domain::safety::{About, Danger};
use bothy_store::{Db, WhereFrom, rota};
use bothy_testkit::{Build, MovingClock, Service, on_both, test_key, tuesday_evening};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// No act of these needs so many statements; a count beyond it means that the kill never comes.
const MOST: u32 = 200;

/// Hears each statement that sqlx has run and kills this program after one of them.
struct KillsAfter {
    statement: u32,
}

static ARMED: AtomicBool = AtomicBool::new(false);
static SEEN: AtomicU32 = AtomicU32::new(0);

impl Subscriber for KillsAfter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        if ARMED.load(Ordering::SeqCst) && SEEN.fetch_add(1, Ordering::SeqCst) + 1 == self.statement {
            Command::new("kill").args(["-9", &std::process::id().to_string()]).status().unwrap();
            // The signal is on its way: the connection must not go on meanwhile.
            loop {
                std::thread::park();
            }
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// One act of the story, by whom.
#[derive(Clone, Copy)]
struct Act<'a> {
    word: &'a str,
    by: &'a str,
    id: ActId,
    /// The seat, or the asking.
    thing: uuid::Uuid,
    other: PersonId,
}

/// The one who acts once, in a process of its own.
#[test]
fn one_who_acts_and_is_started_by_the_others() {
    let Ok(task) = std::env::var("BOTHY_ACTS") else { return };
    let parts: Vec<&str> = task.split(' ').collect();
    let from = match parts[0].strip_prefix("file:") {
        Some(path) => WhereFrom::File(path.into()),
        None => WhereFrom::Url(parts[0].into()),
    };
    let organisation: OrganisationId = parts[1].parse().unwrap();
    let id = ActId::new(parts[4].parse().unwrap());
    let thing: uuid::Uuid = parts[5].parse().unwrap();
    let other = PersonId::new(parts[6].parse().unwrap());
    tracing::subscriber::set_global_default(KillsAfter { statement: parts[7].parse().unwrap() }).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let clock = Arc::new(MovingClock::at("2026-11-23T09:00:00Z".parse().unwrap()));
        let bothy = Bothy::new(Db::open(&from, test_key()).await.unwrap(), clock);
        let by = who_is(&bothy, parts[3]).await.unwrap().unwrap();
        ARMED.store(true, Ordering::SeqCst);
        match parts[2] {
            "hand_back" => drop(hand_back_seat(&bothy, &by, id, SeatId::new(thing)).await.unwrap()),
            "yes" => drop(answer_offer(&bothy, &by, id, OfferId::new(thing), Reply::Yes).await.unwrap()),
            "take_back" => drop(take_back_seat(&bothy, &by, id, SeatId::new(thing)).await.unwrap()),
            "give" => drop(give_seat(&bothy, &by, id, SeatId::new(thing), other).await.unwrap()),
            "worry" => drop(raise_concern(&bothy, organisation, worry(id)).await.unwrap()),
            word => panic!("no such act: {word}"),
        }
        println!("acknowledged");
    });
}

fn worry(act: ActId) -> Worry {
    Worry {
        act,
        danger: Danger::No,
        about: About::SomebodyElse,
        words: "She did not come and she does not answer".into(),
        reach_back: String::new(),
    }
}

/// How a run ended.
#[derive(PartialEq, Eq, Debug)]
enum Ended {
    Killed,
    Acknowledged,
}

fn run(service: &Service, organisation: OrganisationId, act: Act<'_>, statement: u32) -> Ended {
    let place = match &service.from {
        WhereFrom::File(path) => format!("file:{}", path.display()),
        WhereFrom::Url(url) => url.clone(),
    };
    let Act { word, by, id, thing, other } = act;
    let task = format!("{place} {organisation} {word} {by} {} {thing} {} {statement}", id.uuid(), other.uuid());
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "killed_between_any_two_statements::one_who_acts_and_is_started_by_the_others",
            "--exact",
            "--nocapture",
        ])
        .env("BOTHY_ACTS", task)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.code().is_none() {
        assert!(!said.contains("acknowledged"), "{word} was acknowledged before its last statement");
        return Ended::Killed;
    }
    assert!(output.status.success(), "{word}: {said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("acknowledged"), "{said}");
    Ended::Acknowledged
}

async fn held(service: &Service) -> Carried {
    let content = bothy_actions::keeping::carry_service::content;
    service.bothy.db.snapshot("content", (), move |tx, ()| Box::pin(async move { content(tx).await })).await.unwrap()
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

/// The tables of which an act changes something.
fn changed(before: &Carried, after: &Carried) -> Vec<String> {
    let both = before.tables.iter().zip(&after.tables);
    both.filter(|(one, other)| one != other).map(|(one, _)| one.name.clone()).collect()
}

/// Kills the act after each of its statements. Until it is committed nothing of it may be there; then all of it.
/// Answers with the tables it changed.
async fn killed_at_each(service: &Service, organisation: OrganisationId, act: Act<'_>) -> Vec<String> {
    let before = held(service).await;
    for statement in 1..MOST {
        let ended = run(service, organisation, act, statement);
        let after = held(service).await;
        if is_spent(service, organisation, act.id).await {
            // Sent again, as a phone does that never heard the answer, it is the same act.
            assert_eq!(run(service, organisation, act, MOST), Ended::Acknowledged);
            assert_eq!(changed(&after, &held(service).await), Vec::<String>::new(), "{} was done twice", act.word);
            assert!(statement > 5, "{} has only {statement} statements", act.word);
            return changed(&before, &after);
        }
        assert_eq!(ended, Ended::Killed, "{} was acknowledged and is not there", act.word);
        let half = changed(&before, &after);
        assert!(half.is_empty(), "{} killed after statement {statement} left something in {half:?}", act.word);
    }
    panic!("{} never ended", act.word);
}

async fn token(service: &Service, known: &Known) -> String {
    begin_sign_in(&service.bothy, known.sign_in.organisation, known.sign_in.person).await.unwrap()
}

on_both! {
    async fn an_act_is_whole_or_it_never_was(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let organisation = build.organisation;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        let tam = build.supporter("Tam").await;
        let kirsty = build.supporter("Kirsty").await;
        build.knows(kirsty, group).await;
        let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let aileen = build.person("Aileen", &[Role::Coordinator, Role::Administrator], None).await;
        let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), Some(tam)])).await;
        let coordinator = build.known(aileen).await;
        name_readers(&service.bothy, &coordinator, [sam, aileen]).await.unwrap();
        let joans = token(&service, &build.known(joan).await).await;
        let kirstys = token(&service, &build.known(kirsty).await).await;
        let aileens = token(&service, &coordinator).await;
        let seat = seats[0].uuid();
        let acts = |word, by, thing| Act { word, by, id: build.act(), thing, other: tam };

        let handed_back = killed_at_each(&service, organisation, acts("hand_back", &joans, seat)).await;
        for table in ["act_key", "audit", "duty", "job", "seat", "seat_offer"] {
            assert!(handed_back.iter().any(|one| one == table), "handing back did not change {table}: {handed_back:?}");
        }
        let offers = service.bothy.db
            .snapshot("offers", (organisation, session), |tx, (organisation, session)| {
                Box::pin(async move { rota::offers_of(tx, *organisation, *session).await })
            })
            .await
            .unwrap();
        let asked = offers.iter().find(|offer| offer.person == kirsty).unwrap().id.uuid();
        killed_at_each(&service, organisation, acts("yes", &kirstys, asked)).await;
        killed_at_each(&service, organisation, acts("take_back", &aileens, seat)).await;
        let give = Act { other: joan, ..acts("give", &aileens, seat) };
        killed_at_each(&service, organisation, give).await;
        let told = killed_at_each(&service, organisation, acts("worry", &joans, seat)).await;
        for table in ["audit", "concern", "duty", "job"] {
            assert!(told.iter().any(|one| one == table), "a worry did not change {table}: {told:?}");
        }
    }
}
