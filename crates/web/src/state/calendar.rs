//! Calendars of groups, kept in memory as long as nothing changes: phones ask for them all day, and most hear that
//! nothing is new.

use super::{PRINTED, STANDS, Service};
use crate::routes::calendars::Tagged;
use bothy_actions::StoreError;
use bothy_actions::groups::{GroupSeen, see_group};
use bothy_domain::ids::OrganisationId;
use jiff::Timestamp;

/// How many sessions ahead a group's calendar holds: more than a year of a group that meets each week.
const IN_CALENDAR: i64 = 60;

/// A group's calendar, as it was drawn a moment ago.
pub(super) struct CalendarRead {
    changes: u64,
    at: Timestamp,
    file: Tagged,
}

impl Service {
    /// Whether what was read of a group then is still what it is, where nothing was changed since.
    pub(super) fn stands(&self, at: Timestamp, now: Timestamp) -> bool {
        let same_minute = at.as_second().div_euclid(60) == now.as_second().div_euclid(60);
        now >= at && (now.duration_since(at) < STANDS || (same_minute && self.bothy.db.hears_others()))
    }

    /// A group's calendar, drawn anew when [`Self::group`] would read the group anew: every phone asks each hour, and
    /// most hear that nothing changed.
    ///
    /// # Errors
    /// The database's own.
    pub async fn calendar(
        &self,
        organisation: OrganisationId,
        slug: &str,
        now: Timestamp,
        draw: impl FnOnce(&GroupSeen) -> Tagged,
    ) -> Result<Option<Tagged>, StoreError> {
        let key = (organisation, slug.to_owned());
        let changes = self.bothy.db.changes_of(organisation);
        if let Some(read) = self.calendars.read().ok().as_ref().and_then(|all| all.get(&key))
            && read.changes == changes
            && self.stands(read.at, now)
        {
            return Ok(Some(read.file.clone()));
        }
        let seen = see_group(&self.bothy, organisation, slug.to_owned(), IN_CALENDAR).await?;
        let Some(file) = seen.as_ref().map(draw) else { return Ok(None) };
        if let Ok(mut all) = self.calendars.write() {
            if all.len() >= PRINTED {
                all.clear();
            }
            all.insert(key, CalendarRead { changes, at: now, file: file.clone() });
        }
        Ok(Some(file))
    }
}
