//! A council's list of other services comes in: every row ends imported, waiting or refused; what comes in is marked as
//! copied and checked by nobody; what nobody was told of can be taken back.

use bothy_actions::access::Known;
use bothy_actions::directory::{Change, NewSignpost, change_listing, note_signpost, see_directory};
use bothy_actions::imports::{
    DryRun, ImportKind, ImportReport, KeptWhy, ListOrigin, NewImport, RowSeen, RowState, RunSeen, Thing, import_file,
    import_list, let_in, see_import_run, undo_import,
};
use bothy_domain::access::Role;
use bothy_domain::ids::ImportRunId;
use bothy_store::directory::Listing;
use bothy_testkit::{Build, on_both};

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

const LISTINGS: &str = "housing-support-organisations.csv";

async fn listings(build: &Build) -> Vec<Listing> {
    let db = &build.service.bothy.db;
    let read = db.snapshot("listings", build.organisation, |tx, organisation| {
        Box::pin(async move { bothy_store::directory::all(tx, *organisation).await })
    });
    read.await.unwrap()
}

fn counts(report: &ImportReport) -> (usize, usize, usize, usize) {
    (report.rows, report.imported, report.waiting, report.refused)
}

async fn coordinator(build: &Build) -> Known {
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    build.known(aileen).await
}

async fn run_of(build: &Build, who: &Known, run: ImportRunId) -> (RunSeen, Vec<RowSeen>) {
    see_import_run(&build.service.bothy, who, run).await.unwrap()
}

fn row<'r>(rows: &'r [RowSeen], name: &str) -> &'r RowSeen {
    rows.iter().find(|row| row.name == name).unwrap()
}

