//! A session without a second facilitator: what it needs, who may let it run, what its people are told.

use bothy_actions::access::Known;
use bothy_actions::duties::{plan_due, see_today};
use bothy_actions::rota::{give_seat, hand_back_seat};
use bothy_actions::sessions::{
    ChangeRefused, NewTime, Preparation, call_off_session, move_session, prepare_session, run_session_after_all,
    see_my_day, see_rota, see_session,
};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::duties::DutyRule;
use bothy_domain::ids::{SeatId, SessionId};
use bothy_domain::organisations::RULES_VERSION;
use bothy_domain::rota::SeatRefused;
use bothy_domain::sessions::SessionRefused;
use bothy_domain::sessions::readiness::{Need, Strand};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{LettingIn, Mode};
use bothy_store::duties::{Subject, SubjectKind, planned};
use bothy_store::{Audit, Commit, Entry, StoreError};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use jiff::Timestamp;
use jiff::civil::{date, time};

struct Story {
    build: Build,
    aileen: Known,
    joan: Known,
    session: SessionId,
    seats: Vec<SeatId>,
}

async fn one_of_two(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let joan = build.supporter("Joan").await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
    Story { aileen: build.known(aileen).await, joan: build.known(joan).await, session, seats, build }
}

fn fortnight() -> (Timestamp, Timestamp) {
    ("2026-11-23T00:00:00Z".parse().unwrap(), "2026-12-07T00:00:00Z".parse().unwrap())
}

async fn rules(bothy: &Bothy, who: &Known) -> Vec<DutyRule> {
    let (from, to) = fortnight();
    see_today(bothy, who, from, to).await.unwrap().duties.iter().map(|one| one.duty.rule).collect()
}

async fn is_ready(story: &Story) -> bool {
    let bothy = &story.build.service.bothy;
    see_session(bothy, &story.aileen, story.session).await.unwrap().readiness.is_ready()
}

