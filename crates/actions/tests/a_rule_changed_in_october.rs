//! A group meets on Tuesdays at seven; in October its rule changes, and everybody knows what becomes of each session.

use crate::series_story;

use bothy_actions::ActionError;
use bothy_actions::sessions::series::{
    ChangedRule, NewSeries, SeriesRefused, Ways, change_series, make_ahead, make_series, preview_change,
};
use bothy_actions::sessions::{NewTime, call_off_session, move_session};
use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, SessionId};
use bothy_domain::rota::Seat;
use bothy_domain::sessions::change::Fate;
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, Pattern};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_store::sessions::Session;
use bothy_testkit::{on_both, polled};
use jiff::civil::{Weekday, date, time};
use series_story::*;
use std::collections::BTreeSet;

on_both! {
    async fn a_rule_changed_in_october_keeps_moves_calls_off_and_adds_what_was_shown(service: Service) {
        let october = before_october(&service, "lothian").await;
        let story = &october.story;
        let before: Vec<Session> = sessions(story).await;
        let find = |day| before.iter().find(|one| one.date == date(2027, 10, day)).unwrap().id;
        let shown = preview(&october, october_rule(&october)).await;
        let fates: Vec<Fate> = shown.fates.iter().map(|one| one.fate).collect();
        let meets = |day| bothy_domain::sessions::change::Meets {
            date: date(2027, 10, day), starts: time(19, 0, 0, 0), ends: time(20, 30, 0, 0),
        };
        assert_eq!(fates, [
            Fate::Kept(find(5)),
            Fate::Added(meets(7)),
            Fate::CalledOff(find(12)),
            Fate::Moved(find(19), meets(20)),
            Fate::CalledOff(find(26)),
        ]);
        assert!(shown.fates.iter().all(|one| one.ways == Ways::Same));
        assert_eq!(shown.fates[3].was, Some(meets(19)));
        assert_eq!(shown.fates[3].holders, [october.joan, october.tam, october.rhona]);
        assert_eq!(sessions(story).await, before, "a preview changes nothing");

        let (act, change) = (story.build.act(), october_rule(&october));
        let next = change_series(&service.bothy, &story.aileen, act, october.series, shown.version, change).await.unwrap();
        let after = sessions(story).await;
        let by_id = |id| after.iter().find(|one| one.id == id).unwrap();
        for one in &shown.fates {
            match one.fate {
                Fate::Kept(id) => assert!(is_planned(by_id(id)) && by_id(id).series == Some(next)),
                Fate::Moved(id, to) => {
                    let now = by_id(id);
                    assert_eq!((now.date, now.starts, now.original_date, now.series), (to.date, to.starts, to.date, Some(next)));
                    assert!(is_planned(now));
                }
                Fate::CalledOff(id) => assert!(is_off(by_id(id), WhyCalledOff::RuleChanged)),
                Fate::Added(to) => {
                    let new: Vec<_> = after.iter().filter(|one| one.date == to.date).collect();
                    assert!(new.len() == 1 && new[0].series == Some(next) && is_planned(new[0]));
                }
            }
        }
        assert_eq!(after.len(), before.len() + 1);
        let untouched = |all: &[Session]| all.iter().filter(|one| one.date < date(2027, 10, 1)).cloned().collect::<Vec<_>>();
        assert_eq!(untouched(&after), untouched(&before));
        assert_eq!(make_ahead(&service.bothy).await.unwrap(), 0);
    }

    async fn holders_stay_on_what_moved_unless_they_cannot_and_everybody_is_told(service: Service) {
        let october = before_october(&service, "lothian").await;
        let story = &october.story;
        let ids = [on(story, date(2027, 10, 5)).await.id, on(story, date(2027, 10, 12)).await.id, on(story, date(2027, 10, 19)).await.id];
        let shown = preview(&october, october_rule(&october)).await;
        change_series(&service.bothy, &story.aileen, story.build.act(), october.series, shown.version, october_rule(&october)).await.unwrap();
        let holders: Vec<Option<PersonId>> = seats(story, ids[2]).await.iter().map(Seat::holder).collect();
        assert_eq!(holders, [Some(october.joan), None, None]);
        assert_eq!(seats(story, ids[0]).await[0].holder(), Some(october.joan));
        let has = |told: &BTreeSet<(String, String)>, kind: &str, session: SessionId| told.contains(&(kind.into(), session.to_string()));
        let joan = told(story, october.joan).await;
        assert!(has(&joan, "session-moved", ids[2]) && has(&joan, "session-called-off", ids[1]));
        assert!(!has(&joan, "session-moved", ids[0]) && !has(&joan, "seat-lost-by-move", ids[2]));
        for lost in [october.tam, october.rhona] {
            let told = told(story, lost).await;
            assert!(has(&told, "seat-lost-by-move", ids[2]) && !has(&told, "session-moved", ids[2]));
        }
    }

    async fn a_session_moved_by_hand_is_left_alone_by_the_new_rule(service: Service) {
        let october = before_october(&service, "lothian").await;
        let story = &october.story;
        let (bothy, one) = (&service.bothy, on(story, date(2027, 10, 12)).await);
        let to = NewTime { date: date(2027, 10, 14), starts: time(10, 0, 0, 0), ends: time(11, 0, 0, 0) };
        move_session(bothy, &story.aileen, story.build.act(), one.id, one.version, to).await.unwrap();
        let shown = preview(&october, october_rule(&october)).await;
        assert!(shown.fates.iter().any(|fate| fate.fate == Fate::Kept(one.id)));
        change_series(bothy, &story.aileen, story.build.act(), october.series, shown.version, october_rule(&october)).await.unwrap();
        let now = on(story, date(2027, 10, 12)).await;
        assert_eq!((now.id, now.date, now.starts, is_planned(&now)), (one.id, to.date, to.starts, true));
    }

    async fn a_session_called_off_by_hand_stays_off_under_the_new_rule(service: Service) {
        let october = before_october(&service, "lothian").await;
        let (story, bothy) = (&october.story, &service.bothy);
        let one = on(story, date(2027, 10, 5)).await.id;
        call_off_session(bothy, &story.aileen, story.build.act(), one, WhyCalledOff::Weather).await.unwrap();
        let later = changed(story, date(2027, 10, 1), weekly(Weekday::Tuesday, 20), Ends::On(date(2027, 10, 31)));
        let shown = preview(&october, later.clone()).await;
        assert_eq!(shown.fates[0].fate, Fate::Kept(one));
        change_series(bothy, &story.aileen, story.build.act(), october.series, shown.version, later).await.unwrap();
        let that_day: Vec<Session> =
            sessions(story).await.into_iter().filter(|session| session.date == date(2027, 10, 5)).collect();
        assert!(that_day.len() == 1 && is_off(&that_day[0], WhyCalledOff::Weather));
    }

    async fn a_session_that_has_begun_is_neither_changed_nor_made_twice(service: Service) {
        let october = before_october(&service, "lothian").await;
        let (story, bothy) = (&october.story, &service.bothy);
        // Half past seven by the clock on the wall, on a Tuesday evening.
        service.clock.set("2027-10-05T18:30:00Z".parse().unwrap());
        let later = changed(story, date(2027, 10, 5), weekly(Weekday::Tuesday, 21), Ends::On(date(2027, 10, 31)));
        let begun = on(story, date(2027, 10, 5)).await;
        let shown = preview(&october, later.clone()).await;
        assert_eq!(shown.fates.len(), 3);
        change_series(bothy, &story.aileen, story.build.act(), october.series, shown.version, later).await.unwrap();
        let that_day: Vec<Session> =
            sessions(story).await.into_iter().filter(|session| session.date == date(2027, 10, 5)).collect();
        assert_eq!(that_day, [begun]);
        assert_eq!(on(story, date(2027, 10, 12)).await.starts, time(21, 0, 0, 0));
    }

    async fn a_holder_of_two_days_keeps_both_when_they_move_on(service: Service) {
        let story = story(&service, "lothian").await;
        // Mondays and Tuesdays become Tuesdays and Wednesdays: Joan holds one of each.
        let week = DaysOfWeek::of(&[Weekday::Monday, Weekday::Tuesday]);
        let both = Pattern { every: Every::weekly(week), ..weekly(Weekday::Monday, 19) };
        let new = NewSeries { pattern: both.clone(), first: date(2026, 11, 24), ends: Ends::On(date(2026, 12, 31)), ..tuesdays(&story) };
        let series = make(&story, new).await;
        let joan = story.build.supporter("Joan").await;
        give(&story, date(2026, 12, 7), 0, joan).await;
        give(&story, date(2026, 12, 8), 0, joan).await;
        let days = DaysOfWeek::of(&[Weekday::Tuesday, Weekday::Wednesday]);
        let pattern = Pattern { every: Every::weekly(days), ..both };
        let change = changed(&story, date(2026, 12, 7), pattern, Ends::On(date(2026, 12, 31)));
        let shown = preview_change(&service.bothy, &story.aileen, series, change.clone()).await.unwrap();
        change_series(&service.bothy, &story.aileen, story.build.act(), series, shown.version, change).await.unwrap();
        for day in [8, 9] {
            let session = on(&story, date(2026, 12, day)).await;
            assert_eq!(seats(&story, session.id).await[0].holder(), Some(joan), "{day}");
        }
    }

    async fn the_sealed_audit_of_a_change_names_every_session_it_touched(service: Service) {
        let october = before_october(&service, "lothian").await;
        let (story, bothy) = (&october.story, &service.bothy);
        let shown = preview(&october, october_rule(&october)).await;
        let before = unsealed(story).await;
        change_series(bothy, &story.aileen, story.build.act(), october.series, shown.version, october_rule(&october)).await.unwrap();
        // The series that ends, the one that goes on, one moved, two called off, one made.
        assert_eq!(unsealed(story).await - before, 6);
    }

    async fn a_new_place_is_to_be_confirmed_again_and_the_holders_are_told(service: Service) {
        let october = before_october(&service, "lothian").await;
        let story = &october.story;
        let hall = story.build.place("Harbour Hall").await;
        let same_days = changed(story, date(2027, 10, 1), weekly(Weekday::Tuesday, 19), Ends::On(date(2027, 10, 31)));
        let change = ChangedRule { place: Some(hall), ..same_days };
        let shown = preview(&october, change.clone()).await;
        assert!(shown.fates.iter().all(|one| matches!(one.fate, Fate::Kept(_)) && one.ways == Ways::Other));
        change_series(&service.bothy, &story.aileen, story.build.act(), october.series, shown.version, change).await.unwrap();
        let one = on(story, date(2027, 10, 5)).await;
        assert_eq!((one.place, one.place_confirmed_at), (Some(hall), None));
        assert!(told(story, october.joan).await.contains(&("session-place-changed".into(), one.id.to_string())));
    }

    async fn a_rule_changed_and_changed_back_leaves_no_day_without_its_session(service: Service) {
        let october = before_october(&service, "lothian").await;
        let (story, bothy) = (&october.story, &service.bothy);
        let shown = preview(&october, october_rule(&october)).await;
        let next = change_series(bothy, &story.aileen, story.build.act(), october.series, shown.version, october_rule(&october)).await.unwrap();
        let back = changed(story, date(2027, 10, 1), weekly(Weekday::Tuesday, 19), Ends::On(date(2027, 10, 31)));
        let ended = preview_change(bothy, &story.aileen, october.series, back.clone()).await;
        let last = date(2027, 9, 30);
        assert!(matches!(ended, Err(ActionError::Rule(SeriesRefused::Ended { last: found })) if found == last));
        let shown = preview_change(bothy, &story.aileen, next, back.clone()).await.unwrap();
        change_series(bothy, &story.aileen, story.build.act(), next, shown.version, back).await.unwrap();
        let planned: Vec<Session> = sessions(story).await.into_iter().filter(is_planned).collect();
        let in_october: Vec<i8> = days(&planned).iter().filter(|day| **day >= date(2027, 10, 1)).map(|day| day.day()).collect();
        assert_eq!(in_october, [5, 12, 19, 26]);
    }

    async fn a_part_that_was_changed_before_ends_where_the_next_one_begins(service: Service) {
        let october = before_october(&service, "lothian").await;
        let (story, bothy) = (&october.story, &service.bothy);
        let shown = preview(&october, october_rule(&october)).await;
        change_series(bothy, &story.aileen, story.build.act(), october.series, shown.version, october_rule(&october)).await.unwrap();
        let from_october = |all: Vec<Session>| -> Vec<Session> {
            all.into_iter().filter(|one| one.original_date >= date(2027, 10, 1)).collect()
        };
        let before = from_october(sessions(story).await);
        let last = date(2027, 9, 30);
        let for_ever = changed(story, date(2027, 9, 21), weekly(Weekday::Tuesday, 18), Ends::Never);
        let refused = preview_change(bothy, &story.aileen, october.series, for_ever.clone()).await;
        assert!(matches!(refused, Err(ActionError::Rule(no)) if no == SeriesRefused::GoesOnElsewhere { last }));
        let september = ChangedRule { ends: Ends::On(last), ..for_ever };
        let shown = preview(&october, september.clone()).await;
        assert!(shown.fates.len() == 2 && shown.fates.iter().all(|one| matches!(one.fate, Fate::Moved(..))));
        change_series(bothy, &story.aileen, story.build.act(), october.series, shown.version, september).await.unwrap();
        assert_eq!(from_october(sessions(story).await), before);
        assert_eq!(on(story, date(2027, 9, 28)).await.starts, time(18, 0, 0, 0));
    }

    async fn the_same_act_twice_is_one_and_a_stale_preview_is_said(service: Service) {
        let october = before_october(&service, "lothian").await;
        let (story, bothy) = (&october.story, &service.bothy);
        let act = story.build.act();
        let new = NewSeries { first: date(2027, 9, 21), ..tuesdays(story) };
        let one = make_series(bothy, &story.aileen, act, new.clone()).await.unwrap();
        assert_eq!(make_series(bothy, &story.aileen, act, new.clone()).await.unwrap(), one);
        let other = make_series(bothy, &story.aileen, act, NewSeries { seats: 3, ..new }).await;
        assert!(matches!(other, Err(ActionError::SentBefore { made }) if made == one.to_string()));

        let (act, shown) = (story.build.act(), preview(&october, october_rule(&october)).await);
        let change = async |act, rule| change_series(bothy, &story.aileen, act, october.series, shown.version, rule).await;
        let next = change(act, october_rule(&october)).await.unwrap();
        let after = sessions(story).await;
        assert_eq!(change(act, october_rule(&october)).await.unwrap(), next);
        assert_eq!(sessions(story).await, after);
        let stale = change(story.build.act(), october_rule(&october)).await;
        assert!(matches!(stale, Err(ActionError::Stale)));
    }

    async fn what_is_past_is_not_changed(service: Service) {
        let october = before_october(&service, "lothian").await;
        let (from, today) = (date(2027, 9, 19), date(2027, 9, 20));
        let change = ChangedRule { from, ..october_rule(&october) };
        let refused = preview_change(&service.bothy, &october.story.aileen, october.series, change).await;
        assert!(matches!(refused, Err(ActionError::Rule(no)) if no == SeriesRefused::IntoThePast { from, today }));
    }

    async fn a_change_dropped_at_any_poll_is_done_whole_or_not_at_all(service: Service) {
        for times in [0, 1, 2, 3, 5, 8] {
            service.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
            let october = before_october(&service, &format!("lothian{times}")).await;
            let (story, bothy) = (&october.story, &service.bothy);
            let (act, shown) = (story.build.act(), preview(&october, october_rule(&october)).await);
            let change = || change_series(bothy, &story.aileen, act, october.series, shown.version, october_rule(&october));
            drop(polled(change(), times).await);
            change().await.unwrap();
            let off = sessions(story).await.iter().filter(|one| is_off(one, WhyCalledOff::RuleChanged)).count();
            assert_eq!(off, 2);
        }
    }

    async fn nothing_is_there_for_another_organisation_or_another_branch(service: Service) {
        let here = before_october(&service, "lothian").await;
        let there = story(&service, "forth").await;
        let bothy = &service.bothy;
        let made = make_series(bothy, &there.aileen, there.build.act(), tuesdays(&here.story)).await;
        assert!(matches!(made, Err(ActionError::NotFound)));
        let their_place = NewSeries { place: Some(here.story.place), ..tuesdays(&there) };
        let made = make_series(bothy, &there.aileen, there.build.act(), their_place).await;
        assert!(matches!(made, Err(ActionError::NotFound)));
        let seen = preview_change(bothy, &there.aileen, here.series, october_rule(&here)).await;
        assert!(matches!(seen, Err(ActionError::NotFound)));
        let done = change_series(bothy, &there.aileen, there.build.act(), here.series, 1, october_rule(&here)).await;
        assert!(matches!(done, Err(ActionError::NotFound)));

        let build = &there.build;
        let (east, west) = (build.branch("East").await, build.branch("West").await);
        let group = build.group("East group", Some(east)).await;
        let (ours, theirs) = (
            build.person("Ann", &[Role::Coordinator], Some(east)).await,
            build.person("Sam", &[Role::Coordinator], Some(west)).await,
        );
        let (ours, theirs) = (build.known(ours).await, build.known(theirs).await);
        let new = NewSeries { group, first: date(2027, 9, 21), ..tuesdays(&there) };
        let made = make_series(bothy, &theirs, build.act(), new.clone()).await;
        assert!(matches!(made, Err(ActionError::NotFound)));
        let series = make_series(bothy, &ours, build.act(), new).await.unwrap();
        let rule = changed(&there, date(2027, 10, 1), weekly(Weekday::Tuesday, 18), Ends::Never);
        let seen = preview_change(bothy, &theirs, series, rule.clone()).await;
        assert!(matches!(seen, Err(ActionError::NotFound)));
        let done = change_series(bothy, &theirs, build.act(), series, 1, rule).await;
        assert!(matches!(done, Err(ActionError::NotFound)));
        assert!(of_group(bothy, build.organisation, group).await.iter().all(|one| one.starts == time(19, 0, 0, 0)));
    }
}
