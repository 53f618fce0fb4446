//! Nobody is given a seat without two references and recent supervision, and what is missing is named (PW2).

use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::duties::see_today;
use bothy_actions::organisations::{AskRefused, ask_of_all};
use bothy_actions::rota::{give_seat, hand_back_seat};
use bothy_actions::sessions::see_session;
use bothy_actions::supporters::{MayRecord, record_shown, see_helper, see_helpers, take_off_record};
use bothy_domain::access::Role;
use bothy_domain::duties::{DutyRule, Owner};
use bothy_domain::ids::{BranchId, PersonId, SeatId, SessionId};
use bothy_domain::rota::SeatRefused;
use bothy_domain::supporters::checks::Missing;
use bothy_domain::supporters::everyone::{AskedOfAll, Reference, ReferencesAsked, SupervisionAsked};
use bothy_domain::supporters::outlook::{Stands, Thing};
use bothy_domain::supporters::record::{RecordRefused, Recorded};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// It is Monday 23 November; the session is on Tuesday. Joan holds the first seat, nobody the second.
struct Story {
    build: Build,
    aileen: Known,
    joan: Known,
    callum: PersonId,
    session: SessionId,
    seats: Vec<SeatId>,
}

async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let joan = build.supporter("Joan").await;
    let callum = build.person("Callum", &[Role::Supporter], None).await;
    build.check(callum, "pvg", date(2025, 1, 1), None).await;
    build.knows(callum, group).await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let (session, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), None])).await;
    let (aileen, joan) = (build.known(aileen).await, build.known(joan).await);
    Story { build, aileen, joan, callum, session, seats }
}

impl Story {
    async fn gives(&self, to: PersonId) -> Result<SessionId, ActionError<SeatRefused>> {
        give_seat(&self.build.service.bothy, &self.aileen, self.build.act(), self.seats[1], to).await
    }

    #[track_caller]
    fn lacks(result: Result<SessionId, ActionError<SeatRefused>>) -> Vec<Missing> {
        let Err(ActionError::Rule(SeatRefused::Missing(missing))) = result else { panic!("{result:?}") };
        missing
    }

    async fn writes(&self, of: PersonId, what: Recorded) -> Result<(), ActionError<RecordRefused>> {
        record_shown(&self.build.service.bothy, &self.aileen, self.build.act(), of, what).await
    }

    /// The rules by which something is owed about a person or the session, as the coordinator sees it.
    async fn owed(&self, rule: DutyRule) -> Vec<String> {
        let ever = Timestamp::UNIX_EPOCH;
        let today = see_today(&self.build.service.bothy, &self.aileen, ever, ever).await.unwrap();
        let of_rule = today.duties.into_iter().filter(|one| one.duty.rule == rule);
        of_rule.map(|one| one.duty.occasion.word().to_owned()).collect()
    }

    async fn is_ready(&self) -> bool {
        see_session(&self.build.service.bothy, &self.aileen, self.session).await.unwrap().readiness.is_ready()
    }
}

fn reference(referee: &str) -> Recorded {
    Recorded::Reference(Reference { referee: referee.into(), taken_on: date(2026, 11, 2) })
}

fn supervision(on: Date) -> Recorded {
    Recorded::Supervision(on)
}

