//! An import from the council's files: every row ends imported, waiting or refused; what waits is somebody's duty;
//! nothing is public until a person has looked; what was not used since can be taken back.

use bothy_actions::access::Known;
use bothy_actions::duties::see_today;
use bothy_actions::imports::{
    DryRun, ImportKind, ImportReport, KeptWhy, NewImport, RowRefused, RowSeen, RowState, RunSeen, Thing, import_file,
    let_in, looked_at, refuse_row, see_import_run, see_imports, undo_import,
};
use bothy_actions::sessions::series::make_ahead;
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::duties::DutyRule;
use bothy_domain::groups::GroupState;
use bothy_domain::ids::{ImportRunId, OrganisationId};
use bothy_store::groups::{self, Group};
use bothy_store::places::{self, Place};
use bothy_store::series::{self, Series};
use bothy_testkit::{Build, Service, on_both};
use jiff::Timestamp;

const GROUPS: &str = "day-services-and-lunch-clubs.csv";

fn council(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/edinburgh-groups-and-venues/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

async fn bring(build: &Build, kind: ImportKind, name: &str, bytes: Vec<u8>, dry_run: DryRun) -> ImportReport {
    let new = NewImport { kind, file_name: name.into(), bytes, dry_run };
    let report = import_file(&build.service.bothy, build.organisation, None, new).await.unwrap();
    assert_eq!(report.imported + report.waiting + report.refused, report.rows, "the three counts add up");
    assert_eq!(report.items.len(), report.rows);
    assert!(report.items.iter().all(|item| (item.outcome == "imported") == item.reason.is_empty()));
    report
}

async fn groups_in(build: &Build) -> (ImportReport, ImportRunId) {
    let report = bring(build, ImportKind::Groups, GROUPS, council(GROUPS), DryRun::No).await;
    let run = report.run.unwrap();
    (report, run)
}

/// Name, postcode, when: three rows, of which the second says no time.
fn three() -> Vec<u8> {
    b"Name,When,Venue,Postcode,Purpose\n\
      Tea club,Tuesdays 2pm - 4pm,\"Millennium Hall, Cramond Glebe Road\",EH4 7RD,Tea\n\
      Soup club,Mondays,\"Millennium Hall, Cramond Glebe Road\",EH4 7RD,Soup\n\
      Walk club,Every two weeks on Fridays 2pm - 4pm,Various,,Walks\n"
        .to_vec()
}

fn counts(report: &ImportReport) -> (usize, usize, usize, usize) {
    (report.rows, report.imported, report.waiting, report.refused)
}

async fn coordinator(build: &Build) -> Known {
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    build.known(aileen).await
}

async fn duties(bothy: &Bothy, who: &Known) -> usize {
    let (from, to): (Timestamp, Timestamp) =
        ("2026-11-23T00:00:00Z".parse().unwrap(), "2026-11-24T00:00:00Z".parse().unwrap());
    let duties = see_today(bothy, who, from, to).await.unwrap().duties;
    duties.iter().filter(|one| one.duty.rule == DutyRule::ImportRowWaiting).count()
}

type Things = (Vec<Group>, Vec<Place>, Vec<Series>);

async fn things(build: &Build) -> Things {
    build
        .service
        .bothy
        .db
        .snapshot("things", build.organisation, |tx, organisation| Box::pin(things_in(tx, *organisation)))
        .await
        .unwrap()
}

async fn things_in(
    tx: &mut bothy_store::Tx,
    organisation: OrganisationId,
) -> Result<Things, bothy_actions::StoreError> {
    let all = groups::all(tx, organisation).await?;
    let mut rules = Vec::new();
    for group in &all {
        rules.extend(series::of_group(tx, organisation, group.id).await?);
    }
    Ok((all, places::all(tx, organisation).await?, rules))
}

async fn run_of(build: &Build, who: &Known, run: ImportRunId) -> (RunSeen, Vec<RowSeen>) {
    see_import_run(&build.service.bothy, who, run).await.unwrap()
}

fn row<'r>(rows: &'r [RowSeen], name: &str) -> &'r RowSeen {
    rows.iter().find(|row| row.name == name).unwrap()
}

