//! Groups as somebody finds them: with words, places and times of their own.

use crate::build::Build;
use bothy_domain::groups::{GroupKind, GroupState};
use bothy_domain::ids::{GroupId, PlaceId, SessionId};
use bothy_domain::places::{FactKind, PlaceKind, Says};
use bothy_domain::sessions::{LettingIn, Mode, SessionState};
use bothy_store::groups::words;
use bothy_store::making::{NewGroup, NewPlace, add_group, add_place};
use bothy_store::sessions::{self, Session};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use uuid::Uuid;

/// A session that somebody may find.
#[derive(Debug, Clone, Copy)]
pub struct Meeting<'m> {
    /// Of which group.
    pub group: GroupId,
    /// When it begins, by the clock on the wall; it lasts an hour.
    pub at: DateTime,
    /// The zone of that clock.
    pub zone: &'m str,
    /// How people come.
    pub mode: Mode,
    /// Where.
    pub place: Option<PlaceId>,
}

impl Build {
    /// A group of this name that says this of itself.
    pub async fn group_that_says(&self, name: &str, kind: GroupKind, purpose: &str, state: GroupState) -> GroupId {
        let group = NewGroup {
            id: GroupId::new(Uuid::now_v7()),
            branch: None,
            slug: name.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"),
            name: name.into(),
            kind,
            purpose: purpose.into(),
            for_whom: String::new(),
            what_happens: String::new(),
            how_to_come: String::new(),
            minimum: 2,
            state,
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

    /// An open group of this name that says this of itself.
    pub async fn open_group_that_says(&self, name: &str, purpose: &str) -> GroupId {
        self.group_that_says(name, GroupKind::Open, purpose, GroupState::Open(self.service.clock.now())).await
    }

    /// So many open groups, each with a number in its name, in one commit.
    pub async fn many_open_groups(&self, how_many: u32) -> Vec<GroupId> {
        let now = self.service.clock.now();
        let group = |number: u32| NewGroup {
            id: GroupId::new(Uuid::now_v7()),
            branch: None,
            slug: format!("group-{number}"),
            name: format!("Group {number}"),
            kind: GroupKind::Open,
            purpose: "Talking and tea".into(),
            for_whom: "Anybody".into(),
            what_happens: String::new(),
            how_to_come: String::new(),
            minimum: 2,
            state: GroupState::Open(now),
            looked_at: Some(now),
            import_run: None,
        };
        let groups: Vec<NewGroup> = (1..=how_many).map(group).collect();
        let ids = groups.iter().map(|group| group.id).collect();
        self.write((self.organisation, groups), |w, ((organisation, groups), _)| {
            Box::pin(async move {
                for group in groups {
                    add_group(w, *organisation, group).await?;
                }
                Ok(())
            })
        })
        .await;
        ids
    }

    /// A place with a postcode where this is good.
    pub async fn place_in(&self, name: &str, address: &str, postcode: &str, good: &[FactKind]) -> PlaceId {
        let facts = good.iter().map(|kind| (*kind, Says::Good, String::new(), None)).collect();
        self.place_at(name, address, postcode, None, facts).await
    }

    /// A place at a point, with what is known of it.
    pub async fn place_at(
        &self,
        name: &str,
        address: &str,
        postcode: &str,
        point: Option<(&str, &str)>,
        facts: Vec<(FactKind, Says, String, Option<Date>)>,
    ) -> PlaceId {
        let place = NewPlace {
            id: PlaceId::new(Uuid::now_v7()),
            slug: name.to_lowercase().replace(' ', "-"),
            name: name.into(),
            address: address.into(),
            postcode: postcode.into(),
            point: point.map(|(north, east)| (north.into(), east.into())),
            opening: String::new(),
            needs_opener: false,
            source: "made for a test".into(),
            looked_at: Some(self.service.clock.now()),
            import_run: None,
            facts,
        };
        let id = place.id;
        self.write((self.organisation, place), |w, ((organisation, place), _)| {
            Box::pin(async move { add_place(w, *organisation, place).await })
        })
        .await;
        id
    }

    /// Sessions without seats, in one commit; nothing of them is planned.
    pub async fn meet(&self, all: &[Meeting<'_>]) -> Vec<SessionId> {
        let sessions: Vec<Session> = all.iter().map(|one| self.as_session(one)).collect();
        let ids = sessions.iter().map(|session| session.id).collect();
        self.write((self.organisation, sessions), |w, ((organisation, sessions), _)| {
            Box::pin(async move {
                for session in sessions {
                    sessions::add(w, *organisation, session).await?;
                }
                Ok(())
            })
        })
        .await;
        ids
    }

    fn as_session(&self, one: &Meeting<'_>) -> Session {
        let now = self.service.clock.now();
        let zone = TimeZone::get(one.zone).unwrap();
        let starts_at = one.at.to_zoned(zone).unwrap().timestamp();
        let ends: Time = one.at.time().wrapping_add(1.hour());
        Session {
            id: SessionId::new(Uuid::now_v7()),
            group: one.group,
            group_name: String::new(),
            group_slug: String::new(),
            branch: None,
            series: None,
            original_date: one.at.date(),
            date: one.at.date(),
            starts: one.at.time(),
            ends,
            zone: one.zone.into(),
            starts_at,
            ends_at: starts_at + jiff::SignedDuration::from_hours(1),
            mode: one.mode,
            place: one.place,
            place_name: None,
            place_kind: PlaceKind::Building,
            hall: None,
            place_confirmed_at: one.place.map(|_| now),
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
        }
    }

    /// Takes its words from a group, as one has none that is from before there were words.
    pub async fn forget_words(&self, group: GroupId) {
        self.write((self.organisation, group), |w, ((organisation, group), _)| {
            Box::pin(async move { words::forget(w, *organisation, *group).await })
        })
        .await;
    }
}
