//! A group meets on Tuesdays at seven; in October its rule changes, and everybody knows what becomes of each session.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at once"
)]

use bothy_actions::access::Known;
use bothy_actions::duties::see_today;
use bothy_actions::organisations::{ClosedRefused, close_days, keep_bank_holidays};
use bothy_actions::rota::give_seat;
use bothy_actions::sessions::series::{
    ChangedRule, NewSeries, Preview, SeriesRefused, Ways, change_series, make_ahead, make_series, preview_change,
};
use bothy_actions::sessions::{NewTime, call_off_session, move_session};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::duties::DutyRule;
use bothy_domain::ids::{GroupId, OrganisationId, PersonId, PlaceId, SeriesId, SessionId};
use bothy_domain::rota::{Seat, SeatRole};
use bothy_domain::sessions::change::Fate;
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, NthWeekday, Pattern, RuleRefused};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{Mode, SessionState};
use bothy_domain::supporters::checks::{Asks, CheckKind};
use bothy_store::audit::Verified;
use bothy_store::sessions::Session;
use bothy_store::{StoreError, rota, series};
use bothy_testkit::{Build, Service, on_both, polled, tuesday_evening};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date, time};
use std::collections::BTreeSet;

struct Story {
    build: Build,
    group: GroupId,
    place: PlaceId,
    aileen: Known,
}

async fn story(service: &Service, slug: &str) -> Story {
    let build = Build::organisation(service, slug).await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let aileen = build.known(aileen).await;
    Story { build, group, place, aileen }
}

fn weekly(day: Weekday, hour: i8) -> Pattern {
    Pattern {
        every: Every::weekly(DaysOfWeek::of(&[day])),
        starts: time(hour, 0, 0, 0),
        ends: time(hour + 1, 30, 0, 0),
    }
}

fn tuesdays(story: &Story) -> NewSeries {
    NewSeries {
        group: story.group,
        pattern: weekly(Weekday::Tuesday, 19),
        ends: Ends::Never,
        first: date(2026, 11, 24),
        mode: Mode::InPerson,
        place: Some(story.place),
        hall: None,
        link: String::new(),
        phone: String::new(),
        seats: 2,
        asks: Asks { check: Some(CheckKind::named("pvg")), training: None },
        follows_closed_days: false,
        weeks_off: vec![],
    }
}

fn changed(story: &Story, from: Date, pattern: Pattern, ends: Ends) -> ChangedRule {
    ChangedRule {
        from,
        pattern,
        ends,
        mode: Mode::InPerson,
        place: Some(story.place),
        hall: None,
        link: String::new(),
        phone: String::new(),
    }
}

async fn make(story: &Story, new: NewSeries) -> SeriesId {
    make_series(&story.build.service.bothy, &story.aileen, story.build.act(), new).await.unwrap()
}

async fn of_group(bothy: &Bothy, organisation: OrganisationId, group: GroupId) -> Vec<Session> {
    bothy
        .db
        .snapshot("sessions", (organisation, group), |tx, (organisation, group)| {
            Box::pin(async move {
                bothy_store::sessions::of_group(tx, *organisation, *group, Timestamp::UNIX_EPOCH, 5000).await
            })
        })
        .await
        .unwrap()
}

async fn sessions(story: &Story) -> Vec<Session> {
    of_group(&story.build.service.bothy, story.build.organisation, story.group).await
}

async fn on(story: &Story, day: Date) -> Session {
    sessions(story).await.into_iter().find(|session| session.original_date == day).unwrap()
}

async fn seats(story: &Story, session: SessionId) -> Vec<Seat> {
    let input = (story.build.organisation, session);
    let db = &story.build.service.bothy.db;
    db.snapshot("seats", input, |tx, (organisation, session)| {
        Box::pin(async move {
            let seats = rota::seats_of(tx, *organisation, &[*session]).await?;
            Ok::<_, StoreError>(seats.into_values().flatten().collect())
        })
    })
    .await
    .unwrap()
}

async fn give(story: &Story, day: Date, number: usize, to: PersonId) {
    let session = on(story, day).await;
    let seat = seats(story, session.id).await[number].id;
    give_seat(&story.build.service.bothy, &story.aileen, story.build.act(), seat, to).await.unwrap();
}

