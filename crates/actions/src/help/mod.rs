//! What must stand even when the database does not: the organisations with their crisis lines and hours.
//!
//! Web keeps the answer in memory and asks again every minute. Not here: how a line is shown.

pub mod hours;
pub mod put_help_line;
pub mod put_reach_hours;

use crate::bothy::Bothy;
use bothy_domain::ids::PersonId;
use bothy_store::{StoreError, organisations, people, reach, safety};

pub use bothy_domain::organisations::reach::{HourRefused, ReachHour};
pub use bothy_store::organisations::Organisation;
pub use bothy_store::safety::HelpLine;
pub use hours::{Answers, WeekHours};
pub use put_help_line::{LineRefused, LineWords, put_help_line};
pub use put_reach_hours::{HourWords, put_reach_hours, remove_reach_hours};

/// One organisation as its public pages need it on every request.
#[derive(Debug, Clone)]
pub struct Door {
    /// The organisation.
    pub organisation: Organisation,
    /// Its crisis lines, in order.
    pub lines: Vec<HelpLine>,
    /// When somebody can be reached.
    pub hours: Vec<ReachHour>,
    /// The shown names of the two who read worries, as far as they are named.
    pub readers: Vec<String>,
}

/// All organisations of this service with what everybody may know of them, the first one first.
///
/// # Errors
/// The store's own.
pub async fn see_doors(bothy: &Bothy) -> Result<Vec<Door>, StoreError> {
    bothy
        .db
        .snapshot("doors", (), |tx, ()| {
            Box::pin(async move {
                let mut doors = Vec::new();
                for organisation in organisations::all(tx).await? {
                    let lines = safety::help_lines(tx, organisation.id).await?;
                    let hours = reach::hours(tx, organisation.id).await?;
                    let hours = hours.into_iter().map(|(_, span)| span).collect();
                    let ids: Vec<PersonId> = organisation.readers.iter().flatten().copied().collect();
                    let named = people::named(tx, organisation.id, &ids).await?;
                    let readers =
                        ids.iter().filter_map(|id| named.get(id).map(|person| person.shown_name.clone())).collect();
                    doors.push(Door { organisation, lines, hours, readers });
                }
                Ok(doors)
            })
        })
        .await
}

/// Whether the database answers at this moment.
///
/// # Errors
/// The store's own, when it does not.
pub async fn is_there(bothy: &Bothy) -> Result<(), StoreError> {
    bothy.db.snapshot("is_there", (), |tx, ()| Box::pin(async move { organisations::all(tx).await.map(|_| ()) })).await
}
