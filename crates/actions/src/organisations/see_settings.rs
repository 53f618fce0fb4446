//! What an organisation says of itself before it opens, for those who set it up.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use crate::keeping::backup::{BACKED_UP, PROVED};
use bothy_domain::access::permit::{LetPeopleIn, SetUp, Within};
use bothy_domain::access::{Permit, Role};
use bothy_domain::ids::{GroupId, OrganisationId, PersonId, ReachHourId};
use bothy_domain::organisations::policy_versions::PolicyVersions;
use bothy_domain::organisations::reach::ReachHour;
use bothy_domain::organisations::set_up::{Program, Set, SetUpFacts, Stands, Task, set_up};
use bothy_store::keeping::soundness::last_done;
use bothy_store::organisations::{ClosedDay, Organisation, closed_days, find};
use bothy_store::people::{self, Named};
use bothy_store::safety::{HelpLine, help_lines};
use bothy_store::sealing::sheets::{self, SheetStands};
use bothy_store::{StoreError, Tx};
use bothy_store::{groups, policies, reach, sender};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// Who may be named as a reader of worries.
const MAY_READ: [Role; 5] =
    [Role::Coordinator, Role::SafeguardingLead, Role::Administrator, Role::Supervisor, Role::Supporter];

/// The settings as they stand.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The organisation, with its two readers.
    pub organisation: Organisation,
    /// Who may be named as a reader, by name.
    pub people: Vec<Named>,
    /// The help lines, in order.
    pub lines: Vec<HelpLine>,
    /// The closed days that are known, by day.
    pub closed: Vec<ClosedDay>,
    /// What is set up and what is not.
    pub tasks: Vec<(Task, Stands)>,
    /// When somebody can be reached, by way, day and time.
    pub hours: Vec<(ReachHourId, ReachHour)>,
    /// What is asked for, version by version.
    pub asked: Asked,
    /// Whether whoever looks decides how people get in and how letters leave: an administrator.
    pub administers: bool,
}

/// What is asked for, version by version, with what names them.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The versions.
    pub versions: PolicyVersions,
    /// Why, by number, where somebody said it.
    pub reasons: BTreeMap<u32, String>,
    /// Who made them.
    pub by: BTreeMap<PersonId, Named>,
    /// The names of the groups.
    pub groups: BTreeMap<GroupId, String>,
}

async fn asked(tx: &mut Tx, organisation: OrganisationId) -> Result<Asked, StoreError> {
    let versions = policies::versions(tx, organisation).await?;
    let mut by: Vec<PersonId> = versions.all().iter().filter_map(|version| version.by).collect();
    by.sort_unstable();
    by.dedup();
    Ok(Asked {
        reasons: policies::reasons(tx, organisation).await?,
        by: people::named(tx, organisation, &by).await?,
        groups: groups::all(tx, organisation).await?.into_iter().map(|group| (group.id, group.name)).collect(),
        versions,
    })
}

/// Reads the settings.
///
/// # Errors
/// This person does not set the organisation up.
pub async fn see_settings(bothy: &Bothy, who: &Known, program: Program) -> Result<Settings, ActionError<Never>> {
    let input = (who.clone(), bothy.now(), program);
    bothy
        .db
        .snapshot("see_settings", input, |tx, (who, now, program)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let standing = people::standing(tx, organisation, who.sign_in.person, *now).await?;
                Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
                let Some(ours) = find(tx, organisation).await? else { return Err(ActionError::NotFound) };
                let mut by_id: BTreeMap<PersonId, Named> = BTreeMap::new();
                let wearing = people::wearing_any(tx, organisation, &MAY_READ, *now).await?;
                by_id.extend(wearing.into_iter().map(|person| (person.id, person)));
                let readers: Vec<PersonId> = ours.readers.iter().flatten().copied().collect();
                by_id.extend(people::named(tx, organisation, &readers).await?);
                let mut people: Vec<Named> = by_id.into_values().collect();
                people.sort_by(|one, other| (&one.shown_name, one.id).cmp(&(&other.shown_name, other.id)));
                let lines = help_lines(tx, organisation).await?;
                let hours = reach::hours(tx, organisation).await?;
                Ok(Settings {
                    people,
                    tasks: tasks(tx, &ours, &lines, hours.len(), *program, *now).await?,
                    lines,
                    closed: closed_days(tx, organisation).await?,
                    hours,
                    asked: asked(tx, organisation).await?,
                    administers: Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation)).is_ok(),
                    organisation: ours,
                })
            })
        })
        .await
}

async fn tasks(
    tx: &mut Tx,
    ours: &Organisation,
    lines: &[HelpLine],
    hours: usize,
    program: Program,
    now: Timestamp,
) -> Result<Vec<(Task, Stands)>, StoreError> {
    let readers: BTreeSet<PersonId> = ours.readers.iter().flatten().copied().collect();
    let own = sender::has_sender(tx, ours.id).await?;
    let program = if own { Program { letters: Set::Yes, ..program } } else { program };
    let facts = SetUpFacts {
        readers: readers.len(),
        lines_checked: lines.iter().map(|line| line.checked_on).collect(),
        hours,
        administrators: people::wearing(tx, ours.id, Role::Administrator, now).await?.len(),
        sheet: match sheets::stands(tx).await? {
            SheetStands::Confirmed => Stands::Done,
            SheetStands::OfEarlierKey => Stands::Old,
            SheetStands::None => Stands::ToDo,
        },
        program,
        // A backup is of the whole service.
        backed_up: last_done(tx, [BACKED_UP; 2]).await?,
        proved: last_done(tx, PROVED).await?,
    };
    let zone = TimeZone::get(&ours.zone).unwrap_or(TimeZone::UTC);
    Ok(set_up(&facts, now.to_zoned(zone).date(), now))
}
