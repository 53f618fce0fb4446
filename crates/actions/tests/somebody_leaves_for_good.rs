//! Joan asks to be forgotten: what is known of her goes, what must stay names nobody, and what is held waits.

use crate::sealed_story;
use bothy_actions::ActionError;
use bothy_actions::access::{Known, begin_sign_in, who_is};
use bothy_actions::keeping::{
    Asker, end_hold, erase_again, erase_person, erased_list, export_person, hold_record, let_go, see_going,
    see_own_record,
};
use bothy_actions::safety::{Worry, acknowledge_concern, name_readers, raise_concern};
use bothy_actions::supporters::see_helpers;
use bothy_domain::access::Role;
use bothy_domain::audit::Looks;
use bothy_domain::ids::{ConcernId, PersonId};
use bothy_domain::keeping::{ErasureRefused, Held, HoldRefused, ReasonRefused, SOMEBODY_WHO_LEFT};
use bothy_domain::safety::{About, Danger};
use bothy_domain::supporters::everyone::Reference;
use bothy_domain::supporters::record::Recorded;
use bothy_store::audit::{AuditAsked, AuditLine, Verified, page_of, verify};
use bothy_store::going::ErasedPerson;
use bothy_store::going::for_test::{plant, rows_in, spent_acts};
use bothy_store::rota::{offers_of, seats_of};
use bothy_store::{StoreError, WhereFrom};
use bothy_testkit::{Build, Service, on_both, polled, tuesday_evening};
use jiff::SignedDuration;
use jiff::civil::date;
use sealed_story::{is_in, on_disk, person};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use uuid::Uuid;

/// Words of the program that stay, and words that stay for a reason that is declared: nothing else may.
const STAYS: [&str; 8] = [
    "concern.about",
    "concern.receipt",
    "concern.words",
    "import_run.file_name",
    "import_run.kind",
    "job.kind",
    "job.state",
    "import_row.cells",
];

/// Tables whose words are the program's own: numbers, days and codes.
const CODES: [&str; 10] =
    ["audit", "duty", "duty_history", "erased", "hold", "organisation", "place", "seat", "session", "signpost"];

struct Story {
    build: Build,
    joan: PersonId,
    tam: PersonId,
    ishbel: Known,
    sam: Known,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let joan = build.person("Joan Baird", &[Role::Supporter], None).await;
    let tam = build.supporter("Tam Douglas").await;
    let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
    let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
    let (ishbel, sam) = (build.known(ishbel).await, build.known(sam).await);
    Story { build, joan, tam, ishbel, sam }
}

impl Story {
    async fn erase(&self, who: &Known, person: PersonId) -> Result<(), ActionError<ErasureRefused>> {
        let asker = Asker::Person(Box::new(who.clone()));
        erase_person(&self.build.service.bothy, asker, self.build.act(), person, "Asked by letter").await
    }

    async fn hold(&self, thing: Held) {
        let reason = ("The council looks into it", None);
        hold_record(&self.build.service.bothy, &self.sam, self.build.act(), thing, reason).await.unwrap();
    }

    async fn acts(&self) -> Vec<AuditLine> {
        let organisation = self.build.organisation;
        let lines = self.build.service.bothy.db.snapshot("acts", organisation, |tx, organisation| {
            Box::pin(async move { page_of(tx, *organisation, &AuditAsked::default(), Looks::All, 1000).await })
        });
        lines.await.unwrap()
    }

    async fn is_sound(&self) -> bool {
        let organisation = self.build.organisation;
        bothy_actions::keeping::one_round(&self.build.service.bothy).await.unwrap();
        let found = self.build.service.bothy.db.snapshot("sound", organisation, |tx, organisation| {
            Box::pin(async move { verify(tx, *organisation).await })
        });
        matches!(found.await.unwrap(), Verified::Sound { .. })
    }

