//! A token is made: by it a program comes in for a person, or a machine in its own name.

use super::invite_person::{By, may_let_in};
use super::{new_token, one_entry, token_hash};
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::token::{TokenRefused, machine_may_be, token_ends};
use bothy_domain::access::{Hat, Role};
use bothy_domain::ids::{HatId, PersonId, TokenId};
use bothy_store::access::tokens;
use bothy_store::duties::{Subject, SubjectKind, make};
use bothy_store::{Audit, Commit, Writing, people};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How every token begins, so that whoever finds one knows what it is, and programs that look for them do, too.
pub const TOKEN_STARTS: &str = "bothy_";

/// The longest name of a machine, and the longest word of what a token is for.
const LONGEST_NAME: usize = 100;

/// For whom a token is.
#[derive(Debug, Clone)]
pub enum TokenFor {
    /// For somebody who is here already: it opens what their hats open.
    Person(PersonId),
    /// For a machine of this name, which is made with it and wears one hat in the whole organisation.
    Machine {
        /// What people know it by.
        name: String,
        /// Its one hat.
        role: Role,
    },
}

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Who makes it.
    pub by: By,
    /// For whom.
    pub to: TokenFor,
    /// What it is for, in the words of whoever makes it; may be empty.
    pub name: String,
    /// For how long it opens anything.
    pub lasts: SignedDuration,
}

/// A token that was made. The token itself is shown this once; no part of it goes into a log, so it has no `Debug`.
#[derive(Clone)]
pub struct MadeToken {
    /// Which.
    pub id: TokenId,
    /// For whom.
    pub person: PersonId,
    /// The token.
    pub token: String,
    /// Until when it opens anything.
    pub ends_at: Timestamp,
}

type Refused = ActionError<TokenRefused>;

struct Input {
    new: NewToken,
    token: String,
    ends_at: Timestamp,
    now: Timestamp,
    wall: Timestamp,
}

/// Makes a token; only its hash is kept.
///
/// # Errors
/// [`TokenRefused`], or whoever asks is no administrator.
pub async fn make_token(bothy: &Bothy, new: NewToken) -> Result<MadeToken, Refused> {
    let wall = bothy.wall();
    let ends_at = token_ends(wall, new.lasts).map_err(ActionError::Rule)?;
    if new.name.chars().count() > LONGEST_NAME {
        return Err(ActionError::Rule(TokenRefused::NoName));
    }
    if let TokenFor::Machine { name, role } = &new.to {
        if name.trim().is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(ActionError::Rule(TokenRefused::NoName));
        }
        if !machine_may_be(*role) {
            return Err(ActionError::Rule(TokenRefused::NotForMachines(*role)));
        }
    }
    let token = format!("{TOKEN_STARTS}{}", new_token());
    let input = Input { new, token, ends_at, now: bothy.now(), wall };
    bothy.db.write("make_token", input, |w, input| Box::pin(make_in(w, input))).await
}

async fn make_in(w: &mut Writing, input: &Input) -> Result<Commit<MadeToken>, Refused> {
    let Input { new, token, ends_at, now, wall } = input;
    let organisation = new.by.organisation();
    may_let_in(w, &new.by, *now).await?;
    let id = TokenId::new(Uuid::now_v7());
    let mut audit = Audit::of(one_entry(organisation, *now, new.by.person(), "token-made", id.to_string()));
    let person = match &new.to {
        TokenFor::Person(person) => match people::find(w, organisation, *person).await? {
            Some(found) => found.id,
            None => return Err(ActionError::Rule(TokenRefused::Nobody)),
        },
        TokenFor::Machine { name, role } => {
            let machine = PersonId::new(Uuid::now_v7());
            tokens::add_machine(w, organisation, machine, name.trim(), *now).await?;
            make(w, Subject::of(organisation, SubjectKind::Person, machine.uuid())).await?;
            let hat = Hat { id: HatId::new(Uuid::now_v7()), role: *role, branch: None, from: *now, until: None };
            people::put_on(w, organisation, machine, &hat).await?;
            audit = audit.and(one_entry(organisation, *now, new.by.person(), "machine-made", machine.to_string()));
            machine
        }
    };
    tokens::make(w, organisation, person, id, new.name.trim(), &token_hash(token), (*wall, *ends_at)).await?;
    Ok(Commit::Changed(MadeToken { id, person, token: token.clone(), ends_at: *ends_at }, audit))
}
