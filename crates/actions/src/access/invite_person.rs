//! An administrator invites somebody: a person, their hats, and a link that works once for seven days.

use super::{Known, entry, new_token, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::sessions::series::lock_calendar;
use bothy_domain::access::giving::worn_in;
use bothy_domain::access::permit::{LetPeopleIn, Within};
use bothy_domain::access::{Hat, Permit, Role};
use bothy_domain::ids::{ActId, BranchId, HatId, JobId, LinkId, OrganisationId, PersonId};
use bothy_store::access::links::{self, Link, LinkKind};
use bothy_store::duties::{Subject, SubjectKind, make};
use bothy_store::jobs::{Notice, queue};
use bothy_store::people::Person;
use bothy_store::{Commit, StoreError, Writing, access, organisations, people};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How long a link of an invitation works.
const INVITED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Who invites.
#[derive(Debug, Clone)]
pub enum By {
    /// An administrator.
    Administrator(Box<Known>),
    /// Whoever runs the program on its own machine: how the first administrator comes in.
    Operator(OrganisationId),
}

impl By {
    pub(crate) fn organisation(&self) -> OrganisationId {
        match self {
            Self::Administrator(known) => known.sign_in.organisation,
            Self::Operator(organisation) => *organisation,
        }
    }

    pub(crate) fn person(&self) -> Option<PersonId> {
        match self {
            Self::Administrator(known) => Some(known.sign_in.person),
            Self::Operator(_) => None,
        }
    }
}

/// Somebody to be invited. No part of it goes into a log, so it has no `Debug`.
#[derive(Clone)]
pub struct NewPerson {
    /// The id of the act.
    pub act: ActId,
    /// The name that colleagues see.
    pub shown_name: String,
    /// Their address.
    pub email: String,
    /// The hats they are to wear.
    pub roles: Vec<Role>,
    /// In which branch; none for the whole organisation.
    pub branch: Option<BranchId>,
    /// The address of the service, to which the path of the link is joined.
    pub base: String,
}

/// What an invitation comes to.
#[derive(Clone)]
pub struct Invited {
    /// Who was invited.
    pub person: PersonId,
    /// The link, for the operator at the machine; a page never shows it.
    pub link: Option<String>,
}

/// Why nobody was invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InviteRefused {
    /// Without a name.
    #[error("a name is needed")]
    NoName,
    /// The address does not look like one.
    #[error("this does not look like an address")]
    NoAddress,
    /// Somebody has this address already.
    #[error("somebody here has this address already")]
    AlreadyHere,
    /// No hat was chosen.
    #[error("at least one role is needed")]
    NoRole,
    /// A branch that is not there.
    #[error("there is no such branch")]
    NoBranch,
}

type Refused = ActionError<InviteRefused>;

/// Invites somebody who is not here yet.
///
/// # Errors
/// [`InviteRefused`], or whoever asks is no administrator.
pub async fn invite_person(bothy: &Bothy, by: By, new: NewPerson) -> Result<Invited, Refused> {
    if new.shown_name.trim().is_empty() || new.shown_name.chars().count() > 100 {
        return Err(ActionError::Rule(InviteRefused::NoName));
    }
    if !looks_like_address(&new.email) {
        return Err(ActionError::Rule(InviteRefused::NoAddress));
    }
    if new.roles.is_empty() {
        return Err(ActionError::Rule(InviteRefused::NoRole));
    }
    let input = Input { by, new, token: new_token(), now: bothy.now(), wall: bothy.wall() };
    bothy.db.write("invite_person", input, |w, input| Box::pin(invite_in(w, input))).await
}

/// One sign in the middle, a name before, a host with a dot after, nothing that would break a header.
fn looks_like_address(text: &str) -> bool {
    let text = text.trim();
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>' | ',' | '"');
    !name.is_empty()
        && !text.contains(odd)
        && text.len() <= 254
        && host.split('.').filter(|part| !part.is_empty()).count() >= 2
}

struct Input {
    by: By,
    new: NewPerson,
    token: String,
    now: Timestamp,
    wall: Timestamp,
}

