//! Whoever told somebody of a service sees their own signposts, and nobody else's.

use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::Permit;
use bothy_domain::access::permit::{NoteSignpost, Within};
use bothy_store::directory::{Made, of_maker};

/// One's own signposts, the newest first.
///
/// # Errors
/// Nothing is there for somebody who does not tell people of services.
pub async fn see_signposts(bothy: &Bothy, who: &Known) -> Result<Vec<Made>, ActionError<Never>> {
    let organisation = who.sign_in.organisation;
    Permit::<NoteSignpost>::ask(&who.standing, Within::organisation(organisation))?;
    let input = (organisation, who.sign_in.person);
    let seen = bothy.db.snapshot("see_signposts", input, |tx, (organisation, person)| {
        Box::pin(async move { of_maker(tx, *organisation, *person).await })
    });
    Ok(seen.await?)
}
