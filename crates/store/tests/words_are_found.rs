//! Words find the same groups on either database, quickly, and only those of one organisation.

use bothy_domain::groups::sought::Sought;
use bothy_domain::ids::{GroupId, OrganisationId, PlaceId};
use bothy_store::groups::words::having;
use bothy_store::places::steps_of_public_places;
use bothy_store::sessions::find::{steps_of_a_word, steps_of_to_weigh};
use bothy_store::{Db, StoreError};
use bothy_testkit::{Build, on_both, on_sqlite};
use std::collections::BTreeSet;

/// The groups that have all these words.
async fn groups(db: &Db, organisation: OrganisationId, typed: &str) -> BTreeSet<GroupId> {
    let input = (organisation, Sought::read(typed));
    let all = db.snapshot("having", input, |tx, (organisation, sought)| {
        Box::pin(async move { having(tx, *organisation, sought).await })
    });
    let mut words = all.await.unwrap().into_iter().map(|word| word.groups);
    let first = words.next().unwrap_or_default();
    words.fold(first, |both, next| both.intersection(&next).copied().collect())
}

/// The places that have one word.
async fn places(db: &Db, organisation: OrganisationId, typed: &str) -> BTreeSet<PlaceId> {
    let input = (organisation, Sought::read(typed));
    let all = db.snapshot("having", input, |tx, (organisation, sought)| {
        Box::pin(async move { having(tx, *organisation, sought).await })
    });
    all.await.unwrap().remove(0).places
}

/// What groups say of themselves, and what somebody types; the table is the same for both databases.
const SAID: [(&str, &str); 7] = [
    ("Hearing voices", "For people who hear, see or sense things that others don’t."),
    ("Open café", "Soup, a seat and someone to talk to."),
    ("Men’s shed talk", "Something to do with your hands."),
    ("Cèilidh night", "Dancing; naïve and façade stand here, too. Łódź, Ærø, straße."),
    ("مجموعة الدعم", "دعم الأقران"),
    ("Drop-in 50+", "For whoever is fifty or more; quiet; 100% free."),
    ("Zzz%_*", "\"quoted\" (brackets) AND OR NOT NEAR"),
];

const TYPED: [(&str, &[usize]); 31] = [
    ("hearing voices", &[0]),
    ("HEARING VOICES", &[0]),
    ("voice", &[0]),
    ("hearing voi", &[0]),
    ("hear voi", &[0]),
    ("voi hearing", &[]),
    ("cafe", &[1]),
    ("CAFÉ", &[1]),
    ("cafe\u{301}", &[1]),
    ("caf", &[1]),
    ("mens", &[2]),
    ("men's shed", &[2]),
    ("men’s", &[2]),
    ("ceilidh", &[3]),
    ("naive facade", &[3]),
    ("lodz aero strasse", &[3]),
    ("الدعم", &[4]),
    ("drop in", &[5]),
    ("drop-in", &[5]),
    ("50+", &[5]),
    ("100%", &[5]),
    ("%", &[]),
    ("_", &[]),
    ("zzz*", &[6]),
    ("\"quoted", &[6]),
    ("quoted\" OR \"hearing", &[]),
    ("not", &[6]),
    ("near(", &[6]),
    ("hearing; DROP TABLE group_word", &[]),
    ("\u{202e}voices", &[0]),
    ("🫖", &[]),
];

on_both! {
    async fn a_table_of_examples_finds_the_same_everywhere(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let mut ids = Vec::new();
        for (name, purpose) in SAID {
            ids.push(build.open_group_that_says(name, purpose).await);
        }
        for (typed, found) in TYPED {
            let expected: BTreeSet<GroupId> = found.iter().map(|place| ids[*place]).collect();
            let found = groups(&service.bothy.db, build.organisation, typed).await;
            assert_eq!(found, expected, "{typed}");
        }
        let everything = groups(&service.bothy.db, build.organisation, &"x".repeat(10_000)).await;
        assert!(everything.is_empty());
    }

    async fn words_of_one_organisation_find_nothing_of_another(service: Service) {
        let (ours, theirs) = (Build::organisation(&service, "lothian").await, Build::organisation(&service, "forth").await);
        let group = theirs.open_group_that_says("Hearing voices", "").await;
        theirs.place_in("Leith Library", "Ferry Road", "EH6 4AE", &[]).await;
        assert!(groups(&service.bothy.db, ours.organisation, "voices").await.is_empty());
        assert!(places(&service.bothy.db, ours.organisation, "leith").await.is_empty());
        assert_eq!(groups(&service.bothy.db, theirs.organisation, "voices").await, BTreeSet::from([group]));
        assert_eq!(places(&service.bothy.db, theirs.organisation, "leith").await.len(), 1);
    }

    async fn a_group_from_before_there_were_words_has_them_when_the_database_is_opened(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.open_group_that_says("Hearing voices", "").await;
        build.open_group_that_says("!!!", "").await;
        build.forget_words(group).await;
        assert!(groups(&service.bothy.db, build.organisation, "voices").await.is_empty());
        let again = service.second_node().await;
        assert_eq!(groups(&again.db, build.organisation, "voices").await, BTreeSet::from([group]));
        again.db.close().await;
    }
}

#[test]
fn sessions_and_words_are_looked_up_by_their_indexes() {
    on_sqlite(|service| async move {
        let steps = service.bothy.db.snapshot("steps", (), |tx, ()| {
            Box::pin(async move {
                let places = steps_of_public_places(tx).await?;
                Ok::<_, StoreError>((steps_of_to_weigh(tx).await?, steps_of_a_word(tx).await?, places))
            })
        });
        let (sessions, words, places) = steps.await.unwrap();
        let by_start =
            "SEARCH s USING COVERING INDEX session_to_weigh (organisation_id=? AND starts_at>? AND starts_at<?)";
        assert!(sessions.iter().any(|step| step == by_start), "{sessions:?}");
        assert!(!sessions.iter().any(|step| step.starts_with("SCAN")), "{sessions:?}");
        let at_place =
            "SEARCH s USING COVERING INDEX session_at_place (organisation_id=? AND place_id=? AND starts_at>?)";
        assert!(places.iter().any(|step| step == at_place), "{places:?}");
        assert!(words[0].starts_with("SEARCH group_word USING COVERING INDEX"), "{words:?}");
        assert!(words[0].contains("(organisation_id=? AND word>? AND word<?)"), "{words:?}");
    });
}