async fn told(story: &Story, person: PersonId) -> BTreeSet<(String, String)> {
    let organisation = story.build.organisation;
    let db = &story.build.service.bothy.db;
    db.snapshot("told", (), |tx, ()| Box::pin(async move { bothy_store::jobs::newest(tx, 10_000).await }))
        .await
        .unwrap()
        .into_iter()
        .filter(|one| one.organisation == organisation && one.notice.person == person)
        .map(|one| (one.notice.kind, one.notice.about))
        .collect()
}

async fn unsealed(story: &Story) -> u64 {
    let db = &story.build.service.bothy.db;
    let verified = db.snapshot("verify", story.build.organisation, |tx, organisation| {
        Box::pin(async move { bothy_store::audit::verify(tx, *organisation).await })
    });
    let Verified::Sound { unsealed, .. } = verified.await.unwrap() else { panic!("the chain is broken") };
    unsealed
}

fn days(sessions: &[Session]) -> Vec<Date> {
    sessions.iter().map(|session| session.date).collect()
}

fn is_planned(session: &Session) -> bool {
    matches!(session.state, SessionState::Planned)
}

fn is_off(session: &Session, expected: WhyCalledOff) -> bool {
    matches!(session.state, SessionState::CalledOff { why, .. } if why == expected)
}

/// From 1 October 2027: first Tuesday, first Thursday and third Wednesday, at the old hour, until the month is over.
fn october_of(story: &Story) -> ChangedRule {
    let which = [(1, Weekday::Tuesday), (1, Weekday::Thursday), (3, Weekday::Wednesday)];
    let which = which.into_iter().map(|(nth, day)| NthWeekday { nth, day }).collect();
    let pattern = Pattern { every: Every::MonthsByWeekday { interval: 1, which }, ..weekly(Weekday::Tuesday, 19) };
    changed(story, date(2027, 10, 1), pattern, Ends::On(date(2027, 10, 31)))
}

struct October {
    story: Story,
    series: SeriesId,
    joan: PersonId,
    tam: PersonId,
    rhona: PersonId,
}

/// The Tuesdays of a year; Joan, Tam and Rhona hold seats in October, and it is September 2027.
async fn before_october(service: &Service, slug: &str) -> October {
    let story = story(service, slug).await;
    let new = NewSeries { ends: Ends::On(date(2027, 10, 31)), seats: 3, ..tuesdays(&story) };
    let series = make(&story, new).await;
    let joan = story.build.supporter("Joan").await;
    let tam = story.build.supporter("Tam").await;
    let rhona = story.build.person("Rhona", &[Role::Supporter], None).await;
    // Her check covers Tuesday the 19th and not a day more.
    story.build.check(rhona, "pvg", date(2025, 1, 1), Some(date(2027, 10, 19))).await;
    for day in [5, 12, 19] {
        give(&story, date(2027, 10, day), 0, joan).await;
    }
    give(&story, date(2027, 10, 19), 1, tam).await;
    give(&story, date(2027, 10, 19), 2, rhona).await;
    // Tam walks with another group on Wednesday the 20th.
    let walkers = story.build.group("Walkers", None).await;
    let mut walk = tuesday_evening(walkers, story.place, vec![Some(tam)]);
    walk.date = date(2027, 10, 20);
    story.build.session(walk).await;
    service.clock.set("2027-09-20T08:00:00Z".parse().unwrap());
    October { story, series, joan, tam, rhona }
}

async fn preview(october: &October, change: ChangedRule) -> Preview {
    let bothy = &october.story.build.service.bothy;
    preview_change(bothy, &october.story.aileen, october.series, change).await.unwrap()
}

