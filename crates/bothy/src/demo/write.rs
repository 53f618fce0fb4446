//! Writes a filled organisation down, in a few commits.

use super::fill::Filling;
use super::invented::{FIRST_NAMES, HOLIDAYS, LAST_NAMES, LINES, ORGANISATIONS, asked_of};
use super::others::write_directory;
use bothy_actions::Bothy;
use bothy_domain::access::{Hat, Role};
use bothy_domain::groups::Question;
use bothy_domain::ids::{HallId, HatId, HelpLineId, OrganisationId, PersonId, ReachHourId, RecordId};
use bothy_domain::organisations::reach::ReachHour;
use bothy_domain::places::{FactKind, Says};
use bothy_domain::rota::Seat;
use bothy_domain::supporters::checks::{CheckKind, Span, TrainingStep};
use bothy_domain::supporters::everyone::Reference;
use bothy_domain::supporters::record::Recorded;
use bothy_store::duties::{Subject, SubjectKind, make, wake};
use bothy_store::organisations::ClosedDay;
use bothy_store::people::{Noted, Person};
use bothy_store::places::{Fact, Hall, Place};
use bothy_store::safety::HelpLine;
use bothy_store::sessions::Session;
use bothy_store::{Audit, Commit, Entry, StoreError, Writing};
use bothy_store::{groups, organisations, people, places, reach as reached, rota, safety, series, sessions};
use jiff::ToSpan as _;
use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use uuid::Uuid;

/// How many rows go into one commit: the database stays open to others meanwhile.
const AT_ONCE: usize = 2_000;

/// Writes one organisation with all that is in it.
///
/// # Errors
/// The store's own.
pub(super) async fn write(bothy: &Bothy, filling: Filling) -> Result<(), StoreError> {
    let filling = std::sync::Arc::new(filling);
    bothy
        .db
        .write("demo_organisation", filling.clone(), |w, filling| {
            Box::pin(async move {
                write_organisation(w, filling).await?;
                Ok::<_, StoreError>(Commit::Changed((), audit(filling)))
            })
        })
        .await?;
    for from in (0..filling.people.len()).step_by(AT_ONCE) {
        bothy
            .db
            .write("demo_people", (filling.clone(), from), |w, (filling, from)| {
                Box::pin(async move {
                    for (at, (person, role)) in filling.people.iter().enumerate().skip(*from).take(AT_ONCE) {
                        write_person(w, filling, at, person, *role).await?;
                    }
                    Ok::<_, StoreError>(Commit::Changed((), audit(filling)))
                })
            })
            .await?;
    }
    bothy
        .db
        .write("demo_groups", filling.clone(), |w, filling| {
            Box::pin(async move {
                write_groups(w, filling).await?;
                Ok::<_, StoreError>(Commit::Changed((), audit(filling)))
            })
        })
        .await?;
    bothy
        .db
        .write("demo_directory", filling.clone(), |w, filling| {
            Box::pin(async move {
                write_directory(w, filling).await?;
                Ok::<_, StoreError>(Commit::Changed((), audit(filling)))
            })
        })
        .await?;
    for from in (0..filling.sessions.len()).step_by(AT_ONCE) {
        bothy
            .db
            .write("demo_sessions", (filling.clone(), from), |w, (filling, from)| {
                Box::pin(async move {
                    for (session, seats) in filling.sessions.iter().skip(*from).take(AT_ONCE) {
                        write_session(w, filling, session, seats).await?;
                    }
                    Ok::<_, StoreError>(Commit::Changed((), audit(filling)))
                })
            })
            .await?;
    }
    Ok(())
}

fn audit(filling: &Filling) -> Audit {
    Audit::of(Entry {
        organisation: filling.organisation.id,
        at: filling.made,
        by: None,
        act: "demonstration-filled",
        thing: filling.organisation.id.to_string(),
        reason: None,
    })
}