on_both! {
    async fn the_council_s_list_of_other_services_comes_in_as_copied_and_not_checked(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let shown = bring(&build, ImportKind::Listings, LISTINGS, council(LISTINGS), DryRun::Yes).await;
        assert!(shown.run.is_none() && listings(&build).await.is_empty(), "a preview writes nothing");
        let report = bring(&build, ImportKind::Listings, LISTINGS, council(LISTINGS), DryRun::No).await;
        assert_eq!(counts(&report), counts(&shown));
        assert_eq!((report.rows, report.refused), (57, 0));
        let all = listings(&build).await;
        assert_eq!(all.len(), report.imported);
        assert!(report.imported > 45, "{}", report.imported);
        for one in &all {
            assert_eq!((one.source_year, one.checked_on, one.version), (Some(2014), None, 1), "{}", one.words.name);
            assert!(one.source.starts_with("City of Edinburgh Council"), "{}", one.source);
        }
        let saheliya = all.iter().find(|one| one.words.name == "Saheliya").unwrap();
        assert_eq!(saheliya.words.website, "http://www.saheliya.org.uk");
        assert_eq!((saheliya.slug.as_str(), saheliya.words.postcode.as_str()), ("saheliya", "EH7 4NW"));
        assert!(saheliya.words.what.starts_with("Saheliya gives support") && saheliya.point.is_some());
        assert_eq!(saheliya.words.for_whom, "Women from BME backgrounds with mental health issues");
        // What waits is somebody's duty, and takes its list with it when it is let in.
        let aileen = coordinator(&build).await;
        let (_, rows) = run_of(&build, &aileen, report.run.unwrap()).await;
        let waiting = rows.iter().find(|row| row.state == RowState::Waiting).unwrap();
        let Thing::Listing(made) = let_in(&service.bothy, &aileen, build.act(), waiting.id).await.unwrap() else {
            panic!("no listing")
        };
        let one = listings(&build).await.into_iter().find(|one| one.id == made).unwrap();
        assert_eq!((one.source_year, one.words.name.as_str()), (Some(2014), waiting.name.as_str()));
        let again = bring(&build, ImportKind::Listings, LISTINGS, council(LISTINGS), DryRun::No).await;
        assert_eq!(again.refused, 57);
    }

    async fn a_list_of_services_is_taken_back_but_what_somebody_was_told_of_stays(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let run = bring(&build, ImportKind::Listings, LISTINGS, council(LISTINGS), DryRun::No).await.run.unwrap();
        let told = NewSignpost { slug: "penumbra".into(), on: None, branch: None };
        note_signpost(&service.bothy, &aileen, build.act(), told).await.unwrap();
        change_listing(&service.bothy, &aileen, build.act(), "rock-trust", 1, Change::Checked).await.unwrap();
        let undone = undo_import(&service.bothy, build.organisation, Some(aileen.sign_in.person), run).await.unwrap();
        let kept = [(String::from("Penumbra"), KeptWhy::InUse), (String::from("Rock Trust"), KeptWhy::LookedAt)];
        assert_eq!(undone.kept, kept);
        let left: Vec<String> = listings(&build).await.into_iter().map(|one| one.slug).collect();
        assert_eq!(left, ["penumbra", "rock-trust"]);
    }

    async fn somebody_looks_through_other_services_in_their_own_words(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let mut file = String::from("Name,Description,Clients,Address,Postcode,Website,Telephone\n");
        file.push_str("Women’s Café,Soup and advice,,1 High Street,,http://soup.example.org,0131 496 0199\n");
        for number in 1..=90 {
            file.push_str(&format!("Door {number:02},Somebody listens,,{number} Low Street,,,\n"));
        }
        let run = bring(&build, ImportKind::Listings, "list.csv", file.into_bytes(), DryRun::No).await.run.unwrap();
        let bothy = &service.bothy;
        let look = async |who: Option<&Known>, words: &str, page: usize| {
            let seen = see_directory(bothy, build.organisation, who, words, page).await.unwrap();
            let names: Vec<String> = seen.listings.iter().map(|one| one.words.name.clone()).collect();
            (names, seen.found, seen.page, seen.pages, seen.retired.len())
        };
        let cafe = (vec![String::from("Women’s Café")], 1, 1, 1, 0);
        for words in ["café", "CAFE", "womens soup", "women ADVICE hi", "  ‘Café’, street!"] {
            assert_eq!(look(None, words, 1).await, cafe, "{words}");
        }
        for words in ["soup bread", "0131", "example", "zebra", "'; DROP TABLE listing --", "%", "so up"] {
            let (names, ..) = look(None, words, 1).await;
            assert_eq!(names.is_empty(), words != "%", "{words}");
        }
        // Forty to a page, by name; whoever asks for a page beyond the last reads the last.
        let (first, found, page, pages, _) = look(None, "listens", 1).await;
        assert_eq!((first.len(), found, page, pages), (40, 90, 1, 3));
        assert_eq!((first[0].as_str(), first[39].as_str()), ("Door 01", "Door 40"));
        let (last, _, page, _, _) = look(None, "listens", 99).await;
        assert_eq!((last.len(), last[9].as_str(), page), (10, "Door 90", 3));
        let (all, found, _, pages, _) = look(None, " ", 3).await;
        assert_eq!((all.len(), all[10].as_str(), found, pages), (11, "Women’s Café", 91, 3));
        // What was taken off the list is found by those who keep it.
        let cafe = listings(&build).await.into_iter().find(|one| one.words.name == "Women’s Café").unwrap().slug;
        change_listing(bothy, &aileen, build.act(), &cafe, 1, Change::Retire).await.unwrap();
        assert_eq!(look(None, "soup", 1).await, (Vec::new(), 0, 1, 1, 0));
        assert_eq!(look(Some(&aileen), "soup", 1).await, (Vec::new(), 0, 1, 1, 1));
        assert_eq!(look(Some(&aileen), "listens", 1).await.4, 0);
        // With the list its words go.
        undo_import(bothy, build.organisation, Some(aileen.sign_in.person), run).await.unwrap();
        assert_eq!(look(None, "listens", 1).await.1, 0);
    }

    async fn a_hostile_list_of_services_does_no_harm(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let mut file = String::from("Name,Description,Clients,Address,Postcode,Website,Telephone\n");
        for row in [
            "=HYPERLINK(\"\"http://x\"\"),Formulas,,1 High Street,,,",
            "<b>Tea</b><script>alert(1)</script>,<img src=x onerror=alert(1)>Tea,,1 High Street,,javascript:alert(1),",
            "signposts,The word of a page of ours,,1 High Street,,,",
            "Twice,The same,,1 High Street,EH1 1PN,,",
            "Twice,The same,,1 High Street,EH1 1PN,,",
            "Twice,Elsewhere,,2 High Street,EH6 5JQ,,",
            ",No name,,1 High Street,,,",
            "Nowhere,No way to reach it,,,,,",
            "Ragged,row,with,too,many,cells,in,it,at all",
        ] {
            file.push_str(&row.replace("=HYPERLINK(", "\"=HYPERLINK(").replace("),Formulas", ")\",Formulas"));
            file.push('\n');
        }
        let report = bring(&build, ImportKind::Listings, "bad.csv", file.into_bytes(), DryRun::No).await;
        let ends: Vec<&str> = report.items.iter().map(|item| item.outcome).collect();
        let (i, w, r) = ("imported", "waiting", "refused");
        assert_eq!(ends, [i, w, i, i, r, i, r, w, r], "{report:#?}");
        let all = listings(&build).await;
        let find = |name: &str| all.iter().filter(|one| one.words.name == name).collect::<Vec<_>>();
        assert_eq!(find("=HYPERLINK(\"http://x\")").len(), 1, "a formula is text");
        assert_eq!(find("signposts")[0].slug, "signposts-2", "no listing takes the word of a page of ours");
        let twice: Vec<&str> = find("Twice").iter().map(|one| one.slug.as_str()).collect();
        assert_eq!((twice.len(), twice.contains(&"twice-2")), (2, true));
        assert!(all.iter().all(|one| one.source == "bad.csv" && one.source_year.is_none()));
        let aileen = coordinator(&build).await;
        let (_, rows) = run_of(&build, &aileen, report.run.unwrap()).await;
        let Thing::Listing(made) = let_in(&service.bothy, &aileen, build.act(), row(&rows, "Tea").id).await.unwrap() else {
            panic!("no listing")
        };
        let tea = listings(&build).await.into_iter().find(|one| one.id == made).unwrap();
        assert_eq!((tea.words.what.as_str(), tea.words.website.as_str()), ("Tea", ""));
    }

    async fn ten_thousand_services_come_in_and_the_list_is_shown_in_parts(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let mut file = String::from("Name,Description,Telephone\n");
        for number in 0..10_000 {
            file.push_str(&format!("Service {number},Help with forms,0131 496 0{:03}\n", number % 1_000));
        }
        let report = bring(&build, ImportKind::Listings, "many.csv", file.into_bytes(), DryRun::No).await;
        assert_eq!(counts(&report), (10_000, 10_000, 0, 0));
        let seen = see_directory(&service.bothy, build.organisation, None, "", 1).await.unwrap();
        assert_eq!((seen.found, seen.listings.len(), seen.pages), (10_000, 40, 250));
        let last = see_directory(&service.bothy, build.organisation, None, "forms", usize::MAX).await.unwrap();
        assert_eq!((last.page, last.listings.len()), (250, 40));
        let one = see_directory(&service.bothy, build.organisation, None, "service 9999", 1).await.unwrap();
        assert_eq!(one.found, 1);
    }

    async fn a_list_says_from_whom_it_is_where_somebody_says_so(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let new = NewImport {
            kind: ImportKind::Listings,
            file_name: "x.csv".into(),
            bytes: b"Name,Description,Telephone\nTea,Tea,0131 496 0111\n".to_vec(),
            dry_run: DryRun::No,
        };
        let origin = ListOrigin { source: "A card index".into(), year: Some(2019) };
        import_list(&service.bothy, build.organisation, None, new, Some(origin)).await.unwrap();
        let all = listings(&build).await;
        assert_eq!((all[0].source.as_str(), all[0].source_year), ("A card index", Some(2019)));
    }
}