on_both! {
    async fn seven_in_the_evening_stays_seven_over_both_clock_changes(service: Service) {
        let story = story(&service, "lothian").await;
        make(&story, tuesdays(&story)).await;
        for (day, utc) in [
            (date(2027, 3, 23), "2027-03-23T19:00:00Z"),
            (date(2027, 3, 30), "2027-03-30T18:00:00Z"),
            (date(2027, 10, 26), "2027-10-26T18:00:00Z"),
            (date(2027, 11, 2), "2027-11-02T19:00:00Z"),
        ] {
            let session = on(&story, day).await;
            assert_eq!((session.starts, session.starts_at), (time(19, 0, 0, 0), utc.parse().unwrap()));
        }
    }

    async fn sessions_are_made_eighteen_months_ahead_with_their_seats_in_one_commit(service: Service) {
        let story = story(&service, "lothian").await;
        let began = tokio::time::Instant::now();
        make(&story, NewSeries { mode: Mode::Hybrid, link: "https://example.org/room".into(), seats: 3, ..tuesdays(&story) }).await;
        let took = began.elapsed();
        // The aim is half a second in a debug build; the bound leaves room for a busy machine.
        eprintln!("a series of 18 months took {took:?}");
        assert!(took < std::time::Duration::from_secs(5), "{took:?}");
        let all = sessions(&story).await;
        assert_eq!((days(&all)[0], days(&all)[all.len() - 1], all.len()), (date(2026, 11, 24), date(2028, 5, 23), 79));
        assert!(all.iter().all(|session| session.date.weekday() == Weekday::Tuesday && is_planned(session)));
        let roles: Vec<SeatRole> = seats(&story, all[78].id).await.iter().map(|seat| seat.role).collect();
        assert_eq!(roles, [SeatRole::Facilitator, SeatRole::CoFacilitator, SeatRole::OnlineHost]);
        // Tuesday's empty seats are somebody's duty at once.
        let now = service.clock.now();
        let duties = see_today(&service.bothy, &story.aileen, now, now).await.unwrap().duties;
        assert!(duties.iter().any(|one| one.duty.rule == DutyRule::SeatEmpty));
    }

    async fn a_week_off_has_no_session_whatever_day_names_it(service: Service) {
        let story = story(&service, "lothian").await;
        let weeks_off = vec![(date(2026, 12, 25), "Christmas week".into()), (date(2027, 7, 6), "Summer".into())];
        let series = make(&story, NewSeries { weeks_off, ..tuesdays(&story) }).await;
        let all = days(&sessions(&story).await);
        assert_eq!(all.len(), 77);
        assert!(!all.contains(&date(2026, 12, 22)) && !all.contains(&date(2027, 7, 6)));
        assert!(all.contains(&date(2026, 12, 29)));
        let input = (story.build.organisation, series);
        let named = service.bothy.db.snapshot("weeks", input, |tx, (organisation, id)| {
            Box::pin(async move { series::weeks_off(tx, *organisation, *id).await })
        });
        assert_eq!(named.await.unwrap()[0], (date(2026, 12, 25), "Christmas week".into()));
    }

    async fn a_closed_day_has_no_session_where_the_series_follows_it(service: Service) {
        let story = story(&service, "lothian").await;
        let act = story.build.act();
        let closed = vec![(date(2026, 12, 25), "Christmas".into())];
        assert_eq!(close_days(&service.bothy, &story.aileen, act, closed).await.unwrap(), 0);
        let fridays = |follows_closed_days| NewSeries {
            pattern: weekly(Weekday::Friday, 14),
            first: date(2026, 11, 27),
            follows_closed_days,
            ..tuesdays(&story)
        };
        make(&story, fridays(true)).await;
        assert!(!days(&sessions(&story).await).contains(&date(2026, 12, 25)));
        make(&story, fridays(false)).await;
        assert_eq!(days(&sessions(&story).await).iter().filter(|day| **day == date(2026, 12, 25)).count(), 1);
    }

    async fn a_day_closed_later_calls_its_sessions_off_and_tells_who_holds_them(service: Service) {
        let story = story(&service, "lothian").await;
        make(&story, NewSeries { follows_closed_days: true, ..tuesdays(&story) }).await;
        let joan = story.build.supporter("Joan").await;
        // St Andrew's Day 2027 is a Tuesday.
        give(&story, date(2027, 11, 30), 0, joan).await;
        let list = include_str!("../../../data/uk-bank-holidays/gov-uk-2024-2027.json");
        let act = story.build.act();
        // 28 December 2027 is kept for Boxing Day.
        assert_eq!(keep_bank_holidays(&service.bothy, &story.aileen, act, list).await.unwrap(), 2);
        assert_eq!(keep_bank_holidays(&service.bothy, &story.aileen, act, list).await.unwrap(), 2);
        let off = on(&story, date(2027, 11, 30)).await;
        assert!(is_off(&off, WhyCalledOff::WeekOff));
        assert!(told(&story, joan).await.contains(&("session-called-off".into(), off.id.to_string())));
        let others = sessions(&story).await.into_iter().filter(is_planned).count();
        assert_eq!(others, 77);
    }

    async fn past_the_known_holidays_sessions_are_made_and_somebody_has_to_look(service: Service) {
        let story = story(&service, "lothian").await;
        let ishbel = story.build.person("Ishbel", &[Role::Administrator], None).await;
        let ishbel = story.build.known(ishbel).await;
        let list = r#"{"scotland": {"events": [{"title": "Boxing Day", "date": "2026-12-28"}]}}"#;
        keep_bank_holidays(&service.bothy, &ishbel, story.build.act(), list).await.unwrap();
        let unknown = async || {
            let now = service.clock.now();
            let duties = see_today(&service.bothy, &ishbel, now, now).await.unwrap().duties;
            duties.iter().any(|one| one.duty.rule == DutyRule::ClosedDayUnknown)
        };
        assert!(!unknown().await, "nobody follows the closed days yet");
        make(&story, NewSeries { follows_closed_days: true, ..tuesdays(&story) }).await;
        assert_eq!(sessions(&story).await.len(), 79);
        assert!(unknown().await);
        let list = include_str!("../../../data/uk-bank-holidays/gov-uk-2024-2027.json");
        keep_bank_holidays(&service.bothy, &ishbel, story.build.act(), list).await.unwrap();
        assert!(!unknown().await, "knowing them closes the duty");
    }

    async fn a_closed_day_needs_a_name_and_is_not_past(service: Service) {
        let story = story(&service, "lothian").await;
        let close = async |day, name: &str| {
            let closed = close_days(&service.bothy, &story.aileen, story.build.act(), vec![(day, name.into())]).await;
            let Err(ActionError::Rule(refused)) = closed else { panic!("{closed:?}") };
            refused
        };
        assert_eq!(close(date(2026, 12, 1), " ").await, ClosedRefused::NoName { on: date(2026, 12, 1) });
        assert_eq!(close(date(2026, 11, 22), "Sunday").await, ClosedRefused::Past { on: date(2026, 11, 22) });
        let joan = story.build.supporter("Joan").await;
        let joan = story.build.known(joan).await;
        let days = vec![(date(2026, 12, 1), "A day off".into())];
        let refused = close_days(&service.bothy, &joan, story.build.act(), days).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
    }

    async fn a_series_that_cannot_stand_is_refused_by_name(service: Service) {
        let story = story(&service, "lothian").await;
        let refused = async |new| {
            let made = make_series(&service.bothy, &story.aileen, story.build.act(), new).await;
            let Err(ActionError::Rule(refused)) = made else { panic!("{made:?}") };
            refused
        };
        let wednesday = date(2026, 11, 25);
        assert_eq!(
            refused(NewSeries { first: wednesday, ..tuesdays(&story) }).await,
            SeriesRefused::FirstNotInRule { first: wednesday, next: Some(date(2026, 12, 1)) }
        );
        let back = Pattern { ends: time(18, 0, 0, 0), ..weekly(Weekday::Tuesday, 19) };
        assert_eq!(
            refused(NewSeries { pattern: back, ..tuesdays(&story) }).await,
            SeriesRefused::Rule(RuleRefused::EndsBeforeStart)
        );
        assert_eq!(refused(NewSeries { seats: 0, ..tuesdays(&story) }).await, SeriesRefused::Seats { asked: 0 });
        let last = date(2026, 11, 23);
        assert_eq!(
            refused(NewSeries { ends: Ends::On(last), ..tuesdays(&story) }).await,
            SeriesRefused::EndsBeforeItBegins { first: date(2026, 11, 24), last }
        );
        assert!(sessions(&story).await.is_empty());
    }

    async fn the_worker_keeps_eighteen_months_ahead_and_makes_nothing_twice(service: Service) {
        let story = story(&service, "lothian").await;
        make(&story, tuesdays(&story)).await;
        make(&story, NewSeries { ends: Ends::After(3), ..tuesdays(&story) }).await;
        assert_eq!(sessions(&story).await.len(), 79 + 3);
        assert_eq!(make_ahead(&service.bothy).await.unwrap(), 0);
        service.clock.set("2026-12-22T09:00:00Z".parse().unwrap());
        let node = service.second_node().await;
        let (one, two) = tokio::join!(make_ahead(&service.bothy), make_ahead(&node));
        assert_eq!(one.unwrap() + two.unwrap(), 4);
        assert_eq!(make_ahead(&service.bothy).await.unwrap(), 0);
        let all = sessions(&story).await;
        assert_eq!((all.len(), all[all.len() - 1].date), (79 + 3 + 4, date(2028, 6, 20)));
        node.db.close().await;
    }

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

fn october_rule(october: &October) -> ChangedRule {
    october_of(&october.story)
}