async fn write_organisation(w: &mut Writing, filling: &Filling) -> Result<(), StoreError> {
    let id = filling.organisation.id;
    // The first one is the one without a prefix: services list organisations by when they were made.
    let place = ORGANISATIONS.iter().position(|[slug, ..]| *slug == filling.organisation.slug).unwrap_or(0);
    let order = jiff::SignedDuration::from_secs(i64::try_from(place).unwrap_or(0));
    organisations::add(w, &filling.organisation, filling.made.saturating_add(order).unwrap_or(filling.made)).await?;
    for (branch, name) in &filling.branches {
        organisations::add_branch(w, id, *branch, name).await?;
    }
    for (on, name) in HOLIDAYS {
        let Ok(on) = on.parse() else { continue };
        let closed = ClosedDay { on, name: name.to_owned(), source: "bank holiday".to_owned() };
        organisations::close_day(w, id, &closed).await?;
    }
    make(w, Subject::of(id, SubjectKind::Calendar, id.uuid())).await?;
    let checked_on = filling.today.saturating_sub(20.days());
    for (position, [name, number, what, hours, area, source]) in LINES.into_iter().enumerate() {
        let line = HelpLine {
            id: HelpLineId::new(Uuid::now_v7()),
            position: u16::try_from(position).unwrap_or(u16::MAX),
            name: name.to_owned(),
            number: number.to_owned(),
            what: what.to_owned(),
            hours: hours.to_owned(),
            area: area.to_owned(),
            source: source.to_owned(),
            checked_on,
        };
        safety::put_help_line(w, id, &line).await?;
    }
    for day in 1..=5 {
        reach(w, id, "ring", "0131 496 0140", day, time(9, 0, 0, 0), time(16, 0, 0, 0)).await?;
    }
    for day in [2, 4] {
        let place = filling.places.first().map_or("", |place| place.name.as_str());
        reach(w, id, "come-in", place, day, time(13, 0, 0, 0), time(16, 0, 0, 0)).await?;
    }
    Ok(())
}

async fn reach(
    w: &mut Writing,
    organisation: OrganisationId,
    way: &str,
    says: &str,
    day: i8,
    starts: Time,
    ends: Time,
) -> Result<(), StoreError> {
    let span = ReachHour { way: way.to_owned(), says: says.to_owned(), day, starts, ends };
    reached::put_hour(w, organisation, ReachHourId::new(Uuid::now_v7()), &span).await
}

async fn write_person(
    w: &mut Writing,
    filling: &Filling,
    at: usize,
    person: &Person,
    role: Role,
) -> Result<(), StoreError> {
    let (id, now) = (filling.organisation.id, filling.now);
    people::add(w, id, person, filling.made).await?;
    let year_ago = now.saturating_sub(jiff::SignedDuration::from_hours(24 * 365)).unwrap_or(now);
    let hat = Hat { id: HatId::new(Uuid::now_v7()), role, branch: None, from: year_ago, until: None };
    people::put_on(w, id, person.id, &hat).await?;
    if role == Role::Supporter {
        let from = filling.today.saturating_sub(1.year());
        // One check runs out in three weeks: somebody has to see to it.
        let until = if at.is_multiple_of(10) { 3.weeks() } else { 18.months() };
        let until = Some(filling.today.saturating_add(until));
        let pvg = Recorded::Check(CheckKind::named("pvg"), Span { from, until });
        let step = Recorded::Training(TrainingStep::named("facilitator"), Span { from, until: None });
        let vouched = vouched_for(filling, at, from);
        for what in [pvg, step].into_iter().chain(vouched) {
            // Written down on its own day, after lunch.
            let on = what.on().at(13, 0, 0, 0).to_zoned(TimeZone::UTC).map_or(now, |at| at.timestamp());
            let noted = Noted { by: filling.organisation.readers.first().copied().flatten(), at: Some(on.min(now)) };
            people::record(w, id, RecordId::new(Uuid::now_v7()), person.id, &what, noted).await?;
        }
        subject(w, filling, SubjectKind::Person, person.id.uuid()).await?;
    }
    if filling.organisation.readers.contains(&Some(person.id))
        && let [Some(first), Some(second)] = filling.organisation.readers
    {
        // The second of the two is written by now or soon; naming both twice is naming them once.
        organisations::name_readers(w, id, [first, second]).await?;
    }
    Ok(())
}

