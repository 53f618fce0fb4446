//! A charity keeps its groups in the calendar of another program, and the file comes in: what goes on becomes groups to
//! be prepared, what concerns a group that is here waits for a person, nothing comes twice, nobody's name comes along.

use bothy_actions::access::Known;
use bothy_actions::imports::{
    DryRun, ImportKind, ImportReport, NewImport, RowRefused, RowSeen, RowState, Thing, import_calendar, let_in,
    looked_at, see_import_run, undo_import,
};
use bothy_actions::sessions::series::make_ahead;
use bothy_actions::{ActionError, StoreError};
use bothy_domain::access::Role;
use bothy_domain::groups::GroupState;
use bothy_domain::sessions::Mode;
use bothy_store::groups::{self, Group};
use bothy_store::places::{self, Place};
use bothy_store::series::{self, Series};
use bothy_store::sessions::{Session, of_group};
use bothy_testkit::{Build, on_both, on_sqlite};
use jiff::civil::{date, time};

fn file(events: &[&str]) -> Vec<u8> {
    let events: Vec<String> = events
        .iter()
        .map(|lines| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", lines.replace('|', "\r\n")))
        .collect();
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:19701025T020000\r\nTZOFFSETFROM:+0100\r\n\
                TZOFFSETTO:+0000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n\
                DTSTART:19700329T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n\
                END:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone}{}END:VCALENDAR\r\n", events.concat()).into_bytes()
}

const TUESDAYS: &str = "UID:tea@example.org|SUMMARY:Tea and talk|DTSTART;TZID=Office:20260106T190000|\
    DTEND;TZID=Office:20260106T203000|RRULE:FREQ=WEEKLY;BYDAY=TU|EXDATE;TZID=Office:20261222T190000|\
    LOCATION:Leith Library\\, 28-30 Ferry Road\\, Edinburgh EH6 4AE|\
    DESCRIPTION:Isla is not to be told. Her number is 07700 900123|ATTENDEE;CN=Isla:mailto:isla@example.org";
const FRIDAYS: &str = "UID:fri@example.org|SUMMARY:Tea and Talk!|DTSTART;TZID=Europe/London:20260109T140000|DURATION:PT1H|\
    RRULE:FREQ=MONTHLY;BYDAY=-1FR|LOCATION:Leith Library";
const PARTY: &str = "UID:party@example.org|SUMMARY:Tea and talk|DTSTART:20261212T140000Z|DTEND:20261212T160000Z|\
    LOCATION:Leith Library";
const ZOOM: &str = "UID:zoom@example.org|SUMMARY:Online evening|DTSTART;TZID=Europe/London:20260107T190000|DURATION:PT1H|\
    RRULE:FREQ=WEEKLY|LOCATION:https://zoom.us/j/99?pwd=secret";
const CLOSED: &str = "UID:closed@example.org|SUMMARY:Office closed|DTSTART;VALUE=DATE:20261225";

async fn bring(build: &Build, bytes: Vec<u8>, dry_run: DryRun) -> ImportReport {
    let new = NewImport { kind: ImportKind::Calendar, file_name: "office.ics".into(), bytes, dry_run };
    let report = import_calendar(&build.service.bothy, build.organisation, None, new).await.unwrap();
    assert_eq!(report.imported + report.waiting + report.refused, report.rows, "the three counts add up");
    assert!(report.items.iter().all(|item| (item.outcome == "imported") == item.reason.is_empty()));
    report
}

fn ends(report: &ImportReport) -> Vec<&'static str> {
    report.items.iter().map(|item| item.outcome).collect()
}

struct Things {
    groups: Vec<Group>,
    places: Vec<Place>,
    rules: Vec<Series>,
    sessions: Vec<Session>,
    off: Vec<String>,
}

async fn things(build: &Build) -> Things {
    let db = &build.service.bothy.db;
    let input = (build.organisation, build.service.clock.now());
    db.snapshot("things", input, |tx, (organisation, now)| {
        Box::pin(async move {
            let (organisation, now) = (*organisation, *now);
            let groups = groups::all(tx, organisation).await?;
            let (mut rules, mut off) = (Vec::new(), Vec::new());
            for group in &groups {
                rules.extend(series::of_group(tx, organisation, group.id).await?);
            }
            for rule in &rules {
                let weeks = series::weeks_off(tx, organisation, rule.id).await?;
                off.extend(weeks.into_iter().map(|(day, _)| day.to_string()));
            }
            let mut sessions = Vec::new();
            for group in &groups {
                sessions.extend(of_group(tx, organisation, group.id, now, 1_000).await?);
            }
            let places = places::all(tx, organisation).await?;
            Ok::<_, StoreError>(Things { groups, places, rules, sessions, off })
        })
    })
    .await
    .unwrap()
}

async fn coordinator(build: &Build) -> Known {
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    build.known(aileen).await
}

async fn rows(build: &Build, who: &Known, report: &ImportReport) -> Vec<RowSeen> {
    let (_, mut rows) = see_import_run(&build.service.bothy, who, report.run.unwrap()).await.unwrap();
    rows.sort_by_key(|row| row.number);
    rows
}

