//! A notice about one session to one person, queued in the commit that makes it true.

use bothy_domain::ids::{JobId, OrganisationId, PersonId};
use bothy_store::jobs::{Notice, queue};
use bothy_store::sessions::Session;
use bothy_store::{StoreError, Writing};
use jiff::Timestamp;
use uuid::Uuid;

/// Queues one notice. `about` is the outside id of what it is about: the session itself, a seat, an asking.
pub(crate) async fn tell(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    kind: &str,
    session: &Session,
    about: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    put(w, organisation, person, kind, facts(session), about, now).await
}

fn facts(session: &Session) -> serde_json::Value {
    serde_json::json!({
        "group": session.group_name,
        "date": session.date.to_string(),
        "starts": session.starts.strftime("%H:%M").to_string(),
        "session": session.id.to_string(),
    })
}

/// Queues one notice about two sessions: the one that somebody is on now, and the one that they are no longer on.
pub(crate) async fn tell_of_two(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    kind: &str,
    (now_on, no_longer): (&Session, &Session),
    about: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut words = facts(now_on);
    if let Some(words) = words.as_object_mut() {
        words.insert(String::from("was-group"), no_longer.group_name.as_str().into());
        words.insert(String::from("was-date"), no_longer.date.to_string().into());
    }
    put(w, organisation, person, kind, words, about, now).await
}

async fn put(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    kind: &str,
    words: serde_json::Value,
    about: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: String::from(kind),
        person,
        about: String::from(about),
        words: words.to_string(),
    };
    queue(w, organisation, &notice, now).await
}

/// Queues one notice that is about the session itself.
pub(crate) async fn tell_one(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    kind: &str,
    session: &Session,
    now: Timestamp,
) -> Result<(), StoreError> {
    tell(w, organisation, person, kind, session, &session.id.to_string(), now).await
}