    /// A worry that somebody raised, read by Sam.
    async fn a_worry(&self) -> ConcernId {
        let service = &self.build.service;
        name_readers(&service.bothy, &self.ishbel, [self.sam.sign_in.person, self.tam]).await.unwrap();
        let worry = Worry {
            act: self.build.act(),
            danger: Danger::No,
            about: About::Place,
            words: "The door sticks".into(),
            reach_back: "0131 496 0123".into(),
        };
        raise_concern(&service.bothy, self.build.organisation, worry).await.unwrap();
        let organisation = self.build.organisation;
        let found = service.bothy.db.snapshot("worries", (organisation, self.sam.sign_in.person), |tx, (of, sam)| {
            Box::pin(async move { bothy_store::safety::concerns_for(tx, *of, *sam, 10).await })
        });
        let id = found.await.unwrap()[0].id;
        acknowledge_concern(&service.bothy, &self.sam, id).await.unwrap();
        id
    }
}

/// What a copy of the database holds: the bytes of its file and log, or what its server dumps.
async fn all_bytes(service: &Service) -> Vec<u8> {
    let mut bytes = on_disk(service).await;
    let dump = Path::new("/usr/lib/postgresql/15/bin/pg_dump");
    if let (WhereFrom::Url(url), true) = (&service.from, dump.exists()) {
        let dumped = Command::new(dump).arg(url).output().unwrap();
        assert!(dumped.status.success(), "{}", String::from_utf8_lossy(&dumped.stderr));
        bytes.extend(dumped.stdout);
    }
    bytes
}