on_both! {
    async fn what_goes_on_becomes_a_group_to_be_prepared(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let dry = bring(&build, file(&[TUESDAYS, FRIDAYS, PARTY, ZOOM, CLOSED]), DryRun::Yes).await;
        assert_eq!((dry.run, things(&build).await.groups.len()), (None, 0), "a preview writes nothing");
        let report = bring(&build, file(&[TUESDAYS, FRIDAYS, PARTY, ZOOM, CLOSED]), DryRun::No).await;
        assert_eq!(report.items, dry.items, "what is shown is what is done");
        assert_eq!(ends(&report), ["imported", "imported", "waiting", "waiting", "refused"]);
        assert_eq!(
            report.items[0].understood[0].words,
            "Tuesdays, 7pm to 8:30pm; not on Tuesday 22 December 2026"
        );
        assert_eq!(report.items[2].reason, "It meets once, so it may be no group's meeting.");
        assert_eq!(report.items[4].reason, "It is for whole days and says no hours.");
        let there = things(&build).await;
        let [group] = there.groups.as_slice() else { panic!("one group of one name: {:?}", there.groups) };
        assert_eq!((group.name.as_str(), group.state, group.looked_at), ("Tea and talk", GroupState::Preparing, None));
        let rules: Vec<_> = there.rules.iter().map(|one| (one.rule.as_str(), one.starts, one.ends)).collect();
        let expected = [
            ("FREQ=WEEKLY;BYDAY=TU", time(19, 0, 0, 0), time(20, 30, 0, 0)),
            ("FREQ=MONTHLY;BYDAY=-1FR", time(14, 0, 0, 0), time(15, 0, 0, 0)),
        ];
        assert_eq!(rules, expected);
        assert_eq!(there.off, ["2026-12-22"]);
        let [place] = there.places.as_slice() else { panic!("one place of one name: {:?}", there.places) };
        assert_eq!((place.name.as_str(), place.postcode.as_str()), ("Leith Library", "EH6 4AE"));
        assert!(there.rules.iter().all(|one| one.place == Some(place.id)));
        // Nothing meets until a person has looked; then it does, but for the week that was left out.
        assert_eq!(make_ahead(&service.bothy).await.unwrap(), 0);
        looked_at(&service.bothy, &aileen, build.act(), rows(&build, &aileen, &report).await[0].id).await.unwrap();
        assert!(make_ahead(&service.bothy).await.unwrap() > 80);
        let met = things(&build).await.sessions;
        assert!(met.iter().any(|one| one.date == date(2026, 12, 15)) && met.iter().all(|one| one.date != date(2026, 12, 22)));
        // Seven is seven on both sides of both changes of the clocks.
        assert!(met.iter().filter(|one| one.date.weekday() == jiff::civil::Weekday::Tuesday).all(|one| one.starts.hour() == 19));
    }

    async fn nothing_about_people_comes_along(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let report = bring(&build, file(&[TUESDAYS, ZOOM]), DryRun::No).await;
        let there = things(&build).await;
        let kept = format!(
            "{:?} {:?} {:?} {:?} {report:?}",
            there.groups, there.places, there.rules, rows(&build, &aileen, &report).await
        );
        for secret in ["Isla", "07700", "isla@", "zoom.us", "secret"] {
            assert!(!kept.contains(secret), "{secret} is in {kept}");
        }
    }

    async fn the_same_calendar_again_brings_nothing_twice(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        bring(&build, file(&[TUESDAYS, PARTY]), DryRun::No).await;
        let again = bring(&build, file(&[PARTY, TUESDAYS]), DryRun::No).await;
        assert_eq!(ends(&again), ["refused", "refused"]);
        assert_eq!(again.items[1].reason, "“Tea and talk” came in from this calendar before.");
        let later = TUESDAYS.replace("T190000", "T193000");
        let changed = bring(&build, file(&[&later]), DryRun::No).await;
        assert!(changed.items[0].reason.contains("changed there since"), "{}", changed.items[0].reason);
        let there = things(&build).await;
        assert_eq!((there.groups.len(), there.rules.len()), (1, 1));
    }

    async fn a_group_that_is_here_gets_its_meetings_from_a_person_only(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let here = build.group("Tea and talk", None).await;
        let place = build.place("Leith Library").await;
        let tuesdays = TUESDAYS.replace(" EH6 4AE", "");
        let report = bring(&build, file(&[&tuesdays, PARTY]), DryRun::No).await;
        assert_eq!(ends(&report), ["waiting", "waiting"]);
        assert!(report.items[0].reason.contains("There is a group “Tea and talk” already"));
        assert!(things(&build).await.rules.is_empty());
        for row in rows(&build, &aileen, &report).await {
            let act = build.act();
            let made = let_in(&service.bothy, &aileen, act, row.id).await.unwrap();
            assert_eq!(made, Thing::Group(here));
            assert_eq!(let_in(&service.bothy, &aileen, act, row.id).await.unwrap(), made, "pressed twice is once");
        }
        let there = things(&build).await;
        assert_eq!((there.groups.len(), there.rules.len(), there.places.len()), (1, 1, 1));
        assert_eq!(there.rules[0].place, Some(place));
        let [party] = there.sessions.as_slice() else { panic!("one meeting by itself: {:?}", there.sessions) };
        assert_eq!((party.series, party.date, party.starts), (None, date(2026, 12, 12), time(14, 0, 0, 0)));
        assert_eq!((party.group, party.place), (here, Some(place)));
        // What it did itself is known again, under any number.
        make_ahead(&service.bothy).await.unwrap();
        let other = tuesdays.replace("tea@", "other@");
        let own = bring(&build, file(&[&other, &PARTY.replace("party@", "own@")]), DryRun::Yes).await;
        assert!(own.items.iter().all(|item| item.reason.contains("meets at these times already")), "{own:?}");
        // Taken back, what a person let in stays and is named.
        let undone = undo_import(&service.bothy, build.organisation, None, report.run.unwrap()).await.unwrap();
        assert_eq!((undone.taken_back, undone.kept.len()), (0, 2));
        assert_eq!(things(&build).await.rules.len(), 1);
    }

    async fn what_nobody_looked_at_is_taken_back_whole(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let report = bring(&build, file(&[TUESDAYS, FRIDAYS]), DryRun::No).await;
        let undone = undo_import(&service.bothy, build.organisation, None, report.run.unwrap()).await.unwrap();
        assert_eq!((undone.taken_back, undone.kept.len()), (2, 0), "a group and its place");
        let there = things(&build).await;
        assert_eq!((there.groups.len(), there.places.len(), there.rules.len(), there.off.len()), (0, 0, 0, 0));
        assert_eq!(ends(&bring(&build, file(&[TUESDAYS]), DryRun::No).await), ["imported"], "it may come in again");
    }

    async fn an_online_group_comes_without_its_link(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = coordinator(&build).await;
        let report = bring(&build, file(&[ZOOM]), DryRun::No).await;
        let waiting = rows(&build, &aileen, &report).await.remove(0);
        assert_eq!(waiting.state, RowState::Waiting);
        let_in(&service.bothy, &aileen, build.act(), waiting.id).await.unwrap();
        let there = things(&build).await;
        assert_eq!((there.rules[0].mode, there.rules[0].link.as_str(), there.rules[0].place), (Mode::Online, "", None));
    }

    async fn two_organisations_read_one_calendar_side_by_side(service: Service) {
        let ours = Build::organisation(&service, "lothian").await;
        let theirs = Build::organisation(&service, "fife").await;
        theirs.group("Tea and talk", None).await;
        let aileen = coordinator(&ours).await;
        let stranger = coordinator(&theirs).await;
        let report = bring(&ours, file(&[TUESDAYS, PARTY]), DryRun::No).await;
        assert_eq!(ends(&report), ["imported", "waiting"], "their group is none of ours");
        let other = bring(&theirs, file(&[TUESDAYS, PARTY]), DryRun::No).await;
        assert_eq!(ends(&other), ["waiting", "waiting"], "our rows are none of theirs");
        let party = rows(&ours, &aileen, &report).await.remove(1);
        let refused = let_in(&service.bothy, &stranger, ours.act(), party.id).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
        assert!(matches!(see_import_run(&service.bothy, &stranger, report.run.unwrap()).await, Err(ActionError::NotFound)));
        let_in(&service.bothy, &aileen, ours.act(), party.id).await.unwrap();
        let again = let_in(&service.bothy, &aileen, ours.act(), party.id).await;
        assert!(matches!(again, Err(ActionError::Rule(RowRefused::DoesNotWait))));
        assert_eq!((things(&ours).await.sessions.len(), things(&theirs).await.sessions.len()), (1, 0));
    }
}

