//! The database takes nothing, and somebody opens a worry: in danger it is shown and the look noted late, otherwise not.

use bothy_actions::access::Known;
use bothy_actions::duties::see_today;
use bothy_actions::keeping::one_round;
use bothy_actions::safety::{Worry, name_readers, raise_concern, see_concern};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::audit::Looks;
use bothy_domain::ids::ConcernId;
use bothy_domain::safety::{About, Danger};
use bothy_store::audit::{AuditAsked, AuditLine, Spool, page_of, refuse_entries_for_test, stuck_for_test, waiting_in};
use bothy_testkit::{Build, Service, on_both};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use std::time::Duration;

struct Story {
    build: Build,
    bothy: Bothy,
    sam: Known,
    danger: ConcernId,
    none: ConcernId,
    spool: PathBuf,
    _folder: tempfile::TempDir,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let tam = build.person("Tam", &[Role::Administrator], None).await;
    name_readers(&service.bothy, &build.known(tam).await, [sam, tam]).await.unwrap();
    let sam = build.known(sam).await;
    let mut both = Vec::new();
    for danger in [Danger::YesOrNotSure, Danger::No] {
        let worry = Worry {
            act: build.act(),
            danger,
            about: About::SomebodyElse,
            words: "plinth marzipan".into(),
            reach_back: String::new(),
        };
        raise_concern(&service.bothy, build.organisation, worry).await.unwrap();
        let today = see_today(&service.bothy, &sam, Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH).await.unwrap();
        let subjects = today.duties.iter().filter(|one| one.kind == "concern").map(|one| one.subject);
        both.push(ConcernId::new(subjects.max().unwrap()));
    }
    let folder = tempfile::tempdir().unwrap();
    let spool = folder.path().join("late-looks.spool");
    let bothy = service.bothy.clone().with_spool(Spool::at(&spool).unwrap());
    Story { build, bothy, sam, danger: both[0], none: both[1], spool, _folder: folder }
}

impl Story {
    /// The looks under the worry of danger, the newest first.
    async fn looks(&self) -> Vec<AuditLine> {
        let asked = AuditAsked {
            acts: vec!["concern-read".into(), "concern-read-late".into()],
            thing: Some(self.danger.to_string()),
            ..AuditAsked::default()
        };
        let all = self.bothy.db.snapshot("looks", (self.build.organisation, asked), |tx, (organisation, asked)| {
            Box::pin(async move { page_of(tx, *organisation, asked, Looks::All, 1000).await })
        });
        all.await.unwrap()
    }

    fn waiting(&self) -> usize {
        waiting_in(&self.spool).unwrap().unwrap().len()
    }

    async fn refuse(&self, refuse: bool) {
        refuse_entries_for_test(&self.bothy.db, refuse).await.unwrap();
    }
}