on_both! {
    async fn nothing_of_whoever_was_erased_is_left_on_the_disk(service: Service) {
        let story = story(&service).await;
        let build = &story.build;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Library").await;
        let (session, seats) = build.session(tuesday_evening(group, place, vec![None])).await;
        let other = story.ishbel.sign_in.person.uuid();
        let known = BTreeMap::from([
            ("group_id", group.uuid()),
            ("session_id", session.uuid()),
            ("seat_id", seats[0].uuid()),
            ("reason_id", Uuid::now_v7()),
            ("first_reader_id", other),
            ("second_reader_id", other),
            ("acknowledged_by", other),
            ("recorded_by", other),
            ("first_by", other),
            ("second_by", other),
            ("refused_by", other),
        ]);
        let planted = plant(&service.bothy.db, build.organisation, story.joan, &CODES, known).await.unwrap();
        assert!(planted.len() > 35, "{}", planted.len());
        let before = all_bytes(&service).await;
        for word in &planted {
            assert!(is_in(&before, &word.rests), "{} was not planted", word.column);
        }
        story.erase(&story.ishbel, story.joan).await.unwrap();
        let after = all_bytes(&service).await;
        let left: Vec<&str> =
            planted.iter().filter(|word| is_in(&after, &word.rests)).map(|word| word.column.as_str()).collect();
        let wrong: Vec<&&str> = left.iter().filter(|column| !STAYS.contains(column)).collect();
        assert!(wrong.is_empty(), "left behind: {wrong:?}");
        // What has to stay does: the test looks in the right place.
        assert!(left.contains(&"concern.words"), "{left:?}");
        assert!(!is_in(&after, "Joan Baird"));
        assert!(story.is_sound().await);
    }

    async fn nothing_is_left_in_pages_that_others_wrote_over(service: Service) {
        let story = story(&service).await;
        let mut leaving = Vec::new();
        for number in 0..100 {
            // Names of different lengths, and sign-ins whose hashes fall anywhere: pages fill, part and are rebuilt.
            let name = format!("leaver-{number:03}-{}", "a".repeat(number * 7 % 60));
            let id = story.build.person(&name, &[Role::Supporter], None).await;
            let mut traces = vec![format!("leaver-{number:03}")];
            for _ in 0..3 {
                let token = begin_sign_in(&service.bothy, story.build.organisation, id).await.unwrap();
                traces.push(bothy_actions::access::token_hash(&token));
            }
            if number % 4 == 0 {
                leaving.push((id, traces));
            }
        }
        let before = all_bytes(&service).await;
        assert!(leaving.iter().all(|(_, traces)| traces.iter().all(|trace| is_in(&before, trace))));
        for (id, _) in &leaving {
            story.erase(&story.ishbel, *id).await.unwrap();
        }
        let after = all_bytes(&service).await;
        let left: Vec<&String> =
            leaving.iter().flat_map(|(_, traces)| traces).filter(|trace| is_in(&after, trace)).collect();
        assert!(left.is_empty(), "{} are left, such as {:?}", left.len(), left.first());
    }

    async fn her_seats_are_asked_for_again_and_she_is_nobody(service: Service) {
        let story = story(&service).await;
        let build = &story.build;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Library").await;
        build.knows(story.tam, group).await;
        let (session, _) = build.session(tuesday_evening(group, place, vec![Some(story.joan), None])).await;
        let token = begin_sign_in(&service.bothy, build.organisation, story.joan).await.unwrap();
        story.erase(&story.ishbel, story.joan).await.unwrap();
        let found = service.bothy.db.snapshot("after", (build.organisation, session), |tx, (of, session)| {
            Box::pin(async move {
                let seats = seats_of(tx, *of, &[*session]).await?.remove(session).unwrap_or_default();
                Ok::<_, StoreError>((seats, offers_of(tx, *of, *session).await?))
            })
        });
        let (seats, offers) = found.await.unwrap();
        assert!(seats.iter().all(|seat| seat.holder().is_none()), "{seats:?}");
        assert_eq!(offers.iter().map(|offer| offer.person).collect::<Vec<_>>(), [story.tam]);
        assert!(who_is(&service.bothy, &token).await.unwrap().is_none(), "she is signed out");
        let left = person(&service.bothy.db, build.organisation, story.joan).await.unwrap().unwrap();
        assert_eq!((left.shown_name.as_str(), left.email), (SOMEBODY_WHO_LEFT, None));
        let helpers = see_helpers(&service.bothy, &story.ishbel).await.unwrap();
        assert!(helpers.people.iter().all(|line| line.person.id != story.joan), "no page lists her");
        // Twice is once.
        story.erase(&story.ishbel, story.joan).await.unwrap();
        let acts = story.acts().await;
        assert_eq!(acts.iter().filter(|line| line.past.act == "person-erased").count(), 1);
        assert_eq!(acts.iter().filter(|line| line.past.act == "seat-emptied").count(), 1);
        assert!(story.is_sound().await);
    }

    async fn whoever_is_held_waits_and_it_is_said(service: Service) {
        let story = story(&service).await;
        story.hold(Held::Person(story.joan)).await;
        let refused = story.erase(&story.ishbel, story.joan).await;
        assert!(matches!(refused, Err(ActionError::Rule(ErasureRefused::Held))), "{refused:?}");
        let seen = see_going(&service.bothy, &story.ishbel, story.joan).await.unwrap();
        assert_eq!((seen.waits, seen.holds.len()), (Some(ErasureRefused::Held), 1));
        assert_eq!(seen.holds[0].reason, "The council looks into it");
        end_hold(&service.bothy, &story.sam, Held::Person(story.joan), seen.holds[0].id).await.unwrap();
        story.erase(&story.ishbel, story.joan).await.unwrap();
    }

    async fn a_hold_ends_with_its_last_day(service: Service) {
        let story = story(&service).await;
        let until = service.clock.now() + SignedDuration::from_hours(24);
        let reason = ("Until the meeting", Some(until));
        hold_record(&service.bothy, &story.sam, story.build.act(), Held::Person(story.joan), reason).await.unwrap();
        assert!(story.erase(&story.ishbel, story.joan).await.is_err());
        service.clock.advance(SignedDuration::from_hours(24));
        story.erase(&story.ishbel, story.joan).await.unwrap();
    }

    async fn others_are_not_left_with_nobody_to_turn_to(service: Service) {
        let story = story(&service).await;
        name_readers(&service.bothy, &story.ishbel, [story.sam.sign_in.person, story.joan]).await.unwrap();
        let refused = story.erase(&story.ishbel, story.joan).await;
        assert!(matches!(refused, Err(ActionError::Rule(ErasureRefused::ReadsWorries))), "{refused:?}");
        let own = story.erase(&story.ishbel, story.ishbel.sign_in.person).await;
        assert!(matches!(own, Err(ActionError::Rule(ErasureRefused::Themselves))), "{own:?}");
        let last = story.erase(&story.sam, story.ishbel.sign_in.person).await;
        assert!(matches!(last, Err(ActionError::Rule(ErasureRefused::LastAdministrator))), "{last:?}");
        // Nobody else may, and for them she is not there.
        let aileen = story.build.person("Aileen", &[Role::Coordinator], None).await;
        let aileen = story.build.known(aileen).await;
        assert!(matches!(story.erase(&aileen, story.tam).await, Err(ActionError::NotFound)));
        let act = story.build.act();
        let held = hold_record(&service.bothy, &aileen, act, Held::Person(story.tam), ("Why not", None)).await;
        assert!(matches!(held, Err(ActionError::NotFound)), "{held:?}");
        let none = hold_record(&service.bothy, &story.sam, act, Held::Person(story.tam), (" ", None)).await;
        assert!(matches!(none, Err(ActionError::Rule(HoldRefused::Reason(ReasonRefused::None)))), "{none:?}");
    }

    async fn what_is_held_about_her_is_handed_to_her_and_nothing_of_anybody_else(service: Service) {
        let story = story(&service).await;
        let build = &story.build;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Library").await;
        build.knows(story.joan, group).await;
        build.session(tuesday_evening(group, place, vec![Some(story.joan), Some(story.tam)])).await;
        build.keep_from(story.joan, group).await;
        let spoken_for = Reference { referee: "Morag Bain".into(), taken_on: date(2026, 11, 2) };
        build.record(story.joan, Recorded::Reference(spoken_for)).await;
        story.hold(Held::Person(story.joan)).await;
        let asker = || Asker::Person(Box::new(story.ishbel.clone()));
        let no = export_person(&service.bothy, asker(), story.joan, " ").await.err();
        assert!(matches!(no, Some(ActionError::Rule(ReasonRefused::None))), "a look needs a reason");
        let record = export_person(&service.bothy, asker(), story.joan, "She asked by letter").await.unwrap();
        let json = record.as_json();
        assert_eq!(json["held"]["Name and address"][0]["Name"], "Joan Baird");
        assert_eq!(json["held"]["Name and address"][0]["Email"], "joan.baird@example.org", "opened from sealing");
        assert_eq!(json["held"]["Seats held"][0]["Session"], "2026-11-24 19:00, Tuesday group");
        assert_eq!(json["held"]["Groups known"][0]["Group"], "Tuesday group");
        assert_eq!(json["held"]["References"][0]["Taken up"], "2026-11-02");
        let text = json.to_string();
        for not in ["Morag Bain", "Tam", "Ishbel", "Sam", "council", "Kept from", "Holds", "record-held", &story.tam.to_string()] {
            assert!(!text.contains(not), "{not} is in {text}");
        }
        let acts = story.acts().await;
        let read = acts.iter().find(|line| line.past.act == "person-exported").expect("the look is written down");
        assert_eq!((read.past.by, read.past.thing.clone()), (Some(story.ishbel.sign_in.person), story.joan.to_string()));
        let joan = build.known(story.joan).await;
        let own = see_own_record(&service.bothy, &joan).await.unwrap();
        assert_eq!(own.as_json()["held"]["References"], json["held"]["References"]);
    }

    async fn what_has_had_its_time_goes_in_slices_and_is_counted(service: Service) {
        let story = story(&service).await;
        let old = service.clock.now() - SignedDuration::from_hours(24 * 91);
        let young = service.clock.now() - SignedDuration::from_hours(24 * 89);
        spent_acts(&service.bothy.db, story.build.organisation, 450, old).await.unwrap();
        spent_acts(&service.bothy.db, story.build.organisation, 7, young).await.unwrap();
        let before = rows_in(&service.bothy.db, "act_key").await.unwrap();
        // Stopped at several moments: what a slice took is gone and written down, the rest is there for the next.
        for polls in [1, 2, 5, 9, 14] {
            let _ = polled(let_go(&service.bothy), polls).await;
        }
        let_go(&service.bothy).await.unwrap();
        assert_eq!(rows_in(&service.bothy.db, "act_key").await.unwrap(), before - 450);
        let counted: u64 = story
            .acts()
            .await
            .iter()
            .filter(|line| line.past.act == "records-let-go")
            .map(|line| line.past.thing.strip_prefix("spent-acts_").unwrap().parse::<u64>().unwrap())
            .inspect(|slice| assert!(*slice <= 200, "{slice}"))
            .sum();
        assert_eq!(counted, 450);
        assert_eq!(let_go(&service.bothy).await.unwrap(), 0);
        assert!(story.is_sound().await);
    }

    async fn what_is_held_is_not_let_go(service: Service) {
        let story = story(&service).await;
        let worry = story.a_worry().await;
        story.hold(Held::Concern(worry)).await;
        let gone = |table: &'static str| rows_in(&service.bothy.db, table);
        service.clock.advance(SignedDuration::from_hours(24 * 2_200));
        let_go(&service.bothy).await.unwrap();
        assert_eq!(gone("concern").await.unwrap(), 1, "it is held");
        let organisation = story.build.organisation;
        let held = service.bothy.db.snapshot("held", (organisation, worry), |tx, (of, worry)| {
            let at = "2032-12-31T00:00:00Z".parse().unwrap();
            Box::pin(async move { bothy_store::going::holds_on(tx, *of, Held::Concern(*worry), at).await })
        });
        let held = held.await.unwrap();
        assert_eq!(held[0].reason, "The council looks into it", "why it is held stays as long");
        // A sign-in of long ago is over by now.
        let sam = story.build.known(story.sam.sign_in.person).await;
        end_hold(&service.bothy, &sam, Held::Concern(worry), held[0].id).await.unwrap();
        let_go(&service.bothy).await.unwrap();
        assert_eq!(gone("concern").await.unwrap(), 0);
        assert!(story.is_sound().await);
    }

    async fn nothing_of_a_person_who_is_held_is_let_go(service: Service) {
        let story = story(&service).await;
        let (joan, tam) = (story.joan, story.tam);
        for person in [joan, tam] {
            begin_sign_in(&service.bothy, story.build.organisation, person).await.unwrap();
        }
        story.hold(Held::Person(joan)).await;
        let before = rows_in(&service.bothy.db, "sign_in").await.unwrap();
        service.clock.advance(SignedDuration::from_hours(24 * 400));
        let_go(&service.bothy).await.unwrap();
        assert!(before > 2);
        assert_eq!(rows_in(&service.bothy.db, "sign_in").await.unwrap(), 1, "only Joan's");
    }

    async fn whoever_left_long_ago_is_erased_by_itself(service: Service) {
        let story = story(&service).await;
        let leaves = service.clock.now() + SignedDuration::from_hours(24);
        let nan = story.build.person_until("Nan Orr", &[Role::Supporter], None, Some(leaves)).await;
        service.clock.advance(SignedDuration::from_hours(24 * 2_192));
        let_go(&service.bothy).await.unwrap();
        let name = async |id| person(&service.bothy.db, story.build.organisation, id).await.unwrap().unwrap().shown_name;
        assert_eq!(name(nan).await, "Nan Orr", "six years are not over");
        service.clock.advance(SignedDuration::from_hours(25));
        let_go(&service.bothy).await.unwrap();
        assert_eq!(name(nan).await, SOMEBODY_WHO_LEFT);
        assert_eq!(name(story.joan).await, "Joan Baird", "she still helps");
        assert!(!is_in(&all_bytes(&service).await, "Nan Orr"));
    }

    async fn whoever_was_erased_is_erased_again_whatever_stands_in_the_way(service: Service) {
        let story = story(&service).await;
        name_readers(&service.bothy, &story.ishbel, [story.sam.sign_in.person, story.joan]).await.unwrap();
        story.hold(Held::Person(story.joan)).await;
        let at = service.clock.now();
        let organisation = story.build.organisation;
        let stranger = PersonId::new(Uuid::now_v7());
        let list = [story.joan, stranger].map(|person| ErasedPerson { organisation, person, at });
        assert_eq!(erase_again(&service.bothy, &list).await.unwrap(), 1);
        assert!(!is_in(&all_bytes(&service).await, "Joan Baird"));
        assert_eq!(erased_list(&service.bothy).await.unwrap().len(), 2, "a stranger is remembered, too");
        assert_eq!(erase_again(&service.bothy, &list).await.unwrap(), 0);
        assert!(story.is_sound().await);
    }
}
