//! Somebody is here after all: a closed day of the organisation's own is taken off the list.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::{ActionError, Never};
use crate::sessions::series::lock_calendar;
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{SetUp, Within};
use bothy_store::organisations::open_day as take_off;
use bothy_store::{Audit, Commit, Entry, people};
use jiff::civil::Date;

/// Takes a closed day off the list. What was called off by it stays off until a person says that it runs:
/// people were told. Taking it off twice is once; a bank holiday is not ours to take off.
///
/// # Errors
/// This person does not set the organisation up.
pub async fn open_day(bothy: &Bothy, who: &Known, day: Date) -> Result<(), ActionError<Never>> {
    let input = (who.clone(), day, bothy.now());
    bothy
        .db
        .write("open_day", input, |w, (who, day, now)| {
            Box::pin(async move {
                let organisation = who.sign_in.organisation;
                let locked = lock_calendar(w, organisation).await?;
                let standing = people::standing(w, organisation, who.sign_in.person, *now).await?;
                Permit::<SetUp>::ask(&standing, Within::organisation(organisation))?;
                if take_off(w, organisation, *day).await? == 0 {
                    return Ok(Commit::Unchanged(()));
                }
                replan(w, locked, *now).await?;
                let audit = Audit::of(Entry {
                    organisation,
                    at: *now,
                    by: Some(who.sign_in.person),
                    act: "day-opened",
                    thing: day.to_string(),
                    reason: None,
                });
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}