on_both! {
    async fn the_fortnight_lists_it_as_not_ready_with_what_is_missing(service: Service) {
        let story = one_of_two(&service).await;
        let (from, to) = fortnight();
        let rota = see_rota(&service.bothy, &story.aileen, from, to, None).await.unwrap();
        assert_eq!(rota.sessions.len(), 1);
        let seen = see_session(&service.bothy, &story.aileen, story.session).await.unwrap();
        assert!(!seen.readiness.is_ready());
        assert!(seen.readiness.open().any(|need| matches!(need, Need::Minimum { have: 1, want: 2 })));
        assert_eq!(seen.readiness.of_strand(Strand::Place), (2, 2));
    }

    async fn a_coordinator_lets_one_be_enough_by_name_and_with_a_reason(service: Service) {
        let story = one_of_two(&service).await;
        let bothy = &service.bothy;
        let silent = Preparation::Override("  ".into());
        let refused = prepare_session(bothy, &story.aileen, story.build.act(), story.session, silent).await;
        assert!(matches!(refused, Err(ActionError::Rule(ChangeRefused::NoReason))));
        let reason = Preparation::Override("Sam sits next door tonight".into());
        prepare_session(bothy, &story.aileen, story.build.act(), story.session, reason).await.unwrap();
        assert!(is_ready(&story).await);
        assert!(rules(bothy, &story.aileen).await.is_empty());
        let seen = see_session(bothy, &story.aileen, story.session).await.unwrap();
        assert_eq!(seen.session.overridden.map(|(by, _)| by), Some(story.aileen.sign_in.person));
        prepare_session(bothy, &story.aileen, story.build.act(), story.session, Preparation::NoOverride).await.unwrap();
        assert!(!is_ready(&story).await);
    }

    async fn a_supporter_may_not_let_one_be_enough(service: Service) {
        let story = one_of_two(&service).await;
        let reason = Preparation::Override("I can manage".into());
        let refused = prepare_session(&service.bothy, &story.joan, story.build.act(), story.session, reason).await;
        assert!(matches!(refused, Err(ActionError::NotFound)));
    }

    async fn whoever_holds_a_seat_sees_the_session_and_nobody_else(service: Service) {
        let story = one_of_two(&service).await;
        let seen = see_session(&service.bothy, &story.joan, story.session).await.unwrap();
        assert!(seen.could.is_empty() && seen.offers.is_empty());
        let tam = story.build.supporter("Tam").await;
        let tam = story.build.known(tam).await;
        assert!(matches!(see_session(&service.bothy, &tam, story.session).await, Err(ActionError::NotFound)));
        assert!(see_my_day(&service.bothy, &tam).await.unwrap().sessions.is_empty());
        assert_eq!(see_my_day(&service.bothy, &story.joan).await.unwrap().sessions.len(), 1);
    }

    async fn a_session_called_off_needs_nobody_and_its_people_are_told(service: Service) {
        let story = one_of_two(&service).await;
        let bothy = &service.bothy;
        let why = WhyCalledOff::TooFewPeople;
        call_off_session(bothy, &story.aileen, story.build.act(), story.session, why).await.unwrap();
        assert!(rules(bothy, &story.aileen).await.is_empty());
        let told = bothy
            .db
            .snapshot("outbox", (), |tx, ()| Box::pin(async move { bothy_store::jobs::newest(tx, 10).await }))
            .await
            .unwrap();
        assert!(told.iter().any(|one| one.notice.kind == "session-called-off" && one.notice.person == story.joan.sign_in.person));
        let tam = story.build.supporter("Tam").await;
        let refused = give_seat(bothy, &story.aileen, story.build.act(), story.seats[1], tam).await;
        assert!(matches!(refused, Err(ActionError::Rule(SeatRefused::TooLate))));
        run_session_after_all(bothy, &story.aileen, story.build.act(), story.session).await.unwrap();
        assert_eq!(rules(bothy, &story.aileen).await, [DutyRule::SeatEmpty]);
    }

    async fn what_was_arranged_stays_as_it_was_once_a_session_is_over(service: Service) {
        let story = one_of_two(&service).await;
        let bothy = &service.bothy;
        let before = see_session(bothy, &story.aileen, story.session).await.unwrap().session;
        service.clock.set(before.ends_at);
        for step in [Preparation::WayInTried, Preparation::PlaceConfirmed, Preparation::Opener(None), Preparation::Place(None),
            Preparation::Override("Only two came".into())] {
            let late = prepare_session(bothy, &story.aileen, story.build.act(), story.session, step.clone()).await;
            let over = ChangeRefused::Session(SessionRefused::IsOver);
            assert!(matches!(&late, Err(ActionError::Rule(why)) if *why == over), "{step:?}: {late:?}");
        }
        assert_eq!(see_session(bothy, &story.aileen, story.session).await.unwrap().session, before);
    }

    async fn a_moved_session_has_its_place_to_confirm_again(service: Service) {
        let story = one_of_two(&service).await;
        let bothy = &service.bothy;
        let to = NewTime { date: date(2026, 11, 26), starts: time(18, 0, 0, 0), ends: time(19, 30, 0, 0) };
        let seen = see_session(bothy, &story.aileen, story.session).await.unwrap();
        let act = story.build.act();
        move_session(bothy, &story.aileen, act, story.session, seen.session.version, to).await.unwrap();
        let moved = see_session(bothy, &story.aileen, story.session).await.unwrap();
        assert_eq!(moved.session.starts_at, "2026-11-26T18:00:00Z".parse::<Timestamp>().unwrap());
        assert_eq!(moved.session.original_date, date(2026, 11, 24));
        assert!(moved.session.moved_by_hand);
        assert!(rules(bothy, &story.aileen).await.contains(&DutyRule::PlaceNotConfirmed));
    }

    async fn a_form_that_is_older_than_somebody_elses_change_is_stale(service: Service) {
        let story = one_of_two(&service).await;
        let to = NewTime { date: date(2026, 11, 26), starts: time(18, 0, 0, 0), ends: time(19, 30, 0, 0) };
        let stale = move_session(&service.bothy, &story.aileen, story.build.act(), story.session, 0, to).await;
        assert!(matches!(stale, Err(ActionError::Stale)));
    }

    async fn a_session_is_not_moved_into_the_past(service: Service) {
        let story = one_of_two(&service).await;
        let seen = see_session(&service.bothy, &story.aileen, story.session).await.unwrap();
        let to = NewTime { date: date(2026, 11, 20), starts: time(18, 0, 0, 0), ends: time(19, 30, 0, 0) };
        let version = seen.session.version;
        let refused = move_session(&service.bothy, &story.aileen, story.build.act(), story.session, version, to).await;
        assert!(matches!(refused, Err(ActionError::Rule(ChangeRefused::Session(SessionRefused::IntoThePast)))));
    }

    async fn an_online_session_is_ready_once_somebody_tried_its_link_whatever_the_link_is(service: Service) {
        let story = one_of_two(&service).await;
        let bothy = &service.bothy;
        let tam = story.build.supporter("Tam").await;
        give_seat(bothy, &story.aileen, story.build.act(), story.seats[1], tam).await.unwrap();
        let link = Preparation::WayIn {
            link: "https://meet.example.org/any-vendor?room=7".into(),
            phone: "0131 496 0188".into(),
            letting_in: LettingIn::default(),
            mode: Mode::Online,
        };
        prepare_session(bothy, &story.aileen, story.build.act(), story.session, link).await.unwrap();
        assert!(!is_ready(&story).await);
        assert_eq!(rules(bothy, &story.aileen).await, [DutyRule::LinkNotTried]);
        prepare_session(bothy, &story.aileen, story.build.act(), story.session, Preparation::WayInTried).await.unwrap();
        assert!(is_ready(&story).await);
    }

    async fn a_seat_handed_back_an_hour_before_is_due_as_the_session_starts_and_not_born_late(service: Service) {
        let story = one_of_two(&service).await;
        service.clock.set("2026-11-24T18:00:00Z".parse().unwrap());
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        let (from, to) = fortnight();
        let today = see_today(&service.bothy, &story.aileen, from, to).await.unwrap();
        let handed_back = today.duties.iter().find(|one| one.duty.occasion.word() == "seat-1").unwrap();
        assert_eq!(handed_back.duty.due_by, "2026-11-24T19:00:00Z".parse::<Timestamp>().unwrap());
        assert!(!handed_back.duty.is_late(service.clock.now()));
    }

    async fn what_older_rules_planned_is_planned_again_once(service: Service) {
        let story = one_of_two(&service).await;
        let subject = Subject::of(story.build.organisation, SubjectKind::Session, story.session.uuid());
        plan_due(&service.bothy, 1000).await.unwrap();
        let written = service.bothy.db.write("older", (subject, service.clock.now()), |w, (subject, now)| {
            Box::pin(async move {
                planned(w, *subject, *now, None, RULES_VERSION - 1).await?;
                let entry = Entry {
                    organisation: subject.organisation,
                    at: *now,
                    by: None,
                    act: "made-for-a-test",
                    thing: String::new(),
                    reason: None,
                };
                Ok::<_, StoreError>(Commit::Changed((), Audit::of(entry)))
            })
        });
        written.await.unwrap();
        assert_eq!(plan_due(&service.bothy, 1000).await.unwrap(), 1);
        assert_eq!(plan_due(&service.bothy, 1000).await.unwrap(), 0);
    }

    async fn what_nobody_did_ends_when_the_session_begins(service: Service) {
        let story = one_of_two(&service).await;
        assert_eq!(rules(&service.bothy, &story.aileen).await, [DutyRule::SeatEmpty]);
        story.build.later(35).await;
        assert!(rules(&service.bothy, &story.aileen).await.is_empty());
    }

    async fn a_supporter_whose_check_lapsed_no_longer_makes_it_ready(service: Service) {
        let story = one_of_two(&service).await;
        let short = story.build.person("Rhona", &[Role::Supporter], None).await;
        story.build.vouched_for(short).await;
        story.build.check(short, "pvg", date(2024, 1, 1), Some(date(2026, 11, 24))).await;
        give_seat(&service.bothy, &story.aileen, story.build.act(), story.seats[1], short).await.unwrap();
        assert!(is_ready(&story).await);
        let seen = see_session(&service.bothy, &story.aileen, story.session).await.unwrap();
        let to = NewTime { date: date(2026, 11, 25), starts: time(19, 0, 0, 0), ends: time(20, 30, 0, 0) };
        let act = story.build.act();
        move_session(&service.bothy, &story.aileen, act, story.session, seen.session.version, to).await.unwrap();
        // A day later the check does not cover the session any more: the seat is handed back for her.
        let seen = see_session(&service.bothy, &story.aileen, story.session).await.unwrap();
        assert_eq!(seen.seats[1].holder(), None);
        assert!(!seen.readiness.is_ready());
    }
}