#[test]
fn what_is_no_calendar_is_refused_whole() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        let cases: [(&[u8], &str); 6] = [
            (b"", "The file is empty."),
            (b"Name,When\nTea,Tuesdays", "This is no calendar."),
            (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "There is no event"),
            (b"PK\x03\x04 packed", "Unpack it"),
            (b"BEGIN:VCALENDAR\0", "no calendar in text"),
            (b"\xff\xfe\x00\xd8", "no calendar in text"),
        ];
        for (bytes, says) in cases {
            let new = NewImport {
                kind: ImportKind::Calendar,
                file_name: "office.ics".into(),
                bytes: bytes.to_vec(),
                dry_run: DryRun::No,
            };
            let refused = import_calendar(&service.bothy, build.organisation, None, new).await.unwrap_err();
            assert!(refused.to_string().contains(says), "{refused}");
        }
    });
}

#[test]
fn broken_letters_are_read_as_far_as_they_can_be() {
    on_sqlite(|service| async move {
        let build = Build::organisation(&service, "lothian").await;
        let mut bytes = file(&[&TUESDAYS.replace("Tea and talk", "Caf#")]);
        for byte in &mut bytes {
            if *byte == b'#' {
                *byte = 0xe9;
            }
        }
        let report = bring(&build, bytes, DryRun::No).await;
        assert_eq!((report.items[0].name.as_str(), report.items[0].outcome), ("Café", "imported"));
    });
}
