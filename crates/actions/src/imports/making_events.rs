//! What an event of a calendar becomes: a group to be prepared, or meetings of the one group that has its name.

use super::making::{Bench, plain};
use crate::sessions::series::{make_alone, stored};
use bothy_domain::groups::{GroupKind, GroupState, OwnFacts};
use bothy_domain::ids::{GroupId, OrganisationId, PlaceId};
use bothy_domain::imports::{EventRow, EventSeries};
use bothy_domain::sessions::Mode;
use bothy_domain::sessions::recurrence::{Every, Pattern};
use bothy_store::duties::Locked;
use bothy_store::imports::ImportKind;
use bothy_store::making::{NewGroup, add_group};
use bothy_store::series::{self, Series};
use bothy_store::{StoreError, Tx, Writing, groups};
use jiff::Timestamp;
use uuid::Uuid;

/// What a week off is called that a calendar left out.
const LEFT_OUT: &str = "No meeting";

/// A group that events may belong to.
pub(super) struct GroupHere {
    name: String,
    id: GroupId,
    seats: u16,
    own: OwnFacts,
}

impl GroupHere {
    /// Those that have not ended; none for another kind of file.
    pub async fn all(tx: &mut Tx, organisation: OrganisationId, kind: ImportKind) -> Result<Vec<Self>, StoreError> {
        if kind != ImportKind::Calendar {
            return Ok(Vec::new());
        }
        let all = groups::all(tx, organisation).await?.into_iter();
        let here = all.filter(|group| !matches!(group.state, GroupState::Ended(_))).map(|group| Self {
            name: plain(&group.name),
            id: group.id,
            seats: u16::from(group.minimum),
            own: group.own,
        });
        Ok(here.collect())
    }
}

impl Bench {
    /// The one group of this name.
    fn group_named(&self, name: &str) -> Option<&GroupHere> {
        let name = plain(name);
        let mut found = self.groups.iter().filter(|group| group.name == name);
        found.next().filter(|_| found.next().is_none())
    }

    /// Whether all its rules begin within the fixed weeks of its group.
    pub fn fits(&self, row: &EventRow) -> bool {
        let Some(group) = self.group_named(&row.name) else { return true };
        row.series.iter().all(|one| group.own.last_of_series(one.first_on, one.ends).is_ok())
            && row.alone.iter().all(|one| group.own.holds_day(one.date))
    }

    /// Gives an event's rules to its group, which is made where there is none of its name.
    pub async fn event(&mut self, w: &mut Writing, row: &EventRow) -> Result<GroupId, StoreError> {
        let (id, seats, own) = match self.group_named(&row.name) {
            Some(group) => (group.id, group.seats, group.own.clone()),
            None => self.group_of_event(w, row).await?,
        };
        let place = self.place_of_event(w, row).await?;
        for one in &row.series {
            self.add_series(w, id, seats, &own, row.mode, place, one).await?;
        }
        Ok(id)
    }

    #[expect(clippy::too_many_arguments, reason = "each is a fact of its own, and only one place asks")]
    async fn add_series(
        &self,
        w: &mut Writing,
        group: GroupId,
        seats: u16,
        own: &OwnFacts,
        mode: Mode,
        place: Option<PlaceId>,
        one: &EventSeries,
    ) -> Result<(), StoreError> {
        let (rule, last_on) = stored(&one.pattern.every, one.ends);
        // Outside its weeks nothing comes this far; within them they bound it.
        let last_on = own.last_of_series(one.first_on, one.ends).unwrap_or(last_on);
        let series = self.series(group, seats, &one.pattern, one.first_on, place);
        let series = Series { rule, last_on, mode, ..series };
        series::add(w, self.organisation, &series).await?;
        for on in &one.off {
            series::take_week_off(w, self.organisation, series.id, *on, LEFT_OUT).await?;
        }
        Ok(())
    }

    async fn group_of_event(
        &mut self,
        w: &mut Writing,
        row: &EventRow,
    ) -> Result<(GroupId, u16, OwnFacts), StoreError> {
        let kind = GroupKind::Open;
        let group = NewGroup {
            id: GroupId::new(Uuid::now_v7()),
            branch: None,
            slug: super::making::free_slug(&mut self.group_slugs, &row.name, "group"),
            name: row.name.clone(),
            // A calendar does not say which door it has; a person does before it opens.
            kind,
            purpose: String::new(),
            for_whom: String::new(),
            what_happens: String::new(),
            how_to_come: String::new(),
            minimum: kind.usual_minimum_of_facilitators(),
            state: GroupState::Preparing,
            looked_at: self.looked_at,
            import_run: Some(self.run),
        };
        add_group(w, self.organisation, &group).await?;
        let seats = u16::from(group.minimum);
        let here = GroupHere { name: plain(&row.name), id: group.id, seats, own: OwnFacts::default() };
        self.groups.push(here);
        Ok((group.id, seats, OwnFacts::default()))
    }

    async fn place_of_event(&mut self, w: &mut Writing, row: &EventRow) -> Result<Option<PlaceId>, StoreError> {
        if !row.mode.needs_a_place() || row.venue.is_empty() {
            return Ok(None);
        }
        match self.place_named(&row.venue, &row.whereabouts) {
            Some(place) => Ok(Some(place)),
            None => self.place_said(w, &row.venue, &row.whereabouts, "").await,
        }
    }

    /// Makes the sessions of an event that stand outside its rules, except those that have begun.
    pub async fn meet_alone(
        &mut self,
        w: &mut Writing,
        locked: &mut Locked,
        group: GroupId,
        row: &EventRow,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let place = self.place_of_event(w, row).await?;
        let seats = self.groups.iter().find(|here| here.id == group).map_or(1, |here| here.seats);
        for one in &row.alone {
            let pattern = Pattern { every: Every::Days { interval: 1 }, starts: one.starts, ends: one.ends };
            let like = self.series(group, seats, &pattern, one.date, place);
            let like = Series { mode: row.mode, rule: String::new(), ..like };
            make_alone(w, locked, self.organisation, &like, one.date, now).await?;
        }
        Ok(())
    }
}
