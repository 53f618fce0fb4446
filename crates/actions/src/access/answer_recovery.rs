//! Two who work here say, after speaking with somebody, that they may come back in; or one says no.

use super::invite_person::send_link;
use super::{Known, entry, new_token};
use crate::bothy::Bothy;
use crate::error::{ActionError, Never};
use bothy_domain::access::recovery::{Administers, Closed, Recovery, Said, YesRefused, may_vouch, say_yes as rule};
use bothy_domain::access::{Role, Standing};
use bothy_domain::ids::{PersonId, RecoveryId};
use bothy_store::access::links::LinkKind;
use bothy_store::access::recovery::{self, Asked};
use bothy_store::duties::{Subject, SubjectKind, lock};
use bothy_store::{Commit, Tx, Writing, people};
use jiff::Timestamp;

/// An asking, for those who may answer it.
#[derive(Debug, Clone)]
pub struct SeenAsking {
    /// Which asking.
    pub id: RecoveryId,
    /// Who wants back in.
    pub person: PersonId,
    /// Their name.
    pub shown_name: String,
    /// When they asked, on the wall.
    pub asked_at: Timestamp,
    /// Who said yes already.
    pub first: Option<(PersonId, String)>,
}

fn administers(standing: &Standing) -> Administers {
    if standing.wears(Role::Administrator, None) { Administers::Yes } else { Administers::No }
}

async fn vouches<R: std::fmt::Debug + std::fmt::Display>(
    tx: &mut Tx,
    who: &Known,
    now: Timestamp,
) -> Result<Standing, ActionError<R>> {
    let standing = people::standing(tx, who.sign_in.organisation, who.sign_in.person, now).await?;
    if standing.hats().iter().any(|hat| may_vouch(hat.role)) { Ok(standing) } else { Err(ActionError::NotFound) }
}

/// The askings that wait. One's own is not among them.
///
/// # Errors
/// Whoever asks is not among those who may answer.
pub async fn see_recoveries(bothy: &Bothy, who: &Known) -> Result<Vec<SeenAsking>, ActionError<Never>> {
    bothy
        .db
        .snapshot("see_recoveries", (who.clone(), bothy.now(), bothy.wall()), |tx, (who, now, wall)| {
            Box::pin(async move {
                vouches::<Never>(tx, who, *now).await?;
                let organisation = who.sign_in.organisation;
                let open = recovery::open(tx, organisation, *wall).await?;
                let ids: Vec<PersonId> =
                    open.iter().flat_map(|one| [Some(one.person), one.first_by]).flatten().collect();
                let named = people::named(tx, organisation, &ids).await?;
                let name = |id: PersonId| named.get(&id).map(|person| person.shown_name.clone()).unwrap_or_default();
                let others = open.into_iter().filter(|one| one.person != who.sign_in.person);
                Ok(others
                    .map(|one| SeenAsking {
                        id: one.id,
                        person: one.person,
                        shown_name: name(one.person),
                        asked_at: one.asked_at,
                        first: one.first_by.map(|by| (by, name(by))),
                    })
                    .collect())
            })
        })
        .await
}

struct Input {
    who: Known,
    id: RecoveryId,
    base: String,
    token: String,
    now: Timestamp,
    wall: Timestamp,
}

impl Input {
    fn new(bothy: &Bothy, who: &Known, id: RecoveryId, base: String) -> Self {
        Self { who: who.clone(), id, base, token: new_token(), now: bothy.now(), wall: bothy.wall() }
    }
}

/// Says yes. With the second yes a link goes to the person, and all that was known before ends when it is used.
///
/// # Errors
/// Why this yes does not count, or there is no such asking for this person to answer.
pub async fn say_yes(
    bothy: &Bothy,
    who: &Known,
    id: RecoveryId,
    base: String,
) -> Result<Said, ActionError<YesRefused>> {
    let input = Input::new(bothy, who, id, base);
    bothy.db.write("say_yes", input, |w, input| Box::pin(yes_in(w, input))).await
}

/// The asking, held until the end of the write: of two who answer at once, the second sees the first.
async fn held(w: &mut Writing, input: &Input) -> Result<(Asked, Standing), ActionError<YesRefused>> {
    let standing = vouches(w, &input.who, input.now).await?;
    let organisation = input.who.sign_in.organisation;
    let Some(asked) = recovery::find(w, organisation, input.id).await? else { return Err(ActionError::NotFound) };
    lock(w, &[Subject::of(organisation, SubjectKind::Person, asked.person.uuid())]).await?;
    let Some(asked) = recovery::find(w, organisation, input.id).await? else { return Err(ActionError::NotFound) };
    Ok((asked, standing))
}

async fn yes_in(w: &mut Writing, input: &Input) -> Result<Commit<Said>, ActionError<YesRefused>> {
    let Input { who, id, base, token, now, wall } = input;
    let (organisation, by) = (who.sign_in.organisation, who.sign_in.person);
    let (asked, standing) = held(w, input).await?;
    let first = match asked.first_by {
        None => None,
        Some(first) => Some((first, administers(&people::standing(w, organisation, first, *now).await?))),
    };
    let closed = if asked.answered { Closed::Answered } else { Closed::Open };
    let facts = Recovery { person: asked.person, ends_at: asked.ends_at, first, closed };
    let said = rule(&facts, by, administers(&standing), *wall).map_err(ActionError::Rule)?;
    let person = asked.person;
    let act = match said {
        Said::First => {
            recovery::first_yes(w, organisation, *id, by, *wall).await?;
            "recovery-first-yes"
        }
        Said::Both => {
            recovery::second_yes(w, organisation, *id, by, *wall).await?;
            send_link(w, organisation, person, LinkKind::Recovery, token, base, *now, *wall).await?;
            "recovery-second-yes"
        }
    };
    Ok(Commit::Changed(said, entry(organisation, *now, Some(by), act, person.to_string())))
}

/// Says no: the asking is over. Whoever spoke with a stranger says so, and one is enough.
///
/// # Errors
/// It was answered before, or there is no such asking for this person to answer.
pub async fn say_no(bothy: &Bothy, who: &Known, id: RecoveryId) -> Result<(), ActionError<YesRefused>> {
    let input = Input::new(bothy, who, id, String::new());
    bothy
        .db
        .write("say_no", input, |w, input| {
            Box::pin(async move {
                let (organisation, by) = (input.who.sign_in.organisation, input.who.sign_in.person);
                let (asked, _) = held(w, input).await?;
                if asked.person == by {
                    return Err(ActionError::Rule(YesRefused::Themselves));
                }
                if recovery::refuse(w, organisation, input.id, by, input.wall).await? == 0 {
                    return Err(ActionError::Rule(YesRefused::Closed));
                }
                let thing = asked.person.to_string();
                Ok(Commit::Changed((), entry(organisation, input.now, Some(by), "recovery-refused", thing)))
            })
        })
        .await
}
