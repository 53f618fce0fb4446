//! What the two stories of a series share: the group, its Tuesdays, and looking at what became of them.

use bothy_actions::Bothy;
use bothy_actions::access::Known;
use bothy_actions::rota::give_seat;
use bothy_actions::sessions::series::{ChangedRule, NewSeries, Preview, make_series, preview_change};
use bothy_domain::access::Role;
use bothy_domain::ids::{GroupId, OrganisationId, PersonId, PlaceId, SeriesId, SessionId};
use bothy_domain::rota::Seat;
use bothy_domain::sessions::recurrence::{DaysOfWeek, Ends, Every, NthWeekday, Pattern};
use bothy_domain::sessions::session::WhyCalledOff;
use bothy_domain::sessions::{LettingIn, Mode, SessionState};
use bothy_domain::supporters::checks::{Asks, CheckKind};
use bothy_store::audit::Verified;
use bothy_store::sessions::Session;
use bothy_store::{StoreError, rota};
use bothy_testkit::{Build, Service, tuesday_evening};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date, time};
use std::collections::BTreeSet;

pub struct Story {
    pub build: Build,
    pub group: GroupId,
    pub place: PlaceId,
    pub aileen: Known,
}

pub async fn story(service: &Service, slug: &str) -> Story {
    let build = Build::organisation(service, slug).await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
    let aileen = build.known(aileen).await;
    Story { build, group, place, aileen }
}

pub fn weekly(day: Weekday, hour: i8) -> Pattern {
    Pattern {
        every: Every::weekly(DaysOfWeek::of(&[day])),
        starts: time(hour, 0, 0, 0),
        ends: time(hour + 1, 30, 0, 0),
    }
}

pub fn tuesdays(story: &Story) -> NewSeries {
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
        letting_in: LettingIn::default(),
        seats: 2,
        asks: Asks { check: Some(CheckKind::named("pvg")), ..Asks::default() },
        follows_closed_days: false,
        weeks_off: vec![],
    }
}

pub fn changed(story: &Story, from: Date, pattern: Pattern, ends: Ends) -> ChangedRule {
    ChangedRule {
        from,
        pattern,
        ends,
        mode: Mode::InPerson,
        place: Some(story.place),
        hall: None,
        link: String::new(),
        phone: String::new(),
        letting_in: LettingIn::default(),
        follows_closed_days: false,
        weeks_off: vec![],
    }
}

pub async fn make(story: &Story, new: NewSeries) -> SeriesId {
    make_series(&story.build.service.bothy, &story.aileen, story.build.act(), new).await.unwrap()
}

pub async fn of_group(bothy: &Bothy, organisation: OrganisationId, group: GroupId) -> Vec<Session> {
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

pub async fn sessions(story: &Story) -> Vec<Session> {
    of_group(&story.build.service.bothy, story.build.organisation, story.group).await
}

pub async fn on(story: &Story, day: Date) -> Session {
    sessions(story).await.into_iter().find(|session| session.original_date == day).unwrap()
}

pub async fn seats(story: &Story, session: SessionId) -> Vec<Seat> {
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

pub async fn give(story: &Story, day: Date, number: usize, to: PersonId) {
    let session = on(story, day).await;
    let seat = seats(story, session.id).await[number].id;
    give_seat(&story.build.service.bothy, &story.aileen, story.build.act(), seat, to).await.unwrap();
}

pub async fn told(story: &Story, person: PersonId) -> BTreeSet<(String, String)> {
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

pub async fn unsealed(story: &Story) -> u64 {
    let db = &story.build.service.bothy.db;
    let verified = db.snapshot("verify", story.build.organisation, |tx, organisation| {
        Box::pin(async move { bothy_store::audit::verify(tx, *organisation).await })
    });
    let Verified::Sound { unsealed, .. } = verified.await.unwrap() else { panic!("the chain is broken") };
    unsealed
}

pub fn days(sessions: &[Session]) -> Vec<Date> {
    sessions.iter().map(|session| session.date).collect()
}

pub fn is_planned(session: &Session) -> bool {
    matches!(session.state, SessionState::Planned)
}

pub fn is_off(session: &Session, expected: WhyCalledOff) -> bool {
    matches!(session.state, SessionState::CalledOff { why, .. } if why == expected)
}

/// From 1 October 2027: first Tuesday, first Thursday and third Wednesday, at the old hour, until the month is over.
pub fn october_of(story: &Story) -> ChangedRule {
    let which = [(1, Weekday::Tuesday), (1, Weekday::Thursday), (3, Weekday::Wednesday)];
    let which = which.into_iter().map(|(nth, day)| NthWeekday { nth, day }).collect();
    let pattern = Pattern { every: Every::MonthsByWeekday { interval: 1, which }, ..weekly(Weekday::Tuesday, 19) };
    changed(story, date(2027, 10, 1), pattern, Ends::On(date(2027, 10, 31)))
}

pub struct October {
    pub story: Story,
    pub series: SeriesId,
    pub joan: PersonId,
    pub tam: PersonId,
    pub rhona: PersonId,
}

/// The Tuesdays of a year; Joan, Tam and Rhona hold seats in October, and it is September 2027.
pub async fn before_october(service: &Service, slug: &str) -> October {
    let story = story(service, slug).await;
    let new = NewSeries { ends: Ends::On(date(2027, 10, 31)), seats: 3, ..tuesdays(&story) };
    let series = make(&story, new).await;
    let joan = story.build.supporter("Joan").await;
    let tam = story.build.supporter("Tam").await;
    let rhona = story.build.person("Rhona", &[Role::Supporter], None).await;
    story.build.vouched_for(rhona).await;
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

pub async fn preview(october: &October, change: ChangedRule) -> Preview {
    let bothy = &october.story.build.service.bothy;
    preview_change(bothy, &october.story.aileen, october.series, change).await.unwrap()
}

pub fn october_rule(october: &October) -> ChangedRule {
    october_of(&october.story)
}
