//! Moira swaps two Tuesdays and puts it back.
//!
//! Told in `docs/walks/moira-swaps-two-tuesdays.md`.

use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::rota::{
    StillOpen, With, hand_back_seat, pass_on_seat, put_back, see_exchange, see_passing, see_seat, swap_seats,
};
use bothy_actions::sessions::{call_off_session, see_rota};
use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, PlaceId, SeatId, SessionId};
use bothy_domain::rota::strain::Strain;
use bothy_domain::rota::{ExchangeRefused, SeatRefused};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_store::rota;
use bothy_testkit::{Build, Service, on_both, polled, tuesday_evening};
use jiff::civil::{Date, date, time};

const NEXT_TUESDAY: Date = date(2026, 12, 1);

/// Joan and Tam hold this Tuesday, Kirsty and Priya the next; Moira plans both.
struct Tuesdays {
    build: Build,
    place: PlaceId,
    this: SessionId,
    next: SessionId,
    seats: [SeatId; 4],
    joan: PersonId,
    tam: PersonId,
    kirsty: PersonId,
    priya: PersonId,
    moira: Known,
}

async fn tuesdays(service: &Service, slug: &str) -> Tuesdays {
    let build = Build::organisation(service, slug).await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let mut people = Vec::new();
    for name in ["Joan", "Tam", "Kirsty", "Priya"] {
        let person = build.supporter(name).await;
        build.knows(person, group).await;
        people.push(person);
    }
    let moira = build.person("Moira", &[Role::Coordinator], None).await;
    let plan = tuesday_evening(group, place, vec![Some(people[0]), Some(people[1])]);
    let (this, first) = build.session(plan).await;
    let mut plan = tuesday_evening(group, place, vec![Some(people[2]), Some(people[3])]);
    plan.date = NEXT_TUESDAY;
    let (next, second) = build.session(plan).await;
    Tuesdays {
        place,
        this,
        next,
        seats: [first[0], first[1], second[0], second[1]],
        joan: people[0],
        tam: people[1],
        kirsty: people[2],
        priya: people[3],
        moira: build.known(moira).await,
        build,
    }
}

impl Tuesdays {
    fn bothy(&self) -> &bothy_actions::Bothy {
        &self.build.service.bothy
    }

    /// Who holds the four seats, this Tuesday's first.
    async fn holders(&self) -> Vec<Option<PersonId>> {
        let input = (self.build.organisation, vec![self.this, self.next]);
        let seats = self
            .bothy()
            .db
            .snapshot("seats", input, |tx, (organisation, sessions)| {
                Box::pin(async move { rota::seats_of(tx, *organisation, sessions).await })
            })
            .await
            .unwrap();
        let find = |id: &SeatId| seats.values().flatten().find(|seat| seat.id == *id).unwrap().holder();
        self.seats.iter().map(find).collect()
    }

    fn as_they_were(&self) -> Vec<Option<PersonId>> {
        [self.joan, self.tam, self.kirsty, self.priya].map(Some).into()
    }

    /// Joan's this Tuesday for Kirsty's next.
    async fn swap(&self) -> bothy_actions::rota::Exchanged {
        let (hers, theirs) = ((self.seats[0], self.joan), (self.seats[2], self.kirsty));
        swap_seats(self.bothy(), &self.moira, self.build.act(), hers, theirs).await.unwrap()
    }

    async fn told(&self, person: PersonId) -> Vec<String> {
        self.outbox().await.into_iter().filter(|(to, _)| *to == person).map(|(_, kind)| kind).collect()
    }

    /// What goes out, to whom and of which kind, the oldest first.
    async fn outbox(&self) -> Vec<(PersonId, String)> {
        let db = &self.bothy().db;
        let newest =
            db.snapshot("told", (), |tx, ()| Box::pin(async move { bothy_store::jobs::newest(tx, 100).await }));
        newest.await.unwrap().into_iter().rev().map(|one| (one.notice.person, one.notice.kind)).collect()
    }
}