async fn invite_in(w: &mut Writing, input: &Input) -> Result<Commit<Invited>, Refused> {
    let Input { by, new, token, now, wall } = input;
    let organisation = by.organisation();
    // Two who invite the same address at once wait here for each other.
    lock_calendar(w, organisation).await?;
    may_let_in(w, by, *now).await?;
    let roles: Vec<&str> = new.roles.iter().map(|role| role.code()).collect();
    let said = token_hash(&format!("{}|{}|{}|{:?}", new.shown_name, new.email, roles.join(","), new.branch));
    if let Some((before, made)) = access::spent(w, organisation, new.act.uuid()).await? {
        let person = made.parse().map_err(|_| ActionError::NotFound)?;
        return if before == said {
            Ok(Commit::Unchanged(Invited { person, link: None }))
        } else {
            Err(ActionError::SentBefore { made })
        };
    }
    if people::by_email(w, organisation, &new.email).await?.is_some() {
        return Err(ActionError::Rule(InviteRefused::AlreadyHere));
    }
    if let Some(branch) = new.branch
        && !organisations::branches(w, organisation).await?.iter().any(|(id, _)| *id == branch)
    {
        return Err(ActionError::Rule(InviteRefused::NoBranch));
    }
    let person = Person {
        id: PersonId::new(Uuid::now_v7()),
        shown_name: new.shown_name.trim().to_owned(),
        email: Some(new.email.trim().to_owned()),
        limit_a_week: None,
    };
    people::add(w, organisation, &person, *now).await?;
    make(w, Subject::of(organisation, SubjectKind::Person, person.id.uuid())).await?;
    for role in &new.roles {
        let branch = worn_in(*role, new.branch);
        let hat = Hat { id: HatId::new(Uuid::now_v7()), role: *role, branch, from: *now, until: None };
        people::put_on(w, organisation, person.id, &hat).await?;
    }
    let link = send_link(w, organisation, person.id, LinkKind::Invitation, token, &new.base, *now, *wall).await?;
    access::spend(w, organisation, new.act.uuid(), "invite-person", &said, &person.id.to_string(), *now).await?;
    let shown = matches!(by, By::Operator(_)).then_some(link);
    let audit = entry(organisation, *now, by.person(), "invited-person", person.id.to_string());
    Ok(Commit::Changed(Invited { person: person.id, link: shown }, audit))
}

/// Only an administrator lets anybody in, or whoever runs the program on its own machine.
pub(crate) async fn may_let_in<R: std::fmt::Debug + std::fmt::Display>(
    w: &mut Writing,
    by: &By,
    now: Timestamp,
) -> Result<(), ActionError<R>> {
    if let By::Administrator(known) = by {
        let organisation = known.sign_in.organisation;
        let standing = people::standing(w, organisation, known.sign_in.person, now).await?;
        Permit::<LetPeopleIn>::ask(&standing, Within::organisation(organisation))?;
    }
    Ok(())
}

/// Makes a link and puts it into the outbox, in one commit. What was sent before stops working.
#[expect(clippy::too_many_arguments, reason = "each is one fact of the link")]
pub(super) async fn send_link(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    kind: LinkKind,
    token: &str,
    base: &str,
    now: Timestamp,
    wall: Timestamp,
) -> Result<String, StoreError> {
    let (lasts, notice) = match kind {
        LinkKind::Invitation => (INVITED_FOR, "invited"),
        LinkKind::Recovery => (SignedDuration::from_hours(24), "recovered"),
    };
    let ends_at = wall.saturating_add(lasts).unwrap_or(wall);
    let link = Link { id: LinkId::new(Uuid::now_v7()), organisation, person, kind, ends_at, used_at: None };
    links::make(w, &link, &token_hash(token), wall).await?;
    let address = format!("{base}/invite/{token}");
    let notice = Notice {
        id: JobId::new(Uuid::now_v7()),
        kind: notice.to_owned(),
        person,
        about: person.to_string(),
        words: serde_json::json!({ "link": address }).to_string(),
    };
    queue(w, organisation, &notice, now).await?;
    Ok(address)
}

/// Sends somebody who is here already a new link: the first ran out, or they never had one.
///
/// # Errors
/// Whoever asks is no administrator, or the person is not there.
pub async fn invite_again(bothy: &Bothy, who: &Known, person: PersonId, base: String) -> Result<(), Refused> {
    let input = (By::Administrator(Box::new(who.clone())), person, base, new_token(), bothy.now(), bothy.wall());
    bothy
        .db
        .write("invite_again", input, |w, (by, person, base, token, now, wall)| {
            Box::pin(async move {
                let organisation = by.organisation();
                may_let_in(w, by, *now).await?;
                if people::find(w, organisation, *person).await?.is_none() {
                    return Err(ActionError::NotFound);
                }
                // A way in that somebody has is not put beside by a link: that is what two people are for.
                let has_password = access::passwords::hash_of(w, organisation, *person).await?.is_some();
                if has_password || !access::elsewhere::of(w, organisation, *person).await?.is_empty() {
                    return Err(ActionError::Rule(InviteRefused::AlreadyHere));
                }
                send_link(w, organisation, *person, LinkKind::Invitation, token, base, *now, *wall).await?;
                let audit = entry(organisation, *now, by.person(), "invited-person-again", person.to_string());
                Ok(Commit::Changed((), audit))
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::looks_like_address;

    #[test]
    fn an_address_has_a_name_and_a_host_and_nothing_that_breaks_a_header() {
        for good in ["joan@example.org", " joan.baird+bothy@mail.example.org "] {
            assert!(looks_like_address(good), "{good}");
        }
        for bad in ["", "joan", "joan@", "@example.org", "joan@example", "joan @example.org", "a@b.c\nBcc: x@y.z"] {
            assert!(!looks_like_address(bad), "{bad}");
        }
    }
}
