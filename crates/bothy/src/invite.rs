//! `bothy invite`: a link for somebody, printed once for whoever runs the program.

use crate::serve::say;
use bothy_actions::access::{By, InviteRefused, NewPerson, invite_person};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::ids::{ActId, OrganisationId};

/// Who is invited.
#[derive(clap::Args)]
pub struct InviteArgs {
    /// Their name, as colleagues see it.
    name: String,
    /// Their e-mail address; they sign in with it.
    email: String,
    /// What they are here as; may be said several times.
    #[arg(long, default_value = "administrator")]
    role: Vec<String>,
    /// Where people reach this service, such as <https://bothy.example.org>.
    #[arg(long, env = "BOTHY_ADDRESS", default_value = "http://localhost:8080")]
    address: String,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// Invites them. The same words go to the outbox as from the page.
pub async fn run(bothy: &Bothy, organisation: OrganisationId, what: InviteArgs) -> Result<(), String> {
    let mut roles = Vec::new();
    for word in &what.role {
        let words = || Role::ALL.map(Role::code).join(", ");
        let role = Role::of_code(word).ok_or_else(|| format!("There is no role {word}. There are: {}.", words()))?;
        roles.push(role);
    }
    let new = NewPerson {
        act: ActId::new(uuid::Uuid::now_v7()),
        shown_name: what.name,
        email: what.email,
        roles,
        branch: None,
        base: what.address.trim_end_matches('/').to_owned(),
    };
    let invited = invite_person(bothy, By::Operator(organisation), new).await.map_err(|error| match error {
        ActionError::Rule(InviteRefused::AlreadyHere) => {
            String::from("Somebody with this address is here already. An administrator can send them a link.")
        }
        ActionError::Rule(refused) => format!("Nobody was invited: {refused}."),
        other => format!("Nobody was invited: {other}. Check --data or --database and try again."),
    })?;
    let link = invited.link.unwrap_or_default();
    if what.json {
        say(&serde_json::json!({ "person": invited.person.to_string(), "link": link }).to_string());
    } else {
        say(&format!("They choose a password here, once, within seven days: {link}"));
    }
    Ok(())
}