on_both! {
    async fn each_thing_that_is_missing_is_named_until_all_is_written_down(service: Service) {
        let story = story(&service).await;
        let callum = story.callum;
        assert_eq!(Story::lacks(story.gives(callum).await), [Missing::References { have: 0 }, Missing::NoSupervision]);
        story.writes(callum, reference("Morag Bain")).await.unwrap();
        story.writes(callum, supervision(date(2026, 9, 28))).await.unwrap();
        let last = date(2026, 9, 28);
        let missing = Story::lacks(story.gives(callum).await);
        assert_eq!(missing, [Missing::References { have: 1 }, Missing::SupervisionRunOut { last, weeks: 8 }]);
        let again = story.writes(callum, reference("morag bain")).await;
        assert!(matches!(again, Err(ActionError::Rule(RecordRefused::SameReferee))));
        story.writes(callum, reference("Iain Orr")).await.unwrap();
        story.writes(callum, supervision(date(2026, 9, 29))).await.unwrap();
        story.gives(callum).await.unwrap();
        assert!(story.is_ready().await);
    }

    async fn whoever_is_past_their_supervision_is_not_asked_for_a_seat_that_was_handed_back(service: Service) {
        let story = story(&service).await;
        let kirsty = story.build.supporter("Kirsty").await;
        let group = see_session(&service.bothy, &story.aileen, story.session).await.unwrap().session.group;
        story.build.knows(kirsty, group).await;
        story.writes(story.callum, reference("Morag Bain")).await.unwrap();
        story.writes(story.callum, reference("Iain Orr")).await.unwrap();
        story.writes(story.callum, supervision(date(2026, 9, 28))).await.unwrap();
        hand_back_seat(&service.bothy, &story.joan, story.build.act(), story.seats[0]).await.unwrap();
        let seen = see_session(&service.bothy, &story.aileen, story.session).await.unwrap();
        let asked = seen.offers.iter().filter(|offer| offer.answer.is_none());
        assert_eq!(asked.map(|offer| offer.person).collect::<Vec<_>>(), [kirsty]);
        let all = &seen.could[&story.seats[0]];
        let why = all.iter().find(|one| one.who.person == story.callum).unwrap().found.clone();
        let last = date(2026, 9, 28);
        assert_eq!(why, [SeatRefused::Missing(vec![Missing::SupervisionRunOut { last, weeks: 8 }])]);
    }

    async fn a_holder_whose_supervision_runs_out_no_longer_makes_the_session_ready(service: Service) {
        let story = story(&service).await;
        let kirsty = story.build.supporter("Kirsty").await;
        story.gives(kirsty).await.unwrap();
        assert!(story.is_ready().await);
        let (before, mut asks) = (AskedOfAll::USUAL, AskedOfAll::USUAL);
        // Joan had supervision on Monday; what she had before that is taken as the last.
        let seen = see_helper(&service.bothy, &story.aileen, story.joan.sign_in.person).await.unwrap();
        let monday = seen.written.iter().find(|one| one.what == supervision(date(2026, 11, 23))).unwrap().id;
        let joan = story.joan.sign_in.person;
        story.writes(joan, supervision(date(2026, 10, 26))).await.unwrap();
        take_off_record(&service.bothy, &story.aileen, story.build.act(), joan, monday).await.unwrap();
        assert!(story.is_ready().await, "eight weeks from 26 October reach beyond Tuesday");
        asks.supervision = SupervisionAsked::Weeks(4);
        ask_of_all(&service.bothy, &story.aileen, story.build.act(), before, asks, "").await.unwrap();
        story.build.later(1).await;
        assert!(!story.is_ready().await, "four weeks from 26 October end on Monday");
        assert_eq!(story.owed(DutyRule::SeatEmpty).await, ["seat-1-check"]);
        story.writes(joan, supervision(date(2026, 10, 27))).await.unwrap();
        story.build.later(1).await;
        assert!(story.is_ready().await);
        assert!(story.owed(DutyRule::SeatEmpty).await.is_empty());
    }

    async fn a_fortnight_before_supervision_runs_out_it_is_somebodys_duty_until_it_is_held(service: Service) {
        let story = story(&service).await;
        let joan = story.joan.sign_in.person;
        story.writes(joan, supervision(date(2026, 10, 1))).await.unwrap();
        assert!(story.owed(DutyRule::SupervisionRunningOut).await.is_empty(), "Monday's is her last");
        // Monday 23 November and eight weeks: the last day is 18 January.
        story.build.later(24 * 42).await;
        assert!(story.owed(DutyRule::SupervisionRunningOut).await.is_empty(), "4 January, 9am: a few hours early");
        story.build.later(24).await;
        assert_eq!(story.owed(DutyRule::SupervisionRunningOut).await, ["supervision-2027-01-18"]);
        story.writes(joan, supervision(date(2027, 1, 5))).await.unwrap();
        assert!(story.owed(DutyRule::SupervisionRunningOut).await.is_empty());
    }

    async fn an_organisation_may_ask_for_neither_and_everybody_is_looked_at_again(service: Service) {
        let story = story(&service).await;
        let nothing = AskedOfAll::default();
        let put = async |before, asks| {
            ask_of_all(&service.bothy, &story.aileen, story.build.act(), before, asks, "").await
        };
        put(AskedOfAll::USUAL, nothing).await.unwrap();
        story.gives(story.callum).await.unwrap();
        assert!(story.is_ready().await);
        let only = AskedOfAll { references: ReferencesAsked::Two, ..nothing };
        assert!(matches!(put(AskedOfAll::USUAL, only).await, Err(ActionError::Stale)));
        put(nothing, only).await.unwrap();
        story.build.later(1).await;
        assert!(!story.is_ready().await);
        assert_eq!(story.owed(DutyRule::SeatEmpty).await, ["seat-2-check"]);
        for weeks in [0, 53] {
            let asks = AskedOfAll { supervision: SupervisionAsked::Weeks(weeks), ..nothing };
            assert!(matches!(put(only, asks).await, Err(ActionError::Rule(AskRefused::Weeks { most: 52 }))));
        }
        let supporter = ask_of_all(&service.bothy, &story.joan, story.build.act(), only, nothing, "").await;
        assert!(matches!(supporter, Err(ActionError::NotFound)));
    }

    async fn the_seat_of_somebody_whose_hat_has_ended_is_owed_as_one_that_nobody_has(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Balerno Library").await;
        let joan = build.supporter("Joan").await;
        let tuesday_noon = "2026-11-24T12:00:00Z".parse().unwrap();
        let nan = build.person_until("Nan", &[Role::Supporter], None, Some(tuesday_noon)).await;
        build.check(nan, "pvg", date(2025, 1, 1), None).await;
        build.vouched_for(nan).await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let (session, _) = build.session(tuesday_evening(group, place, vec![Some(joan), Some(nan)])).await;
        let aileen = build.known(aileen).await;
        let seen = see_session(&service.bothy, &aileen, session).await.unwrap();
        assert!(!seen.readiness.is_ready());
        assert_eq!(seen.facts.seats[1].holder, Some((nan, vec![Missing::HatEnded])));
        let ever = Timestamp::UNIX_EPOCH;
        let owed = see_today(&service.bothy, &aileen, ever, ever).await.unwrap().duties;
        let duty = &owed.iter().find(|one| one.duty.rule == DutyRule::SeatEmpty).unwrap().duty;
        assert_eq!((duty.occasion.word(), duty.owner), ("seat-2-check", Owner::Role(Role::Coordinator)));
    }

    async fn nobody_vouches_for_themselves(service: Service) {
        let story = story(&service).await;
        let both = story.build.person("Una", &[Role::Coordinator, Role::Supporter], None).await;
        let una = story.build.known(both).await;
        let own = record_shown(&service.bothy, &una, story.build.act(), both, reference("Morag Bain")).await;
        assert!(matches!(own, Err(ActionError::NotFound)));
        assert_eq!(see_helper(&service.bothy, &una, both).await.unwrap().may_record, MayRecord::NotOfOneself);
        story.writes(both, reference("Morag Bain")).await.unwrap();
    }

    async fn each_coordinator_sees_her_own_branch_and_no_member_and_no_other_organisation(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let other = Build::organisation(&service, "forth").await;
        let (leith, gorgie) = (build.branch("Leith").await, build.branch("Gorgie").await);
        let plans = async |name: &str, branch: Option<BranchId>| {
            build.known(build.person(name, &[Role::Coordinator], branch).await).await
        };
        let (aileen, gregor, una) = (plans("Aileen", Some(leith)).await, plans("Gregor", Some(gorgie)).await, plans("Una", None).await);
        let morven = build.person("Morven", &[Role::Supporter], Some(leith)).await;
        let everywhere = build.supporter("Joan").await;
        // A member who also helps is seen by how they help, and by nothing else.
        let colin = build.person("Colin", &[Role::Member], None).await;
        let both = build.person("Mhairi", &[Role::Member, Role::Supporter], Some(gorgie)).await;
        let foreign = other.supporter("Morag").await;
        let names = async |who: &Known| {
            let seen = see_helpers(&service.bothy, who).await.unwrap().people;
            seen.into_iter().map(|line| line.person.shown_name).collect::<Vec<_>>()
        };
        assert_eq!(names(&aileen).await, ["Aileen", "Joan", "Morven", "Una"]);
        assert_eq!(names(&gregor).await, ["Gregor", "Joan", "Mhairi", "Una"]);
        assert_eq!(names(&una).await, ["Aileen", "Gregor", "Joan", "Mhairi", "Morven", "Una"]);
        let seen = see_helper(&service.bothy, &gregor, both).await.unwrap();
        assert_eq!(seen.helper.hats.iter().map(|hat| hat.role).collect::<Vec<_>>(), [Role::Supporter]);
        for (who, person) in [(&gregor, morven), (&aileen, both), (&una, colin), (&una, foreign)] {
            assert!(matches!(see_helper(&service.bothy, who, person).await, Err(ActionError::NotFound)));
            let act = build.act();
            let written = record_shown(&service.bothy, who, act, person, reference("Iain Orr")).await;
            assert!(matches!(written, Err(ActionError::NotFound)));
        }
        let joan = build.known(everywhere).await;
        assert!(matches!(see_helpers(&service.bothy, &joan).await, Err(ActionError::NotFound)));
        record_shown(&service.bothy, &gregor, build.act(), everywhere, reference("Una Rae")).await.unwrap();
    }

    async fn pressed_twice_it_is_written_down_once_and_with_other_words_not_at_all(service: Service) {
        let story = story(&service).await;
        let act = story.build.act();
        let send = async |what| record_shown(&service.bothy, &story.aileen, act, story.callum, what).await;
        let (one, two) = tokio::join!(send(reference("Morag Bain")), send(reference("Morag Bain")));
        assert!(one.is_ok() && two.is_ok());
        let other = send(reference("Iain Orr")).await;
        assert!(matches!(other, Err(ActionError::SentBefore { .. })));
        let seen = see_helper(&service.bothy, &story.aileen, story.callum).await.unwrap();
        assert_eq!(seen.written.iter().filter(|one| one.what == reference("Morag Bain")).count(), 1);
        assert_eq!(seen.people[&seen.written.last().unwrap().noted.by.unwrap()].shown_name, "Aileen");
    }

    async fn the_list_says_of_each_what_is_missing_and_what_runs_out(service: Service) {
        let story = story(&service).await;
        let rhona = story.build.supporter("Rhona").await;
        story.build.check(rhona, "pvg", date(2025, 1, 2), Some(date(2026, 12, 14))).await;
        let lines = see_helpers(&service.bothy, &story.aileen).await.unwrap().people;
        let of = |name: &str| lines.iter().find(|line| line.person.shown_name == name).unwrap();
        let looks = |name: &str| {
            let wants = of(name).outlook.iter().filter(|(_, stands)| stands.wants_a_look());
            wants.cloned().collect::<Vec<_>>()
        };
        assert_eq!(looks("Callum"), [(Thing::References, Stands::Missing), (Thing::Supervision, Stands::Missing)]);
        assert_eq!(looks("Joan"), []);
        assert_eq!(looks("Rhona"), [], "an older check without an end still covers her");
        assert!(of("Aileen").outlook.is_empty(), "nothing is asked of who does not support");
        let tuesday: Timestamp = "2026-11-24T19:00:00Z".parse().unwrap();
        assert_eq!((of("Joan").held_this_week, of("Joan").next_seat), (1, Some(tuesday)));
    }
}