/// Everybody has two references and supervision of the last weeks. One person's runs out in a fortnight, which
/// stops none of their seats until then.
fn vouched_for(filling: &Filling, at: usize, since: Date) -> Vec<Recorded> {
    let names = FIRST_NAMES.iter().zip(LAST_NAMES.iter().rev()).cycle();
    let references = names
        .skip(at * 2)
        .take(2)
        .map(|(first, last)| Recorded::Reference(Reference { referee: format!("{first} {last}"), taken_on: since }));
    let weeks_ago = if at % 10 == 7 { 6 } else { 1 + i64::try_from(at % 3).unwrap_or(0) };
    let held_on = filling.today.saturating_sub(weeks_ago.weeks());
    let before = held_on.saturating_sub(6.weeks());
    references.chain([Recorded::Supervision(before), Recorded::Supervision(held_on)]).collect()
}

async fn subject(w: &mut Writing, filling: &Filling, kind: SubjectKind, thing: Uuid) -> Result<(), StoreError> {
    let subject = Subject::of(filling.organisation.id, kind, thing);
    make(w, subject).await?;
    wake(w, subject, filling.told_from).await?;
    Ok(())
}

/// What is said of a place of the demonstration: whether it is good, in which words, and whether it was checked.
fn said_of(place: &Place) -> &'static [(FactKind, Says, &'static str, bool)] {
    if place.route.is_some() {
        return &[
            (FactKind::Door, Says::Good, "We meet at the gate. Someone stands there ten minutes before.", true),
            (FactKind::Surface, Says::Good, "A wide, firm path", true),
            (FactKind::Slope, Says::Good, "Flat", true),
            (FactKind::Stops, Says::Good, "A bench every few minutes", true),
            (FactKind::Toilets, Says::Less, "Only where we start", true),
            (FactKind::Shelter, Says::Less, "None until we are back", true),
            (FactKind::Signal, Says::Good, "Good all the way", false),
        ];
    }
    &[
        (FactKind::StepFree, Says::Good, "No steps at the door", true),
        (FactKind::Toilets, Says::Good, "A toilet for wheelchairs, on the ground floor", true),
        (FactKind::Door, Says::Good, "The main door. Someone stands there ten minutes before we begin.", true),
        (FactKind::Loop, Says::Less, "No hearing loop", false),
    ]
}

async fn write_groups(w: &mut Writing, filling: &Filling) -> Result<(), StoreError> {
    let id = filling.organisation.id;
    let checked_on = Some(filling.today.saturating_sub(40.days()));
    for place in &filling.places {
        places::add(w, id, place).await?;
        for (kind, says, words, checked) in said_of(place) {
            let checked_on = checked_on.filter(|_| *checked);
            let fact = Fact { kind: *kind, says: *says, words: (*words).to_owned(), checked_on };
            places::put_fact(w, id, place.id, &fact).await?;
        }
        if place.route.is_none() {
            for (name, holds) in [("Main hall", 40), ("Small room", 12)] {
                let hall = Hall {
                    id: HallId::new(Uuid::now_v7()),
                    name: name.to_owned(),
                    holds: Some(holds),
                    words: String::new(),
                    checked_on,
                    retired_at: None,
                };
                places::add_hall(w, id, place.id, &hall).await?;
            }
        }
        subject(w, filling, SubjectKind::Place, place.id.uuid()).await?;
    }
    let supporters: Vec<PersonId> =
        filling.people.iter().filter(|(_, role)| *role == Role::Supporter).map(|(person, _)| person.id).collect();
    for (number, group) in filling.groups.iter().enumerate() {
        groups::add(w, id, group, filling.made).await?;
        let questions: Vec<Question> = asked_of(group.kind)
            .map(|(asked, answer)| Question { asked: asked.to_owned(), answer: answer.to_owned() })
            .collect();
        groups::questions::put_questions(w, id, group.id, &questions).await?;
        if let Some(rule) = filling.series.get(number) {
            series::add(w, id, rule).await?;
        }
        // Those who hold it, and two more who know it.
        for at in 0..4 {
            if let Some(person) = supporters.get((number * 2 + at) % supporters.len().max(1)) {
                groups::add_supporter(w, id, group.id, *person).await?;
            }
        }
    }
    Ok(())
}

async fn write_session(
    w: &mut Writing,
    filling: &Filling,
    session: &Session,
    seats: &[Seat],
) -> Result<(), StoreError> {
    let id = filling.organisation.id;
    sessions::add(w, id, session).await?;
    for seat in seats {
        rota::add_seat(w, id, seat).await?;
    }
    if session.ends_at > filling.told_from {
        subject(w, filling, SubjectKind::Session, session.id.uuid()).await?;
    }
    Ok(())
}