on_both! {
    async fn the_council_s_files_come_in_as_they_are(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let (report, run) = groups_in(&build).await;
        assert_eq!(counts(&report), (77, 32, 45, 0));
        let first = &report.items[0];
        let understood = &first.understood[0];
        assert_eq!((first.row, first.outcome, first.understood.len()), (1, "imported", 1));
        assert_eq!(understood.days, ["tue", "wed"]);
        assert_eq!((understood.start.as_str(), understood.end.as_str()), ("09:30", "15:30"));
        assert_eq!(understood.rule, "FREQ=WEEKLY;BYDAY=TU,WE");
        assert_eq!(understood.words, "Tuesdays and Wednesdays, 9:30am to 3:30pm");
        let (all, _, rules) = things(&build).await;
        assert_eq!(all.len(), 32);
        let almond = all.iter().find(|group| group.name == "Almond Mains Initiative").unwrap();
        assert_eq!((almond.slug.as_str(), almond.import_run), ("almond-mains-initiative", Some(run)));
        let rule = rules.iter().find(|rule| rule.group == almond.id).unwrap();
        assert_eq!((rule.rule.as_str(), rule.first_on.to_string().as_str()), ("FREQ=WEEKLY;BYDAY=TU,WE", "2026-11-24"));
        assert!(rules.iter().all(|rule| rule.place.is_some()), "what came in by itself has a place");
        let file = "community-centres.csv";
        let report = bring(&build, ImportKind::Places, file, council(file), DryRun::No).await;
        assert_eq!((report.rows, report.waiting), (49, 1));
        let file = "libraries.csv";
        let report = bring(&build, ImportKind::Places, file, council(file), DryRun::No).await;
        assert_eq!((report.rows, report.waiting), (35, 3));
    }

    async fn nothing_is_public_and_nothing_meets_until_a_person_has_looked(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let report = bring(&build, ImportKind::Groups, "three.csv", three(), DryRun::No).await;
        let (all, _, _) = things(&build).await;
        assert!(all.iter().all(|group| group.state == GroupState::Preparing && group.looked_at.is_none()));
        assert_eq!(make_ahead(&service.bothy).await.unwrap(), 0);
        let (_, rows) = run_of(&build, &aileen, report.run.unwrap()).await;
        looked_at(&service.bothy, &aileen, build.act(), row(&rows, "Tea club").id).await.unwrap();
        let (all, _, _) = things(&build).await;
        assert!(!all[0].state.is_public() && all[0].looked_at.is_some());
        assert!(make_ahead(&service.bothy).await.unwrap() > 70);
    }

    async fn rows_that_wait_are_a_duty_until_each_is_decided(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let report = bring(&build, ImportKind::Groups, "three.csv", three(), DryRun::No).await;
        assert_eq!(counts(&report), (3, 1, 2, 0));
        assert_eq!(duties(&service.bothy, &aileen).await, 1);
        let (_, rows) = run_of(&build, &aileen, report.run.unwrap()).await;
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3, 1], "those that wait stand first");
        let act = build.act();
        let soup = row(&rows, "Soup club").id;
        let made = let_in(&service.bothy, &aileen, act, soup).await.unwrap();
        assert_eq!(let_in(&service.bothy, &aileen, act, soup).await.unwrap(), made, "pressed twice is once");
        let again = let_in(&service.bothy, &aileen, build.act(), soup).await;
        assert!(matches!(again, Err(ActionError::Rule(RowRefused::DoesNotWait))));
        assert_eq!(duties(&service.bothy, &aileen).await, 1);
        refuse_row(&service.bothy, &aileen, build.act(), row(&rows, "Walk club").id).await.unwrap();
        assert_eq!(duties(&service.bothy, &aileen).await, 0);
        let (run, rows) = run_of(&build, &aileen, report.run.unwrap()).await;
        assert_eq!((run.imported, run.waiting, run.let_in, run.not_for_us, run.rows()), (1, 0, 1, 1, 3));
        assert_eq!(row(&rows, "Soup club").state, RowState::LetIn);
        assert_eq!(row(&rows, "Walk club").thing, None);
        let (all, places, rules) = things(&build).await;
        assert_eq!((all.len(), places.len(), rules.len()), (2, 1, 1), "one hall for both, and no time is guessed");
        assert!(matches!(made, Thing::Group(id) if all.iter().any(|group| group.id == id && group.looked_at.is_some())));
    }

    async fn a_rule_that_counts_from_a_day_nobody_said_is_not_begun(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let report = bring(&build, ImportKind::Groups, "three.csv", three(), DryRun::No).await;
        let (_, rows) = run_of(&build, &aileen, report.run.unwrap()).await;
        let made = let_in(&service.bothy, &aileen, build.act(), row(&rows, "Walk club").id).await.unwrap();
        let (_, _, rules) = things(&build).await;
        assert!(rules.iter().all(|rule| Thing::Group(rule.group) != made));
    }

    async fn a_dry_run_says_the_same_and_writes_nothing(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let dry = bring(&build, ImportKind::Groups, GROUPS, council(GROUPS), DryRun::Yes).await;
        assert_eq!(dry.run, None);
        assert_eq!(things(&build).await, (vec![], vec![], vec![]));
        assert!(see_imports(&service.bothy, &aileen).await.unwrap().is_empty());
        assert_eq!(duties(&service.bothy, &aileen).await, 0);
        let (wet, _) = groups_in(&build).await;
        assert_eq!(wet.items, dry.items);
    }

    async fn the_same_file_again_is_refused_row_by_row(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        groups_in(&build).await;
        let before = things(&build).await;
        let (again, _) = groups_in(&build).await;
        assert_eq!(counts(&again), (77, 0, 0, 77));
        assert!(again.items.iter().all(|item| item.reason.contains("is here already")));
        assert_eq!(things(&build).await, before);
        let file = "libraries.csv";
        bring(&build, ImportKind::Places, file, council(file), DryRun::No).await;
        let again = bring(&build, ImportKind::Places, file, council(file), DryRun::No).await;
        assert_eq!(again.refused, 35);
    }

    async fn two_who_bring_the_same_file_at_once_bring_it_once(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let other = Build { service: Service { bothy: service.second_node().await, ..service.clone() }, ..build.clone() };
        let ((one, _), (two, _)) = tokio::join!(groups_in(&build), groups_in(&other));
        assert_eq!(one.imported + two.imported, 32);
        assert_eq!(one.refused + two.refused, 77);
    }

    async fn an_import_is_taken_back_but_what_was_used_is_kept_and_named(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let (_, run) = groups_in(&build).await;
        let (_, rows) = run_of(&build, &aileen, run).await;
        let almond = row(&rows, "Almond Mains Initiative");
        looked_at(&service.bothy, &aileen, build.act(), almond.id).await.unwrap();
        let undone = undo_import(&service.bothy, build.organisation, Some(aileen.sign_in.person), run).await.unwrap();
        let hall = (String::from("Millennium Hall"), KeptWhy::InUse);
        assert_eq!(undone.kept, [(String::from("Almond Mains Initiative"), KeptWhy::LookedAt), hall]);
        let (all, places, rules) = things(&build).await;
        assert_eq!((all.len(), places.len(), rules.len()), (1, 1, 1));
        assert_eq!(duties(&service.bothy, &aileen).await, 0, "rows of an import taken back wait for nobody");
        let waiting = rows.iter().find(|row| row.state == RowState::Waiting).unwrap();
        let late = let_in(&service.bothy, &aileen, build.act(), waiting.id).await;
        assert!(matches!(late, Err(ActionError::Rule(RowRefused::Undone))));
        let (again, _) = groups_in(&build).await;
        assert_eq!(counts(&again), (77, 31, 45, 1), "the file may come in again, without the one that stayed");
    }

    async fn an_untouched_import_leaves_nothing_behind(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let (_, run) = groups_in(&build).await;
        let undone = undo_import(&service.bothy, build.organisation, None, run).await.unwrap();
        assert!(undone.kept.is_empty() && undone.taken_back > 32);
        assert_eq!(things(&build).await, (vec![], vec![], vec![]));
        let twice = undo_import(&service.bothy, build.organisation, None, run).await.unwrap();
        assert_eq!(twice.taken_back, 0);
    }

    async fn two_organisations_bring_in_the_same_file_side_by_side(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let other = Build::organisation(&service, "forth").await;
        let aileen = coordinator(&build).await;
        let (_, run) = groups_in(&build).await;
        let (theirs, their_run) = groups_in(&other).await;
        assert_eq!(counts(&theirs), (77, 32, 45, 0));
        assert!(matches!(see_import_run(&service.bothy, &aileen, their_run).await, Err(ActionError::NotFound)));
        let crossed = undo_import(&service.bothy, build.organisation, None, their_run).await;
        assert!(matches!(crossed, Err(ActionError::NotFound)));
        let before = things(&other).await;
        undo_import(&service.bothy, build.organisation, None, run).await.unwrap();
        assert_eq!(things(&other).await, before);
        assert_eq!(see_imports(&service.bothy, &aileen).await.unwrap().len(), 1);
    }

    async fn a_supporter_neither_brings_in_nor_sees(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let joan = build.supporter("Joan").await;
        let new = NewImport {
            kind: ImportKind::Groups,
            file_name: "three.csv".into(),
            bytes: three(),
            dry_run: DryRun::No,
        };
        let refused = import_file(&service.bothy, build.organisation, Some(joan), new).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
        let joan = build.known(joan).await;
        assert!(matches!(see_imports(&service.bothy, &joan).await, Err(ActionError::NotFound)));
        let run = bring(&build, ImportKind::Groups, "three.csv", three(), DryRun::No).await.run.unwrap();
        let aileen = coordinator(&build).await;
        let (_, rows) = run_of(&build, &aileen, run).await;
        let refused = let_in(&service.bothy, &joan, build.act(), row(&rows, "Soup club").id).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
    }

    async fn a_file_that_is_no_table_leaves_nothing_half_written(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let new = NewImport {
            kind: ImportKind::Groups,
            file_name: "list.pdf".into(),
            bytes: b"%PDF-1.4".to_vec(),
            dry_run: DryRun::No,
        };
        let refused = import_file(&service.bothy, build.organisation, None, new).await.unwrap_err();
        assert!(refused.to_string().starts_with("This is a PDF"), "{refused}");
        let aileen = coordinator(&build).await;
        assert!(see_imports(&service.bothy, &aileen).await.unwrap().is_empty());
    }
}