on_both! {
    async fn moira_swaps_two_tuesdays_and_puts_it_back(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let done = story.swap().await;
        assert_eq!(story.holders().await, [story.kirsty, story.tam, story.joan, story.priya].map(Some));
        assert_eq!(story.told(story.joan).await, ["seat-swapped"]);
        assert_eq!(story.told(story.kirsty).await, ["seat-swapped"]);
        let seen = see_passing(story.bothy(), &story.moira, done.act).await.unwrap().unwrap();
        assert_eq!((seen.open, seen.passings.len()), (StillOpen::Yes, 2));
        story.build.later(1).await;
        let back = put_back(story.bothy(), &story.moira, story.build.act(), done.act).await.unwrap();
        assert_eq!(back.date, done.date);
        assert_eq!(story.holders().await, story.as_they_were());
        assert_eq!(story.told(story.joan).await, ["seat-swapped", "seat-swapped-back"]);
        let again = put_back(story.bothy(), &story.moira, story.build.act(), done.act).await;
        assert!(matches!(again, Err(ActionError::Rule(ExchangeRefused::ChangedSince))), "{again:?}");
        assert_eq!(see_passing(story.bothy(), &story.moira, done.act).await.unwrap().unwrap().open, StillOpen::No);
    }

    async fn a_seat_is_passed_on_and_never_empty_in_between(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let (act, seat) = (story.build.act(), story.seats[0]);
        let done = pass_on_seat(story.bothy(), &story.moira, act, seat, story.joan, story.priya).await.unwrap();
        assert_eq!(story.holders().await[0], Some(story.priya));
        assert_eq!((story.told(story.joan).await, story.told(story.priya).await), (vec!["seat-taken-back".into()], vec!["seat-given".into()]));
        // Nobody was asked and nobody was told that one was wanted: the seat was held all the time.
        assert_eq!(story.outbox().await.len(), 2);
        // Of two presses of one button the second does nothing; with other words it is not the same act.
        let again = pass_on_seat(story.bothy(), &story.moira, act, seat, story.joan, story.priya).await.unwrap();
        assert_eq!(again, done);
        let other = pass_on_seat(story.bothy(), &story.moira, act, seat, story.joan, story.kirsty).await;
        assert!(matches!(other, Err(ActionError::SentBefore { .. })));
        // Whoever still sees Joan there is told that it has changed.
        let late = pass_on_seat(story.bothy(), &story.moira, story.build.act(), seat, story.joan, story.kirsty).await;
        assert!(matches!(late, Err(ActionError::Rule(ExchangeRefused::ChangedSince))));
        story.build.later(1).await;
        put_back(story.bothy(), &story.moira, story.build.act(), done.act).await.unwrap();
        assert_eq!(story.holders().await, story.as_they_were());
    }

    async fn two_seats_of_one_session_are_swapped(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let (hers, his) = ((story.seats[0], story.joan), (story.seats[1], story.tam));
        let done = swap_seats(story.bothy(), &story.moira, story.build.act(), hers, his).await.unwrap();
        assert_eq!(story.holders().await, [story.tam, story.joan, story.kirsty, story.priya].map(Some));
        put_back(story.bothy(), &story.moira, story.build.act(), done.act).await.unwrap();
        assert_eq!(story.holders().await, story.as_they_were());
    }

    async fn nobody_gets_by_a_swap_what_they_could_not_be_asked_for(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let walk = story.build.group("Walkers", None).await;
        story.build.keep_from(story.joan, walk).await;
        let ewan = story.build.supporter("Ewan").await;
        let mut plan = tuesday_evening(walk, story.place, vec![Some(ewan)]);
        plan.date = date(2026, 11, 26);
        let (session, seats) = story.build.session(plan).await;
        let (hers, his) = ((story.seats[0], story.joan), (seats[0], ewan));
        let refused = swap_seats(story.bothy(), &story.moira, story.build.act(), hers, his).await;
        let Err(ActionError::Rule(ExchangeRefused::Cannot { person, why: SeatRefused::KeptAway })) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(person, story.joan);
        assert_eq!(story.holders().await, story.as_they_were());
        let seen = see_exchange(story.bothy(), &story.moira, story.seats[0], With::Seat(seats[0])).await.unwrap();
        assert_eq!(seen.takings[1].found, [SeatRefused::KeptAway]);
        call_off_session(story.bothy(), &story.moira, story.build.act(), session, WhyCalledOff::Weather).await.unwrap();
        let off = swap_seats(story.bothy(), &story.moira, story.build.act(), hers, his).await;
        assert!(matches!(off, Err(ActionError::Rule(ExchangeRefused::TooLate))));
    }

    async fn what_somebody_changed_since_is_not_put_back(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let done = story.swap().await;
        story.build.later(1).await;
        let kirsty = story.build.known(story.kirsty).await;
        hand_back_seat(story.bothy(), &kirsty, story.build.act(), story.seats[0]).await.unwrap();
        let refused = put_back(story.bothy(), &story.moira, story.build.act(), done.act).await;
        assert!(matches!(refused, Err(ActionError::Rule(ExchangeRefused::ChangedSince))));
        // Joan keeps what she was given: half a swap is never put back.
        assert_eq!(story.holders().await[2], Some(story.joan));
        // An act that passed nothing on is nothing to put back.
        let other = put_back(story.bothy(), &story.moira, story.build.act(), story.build.act()).await;
        assert!(matches!(other, Err(ActionError::NotFound)));
    }

    async fn two_coordinators_swap_one_seat_at_once_and_nobody_is_lost_or_doubled(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let sam = story.build.person("Sam", &[Role::Coordinator], None).await;
        let sam = story.build.known(sam).await;
        let node = service.second_node().await;
        let (hers, kirstys, priyas) =
            ((story.seats[0], story.joan), (story.seats[2], story.kirsty), (story.seats[3], story.priya));
        let (one, two) = tokio::join!(
            swap_seats(&service.bothy, &story.moira, story.build.act(), hers, kirstys),
            // From the other end: the locks are taken in one order whoever begins where.
            swap_seats(&node, &sam, story.build.act(), priyas, hers),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        let refused = if one.is_ok() { two } else { one };
        assert!(matches!(refused, Err(ActionError::Rule(ExchangeRefused::ChangedSince))), "{refused:?}");
        let mut holders = story.holders().await;
        holders.sort_unstable();
        let mut all = story.as_they_were();
        all.sort_unstable();
        assert_eq!(holders, all);
        node.db.close().await;
    }

    async fn a_swap_dropped_at_any_poll_is_done_whole_or_not_at_all(service: Service) {
        for times in 0..25 {
            let story = tuesdays(&service, &format!("lothian{times}")).await;
            let (act, hers, theirs) = (story.build.act(), (story.seats[0], story.joan), (story.seats[2], story.kirsty));
            drop(polled(swap_seats(story.bothy(), &story.moira, act, hers, theirs), times).await);
            swap_seats(story.bothy(), &story.moira, act, hers, theirs).await.unwrap();
            assert_eq!(story.holders().await, [story.kirsty, story.tam, story.joan, story.priya].map(Some));
            assert_eq!(story.told(story.joan).await, ["seat-swapped"]);
        }
    }

    async fn nobody_swaps_what_they_do_not_plan(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let west = story.build.branch("West").await;
        let group = story.build.group("West group", Some(west)).await;
        let ewan = story.build.supporter("Ewan").await;
        let (_, seats) = story.build.session(tuesday_evening(group, story.place, vec![Some(ewan)])).await;
        let theirs = story.build.person("Sam", &[Role::Coordinator], Some(west)).await;
        let theirs = story.build.known(theirs).await;
        let joan = story.build.known(story.joan).await;
        let foreign = tuesdays(&service, "forth").await;
        let (hers, his) = ((story.seats[0], story.joan), (seats[0], ewan));
        for who in [&theirs, &joan, &foreign.moira] {
            let act = story.build.act();
            assert!(matches!(swap_seats(story.bothy(), who, act, hers, his).await, Err(ActionError::NotFound)));
            let passed = pass_on_seat(story.bothy(), who, act, story.seats[0], story.joan, ewan).await;
            assert!(matches!(passed, Err(ActionError::NotFound)));
            assert!(see_seat(story.bothy(), who, story.seats[0]).await.is_err());
            assert!(see_exchange(story.bothy(), who, story.seats[0], With::Seat(seats[0])).await.is_err());
        }
        let done = story.swap().await;
        for who in [&theirs, &joan, &foreign.moira] {
            assert!(see_passing(story.bothy(), who, done.act).await.unwrap().is_none());
            let back = put_back(story.bothy(), who, story.build.act(), done.act).await;
            assert!(matches!(back, Err(ActionError::NotFound)));
        }
        // Whoever plans only one of the two sessions sees none of the other's seats.
        assert!(see_seat(story.bothy(), &theirs, seats[0]).await.unwrap().swaps.is_empty());
    }

    async fn a_seat_shows_who_could_take_it_and_what_would_be_hard_on_them(service: Service) {
        let story = tuesdays(&service, "lothian").await;
        let hall = story.build.place("Harbour Hall").await;
        let walk = story.build.group("Early walk", None).await;
        // Priya is on a walk at eight the morning after: free on Tuesday night, but with little sleep.
        let mut plan = tuesday_evening(walk, hall, vec![Some(story.priya)]);
        plan.date = date(2026, 11, 25);
        (plan.starts, plan.ends) = (time(7, 0, 0, 0), time(8, 0, 0, 0));
        let (early, _) = story.build.session(plan).await;
        // Kirsty is elsewhere at the same hour.
        let mut plan = tuesday_evening(walk, hall, vec![Some(story.kirsty)]);
        plan.ends = time(20, 0, 0, 0);
        let (clash, _) = story.build.session(plan).await;
        let seen = see_seat(story.bothy(), &story.moira, story.seats[0]).await.unwrap();
        assert_eq!(seen.holder, Some(story.joan));
        let taker = |person| seen.takers.iter().find(|one| one.to == person).unwrap();
        assert_eq!(taker(story.priya).strains, [Strain::LittleRest { session: early, hours: 10 }]);
        assert!(taker(story.priya).found.is_empty(), "a warning refuses nothing");
        assert_eq!(taker(story.kirsty).found, [SeatRefused::ElsewhereThen { session: clash }]);
        assert_eq!(taker(story.tam).found, [SeatRefused::OtherSeatHere]);
        let swaps: Vec<SeatId> = seen.swaps.iter().map(|one| one.theirs.seat.id).collect();
        // Tam's on the same evening, Priya's next week; the clash is in Kirsty's way, and Joan could not take it either.
        assert!(swaps.contains(&story.seats[1]) && swaps.contains(&story.seats[3]), "{swaps:?}");
        assert!(!swaps.contains(&story.seats[2]));
        assert_eq!(seen.known[&early].group, walk);
        // The same words stand beside the seat once she has it.
        let (act, seat) = (story.build.act(), story.seats[0]);
        pass_on_seat(story.bothy(), &story.moira, act, seat, story.joan, story.priya).await.unwrap();
        let (from, to) = ("2026-11-23T00:00:00Z".parse().unwrap(), "2026-11-30T00:00:00Z".parse().unwrap());
        let rota = see_rota(story.bothy(), &story.moira, from, to, None).await.unwrap();
        assert_eq!(rota.strains[&seat], [Strain::LittleRest { session: early, hours: 10 }]);
    }
}
