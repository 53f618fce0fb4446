//! Making what a story needs: organisations, people with hats, groups, sessions with seats.

use crate::service::Service;
use bothy_actions::access::{Known, begin_sign_in, who_is};
use bothy_actions::duties::replan;
use bothy_actions::keeping::recovery_sheet::{note_confirmed, note_printed};
use bothy_domain::access::{Hat, Role};
use bothy_domain::groups::{GroupKind, GroupState};
use bothy_domain::ids::{
    ActId, BranchId, GroupId, HallId, HatId, HelpLineId, OrganisationId, PersonId, PlaceId, SeatId, SessionId,
};
use bothy_domain::places::PlaceKind;
use bothy_domain::rota::{Holding, Seat, SeatRole};
use bothy_domain::sessions::{LettingIn, Mode, SessionState};
use bothy_domain::supporters::checks::{Asks, CheckKind};
use bothy_domain::supporters::everyone::AskedOfAll;
use bothy_store::duties::{Subject, SubjectKind, lock, make};
use bothy_store::making::{NewGroup, NewPlace, add_group, add_place, add_supporter, keep_from};
use bothy_store::organisations::Organisation;
use bothy_store::people::{self, Person};
use bothy_store::places::{Hall, add_hall};
use bothy_store::safety::{HelpLine, put_help_line};
use bothy_store::sessions::{self, Session};
use bothy_store::{Audit, Commit, Entry, StoreError, organisations, rota};
use jiff::civil::{Date, Time, date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Makes things in one organisation of a service.
#[derive(Clone)]
pub struct Build {
    /// The service.
    pub service: Service,
    /// The organisation.
    pub organisation: OrganisationId,
}

/// A session to be made.
#[derive(Debug, Clone)]
pub struct SessionPlan {
    /// Of which group.
    pub group: GroupId,
    /// On which day.
    pub date: Date,
    /// From when.
    pub starts: Time,
    /// Until when.
    pub ends: Time,
    /// Who holds its seats, first to last.
    pub seats: Vec<Option<PersonId>>,
    /// Where; a session with a place has it confirmed.
    pub place: Option<PlaceId>,
    /// The check that its seats ask for.
    pub check: Option<&'static str>,
}

/// Tuesday 24 November 2026, 7pm to 8:30pm, of a group: the session of most stories.
pub fn tuesday_evening(group: GroupId, place: PlaceId, seats: Vec<Option<PersonId>>) -> SessionPlan {
    SessionPlan {
        group,
        date: date(2026, 11, 24),
        starts: time(19, 0, 0, 0),
        ends: time(20, 30, 0, 0),
        seats,
        place: Some(place),
        check: Some("pvg"),
    }
}

impl Build {
    /// Writes a help line down and confirms a recovery sheet: with two readers, groups may open.
    pub async fn safe(&self) {
        let line = HelpLine {
            id: HelpLineId::new(Uuid::now_v7()),
            position: 0,
            name: String::from("A line"),
            number: String::from("116 123"),
            what: String::new(),
            hours: String::from("always"),
            area: String::new(),
            source: String::from("rung by us"),
            checked_on: date(2026, 11, 1),
        };
        let written = self.service.bothy.db.write("safe", (self.organisation, line), |w, (organisation, line)| {
            Box::pin(async move {
                put_help_line(w, *organisation, line).await?;
                let entry = Entry {
                    organisation: *organisation,
                    at: line.checked_on.to_zoned(TimeZone::UTC).map(|at| at.timestamp()).unwrap_or_default(),
                    by: None,
                    act: "made-for-a-test",
                    thing: line.id.to_string(),
                    reason: None,
                };
                Ok::<_, StoreError>(Commit::Changed((), Audit::of(entry)))
            })
        });
        written.await.unwrap();
        note_printed(&self.service.bothy, String::from("sheet-1")).await.unwrap();
        assert!(note_confirmed(&self.service.bothy, String::from("sheet-1")).await.unwrap());
    }

    /// A new organisation in Scotland.
    pub async fn organisation(service: &Service, slug: &str) -> Self {
        let id = OrganisationId::new(Uuid::now_v7());
        let organisation = Organisation {
            id,
            slug: slug.into(),
            name: format!("{slug} peer network"),
            zone: "Europe/London".into(),
            about: "People who have been there".into(),
            area: "Lothian".into(),
            division: "scotland".into(),
            readers: [None, None],
            holidays_known_until: None,
            asks: AskedOfAll::USUAL,
        };
        let build = Self { service: service.clone(), organisation: id };
        build
            .write(organisation, |w, (organisation, now)| {
                Box::pin(async move { organisations::add(w, organisation, *now).await })
            })
            .await;
        build
    }

    /// One change, with its audit.
    pub(crate) async fn write<I, W>(&self, input: I, work: W)
    where
        I: Send + Sync + 'static,
        W: for<'t> Fn(&'t mut bothy_store::Writing, &'t (I, Timestamp)) -> bothy_store_future::Answer<'t>
            + Send
            + Sync
            + 'static,
    {
        let organisation = self.organisation;
        let work = std::sync::Arc::new(work);
        let input = std::sync::Arc::new((input, self.service.clock.now()));
        self.service
            .bothy
            .db
            .write("build", (input, work), move |w, (input, work)| {
                Box::pin(async move {
                    work(w, input).await?;
                    let audit = Audit::of(Entry {
                        organisation,
                        at: input.1,
                        by: None,
                        act: "made-for-a-test",
                        thing: organisation.to_string(),
                        reason: None,
                    });
                    Ok::<_, StoreError>(Commit::Changed((), audit))
                })
            })
            .await
            .unwrap();
    }

    /// A branch.
    pub async fn branch(&self, name: &str) -> BranchId {
        let id = BranchId::new(Uuid::now_v7());
        self.write((self.organisation, id, name.to_owned()), |w, ((organisation, id, name), _)| {
            Box::pin(async move { organisations::add_branch(w, *organisation, *id, name).await })
        })
        .await;
        id
    }

    /// A person who wears these roles in the whole organisation, or in a branch.
    pub async fn person(&self, name: &str, roles: &[Role], branch: Option<BranchId>) -> PersonId {
        self.person_until(name, roles, branch, None).await
    }

    /// A person who wears these roles until an instant, as somebody does who leaves.
    pub async fn person_until(
        &self,
        name: &str,
        roles: &[Role],
        branch: Option<BranchId>,
        until: Option<Timestamp>,
    ) -> PersonId {
        let person = Person {
            id: PersonId::new(Uuid::now_v7()),
            shown_name: name.into(),
            email: Some(format!("{}@example.org", name.to_lowercase().replace(' ', "."))),
            limit_a_week: None,
        };
        let id = person.id;
        let input = (self.organisation, person, roles.to_vec(), (branch, until));
        self.write(input, |w, ((organisation, person, roles, (branch, until)), now)| {
            Box::pin(async move {
                people::add(w, *organisation, person, *now).await?;
                make(w, Subject::of(*organisation, SubjectKind::Person, person.id.uuid())).await?;
                for role in roles {
                    let hat =
                        Hat { id: HatId::new(Uuid::now_v7()), role: *role, branch: *branch, from: *now, until: *until };
                    people::put_on(w, *organisation, person.id, &hat).await?;
                }
                Ok(())
            })
        })
        .await;
        id
    }

    /// Signs a person in.
    pub async fn known(&self, person: PersonId) -> Known {
        let token = begin_sign_in(&self.service.bothy, self.organisation, person).await.unwrap();
        who_is(&self.service.bothy, &token).await.unwrap().unwrap()
    }

    /// An open group that asks for two facilitators.
    pub async fn group(&self, name: &str, branch: Option<BranchId>) -> GroupId {
        let group = NewGroup {
            id: GroupId::new(Uuid::now_v7()),
            branch,
            slug: name.to_lowercase().replace(' ', "-"),
            name: name.into(),
            kind: GroupKind::Open,
            purpose: "Talking with people who know".into(),
            for_whom: "Anybody over 16".into(),
            what_happens: "Tea\nA round\nWhat is going well".into(),
            how_to_come: "Just come".into(),
            minimum: 2,
            state: GroupState::Open(self.service.clock.now()),
            looked_at: Some(self.service.clock.now()),
            import_run: None,
        };
        let id = group.id;
        self.write((self.organisation, group), |w, ((organisation, group), _)| {
            Box::pin(async move { add_group(w, *organisation, group).await })
        })
        .await;
        id
    }

    /// Notes that a supporter knows a group.
    pub async fn knows(&self, person: PersonId, group: GroupId) {
        self.write((self.organisation, group, person), |w, ((organisation, group, person), _)| {
            Box::pin(async move { add_supporter(w, *organisation, *group, *person).await })
        })
        .await;
    }

    /// Notes that a person must be kept from a group.
    pub async fn keep_from(&self, person: PersonId, group: GroupId) {
        self.write((self.organisation, group, person), |w, ((organisation, group, person), _)| {
            Box::pin(async move { keep_from(w, *organisation, *person, *group).await })
        })
        .await;
    }

    /// A place that is open anyway.
    pub async fn place(&self, name: &str) -> PlaceId {
        let place = NewPlace {
            id: PlaceId::new(Uuid::now_v7()),
            slug: name.to_lowercase().replace(' ', "-"),
            name: name.into(),
            address: "1 Main Street".into(),
            postcode: "EH14 7EQ".into(),
            point: None,
            opening: String::new(),
            needs_opener: false,
            source: "made for a test".into(),
            looked_at: Some(self.service.clock.now()),
            import_run: None,
            facts: vec![],
        };
        let id = place.id;
        self.write((self.organisation, place), |w, ((organisation, place), _)| {
            Box::pin(async move { add_place(w, *organisation, place).await })
        })
        .await;
        id
    }

    /// A room in a building.
    pub async fn hall(&self, place: PlaceId, name: &str) -> HallId {
        let hall = Hall {
            id: HallId::new(Uuid::now_v7()),
            name: name.into(),
            holds: Some(12),
            words: String::new(),
            checked_on: None,
            retired_at: None,
        };
        let id = hall.id;
        self.write((self.organisation, place, hall), |w, ((organisation, place, hall), _)| {
            Box::pin(async move { add_hall(w, *organisation, *place, hall).await })
        })
        .await;
        id
    }

    /// A session with its seats, planned in the same commit.
    pub async fn session(&self, plan: SessionPlan) -> (SessionId, Vec<SeatId>) {
        self.session_in(plan, None).await
    }

    /// A session in one hall of its place.
    pub async fn session_in_hall(&self, plan: SessionPlan, hall: HallId) -> (SessionId, Vec<SeatId>) {
        self.session_in(plan, Some(hall)).await
    }

    async fn session_in(&self, plan: SessionPlan, hall: Option<HallId>) -> (SessionId, Vec<SeatId>) {
        let now = self.service.clock.now();
        let id = SessionId::new(Uuid::now_v7());
        let zone = TimeZone::get("Europe/London").unwrap();
        let instant = |at: Time| plan.date.to_datetime(at).to_zoned(zone.clone()).unwrap().timestamp();
        let session = Session {
            id,
            group: plan.group,
            group_name: String::new(),
            group_slug: String::new(),
            branch: None,
            series: None,
            original_date: plan.date,
            date: plan.date,
            starts: plan.starts,
            ends: plan.ends,
            zone: "Europe/London".into(),
            starts_at: instant(plan.starts),
            ends_at: instant(plan.ends),
            mode: Mode::InPerson,
            place: plan.place,
            place_name: None,
            place_kind: PlaceKind::Building,
            hall,
            place_confirmed_at: plan.place.map(|_| now),
            opener: None,
            link: String::new(),
            phone: String::new(),
            letting_in: LettingIn::default(),
            way_in_confirmed_at: None,
            state: SessionState::Planned,
            overridden: None,
            moved_by_hand: false,
            since: now,
            version: 1,
        };
        let seats: Vec<Seat> = plan
            .seats
            .iter()
            .enumerate()
            .map(|(index, holder)| Seat {
                id: SeatId::new(Uuid::now_v7()),
                session: id,
                number: u16::try_from(index).unwrap() + 1,
                role: if index == 0 { SeatRole::Facilitator } else { SeatRole::CoFacilitator },
                asks: Asks { check: plan.check.map(CheckKind::named), ..Asks::default() },
                holding: match holder {
                    Some(by) => Holding::Held { by: *by, since: now },
                    None => Holding::Empty { since: now },
                },
            })
            .collect();
        let ids = seats.iter().map(|seat| seat.id).collect();
        self.write((self.organisation, session, seats), |w, ((organisation, session, seats), now)| {
            Box::pin(async move {
                let subject = Subject::of(*organisation, SubjectKind::Session, session.id.uuid());
                make(w, subject).await?;
                let locked = lock(w, &[subject]).await?;
                sessions::add(w, *organisation, session).await?;
                for seat in seats {
                    rota::add_seat(w, *organisation, seat).await?;
                }
                replan(w, locked, *now).await
            })
        })
        .await;
        (id, ids)
    }

    /// The id of a new act, as a form carries it.
    pub fn act(&self) -> ActId {
        ActId::new(Uuid::now_v7())
    }

    /// Moves the clock on and lets the worker do its round.
    pub async fn later(&self, hours: i64) {
        self.service.clock.advance(SignedDuration::from_hours(hours));
        bothy_actions::duties::plan_due(&self.service.bothy, 1000).await.unwrap();
    }
}

/// The future of a change.
pub(crate) mod bothy_store_future {
    use bothy_store::StoreError;
    use std::future::Future;
    use std::pin::Pin;

    /// What a change answers.
    pub type Answer<'t> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 't>>;
}