on_both! {
    async fn in_danger_it_is_shown_and_noted_late_at_its_own_time(service: Service) {
        let story = story(&service).await;
        story.refuse(true).await;
        let at = service.clock.now();
        let seen = see_concern(&story.bothy, &story.sam, story.danger).await.unwrap();
        assert_eq!(seen.row.words, "plinth marzipan");
        assert_eq!(story.waiting(), 1, "nobody reads without an entry");
        let on_disk = std::fs::read_to_string(&story.spool).unwrap();
        assert!(!on_disk.contains("plinth") && on_disk.contains(&story.danger.to_string()));
        service.clock.advance(SignedDuration::from_mins(20));
        // The round fails as long as nothing can be written, and loses nothing.
        let _ = one_round(&story.bothy).await;
        assert_eq!(story.waiting(), 1);
        story.refuse(false).await;
        one_round(&story.bothy).await.unwrap();
        one_round(&story.bothy).await.unwrap();
        assert_eq!(story.waiting(), 0);
        let looks = story.looks().await;
        assert_eq!(looks.len(), 1, "once");
        assert_eq!((looks[0].past.act.as_str(), looks[0].past.at), ("concern-read-late", at));
        assert_eq!(looks[0].past.by, Some(story.sam.sign_in.person));
        let sound = story.bothy.db.snapshot("verify", story.build.organisation, |tx, organisation| {
            Box::pin(async move { bothy_store::audit::verify(tx, *organisation).await })
        });
        assert!(matches!(sound.await.unwrap(), bothy_store::audit::Verified::Sound { .. }));
    }

    async fn without_danger_nobody_reads_what_is_not_noted(service: Service) {
        let story = story(&service).await;
        story.refuse(true).await;
        let said = see_concern(&story.bothy, &story.sam, story.none).await;
        assert!(matches!(said, Err(ActionError::Store(_))), "it fails closed");
        assert_eq!(story.waiting(), 0);
        story.refuse(false).await;
        assert!(see_concern(&story.bothy, &story.sam, story.none).await.is_ok());
    }

    async fn in_danger_nobody_else_is_shown_it_either(service: Service) {
        let story = story(&service).await;
        let other = story.build.person("Aileen", &[Role::Coordinator], None).await;
        let other = story.build.known(other).await;
        story.refuse(true).await;
        let said = see_concern(&story.bothy, &other, story.danger).await;
        assert!(said.is_err());
        assert_eq!(story.waiting(), 0);
        story.refuse(false).await;
    }

    async fn who_is_stuck_for_two_seconds_is_shown_it_and_is_noted_once(service: Service) {
        let story = story(&service).await;
        let db = story.bothy.db.clone();
        let stuck = tokio::spawn(async move { stuck_for_test(&db, Duration::from_secs(6)).await });
        tokio::time::sleep(Duration::from_millis(300)).await;
        let reading = see_concern(&story.bothy, &story.sam, story.danger);
        let seen = tokio::time::timeout(Duration::from_secs(5), reading).await;
        assert!(seen.is_ok_and(|seen| seen.is_ok()), "whoever is in danger does not wait for the database");
        assert_eq!(story.waiting(), 1);
        stuck.await.unwrap().unwrap();
        // The write that was stuck goes on, and the spool has the same entry: whichever comes first, it is one.
        for _ in 0..50 {
            one_round(&story.bothy).await.unwrap();
            if !story.looks().await.is_empty() && story.waiting() == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!((story.looks().await.len(), story.waiting()), (1, 0));
    }

    async fn killed_before_or_after_the_audit_has_it_there_is_one_entry(service: Service) {
        let mut story = story(&service).await;
        story.refuse(true).await;
        see_concern(&story.bothy, &story.sam, story.danger).await.unwrap();
        story.refuse(false).await;
        // Killed with the entry in the spool only: another program begins with what is on the disk.
        let left = std::fs::read(&story.spool).unwrap();
        story.bothy = service.second_node().await.with_spool(Spool::at(&story.spool).unwrap());
        one_round(&story.bothy).await.unwrap();
        assert_eq!((story.looks().await.len(), story.waiting()), (1, 0));
        // Killed when the audit had it and the spool had not been emptied yet.
        std::fs::write(&story.spool, left).unwrap();
        assert_eq!(story.waiting(), 1);
        let after = service.second_node().await.with_spool(Spool::at(&story.spool).unwrap());
        one_round(&after).await.unwrap();
        assert_eq!((story.looks().await.len(), story.waiting()), (1, 0), "exactly once");
        after.db.close().await;
        story.bothy.db.close().await;
    }

    async fn a_spool_holds_many_and_half_a_line_is_none(service: Service) {
        let story = story(&service).await;
        story.refuse(true).await;
        let room = std::fs::metadata(&story.spool).unwrap().len();
        for _ in 0..3 {
            see_concern(&story.bothy, &story.sam, story.danger).await.unwrap();
        }
        assert_eq!(std::fs::metadata(&story.spool).unwrap().len(), room, "its room was taken before");
        let mut bytes = std::fs::read(&story.spool).unwrap();
        bytes[384 + 100..384 + 383].fill(b' ');
        std::fs::write(&story.spool, &bytes).unwrap();
        assert_eq!(story.waiting(), 2);
        see_concern(&story.bothy, &story.sam, story.danger).await.unwrap();
        assert_eq!(story.waiting(), 3, "the next takes its place");
        story.refuse(false).await;
        one_round(&story.bothy).await.unwrap();
        assert_eq!((story.looks().await.len(), story.waiting()), (3, 0));
    }
}
