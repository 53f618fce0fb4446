//! Somebody comes back from their organisation's provider.

use super::{Doorway, ElsewhereRefused, Refused, of_trouble, rule, way_out};
use crate::access::sign_in::{Beginning, Begun, begin_with, second_step_of};
use crate::access::tries::From;
use crate::access::way_in_changed::tell_of_way_in;
use crate::access::{Known, entry, new_token, one_entry, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::Role;
use bothy_domain::access::elsewhere::{Purpose, after_elsewhere, is_back_in_time, second_step_there};
use bothy_domain::ids::{LinkedId, OrganisationId, PersonId};
use bothy_provider::{Asked, Vouched, hear};
use bothy_store::access::elsewhere::{self, Linked, Provider};
use bothy_store::access::links;
use bothy_store::access::visits::{self, Visit};
use bothy_store::{Commit, StoreError, Writing, people};
use jiff::Timestamp;
use uuid::Uuid;

/// What a browser brings back. It has no `Debug`: it opens a door once.
#[derive(Clone, Default)]
pub struct Came {
    /// To which visit it belongs.
    pub state: String,
    /// What the token is fetched with.
    pub code: Option<String>,
    /// What the provider says went wrong.
    pub error: Option<String>,
    /// Which provider says so, where it says that.
    pub issuer: Option<String>,
    /// What the browser kept when it went.
    pub browser: Option<String>,
    /// Who is signed in there.
    pub known: Option<Known>,
}

/// How it ended.
#[derive(Clone)]
pub enum CameBack {
    /// They are in, or one step further; and where they wanted to go.
    In(Box<Begun>, String),
    /// Their invitation is accepted: they sign in with that account from now on.
    Accepted,
    /// Their account is linked.
    Linked,
}

struct Back {
    visit: Visit,
    provider: Option<Provider>,
}

/// Takes what a browser brings back from a provider. The visit is spent by it, whatever comes of it.
///
/// # Errors
/// [`ElsewhereRefused`].
pub async fn come_back(
    bothy: &Bothy,
    organisation: OrganisationId,
    doorway: &Doorway,
    came: Came,
    from: From,
) -> Result<CameBack, Refused> {
    let Back { visit, provider } = taken(bothy, organisation, &came).await?;
    let Some(provider) = provider.filter(|provider| provider.issuer == visit.issuer) else {
        return rule(ElsewhereRefused::NotSetUp);
    };
    // An answer of another provider is none (RFC 9207).
    if came.issuer.as_ref().is_some_and(|issuer| *issuer != visit.issuer) {
        return rule(ElsewhereRefused::Over);
    }
    match came.error.as_deref() {
        None => {}
        Some("access_denied" | "login_required" | "interaction_required" | "consent_required") => {
            return rule(ElsewhereRefused::Stopped);
        }
        Some(_) => return rule(ElsewhereRefused::SaidNo),
    }
    let Some(code) = came.code.filter(|code| !code.is_empty()) else { return rule(ElsewhereRefused::SaidNo) };
    let asked = Asked {
        address: String::new(),
        state: String::new(),
        nonce: visit.nonce.clone(),
        verifier: visit.verifier.clone(),
    };
    let vouched = {
        let _place = way_out()?;
        hear(&doorway.ours(&provider), &asked, &code, bothy.wall()).await.map_err(of_trouble)?
    };
    let input = Input { visit, vouched, from, token: new_token(), now: bothy.now(), wall: bothy.wall() };
    match input.visit.purpose {
        Purpose::SignIn => bothy.db.write("sign_in_elsewhere", input, |w, input| Box::pin(begin_in(w, input))).await,
        Purpose::Invitation | Purpose::Link(_) => {
            bothy.db.write("link_account", input, |w, input| Box::pin(link_in(w, input))).await
        }
    }
}

/// Takes the visit away, and says whether it counts here and now.
async fn taken(bothy: &Bothy, organisation: OrganisationId, came: &Came) -> Result<Back, Refused> {
    let input = (organisation, token_hash(&came.state));
    let taken = bothy.db.write("come_back", input, |w, (organisation, hash)| {
        Box::pin(async move {
            let Some(visit) = visits::take(w, *organisation, hash).await? else {
                return Ok(Commit::Unchanged(None));
            };
            let provider = elsewhere::provider(w, *organisation).await?;
            // That somebody came back is no act; what comes of it has its own entry.
            Ok::<_, StoreError>(Commit::Sealed(Some(Back { visit, provider })))
        })
    });
    let Some(back) = taken.await? else { return rule(ElsewhereRefused::Over) };
    let visit = &back.visit;
    let same_browser = came.browser.as_deref().is_some_and(|token| token_hash(token) == visit.browser_hash);
    let same_person = match visit.purpose {
        Purpose::SignIn | Purpose::Invitation => true,
        Purpose::Link(sign_in) => came
            .known
            .as_ref()
            .is_some_and(|known| known.sign_in.id == sign_in && Some(known.sign_in.person) == visit.person),
    };
    if !same_browser || !same_person || !is_back_in_time(visit.ends_at, bothy.wall()) {
        return rule(ElsewhereRefused::Over);
    }
    Ok(back)
}

struct Input {
    visit: Visit,
    vouched: Vouched,
    from: From,
    token: String,
    now: Timestamp,
    wall: Timestamp,
}

/// Who is behind the number begins a sign-in; somebody who wears no hat any more is answered like a stranger.
async fn begin_in(w: &mut Writing, input: &Input) -> Result<Commit<CameBack>, Refused> {
    let Input { visit, vouched, from, now, wall, .. } = input;
    let organisation = visit.organisation;
    let found = elsewhere::behind_subject(w, organisation, &vouched.issuer, &vouched.subject).await?;
    let Some(linked) = found else { return rule(ElsewhereRefused::Unknown) };
    let person = linked.person;
    let standing = people::standing(w, organisation, person, *now).await?;
    if standing.hats().is_empty() || elsewhere::used(w, organisation, linked.id, *wall).await? == 0 {
        return rule(ElsewhereRefused::Unknown);
    }
    let roles: Vec<Role> = standing.hats().iter().map(|hat| hat.role).collect();
    let (ready, waiver) = second_step_of(w, organisation, person).await?;
    let asked = second_step_there(vouched.means.iter().map(String::as_str), vouched.class.as_deref());
    let next = after_elsewhere(asked, roles.iter().copied(), ready, waiver);
    let beginning = Beginning {
        organisation,
        person,
        device: visit.device,
        browser: &from.browser,
        token: &input.token,
        held: from.device.as_deref(),
        now: *now,
        wall: *wall,
    };
    let (begun, audit) = begin_with(w, &beginning, next, roles).await?;
    let audit = audit.and(one_entry(organisation, *now, Some(person), "used-account-elsewhere", linked.id.to_string()));
    Ok(Commit::Changed(CameBack::In(Box::new(begun), visit.to.clone()), audit))
}

async fn link_in(w: &mut Writing, input: &Input) -> Result<Commit<CameBack>, Refused> {
    let Input { visit, now, wall, .. } = input;
    let organisation = visit.organisation;
    let Some(person) = visit.person else { return rule(ElsewhereRefused::Over) };
    let (came_back, act) = match &visit.link_hash {
        None => (CameBack::Linked, "account-linked"),
        Some(hash) => {
            // Read again: somebody may have used it, or sent another, meanwhile.
            let link = links::behind(w, organisation, hash, *wall).await?.filter(|link| link.person == person);
            let Some(link) = link else { return rule(ElsewhereRefused::InvitationOver) };
            if links::spend(w, organisation, link.id, *wall).await? == 0 {
                return rule(ElsewhereRefused::InvitationOver);
            }
            (CameBack::Accepted, "accepted-with-account")
        }
    };
    let id = link(w, organisation, person, input).await?;
    tell_of_way_in(w, organisation, person, "account-linked", *now).await?;
    Ok(Commit::Changed(came_back, entry(organisation, *now, Some(person), act, id.to_string())))
}

/// Links the number to the person; to nobody who is not the only one behind it.
async fn link(
    w: &mut Writing,
    organisation: OrganisationId,
    person: PersonId,
    input: &Input,
) -> Result<LinkedId, Refused> {
    let Vouched { issuer, subject, .. } = &input.vouched;
    let behind = elsewhere::behind_subject(w, organisation, issuer, subject).await?;
    if behind.is_some_and(|linked| linked.person != person) {
        return rule(ElsewhereRefused::Taken);
    }
    let new = Linked {
        id: LinkedId::new(Uuid::now_v7()),
        person,
        issuer: issuer.clone(),
        subject: subject.clone(),
        linked_at: input.wall,
        used_at: None,
    };
    if elsewhere::link(w, organisation, &new).await? == 0 {
        return Err(ActionError::Rule(ElsewhereRefused::LinkedAlready));
    }
    Ok(new.id)
}
