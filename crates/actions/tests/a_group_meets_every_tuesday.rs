//! A group meets every Tuesday at seven: its sessions are there 18 months ahead, without weeks off and closed days.

use crate::series_story;

use bothy_actions::ActionError;
use bothy_actions::duties::see_today;
use bothy_actions::organisations::{ClosedRefused, close_days, keep_bank_holidays};
use bothy_actions::sessions::series::{NewSeries, SeriesRefused, make_ahead, make_series};
use bothy_domain::access::Role;
use bothy_domain::duties::DutyRule;
use bothy_domain::rota::SeatRole;
use bothy_domain::sessions::Mode;
use bothy_domain::sessions::recurrence::{Ends, Pattern, RuleRefused};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_store::series;
use bothy_testkit::on_both;
use jiff::civil::{Weekday, date, time};
use series_story::*;

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
        // Another organisation meets on the same days and keeps a calendar of its own.
        let there = crate::series_story::story(&service, "forth").await;
        make(&there, NewSeries { follows_closed_days: true, ..tuesdays(&there) }).await;
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
        assert!(sessions(&there).await.iter().all(is_planned));
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
}
